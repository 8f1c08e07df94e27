//! Worked examples: a small function run on small values.
//!
//! A function is run by walking its code with the language's own rules for numbers, truth and text, as its [`code::Dialect`] states
//! them. Whatever is not certain to mean the same in every version of the language ends the run, and so do a step, size and depth
//! limit: there is no example then. So an example is never guessed, and a function that can be run has no effect but on its arguments.

mod calls;
mod loops;
mod machine;
mod operators;
mod patterns;
mod sequences;
mod value;

use code::{Arithmetic, BinaryOperator, FunctionId, Kind, Modifiers, NodeId, ParameterForm, TypeForm, Unit};
use machine::{Machine, Run};
use value::Value;

use crate::view::{View, Word};
use crate::{BindingId, Facts, IdiomKind, ParameterFacts, ParameterRole, Type};

/// A function run on values.
#[derive(Clone, Debug)]
pub struct Example {
    /// The function.
    pub function: FunctionId,
    /// Each argument that was given: the parameter's name, and the value as the language writes it.
    pub arguments: Vec<(NodeId, String)>,
    /// What came of it.
    pub outcome: Outcome,
    /// The values that a variable took in the rounds of the function's outermost loop: the variable, and at least two values.
    pub rounds: Option<(BindingId, Vec<String>)>,
}

/// What came of an example, as the language writes values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It gave back a value.
    Gives(String),
    /// It handed out values one by one.
    HandsOut(Vec<String>),
    /// It changed an argument in place: the parameter's name, and its value afterwards.
    Changes(NodeId, String),
}

/// How many sets of arguments are tried.
const MOST_RUNS: usize = 48;

/// How many nodes all runs of a function may look at together.
const MOST_STEPS: u32 = 16_000;

/// How many of a hundred statements a run must reach to be shown.
const LEAST_SEEN: usize = 60;

/// How long an argument or a result may be, in bytes.
const LONGEST: usize = 44;

/// How many values a generator may hand out.
const MOST_HANDED: usize = 6;

/// An example of a function, if one can be worked out.
///
/// Of all sets of arguments the one is taken that makes the most of the code run; of equals one with round results, and the first.
pub fn example(unit: &Unit, facts: &Facts, function: FunctionId) -> Option<Example> {
    // What a pointer leads to is no value that could be shown.
    if unit.dialect.pointers {
        return None;
    }
    let definition = unit.function(function);
    let own = facts.function(function);
    definition.body?;
    // What decorates a function may make another of it.
    let is_plain = !own.parameters.is_empty()
        && definition.decorators.is_empty()
        && own.awaits.is_empty()
        && own.writes_outer.is_empty()
        && own.captures.is_empty()
        && own.name.is_some();
    // Where values are copied when they are handed over, a run would have to know which of them are.
    if !is_plain
        || definition.modifiers.has(Modifiers::ASYNC)
        || unit.dialect.copies_values
        || unit.dialect.copies_collections
    {
        return None;
    }
    let view = View::new(unit, facts);
    let mut choices: Vec<(NodeId, BindingId, Vec<Value>)> = Vec::new();
    for parameter in &own.parameters {
        let Kind::Parameter { target, annotation, default, form } = unit.kind(parameter.node) else { return None };
        if default.is_some() {
            continue;
        }
        if !matches!(form, ParameterForm::Plain | ParameterForm::PositionOnly) {
            return None;
        }
        let values = values(&view, function, parameter, annotation)?;
        choices.push((target, parameter.binding?, values));
    }
    if choices.is_empty() || choices.len() > 3 {
        return None;
    }
    let n_sets: usize = choices.iter().map(|it| it.2.len()).product();
    let mut budget = MOST_STEPS;
    let mut best: Option<((usize, bool), Vec<Value>, Run)> = None;
    for set in 0..n_sets.min(MOST_RUNS) {
        let mut rest = set;
        let arguments: Vec<Value> = (0..)
            .zip(&choices)
            .map(|(nth, (_, _, values))| {
                // The first tries give each parameter another value.
                let value = values[(rest + nth) % values.len()].copy();
                rest /= values.len();
                value
            })
            .collect();
        // The run may change what it is given.
        let given: Vec<_> = choices.iter().zip(&arguments).map(|(it, value)| (it.1, value.copy())).collect();
        let Some(run) = Machine::run(&view, function, &given, &mut budget) else { continue };
        let is_round = run.handed.iter().chain([&run.result]).all(is_round);
        let score = (run.ran.len() + if is_telling(&run.result) { TELLING } else { 0 }, is_round);
        if best.as_ref().is_none_or(|(best, ..)| score > *best) {
            best = Some((score, arguments, run));
        }
    }
    let (_, arguments, run) = best?;
    // A run that ends at a check of its arguments shows nothing of what the function is for.
    let statements: Vec<NodeId> = view
        .inside(&view.by.blocks, definition.node)
        .filter_map(|it| match view.kind(it) {
            Kind::Block { body } => Some(view.list(body)),
            _ => None,
        })
        .flatten()
        .copied()
        .filter(|&it| !matches!(view.kind(it), Kind::Text(_) | Kind::Empty))
        .collect();
    let n_seen = statements.iter().filter(|it| run.ran.contains(it)).count();
    if n_seen * 100 < statements.len() * LEAST_SEEN {
        return None;
    }
    describe(&view, function, &choices, &arguments, run)
}

