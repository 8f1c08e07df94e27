//! The intent of statements, and that no line of a body is left out.

use code::{Kind, NodeId, Unit};
use facts::{Action, Facts, StepId};

fn read(language: &str, source: &str) -> (Unit, Facts) {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    let facts = facts::observe(&unit);
    (unit, facts)
}

/// The steps of the first function that ends, as `Action` names, inner ones between brackets.
fn actions(language: &str, source: &str) -> String {
    let (unit, facts) = read(language, source);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    let body = unit.functions.last().and_then(|it| it.body).expect("a function with a body");
    let mut out = String::new();
    show(&facts, facts.steps.of_body(body), &mut out);
    out.trim().to_owned()
}

fn show(facts: &Facts, steps: &[StepId], out: &mut String) {
    for &id in steps {
        let step = facts.steps.get(id);
        let debug = format!("{:?}", step.action);
        let name = debug.split([' ', '(', '{']).next().unwrap_or("");
        out.push_str(name);
        if !step.more.is_empty() {
            out.push_str(&format!("*{}", step.more.len() + 1));
        }
        if !step.children.is_empty() {
            out.push('[');
            show(facts, &step.children, out);
            out.truncate(out.trim_end().len());
            out.push(']');
        }
        out.push(' ');
    }
}

#[track_caller]
fn check(language: &str, source: &str, expected: &str) {
    assert_eq!(actions(language, source), expected, "in {language}:\n{source}");
}

#[test]
fn statements_have_intents() {
    check(
        "python",
        "def f(x):\n    total = 0\n    names = []\n    a, b = x\n    a, b = b, a\n    total += a\n    total += 1\n    return total\n",
        "Start*2 Unpack Swap Accumulate Count Return",
    );
    check(
        "python",
        "def f(self, a, b):\n    self.a = a\n    self.b = b\n    d['k'] = 1\n    del d['k']\n    assert a\n    pass\n",
        "SetField*2 SetItem Delete Assert",
    );
    check(
        "javascript",
        "function f(a) { let i = 0; i++; i += a; const {x} = a; a.b = x; throw new Error('no') }",
        "Start Count Accumulate Unpack SetField Raise",
    );
    check("rust", "fn f(a: u32) -> u32 { let mut t = 0; t += a; g(t); t }", "Start Accumulate Call Return");
}

/// Whether each guard of the first function does nothing but leave.
fn only_leaves(source: &str) -> Vec<bool> {
    let (_, facts) = read("javascript", source);
    let guards = facts.steps.all.iter().filter(|step| matches!(step.action, Action::Guard { .. }));
    guards.map(|step| facts.steps.only_leaves(step)).collect()
}

#[test]
fn a_guard_that_answers_in_several_ways_is_not_cut_short() {
    check(
        "javascript",
        "function f(x) { if (x) { if (x.y) return 1; return 2 } return 3 }",
        "Guard[ChooseValue] Return",
    );
    assert_eq!(only_leaves("function f(x) { if (x) { if (x.y) return 1; return 2 } g() }"), [false]);
    assert_eq!(only_leaves("function f(x) { if (x) { g(); return 2 } h() }"), [false]);
    assert_eq!(only_leaves("function f(x) { if (x) return 2; h() }"), [true]);
    // Two in a row are one step.
    assert_eq!(only_leaves("function f(x) { if (x) return 2; if (x.y) return 2; h() }"), [true]);
}

#[test]
fn guards_and_choices_are_told_apart() {
    check(
        "python",
        "def f(x):\n    if x is None:\n        x = 1\n    if not x:\n        return 1\n    if x > 2:\n        y = 1\n    else:\n        y = 2\n    return y\n",
        "Fallback Guard[Return] ChooseValue Return",
    );
    check("python", "def f(x):\n    if x:\n        return 1\n    return 2\n", "ChooseValue");
    check(
        "javascript",
        "function f(x) { if (x) { g(); } else if (x.y) { h(); h(); } else { k(); } }",
        "Choose[Call Call*2 Call]",
    );
    check("rust", "fn f(x: u32) -> u32 { match x { 1 => 2, _ => { g(); 3 } } }", "Dispatch[Return Call Return]");
    check("rust", "fn f(x: Option<u32>) -> u32 { let Some(y) = x else { return 1 }; y }", "Unpack[Return] Return");
}

#[test]
fn functions_inside_expressions_have_steps() {
    check("javascript", "function f(x) { x.on('a', () => { g(); h(); }); }", "Call[Define[Call Call]]");
    check("javascript", "function f() { return function () { return 1; }; }", "Return[Define[Return]]");
}

#[test]
fn three_statements_that_swap_are_one_step() {
    check("javascript", "function f(a, i, j) { const t = a[i]; a[i] = a[j]; a[j] = t; }", "Swap");
}

/// Every line that holds code of a body lies inside a step.
#[track_caller]
fn covers(unit: &Unit, facts: &Facts) {
    for &(body, ref steps) in &facts.steps.bodies {
        let statements = match unit.kind(body) {
            Kind::Block { body } | Kind::Module { body } => unit.list(body).to_vec(),
            _ => continue,
        };
        for statement in statements {
            let held = steps.iter().any(|&id| facts.steps.get(id).span.contains(unit.span(statement)));
            assert!(held || unit.kind(statement) == Kind::Empty, "left out: {}", unit.text(statement));
        }
    }
}

fn inside(unit: &Unit, facts: &Facts, parent: Option<NodeId>, steps: &[StepId]) {
    for &id in steps {
        let step = facts.steps.get(id);
        if let Some(parent) = parent {
            assert!(unit.span(parent).contains(step.span) || step.action != Action::Nothing);
        }
        inside(unit, facts, Some(step.node), &step.children);
    }
}

#[test]
fn no_statement_is_left_out() {
    for (language, source) in [
        (
            "python",
            "import os\nx = 1\nclass A:\n    y = 2\n    def f(self):\n        try:\n            with open('a') as f:\n                for l in f:\n                    if l: continue\n                    print(l)\n        except OSError as e:\n            raise X from e\n        else:\n            pass\n        finally:\n            done()\n        return lambda: 1\n",
        ),
        (
            "javascript",
            "import a from 'a'; export const f = async (x) => { for await (const y of x) { await g(y) } switch (x) { case 1: h(); break; default: k() } label: while (true) { break label } }; export { a }",
        ),
        (
            "rust",
            "use a::b; struct S { x: u32 } impl S { fn f(&self) -> u32 { unsafe { g() }; let v = { let t = 1; t + 1 }; loop { break } v } } macro_rules! m { () => {} }",
        ),
        ("rust", "fn f( {{{"),
        ("python", ""),
    ] {
        let (unit, facts) = read(language, source);
        covers(&unit, &facts);
        inside(&unit, &facts, None, facts.steps.of_body(unit.root));
    }
}
