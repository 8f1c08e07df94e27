//! Searching, scanning, sorting, counting, graphs and trees.

use facts::IdiomKind::*;

use crate::{JAVA, JS, PY, RS, no, yes};

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
fn moving_averages() {
    let average = |size: &str, start: &str, divisor: &str| {
        format!(
            "def f(a, k):\n    s = {start}\n    q = deque()\n    for x in a:\n        q.append(x)\n        s += x\n        \
             if len(q) > {size}:\n            s -= q.popleft()\n        yield s / {divisor}\n"
        )
    };
    yes(MovingAverage, &[(PY, &average("k", "0.0", "len(q)")), (PY, &average("3", "0", "len(q)"))]);
    // Another start, or another divisor, makes it something else.
    no(MovingAverage, &[(PY, &average("k", "1", "len(q)")), (PY, &average("k", "0", "len(a)"))]);
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
            (
                JAVA,
                "void f(Map<String, Integer> m, List<String> xs) { for (String x : xs) { m.put(x, m.getOrDefault(x, 0) + 1); } }",
            ),
            (
                JAVA,
                "void f(Map<String, Integer> m, List<String> xs) { for (String x : xs) { m.merge(x, 1, Integer::sum); } }",
            ),
        ],
    );
    no(
        Histogram,
        &[(
            JAVA,
            "void f(Map<String, Integer> m, List<String> xs) { for (String x : xs) { m.merge(x, 2, Integer::sum); } }",
        )],
    );
    yes(
        Grouping,
        &[(
            JAVA,
            "void f(Map<String, List<X>> m, List<X> xs) { for (X x : xs) { m.computeIfAbsent(x.kind, k -> new ArrayList<>()).add(x); } }",
        )],
    );
    let search = |take: &str, put: &str| {
        format!(
            "void f(Map<N, List<N>> g, N s) {{ Set<N> seen = new HashSet<>(); Deque<N> q = new ArrayDeque<>(); q.{put}(s); seen.add(s); \
             while (!q.isEmpty()) {{ N n = q.{take}(); for (N m : g.get(n)) {{ if (!seen.contains(m)) {{ seen.add(m); q.{put}(m); }} }} }} }}"
        )
    };
    yes(BreadthFirst, &[(JAVA, &search("poll", "add")), (JAVA, &search("removeFirst", "offer"))]);
    no(BreadthFirst, &[(JAVA, &search("pop", "push")), (JAVA, &search("poll", "push"))]);
    no(Histogram, &[(PY, "def f(n):\n    for i in range(n):\n        d[0] += 1\n")]);
    yes(
        Histogram,
        &[(
            RS,
            "fn f(xs: Vec<u8>) { let mut m = HashMap::new(); xs.iter().for_each(|x| *m.entry(x).or_default() += 1); }",
        )],
    );
    no(
        Histogram,
        &[(
            RS,
            "fn f(xs: Vec<u8>) { let mut m = HashMap::new(); xs.iter().for_each(|x| *m.entry(0).or_default() += 1); }",
        )],
    );
    yes(
        AllDistinct,
        &[(RS, "fn f(xs: &[u8]) -> bool { let mut seen = HashSet::new(); xs.iter().all(|x| seen.insert(x)) }")],
    );
    no(
        AllDistinct,
        &[(RS, "fn f(xs: &[u8]) -> bool { let mut seen = HashSet::new(); xs.iter().all(|x| seen.contains(x)) }")],
    );
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
