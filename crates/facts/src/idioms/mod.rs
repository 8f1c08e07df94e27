//! Idioms and algorithms, recognised by structure and never by the name of the function.

mod closure;
mod collection;
mod concurrency;
mod deferred;
mod flow;
mod number;
mod object;
mod order;
mod program;
mod recursion;
mod scan;
mod search;

use code::{FunctionId, Kind, NodeId, Span, TypeId};

use crate::view::View;

/// A recognised idiom.
#[derive(Clone, Debug)]
pub struct Idiom {
    /// Which one.
    pub kind: IdiomKind,
    /// What it characterises: a function, a type, a loop, a statement, an expression, or the module.
    pub owner: NodeId,
    /// The lines that prove it.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<(Role, NodeId)>,
}

impl Idiom {
    /// The node in a role.
    pub fn part(&self, role: Role) -> Option<NodeId> {
        self.parts.iter().find(|part| part.0 == role).map(|part| part.1)
    }
}

/// What a node is in an idiom or a hazard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// What is looked through, sorted, gone over.
    Sequence,
    /// What is looked for, compared with.
    Target,
    /// The lower bound or first position.
    Low,
    /// The upper bound or last position.
    High,
    /// The middle.
    Middle,
    /// What keeps results or items: a cache, a stack, a queue, a visited set.
    Store,
    /// A second store.
    Visited,
    /// A key.
    Key,
    /// A value, an item.
    Value,
    /// A function that is called or wrapped.
    Function,
    /// A condition.
    Condition,
    /// A limit: of attempts, of time, of size.
    Limit,
    /// A delay, a timer.
    Delay,
    /// An error.
    Error,
    /// A resource.
    Resource,
    /// A default or fallback.
    Fallback,
    /// A counter.
    Counter,
    /// The base case.
    Base,
    /// The recursive call.
    Recursive,
    /// A field or attribute.
    Field,
    /// The name that it is about.
    Name,
}

