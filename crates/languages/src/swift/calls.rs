//! Calls: of functions, of initializers, and those that the model knows as what they make.

use code::{Access, CallForm, Kind, NodeId, Span, Symbol, TypeForm, UnaryOperator};
use rustc_hash::FxHashSet;

use super::{operators, read, types};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// One argument: `x`, `name: x`.
pub(super) fn argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = cst.kids.iter().rev().filter(|kid| kid.field == "value").find_map(Kid::one);
    let label = cst.kid("name").copied();
    let value = match value {
        Some(id) => id,
        None => {
            let mut kids = cst.kids.iter().filter(|kid| kid.kind != "value_argument_label");
            match kids.clone().filter(|kid| kid.kind != "ERROR").find_map(Kid::one) {
                Some(id) => id,
                None => {
                    // An operator as a function: `by: <`.
                    let sign = kids.rfind(|kid| !kid.named && kid.kind != ":").map(|kid| kid.span);
                    match sign {
                        Some(span) => low.build.name(span),
                        None => read::missing(low, cst.span.end),
                    }
                }
            }
        }
    };
    let Some(label) = label else { return value.into() };
    // A condition or an order is told the same way, whether it stands in the parentheses or behind them.
    if matches!(low.text(label.span), "where" | "by" | "while") {
        return value.into();
    }
    let name = low.build.name(read::plain(low.text(label.span), label.span));
    low.node(Kind::NamedArgument { name, value }, cst.span).into()
}

/// What stands behind a callee: its arguments, and closures after them, which may have labels.
pub(super) fn suffix(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    let mut label: Option<(NodeId, Span)> = None;
    for kid in cst.kids {
        match (kid.kind, kid.one()) {
            ("value_arguments", _) => nodes.extend(low.flatten([kid])),
            ("simple_identifier", Some(id)) => label = Some((id, kid.span)),
            ("lambda_literal", Some(id)) => nodes.push(match label.take() {
                Some((name, span)) => low.node(Kind::NamedArgument { name, value: id }, span.cover(kid.span)),
                None => id,
            }),
            _ => {}
        }
    }
    low.height = cst.kids.iter().map(|kid| kid.height).max();
    Lowered::Many(low.build.list(&nodes))
}

pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(suffix) = cst.kids.iter().rev().find(|kid| kid.kind.ends_with("_suffix")).copied() else {
        let parts = low.flatten(cst.kids);
        return low.opaque(code::Opacity::Broken, &parts, cst.span).into();
    };
    // `!(a || b)` and `-(a + b)`, which the grammar takes for calls of `!` and `-`.
    if let Some(sign) = cst.kids.first().and_then(|kid| sign(low.text(kid.span))) {
        let arguments = low.flatten([&suffix]);
        let operand = arguments.first().copied().unwrap_or_else(|| read::missing(low, cst.span.end));
        return low.node(Kind::Unary(sign, operand), cst.span).into();
    }
    let called =
        cst.kids.iter().find(|kid| !kid.kind.ends_with("_suffix") && kid.kind != "ERROR" && kid.one().is_some());
    let (callee, outer) = match called.and_then(|kid| Some((kid, kid.one()?))) {
        Some((kid, id)) => operators::last_operand(low, kid, id),
        None => (read::missing(low, cst.span.start), Vec::new()),
    };
    let span = operators::start_of(low, cst, called, callee);
    let callee = types::head(low, callee);
    let arguments = low.flatten([&suffix]);
    if !outer.is_empty()
        && let Some(sign) = sign(low.build.unit().text(callee))
        && let Some(&operand) = arguments.first()
    {
        alike::discard(low, callee);
        let made = low.node(Kind::Unary(sign, operand), span);
        return operators::put_back(low, made, outer).into();
    }
    let made = if low.text(suffix.span).starts_with('[') {
        index(low, span, callee, &arguments)
    } else if let Some(made) = made(low, span, callee, &arguments) {
        made
    } else {
        let form = if cst.kind == "constructor_expression" { CallForm::New } else { CallForm::Plain };
        let arguments = low.build.list(&arguments);
        low.node(Kind::Call { callee, arguments, form }, span)
    };
    operators::put_back(low, made, outer).into()
}

/// The operator that a sign before parentheses is.
fn sign(text: &str) -> Option<UnaryOperator> {
    Some(match text {
        "!" => UnaryOperator::Not,
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        _ => return None,
    })
}

/// `a[i]`, `grid[x, y]`, `counts[key, default: 0]`
fn index(low: &mut Lowering<'_>, span: Span, object: NodeId, arguments: &[NodeId]) -> NodeId {
    let mut indices = Vec::new();
    for &id in arguments {
        match low.build.unit().kind(id) {
            Kind::NamedArgument { name, value } => {
                let is_default = low.build.unit().text(name) == "default";
                alike::discard(low, name);
                alike::discard_shell(low, id);
                if is_default && indices.len() == 1 {
                    // The value for a missing key belongs to the place that is read or set.
                    alike::discard(low, value);
                } else {
                    indices.push(value);
                }
            }
            _ => indices.push(id),
        }
    }
    let index = match *indices {
        [] => read::missing(low, span.end),
        [only] => only,
        [first, .., last] => {
            let at = low.build.unit().span(first).cover(low.build.unit().span(last));
            let list = low.build.list(&indices);
            low.node(Kind::Tuple(list), at)
        }
    };
    low.node(Kind::Index { object, index, optional: false }, span)
}

