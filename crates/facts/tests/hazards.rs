//! Each hazard on code that has it, and on code that nearly has it.

use facts::HazardKind::{self, *};

fn found(language: &str, source: &str) -> Vec<HazardKind> {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    let facts = facts::observe(&unit);
    assert_eq!(prose::unfilled(&facts), [""; 0], "in {}:\n{source}", language.name);
    facts.hazards.into_iter().map(|hazard| hazard.kind).collect()
}

/// Checks that each source of `yes` shows the hazard and no source of `no` does.
#[track_caller]
fn check(kind: HazardKind, yes: &[(&str, &str)], no: &[(&str, &str)]) {
    for (language, source) in yes {
        let found = found(language, source);
        assert!(found.contains(&kind), "{kind:?} not found, but {found:?}, in {language}:\n{source}");
    }
    for (language, source) in no {
        let found = found(language, source);
        assert!(!found.contains(&kind), "{kind:?} wrongly found among {found:?}, in {language}:\n{source}");
    }
}

const PY: &str = "python";
const JS: &str = "javascript";
const RS: &str = "rust";
const JAVA: &str = "java";
const GO: &str = "go";
const CPP: &str = "cpp";
const KT: &str = "kotlin";
const RB: &str = "ruby";
const PHP: &str = "php";

#[test]
fn shared_values() {
    check(
        MutableDefault,
        &[
            (PY, "def f(x, acc=[]):\n    acc.append(x)\n    return acc\n"),
            (PY, "def f(d={}):\n    d['a'] = 1\n"),
            (PY, "def f(x, acc=[]):\n    return acc\n"),
        ],
        &[
            (PY, "def f(x, acc=[]):\n    return x in acc\n"),
            (PY, "def f(x, acc=[]):\n    acc = list(acc)\n    acc.append(x)\n    return acc\n"),
            (JS, "function f(x, acc = []) { acc.push(x); return acc; }"),
        ],
    );
    check(
        SharedFill,
        &[(RB, "rows = Array.new(3, [])\n"), (RB, "groups = Hash.new([])\n")],
        &[
            (RB, "rows = Array.new(3) { [] }\n"),
            (RB, "counts = Hash.new(0)\n"),
            (RB, "groups = Hash.new { |hash, key| hash[key] = [] }\n"),
        ],
    );
    check(
        SharedClassField,
        &[(PY, "class A:\n    items = []\n    def add(self, x):\n        self.items.append(x)\n")],
        &[
            (
                PY,
                "class A:\n    items = []\n    def __init__(self):\n        self.items = []\n    def add(self, x):\n        self.items.append(x)\n",
            ),
            (PY, "class A:\n    items = []\n    def has(self, x):\n        return x in self.items\n"),
        ],
    );
    check(
        LateBinding,
        &[
            (PY, "fs = []\nfor i in range(3):\n    fs.append(lambda: i)\n"),
            (JS, "for (var i = 0; i < 3; i++) { setTimeout(function () { console.log(i); }, 100); }"),
        ],
        &[
            (JS, "for (let i = 0; i < 3; i++) { setTimeout(function () { console.log(i); }, 100); }"),
            (PY, "fs = []\nfor i in range(3):\n    fs.append(lambda i=i: i)\n"),
            (PY, "for i in range(3):\n    print(sorted(xs, key=lambda x: x[i]))\n"),
        ],
    );
    check(
        ShadowedBuiltin,
        &[(PY, "def f():\n    list = [1]\n    return list\n"), (PY, "def f(max):\n    return max\n")],
        &[(PY, "def f():\n    items = [1]\n    return items\n"), (PY, "class A:\n    filter = 1\n")],
    );
    check(
        DuplicateKey,
        &[(PY, "d = {'a': 1, 'b': 2, 'a': 3}\n"), (JS, "const d = { a: 1, b: 2, a: 3 };")],
        &[(PY, "d = {'a': 1, 'b': 2}\n"), (JS, "const d = { get a() { return 1; }, set a(x) {} };")],
    );
}

