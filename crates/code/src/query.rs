//! Parts of declarative code: what is asked of tables, and what is done to them.
//!
//! A part is a node [`Kind::Query`](crate::Kind::Query) with parts inside, whose order is that of the source unless its
//! documentation says otherwise. Names, texts, numbers and the absent value are the kinds that all code has.

/// What a part of a query or of a statement about tables is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryPart {
    // ── Queries ──────────────────────────────────────────────────────────────────────────────
    /// Rows made from sources: `With`, `Distinct`, `Output`s, `From`, `Join`s, `Where`, `Group`, `Having`, `Qualify`, `WindowName`s,
    /// `Order`, `Limit`, `Offset`, `Lock`, `Into`.
    Select,
    /// Two queries as one, then `Order`, `Limit`, `Offset`; a `With` stands first.
    Combine(Combination),
    /// Rows as written: [`QueryPart::Row`]s.
    Values,
    /// Named steps before a query: [`QueryPart::Step`]s.
    With,
    /// Marks a `With` whose steps may refer to themselves.
    Recursive,
    /// A named step: its name, maybe `Fields`, its query.
    Step,
    /// Equal rows count once; with expressions: the first row of each.
    Distinct,
    /// A result column: an expression, maybe its name.
    Output,
    /// Where the result goes: a table or variables.
    Into,
    /// The first source.
    From,
    /// A further source with `On`, `Using` or nothing.
    Join(JoinForm),
    /// A table as a source or target: a `Path`, maybe an `Alias`.
    Table,
    /// A query as a source: the query, maybe an `Alias`.
    Derived,
    /// A function's rows as a source: the call, maybe an `Alias`.
    Generated,
    /// Another name: a name, maybe `Fields`.
    Alias,
    /// The condition of a join.
    On,
    /// The columns that both sides of a join share.
    Using,
    /// Which rows count: a condition.
    Where,
    /// What makes rows one group: expressions.
    Group,
    /// Which groups count: a condition.
    Having,
    /// Which rows count after windows: a condition.
    Qualify,
    /// How rows are sorted: `Key`s.
    Order,
    /// An expression to sort by.
    Key {
        /// Whether it falls.
        descending: bool,
    },
    /// How many rows at most.
    Limit,
    /// How many rows are skipped.
    Offset,
    /// Rows are locked; its text says how.
    Lock,
    /// A named window: its name, a `Window`.
    WindowName,
    /// The rows that a call looks at: `Partition`, `Order`, `Frame`, or a name.
    Window,
    /// What a window's rows have in common: expressions.
    Partition,
    /// Which neighbours count; its text says it.
    Frame,

    // ── Expressions ──────────────────────────────────────────────────────────────────────────
    /// A name with what it belongs to: names, the own one last.
    Path,
    /// All columns, maybe of one source.
    All,
    /// A call: its `Path`, arguments, maybe `Distinct`, `Order`, `Filter`, `Window`.
    Call,
    /// Which rows an aggregate counts: a condition.
    Filter,
    /// An operator and what it works on; `And` and `Or` have all their operands side by side.
    Operation(Operator),
    /// The opposite of a condition.
    Not,
    /// A number's opposite.
    Negative,
    /// A value, the least and the most that it may be.
    Between {
        /// Whether it must lie outside.
        negated: bool,
    },
    /// Whether a query gives a row.
    Exists,
    /// A choice: maybe a value, `When`s, maybe an `Else`.
    Case,
    /// A condition or value, and what is chosen.
    When,
    /// What is chosen when nothing else is.
    Else,
    /// A value and its new type.
    Cast,
    /// A type; its text says which.
    TypeName,
    /// A query as a value or list.
    Subquery,
    /// Values side by side.
    Row,
    /// A list value.
    Array,
    /// A value and a position in it.
    Item,
    /// A length of time, as a literal.
    Interval,
    /// A value that is given when it runs.
    Parameter,
    /// Filled in by a template engine before it runs.
    Template,
    /// An argument by name: the name, the value.
    Named,
    /// What is left alone.
    Unread,

    // ── Changes ──────────────────────────────────────────────────────────────────────────────
    /// Adds rows: `With`, a `Table`, maybe `Fields`, `Values` or a query, maybe `Conflict`, `Returning`.
    Insert(InsertForm),
    /// Changes rows: `With`, a `Table`, `Assign`s, maybe `From`, `Join`s, `Where`, `Returning`.
    Update,
    /// Removes rows: `With`, a `Table`, maybe `From`, `Join`s, `Where`, `Returning`.
    Delete,
    /// Adds, changes or removes rows by a comparison: a `Table`, a `From`, an `On`, `Branch`es.
    Merge,
    /// What happens to rows of a merge: maybe a condition, then `Assign`s, a [`QueryPart::Row`] of values, or nothing.
    Branch(BranchForm),
    /// A column or variable and its new value.
    Assign,
    /// What happens to a row that is there already: maybe `Fields`, then `Assign`s; without those, nothing.
    Conflict,
    /// What the statement gives back: `Output`s.
    Returning,
    /// Columns by name.
    Fields,
    /// Removes all rows of `Table`s.
    Truncate,

    // ── Definitions ──────────────────────────────────────────────────────────────────────────
    /// Makes something: a `Table` or a `Path` and what it is made of.
    Create(ObjectForm),
    /// Changes something: its `Path`, then `Add`, `Remove`, `Rename` and the like.
    Alter(ObjectForm),
    /// Removes something: its `Path`s.
    Drop(ObjectForm),
    /// Only where it is not there yet; for a removal, where it is there.
    Guarded,
    /// Takes the place of one that is there.
    Replacing,
    /// Exists only for the session.
    Temporary,
    /// Takes what depends on it along.
    Cascade,
    /// Made without keeping writers out.
    Concurrent,
    /// A column of a table: its name, maybe a `TypeName`, `Constraint`s.
    ColumnOf,
    /// A rule for a column or a table.
    Constraint(ConstraintForm),
    /// What happens to rows that refer to a removed one.
    OnDelete(Reaction),
    /// The name of a constraint.
    ConstraintName,
    /// Adds a `ColumnOf` or a `Constraint`.
    Add,
    /// Removes a column or a constraint, by name.
    Remove(ObjectForm),
    /// A new name; with two names, that of a column.
    Rename,
    /// Changes a column: its name, maybe a `TypeName` or `Constraint`.
    Change,
    /// A new owner.
    Owner,
    /// Further wishes, of which nothing is said: storage, character sets.
    Options,
    /// Allows `Rights` on a `Path` to names.
    Grant,
    /// Takes `Rights` back.
    Revoke,
    /// Which rights; its text says it.
    Rights,
    /// Who has them.
    Roles,
    /// Says what something is: its `Path`, a text.
    Describe(ObjectForm),

    // ── The rest ─────────────────────────────────────────────────────────────────────────────
    /// Begins a transaction.
    Begin,
    /// Keeps the changes of a transaction.
    Commit,
    /// Drops the changes of a transaction.
    Rollback,
    /// A place to go back to.
    Savepoint,
    /// Sets an option of the session: its `Path`, values.
    Setting,
    /// Goes to another database.
    Use,
    /// Asks how a query would be run.
    Explain,
    /// Calls a procedure: its `Path`, arguments.
    Invoke,
    /// Runs text as a statement.
    Execute,
    /// Loads or writes rows in bulk: a `Table` or a query.
    Copy,
    /// Walks through the rows of a query one by one: the name of the walk, maybe where a row goes.
    Cursor(CursorAct),
    /// A command of a client program, not of the database.
    Command,
    /// A statement of a known first word that is not taken apart.
    Other,

    // ── Routines ─────────────────────────────────────────────────────────────────────────────
    /// A stored routine: its `Path`, `Argument`s, maybe `Returns`, `Language`, a `Block`.
    Routine(RoutineForm),
    /// A parameter of a routine: a name, maybe a `TypeName`, a value.
    Argument,
    /// The type of a routine's result.
    Returns,
    /// What a routine is written in.
    Language,
    /// Statements in order, maybe `Handler`s.
    Block,
    /// A variable: its name, maybe a `TypeName`, a value.
    Declare,
    /// A choice: `When`s (condition, `Block`), maybe an `Else`.
    If,
    /// Repeats while a condition holds: the condition, a `Block`.
    While,
    /// Repeats for each row or number: a name, what is gone through, a `Block`.
    For,
    /// Repeats until it is left: a `Block`.
    Loop,
    /// Leaves a loop, maybe under a condition.
    Leave,
    /// Goes on with the next round, maybe under a condition.
    Next,
    /// Leaves the routine, maybe with a value.
    Return,
    /// Hands out a row or rows and goes on.
    Emit,
    /// Signals an error: a text and values.
    Raise,
    /// Shows a message.
    Print,
    /// Catches errors: `Path`s, a `Block`.
    Handler,
    /// Fires a routine when a table changes: its name, an `Event`, a `Table`, an `Invoke` or a `Block`.
    Trigger,
    /// When a trigger fires; its text says it.
    Event,
}

