//! Types and what their methods are there for.

use super::IdiomText;

pub(super) static ITERATOR_IMPLEMENTATION: IdiomText = IdiomText {
    name: "iterator",
    what: [
        "makes {Name} something that hands out one item after the other",
        "makes {Name} an iterator",
        "implements the iterator protocol for {Name}",
    ],
    why: [
        "a loop can then ask it for one item at a time until there is none",
        "with the protocol in place, loops and library functions work on it; items are made one at a time, when they are asked for",
        "lazy and stateful: each item is made on demand, and once used up, it stays so",
    ],
    terms: &["iterator"],
};

pub(super) static ITERABLE_IMPLEMENTATION: IdiomText = IdiomText {
    name: "iterable type",
    what: ["makes {Name} something a loop can go over", "makes {Name} iterable", "implements iteration for {Name}"],
    why: [
        "users can loop over it without knowing how it stores its items",
        "it plugs into the language's own loops",
        "whether several loops at once work depends on whether each gets its own iterator",
    ],
    terms: &["iterator"],
};

pub(super) static ASYNC_CONTEXT_MANAGER_TYPE: IdiomText = IdiomText {
    name: "asynchronous context manager",
    what: [
        "makes {Name} usable in an `async with` block, which tidies up by itself",
        "makes {Name} an asynchronous context manager",
        "async context-manager protocol on {Name}",
    ],
    why: CONTEXT_MANAGER_TYPE.why,
    terms: &["context manager"],
};

pub(super) static CONTEXT_MANAGER_TYPE: IdiomText = IdiomText {
    name: "context manager",
    what: [
        "makes {Name} usable in a `with` block, which tidies up by itself",
        "makes {Name} a context manager",
        "context-manager protocol on {Name}",
    ],
    why: [
        "the tidying-up happens even if something goes wrong inside the block",
        "release is tied to the block, so callers cannot forget it",
        "the exit method decides whether an exception goes on",
    ],
    terms: &["context manager"],
};

pub(super) static OPERATOR_OVERLOAD: IdiomText = IdiomText {
    name: "operator overloading",
    what: [
        "gives an operator a meaning for this type",
        "overloads an operator by {Function}",
        "operator overload {Function}",
    ],
    why: [
        "calculations with such values can be written like those with numbers",
        "it lets the type take part in ordinary expressions",
        "should follow the operator's usual laws and not change its operands",
    ],
    terms: &[],
};

pub(super) static EQUALITY_PROTOCOL: IdiomText = IdiomText {
    name: "equality",
    what: ["says when two such values count as equal", "defines equality", "custom equality"],
    why: [
        "without it, two separate values with the same content may not count as equal",
        "equality by content is what comparisons and look-ups in collections need",
        "equality and hash have to agree",
    ],
    terms: &[],
};

pub(super) static CONTAINER_PROTOCOL: IdiomText = IdiomText {
    name: "container protocol",
    what: [
        "makes its objects behave like a collection",
        "supports the container protocol, for example {Function}",
        "container dunder {Function}",
    ],
    why: [
        "code that works on collections works on it too",
        "it fits into the language's own syntax instead of method names of its own",
        "the parts of the protocol should agree with each other",
    ],
    terms: &[],
};

pub(super) static CALLABLE_OBJECT: IdiomText = IdiomText {
    name: "callable object",
    what: ["makes its objects callable like functions", "makes instances callable", "callable instance"],
    why: [
        "it is a function that can keep data of its own",
        "an object with state can be used wherever a function is expected",
        "state between calls lives in the instance",
    ],
    terms: &[],
};

pub(super) static DATA_CLASS: IdiomText = IdiomText {
    name: "data class",
    what: [
        "describes a record of fields; the usual methods are written by the language",
        "is a data class: constructor, comparison and printing are generated from its fields",
        "dataclass {Name}",
    ],
    why: [
        "the fields are listed once, and the routine code follows from them",
        "generated methods cannot forget a field when one is added",
        "mutable, so unhashable by default when equality is generated",
    ],
    terms: &["class"],
};

pub(super) static FROZEN_DATA_CLASS: IdiomText = IdiomText {
    name: "immutable record",
    what: [
        "describes a record of fields that cannot be changed once made",
        "is an immutable record with generated methods",
        "immutable record {Name}",
    ],
    why: [
        "a value that never changes can be shared without fear",
        "immutability makes it hashable and safe to share",
        "shallow: a field that holds a list can still be changed inside",
    ],
    terms: &["class"],
};

pub(super) static BUILDER: IdiomText = IdiomText {
    name: "builder",
    what: [
        "is set up step by step, each step giving the object back for the next",
        "is a builder: methods such as {Function} return the object itself, for chaining",
        "fluent builder",
    ],
    why: [
        "many optional settings stay readable, because each is named where it is set",
        "it replaces a constructor with many parameters",
        "nothing forces required steps unless the types do",
    ],
    terms: &["method"],
};

