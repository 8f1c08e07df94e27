//! Each idiom on code that has it, and on code that nearly has it.

use facts::IdiomKind::{self, *};

fn found(language: &str, source: &str) -> Vec<IdiomKind> {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    facts::observe(&unit).idioms.into_iter().map(|idiom| idiom.kind).collect()
}

/// Checks that each source shows the idiom.
#[track_caller]
fn yes(kind: IdiomKind, sources: &[(&str, &str)]) {
    for (language, source) in sources {
        let found = found(language, source);
        assert!(found.contains(&kind), "{kind:?} not found, but {found:?}, in {language}:\n{source}");
    }
}

/// Checks that no source shows the idiom.
#[track_caller]
fn no(kind: IdiomKind, sources: &[(&str, &str)]) {
    for (language, source) in sources {
        let found = found(language, source);
        assert!(!found.contains(&kind), "{kind:?} wrongly found among {found:?}, in {language}:\n{source}");
    }
}

const PY: &str = "python";
const JS: &str = "javascript";
const TS: &str = "typescript";
const RS: &str = "rust";

#[test]
fn binary_search() {
    yes(
        BinarySearch,
        &[
            (
                PY,
                "def f(a, x):\n    lo, hi = 0, len(a) - 1\n    while lo <= hi:\n        mid = (lo + hi) // 2\n        if a[mid] == x:\n            return mid\n        if a[mid] < x:\n            lo = mid + 1\n        else:\n            hi = mid - 1\n    return -1\n",
            ),
            (
                JS,
                "function f(a, x) { let lo = 0, hi = a.length; while (lo < hi) { const mid = Math.floor((lo + hi) / 2); if (a[mid] < x) { lo = mid + 1; } else { hi = mid; } } return lo; }",
            ),
            (
                JS,
                "function f(a, x) { let lo = 0, hi = a.length; while (lo < hi) { const mid = (lo + hi) >>> 1; if (a[mid] < x) lo = mid + 1; else hi = mid; } return lo; }",
            ),
            (
                RS,
                "fn f(a: &[i32], x: i32) -> Option<usize> { let mut lo = 0; let mut hi = a.len(); while lo < hi { let mid = lo + (hi - lo) / 2; if a[mid] == x { return Some(mid); } if a[mid] < x { lo = mid + 1; } else { hi = mid; } } None }",
            ),
        ],
    );
    no(
        BinarySearch,
        &[
            // Only one bound moves.
            (
                PY,
                "def binary_search(a, x):\n    lo, hi = 0, len(a)\n    while lo < hi:\n        mid = (lo + hi) // 2\n        if a[mid] < x:\n            lo = mid + 1\n        else:\n            break\n",
            ),
            // Nothing is read at the middle.
            (
                PY,
                "def f(lo, hi):\n    while lo < hi:\n        mid = (lo + hi) // 2\n        if ok(lo):\n            lo = mid + 1\n        else:\n            hi = mid\n",
            ),
        ],
    );
}

#[test]
fn linear_search_and_tests() {
    yes(
        LinearSearch,
        &[
            (
                PY,
                "def f(xs, k):\n    for i, x in enumerate(xs):\n        if x == k:\n            return i\n    return -1\n",
            ),
            (JS, "function f(xs, k) { for (const x of xs) { if (x.id === k) return x; } return null; }"),
            (RS, "fn f(xs: &[U], k: u32) -> Option<&U> { for x in xs { if x.id == k { return Some(x); } } None }"),
        ],
    );
    no(
        LinearSearch,
        &[(PY, "def f(xs, k):\n    for x in xs:\n        if x == k:\n            return x\n    return compute()\n")],
    );
    yes(
        AnyTest,
        &[(PY, "def f(xs):\n    for x in xs:\n        if x < 0:\n            return True\n    return False\n")],
    );
    yes(AllTest, &[(JS, "function f(xs) { for (const x of xs) { if (x < 0) { return false; } } return true; }")]);
    no(AllTest, &[(JS, "function f(xs) { for (const x of xs) { if (x < 0) { return false; } } return g(); }")]);
}

