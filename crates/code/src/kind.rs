//! What a node can be.
//!
//! Patterns (targets of assignments, parameters, arms) use the same kinds as expressions: a tuple pattern is a [`Kind::Tuple`]
//! of [`Kind::Name`]s, and its place says that it binds.

use crate::{BinaryOperator, UnaryOperator};
use std::num::NonZeroU32;

use crate::{DataPart, DirectiveForm, MarkupPart, Modifiers, QueryPart, StylePart, Symbol};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub(crate) NonZeroU32);

        impl $name {
            /// The position in its table.
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }

            /// The id of a position in the table.
            pub fn from_index(index: usize) -> Self {
                Self(NonZeroU32::new(index as u32 + 1).unwrap_or(NonZeroU32::MIN))
            }
        }
    };
}

id!(
    /// A node of a [`Unit`](crate::Unit). A child's index is always less than its parent's, so ascending order visits children first.
    NodeId
);
id!(
    /// A function of a [`Unit`](crate::Unit).
    FunctionId
);
id!(
    /// A type definition of a [`Unit`](crate::Unit).
    TypeId
);
id!(
    /// An import of a [`Unit`](crate::Unit).
    ImportId
);
id!(
    /// A documentation text of a [`Unit`](crate::Unit).
    DocId
);

/// A run of children; read it with [`Unit::list`](crate::Unit::list).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct List {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl List {
    /// How many children.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The list without its first child.
    #[must_use]
    pub fn without_first(self) -> Self {
        let skipped = self.len.min(1);
        Self { start: self.start + skipped, len: self.len - skipped }
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    // ── The whole and its items ──────────────────────────────────────────────────────────────
    /// The whole text.
    Module {
        /// Items and statements.
        body: List,
    },
    /// A named function, a method, a lambda.
    Function(FunctionId),
    /// A class, struct, enum, interface, alias, or a block of methods for a type.
    Type(TypeId),
    /// An import.
    Import(ImportId),
    /// One parameter.
    Parameter {
        /// A name, or a pattern that takes the argument apart.
        target: NodeId,
        /// Its declared type.
        annotation: Option<NodeId>,
        /// What it is when the caller leaves it out.
        default: Option<NodeId>,
        /// How it takes arguments.
        form: ParameterForm,
    },
    /// A field declared in a type's body.
    Field {
        /// Its name.
        name: NodeId,
        /// Its declared type.
        annotation: Option<NodeId>,
        /// What it starts as.
        value: Option<NodeId>,
        /// Visibility, static, read-only.
        modifiers: Modifiers,
    },
    /// One alternative of an enum.
    Variant {
        /// Its name.
        name: NodeId,
        /// What it carries: [`Kind::Field`]s or types.
        fields: List,
        /// Its explicit value.
        value: Option<NodeId>,
    },
    /// A declaration that makes a variable: `let`, `const`, `var`, `static`, or an annotated first assignment.
    Let {
        /// A name or a pattern.
        target: NodeId,
        /// Its declared type.
        annotation: Option<NodeId>,
        /// What it starts as.
        value: Option<NodeId>,
        /// What runs when the pattern does not match (`let … else`).
        otherwise: Option<NodeId>,
        /// Which kind of variable.
        form: LetForm,
        /// Visibility and the like.
        modifiers: Modifiers,
    },
    /// Something exported that is defined elsewhere (`export { a, b } from "m"`), or an export list.
    Export {
        /// What is exported: names, or a node.
        names: List,
        /// The module it comes from.
        from: Option<NodeId>,
    },
    /// A macro definition or a call of one that expands to items.
    MacroDefinition {
        /// Its name.
        name: Option<NodeId>,
    },
    /// Says which module the file belongs to: `package a;`.
    Package {
        /// The module's name.
        name: NodeId,
    },
    /// A line that makes no item of its own, as a rule one for the step before compilation.
    Directive {
        /// Which kind of line.
        form: DirectiveForm,
        /// What must hold for the lines that follow to count, or the name that is spoken of.
        condition: Option<NodeId>,
        /// Where the lines end that it rules over.
        until: u32,
    },
    /// A decorator or an attribute. Its value is a name, member or call.
    Decorator {
        /// What decorates.
        value: NodeId,
    },

    // ── Statements ───────────────────────────────────────────────────────────────────────────
    /// Statements in order.
    Block {
        /// The statements.
        body: List,
    },
    /// A choice. As an expression it has a value.
    If {
        /// What is tested; [`Kind::Matches`] for `if let`.
        condition: NodeId,
        /// What runs when it holds.
        then: NodeId,
        /// What runs when it does not: a block, or another `If`.
        otherwise: Option<NodeId>,
    },
    /// A loop.
    Loop(LoopForm, LoopParts),
    /// `switch`, `match`.
    Match {
        /// What is looked at; absent where the arms are conditions.
        subject: Option<NodeId>,
        /// [`Kind::Arm`]s in order.
        arms: List,
    },
    /// One arm of a match.
    Arm {
        /// Its patterns or values; empty for the default.
        patterns: List,
        /// A further condition.
        guard: Option<NodeId>,
        /// What runs.
        body: NodeId,
        /// Whether what runs goes on into the next arm unless it leaves.
        falls: bool,
    },
    /// `try` with its handlers.
    Try {
        /// What may fail.
        body: NodeId,
        /// [`Kind::Handler`]s in order.
        handlers: List,
        /// What runs when nothing failed.
        otherwise: Option<NodeId>,
        /// What runs in any case.
        finally: Option<NodeId>,
    },
    /// `except`, `catch`.
    Handler {
        /// What it catches; empty for everything.
        types: List,
        /// The name that the error gets.
        name: Option<NodeId>,
        /// What runs.
        body: NodeId,
    },
    /// A block with resources that are released at its end: `with`, `using`.
    With {
        /// [`Kind::Let`]s (resource and name) or plain expressions.
        resources: List,
        /// What runs.
        body: NodeId,
        /// `async with`.
        is_async: bool,
    },
    /// Leaves the function.
    Return(Option<NodeId>),
    /// Leaves a loop or a block; its label and value.
    Break(Option<NodeId>, Option<NodeId>),
    /// Goes on with the next round; its label.
    Continue(Option<NodeId>),
    /// Jumps to a label of its function, forwards or back: `goto`.
    Goto(NodeId),
    /// `raise`, `throw`: the error, and what caused it.
    Throw(Option<NodeId>, Option<NodeId>),
    /// Runs at the end of the function.
    Defer(NodeId),
    /// Runs at the same time as what follows: `go`.
    Spawn(NodeId),
    /// Hands a value to whoever receives from a channel.
    Send {
        /// The channel.
        channel: NodeId,
        /// What is sent.
        value: NodeId,
    },
    /// Must hold; the message when it does not.
    Assert(NodeId, Option<NodeId>),
    /// Deletes variables, items or members.
    Delete(List),
    /// Makes names refer to variables of an outer scope: `global`, `nonlocal`.
    OuterNames(List),
    /// A named statement.
    Labelled {
        /// The label.
        label: NodeId,
        /// What it names.
        body: NodeId,
    },
    /// Does nothing on purpose: `pass`, `;`.
    Empty,

    // ── Expressions ──────────────────────────────────────────────────────────────────────────
    /// `target = value`, or `target op= value`.
    Assign {
        /// What is set: a name, member, item or pattern.
        target: NodeId,
        /// The operator of a compound assignment.
        operator: Option<BinaryOperator>,
        /// The value; another `Assign` in a chain.
        value: NodeId,
    },
    /// `++`, `--`.
    Update {
        /// What is counted.
        target: NodeId,
        /// Whether it goes up.
        up: bool,
        /// Whether the old value is the result.
        postfix: bool,
    },
    /// A name that refers to something.
    Name(Symbol),
    /// The method's own object: `this`, `self`.
    This,
    /// The parent's part of the object: `super`.
    Super,
    /// A whole number, as spelled.
    Integer,
    /// A number with a fraction or exponent, as spelled.
    Float,
    /// A text without holes. Its span holds the quotes.
    Text(TextForm),
    /// A text with holes: pieces are [`Kind::Text`]s and expressions in order.
    Template {
        /// Its pieces.
        pieces: List,
        /// What processes it (`html` in a tagged template; a format macro is a call).
        tag: Option<NodeId>,
    },
    /// True or false.
    Boolean(bool),
    /// The absent value.
    Null,
    /// `...` as a value: Python's `Ellipsis`.
    Ellipsis,
    /// A regular expression literal.
    Regex,
    /// A growable sequence.
    Sequence(List),
    /// A fixed group.
    Tuple(List),
    /// A set.
    Set(List),
    /// A mapping or an object literal: [`Kind::Entry`]s, [`Kind::Spread`]s, [`Kind::Function`]s.
    Mapping(List),
    /// A key and its value. In a shorthand (`{a}`) both are the same name.
    Entry {
        /// The key; a [`Kind::Text`] or [`Kind::Name`] for plain keys, any expression for computed ones.
        key: NodeId,
        /// The value.
        value: NodeId,
        /// Whether the key is computed.
        computed: bool,
    },
    /// A value of a named type from its fields: `Point { x: 1 }`.
    Record {
        /// The type.
        of: NodeId,
        /// [`Kind::Entry`]s and [`Kind::Spread`]s.
        fields: List,
    },
    /// `[x; n]`: a sequence of one value many times.
    Repeat {
        /// The value.
        value: NodeId,
        /// How often.
        count: NodeId,
    },
    /// `*x`, `...x` in a list, call or pattern.
    Spread(NodeId),
    /// A list, set, map or generator made from a loop.
    Comprehension {
        /// What it makes.
        form: ComprehensionForm,
        /// What each round gives; a [`Kind::Entry`] for a map.
        element: NodeId,
        /// [`Kind::Clause`]s in order.
        clauses: List,
    },
    /// `for target in source if filter…` of a comprehension.
    Clause {
        /// What each item is called.
        target: NodeId,
        /// Where items come from.
        source: NodeId,
        /// What an item must pass.
        filters: List,
        /// `async for`.
        is_async: bool,
    },
    /// A call.
    Call {
        /// What is called.
        callee: NodeId,
        /// Arguments: values, [`Kind::NamedArgument`]s, [`Kind::Spread`]s.
        arguments: List,
        /// How.
        form: CallForm,
    },
    /// `name=value` in a call.
    NamedArgument {
        /// The parameter's name.
        name: NodeId,
        /// The value.
        value: NodeId,
    },
    /// `object.name`.
    Member {
        /// The object or the namespace.
        object: NodeId,
        /// The member's name.
        name: Symbol,
        /// Which kind of access.
        access: Access,
    },
    /// `object[index]`.
    Index {
        /// The container.
        object: NodeId,
        /// The key or position; a [`Kind::Slice`] for a part; a [`Kind::Tuple`] for several.
        index: NodeId,
        /// `?.[…]`.
        optional: bool,
    },
    /// `start:end:step` inside an index.
    Slice {
        /// First position.
        start: Option<NodeId>,
        /// One past the last position.
        end: Option<NodeId>,
        /// Step.
        step: Option<NodeId>,
    },
    /// An operator with one operand.
    Unary(UnaryOperator, NodeId),
    /// An operator with two operands.
    Binary(BinaryOperator, NodeId, NodeId),
    /// A chained comparison: `a < b <= c`. There is one operator fewer than operands; those past the third are not told apart.
    Chain {
        /// What is compared.
        operands: List,
        /// The operators between the first four operands, the last one repeated to fill up.
        operators: [BinaryOperator; 3],
    },
    /// `condition ? a : b` as an operator.
    Conditional {
        /// What is tested.
        condition: NodeId,
        /// The value when it holds.
        then: NodeId,
        /// The value when it does not.
        otherwise: NodeId,
    },
    /// `start..end`.
    Range {
        /// First.
        start: Option<NodeId>,
        /// Last or one past it.
        end: Option<NodeId>,
        /// Whether `end` belongs to it.
        inclusive: bool,
    },
    /// A pattern tested as a condition: `let Some(x) = y`, `x is Circle c`, `matches!`.
    Matches {
        /// What is tested.
        value: NodeId,
        /// The pattern.
        pattern: NodeId,
    },
    /// `name @ pattern`, `pattern as name`.
    Bind {
        /// The name.
        name: NodeId,
        /// The pattern.
        pattern: NodeId,
    },
    /// A pattern that takes a named alternative apart by position: `Some(x)`, `Point(x, y)`.
    Destructure {
        /// The type or variant.
        of: NodeId,
        /// The parts.
        parts: List,
    },
    /// Several patterns, one of which must match.
    Alternatives(List),
    /// `_`, `..` in a pattern.
    Wildcard,
    /// `await`.
    Await(NodeId),
    /// Takes the next value out of a channel, and waits until there is one.
    Receive(NodeId),
    /// `yield`: what is handed out, and whether it delegates to another generator.
    Yield(Option<NodeId>, bool),
    /// Hands an error on to the caller, else unwraps: `?`.
    Propagate(NodeId),
    /// Conversion of a value's type by syntax: `x as T`.
    Cast {
        /// The value.
        value: NodeId,
        /// The type.
        to: NodeId,
        /// Whether it changes the value at run time (in TypeScript `as` does not).
        converts: bool,
    },
    /// A reference: `&x`, `&mut x`.
    Reference(NodeId, bool),
    /// A pointer or reference followed: `*x`.
    Dereference(NodeId),
    /// Calls in a row, each of which reads what the one before it prints.
    Pipe(List),
    /// A block with a meaning of its own: `unsafe { }`, `async { }`, `const { }`.
    Scoped(ScopeForm, NodeId),
    /// JSX: `<Tag a={b}>…</Tag>`.
    Element {
        /// The tag; absent for a fragment.
        tag: Option<NodeId>,
        /// [`Kind::Entry`]s and [`Kind::Spread`]s.
        attributes: List,
        /// Texts, elements, expressions.
        children: List,
    },

    // ── Types ────────────────────────────────────────────────────────────────────────────────
    /// A type as written. Its text is its span; the children are the types inside it.
    TypeExpression {
        /// Its shape.
        form: TypeForm,
        /// Head (for a named type: a name or member) and arguments.
        parts: List,
    },
    /// A type parameter, with its bounds.
    TypeParameter {
        /// Its name.
        name: NodeId,
        /// What it must be.
        bounds: List,
    },

    // ── Declarative code ─────────────────────────────────────────────────────────────────────
    /// A query, a statement about tables, or a part of one.
    Query(QueryPart, List),
    /// A part of a page that is no element.
    Markup(MarkupPart, List),
    /// A style sheet, or a part of one.
    Style(StylePart, List),
    /// A document that is data, or a part of one.
    Data(DataPart, List),

    // ── What could not be read ───────────────────────────────────────────────────────────────
    /// Syntax that Gloss does not take apart: broken, too deep, or listed as opaque. Its children are still read.
    Opaque {
        /// Why.
        reason: Opacity,
        /// What could be read inside.
        parts: List,
    },
}