#[test]
fn identity_of_objects() {
    check(
        IdentityOfTexts,
        &[
            (JAVA, "boolean f(String s) { return s == \"a\"; }"),
            (JAVA, "class A { String name; boolean f(A other) { return name != other.name; } }"),
        ],
        &[
            (JAVA, "boolean f(String s) { return s == null; }"),
            (JAVA, "boolean f(String s) { return s.equals(\"a\"); }"),
            (JAVA, "boolean f(int n, char c) { return n == 1 && c == 'a'; }"),
            (JS, "const f = (s) => s === 'a';"),
        ],
    );
    check(
        EqualsWithoutHash,
        &[(JAVA, "class A { public boolean equals(Object o) { return o == this; } }")],
        &[
            (
                JAVA,
                "class A { public boolean equals(Object o) { return o == this; } public int hashCode() { return 1; } }",
            ),
            (JAVA, "class A { boolean equals(A o) { return true; } }"),
            (JAVA, "interface A { boolean equals(Object o); }"),
        ],
    );
    check(
        MissingBreak,
        &[(JAVA, "void f(int x) { switch (x) { case 1: g(); case 2: h(); } }")],
        &[
            (JAVA, "void f(int x) { switch (x) { case 1 -> g(); case 2 -> h(); } }"),
            (JAVA, "void f(int x) { switch (x) { case 1: case 2: h(); } }"),
        ],
    );
}

#[test]
fn comparisons() {
    check(
        FloatEquality,
        &[(PY, "def f(x):\n    return x == 0.1\n"), (JS, "const f = x => x * 0.1 === 0.3;")],
        &[(PY, "def f(x):\n    return x == 0.5\n"), (PY, "def f(x):\n    return x < 0.1\n")],
    );
    check(
        LooseEquality,
        &[(JS, "function f(x, y) { return x == y; }")],
        &[
            (JS, "function f(x) { return x == null; }"),
            (JS, "function f(x, y) { return x === y; }"),
            (JS, "function f(x) { return typeof x == 'string'; }"),
            (PY, "def f(x, y):\n    return x == y\n"),
        ],
    );
    check(IdentityWithLiteral, &[(PY, "def f(x):\n    return x is 5\n")], &[(PY, "def f(x):\n    return x is None\n")]);
    check(
        NullByEquality,
        &[(PY, "def f(x):\n    return x == None\n")],
        &[(PY, "def f(x):\n    return x is None\n"), (JS, "const f = x => x == null;")],
    );
    check(
        BooleanByEquality,
        &[(PY, "def f(x):\n    return x == True\n")],
        &[(PY, "def f(x):\n    return x is True\n")],
    );
    check(NotANumberEquality, &[(JS, "const f = x => x === NaN;")], &[(JS, "const f = x => Number.isNaN(x);")]);
    check(NewObjectEquality, &[(JS, "const f = x => x === [];")], &[(PY, "def f(x):\n    return x == []\n")]);
    check(
        SameOperands,
        &[(JS, "const f = (a) => a.n < a.n;"), (PY, "def f(a, b):\n    return a and a\n")],
        &[(JS, "const f = (a) => a !== a;"), (JS, "const f = (a, b) => a.n < b.n;")],
    );
    check(
        ChainedComparison,
        &[(JS, "const f = (a, b, c) => a < b < c;")],
        &[(PY, "def f(a, b, c):\n    return a < b < c\n"), (JS, "const f = (a, b, c) => a < b && b < c;")],
    );
    check(NegatedLeftSide, &[(JS, "const f = (k, o) => !k in o;")], &[(JS, "const f = (k, o) => !(k in o);")]);
    check(
        ImpossibleTypeof,
        &[(JS, "const f = x => typeof x === 'array';")],
        &[(JS, "const f = x => typeof x === 'object';")],
    );
    check(
        AlwaysTrueOr,
        &[(PY, "def f(x):\n    if x == 'a' or 'b':\n        return 1\n")],
        &[(PY, "def f(x):\n    if x == 'a' or x == 'b':\n        return 1\n")],
    );
    check(ConstantCondition, &[(PY, "if False:\n    debug()\n")], &[(PY, "if DEBUG:\n    debug()\n")]);
    check(
        AssignmentInCondition,
        &[(JS, "function f(x) { if (x = 5) { go(); } }")],
        &[
            (JS, "function f(x) { if (x === 5) { go(); } }"),
            (JS, "function f(x) { let m; if (m = re.exec(x)) { go(m); } }"),
        ],
    );
}

