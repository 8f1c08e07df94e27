//! Why a construct was chosen: a name for the choice, and its reason at three levels.
//!
//! Each reason holds wherever the choice is made, whatever the code around it is for. The third one names the price or what else would
//! have done.

use facts::MotiveKind;

/// The words for a choice.
pub(crate) struct MotiveText {
    /// What is chosen.
    pub name: &'static str,
    /// Why.
    pub why: [&'static str; 3],
}

/// The words for a choice.
pub(crate) fn motive(kind: MotiveKind) -> &'static MotiveText {
    match kind {
        MotiveKind::Abortable => &ABORTABLE,
        MotiveKind::AcquireRelease => &ACQUIRE_RELEASE,
        MotiveKind::Assertion => &ASSERTION,
        MotiveKind::BorrowedParameter => &BORROWED_PARAMETER,
        MotiveKind::BoxedContract => &BOXED_CONTRACT,
        MotiveKind::CheckBeforeOpen => &CHECK_BEFORE_OPEN,
        MotiveKind::CheckedArithmetic => &CHECKED_ARITHMETIC,
        MotiveKind::CleanedEffect => &CLEANED_EFFECT,
        MotiveKind::ColdPath => &COLD_PATH,
        MotiveKind::ConstantFunction => &CONSTANT_FUNCTION,
        MotiveKind::ConstantTime => &CONSTANT_TIME,
        MotiveKind::CopyBeforeChange => &COPY_BEFORE_CHANGE,
        MotiveKind::CopyOnWrite => &COPY_ON_WRITE,
        MotiveKind::CountedOwner => &COUNTED_OWNER,
        MotiveKind::CountedOwnerAcrossThreads => &COUNTED_OWNER_ACROSS_THREADS,
        MotiveKind::DebugAssertion => &DEBUG_ASSERTION,
        MotiveKind::DeferredCall => &DEFERRED_CALL,
        MotiveKind::DivisionGuard => &DIVISION_GUARD,
        MotiveKind::DoubleEndedQueue => &DOUBLE_ENDED_QUEUE,
        MotiveKind::DropAvoided => &DROP_AVOIDED,
        MotiveKind::DroppedReference => &DROPPED_REFERENCE,
        MotiveKind::EntryLookup => &ENTRY_LOOKUP,
        MotiveKind::ExactNumbers => &EXACT_NUMBERS,
        MotiveKind::FirstValueByItself => &FIRST_VALUE_BY_ITSELF,
        MotiveKind::FlexibleParameter => &FLEXIBLE_PARAMETER,
        MotiveKind::FrameTimed => &FRAME_TIMED,
        MotiveKind::FreezesObject => &FREEZES_OBJECT,
        MotiveKind::Heap => &HEAP,
        MotiveKind::HiddenIterator => &HIDDEN_ITERATOR,
        MotiveKind::InlineHint => &INLINE_HINT,
        MotiveKind::InteriorMutability => &INTERIOR_MUTABILITY,
        MotiveKind::IteratesOverCopy => &ITERATES_OVER_COPY,
        MotiveKind::KeptName => &KEPT_NAME,
        MotiveKind::LazyInitialValue => &LAZY_INITIAL_VALUE,
        MotiveKind::LazyLogging => &LAZY_LOGGING,
        MotiveKind::LocalImport => &LOCAL_IMPORT,
        MotiveKind::LockEndsBeforeWait => &LOCK_ENDS_BEFORE_WAIT,
        MotiveKind::LowBits => &LOW_BITS,
        MotiveKind::MadeOnFirstUse => &MADE_ON_FIRST_USE,
        MotiveKind::MembershipSet => &MEMBERSHIP_SET,
        MotiveKind::MemoizedCallback => &MEMOIZED_CALLBACK,
        MotiveKind::MemoizedComponent => &MEMOIZED_COMPONENT,
        MotiveKind::MemoizedValue => &MEMOIZED_VALUE,
        MotiveKind::MovedCapture => &MOVED_CAPTURE,
        MotiveKind::MustUse => &MUST_USE,
        MotiveKind::NamedArguments => &NAMED_ARGUMENTS,
        MotiveKind::NonExhaustive => &NON_EXHAUSTIVE,
        MotiveKind::NotANumber => &NOT_A_NUMBER,
        MotiveKind::OnceListener => &ONCE_LISTENER,
        MotiveKind::OrderIndependent => &ORDER_INDEPENDENT,
        MotiveKind::OwnPropertyTest => &OWN_PROPERTY_TEST,
        MotiveKind::PassiveListener => &PASSIVE_LISTENER,
        MotiveKind::PatternMadeOnce => &PATTERN_MADE_ONCE,
        MotiveKind::Phantom => &PHANTOM,
        MotiveKind::PinnedInPlace => &PINNED_IN_PLACE,
        MotiveKind::PlainRandom => &PLAIN_RANDOM,
        MotiveKind::PreparedCapacity => &PREPARED_CAPACITY,
        MotiveKind::PrivateField => &PRIVATE_FIELD,
        MotiveKind::ProductionBranch => &PRODUCTION_BRANCH,
        MotiveKind::PrototypeGuard => &PROTOTYPE_GUARD,
        MotiveKind::PrototypeFree => &PROTOTYPE_FREE,
        MotiveKind::ReinsertedLast => &REINSERTED_LAST,
        MotiveKind::RelaxedOrdering => &RELAXED_ORDERING,
        MotiveKind::RenderReference => &RENDER_REFERENCE,
        MotiveKind::RowsTakeTurns => &ROWS_TAKE_TURNS,
        MotiveKind::SaturatingArithmetic => &SATURATING_ARITHMETIC,
        MotiveKind::SecureRandom => &SECURE_RANDOM,
        MotiveKind::SentinelDefault => &SENTINEL_DEFAULT,
        MotiveKind::SignExtension => &SIGN_EXTENSION,
        MotiveKind::Slots => &SLOTS,
        MotiveKind::SortKey => &SORT_KEY,
        MotiveKind::StableLayout => &STABLE_LAYOUT,
        MotiveKind::StableListKey => &STABLE_LIST_KEY,
        MotiveKind::StableSort => &STABLE_SORT,
        MotiveKind::StopsAtFirstFailure => &STOPS_AT_FIRST_FAILURE,
        MotiveKind::StopsAtFirstHit => &STOPS_AT_FIRST_HIT,
        MotiveKind::TakenOut => &TAKEN_OUT,
        MotiveKind::TransparentLayout => &TRANSPARENT_LAYOUT,
        MotiveKind::TriedOnCopy => &TRIED_ON_COPY,
        MotiveKind::TriesFirst => &TRIES_FIRST,
        MotiveKind::Truncation => &TRUNCATION,
        MotiveKind::TypeofMissing => &TYPEOF_MISSING,
        MotiveKind::UncheckedAccess => &UNCHECKED_ACCESS,
        MotiveKind::UniqueSymbol => &UNIQUE_SYMBOL,
        MotiveKind::UnsizedParameter => &UNSIZED_PARAMETER,
        MotiveKind::UnstableSort => &UNSTABLE_SORT,
        MotiveKind::WeakKeys => &WEAK_KEYS,
        MotiveKind::WrappingArithmetic => &WRAPPING_ARITHMETIC,
    }
}

