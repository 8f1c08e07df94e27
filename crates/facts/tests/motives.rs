//! Choices that have a reason, each with code that makes it and code that nearly does.

use facts::MotiveKind::{self, *};

/// The choices that are recognised in a text.
fn found(language: &str, source: &str) -> Vec<MotiveKind> {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    facts::observe(&unit).motives.iter().map(|motive| motive.kind).collect()
}

const PY: &str = "python";
const JS: &str = "javascript";
const TSX: &str = "tsx";
const RS: &str = "rust";

/// A choice, its language, code that makes it, and code that nearly does.
type Case = (MotiveKind, &'static str, &'static str, &'static str);

const IN_PYTHON: &[Case] = &[
    (Assertion, PY, "def f(x):\n    assert x > 0\n    return x\n", "def test_f():\n    assert f(1) > 0\n"),
    (
        CheckBeforeOpen,
        PY,
        "import os\ndef f(p):\n    if not os.path.exists(p):\n        return None\n    return open(p)\n",
        "import os\ndef f(p, q):\n    if not os.path.exists(p):\n        return None\n    return open(q)\n",
    ),
    (
        ConstantTime,
        PY,
        "import hmac\ndef f(a, b):\n    return hmac.compare_digest(a, b)\n",
        "def f(a, b):\n    return a == b\n",
    ),
    (
        CopyBeforeChange,
        PY,
        "def f(d, k):\n    out = d.copy()\n    out[k] = 1\n    return out\n",
        "def f(d, k):\n    out = d.copy()\n    return out\n",
    ),
    (
        DivisionGuard,
        PY,
        "def f(a, b):\n    if b == 0:\n        return 0\n    return a / b\n",
        "def f(base, name):\n    if not name:\n        return base\n    return base / name\n",
    ),
    (
        DoubleEndedQueue,
        PY,
        "from collections import deque\nq = deque()\n",
        "def deque():\n    return []\nq = deque()\n",
    ),
    (ExactNumbers, PY, "from decimal import Decimal\nx = Decimal('1.1')\n", "x = float('1.1')\n"),
    (FirstValueByItself, PY, "from collections import defaultdict\nd = defaultdict(list)\n", "d = dict()\n"),
    (
        Heap,
        PY,
        "import heapq\ndef f(h, x):\n    heapq.heappush(h, x)\n",
        "def f(h, x):\n    h.append(x)\n    h.sort()\n",
    ),
    (
        IteratesOverCopy,
        PY,
        "def f(d):\n    for k in list(d.keys()):\n        del d[k]\n",
        "def f(d, e):\n    for k in list(d.keys()):\n        del e[k]\n",
    ),
    (
        KeptName,
        PY,
        "import functools\ndef d(f):\n    @functools.wraps(f)\n    def g(*a):\n        return f(*a)\n    return g\n",
        "def d(f):\n    def g(*a):\n        return f(*a)\n    return g\n",
    ),
    (
        LazyLogging,
        PY,
        "import logging\nlog = logging.getLogger()\ndef f(x):\n    log.debug('got %s', x)\n",
        "import logging\nlog = logging.getLogger()\ndef f(x):\n    log.debug('got ' + x)\n",
    ),
    (LocalImport, PY, "def f():\n    import json\n    return json\n", "import json\ndef f():\n    return json\n"),
    (LowBits, PY, "def f(x):\n    return x & 63\n", "def f(x):\n    return x & 62\n"),
    (
        MembershipSet,
        PY,
        "def f(xs):\n    seen = set()\n    for x in xs:\n        if x in seen:\n            return x\n        seen.add(x)\n",
        "def f(xs):\n    seen = []\n    for x in xs:\n        if x in seen:\n            return x\n        seen.append(x)\n",
    ),
    (NamedArguments, PY, "def f(a, *, deep=False):\n    return deep\n", "def f(a, deep=False):\n    return deep\n"),
    (
        OrderIndependent,
        PY,
        "import json\ndef f(x):\n    return json.dumps(x, sort_keys=True)\n",
        "import json\ndef f(x):\n    return json.dumps(x, sort_keys=False)\n",
    ),
    (
        PatternMadeOnce,
        PY,
        "import re\nWORD = re.compile('a+')\ndef f(x):\n    return WORD.match(x)\n",
        "import re\ndef f(x):\n    word = re.compile('a+')\n    return word.match(x)\n",
    ),
    (
        PlainRandom,
        PY,
        "import random\ndef f():\n    return random.random()\n",
        "import secrets\ndef f():\n    return secrets.token_hex(8)\n",
    ),
    (
        SecureRandom,
        PY,
        "import secrets\ndef f():\n    return secrets.token_hex(8)\n",
        "import random\ndef f():\n    return random.random()\n",
    ),
    (
        SentinelDefault,
        PY,
        "MARK = object()\ndef f(x=MARK):\n    if x is MARK:\n        return 0\n    return x\n",
        "def f(x=None):\n    if x is None:\n        return 0\n    return x\n",
    ),
    (
        Slots,
        PY,
        "class A:\n    __slots__ = ('x',)\n    def f(self):\n        return self.x\n",
        "class A:\n    slots = ('x',)\n    def f(self):\n        return self.x\n",
    ),
    (SortKey, PY, "def f(xs):\n    return sorted(xs, key=len)\n", "def f(xs):\n    return sorted(xs)\n"),
    (StableSort, PY, "def f(xs):\n    return sorted(xs)\n", "def f(xs):\n    return list(xs)\n"),
    (
        StopsAtFirstFailure,
        PY,
        "def f(xs):\n    return all(x > 0 for x in xs)\n",
        "def f(xs):\n    return all([x > 0 for x in xs])\n",
    ),
    (
        StopsAtFirstHit,
        PY,
        "def f(xs):\n    return any(x > 0 for x in xs)\n",
        "def f(xs):\n    return any([x > 0 for x in xs])\n",
    ),
    (
        TriesFirst,
        PY,
        "def f(d, k):\n    try:\n        return d[k]\n    except KeyError:\n        return None\n",
        "def f(d, k):\n    try:\n        return d[k]\n    except KeyError:\n        raise ValueError(k)\n",
    ),
];

const IN_JAVASCRIPT: &[Case] = &[
    (Abortable, JS, "const c = new AbortController();", "const c = new Controller();"),
    (
        CleanedEffect,
        TSX,
        "import { useEffect } from 'react';\nexport function A() {\n  useEffect(() => { start(); return () => stop(); }, []);\n  return <a/>;\n}\n",
        "import { useEffect } from 'react';\nexport function A() {\n  useEffect(() => { start(); }, []);\n  return <a/>;\n}\n",
    ),
    (DeferredCall, JS, "setTimeout(() => done(), 0);", "setTimeout(() => done(), 50);"),
    (
        DroppedReference,
        JS,
        "function before(n, func) {\n  return function() {\n    if (--n <= 1) { func = undefined; }\n    return func && func();\n  };\n}",
        "function before(n, func) {\n  return function(func) {\n    func = undefined;\n    return func;\n  };\n}",
    ),
    (FrameTimed, JS, "requestAnimationFrame(() => draw());", "requestFrame(() => draw());"),
    (FreezesObject, JS, "const a = Object.freeze({ b: 1 });", "const a = Object.seal({ b: 1 });"),
    (
        LazyInitialValue,
        TSX,
        "import { useState } from 'react';\nexport function A() {\n  const [a] = useState(() => load());\n  return <b>{a}</b>;\n}\n",
        "import { useState } from 'react';\nexport function A() {\n  const [a] = useState(load());\n  return <b>{a}</b>;\n}\n",
    ),
    (
        MemoizedCallback,
        TSX,
        "import { useCallback } from 'react';\nexport function A() {\n  const f = useCallback(() => go(), []);\n  return <b onClick={f}/>;\n}\n",
        "export function A() {\n  const f = () => go();\n  return <b onClick={f}/>;\n}\n",
    ),
    (
        MemoizedComponent,
        TSX,
        "import { memo } from 'react';\nexport const A = memo(() => <b/>);\n",
        "import { memo } from './memo';\nexport const a = memo(() => 1);\n",
    ),
    (
        MemoizedValue,
        TSX,
        "import { useMemo } from 'react';\nexport function A({ x }) {\n  const y = useMemo(() => work(x), [x]);\n  return <b>{y}</b>;\n}\n",
        "export function A({ x }) {\n  const y = work(x);\n  return <b>{y}</b>;\n}\n",
    ),
    (NotANumber, JS, "function f(x) { return x !== x; }", "function f(x, y) { return x !== y; }"),
    (
        OnceListener,
        JS,
        "a.addEventListener('load', f, { once: true });",
        "a.addEventListener('load', f, { once: false });",
    ),
    (
        OwnPropertyTest,
        JS,
        "function f(o, k) { return Object.prototype.hasOwnProperty.call(o, k); }",
        "function f(o, k) { return k in o; }",
    ),
    (
        PassiveListener,
        JS,
        "a.addEventListener('wheel', f, { passive: true });",
        "a.addEventListener('wheel', f, { passive: false });",
    ),
    (PrivateField, JS, "class A { #x = 1; get() { return this.#x; } }", "class A { x = 1; get() { return this.x; } }"),
    (
        ProductionBranch,
        JS,
        "if (process.env.NODE_ENV !== 'production') { check(); }",
        "if (process.env.MODE !== 'production') { check(); }",
    ),
    (PrototypeFree, JS, "const a = Object.create(null);", "const a = Object.create(base);"),
    (
        PrototypeGuard,
        JS,
        "function f(k) { if (k === '__proto__') return; set(k); }",
        "function f(k) { return '__proto__' + k; }",
    ),
    (
        ReinsertedLast,
        JS,
        "function f(m, k, v) { m.delete(k); m.set(k, v); }",
        "function f(m, k, j, v) { m.delete(j); m.set(k, v); }",
    ),
    (
        RenderReference,
        TSX,
        "import { useRef } from 'react';\nexport function A() {\n  const r = useRef(null);\n  return <b ref={r}/>;\n}\n",
        "export function A({ r }) {\n  return <b ref={r}/>;\n}\n",
    ),
    (
        StableListKey,
        TSX,
        "export function A({ xs }) {\n  return <ul>{xs.map((x) => <li key={x.id}>{x.name}</li>)}</ul>;\n}\n",
        "export function A({ id }) {\n  return <ul key={id}/>;\n}\n",
    ),
    (
        SharedVariable,
        JS,
        "function f() { let n = 0; return { up: () => { n += 1; }, get: () => n }; }",
        "function f() { let n = 0; return { up: () => { let m = 1; m += 1; }, get: () => n }; }",
    ),
    (Truncation, JS, "function f(x) { return x | 0; }", "function f(x) { return x | 1; }"),
    (
        TypeofMissing,
        JS,
        "const here = typeof window !== 'undefined';",
        "function f(x) { return typeof x !== 'undefined'; }",
    ),
    (UniqueSymbol, JS, "const KEY = Symbol('key');", "const KEY = String('key');"),
    (WeakKeys, JS, "const seen = new WeakMap();", "const seen = new Map();"),
];

const IN_RUST: &[Case] = &[
    (
        AcquireRelease,
        RS,
        "fn f(a: &AtomicBool) -> bool { a.load(Ordering::Acquire) }",
        "fn f(a: &AtomicBool) -> bool { a.load(Ordering::SeqCst) }",
    ),
    (BorrowedParameter, RS, "fn f(s: &str) -> usize { s.len() }", "fn f(s: &mut String) { s.clear() }"),
    (BoxedContract, RS, "struct A { f: Box<dyn Fn()> }", "struct A { f: Box<B> }"),
    (
        CheckedArithmetic,
        RS,
        "fn f(a: u8, b: u8) -> Option<u8> { a.checked_add(b) }",
        "fn f(a: u8, b: u8) -> u8 { a + b }",
    ),
    (ColdPath, RS, "#[cold]\nfn f() { fail() }", "#[test]\nfn f() { fail() }"),
    (ConstantFunction, RS, "const fn f() -> u8 { 1 }", "fn f() -> u8 { 1 }"),
    (CopyOnWrite, RS, "fn f(s: &str) -> Cow<'_, str> { g(s) }", "fn f(s: &str) -> Cow2<'_, str> { g(s) }"),
    (CountedOwner, RS, "struct A { b: Rc<B> }", "struct A { b: Box<B> }"),
    (CountedOwnerAcrossThreads, RS, "struct A { b: Arc<B> }", "struct A { b: Rc<B> }"),
    (DebugAssertion, RS, "fn f(x: u8) { debug_assert!(x > 0); }", "fn f(x: u8) { assert!(x > 0); }"),
    (DropAvoided, RS, "fn f(x: A) { std::mem::forget(x); }", "fn f(x: A) { drop(x); }"),
    (
        EntryLookup,
        RS,
        "fn f(m: &mut HashMap<u8, u8>, k: u8) { *m.entry(k).or_insert(0) += 1; }",
        "fn f(m: &mut HashMap<u8, u8>, k: u8) { m.insert(k, 0); }",
    ),
    (FlexibleParameter, RS, "fn f(p: impl AsRef<Path>) { g(p) }", "fn f(p: impl Fn()) { p() }"),
    (
        HiddenIterator,
        RS,
        "fn f(xs: Vec<u8>) -> impl Iterator<Item = u8> { xs.into_iter() }",
        "fn f(xs: Vec<u8>) -> Vec<u8> { xs }",
    ),
    (InlineHint, RS, "#[inline]\nfn f() -> u8 { 1 }", "#[inline(never)]\nfn f() -> u8 { 1 }"),
    (InteriorMutability, RS, "struct A { b: RefCell<u8> }", "struct A { b: Option<u8> }"),
    (
        LockEndsBeforeWait,
        RS,
        "async fn f(m: &Mutex<u8>) { let n = { let g = m.lock(); *g }; wait(n).await; }",
        "async fn f(m: &Mutex<u8>) { let g = m.lock(); wait(*g).await; }",
    ),
    (MadeOnFirstUse, RS, "static A: OnceLock<u8> = OnceLock::new();", "static A: Mutex<u8> = Mutex::new(0);"),
    (MovedCapture, RS, "fn f(x: u8) -> impl Fn() -> u8 { move || x }", "fn f(x: &u8) -> u8 { let g = || *x; g() }"),
    (MustUse, RS, "#[must_use]\nfn f() -> u8 { 1 }", "#[inline]\nfn f() -> u8 { 1 }"),
    (NonExhaustive, RS, "#[non_exhaustive]\nenum A { B, C }", "#[derive(Debug)]\nenum A { B, C }"),
    (Phantom, RS, "struct A<T> { t: PhantomData<T> }", "struct A<T> { t: Vec<T> }"),
    (PinnedInPlace, RS, "fn f(x: Pin<&mut A>) { g(x) }", "fn f(x: &mut A) { g(x) }"),
    (PreparedCapacity, RS, "fn f() -> Vec<u8> { Vec::with_capacity(8) }", "fn f() -> Vec<u8> { Vec::new() }"),
    (
        RelaxedOrdering,
        RS,
        "fn f(a: &AtomicU8) -> u8 { a.load(Ordering::Relaxed) }",
        "fn f(a: Ordering) -> bool { a == Ordering::Less }",
    ),
    (
        RowsTakeTurns,
        RS,
        "fn f(n: usize) -> u8 { let mut a = vec![0; n]; let mut b = vec![0; n]; for i in 1..n { b[i] = a[i - 1]; std::mem::swap(&mut a, &mut b); } a[0] }",
        "fn f(n: usize) -> u8 { let mut a = 0; let mut b = 1; for _ in 1..n { std::mem::swap(&mut a, &mut b); } a }",
    ),
    (SaturatingArithmetic, RS, "fn f(a: u8) -> u8 { a.saturating_sub(1) }", "fn f(a: u8) -> u8 { a - 1 }"),
    (
        SignExtension,
        RS,
        "fn f(x: u64, n: u32) -> i64 { (x << n) as i64 >> n }",
        "fn f(x: u64, n: u32) -> u64 { (x << n) as u64 >> n }",
    ),
    (StableLayout, RS, "#[repr(C)]\nstruct A { b: u8 }", "#[repr(u8)]\nenum A { B, C }"),
    (
        TakenOut,
        RS,
        "fn f(x: &mut Option<u8>) -> Option<u8> { x.take() }",
        "fn f(x: Vec<u8>) -> usize { x.into_iter().take(2).count() }",
    ),
    (TransparentLayout, RS, "#[repr(transparent)]\nstruct A(u8);", "#[repr(u8)]\nenum A { B, C }"),
    (
        TriedOnCopy,
        RS,
        "fn f(i: &mut Chars<'_>) -> Option<char> { let mut j = i.clone(); let c = j.next()?; *i = j; Some(c) }",
        "fn f(i: &mut Chars<'_>) -> Option<char> { let mut j = i.clone(); j.next() }",
    ),
    (
        UncheckedAccess,
        RS,
        "fn f(x: &[u8]) -> u8 { unsafe { *x.get_unchecked(0) } }",
        // A safe function of such a name leaves nothing to its caller.
        "fn f(x: &[u8]) -> String { decode_unchecked(x) }",
    ),
    (UnsafeFunction, RS, "unsafe fn f(p: *const u8) -> u8 { *p }", "fn f(p: &u8) -> u8 { *p }"),
    (UnsizedParameter, RS, "fn f<T: ?Sized>(x: &T) { g(x) }", "fn f<T: Copy>(x: &T) { g(x) }"),
    (UnstableSort, RS, "fn f(x: &mut Vec<u8>) { x.sort_unstable(); }", "fn f(x: &mut Vec<u8>) { x.sort(); }"),
    (WrappingArithmetic, RS, "fn f(a: u8) -> u8 { a.wrapping_add(1) }", "fn f(a: u8) -> u8 { a + 1 }"),
];

/// What is wrong with the cases: a choice that is not found, or one that only looks like it.
fn faults(cases: &[Case]) -> Vec<String> {
    let mut faults = Vec::new();
    for &(kind, language, made, nearly) in cases {
        if !found(language, made).contains(&kind) {
            faults.push(format!("{kind:?} is not found in:\n{made}"));
        }
        if found(language, nearly).contains(&kind) {
            faults.push(format!("{kind:?} is found in:\n{nearly}"));
        }
    }
    faults
}

#[test]
fn choices_are_found_and_what_looks_like_them_is_not() {
    for cases in [IN_PYTHON, IN_JAVASCRIPT, IN_RUST] {
        let faults = faults(cases);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