#[test]
fn paths() {
    check(
        IdenticalBranches,
        &[(JS, "function f(x) { if (x) { go(1); } else { go(1); } }")],
        &[
            (JS, "function f(x) { if (x) { go(1); } else { go(2); } }"),
            // Spaces in a text count.
            (JS, "function f(x) { if (x) { go('  '); } else { go('    '); } }"),
        ],
    );
    check(
        DuplicateCondition,
        &[(
            PY,
            "def f(x):\n    if x == 1:\n        return 'a'\n    elif x == 2:\n        return 'b'\n    elif x == 1:\n        return 'c'\n",
        )],
        &[
            (PY, "def f(x):\n    if x == 1:\n        return 'a'\n    elif x == 2:\n        return 'b'\n"),
            (PY, "def f(x):\n    if read() == 1:\n        return 'a'\n    elif read() == 1:\n        return 'b'\n"),
        ],
    );
    check(
        MissingBreak,
        &[(JS, "function f(x) { switch (x) { case 1: go(); case 2: stop(); break; } }")],
        &[
            (JS, "function f(x) { switch (x) { case 1: case 2: stop(); break; default: go(); } }"),
            (JS, "function f(x) { switch (x) { case 1: return go(); case 2: stop(); } }"),
            (JS, "function f(x) { switch (x) { case 1: go(); // falls through\n case 2: stop(); } }"),
            (JS, "function f(x) { switch (x) { case 1: { go(); break; } case 2: stop(); } }"),
            (RS, "fn f(x: u8) { match x { 1 => go(), 2 => stop(), _ => {} } }"),
        ],
    );
    check(
        Unreachable,
        &[(PY, "def f():\n    return 1\n    print(2)\n")],
        &[
            (JS, "function f() { return g(); function g() { return 1; } }"),
            (PY, "def f(x):\n    if x:\n        return 1\n    print(2)\n"),
        ],
    );
    check(
        EndlessRecursion,
        &[(PY, "def f(n):\n    return n * f(n - 1)\n")],
        &[
            (PY, "def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\n"),
            (RS, "fn f(n: u32) -> u32 { if n == 0 { 1 } else { n * f(n - 1) } }"),
            (JS, "const f = n => n ? n * f(n - 1) : 1;"),
        ],
    );
    check(
        EndlessLoop,
        &[(JS, "function f() { let i = 0; while (true) { i++; } }"), (RS, "fn f() { loop {} }")],
        &[
            (JS, "function f() { while (true) { if (done) { break; } } }"),
            (PY, "def f():\n    while True:\n        serve()\n"),
        ],
    );
    check(TupleAssert, &[(PY, "assert (x > 0, 'positive')\n")], &[(PY, "assert x > 0, 'positive'\n")]);
}

#[test]
fn loops() {
    check(
        OffByOne,
        &[
            (JS, "function f(a) { for (let i = 0; i <= a.length; i++) { use(a[i]); } }"),
            (PY, "def f(a):\n    for i in range(len(a) + 1):\n        use(a[i])\n"),
            (RS, "fn f(a: &[u8]) { for i in 0..=a.len() { go(a[i]); } }"),
        ],
        &[
            (JS, "function f(a) { for (let i = 0; i < a.length; i++) { use(a[i]); } }"),
            (JS, "function f(a) { for (let i = 0; i <= a.length; i++) { if (i < a.length) { use(a[i]); } } }"),
            (PY, "def f(a):\n    for i in range(len(a) + 1):\n        use(a[:i])\n"),
        ],
    );
    check(
        ChangedWhileIterated,
        &[
            (PY, "for x in xs:\n    if bad(x):\n        xs.remove(x)\n"),
            (JS, "for (const x of xs) { if (bad(x)) { xs.splice(0, 1); } }"),
        ],
        &[
            (PY, "for x in list(xs):\n    xs.remove(x)\n"),
            (PY, "for x in xs:\n    if bad(x):\n        xs.remove(x)\n        break\n"),
            (PY, "for x in xs:\n    ys.remove(x)\n"),
            (JS, "for (const x of seen) { seen.delete(x); }"),
        ],
    );
    check(
        SlowMembership,
        &[(PY, "def f(xs):\n    out = []\n    for x in xs:\n        if x not in out:\n            out.append(x)\n")],
        &[(PY, "def f(xs):\n    out = set()\n    for x in xs:\n        if x not in out:\n            out.add(x)\n")],
    );
    check(
        FrontOfList,
        &[
            (PY, "def f(q):\n    while q:\n        use(q.pop(0))\n"),
            (RS, "fn f(mut q: Vec<u8>) { while !q.is_empty() { go(q.remove(0)); } }"),
        ],
        &[(PY, "def f(q):\n    while q:\n        use(q.pop())\n"), (PY, "def f(q):\n    return q.pop(0)\n")],
    );
    check(
        TextInLoop,
        &[(PY, "def f(xs):\n    s = ''\n    for x in xs:\n        s += x\n    return s\n")],
        &[(PY, "def f(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n")],
    );
    check(
        KeysOfList,
        &[(JS, "function f() { const a = [1, 2]; for (const i in a) { use(i); } }")],
        &[(JS, "function f(o) { for (const k in o) { use(k); } }")],
    );
}