/// How two queries become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Combination {
    /// Rows of both, equal ones once.
    Union,
    /// Rows of both.
    UnionAll,
    /// Rows that both have.
    Intersect,
    /// Rows that only the first has.
    Except,
}

/// How a source joins those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinForm {
    /// Pairs that match.
    Inner,
    /// And rows of the left side that match nothing.
    Left,
    /// And rows of the right side that match nothing.
    Right,
    /// And rows of either side that match nothing.
    Full,
    /// All pairs.
    Cross,
    /// All pairs, written as a list of sources.
    Comma,
    /// Pairs that agree in all columns of the same name.
    Natural,
    /// The right side is made anew for each row of the left.
    Apply,
    /// The same, and rows of the left for which nothing is made.
    OuterApply,
}

/// An operator of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Both hold.
    And,
    /// One holds.
    Or,
    /// The same.
    Equal,
    /// Not the same.
    NotEqual,
    /// Less.
    Less,
    /// Less or the same.
    LessEqual,
    /// More.
    Greater,
    /// More or the same.
    GreaterEqual,
    /// A text fits a pattern with `%` and `_`.
    Like {
        /// Whether it must not.
        negated: bool,
        /// Whether capitals do not matter.
        folds_case: bool,
    },
    /// A text fits a regular expression.
    Matches {
        /// Whether it must not.
        negated: bool,
    },
    /// A value is one of a list or of a query's rows.
    In {
        /// Whether it must not be.
        negated: bool,
    },
    /// A value is the absent one or a truth value.
    Is {
        /// Whether it must not be.
        negated: bool,
    },
    /// The same, where absent values count as the same.
    IsDistinct {
        /// Whether it must be the same.
        negated: bool,
    },
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
    /// Remainder.
    Remainder,
    /// Two texts in a row.
    Concatenate,
    /// A part of a structured value.
    Get,
    /// A part of a structured value as text.
    GetText,
    /// A time in a time zone.
    Zone,
    /// Anything else.
    Other,
}

