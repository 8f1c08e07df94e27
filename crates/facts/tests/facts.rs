//! One check per kind of fact and language: the code, and what must be true of it.

use code::{Effect, NodeId, Unit};
use facts::{
    BindingKind, Bound, Facts, FunctionFacts, LoopIntent, ParameterRole, Recursion, Results, Target, Type, VariableRole,
};

struct Read {
    unit: Unit,
    facts: Facts,
}

fn read(language: &str, source: &str) -> Read {
    let language = languages::find(language).expect("a known language");
    let unit = languages::parse(source, language, &mut || true);
    let facts = facts::observe(&unit);
    Read { unit, facts }
}

impl Read {
    fn text(&self, node: NodeId) -> &str {
        self.unit.text(node)
    }

    /// The n-th binding of a name, in the order of definition.
    fn binding(&self, name: &str, n: usize) -> &facts::Binding {
        let mut found: Vec<_> =
            self.facts.scopes.bindings.iter().filter(|it| self.unit.name(it.name) == name).collect();
        found.sort_by_key(|it| self.unit.span(it.definition).start);
        found.get(n).copied().unwrap_or_else(|| panic!("no binding {n} of {name}"))
    }

    /// Lines of nodes.
    fn lines(&self, nodes: &[NodeId]) -> Vec<u32> {
        nodes.iter().map(|&node| self.unit.line(self.unit.span(node).start)).collect()
    }

    fn function(&self, name: &str) -> &FunctionFacts {
        self.facts
            .functions
            .iter()
            .find(|it| it.name.is_some_and(|node| self.text(node) == name))
            .unwrap_or_else(|| panic!("no function {name}"))
    }

    fn type_of(&self, name: &str) -> Type {
        self.facts.types.of(self.binding(name, 0).definition)
    }

    /// The call that is spelled so.
    fn call(&self, text: &str) -> &facts::CallFact {
        self.facts.calls.iter().find(|it| self.text(it.node) == text).unwrap_or_else(|| panic!("no call {text}"))
    }

    fn path(&self, call: &str) -> &str {
        self.call(call).library.map_or("", |entry| entry.path)
    }

    fn free(&self) -> Vec<&str> {
        self.facts.scopes.free.iter().map(|&it| self.unit.name(it)).collect()
    }

    fn bound(&self, n: usize) -> String {
        match self.facts.loops[n].bound {
            Bound::Items(node) => format!("items {}", self.text(node)),
            Bound::Enumerated(node) => format!("enumerated {}", self.text(node)),
            Bound::Pairs(node) => format!("pairs {}", self.text(node)),
            Bound::Keys(node) => format!("keys {}", self.text(node)),
            Bound::Positions(node) => format!("positions {}", self.text(node)),
            Bound::Lines(node) => format!("lines {}", self.text(node)),
            Bound::Condition(node) => format!("while {}", self.text(node)),
            Bound::Together(_) => "together".to_owned(),
            Bound::Drained(id) => format!("drained {}", self.unit.name(self.facts.scopes.binding(id).name)),
            Bound::Numbers { from, to, inclusive, down, .. } => {
                let from = from.map_or("0", |node| self.text(node));
                format!(
                    "{from} to {}{}{}",
                    self.text(to),
                    if inclusive { " inclusive" } else { "" },
                    if down { " down" } else { "" }
                )
            }
            Bound::Endless => "endless".to_owned(),
            Bound::Links { from, link } => format!("links {} {}", self.text(from), self.text(link)),
            Bound::Unknown => "unknown".to_owned(),
        }
    }

