//! Expressions as clauses that hold or do not hold.

use code::{BinaryOperator, Kind, NodeId, UnaryOperator};
use facts::{BindingKind, Type};

use super::nouns;
use super::{DEEPEST, QUOTE, calls, commands, is_short, join, names_in, patterns, quote, ranges, rows, verdicts};
use crate::Level;
use crate::draft::Context;
use crate::morphology;
use crate::words::with_article;

/// A condition as a clause: `x is empty`.
pub(crate) fn condition(cx: &Context, node: NodeId) -> String {
    let mut out = String::new();
    push(cx, &mut out, node, true, 0);
    out
}

/// The opposite of a condition as a clause: `x is not empty`.
pub(crate) fn negated(cx: &Context, node: NodeId) -> String {
    let mut out = String::new();
    push(cx, &mut out, node, false, 0);
    out
}

/// Writes a condition, or its opposite where `holds` is false.
pub(super) fn push(cx: &Context, out: &mut String, node: NodeId, holds: bool, depth: u8) {
    let start = out.len();
    if depth <= DEEPEST {
        write(cx, out, node, holds, depth);
    }
    let limit = if depth == 0 { 210 } else { 130 };
    if depth > DEEPEST || out.len() - start > limit {
        out.truncate(start);
        if is_short(cx, node, QUOTE + 14) {
            quote(cx, out, node);
            out.push_str(if holds { " holds" } else { " does not hold" });
            return;
        }
        let names = names_in(cx, node, 3);
        if let Kind::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), ..) = cx.unit.kind(node) {
            let n = rows::operands(cx, node, operator).len();
            if n > 2 {
                rows::summed(out, n, (operator == BinaryOperator::And) == holds, &names);
                return;
            }
        }
        out.push_str("a condition");
        if !names.is_empty() {
            out.push_str(" on ");
            out.push_str(&join(&names, "and"));
        }
        out.push_str(if holds { " holds" } else { " does not hold" });
    }
}

/// Whether an expression is a test by its form, so that its value is true or false.
pub(crate) fn is_test(cx: &Context, node: NodeId) -> bool {
    use BinaryOperator::*;
    match cx.unit.kind(node) {
        Kind::Binary(
            Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | In | NotIn
            | Is | IsNot | InstanceOf,
            ..,
        ) => true,
        Kind::Binary(And | Or, left, right) => is_test(cx, left) && is_test(cx, right),
        Kind::Chain { .. } | Kind::Matches { .. } | Kind::Unary(UnaryOperator::Not, _) | Kind::Boolean(_) => true,
        Kind::Call { .. } => calls::gives_whether(cx, node),
        _ => cx.facts.types.of(node) == Type::Boolean,
    }
}

/// Whether a condition asks if the file itself was started, and not loaded by another.
fn starts_program(cx: &Context, condition: NodeId) -> bool {
    let Some(of) = cx.unit.parent(condition).filter(|&of| matches!(cx.unit.kind(of), Kind::If { .. })) else {
        return false;
    };
    let asks = |idiom: &facts::Idiom| {
        idiom.kind == facts::IdiomKind::ScriptEntry && idiom.part(facts::Role::Condition) == Some(condition)
    };
    cx.facts.idioms_of(of).any(asks)
}

