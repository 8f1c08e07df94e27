//! C++. What it shares with C is lowered by that folder's rules; here stands what C does not have.

mod classes;
mod declarations;
mod expressions;
mod functions;
mod lower;
mod names;
mod statements;
mod templates;
#[cfg(test)]
mod tests;

use code::{Arithmetic, Dialect, Terms};

use crate::{Language, c, grammars};

const DIALECT: Dialect = Dialect {
    exceptions: true,
    rethrow_forgets: false,
    members_in_scope: true,
    // A macro may end a path without a word that is known to.
    always_returns: true,
    null: "nullptr",
    receiver: "this",
    type_names: TYPE_NAMES,
    terms: Terms {
        sequence: "sequence",
        mapping: "map",
        raises: "throws",
        raise: "throw",
        error: "exception",
        lambda: "lambda",
        method: "method",
        ..c::DIALECT.terms
    },
    arithmetic: Arithmetic::FixedWidth,
    ..c::DIALECT
};

/// The types of the standard library that are one of the common types.
const TYPE_NAMES: &[(&str, &str)] = &[
    ("array", "list"),
    ("atomic_bool", ""),
    ("bitset", ""),
    ("char", "int"),
    ("char16_t", "int"),
    ("char32_t", "int"),
    ("deque", "list"),
    ("double", "float"),
    ("duration", "time"),
    ("exception", "error"),
    ("forward_list", "list"),
    ("fstream", "file"),
    ("function", "function"),
    ("future", "promise"),
    ("ifstream", "file"),
    ("initializer_list", "list"),
    ("invalid_argument", "error"),
    ("jthread", "thread"),
    ("list", "list"),
    ("long", "int"),
    ("map", "map"),
    ("move_only_function", "function"),
    ("multimap", "map"),
    ("multiset", "set"),
    ("mutex", "lock"),
    ("ofstream", "file"),
    ("optional", "option"),
    ("pair", "tuple"),
    ("path", "path"),
    ("priority_queue", ""),
    ("queue", ""),
    ("recursive_mutex", "lock"),
    ("regex", "regex"),
    ("runtime_error", "error"),
    ("set", "set"),
    ("shared_future", "promise"),
    ("shared_mutex", "lock"),
    ("span", "list"),
    ("stack", ""),
    ("string", "text"),
    ("string_view", "text"),
    ("thread", "thread"),
    ("time_point", "time"),
    ("tuple", "tuple"),
    ("unordered_map", "map"),
    ("unordered_multimap", "map"),
    ("unordered_multiset", "set"),
    ("unordered_set", "set"),
    ("valarray", "list"),
    ("vector", "list"),
    ("wstring", "text"),
];

/// The neutral type of a type's name.
fn neutral(name: &str) -> Option<&'static str> {
    if let Some((_, neutral)) = TYPE_NAMES.iter().find(|(own, _)| *own == name) {
        return Some(neutral);
    }
    let number = ["size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int8_t", "int16_t", "int32_t", "int64_t"];
    let unsigned = ["uint8_t", "uint16_t", "uint32_t", "uint64_t"];
    (number.contains(&name) || unsigned.contains(&name)).then_some("int")
}

/// Whether a name is that of a type of the standard library which is none of the common types.
fn is_type(name: &str) -> bool {
    const TYPES: &[&str] = &[
        "atomic",
        "domain_error",
        "istringstream",
        "length_error",
        "lock_guard",
        "logic_error",
        "mt19937",
        "mt19937_64",
        "ostringstream",
        "out_of_range",
        "overflow_error",
        "packaged_task",
        "priority_queue",
        "promise",
        "queue",
        "random_device",
        "range_error",
        "scoped_lock",
        "shared_lock",
        "shared_ptr",
        "stack",
        "stringstream",
        "system_error",
        "underflow_error",
        "unique_lock",
        "unique_ptr",
        "weak_ptr",
    ];
    TYPES.contains(&name)
}

/// C++.
pub(crate) static LANGUAGE: Language = Language {
    name: "cpp",
    title: "C++",
    aliases: &["c++", "cxx", "cc", "c plus plus"],
    extensions: &["cpp", "cc", "cxx", "c++", "hpp", "hh", "hxx", "h++", "ipp", "tpp", "inl", "h"],
    dialect: DIALECT,
    grammar: &grammars::CPP,
    plain: &["c"],
    opening: "",
    hides_lines: false,
    around_members: ("", ""),
    rule: lower::rule,
    prepare: c::prepare,
    clean_comment: c::clean_comment,
    clues: CLUES,
};

/// What tells C++ from others, C above all.
const CLUES: &[(&str, i32)] = &[
    ("std::", 8),
    ("using namespace ", 10),
    ("#include <iostream>", 10),
    ("#include <vector>", 10),
    ("#include <string>", 10),
    ("#include <memory>", 10),
    ("#include <map>", 10),
    ("#include <algorithm>", 10),
    ("#include <", 4),
    ("#include \"", 4),
    ("#define ", 3),
    ("#ifndef ", 3),
    ("#pragma once", 5),
    ("template <", 8),
    ("template<", 8),
    ("typename ", 6),
    ("namespace ", 5),
    ("public:", 8),
    ("private:", 8),
    ("protected:", 8),
    ("class ", 2),
    ("virtual ", 5),
    (" override", 4),
    ("nullptr", 8),
    ("constexpr ", 6),
    ("noexcept", 6),
    ("const auto", 6),
    ("auto&", 6),
    ("auto ", 3),
    ("cout <<", 10),
    ("cin >>", 10),
    ("static_cast<", 8),
    ("dynamic_cast<", 8),
    ("reinterpret_cast<", 8),
    ("unique_ptr", 6),
    ("shared_ptr", 6),
    ("make_unique", 6),
    ("push_back(", 6),
    ("emplace_back(", 6),
    ("delete ", 2),
    ("operator", 2),
    ("::", 3),
    ("->", 1),
    ("const std", 4),
    ("const char *", 2),
    ("char *", 1),
    ("int main(", 4),
    ("size_t ", 2),
    ("\nint ", 1),
    ("\nvoid ", 1),
    ("catch (...)", 6),
    ("[&]", 5),
    ("[=]", 5),
    ("[this]", 5),
    ("explicit ", 4),
    ("friend ", 3),
    (" = default;", 6),
    (" = delete;", 6),
    ("&&", 1),
    ("fn ", -6),
    ("let mut ", -8),
    ("impl ", -6),
    ("pub fn", -8),
    ("crate::", -6),
    ("function ", -5),
    ("def ", -5),
    ("import ", -5),
    ("package ", -5),
    ("public static ", -6),
    ("public class ", -8),
    ("using System", -10),
    ("extends ", -4),
    ("implements ", -5),
    ("let ", -5),
    ("=> ", -4),
    (" === ", -6),
    (":= ", -5),
    ("func ", -6),
    ("fun ", -5),
    ("var ", -4),
    ("<?php", -10),
    ("$", -2),
];
