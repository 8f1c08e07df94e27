//! Operations with two sides as noun phrases: sums, fallbacks, texts that are put together.

use code::{BinaryOperator, Kind, NodeId};
use facts::Type;

use super::nouns::{push as noun, sum_up};
use super::{QUOTE, arithmetic, conditions, is_short, made, quote, rows};
use crate::Level;
use crate::draft::Context;
use crate::words::with_article;

fn all_text(cx: &Context, node: NodeId) -> bool {
    match cx.unit.kind(node) {
        Kind::Text(_) => true,
        Kind::Binary(BinaryOperator::Add, left, right) => all_text(cx, right) && all_text(cx, left),
        _ => false,
    }
}

/// Writes an operation as a noun phrase.
pub(super) fn push(
    cx: &Context,
    out: &mut String,
    node: NodeId,
    operator: BinaryOperator,
    (left, right): (NodeId, NodeId),
    depth: u8,
) {
    use BinaryOperator::*;
    let unit = cx.unit;
    match operator {
        Multiply if matches!(unit.kind(left), Kind::Sequence(list) if list.len() == 1) => {
            if let Kind::Sequence(list) = unit.kind(left)
                && let &[value] = unit.list(list)
            {
                made::copies(cx, out, unit.dialect.terms.sequence, value, right, depth);
            }
        }
        Equal | NotEqual | StrictEqual | StrictNotEqual | Less | LessEqual | Greater | GreaterEqual | In | NotIn
        | Is | IsNot | InstanceOf => {
            out.push_str("whether ");
            conditions::push(cx, out, node, true, depth + 1);
        }
        And | Or if conditions::is_test(cx, left) && conditions::is_test(cx, right) => {
            out.push_str("whether ");
            conditions::push(cx, out, node, true, depth + 1);
        }
        // Where a test fails, the other value is what counts.
        Or if conditions::is_test(cx, left) => {
            quote(cx, out, unit.parent(left).unwrap_or(left));
        }
        // Where only truth values can be asked, one of the two has to hold.
        Or if unit.dialect.truth_operators => {
            if is_short(cx, node, QUOTE) {
                quote(cx, out, node);
            } else {
                out.push_str("whether ");
                conditions::push(cx, out, node, true, depth + 1);
            }
        }
        // `a || b || c` is a row of stand-ins.
        Or if matches!(unit.kind(left), Kind::Binary(Or, ..)) => {
            let mut operands = vec![right];
            let mut at = left;
            while let Kind::Binary(Or, before, operand) = unit.kind(at) {
                operands.push(operand);
                at = before;
            }
            operands.push(at);
            let items: Vec<String> = operands
                .iter()
                .rev()
                .map(|&it| {
                    let mut item = String::new();
                    noun(cx, &mut item, it, depth + 1);
                    item
                })
                .collect();
            out.push_str(&items.join(", or else "));
        }
        Or | OrElse => {
            noun(cx, out, left, depth + 1);
            out.push_str(" (or ");
            noun(cx, out, right, depth + 1);
            out.push_str(if unit.dialect.falsy_empty_collections {
                " if that is empty or missing)"
            } else if unit.dialect.falsy_null {
                " if that is not set)"
            } else {
                " if that is falsy)"
            });
        }
        Coalesce => {
            noun(cx, out, left, depth + 1);
            if matches!(unit.kind(right), Kind::Throw(..)) || super::only_fails(cx, right) {
                out.push_str(", which must not be missing");
                return;
            }
            if let Kind::Return(_) | Kind::Break(..) | Kind::Continue(_) = unit.kind(right) {
                out.push_str(" (it goes no further where that is missing)");
                return;
            }
            out.push_str(", or ");
            noun(cx, out, right, depth + 1);
            out.push_str(if unit.dialect.commands { " if that is unset or empty" } else { " if that is missing" });
        }
        _ if arithmetic::in_words(cx, out, node) => {}
        Add if is_joined(cx, node) => joined(cx, out, node, depth),
        _ if is_short(cx, node, QUOTE) => quote(cx, out, node),
        // A long literal that is parted over lines.
        Add if all_text(cx, left) && all_text(cx, right) => {
            let mut first = left;
            while let Kind::Binary(Add, inner, _) = unit.kind(first) {
                first = inner;
            }
            out.push_str(&with_article(&format!("longer {}", unit.dialect.terms.text)));
            out.push_str(" that begins with ");
            quote(cx, out, first);
        }
        Add | Subtract | Multiply | Divide => {
            let joined = cx.facts.types.of(node) == Type::Text;
            // Of what may be anything but a number, `/` may join paths.
            let is_number = |it: NodeId| {
                matches!(unit.kind(it), Kind::Integer | Kind::Float)
                    || matches!(cx.facts.types.of(it), Type::Integer | Type::Float)
            };
            noun(cx, out, left, depth + 1);
            out.push_str(match operator {
                Add if joined => " followed by ",
                Add => " plus ",
                Subtract => " minus ",
                Multiply => " times ",
                _ if unit.dialect.shared_defaults && !is_number(left) && !is_number(right) => " `/` ",
                _ => " divided by ",
            });
            noun(cx, out, right, depth + 1);
        }
        _ => sum_up(cx, out, node),
    }
}

/// Whether texts are put together of which one is worked out by a call that can be said in words. A reviewer reads the code as fast.
fn is_joined(cx: &Context, node: NodeId) -> bool {
    let parts = rows::operands(cx, node, BinaryOperator::Add);
    let is_told = |part: NodeId| {
        let is_known = matches!(cx.unit.kind(part), Kind::Call { .. })
            && cx.facts.call(part).and_then(|it| it.library).is_some_and(|it| !it.gives.is_empty());
        is_known && {
            let (said, quoted) = (super::noun(cx, part), cx.quote(part));
            said.strip_prefix("the result of ").unwrap_or(&said) != quoted
        }
    };
    cx.level != Level::Expert
        && !cx.unit.dialect.commands
        && parts.len() < 7
        && parts.iter().any(|&it| matches!(cx.unit.kind(it), Kind::Text(_)))
        && !parts.iter().any(|&it| matches!(cx.unit.kind(it), Kind::Conditional { .. }))
        && parts.iter().any(|&it| is_told(it))
}

/// Texts that are put together, one after the other.
fn joined(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    let mut parts = rows::operands(cx, node, BinaryOperator::Add).into_iter().map(|part| {
        let mut text = String::new();
        super::marks::push(cx, &mut text, part, depth + 1);
        text
    });
    out.push_str(&parts.next().unwrap_or_default());
    out.push_str(" followed by ");
    out.push_str(&crate::words::list(&parts.collect::<Vec<_>>()));
}