/// Whether a result shows more than that nothing was found or done.
fn is_telling(result: &Value) -> bool {
    match result {
        Value::Null | Value::Bool(false) => false,
        Value::Int(it) => *it > 0,
        Value::Float(it) => *it > 0.0,
        Value::Text(it) => !it.is_empty(),
        Value::List(items) => !items.borrow().is_empty(),
        Value::Map(entries) => !entries.borrow().is_empty(),
        _ => true,
    }
}

/// Whether a value is read at a glance: no float with many digits is in it.
fn is_round(value: &Value) -> bool {
    match value {
        Value::Float(it) => (it * 1_000.0).fract() == 0.0,
        Value::List(items) => items.borrow().iter().all(is_round),
        Value::Tuple(items) => items.iter().all(is_round),
        Value::Map(entries) => entries.borrow().iter().all(|it| is_round(&it.1)),
        Value::Wrapped(_, value) => is_round(value),
        _ => true,
    }
}

/// A telling result is worth as much as so many nodes more that are run.
const TELLING: usize = 4;

fn describe(
    view: &View<'_>,
    function: FunctionId,
    choices: &[(NodeId, BindingId, Vec<Value>)],
    given: &[Value],
    run: Run,
) -> Option<Example> {
    let dialect = &view.unit.dialect;
    let short = |value: &Value| value.spell(dialect).filter(|it| it.len() <= LONGEST);
    let arguments: Vec<_> =
        choices.iter().zip(given).map(|(it, value)| Some((it.0, short(value)?))).collect::<Option<_>>()?;
    let outcome = if view.facts.function(function).yielded.is_empty() {
        match &run.result {
            Value::Nothing => {
                let changed = run.arguments.iter().zip(&arguments).find_map(|(after, (name, before))| {
                    let after = short(after)?;
                    (after != *before).then_some((*name, after))
                });
                let (name, value) = changed?;
                Outcome::Changes(name, value)
            }
            result => Outcome::Gives(short(result)?),
        }
    } else {
        if run.handed.is_empty() || run.handed.len() > MOST_HANDED {
            return None;
        }
        Outcome::HandsOut(run.handed.iter().map(short).collect::<Option<_>>()?)
    };
    let rounds = run.rounds.and_then(|(binding, values)| {
        let values: Vec<String> = values.iter().map(short).collect::<Option<_>>()?;
        (values.len() >= 2 && values.len() <= MOST_HANDED && values.windows(2).any(|it| it[0] != it[1]))
            .then_some((binding, values))
    });
    Some(Example { function, arguments, outcome, rounds })
}