static ABORTABLE: MotiveText = MotiveText {
    name: "abort controller",
    why: [
        "what takes long can be told to stop when nobody wants its result any more",
        "the signal lets a request be cancelled, where ignoring its late answer would still cost the work",
        "one signal may stop several operations at once; each of them then fails with an abort error that has to be told from real ones",
    ],
};

static ACQUIRE_RELEASE: MotiveText = MotiveText {
    name: "acquire and release",
    why: [
        "other threads that see the new value also see all that was written before it",
        "the ordering publishes what was written before: whoever acquires the value sees all that stood before the release",
        "pairs a release with an acquire, so what was written before is visible after; relaxed ordering would allow a data race on what it guards, sequential consistency would cost more",
    ],
};

static ASSERTION: MotiveText = MotiveText {
    name: "assertion",
    why: [
        "it states what must hold here, so that a mistake shows at once and not much later",
        "an assertion documents what the code relies on, and fails at the place where it is broken",
        "checks an invariant, not input: it is removed where the program runs optimised",
    ],
};

static BORROWED_PARAMETER: MotiveText = MotiveText {
    name: "borrowed {Name}",
    why: [
        "the function only looks at {Name}, so the caller keeps it and nothing is copied",
        "borrowing takes literals, parts and owned values alike, without a copy; asking for an owned one would force callers to give theirs up",
        "a borrowed slice accepts any owner; take an owned value only where it has to be kept",
    ],
};

static BOXED_CONTRACT: MotiveText = MotiveText {
    name: "boxed trait object",
    why: [
        "values of different types can stand in one place, as long as all of them can do what is asked",
        "the concrete type is chosen when the program runs, at the price of an allocation and an indirect call",
        "dynamic dispatch: one compiled version for all types, against a generic that would be compiled for each",
    ],
};

