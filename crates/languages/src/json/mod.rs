//! JSON, and what is written like it with comments and with commas behind the last item.

mod lower;
mod whole;

#[cfg(test)]
mod tests;

use code::{Dialect, Terms};

use crate::{Language, data, grammars};

pub(crate) use whole::is_whole;

/// JSON.
pub(crate) static LANGUAGE: Language = Language {
    name: "json",
    title: "JSON",
    aliases: &["jsonc", "json5", "geojson", "jsonl", "ndjson"],
    extensions: &[
        "json",
        "jsonc",
        "json5",
        "geojson",
        "topojson",
        "webmanifest",
        "jsonl",
        "ndjson",
        "ipynb",
        "har",
        "eslintrc",
        "babelrc",
        "prettierrc",
        "code-workspace",
    ],
    dialect: Dialect {
        terms: Terms { sequence: "array", array: "array", mapping: "object", record: "object", ..data::TERMS },
        ..data::DIALECT
    },
    grammar: &grammars::JSON,
    plain: &[],
    prepare: lower::prepare,
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    clean_comment: lower::clean_comment,
    clues: &[],
};