fn write(cx: &Context, out: &mut String, node: NodeId, holds: bool, depth: u8) {
    if starts_program(cx, node) {
        out.push_str(if holds { "the file is run as a program" } else { "the file is not run as a program" });
        return;
    }
    let unit = cx.unit;
    match unit.kind(node) {
        Kind::Unary(UnaryOperator::Not, inner) => write(cx, out, inner, !holds, depth),
        Kind::Unary(UnaryOperator::Defined, name) => {
            quote(cx, out, name);
            out.push_str(if holds { " is defined" } else { " is not defined" });
        }
        // What the compiler asks, not the program that runs.
        Kind::Scoped(code::ScopeForm::Constant, inner) => {
            if let Kind::Name(_) = unit.kind(inner) {
                quote(cx, out, inner);
                out.push_str(if holds { " is switched on" } else { " is switched off" });
            } else {
                write(cx, out, inner, holds, depth);
            }
            out.push_str(" when it is compiled");
        }
        Kind::Binary(BinaryOperator::And, ..) => all(cx, out, node, BinaryOperator::And, holds, depth),
        Kind::Binary(BinaryOperator::Or, ..) => all(cx, out, node, BinaryOperator::Or, holds, depth),
        // `empty($x) === false` asks the question the other way round.
        Kind::Binary(operator, left, right)
            if let Some((asked, answer)) = verdicts::answered(cx, operator, left, right) =>
        {
            write(cx, out, asked, holds == answer, depth);
        }
        Kind::Binary(..) if super::is_in_doubt(cx, node) => {
            out.push_str("a test that could not be read in full ");
            out.push_str(if holds { "holds" } else { "does not hold" });
        }
        Kind::Binary(operator, left, right) => compare(cx, out, node, operator, left, right, holds, depth),
        Kind::Chain { operands, operators } => chain(cx, out, node, unit.list(operands), operators, holds, depth),
        Kind::Boolean(value) => out.push_str(if value == holds { "in any case" } else { "never" }),
        Kind::Call { .. }
        | Kind::Pipe(_)
        | Kind::Assign { .. }
        | Kind::Let { .. }
        | Kind::Scoped(..)
        | Kind::Block { .. }
            if unit.dialect.commands =>
        {
            commands::status(cx, out, node, holds, depth);
        }
        Kind::Call { .. } if calls::gives_whether(cx, node) && whether(cx, out, node, holds, depth) => {}
        Kind::Matches { value, pattern } if patterns::outcome(cx, pattern).is_some() => {
            comes_out(cx, out, value, pattern, holds, depth);
        }
        // A name alone fits whatever is there.
        Kind::Matches { value, pattern } if matches!(unit.kind(pattern), Kind::Name(_)) => {
            ranges::is_there(cx, out, value, pattern, holds, depth);
        }
        // A test for a type that gives the value a name.
        Kind::Matches { value, pattern } if let Some(test) = patterns::type_test(cx, pattern, holds) => {
            nouns::push(cx, out, value, depth + 1);
            out.push_str(&test);
        }
        Kind::Matches { value, pattern } => {
            nouns::push(cx, out, value, depth + 1);
            out.push_str(if holds { " matches " } else { " does not match " });
            out.push_str(&patterns::pattern(cx, pattern));
        }
        Kind::Await(inner) | Kind::Propagate(inner) | Kind::Reference(inner, _) => {
            if matches!(unit.kind(inner), Kind::Call { .. }) {
                truth(cx, out, inner, holds, depth);
            } else {
                write(cx, out, inner, holds, depth);
            }
        }
        Kind::Assign { target, operator: None, value } => {
            nouns::push(cx, out, value, depth + 1);
            out.push_str(", kept as ");
            quote(cx, out, target);
            out.push(',');
            out.push_str(truth_words(cx, target, holds));
        }
        _ => truth(cx, out, node, holds, depth),
    }
}

/// A test for an outcome: `x holds a value (y)`.
fn comes_out(cx: &Context, out: &mut String, value: NodeId, pattern: NodeId, holds: bool, depth: u8) {
    use patterns::Outcome::*;
    let Some((outcome, name)) = patterns::outcome(cx, pattern) else { return };
    let start = out.len();
    nouns::push(cx, out, value, depth + 1);
    // "the last item, if there is one" is there or not.
    let optional = ["if there is one", "if there was one"].iter().find_map(|tail| out[start..].strip_suffix(tail));
    let exists = optional.map(|rest| start + rest.trim_end_matches([',', ' ']).len());
    if let (Some(end), Present | Absent) = (exists, outcome) {
        out.truncate(end);
        out.push_str(if (outcome == Present) == holds { " exists" } else { " does not exist" });
    } else {
        out.push_str(match (outcome, holds) {
            (Present, true) | (Absent, false) => " holds a value",
            (Present, false) | (Absent, true) => " holds no value",
            (Success, true) => " is a success",
            (Success, false) => " is not a success",
            (Failure, true) => " is an error",
            (Failure, false) => " is not an error",
        });
    }
    if let Some(name) = name.filter(|_| holds) {
        let called = if cx.level == Level::Beginner { "called " } else { "" };
        out.push_str(&format!(" ({called}{})", cx.quote(name)));
    }
}

/// The clause of a call whose result is a verdict. Says nothing and answers no where it cannot be put.
pub(super) fn whether(cx: &Context, out: &mut String, node: NodeId, holds: bool, depth: u8) -> bool {
    let Some(entry) = cx.facts.call(node).and_then(|call| call.library) else { return false };
    let start = out.len();
    if !super::calls::fill(cx, out, entry.gives, node, depth) || !out[start..].starts_with("whether ") {
        out.truncate(start);
        return false;
    }
    out.replace_range(start..start + "whether ".len(), "");
    if holds {
        return true;
    }
    let negative = morphology::negate(&out[start..]);
    out.truncate(start);
    match negative {
        Some(negative) => {
            out.push_str(&negative);
            true
        }
        None => {
            out.push_str("it is not so that ");
            super::calls::fill(cx, out, &entry.gives["whether ".len()..], node, depth)
        }
    }
}