static CHECK_BEFORE_OPEN: MotiveText = MotiveText {
    name: "check before opening",
    why: [
        "asking first spares an error, but the file may vanish or appear between the check and the opening",
        "between the check and the opening another program may delete or make the file; opening and handling the error has no such gap",
        "time of check to time of use: {Resource} may change between the two calls, so the open has to cope with failure anyway",
    ],
};

static CHECKED_ARITHMETIC: MotiveText = MotiveText {
    name: "checked arithmetic",
    why: [
        "a result that is too large for the type is noticed instead of coming out wrong",
        "it makes an overflow a value to deal with, where plain operators would panic or wrap around",
        "overflow becomes an absent result in every build; plain operators panic in debug builds and wrap in release builds",
    ],
};

static CLEANED_EFFECT: MotiveText = MotiveText {
    name: "effect with clean-up",
    why: [
        "what the effect starts is undone before it runs again and when the component goes away",
        "without the clean-up, listeners and timers of earlier runs would stay behind and pile up",
        "the returned function runs before each rerun and on unmount; it has to undo exactly what its own run did",
    ],
};

static COLD_PATH: MotiveText = MotiveText {
    name: "cold",
    why: [
        "the compiler is told that this part is hardly ever needed, so that the usual way stays fast",
        "marking it as cold keeps rarely used code out of the way of the usual one",
        "moves the call off the hot path in branch layout and inlining; only a hint",
    ],
};

static CONSTANT_FUNCTION: MotiveText = MotiveText {
    name: "constant function",
    why: [
        "its result can be worked out while the program is compiled",
        "as a const function it can also be used where the compiler needs the value, at no cost when the program runs",
        "callable in constants and statics; its body is limited to what can be evaluated at compile time",
    ],
};

static CONSTANT_TIME: MotiveText = MotiveText {
    name: "comparison in constant time",
    why: [
        "the comparison takes equally long wherever the texts differ, so that its time tells nothing about a secret",
        "an ordinary comparison stops at the first difference, and its timing would let an attacker guess a secret piece by piece",
        "constant-time comparison defends against timing attacks; the lengths may still show",
    ],
};

static COPY_BEFORE_CHANGE: MotiveText = MotiveText {
    name: "copy before the change",
    why: [
        "the copy is changed instead of {Value}, which stays as the caller gave it",
        "without the copy, the changes would show in the caller's own {Value}",
        "defensive copy: costs memory and time for each call, and what lies deeper is still shared if the copy is shallow",
    ],
};

static COPY_ON_WRITE: MotiveText = MotiveText {
    name: "clone on write",
    why: [
        "it borrows what it can leave as it is, and makes a copy of its own only where something has to change",
        "callers for whom nothing changes pay for no allocation; those who need a change get an owned value",
        "Cow trades a branch on each use for the allocation saved where nothing changes",
    ],
};

static COUNTED_OWNER: MotiveText = MotiveText {
    name: "counted owners",
    why: [
        "several places own the same value together, and it is freed with the last of them",
        "a reference count replaces one clear owner where none outlives all others; it stays on one thread",
        "not thread-safe and cheaper than the atomic count; cycles are never freed without a weak reference",
    ],
};

static COUNTED_OWNER_ACROSS_THREADS: MotiveText = MotiveText {
    name: "counted owners across threads",
    why: [
        "several owners, also on several threads, share the same value, and it is freed with the last of them",
        "cloning it only counts up, so that all owners share one value instead of having a copy each, also across threads",
        "the count is atomic, which costs more than Rc; it shares reading only, so changes need a lock or an atomic inside",
    ],
};

static DEBUG_ASSERTION: MotiveText = MotiveText {
    name: "debug assertion",
    why: [
        "the check runs while the program is being developed, and costs nothing in the finished one",
        "it states what must hold, and release builds pay nothing for it",
        "compiled out of release builds, so soundness must not depend on it",
    ],
};

static DEFERRED_CALL: MotiveText = MotiveText {
    name: "put off to later",
    why: [
        "what is running now is finished first",
        "putting it off lets the current work end before it, so that nothing is changed in the middle of it",
        "runs after the current task; errors in it no longer reach the code that scheduled it",
    ],
};

static DIVISION_GUARD: MotiveText = MotiveText {
    name: "check before the division",
    why: [
        "dividing by zero gives no useful number, so that case is dealt with by itself",
        "the test for zero keeps the division by {Value} from failing or giving no number",
        "guards the division by zero of {Value}",
    ],
};

static DOUBLE_ENDED_QUEUE: MotiveText = MotiveText {
    name: "double-ended queue",
    why: [
        "things are added and taken at both ends quickly",
        "taking from the front of a list would move all the other items; a deque does it at once",
        "O(1) at both ends against O(n) at the front of a list; access in the middle is slower",
    ],
};

