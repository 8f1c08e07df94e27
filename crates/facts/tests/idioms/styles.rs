//! Ways through code, functions of functions, concurrency, expressions, types, programs.

use facts::IdiomKind::*;

use crate::{JAVA, JS, PY, RS, TS, no, yes};

#[test]
fn ways_through() {
    yes(
        RetryWithBackoff,
        &[
            (
                PY,
                "def f(n):\n    for attempt in range(n):\n        try:\n            return call()\n        except OSError:\n            time.sleep(2 ** attempt)\n",
            ),
            (
                JS,
                "async function f() { let delay = 100; for (let i = 0; i < 5; i++) { try { return await call(); } catch (e) { await sleep(delay); delay *= 2; } } }",
            ),
        ],
    );
    yes(
        RetryWithDelay,
        &[(
            PY,
            "def f():\n    while True:\n        try:\n            return call()\n        except OSError:\n            time.sleep(1)\n",
        )],
    );
    yes(
        Retry,
        &[(
            PY,
            "def f():\n    while True:\n        try:\n            x = int(input())\n            break\n        except ValueError:\n            print('again')\n",
        )],
    );
    no(
        Retry,
        &[
            (
                PY,
                "def f(xs):\n    for x in xs:\n        try:\n            return int(x)\n        except ValueError:\n            pass\n",
            ),
            (
                PY,
                "def f():\n    while True:\n        try:\n            return g()\n        except ValueError:\n            raise\n",
            ),
        ],
    );
    yes(Polling, &[(PY, "def f(job):\n    while not job.done():\n        time.sleep(1)\n")]);
    no(Polling, &[(PY, "def f(job):\n    while not job.done():\n        job.step()\n")]);
    yes(GuardClause, &[(JS, "function f(x) { if (!x) return; use(x); more(x); }")]);
    yes(
        ValidatingGuard,
        &[(PY, "def f(x):\n    if x < 0:\n        raise ValueError('negative')\n    y = x + 1\n    return y\n")],
    );
    no(GuardClause, &[(JS, "function f(x) { if (!x) { log(); } use(x); more(x); }")]);
    yes(
        DefaultForMissing,
        &[
            (PY, "def f(x=None):\n    if x is None:\n        x = []\n    return x\n"),
            (JS, "function f(o) { o = o || {}; return o; }"),
            (PY, "def f(x=None):\n    x = x or 3\n    return x\n"),
        ],
    );
    no(DefaultForMissing, &[(PY, "def f(x=None):\n    y = None\n    if x is None:\n        y = []\n    return y\n")]);
    yes(
        FallbackValue,
        &[(JS, "const port = config.port ?? 80;"), (RS, "fn f(x: Option<u32>) -> u32 { x.unwrap_or(3) }")],
    );
    no(
        FallbackValue,
        &[
            (RS, "fn f(x: Option<u32>) -> u32 { x.unwrap() }"),
            (JS, "function f(xs) { let is = false; for (const x of xs) { is = is || x > 3; } return is; }"),
        ],
    );
    yes(
        SentinelLoop,
        &[(
            PY,
            "def f(s):\n    while True:\n        chunk = s.read(10)\n        if not chunk:\n            break\n        use(chunk)\n",
        )],
    );
    no(SentinelLoop, &[(PY, "def f(s):\n    while True:\n        chunk = s.read(10)\n        use(chunk)\n")]);
    yes(
        Pagination,
        &[(
            PY,
            "def f(api):\n    url = first\n    out = []\n    while url:\n        page = api.get(url)\n        out.extend(page.items)\n        url = page.next_url\n    return out\n",
        )],
    );
    no(Pagination, &[(PY, "def f(api):\n    while True:\n        page = api.get(1)\n        use(page)\n")]);
    yes(
        CleanupInFinally,
        &[(PY, "def f():\n    c = connect()\n    try:\n        use(c)\n    finally:\n        c.close()\n")],
    );
    no(CleanupInFinally, &[(PY, "def f():\n    try:\n        use()\n    finally:\n        print()\n")]);
    yes(ScopedFile, &[(PY, "with open(p) as f:\n    use(f)\n")]);
    yes(ScopedResource, &[(PY, "with connect() as c:\n    use(c)\n")]);
    yes(
        LockedSection,
        &[
            (PY, "def f(self):\n    with self._lock:\n        self.n += 1\n"),
            (RS, "fn f(m: &Mutex<u32>) { let mut g = m.lock().unwrap(); *g += 1; }"),
        ],
    );
    yes(
        LockedSection,
        &[
            (JAVA, "class A { int n; void f() { synchronized (this) { n++; } } }"),
            (JAVA, "class A { int n; synchronized void f() { n++; } }"),
        ],
    );
    yes(ScopedResource, &[(JAVA, "void f() throws E { try (Reader in = open()) { use(in); } }")]);
    no(LockedSection, &[(PY, "def f(self):\n    with self.block:\n        self.n += 1\n")]);
    yes(
        ErrorWrapping,
        &[
            (PY, "def f():\n    try:\n        g()\n    except KeyError as e:\n        raise ConfigError('x') from e\n"),
            (JS, "function f() { try { g(); } catch (e) { throw new Error('x', { cause: e }); } }"),
        ],
    );
    no(
        ErrorWrapping,
        &[(PY, "def f():\n    try:\n        g()\n    except KeyError as e:\n        raise ConfigError('x')\n")],
    );
    yes(ErrorConversion, &[(RS, "fn f() -> Result<u8, E> { g().map_err(E::Io) }")]);
    yes(ErrorPropagation, &[(RS, "fn f() -> Result<u8, E> { let a = g()?; let b = h(a)?; Ok(b) }")]);
    no(ErrorPropagation, &[(RS, "fn f() -> Result<u8, E> { let a = g()?; Ok(a) }")]);
    yes(
        FallbackOnError,
        &[(PY, "def f(x):\n    try:\n        return int(x)\n    except ValueError:\n        return 0\n")],
    );
    no(
        FallbackOnError,
        &[(PY, "def f(x):\n    try:\n        return int(x)\n    except ValueError:\n        return g(x)\n")],
    );
    yes(LineByLine, &[(PY, "with open(p) as f:\n    for line in f:\n        use(line)\n")]);
    no(LineByLine, &[(PY, "for line in lines:\n    use(line)\n")]);
    yes(
        Tokenizer,
        &[(
            PY,
            "def f(s):\n    i = 0\n    while i < len(s):\n        if s[i] == ' ':\n            i += 1\n        elif s[i] == '(':\n            out.append(s[i])\n            i += 1\n",
        )],
    );
    no(Tokenizer, &[(PY, "def f(s):\n    i = 0\n    while i < len(s):\n        use(s[i])\n        i += 1\n")]);
    yes(UnsafeBlock, &[(RS, "fn f(p: *const u8) -> u8 { unsafe { *p } }")]);
    yes(ModulePattern, &[(JS, "(function () { var a = 1; use(a); })();")]);
    yes(AsyncMain, &[(JS, "(async () => { await go(); })();")]);
    no(ModulePattern, &[(JS, "run(function () { use(1); });")]);
}

