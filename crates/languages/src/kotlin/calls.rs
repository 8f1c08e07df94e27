//! Calls: of functions, of constructors, and of the few functions of the library that the model knows as what they make.

use code::{Access, BinaryOperator, CallForm, Kind, List, NodeId, Span, Symbol};
use rustc_hash::FxHashSet;

use super::{inline, read};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// Functions whose lambda is handed nothing, so that an `it` in it means that of a lambda around it.
const HAND_NOTHING: &[&str] = &[
    "async",
    "buildList",
    "buildMap",
    "buildSet",
    "buildString",
    "coroutineScope",
    "flow",
    "lazy",
    "launch",
    "measureTime",
    "measureTimeMillis",
    "remember",
    "run",
    "runBlocking",
    "runCatching",
    "runTest",
    "sequence",
    "supervisorScope",
    "synchronized",
    "thread",
    "withContext",
    "withLock",
    "withTimeout",
    "withTimeoutOrNull",
    "LaunchedEffect",
    "apply",
    "with",
    "require",
    "check",
    "requireNotNull",
    "checkNotNull",
    "transaction",
    "assertThrows",
    "shouldThrow",
    "trimMargin",
];

/// Functions whose lambda has an own object: names in it may be members of that object.
const HAVE_RECEIVER: &[&str] = &["apply", "run", "with", "buildString", "buildList", "buildMap", "buildSet"];

/// What stands before a lambda: the function that it is handed to, and whether that is reached through an object.
#[derive(Debug, Default)]
pub(super) struct Before {
    name: String,
    has_object: bool,
}

/// Finds the function that a lambda is handed to after its other arguments, in the text before it.
pub(super) fn before(low: &Lowering<'_>, start: u32) -> Before {
    const FAR: usize = 2_000;
    let text = &low.source[..start as usize];
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(FAR))..];
    let mut rest = text.trim_end();
    // `name@` before the lambda.
    if let Some(label) = rest.strip_suffix('@') {
        rest = label.trim_end_matches(is_word).trim_end();
    }
    if rest.ends_with(')') {
        let mut depth = 0_u32;
        let opening = rest.char_indices().rev().find_map(|(at, c)| {
            match c {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        });
        let Some(at) = opening else { return Before::default() };
        rest = &rest[..at];
    }
    if rest.ends_with('>') {
        rest = rest.rfind('<').map_or(rest, |at| &rest[..at]);
    }
    let name = &rest[rest.trim_end_matches(is_word).len()..];
    let has_object = rest[..rest.len() - name.len()].trim_end().ends_with('.');
    Before { name: name.to_owned(), has_object }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the lambda that stands behind is handed nothing.
pub(super) fn hands_nothing(before: &Before) -> bool {
    HAND_NOTHING.contains(&before.name.as_str())
}

/// Whether the lambda that stands behind has an own object.
pub(super) fn has_receiver(before: &Before) -> bool {
    let is_plain_run = before.name == "run" && !before.has_object;
    HAVE_RECEIVER.contains(&before.name.as_str()) && !is_plain_run
}

/// One argument: `x`, `name = x`, `*x`.
pub(super) fn argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let named = cst.kids.iter().position(|kid| kid.kind == "=");
    let is_spread = cst.kids.iter().any(|kid| kid.kind == "*");
    let from = named.map_or(0, |at| at + 1);
    let Some(value) = cst.kids[from..].iter().rev().find(|kid| kid.one().is_some()).copied() else {
        return Lowered::Nothing;
    };
    let Some(mut id) = value.one() else { return Lowered::Nothing };
    if is_spread {
        id = low.node(Kind::Spread(id), cst.span);
    }
    let Some(name) = named.and_then(|at| cst.kids[..at].iter().find_map(Kid::one)) else { return id.into() };
    let start = low.build.unit().span(name).start;
    low.marks.retain(|&mark| mark != start);
    low.node(Kind::NamedArgument { name, value: id }, cst.span).into()
}

pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    read::discard_all(low, cst.of_kind("type_arguments"));
    let (callee, prefix) = read::unwrap(low, cst);
    let mut arguments = low.flatten(cst.kids.iter().filter(|kid| kid.kind == "value_arguments"));
    let lambda = read::of_kind(cst, "annotated_lambda");
    let mut target = callee;
    if let Some(lambda) = lambda {
        // `f(a) { … }` may be read as a call of what `f(a)` gives; it is one call.
        if !cst.has("value_arguments")
            && let Kind::Call { callee: inner, arguments: list, form: CallForm::Plain } = low.build.unit().kind(callee)
            && low.build.unit().text(callee).ends_with(')')
        {
            arguments = low.build.unit().list(list).to_vec();
            alike::discard_shell(low, callee);
            target = inner;
        }
        arguments.push(lambda);
        if low.build.unit().text(target) == "it" {
            // A function of that name, in tests.
            let start = low.build.unit().span(target).start;
            low.marks.retain(|&mark| mark != start);
        }
    }
    // A text that is handed a block names a test: nothing else gives texts such a call.
    if arguments.len() == 1 && lambda.is_some() && matches!(low.build.unit().kind(target), Kind::Text(_)) {
        let start = low.build.unit().span(target).start;
        let symbol = low.build.unit_mut().names.intern("test");
        arguments.insert(0, target);
        target = low.node(Kind::Name(symbol), Span::new(start, start));
    }
    let span = read::behind(low, cst, prefix, target);
    if let Some(made) = made(low, target, &arguments, span) {
        return read::wrap(low, cst, prefix, made);
    }
    let list = low.build.list(&arguments);
    let call = low.node(Kind::Call { callee: target, arguments: list, form: CallForm::Plain }, span);
    read::wrap(low, cst, prefix, call)
}

/// What the functions of the library that make collections, pairs and loops are in the model.
fn made(low: &mut Lowering<'_>, callee: NodeId, arguments: &[NodeId], span: Span) -> Option<NodeId> {
    let unit = low.build.unit();
    match unit.kind(callee) {
        Kind::Name(symbol) => {
            let is_plain = |low: &Lowering<'_>| {
                !arguments
                    .iter()
                    .any(|&it| matches!(low.build.unit().kind(it), Kind::NamedArgument { .. } | Kind::Function(_)))
            };
            let name = unit.name(symbol);
            let make: fn(List) -> Kind = match name {
                "listOf" | "mutableListOf" | "arrayListOf" | "emptyList" | "arrayOf" | "intArrayOf" | "longArrayOf"
                | "doubleArrayOf" | "charArrayOf" | "booleanArrayOf" | "emptyArray" => Kind::Sequence,
                "setOf" | "mutableSetOf" | "hashSetOf" | "linkedSetOf" | "emptySet" => Kind::Set,
                "Pair" | "Triple" if arguments.len() > 1 => Kind::Tuple,
                "mapOf" | "mutableMapOf" | "hashMapOf" | "linkedMapOf" | "emptyMap" => {
                    return mapping(low, callee, arguments, span);
                }
                "run" => return inline::block(low, callee, arguments, span),
                _ if inline::AROUND.contains(&name) => return inline::around(low, callee, arguments, span),
                _ => return None,
            };
            if !is_plain(low) {
                return None;
            }
            alike::discard(low, callee);
            let list = low.build.list(arguments);
            Some(low.node(make(list), span))
        }
        Kind::Member { object, name, access: Access::Dot } if unit.name(name) == "forEach" => {
            let &[lambda] = arguments else { return None };
            inline::each(low, callee, object, lambda, span)
        }
        Kind::Member { object, name, access: Access::Dot } if unit.name(name) == "use" => {
            let &[lambda] = arguments else { return None };
            inline::released(low, callee, object, lambda, span)
        }
        Kind::Member { object, name, access: Access::Optional } if unit.name(name) == "let" => {
            let &[lambda] = arguments else { return None };
            inline::if_there(low, callee, object, lambda, span)
        }
        Kind::Member { name, access: Access::Dot, .. } if unit.name(name) == "withLock" => {
            inline::around(low, callee, arguments, span)
        }
        _ => None,
    }
}

/// `mapOf(a to b)`: the pairs are its entries.
fn mapping(low: &mut Lowering<'_>, callee: NodeId, arguments: &[NodeId], span: Span) -> Option<NodeId> {
    let mut pairs = Vec::new();
    for &argument in arguments {
        let unit = low.build.unit();
        let Kind::Tuple(parts) = unit.kind(argument) else { return None };
        let &[key, value] = unit.list(parts) else { return None };
        pairs.push((argument, key, value));
    }
    for (argument, key, value) in pairs {
        let is_name = matches!(low.build.unit().kind(key), Kind::Name(_) | Kind::Text(_));
        low.build.set_kind(argument, Kind::Entry { key, value, computed: !is_name });
    }
    alike::discard(low, callee);
    let list = low.build.list(arguments);
    Some(low.node(Kind::Mapping(list), span))
}