pub(super) static OBSERVER: IdiomText = IdiomText {
    name: "observer",
    what: [
        "keeps a list of those who want to know, and tells all of them when something happens",
        "lets others subscribe through {Function} and notifies them in {Value}",
        "observer list in {Store}",
    ],
    why: [
        "the one who tells need not know who listens",
        "subject and listeners stay independent of each other",
        "one throwing listener can stop the others; subscriptions keep listeners alive",
    ],
    terms: &["callback", "event"],
};

pub(super) static SINGLETON: IdiomText = IdiomText {
    name: "singleton",
    what: [
        "makes sure that there is only one object of this kind, made when it is first asked for",
        "keeps one shared instance in {Field}, created on first use",
        "lazily created singleton in {Field}",
    ],
    why: [
        "everyone who asks gets the same object",
        "one shared instance avoids passing it around, at the price of hidden global state",
        "global mutable state: hard to test, and first use may race between threads",
    ],
    terms: &["class"],
};

pub(super) static ABSTRACT_BASE: IdiomText = IdiomText {
    name: "abstract base class",
    what: [
        "leaves {Function} to the classes that build on it",
        "is a base class whose heirs have to supply {Function}",
        "abstract {Name}: heirs implement {Function}",
    ],
    why: [
        "it fixes what all heirs have in common and what each must add",
        "the contract stands in one place; each heir fills it in",
        "a missing method shows up as early as the language checks: in the heir itself, at construction, or at its first call",
    ],
    terms: &["class", "inheritance"],
};

pub(super) static TEMPLATE_METHOD: IdiomText = IdiomText {
    name: "template method",
    what: [
        "fixes the course of things in {Function} and leaves the step {Value} to the classes that build on it",
        "is a template: {Function} calls {Value}, which heirs supply",
        "template method {Function} with hook {Value}",
    ],
    why: [
        "what is common is written once, and only the differing step is left open",
        "the skeleton stays in the base class; heirs vary single steps",
        "heirs depend on when the hook is called",
    ],
    terms: &["class", "inheritance"],
};

pub(super) static NEWTYPE: IdiomText = IdiomText {
    name: "newtype",
    what: ["wraps one {Value} in a type of its own", "gives {Value} a type of its own", "newtype over {Value}"],
    why: [
        "values that mean different things cannot be mixed up, even if both are stored alike",
        "the compiler keeps it apart from other uses of the same inner type, at no cost at run time",
        "zero-cost; traits of the inner type have to be forwarded where wanted",
    ],
    terms: &["struct"],
};

pub(super) static VISITOR: IdiomText = IdiomText {
    name: "visitor",
    what: [
        "has one method for each kind of thing it meets, such as {Function}",
        "is a visitor with one method per kind of node",
        "visitor",
    ],
    why: [
        "what is done to each kind stands apart from the data itself",
        "operations can be added without touching the node types",
        "a new node type means a method in every visitor",
    ],
    terms: &["class"],
};

pub(super) static DOUBLE_DISPATCH: IdiomText = IdiomText {
    name: "double dispatch",
    what: ["hands itself to its visitor", "accepts a visitor by calling back with itself", "double dispatch"],
    why: [
        "the object knows its own kind, so it calls the method that fits",
        "it picks the operation by both the visitor and the node type",
        "one accept per node type",
    ],
    terms: &[],
};

pub(super) static SUM_TYPE: IdiomText = IdiomText {
    name: "sum type",
    what: [
        "is one of several things, each with its own data",
        "is a sum type: one of several alternatives, which may carry data",
        "sum type {Name}",
    ],
    why: [
        "a value holds exactly what its case needs, and nothing else",
        "data that makes no sense together cannot be built",
        "matching on it can be checked for completeness",
    ],
    terms: &["enum"],
};

pub(super) static ENUMERATION: IdiomText = IdiomText {
    name: "enumeration",
    what: ["lists the possible values, such as {Value}", "is a closed set of names", "enumeration {Name}"],
    why: [
        "a name from a fixed list cannot be misspelled unnoticed, as a text could",
        "a closed set documents and limits the possible values",
        "adding a member touches every exhaustive match",
    ],
    terms: &["enum"],
};

pub(super) static DROP_IMPLEMENTATION: IdiomText = IdiomText {
    name: "clean-up on drop",
    what: [
        "says what happens when a {Name} is no longer needed",
        "cleans up when a {Name} goes out of scope",
        "`Drop` for {Name}: RAII release",
    ],
    why: [
        "the language calls it by itself, so nobody can forget",
        "release follows from scope, on every path",
        "cannot fail visibly; a leaked value is never dropped",
    ],
    terms: &[],
};

