//! Attributes.

use code::{CallForm, Kind, NodeId, Span, Unit};

use super::macros;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// An attribute with its marks.
pub(super) fn item(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(id) = cst.nth(0) else { return Lowered::Nothing };
    lowering.build.set_span(id, cst.span);
    id.into()
}

/// `name`, `name = value`, `name(arguments)` between `#[` and `]`.
pub(super) fn attribute(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(callee) = cst.kids.first().and_then(Kid::one) else { return Lowered::Nothing };
    let value = if let Some(value) = cst.node("value") {
        let arguments = lowering.build.list(&[value]);
        lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span)
    } else if let Some(tree) = cst.kid("arguments") {
        let inner = Span::new(tree.span.start + 1, tree.span.end.saturating_sub(1).max(tree.span.start + 1));
        let arguments = macros::arguments(lowering, inner, 1).unwrap_or_default();
        lowering.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span)
    } else {
        callee
    };
    lowering.node(Kind::Decorator { value }, cst.span).into()
}

/// Whether an attribute makes its function a test: `#[test]`, `#[tokio::test]`, `#[rstest]`, or its module one of tests.
pub(super) fn marks_test(unit: &Unit, attribute: NodeId) -> bool {
    let Kind::Decorator { value } = unit.kind(attribute) else { return false };
    let (callee, arguments) = match unit.kind(value) {
        Kind::Call { callee, arguments, .. } => (callee, unit.list(arguments)),
        _ => (value, &[][..]),
    };
    let name = match unit.kind(callee) {
        Kind::Name(symbol) | Kind::Member { name: symbol, .. } => unit.name(symbol),
        _ => return false,
    };
    match name {
        "test" | "bench" | "rstest" | "test_case" | "quickcheck" => true,
        "cfg" => arguments.iter().any(|&argument| unit.name_of(argument) == Some("test")),
        _ => false,
    }
}
