//! YAML.

mod lower;
mod prepare;
mod whole;

#[cfg(test)]
mod tests;

use code::{Dialect, Terms};

use crate::{Language, data, grammars};

pub(crate) use whole::is_whole;

/// YAML.
pub(crate) static LANGUAGE: Language = Language {
    name: "yaml",
    title: "YAML",
    aliases: &["yml"],
    extensions: &["yaml", "yml", "clang-format", "clang-tidy", "cff"],
    dialect: Dialect { terms: Terms { sequence: "sequence", array: "sequence", ..data::TERMS }, ..data::DIALECT },
    grammar: &grammars::YAML,
    plain: &[],
    prepare: prepare::prepare,
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    clean_comment: data::clean_comment,
    clues: &[],
};