pub(super) static CONVERSION_IMPLEMENTATION: IdiomText = IdiomText {
    name: "conversion",
    what: [
        "says how to make a {Name} from another type",
        "converts another type into {Name}",
        "conversion into {Name}",
    ],
    why: [
        "with this in place, the conversion can be written in a short, uniform way",
        "the standard trait lets generic code and error propagation use the conversion",
        "this conversion is expected not to fail; one that can has a trait of its own",
    ],
    terms: &["trait"],
};

pub(super) static PARSE_IMPLEMENTATION: IdiomText = IdiomText {
    name: "parsing from text",
    what: ["says how to read a {Name} from text", "parses {Name} from text", "`FromStr` for {Name}"],
    why: [
        "text can then be turned into it by the usual parsing calls",
        "implementing the standard trait makes the usual parsing calls work",
        "malformed input comes back as an error",
    ],
    terms: &["trait"],
};

pub(super) static DEFAULT_IMPLEMENTATION: IdiomText = IdiomText {
    name: "default value",
    what: ["says what a {Name} starts as", "gives {Name} a default value", "`Default` for {Name}"],
    why: [
        "others can start from a sensible value and change only what they need",
        "generic code and struct update syntax can use it",
        "used where a value is taken out or missing, and by derived defaults of containers",
    ],
    terms: &["trait"],
};

pub(super) static DISPLAY_IMPLEMENTATION: IdiomText = IdiomText {
    name: "display form",
    what: ["says how a {Name} is shown to people", "formats {Name} for users", "`Display` for {Name}"],
    why: [
        "printing it then works like printing text",
        "implementing it also gives the conversion to text",
        "user-facing; the debug form serves developers",
    ],
    terms: &["trait"],
};

pub(super) static DEREF_IMPLEMENTATION: IdiomText = IdiomText {
    name: "transparent wrapper",
    what: ["lets a {Name} be used like what it holds", "gives {Name} access to what it wraps", "{Value} for {Name}"],
    why: [
        "the wrapper does not get in the way",
        "methods of the inner value stay within reach",
        "implicit access can hide which type's method runs",
    ],
    terms: &["trait"],
};

pub(super) static ERROR_TYPE_IMPLEMENTATION: IdiomText = IdiomText {
    name: "error type",
    what: ["makes {Name} an error that others can handle", "makes {Name} an error type", "`Error` for {Name}"],
    why: [
        "code that works with any error can work with this one",
        "it can be boxed, chained and reported like every other error",
        "chaining needs the source reported where there is a cause",
    ],
    terms: &["trait"],
};

pub(super) static ORDERING_IMPLEMENTATION: IdiomText = IdiomText {
    name: "ordering",
    what: ["says which of two {Name} values comes first", "defines an order on {Name}", "{Value} for {Name}"],
    why: [
        "with an order, such values can be sorted and compared",
        "sorting and ordered collections build on it",
        "must agree with equality and be transitive",
    ],
    terms: &["trait"],
};

pub(super) static TRAIT_IMPLEMENTATION: IdiomText = IdiomText {
    name: "trait implementation",
    what: ["makes {Name} fulfil {Value}", "implements {Value} for {Name}", "{Value} for {Name}"],
    why: [
        "code written for {Value} then works with {Name} too",
        "generic code can use it through the trait",
        "coherence allows one implementation per type and trait",
    ],
    terms: &["trait"],
};

pub(super) static VALIDATED_PROPERTY: IdiomText = IdiomText {
    name: "validated property",
    what: [
        "checks a value before it stores it",
        "validates what is assigned to {Field}",
        "validating setter for {Field}",
    ],
    why: [
        "a wrong value is refused at once, where the mistake is made",
        "the object can never hold an invalid value through this property",
        "writes that go around the setter are not checked",
    ],
    terms: &["property"],
};

pub(super) static COMPUTED_PROPERTY: IdiomText = IdiomText {
    name: "computed property",
    what: ["works its value out whenever it is read", "computes {Value} on each read", "derived property"],
    why: [
        "it can never be out of date, because it is not stored",
        "deriving it keeps one source of truth",
        "recomputed on every access",
    ],
    terms: &["property"],
};

pub(super) static NAMED_CONSTRUCTOR: IdiomText = IdiomText {
    name: "alternative constructor",
    what: ["makes a new object in a way of its own", "is an alternative constructor", "named constructor"],
    why: [
        "a name says what is needed to make it this way",
        "several ways to construct can have telling names",
        "called on the type, not on an object",
    ],
    terms: &["class"],
};

pub(super) static LAZY_FIELD: IdiomText = IdiomText {
    name: "lazy initialisation",
    what: [
        "works {Field} out the first time it is needed and keeps it",
        "initialises {Field} on first use",
        "lazy initialisation of {Field}",
    ],
    why: [
        "what is never asked for is never worked out",
        "expensive work is put off until it is needed, and done once",
        "two threads that come first may both do the work unless something keeps them apart; never refreshed by itself",
    ],
    terms: &["lazy evaluation"],
};
