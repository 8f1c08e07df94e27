//! Text that becomes code, commands or queries, and secrets.

use super::HazardText;

pub(super) static QUERY_BY_CONCATENATION: HazardText = HazardText {
    text: [
        "values are put straight into the query text, so a cleverly chosen value can change what the query does; pass them as parameters",
        "the query is assembled from values, which allows SQL injection unless each is trusted; use parameters",
        "SQL assembled from values: injection risk",
    ],
};

pub(super) static DYNAMIC_CODE: HazardText = HazardText {
    text: [
        "{Value} is run as code, whatever it says; make sure that no one else can choose it",
        "{Function} runs {Value} as code; anyone who controls it controls the program",
        "evaluates {Value} as code",
    ],
};

pub(super) static SHELL_COMMAND: HazardText = HazardText {
    text: [
        "values are put straight into a shell command, so a cleverly chosen value can run other commands; pass a list of arguments instead",
        "the shell command is assembled from values, which allows command injection; pass arguments as a list, without a shell",
        "shell command assembled from values: injection risk",
    ],
};

pub(super) static UNSAFE_LOAD: HazardText = HazardText {
    text: [
        "loading this format can run code that is hidden in the data; use it only with data you trust",
        "{Function} can run code from its input; use it on trusted data only, or a safe format",
        "deserialisation of {Value} can execute code",
    ],
};

pub(super) static UNESCAPED_MARKUP: HazardText = HazardText {
    text: [
        "{Value} goes into the page as markup; if it holds text from others, that text can bring its own script",
        "{Value} is inserted as markup; unless it is escaped or trusted, this allows script injection",
        "unescaped markup from {Value}: XSS unless trusted",
    ],
};

pub(super) static HARDCODED_SECRET: HazardText = HazardText {
    text: [
        "a secret in the code can be read by everyone who sees the code; keep it outside",
        "{Name} is given as a literal; read it from the environment or a secret store",
        "credential literal in {Name}",
    ],
};

pub(super) static GUESSABLE_RANDOM: HazardText = HazardText {
    text: [
        "these random numbers can be guessed; for secrets there are special ones",
        "{Function} is predictable; use a cryptographic source for {Name}",
        "non-cryptographic randomness for {Name}",
    ],
};

pub(super) static UNCHECKED_CERTIFICATE: HazardText = HazardText {
    text: [
        "without this check, the other side may be anyone",
        "certificate checks are switched off, so the connection can be intercepted",
        "TLS verification disabled",
    ],
};