static DROP_AVOIDED: MotiveText = MotiveText {
    name: "no drop",
    why: [
        "the value's own clean-up is kept from running",
        "the value's own drop does not run at the end of its scope: it would free what something else owns by now, or undo what has succeeded",
        "suppresses the drop without freeing what the value owns: it leaks unless something else takes over, and a drop by both would free it twice",
    ],
};

static DROPPED_REFERENCE: MotiveText = MotiveText {
    name: "reference let go",
    why: [
        "{Name} is not needed any more, and letting go of it allows its memory to be freed",
        "setting {Name} to nothing frees what it refers to for the garbage collector, while the inner function itself lives on",
        "the closure would otherwise keep {Name} alive for as long as itself",
    ],
};

static ENTRY_LOOKUP: MotiveText = MotiveText {
    name: "entry",
    why: [
        "one look-up finds the place for the key, whether something is there or not",
        "the entry serves both the test and the insertion, where asking first would look the key up twice",
        "a single hash and probe; the default is only made where it is missing if it is given as a function",
    ],
};

static EXACT_NUMBERS: MotiveText = MotiveText {
    name: "exact numbers",
    why: [
        "these numbers are exact, where ordinary ones with a point are rounded",
        "exact numbers avoid the rounding errors of floating point, at the price of speed",
        "exact arithmetic instead of binary floating point; slower, and mixing both needs a conversion",
    ],
};

static FIRST_VALUE_BY_ITSELF: MotiveText = MotiveText {
    name: "default for new keys",
    why: [
        "a key that is not there yet gets its first value by itself, so nothing has to be tested",
        "the factory saves the test whether a key is there before each change",
        "reading a missing key creates it too, so test with in or get where that must not happen",
    ],
};

static FLEXIBLE_PARAMETER: MotiveText = MotiveText {
    name: "flexible parameter",
    why: [
        "callers may hand over {Name} in several forms, and it is turned into the right one here",
        "converting inside spares every caller the conversion of {Name}",
        "compiled anew for each type of {Name}; keep the generic part thin where code size matters",
    ],
};

static FRAME_TIMED: MotiveText = MotiveText {
    name: "animation frame",
    why: [
        "it runs right before the page is drawn, so that movement is smooth and nothing is drawn for nothing",
        "changes are made once per frame, in step with drawing, where a timer would run out of step",
        "paused in hidden tabs; reads and writes of the layout are best kept apart in it",
    ],
};

static FREEZES_OBJECT: MotiveText = MotiveText {
    name: "frozen object",
    why: [
        "nobody can change it by accident",
        "freezing makes shared data safe to hand out, where a copy for each reader would cost more",
        "shallow: nested objects stay changeable; writing to it fails silently outside strict mode",
    ],
};

static HEAP: MotiveText = MotiveText {
    name: "heap",
    why: [
        "a heap always has the next one in order at hand, without sorting everything again",
        "adding to a heap or taking from it takes few steps, where keeping a list sorted would take many",
        "O(log n) per push or pop against O(n) for insertion into a sorted list; a full sort would cost O(n log n)",
    ],
};

static HIDDEN_ITERATOR: MotiveText = MotiveText {
    name: "iterator as a result",
    why: [
        "the results come one by one when they are asked for, and no list of them has to be made",
        "giving back an iterator stays lazy and keeps its exact type to itself, so that it may change later",
        "no boxing and no collection; the hidden type still captures the lifetimes of what it borrows",
    ],
};

static INLINE_HINT: MotiveText = MotiveText {
    name: "inline hint",
    why: [
        "the compiler is asked to put the code of this function where it is called",
        "inlining saves the call, and lets the compiler improve it together with its surroundings",
        "makes the body available to other crates for inlining; larger code where it is overused, and only a hint",
    ],
};

static INTERIOR_MUTABILITY: MotiveText = MotiveText {
    name: "change behind a shared reference",
    why: [
        "it can be changed although only a shared reference to it is there",
        "the rules of borrowing are checked when the program runs, or kept by copying values in and out, where the compiler cannot see that they hold",
        "interior mutability for one thread; a RefCell that is borrowed twice for writing panics",
    ],
};

static ITERATES_OVER_COPY: MotiveText = MotiveText {
    name: "loop over a copy",
    why: [
        "{Sequence} is changed in the loop, and changing what is just being gone through would go wrong",
        "the copy keeps the loop from skipping items or failing when {Sequence} changes on the way",
        "costs a copy; without it, changing the collection during iteration would skip items or raise an error",
    ],
};

