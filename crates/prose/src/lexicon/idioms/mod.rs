//! Words for idioms.

mod building;
mod closures;
mod concurrency;
mod deferred;
mod expressions;
mod flow;
mod numbers;
mod ordering;
mod programs;
mod recursion;
mod searching;
mod types;

use facts::IdiomKind;

/// What is said of an idiom. Each text stands for beginner, intermediate, expert; holes are [`facts::Role`]s.
#[derive(Debug)]
pub(crate) struct IdiomText {
    /// What one who knows it calls it.
    pub name: &'static str,
    /// What it does: a verb phrase in the third person.
    pub what: [&'static str; 3],
    /// Why people write it so.
    pub why: [&'static str; 3],
    /// Terms that a reader has to know.
    pub terms: &'static [&'static str],
}

/// The words for an idiom.
pub(crate) fn idiom(kind: IdiomKind) -> &'static IdiomText {
    match kind {
        IdiomKind::BinarySearch => &searching::BINARY_SEARCH,
        IdiomKind::LinearSearch => &searching::LINEAR_SEARCH,
        IdiomKind::AnyTest => &searching::ANY_TEST,
        IdiomKind::AllTest => &searching::ALL_TEST,
        IdiomKind::AllDistinct => &searching::ALL_DISTINCT,
        IdiomKind::TwoPointers => &searching::TWO_POINTERS,
        IdiomKind::SlidingWindow => &searching::SLIDING_WINDOW,
        IdiomKind::MovingAverage => &searching::MOVING_AVERAGE,
        IdiomKind::ReverseInPlace => &searching::REVERSE_IN_PLACE,
        IdiomKind::PalindromeTest => &searching::PALINDROME_TEST,
        IdiomKind::PalindromeComparison => &searching::PALINDROME_COMPARISON,
        IdiomKind::Reversal => &searching::REVERSAL,
        IdiomKind::Tokenizer => &searching::TOKENIZER,
        IdiomKind::RunningTotal => &building::RUNNING_TOTAL,
        IdiomKind::RunningProduct => &building::RUNNING_PRODUCT,
        IdiomKind::Counting => &building::COUNTING,
        IdiomKind::MaximumScan => &building::MAXIMUM_SCAN,
        IdiomKind::MinimumScan => &building::MINIMUM_SCAN,
        IdiomKind::Histogram => &building::HISTOGRAM,
        IdiomKind::Grouping => &building::GROUPING,
        IdiomKind::Deduplication => &building::DEDUPLICATION,
        IdiomKind::PrefixSums => &building::PREFIX_SUMS,
        IdiomKind::StringBuilding => &building::STRING_BUILDING,
        IdiomKind::JoinedPieces => &building::JOINED_PIECES,
        IdiomKind::Flattening => &building::FLATTENING,
        IdiomKind::Chunking => &building::CHUNKING,
        IdiomKind::Swap => &ordering::SWAP,
        IdiomKind::BubbleSort => &ordering::BUBBLE_SORT,
        IdiomKind::InsertionSort => &ordering::INSERTION_SORT,
        IdiomKind::SelectionSort => &ordering::SELECTION_SORT,
        IdiomKind::Partition => &ordering::PARTITION,
        IdiomKind::QuickSort => &ordering::QUICK_SORT,
        IdiomKind::MergeSort => &ordering::MERGE_SORT,
        IdiomKind::MergeSorted => &ordering::MERGE_SORTED,
        IdiomKind::DivideAndConquer => &ordering::DIVIDE_AND_CONQUER,
        IdiomKind::Gcd => &numbers::GCD,
        IdiomKind::FastPower => &numbers::FAST_POWER,
        IdiomKind::Sieve => &numbers::SIEVE,
        IdiomKind::TrialDivision => &numbers::TRIAL_DIVISION,
        IdiomKind::FibonacciStep => &numbers::FIBONACCI_STEP,
        IdiomKind::MatrixProduct => &numbers::MATRIX_PRODUCT,
        IdiomKind::MatrixTraversal => &numbers::MATRIX_TRAVERSAL,
        IdiomKind::DynamicTable => &numbers::DYNAMIC_TABLE,
        IdiomKind::PowerOfTwo => &numbers::POWER_OF_TWO,
        IdiomKind::WrapAround => &numbers::WRAP_AROUND,
        IdiomKind::RingBuffer => &numbers::RING_BUFFER,
        IdiomKind::BitFlags => &numbers::BIT_FLAGS,
        IdiomKind::LinearRecursion => &recursion::LINEAR_RECURSION,
        IdiomKind::DoubleRecursion => &recursion::DOUBLE_RECURSION,
        IdiomKind::RecursionWithBase => &recursion::RECURSION_WITH_BASE,
        IdiomKind::TreeRecursion => &recursion::TREE_RECURSION,
        IdiomKind::InOrderTraversal => &recursion::IN_ORDER_TRAVERSAL,
        IdiomKind::NestedRecursion => &recursion::NESTED_RECURSION,
        IdiomKind::DepthFirstRecursion => &recursion::DEPTH_FIRST_RECURSION,
        IdiomKind::BreadthFirst => &recursion::BREADTH_FIRST,
        IdiomKind::DepthFirst => &recursion::DEPTH_FIRST,
        IdiomKind::TopologicalOrder => &recursion::TOPOLOGICAL_ORDER,
        IdiomKind::UnionFind => &recursion::UNION_FIND,
        IdiomKind::Backtracking => &recursion::BACKTRACKING,
        IdiomKind::FloodFill => &recursion::FLOOD_FILL,
        IdiomKind::LinkedWalk => &recursion::LINKED_WALK,
        IdiomKind::Memoisation => &recursion::MEMOISATION,
        IdiomKind::CacheDecorator => &recursion::CACHE_DECORATOR,
        IdiomKind::RetryWithBackoff => &flow::RETRY_WITH_BACKOFF,
        IdiomKind::RetryWithDelay => &flow::RETRY_WITH_DELAY,
        IdiomKind::Retry => &flow::RETRY,
        IdiomKind::Polling => &flow::POLLING,
        IdiomKind::GuardClause => &flow::GUARD_CLAUSE,
        IdiomKind::ValidatingGuard => &flow::VALIDATING_GUARD,
        IdiomKind::DefaultForMissing => &flow::DEFAULT_FOR_MISSING,
        IdiomKind::FallbackValue => &flow::FALLBACK_VALUE,
        IdiomKind::SentinelLoop => &flow::SENTINEL_LOOP,
        IdiomKind::Pagination => &flow::PAGINATION,
        IdiomKind::CleanupInFinally => &flow::CLEANUP_IN_FINALLY,
        IdiomKind::ScopedFile => &flow::SCOPED_FILE,
        IdiomKind::ScopedResource => &flow::SCOPED_RESOURCE,
        IdiomKind::LockedSection => &flow::LOCKED_SECTION,
        IdiomKind::TaskGroup => &deferred::TASK_GROUP,
        IdiomKind::ChannelProducer => &deferred::CHANNEL_PRODUCER,
        IdiomKind::DeferredRelease => &deferred::DEFERRED_RELEASE,
        IdiomKind::CheckedErrors => &deferred::CHECKED_ERRORS,
        IdiomKind::ErrorContext => &deferred::ERROR_CONTEXT,
        IdiomKind::ErrorWrapping => &flow::ERROR_WRAPPING,
        IdiomKind::ErrorConversion => &flow::ERROR_CONVERSION,
        IdiomKind::ErrorPropagation => &flow::ERROR_PROPAGATION,
        IdiomKind::FallbackOnError => &flow::FALLBACK_ON_ERROR,
        IdiomKind::LineByLine => &flow::LINE_BY_LINE,
        IdiomKind::UnsafeBlock => &flow::UNSAFE_BLOCK,
        IdiomKind::ModulePattern => &flow::MODULE_PATTERN,
        IdiomKind::AsyncMain => &flow::ASYNC_MAIN,
        IdiomKind::Debounce => &closures::DEBOUNCE,
        IdiomKind::Throttle => &closures::THROTTLE,
        IdiomKind::Once => &closures::ONCE,
        IdiomKind::MemoizingWrapper => &closures::MEMOIZING_WRAPPER,
        IdiomKind::WrapperFunction => &closures::WRAPPER_FUNCTION,
        IdiomKind::ReturnsClosure => &closures::RETURNS_CLOSURE,
        IdiomKind::ClosureState => &closures::CLOSURE_STATE,
        IdiomKind::PartialApplication => &closures::PARTIAL_APPLICATION,
        IdiomKind::PartialCall => &closures::PARTIAL_CALL,
        IdiomKind::Currying => &closures::CURRYING,
        IdiomKind::Mixin => &closures::MIXIN,
        IdiomKind::ErrorFirstCallback => &closures::ERROR_FIRST_CALLBACK,
        IdiomKind::GeneratorStage => &closures::GENERATOR_STAGE,
        IdiomKind::LazySeries => &closures::LAZY_SERIES,
        IdiomKind::EndlessSeries => &closures::ENDLESS_SERIES,
        IdiomKind::RecursiveGenerator => &closures::RECURSIVE_GENERATOR,
        IdiomKind::ContextManagerGenerator => &closures::CONTEXT_MANAGER_GENERATOR,
        IdiomKind::AsyncGather => &concurrency::ASYNC_GATHER,
        IdiomKind::TimeoutRace => &concurrency::TIMEOUT_RACE,
        IdiomKind::PromiseWrapper => &concurrency::PROMISE_WRAPPER,
        IdiomKind::TimerPromise => &concurrency::TIMER_PROMISE,
        IdiomKind::EventListener => &concurrency::EVENT_LISTENER,
        IdiomKind::SpawnedTask => &concurrency::SPAWNED_TASK,
        IdiomKind::WorkerPool => &concurrency::WORKER_POOL,
        IdiomKind::QueueConsumer => &concurrency::QUEUE_CONSUMER,
        IdiomKind::SequentialAwaits => &concurrency::SEQUENTIAL_AWAITS,
        IdiomKind::FunctionalChain => &expressions::FUNCTIONAL_CHAIN,
        IdiomKind::TextNormalisation => &expressions::TEXT_NORMALISATION,
        IdiomKind::FluentChain => &expressions::FLUENT_CHAIN,
        IdiomKind::MapComprehension => &expressions::MAP_COMPREHENSION,
        IdiomKind::FilterComprehension => &expressions::FILTER_COMPREHENSION,
        IdiomKind::FilterMapComprehension => &expressions::FILTER_MAP_COMPREHENSION,
        IdiomKind::MappingComprehension => &expressions::MAPPING_COMPREHENSION,
        IdiomKind::LazyComprehension => &expressions::LAZY_COMPREHENSION,
        IdiomKind::ZipIteration => &expressions::ZIP_ITERATION,
        IdiomKind::DispatchTable => &expressions::DISPATCH_TABLE,
        IdiomKind::MatchDispatch => &expressions::MATCH_DISPATCH,
        IdiomKind::StateMachine => &expressions::STATE_MACHINE,
        IdiomKind::Factory => &expressions::FACTORY,
        IdiomKind::SameItemsTest => &expressions::SAME_ITEMS_TEST,
        IdiomKind::OptionalChain => &expressions::OPTIONAL_CHAIN,
        IdiomKind::Transpose => &expressions::TRANSPOSE,
        IdiomKind::FoldIntoCollection => &expressions::FOLD_INTO_COLLECTION,
        IdiomKind::FoldSum => &expressions::FOLD_SUM,
        IdiomKind::IteratorImplementation => &types::ITERATOR_IMPLEMENTATION,
        IdiomKind::IterableImplementation => &types::ITERABLE_IMPLEMENTATION,
        IdiomKind::ContextManagerType => &types::CONTEXT_MANAGER_TYPE,
        IdiomKind::AsyncContextManagerType => &types::ASYNC_CONTEXT_MANAGER_TYPE,
        IdiomKind::OperatorOverload => &types::OPERATOR_OVERLOAD,
        IdiomKind::EqualityProtocol => &types::EQUALITY_PROTOCOL,
        IdiomKind::ContainerProtocol => &types::CONTAINER_PROTOCOL,
        IdiomKind::CallableObject => &types::CALLABLE_OBJECT,
        IdiomKind::DataClass => &types::DATA_CLASS,
        IdiomKind::FrozenDataClass => &types::FROZEN_DATA_CLASS,
        IdiomKind::Builder => &types::BUILDER,
        IdiomKind::Observer => &types::OBSERVER,
        IdiomKind::Singleton => &types::SINGLETON,
        IdiomKind::AbstractBase => &types::ABSTRACT_BASE,
        IdiomKind::TemplateMethod => &types::TEMPLATE_METHOD,
        IdiomKind::Newtype => &types::NEWTYPE,
        IdiomKind::Visitor => &types::VISITOR,
        IdiomKind::DoubleDispatch => &types::DOUBLE_DISPATCH,
        IdiomKind::SumType => &types::SUM_TYPE,
        IdiomKind::Enumeration => &types::ENUMERATION,
        IdiomKind::DropImplementation => &types::DROP_IMPLEMENTATION,
        IdiomKind::ConversionImplementation => &types::CONVERSION_IMPLEMENTATION,
        IdiomKind::ParseImplementation => &types::PARSE_IMPLEMENTATION,
        IdiomKind::DefaultImplementation => &types::DEFAULT_IMPLEMENTATION,
        IdiomKind::DisplayImplementation => &types::DISPLAY_IMPLEMENTATION,
        IdiomKind::DerefImplementation => &types::DEREF_IMPLEMENTATION,
        IdiomKind::ErrorTypeImplementation => &types::ERROR_TYPE_IMPLEMENTATION,
        IdiomKind::OrderingImplementation => &types::ORDERING_IMPLEMENTATION,
        IdiomKind::TraitImplementation => &types::TRAIT_IMPLEMENTATION,
        IdiomKind::ValidatedProperty => &types::VALIDATED_PROPERTY,
        IdiomKind::ComputedProperty => &types::COMPUTED_PROPERTY,
        IdiomKind::NamedConstructor => &types::NAMED_CONSTRUCTOR,
        IdiomKind::LazyField => &types::LAZY_FIELD,
        IdiomKind::ScriptEntry => &programs::SCRIPT_ENTRY,
        IdiomKind::EnvironmentConfig => &programs::ENVIRONMENT_CONFIG,
        IdiomKind::ArgumentParsing => &programs::ARGUMENT_PARSING,
        IdiomKind::UnitTest => &programs::UNIT_TEST,
        IdiomKind::TypeGuard => &programs::TYPE_GUARD,
        IdiomKind::ExhaustiveCheck => &programs::EXHAUSTIVE_CHECK,
        IdiomKind::TaggedUnion => &programs::TAGGED_UNION,
    }
}