#[test]
fn two_positions() {
    yes(
        TwoPointers,
        &[(
            PY,
            "def f(a, t):\n    i, j = 0, len(a) - 1\n    while i < j:\n        s = a[i] + a[j]\n        if s == t:\n            return i, j\n        if s < t:\n            i += 1\n        else:\n            j -= 1\n",
        )],
    );
    no(
        TwoPointers,
        &[(
            PY,
            "def f(a, b):\n    i, j = 0, 9\n    while i < j:\n        use(a[i], b[j])\n        i += 1\n        j -= 1\n",
        )],
    );
    yes(
        ReverseInPlace,
        &[
            (
                PY,
                "def f(a):\n    i, j = 0, len(a) - 1\n    while i < j:\n        a[i], a[j] = a[j], a[i]\n        i += 1\n        j -= 1\n",
            ),
            (
                JS,
                "function f(a) { for (let i = 0, j = a.length - 1; i < j; i++, j--) { const t = a[i]; a[i] = a[j]; a[j] = t; } }",
            ),
            (RS, "fn f(a: &mut [i32]) { let n = a.len(); for i in 0..n / 2 { a.swap(i, n - 1 - i); } }"),
        ],
    );
    no(ReverseInPlace, &[(RS, "fn f(a: &mut [i32]) { for i in 0..a.len() / 2 { a.swap(i, i + 1); } }")]);
    yes(
        PalindromeTest,
        &[(
            JS,
            "function f(s) { let i = 0, j = s.length - 1; while (i < j) { if (s[i] !== s[j]) return false; i++; j--; } return true; }",
        )],
    );
    yes(PalindromeComparison, &[(PY, "def f(s):\n    return s == s[::-1]\n")]);
    no(PalindromeComparison, &[(PY, "def f(s, t):\n    return s == t[::-1]\n")]);
    yes(
        Reversal,
        &[
            (PY, "t = s[::-1]\n"),
            (JS, "const t = s.split('').reverse().join('');"),
            (RS, "fn f(s: &str) -> String { s.chars().rev().collect() }"),
        ],
    );
    no(Reversal, &[(PY, "t = s[::2]\n")]);
}

#[test]
fn sliding_windows() {
    yes(
        SlidingWindow,
        &[
            (
                PY,
                "def f(a, k):\n    s = sum(a[:k])\n    for i in range(k, len(a)):\n        s += a[i]\n        s -= a[i - k]\n        use(s)\n",
            ),
            (PY, "def f(a, k):\n    s = 0\n    for i in range(k, len(a)):\n        s += a[i] - a[i - k]\n"),
            (
                JS,
                "function f(a, t) { let left = 0, s = 0; for (let right = 0; right < a.length; right++) { s += a[right]; while (s > t) { s -= a[left]; left++; } } }",
            ),
        ],
    );
    no(
        SlidingWindow,
        &[(PY, "def f(a, b):\n    s = 0\n    for i in range(len(a)):\n        s += a[i]\n        s -= b\n")],
    );
}

