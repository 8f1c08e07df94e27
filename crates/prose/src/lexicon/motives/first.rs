//! Words for choices, in alphabetical order: from `ABORTABLE` to `MOVED_CAPTURE`.

use super::MotiveText;

pub(super) static ABORTABLE: MotiveText = MotiveText {
    name: "abort controller",
    why: [
        "what takes long can be told to stop when nobody wants its result any more",
        "the signal lets a request be cancelled, where ignoring its late answer would still cost the work",
        "one signal may stop several operations at once; each of them then fails with an abort error that has to be told from real ones",
    ],
};

pub(super) static ACQUIRE_RELEASE: MotiveText = MotiveText {
    name: "acquire and release",
    why: [
        "other threads that see the new value also see all that was written before it",
        "the ordering publishes what was written before: whoever acquires the value sees all that stood before the release",
        "pairs a release with an acquire, so what was written before is visible after; relaxed ordering would allow a data race on what it guards, sequential consistency would cost more",
    ],
};

pub(super) static ASSERTION: MotiveText = MotiveText {
    name: "assertion",
    why: [
        "it states what must hold here, so that a mistake shows at once and not much later",
        "an assertion documents what the code relies on, and fails at the place where it is broken",
        "checks an invariant, not input: it is removed where the program runs optimised",
    ],
};

pub(super) static BORROWED_PARAMETER: MotiveText = MotiveText {
    name: "borrowed {Name}",
    why: [
        "the function only looks at {Name}, so the caller keeps it and need not copy it",
        "borrowing takes literals, parts and owned values alike, without a copy; asking for an owned one would force callers to give theirs up",
        "a borrowed slice accepts any owner; take an owned value only where it has to be kept",
    ],
};

pub(super) static BOXED_CONTRACT: MotiveText = MotiveText {
    name: "boxed trait object",
    why: [
        "values of different types can stand in one place, as long as all of them can do what is asked",
        "the concrete type is chosen when the program runs, at the price of an allocation and an indirect call",
        "dynamic dispatch: one compiled version for all types, against a generic that would be compiled for each",
    ],
};

pub(super) static CHECKED_ARITHMETIC: MotiveText = MotiveText {
    name: "checked arithmetic",
    why: [
        "a result that is too large for the type is noticed instead of coming out wrong",
        "it makes an overflow a value to deal with, where plain operators would panic or wrap around",
        "overflow becomes an absent result in every build; plain operators panic in debug builds and wrap in release builds",
    ],
};

pub(super) static CHECK_BEFORE_OPEN: MotiveText = MotiveText {
    name: "check before opening",
    why: [
        "asking first spares an error, but the file may vanish or appear between the check and the opening",
        "between the check and the opening another program may delete or make the file; opening and handling the error has no such gap",
        "time of check to time of use: {Resource} may change between the two calls, so the open has to cope with failure anyway",
    ],
};

pub(super) static CLEANED_EFFECT: MotiveText = MotiveText {
    name: "effect with clean-up",
    why: [
        "what the effect starts is undone before it runs again and when the component goes away",
        "without the clean-up, listeners and timers of earlier runs would stay behind and pile up",
        "the returned function runs before each rerun and on unmount; it has to undo exactly what its own run did",
    ],
};

pub(super) static COLD_PATH: MotiveText = MotiveText {
    name: "cold",
    why: [
        "the compiler is told that this part is hardly ever needed, so that the usual way stays fast",
        "marking it as cold keeps rarely used code out of the way of the usual one",
        "moves the call off the hot path in branch layout and inlining; only a hint",
    ],
};

pub(super) static CONSTANT_FUNCTION: MotiveText = MotiveText {
    name: "constant function",
    why: [
        "its result can be worked out while the program is compiled",
        "as a const function it can also be used where the compiler needs the value, at no cost when the program runs",
        "callable in constants and statics; its body is limited to what can be evaluated at compile time",
    ],
};