/// A value used as a condition.
fn truth(cx: &Context, out: &mut String, node: NodeId, holds: bool, depth: u8) {
    if matches!(cx.unit.kind(node), Kind::Integer | Kind::Float) {
        quote(cx, out, node);
        out.push_str(if holds { " counts as true" } else { " counts as false" });
        return;
    }
    if super::verdicts::ordered(
        cx,
        out,
        node,
        if holds { BinaryOperator::NotEqual } else { BinaryOperator::Equal },
        depth,
    ) {
        return;
    }
    if let Some((subject, item)) = sized(cx, node) {
        // A length as a condition.
        nouns::push(cx, out, subject, depth + 1);
        let _ = item;
        out.push_str(if holds { " is not empty" } else { " is empty" });
        return;
    }
    let start = out.len();
    let may_lack = cx.unit.dialect.pointers
        && cx.facts.call(node).and_then(|call| call.library).is_some_and(|entry| entry.gives.contains(", if "));
    if matches!(cx.unit.kind(node), Kind::Call { .. }) && is_short(cx, node, QUOTE) && !may_lack {
        quote(cx, out, node);
    } else {
        nouns::push(cx, out, node, depth + 1);
    }
    if cx.unit.dialect.pointers && is_there(cx, out, start, node, holds) {
        return;
    }
    out.push_str(truth_words(cx, node, holds));
}

fn truth_words(cx: &Context, node: NodeId, holds: bool) -> &'static str {
    let dialect = &cx.unit.dialect;
    // Whether anything but truth itself can stand as a condition.
    let empties = dialect.falsy_empty_collections || dialect.falsy_scalars;
    let lax = empties || dialect.falsy_null;
    let by_type = match cx.facts.types.of(node) {
        Type::Boolean => Some((" is true", " is false")),
        Type::List | Type::Map | Type::Set | Type::Tuple if dialect.falsy_empty_collections => {
            Some((" is not empty", " is empty"))
        }
        Type::Text | Type::Bytes if empties => Some((" is not empty", " is empty")),
        Type::Integer | Type::Float if empties => Some((" is not zero", " is zero")),
        _ => None,
    };
    if dialect.pointers {
        let (yes, no) = match cx.facts.types.of(node) {
            Type::Boolean => (" is true", " is false"),
            Type::Integer | Type::Float => (" is not zero", " is zero"),
            Type::Unknown if matches!(cx.unit.kind(node), Kind::Binary(..)) => (" is not zero", " is zero"),
            Type::Unknown if is_scalar_item(cx, node) => (" is not zero", " is zero"),
            Type::Unknown if is_verdict(cx, node) => (" is true", " is false"),
            Type::Unknown if matches!(cx.unit.kind(node), Kind::Call { .. }) => (" is not zero", " is zero"),
            Type::Unknown => (" is set", " is not set"),
            _ => (" is not null", " is null"),
        };
        return if holds { yes } else { no };
    }
    // A default of `false` does not keep other values out.
    let certain = cx.facts.scopes.binding_of(node).is_none_or(|it| it.kind != BindingKind::Parameter);
    let (yes, no) = match (by_type, cx.unit.kind(node)) {
        (Some(words), _) if certain || !lax => words,
        (_, Kind::Call { .. } | Kind::Await(_) | Kind::Binary(..)) => {
            if !lax {
                (" is true", " is false")
            } else if cx.level == Level::Expert {
                (" is truthy", " is falsy")
            } else if is_verdict(cx, node) {
                (" is true", " is false")
            } else {
                (" counts as true", " counts as false")
            }
        }
        _ if !lax => (" is true", " is false"),
        _ if cx.level == Level::Expert => (" is truthy", " is falsy"),
        // Anything may be handed in for a switch, and what does not count as true turns it off.
        _ if by_type == Some((" is true", " is false")) => (" is on", " is off"),
        // Where one word asks whether there is a variable at all, it is not used for what it holds.
        _ if dialect.keyed_lists => (" is not empty", " is empty"),
        _ if dialect.falsy_empty_collections => (" is set", " is empty, false or not set"),
        _ => (" is set", " is not set"),
    };
    if holds { yes } else { no }
}

