//! What several languages spell or nest alike, so that it is lowered once.

use code::{BinaryOperator, Kind, NodeId, Span};

use crate::lower::Lowering;

/// The operator that a symbol stands for in every language that has it, `=` behind it taken off before.
pub(crate) fn operator(symbol: &str) -> Option<BinaryOperator> {
    Some(match symbol {
        "+" => BinaryOperator::Add,
        "-" => BinaryOperator::Subtract,
        "*" => BinaryOperator::Multiply,
        "/" => BinaryOperator::Divide,
        "%" => BinaryOperator::Modulo,
        "<<" => BinaryOperator::ShiftLeft,
        ">>" => BinaryOperator::ShiftRight,
        "&" => BinaryOperator::BitAnd,
        "|" => BinaryOperator::BitOr,
        "^" => BinaryOperator::BitXor,
        "&&" => BinaryOperator::And,
        "||" => BinaryOperator::Or,
        "==" => BinaryOperator::Equal,
        "!=" => BinaryOperator::NotEqual,
        "<" => BinaryOperator::Less,
        "<=" => BinaryOperator::LessEqual,
        ">" => BinaryOperator::Greater,
        ">=" => BinaryOperator::GreaterEqual,
        _ => return None,
    })
}

/// The operator of a compound assignment: that of `+=` is `+`.
pub(crate) fn compound(symbol: &str) -> Option<BinaryOperator> {
    operator(symbol.strip_suffix('=')?)
}

/// Joins expressions in a row by the comma operator, as a balanced tree, so that its height stays small.
pub(crate) fn join(low: &mut Lowering<'_>, mut nodes: Vec<NodeId>) -> Option<NodeId> {
    while nodes.len() > 1 {
        let mut joined = Vec::with_capacity(nodes.len().div_ceil(2));
        for pair in nodes.chunks(2) {
            match *pair {
                [left, right] => {
                    let span = low.build.unit().span(left).cover(low.build.unit().span(right));
                    joined.push(low.node(Kind::Binary(BinaryOperator::Comma, left, right), span));
                }
                [last] => joined.push(last),
                _ => {}
            }
        }
        nodes = joined;
    }
    nodes.pop()
}

/// The body of a case from its statements, which may be a block already; an empty one stands at `end`.
pub(crate) fn case_body(low: &mut Lowering<'_>, statements: &[NodeId], end: u32) -> NodeId {
    let unit = low.build.unit();
    let span = match (statements.first(), statements.last()) {
        (Some(&first), Some(&last)) => unit.span(first).cover(unit.span(last)),
        _ => Span::new(end, end),
    };
    match *statements {
        [block] if matches!(unit.kind(block), Kind::Block { .. }) => block,
        _ => {
            let body = low.build.list(statements);
            low.node(Kind::Block { body }, span)
        }
    }
}

/// Takes nodes out of the model that were only needed to carry their parts to the parent, or that it has no place for.
/// Functions and types stay, because tables point at them.
pub(crate) fn discard(low: &mut Lowering<'_>, id: NodeId) {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if matches!(low.build.unit().kind(id), Kind::Function(_) | Kind::Type(_) | Kind::Import(_)) {
            continue;
        }
        low.build.unit().for_each_child(id, |child| open.push(child));
        low.build.set_kind(id, Kind::Empty);
    }
}

/// The same for one node whose parts live on elsewhere.
pub(crate) fn discard_shell(low: &mut Lowering<'_>, id: NodeId) {
    low.build.set_kind(id, Kind::Empty);
}