/// A function, of any form.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its node.
    pub node: NodeId,
    /// Which kind of function.
    pub form: FunctionForm,
    /// Its name: a [`Kind::Name`], or a computed key.
    pub name: Option<NodeId>,
    /// [`Kind::TypeParameter`]s.
    pub type_parameters: List,
    /// [`Kind::Parameter`]s, the receiver first where the language spells it.
    pub parameters: List,
    /// The declared type of the result.
    pub result: Option<NodeId>,
    /// A block, or the expression that it returns; absent for a declaration.
    pub body: Option<NodeId>,
    /// [`Kind::Decorator`]s.
    pub decorators: List,
    /// Async, static, public …
    pub modifiers: Modifiers,
    /// What its author says about it.
    pub doc: Option<DocId>,
}

/// Which kind of function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionForm {
    /// A free function.
    Function,
    /// A function of a type (also static ones).
    Method,
    /// Sets up a new object.
    Constructor,
    /// Reads like a field.
    Getter,
    /// Is written like a field.
    Setter,
    /// An anonymous function, or one that is written as an expression.
    Lambda,
}

/// A type definition.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Its node.
    pub node: NodeId,
    /// Which kind of type.
    pub form: DefinitionForm,
    /// Its name. For [`DefinitionForm::Extension`] the type (any type node) that is extended.
    pub name: Option<NodeId>,
    /// [`Kind::TypeParameter`]s.
    pub type_parameters: List,
    /// What it inherits from or implements.
    pub bases: List,
    /// Fields, variants, methods, statements; for an alias the one type.
    pub members: List,
    /// [`Kind::Decorator`]s.
    pub decorators: List,
    /// Public, abstract …
    pub modifiers: Modifiers,
    /// What its author says about it.
    pub doc: Option<DocId>,
}