#[test]
fn errors() {
    check(
        SwallowedError,
        &[
            (PY, "try:\n    go()\nexcept:\n    pass\n"),
            (PY, "try:\n    go()\nexcept Exception:\n    pass\n"),
            (JS, "try { go(); } catch (e) {}"),
        ],
        &[
            (PY, "try:\n    go()\nexcept KeyError:\n    pass\n"),
            (JS, "try { go(); } catch (e) { /* the file may be gone */ }"),
            (JS, "try { go(); } catch (e) { log(e); }"),
        ],
    );
    check(
        BroadCatch,
        &[(PY, "def f():\n    try:\n        return go()\n    except Exception:\n        return None\n")],
        &[
            (
                PY,
                "def f():\n    try:\n        return go()\n    except Exception as e:\n        log(e)\n        return None\n",
            ),
            (PY, "def f():\n    try:\n        return go()\n    except KeyError:\n        return None\n"),
        ],
    );
    check(
        OrInHandler,
        &[(PY, "try:\n    go()\nexcept KeyError or ValueError:\n    stop()\n")],
        &[(PY, "try:\n    go()\nexcept (KeyError, ValueError):\n    stop()\n")],
    );
    check(
        LostCause,
        &[(JS, "try { go(); } catch (e) { throw new Error('failed'); }")],
        &[
            (JS, "try { go(); } catch (e) { throw new Error('failed', { cause: e }); }"),
            (PY, "try:\n    go()\nexcept KeyError:\n    raise ValueError('x')\n"),
        ],
    );
    check(
        CaughtExit,
        &[(RB, "begin\n  go\nrescue Exception => e\n  puts e\nend\n")],
        &[
            (RB, "begin\n  go\nrescue Exception => e\n  puts e\n  raise\nend\n"),
            (RB, "begin\n  go\nrescue StandardError => e\n  puts e\nend\n"),
            (PY, "try:\n    go()\nexcept Exception as e:\n    print(e)\n"),
        ],
    );
    check(
        ExitInFinally,
        &[(PY, "def f():\n    try:\n        go()\n    finally:\n        return 1\n")],
        &[(PY, "def f():\n    try:\n        return go()\n    finally:\n        stop()\n")],
    );
    check(
        UnclosedFile,
        &[(PY, "def f(p):\n    h = open(p)\n    return h.read()\n"), (PY, "def f(p):\n    return open(p).read()\n")],
        &[
            (PY, "def f(p):\n    with open(p) as h:\n        return h.read()\n"),
            (PY, "def f(p):\n    h = open(p)\n    s = h.read()\n    h.close()\n    return s\n"),
            (PY, "def f(p):\n    h = open(p)\n    return h\n"),
        ],
    );
    check(
        ReleaseNotCertain,
        &[(PY, "def f(self):\n    self.lock.acquire()\n    go()\n    self.lock.release()\n")],
        &[
            (
                PY,
                "def f(self):\n    self.lock.acquire()\n    try:\n        go()\n    finally:\n        self.lock.release()\n",
            ),
            (PY, "def f(self):\n    self.lock.acquire()\n    self.n += 1\n    self.lock.release()\n"),
        ],
    );
    check(
        CheckThenUse,
        &[
            (PY, "def f(p):\n    if os.path.exists(p):\n        os.remove(p)\n"),
            (JS, "function f(p) { if (fs.existsSync(p)) { return fs.readFileSync(p); } }"),
        ],
        &[(PY, "def f(p, q):\n    if os.path.exists(p):\n        os.remove(q)\n")],
    );
    check(
        NotImplementedRaised,
        &[(PY, "def f():\n    raise NotImplemented\n")],
        &[(PY, "def f():\n    raise NotImplementedError\n")],
    );
    check(ThrownText, &[(JS, "function f() { throw 'no'; }")], &[(JS, "function f() { throw new Error('no'); }")]);
    check(
        UnusedResult,
        &[
            (PY, "def f(s):\n    s.strip()\n    return s\n"),
            (JS, "function f(s) { s.trim(); return s; }"),
            (PY, "sorted(xs)\n"),
        ],
        &[(PY, "def f(s):\n    s = s.strip()\n    return s\n"), (PY, "xs.sort()\n")],
    );
    check(
        DivisionByLength,
        &[(PY, "def f(xs):\n    return sum(xs) / len(xs)\n")],
        &[
            (PY, "def f(xs):\n    if not xs:\n        return 0\n    return sum(xs) / len(xs)\n"),
            (PY, "def f(xs):\n    return sum(xs) / len(xs) if xs else 0\n"),
        ],
    );
    check(MapParseInt, &[(JS, "const n = ['1', '2'].map(parseInt);")], &[(JS, "const n = ['1', '2'].map(Number);")]);
}

