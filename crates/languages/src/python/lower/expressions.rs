//! Expressions.

use code::{
    Access, BinaryOperator, CallForm, ComprehensionForm, Kind, List, NodeId, Opacity, Run, Span, TextForm,
    UnaryOperator,
};

use super::{first, kind, list_of, name_of, nodes, nth, one_or_tuple, span};
use crate::alike;
use crate::lower::{Cst, Lowered, Lowering};

/// `object.name`. The name's own node becomes the member, so that no name is left that refers to nothing.
pub(super) fn attribute(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "object");
    let Some(id) = cst.node("attribute") else {
        let parts = low.flatten(cst.kids);
        return low.opaque(Opacity::Broken, &parts, cst.span).into();
    };
    member(low, object, id, cst.span).into()
}

/// `a.b.c` in imports, decorators and patterns.
pub(super) fn dotted_name(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut whole = None;
    for kid in cst.kids {
        let Some(id) = kid.one() else { continue };
        whole = Some(match whole {
            None => id,
            Some(object) => member(low, object, id, Span::new(cst.span.start, kid.span.end)),
        });
    }
    whole.map_or(Lowered::Nothing, Lowered::One)
}

fn member(low: &mut Lowering<'_>, object: NodeId, name: NodeId, at: Span) -> NodeId {
    if let Kind::Name(symbol) = kind(low, name)
        && object < name
    {
        low.build.set_kind(name, Kind::Member { object, name: symbol, access: Access::Dot });
        low.build.set_span(name, at);
        return name;
    }
    low.opaque(Opacity::Broken, &[object, name], at)
}

/// `object[index]`; several indices are a tuple.
pub(super) fn subscript(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "value");
    let index: Vec<NodeId> =
        cst.kids.iter().filter(|kid| kid.field == "subscript" && kid.named).filter_map(super::Kid::one).collect();
    let last = cst.kids.iter().rev().find(|kid| kid.kind != "]" && kid.kind != "comment");
    let index = match index.as_slice() {
        [one] if last.is_some_and(|kid| kid.kind == ",") => {
            let list = low.build.list(&[*one]);
            low.node(Kind::Tuple(list), span(low, *one))
        }
        several => one_or_tuple(low, several, Span::new(cst.span.end, cst.span.end)),
    };
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `start:end:step`.
pub(super) fn slice(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut parts = [None; 3];
    let mut at = 0;
    for kid in cst.kids {
        if kid.kind == ":" {
            at += 1;
        } else if let (Some(part), Some(id)) = (parts.get_mut(at), kid.one()) {
            *part = Some(id);
        }
    }
    let [start, end, step] = parts;
    low.node(Kind::Slice { start, end, step }, cst.span).into()
}

/// A call; `super()` is the parent's part of the object.
pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = low.need(cst, "function");
    let arguments = list_of(low, cst.kid("arguments"));
    if name_of(low, callee) == Some("super") {
        alike::discard(low, callee);
        for argument in nodes(low, arguments) {
            alike::discard(low, argument);
        }
        return low.node(Kind::Super, cst.span).into();
    }
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// `name=value` in a call.
pub(super) fn keyword_argument(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (name, value) = (low.need(cst, "name"), low.need(cst, "value"));
    low.node(Kind::NamedArgument { name, value }, cst.span).into()
}

/// `[a, b]`.
pub(super) fn list(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Sequence(list), cst.span).into()
}

/// `a, b` with and without parentheses.
pub(super) fn tuple(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Tuple(list), cst.span).into()
}

/// `{a, b}`.
pub(super) fn set(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Set(list), cst.span).into()
}

/// `{a: b, **c}`.
pub(super) fn dictionary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = low.list(cst.kids);
    low.node(Kind::Mapping(list), cst.span).into()
}