/// Which idiom. What each one requires stands at its recogniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdiomKind {
    /// A class that leaves at least one method to its heirs.
    AbstractBase,
    /// Answers whether no item comes twice.
    AllDistinct,
    /// Answers whether all items pass a test.
    AllTest,
    /// Answers whether any item passes a test.
    AnyTest,
    /// Declares command-line options and parses them.
    ArgumentParsing,
    /// Waits for several operations at the same time.
    AsyncGather,
    /// Runs an async function on the spot.
    AsyncMain,
    /// Tries a choice, goes on, takes the choice back.
    Backtracking,
    /// Halves a sorted sequence until the target is found.
    BinarySearch,
    /// Sets, clears or tests single bits of a number.
    BitFlags,
    /// Visits a graph level by level with a queue.
    BreadthFirst,
    /// Sorts by swapping neighbours.
    BubbleSort,
    /// Methods that give back their own object, for chaining.
    Builder,
    /// The library's cache around a function.
    CacheDecorator,
    /// Objects that can be called like functions.
    CallableObject,
    /// Goes over a sequence in pieces of a fixed size.
    Chunking,
    /// Releases a resource in a `finally`.
    CleanupInFinally,
    /// An inner function with a private variable of the outer one.
    ClosureState,
    /// A field that is computed when it is read.
    ComputedProperty,
    /// Objects that answer `len`, indexing or `in`.
    ContainerProtocol,
    /// A context manager written as a generator.
    ContextManagerGenerator,
    /// A type whose objects work in a `with`.
    ContextManagerType,
    /// The same for blocks that wait.
    AsyncContextManagerType,
    /// A conversion from another type.
    ConversionImplementation,
    /// Counts the items that pass a test.
    Counting,
    /// One function per argument.
    Currying,
    /// A class made of its declared fields.
    DataClass,
    /// Calls a function only after calls have paused.
    Debounce,
    /// Keeps each item once.
    Deduplication,
    /// Gives a parameter a default where it is absent.
    DefaultForMissing,
    /// The value that a type starts with.
    DefaultImplementation,
    /// Visits a graph with a stack.
    DepthFirst,
    /// Visits a graph by recursion.
    DepthFirstRecursion,
    /// Lets a wrapper be used as what it holds.
    DerefImplementation,
    /// Looks up in a table which function to call.
    DispatchTable,
    /// How a value is shown to users.
    DisplayImplementation,
    /// Solves both halves by itself.
    DivideAndConquer,
    /// Hands itself to a visitor.
    DoubleDispatch,
    /// Calls itself twice on smaller numbers.
    DoubleRecursion,
    /// What runs when a value is freed.
    DropImplementation,
    /// Fills a table from its own earlier entries.
    DynamicTable,
    /// A generator that never ends by itself.
    EndlessSeries,
    /// A closed set of names.
    Enumeration,
    /// Reads a setting from the environment.
    EnvironmentConfig,
    /// Says when two objects are equal.
    EqualityProtocol,
    /// Turns one error type into another on the way.
    ErrorConversion,
    /// A callback whose first argument is the error.
    ErrorFirstCallback,
    /// Hands errors on to the caller.
    ErrorPropagation,
    /// Makes a type an error.
    ErrorTypeImplementation,
    /// Signals a new error that carries the old one.
    ErrorWrapping,
    /// Registers a function for an event.
    EventListener,
    /// Lets the compiler prove that all cases are handled.
    ExhaustiveCheck,
    /// Decides which type of object to make.
    Factory,
    /// Gives a plain value when something fails.
    FallbackOnError,
    /// A value to use where another is absent.
    FallbackValue,
    /// Raises to a power by squaring.
    FastPower,
    /// Replaces a pair by its second and the sum of both.
    FibonacciStep,
    /// Picks the items that pass a test.
    FilterComprehension,
    /// Changes the items that pass a test.
    FilterMapComprehension,
    /// Makes one sequence of a sequence of sequences.
    Flattening,
    /// Spreads to the four neighbours of a cell.
    FloodFill,
    /// Many calls in a row on what the last one gave.
    FluentChain,
    /// Builds a collection by a fold.
    FoldIntoCollection,
    /// Adds up by a fold.
    FoldSum,
    /// A class of declared fields that cannot be changed.
    FrozenDataClass,
    /// A pipeline of map, filter and the like.
    FunctionalChain,
    /// Euclid's algorithm.
    Gcd,
    /// A generator that goes over another series.
    GeneratorStage,
    /// Sorts items into lists under keys.
    Grouping,
    /// Leaves early where there is nothing to do.
    GuardClause,
    /// Counts how often each key occurs.
    Histogram,
    /// Visits left, then the node, then right.
    InOrderTraversal,
    /// Sorts by moving each item to its place among those before it.
    InsertionSort,
    /// A type that a loop can go over.
    IterableImplementation,
    /// A type that hands out items one by one.
    IteratorImplementation,
    /// Collects pieces of text and joins them once.
    JoinedPieces,
    /// A series that is computed while it is read.
    LazyComprehension,
    /// Computes a field when it is first needed.
    LazyField,
    /// A generator.
    LazySeries,
    /// Reads a file line by line.
    LineByLine,
    /// Calls itself once on a smaller number.
    LinearRecursion,
    /// Looks at one item after the other.
    LinearSearch,
    /// Follows links from node to node.
    LinkedWalk,
    /// Looks at the error of each step before the next one.
    CheckedErrors,
    /// Makes a channel and starts what fills and closes it.
    ChannelProducer,
    /// Gives something back at the end of the function.
    DeferredRelease,
    /// Says in an error what was being done, and keeps its cause.
    ErrorContext,
    /// Starts several things and waits for all of them.
    TaskGroup,
    /// Runs code while it holds a lock.
    LockedSection,
    /// Changes every item.
    MapComprehension,
    /// Makes a mapping from a loop.
    MappingComprehension,
    /// Chooses by matching.
    MatchDispatch,
    /// Multiplies two matrices.
    MatrixProduct,
    /// Goes over rows and columns.
    MatrixTraversal,
    /// Keeps the largest seen.
    MaximumScan,
    /// Stores results under their input.
    Memoisation,
    /// Wraps a function so that results are stored.
    MemoizingWrapper,
    /// Sorts both halves and merges them.
    MergeSort,
    /// Merges two sorted sequences.
    MergeSorted,
    /// Keeps the smallest seen.
    MinimumScan,
    /// Adds methods to a class that it is given.
    Mixin,
    /// A function that is called on the spot, to hide its variables.
    ModulePattern,
    /// A method of the type that makes a value of it.
    NamedConstructor,
    /// Calls itself for each child.
    NestedRecursion,
    /// A type of its own around one value.
    Newtype,
    /// Keeps functions or objects and tells all of them.
    Observer,
    /// Lets a function run one time only.
    Once,
    /// Gives an operator a meaning for a type.
    OperatorOverload,
    /// Reaches into data any step of which may be absent.
    OptionalChain,
    /// Says which of two values comes first.
    OrderingImplementation,
    /// Fetches page after page.
    Pagination,
    /// Compares with its own reverse.
    PalindromeComparison,
    /// Compares both ends, going inwards.
    PalindromeTest,
    /// Makes a value from text.
    ParseImplementation,
    /// Fixes some arguments of a function.
    PartialApplication,
    /// Fixes some arguments by the library.
    PartialCall,
    /// Moves items before and after a pivot.
    Partition,
    /// Asks again and again, with a wait.
    Polling,
    /// Tests for a power of two.
    PowerOfTwo,
    /// Sums of all beginnings.
    PrefixSums,
    /// Makes a promise of a callback.
    PromiseWrapper,
    /// Takes work from a queue for ever.
    QueueConsumer,
    /// Sorts by a pivot.
    QuickSort,
    /// Calls itself, with a way out.
    RecursionWithBase,
    /// A generator that hands out what it hands out.
    RecursiveGenerator,
    /// Tries again until it works.
    Retry,
    /// Tries again after growing waits.
    RetryWithBackoff,
    /// Tries again after a wait.
    RetryWithDelay,
    /// Gives back a function that remembers an argument.
    ReturnsClosure,
    /// Turns a sequence or text around.
    Reversal,
    /// Turns a sequence around by swaps.
    ReverseInPlace,
    /// A fixed store whose position wraps around.
    RingBuffer,
    /// Multiplies up.
    RunningProduct,
    /// Adds up.
    RunningTotal,
    /// Compares two sequences without regard to order.
    SameItemsTest,
    /// A file that is closed at the end of a block.
    ScopedFile,
    /// A resource that is released at the end of a block.
    ScopedResource,
    /// Runs only when the file is run directly.
    ScriptEntry,
    /// Sorts by picking the smallest of the rest.
    SelectionSort,
    /// Reads until a mark says stop.
    SentinelLoop,
    /// Waits for one operation after the other.
    SequentialAwaits,
    /// Strikes out multiples.
    Sieve,
    /// One object for all.
    Singleton,
    /// Updates a result as a window moves.
    SlidingWindow,
    /// A window that moves over a sequence, and the mean of what is in it.
    MovingAverage,
    /// Starts something that runs at the same time.
    SpawnedTask,
    /// Goes from state to state by matching.
    StateMachine,
    /// Joins text in a loop.
    StringBuilding,
    /// Alternatives that carry data.
    SumType,
    /// Exchanges two values.
    Swap,
    /// Alternatives told apart by one field.
    TaggedUnion,
    /// A method whose steps are left to heirs.
    TemplateMethod,
    /// Brings text to one form.
    TextNormalisation,
    /// Limits how often a function runs.
    Throttle,
    /// Gives up after a time.
    TimeoutRace,
    /// A promise that waits.
    TimerPromise,
    /// Reads text character by character.
    Tokenizer,
    /// Orders so that each comes after what it needs.
    TopologicalOrder,
    /// Fulfils a contract for a type.
    TraitImplementation,
    /// Makes rows of columns.
    Transpose,
    /// Calls itself on both parts of a node.
    TreeRecursion,
    /// Tests divisors one by one.
    TrialDivision,
    /// Two positions move towards each other.
    TwoPointers,
    /// A test that the type checker learns from.
    TypeGuard,
    /// Finds the representative of a set.
    UnionFind,
    /// Checks behaviour.
    UnitTest,
    /// Code that the compiler does not check for memory safety.
    UnsafeBlock,
    /// A setter that refuses bad values.
    ValidatedProperty,
    /// Refuses bad input at the start.
    ValidatingGuard,
    /// One method per kind of node.
    Visitor,
    /// Hands work to a fixed number of workers.
    WorkerPool,
    /// A position that starts over at the end.
    WrapAround,
    /// Wraps a function in another one.
    WrapperFunction,
    /// Goes over two sequences in step.
    ZipIteration,
}