#[test]
fn building_up() {
    yes(
        RunningTotal,
        &[
            (PY, "def f(xs):\n    t = 0\n    for x in xs:\n        t += x.price\n    return t\n"),
            (RS, "fn f(xs: &[i32]) -> i32 { let mut t = 0; for x in xs { t += x; } t }"),
        ],
    );
    no(
        RunningTotal,
        &[
            (PY, "def f(xs):\n    t = ''\n    for x in xs:\n        t += x\n"),
            (PY, "def f(xs):\n    t = 0\n    for x in xs:\n        t += 1\n"),
        ],
    );
    yes(RunningProduct, &[(JS, "function f(n) { let p = 1; for (let i = 2; i <= n; i++) { p *= i; } return p; }")]);
    yes(
        Counting,
        &[(PY, "def f(xs):\n    n = 0\n    for x in xs:\n        if x.ok:\n            n += 1\n    return n\n")],
    );
    no(
        Counting,
        &[(PY, "def f(xs):\n    n = 0\n    for x in xs:\n        if a[n]:\n            n += 1\n    return n\n")],
    );
    yes(
        MaximumScan,
        &[
            (
                PY,
                "def f(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n",
            ),
            (RS, "fn f(xs: &[i32]) -> i32 { let mut m = 0; for &x in xs { m = m.max(x); } m }"),
            (JS, "function f(xs) { let m = 0; for (const x of xs) m = Math.max(m, x); return m; }"),
        ],
    );
    yes(
        MinimumScan,
        &[(JS, "function f(xs) { let m = xs[0]; for (const x of xs) { if (x < m) { m = x; } } return m; }")],
    );
    no(
        MaximumScan,
        &[(PY, "def f(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = y\n")],
    );
    yes(
        Histogram,
        &[
            (PY, "def f(xs):\n    d = {}\n    for x in xs:\n        d[x] = d.get(x, 0) + 1\n    return d\n"),
            (PY, "def f(xs):\n    d = defaultdict(int)\n    for x in xs:\n        d[x] += 1\n"),
            (JS, "function f(xs) { const d = {}; for (const x of xs) { d[x] = (d[x] || 0) + 1; } return d; }"),
            (
                JS,
                "function f(xs) { const d = new Map(); for (const x of xs) { d.set(x, (d.get(x) ?? 0) + 1); } return d; }",
            ),
            (RS, "fn f(xs: &[char]) { let mut d = HashMap::new(); for x in xs { *d.entry(x).or_insert(0) += 1; } }"),
        ],
    );
    no(Histogram, &[(PY, "def f(n):\n    for i in range(n):\n        d[0] += 1\n")]);
    yes(
        Grouping,
        &[
            (PY, "def f(xs):\n    d = {}\n    for x in xs:\n        d.setdefault(x.kind, []).append(x)\n"),
            (PY, "def f(xs):\n    d = defaultdict(list)\n    for x in xs:\n        d[x.kind].append(x)\n"),
            (JS, "function f(xs) { const d = {}; for (const x of xs) { (d[x.kind] ??= []).push(x); } return d; }"),
            (
                RS,
                "fn f(xs: Vec<X>) { let mut d = HashMap::new(); for x in xs { d.entry(x.kind).or_insert_with(Vec::new).push(x); } }",
            ),
        ],
    );
    no(Grouping, &[(PY, "def f(rows):\n    for i in range(len(rows)):\n        rows[i].append(0)\n")]);
    yes(
        Deduplication,
        &[
            (
                PY,
                "def f(xs):\n    seen = set()\n    out = []\n    for x in xs:\n        if x not in seen:\n            seen.add(x)\n            out.append(x)\n    return out\n",
            ),
            (
                PY,
                "def f(xs):\n    seen = set()\n    for x in xs:\n        if x in seen:\n            continue\n        seen.add(x)\n        yield x\n",
            ),
            (
                JS,
                "function f(xs) { const seen = new Set(); const out = []; for (const x of xs) { if (!seen.has(x)) { seen.add(x); out.push(x); } } return out; }",
            ),
            (
                RS,
                "fn f(xs: Vec<u8>) -> Vec<u8> { let mut seen = HashSet::new(); let mut out = Vec::new(); for x in xs { if seen.insert(x) { out.push(x); } } out }",
            ),
        ],
    );
    no(
        Deduplication,
        &[(
            PY,
            "def f(xs, known):\n    out = []\n    for x in xs:\n        if x not in known:\n            out.append(x)\n    return out\n",
        )],
    );
    yes(
        PrefixSums,
        &[
            (
                PY,
                "def f(a):\n    p = [0] * (len(a) + 1)\n    for i in range(len(a)):\n        p[i + 1] = p[i] + a[i]\n",
            ),
            (PY, "def f(a):\n    p = [0]\n    for x in a:\n        p.append(p[-1] + x)\n"),
        ],
    );
    no(PrefixSums, &[(PY, "def f(a):\n    p = [0]\n    for i in range(9):\n        p[i] = q[i] + 1\n")]);
    yes(StringBuilding, &[(PY, "def f(xs):\n    s = ''\n    for x in xs:\n        s += x\n    return s\n")]);
    yes(
        JoinedPieces,
        &[
            (PY, "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n    return ''.join(out)\n"),
            (JS, "function f(xs) { const out = []; for (const x of xs) { out.push(x); } return out.join(', '); }"),
        ],
    );
    no(
        JoinedPieces,
        &[(PY, "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n    return ''.join(other)\n")],
    );
    yes(
        Flattening,
        &[
            (PY, "flat = [x for row in rows for x in row]\n"),
            (
                PY,
                "def f(rows):\n    out = []\n    for row in rows:\n        for x in row:\n            out.append(x)\n    return out\n",
            ),
        ],
    );
    no(Flattening, &[(PY, "pairs = [(x, y) for x in a for y in b]\n")]);
    yes(
        Chunking,
        &[
            (PY, "def f(xs, n):\n    for i in range(0, len(xs), n):\n        yield xs[i:i + n]\n"),
            (
                JS,
                "function f(a, n) { const out = []; for (let i = 0; i < a.length; i += n) { out.push(a.slice(i, i + n)); } return out; }",
            ),
        ],
    );
    no(Chunking, &[(PY, "def f(xs, n):\n    for i in range(0, len(xs), n):\n        yield xs[i]\n")]);
}

