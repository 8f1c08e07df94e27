//! What one statement does, as a verb phrase.

use code::{BinaryOperator, Kind, NodeId, Opacity, ScopeForm};
use facts::{Action, Type, VariableRole};

use super::raises::raise;
use super::{attempts, commands, exports, groups, imports, storage, unpack};
use crate::Level;
use crate::aggregate::Act;
use crate::draft::Context;
use crate::phrase;
use crate::words;

/// The act of a statement without bodies, or of one whose bodies are told apart.
pub(super) fn act(cx: &Context, node: NodeId, action: &Action) -> Act {
    let level = cx.level;
    let beginner = level == Level::Beginner;
    let quote = |node: NodeId| cx.quote(node);
    let noun = |node: NodeId| phrase::noun(cx, node);
    let verb = match action {
        Action::Import(_) => imports::phrase(cx, &[node]),
        Action::Export(at) => exports::phrase(cx, &[*at]),
        Action::Belong(name) => format!("belongs to the {} {}", cx.unit.dialect.terms.module, quote(*name)),
        Action::Define(id) => return Act::plain(define(cx, *id)),
        Action::DefineType(id) if cx.unit.type_definition(*id).form == code::DefinitionForm::Extension => {
            let definition = cx.unit.type_definition(*id);
            let of = definition.name.map_or_else(|| "a type".to_owned(), quote);
            match cx.unit.list(definition.bases).first() {
                Some(&base) if beginner => format!("gives {of} what {} asks for", quote(base)),
                Some(&base) => format!("implements {} for {of}", quote(base)),
                None if beginner => format!("gives {of} functions of its own"),
                None => format!("adds associated functions to {of}"),
            }
        }
        Action::DefineType(id) => match cx.unit.type_definition(*id).name {
            Some(name) => format!("defines the type {}", quote(name)),
            None => match cx.unit.list(cx.unit.type_definition(*id).bases).first() {
                Some(&base) => format!("gives the new {} its body", quote(base)),
                None => "defines a type".to_owned(),
            },
        },
        Action::DefineMacro(at) => match cx.unit.kind(*at) {
            Kind::MacroDefinition { name: Some(name) } => format!("defines the macro {}", quote(name)),
            _ => "defines a macro".to_owned(),
        },
        Action::Field(at) => match cx.unit.kind(*at) {
            Kind::Field { name, .. } if cx.unit.span(name).is_empty() => "declares a field without a name".to_owned(),
            Kind::Field { name, .. } => format!("declares the {} {}", cx.unit.dialect.terms.field, quote(name)),
            Kind::Variant { name, .. } => format!("declares the variant {}", quote(name)),
            _ => format!("declares {}", quote(*at)),
        },
        Action::Declare { target } if storage::modifiers_of(cx, node).has(code::Modifiers::EXTERNAL) => match level {
            Level::Beginner => format!("says that {} is a variable of another file", quote(*target)),
            _ => format!("declares {}, which is defined elsewhere", quote(*target)),
        },
        // What a type of its own starts as, its own code says.
        Action::Declare { target } if storage::lives_on(cx, node) && !storage::starts_at_zero(cx, node) => {
            match level {
                Level::Beginner => format!("keeps {} from one call to the next", quote(*target)),
                _ => format!("declares {}, which keeps its value between calls", quote(*target)),
            }
        }
        Action::Declare { target } if storage::lives_on(cx, node) => match level {
            Level::Beginner => format!("keeps {}, which starts at zero, from one call to the next", quote(*target)),
            _ => format!("declares {}, which starts at zero and keeps its value between calls", quote(*target)),
        },
        Action::Start { target, value } if storage::lives_on(cx, node) => match level {
            Level::Beginner => {
                format!("keeps {}, which starts at {}, from one call to the next", quote(*target), noun(*value))
            }
            _ => format!("starts {}, which keeps its value between calls, at {}", quote(*target), noun(*value)),
        },
        Action::Declare { target } if cx.unit.dialect.commands => match level {
            Level::Beginner => format!("makes {} a variable of its own", quote(*target)),
            _ => format!("declares {}", quote(*target)),
        },
        Action::Declare { target } => match level {
            Level::Beginner => format!("makes a place for {}", quote(*target)),
            _ => format!("declares {}", quote(*target)),
        },
        Action::Start { target, value } => start(cx, *target, *value),
        // A guard is named only so that it lives on: what counts is what it takes.
        Action::Set { value, first: true, .. } if let Some(text) = storage::locks(cx, *value) => text,
        // What stands elsewhere under that name is kept here, or what stood here before.
        Action::Set { target, value, .. } | Action::Change { target, value } if cx.unit.same_code(*target, *value) => {
            match level {
                Level::Beginner => format!("keeps {} under the same name here", quote(*target)),
                _ => format!("rebinds {} under the same name", quote(*target)),
            }
        }
        Action::Set { target, value, first } => set(cx, node, *target, *value, *first),
        Action::Change { target, value } if let Some(text) = flips(cx, *target, *value) => text,
        Action::Change { target, value } => match level {
            _ if let Some(text) = remade(cx, *target, *value) => text,
            Level::Beginner => format!("replaces {} by {}", quote(*target), noun(*value)),
            Level::Intermediate => format!("sets {} to {}", quote(*target), noun(*value)),
            Level::Expert => format!("updates {} to {}", quote(*target), noun(*value)),
        },
        Action::SetField { target, value, .. } => field(cx, *target, *value),
        Action::SetItem { object, key, value } => item(cx, *object, *key, *value),
        Action::SetAll { targets, value } => {
            let names: Vec<String> = targets.iter().map(|&it| quote(it)).collect();
            format!("sets {} to {}", words::list(&names), noun(*value))
        }
        Action::SetTogether { targets, values } => {
            let pairs: Vec<String> =
                targets.iter().zip(values).map(|(&to, &from)| format!("{} to {}", quote(to), noun(from))).collect();
            format!(
                "sets {}{}",
                words::list(&pairs),
                match level {
                    Level::Beginner => ", all at once",
                    Level::Intermediate => " at once",
                    Level::Expert => " simultaneously",
                }
            )
        }
        Action::Unpack { target, value, .. } if matches!(cx.unit.kind(*target), Kind::Name(_)) => {
            set(cx, node, *target, *value, true)
        }
        Action::Unpack { target, value, .. } => unpack::phrase(cx, *target, *value),
        Action::Swap { left, right } => format!("swaps {} and {}", quote(*left), quote(*right)),
        Action::Count { target, up } => match (level, up) {
            (Level::Beginner, true) => format!("adds one to {}", place(cx, *target)),
            (Level::Beginner, false) => format!("takes one off {}", place(cx, *target)),
            (_, true) => format!("increments {}", place(cx, *target)),
            (_, false) => format!("decrements {}", place(cx, *target)),
        },
        Action::Accumulate { target, operator, value } => accumulate(cx, *target, *operator, *value),
        // `x = x || y` of a yes or no remembers that it was ever yes.
        Action::Fallback { target, value, condition: None } if cx.facts.types.of(*target) == facts::Type::Boolean => {
            return Act::plain(format!("sets {0} to {1} unless {0} is true already", quote(*target), noun(*value)));
        }
        Action::Fallback { target, value, condition } => {
            let lead = match condition {
                Some(condition) => phrase::condition(cx, *condition),
                None => match cx.level {
                    Level::Expert => format!("{} is unset", quote(*target)),
                    _ => format!("{} has no value yet", quote(*target)),
                },
            };
            // What such a call gives says nothing of what it does.
            if let Some(text) = effective(cx, *value) {
                return Act::under(format!("if {lead}"), format!("{text} and keeps the result as {}", quote(*target)));
            }
            return match level {
                Level::Beginner => Act::under(format!("if {lead}"), format!("uses {} instead", noun(*value))),
                Level::Intermediate => Act::under(format!("if {lead}"), format!("falls back to {}", noun(*value))),
                Level::Expert => Act::plain(format!("defaults {} to {}", quote(*target), noun(*value))),
            };
        }
        Action::Guard { condition, exit, .. } => {
            return Act::under(format!("if {}", phrase::condition(cx, *condition)), leave(cx, *exit, true));
        }
        Action::ChooseValue { target, ways } => return choose_value(cx, *target, ways),
        Action::Call { call, awaited, propagated } => called(cx, *call, *awaited, *propagated),
        Action::Return(value) => returned(cx, *value, false),
        Action::Give(value) => given(cx, *value),
        Action::Yield { value: None, .. } => {
            if beginner { "pauses until it is asked for more" } else { "yields" }.to_owned()
        }
        Action::Yield { value: Some(value), delegated: true } => match level {
            Level::Beginner => format!("hands out everything from {}, one by one", noun(*value)),
            _ => format!("yields everything from {}", noun(*value)),
        },
        Action::Yield { value: Some(value), .. } if let Kind::Entry { key, value, .. } = cx.unit.kind(*value) => {
            let verb = if beginner { "hands out" } else { "yields" };
            format!("{verb} {} under {}", noun(value), noun(key))
        }
        Action::Yield { value: Some(value), .. } => match level {
            Level::Beginner => format!("hands out {}", noun(*value)),
            _ => format!("yields {}", noun(*value)),
        },
        Action::Raise { error, cause } => raise(cx, *error, *cause),
        Action::Break(_) | Action::Continue(_) | Action::Jump(_) => leave(cx, node, false),
        Action::Label(label) => format!("marks the place {}", quote(*label)),
        Action::Name { target, value } if beginner => format!("gives {} the name {}", noun(*value), quote(*target)),
        Action::Name { target, value } => format!("defines {} as {}", quote(*target), noun(*value)),
        Action::Directive(at) => super::directives::act(cx, *at),
        Action::Await(value) => format!("waits for {}", noun(*value)),
        Action::Assert { condition, .. } if cx.unit.kind(*condition) == Kind::Boolean(false) => match level {
            Level::Beginner => "stops with an error in any case, as the code is never meant to get here".to_owned(),
            _ => "asserts that control never gets here".to_owned(),
        },
        Action::Assert { condition, .. } => match level {
            Level::Beginner => format!("makes sure that {}", phrase::condition(cx, *condition)),
            _ => format!("asserts that {}", phrase::condition(cx, *condition)),
        },
        Action::Delete(targets) => {
            let names: Vec<String> = targets.iter().map(|&it| quote(it)).collect();
            let verb = match level {
                _ if cx.unit.dialect.commands => "unsets",
                Level::Beginner => "removes",
                _ => "deletes",
            };
            format!("{verb} {}", words::list_some(&names, 4))
        }
        Action::Number { names, value } => attempts::numbered(cx, names, *value),
        Action::Defer(value) => return attempts::deferred(cx, *value),
        Action::Spawn(value) => attempts::spawned(cx, *value),
        Action::Send { channel, value } => format!("sends {} to {}", noun(*value), noun(*channel)),
        Action::Attempt { attempt, target, value, .. } => attempts::attempted(cx, *attempt, *target, *value),
        Action::OuterNames(names) => {
            let names: Vec<String> = names.iter().map(|&it| quote(it)).collect();
            match level {
                Level::Beginner => {
                    let verb = if names.len() == 1 { "belongs" } else { "belong" };
                    format!("says that {} {verb} to the code around it", words::list(&names))
                }
                _ => format!("binds {} to the outer scope", words::list(&names)),
            }
        }
        Action::Scope(form, _) => match form {
            Some(ScopeForm::Unsafe) => "enters an `unsafe` block".to_owned(),
            Some(ScopeForm::Async) => "builds an asynchronous block".to_owned(),
            _ => "opens a block of its own".to_owned(),
        },
        Action::Evaluate(value) => match cx.unit.kind(*value) {
            Kind::Receive(channel) => format!("waits for a value from {}", noun(channel)),
            Kind::Element { .. } if cx.level == Level::Beginner && phrase::is_raw(cx, *value) => {
                format!("shows {}", noun(*value))
            }
            Kind::Element { .. } => format!("renders {}", noun(*value)),
            Kind::Ellipsis => "leaves the body out".to_owned(),
            Kind::Unary(code::UnaryOperator::Void, name) => format!("leaves {} unused on purpose", quote(name)),
            // Between broken parts nobody knows what it was to be.
            kind if !cx.unit.faults.is_empty() && !matches!(kind, Kind::Function(_)) => {
                format!("contains the fragment {}", quote(*value))
            }
            Kind::TypeExpression { .. } if cx.text(*value).starts_with('[') => {
                format!("allows entries of the form {}", quote(*value))
            }
            Kind::Propagate(checked) => format!("checks {}{}", noun(checked), propagation(cx, *value)),
            _ => format!("evaluates {}", noun(*value)),
        },
        Action::Annotate(at) => annotate(cx, *at),
        Action::Remark(at) if cx.text(*at).get(1..5) == Some("use ") => format!("switches on {}", quote(*at)),
        Action::Remark(at) => match level {
            Level::Beginner => format!("carries a remark for readers: {}", quote(*at)),
            _ => format!("carries a remark: {}", quote(*at)),
        },
        Action::Nothing if matches!(cx.unit.parent(node).map(|it| cx.unit.kind(it)), Some(Kind::Type(_))) => {
            "adds nothing of its own".to_owned()
        }
        Action::Nothing => if beginner { "does nothing here" } else { "does nothing" }.to_owned(),
        Action::Opaque(reason) => match reason {
            Opacity::Broken if cx.unit.span(node).is_empty() => "contains a part that could not be read".to_owned(),
            Opacity::Broken => format!("contains a part that could not be read: {}", quote(node)),
            Opacity::Deep => "contains code that is nested too deeply to be told".to_owned(),
            Opacity::Unread => format!("contains {}", quote(node)),
        },
        Action::Choose { .. }
        | Action::Dispatch { .. }
        | Action::Loop { .. }
        | Action::Try { .. }
        | Action::With { .. } => format!("runs {}", quote(node)),
        _ => format!("runs {}", quote(node)),
    };
    Act::plain(verb)
}