static KEPT_NAME: MotiveText = MotiveText {
    name: "wraps",
    why: [
        "the new function keeps the name and description of the one that it wraps",
        "without it, error messages and help would show the wrapper instead of the wrapped function",
        "copies the metadata and sets __wrapped__, so that introspection sees the signature of the original",
    ],
};

static LAZY_INITIAL_VALUE: MotiveText = MotiveText {
    name: "lazy initial state",
    why: [
        "the starting value is worked out only for the first display, not for every one",
        "handing over a function instead of its result saves the work on every later render",
        "runs on mount only, and twice in strict mode, so it has to be pure",
    ],
};

static LAZY_LOGGING: MotiveText = MotiveText {
    name: "values beside the message",
    why: [
        "the message is put together only if it is going to be written",
        "passing the values on lets the logger skip the formatting where the level is switched off",
        "deferred formatting, and log collectors can group by the unformatted text",
    ],
};

static LOCAL_IMPORT: MotiveText = MotiveText {
    name: "import inside the function",
    why: [
        "the module is loaded only when the function is called, so that who does not call it need not wait for it or have it",
        "a late import keeps loading fast, and can break a circle of imports, where one at the top would run at once",
        "a missing module is found at the call only; after the first time the import is a mere look-up",
    ],
};

static LOCK_ENDS_BEFORE_WAIT: MotiveText = MotiveText {
    name: "lock in a block of its own",
    why: [
        "the lock is given back before anything is waited for, so that nobody else has to wait so long",
        "the block ends the lock before the await: held across it, others would wait as long or wait for ever",
        "a synchronous guard held across an await point may deadlock and keeps the future from moving between threads; the scope drops it first",
    ],
};

static LOW_BITS: MotiveText = MotiveText {
    name: "lowest bits",
    why: [
        "keeping only the lowest bits gives a number from 0 to {Limit}",
        "the mask keeps the lowest bits, so that {Value} is never more than {Limit}, and costs less than a division",
        "a power of two minus one as a mask: the remainder without a division; every residue is equally likely if the input is evenly spread",
    ],
};

static MADE_ON_FIRST_USE: MotiveText = MotiveText {
    name: "made on first use",
    why: [
        "the value is made when it is first needed, and then kept",
        "nothing is paid for it by who never uses it, and it is made only once even if several ask at the same time",
        "one-time initialisation with a cheap check on each later access",
    ],
};

static MEMBERSHIP_SET: MotiveText = MotiveText {
    name: "membership in a set",
    why: [
        "asking a set whether something is in it is quick, however much it holds",
        "a set answers in about the same time at any size; a list would be gone through for each question",
        "O(1) per test on average against O(n) in a list; the items have to be hashable or ordered",
    ],
};

static MEMOIZED_CALLBACK: MotiveText = MotiveText {
    name: "remembered function",
    why: [
        "the same function is handed on each time, so that what gets it need not be shown anew",
        "a new function for each render would make memoised children and effects that depend on it run again",
        "worth it only where something compares the function by identity; a missing dependency leaves an old closure",
    ],
};

static MEMOIZED_COMPONENT: MotiveText = MotiveText {
    name: "remembered component",
    why: [
        "it is rendered again only if what it is given has changed",
        "skipping a rerender with equal props saves work, at the price of comparing them",
        "props are compared shallowly, so new objects or functions in them defeat it",
    ],
};

static MEMOIZED_VALUE: MotiveText = MotiveText {
    name: "remembered value",
    why: [
        "it is worked out again only when one of the values that it depends on changes",
        "the same object is kept between renders, so that components which get it do not render again needlessly",
        "keeps identity stable for consumers, which avoids unnecessary re-renders; the dependencies have to be complete",
    ],
};

static MOVED_CAPTURE: MotiveText = MotiveText {
    name: "moved capture",
    why: [
        "the closure takes along what it uses, as it may live longer than the place where it was made",
        "moving the values in lets the closure outlive the place where it was made, which borrowed ones would forbid",
        "ownership moves into the closure; clone before it what is needed outside too",
    ],
};

static MUST_USE: MotiveText = MotiveText {
    name: "must use",
    why: [
        "the compiler warns who calls it and throws the result away",
        "the result is all that the call is good for, so ignoring it is almost certainly a mistake",
        "a lint only: assign to _ to ignore it on purpose",
    ],
};

static NAMED_ARGUMENTS: MotiveText = MotiveText {
    name: "arguments by name",
    why: [
        "callers have to write the name of {Name}, which makes the call readable",
        "arguments that can only be given by name cannot be mixed up, and new ones may be added in any order",
        "keyword-only: the order is no part of the interface",
    ],
};