#[test]
fn sorting() {
    yes(
        BubbleSort,
        &[
            (
                PY,
                "def f(a):\n    n = len(a)\n    for i in range(n):\n        for j in range(n - 1 - i):\n            if a[j] > a[j + 1]:\n                a[j], a[j + 1] = a[j + 1], a[j]\n",
            ),
            (
                JS,
                "function f(a) { for (let i = 0; i < a.length; i++) { for (let j = 0; j < a.length - 1; j++) { if (a[j] > a[j + 1]) { const t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; } } } }",
            ),
            (
                RS,
                "fn f(a: &mut [i32]) { for i in 0..a.len() { for j in 0..a.len() - 1 - i { if a[j] > a[j + 1] { a.swap(j, j + 1); } } } }",
            ),
        ],
    );
    no(
        BubbleSort,
        &[(
            PY,
            "def bubble_sort(a):\n    for i in range(9):\n        for j in range(9):\n            if a[j] > a[j + 1]:\n                a[i], a[j] = a[j], a[i]\n",
        )],
    );
    yes(
        InsertionSort,
        &[(
            PY,
            "def f(a):\n    for i in range(1, len(a)):\n        key = a[i]\n        j = i - 1\n        while j >= 0 and a[j] > key:\n            a[j + 1] = a[j]\n            j -= 1\n        a[j + 1] = key\n",
        )],
    );
    no(
        InsertionSort,
        &[(
            PY,
            "def f(a):\n    for i in range(1, len(a)):\n        j = i - 1\n        while j >= 0 and a[j] > 3:\n            j -= 1\n",
        )],
    );
    yes(
        SelectionSort,
        &[(
            PY,
            "def f(a):\n    for i in range(len(a)):\n        m = i\n        for j in range(i + 1, len(a)):\n            if a[j] < a[m]:\n                m = j\n        a[i], a[m] = a[m], a[i]\n",
        )],
    );
    no(
        SelectionSort,
        &[(
            PY,
            "def f(a):\n    for i in range(len(a)):\n        m = i\n        for j in range(i + 1, len(a)):\n            if a[j] < a[m]:\n                m = j\n        print(m)\n",
        )],
    );
    yes(
        QuickSort,
        &[
            (
                PY,
                "def f(a):\n    if len(a) <= 1:\n        return a\n    p = a[0]\n    left = [x for x in a[1:] if x < p]\n    right = [x for x in a[1:] if x >= p]\n    return f(left) + [p] + f(right)\n",
            ),
            (
                JS,
                "function f(a, lo, hi) { if (lo < hi) { const p = part(a, lo, hi); f(a, lo, p - 1); f(a, p + 1, hi); } }",
            ),
        ],
    );
    no(QuickSort, &[(JS, "function quickSort(a, lo, hi) { if (lo < hi) { f(a, lo, hi); } }")]);
    yes(
        Partition,
        &[(
            PY,
            "def f(a, lo, hi):\n    pivot = a[hi]\n    i = lo\n    for j in range(lo, hi):\n        if a[j] < pivot:\n            a[i], a[j] = a[j], a[i]\n            i += 1\n    a[i], a[hi] = a[hi], a[i]\n    return i\n",
        )],
    );
    no(
        Partition,
        &[(
            PY,
            "def f(a, lo, hi):\n    i = lo\n    for j in range(lo, hi):\n        if a[j] < 3:\n            a[i] = a[j]\n            i += 1\n",
        )],
    );
    let merge = "def merge(a, b):\n    out = []\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] <= b[j]:\n            out.append(a[i])\n            i += 1\n        else:\n            out.append(b[j])\n            j += 1\n    out.extend(a[i:])\n    out.extend(b[j:])\n    return out\n";
    yes(MergeSorted, &[(PY, merge)]);
    no(
        MergeSorted,
        &[(
            PY,
            "def merge(a, b):\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] <= b[j]:\n            i += 1\n        i += 1\n",
        )],
    );
    let sort = format!(
        "{merge}\ndef f(a):\n    if len(a) < 2:\n        return a\n    mid = len(a) // 2\n    return merge(f(a[:mid]), f(a[mid:]))\n"
    );
    yes(MergeSort, &[(PY, &sort)]);
    yes(
        DivideAndConquer,
        &[(
            PY,
            "def f(a):\n    if len(a) == 1:\n        return a[0]\n    mid = len(a) // 2\n    return max(f(a[:mid]), f(a[mid:]))\n",
        )],
    );
    no(
        DivideAndConquer,
        &[(
            PY,
            "def f(a, lo, hi):\n    mid = (lo + hi) // 2\n    if a[mid] > 3:\n        return f(a, lo, mid)\n    return f(a, mid, hi)\n",
        )],
    );
    yes(
        Swap,
        &[
            (PY, "def f(a, b):\n    a, b = b, a\n    return a - b\n"),
            (JS, "function f(o) { const t = o.a; o.a = o.b; o.b = t; }"),
            (JS, "function f(a, b) { [a, b] = [b, a]; }"),
        ],
    );
    no(Swap, &[(PY, "def f(a, b, c):\n    a, b = b, c\n")]);
}

