//! What operators mean, whatever a language spells them like.

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOperator {
    /// `not`, `!`.
    Not,
    /// `-`.
    Negate,
    /// `+`.
    Plus,
    /// `~`.
    BitNot,
    /// `typeof`.
    TypeOf,
    /// `void`.
    Void,
    /// `delete` as an operator.
    Delete,
    /// `x!`: not null, says the author.
    NonNull,
    /// `defined(X)`, `#ifdef X`: whether a macro of that name is defined.
    Defined,
}

/// An operator with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "operators are named as every reader names them")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    MatrixMultiply,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    BitAnd,
    BitOr,
    BitXor,
    /// The bits of `a` that `b` does not have.
    BitClear,
    And,
    Or,
    /// `a ?? b`: `b` where `a` is absent.
    Coalesce,
    /// `a ?: b`: `b` where `a` counts as false. Where `||` gives an operand, it is [`BinaryOperator::Or`].
    OrElse,
    /// The language's everyday equality: in JavaScript the loose one.
    Equal,
    NotEqual,
    /// `===` where `==` converts.
    StrictEqual,
    StrictNotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    /// The same object.
    Is,
    IsNot,
    /// `instanceof`.
    InstanceOf,
    /// `a, b` as an operator.
    Comma,
}