pub(super) static CONSTANT_TIME: MotiveText = MotiveText {
    name: "comparison in constant time",
    why: [
        "the comparison takes equally long wherever the texts differ, so that its time tells nothing about a secret",
        "an ordinary comparison stops at the first difference, and its timing would let an attacker guess a secret piece by piece",
        "constant-time comparison defends against timing attacks; the lengths may still show",
    ],
};

pub(super) static COPY_BEFORE_CHANGE: MotiveText = MotiveText {
    name: "copy before the change",
    why: [
        "the copy is changed instead of {Value}, which stays as the caller gave it",
        "without the copy, the changes would show in the caller's own {Value}",
        "defensive copy: costs memory and time for each call, and what lies deeper is still shared if the copy is shallow",
    ],
};

pub(super) static COPY_ON_WRITE: MotiveText = MotiveText {
    name: "clone on write",
    why: [
        "it borrows what it can leave as it is, and makes a copy of its own only where something has to change",
        "callers for whom nothing changes pay for no allocation; those who need a change get an owned value",
        "Cow trades a branch on each use for the allocation saved where nothing changes",
    ],
};

pub(super) static COUNTED_OWNER: MotiveText = MotiveText {
    name: "counted owners",
    why: [
        "several places own the same value together, and it is freed with the last of them",
        "a reference count replaces one clear owner where none outlives all others; it stays on one thread",
        "not thread-safe and cheaper than the atomic count; cycles are never freed without a weak reference",
    ],
};

pub(super) static COUNTED_OWNER_ACROSS_THREADS: MotiveText = MotiveText {
    name: "counted owners across threads",
    why: [
        "several owners, also on several threads, share the same value, and it is freed with the last of them",
        "cloning it only counts up, so that all owners share one value instead of having a copy each, also across threads",
        "the count is atomic, which costs more than Rc; it shares reading only, so changes need a lock or an atomic inside",
    ],
};

pub(super) static DEBUG_ASSERTION: MotiveText = MotiveText {
    name: "debug assertion",
    why: [
        "the check runs while the program is being developed, and costs nothing in the finished one",
        "it states what must hold, and release builds pay nothing for it",
        "compiled out of release builds, so soundness must not depend on it",
    ],
};

pub(super) static DEFERRED_CALL: MotiveText = MotiveText {
    name: "put off to later",
    why: [
        "what is running now is finished first",
        "putting it off lets the current work end before it, so that nothing is changed in the middle of it",
        "runs after the current task; errors in it no longer reach the code that scheduled it",
    ],
};

pub(super) static DIVISION_GUARD: MotiveText = MotiveText {
    name: "check before the division",
    why: [
        "dividing by zero gives no useful number, so that case is dealt with by itself",
        "the test for zero keeps the division by {Value} from failing or giving no number",
        "guards the division by zero of {Value}",
    ],
};

pub(super) static DOUBLE_ENDED_QUEUE: MotiveText = MotiveText {
    name: "double-ended queue",
    why: [
        "things are added and taken at both ends quickly",
        "taking from the front of a list would move all the other items; a deque does it at once",
        "O(1) at both ends against O(n) at the front of a list; access in the middle is slower",
    ],
};

pub(super) static DROPPED_REFERENCE: MotiveText = MotiveText {
    name: "reference let go",
    why: [
        "{Name} is not needed any more, and letting go of it allows its memory to be freed",
        "setting {Name} to nothing frees what it refers to for the garbage collector, while the inner function itself lives on",
        "the closure would otherwise keep {Name} alive for as long as itself",
    ],
};

pub(super) static DROP_AVOIDED: MotiveText = MotiveText {
    name: "no drop",
    why: [
        "the value's own clean-up is kept from running",
        "the value's own drop does not run at the end of its scope: it would free what something else owns by now, or undo what has succeeded",
        "suppresses the drop without freeing what the value owns: it leaks unless something else takes over, and a drop by both would free it twice",
    ],
};

