//! What tells code from comments and texts without a grammar, for the languages that are parsed here and for those that are not yet:
//! the language model reads both alike.

/// How a language marks what is no code.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// What opens a comment that ends with its line.
    pub line: &'static [&'static str],
    /// What opens and closes a comment.
    pub block: Option<(&'static str, &'static str)>,
    /// What texts stand between.
    pub quotes: &'static [u8],
    /// Whether a text over three quotes that opens a line documents something.
    pub documents: bool,
    /// Whether names are written without regard to case.
    pub folds_case: bool,
    /// Whether a quote may open a lifetime or a label instead of a character.
    pub lifetimes: bool,
}

/// How a language marks what is no code, by its name.
pub fn marks(language: &str) -> Marks {
    let c = Marks {
        line: &["//"],
        block: Some(("/*", "*/")),
        quotes: b"\"'`",
        documents: false,
        folds_case: false,
        lifetimes: false,
    };
    match language {
        "python" => Marks { line: &["#"], block: None, quotes: b"\"'", documents: true, ..c },
        "ruby" | "bash" | "yaml" | "toml" => Marks { line: &["#"], block: None, ..c },
        "json" => Marks { quotes: b"\"", ..c },
        "php" => Marks { line: &["//", "# "], ..c },
        "sql" => Marks { line: &["--"], folds_case: true, ..c },
        "rust" => Marks { quotes: b"\"'", lifetimes: true, ..c },
        "c" | "cpp" | "java" | "csharp" | "kotlin" | "swift" => Marks { quotes: b"\"'", ..c },
        _ => c,
    }
}

/// The name under which the language model knows a language: a dialect goes by its language's.
pub fn family(language: &str) -> &str {
    if language == "tsx" { "typescript" } else { language }
}