/// How rows are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InsertForm {
    /// One that is there already is an error.
    Plain,
    /// One that is there already makes way.
    Replace,
    /// One that is there already stays.
    Ignore,
    /// All that was there makes way.
    Overwrite,
}

/// For which rows a branch of a merge is, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BranchForm {
    /// Which rows.
    pub rows: BranchRows,
    /// What happens to them.
    pub act: BranchAct,
}

/// For which rows a branch of a merge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BranchRows {
    /// Those of both sides.
    Matched,
    /// Those that only the source has.
    New,
    /// Those that only the target has.
    Gone,
}

/// What a branch of a merge does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BranchAct {
    /// Changes them.
    Update,
    /// Adds them.
    Insert,
    /// Removes them.
    Delete,
    /// Nothing.
    Nothing,
}

/// What can be made, changed and removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectForm {
    /// A table.
    Table,
    /// A stored query.
    View,
    /// A stored query with its rows.
    MaterializedView,
    /// A lookup structure.
    Index,
    /// One that no two rows may share an entry of.
    UniqueIndex,
    /// A namespace.
    Schema,
    /// A database.
    Database,
    /// A source of numbers.
    Sequence,
    /// A type.
    Type,
    /// A type with rules.
    Domain,
    /// A package of additions.
    Extension,
    /// A trigger.
    Trigger,
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// A group of routines.
    Package,
    /// A user or a group of users.
    Role,
    /// A rule about which rows who may see.
    Policy,
    /// A column.
    Column,
    /// A constraint.
    Constraint,
    /// Another name for something.
    Synonym,
    /// Anything else.
    Other,
}

/// A rule for a column or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstraintForm {
    /// Identifies a row: maybe `Fields`.
    PrimaryKey,
    /// Refers to a row elsewhere: maybe `Fields` of its own, a `Table`, maybe `Fields` there, `OnDelete`.
    References,
    /// No two rows share it: maybe `Fields`.
    Unique,
    /// A condition that each row meets.
    Check,
    /// Must have a value.
    NotNull,
    /// May be without a value.
    Null,
    /// What it is when nothing is given.
    Default,
    /// Numbers itself.
    Identity,
    /// Computed from other columns.
    Computed,
    /// A plain index inside a table: maybe a name, `Fields`.
    Index,
    /// A remark: a text.
    Remark,
    /// Anything else.
    Other,
}

/// What happens to rows that refer to a removed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// They go too.
    Cascade,
    /// They lose the reference.
    SetNull,
    /// They get the default.
    SetDefault,
    /// The removal is refused.
    Restrict,
}

/// What is done with a walk through rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CursorAct {
    /// Begins it.
    Open,
    /// Takes the next row.
    Fetch,
    /// Ends it.
    Close,
}

/// Which kind of routine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoutineForm {
    /// Gives a result.
    Function,
    /// Is run as a statement.
    Procedure,
    /// Runs once and has no name.
    Anonymous,
}