/// Whether an idiom can be what a whole function or type is for. A guard clause cannot, a binary search can.
pub(crate) fn leads(kind: IdiomKind) -> bool {
    matches!(
        kind,
        IdiomKind::BinarySearch
            | IdiomKind::LinearSearch
            | IdiomKind::AnyTest
            | IdiomKind::AllTest
            | IdiomKind::AllDistinct
            | IdiomKind::TwoPointers
            | IdiomKind::SlidingWindow
            | IdiomKind::MovingAverage
            | IdiomKind::ReverseInPlace
            | IdiomKind::PalindromeTest
            | IdiomKind::PalindromeComparison
            | IdiomKind::Reversal
            | IdiomKind::Tokenizer
            | IdiomKind::RunningTotal
            | IdiomKind::RunningProduct
            | IdiomKind::Counting
            | IdiomKind::MaximumScan
            | IdiomKind::MinimumScan
            | IdiomKind::Histogram
            | IdiomKind::Grouping
            | IdiomKind::Deduplication
            | IdiomKind::PrefixSums
            | IdiomKind::StringBuilding
            | IdiomKind::JoinedPieces
            | IdiomKind::Flattening
            | IdiomKind::Chunking
            | IdiomKind::BubbleSort
            | IdiomKind::InsertionSort
            | IdiomKind::SelectionSort
            | IdiomKind::Partition
            | IdiomKind::QuickSort
            | IdiomKind::MergeSort
            | IdiomKind::MergeSorted
            | IdiomKind::DivideAndConquer
            | IdiomKind::Gcd
            | IdiomKind::FastPower
            | IdiomKind::Sieve
            | IdiomKind::TrialDivision
            | IdiomKind::FibonacciStep
            | IdiomKind::MatrixProduct
            | IdiomKind::DynamicTable
            | IdiomKind::PowerOfTwo
            | IdiomKind::RingBuffer
            | IdiomKind::LinearRecursion
            | IdiomKind::DoubleRecursion
            | IdiomKind::TreeRecursion
            | IdiomKind::InOrderTraversal
            | IdiomKind::NestedRecursion
            | IdiomKind::DepthFirstRecursion
            | IdiomKind::BreadthFirst
            | IdiomKind::TaskGroup
            | IdiomKind::ChannelProducer
            | IdiomKind::DepthFirst
            | IdiomKind::TopologicalOrder
            | IdiomKind::UnionFind
            | IdiomKind::Backtracking
            | IdiomKind::FloodFill
            | IdiomKind::Memoisation
            | IdiomKind::RetryWithBackoff
            | IdiomKind::RetryWithDelay
            | IdiomKind::Retry
            | IdiomKind::Pagination
            | IdiomKind::Debounce
            | IdiomKind::Throttle
            | IdiomKind::Once
            | IdiomKind::MemoizingWrapper
            | IdiomKind::WrapperFunction
            | IdiomKind::ReturnsClosure
            | IdiomKind::ClosureState
            | IdiomKind::PartialApplication
            | IdiomKind::Currying
            | IdiomKind::Mixin
            | IdiomKind::GeneratorStage
            | IdiomKind::EndlessSeries
            | IdiomKind::RecursiveGenerator
            | IdiomKind::ContextManagerGenerator
            | IdiomKind::PromiseWrapper
            | IdiomKind::TimerPromise
            | IdiomKind::SameItemsTest
            | IdiomKind::IteratorImplementation
            | IdiomKind::IterableImplementation
            | IdiomKind::ContextManagerType
            | IdiomKind::AsyncContextManagerType
            | IdiomKind::Builder
            | IdiomKind::Observer
            | IdiomKind::Singleton
            | IdiomKind::TemplateMethod
            | IdiomKind::Newtype
            | IdiomKind::Visitor
            | IdiomKind::SumType
            | IdiomKind::Enumeration
            | IdiomKind::TaggedUnion
    )
}
