//! Functions that call themselves, graphs, stored results.

use super::IdiomText;

pub(super) static LINEAR_RECURSION: IdiomText = IdiomText {
    name: "recursion",
    what: [
        "works its answer out from the answer for a smaller number, until {Base}",
        "reduces the problem by one call to itself and combines the result with {Value}",
        "linear recursion; one self-call per level, base case {Base}",
    ],
    why: [
        "the same rule with a smaller number gets simple enough in the end to be answered at once",
        "it follows the definition; a loop would need no stack",
        "stack depth grows linearly with the argument",
    ],
    terms: &["recursion"],
};

pub(super) static DOUBLE_RECURSION: IdiomText = IdiomText {
    name: "double recursion",
    what: [
        "works its answer out from its own answers for two smaller numbers",
        "calls itself twice on smaller numbers and combines both results",
        "doubly recursive; exponential without stored results",
    ],
    why: [
        "the code repeats the definition word for word, but works the same answers out many times",
        "it reads like the definition but takes exponential time; storing results or a loop would make it linear",
        "exponential calls; memoise or iterate",
    ],
    terms: &["recursion"],
};

pub(super) static RECURSION_WITH_BASE: IdiomText = IdiomText {
    name: "recursion",
    what: [
        "calls itself for a smaller part, and stops where {Base}",
        "recurses, with {Base} as its base case",
        "recursive; base case {Base}",
    ],
    why: [
        "without a case that needs no further call, it would never end",
        "a case that makes no further call is what ends the recursion",
        "terminates only if every chain of calls comes to a case without one, such as {Base}",
    ],
    terms: &["recursion"],
};

pub(super) static TREE_RECURSION: IdiomText = IdiomText {
    name: "tree recursion",
    what: [
        "does the same for both branches of {Value} and puts the results together",
        "recurses into both branches of {Value}",
        "structural recursion over both children of {Value}",
    ],
    why: [
        "each branch of a tree is a tree itself, so the same code fits",
        "recursion mirrors the shape of the data; a loop would need its own stack",
        "O(n) calls; stack depth is the height of the tree",
    ],
    terms: &["recursion", "tree"],
};

pub(super) static IN_ORDER_TRAVERSAL: IdiomText = IdiomText {
    name: "in-order traversal",
    what: [
        "visits one branch of {Value} first, then the node itself, then the other branch",
        "walks the tree under {Value} in order",
        "in-order traversal; stack depth is the tree's height",
    ],
    why: [
        "in a search tree, this order meets the keys from small to large",
        "for a search tree this visits the keys in sorted order",
        "recursion depth is the height, so an unbalanced tree can overflow the stack",
    ],
    terms: &["recursion", "tree"],
};

pub(super) static NESTED_RECURSION: IdiomText = IdiomText {
    name: "recursion over children",
    what: [
        "does its work and then the same for everything in {Sequence}",
        "recurses into each item of {Sequence}",
        "structural recursion over {Sequence}",
    ],
    why: [
        "nested data is handled by the same code at every depth",
        "recursion follows the nesting however deep it is",
        "depth is that of the data; very deep or cyclic input exhausts the stack",
    ],
    terms: &["recursion", "tree"],
};

pub(super) static DEPTH_FIRST_RECURSION: IdiomText = IdiomText {
    name: "depth-first search",
    what: [
        "visits everything that can be reached, going as deep as possible before it turns back",
        "explores depth first by recursion, with {Visited} against going twice",
        "recursive depth-first search; {Visited} guards against cycles",
    ],
    why: [
        "remembering what was visited keeps it from going round in circles",
        "the record of what was visited makes it safe on graphs with cycles",
        "each node once; recursion depth can reach the longest path",
    ],
    terms: &["depth-first search", "recursion"],
};

pub(super) static BREADTH_FIRST: IdiomText = IdiomText {
    name: "breadth-first search",
    what: [
        "visits everything that can be reached, the nearest first",
        "explores breadth first: takes {Value} from the front of {Store} and adds what is new at the end",
        "breadth-first search with the queue {Store} and the visited set {Visited}",
    ],
    why: [
        "a waiting line serves the nearest first, so the first way found to a place is a shortest one",
        "the queue keeps the order of distance, so each node is first reached by the fewest steps",
        "shortest paths by number of edges; each node is queued once if it is marked when it is queued",
    ],
    terms: &["breadth-first search", "queue"],
};