#[test]
fn security() {
    check(
        QueryByConcatenation,
        &[
            (PY, "def f(db, name):\n    db.execute(f\"SELECT * FROM users WHERE name = '{name}'\")\n"),
            (PY, "def f(db, name):\n    q = 'SELECT * FROM users WHERE name = ' + name\n    db.execute(q)\n"),
            (PY, "def f(db, name):\n    db.execute('SELECT * FROM users WHERE name = %s' % name)\n"),
            (JS, "function f(db, id) { return db.query(`SELECT * FROM t WHERE id = ${id}`); }"),
            (RB, "def f(name)\n  User.where(\"name = '#{name}'\")\nend\n"),
            (RB, "def f(db, id)\n  db.execute(<<~SQL)\n    SELECT * FROM t WHERE id = #{id}\n  SQL\nend\n"),
        ],
        &[
            (RB, "def f(name)\n  User.where(\"name = ?\", name)\nend\n"),
            (RB, "def f(name)\n  files.where(\"#{name}.txt\")\nend\n"),
            (PY, "def f(db, name):\n    db.execute('SELECT * FROM users WHERE name = ?', (name,))\n"),
            (PY, "def f(task, name):\n    task.execute(f'hello {name}')\n"),
        ],
    );
    check(
        DynamicCode,
        &[
            (PY, "def f(s):\n    return eval(s)\n"),
            (JS, "function f(s) { return eval(s); }"),
            (JS, "function f(s) { return new Function(s); }"),
        ],
        &[(PY, "def f(s):\n    return model.eval(s)\n"), (JS, "function f(r, s) { return r.exec(s); }")],
    );
    check(
        ShellCommand,
        &[
            (PY, "def f(p):\n    subprocess.run(f'rm {p}', shell=True)\n"),
            (PY, "def f(p):\n    os.system('rm ' + p)\n"),
            (JS, "function f(p) { execSync(`rm ${p}`); }"),
            (RB, "def f(p)\n  system(\"rm #{p}\")\nend\n"),
            (RB, "def f(p)\n  `ls #{p}`\nend\n"),
        ],
        &[
            (RB, "def f(p)\n  system('rm', \"#{p}.txt\")\nend\n"),
            (RB, "def f\n  `ls`\nend\n"),
            (PY, "def f(p):\n    subprocess.run(['rm', p])\n"),
            (PY, "def f(p):\n    os.system('clear')\n"),
        ],
    );
    check(
        UnsafeLoad,
        &[(PY, "def f(b):\n    return pickle.loads(b)\n"), (PY, "def f(b):\n    return yaml.load(b)\n")],
        &[
            (PY, "def f(b):\n    return json.loads(b)\n"),
            (PY, "def f(b):\n    return yaml.load(b, Loader=yaml.SafeLoader)\n"),
        ],
    );
    check(
        UnescapedMarkup,
        &[(JS, "function f(e, s) { e.innerHTML = s; }")],
        &[(JS, "function f(e, s) { e.textContent = s; }"), (JS, "function f(e) { e.innerHTML = ''; }")],
    );
    check(
        HardcodedSecret,
        &[(PY, "DB_PASSWORD = 'hunter2-prod'\n"), (JS, "const apiKey = 'sk9f8a7d6s5';")],
        &[(PY, "DB_PASSWORD = os.environ['DB_PASSWORD']\n"), (PY, "password = 'your-password-here'\n")],
    );
    check(
        GuessableRandom,
        &[
            (PY, "def f():\n    token = random.randint(0, 9999)\n    return token\n"),
            (JS, "const token = Math.random().toString(36);"),
        ],
        &[
            (PY, "def f():\n    index = random.randint(0, 9999)\n    return index\n"),
            (PY, "def f():\n    token = secrets.token_hex(8)\n    return token\n"),
        ],
    );
    check(
        UncheckedCertificate,
        &[(PY, "r = requests.get(u, verify=False)\n")],
        &[(PY, "r = requests.get(u, verify=True)\n")],
    );
}

