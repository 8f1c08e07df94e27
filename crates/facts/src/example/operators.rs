//! Operators on values, by the language's own arithmetic.

use code::{Arithmetic, BinaryOperator, Dialect};

use super::machine::Stop;
use super::value::{LONGEST_TEXT, Value};

type Answer = Result<Value, Stop>;

/// The largest whole number that a double holds without a gap.
const LARGEST: i64 = 1 << 53;

/// The result of an operator whose sides are both wanted.
pub(super) fn binary(dialect: &Dialect, operator: BinaryOperator, left: &Value, right: &Value) -> Answer {
    use BinaryOperator::*;
    match operator {
        Equal | StrictEqual => equal(dialect, operator, left, right).map(Value::Bool),
        NotEqual | StrictNotEqual => equal(dialect, operator, left, right).map(|it| Value::Bool(!it)),
        Is => is(left, right).map(Value::Bool),
        IsNot => is(left, right).map(|it| Value::Bool(!it)),
        Less | LessEqual | Greater | GreaterEqual => {
            let (left, right) = together(dialect, left, right);
            let order = left.order(&right).ok_or(Stop::Refused)?;
            Ok(Value::Bool(match operator {
                Less => order.is_lt(),
                LessEqual => order.is_le(),
                Greater => order.is_gt(),
                _ => order.is_ge(),
            }))
        }
        In => contains(right, left).map(Value::Bool),
        NotIn => contains(right, left).map(|it| Value::Bool(!it)),
        _ => arithmetic(dialect, operator, left, right),
    }
}

/// Both as floats where the language mixes numbers and one of them is a float.
fn together(dialect: &Dialect, left: &Value, right: &Value) -> (Value, Value) {
    if !matches!(dialect.arithmetic, Arithmetic::Unbounded | Arithmetic::Floored) {
        return (left.clone(), right.clone());
    }
    match (left, right) {
        (Value::Int(a), Value::Float(_)) if a.abs() < LARGEST => (Value::Float(*a as f64), right.clone()),
        (Value::Float(_), Value::Int(b)) if b.abs() < LARGEST => (left.clone(), Value::Float(*b as f64)),
        _ => (left.clone(), right.clone()),
    }
}

fn equal(dialect: &Dialect, operator: BinaryOperator, left: &Value, right: &Value) -> Result<bool, Stop> {
    // Where texts are objects, `==` may ask whether they are the same one.
    if dialect.arithmetic == Arithmetic::FixedWidth && !dialect.ownership && matches!(left, Value::Text(_)) {
        return Err(Stop::Refused);
    }
    let (left, right) = together(dialect, left, right);
    // Operands that would be converted first are left alone.
    let converts = dialect.loose_equality && matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
    if converts && std::mem::discriminant(&left) != std::mem::discriminant(&right) {
        return Err(Stop::Refused);
    }
    left.equals(&right).ok_or(Stop::Refused)
}

/// Only the absent value is certain to be one object.
fn is(left: &Value, right: &Value) -> Result<bool, Stop> {
    match (left, right) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Null, _) | (_, Value::Null) => Ok(false),
        _ => Err(Stop::Refused),
    }
}

/// Whether a sequence has an item, or a text a part.
pub(super) fn contains(whole: &Value, part: &Value) -> Result<bool, Stop> {
    let any = |items: &[Value]| -> Result<bool, Stop> {
        for item in items {
            if item.equals(part).ok_or(Stop::Refused)? {
                return Ok(true);
            }
        }
        Ok(false)
    };
    match (whole, part) {
        (Value::List(items), _) => any(&items.borrow()),
        (Value::Tuple(items), _) => any(items),
        (Value::Map(entries), _) => {
            let keys: Vec<Value> = entries.borrow().iter().map(|it| it.0.clone()).collect();
            any(&keys)
        }
        (Value::Text(whole), Value::Text(part)) => Ok(whole.contains(&**part)),
        _ => Err(Stop::Refused),
    }
}

fn arithmetic(dialect: &Dialect, operator: BinaryOperator, left: &Value, right: &Value) -> Answer {
    match together(dialect, left, right) {
        (Value::Int(a), Value::Int(b)) => whole(dialect, operator, a, b),
        (Value::Float(a), Value::Float(b)) => float(dialect, operator, a, b),
        (Value::Text(a), Value::Text(b)) if operator == BinaryOperator::Add => {
            if a.len() + b.len() > LONGEST_TEXT {
                return Err(Stop::Refused);
            }
            Ok(Value::text(&format!("{a}{b}")))
        }
        (Value::List(a), Value::List(b))
            if operator == BinaryOperator::Add
                && matches!(dialect.arithmetic, Arithmetic::Unbounded | Arithmetic::Floored) =>
        {
            Ok(Value::list(a.borrow().iter().chain(b.borrow().iter()).cloned().collect()))
        }
        _ => Err(Stop::Refused),
    }
}

