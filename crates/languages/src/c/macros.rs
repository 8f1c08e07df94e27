//! `#define`: the grammar leaves what a macro stands for as bare text, so it is read again as the code that it is where it can be.

use code::{Function, FunctionForm, Kind, LetForm, List, Modifiers, NodeId, ParameterForm, Span};
use tree_sitter::{Node, Tree};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// What a text is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Expression,
    Statements,
}

/// `#define NAME value`: a name for a value, where the text is one.
pub(crate) fn value(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.node("name") else { return Lowered::Nothing };
    let span = line_span(low, cst);
    let Some(text) = replacement(low, cst) else {
        return low.node(Kind::MacroDefinition { name: Some(name) }, span).into();
    };
    let Some(value) = read_value(low, text) else {
        return low.node(Kind::MacroDefinition { name: Some(name) }, span).into();
    };
    let modifiers = Modifiers::MACRO;
    let form = LetForm::Constant;
    // The name is older than the value, as a child must be than its parent only.
    low.node(Kind::Let { target: name, annotation: None, value: Some(value), otherwise: None, form, modifiers }, span)
        .into()
}

/// `#define NAME(a, b) …`: acts like a function, where its text is an expression or statements.
pub(crate) fn function(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.node("name") else { return Lowered::Nothing };
    let span = line_span(low, cst);
    let parameters = read::list_of(low, cst.kid("parameters"));
    let body = replacement(low, cst).and_then(|text| read_body(low, text));
    let Some(body) = body else {
        for id in low.build.unit().list(parameters).to_vec() {
            alike::discard(low, id);
        }
        return low.node(Kind::MacroDefinition { name: Some(name) }, span).into();
    };
    let doc = read::doc_before(low, cst.span.start);
    let function = Function {
        node: low.build.unit().root,
        form: FunctionForm::Function,
        name: Some(name),
        type_parameters: List::default(),
        parameters,
        result: None,
        body: Some(body),
        decorators: List::default(),
        modifiers: Modifiers::MACRO,
        doc,
    };
    low.build.function(function, span).into()
}

/// The parameters of a macro.
pub(crate) fn parameters(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut nodes = Vec::new();
    for kid in cst.kids {
        let (target, form) = match kid.one() {
            Some(id) => (id, ParameterForm::Plain),
            None if kid.kind == "..." => (low.node(Kind::Wildcard, kid.span), ParameterForm::Rest),
            None => continue,
        };
        nodes.push(low.node(Kind::Parameter { target, annotation: None, default: None, form }, kid.span));
    }
    Lowered::Many(low.build.list(&nodes))
}

/// The directive without the line's end.
fn line_span(low: &Lowering<'_>, cst: &Cst<'_>) -> Span {
    Span::new(cst.span.start, cst.span.start + low.text(cst.span).trim_end().len() as u32)
}

/// The text that the macro stands for, without a comment at its end.
fn replacement(low: &Lowering<'_>, cst: &Cst<'_>) -> Option<Span> {
    let kid = cst.kid("value")?;
    let text = low.text(kid.span);
    let mut end = text.len();
    // A line comment, but not the `//` of an address in a text.
    let bytes = text.as_bytes();
    let mut quote = None;
    let mut at = 0;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
            (None, b'/') if bytes.get(at + 1) == Some(&b'/') => {
                end = at;
                break;
            }
            _ => {}
        }
        at += 1;
    }
    let text = text[..end].trim_end_matches(|c: char| c.is_whitespace() || c == '\\');
    (!text.is_empty()).then(|| Span::new(kid.span.start, kid.span.start + text.len() as u32))
}

fn read_value(low: &mut Lowering<'_>, text: Span) -> Option<NodeId> {
    let (kid, reading) = read_again(low, text)?;
    let id = (reading == Reading::Expression).then(|| read::one(low, &kid)).flatten()?;
    // A bare name or call is as often a type or a piece of code as a value.
    let plain = match low.build.unit().kind(id) {
        Kind::Name(_) | Kind::Call { .. } | Kind::Opaque { .. } | Kind::Assign { .. } | Kind::Block { .. } => false,
        Kind::Dereference(_) | Kind::Binary(code::BinaryOperator::Comma, ..) => false,
        Kind::Binary(code::BinaryOperator::Multiply, ..) => {
            low.text(text).starts_with(['(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        }
        _ => true,
    };
    plain.then_some(id)
}

fn read_body(low: &mut Lowering<'_>, text: Span) -> Option<NodeId> {
    // Pasting and quoting make names that no reader of one file can follow.
    if low.text(text).contains('#') {
        return None;
    }
    let (kid, reading) = read_again(low, text)?;
    match reading {
        Reading::Expression => read::one(low, &kid),
        Reading::Statements => {
            let id = read::one(low, &kid)?;
            Some(id)
        }
    }
}

/// Reads a replacement again: as a value first, for `x * y` could declare something too, then as statements.
fn read_again(low: &mut Lowering<'_>, text: Span) -> Option<(Kid, Reading)> {
    const VALUE: &str = "void f(void){_=";
    const BODY: &str = "void f(void){";
    let source = low.text(text).to_owned();
    if !source.ends_with(';')
        && let Some(tree) = low.read_again(VALUE, &source, "\n;}")
        && let Some([only]) = statements(&tree, VALUE.len() + source.len()).as_deref()
        && let Some(assignment) = only.named_child(0).filter(|it| it.kind() == "assignment_expression")
        && let Some(value) = assignment.child_by_field_name("right")
    {
        return Some((low.lower_again(value, VALUE.len() as u32, text.start), Reading::Expression));
    }
    let tree = low.read_again(BODY, &source, "\n;}")?;
    let at = BODY.len() as u32;
    match statements(&tree, BODY.len() + source.len())?[..] {
        [] => None,
        [only] => Some((low.lower_again(only, at, text.start), Reading::Statements)),
        // Several statements without braces: the whole made-up body.
        _ => {
            let body = tree.root_node().named_child(0)?.child_by_field_name("body")?;
            let kid = low.lower_again(body, at, text.start);
            if let Some(id) = kid.one() {
                low.build.set_span(id, text);
            }
            Some((kid, Reading::Statements))
        }
    }
}

/// The statements of the one function of a tree that start before a byte.
fn statements(tree: &Tree, end: usize) -> Option<Vec<Node<'_>>> {
    let body = tree.root_node().named_child(0)?.child_by_field_name("body")?;
    let mut cursor = body.walk();
    let own = |node: &Node<'_>| node.kind() != "comment" && node.start_byte() < end;
    Some(body.named_children(&mut cursor).filter(own).collect())
}