static NON_EXHAUSTIVE: MotiveText = MotiveText {
    name: "open for more",
    why: [
        "more alternatives or fields may be added later without breaking who uses it",
        "users elsewhere have to be ready for alternatives that do not exist yet, so adding one breaks nobody",
        "forces a wildcard arm outside of the crate; inside it, matches stay exhaustive",
    ],
};

static NOT_A_NUMBER: MotiveText = MotiveText {
    name: "test that knows NaN",
    why: [
        "NaN, which means \"no number\", is not even equal to itself, so a plain comparison would not find it",
        "it treats NaN as what it is, where === says that NaN differs from itself",
        "NaN is the only value unequal to itself; Object.is also tells -0 from 0",
    ],
};

static ONCE_LISTENER: MotiveText = MotiveText {
    name: "listener for one time",
    why: [
        "it removes itself after the first event",
        "the option spares the code that would have to remove the listener",
        "also lets go of the closure after the first event",
    ],
};

static ORDER_INDEPENDENT: MotiveText = MotiveText {
    name: "sorted keys",
    why: [
        "the order in which the keys were added makes no difference to the result",
        "sorting the keys gives the same text or list for the same content, regardless of their order",
        "a canonical order makes results comparable and hashable; costs a sort",
    ],
};

static OWN_PROPERTY_TEST: MotiveText = MotiveText {
    name: "own property",
    why: [
        "only what the object itself holds counts, not what all objects have",
        "it leaves inherited properties out, and works for objects that have no such method or one of their own",
        "asks the object itself past its prototype chain; the method is taken from elsewhere so that data cannot replace it",
    ],
};

static PASSIVE_LISTENER: MotiveText = MotiveText {
    name: "passive listener",
    why: [
        "the browser may scroll at once, as the listener promises not to stop it",
        "a passive listener cannot cancel the event, so scrolling never waits for it",
        "preventDefault is ignored in it",
    ],
};

static PATTERN_MADE_ONCE: MotiveText = MotiveText {
    name: "pattern made once",
    why: [
        "the pattern is prepared when the file is loaded, and not again for every use",
        "making {Name} once outside of the functions saves compiling it at each call",
        "one compiled object for all callers",
    ],
};

static PHANTOM: MotiveText = MotiveText {
    name: "phantom data",
    why: [
        "the type counts as if it held something that it does not store",
        "it tells the compiler about a type or lifetime that no field mentions, and takes no space",
        "zero-sized; decides variance, drop check and which threads may have it",
    ],
};

static PINNED_IN_PLACE: MotiveText = MotiveText {
    name: "pinned",
    why: [
        "the value must stay where it is in memory, as something may point into it",
        "pinning promises that the value is not moved any more, which code that refers to itself relies on",
        "a projection to fields has to uphold the pin; only types that are Unpin may be moved out again",
    ],
};

static PLAIN_RANDOM: MotiveText = MotiveText {
    name: "random numbers",
    why: [
        "such numbers are good enough for games, samples and delays, and not for secrets",
        "the generator is quick, and predictable for who knows its state, so it must not make passwords or tokens",
        "not for secrets: who knows the generator's state can predict it, so keys and tokens need the system's secure source",
    ],
};

static PREPARED_CAPACITY: MotiveText = MotiveText {
    name: "room made in advance",
    why: [
        "making the room at once saves making it larger again and again while it is filled",
        "with the capacity reserved, adding items needs no further allocation and copying until it is used up",
        "avoids repeated reallocation; too large a guess wastes memory",
    ],
};

static PRIVATE_FIELD: MotiveText = MotiveText {
    name: "private field",
    why: [
        "only the class itself can reach {Field}, so nobody else can spoil it",
        "what is hidden may be changed later without breaking anybody, and the class alone answers for its value",
        "hard privacy by the language, also against subclasses; proxies and structural copies do not see it",
    ],
};

static PRODUCTION_BRANCH: MotiveText = MotiveText {
    name: "test for the production build",
    why: [
        "developers and users get different code here on purpose",
        "build tools replace the test by a constant and remove the branch that is never taken, which keeps the bundle small",
        "dead-code elimination after the variable is inlined; behaviour then differs between the builds, so nothing vital belongs there",
    ],
};

static PROTOTYPE_GUARD: MotiveText = MotiveText {
    name: "guard for the prototype",
    why: [
        "data that uses this name could change what all objects have in common",
        "without the guard, input with the key __proto__ could reach the prototype: prototype pollution",
        "protects against prototype pollution; constructor and prototype are the other ways in",
    ],
};