#[test]
fn functions_of_functions() {
    yes(
        Debounce,
        &[(
            JS,
            "function f(fn, wait) { let t = null; return function (...args) { clearTimeout(t); t = setTimeout(() => fn.apply(this, args), wait); }; }",
        )],
    );
    no(
        Debounce,
        &[(JS, "function debounce(fn, wait) { return function (...args) { setTimeout(() => fn(...args), wait); }; }")],
    );
    yes(
        Throttle,
        &[(
            JS,
            "function f(fn, wait) { let last = 0; return (...args) => { const now = Date.now(); if (now - last >= wait) { last = now; fn(...args); } }; }",
        )],
    );
    no(Throttle, &[(JS, "function throttle(fn) { return (...args) => { fn(...args); }; }")]);
    yes(
        Once,
        &[(
            JS,
            "function f(fn) { let done = false, r; return (...args) => { if (!done) { done = true; r = fn(...args); } return r; }; }",
        )],
    );
    yes(
        MemoizingWrapper,
        &[
            (
                JS,
                "function f(fn) { const cache = new Map(); return (x) => { if (!cache.has(x)) { cache.set(x, fn(x)); } return cache.get(x); }; }",
            ),
            (
                PY,
                "def f(fn):\n    cache = {}\n    def inner(*args):\n        if args not in cache:\n            cache[args] = fn(*args)\n        return cache[args]\n    return inner\n",
            ),
        ],
    );
    yes(
        WrapperFunction,
        &[
            (
                PY,
                "def f(fn):\n    def inner(*args, **kwargs):\n        log(fn)\n        return fn(*args, **kwargs)\n    return inner\n",
            ),
            (
                PY,
                "def f(fn):\n    @functools.wraps(fn)\n    def inner(*args, **kwargs):\n        log(fn)\n        return fn(*args, **kwargs)\n    return inner\n",
            ),
        ],
    );
    no(WrapperFunction, &[(PY, "def f(fn):\n    def inner(x):\n        return g(x)\n    return inner\n")]);
    yes(
        ReturnsClosure,
        &[
            (JS, "function f(n) { return function (x) { return x + n; }; }"),
            (RS, "fn f(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }"),
        ],
    );
    no(ReturnsClosure, &[(JS, "function f(n) { return function (x) { return x + 1; }; }")]);
    yes(PartialApplication, &[(JS, "function f(fn, a) { return (b) => fn(a, b); }")]);
    yes(Currying, &[(JS, "const f = a => b => a + b;")]);
    no(Currying, &[(JS, "const f = a => b => b;")]);
    yes(PartialCall, &[(PY, "g = functools.partial(f, 1)\n")]);
    yes(ClosureState, &[(JS, "function f() { let n = 0; return () => { n += 1; return n; }; }")]);
    yes(Mixin, &[(JS, "const M = (Base) => class extends Base { hi() { return 1; } };")]);
    yes(LazySeries, &[(PY, "def f(a):\n    yield 1\n    yield a\n")]);
    yes(EndlessSeries, &[(PY, "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1\n")]);
    no(EndlessSeries, &[(PY, "def f():\n    n = 0\n    while True:\n        yield n\n        break\n")]);
    yes(
        GeneratorStage,
        &[(PY, "def f(lines):\n    for line in lines:\n        if line:\n            yield line.strip()\n")],
    );
    yes(RecursiveGenerator, &[(PY, "def f(n):\n    yield from f(n.left)\n    yield n\n")]);
    yes(ContextManagerGenerator, &[(PY, "@contextmanager\ndef f():\n    a()\n    yield 1\n    b()\n")]);
    yes(ErrorFirstCallback, &[(JS, "fs.readFile(p, (err, data) => { if (err) { return done(err); } use(data); });")]);
    no(ErrorFirstCallback, &[(JS, "xs.sort((a, b) => { return a - b; });")]);
}