/// An attribute, and what it is for: the whole, or what follows it.
fn annotate(cx: &Context, at: NodeId) -> String {
    let unit = cx.unit;
    let attribute = cx.quote(at);
    // An inner attribute says of itself that it is for all around it.
    if unit.text(at).starts_with("#!") {
        return format!("carries the attribute {attribute}");
    }
    let around = unit.parent(at).map(|it| unit.kind(it));
    let siblings = match around {
        Some(Kind::Block { body } | Kind::Module { body }) => unit.list(body),
        Some(Kind::Type(id)) => unit.list(unit.type_definition(id).members),
        _ => &[],
    };
    let next = siblings
        .iter()
        .copied()
        .skip_while(|&it| it != at)
        .skip(1)
        .find(|&it| !matches!(unit.kind(it), Kind::Decorator { .. }));
    // What stands at the top of a file may be about all of it.
    if unit.parent(at) == Some(unit.root)
        && let Some(text) = phrase::annotation(cx, at)
    {
        return text;
    }
    match next.map(|it| unit.kind(it)) {
        Some(Kind::Field { name, .. } | Kind::Variant { name, .. }) if !unit.span(name).is_empty() => {
            format!("marks {} with {attribute}", cx.quote(name))
        }
        Some(Kind::Field { .. }) => format!("marks a field with {attribute}"),
        _ if cx.level == Level::Beginner => format!("marks what follows with the attribute {attribute}"),
        _ => format!("marks what follows with {attribute}"),
    }
}