static PROTOTYPE_FREE: MotiveText = MotiveText {
    name: "object without a prototype",
    why: [
        "it holds only what is put into it, so that no name is taken already",
        "keys from outside cannot collide with inherited names such as toString or __proto__",
        "a dictionary without inherited keys; it lacks the methods of objects, and a Map is the alternative",
    ],
};

static REINSERTED_LAST: MotiveText = MotiveText {
    name: "put in anew",
    why: [
        "deleting the key and putting it in again moves it to the end, and the oldest stays in front",
        "a map keeps its keys in insertion order, so the first key is the one that was not touched for the longest time",
        "maps keep insertion order, which serves as the order of use here: O(1) without a linked list",
    ],
};

static RELAXED_ORDERING: MotiveText = MotiveText {
    name: "relaxed ordering",
    why: [
        "only the number itself matters, not what was written around it",
        "it is the cheapest ordering, and enough where nothing else is guarded by the value",
        "atomic but without ordering of other memory accesses; wrong where the value publishes other data",
    ],
};

static RENDER_REFERENCE: MotiveText = MotiveText {
    name: "reference over renders",
    why: [
        "it keeps a value between renders, and changing it shows nothing anew",
        "a ref outlives renders, and unlike state it can change without a re-render",
        "it changes without a re-render; read and write it in effects and handlers, not while rendering",
    ],
};

static ROWS_TAKE_TURNS: MotiveText = MotiveText {
    name: "two rows that take turns",
    why: [
        "only the latest rows are kept, and their memory is used again for the next round",
        "swapping {Low} and {High} reuses both, so that memory stays at the length of a row instead of a whole table",
        "memory for the latest rows only instead of the whole matrix, and no allocation or copy per round; earlier rows are gone, so the way cannot be traced back",
    ],
};

static SATURATING_ARITHMETIC: MotiveText = MotiveText {
    name: "saturating arithmetic",
    why: [
        "a result that would be too large or too small becomes the limit itself",
        "stopping at the limit is wanted here, where plain operators would panic or wrap around",
        "clamps at the type's bounds without an error, so an overflow goes unnoticed",
    ],
};

static SECURE_RANDOM: MotiveText = MotiveText {
    name: "secure random numbers",
    why: [
        "nobody can guess these numbers, which is what keys and tokens need",
        "they come from the system's cryptographic generator and are unpredictable, unlike those of the ordinary one",
        "cryptographically secure; slower than the plain generator, and may need a batch for speed",
    ],
};

static SENTINEL_DEFAULT: MotiveText = MotiveText {
    name: "marker as a default",
    why: [
        "{Value} tells \"nothing was given\" apart from every value that a caller may give",
        "a marker of its own distinguishes an argument that was left out from one that is given as None",
        "compared by identity, so no value that is passed can be mistaken for it",
    ],
};

static SIGN_EXTENSION: MotiveText = MotiveText {
    name: "shift up and back down",
    why: [
        "shifting back down repeats the sign, so that a negative number stays negative",
        "the right shift of a signed number is arithmetic: it copies the sign bit into the places that become free",
        "sign extension by an arithmetic shift, without a branch; an unsigned shift would fill in zeros",
    ],
};

static SLOTS: MotiveText = MotiveText {
    name: "fixed attributes",
    why: [
        "objects of the class can have these attributes only, and take less memory",
        "without a dictionary for each object, many of them are smaller and quicker to read",
        "no other attributes and no weak references unless listed; every base needs slots for the saving",
    ],
};

static SORT_KEY: MotiveText = MotiveText {
    name: "key to compare by",
    why: [
        "a function says what each item is compared by",
        "the key is worked out once for each item, where a comparison function would be called for every pair",
        "n key calls; equal keys keep their order or give the first of them",
    ],
};

static STABLE_LAYOUT: MotiveText = MotiveText {
    name: "layout as in C",
    why: [
        "its parts lie in memory in the order in which they are written, as other languages expect",
        "the compiler may otherwise order fields as it likes, which foreign code could not read",
        "fixes order and padding for foreign code; may take more space than the default layout",
    ],
};

static STABLE_LIST_KEY: MotiveText = MotiveText {
    name: "keys of a list",
    why: [
        "the key tells which entry is which when the list changes",
        "by its key an entry keeps its state and its place in the page, where positions would mix them up",
        "has to be unique among siblings and stable over renders; an index is neither after insertions",
    ],
};

static STABLE_SORT: MotiveText = MotiveText {
    name: "stable sort",
    why: [
        "what counts as equal keeps the order that it had; all items have to be there before the first can come out",
        "the sort is stable, so equal items keep their order; it needs all of them in memory at once",
        "stable, O(n log n) comparisons; an unstable sort may need less memory",
    ],
};