/// `key: value`. A key that is not a literal is looked up when the code runs.
pub(super) fn pair(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (key, value) = (low.need(cst, "key"), low.need(cst, "value"));
    let literal = matches!(kind(low, key), Kind::Text(_) | Kind::Integer | Kind::Float | Kind::Boolean(_) | Kind::Null);
    low.node(Kind::Entry { key, value, computed: !literal }, cst.span).into()
}

/// `*a`, `**a`.
pub(super) fn spread(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = first(low, cst);
    low.node(Kind::Spread(inner), cst.span).into()
}

/// A comprehension or a generator expression.
pub(super) fn comprehension(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let element = low.need(cst, "body");
    let mut clauses = Vec::new();
    let mut kids = cst.kids.iter().filter(|kid| kid.named).peekable();
    while let Some(kid) = kids.next() {
        let ("for_in_clause", Lowered::Many(both)) = (kid.kind, kid.lowered) else { continue };
        let &[target, source] = low.build.unit().list(both) else { continue };
        let mut filters = Vec::new();
        let mut at = kid.span;
        while let Some(between) = kids.next_if(|kid| kid.kind != "for_in_clause") {
            // Comments and line continuations stand there too.
            if between.kind == "if_clause" {
                filters.extend(between.one());
                at = at.cover(between.span);
            }
        }
        let filters = low.build.list(&filters);
        let is_async = low.text(kid.span).starts_with("async");
        clauses.push(low.node(Kind::Clause { target, source, filters, is_async }, at));
    }
    let clauses = low.build.list(&clauses);
    let form = match cst.kind {
        "list_comprehension" => ComprehensionForm::Sequence,
        "set_comprehension" => ComprehensionForm::Set,
        "dictionary_comprehension" => ComprehensionForm::Mapping,
        _ => ComprehensionForm::Generator,
    };
    low.node(Kind::Comprehension { form, element, clauses }, cst.span).into()
}

/// `for target in source`: the two, from which the comprehension makes a clause with the filters that follow.
pub(super) fn for_in_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "left");
    let sources: Vec<NodeId> = cst.kids.iter().filter(|kid| kid.field == "right").filter_map(super::Kid::one).collect();
    let source = one_or_tuple(low, &sources, Span::new(cst.span.end, cst.span.end));
    super::many(low, &[target, source])
}

/// `a + b`, `a and b`.
pub(super) fn binary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (left, right) = (low.need(cst, "left"), low.need(cst, "right"));
    match binary_operator(cst.token("operator")) {
        Some(operator) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        None => low.opaque(Opacity::Broken, &[left, right], cst.span).into(),
    }
}

/// The operator of a token; also that of a compound assignment without its `=`.
pub(super) fn binary_operator(token: &str) -> Option<BinaryOperator> {
    use BinaryOperator::*;
    Some(match token {
        "+" => Add,
        "-" => Subtract,
        "*" => Multiply,
        "/" => Divide,
        "//" => FloorDivide,
        "%" => Modulo,
        "**" => Power,
        "@" => MatrixMultiply,
        "<<" => ShiftLeft,
        ">>" => ShiftRight,
        "&" => BitAnd,
        "|" => BitOr,
        "^" => BitXor,
        "and" => And,
        "or" => Or,
        "==" => Equal,
        "!=" | "<>" => NotEqual,
        "<" => Less,
        "<=" => LessEqual,
        ">" => Greater,
        ">=" => GreaterEqual,
        "in" => In,
        "not in" => NotIn,
        "is" => Is,
        "is not" => IsNot,
        _ => return None,
    })
}

/// `-a`, `+a`, `~a`, `not a`.
pub(super) fn unary(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operand = low.need(cst, "argument");
    let operator = match cst.token("operator") {
        "-" => UnaryOperator::Negate,
        "+" => UnaryOperator::Plus,
        "~" => UnaryOperator::BitNot,
        _ => UnaryOperator::Not,
    };
    low.node(Kind::Unary(operator, operand), cst.span).into()
}