/// `a to b` is a pair, `0 until n` a range, `a shl b` an operator; any other name is a call on what stands before it.
pub(super) fn infix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let nodes: Vec<Kid> = read::nodes(cst).copied().collect();
    let &[left_kid, name_kid, right_kid] = nodes.as_slice() else {
        let parts = low.flatten(cst.kids);
        return low.opaque(code::Opacity::Broken, &parts, cst.span).into();
    };
    let (Some(left), Some(name), Some(right)) = (left_kid.one(), name_kid.one(), right_kid.one()) else {
        return Lowered::Nothing;
    };
    let is_number = |low: &Lowering<'_>, id: NodeId| low.build.unit().kind(id) == Kind::Integer;
    let bits = is_number(low, left) || is_number(low, right);
    let word = low.text(name_kid.span).to_owned();
    let operator = match word.as_str() {
        "shl" => Some(BinaryOperator::ShiftLeft),
        "shr" => Some(BinaryOperator::ShiftRight),
        "ushr" => Some(BinaryOperator::ShiftRightUnsigned),
        "and" if bits => Some(BinaryOperator::BitAnd),
        "or" if bits => Some(BinaryOperator::BitOr),
        "xor" if bits => Some(BinaryOperator::BitXor),
        _ => None,
    };
    let kind = match (operator, word.as_str()) {
        (Some(operator), _) => Kind::Binary(operator, left, right),
        (None, "to") => Kind::Tuple(low.build.list(&[left, right])),
        (None, "until") => Kind::Range { start: Some(left), end: Some(right), inclusive: false },
        _ => {
            alike::discard(low, name);
            let symbol = low.build.symbol(name_kid.span);
            let span = left_kid.span.cover(name_kid.span);
            let callee = low.node(Kind::Member { object: left, name: symbol, access: Access::Dot }, span);
            let arguments = low.build.list(&[right]);
            return low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
        }
    };
    alike::discard(low, name);
    low.node(kind, cst.span).into()
}

/// Once the whole text is known: a call of a name with a capital makes a new object, unless this text has a function of that
/// name or it stands in a function that draws, where such names are functions too.
pub(super) fn construct(low: &mut Lowering<'_>) {
    let unit = low.build.unit();
    let functions: FxHashSet<Symbol> = unit
        .functions
        .iter()
        .filter_map(|function| match unit.kind(function.name?) {
            Kind::Name(symbol) => Some(symbol),
            _ => None,
        })
        .collect();
    let draws: Vec<Span> = unit
        .functions
        .iter()
        .filter(|function| {
            unit.list(function.decorators).iter().any(|&it| read::annotation_name(low, it) == "Composable")
        })
        .map(|function| unit.span(function.node))
        .collect();
    let mut found = Vec::new();
    for at in 0..unit.n_nodes() {
        let id = NodeId::from_index(at);
        let Kind::Call { callee, arguments, form: CallForm::Plain } = unit.kind(id) else { continue };
        let symbol = match unit.kind(callee) {
            Kind::Name(symbol) => symbol,
            Kind::Member { object, name, access: Access::Dot } if is_type_path(low, object) => name,
            _ => continue,
        };
        let is_new = is_type_name(unit.name(symbol)) && !functions.contains(&symbol);
        if is_new && !draws.iter().any(|span| span.contains(unit.span(id))) {
            found.push((id, callee, arguments));
        }
    }
    for (id, callee, arguments) in found {
        low.build.set_kind(id, Kind::Call { callee, arguments, form: CallForm::New });
    }
}

/// A capital, and a small letter after it or nothing: `RED(x)` is no type.
fn is_type_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && (name.len() == 1 || name.contains(char::is_lowercase))
}

fn is_type_path(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Name(symbol) => is_type_name(unit.name(symbol)),
        Kind::Member { name, .. } => is_type_name(unit.name(name)),
        _ => false,
    }
}

/// `this(a)`, `super(a)` before the body of a constructor.
pub(super) fn delegation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.iter().find(|kid| matches!(kid.kind, "this" | "super"));
    let Some(&Kid { kind, span, .. }) = word else { return Lowered::Nothing };
    let callee = low.node(if kind == "this" { Kind::This } else { Kind::Super }, span);
    let arguments = low.list(cst.of_kind("value_arguments"));
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}