/// Which kind of type definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefinitionForm {
    /// A class.
    Class,
    /// A record of fields.
    Struct,
    /// A choice of alternatives.
    Enum,
    /// A contract of methods.
    Interface,
    /// Members that classes take in as their own: a trait with bodies.
    Mixin,
    /// A new name for a type.
    Alias,
    /// A type of its own that is made like another one, which is its one member.
    Distinct,
    /// Methods added to a type that is defined elsewhere (`impl`, `extension`); `bases` holds the interface it fulfils.
    Extension,
    /// Overlapping fields.
    Union,
    /// A named group of items: `mod`, `namespace`.
    Namespace,
    /// One object, and the type that only it has.
    Object,
}

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its node.
    pub node: NodeId,
    /// The module as canonical dotted segments: `os.path`, `std.collections`, `./util` for a relative file.
    pub module: String,
    /// What is taken from it; empty where only the module itself is bound or it is imported for its effects.
    pub names: Vec<ImportedName>,
    /// The local name of the whole module. A name that is spelled like the first segment of a dotted module stands for
    /// that segment: `import os.path` binds `os`, which is `os`, not `os.path`.
    pub alias: Option<NodeId>,
    /// Whether everything is taken.
    pub wildcard: bool,
    /// Whether it matters only to the type checker.
    pub types_only: bool,
    /// Whether it is handed on to importers of this module.
    pub reexport: bool,
}