#[test]
fn at_the_same_time() {
    yes(
        AsyncGather,
        &[
            (JS, "async function f(xs) { return await Promise.all(xs.map(g)); }"),
            (PY, "async def f(xs):\n    return await asyncio.gather(*xs)\n"),
        ],
    );
    no(AsyncGather, &[(JS, "async function f(xs) { return xs.all(g); }")]);
    yes(
        TimeoutRace,
        &[
            (JS, "function f(p, ms) { return Promise.race([p, new Promise((_, no) => setTimeout(no, ms))]); }"),
            (PY, "async def f(p):\n    await asyncio.wait_for(p, timeout=3)\n"),
        ],
    );
    no(TimeoutRace, &[(JS, "function f(p, q) { return Promise.race([p, q]); }")]);
    yes(
        PromiseWrapper,
        &[(
            JS,
            "const f = p => new Promise((yes, no) => { read(p, (e, d) => { if (e) { no(e); } else { yes(d); } }); });",
        )],
    );
    yes(TimerPromise, &[(JS, "const f = ms => new Promise(r => setTimeout(r, ms));")]);
    yes(EventListener, &[(JS, "button.addEventListener('click', () => { go(); });")]);
    no(EventListener, &[(JS, "log.on('x', 3);")]);
    yes(
        SpawnedTask,
        &[
            (RS, "fn f() { let h = thread::spawn(move || { work(); }); h.join(); }"),
            (PY, "t = threading.Thread(target=work)\n"),
        ],
    );
    yes(
        WorkerPool,
        &[(PY, "def f(xs):\n    with ThreadPoolExecutor(4) as pool:\n        return list(pool.map(work, xs))\n")],
    );
    no(WorkerPool, &[(PY, "def f(xs):\n    return form.submit(xs)\n")]);
    yes(
        QueueConsumer,
        &[
            (RS, "fn f(rx: Receiver<u8>) { while let Ok(x) = rx.recv() { work(x); } }"),
            (PY, "def f(queue):\n    while True:\n        job = queue.get()\n        work(job)\n"),
        ],
    );
    yes(SequentialAwaits, &[(JS, "async function f(xs) { for (const x of xs) { await save(x); } }")]);
    no(SequentialAwaits, &[(JS, "async function f(xs) { for await (const x of xs) { await save(x); } }")]);
}