/// What calls that make collections, and `defer`, are in the model.
fn made(low: &mut Lowering<'_>, whole: Span, callee: NodeId, arguments: &[NodeId]) -> Option<NodeId> {
    let unit = low.build.unit();
    match (unit.kind(callee), arguments) {
        (Kind::Name(symbol), &[lambda]) if unit.name(symbol) == "defer" => {
            let body = super::functions::unwrapped(low, lambda)?;
            alike::discard(low, callee);
            Some(low.node(Kind::Defer(body), whole))
        }
        // `[Int]()`, `[String: Int]()`
        (Kind::Sequence(list), []) if list.len() == 1 => Some(empty(low, whole, callee, Kind::Sequence)),
        (Kind::Mapping(list), []) if list.len() == 1 => Some(empty(low, whole, callee, Kind::Mapping)),
        (Kind::TypeExpression { form: TypeForm::Array, .. }, []) => Some(empty(low, whole, callee, Kind::Sequence)),
        (Kind::TypeExpression { form: TypeForm::Mapping, .. }, []) => Some(empty(low, whole, callee, Kind::Mapping)),
        // `[Int](repeating: 0, count: n)`, `Array(repeating: 0, count: n)`
        (kind, &[first, second]) => {
            let is_list = match kind {
                Kind::Sequence(list) => list.len() == 1,
                Kind::Name(symbol) => matches!(unit.name(symbol), "Array" | "ContiguousArray"),
                _ => false,
            };
            let label = |id: NodeId| match unit.kind(id) {
                Kind::NamedArgument { name, value } => Some((unit.text(name), name, value)),
                _ => None,
            };
            let (("repeating", one, value), ("count", two, count)) = (label(first)?, label(second)?) else {
                return None;
            };
            if !is_list {
                return None;
            }
            for shell in [first, second, one, two] {
                alike::discard_shell(low, shell);
            }
            alike::discard(low, callee);
            Some(low.node(Kind::Repeat { value, count }, whole))
        }
        // `[Int](other)` makes a list of something.
        (Kind::Sequence(list), [_]) if list.len() == 1 => {
            let span = unit.span(callee);
            alike::discard(low, callee);
            let symbol = low.build.unit_mut().names.intern("Array");
            let callee = low.node(Kind::Name(symbol), span);
            let arguments = low.build.list(arguments);
            Some(low.node(Kind::Call { callee, arguments, form: CallForm::New }, whole))
        }
        (Kind::Name(symbol), []) => {
            let make = match unit.name(symbol) {
                "Array" => Kind::Sequence,
                "Dictionary" => Kind::Mapping,
                "Set" => Kind::Set,
                _ => return None,
            };
            Some(empty(low, whole, callee, make))
        }
        _ => None,
    }
}

fn empty(low: &mut Lowering<'_>, whole: Span, callee: NodeId, make: fn(code::List) -> Kind) -> NodeId {
    alike::discard(low, callee);
    low.node(make(code::List::default()), whole)
}

/// `#expect(a == b)`, `#Preview { … }`: what a macro makes of it is not known here.
pub(super) fn expansion(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if ["#if", "#else", "#endif"].iter().any(|word| low.text(cst.span).starts_with(word)) {
        return super::items::directive(low, cst);
    }
    let Some(name) = cst.of_kind("simple_identifier").copied() else {
        let parts = low.flatten(cst.kids);
        return low.opaque(code::Opacity::Unread, &parts, cst.span).into();
    };
    if let Some(id) = name.one() {
        alike::discard(low, id);
    }
    read::discard_all(low, cst.of_kind("type_parameters"));
    let callee = low.build.name(Span::new(cst.span.start, name.span.end));
    let arguments = low.list(cst.kids.iter().filter(|kid| kid.kind == "call_suffix"));
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// Once the whole text is known: a call of a name with a capital makes a new value, unless this text has a function of that name.
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
    let mut found = Vec::new();
    for at in 0..unit.n_nodes() {
        let id = NodeId::from_index(at);
        let Kind::Call { callee, arguments, form: CallForm::Plain } = unit.kind(id) else { continue };
        let (symbol, callee) = match unit.kind(callee) {
            Kind::Name(symbol) => (symbol, callee),
            // `Point.init(x)` is `Point(x)`.
            Kind::Member { object, name, access: Access::Dot } if unit.name(name) == "init" => {
                match unit.kind(object) {
                    Kind::Name(symbol) => (symbol, object),
                    _ => continue,
                }
            }
            Kind::Member { object, name, access: Access::Dot } if is_type_path(low, object) => (name, callee),
            _ => continue,
        };
        let is_known = low.language.library().find(unit.name(symbol)).is_some();
        if is_type_name(unit.name(symbol)) && !functions.contains(&symbol) && !is_known {
            found.push((id, callee, arguments));
        }
    }
    for (id, callee, arguments) in found {
        if let Kind::Call { callee: old, .. } = low.build.unit().kind(id)
            && old != callee
        {
            alike::discard_shell(low, old);
        }
        low.build.set_kind(id, Kind::Call { callee, arguments, form: CallForm::New });
    }
}

/// A capital, and a small letter after it or nothing.
fn is_type_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && (name.len() == 1 || name.contains(char::is_lowercase) || name == "URL")
}

fn is_type_path(low: &Lowering<'_>, id: NodeId) -> bool {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Name(symbol) => is_type_name(unit.name(symbol)),
        Kind::Member { name, .. } => is_type_name(unit.name(name)),
        _ => false,
    }
}