/// The value that a file exports as the one that importers get without naming it.
pub(crate) fn default_of(cx: &Context, names: code::List) -> Option<NodeId> {
    match cx.unit.list(names) {
        &[only] => match cx.unit.kind(only) {
            Kind::Entry { key, value, computed: false } if cx.text(key) == "default" => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// The value of a branch: it goes to where the whole choice goes.
fn given(cx: &Context, value: NodeId) -> String {
    if diverges(cx, value) {
        return phrase::act(cx, value);
    }
    let what = phrase::noun(cx, value);
    let mut same = false;
    for at in cx.unit.ancestors(value) {
        match cx.unit.kind(at) {
            Kind::Let { target, .. } | Kind::Assign { target, operator: None, .. } => {
                same |= cx.unit.same_code(target, value);
                if same {
                    return format!("keeps {what}");
                }
                return format!("sets {} to {what}", cx.quote(target));
            }
            Kind::Return(_) => return returned(cx, Some(value), false),
            Kind::Function(id) if cx.unit.function(id).result.is_some() => {
                return returned(cx, Some(value), false);
            }
            Kind::Scoped(ScopeForm::Async, _) => break,
            Kind::Block { .. } | Kind::If { .. } | Kind::Match { .. } | Kind::Arm { .. } | Kind::Scoped(..) => {}
            _ => break,
        }
    }
    match cx.level {
        Level::Beginner => format!("uses {what}"),
        _ => format!("gives {what}"),
    }
}

/// Whether the function around a node gives a value that may be absent, so that `?` hands on absence and no error.
fn gives_option(cx: &Context, node: NodeId) -> bool {
    let unit = cx.unit;
    let Some(result) = unit.enclosing_function(node).and_then(|id| unit.function(id).result) else { return false };
    !unit.dialect.present.is_empty() && cx.text(result).trim_start_matches("->").trim_start().starts_with("Option<")
}

/// Whether an expression is a call that has no value because it leaves: `panic!(…)`.
fn diverges(cx: &Context, value: NodeId) -> bool {
    use code::Effect::{Exits, Raises};
    cx.facts.call(value).and_then(|call| call.library).is_some_and(|entry| {
        entry.gives.is_empty()
            && entry.returns.is_empty()
            && entry.effects.iter().any(|effect| matches!(effect, Raises | Exits))
    })
}

/// What an own function is, as a verb phrase.
fn define(cx: &Context, id: code::FunctionId) -> String {
    let function = cx.unit.function(id);
    let name = function.name.or_else(|| cx.facts.functions.get(id.index()).and_then(|it| it.name));
    let is_member = cx.unit.parent(function.node).is_some_and(|up| matches!(cx.unit.kind(up), Kind::Type(_)));
    match (name, cx.level) {
        (Some(name), Level::Beginner) if is_member => {
            format!("has the {} {}", cx.unit.dialect.terms.method, cx.quote(name))
        }
        (Some(name), Level::Beginner) => format!("makes a helper function, {}", cx.quote(name)),
        (Some(name), _) => format!("defines {}", cx.quote(name)),
        (None, _) => "makes a function".to_owned(),
    }
}

/// First values.
pub(super) fn start(cx: &Context, target: NodeId, value: NodeId) -> String {
    let (name, what) = (cx.quote(target), phrase::noun(cx, value));
    let role = cx.facts.scopes.binding_of(target).map(|it| it.role).unwrap_or_default();
    let beginner = cx.level == Level::Beginner;
    match role {
        VariableRole::Stepper | VariableRole::Accumulator if !beginner => format!("starts {name} at {what}"),
        VariableRole::Stepper => format!("starts counting in {name} at {what}"),
        VariableRole::Accumulator => format!("starts {name} at {what}"),
        VariableRole::Container if beginner => format!("starts with {what} called {name}"),
        VariableRole::Container => format!("starts {name} as {what}"),
        VariableRole::OneWayFlag => format!("sets the flag {name} to {what}"),
        VariableRole::MostWanted => format!("starts {name}, the best so far, at {what}"),
        _ => format!("{} {name} to {what}", groups::sets(cx, true)),
    }
}

/// `x = !x`
fn flips(cx: &Context, target: NodeId, value: NodeId) -> Option<String> {
    let Kind::Unary(code::UnaryOperator::Not, inner) = cx.unit.kind(value) else { return None };
    cx.unit.same_code(target, inner).then(|| match cx.level {
        Level::Beginner => {
            let (truth, falsehood) = (cx.unit.dialect.truth, cx.unit.dialect.falsehood);
            format!("flips {} ({truth} becomes {falsehood}, {falsehood} becomes {truth})", cx.quote(target))
        }
        _ => format!("toggles {}", cx.quote(target)),
    })
}

pub(super) fn set(cx: &Context, node: NodeId, target: NodeId, value: NodeId, first: bool) -> String {
    if let Some(text) = flips(cx, target, value) {
        return text;
    }
    if let (Kind::Wildcard, Kind::Let { annotation: Some(of), .. }) = (cx.unit.kind(target), cx.unit.kind(node)) {
        return match cx.level {
            Level::Beginner => format!("lets the compiler check that {} fits {}", cx.quote(value), cx.quote(of)),
            _ => format!("makes sure at compile time that {} fits {}", cx.quote(value), cx.quote(of)),
        };
    }
    if let Kind::Dereference(pointer) = cx.unit.kind(target)
        && cx.unit.dialect.pointers
    {
        let what = phrase::noun(cx, value);
        let from_itself = cx.unit.preorder_shallow(value).any(|it| cx.unit.same_code(it, target));
        return match cx.level {
            Level::Beginner if from_itself => format!("replaces {} by {what}", cx.quote(target)),
            Level::Beginner => format!("puts {what} where {} points", cx.quote(pointer)),
            _ => format!("sets {} to {what}", cx.quote(target)),
        };
    }
    if matches!(cx.unit.kind(target), Kind::Wildcard) || cx.unit.text(target) == "_" {
        let (mut at, mut propagated) = (value, false);
        while let Kind::Await(inner) | Kind::Propagate(inner) = cx.unit.kind(at) {
            propagated |= matches!(cx.unit.kind(at), Kind::Propagate(_));
            at = inner;
        }
        let what = match cx.unit.kind(at) {
            Kind::Call { .. } => called(cx, at, false, propagated),
            Kind::Name(_) if at == value => return format!("leaves {} unused on purpose", cx.quote(value)),
            _ => format!("evaluates {}", phrase::noun(cx, value)),
        };
        return format!("{what}, without using the result");
    }
    let (name, what) = (cx.quote(target), phrase::noun(cx, value));
    let parity = node.index().is_multiple_of(2);
    if let Kind::Function(_) = cx.unit.kind(value) {
        return format!("defines {name} as {what}");
    }
    if cx.unit.dialect.commands {
        return commands::kept(cx, node, target, value);
    }
    if let Some(text) = effective(cx, value) {
        return format!("{text} and keeps the result as {name}");
    }
    let propagated = propagation(cx, value);
    let what = format!("{what}{propagated}");
    // An aside in the middle of the sentence would part the verb from its end.
    if !propagated.is_empty() || what.contains(" as a") || what.contains(", ") && !what.starts_with("whether ") {
        return format!("{} {name} to {what}", groups::sets(cx, first));
    }
    let plain = what.starts_with('`') || cx.unit.text(value).len() < 12;
    match (cx.level, first, plain) {
        (Level::Beginner, true, true) => format!("keeps {what} as {name}"),
        (Level::Beginner, _, true) => format!("sets {name} to {what}"),
        (Level::Beginner, _, false) if what.starts_with("whether ") => {
            format!("checks {what} and keeps the answer as {name}")
        }
        (Level::Beginner, _, false) if parity => format!("gets {what} and calls it {name}"),
        (Level::Beginner, _, false) => format!("keeps {what} as {name}"),
        (Level::Intermediate, true, false)
            if parity && what.starts_with("the ") && !what.contains([',', '(']) && !what.contains(" in ") =>
        {
            format!("stores {what} in {name}")
        }
        (Level::Intermediate | Level::Expert, ..) => format!("{} {name} to {what}", groups::sets(cx, first)),
    }
}

/// `x = x.strip()` by what the call does, where the value is made from the variable alone.
fn remade(cx: &Context, target: NodeId, value: NodeId) -> Option<String> {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, .. } = unit.kind(value) else { return None };
    let fact = cx.facts.call(value)?;
    let entry = fact.library?;
    let receiver = matches!(unit.kind(callee), Kind::Member { object, .. } if unit.same_code(object, target));
    // `x = ",".join(x)` makes another kind of thing of it, which what is done to `x` would not say.
    let argument = fact.receiver.is_none()
        && matches!(entry.returns, "text" | "int" | "float" | "bool" | "bytes")
        && unit.list(arguments).iter().any(|&it| unit.same_code(it, target));
    if !(receiver || argument) || entry.effects.contains(&code::Effect::Mutates) {
        return None;
    }
    // What only looks at a value leaves it as it is.
    let looks = ["takes ", "looks ", "checks ", "counts ", "finds ", "reads ", "works out "];
    phrase::does(cx, value)
        .filter(|text| text.contains(&cx.quote(target)) && !looks.iter().any(|it| text.starts_with(it)))
}

/// What `?` adds to the value that it lets through.
pub(super) fn propagation(cx: &Context, value: NodeId) -> &'static str {
    if !matches!(cx.unit.kind(value), Kind::Propagate(_)) {
        return "";
    }
    match cx.level {
        Level::Beginner if gives_option(cx, value) => ", or stops with nothing if there is none",
        Level::Intermediate if gives_option(cx, value) => " (an absent value ends the function)",
        Level::Beginner => ", or stops with the error if there is one",
        Level::Intermediate => " (an error is handed on)",
        Level::Expert => " (`?`)",
    }
}

/// What a call does, where that matters more than what it gives.
fn effective(cx: &Context, value: NodeId) -> Option<String> {
    use code::Effect::*;
    let mut at = value;
    while let Kind::Await(inner) | Kind::Propagate(inner) = cx.unit.kind(at) {
        at = inner;
    }
    let entry = cx.facts.call(at)?.library?;
    let weighty = entry.effects.iter().any(|effect| {
        matches!(effect, Spawns | Network | Process | ReadsInput | WritesFile | Prints | Sleeps | Channel | Database)
    });
    if !weighty {
        return None;
    }
    phrase::does(cx, at)
}

pub(super) fn field(cx: &Context, target: NodeId, value: NodeId) -> String {
    if let Some(text) = flips(cx, target, value) {
        return text;
    }
    let name = cx.quote(target);
    let what = phrase::noun(cx, value);
    if phrase::is_export(cx, target) {
        return if cx.level == Level::Beginner {
            format!("offers {what} to other files")
        } else {
            format!("exports {what}")
        };
    }
    match cx.level {
        Level::Beginner
            if !matches!(cx.unit.kind(value), Kind::Integer | Kind::Boolean(_) | Kind::Null)
                && !what.contains(", ") =>
        {
            format!("stores {what} in {name}")
        }
        _ => format!("sets {name} to {what}"),
    }
}

fn item(cx: &Context, object: NodeId, key: NodeId, value: NodeId) -> String {
    let unit = cx.unit;
    if matches!(unit.kind(key), Kind::Slice { .. } | Kind::Tuple(_)) {
        return format!("sets {} to {}", cx.quote(unit.parent(key).unwrap_or(key)), phrase::noun(cx, value));
    }
    if let Some(text) = grown_item(cx, key, value) {
        return text;
    }
    let map = match cx.facts.types.of(object) {
        Type::Map => true,
        Type::List => false,
        _ => matches!(unit.kind(key), Kind::Text(_)),
    };
    let index = key;
    let (object, key) = (phrase::noun(cx, object), phrase::noun(cx, key));
    let value = phrase::noun(cx, value);
    if map {
        match cx.level {
            Level::Expert => format!("stores {value} under {key} in {object}"),
            _ => format!("puts {value} into {object} under {key}"),
        }
    } else {
        let end = match unit.text(index) {
            "0" => "the first item",
            "-1" if unit.dialect.negative_indices => "the last item",
            _ if key.contains(" of ") => {
                return format!("sets {} to {value}", cx.quote(unit.parent(index).unwrap_or(index)));
            }
            _ => return format!("sets item {key} of {object} to {value}"),
        };
        format!("replaces {end} of {object} by {value}")
    }
}

/// `counts[key] = (counts[key] || 0) + 1`
fn grown_item(cx: &Context, key: NodeId, value: NodeId) -> Option<String> {
    let unit = cx.unit;
    let Kind::Binary(BinaryOperator::Add, before, more) = unit.kind(value) else { return None };
    let Kind::Binary(operator, old, start) = unit.kind(before) else { return None };
    if !unit.dialect.falls_back(operator) {
        return None;
    }
    let target = unit.parent(key)?;
    if unit.text(start) != "0" || !unit.same_code(old, target) {
        return None;
    }
    let (target, more) = (cx.quote(target), phrase::noun(cx, more));
    Some(match cx.level {
        Level::Expert => format!("adds {more} to {target} (zero if missing)"),
        _ => format!("adds {more} to {target}, which counts as zero if it is not there yet"),
    })
}

/// What is changed: a name, or what a reference points to.
fn place(cx: &Context, target: NodeId) -> String {
    match cx.unit.kind(target) {
        Kind::Dereference(inner) if matches!(cx.unit.kind(inner), Kind::Call { .. }) => phrase::noun(cx, inner),
        _ => cx.quote(target),
    }
}

fn accumulate(cx: &Context, target: NodeId, operator: BinaryOperator, value: NodeId) -> String {
    use BinaryOperator::*;
    let (name, what) = (place(cx, target), phrase::noun(cx, value));
    // Where all values are texts, `+` between two of them still calculates.
    let calculates = cx.unit.dialect.commands
        && cx.unit.parent(value).is_some_and(|it| matches!(cx.unit.kind(it), Kind::Binary(..)));
    let text = !calculates && (cx.facts.types.of(target) == Type::Text || cx.facts.types.of(value) == Type::Text);
    // Sets and flags of a type of their own have these operators too, where types can have operators.
    let bits = cx.facts.types.of(target) == Type::Integer || cx.unit.dialect.pointers;
    if let (BitAnd, true, Kind::Unary(code::UnaryOperator::BitNot, mask)) = (operator, bits, cx.unit.kind(value)) {
        return format!("clears in {name} the bits that {} has", phrase::noun(cx, mask));
    }
    match operator {
        Add if text => format!("appends {what} to {name}"),
        Add if cx.unit.dialect.commands && matches!(cx.unit.kind(value), Kind::Sequence(list) if !list.is_empty()) => {
            let Kind::Sequence(list) = cx.unit.kind(value) else { return String::new() };
            let items: Vec<String> = cx.unit.list(list).iter().map(|&it| phrase::noun(cx, it)).collect();
            format!("adds {} to the array {name}", words::list_some(&items, 4))
        }
        Add => format!("adds {what} to {name}"),
        Subtract if cx.level == Level::Beginner => format!("takes {what} off {name}"),
        Subtract => format!("subtracts {what} from {name}"),
        Multiply => format!("multiplies {name} by {what}"),
        Divide | FloorDivide => format!("divides {name} by {what}"),
        // `message %= (name, line)` of a text with holes.
        Modulo if cx.facts.types.of(target) == Type::Text || matches!(cx.unit.kind(value), Kind::Tuple(_)) => {
            format!("fills {what} into {name}")
        }
        Modulo => format!("reduces {name} to its remainder by {what}"),
        ShiftLeft => format!("shifts {name} left by {what}"),
        ShiftRight | ShiftRightUnsigned => format!("shifts {name} right by {what}"),
        BitAnd if bits => format!("keeps of {name} only the bits that {what} has"),
        BitOr if bits => format!("sets in {name} the bits that {what} has"),
        BitClear => format!("clears in {name} the bits that {what} has"),
        BitXor if bits => format!("flips in {name} the bits that {what} has"),
        _ => format!("combines {name} with {what}"),
    }
}

fn called(cx: &Context, call: NodeId, awaited: bool, propagated: bool) -> String {
    // What is done with a value that nobody keeps is said of the call that made it.
    if let Some(made) = attempts::insisted(cx, call) {
        let (inner, waits) = match cx.unit.kind(made) {
            Kind::Await(inner) => (inner, true),
            _ => (made, false),
        };
        let end = match (cx.level, gives_option(cx, inner)) {
            (Level::Expert, true) => " (panics on `None`)",
            (Level::Expert, false) => " (panics on `Err`)",
            (_, true) => ", and panics if there is no value",
            (_, false) => ", and panics if that fails",
        };
        return format!("{}{end}", called(cx, inner, waits, false));
    }
    let mut out = phrase::act(cx, call);
    if awaited && cx.level != Level::Expert && !out.contains("waits") && !out.starts_with("pauses") {
        out.push_str(" and waits for it");
    }
    if propagated {
        out.push_str(match cx.level {
            Level::Beginner if gives_option(cx, call) => ", and stops with nothing if there is no value",
            Level::Intermediate if gives_option(cx, call) => " (an absent value ends the function)",
            Level::Beginner => ", and stops with the error if that fails",
            Level::Intermediate => " (an error is handed on)",
            Level::Expert => " (`?`)",
        });
    }
    out
}

/// `returns …`. `early` says that more would have followed.
pub(super) fn returned(cx: &Context, value: Option<NodeId>, early: bool) -> String {
    let beginner = cx.level == Level::Beginner;
    if cx.unit.dialect.commands {
        return commands::answered(cx, value, early);
    }
    let Some(value) = value else {
        return match (cx.level, early) {
            (Level::Beginner, _) => "stops here",
            (Level::Intermediate, true) => "returns early",
            _ => "returns",
        }
        .to_owned();
    };
    if matches!(cx.unit.kind(value), Kind::Element { .. }) {
        let what = phrase::noun(cx, value);
        return match (cx.level, early) {
            (Level::Beginner, true) => format!("stops here and shows {what}"),
            (Level::Beginner, false) => format!("shows {what}"),
            _ => format!("renders {what}"),
        };
    }
    // The empty value says that there is nothing to give back.
    if matches!(cx.unit.kind(value), Kind::Tuple(list) if list.is_empty()) && cx.text(value) == "()" {
        return if early { returned(cx, None, early) } else { "does nothing more".to_owned() };
    }
    // What only fails gives nothing back.
    if phrase::only_fails(cx, value) || diverges(cx, value) {
        return phrase::act(cx, value);
    }
    match cx.facts.outcome(cx.unit, value) {
        Some(facts::Returned::Failure { error, values }) => return attempts::failed(cx, error, &values, early),
        Some(facts::Returned::Success(values)) => {
            let items: Vec<String> = values.iter().map(|&it| phrase::noun(cx, it)).collect();
            return match (&items[..], cx.level, early) {
                ([], Level::Beginner, true) => "stops here: all went well".to_owned(),
                ([], Level::Beginner, false) => "is done without an error".to_owned(),
                ([], _, _) => format!("returns {}, for success", cx.quote(value)),
                (_, Level::Beginner, true) => format!("stops and gives back {}", words::list(&items)),
                (_, Level::Beginner, false) => format!("gives back {}", words::list(&items)),
                (..) => format!("returns {}", words::list(&items)),
            };
        }
        None => {}
    }
    let what = match cx.unit.kind(value) {
        Kind::Tuple(list) if (2..=4).contains(&list.len()) => {
            let items: Vec<String> = cx.unit.list(list).iter().map(|&it| phrase::noun(cx, it)).collect();
            words::list(&items)
        }
        Kind::Function(id) => function_given(cx, value, id),
        // `Ok(())`: there is nothing to speak of inside.
        Kind::Call { arguments, .. }
            if arguments.len() == 1
                && cx
                    .unit
                    .list(arguments)
                    .iter()
                    .all(|&it| matches!(cx.unit.kind(it), Kind::Tuple(list) if list.is_empty())) =>
        {
            cx.quote(value)
        }
        _ => phrase::noun(cx, value),
    };
    match (beginner, early) {
        (true, true) => format!("stops and gives back {what}"),
        (true, false) => format!("gives back {what}"),
        (false, _) => format!("returns {what}"),
    }
}

/// A function that is given back: quoted where it is short, else told by what it gives, where that is one expression.
fn function_given(cx: &Context, value: NodeId, id: code::FunctionId) -> String {
    let function = cx.unit.function(id);
    let text = cx.unit.text(value);
    if text.len() <= 56 && !text.contains('\n') {
        return cx.quote(value);
    }
    match function.body {
        Some(body) if !matches!(cx.unit.kind(body), Kind::Block { .. } | Kind::Element { .. }) => {
            let gives = if cx.level == Level::Beginner { "gives back" } else { "returns" };
            format!("a new function, which {gives} {}", phrase::noun(cx, body))
        }
        _ => "a new function".to_owned(),
    }
}

/// What a `return`, `throw`, `continue` or `break` does.
pub(super) fn leave(cx: &Context, exit: NodeId, early: bool) -> String {
    let beginner = cx.level == Level::Beginner;
    match cx.unit.kind(exit) {
        Kind::Return(None) if super::callbacks::is_round(cx, exit) => {
            if beginner { "skips to the next item" } else { "moves on to the next item" }.to_owned()
        }
        Kind::Return(value) => returned(cx, value, early),
        Kind::Throw(error, cause) => raise(cx, error, cause),
        Kind::Continue(label) => match label {
            Some(label) => format!("goes on with the next round of {}", cx.quote(label)),
            None if beginner => "skips to the next round".to_owned(),
            None => "moves on to the next round".to_owned(),
        },
        Kind::Goto(label) => match super::directives::clean_up(cx, label) {
            true if beginner => format!("jumps to the clean-up at {}", cx.quote(label)),
            _ if beginner => format!("goes on at the label {}", cx.quote(label)),
            _ => format!("jumps to {}", cx.quote(label)),
        },
        Kind::Break(Some(label), _) => format!("leaves the loop {}", cx.quote(label)),
        Kind::Break(None, Some(value)) => format!("leaves the loop with {}", phrase::noun(cx, value)),
        Kind::Break(None, None) if ends_case(cx, exit) => {
            if beginner { "does nothing more there" } else { "ends the case" }.to_owned()
        }
        Kind::Break(None, None) => "leaves the loop".to_owned(),
        _ => format!("runs {}", cx.quote(exit)),
    }
}

/// Whether a `break` only ends a case of a `switch`.
fn ends_case(cx: &Context, node: NodeId) -> bool {
    let around = cx.unit.ancestors(node).find(|&up| matches!(cx.unit.kind(up), Kind::Loop(..) | Kind::Match { .. }));
    cx.unit.dialect.switch_falls_through && around.is_some_and(|up| matches!(cx.unit.kind(up), Kind::Match { .. }))
}

fn choose_value(cx: &Context, target: Option<NodeId>, ways: &[(Option<NodeId>, NodeId)]) -> Act {
    let head = match target {
        Some(target) => {
            let first = cx.facts.scopes.binding_of(target).is_some_and(|it| it.definition == target);
            format!("{} {} to", groups::sets(cx, first), cx.quote(target))
        }
        None if cx.level == Level::Beginner => "gives back".to_owned(),
        None => "returns".to_owned(),
    };
    // `true if c, else false` is `whether c`.
    if let [(Some(condition), yes), (None, no)] = ways
        && let (Kind::Boolean(yes), Kind::Boolean(no)) = (cx.unit.kind(*yes), cx.unit.kind(*no))
        && yes != no
    {
        let clause = if yes { phrase::condition(cx, *condition) } else { phrase::negated(cx, *condition) };
        return Act::plain(format!("{head} whether {clause}"));
    }
    let mut parts = Vec::with_capacity(ways.len());
    for (condition, value) in ways {
        let what = phrase::noun(cx, *value);
        parts.push(match condition {
            Some(condition) => format!("{what} if {}", phrase::condition(cx, *condition)),
            None if ways.len() > 2 => format!("otherwise {what}"),
            None => format!("{what} otherwise"),
        });
    }
    let text = match &parts[..] {
        [one, other] => format!("{one}, and {other}"),
        _ => {
            let shown =
                if parts.len() < 10 && parts.iter().all(|it| it.len() < 40) { parts.len() } else { parts.len().min(5) };
            if shown < parts.len() {
                format!("{} (and {} more cases)", parts[..shown].join(", "), parts.len() - shown)
            } else {
                parts.join(", ")
            }
        }
    };
    let text = if text.len() > 330 {
        let mut values = parts.len();
        values = values.max(2);
        format!("one of {} values, depending on conditions", words::number(values))
    } else {
        text
    };
    Act::plain(format!("{head} {text}"))
}