/// One name taken from a module.
#[derive(Clone, Debug)]
pub struct ImportedName {
    /// What the module calls it; `default` for a default export; dotted for nested paths.
    pub name: String,
    /// The node of the local name.
    pub local: NodeId,
}

/// How a parameter takes arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterForm {
    /// By position (and perhaps by name).
    Plain,
    /// By name only.
    NamedOnly,
    /// By position only.
    PositionOnly,
    /// All further positional arguments.
    Rest,
    /// All further named arguments.
    NamedRest,
    /// The method's own object.
    Receiver,
}

/// Which kind of variable a declaration makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetForm {
    /// Never set again.
    Constant,
    /// Can be set again.
    Variable,
    /// Lives as long as the program.
    Static,
    /// Can be set again, and belongs to the whole function wherever it stands: `var`.
    Hoisted,
}

/// Which kind of loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoopForm {
    /// Over the items of something: `target`, `source`.
    Each,
    /// Over the keys of an object (`for … in` in JavaScript): `target`, `source`.
    Keys,
    /// With a counter: `init`, `condition`, `step`.
    Counted,
    /// While `condition` holds.
    While,
    /// The same, tested at the end.
    DoWhile,
    /// Until left from inside.
    Endless,
}

/// The parts of a loop; which ones are there depends on its form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoopParts {
    /// What each item is called; for a counted loop its `init` statement.
    pub target: Option<NodeId>,
    /// Where items come from; for a counted loop its `step`.
    pub source: Option<NodeId>,
    /// What is tested.
    pub condition: Option<NodeId>,
    /// What runs each round.
    pub body: NodeId,
    /// What runs when the loop was not left early.
    pub otherwise: Option<NodeId>,
    /// `async for`, `for await`.
    pub is_async: bool,
}