#[test]
fn expressions() {
    yes(
        FunctionalChain,
        &[
            (JS, "const n = xs.filter(x => x.ok).map(x => x.n);"),
            (RS, "fn f(xs: &[u32]) -> u32 { xs.iter().filter(|x| **x > 1).map(|x| x * 2).sum() }"),
        ],
    );
    no(FunctionalChain, &[(JS, "const n = xs.map(x => x.n);")]);
    yes(TextNormalisation, &[(PY, "t = s.strip().lower()\n"), (JS, "const t = s.trim().toLowerCase();")]);
    yes(FluentChain, &[(JS, "query.select('a').from('b').where('c').limit(3);")]);
    yes(MapComprehension, &[(PY, "a = [x * 2 for x in xs]\n")]);
    yes(FilterComprehension, &[(PY, "a = [x for x in xs if x]\n")]);
    yes(FilterMapComprehension, &[(PY, "a = [x * 2 for x in xs if x]\n")]);
    yes(MappingComprehension, &[(PY, "a = {x.id: x for x in xs}\n")]);
    yes(LazyComprehension, &[(PY, "a = sum(x * 2 for x in xs)\n")]);
    no(MapComprehension, &[(PY, "a = [0 for _ in xs]\n")]);
    yes(ZipIteration, &[(PY, "for a, b in zip(xs, ys):\n    use(a, b)\n")]);
    yes(
        DispatchTable,
        &[
            (PY, "def a(): pass\ndef b(): pass\nTABLE = {'a': a, 'b': b}\ndef run(k):\n    return TABLE[k]()\n"),
            (
                JS,
                "const table = { add: (a, b) => a + b, sub: (a, b) => a - b }; function run(k, a, b) { return table[k](a, b); }",
            ),
        ],
    );
    no(DispatchTable, &[(PY, "def a(): pass\ndef b(): pass\nTABLE = {'a': a, 'b': b}\nprint(TABLE)\n")]);
    yes(
        MatchDispatch,
        &[
            (RS, "fn f(c: char) -> u8 { match c { 'a' => 1, 'b' => 2, _ => 3 } }"),
            (JS, "function f(c) { switch (c) { case 1: return 'a'; case 2: return 'b'; default: return 'c'; } }"),
        ],
    );
    yes(
        StateMachine,
        &[(
            JS,
            "class A { step(c) { switch (this.state) { case 0: this.state = 1; break; case 1: this.state = 2; break; default: break; } } }",
        )],
    );
    yes(
        Factory,
        &[(
            JS,
            "function f(k) { switch (k) { case 'a': return new A(); case 'b': return new B(); default: throw new Error(k); } }",
        )],
    );
    yes(SameItemsTest, &[(PY, "def f(a, b):\n    return sorted(a) == sorted(b)\n")]);
    yes(OptionalChain, &[(JS, "const n = a?.b?.c;")]);
    no(OptionalChain, &[(JS, "const n = a?.b;")]);
    yes(Transpose, &[(PY, "cols = list(zip(*rows))\n")]);
    yes(FoldIntoCollection, &[(JS, "const d = xs.reduce((acc, x) => { acc[x.id] = x; return acc; }, {});")]);
    yes(FoldSum, &[(JS, "const d = xs.reduce((acc, x) => acc + x.n, 0);")]);
}