/// Whether a followed pointer or an item is a number or a character: what it is reached through is declared as a pointer to one
/// or an array of them.
fn is_scalar_item(cx: &Context, node: NodeId) -> bool {
    let unit = cx.unit;
    let mut at = match unit.kind(node) {
        Kind::Dereference(inner) => inner,
        Kind::Index { object, .. } => object,
        _ => return false,
    };
    if let Kind::Update { target, .. } = unit.kind(at) {
        at = target;
    }
    let Some(definition) = cx.facts.scopes.binding_of(at).map(|it| it.definition) else { return false };
    let annotation = match unit.parent(definition).map(|up| unit.kind(up)) {
        Some(Kind::Let { annotation, .. } | Kind::Parameter { annotation, .. }) => annotation,
        _ => None,
    };
    let Some(Kind::TypeExpression { parts, .. }) = annotation.map(|it| unit.kind(it)) else { return false };
    let inner = unit.list(parts).first().map(|&it| unit.kind(it));
    matches!(inner, Some(Kind::TypeExpression { form: code::TypeForm::Primitive, .. }))
}

/// Whether a call answers a question by its name or by its own definition: `x.is_open()`.
fn is_verdict(cx: &Context, node: NodeId) -> bool {
    let unit = cx.unit;
    let Kind::Call { callee, .. } = unit.kind(node) else { return false };
    if let Some(facts::Target::Own(id)) = cx.facts.call(node).map(|call| call.target)
        && cx.facts.functions.get(id.index()).is_some_and(|it| it.results == facts::Results::Verdict)
    {
        return true;
    }
    let name = match unit.kind(callee) {
        Kind::Name(name) | Kind::Member { name, .. } => unit.name(name),
        _ => return false,
    };
    if name.ends_with('?') {
        return true;
    }
    let words = crate::words::split_name(name);
    words.len() > 1 && matches!(words[0].as_str(), "is" | "has" | "can" | "should" | "was" | "are")
        || name.starts_with("is") && name.chars().skip(2).all(char::is_lowercase) && name.len() > 4
}

fn all(cx: &Context, out: &mut String, node: NodeId, operator: BinaryOperator, holds: bool, depth: u8) {
    let mut parts = rows::operands(cx, node, operator);
    let joins_with_and = (operator == BinaryOperator::And) == holds;
    // `typeof x === "object" && x !== null` asks for an object.
    // `typeof x !== "object" || x === null`, and the opposite of the other, ask for none.
    let tested: Vec<NodeId> =
        parts.iter().filter_map(|&it| verdicts::object_test(cx, it, joins_with_and == holds)).collect();
    let n = parts.len();
    parts.retain(|&it| !tested.iter().any(|&value| verdicts::asks_presence(cx, it, value, joins_with_and == holds)));
    let is_object = parts.len() < n;
    if parts.len() > 5 {
        let names = names_in(cx, node, 3);
        rows::summed(out, parts.len(), joins_with_and, &names);
        return;
    }
    let mut clauses: Vec<String> = Vec::with_capacity(parts.len());
    let mut nested = false;
    for &part in &parts {
        let mut clause = String::new();
        push(cx, &mut clause, part, holds, depth + 1);
        if is_object && verdicts::object_test(cx, part, joins_with_and == holds).is_some() {
            clause =
                clause.replace(" (or `null`)", "").replace(" is neither an object nor `null`", " is not an object");
        }
        let inner = match cx.unit.kind(part) {
            Kind::Unary(UnaryOperator::Not, inner) => inner,
            _ => part,
        };
        nested |= matches!(cx.unit.kind(inner), Kind::Binary(BinaryOperator::And | BinaryOperator::Or, ..));
        nested |= clause.contains(" or ") && parts.len() > 1;
        clauses.push(clause);
    }
    // `x is a` and `x is b` share what they are about.
    let mut short: Vec<String> = Vec::with_capacity(clauses.len());
    for (at, clause) in clauses.iter().enumerate() {
        let shared = at.checked_sub(1).and_then(|before| rows::shared_start(&clauses[before], clause));
        match shared {
            Some(start) if !nested => short.push(clause[start..].to_owned()),
            _ => short.push(clause.clone()),
        }
    }
    let word = if joins_with_and { "and" } else { "or" };
    if nested && short.len() == 2 {
        out.push_str(&format!("{}, {word} {}", short[0], short[1]));
    } else if nested {
        let last = short.pop().unwrap_or_default();
        out.push_str(&format!("{}, {word} {last}", short.join(", ")));
    } else {
        out.push_str(&join(&short, word));
    }
}