#[test]
fn numbers() {
    yes(
        Gcd,
        &[
            (PY, "def f(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"),
            (JS, "function f(a, b) { while (b) { const t = b; b = a % b; a = t; } return a; }"),
            (RS, "fn f(a: u32, b: u32) -> u32 { if b == 0 { a } else { f(b, a % b) } }"),
        ],
    );
    no(Gcd, &[(PY, "def gcd(a, b):\n    while b:\n        a, b = b, a - b\n    return a\n")]);
    yes(
        FastPower,
        &[
            (
                PY,
                "def f(b, e):\n    r = 1\n    while e > 0:\n        if e % 2 == 1:\n            r *= b\n        b *= b\n        e //= 2\n    return r\n",
            ),
            (
                RS,
                "fn f(mut b: u64, mut e: u64, m: u64) -> u64 { let mut r = 1; while e > 0 { if e & 1 == 1 { r = r * b % m; } b = b * b % m; e >>= 1; } r }",
            ),
        ],
    );
    no(FastPower, &[(PY, "def f(b, e):\n    r = 1\n    while e > 0:\n        r *= b\n        e -= 1\n    return r\n")]);
    yes(
        Sieve,
        &[
            (
                PY,
                "def f(n):\n    s = [True] * (n + 1)\n    for i in range(2, n):\n        if s[i]:\n            for j in range(i * i, n + 1, i):\n                s[j] = False\n",
            ),
            (
                JS,
                "function f(n) { const s = []; for (let i = 2; i < n; i++) { if (!s[i]) { for (let j = i * i; j < n; j += i) { s[j] = true; } } } }",
            ),
        ],
    );
    no(
        Sieve,
        &[(PY, "def f(n):\n    for i in range(2, n):\n        for j in range(0, n, 2):\n            s[j] = False\n")],
    );
    yes(
        TrialDivision,
        &[
            (
                PY,
                "def f(n):\n    if n < 2:\n        return False\n    for i in range(2, n):\n        if n % i == 0:\n            return False\n    return True\n",
            ),
            (
                RS,
                "fn f(n: u32) -> bool { let mut i = 2; while i * i <= n { if n % i == 0 { return false; } i += 1; } true }",
            ),
        ],
    );
    no(
        TrialDivision,
        &[(
            PY,
            "def is_prime(n):\n    for i in range(2, n):\n        if i % 2 == 0:\n            return False\n    return n\n",
        )],
    );
    yes(
        FibonacciStep,
        &[
            (PY, "def f(n):\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n"),
            (
                JS,
                "function f(n) { let a = 0, b = 1; for (let i = 0; i < n; i++) { const c = a + b; a = b; b = c; } return a; }",
            ),
        ],
    );
    no(FibonacciStep, &[(PY, "def fib(n):\n    for _ in range(n):\n        a, b = b, a * b\n")]);
    yes(
        MatrixProduct,
        &[(
            PY,
            "def f(a, b, n):\n    for i in range(n):\n        for j in range(n):\n            for k in range(n):\n                c[i][j] += a[i][k] * b[k][j]\n",
        )],
    );
    no(
        MatrixProduct,
        &[(
            PY,
            "def f(a, b, n):\n    for i in range(n):\n        for j in range(n):\n            for k in range(n):\n                c[i][j] += a[i][j] * b[i][j]\n",
        )],
    );
    yes(
        MatrixTraversal,
        &[(
            JS,
            "function f(m) { for (let i = 0; i < m.length; i++) { for (let j = 0; j < m[i].length; j++) { use(m[i][j]); } } }",
        )],
    );
    no(
        MatrixTraversal,
        &[(JS, "function f(m) { for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { use(m[i]); } } }")],
    );
    yes(
        DynamicTable,
        &[
            (PY, "def f(n):\n    t = [0] * n\n    for i in range(2, n):\n        t[i] = t[i - 1] + t[i - 2]\n"),
            (
                PY,
                "def f(a, b):\n    for i in range(1, m):\n        for j in range(1, n):\n            if a[i - 1] == b[j - 1]:\n                t[i][j] = t[i - 1][j - 1] + 1\n            else:\n                t[i][j] = max(t[i - 1][j], t[i][j - 1])\n",
            ),
        ],
    );
    no(DynamicTable, &[(PY, "def f(n):\n    for i in range(2, n):\n        t[i] = s[i - 1] + s[i - 2]\n")]);
    yes(PowerOfTwo, &[(JS, "const f = n => n > 0 && (n & (n - 1)) === 0;")]);
    no(PowerOfTwo, &[(JS, "const f = n => (n & (m - 1)) === 0;")]);
    yes(WrapAround, &[(PY, "def f(xs, i):\n    i = (i + 1) % len(xs)\n    return i\n")]);
    no(WrapAround, &[(PY, "def f(a):\n    return (a + 1) % 7\n")]);
    yes(
        RingBuffer,
        &[(
            PY,
            "class R:\n    def put(self, x):\n        self.items[self.head] = x\n        self.head = (self.head + 1) % self.size\n",
        )],
    );
    no(RingBuffer, &[(PY, "class R:\n    def put(self, x):\n        self.head = (self.head + 1) % self.size\n")]);
    yes(BitFlags, &[(JS, "function f(o) { o.flags |= READ_ONLY; }")]);
    no(BitFlags, &[(JS, "function f(o, x) { o.flags |= x; }")]);
    yes(LinearRecursion, &[(PY, "def f(n):\n    if n <= 1:\n        return 1\n    return n * f(n - 1)\n")]);
    yes(
        DoubleRecursion,
        &[
            (JS, "function f(n) { if (n < 2) { return n; } return f(n - 1) + f(n - 2); }"),
            (RS, "fn f(n: u64) -> u64 { if n < 2 { n } else { f(n - 1) + f(n - 2) } }"),
        ],
    );
    no(DoubleRecursion, &[(JS, "function fib(n) { if (n < 2) { return n; } return g(n - 1) + g(n - 2); }")]);
}

