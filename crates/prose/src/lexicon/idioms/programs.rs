//! How a program is started, configured and tested, and what only its types say.

use super::IdiomText;

pub(super) static SCRIPT_ENTRY: IdiomText = IdiomText {
    name: "script entry",
    what: [
        "runs this part only when the file itself is started, not when another file uses it",
        "runs only when the file is executed directly",
        "entry-point guard",
    ],
    why: [
        "the file can be used by others without starting anything",
        "importing stays free of side effects",
        "not run on import",
    ],
    terms: &[],
};

pub(super) static ENVIRONMENT_CONFIG: IdiomText = IdiomText {
    name: "setting from the environment",
    what: [
        "reads the setting {Name} from outside the program",
        "reads {Name} from the environment",
        "environment setting {Name}",
    ],
    why: [
        "the same program can run with different settings without a change in its code",
        "configuration and secrets stay out of the code",
        "untyped text that may be missing",
    ],
    terms: &["environment variable"],
};

pub(super) static ARGUMENT_PARSING: IdiomText = IdiomText {
    name: "argument parsing",
    what: ["reads what was typed after the program's name", "parses the command line", "parses CLI arguments"],
    why: [
        "users can steer the program without changing it",
        "the parser checks the options and writes the help",
        "exits with a usage message on bad arguments",
    ],
    terms: &[],
};

pub(super) static UNIT_TEST: IdiomText = IdiomText {
    name: "unit test",
    what: ["checks by itself that the code does what it should", "is a unit test", "unit test"],
    why: [
        "if a later change breaks this, the test says so",
        "it pins the behaviour down and can be run after every change",
        "covers the inputs that it names",
    ],
    terms: &["test"],
};

pub(super) static TYPE_GUARD: IdiomText = IdiomText {
    name: "type guard",
    what: [
        "tells, also to the type checker, whether {Value} is of a certain type",
        "narrows the type of {Value} for its callers",
        "user-defined type guard on {Value}",
    ],
    why: [
        "after the test, the type checker knows more about the value",
        "callers get the narrowed type without a cast",
        "the checker trusts the body: a wrong test makes wrong types",
    ],
    terms: &["type"],
};

pub(super) static EXHAUSTIVE_CHECK: IdiomText = IdiomText {
    name: "exhaustiveness check",
    what: [
        "makes the compiler complain if a case was forgotten",
        "proves to the compiler that all cases are handled",
        "exhaustiveness check via `never`",
    ],
    why: [
        "a new case that nobody handles is found before the program runs",
        "adding an alternative breaks the build here instead of failing later",
        "compile-time only",
    ],
    terms: &["type"],
};

pub(super) static TAGGED_UNION: IdiomText = IdiomText {
    name: "discriminated union",
    what: [
        "is one of several shapes, told apart by {Field}",
        "is a union of shapes discriminated by {Field}",
        "discriminated union on {Field}",
    ],
    why: [
        "looking at one field tells which other fields are there",
        "checking {Field} narrows the type to one alternative",
        "exhaustiveness can be checked with `never`",
    ],
    terms: &["type"],
};