/// Whole numbers.
fn whole(dialect: &Dialect, operator: BinaryOperator, a: i64, b: i64) -> Answer {
    use BinaryOperator::*;
    let is_fixed = dialect.arithmetic == Arithmetic::FixedWidth;
    let result = match operator {
        Add => a.checked_add(b),
        Subtract => a.checked_sub(b),
        Multiply => a.checked_mul(b),
        Divide if is_fixed => a.checked_div(b),
        Divide if dialect.arithmetic == Arithmetic::Floored => a.checked_div_euclid(b).filter(|_| b > 0),
        Divide if b != 0 && a.abs() < LARGEST && b.abs() < LARGEST => return Ok(Value::Float(a as f64 / b as f64)),
        FloorDivide if !is_fixed => a.checked_div_euclid(b).filter(|_| b > 0),
        Modulo if is_fixed => a.checked_rem(b),
        Modulo => a.checked_rem_euclid(b).filter(|_| b > 0),
        Power if !is_fixed => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        ShiftLeft if a >= 0 => u32::try_from(b).ok().filter(|b| *b < 31).and_then(|b| a.checked_mul(1 << b)),
        ShiftRight if a >= 0 => u32::try_from(b).ok().filter(|b| *b < 31).map(|b| a >> b),
        BitAnd if a >= 0 && b >= 0 => Some(a & b),
        BitOr if a >= 0 && b >= 0 => Some(a | b),
        BitXor if a >= 0 && b >= 0 => Some(a ^ b),
        _ => None,
    };
    let result = result.ok_or(Stop::Refused)?;
    if is_fixed {
        // The width is not known, nor whether there are negative numbers: what fits everywhere is certain.
        let is_below_zero = result < 0 && (a >= 0 || b >= 0);
        if is_below_zero || i32::try_from(result).is_err() {
            return Err(Stop::Refused);
        }
    }
    Ok(Value::Int(result))
}

/// Floats; where all numbers are doubles, also what is done with them as whole numbers.
fn float(dialect: &Dialect, operator: BinaryOperator, a: f64, b: f64) -> Answer {
    use BinaryOperator::*;
    let result = match operator {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide if b != 0.0 => a / b,
        Modulo if b > 0.0 && (a >= 0.0 || dialect.arithmetic == Arithmetic::Doubles) => a % b,
        Power if dialect.arithmetic == Arithmetic::Doubles && b.fract() == 0.0 && (0.0..=16.0).contains(&b) => {
            // A product of whole numbers is exact; other powers are the platform's.
            if a.fract() != 0.0 {
                return Err(Stop::Refused);
            }
            let mut product = 1.0;
            let mut left = b;
            while left > 0.5 {
                product *= a;
                left -= 1.0;
            }
            product
        }
        ShiftLeft | ShiftRight | BitAnd | BitOr | BitXor if dialect.arithmetic == Arithmetic::Doubles => {
            let as_whole = |it: f64| (it.fract() == 0.0 && (0.0..2_147_483_648.0).contains(&it)).then_some(it as i64);
            let (a, b) = (as_whole(a).ok_or(Stop::Refused)?, as_whole(b).ok_or(Stop::Refused)?);
            return match whole(dialect, operator, a, b)? {
                Value::Int(it) if i32::try_from(it).is_ok() => Ok(Value::Float(it as f64)),
                _ => Err(Stop::Refused),
            };
        }
        _ => return Err(Stop::Refused),
    };
    // Of whole numbers as doubles, those beyond the gap are not written plainly.
    if result.is_finite() && result.abs() < LARGEST as f64 { Ok(Value::Float(result)) } else { Err(Stop::Refused) }
}

/// Whether a value counts as true in a condition.
pub(super) fn truth(dialect: &Dialect, value: &Value) -> Result<bool, Stop> {
    if let Value::Bool(it) = value {
        return Ok(*it);
    }
    if dialect.falsy_null {
        return Ok(!matches!(value, Value::Null));
    }
    let counts_empty = dialect.falsy_empty_collections;
    if !counts_empty && !dialect.falsy_scalars {
        return Err(Stop::Refused);
    }
    Ok(match value {
        Value::Null => false,
        Value::Int(it) => *it != 0,
        Value::Float(it) => *it != 0.0,
        Value::Text(it) => !it.is_empty(),
        Value::List(items) => !counts_empty || !items.borrow().is_empty(),
        Value::Tuple(items) => !counts_empty || !items.is_empty(),
        Value::Map(entries) => !counts_empty || !entries.borrow().is_empty(),
        _ => return Err(Stop::Refused),
    })
}