#[test]
fn types_and_objects() {
    yes(
        IteratorImplementation,
        &[
            (PY, "class A:\n    def __iter__(self):\n        return self\n    def __next__(self):\n        return 1\n"),
            (RS, "impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { None } }"),
        ],
    );
    yes(IterableImplementation, &[(JS, "class A { *[Symbol.iterator]() { yield 1; } }")]);
    yes(
        ContextManagerType,
        &[(
            PY,
            "class A:\n    def __enter__(self):\n        return self\n    def __exit__(self, *a):\n        self.close()\n",
        )],
    );
    yes(
        AsyncContextManagerType,
        &[(
            PY,
            "class A:\n    async def __aenter__(self):\n        return self\n    async def __aexit__(self, *a):\n        self.close()\n",
        )],
    );
    yes(
        OperatorOverload,
        &[
            (PY, "class A:\n    def __add__(self, o):\n        return A(self.x + o.x)\n"),
            (RS, "impl Add for A { type Output = A; fn add(self, o: A) -> A { A(self.0 + o.0) } }"),
        ],
    );
    yes(EqualityProtocol, &[(PY, "class A:\n    def __eq__(self, o):\n        return self.x == o.x\n")]);
    yes(ContainerProtocol, &[(PY, "class A:\n    def __len__(self):\n        return 1\n")]);
    yes(CallableObject, &[(PY, "class A:\n    def __call__(self, x):\n        return x\n")]);
    yes(DataClass, &[(PY, "@dataclass\nclass A:\n    x: int\n")]);
    yes(FrozenDataClass, &[(PY, "@dataclass(frozen=True)\nclass A:\n    x: int\n")]);
    no(DataClass, &[(PY, "class dataclass:\n    x: int\n")]);
    yes(
        Builder,
        &[
            (JS, "class B { a(x) { this.x = x; return this; } b(y) { this.y = y; return this; } }"),
            (
                RS,
                "impl B { fn a(mut self, x: u8) -> Self { self.x = x; self } fn b(mut self, y: u8) -> Self { self.y = y; self } }",
            ),
        ],
    );
    no(Builder, &[(JS, "class B { a(x) { this.x = x; } b(y) { this.y = y; return this; } }")]);
    yes(
        Observer,
        &[
            (JS, "class E { on(f) { this.fs.push(f); } emit(x) { for (const f of this.fs) { f(x); } } }"),
            (
                PY,
                "class E:\n    def on(self, f):\n        self.fs.append(f)\n    def emit(self, x):\n        for f in self.fs:\n            f(x)\n",
            ),
            (JS, "class E { on(f) { this.fs.push(f); } emit(x) { this.fs.forEach(f => f(x)); } }"),
        ],
    );
    no(Observer, &[(JS, "class E { on(f) { this.fs.push(f); } all() { for (const f of this.fs) { print(f); } } }")]);
    yes(
        Singleton,
        &[
            (
                PY,
                "class A:\n    _instance = None\n    @classmethod\n    def get(cls):\n        if cls._instance is None:\n            cls._instance = cls()\n        return cls._instance\n",
            ),
            (
                JS,
                "class A { static one = null; static get() { if (A.one === null) { A.one = new A(); } return A.one; } }",
            ),
        ],
    );
    yes(
        AbstractBase,
        &[
            (PY, "class A:\n    def area(self):\n        raise NotImplementedError\n"),
            (TS, "abstract class A { abstract area(): number; }"),
        ],
    );
    yes(
        TemplateMethod,
        &[(
            PY,
            "class A:\n    def run(self):\n        self.step()\n    def step(self):\n        raise NotImplementedError()\n",
        )],
    );
    yes(Newtype, &[(RS, "struct Meters(f64);")]);
    no(Newtype, &[(RS, "struct P(f64, f64);"), (RS, "struct P { x: f64 }")]);
    yes(
        Visitor,
        &[(
            PY,
            "class V:\n    def visit_a(self, n): pass\n    def visit_b(self, n): pass\n    def visit_c(self, n): pass\n",
        )],
    );
    yes(DoubleDispatch, &[(JS, "class N { accept(v) { return v.visitN(this); } }")]);
    yes(SumType, &[(RS, "enum S { C(f64), R { w: f64 } }")]);
    yes(Enumeration, &[(RS, "enum D { N, S }"), (PY, "class D(Enum):\n    N = 1\n    S = 2\n")]);
    yes(DropImplementation, &[(RS, "impl Drop for A { fn drop(&mut self) { self.x.close(); } }")]);
    yes(ConversionImplementation, &[(RS, "impl From<B> for A { fn from(b: B) -> A { A(b) } }")]);
    yes(
        ParseImplementation,
        &[(RS, "impl FromStr for A { type Err = E; fn from_str(s: &str) -> Result<A, E> { Ok(A) } }")],
    );
    yes(DefaultImplementation, &[(RS, "impl Default for A { fn default() -> A { A } }")]);
    yes(DisplayImplementation, &[(RS, "impl fmt::Display for A { fn fmt(&self, f: &mut F) -> R { Ok(()) } }")]);
    yes(DerefImplementation, &[(RS, "impl Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } }")]);
    yes(ErrorTypeImplementation, &[(RS, "impl std::error::Error for A {}")]);
    yes(OrderingImplementation, &[(RS, "impl Ord for A { fn cmp(&self, o: &A) -> Ordering { self.0.cmp(&o.0) } }")]);
    yes(TraitImplementation, &[(RS, "impl Shape for A { fn area(&self) -> f64 { 1.0 } }")]);
    no(TraitImplementation, &[(RS, "impl A { fn area(&self) -> f64 { 1.0 } }")]);
    yes(
        ValidatedProperty,
        &[
            (
                PY,
                "class A:\n    @x.setter\n    def x(self, v):\n        if v < 0:\n            raise ValueError\n        self._x = v\n",
            ),
            (JS, "class A { set x(v) { if (v < 0) { throw new Error('x'); } this._x = v; } }"),
        ],
    );
    yes(ComputedProperty, &[(JS, "class A { get area() { return this.w * this.h; } }")]);
    no(ComputedProperty, &[(JS, "class A { get w() { return this._w; } }")]);
    yes(NamedConstructor, &[(PY, "class A:\n    @classmethod\n    def of(cls, x):\n        return cls(x)\n")]);
    yes(
        LazyField,
        &[
            (
                PY,
                "class A:\n    def x(self):\n        if self._x is None:\n            self._x = make()\n        return self._x\n",
            ),
            (JS, "class A { get x() { this._x ??= make(); return this._x; } }"),
        ],
    );
    no(
        LazyField,
        &[(
            PY,
            "class A:\n    def x(self):\n        if self._x is None:\n            self._y = make()\n        return self._x\n",
        )],
    );
}