/// Values that an argument may have, the most natural first; none where the declared type is not understood.
fn values(
    view: &View<'_>,
    function: FunctionId,
    parameter: &ParameterFacts,
    annotation: Option<NodeId>,
) -> Option<Vec<Value>> {
    let number = |it: i64| match view.unit.dialect.arithmetic {
        Arithmetic::Doubles => Value::Float(it as f64),
        _ => Value::Int(it),
    };
    let numbers = |all: &[i64]| Value::list(all.iter().map(|&it| number(it)).collect());
    let n_parameters = view.facts.function(function).parameters.len();
    let ints = || {
        // Several in a row are most often in rising order; what the code compares with makes it go both ways.
        let mut found = if n_parameters > 1 { vec![4, 6, 10, 3, 1, 0] } else { vec![6, 7, 3, 1, 12, 0] };
        let whole = view.unit.function(function).node;
        for node in view.inside(&view.by.binaries, whole).take(64) {
            if let Kind::Binary(_, left, right) = view.kind(node) {
                for it in [left, right] {
                    if let Some(it) = view.integer(it).filter(|it| (0..=2_000).contains(it)) {
                        found.extend([it, it + 1, it.saturating_sub(1).max(0)]);
                    }
                }
            }
        }
        let mut seen = Vec::new();
        found.retain(|it| {
            !seen.contains(it) && {
                seen.push(*it);
                true
            }
        });
        found.truncate(12);
        found
    };
    let is_sorted = view
        .facts
        .idioms_of(view.unit.function(function).node)
        .any(|it| matches!(it.kind, IdiomKind::BinarySearch | IdiomKind::MergeSorted | IdiomKind::TwoPointers));
    let sequences = || {
        if is_sorted {
            vec![numbers(&[1, 3, 6, 8, 12])]
        } else {
            vec![numbers(&[4, 1, 6, 3]), numbers(&[2, 4, 6, 8]), numbers(&[3, 3, 5])]
        }
    };
    let texts = || vec![Value::text("level"), Value::text("a bc a"), Value::text("Hello")];
    let Some(annotation) = annotation else {
        if view.unit.dialect.static_types {
            return None;
        }
        let whole = view.unit.function(function).node;
        let is_it = |node: NodeId| view.facts.scopes.resolve(view.peel(node)) == parameter.binding;
        let is_sequence = parameter.roles.contains(&ParameterRole::Iterated)
            || view
                .inside(&view.by.indices, whole)
                .any(|it| matches!(view.kind(it), Kind::Index { object, .. } if is_it(object)))
            || view
                .inside(&view.by.calls, whole)
                .chain(view.inside(&view.by.members, whole))
                .any(|it| view.length_of(it).is_some_and(is_it));
        let is_sequence = is_sequence
            || view.inside(&view.by.calls, whole).filter_map(|it| view.plain_call(it)).any(|it| match it {
                (name, &[only]) => {
                    is_it(only)
                        && matches!(
                            view.word(name),
                            Word::Sorted | Word::Max | Word::Min | Word::Enumerate | Word::Reverse | Word::Reduce
                        )
                }
                _ => false,
            });
        // What is joined by `and` and `or` is most often true or false.
        let is_truth = view.inside(&view.by.binaries, whole).any(|it| match view.kind(it) {
            Kind::Binary(BinaryOperator::And | BinaryOperator::Or, left, right) => is_it(left) || is_it(right),
            _ => false,
        });
        let name = name_of(view, parameter);
        let is_row_of_texts =
            name.strip_suffix('s').is_some_and(|one| NAMES_OF_TEXTS.iter().any(|it| one.ends_with(it)));
        let is_text = !is_row_of_texts && NAMES_OF_TEXTS.iter().any(|it| name.contains(it));
        let mut all = Vec::new();
        if is_row_of_texts {
            all.push(row_of_texts());
        }
        if is_truth && !is_sequence && !is_text {
            all.extend([Value::Bool(true), Value::Bool(false)]);
        }
        if is_text {
            all.extend(texts());
        }
        if is_sequence {
            all.extend(sequences());
        } else {
            all.extend(ints().into_iter().map(number));
        }
        if !is_sorted && !is_text {
            all.extend(texts());
        }
        return Some(all);
    };
    Some(match shape(view, annotation)? {
        Shape::Int => ints().into_iter().map(number).collect(),
        Shape::Float => vec![Value::Float(2.5), Value::Float(10.0), Value::Float(0.5)],
        Shape::Number => ints().into_iter().map(|it| Value::Float(it as f64)).collect(),
        Shape::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Shape::Text => texts(),
        Shape::Ints => sequences(),
        Shape::Floats if view.unit.dialect.arithmetic == Arithmetic::Doubles => sequences(),
        Shape::Floats => vec![Value::list(vec![Value::Float(2.5), Value::Float(4.0), Value::Float(1.0)])],
        Shape::Texts => vec![row_of_texts()],
    })
}