pub(super) static ENTRY_LOOKUP: MotiveText = MotiveText {
    name: "entry",
    why: [
        "one look-up finds the place for the key, whether something is there or not",
        "the entry serves both the test and the insertion, where asking first would look the key up twice",
        "a single hash and probe; the default is only made where it is missing if it is given as a function",
    ],
};

pub(super) static EXACT_NUMBERS: MotiveText = MotiveText {
    name: "exact numbers",
    why: [
        "these numbers are exact, where ordinary ones with a point are rounded",
        "exact numbers avoid the rounding errors of floating point, at the price of speed",
        "exact arithmetic instead of binary floating point; slower, and mixing both needs a conversion",
    ],
};

pub(super) static FIRST_VALUE_BY_ITSELF: MotiveText = MotiveText {
    name: "default for new keys",
    why: [
        "a key that is not there yet gets its first value by itself, so nothing has to be tested",
        "the factory saves the test whether a key is there before each change",
        "reading a missing key creates it too, so test with in or get where that must not happen",
    ],
};

pub(super) static FLEXIBLE_PARAMETER: MotiveText = MotiveText {
    name: "flexible parameter",
    why: [
        "callers may hand over {Name} in several forms, and it is turned into the right one here",
        "converting inside spares every caller the conversion of {Name}",
        "compiled anew for each type of {Name}; keep the generic part thin where code size matters",
    ],
};

pub(super) static FRAME_TIMED: MotiveText = MotiveText {
    name: "animation frame",
    why: [
        "it runs right before the page is drawn, so that movement is smooth and nothing is drawn for nothing",
        "changes are made once per frame, in step with drawing, where a timer would run out of step",
        "paused in hidden tabs; reads and writes of the layout are best kept apart in it",
    ],
};

pub(super) static FREEZES_OBJECT: MotiveText = MotiveText {
    name: "frozen object",
    why: [
        "nobody can change it by accident",
        "freezing makes shared data safe to hand out, where a copy for each reader would cost more",
        "shallow: nested objects stay changeable; writing to it fails silently outside strict mode",
    ],
};

pub(super) static HEAP: MotiveText = MotiveText {
    name: "heap",
    why: [
        "a heap always has the next one in order at hand, without sorting everything again",
        "adding to a heap or taking from it takes few steps, where keeping a list sorted would take many",
        "O(log n) per push or pop against O(n) for insertion into a sorted list; a full sort would cost O(n log n)",
    ],
};

pub(super) static HIDDEN_ITERATOR: MotiveText = MotiveText {
    name: "iterator as a result",
    why: [
        "the results come one by one when they are asked for, and no list of them has to be made",
        "giving back an iterator stays lazy and keeps its exact type to itself, so that it may change later",
        "no boxing and no collection; the hidden type still captures the lifetimes of what it borrows",
    ],
};

pub(super) static INLINE_HINT: MotiveText = MotiveText {
    name: "inline hint",
    why: [
        "the compiler is asked to put the code of this function where it is called",
        "inlining saves the call, and lets the compiler improve it together with its surroundings",
        "makes the body available to other crates for inlining; larger code where it is overused, and only a hint",
    ],
};

pub(super) static INTERIOR_MUTABILITY: MotiveText = MotiveText {
    name: "change behind a shared reference",
    why: [
        "it can be changed although only a shared reference to it is there",
        "the rules of borrowing are checked when the program runs, or kept by copying values in and out, where the compiler cannot see that they hold",
        "interior mutability for one thread; a RefCell that is borrowed twice for writing panics",
    ],
};

pub(super) static ITERATES_OVER_COPY: MotiveText = MotiveText {
    name: "loop over a copy",
    why: [
        "{Sequence} is changed in the loop, and changing what is just being gone through would go wrong",
        "the copy keeps the loop from skipping items or failing when {Sequence} changes on the way",
        "costs a copy; without it, changing the collection during iteration would skip items or raise an error",
    ],
};

pub(super) static KEPT_NAME: MotiveText = MotiveText {
    name: "wraps",
    why: [
        "the new function keeps the name and description of the one that it wraps",
        "without it, error messages and help would show the wrapper instead of the wrapped function",
        "copies the metadata and sets __wrapped__, so that introspection sees the signature of the original",
    ],
};

