//! HTML, whole pages and fragments of them.
//!
//! Every text is HTML to a browser: end tags may be left out, tags may be nested wrongly, and templates stand in between. The
//! [reader](read) of this folder keeps the elements that are open as a browser does, and marks what was closed by nobody. Styles
//! inside a page are read as style sheets. The grammar serves to tell HTML from other languages.

mod lower;
mod nesting;
mod read;
mod tags;

#[cfg(test)]
mod tests;

use code::{Arithmetic, Dialect, LinkForm, Links, Terms};

use crate::{Language, data, grammars};

const DIALECT: Dialect = Dialect {
    arithmetic: Arithmetic::FixedWidth,
    declared_in_place: true,
    copies_values: false,
    null: "",
    truth: "",
    falsehood: "",
    truth_operators: false,
    links: Links {
        form: LinkForm::Path,
        index: &["index"],
        roots: &["public", "static"],
        attributes: &[("script", "src"), ("link", "href"), ("iframe", "src"), ("frame", "src")],
        leads: &[("a", "href"), ("form", "action")],
        ..Links::NONE
    },
    terms: Terms {
        mapping: "map",
        interface: "element",
        record: "element",
        module: "page",
        field: "attribute",
        ..data::TERMS
    },
    ..data::DIALECT
};

/// HTML.
pub(crate) static LANGUAGE: Language = Language {
    name: "html",
    title: "HTML",
    aliases: &["htm", "xhtml"],
    extensions: &["html", "htm", "xhtml", "shtml"],
    dialect: DIALECT,
    grammar: &grammars::HTML,
    plain: &[],
    rule: lower::rule,
    // The reader needs no tree, and deep nesting takes this grammar time that grows with its square.
    prepare: |source| Some(" ".repeat(source.len())),
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    clean_comment: lower::clean_comment,
    clues: &[
        ("\n<!DOCTYPE html", 30),
        ("\n<!doctype html", 30),
        ("\n<!DOCTYPE HTML", 30),
        ("\n<html", 20),
        ("<head>", 10),
        ("<body", 8),
        ("<meta ", 8),
        ("<link rel=", 8),
        ("<title>", 5),
        ("\n<div", 6),
        ("\n<form", 6),
        ("\n<ul", 6),
        ("\n<nav", 6),
        ("\n<section", 6),
        ("\n<table", 6),
        ("\n<header", 6),
        ("\n<main", 6),
        ("\n<article", 6),
        ("\n<img ", 6),
        ("\n<a href=", 6),
        ("\n<button", 6),
        ("\n<input ", 6),
        ("\n<p>", 6),
        ("\n<h1", 6),
        ("\n<h2", 6),
        ("\n<!--", 5),
        ("</p>", 2),
        ("</li>", 2),
        ("</div>", 2),
        (" class=\"", 3),
        (" href=\"", 3),
        ("<br>", 3),
        ("&nbsp;", 3),
        ("<?php", -30),
        ("<?=", -20),
        ("className=", -12),
        ("={", -10),
        ("<template>", -2),
        ("<script setup", -20),
        ("export default", -20),
        ("\nimport ", -15),
        ("\nconst ", -10),
        ("\nfunction ", -10),
        ("\nreturn ", -10),
        ("return (", -12),
        ("=> ", -4),
    ],
};
