//! Errors that are handed back as the last of several results, absent where it worked.

use code::{BinaryOperator, FunctionId, Kind, NodeId, TypeForm, Unit};

use crate::{BindingKind, Facts, Type};

/// What a `return` hands back in a function whose last result says whether it worked.
#[derive(Clone, Debug, PartialEq)]
pub enum Returned {
    /// It worked: the results beside the absent error.
    Success(Vec<NodeId>),
    /// It failed for certain.
    Failure {
        /// The error.
        error: NodeId,
        /// The results beside it.
        values: Vec<NodeId>,
    },
}

/// Whether a function's last result is an error.
pub(crate) fn may_fail(unit: &Unit, id: FunctionId) -> bool {
    n_results(unit, id).is_some()
}

/// How many results a function has beside its error; `None` where it has no error.
fn n_results(unit: &Unit, id: FunctionId) -> Option<usize> {
    let error = unit.dialect.error_result;
    let result = unit.function(id).result.filter(|_| !error.is_empty())?;
    match unit.kind(result) {
        Kind::TypeExpression { form: TypeForm::Tuple, parts } => {
            let (&last, values) = unit.list(parts).split_last()?;
            (unit.text(last) == error).then_some(values.len())
        }
        _ => (unit.text(result) == error).then_some(0),
    }
}

/// What a returned value means; `None` where it may be either, or where the function has no such result.
pub(crate) fn of(unit: &Unit, facts: &Facts, value: NodeId) -> Option<Returned> {
    let n = n_results(unit, facts.scopes.function_of(value)?)?;
    let parts = match unit.kind(value) {
        Kind::Tuple(parts) if n > 0 => unit.list(parts).to_vec(),
        _ if n == 0 => vec![value],
        // Another call's results are handed on as they are.
        _ => return None,
    };
    let (&last, values) = parts.split_last()?;
    if unit.kind(last) == Kind::Null {
        return Some(Returned::Success(values.to_vec()));
    }
    is_error(unit, facts, last).then(|| Returned::Failure { error: last, values: values.to_vec() })
}

/// Whether an expression is an error for certain: made here, declared as one, or a variable that was just found not to be absent.
fn is_error(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    match unit.kind(node) {
        Kind::Call { .. } => {
            facts.call(node).and_then(|call| call.library).is_some_and(|entry| entry.returns == "error")
        }
        Kind::Reference(inner, _) => matches!(unit.kind(inner), Kind::Record { .. }),
        Kind::Record { .. } => true,
        Kind::Name(symbol) => {
            let name = unit.name(symbol);
            let declared = facts.scopes.binding_of(node).is_none_or(|it| {
                it.function.is_none() && matches!(it.kind, BindingKind::Variable | BindingKind::Constant)
            });
            declared && names_error(name) || is_present(unit, facts, node)
        }
        Kind::Member { object, name, .. } => {
            let package = matches!(unit.kind(object), Kind::Name(_))
                && facts.scopes.binding_of(object).is_none_or(|it| it.kind == BindingKind::Import);
            package && (names_error(unit.name(name)) || unit.name(name) == "EOF") || is_present(unit, facts, node)
        }
        _ => false,
    }
}

/// Whether a value only fills its place beside an error: absent, zero, empty.
pub(crate) fn is_filler(unit: &Unit, value: NodeId) -> bool {
    match unit.kind(value) {
        Kind::Null | Kind::Boolean(false) => true,
        Kind::Integer | Kind::Float => matches!(unit.text(value), "0" | "0.0"),
        Kind::Text(_) => unit.span(value).len() == 2,
        Kind::Record { fields, .. } => fields.is_empty(),
        _ => false,
    }
}

/// `ErrNotFound`, `errClosed`: how errors are named that stand for one case each.
fn names_error(name: &str) -> bool {
    let rest = name.strip_prefix("Err").or_else(|| name.strip_prefix("err"));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether an `if` around a node has just found that what it names is not absent.
fn is_present(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    let mut below = node;
    for up in unit.ancestors(node) {
        match unit.kind(up) {
            Kind::Function(_) => return false,
            Kind::If { condition, then, .. } if then == below && asks_presence(unit, facts, condition, node) => {
                return true;
            }
            _ => {}
        }
        below = up;
    }
    false
}

/// Whether a condition holds only where what a node names is not absent.
fn asks_presence(unit: &Unit, facts: &Facts, condition: NodeId, node: NodeId) -> bool {
    match unit.kind(condition) {
        Kind::Binary(BinaryOperator::And, left, right) => {
            asks_presence(unit, facts, left, node) || asks_presence(unit, facts, right, node)
        }
        Kind::Binary(BinaryOperator::NotEqual, left, right) => {
            let same = match (facts.scopes.resolve(left), facts.scopes.resolve(node)) {
                (Some(one), Some(other)) => one == other,
                (None, None) => unit.same_code(left, node),
                _ => false,
            };
            unit.kind(right) == Kind::Null && same
        }
        _ => false,
    }
}

/// The variable that a condition finds to hold an error: `err != nil`.
pub(crate) fn failed(unit: &Unit, facts: &Facts, condition: NodeId) -> Option<NodeId> {
    match unit.kind(condition) {
        Kind::Binary(BinaryOperator::NotEqual, left, right)
            if unit.kind(right) == Kind::Null && !unit.dialect.error_result.is_empty() =>
        {
            let is_error = facts.types.of(left) == Type::Error
                || unit
                    .name_of(left)
                    .is_some_and(|name| name == "err" || name.ends_with("Err") || name.ends_with("err"));
            is_error.then_some(left)
        }
        _ => None,
    }
}
