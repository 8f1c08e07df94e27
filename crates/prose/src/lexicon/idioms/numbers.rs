//! Algorithms on numbers and grids.

use super::IdiomText;

pub(super) static GCD: IdiomText = IdiomText {
    name: "Euclid's algorithm",
    what: [
        "finds the largest number that divides both {Low} and {High}",
        "computes the greatest common divisor of {Low} and {High} by Euclid's algorithm",
        "Euclid's gcd of {Low} and {High}",
    ],
    why: [
        "a number that divides both also divides the remainder, so the pair can shrink without losing the answer",
        "replacing the pair by the smaller number and the remainder keeps the common divisors and shrinks quickly",
        "O(log min(a, b)) steps",
    ],
    terms: &[],
};

pub(super) static FAST_POWER: IdiomText = IdiomText {
    name: "exponentiation by squaring",
    what: [
        "raises {Value} to a power by squaring it again and again instead of multiplying one by one",
        "computes a power of {Value} by repeated squaring, driven by the bits of {Counter}",
        "binary exponentiation, O(log n) multiplications",
    ],
    why: [
        "squaring doubles the exponent in one step, so a large power needs only a few multiplications",
        "it needs about as many steps as the exponent has bits, not as many as its value",
        "O(log n) multiplications; numbers grow unless they are reduced each step",
    ],
    terms: &[],
};

pub(super) static SIEVE: IdiomText = IdiomText {
    name: "sieve",
    what: [
        "crosses out the multiples of each {Value} that still stands, up to {Limit}",
        "sieves: strikes out the multiples of every {Value} that is still marked",
        "sieve over {Store} up to {Limit}",
    ],
    why: [
        "crossing out multiples finds all primes at once, without dividing each number by others",
        "one table settles every number up to the limit, where testing each alone would repeat work",
        "O(n log log n) time, O(n) memory",
    ],
    terms: &["sieve of Eratosthenes"],
};

pub(super) static TRIAL_DIVISION: IdiomText = IdiomText {
    name: "trial division",
    what: [
        "tests {Target} by dividing it by one number after the other",
        "checks {Target} for divisors, trying one {Value} after the other",
        "primality of {Target} by trial division",
    ],
    why: [
        "if nothing divides the number without rest, it is prime",
        "simple and exact; for many or large numbers a sieve or a probabilistic test is faster",
        "one division per candidate; stopping at the square root is enough",
    ],
    terms: &[],
};

pub(super) static FIBONACCI_STEP: IdiomText = IdiomText {
    name: "Fibonacci iteration",
    what: [
        "moves a pair of numbers on: the second becomes the first, and their sum the second",
        "iterates the pair ({Low}, {High}) the Fibonacci way",
        "Fibonacci recurrence in two variables",
    ],
    why: [
        "two variables are enough, because each number needs only the two before it",
        "keeping only the last two values is linear in time and constant in space, where naive recursion is exponential",
        "O(n) steps, O(1) space",
    ],
    terms: &[],
};

pub(super) static MATRIX_PRODUCT: IdiomText = IdiomText {
    name: "matrix multiplication",
    what: [
        "multiplies the tables {Low} and {High}, row by column",
        "multiplies the matrices {Low} and {High} with three nested loops",
        "schoolbook matrix product of {Low} and {High}, O(n³)",
    ],
    why: [
        "every cell of the result needs a whole row of one and a whole column of the other",
        "three loops follow the definition directly; a numeric library would be much faster on large inputs",
        "cubic; the order of the loops decides how friendly it is to the cache",
    ],
    terms: &[],
};

pub(super) static MATRIX_TRAVERSAL: IdiomText = IdiomText {
    name: "row-by-column traversal",
    what: [
        "goes through {Sequence} row by row, and in each row from cell to cell",
        "visits every cell of {Sequence}, {Low} by {High}",
        "row-major traversal of {Sequence}",
    ],
    why: [
        "one loop for the rows and one inside it for the cells reaches every cell once",
        "two nested loops visit each cell once; both positions are at hand for neighbours",
        "rows × columns steps",
    ],
    terms: &[],
};

pub(super) static DYNAMIC_TABLE: IdiomText = IdiomText {
    name: "dynamic programming",
    what: [
        "fills the table {Store}, working out each entry from entries before it",
        "fills {Store} from its own earlier entries (dynamic programming)",
        "bottom-up dynamic programming over {Store}",
    ],
    why: [
        "keeping the answers of the smaller problems means that none is worked out twice",
        "storing each sub-result once turns repeated recursion into one pass over a table",
        "each entry is computed once, and memory is proportional to their number; if only the last row or two are read, the table could shrink to those",
    ],
    terms: &["dynamic programming"],
};

pub(super) static POWER_OF_TWO: IdiomText = IdiomText {
    name: "power-of-two test",
    what: [
        "tests whether {Value} has at most one bit set, as powers of two do",
        "tests {Value} for being a power of two by clearing its lowest bit",
        "power-of-two test by bit trick; zero passes it too",
    ],
    why: [
        "taking one away flips all the bits up to the lowest one, so nothing is left only if there was a single bit",
        "one bitwise operation instead of a loop; zero passes as well and has to be ruled out apart",
        "true for zero too",
    ],
    terms: &[],
};

pub(super) static WRAP_AROUND: IdiomText = IdiomText {
    name: "wrap-around",
    what: [
        "moves {Value} on and starts over when it reaches {Limit}",
        "advances {Value} modulo {Limit}",
        "modular step of {Value} by {Limit}",
    ],
    why: [
        "the remainder brings a position that runs past the end back to the start",
        "taking the remainder avoids a branch for the end",
        "zero or a negative {Limit} breaks it",
    ],
    terms: &[],
};

pub(super) static RING_BUFFER: IdiomText = IdiomText {
    name: "ring buffer",
    what: [
        "keeps items in {Store}, whose write position starts over at the front when it reaches the end",
        "uses {Store} as a ring buffer, with {Field} wrapping at {Limit}",
        "ring buffer over {Store}; {Field} wraps at {Limit}",
    ],
    why: [
        "starting over at the front reuses the same places, so nothing ever has to be moved",
        "a fixed store with a wrapping position never shifts or reallocates",
        "O(1) per write; what is full or empty has to be told apart somehow",
    ],
    terms: &[],
};

pub(super) static BIT_FLAGS: IdiomText = IdiomText {
    name: "bit flags",
    what: [
        "uses single bits of {Value} as on/off switches",
        "works on the bit {Name} of {Value}",
        "bit flag {Name} in {Value}",
    ],
    why: [
        "many yes/no answers fit in one number",
        "packing switches into one number makes them cheap to store, combine and test",
        "compact and cheap to test; nothing stops flags of different sets from being mixed",
    ],
    terms: &[],
};