/// Where recognisers put what they find.
#[derive(Debug, Default)]
struct Out {
    found: Vec<Idiom>,
}

impl Out {
    fn add(&mut self, kind: IdiomKind, owner: NodeId, span: Span, parts: Vec<(Role, NodeId)>) {
        self.found.push(Idiom { kind, owner, span, parts });
    }

    /// The function whose purpose a loop is (its only loop, directly in its body), else the loop itself.
    #[expect(clippy::unused_self, reason = "reads as a question to the result at every recogniser")]
    fn owner(&self, view: &View<'_>, id: NodeId) -> NodeId {
        let Some(function) = view.owner(id) else { return id };
        let it = view.unit.function(function);
        let direct = it.body.is_some_and(|body| {
            let statements = view.statements(&body);
            statements.contains(&id)
                && statements.iter().filter(|&&it| matches!(view.kind(it), Kind::Loop(..))).count() == 1
        });
        if direct { it.node } else { id }
    }
}

/// Recognises idioms.
pub(crate) fn observe(view: &View<'_>) -> Vec<Idiom> {
    let mut out = Out::default();
    let by = &view.by;
    for &id in &by.loops {
        of_loop(view, id, &mut out);
    }
    for &id in &by.functions {
        if let Kind::Function(function) = view.kind(id) {
            of_function(view, function, &mut out);
        }
    }
    for index in 0..view.unit.types.len() {
        let definition = TypeId::from_index(index);
        object::definition(view, definition, &mut out);
        program::tagged_union(view, definition, &mut out);
    }
    for &id in &by.calls {
        of_call(view, id, &mut out);
    }
    for &id in &by.writes {
        order::swap(view, id, &mut out);
        flow::default_value(view, id, &mut out);
        object::lazy_field(view, id, &mut out);
        number::bit_flags(view, id, &mut out);
        program::exhaustive_check(view, id, &mut out);
    }
    for &id in &by.blocks {
        order::swap_in_block(view, id, &mut out);
    }
    for &id in &by.ifs {
        flow::default_value(view, id, &mut out);
        object::lazy_field(view, id, &mut out);
        program::entry(view, id, &mut out);
    }
    for &id in &by.binaries {
        flow::fallback(view, id, &mut out);
        number::power_of_two(view, id, &mut out);
        number::wrap_around(view, id, &mut out);
        number::bit_flags(view, id, &mut out);
        collection::anagram(view, id, &mut out);
    }
    for &id in &by.comprehensions {
        scan::flattening(view, id, &mut out);
        scan::chunking(view, id, &mut out);
        collection::comprehension(view, id, &mut out);
    }
    for &id in &by.indices {
        collection::reversal(view, id, &mut out);
        program::environment(view, id, &mut out);
    }
    for &id in &by.members {
        program::environment(view, id, &mut out);
        collection::optional_chain(view, id, &mut out);
    }
    for &id in &by.matches {
        collection::dispatch_match(view, id, &mut out);
    }
    for &id in &by.mappings {
        collection::dispatch_table(view, id, &mut out);
    }
    for &id in &by.tries {
        flow::cleanup(view, id, &mut out);
        flow::fallback_on_error(view, id, &mut out);
    }
    for &id in &by.handlers {
        flow::error_wrapping(view, id, &mut out);
    }
    for &id in &by.withs {
        flow::scoped_resource(view, id, &mut out);
    }
    for &id in &by.others {
        flow::unsafe_block(view, id, &mut out);
        deferred::deferred(view, id, &mut out);
        deferred::task_group(view, id, &mut out);
        deferred::channel_producer(view, id, &mut out);
    }
    settle(out.found)
}

