//! Worked examples, against what the languages' own interpreters and compilers give for the same values.

use facts::{Example, Outcome};

const PY: &str = "python";
const JS: &str = "javascript";
const TS: &str = "typescript";
const RS: &str = "rust";

/// The example of the last function of a text.
fn example(language: &str, code: &str) -> Option<Example> {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(code, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {code}");
    let facts = facts::observe(&unit);
    facts::example(&unit, &facts, code::FunctionId::from_index(facts.functions.len() - 1))
}

#[track_caller]
fn gives(language: &str, code: &str, arguments: &[&str], result: &str) {
    let found = example(language, code).unwrap_or_else(|| panic!("no example of\n{code}"));
    let given: Vec<&str> = found.arguments.iter().map(|it| &*it.1).collect();
    assert_eq!(given, arguments, "{code}");
    assert_eq!(found.outcome, Outcome::Gives(result.to_owned()), "{code}");
}

#[track_caller]
fn none(language: &str, code: &str) {
    if let Some(found) = example(language, code) {
        panic!("{found:?} of\n{code}");
    }
}

#[test]
fn numbers_are_those_of_the_language() {
    gives(PY, "def f(n):\n    return n / 4\n", &["6"], "1.5");
    gives(PY, "def f(n):\n    return n / 2\n", &["6"], "3.0");
    gives(PY, "def f(n):\n    return (n - 20) // 4\n", &["6"], "-4");
    gives(PY, "def f(n):\n    return -n % 5\n", &["6"], "4");
    gives(JS, "function f(n) { return n / 2; }", &["6"], "3");
    gives(JS, "function f(n) { return -n % 5; }", &["6"], "-1");
    gives(TS, "function f(n: number): number { return n / 4; }", &["6"], "1.5");
    gives(RS, "fn f(n: i32) -> i32 { n / 4 }", &["6"], "1");
    gives(RS, "fn f(n: f64) -> f64 { n / 4.0 }", &["2.5"], "0.625");
}

#[test]
fn what_may_differ_is_not_run() {
    // A width that is not known, numbers below zero that may not exist, and types that are not understood.
    none(RS, "fn f(n: i32) -> i32 { n + 2_000_000_000 + 2_000_000_000 }");
    none(RS, "fn f(n: usize) -> usize { n - 5_000 }");
    none(RS, "fn f(n: u8) -> u8 { n + 1 }");
    none(TS, "function f(n: Shape): number { return n.area; }");
    // The library's own names, effects, and what stands outside.
    none(PY, "def f(n):\n    print(n)\n    return n\n");
    none(PY, "def f(n):\n    return helper(n)\n");
    none(PY, "limit = []\ndef f(n):\n    return n + len(limit)\n");
    none(PY, "import random\ndef f(n):\n    return n + random.random()\n");
    // Text that is formatted, and what grows while it is gone through.
    none(PY, "def f(n):\n    return f\"{n:.2f}\"\n");
    none(PY, "def f(xs):\n    for x in xs:\n        xs.append(x)\n    return xs\n");
    // It never ends.
    none(PY, "def f(n):\n    while True:\n        n += 1\n    return n\n");
    // Sorting numbers as texts is what the language does.
    none(JS, "function f(xs) { return xs.sort(); }");
    // A decorator may change what comes of it, and a narrow type cuts numbers off.
    none(PY, "@twice\ndef f(n):\n    return n + 1\n");
    none(PY, "@twice\ndef g(n):\n    return n\ndef f(n):\n    return g(n)\n");
    none(RS, "fn f(n: i32) -> i32 { (n + 300) as u8 as i32 }");
    // A loose comparison of different things converts.
    none(JS, "function f(x) { return x * 2 == '6'; }");
}

#[test]
fn a_check_of_the_arguments_is_no_example() {
    none(
        PY,
        "def f(text):\n    if not text:\n        return 0\n    text = unknown(text)\n    text = other(text)\n    return text\n",
    );
}

#[test]
fn loops_and_collections_run() {
    gives(
        PY,
        "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n",
        &["[4, 1, 6, 3]"],
        "14",
    );
    gives(PY, "def f(xs):\n    return [x * 2 for x in xs if x > 2]\n", &["[4, 1, 6, 3]"], "[8, 12, 6]");
    gives(PY, "def f(xs):\n    return sum(x for x in xs)\n", &["[4, 1, 6, 3]"], "14");
    gives(
        PY,
        "def f(xs):\n    seen = {}\n    for x in xs:\n        seen[x] = seen.get(x, 0) + 1\n    return seen\n",
        &["[4, 1, 6, 3]"],
        "{4: 1, 1: 1, 6: 1, 3: 1}",
    );
    gives(PY, "def f(word):\n    return word[::-1]\n", &["\"level\""], "\"level\"");
    gives(PY, "def f(xs):\n    return sorted(xs)[-1]\n", &["[4, 1, 6, 3]"], "6");
    gives(
        JS,
        "function f(xs) { let n = 0; for (let i = 0; i < xs.length; i++) { if (xs[i] > 2) n++; } return n; }",
        &["[4, 1, 6, 3]"],
        "3",
    );
    gives(
        RS,
        "fn f(xs: &[i32]) -> Option<i32> { let mut best = None; for &x in xs { match best { Some(b) if b >= x => {} _ => best = Some(x) } } best }",
        &["[4, 1, 6, 3]"],
        "Some(6)",
    );
    gives(
        RS,
        "fn f(xs: &[i32]) -> i32 { let mut n = 0; for i in 0..xs.len() as i32 { n += i; } n }",
        &["[4, 1, 6, 3]"],
        "6",
    );
}

#[test]
fn functions_call_themselves_and_one_another() {
    gives(PY, "def f(n):\n    return 1 if n <= 1 else n * f(n - 1)\n", &["6"], "720");
    gives(JS, "function half(n) { return n / 2; } function f(n) { return half(n) + 1; }", &["6"], "4");
}

#[test]
fn arguments_are_chosen_to_run_most_of_the_code() {
    let code = "def f(year):\n    if year % 400 == 0:\n        return True\n    if year % 100 == 0:\n        return False\n    return year % 4 == 0\n";
    gives(PY, code, &["12"], "True");
    let code = "def f(items, target):\n    low, high = 0, len(items) - 1\n    while low <= high:\n        middle = (low + high) // 2\n        if items[middle] == target:\n            return middle\n        if items[middle] < target:\n            low = middle + 1\n        else:\n            high = middle - 1\n    return -1\n";
    let found = example(PY, code).expect("it can be run");
    assert_eq!(found.arguments[0].1, "[1, 3, 6, 8, 12]", "what is searched by halves is in order");
}

#[test]
fn generators_hand_out_and_changes_are_seen() {
    let found = example(PY, "def f(xs):\n    last = 0\n    for x in xs:\n        last += x\n        yield last\n")
        .expect("it can be run");
    assert_eq!(found.outcome, Outcome::HandsOut(["4", "5", "11", "14"].map(str::to_owned).to_vec()));
    let found = example(PY, "def f(xs):\n    xs[0], xs[-1] = xs[-1], xs[0]\n").expect("it can be run");
    assert!(matches!(found.outcome, Outcome::Changes(_, ref after) if after == "[3, 1, 6, 4]"), "{found:?}");
}

#[test]
fn rounds_show_what_is_built_up() {
    let found =
        example(PY, "def f(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n").expect("it can be run");
    let rounds = found.rounds.expect("one variable is built up").1;
    assert_eq!(rounds, ["4", "5", "11", "14"]);
}

#[test]
fn a_small_stack_is_enough() {
    let run = |code: String| {
        let thread = std::thread::Builder::new().stack_size(512 << 10);
        let found = thread.spawn(move || example(PY, &code)).expect("a thread starts");
        found.join().expect("half a browser's stack is enough")
    };
    let nested = |depth: usize| format!("def f(n):\n    return n{}\n", " + 1)".repeat(depth)).replacen('n', "n", 1);
    let sum = |depth: usize| nested(depth).replace("return n", &format!("return {}n", "(".repeat(depth)));
    assert!(run(sum(100)).is_some());
    assert!(run(sum(400)).is_none(), "what is too deep is not run");
    // Each call is deep by itself.
    let calls = "def f(n):\n    if n > 0:\n        if n > 0:\n            if n > 0:\n                return 1 + (1 + (1 + f(n - 1)))\n    return 0\n";
    assert!(run(calls.to_owned()).is_some());
    assert!(run(calls.replace("n - 1", "n + 1")).is_none());
}
