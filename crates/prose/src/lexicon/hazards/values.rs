//! Values that are shared, shadowed, lost or compared wrongly.

use super::HazardText;

pub(super) static MUTABLE_DEFAULT: HazardText = HazardText {
    text: [
        "the default {Value} is made once and kept: what one call puts into {Name}, the next call still finds there. Use an absent value as the default and make a new one inside",
        "the mutable default {Value} is created once and shared by all calls that leave {Name} out; use an absent value and make a new one in the body",
        "mutable default {Value} for {Name} leaks state between calls",
    ],
};

pub(super) static SHARED_CLASS_FIELD: HazardText = HazardText {
    text: [
        "all objects of the class share one {Field}: what one object adds, all others see. Give each object its own in the constructor",
        "{Field} belongs to the class, so changing it in place through one object changes it for all; create it in the constructor",
        "shared mutable class attribute {Field}, mutated through instances",
    ],
};

pub(super) static SHARED_FILL: HazardText = HazardText {
    text: [
        "{Value} is made only once: every place that is filled with it holds that same one, so a change to one shows in all",
        "all places share the one {Value}; make a new one for each in a block",
        "shared fill value {Value}; aliasing across places",
    ],
};

pub(super) static LATE_BINDING: HazardText = HazardText {
    text: [
        "the function made here looks up {Name} only when it runs, and by then the loop has moved on: all of them see the last value",
        "the closure captures the variable {Name}, not its value in this round; give each round a variable of its own",
        "late-binding closure over {Name}",
    ],
};

pub(super) static SHADOWED_BUILTIN: HazardText = HazardText {
    text: [
        "the name {Name} already belongs to a built-in function, which cannot be reached under that name here",
        "{Name} hides the built-in of the same name in this scope",
        "{Name} shadows a built-in",
    ],
};

pub(super) static DUPLICATE_KEY: HazardText = HazardText {
    text: [
        "the key {Key} is given twice; only the last one counts",
        "{Key} appears twice in this literal, so the earlier value is lost",
        "duplicate key {Key}: last one wins",
    ],
};

pub(super) static FLOAT_EQUALITY: HazardText = HazardText {
    text: [
        "numbers with a fraction are stored only nearly exactly, so two that should be equal may differ a tiny bit; compare with a tolerance",
        "comparing floating-point numbers exactly ({Low} with {High}) can fail because of rounding; allow a tolerance",
        "exact comparison of floats",
    ],
};

pub(super) static LOOSE_EQUALITY: HazardText = HazardText {
    text: [
        "this comparison converts its two sides first, so that for example {example} holds; `===` does not",
        "the loose comparison of {Low} and {High} converts types; use the strict one",
        "coercing equality",
    ],
};

pub(super) static IDENTITY_WITH_LITERAL: HazardText = HazardText {
    text: [
        "`is` asks whether two things are the very same object, which for numbers and texts is a matter of luck; use `==`",
        "identity of {Low} and {High} depends on caching of literals; compare by value",
        "identity comparison with a literal",
    ],
};

pub(super) static IDENTITY_OF_TEXTS: HazardText = HazardText {
    text: [
        "this asks whether {Low} and {High} are the very same object, not whether they read the same, so two equal texts may count as different; use `equals`",
        "`==` compares {Low} and {High} by identity, which fails for equal strings that were made apart; use `equals`",
        "identity comparison of strings",
    ],
};

pub(super) static EQUALS_WITHOUT_HASH: HazardText = HazardText {
    text: [
        "the class says when two objects are equal, but keeps the inherited `hashCode`, so a hash map or hash set will not find an equal object; define both together",
        "{Function} is overridden without `hashCode`: equal objects get different hash codes and get lost in hash maps and sets",
        "`equals` without `hashCode`: breaks hashed collections",
    ],
};

pub(super) static NULL_BY_EQUALITY: HazardText = HazardText {
    text: [
        "a type may define `==` in its own way, so ask for \"nothing\" with `is`",
        "`==` can be overridden by the type of {Low}; test for the absent value with `is`",
        "null test by overridable `==`",
    ],
};

pub(super) static BOOLEAN_BY_EQUALITY: HazardText = HazardText {
    text: [
        "comparing with {High} fails for values that merely count as true or false; test {Low} itself",
        "comparing {Low} with {High} by `==` is true for `1` or `0` too and false for other truthy or falsy values; test it directly",
        "boolean compared by `==`",
    ],
};

pub(super) static NOT_A_NUMBER_EQUALITY: HazardText = HazardText {
    text: [
        "`NaN` is not equal to anything, not even itself, so this test never tells; use `Number.isNaN`",
        "an equality with `NaN` has a fixed result; use `Number.isNaN`",
        "comparison with NaN is constant",
    ],
};

pub(super) static NEW_OBJECT_EQUALITY: HazardText = HazardText {
    text: [
        "this compares with a brand-new object, and no other object is the same as that; compare what is inside",
        "objects compare by identity, so an equality with a fresh literal never holds",
        "identity comparison with a fresh object: constant result",
    ],
};

pub(super) static SAME_OPERANDS: HazardText = HazardText {
    text: [
        "both sides are the same, {Value}, so the result says nothing",
        "{Condition} has {Value} on both sides; one of them is probably meant to be another",
        "identical operands in {Condition}",
    ],
};

pub(super) static CHAINED_COMPARISON: HazardText = HazardText {
    text: [
        "this compares the first result (true or false) with the third value, not all three in a row; join two comparisons with `&&`",
        "{Condition} compares a boolean with the third operand; write two comparisons joined by `&&`",
        "comparison does not chain: the left result is coerced to a number",
    ],
};

pub(super) static NEGATED_LEFT_SIDE: HazardText = HazardText {
    text: [
        "the `!` applies to {Value} alone, before the test; put the whole test in parentheses",
        "{Condition} negates only its left side; parenthesise the test",
        "precedence: `!` binds tighter than the operator",
    ],
};

pub(super) static IMPOSSIBLE_TYPEOF: HazardText = HazardText {
    text: [
        "`typeof` never gives {Value}, so this test has the same result for every value",
        "`typeof` never yields {Value}",
        "`typeof` comparison with an impossible result",
    ],
};

pub(super) static UNUSED_RESULT: HazardText = HazardText {
    text: [
        "{Function} gives back something new and changes nothing; here the new value is thrown away",
        "the result of {Function} is dropped, and it does not change its operand",
        "result of a pure call discarded",
    ],
};

pub(super) static MAP_PARSE_INT: HazardText = HazardText {
    text: [
        "`map` also hands over the position, which `parseInt` takes as the number base, so the results come out wrong",
        "`map` passes the index as `parseInt`'s radix; wrap it in a function of one parameter",
        "index passed as radix",
    ],
};

pub(super) static DIVISION_BY_LENGTH: HazardText = HazardText {
    text: [
        "if {Sequence} is empty, this divides by zero",
        "an empty {Sequence} makes this a division by zero",
        "division by zero for empty {Sequence}",
    ],
};