/// Algorithms first: a loop that one of them explains is not explained by a weaker one. Then what a loop builds up.
fn of_loop(view: &View<'_>, id: NodeId, out: &mut Out) {
    let _ = search::binary_search(view, id, out)
        || number::gcd_loop(view, id, out)
        || number::fast_power(view, id, out)
        || number::sieve(view, id, out)
        || number::trial_division(view, id, out)
        || number::fibonacci(view, id, out)
        || number::matrix_product(view, id, out)
        || order::bubble_sort(view, id, out)
        || order::insertion_sort(view, id, out)
        || order::selection_sort(view, id, out)
        || order::partition(view, id, out)
        || order::merge_sorted(view, id, out)
        || search::two_pointers(view, id, out)
        || search::sliding_window(view, id, out)
        || recursion::work_list(view, id, out)
        || recursion::union_find_loop(view, id, out)
        || number::dynamic_table(view, id, out)
        || search::linear_search(view, id, out)
        || flow::retry(view, id, out)
        || flow::pagination(view, id, out)
        || concurrency::consumer(view, id, out)
        || flow::sentinel(view, id, out)
        || flow::tokenizer(view, id, out)
        || flow::polling(view, id, out)
        || recursion::list_walk(view, id, out)
        || number::matrix_traversal(view, id, out)
        || flow::line_by_line(view, id, out)
        || collection::zipped(view, id, out);
    scan::running_total(view, id, out);
    scan::best_so_far(view, id, out);
    scan::histogram(view, id, out);
    scan::grouping(view, id, out);
    scan::deduplication(view, id, out);
    scan::prefix_sums(view, id, out);
    scan::string_building(view, id, out);
    scan::flattening(view, id, out);
    scan::chunking(view, id, out);
    concurrency::sequential_awaits(view, id, out);
}