    fn intents(&self, n: usize) -> Vec<String> {
        use LoopIntent::*;
        let intent = |it: &LoopIntent| {
            let kind = format!("{it:?}");
            let kind = kind.split('(').next().unwrap_or("").to_owned();
            match *it {
                Sum(id) | Product(id) | Count(id) | JoinText(id) | Map(id) | Filter(id) | FilterMap(id) | Index(id)
                | Group(id) | Maximum(id) | Minimum(id) | Walk(id) => {
                    format!("{kind} {}", self.unit.name(self.facts.scopes.binding(id).name))
                }
                _ => kind,
            }
        };
        self.facts.loops[n].intents.iter().map(intent).collect()
    }
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn python_variables_belong_to_their_function() {
    let it = read("python", "x = 1\ndef f(a):\n    if a:\n        x = 2\n    return x\nprint(x)\n");
    assert_eq!(it.lines(&it.binding("x", 0).reads), [6]);
    assert_eq!(it.lines(&it.binding("x", 1).reads), [5]);
    assert_eq!(it.binding("a", 0).kind, BindingKind::Parameter);
    assert_eq!(it.free(), ["print"]);
}

#[test]
fn python_class_names_are_hidden_from_methods() {
    let it = read("python", "class A:\n    limit = 3\n    twice = limit * 2\n    def f(self):\n        return limit\n");
    assert_eq!(it.lines(&it.binding("limit", 0).reads), [3]);
    assert_eq!(it.free(), ["limit"]);
}

#[test]
fn python_global_nonlocal_walrus_and_comprehension() {
    let it = read(
        "python",
        "n = 0\ndef f(xs):\n    global n\n    n = 1\n    t = 0\n    def g():\n        nonlocal t\n        t = 2\n    return [y for x in xs if (y := x)], t, x\n",
    );
    assert_eq!(it.lines(&it.binding("n", 0).writes), [4]);
    assert_eq!(it.lines(&it.binding("t", 0).writes), [8]);
    assert!(it.binding("t", 0).captured);
    assert_eq!(it.lines(&it.binding("y", 0).reads), [9]);
    // The comprehension's item ends with it.
    assert_eq!(it.free(), ["x"]);
}

#[test]
fn javascript_blocks_hoisting_and_closures() {
    let it = read(
        "javascript",
        "function f() {\n  const k = later();\n  { const k = 2; use(k); }\n  var v = 1;\n  if (v) { var v = 2; }\n  return () => k + LIMIT;\n}\nfunction later() {}\nconst LIMIT = 3;\n",
    );
    assert_eq!(it.lines(&it.binding("k", 0).reads), [6]);
    assert!(it.binding("k", 0).captured);
    assert_eq!(it.lines(&it.binding("k", 1).reads), [3]);
    assert_eq!(it.lines(&it.binding("v", 0).writes), [5]);
    assert_eq!(it.lines(&it.binding("LIMIT", 0).reads), [6]);
    assert_eq!(it.free(), ["use"]);
}

#[test]
fn rust_shadows_and_matches() {
    let it = read(
        "rust",
        "const MAX: u32 = 3;\nfn f(x: Option<u32>) -> u32 {\n    let x = x;\n    if let Some(n) = x { return n; }\n    match x { Some(MAX) => 1, Some(a) | None if a > 1 => a, _ => 0 }\n}\n",
    );
    assert_eq!(it.lines(&it.binding("x", 0).reads), [3]);
    assert_eq!(it.lines(&it.binding("x", 1).reads), [4, 5]);
    assert_eq!(it.lines(&it.binding("MAX", 0).reads), [5]);
    assert_eq!(it.binding("n", 0).kind, BindingKind::Pattern);
    assert_eq!(it.lines(&it.binding("a", 0).reads), [5, 5]);
}

#[test]
fn typescript_keeps_types_and_values_apart() {
    let it = read(
        "typescript",
        "function f<T>(string: string, x: T): Foo { return x as Foo; }\ninterface Foo { a: number }\n",
    );
    assert_eq!(it.binding("string", 0).reads.len(), 0);
    assert_eq!(it.binding("T", 0).kind, BindingKind::TypeParameter);
    assert_eq!(it.binding("Foo", 0).reads.len(), 2);
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn types_of_variables_need_all_writes_to_agree() {
    let it = read("python", "a = []\nb = 1\nb = 'x'\nc: dict[str, int] = make()\nd = len(a) + 1\ne = 'x' + str(b)\n");
    assert_eq!(it.type_of("a"), Type::List);
    assert_eq!(it.type_of("b"), Type::Unknown);
    assert_eq!(it.type_of("c"), Type::Map);
    assert_eq!(it.type_of("d"), Type::Integer);
    assert_eq!(it.type_of("e"), Type::Text);
}

#[test]
fn fields_of_own_types_have_types() {
    let it = read(
        "python",
        "class Bag:\n    def __init__(self):\n        self.items = []\n    def add(self, x):\n        self.items.append(x)\n",
    );
    assert_eq!(it.path("self.items.append(x)"), "list.append");
}

#[test]
fn numbers_of_javascript_are_one_type() {
    let it = read("javascript", "let a = 1; a = a / 2; const o = { a }; const m = new Map(); const s = 'x' + a;\n");
    assert_eq!(it.type_of("a"), Type::Float);
    assert_eq!(it.type_of("o"), Type::Object);
    assert_eq!(it.type_of("s"), Type::Text);
}

#[test]
fn rust_annotations_and_own_types() {
    let it = read(
        "rust",
        "struct P { n: Vec<u8> }\nimpl P { fn new() -> Self { P { n: Vec::new() } } fn go(&mut self) { self.n.push(1); } }\nfn f(s: &str, o: Option<u8>) { let p = P::new(); let n = 1; }\n",
    );
    assert_eq!(it.type_of("s"), Type::Text);
    assert_eq!(it.type_of("o"), Type::Option);
    assert!(matches!(it.type_of("p"), Type::Own(_)));
    assert_eq!(it.path("self.n.push(1)"), "list.push");
}

#[test]
fn plain_types_of_parameters_are_known() {
    let code = "def f(name: str, n: int, on: bool, raw: bytes, rate: float):\n    return name.title()\n";
    let it = read("python", code);
    assert_eq!(it.type_of("name"), Type::Text);
    assert_eq!(it.type_of("n"), Type::Integer);
    assert_eq!(it.type_of("on"), Type::Boolean);
    assert_eq!(it.type_of("raw"), Type::Bytes);
    assert_eq!(it.type_of("rate"), Type::Float);
    assert_eq!(it.path("name.title()"), "text.title");
    let it = read("typescript", "function f(name: string, on: boolean) { return name.repeat(2); }\n");
    assert_eq!(it.type_of("name"), Type::Text);
    assert_eq!(it.type_of("on"), Type::Boolean);
    let it = read("java", "class A { String f(String name, int n, boolean on) { return name.strip(); } }\n");
    assert_eq!(it.type_of("name"), Type::Text);
    assert_eq!(it.type_of("n"), Type::Integer);
    assert_eq!(it.type_of("on"), Type::Boolean);
    let it = read("go", "package a\n\nfunc f(name string, n int, on bool) string { return name }\n");
    assert_eq!(it.type_of("name"), Type::Text);
    assert_eq!(it.type_of("n"), Type::Integer);
    assert_eq!(it.type_of("on"), Type::Boolean);
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn calls_resolve_through_imports() {
    let it = read(
        "python",
        "import json as j\nfrom os.path import join as glue\nimport os.path\nj.loads(x)\nglue(a, b)\nos.path.join(a)\n",
    );
    assert_eq!(it.path("j.loads(x)"), "json.loads");
    assert_eq!(it.path("glue(a, b)"), "os.path.join");
    assert_eq!(it.path("os.path.join(a)"), "os.path.join");
}

#[test]
fn a_name_of_its_own_stands_for_the_whole_module() {
    let it = read("javascript", "const fs = require('fs/promises');\nfs.copyFile(a, b);\n");
    assert_eq!(it.path("fs.copyFile(a, b)"), "fs.promises.copyFile");
    let it = read("javascript", "import * as fs from 'node:fs/promises';\nfs.rm(a);\n");
    assert_eq!(it.path("fs.rm(a)"), "fs.promises.rm");
    let it = read("python", "import os.path\nos.getcwd()\n");
    assert_eq!(it.path("os.getcwd()"), "os.getcwd");
}

#[test]
fn a_shadowed_built_in_is_not_the_library() {
    let it = read("python", "def f(len):\n    return len(1)\n");
    assert_eq!(it.path("len(1)"), "");
    assert!(matches!(it.call("len(1)").target, Target::Value(_)));
    let it = read("python", "def print(x): pass\nprint(1)\n");
    assert!(matches!(it.call("print(1)").target, Target::Own(_)));
}

#[test]
fn own_methods_and_constructors() {
    let it = read("javascript", "class A { go() { this.stop(); } stop() {} }\nconst a = new A();\na.go();\n");
    assert!(matches!(it.call("this.stop()").target, Target::Own(_)));
    assert!(matches!(it.call("new A()").target, Target::Construct(_)));
    assert!(matches!(it.call("a.go()").target, Target::Own(_)));
    assert_eq!(it.call("a.go()").receiver.map(|node| it.text(node)), Some("a"));
}

#[test]
fn rust_paths_resolve() {
    let it = read("rust", "use std::fs;\nfn f() { fs::read_to_string(p); std::fs::read_to_string(q); Self::g(); }\n");
    assert_eq!(it.path("fs::read_to_string(p)"), "std.fs.read_to_string");
    assert_eq!(it.path("std::fs::read_to_string(q)"), "std.fs.read_to_string");
}

// ── Functions ────────────────────────────────────────────────────────────────────────────────

#[test]
fn results_of_functions() {
    let it = read(
        "python",
        "def nothing(): x = 1\ndef sometimes(a):\n    if a: return 1\ndef verdict(a): return a > 1\ndef several(a): return a, 1\ndef series(): yield 1\ndef never(): raise E()\ndef maker():\n    def inner(): pass\n    return inner\n",
    );
    assert_eq!(it.function("nothing").results, Results::Nothing);
    assert_eq!(it.function("sometimes").results, Results::Sometimes);
    assert_eq!(it.function("verdict").results, Results::Verdict);
    assert_eq!(it.function("several").results, Results::Several);
    assert_eq!(it.function("series").results, Results::Series);
    assert_eq!(it.function("never").results, Results::Never);
    assert_eq!(it.function("maker").results, Results::Function);
}

#[test]
fn rust_results_and_errors() {
    let it = read(
        "rust",
        "fn f(x: i32) -> Result<i32, E> { if x < 0 { return Err(E::Low); } match x { 0 => Err(E::Zero), _ => Ok(x) } }\nfn g(x: bool) -> Option<i32> { if x { Some(1) } else { None } }\nfn h() { run(); }\n",
    );
    let raises: Vec<_> = it.function("f").raises.iter().map(|it| it.error).collect();
    assert_eq!(raises.iter().flatten().map(|&node| it.text(node)).collect::<Vec<_>>(), ["E::Low", "E::Zero"]);
    assert_eq!(it.function("f").raises[0].condition.map(|node| it.text(node)), Some("x < 0"));
    assert_eq!(it.function("f").results, Results::Always);
    assert_eq!(it.function("g").results, Results::Sometimes);
    assert_eq!(it.function("h").results, Results::Nothing);
}

#[test]
fn a_raise_knows_its_condition_and_message() {
    let it = read(
        "python",
        "def f(a):\n    if a < 0:\n        raise ValueError('low')\n    try:\n        raise KeyError()\n    except KeyError: pass\n",
    );
    let [raise] = it.function("f").raises.as_slice() else { panic!("the caught one does not leave") };
    assert_eq!(raise.error.map(|node| it.text(node)), Some("ValueError"));
    assert_eq!(raise.message.map(|node| it.text(node)), Some("'low'"));
    assert_eq!(raise.condition.map(|node| it.text(node)), Some("a < 0"));
    assert_eq!(it.function("f").guards.len(), 1);
}

#[test]
fn recursion_direct_and_mutual() {
    let it = read(
        "javascript",
        "function f(n) { return n ? f(n - 1) : 0; }\nconst a = (n) => b(n);\nfunction b(n) { return a(n); }\nfunction c() { b(1); }\n",
    );
    assert!(matches!(it.function("f").recursion, Recursion::Direct(_)));
    assert!(matches!(it.function("a").recursion, Recursion::Mutual(_)));
    assert_eq!(it.function("c").recursion, Recursion::None);
}

// ── Effects ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn effects_reach_callers() {
    let it = read(
        "python",
        "def a(xs):\n    b(xs)\ndef b(ys):\n    print(1)\n    ys.append(1)\n    global N\n    N = 1\ndef c(x): return x + 1\n",
    );
    let a = it.function("a");
    assert!(a.effects.iter().any(|&(effect, _)| effect == Effect::Prints));
    assert_eq!(a.mutates.len(), 1);
    assert_eq!(a.writes_outer.len(), 1);
    assert!(!a.pure);
    assert!(it.function("c").pure);
}

#[test]
fn a_copy_is_not_the_callers_value() {
    let it = read("rust", "fn f(mut v: Vec<u8>, w: &mut Vec<u8>) { v.push(1); w.push(2); }\n");
    let changed: Vec<_> =
        it.function("f").mutates.iter().map(|entry| it.unit.name(it.facts.scopes.binding(entry.0).name)).collect();
    assert_eq!(changed, ["w"]);
}

#[test]
fn a_clock_or_an_unknown_call_is_not_pure() {
    let it =
        read("python", "import time\ndef a(): return time.time()\ndef b(x): return foo(x)\ndef c(x): return len(x)\n");
    assert!(!it.function("a").pure);
    assert!(!it.function("b").pure);
    assert!(it.function("c").pure);
}

// ── Loops and roles ──────────────────────────────────────────────────────────────────────────

#[test]
fn python_loops() {
    let it = read(
        "python",
        "def f(xs, d, todo):\n    total = 0\n    out = []\n    best = None\n    for x in xs:\n        total += x\n        if x > 1:\n            out.append(x)\n        if best is None or x > best:\n            best = x\n    for i, x in enumerate(xs): print(i)\n    for i in range(len(xs)): print(i)\n    for k, v in d.items(): print(k)\n    while todo:\n        t = todo.pop()\n    for i in range(1, 10): print(i)\n",
    );
    assert_eq!(it.bound(0), "items xs");
    assert_eq!(it.intents(0), ["Sum total", "Filter out", "Maximum best"]);
    assert_eq!(it.bound(1), "enumerated xs");
    assert_eq!(it.intents(1), ["Effect"]);
    assert_eq!(it.bound(2), "positions xs");
    assert_eq!(it.bound(3), "pairs d");
    assert_eq!(it.bound(4), "drained todo");
    assert_eq!(it.bound(5), "1 to 10");
    assert_eq!(it.binding("total", 0).role, VariableRole::Accumulator);
    assert_eq!(it.binding("best", 0).role, VariableRole::MostWanted);
    assert_eq!(it.binding("out", 0).role, VariableRole::Container);
}

#[test]
fn javascript_loops() {
    let it = read(
        "javascript",
        "function f(a, n) {\n  for (let i = 0; i < a.length; i++) { if (a[i]) return i; }\n  for (let i = n; i >= 0; i--) { go(i); }\n  for (let i = 0; i < n; i++) { i = jump(i); }\n  for (const k in a) { go(k); }\n  let p = a; while (p) { p = p.next; }\n}\n",
    );
    assert_eq!(it.bound(0), "positions a");
    assert_eq!(it.intents(0), ["Search"]);
    assert_eq!(it.bound(1), "n to 0 inclusive down");
    // The body sets the counter, too.
    assert_eq!(it.bound(2), "while i < n");
    assert_eq!(it.bound(3), "keys a");
    assert_eq!(it.intents(4), ["Walk p"]);
    assert_eq!(it.binding("p", 0).role, VariableRole::Walker);
}

#[test]
fn rust_loops() {
    let it = read(
        "rust",
        "fn f(v: &[u32], mut s: Vec<u32>) -> u32 { let mut t = 0; for (i, x) in v.iter().enumerate() { t += x; } for i in 0..v.len() { t += 1; } while let Some(x) = s.pop() { go(x); } loop { break; } t }\n",
    );
    assert_eq!(it.bound(0), "enumerated v");
    assert_eq!(it.intents(0), ["Sum t"]);
    assert_eq!(it.bound(1), "positions v");
    assert_eq!(it.intents(1), ["Count t"]);
    assert_eq!(it.bound(2), "drained s");
    assert_eq!(it.bound(3), "endless");
    assert_eq!(it.facts.loops[3].breaks.len(), 1);
}

#[test]
fn roles_of_parameters() {
    let it = read(
        "python",
        "def f(path, xs, fn, flag, unused, n=None):\n    if n is None:\n        n = 3\n    with open(path) as fh: pass\n    for x in xs: fn(x)\n    if flag: print(n)\n",
    );
    let roles: Vec<_> = it.function("f").parameters.iter().map(|it| it.roles.first().copied()).collect();
    assert_eq!(
        roles[..5],
        [
            Some(ParameterRole::FilePath),
            Some(ParameterRole::Iterated),
            Some(ParameterRole::Callback),
            Some(ParameterRole::Switch),
            Some(ParameterRole::Unused)
        ]
    );
    assert!(it.function("f").parameters[5].roles.contains(&ParameterRole::Defaulted));
}

#[test]
fn snippets_without_imports() {
    let it = read(
        "python",
        "d = deque()\ncounts = defaultdict(int)\nx = Path(name)\nm = np.mean(xs)\nnow = datetime.now()\nfs = run(a)\nrows = json.loads(text)\n",
    );
    assert_eq!(it.path("deque()"), "collections.deque");
    assert_eq!(it.path("defaultdict(int)"), "collections.defaultdict");
    assert_eq!(it.path("Path(name)"), "pathlib.Path");
    assert_eq!(it.path("np.mean(xs)"), "numpy.mean");
    assert!(it.call("np.mean(xs)").receiver.is_none(), "`np` is a module here, not a value");
    assert_eq!(it.path("datetime.now()"), "datetime.datetime.now");
    assert_eq!(it.path("json.loads(text)"), "json.loads");
    // Too common a name to stand for one library's function.
    assert_eq!(it.path("run(a)"), "");
    // A name that the text binds anywhere is the text's own, also where it is not visible.
    let it = read("python", "def f():\n    deque = make\n    return deque\ndef g():\n    return deque()\n");
    assert_eq!(it.path("deque()"), "");
    let it = read("python", "from tools import *\nd = deque()\n");
    assert_eq!(it.path("deque()"), "");
    let it = read("javascript", "const [n, setN] = useState(0);\nconst text = readFileSync(name, 'utf8');\n");
    assert_eq!(it.path("useState(0)"), "react.useState");
    assert_eq!(it.path("readFileSync(name, 'utf8')"), "fs.readFileSync");
    let it = read(
        "rust",
        "fn f() { let m: HashMap<u8, u8> = HashMap::new(); let t = fs::read_to_string(p); let r = Reverse(1); }",
    );
    assert_eq!(it.path("HashMap::new()"), "HashMap.new");
    assert_eq!(it.path("fs::read_to_string(p)"), "std.fs.read_to_string");
    assert_eq!(it.path("Reverse(1)"), "std.cmp.Reverse");
}