#[test]
fn graphs_and_trees() {
    yes(
        BreadthFirst,
        &[
            (
                PY,
                "def f(g, s):\n    seen = {s}\n    q = deque([s])\n    while q:\n        u = q.popleft()\n        for v in g[u]:\n            if v not in seen:\n                seen.add(v)\n                q.append(v)\n",
            ),
            (
                JS,
                "function f(g, s) { const seen = new Set([s]); const q = [s]; while (q.length) { const u = q.shift(); for (const v of g[u]) { if (!seen.has(v)) { seen.add(v); q.push(v); } } } }",
            ),
            (
                RS,
                "fn f(g: &G, s: usize) { let mut seen = vec![false; 9]; let mut q = VecDeque::new(); while let Some(u) = q.pop_front() { for &v in &g[u] { if !seen[v] { seen[v] = true; q.push_back(v); } } } }",
            ),
        ],
    );
    no(BreadthFirst, &[(PY, "def bfs(q):\n    while q:\n        u = q.popleft()\n        use(u)\n")]);
    yes(
        DepthFirst,
        &[(
            PY,
            "def f(g, s):\n    seen = set()\n    stack = [s]\n    while stack:\n        u = stack.pop()\n        if u in seen:\n            continue\n        seen.add(u)\n        for v in g[u]:\n            stack.append(v)\n",
        )],
    );
    no(
        DepthFirst,
        &[(
            PY,
            "def f(g, s):\n    stack = [s]\n    while stack:\n        u = stack.pop()\n        for v in g[u]:\n            stack.append(v)\n",
        )],
    );
    yes(
        DepthFirstRecursion,
        &[(
            PY,
            "def f(g, u, seen):\n    seen.add(u)\n    for v in g[u]:\n        if v not in seen:\n            f(g, v, seen)\n",
        )],
    );
    no(DepthFirstRecursion, &[(PY, "def f(g, u):\n    for v in g[u]:\n        f(g, v)\n")]);
    yes(
        TopologicalOrder,
        &[(
            PY,
            "def f(g, deg):\n    q = deque(u for u in g if deg[u] == 0)\n    out = []\n    while q:\n        u = q.popleft()\n        out.append(u)\n        for v in g[u]:\n            deg[v] -= 1\n            if deg[v] == 0:\n                q.append(v)\n    return out\n",
        )],
    );
    no(
        TopologicalOrder,
        &[(
            PY,
            "def f(g, deg):\n    while q:\n        u = q.popleft()\n        for v in g[u]:\n            if deg[v] == 0:\n                q.append(v)\n",
        )],
    );
    yes(
        UnionFind,
        &[
            (PY, "def f(p, x):\n    while p[x] != x:\n        p[x] = p[p[x]]\n        x = p[x]\n    return x\n"),
            (JS, "function f(p, x) { if (p[x] !== x) { p[x] = f(p, p[x]); } return p[x]; }"),
        ],
    );
    no(UnionFind, &[(PY, "def f(p, x):\n    while p[x] != x:\n        x = x + 1\n    return x\n")]);
    yes(
        LinkedWalk,
        &[
            (JS, "function f(n) { while (n !== null) { use(n); n = n.next; } }"),
            (PY, "def f(n):\n    while n:\n        n = n.next\n"),
        ],
    );
    no(LinkedWalk, &[(JS, "function f(n) { while (n < 3) { n = n.next; } }")]);
    yes(
        InOrderTraversal,
        &[(
            PY,
            "def f(n, out):\n    if n is None:\n        return\n    f(n.left, out)\n    out.append(n.key)\n    f(n.right, out)\n",
        )],
    );
    yes(
        TreeRecursion,
        &[(PY, "def f(n):\n    if n is None:\n        return 0\n    return 1 + max(f(n.left), f(n.right))\n")],
    );
    no(
        TreeRecursion,
        &[(PY, "def f(n, k):\n    if k < n.key:\n        return f(n.left, k)\n    return f(n.right, k)\n")],
    );
    yes(NestedRecursion, &[(JS, "function f(node) { use(node); for (const child of node.children) { f(child); } }")]);
    yes(RecursionWithBase, &[(PY, "def f(xs):\n    if not xs:\n        return 0\n    return g(f(xs[1:]))\n")]);
    yes(
        Backtracking,
        &[(
            PY,
            "def f(path, rest):\n    if not rest:\n        out.append(path[:])\n        return\n    for x in rest:\n        path.append(x)\n        f(path, rest - {x})\n        path.pop()\n",
        )],
    );
    no(
        Backtracking,
        &[(
            PY,
            "def f(path, rest):\n    if not rest:\n        return\n    for x in rest:\n        path.append(x)\n        f(path, rest)\n",
        )],
    );
    yes(
        FloodFill,
        &[(
            PY,
            "def f(g, r, c):\n    if g[r][c] != 1:\n        return\n    g[r][c] = 2\n    f(g, r + 1, c)\n    f(g, r - 1, c)\n    f(g, r, c + 1)\n    f(g, r, c - 1)\n",
        )],
    );
    no(FloodFill, &[(PY, "def fill(g, r, c):\n    g[r][c] = 2\n    fill(g, r + 1, c)\n")]);
    yes(
        Memoisation,
        &[
            (
                PY,
                "cache = {}\ndef f(n):\n    if n in cache:\n        return cache[n]\n    r = f(n - 1) + f(n - 2)\n    cache[n] = r\n    return r\n",
            ),
            (
                JS,
                "class A { get(k) { const hit = this.cache.get(k); if (hit !== undefined) { return hit; } const v = make(k); this.cache.set(k, v); return v; } }",
            ),
            (
                RS,
                "fn f(n: u64, memo: &mut HashMap<u64, u64>) -> u64 { if let Some(&r) = memo.get(&n) { return r; } let r = f(n - 1, memo); memo.insert(n, r); r }",
            ),
        ],
    );
    no(Memoisation, &[(PY, "def f(n):\n    if n in cache:\n        return cache[n]\n    return g(n)\n")]);
    yes(CacheDecorator, &[(PY, "@functools.lru_cache(maxsize=None)\ndef f(n):\n    return n\n")]);
    no(CacheDecorator, &[(PY, "@app.route('/')\ndef cache(n):\n    return n\n")]);
}

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
    no(FallbackValue, &[(RS, "fn f(x: Option<u32>) -> u32 { x.unwrap() }")]);
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