#[test]
fn programs() {
    yes(ScriptEntry, &[(PY, "if __name__ == '__main__':\n    main()\n")]);
    yes(
        EnvironmentConfig,
        &[
            (PY, "p = os.environ.get('PORT', '80')\n"),
            (JS, "const p = process.env.PORT;"),
            (RS, "fn f() { let p = std::env::var(\"PORT\"); }"),
        ],
    );
    no(EnvironmentConfig, &[(PY, "os.environ['PORT'] = '1'\n")]);
    yes(
        ArgumentParsing,
        &[(PY, "def f():\n    p = argparse.ArgumentParser()\n    p.add_argument('x')\n    return p.parse_args()\n")],
    );
    yes(
        UnitTest,
        &[
            (RS, "#[test]\nfn adds() { assert_eq!(1 + 1, 2); }"),
            (JS, "it('adds', () => { expect(1 + 1).toBe(2); });"),
            (PY, "def test_add():\n    assert 1 + 1 == 2\n"),
        ],
    );
    no(UnitTest, &[(JS, "it('adds', () => { go(); });")]);
    yes(TypeGuard, &[(TS, "function f(x: A | B): x is A { return 'a' in x; }")]);
    no(TypeGuard, &[(TS, "function f(x: A | B): boolean { return 'a' in x; }")]);
    yes(ExhaustiveCheck, &[(TS, "function f(x: never) { const y: never = x; }")]);
    yes(TaggedUnion, &[(TS, "type S = { kind: 'a'; r: number } | { kind: 'b'; w: number };")]);
    no(TaggedUnion, &[(TS, "type S = { kind: 'a'; r: number } | { kind: 'a'; w: number };")]);
}
