//! What a language means, as data, so that nothing past its lowering has to ask which language it is.

use crate::{BinaryOperator, Links};

/// The semantics of a language, in the questions that facts and prose ask.
///
/// A new question is a new field here, answered by every language, never a test on a language's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// `==` converts its operands, so that `0 == "0"` may hold; a strict twin exists.
    pub loose_equality: bool,
    /// `is` asks whether two values are the same object, and a type may give `==` another meaning.
    pub identity_operator: bool,
    /// An error that is signalled while another one is handled remembers that one by itself.
    pub implicit_cause: bool,
    /// A parameter's default is made once, when the function is defined, and shared by all calls.
    pub shared_defaults: bool,
    /// Empty collections, empty text, zero and null count as false in a condition.
    pub falsy_empty_collections: bool,
    /// Empty text, zero and null count as false, but empty collections count as true.
    pub falsy_scalars: bool,
    /// Values may be addresses that are followed by hand. Only zero and the address of nothing count as false in a condition.
    pub pointers: bool,
    /// Any value may stand as a condition, and only the absent one and false count as false.
    pub falsy_null: bool,
    /// Values are moved or borrowed, and freed when their owner's scope ends.
    pub ownership: bool,
    /// Errors travel as exceptions that unwind the stack.
    pub exceptions: bool,
    /// An error that is thrown again by its name looks as if it began there; throwing without a name keeps where it came from.
    pub rethrow_forgets: bool,
    /// Types are checked before the program runs.
    pub static_types: bool,
    /// Integer arithmetic may overflow its fixed width.
    pub fixed_width_integers: bool,
    /// All plain numbers are 64-bit floating point.
    pub all_numbers_float: bool,
    /// How numbers are computed with.
    pub arithmetic: Arithmetic,
    /// Negative indices count from the end.
    pub negative_indices: bool,
    /// An index outside a sequence is an error (else it gives an undefined value).
    pub checked_indices: bool,
    /// A `break` in a switch leaves the switch, and its arms may go on into the next one ([`Kind::Arm`](crate::Kind::Arm) says which).
    pub switch_falls_through: bool,
    /// The members of a type can be named inside it without the object or the type before them.
    pub members_in_scope: bool,
    /// A text and any other value are joined by `+`, which turns the value into text.
    pub text_absorbs: bool,
    /// `==` asks of two objects whether they are the same one; a method compares what they hold.
    pub identity_equality: bool,
    /// `&&` and `||` give a truth value, whatever they are asked of; else they give one of their operands.
    pub truth_operators: bool,
    /// A block's last expression is its value.
    pub expression_blocks: bool,
    /// What a named function gives whose body is a block, a `return` says, even where blocks are values elsewhere.
    pub said_results: bool,
    /// A value that its author says is there (`x!!`) is checked when the program runs.
    pub checked_presence: bool,
    /// A variable belongs to the whole function, not to the block that it stands in.
    pub function_scoped_variables: bool,
    /// A declaration may repeat a name of its own block; the name then means the latest one above.
    pub shadowing: bool,
    /// A declaration counts from its own place on, so that its value may still speak of an outer variable of the same name.
    pub declared_in_place: bool,
    /// A loop over a collection gives a position or a key first, and the item only where it is asked for too.
    pub keys_first: bool,
    /// Values are copied when they are handed over, pointers, slices, maps and channels aside.
    pub copies_values: bool,
    /// Lists and maps are copied when they are handed over or assigned, objects are not: who changes a copy changes nothing else.
    pub copies_collections: bool,
    /// One type is list and map: items have keys, and an empty one is whatever is put into it.
    pub keyed_lists: bool,
    /// A named function sees no variable around it but those that it names as outer ones.
    pub closed_functions: bool,
    /// A look-up, a test for a type or a receive may be asked for a second value: whether there was anything.
    pub checked_pairs: bool,
    /// A function with a result cannot end without giving one.
    pub always_returns: bool,
    /// A name with a capital stands for a type or an alternative, never for a function.
    pub capital_types: bool,
    /// The name that stands for the position of a constant in its group, which constants without a value take over. Empty where
    /// there is none.
    pub constant_counter: &'static str,
    /// The type of the last result of a function that may fail: absent where it worked. Empty where errors travel otherwise.
    pub error_result: &'static str,
    /// A mapping literal makes an object with named fields, not a value of the library's map type.
    pub object_literals: bool,
    /// A plain assignment to a new name makes a local variable.
    pub assignment_declares: bool,
    /// A plain assignment in a function without a name sets the variable around it where there is one.
    pub blocks_share_variables: bool,
    /// The last value of a function's block has been lowered to a `return` of it: what else the block ends with is there for what
    /// it does.
    pub returns_lowered: bool,
    /// Reading a member calls a method, which may do anything.
    pub reads_are_calls: bool,
    /// Types whose constructor hands one argument out for every place or key as it is: the type, and the position of that argument,
    /// which is the last one.
    pub shared_fills: &'static [(&'static str, usize)],
    /// The type of errors that takes in what ends the program too; empty where a handler's type never says so by itself.
    pub exit_errors: &'static str,
    /// A named group of items lends its methods to the types that take it in.
    pub mixins: bool,
    /// Functions of the language that hand a text to the system's shell.
    pub shell_calls: &'static [&'static str],
    /// Closures see a loop variable's last value when they run later.
    pub late_binding_closures: bool,
    /// Text cannot be changed in place, so joining in a loop copies it.
    pub immutable_strings: bool,
    /// An `async` function's body starts running at the call, before anything awaits it.
    pub eager_async: bool,
    /// Statements at the top level of a file run when it is loaded.
    pub top_level_runs: bool,
    /// An import puts the other file's declarations in its own place, under their own names.
    pub textual_imports: bool,
    /// What holds by the loose equality and should surprise a reader: `0 == ""`. Empty where there is none.
    pub loose_example: &'static str,
    /// The mark before an expression that keeps its warnings from being reported. Empty where there is none.
    pub silencer: &'static str,
    /// The declared type of a parameter or a field is checked when the program runs, if not before.
    pub enforced_types: bool,
    /// The variables under which the language hands over what somebody sent who may be anybody.
    pub request_data: &'static [&'static str],
    /// Statements are commands: a call's value is what it prints, a condition asks whether a command succeeded (a status of zero),
    /// a plain assignment sets a variable of the whole program, and a value outside quotes falls apart into words.
    pub commands: bool,
    /// How the language spells its absent value, for example `None`, `null`.
    pub null: &'static str,
    /// How the language spells truth.
    pub truth: &'static str,
    /// How the language spells falsehood.
    pub falsehood: &'static str,
    /// The name by which a method reaches its own object: `self`, `this`.
    pub receiver: &'static str,
    /// The name by which a type's body reaches the type itself: `Self`; empty where there is none.
    pub own_type: &'static str,
    /// What wraps an error that is handed back as a value: `Err`; empty where errors are not values.
    pub failure: &'static str,
    /// What wraps a result that worked: `Ok`; empty where errors are not values.
    pub success: &'static str,
    /// What wraps a value that may be absent: `Some`; empty where values are not wrapped.
    pub present: &'static str,
    /// Modules of the standard library that snippets use by their last name, with the path that is meant: (`fs`, `std.fs`).
    /// They count only where nothing else has the name and a path starts with it.
    pub free_modules: &'static [(&'static str, &'static str)],
    /// Types that only this language has by such a name, with the neutral type that each is (`ArrayList`, `list`).
    pub type_names: &'static [(&'static str, &'static str)],
    /// The name of the method that sets up a new object, if the language fixes one.
    pub constructor: &'static str,
    /// Methods that the language calls by itself, with when it does: (`__get`, `a property is read that the object does not show`).
    pub special_methods: &'static [(&'static str, &'static str)],
    /// How its texts name other files of the same project.
    pub links: Links,
    /// What readers of this language call its parts.
    pub terms: Terms,
}