/// Which kind of text literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextForm {
    /// Text.
    Text,
    /// Raw bytes.
    Bytes,
    /// One character.
    Character,
}

/// What a comprehension makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComprehensionForm {
    /// A list.
    Sequence,
    /// A set.
    Set,
    /// A mapping.
    Mapping,
    /// A lazy sequence.
    Generator,
}

/// How something is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallForm {
    /// `f(x)`.
    Plain,
    /// `new T(x)`.
    New,
    /// `f?.(x)`.
    Optional,
    /// `f!(x)`; where arguments could be read they are there.
    Macro,
}

/// How a member is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// `a.b`.
    Dot,
    /// `a?.b`.
    Optional,
    /// `a::b`: an item of a namespace or type.
    Path,
}

/// Which kind of block with a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeForm {
    /// `unsafe`.
    Unsafe,
    /// `async`.
    Async,
    /// Computed by the compiler.
    Constant,
    /// Errors stay inside (`try` blocks).
    Try,
    /// What it changes of variables and of the working directory stays inside.
    Apart,
    /// Its value is what is printed inside.
    Output,
}

/// The shape of a type as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeForm {
    /// A name with its arguments.
    Named,
    /// Built in and scalar: `i32`, `string`.
    Primitive,
    /// A value or nothing.
    Optional,
    /// A sequence of one type.
    Array,
    /// A mapping: the type of its keys, then that of its values.
    Mapping,
    /// A channel for values of one type.
    Channel,
    /// A group.
    Tuple,
    /// One of several.
    Union,
    /// All of several.
    Intersection,
    /// A function.
    Function,
    /// A reference or pointer.
    Reference,
    /// A mutable reference or pointer.
    MutableReference,
    /// Any type that fulfils a contract: `impl T`, `dyn T`.
    Contract,
    /// A type whose members are taken in, among the bases of another: `use T;` in a class.
    Mixin,
    /// Fields in braces.
    Record,
    /// One exact value.
    Literal,
    /// Left to the compiler.
    Inferred,
    /// Anything else.
    Other,
}

/// Why a node is opaque.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opacity {
    /// The grammar could not read it.
    Broken,
    /// It is nested too deeply.
    Deep,
    /// The language's lowering leaves it alone on purpose.
    Unread,
}