#[test]
fn at_run_time() {
    check(
        AssertedPresence,
        &[(KT, "fun f(x: String?) = x!!.length")],
        &[
            (KT, "fun f(x: String?) = x?.length"),
            (KT, "@Test\nfun f() { g()!!.h() }"),
            ("typescript", "function f(x?: string) { return x!.length; }"),
        ],
    );
    check(
        BlockedCoroutine,
        &[(KT, "suspend fun f() {\n  Thread.sleep(10)\n}"), (KT, "suspend fun f() {\n  runBlocking { g() }\n}")],
        &[
            (KT, "fun f() {\n  Thread.sleep(10)\n}"),
            (KT, "suspend fun f() {\n  withContext(Dispatchers.IO) { Thread.sleep(10) }\n}"),
            (KT, "suspend fun f() {\n  delay(10)\n}"),
        ],
    );
    check(
        UnwrapCanPanic,
        &[(RS, "fn f(x: Option<u8>) -> u8 { x.unwrap() }")],
        &[
            (RS, "#[test]\nfn f() { g().unwrap(); }"),
            (RS, "fn f(m: &Mutex<u8>) -> u8 { *m.lock().unwrap() }"),
            (RS, "fn f(x: Option<u8>) -> u8 { x.unwrap_or(1) }"),
        ],
    );
    check(
        PanicCall,
        &[(RS, "pub fn f(n: u8) { if n > 3 { panic!(\"too many\"); } }")],
        &[(RS, "fn main() { panic!(\"no\"); }"), (RS, "#[test]\nfn f() { panic!(\"no\"); }")],
    );
    check(Unfinished, &[(RS, concat!("pub fn f() { todo", "!() }"))], &[]);
    check(
        IgnoredResult,
        &[(RS, "fn f() { let _ = fs::remove_file(\"a\"); }")],
        &[(RS, "fn f() -> io::Result<()> { fs::remove_file(\"a\") }")],
    );
    check(
        UnexplainedUnsafe,
        &[(RS, "fn f(p: *const u8) -> u8 { unsafe { *p } }")],
        &[(RS, "fn f(p: *const u8) -> u8 {\n    // SAFETY: the caller keeps `p` alive.\n    unsafe { *p }\n}")],
    );
    check(
        NarrowingCast,
        &[(RS, "fn f(x: &[u8]) -> u8 { x.len() as u8 }")],
        &[(RS, "fn f(x: &[u8]) -> u64 { x.len() as u64 }")],
    );
    check(
        CloneInLoop,
        &[(RS, "fn f(n: usize) { let s = String::new(); for i in 0..n { take(i, s.clone()); } }")],
        &[(RS, "fn f(v: Vec<String>) { for s in v { take(s.clone()); } }")],
    );
    check(
        LockAcrossAwait,
        &[(RS, "async fn f(m: &Mutex<u8>) { let g = m.lock().unwrap(); go().await; }")],
        &[
            (RS, "async fn f(m: &Mutex<u8>) { let g = m.lock().unwrap(); drop(g); go().await; }"),
            (RS, "async fn f(m: &Mutex<u8>) { let g = m.lock().await; go().await; }"),
        ],
    );
    check(
        DroppedPromise,
        &[(JS, "async function save() { await db(); } function f() { save(); }")],
        &[
            (JS, "async function save() { await db(); } async function f() { await save(); }"),
            (JS, "function save() { } function f() { save(); }"),
        ],
    );
    check(
        NeverAwaited,
        &[(PY, "async def save():\n    await db()\nasync def f():\n    save()\n")],
        &[(PY, "async def save():\n    await db()\nasync def f():\n    await save()\n")],
    );
    check(
        AsyncForEach,
        &[(JS, "async function f(xs) { xs.forEach(async x => { await save(x); }); }")],
        &[(JS, "function f(xs) { xs.forEach(x => { save(x); }); }")],
    );
    check(
        BlockingInAsync,
        &[(PY, "async def f():\n    time.sleep(1)\n"), (JS, "async function f(p) { return fs.readFileSync(p); }")],
        &[(PY, "async def f():\n    await asyncio.sleep(1)\n"), (PY, "def f():\n    time.sleep(1)\n")],
    );
}