impl Dialect {
    /// Whether an operator gives its right side where its left one is absent or counts as false.
    pub fn falls_back(&self, operator: BinaryOperator) -> bool {
        match operator {
            BinaryOperator::Coalesce | BinaryOperator::OrElse => true,
            BinaryOperator::Or => !self.truth_operators,
            _ => false,
        }
    }
}

/// How a language computes with numbers, as far as small examples show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// Every number is a double; the remainder has the sign of what is divided.
    Doubles,
    /// Whole numbers have no bounds, dividing them gives a fraction, and the remainder has the sign of the divisor.
    Unbounded,
    /// Whole numbers have no bounds, dividing them rounds down, and the remainder has the sign of the divisor.
    Floored,
    /// Whole numbers have a width, and dividing them cuts towards zero; they are not mixed with floats.
    FixedWidth,
}

/// What a language's readers call things: `list` or `array`, `dict` or `object`, `raises` or `throws`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// A growable sequence: `list`, `array`, `vector`.
    pub sequence: &'static str,
    /// A sequence written between brackets: `array` where it has a fixed length, else the same as `sequence`.
    pub array: &'static str,
    /// A mapping from keys to values: `dictionary`, `object`, `map`.
    pub mapping: &'static str,
    /// A set.
    pub set: &'static str,
    /// A fixed group of values: `tuple`.
    pub tuple: &'static str,
    /// Text: `string`.
    pub text: &'static str,
    /// The verb for signalling an error, third person: `raises`, `throws`, `returns`.
    pub raises: &'static str,
    /// The same, base form: `raise`, `throw`, `return`.
    pub raise: &'static str,
    /// The word before what runs in any case at the end of a `try`: `finally`, `ensure`.
    pub finally: &'static str,
    /// What is signalled: `exception`, `error`.
    pub error: &'static str,
    /// An anonymous function: `lambda`, `arrow function`, `closure`.
    pub lambda: &'static str,
    /// A contract of methods: `protocol`, `interface`, `trait`.
    pub interface: &'static str,
    /// Members that classes take in as their own: `trait`, `module`, `mixin`.
    pub mixin: &'static str,
    /// A type of named fields: `struct`.
    pub record: &'static str,
    /// A unit of code that is imported: `module`, `crate`, `package`.
    pub module: &'static str,
    /// A field of an object: `attribute`, `property`, `field`.
    pub field: &'static str,
    /// A function of a type: `method`.
    pub method: &'static str,
}