fn of_function(view: &View<'_>, function: FunctionId, out: &mut Out) {
    recursion::recursive(view, function, out);
    recursion::memoisation(view, function, out);
    recursion::cache_decorator(view, function, out);
    flow::guard_clauses(view, function, out);
    flow::propagation(view, function, out);
    deferred::checked_errors(view, function, out);
    if !closure::currying(view, function, out) {
        closure::returns_function(view, function, out);
    }
    closure::mixin(view, function, out);
    closure::generator(view, function, out);
    closure::error_first(view, function, out);
    object::method(view, function, out);
    program::test(view, function, out);
    program::type_guard(view, function, out);
}

fn of_call(view: &View<'_>, id: NodeId, out: &mut Out) {
    concurrency::call(view, id, out);
    closure::partial_call(view, id, out);
    collection::chain(view, id, out);
    scan::histogram_of_each(view, id, out);
    search::all_distinct(view, id, out);
    collection::reversal(view, id, out);
    collection::transpose(view, id, out);
    collection::fold_into(view, id, out);
    flow::fallback(view, id, out);
    flow::error_wrapping(view, id, out);
    deferred::error_context(view, id, out);
    flow::immediate_function(view, id, out);
    object::lazy_field(view, id, out);
    program::environment(view, id, out);
    program::arguments(view, id, out);
    program::test_call(view, id, out);
}

/// Puts idioms in source order, each once, and leaves out what a stronger one around it already says.
fn settle(mut found: Vec<Idiom>) -> Vec<Idiom> {
    found.sort_by(|a, b| {
        (a.span.start, std::cmp::Reverse(a.span.end), a.kind, a.owner).cmp(&(
            b.span.start,
            std::cmp::Reverse(b.span.end),
            b.kind,
            b.owner,
        ))
    });
    found.dedup_by(|a, b| a.kind == b.kind && a.owner == b.owner && a.span == b.span);
    let mut open: Vec<(Span, IdiomKind)> = Vec::new();
    found.retain(|idiom| {
        while open.last().is_some_and(|it| it.0.end <= idiom.span.start) {
            open.pop();
        }
        let told =
            open.iter().rev().take(8).any(|&(span, kind)| span.contains(idiom.span) && explains(kind, idiom.kind));
        if !told {
            open.push((idiom.span, idiom.kind));
        }
        !told
    });
    found
}

/// Whether the first idiom, where it lies around the second one, makes it worth no mention.
fn explains(outer: IdiomKind, inner: IdiomKind) -> bool {
    use IdiomKind::*;
    match inner {
        Swap => matches!(
            outer,
            BubbleSort | InsertionSort | SelectionSort | QuickSort | Partition | ReverseInPlace | FibonacciStep | Gcd
        ),
        RunningTotal | RunningProduct | Counting => matches!(
            outer,
            SlidingWindow
                | MovingAverage
                | FastPower
                | MatrixProduct
                | BinarySearch
                | Tokenizer
                | Histogram
                | PrefixSums
        ),
        MinimumScan | MaximumScan => matches!(outer, SelectionSort | BubbleSort | BinarySearch),
        MatrixTraversal => matches!(outer, MatrixProduct | DynamicTable | BubbleSort | FloodFill),
        PrefixSums => outer == DynamicTable,
        Partition | MergeSorted => matches!(outer, QuickSort | MergeSort),
        FilterComprehension => matches!(outer, QuickSort),
        Retry | RetryWithDelay | Polling => matches!(outer, RetryWithBackoff),
        FallbackOnError => matches!(outer, Retry | RetryWithBackoff | RetryWithDelay),
        DefaultForMissing | FallbackValue => matches!(outer, LazyField | Memoisation | Histogram),
        LazyField => outer == Singleton,
        Deduplication => matches!(outer, BreadthFirst | DepthFirst | DepthFirstRecursion),
        Reversal => outer == PalindromeComparison,
        FoldSum | FoldIntoCollection => false,
        TimerPromise => matches!(outer, RetryWithBackoff | RetryWithDelay | Polling | TimeoutRace),
        SentinelLoop => matches!(outer, Tokenizer),
        _ => false,
    }
}