/// `a < b`, `a < b <= c`.
pub(super) fn comparison(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let operands = low.flatten(cst.kids);
    let operators: Vec<BinaryOperator> =
        cst.kids.iter().filter(|kid| kid.field == "operators").filter_map(|kid| binary_operator(kid.kind)).collect();
    match (operands.as_slice(), operators.as_slice()) {
        (&[left, right], &[operator]) => low.node(Kind::Binary(operator, left, right), cst.span).into(),
        (_, &[one, ref more @ ..]) => {
            let two = more.first().copied().unwrap_or(one);
            let three = more.get(1).copied().unwrap_or(two);
            let operands = low.build.list(&operands);
            low.node(Kind::Chain { operands, operators: [one, two, three] }, cst.span).into()
        }
        _ => low.opaque(Opacity::Broken, &operands, cst.span).into(),
    }
}

/// `a if condition else b`.
pub(super) fn conditional(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (then, condition, otherwise) = (first(low, cst), nth(low, cst, 1), nth(low, cst, 2));
    low.node(Kind::Conditional { condition, then, otherwise }, cst.span).into()
}

/// `name := value`.
pub(super) fn named_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (target, value) = (low.need(cst, "name"), low.need(cst, "value"));
    low.node(Kind::Assign { target, operator: None, value }, cst.span).into()
}

/// `await a`.
pub(super) fn await_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let inner = first(low, cst);
    low.node(Kind::Await(inner), cst.span).into()
}

/// `yield`, `yield a`, `yield from a`. Marks its function as a generator.
pub(super) fn yield_expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.marks.push(cst.span.start);
    low.node(Kind::Yield(cst.nth(0), cst.has("from")), cst.span).into()
}

/// A text, or a template where it has holes.
pub(super) fn string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    if cst.kids.iter().all(|kid| matches!(kid.lowered, Lowered::Nothing)) {
        let prefix = cst.kids.first().map_or("", |kid| low.text(kid.span));
        let form = if prefix.contains(['b', 'B']) { TextForm::Bytes } else { TextForm::Text };
        return low.node(Kind::Text(form), cst.span).into();
    }
    let mut pieces = Vec::with_capacity(cst.kids.len());
    for kid in cst.kids {
        match kid.lowered {
            _ if kid.kind == "string_content" => pieces.push(low.node(Kind::Text(TextForm::Text), kid.span)),
            Lowered::One(id) => pieces.push(id),
            Lowered::Many(list) => pieces.extend(nodes(low, list)),
            Lowered::Nothing => {}
        }
    }
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// A hole of a template: its value; with a format a template of its own, which is the value and the format's text
/// (without the colon), then the holes in the format.
pub(super) fn interpolation(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let value = low.need(cst, "expression");
    let Some(format) = cst.kid("format_specifier").copied() else { return value.into() };
    let at = Span::new((format.span.start + 1).min(format.span.end), format.span.end);
    let holes = low.flatten([&format]);
    let mut pieces = vec![value];
    if holes.is_empty() {
        pieces.push(low.node(Kind::Text(TextForm::Text), at));
    }
    pieces.extend(holes);
    let pieces = low.build.list(&pieces);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}

/// `"a" "b"`: one text, or one template where a part has holes.
pub(super) fn concatenated_string(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let parts = low.flatten(cst.kids);
    if let Some(&only) = parts.first()
        && parts.iter().all(|&part| matches!(kind(low, part), Kind::Text(_)))
    {
        let form = kind(low, only);
        for &part in &parts {
            alike::discard_shell(low, part);
        }
        return low.node(form, cst.span).into();
    }
    let mut runs = Vec::with_capacity(parts.len());
    for part in parts {
        match kind(low, part) {
            Kind::Template { pieces, .. } => {
                alike::discard_shell(low, part);
                runs.push(Run::Many(pieces));
            }
            _ => runs.push(Run::One(part)),
        }
    }
    let pieces: List = low.build.list_from(runs);
    low.node(Kind::Template { pieces, tag: None }, cst.span).into()
}