/// What a length counts the items of: `len(x)`, `x.length`.
fn sized(cx: &Context, node: NodeId) -> Option<(NodeId, &'static str)> {
    let unit = cx.unit;
    match unit.kind(node) {
        Kind::Call { arguments, callee, .. } => {
            let entry = cx.facts.call(node)?.library?;
            let subject = match entry.gives {
                "the number of items in {0}" | "the length of {0}" => unit.list(arguments).first().copied()?,
                "the number of items in {self}" | "the length of {self}" => match unit.kind(callee) {
                    Kind::Member { object, .. } => object,
                    _ => return None,
                },
                _ => return None,
            };
            Some((subject, nouns::items_word(cx, subject)))
        }
        Kind::Member { object, name, .. } if unit.name(name) == "length" => {
            Some((object, nouns::items_word(cx, object)))
        }
        _ => None,
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of a comparison")]
fn compare(
    cx: &Context,
    out: &mut String,
    node: NodeId,
    operator: BinaryOperator,
    left: NodeId,
    right: NodeId,
    holds: bool,
    depth: u8,
) {
    use BinaryOperator::*;
    let unit = cx.unit;
    // An operator that gives no verdict, used as one.
    if opposite(operator).is_none() && operator != InstanceOf {
        truth(cx, out, node, holds, depth);
        return;
    }
    let operator = if holds { operator } else { opposite(operator).unwrap_or(operator) };
    let literal = unit.text(right);
    // A constant on the left reads better on the right.
    if is_literal(cx, left) && !is_literal(cx, right) {
        let turned = match operator {
            Less => Some(Greater),
            LessEqual => Some(GreaterEqual),
            Greater => Some(Less),
            GreaterEqual => Some(LessEqual),
            Equal | NotEqual | StrictEqual | StrictNotEqual => Some(operator),
            _ => None,
        };
        if let Some(turned) = turned {
            compare(cx, out, node, turned, right, left, true, depth);
            return;
        }
    }
    let counted = |subject: NodeId| {
        use Type::*;
        matches!(cx.facts.types.of(subject), List | Map | Set | Tuple | Text | Bytes)
    };
    if let Some((subject, item)) = sized(cx, left)
        && (counted(subject)
            || matches!(
                (operator, literal),
                (Equal | NotEqual | StrictEqual | StrictNotEqual | Greater | LessEqual, "0")
                    | (Less | GreaterEqual, "1")
            ))
        && let Ok(n) = literal.parse::<u32>()
    {
        let many = |n: u32| if n == 1 { item.to_owned() } else { crate::words::plural(item) };
        let text = match (operator, n) {
            (Equal | StrictEqual | LessEqual, 0) | (Less, 1) => " is empty".to_owned(),
            (NotEqual | StrictNotEqual | Greater, 0) | (GreaterEqual, 1) => " is not empty".to_owned(),
            (Equal | StrictEqual, n) => format!(" has exactly {}", crate::words::count(n as usize, item)),
            (NotEqual | StrictNotEqual, n) => {
                format!(" does not have exactly {}", crate::words::count(n as usize, item))
            }
            (Less, n) => format!(" has fewer than {} {}", crate::words::number(n as usize), many(n)),
            (LessEqual, n) => format!(" has at most {}", crate::words::count(n as usize, item)),
            (Greater, n) => format!(" has more than {}", crate::words::count(n as usize, item)),
            (GreaterEqual, n) => format!(" has at least {}", crate::words::count(n as usize, item)),
            _ => String::new(),
        };
        if !text.is_empty() {
            nouns::push(cx, out, subject, depth + 1);
            out.push_str(&text);
            return;
        }
    }
    if let Some((subject, item)) = sized(cx, left)
        && is_short(cx, right, 24)
        && counted(subject)
        && matches!(unit.kind(right), Kind::Name(_) | Kind::Member { .. } | Kind::Integer)
    {
        let words = match operator {
            Less => " has fewer than ",
            LessEqual => " has at most ",
            Greater => " has more than ",
            GreaterEqual => " has at least ",
            _ => "",
        };
        if !words.is_empty() {
            nouns::push(cx, out, subject, depth + 1);
            out.push_str(words);
            quote(cx, out, right);
            out.push(' ');
            out.push_str(&crate::words::plural(item));
            return;
        }
    }
    if commands::given(cx, out, operator, left, right) {
        return;
    }
    if remainder(cx, out, operator, left, literal, depth) || kind_test(cx, out, operator, left, right, depth) {
        return;
    }
    // Between more than two short parts the code is clearer than its paraphrase.
    let both_long = !is_short(cx, left, 60) || !is_short(cx, right, 60);
    if cx.level == Level::Expert
        && !both_long
        && !matches!(operator, In | NotIn | InstanceOf)
        && matches!(operator, Less | LessEqual | Greater | GreaterEqual)
        && holds
    {
        let arithmetic = |node: NodeId| matches!(unit.kind(node), Kind::Binary(..));
        if arithmetic(left) || arithmetic(right) {
            quote(cx, out, node);
            return;
        }
    }
    if matches!(unit.kind(right), Kind::Null)
        && cx.facts.types.of(left) == Type::Error
        && matches!(operator, Equal | NotEqual)
    {
        nouns::push(cx, out, left, depth + 1);
        out.push_str(if operator == NotEqual { " is an error" } else { " is no error" });
        return;
    }
    if sought(cx, out, operator, left, literal, depth) {
        return;
    }
    if matches!(unit.kind(right), Kind::Null) || literal == "undefined" {
        absent(cx, out, operator, left, right, depth);
        return;
    }
    if let (Kind::Integer, "0") = (unit.kind(right), literal)
        && super::verdicts::ordered(cx, out, left, operator, depth)
    {
        return;
    }
    if let (Kind::Integer, "0") = (unit.kind(right), literal) {
        let words = match operator {
            Equal | StrictEqual => " is zero",
            NotEqual | StrictNotEqual => " is not zero",
            Less => " is negative",
            LessEqual => " is zero or less",
            Greater => " is positive",
            GreaterEqual => " is zero or more",
            _ => "",
        };
        if !words.is_empty() {
            nouns::push(cx, out, left, depth + 1);
            out.push_str(words);
            return;
        }
    }
    if let (In | NotIn, Kind::Range { start: Some(start), end: Some(end), inclusive }) = (operator, unit.kind(right)) {
        ranges::lies(cx, out, left, (start, end, inclusive), operator == In, depth);
        return;
    }
    if matches!(operator, In | NotIn) {
        if !ranges::is_among(cx, out, (left, right), operator == In, depth) {
            contained(cx, out, operator == In, left, right, depth);
        }
        return;
    }
    let start = out.len();
    nouns::push(cx, out, left, depth + 1);
    // An aside inside the subject is closed before the verb.
    if out[start..].contains(", if ") || out.ends_with("unset or empty") {
        out.push(',');
    }
    let loose = unit.dialect.loose_equality && matches!(operator, Equal | NotEqual) && cx.level != Level::Beginner;
    let is_text = |it: NodeId| cx.facts.types.of(it) == Type::Text;
    let same = unit.dialect.identity_equality
        && (is_text(left) || is_text(right))
        && unit.kind(left) != Kind::Null
        && unit.kind(right) != Kind::Null;
    let is_number = |it: NodeId| matches!(cx.facts.types.of(it), Type::Integer | Type::Float);
    let by_identity = unit.dialect.identity_equality && !is_number(left) && !is_number(right);
    out.push_str(match operator {
        Equal if same => " is the same object as ",
        NotEqual if same => " is not the same object as ",
        // What it asks of two objects is not what a method of theirs would answer.
        Equal if by_identity => " is ",
        NotEqual if by_identity => " is not ",
        Equal if loose => " loosely equals ",
        NotEqual if loose => " does not loosely equal ",
        Equal | StrictEqual if is_literal(cx, right) => " is ",
        NotEqual | StrictNotEqual if is_literal(cx, right) => " is not ",
        Equal | StrictEqual => " equals ",
        NotEqual | StrictNotEqual => " differs from ",
        Less => " is less than ",
        LessEqual => " is at most ",
        Greater => " is greater than ",
        GreaterEqual => " is at least ",
        Is if is_literal(cx, right) => " is ",
        IsNot if is_literal(cx, right) => " is not ",
        Is => " is the same object as ",
        IsNot => " is not the same object as ",
        InstanceOf if holds => " is an instance of ",
        InstanceOf => " is not an instance of ",
        _ => "",
    });
    super::marks::push(cx, out, right, depth + 1);
}

fn opposite(operator: BinaryOperator) -> Option<BinaryOperator> {
    use BinaryOperator::*;
    Some(match operator {
        Equal => NotEqual,
        NotEqual => Equal,
        StrictEqual => StrictNotEqual,
        StrictNotEqual => StrictEqual,
        Less => GreaterEqual,
        LessEqual => Greater,
        Greater => LessEqual,
        GreaterEqual => Less,
        In => NotIn,
        NotIn => In,
        Is => IsNot,
        IsNot => Is,
        _ => return None,
    })
}

fn is_literal(cx: &Context, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::Integer | Kind::Float | Kind::Text(_) | Kind::Boolean(_) | Kind::Null | Kind::Ellipsis => true,
        Kind::Unary(UnaryOperator::Negate, inner) => matches!(cx.unit.kind(inner), Kind::Integer | Kind::Float),
        Kind::Sequence(list) | Kind::Tuple(list) | Kind::Mapping(list) => list.is_empty(),
        _ => false,
    }
}

/// `x % n == 0` and its like.
fn remainder(cx: &Context, out: &mut String, operator: BinaryOperator, left: NodeId, literal: &str, depth: u8) -> bool {
    use BinaryOperator::*;
    let unit = cx.unit;
    let Kind::Binary(Modulo, value, divisor) = unit.kind(left) else { return false };
    // In many languages `%` also formats text.
    if matches!(unit.kind(value), Kind::Text(_)) || cx.facts.types.of(value) == Type::Text {
        return false;
    }
    let equal = match operator {
        Equal | StrictEqual => true,
        NotEqual | StrictNotEqual => false,
        _ => return false,
    };
    let two = unit.text(divisor) == "2";
    let words = match (literal, two) {
        ("0", true) if equal => " is even",
        ("0", true) => " is odd",
        ("1", true) if equal => " is odd",
        ("0", false) if equal => " is divisible by ",
        ("0", false) => " is not divisible by ",
        _ => return false,
    };
    nouns::push(cx, out, value, depth + 1);
    out.push_str(words);
    if !two {
        nouns::push(cx, out, divisor, depth + 1);
    }
    true
}

/// `x.indexOf(y) !== -1`: whether the one contains the other.
fn sought(cx: &Context, out: &mut String, operator: BinaryOperator, left: NodeId, literal: &str, depth: u8) -> bool {
    use BinaryOperator::*;
    let unit = cx.unit;
    let found = match (operator, literal) {
        (NotEqual | StrictNotEqual | Greater, "-1") | (GreaterEqual, "0") => true,
        (Equal | StrictEqual | LessEqual, "-1") | (Less, "0") => false,
        _ => return false,
    };
    let Kind::Call { callee, arguments, .. } = unit.kind(left) else { return false };
    let (Kind::Member { object, .. }, &[item]) = (unit.kind(callee), unit.list(arguments)) else { return false };
    let known = cx.facts.call(left).and_then(|it| it.library).is_some_and(|entry| {
        entry.gives.starts_with("the position of {0} in {self}") && entry.gives.ends_with("or -1")
    });
    if known {
        nouns::push(cx, out, object, depth + 1);
        out.push_str(if found { " contains " } else { " does not contain " });
        nouns::push(cx, out, item, depth + 1);
    }
    known
}

/// `typeof x === "string"`.
fn kind_test(cx: &Context, out: &mut String, operator: BinaryOperator, left: NodeId, right: NodeId, depth: u8) -> bool {
    use BinaryOperator::*;
    let unit = cx.unit;
    let (Kind::Unary(UnaryOperator::TypeOf, value), Kind::Text(_)) = (unit.kind(left), unit.kind(right)) else {
        return false;
    };
    let is = match operator {
        Equal | StrictEqual => " is ",
        NotEqual | StrictNotEqual => " is not ",
        _ => return false,
    };
    let name = unit.text(right).trim_matches(['"', '\'', '`']);
    nouns::push(cx, out, value, depth + 1);
    out.push_str(is);
    match name {
        "undefined" => out.push_str("undefined"),
        "object" if is == " is " => out.push_str("an object (or `null`)"),
        "object" => {
            out.truncate(out.len() - " not ".len());
            out.push_str(" neither an object nor `null`");
        }
        "string" | "number" | "boolean" | "function" | "symbol" | "bigint" => out.push_str(&with_article(name)),
        _ => {
            out.push_str("of the type ");
            quote(cx, out, right);
        }
    }
    true
}

/// Says of what may be missing whether it is there: `the first place of x in y, if there is one` exists or does not. Says nothing
/// and answers no of anything else.
fn is_there(cx: &Context, out: &mut String, start: usize, node: NodeId, holds: bool) -> bool {
    let kept = match cx.unit.kind(node) {
        Kind::Assign { target, operator: None, .. } => format!(" (kept as {})", cx.quote(target)),
        _ => String::new(),
    };
    let Some(said) = out[start..].strip_suffix(kept.as_str()) else { return false };
    let words = [
        (", if there is one", " exists", " does not exist"),
        (", if it is there", " is there", " is not there"),
        (", if it is set", " is set", " is not set"),
        (", if it can be opened", " can be opened", " cannot be opened"),
    ];
    let Some((said, (_, yes, no))) = words.iter().find_map(|it| said.strip_suffix(it.0).map(|said| (said, it))) else {
        return false;
    };
    let text = format!("{said}{kept}{}", if holds { yes } else { no });
    out.truncate(start);
    out.push_str(&text);
    true
}

fn absent(cx: &Context, out: &mut String, operator: BinaryOperator, left: NodeId, right: NodeId, depth: u8) {
    use BinaryOperator::*;
    let equal = matches!(operator, Equal | StrictEqual | Is);
    let optional = cx.facts.scopes.binding_of(left).is_some_and(|binding| {
        binding.kind == BindingKind::Parameter
            && cx.unit.parent(binding.definition).is_some_and(|parent| {
                matches!(cx.unit.kind(parent), Kind::Parameter { default: Some(default), .. } if matches!(cx.unit.kind(default), Kind::Null))
            })
    });
    if optional && cx.level == Level::Beginner {
        out.push_str(if equal { "nothing was given for " } else { "something was given for " });
        quote(cx, out, left);
        return;
    }
    let start = out.len();
    nouns::push(cx, out, left, depth + 1);
    if cx.unit.dialect.pointers && is_there(cx, out, start, left, !equal) {
        return;
    }
    let loose = cx.unit.dialect.loose_equality && matches!(operator, Equal | NotEqual);
    out.push_str(if equal { " is " } else { " is not " });
    if loose {
        // What is equal to the absent value by conversion: an undefined one, or all that is empty.
        let other = if cx.unit.dialect.object_literals { "undefined" } else { "empty" };
        if !equal {
            out.truncate(out.len() - "not ".len());
        }
        out.push_str(&if equal { format!("`null` or {other}") } else { format!("neither `null` nor {other}") });
    } else {
        quote(cx, out, right);
    }
}

fn contained(cx: &Context, out: &mut String, holds: bool, left: NodeId, right: NodeId, depth: u8) {
    let unit = cx.unit;
    if let Kind::Tuple(list) | Kind::Sequence(list) | Kind::Set(list) = unit.kind(right)
        && !list.is_empty()
    {
        let start = out.len();
        nouns::push(cx, out, left, depth + 1);
        let several = ["the first ", "the last ", "all but "].iter().any(|it| out[start..].starts_with(it))
            && out[start..].contains("s of ");
        let items: Vec<String> = unit.list(list).iter().take(5).map(|&it| nouns::noun(cx, it)).collect();
        match (list.len(), holds) {
            (1, true) if several => out.push_str(" equal "),
            (1, false) if several => out.push_str(" differ from "),
            (1, true) => out.push_str(" equals "),
            (1, false) => out.push_str(" differs from "),
            (2, true) if several => out.push_str(" are "),
            (2, false) if several => out.push_str(" are neither "),
            (_, true) if several => out.push_str(" are one of "),
            (_, false) if several => out.push_str(" are none of "),
            (2, true) => out.push_str(" is "),
            (2, false) => out.push_str(" is neither "),
            (_, true) => out.push_str(" is one of "),
            (_, false) => out.push_str(" is none of "),
        }
        if let ([one, other], false) = (&items[..], holds) {
            out.push_str(&format!("{one} nor {other}"));
        } else if list.len() > 5 {
            out.push_str(&crate::words::number(list.len()));
            out.push_str(" given values");
        } else {
            out.push_str(&join(&items, if holds { "or" } else { "and" }));
        }
        return;
    }
    nouns::push(cx, out, right, depth + 1);
    let key = cx.facts.types.of(right) == Type::Map;
    out.push_str(match (holds, key) {
        (true, true) => " has the key ",
        (false, true) => " does not have the key ",
        (true, false) => " contains ",
        (false, false) => " does not contain ",
    });
    nouns::push(cx, out, left, depth + 1);
}

fn chain(
    cx: &Context,
    out: &mut String,
    node: NodeId,
    operands: &[NodeId],
    operators: [BinaryOperator; 3],
    holds: bool,
    depth: u8,
) {
    use BinaryOperator::*;
    if let (&[low, middle, high], [first, second, _]) = (operands, operators) {
        let words = match (first, second) {
            (Less, Less) => Some(("between ", " and ", "")),
            (LessEqual, LessEqual) => Some(("between ", " and ", " (both included)")),
            (LessEqual, Less) => Some(("between ", " (included) and ", " (excluded)")),
            (Less, LessEqual) => Some(("between ", " (excluded) and ", " (included)")),
            _ => None,
        };
        if let Some((between, and, end)) = words {
            nouns::push(cx, out, middle, depth + 1);
            out.push_str(if holds { " lies " } else { " does not lie " });
            out.push_str(between);
            nouns::push(cx, out, low, depth + 1);
            out.push_str(and);
            nouns::push(cx, out, high, depth + 1);
            out.push_str(end);
            return;
        }
    }
    if holds && operands.len() <= 4 && operators.iter().all(|it| matches!(it, Equal | StrictEqual)) {
        let items: Vec<String> = operands.iter().map(|&it| nouns::noun(cx, it)).collect();
        out.push_str(&join(&items, "and"));
        out.push_str(" are all equal");
        return;
    }
    quote(cx, out, node);
    out.push_str(if holds { " holds" } else { " does not hold" });
}