#[test]
fn put_off_or_copied() {
    check(
        DeferInLoop,
        &[(GO, "func f(xs []*os.File) {\n\tfor _, x := range xs {\n\t\tdefer x.Close()\n\t}\n}\n")],
        // The function inside ends with each round.
        &[(GO, "func f(xs []*os.File) {\n\tfor _, x := range xs {\n\t\tfunc() { defer x.Close() }()\n\t}\n}\n")],
    );
    check(
        DeferBeforeCheck,
        &[(GO, "func f() {\n\tx, err := g()\n\tdefer x.Close()\n\tif err != nil {\n\t\treturn\n\t}\n}\n")],
        &[(GO, "func f() {\n\tx, err := g()\n\tif err != nil {\n\t\treturn\n\t}\n\tdefer x.Close()\n}\n")],
    );
    check(
        CopiedLock,
        &[(GO, "type C struct{ mu sync.Mutex }\n\nfunc (c C) f() { c.mu.Lock() }\n")],
        &[
            (GO, "type C struct{ mu sync.Mutex }\n\nfunc (c *C) f() { c.mu.Lock() }\n"),
            (GO, "type C struct{ mu *sync.Mutex }\n\nfunc (c C) f() { c.mu.Lock() }\n"),
        ],
    );
    check(
        PlainDestructor,
        &[(CPP, "class A {\npublic:\n    virtual int f() = 0;\n};\n")],
        &[
            (CPP, "class A {\npublic:\n    virtual ~A() = default;\n    virtual int f() = 0;\n};\n"),
            (CPP, "class A {\npublic:\n    virtual ~A();\n    virtual int f() = 0;\n};\n"),
            (CPP, "class A : public B {\npublic:\n    virtual int f() = 0;\n};\n"),
            (CPP, "class A {\npublic:\n    int f();\n};\n"),
        ],
    );
    check(
        CaughtCopy,
        &[(CPP, "void f() { try { g(); } catch (std::exception e) { h(); } }\n")],
        &[
            (CPP, "void f() { try { g(); } catch (const std::exception& e) { h(); } }\n"),
            (CPP, "void f() { try { g(); } catch (int e) { h(); } }\n"),
        ],
    );
    check(
        WrappedSize,
        &[(CPP, "void f(const std::vector<int>& v) { for (size_t i = 0; i < v.size() - 1; i++) { g(v[i]); } }\n")],
        &[
            (CPP, "void f(const std::vector<int>& v) { for (size_t i = 0; i + 1 < v.size(); i++) { g(v[i]); } }\n"),
            (CPP, "void f(const V& v) { for (size_t i = 0; i < v.size() - 1; i++) { g(v[i]); } }\n"),
        ],
    );
    check(
        UnmadeMap,
        &[(GO, "func f() {\n\tvar m map[string]int\n\tm[\"a\"] = 1\n}\n")],
        &[
            (GO, "func f() {\n\tvar m map[string]int\n\tm = g()\n\tm[\"a\"] = 1\n}\n"),
            (GO, "func f() int {\n\tvar m map[string]int\n\treturn m[\"a\"]\n}\n"),
            (GO, "func f() {\n\tvar m map[string]int\n\tg(&m)\n\tm[\"a\"] = 1\n}\n"),
        ],
    );
    check(
        LateAdd,
        &[(
            GO,
            "func f(wg *sync.WaitGroup) {\n\tgo func() {\n\t\twg.Add(1)\n\t\tdefer wg.Done()\n\t}()\n\twg.Wait()\n}\n",
        )],
        &[(
            GO,
            "func f(wg *sync.WaitGroup) {\n\twg.Add(1)\n\tgo func() {\n\t\tdefer wg.Done()\n\t}()\n\twg.Wait()\n}\n",
        )],
    );
    check(
        IgnoredResult,
        &[(GO, "func f() {\n\tos.Remove(\"a\")\n}\n")],
        &[(GO, "func f() error {\n\treturn os.Remove(\"a\")\n}\n"), (GO, "func f(g *os.File) {\n\tg.Close()\n}\n")],
    );
}

