//! Source text to the code model, by tree-sitter. One folder per programming language holds all that is special to it.
//!
//! A language is a row of [`LANGUAGES`]: its grammar, a rule for every node of that grammar, what its operators mean
//! ([`code::Dialect`]) and what its library is for ([`code::Library`]).
//!
//! Architecture Invariant: this is the only room that names a grammar's nodes, and the only one that knows tree-sitter.

mod alike;
mod alone;
mod broken;
mod data;
mod detect;
mod effort;
mod grammar;
mod lower;
mod marks;
mod members;

mod bash;
mod c;
mod cpp;
mod csharp;
mod css;
mod go;
mod html;
mod java;
mod javascript;
mod json;
mod kotlin;
mod php;
mod python;
mod ruby;
mod rust;
mod sql;
mod swift;
mod toml;
mod typescript;
mod yaml;

pub use detect::detect;
pub use grammar::{Absent, provide};
pub use lower::parse;
pub use marks::{Marks, family, marks};

use code::{Dialect, Library};
use grammar::{Grammar, generated as grammars};
use lower::Rule;

/// A programming language that Gloss reads.
#[derive(Clone, Copy)]
pub struct Language {
    /// The name that users type: `python`.
    pub name: &'static str,
    /// The name that readers see: `Python`.
    pub title: &'static str,
    /// Other names that users type: `py`.
    pub aliases: &'static [&'static str],
    /// File extensions without the dot.
    pub extensions: &'static [&'static str],
    /// What the language means.
    pub dialect: Dialect,
    /// The grammar, which may have to be loaded first, and the tables with it.
    pub(crate) grammar: &'static Grammar,
    /// What every text of the language begins with, where parts of one are also passed around without it; it is put before those to
    /// read them. Empty where a text needs nothing.
    pub(crate) opening: &'static str,
    /// Whether readers of its documentation are not shown the lines of an example that begin with `# `.
    pub hides_lines: bool,
    /// What is put around a member that was copied without its type, where the grammar reads none alone. Empty elsewhere.
    pub(crate) around_members: (&'static str, &'static str),
    /// The rule for a node kind; `None` for a kind that the language forgot, which a test rejects.
    pub(crate) rule: fn(kind: &str) -> Option<Rule>,
    /// The text that the grammar is to read where the language's own step before compilation would break it: as long as the
    /// source, byte for byte, with spaces for what is left out. `None` where the source will do.
    pub(crate) prepare: fn(source: &str) -> Option<String>,
    /// Takes the marks off a comment: `/** text */` to `text`. Lines are joined by `\n`.
    pub(crate) clean_comment: fn(comment: &str) -> String,
    /// The names of languages whose code its grammar reads too: what one of them reads whole is theirs, unless the clues tell.
    pub(crate) plain: &'static [&'static str],
    /// Words and marks that tell this language from others, with their weight.
    pub(crate) clues: &'static [(&'static str, i32)],
}

impl Language {
    /// Whether the language can be read now. Natively it always can.
    pub fn is_there(&self) -> Result<(), Absent> {
        self.grammar.get().map(drop)
    }

    /// What its library is for; nothing while the language cannot be read.
    pub fn library(&self) -> &Library {
        self.grammar.library()
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All languages, in the order in which they are offered.
pub static LANGUAGES: &[&Language] = &[
    &python::LANGUAGE,
    &javascript::LANGUAGE,
    &typescript::LANGUAGE,
    &typescript::TSX,
    &rust::LANGUAGE,
    &c::LANGUAGE,
    &cpp::LANGUAGE,
    &java::LANGUAGE,
    &csharp::LANGUAGE,
    &go::LANGUAGE,
    &kotlin::LANGUAGE,
    &swift::LANGUAGE,
    &ruby::LANGUAGE,
    &php::LANGUAGE,
    &sql::LANGUAGE,
    &bash::LANGUAGE,
    &html::LANGUAGE,
    &css::LANGUAGE,
    &json::LANGUAGE,
    &yaml::LANGUAGE,
    &toml::LANGUAGE,
];

/// The language of a name or an alias, in any case.
pub fn find(name: &str) -> Option<&'static Language> {
    let name = name.trim().to_ascii_lowercase();
    LANGUAGES.iter().copied().find(|language| language.name == name || language.aliases.contains(&name.as_str()))
}

/// The words that a language's grammar reserves, in the grammar's order.
pub fn keywords(language: &Language) -> Vec<String> {
    let Ok(grammar) = language.grammar.get() else { return Vec::new() };
    (0..grammar.node_kind_count() as u16)
        .filter(|&id| !grammar.node_kind_is_named(id))
        .filter_map(|id| grammar.node_kind_for_id(id))
        .filter(|token| token.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(str::to_owned)
        .collect()
}

/// Parses without lowering and counts the nodes of the syntax tree: what benchmarks hold a whole explanation against.
pub fn count_syntax_nodes(source: &str, language: &Language) -> usize {
    let mut parser = tree_sitter::Parser::new();
    let (text, _) = alone::opened(source, language);
    let grammar = language.grammar.get().ok();
    let tree = grammar.and_then(|it| parser.set_language(&it).ok()).and_then(|()| parser.parse(&*text, None));
    tree.map_or(0, |tree| tree.root_node().descendant_count())
}
