//! Values as they come up in an example, and how the language would write them.

use std::cell::RefCell;
use std::rc::Rc;

use code::{Arithmetic, Dialect};

/// The most items that a sequence of an example may have.
pub(super) const MOST_ITEMS: usize = 64;

/// The longest text that an example may hold, in bytes.
pub(super) const LONGEST_TEXT: usize = 120;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// What a statement leaves.
    Nothing,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    /// Shared, as in most languages: whoever holds it sees its changes.
    List(Rc<RefCell<Vec<Value>>>),
    Tuple(Rc<[Value]>),
    /// Keys and values in the order in which the keys came; shared like a list.
    Map(Rc<RefCell<Vec<(Value, Value)>>>),
    /// `Some(x)`, `Ok(x)`: what wraps it, and what is inside.
    Wrapped(&'static str, Rc<Value>),
}

impl Value {
    pub(super) fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(RefCell::new(items)))
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// A value of its own, which later changes do not reach.
    pub(super) fn copy(&self) -> Self {
        match self {
            Self::List(items) => Self::list(items.borrow().iter().map(Self::copy).collect()),
            Self::Tuple(items) => Self::Tuple(items.iter().map(Self::copy).collect()),
            Self::Map(entries) => {
                let entries = entries.borrow().iter().map(|(key, value)| (key.copy(), value.copy())).collect();
                Self::Map(Rc::new(RefCell::new(entries)))
            }
            Self::Wrapped(what, value) => Self::Wrapped(what, Rc::new(value.copy())),
            other => other.clone(),
        }
    }

    /// Whether two values are equal; none where languages disagree.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        Some(match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Null, _) | (_, Self::Null) => false,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            #[expect(clippy::float_cmp, reason = "it is what the code asks for")]
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => return None,
        })
    }

    /// How two values are ordered; none where languages disagree.
    pub(super) fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b),
            // Beyond ASCII some languages compare code units, others characters.
            (Self::Text(a), Self::Text(b)) if a.is_ascii() && b.is_ascii() => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// What the language writes for it; none where that would be long or is not the same everywhere.
    pub(super) fn spell(&self, dialect: &Dialect) -> Option<String> {
        let all = |items: &[Self]| -> Option<String> {
            let spelled: Option<Vec<String>> = items.iter().map(|it| it.spell(dialect)).collect();
            Some(spelled?.join(", "))
        };
        Some(match self {
            Self::Nothing => return None,
            Self::Null => dialect.null.to_owned(),
            Self::Bool(true) => dialect.truth.to_owned(),
            Self::Bool(false) => dialect.falsehood.to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => float(*number, dialect)?,
            Self::Text(text) if text.chars().all(|it| it.is_ascii_graphic() || it == ' ') => {
                if text.contains(['"', '\\', '`']) {
                    return None;
                }
                format!("\"{text}\"")
            }
            Self::Text(_) => return None,
            Self::List(items) => format!("[{}]", all(&items.borrow())?),
            Self::Map(entries) => {
                let spelled: Option<Vec<String>> = entries
                    .borrow()
                    .iter()
                    .map(|(key, value)| Some(format!("{}: {}", key.spell(dialect)?, value.spell(dialect)?)))
                    .collect();
                format!("{{{}}}", spelled?.join(", "))
            }
            Self::Tuple(items) if items.len() > 1 => format!("({})", all(items)?),
            Self::Tuple(_) => return None,
            Self::Wrapped(what, value) => format!("{what}({})", value.spell(dialect)?),
        })
    }
}

/// A float as the language prints it: the shortest digits that mean it. Very large and small ones have other forms elsewhere.
fn float(number: f64, dialect: &Dialect) -> Option<String> {
    let size = number.abs();
    if !number.is_finite() || size >= 1e15 || (size != 0.0 && size < 1e-4) || (size == 0.0 && number.is_sign_negative())
    {
        return None;
    }
    let text = format!("{number:?}");
    Some(match dialect.arithmetic {
        Arithmetic::Doubles => text.strip_suffix(".0").unwrap_or(&text).to_owned(),
        _ => text,
    })
}