pub(super) static DEPTH_FIRST: IdiomText = IdiomText {
    name: "depth-first search",
    what: [
        "visits everything that can be reached, following the newest find first",
        "explores depth first with {Store} as its own stack",
        "iterative depth-first search with the explicit stack {Store}",
    ],
    why: [
        "taking the newest first goes deep before it goes wide; the list of visited places keeps it from circling",
        "an explicit stack does what recursion would, without its depth limit",
        "no recursion limit; the order of visits can differ from the recursive form",
    ],
    terms: &["depth-first search", "stack"],
};

pub(super) static TOPOLOGICAL_ORDER: IdiomText = IdiomText {
    name: "topological order",
    what: [
        "puts things in an order where each comes after everything it depends on",
        "orders nodes so that each follows what it needs, releasing a node when {Counter} reaches zero",
        "Kahn's topological sort with in-degrees",
    ],
    why: [
        "something can go next once nothing it waits for is left",
        "counting what each node still waits for makes the order come out in one pass",
        "O(V + E); if fewer nodes come out than went in, the graph has a cycle",
    ],
    terms: &[],
};

pub(super) static UNION_FIND: IdiomText = IdiomText {
    name: "union–find",
    what: [
        "follows {Store} from {Value} up to the one that stands for its group",
        "finds the representative of {Value} in the union–find forest {Store}",
        "union–find lookup in {Store}",
    ],
    why: [
        "if two things lead to the same representative, they belong together",
        "asking for the representative answers \"same group?\" without going through the group",
        "near-constant amortised with path compression and union by size; without them chains can get long",
    ],
    terms: &[],
};

pub(super) static BACKTRACKING: IdiomText = IdiomText {
    name: "backtracking",
    what: [
        "tries a choice, goes on from there, and takes the choice back before it tries the next",
        "explores choices by backtracking, adding to {Store} and undoing it after each call",
        "backtracking over the shared {Store}",
    ],
    why: [
        "undoing each choice lets every possibility start from the same state, without copies",
        "changing one shared state and undoing it is cheaper than copying it for every branch",
        "exponential in the worst case; the undo has to mirror the change on every path",
    ],
    terms: &["backtracking", "recursion"],
};

pub(super) static FLOOD_FILL: IdiomText = IdiomText {
    name: "flood fill",
    what: [
        "spreads from one cell to its four neighbours, and from these on",
        "flood-fills {Store} through the four neighbours",
        "recursive 4-neighbour flood fill of {Store}",
    ],
    why: [
        "marking a cell as it is reached keeps it from being visited again",
        "each cell is marked when reached, so the spread ends",
        "recursion depth can reach the number of cells; a work list avoids that",
    ],
    terms: &["recursion"],
};

pub(super) static LINKED_WALK: IdiomText = IdiomText {
    name: "walking links",
    what: [
        "follows {Field} from one node to the next until there is none",
        "walks the chain by {Field}",
        "linked traversal via {Field}",
    ],
    why: [
        "each node knows only the next one, so following the links is the way to reach them all",
        "a linked structure has no positions to jump to, so it is followed node by node",
        "linear; a cycle would make it endless",
    ],
    terms: &["linked list"],
};

pub(super) static MEMOISATION: IdiomText = IdiomText {
    name: "memoisation",
    what: [
        "looks in {Store} whether the answer for {Key} is already known, and works it out only if not",
        "caches results in {Store} under {Key}",
        "memoised in {Store} by {Key}",
    ],
    why: [
        "remembering answers saves working them out again",
        "a result that is looked up costs far less than one that is computed again; what keeps the results grows with each new input",
        "{Store} grows without bound unless something clears it; a cached result can get stale",
    ],
    terms: &["memoisation", "cache"],
};

pub(super) static CACHE_DECORATOR: IdiomText = IdiomText {
    name: "cached function",
    what: [
        "keeps its answers, so that a second call with the same arguments is answered at once",
        "has its results cached by the decorator {Function}",
        "results memoised by {Function}",
    ],
    why: [
        "the decorator adds the memory without a line in the function itself",
        "caching stays out of the body; arguments have to be hashable and the function should depend on them alone",
        "entries live as long as the cache allows; unhashable arguments fail, and on methods the cache keeps the object alive",
    ],
    terms: &["decorator", "cache"],
};