fn row_of_texts() -> Value {
    Value::list(vec![Value::text("pear"), Value::text("fig")])
}

/// Parts of names that are mostly given to texts. They decide only which value is tried first.
const NAMES_OF_TEXTS: &[&str] = &["text", "str", "word", "name", "line", "sentence", "title", "letter", "char"];

fn name_of(view: &View<'_>, parameter: &ParameterFacts) -> String {
    let name = parameter.binding.map(|it| view.unit.name(view.facts.scopes.binding(it).name));
    name.unwrap_or_default().to_ascii_lowercase()
}

/// What a declared type takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Int,
    Float,
    /// The one type of numbers.
    Number,
    Bool,
    Text,
    Ints,
    Floats,
    Texts,
}

fn shape(view: &View<'_>, annotation: NodeId) -> Option<Shape> {
    let text = view.unit.text(annotation);
    // Narrow numbers overflow and round where the wide ones of the run do not.
    if ["8", "16", "f32", "128"].iter().any(|it| text.contains(it)) {
        return None;
    }
    let of = |node| crate::types::type_of(view.unit, &view.facts.scopes, &view.facts.types.extends, node);
    let scalar = |ty| match ty {
        Type::Integer => Some(Shape::Int),
        Type::Float if view.unit.dialect.arithmetic == Arithmetic::Doubles => Some(Shape::Number),
        Type::Float => Some(Shape::Float),
        Type::Boolean => Some(Shape::Bool),
        Type::Text => Some(Shape::Text),
        _ => None,
    };
    match of(annotation) {
        Type::List => match scalar(of(items(view, annotation)?))? {
            Shape::Int => Some(Shape::Ints),
            Shape::Number | Shape::Float => Some(Shape::Floats),
            Shape::Text => Some(Shape::Texts),
            _ => None,
        },
        ty => scalar(ty),
    }
}

/// The type of the items of a type of sequences.
fn items(view: &View<'_>, annotation: NodeId) -> Option<NodeId> {
    let mut at = annotation;
    for _ in 0..4 {
        match view.kind(at) {
            Kind::TypeExpression { form: TypeForm::Reference | TypeForm::MutableReference, parts } => {
                at = *view.list(parts).last()?;
            }
            Kind::TypeExpression { form: TypeForm::Array, parts } => return view.list(parts).first().copied(),
            Kind::TypeExpression { form: TypeForm::Named, parts } => {
                return match view.list(parts) {
                    &[_, item] => Some(item),
                    _ => None,
                };
            }
            Kind::Index { index, .. } => return Some(index),
            _ => return None,
        }
    }
    None
}