static STOPS_AT_FIRST_FAILURE: MotiveText = MotiveText {
    name: "ends early",
    why: [
        "it stops at the first one that fails, as no other can change the answer any more",
        "it stops early at the first one that does not pass, without looking at any other; where there is none at all, it holds",
        "it stops early at the first failure, without looking at any other item; vacuously true for an empty series",
    ],
};

static STOPS_AT_FIRST_HIT: MotiveText = MotiveText {
    name: "ends early",
    why: [
        "it stops at the first one that passes, as no other can change the answer any more",
        "it stops early at the first one that passes, without looking at any other; where there is none at all, it does not hold",
        "it stops early at the first match, without looking at any other item; false for an empty series",
    ],
};

static TAKEN_OUT: MotiveText = MotiveText {
    name: "taken out and replaced",
    why: [
        "the value is taken out, and something valid is left in its place",
        "nothing can be moved out of what is only borrowed, so something else is put there in exchange",
        "leaves a default or given value behind instead of cloning; whoever reads the place afterwards sees that",
    ],
};

static TRANSPARENT_LAYOUT: MotiveText = MotiveText {
    name: "transparent layout",
    why: [
        "in memory it is the same as what it wraps",
        "it may be handed to foreign code as if it were the wrapped value",
        "guarantees the layout and calling convention of its one field",
    ],
};

static TRIED_ON_COPY: MotiveText = MotiveText {
    name: "tried on a copy",
    why: [
        "{Name} is tried first, and {Value} is only moved on if all of it worked",
        "what is read from the copy leaves {Value} untouched until the end, so that an early exit has used up nothing",
        "look-ahead on a clone that only replaces the original at the end, so that a failure leaves it untouched",
    ],
};

static TRIES_FIRST: MotiveText = MotiveText {
    name: "tries first",
    why: [
        "it just tries, and deals with the case that nothing is there",
        "asking first would look twice, and what is there could change in between",
        "one look-up on the usual way; the handler also catches the same error from deeper inside",
    ],
};

static TRUNCATION: MotiveText = MotiveText {
    name: "cut to an integer",
    why: [
        "this cuts off the fraction and keeps 32 bits",
        "bit operators work on 32-bit integers, so it drops the fraction and keeps the number in that range",
        "wraps beyond 32 bits, unlike Math.trunc",
    ],
};

static TYPEOF_MISSING: MotiveText = MotiveText {
    name: "test for what may be missing",
    why: [
        "the code also runs where {Name} does not exist, such as on a server",
        "typeof does not fail for a name that was never defined, where reading {Name} itself would throw",
        "environment detection; bundlers may replace it and drop the other branch",
    ],
};

static UNCHECKED_ACCESS: MotiveText = MotiveText {
    name: "unchecked",
    why: [
        "the check is left out because the author is sure that it would pass",
        "it saves a check that is known to succeed; if it did not, anything could happen",
        "undefined behaviour where the precondition fails: the caller has to uphold it, as no check is made",
    ],
};

static UNIQUE_SYMBOL: MotiveText = MotiveText {
    name: "unique symbol",
    why: [
        "no other key can ever be equal to it",
        "a symbol cannot collide with any name that others use",
        "unique per call; left out by JSON and by ordinary key listings",
    ],
};

static UNSIZED_PARAMETER: MotiveText = MotiveText {
    name: "also for unsized types",
    why: [
        "it also takes texts and runs of items, whose size is known only when the program runs",
        "lifting the rule that a size is known lets callers hand over str and slices by reference",
        "the value may only be used behind a pointer",
    ],
};

static UNSTABLE_SORT: MotiveText = MotiveText {
    name: "unstable sort",
    why: [
        "equal items may change places, which is quicker",
        "it is usually quicker and needs no memory of its own; equal items may come out in another order",
        "O(n log n) in place; use the stable sort where the order of equal items matters",
    ],
};

static WEAK_KEYS: MotiveText = MotiveText {
    name: "weak references",
    why: [
        "it does not keep its objects alive: when nobody else uses one, its entry goes too",
        "an ordinary map would keep every object in it in memory for ever",
        "no iteration and no size; entries vanish with their keys, so it cannot leak them",
    ],
};

static WRAPPING_ARITHMETIC: MotiveText = MotiveText {
    name: "wrapping arithmetic",
    why: [
        "starting over at the limit is wanted here",
        "the overflow is meant, where plain operators would panic in debug builds",
        "modular arithmetic in every build, without the overflow check",
    ],
};
