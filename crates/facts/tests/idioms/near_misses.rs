//! Code that nearly is an idiom, for each kind whose own test has no such twin.

use facts::IdiomKind::{self, *};

use super::{JS, PY, RS, TS, found};

const NEAR: &[(IdiomKind, &str, &str)] = &[
    // A body that does something is no hole to fill.
    (AbstractBase, PY, "class A:\n    def area(self):\n        return 0\n"),
    // Both ways give the same answer, or the answer is kept for later.
    (AnyTest, PY, "def f(xs):\n    for x in xs:\n        if x < 0:\n            return False\n    return True\n"),
    (AnyTest, PY, "def f(xs):\n    n = 0\n    for x in xs:\n        if x < 0:\n            n += 1\n    return n\n"),
    (ArgumentParsing, PY, "def f(text):\n    p = Parser()\n    p.add_argument('x')\n    return p.parse(text)\n"),
    (AsyncContextManagerType, PY, "class A:\n    async def __aenter__(self):\n        return self\n"),
    (AsyncMain, JS, "const go = async () => { await run(); };"),
    (CallableObject, PY, "class A:\n    def call(self, x):\n        return x\n"),
    // The variable is made anew in each call of the inner function.
    (ClosureState, JS, "function f() { return () => { let n = 0; n += 1; return n; }; }"),
    (ContainerProtocol, PY, "class A:\n    def length(self):\n        return 1\n"),
    (ContextManagerGenerator, PY, "def f():\n    a()\n    yield 1\n    b()\n"),
    (
        ContextManagerType,
        PY,
        "class A:\n    def enter(self):\n        return self\n    def leave(self, *a):\n        self.close()\n",
    ),
    (ConversionImplementation, RS, "impl A { fn from(b: B) -> A { A(b) } }"),
    (DefaultImplementation, RS, "impl A { fn default() -> A { A } }"),
    (DerefImplementation, RS, "impl A { fn deref(&self) -> &B { &self.0 } }"),
    (DisplayImplementation, RS, "impl fmt::Debug for A { fn fmt(&self, f: &mut F) -> R { Ok(()) } }"),
    (DoubleDispatch, JS, "class N { accept(v) { return v.visitN(this.name); } }"),
    (DropImplementation, RS, "impl A { fn drop(&mut self) { self.x.close(); } }"),
    (Enumeration, RS, "enum S { C(f64), R }"),
    (Enumeration, PY, "class D(Base):\n    N = 1\n    S = 2\n"),
    (EqualityProtocol, PY, "class A:\n    def equals(self, o):\n        return self.x == o.x\n"),
    (ErrorConversion, RS, "fn f() -> Result<u8, E> { g().map(E::Io) }"),
    (ErrorTypeImplementation, RS, "impl std::fmt::Display for Error {}"),
    (ExhaustiveCheck, TS, "function f(x: string) { const y: string = x; }"),
    // One class for all is no choice.
    (Factory, JS, "function f(k) { switch (k) { case 'a': return new A(1); default: return new A(2); } }"),
    (FilterComprehension, PY, "a = [x for x in xs]\n"),
    (FilterMapComprehension, PY, "a = [x * 2 for x in xs]\n"),
    (FilterMapComprehension, PY, "a = [x for x in xs if x]\n"),
    (FluentChain, JS, "a.b.c.d(3);"),
    (FoldIntoCollection, JS, "const d = xs.reduce((acc, x) => acc + x.n, 0);"),
    (FoldSum, JS, "const d = xs.reduce((acc, x) => Math.max(acc, x.n), 0);"),
    (FoldSum, JS, "const d = xs.map((acc, x) => acc + x.n);"),
    (FrozenDataClass, PY, "@dataclass\nclass A:\n    x: int\n"),
    (
        GeneratorStage,
        PY,
        "def f(lines):\n    out = []\n    for line in lines:\n        out.append(line.strip())\n    return out\n",
    ),
    // First the node, then both sides.
    (
        InOrderTraversal,
        PY,
        "def f(n, out):\n    if n is None:\n        return\n    out.append(n.key)\n    f(n.left, out)\n    f(n.right, out)\n",
    ),
    (IterableImplementation, JS, "class A { *items() { yield 1; } }"),
    (IteratorImplementation, PY, "class A:\n    def next(self):\n        return 1\n"),
    (IteratorImplementation, RS, "impl A { fn next(&mut self) -> Option<u8> { None } }"),
    (LazyComprehension, PY, "a = sum([x * 2 for x in xs])\n"),
    (LazySeries, PY, "def f(a):\n    return [1, a]\n"),
    (LinearRecursion, PY, "def f(n):\n    if n <= 1:\n        return 1\n    return n * g(n - 1)\n"),
    (MappingComprehension, PY, "a = {x.id for x in xs}\n"),
    // An `if` with one way is no table of cases.
    (MatchDispatch, JS, "function f(c) { if (c === 1) { return 'a'; } return 'b'; }"),
    // Nothing is ever put into the cache.
    (
        MemoizingWrapper,
        JS,
        "function f(fn) { const cache = new Map(); return (x) => { if (!cache.has(x)) { return fn(x); } return cache.get(x); }; }",
    ),
    (MergeSort, PY, "def sort(xs):\n    mid = len(xs) // 2\n    return sort(xs[:mid])\n"),
    // A limit for what is made anew in each round.
    (
        MinimumScan,
        JS,
        "function f(xs, n) { for (const x of xs) { let end = g(x); if (end > n) { end = n; } h(end); } }",
    ),
    (MinimumScan, JS, "function f(xs) { let m = xs[0]; for (const x of xs) { if (x > m) { m = x; } } return m; }"),
    (Mixin, JS, "const M = (name) => class extends Base { hi() { return name; } };"),
    (NamedConstructor, PY, "class A:\n    @classmethod\n    def of(cls, x):\n        return cls.known[x]\n"),
    (NestedRecursion, JS, "function f(node) { use(node); for (const child of node.children) { g(child); } }"),
    // The flag is never set.
    (
        Once,
        JS,
        "function f(fn) { let done = false, r; return (...args) => { if (!done) { r = fn(...args); } return r; }; }",
    ),
    (OperatorOverload, PY, "class A:\n    def add(self, o):\n        return A(self.x + o.x)\n"),
    (OrderingImplementation, RS, "impl A { fn cmp(&self, o: &A) -> Ordering { self.0.cmp(&o.0) } }"),
    // Both ends walk, but nothing is compared.
    (
        PalindromeTest,
        JS,
        "function f(s) { let i = 0, j = s.length - 1; while (i < j) { use(s[i]); i++; j--; } return true; }",
    ),
    (ParseImplementation, RS, "impl A { fn from_str(s: &str) -> Result<A, E> { Ok(A) } }"),
    (PartialApplication, JS, "function f(fn, a) { return (b) => fn(b); }"),
    (PartialCall, PY, "g = functools.wraps(f)\n"),
    // Nothing reports the outcome.
    (PromiseWrapper, JS, "const f = p => new Promise((yes, no) => { read(p); });"),
    (QueueConsumer, PY, "def f(settings):\n    while True:\n        job = settings.get('job')\n        work(job)\n"),
    (RecursionWithBase, PY, "def f(xs):\n    if not xs:\n        return 0\n    return g(xs[1:])\n"),
    (RecursiveGenerator, PY, "def f(n):\n    yield from g(n.left)\n    yield n\n"),
    // The wait never grows.
    (
        RetryWithBackoff,
        PY,
        "def f(n):\n    for attempt in range(n):\n        try:\n            return call()\n        except OSError:\n            time.sleep(2)\n",
    ),
    (
        RetryWithDelay,
        PY,
        "def f():\n    while True:\n        try:\n            return call()\n        except OSError:\n            pass\n",
    ),
    (RunningProduct, JS, "function f(n) { let p = 1; for (let i = 2; i <= n; i++) { p += i; } return p; }"),
    (SameItemsTest, PY, "def f(a, b):\n    return sorted(a) == b\n"),
    (ScopedFile, PY, "f = open(p)\nuse(f)\n"),
    (ScopedResource, PY, "c = connect()\nuse(c)\n"),
    (ScriptEntry, PY, "if name == '__main__':\n    main()\n"),
    // A new one each time.
    (
        Singleton,
        PY,
        "class A:\n    _instance = None\n    @classmethod\n    def get(cls):\n        cls._instance = cls()\n        return cls._instance\n",
    ),
    (SpawnedTask, RS, "fn f() { let h = pool.take(move || { work(); }); h.join(); }"),
    // The state is looked at, never changed.
    (
        StateMachine,
        JS,
        "class A { step(c) { switch (this.state) { case 0: go(c); break; case 1: stop(c); break; default: break; } } }",
    ),
    (StringBuilding, PY, "def f(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n"),
    (SumType, RS, "enum D { N, S }"),
    (TemplateMethod, PY, "class A:\n    def run(self):\n        self.step()\n    def step(self):\n        go()\n"),
    (TextNormalisation, PY, "t = s.lower().split()\n"),
    (TimerPromise, JS, "const f = ms => new Promise(r => queue(r, ms));"),
    (Transpose, PY, "cols = list(zip(rows, names))\n"),
    (UnsafeBlock, RS, "fn f(p: &u8) -> u8 { { *p } }"),
    (ValidatedProperty, PY, "class A:\n    @x.setter\n    def x(self, v):\n        self._x = v\n"),
    (ValidatingGuard, PY, "def f(x):\n    if x < 0:\n        x = 0\n    y = x + 1\n    return y\n"),
    (Visitor, PY, "class V:\n    def visit(self, n): pass\n    def leave(self, n): pass\n"),
    (ZipIteration, PY, "for i in range(len(xs)):\n    use(xs[i])\n"),
];

#[test]
fn what_looks_alike_is_not_taken_for_it() {
    let mut wrong = Vec::new();
    for (kind, language, source) in NEAR {
        if found(language, source).contains(kind) {
            wrong.push(format!("{kind:?} wrongly found in {language}:\n{source}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
