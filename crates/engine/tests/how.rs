//! What *How* says of small pieces of code, level by level.

use engine::{Level, Request, SectionKind, explain};

/// The sentences of How, those inside indented.
fn how(language: &str, source: &str, level: Level) -> String {
    let request = Request { code: source, language: Some(language), file_name: None, level };
    let explanation = explain(&request).expect("code that can be explained");
    let mut out = String::new();
    for section in &explanation.sections {
        if section.kind != SectionKind::How {
            continue;
        }
        let mut depths: Vec<(u32, usize)> = Vec::new();
        for sentence in &section.sentences {
            let depth =
                sentence.parent.and_then(|parent| depths.iter().find(|it| it.0 == parent)).map_or(0, |it| it.1 + 1);
            depths.push((sentence.id, depth));
            out.push_str(&"  ".repeat(depth));
            out.push_str(&sentence.text);
            out.push('\n');
        }
    }
    out
}

/// Checks that How says this among other things.
#[track_caller]
fn says(language: &str, source: &str, level: Level, expected: &str) {
    let found = how(language, source, level);
    assert!(found.contains(expected), "not said: {expected}\nbut:\n{found}");
}

const PY: &str = "python";
const JS: &str = "javascript";
const RS: &str = "rust";
use Level::{Beginner, Expert, Intermediate};

fn py(body: &str) -> String {
    format!("def f(x, y, items, name=None):\n{}\n", body.lines().map(|it| format!("    {it}\n")).collect::<String>())
}

#[track_caller]
fn condition(language: &str, source: &str, expected: &str) {
    let code = match language {
        PY => py(&format!("if {source}:\n    go()\nelse:\n    stop()")),
        _ => format!("function f(x, y, items) {{ if ({source}) {{ go() }} else {{ stop() }} }}"),
    };
    says(language, &code, Intermediate, &format!("If {expected}, it calls"));
}

#[test]
fn conditions_are_said_in_words() {
    condition(PY, "len(x) == 0", "`x` is empty");
    condition(PY, "len(x) > 3", "the number of items in `x` is greater than `3`");
    condition(PY, "x % 2 == 0", "`x` is even");
    condition(PY, "x % y == 0", "`x` is divisible by `y`");
    condition(PY, "0 < x < y", "`x` lies between zero and `y`");
    condition(PY, "x is None", "`x` is `None`");
    condition(PY, "x in items", "`items` contains `x`");
    condition(PY, "x not in (1, 2, 3)", "`x` is none of `1`, `2` and `3`");
    condition(PY, "not x", "`x` is empty, false or not set");
    condition(PY, "not (x < y or y == 3)", "`x` is at least `y` and `y` is not `3`");
    condition(PY, "x == 1 or x == 2", "`x` is `1` or `2`");
    condition(PY, "isinstance(x, str)", "`x` is of the type `str`");
    condition(JS, "x === null", "`x` is `null`");
    condition(JS, "x == null", "`x` is `null` or undefined");
    condition(JS, "typeof x !== 'string'", "`x` is not a string");
    condition(JS, "items.length === 0", "`items` is empty");
    condition(JS, "!x || y >= 0", "`x` is not set, or `y` is zero or more");
    condition(JS, "x instanceof Y", "`x` is an instance of `Y`");
}

#[test]
fn levels_use_other_words() {
    let code = py(
        "if x < 0:\n    raise ValueError('negative')\ntotal = 0\nfor item in items:\n    total += item\nreturn total",
    );
    says(PY, &code, Beginner, "if `x` is negative, it stops with an error, `ValueError`, that says `'negative'`.");
    says(PY, &code, Intermediate, "Raises `ValueError` with the message `'negative'` if `x` is negative.");
    says(PY, &code, Expert, "Raises `ValueError` (`'negative'`) if `x` is negative;");
    says(PY, &code, Beginner, "gives back `total`");
    says(PY, &code, Expert, "eturns `total`");
}

#[test]
fn nothing_given_is_said_of_optional_parameters_only() {
    let code =
        py("if name is None:\n    go()\n    stop(1)\n    x = x.a\nif x is None:\n    go()\n    stop(1)\n    y = y.b");
    says(PY, &code, Beginner, "f nothing was given for `name`");
    says(PY, &code, Beginner, "f `x` is `None`");
}

