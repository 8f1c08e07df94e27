//! CSS.
//!
//! The syntax of style sheets is defined down to what browsers do with broken text: they skip one declaration or one rule and go on.
//! The [reader](read) of this folder does the same, so that what is told is what a browser makes of the text; templates and later
//! syntax cost their place only. The grammar serves to tell CSS from other languages.
//!
//! What properties, values, pseudo-classes and at-rules are for stands in tables of words, which pages with styles inside read too.

mod lower;
pub(crate) mod read;

#[cfg(test)]
mod tests;

use code::{Arithmetic, Dialect, LinkForm, Links, Terms};

pub(crate) use lower::clean_comment;

use crate::{Language, data, grammars};

const DIALECT: Dialect = Dialect {
    arithmetic: Arithmetic::FixedWidth,
    declared_in_place: true,
    copies_values: false,
    null: "",
    truth: "",
    falsehood: "",
    truth_operators: false,
    links: Links { form: LinkForm::Path, roots: &["public", "static"], statements: &["import"], ..Links::NONE },
    terms: Terms {
        mapping: "map",
        interface: "rule",
        record: "rule",
        module: "style sheet",
        field: "property",
        ..data::TERMS
    },
    ..data::DIALECT
};

/// CSS.
pub(crate) static LANGUAGE: Language = Language {
    name: "css",
    title: "CSS",
    aliases: &[],
    extensions: &["css", "pcss", "postcss"],
    dialect: DIALECT,
    grammar: &grammars::CSS,
    plain: &[],
    rule: lower::rule,
    // The reader needs no tree, and deep nesting takes this grammar time that grows with its square.
    prepare: |source| Some(" ".repeat(source.len())),
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    clean_comment: lower::clean_comment,
    clues: &[
        ("\nbody {", 8),
        ("\nhtml {", 8),
        ("\n:root {", 12),
        ("\n@media ", 10),
        ("\n@import url(", 10),
        ("\n@font-face", 12),
        ("\n@keyframes ", 12),
        ("\n@layer ", 10),
        ("\n@charset ", 10),
        ("\n@supports ", 10),
        ("\n@container ", 10),
        ("\n* {", 6),
        ("\na {", 3),
        ("\na:hover", 8),
        (":hover {", 8),
        ("::before", 6),
        ("::after", 6),
        (":not(.", 5),
        ("\n.", 1),
        ("px;\n", 4),
        ("rem;\n", 4),
        ("em;\n", 3),
        ("%;\n", 2),
        ("  color: #", 5),
        ("\tcolor: #", 5),
        ("  color: ", 1),
        ("  margin: ", 6),
        ("\tmargin: ", 6),
        ("  padding: ", 6),
        ("\tpadding: ", 6),
        ("  display: ", 6),
        ("\tdisplay: ", 6),
        ("display: flex", 6),
        ("{ display:", 6),
        ("{ color:", 5),
        ("{ margin:", 6),
        ("{ padding:", 6),
        ("{ background:", 6),
        ("{ width:", 5),
        ("{ float:", 8),
        (" float: left", 6),
        (" ul li ", 5),
        ("{display:", 6),
        ("{color:", 6),
        ("{margin:", 6),
        ("{padding:", 6),
        ("font-size:", 5),
        ("font-family:", 5),
        ("background-color:", 5),
        ("  background: ", 4),
        ("text-align:", 5),
        ("border-radius:", 5),
        ("  width: ", 3),
        ("  height: ", 3),
        ("  position: ", 4),
        ("max-width:", 3),
        ("min-width:", 3),
        ("!important;", 6),
        ("var(--", 4),
        ("\n$", -6),
        ("import ", -4),
        ("const ", -8),
        ("function ", -8),
        ("=> ", -6),
        ("=== ", -6),
        ("return ", -5),
        ("</", -8),
        ("/>", -5),
        ("styled.", -12),
        (" = ", -2),
        ("();", -3),
    ],
};