#[test]
fn what_strangers_send() {
    check(
        SentIntoPage,
        &[
            (PHP, "echo $_GET['q'];"),
            (PHP, "$q = trim($_POST['q'] ?? '');\necho \"<b>$q</b>\";"),
            (PHP, "<p><?= $_GET['q'] ?></p>"),
        ],
        &[
            (PHP, "echo htmlspecialchars($_GET['q']);"),
            (PHP, "$q = (int) $_GET['q'];\necho $q;"),
            (PHP, "<p><?= htmlspecialchars($_GET['q']) ?></p>"),
            (PHP, "$q = $_GET['q'];\n$q = htmlspecialchars($q);\necho $q;"),
        ],
    );
    check(SentAsVariables, &[(PHP, "extract($_POST);")], &[(PHP, "extract($row);")]);
    check(
        UnsafeLoad,
        &[(PHP, "$cart = unserialize($_COOKIE['cart']);")],
        &[(PHP, "$cart = unserialize(file_get_contents('cart'));")],
    );
    check(
        QueryByConcatenation,
        &[
            (PHP, "$id = $_GET['id'];\n$r = mysqli_query($db, \"SELECT * FROM t WHERE id = $id\");"),
            (PHP, "$sql = 'SELECT * FROM t WHERE name = ' . $_GET['name'];\n$r = $pdo->query($sql);"),
        ],
        &[
            (PHP, "$r = $pdo->prepare('SELECT * FROM t WHERE id = ?');"),
            (PHP, "$r = $wpdb->query(\"DELETE FROM {$wpdb->posts} WHERE id = 1\");"),
            (PHP, "$id = (int) $_GET['id'];\n$r = $pdo->query(\"SELECT * FROM t WHERE id = $id\");"),
            (PHP, "function f(PDO $db, int $n) { return $db->query('SELECT * FROM t LIMIT ' . $n); }"),
        ],
    );
    check(
        WeakPasswordHash,
        &[(PHP, "$hash = md5($_POST['password']);"), (PHP, "function f($password) { return sha1($password); }")],
        &[(PHP, "$key = md5($path);"), (PHP, "$hash = password_hash($_POST['password'], PASSWORD_DEFAULT);")],
    );
    check(
        RedirectGoesOn,
        &[(PHP, "if ($ok) {\n    header('Location: /');\n}\nsave();")],
        &[
            (PHP, "if ($ok) {\n    header('Location: /');\n    exit;\n}\nsave();"),
            (PHP, "function f() {\n    header('Location: /');\n}"),
            (PHP, "header('Content-Type: text/plain');\necho 'a';"),
        ],
    );
}

#[test]
fn slips_that_a_language_allows() {
    check(
        SilencedWarning,
        &[(PHP, "$text = @file_get_contents($path);")],
        &[(PHP, "$text = file_get_contents($path);")],
    );
    check(
        ReferenceAfterLoop,
        &[(PHP, "foreach ($a as &$x) { $x++; }\nforeach ($a as $x) { echo $x; }")],
        &[
            (PHP, "foreach ($a as &$x) { $x++; }\nunset($x);\nforeach ($a as $x) { echo $x; }"),
            (PHP, "foreach ($a as &$x) { $x++; }\necho count($a);"),
            (PHP, "foreach ($a as $x) { f($x); }\nforeach ($a as $x) { echo $x; }"),
        ],
    );
    check(
        PositionAsTruth,
        &[(PHP, "if (strpos($a, $b)) { f(); }"), (PHP, "if (!array_search($a, $b)) { f(); }")],
        &[(PHP, "if (strpos($a, $b) !== false) { f(); }"), (PHP, "if (in_array($a, $b)) { f(); }")],
    );
    check(
        LooseEquality,
        &[(PHP, "function f($x, $y) { return $x == $y; }")],
        &[(PHP, "function f($x) { return $x === 1; }")],
    );
    check(NegatedLeftSide, &[], &[(PHP, "function f($x) { return !$x instanceof A; }")]);
    check(NewObjectEquality, &[], &[(PHP, "function f($x) { return $x == []; }")]);
    check(ChangedWhileIterated, &[], &[(PHP, "function f($xs) { foreach ($xs as $x) { $xs[] = $x; } return $xs; }")]);
}