#[test]
fn like_statements_share_a_sentence() {
    let code = py("a = 0\nb = 0\nc = 0\nreturn a");
    says(PY, &code, Beginner, "sets `a`, `b`, and `c` to zero");
    let code = "class A:\n    def __init__(self, host, port):\n        self.host = host\n        self.port = port\n        self.open = False\n";
    says(PY, code, Intermediate, "tores `host` and `port` in fields of the same names and sets `self.open` to `False`");
}

#[test]
fn short_bodies_stay_in_their_sentence() {
    let code = py("for line in x:\n    line = line.strip()\n    if line:\n        items.append(line)");
    says(PY, &code, Intermediate, "or each `line` in `x`, it ");
    let code = py("for line in x:\n    if not line:\n        continue\n    go(line)\n    stop(line)");
    says(PY, &code, Intermediate, "or each `line` in `x`, if `line` is set, it calls `go(line)` and `stop(line)`.");
}

#[test]
fn counted_loops_are_said_by_their_range() {
    says(
        JS,
        "function f(xs, n) { for (let i = 0; i < n; i++) { g(i) } h(); }",
        Intermediate,
        "For each `i` from zero up to, but not including, `n`",
    );
    says(
        JS,
        "function f(xs, n) { for (let i = 0; i < xs.length; i++) { g(i) } h(); }",
        Intermediate,
        "For each position `i` of `xs`",
    );
}

#[test]
fn rust_values_go_where_they_are_kept() {
    let code = "fn f(x: u32) -> u32 { let t = match x { 1 => 2, _ => { g(); 3 } }; t }";
    says(RS, code, Intermediate, "For `1`, it sets `t` to `2`.");
    says(RS, code, Intermediate, "Otherwise, it calls `g()` and sets `t` to `3`.");
}

#[test]
fn long_expressions_are_summed_up() {
    let code = py(
        "log(x)\nif not x:\n    return y\nreturn combine(alpha.first.second, beta.third.fourth, gamma.fifth.sixth, delta.seventh.eighth, items)",
    );
    says(PY, &code, Intermediate, "eturns the result of `combine`");
}

#[test]
fn failures_have_their_own_sentences() {
    let code = py("try:\n    go(x)\nexcept KeyError:\n    pass\nfinally:\n    stop()");
    says(PY, &code, Intermediate, "ries to call `go(x)`.");
    says(PY, &code, Intermediate, "If that fails with `KeyError`, it ignores the failure.");
    says(PY, &code, Intermediate, "n any case, at the end, it calls `stop()`.");
}

#[test]
fn callbacks_stand_under_what_runs_them() {
    let code = "button.addEventListener('click', () => { save(); });";
    says(JS, code, Intermediate, "Whenever the event `'click'` happens on `button`, it calls `save()`.");
    says(
        JS,
        "xs.forEach((x, i) => go(x, i));",
        Expert,
        "For each `x` of `xs`, with its position `i`, calls `go(x, i)`.",
    );
    let code = "fetch('/a').then((r) => r.json()).catch((e) => console.error(e));";
    says(JS, code, Expert, "Once that is done, with its result `r`, returns the body of `r`, read as JSON.");
    says(JS, code, Expert, "If that fails, with the error `e`, reports `e` as an error on the console.");
    let code = "xs.forEach((x) => { if (!x) return; go(x); stop(x); last(x); more(x); });";
    says(JS, code, Intermediate, "oves on to the next item if `x` is not set.");
}

#[test]
fn state_is_told_by_what_it_is_for() {
    let code = "import { useState } from 'react';\nfunction A() { const [n, setN] = useState(0); if (n > 3) return; go(); setN(n + 1); }";
    says(JS, code, Expert, "`setN` replaces it and has the component drawn again");
    says(JS, code, Expert, "ets the state `n` to `n + 1`");
    says(JS, "function f(o) { if (!o) return; go(); stop(); o.on = !o.on; }", Expert, "oggles `o.on`");
}

#[test]
fn routes_of_a_web_application_are_told_by_their_requests() {
    let code =
        "const express = require('express');\nconst app = express();\napp.get('/a', (req, res) => { res.json(a); });";
    says(JS, code, Intermediate, "Whenever a GET request for `'/a'` arrives, it answers with `a` as JSON.");
}
