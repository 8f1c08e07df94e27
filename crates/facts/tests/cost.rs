//! The proven growth of functions, and code that nearly has it.

use facts::Cost::{self, *};

/// The cost of the last function of a text.
fn cost(language: &str, source: &str) -> Cost {
    let language = languages::find(language).expect("a language of the table");
    let unit = languages::parse(source, language, &mut || true);
    assert!(unit.faults.is_empty(), "the test's own code is broken: {source}");
    let last = (0..unit.functions.len()).max_by_key(|&at| {
        (unit.enclosing_function(unit.functions[at].node).is_none(), unit.span(unit.functions[at].node).start)
    });
    facts::observe(&unit).functions[last.expect("a function")].cost
}

#[track_caller]
fn check(wanted: Cost, sources: &[(&str, &str)]) {
    for (language, source) in sources {
        assert_eq!(cost(language, source), wanted, "{language}:\n{source}");
    }
}

const PY: &str = "python";
const JS: &str = "javascript";
const RS: &str = "rust";

#[test]
fn constant() {
    check(
        Constant,
        &[
            (PY, "def f(a, b):\n    return max(a, b)\n"),
            (PY, "def f(xs):\n    for i in range(3):\n        xs.append(i)\n"),
            (JS, "function f(a) { return Math.abs(a) * 2; }"),
        ],
    );
    check(
        Unknown,
        &[
            (PY, "def f(a, g):\n    return g(a)\n"),
            (PY, "def f(a):\n    return a.compute()\n"),
            (PY, "async def f(a):\n    return 1\n"),
        ],
    );
}

#[test]
fn logarithmic() {
    check(
        Logarithmic,
        &[
            (PY, "def f(n):\n    steps = 0\n    while n > 1:\n        n //= 2\n        steps += 1\n    return steps\n"),
            (
                PY,
                "def f(xs, x):\n    lo = 0\n    hi = len(xs) - 1\n    while lo <= hi:\n        mid = (lo + hi) // 2\n        if xs[mid] == x:\n            return mid\n        if xs[mid] < x:\n            lo = mid + 1\n        else:\n            hi = mid - 1\n    return -1\n",
            ),
            (RS, "fn f(mut n: u32) -> u32 { let mut c = 0; while n > 0 { n >>= 1; c += 1; } c }"),
        ],
    );
    check(
        Unknown,
        &[
            (PY, "def f(n):\n    while n > 1:\n        if odd:\n            n //= 2\n    return n\n"),
            (PY, "def f(n):\n    while n > 1:\n        n //= 2\n        n += 1\n    return n\n"),
            (JS, "function f(n) { while (n > 0) { n /= 2; } return n; }"),
        ],
    );
}

#[test]
fn linear() {
    check(
        Linear,
        &[
            (PY, "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"),
            (PY, "def f(xs):\n    return sum(x * x for x in xs)\n"),
            (
                PY,
                "def f(xs):\n    seen = set()\n    for x in xs:\n        if x in seen:\n            return True\n        seen.add(x)\n    return False\n",
            ),
            (PY, "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"),
            (PY, "def f(a, b):\n    for x in a:\n        pass\n    for y in b:\n        pass\n"),
            (
                JS,
                "function f(xs) { let n = 0; for (let i = 0; i < xs.length; i++) { if (xs[i] > 0) n += 1; } return n; }",
            ),
            (JS, "function f(xs) { return xs.filter((x) => x > 0).map((x) => x * 2); }"),
            (RS, "fn f(xs: &[i32]) -> i32 { let mut best = 0; for &x in xs { if x > best { best = x; } } best }"),
            (RS, "fn f(xs: &[i32]) -> i32 { xs.iter().map(|x| x * 2).sum() }"),
        ],
    );
    check(
        Unknown,
        &[
            // What each round does is not known.
            (PY, "def f(xs, g):\n    for x in xs:\n        g(x)\n"),
            (PY, "def f(xs):\n    for x in xs:\n        x.save()\n"),
            // All the cells of a table: neither its rows nor their square.
            (
                PY,
                "def f(rows):\n    n = 0\n    for row in rows:\n        for cell in row:\n            n += 1\n    return n\n",
            ),
            // It goes over what it makes longer.
            (PY, "def f(xs):\n    for x in xs:\n        xs.append(x)\n"),
            // Text that grows by copying.
            (PY, "def f(xs):\n    out = ''\n    for x in xs:\n        out += x\n    return out\n"),
            // As long as the list and the number together say.
            (PY, "def f(xs, n):\n    xs = list(xs)\n    return xs * n\n"),
            // A short stretch of a long list.
            (PY, "def f(n):\n    total = 0\n    for i in range(n - 3, n):\n        total += i\n    return total\n"),
        ],
    );
    check(Constant, &[(PY, "def f(xs):\n    for x in (1, 2, 3):\n        xs.append(x)\n")]);
}

#[test]
fn linearithmic() {
    check(
        Linearithmic,
        &[
            (PY, "def f(xs):\n    ordered = sorted(xs)\n    for x in ordered:\n        pass\n    return ordered\n"),
            (JS, "function f(xs) { return [...xs].sort((a, b) => a - b); }"),
        ],
    );
    check(Unknown, &[(PY, "def f(xs, g):\n    return sorted(xs, key=lambda x: g(x))\n")]);
}

#[test]
fn polynomial() {
    check(
        Quadratic,
        &[
            (
                PY,
                "def f(xs):\n    n = len(xs)\n    for i in range(n):\n        for j in range(i + 1, n):\n            if xs[i] == xs[j]:\n                return True\n    return False\n",
            ),
            (
                PY,
                "def f(xs):\n    for x in xs:\n        for y in xs:\n            if x == y:\n                return x\n",
            ),
            (
                JS,
                "function f(xs) { let n = 0; for (let i = 0; i < xs.length; i++) { for (let j = 0; j < i; j++) { n += 1; } } return n; }",
            ),
        ],
    );
    check(
        Cubic,
        &[(
            PY,
            "def f(n):\n    c = 0\n    for i in range(n):\n        for j in range(n):\n            for k in range(n):\n                c += 1\n    return c\n",
        )],
    );
    check(
        Linear,
        &[(
            PY,
            "def f(xs):\n    c = 0\n    for x in xs:\n        for k in range(8):\n            c += k\n    return c\n",
        )],
    );
    // Two inputs of their own sizes.
    check(
        Unknown,
        &[(
            PY,
            "def f(xs, ys):\n    for x in xs:\n        for y in ys:\n            if x == y:\n                return x\n",
        )],
    );
}

#[test]
fn exponential() {
    check(
        Exponential,
        &[
            (PY, "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n"),
            (RS, "fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }"),
        ],
    );
    check(
        Unknown,
        &[
            (PY, "@cache\ndef fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n"),
            (
                PY,
                "def fib(n, memo):\n    if n in memo:\n        return memo[n]\n    memo[n] = fib(n - 1, memo) + fib(n - 2, memo)\n    return memo[n]\n",
            ),
            (PY, "def f(n):\n    if n < 2:\n        return n\n    return f(n // 2) + f(n // 2)\n"),
            (
                PY,
                "def f(n):\n    if n < 1:\n        return n\n    if n % 2:\n        return f(n - 1)\n    return f(n - 2)\n",
            ),
            (PY, "def f(n):\n    if n < 1:\n        return True\n    return f(n - 1) or f(n - 2)\n"),
        ],
    );
}