pub(super) static LAZY_INITIAL_VALUE: MotiveText = MotiveText {
    name: "lazy initial state",
    why: [
        "the starting value is worked out only for the first display, not for every one",
        "handing over a function instead of its result saves the work on every later render",
        "runs on mount only, and twice in strict mode, so it has to be pure",
    ],
};

pub(super) static LAZY_LOGGING: MotiveText = MotiveText {
    name: "values beside the message",
    why: [
        "the message is put together only if it is going to be written",
        "passing the values on lets the logger skip the formatting where the level is switched off",
        "deferred formatting, and log collectors can group by the unformatted text",
    ],
};

pub(super) static LOCAL_IMPORT: MotiveText = MotiveText {
    name: "import inside the function",
    why: [
        "the module is loaded only when the function is called, so that who does not call it need not wait for it or have it",
        "a late import keeps loading fast, and can break a circle of imports, where one at the top would run at once",
        "a missing module is found at the call only; after the first time the import is a mere look-up",
    ],
};

pub(super) static LOCK_ENDS_BEFORE_WAIT: MotiveText = MotiveText {
    name: "lock in a block of its own",
    why: [
        "the lock is given back before anything is waited for, so that nobody else has to wait so long",
        "the block ends the lock before the await: held across it, others would wait as long or wait for ever",
        "a synchronous guard held across an await point may deadlock and keeps the future from moving between threads; the scope drops it first",
    ],
};

pub(super) static LOW_BITS: MotiveText = MotiveText {
    name: "lowest bits",
    why: [
        "keeping only the lowest bits gives a number from 0 to {Limit}",
        "the mask keeps the lowest bits, so that {Value} is never more than {Limit}, and costs less than a division",
        "a power of two minus one as a mask: the remainder without a division; every residue is equally likely if the input is evenly spread",
    ],
};

pub(super) static MADE_ON_FIRST_USE: MotiveText = MotiveText {
    name: "made on first use",
    why: [
        "the value is made when it is first needed, and then kept",
        "nothing is paid for it by who never uses it, and it is made only once even if several ask at the same time",
        "one-time initialisation with a cheap check on each later access",
    ],
};

pub(super) static MEMBERSHIP_SET: MotiveText = MotiveText {
    name: "membership in a set",
    why: [
        "asking a set whether something is in it is quick, however much it holds",
        "a set finds it without going through what it holds; a list would be gone through for each question",
        "O(1) per test on average in a hash set, O(log n) in a sorted one, against O(n) in a list",
    ],
};

pub(super) static MEMOIZED_CALLBACK: MotiveText = MotiveText {
    name: "remembered function",
    why: [
        "the same function is handed on each time, so that what gets it need not be shown anew",
        "a new function for each render would make memoised children and effects that depend on it run again",
        "worth it only where something compares the function by identity; a missing dependency leaves an old closure",
    ],
};

pub(super) static MEMOIZED_COMPONENT: MotiveText = MotiveText {
    name: "remembered component",
    why: [
        "it is rendered again only if what it is given has changed",
        "skipping a rerender with equal props saves work, at the price of comparing them",
        "props are compared shallowly, so new objects or functions in them defeat it",
    ],
};

pub(super) static MEMOIZED_VALUE: MotiveText = MotiveText {
    name: "remembered value",
    why: [
        "it is worked out again only when one of the values that it depends on changes",
        "the same object is kept between renders, so that components which get it do not render again needlessly",
        "keeps identity stable for consumers, which avoids unnecessary re-renders; the dependencies have to be complete",
    ],
};

pub(super) static MOVED_CAPTURE: MotiveText = MotiveText {
    name: "moved capture",
    why: [
        "the closure takes along what it uses, as it may live longer than the place where it was made",
        "moving the values in lets the closure outlive the place where it was made, which borrowed ones would forbid",
        "ownership moves into the closure; clone before it what is needed outside too",
    ],
};
