//! TOML.

mod lower;
mod whole;

#[cfg(test)]
mod tests;

use code::{Dialect, Terms};

use crate::{Language, data, grammars};

pub(crate) use whole::is_whole;

/// TOML.
pub(crate) static LANGUAGE: Language = Language {
    name: "toml",
    title: "TOML",
    aliases: &[],
    extensions: &["toml"],
    dialect: Dialect {
        null: "",
        terms: Terms {
            sequence: "array",
            array: "array",
            mapping: "table",
            record: "table",
            text: "string",
            ..data::TERMS
        },
        ..data::DIALECT
    },
    grammar: &grammars::TOML,
    plain: &[],
    prepare: |_| None,
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    clean_comment: data::clean_comment,
    clues: &[],
};
