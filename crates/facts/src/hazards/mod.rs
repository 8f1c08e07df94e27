//! Hazards that the facts prove.

mod control;
mod deferred;
mod errors;
mod loops;
mod objects;
mod requests;
mod runtime;
mod security;
mod values;

use code::{Kind, NodeId, Span};

use crate::Role;
use crate::view::View;

/// A proven hazard.
#[derive(Clone, Debug)]
pub struct Hazard {
    /// Which one.
    pub kind: HazardKind,
    /// The node that shows it.
    pub node: NodeId,
    /// The lines that prove it.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<(Role, NodeId)>,
}

impl Hazard {
    /// The node in a role.
    pub fn part(&self, role: Role) -> Option<NodeId> {
        self.parts.iter().find(|part| part.0 == role).map(|part| part.1)
    }
}

/// Which hazard. What each one requires stands at its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HazardKind {
    /// What a stranger sent, shown in the page as it is.
    SentIntoPage,
    /// What a stranger sent, made into variables of any name.
    SentAsVariables,
    /// A password kept by a hash that is quick to try out.
    WeakPasswordHash,
    /// A redirect after which the program goes on.
    RedirectGoesOn,
    /// Warnings that are not reported.
    SilencedWarning,
    /// A loop variable that still refers to the last item.
    ReferenceAfterLoop,
    /// A position that may be zero, asked as a condition.
    PositionAsTruth,
    /// A condition that always holds, for its last alternative is a text.
    AlwaysTrueOr,
    /// A value that is said to be there, which fails where it is not.
    AssertedPresence,
    /// An assignment where a comparison was meant.
    AssignmentInCondition,
    /// An async function handed to `forEach`, which does not wait.
    AsyncForEach,
    /// A thread that is held up until a promise is settled.
    BlockedOnPromise,
    /// An asynchronous function that nobody can wait for.
    DetachedAsync,
    /// An error that is thrown again as if it began there.
    RethrownByName,
    /// A call that blocks the thread in a function that may pause instead.
    BlockedCoroutine,
    /// A call that blocks the thread in an async function.
    BlockingInAsync,
    /// A truth value compared by `==`.
    BooleanByEquality,
    /// A handler for everything that hides what went wrong.
    BroadCatch,
    /// A handler that also catches what ends the program, and goes on.
    CaughtExit,
    /// `a < b < c` where the language compares a truth value.
    ChainedComparison,
    /// A sequence that changes length while a loop goes over it.
    ChangedWhileIterated,
    /// A path that is tested first and used after.
    CheckThenUse,
    /// A map that is written into and was never made.
    UnmadeMap,
    /// A class to build others on whose objects are ended as if they were nothing more.
    PlainDestructor,
    /// An error that is caught as a copy, which loses what its own class adds.
    CaughtCopy,
    /// One less than the size of a collection, compared where the size may be zero and wraps around.
    WrappedSize,
    /// A lock that is copied with what it guards.
    CopiedLock,
    /// Something put off before it is known to be there.
    DeferBeforeCheck,
    /// Something put off to the end of the function in each round of a loop.
    DeferInLoop,
    /// A task that is counted only once it runs.
    LateAdd,
    /// A full copy made each round.
    CloneInLoop,
    /// A condition that is a literal.
    ConstantCondition,
    /// A division by a length that may be zero.
    DivisionByLength,
    /// A promise that nobody waits for.
    DroppedPromise,
    /// A condition that an earlier branch already took.
    DuplicateCondition,
    /// A key that is given twice.
    DuplicateKey,
    /// Text that is run as code.
    DynamicCode,
    /// A loop without a way out.
    EndlessLoop,
    /// A function that always calls itself.
    EndlessRecursion,
    /// Objects that say when they are equal, but not what their hash code is.
    EqualsWithoutHash,
    /// A `return` that throws an error away.
    ExitInFinally,
    /// An exact comparison of inexact numbers.
    FloatEquality,
    /// Work at the front of a list, in a loop.
    FrontOfList,
    /// A secret made from ordinary random numbers.
    GuessableRandom,
    /// A secret in the code.
    HardcodedSecret,
    /// Two branches that do the same.
    IdenticalBranches,
    /// Two texts that are asked whether they are the same object.
    IdentityOfTexts,
    /// `is` with a literal.
    IdentityWithLiteral,
    /// A result that is thrown away.
    IgnoredResult,
    /// A `typeof` test that never holds.
    ImpossibleTypeof,
    /// A key loop over a list.
    KeysOfList,
    /// One collection that is handed out for every place or key.
    SharedFill,
    /// Functions made in a loop that all see its last item.
    LateBinding,
    /// A lock that is held while something is awaited.
    LockAcrossAwait,
    /// An equality that converts.
    LooseEquality,
    /// A new error that forgets the old one.
    LostCause,
    /// `map(parseInt)`.
    MapParseInt,
    /// A switch arm that goes on into the next.
    MissingBreak,
    /// A default value that is shared by all calls and changed in place.
    MutableDefault,
    /// A length cut to fewer bits.
    NarrowingCast,
    /// `!a in b`.
    NegatedLeftSide,
    /// A coroutine that never runs.
    NeverAwaited,
    /// A comparison with a new object, which is never the same.
    NewObjectEquality,
    /// A comparison with `NaN`, which never holds.
    NotANumberEquality,
    /// `NotImplemented` raised as an error.
    NotImplementedRaised,
    /// The absent value compared by `==`.
    NullByEquality,
    /// A loop that goes one past the end.
    OffByOne,
    /// `except A or B`.
    OrInHandler,
    /// A panic outside tests.
    PanicCall,
    /// A query put together from values.
    QueryByConcatenation,
    /// A lock that an error leaves locked.
    ReleaseNotCertain,
    /// The same value on both sides.
    SameOperands,
    /// A name that hides a built-in.
    ShadowedBuiltin,
    /// A collection that all objects of a class share.
    SharedClassField,
    /// A shell command put together from values.
    ShellCommand,
    /// A membership test on a growing list, in a loop.
    SlowMembership,
    /// A handler that does nothing.
    SwallowedError,
    /// Text that grows by copies.
    TextInLoop,
    /// A text thrown instead of an error.
    ThrownText,
    /// An assertion that always holds.
    TupleAssert,
    /// A file that nothing closes.
    UnclosedFile,
    /// A connection whose certificate is not checked.
    UncheckedCertificate,
    /// Markup put into a page as it comes.
    UnescapedMarkup,
    /// An `unsafe` block without a reason.
    UnexplainedUnsafe,
    /// Code that is not written yet.
    Unfinished,
    /// Code that never runs.
    Unreachable,
    /// Data loaded by a format that can run code.
    UnsafeLoad,
    /// A new value that is dropped.
    UnusedResult,
    /// An access that panics where nothing is there.
    UnwrapCanPanic,
}

/// Where checks put what they find.
#[derive(Debug, Default)]
struct Out {
    found: Vec<Hazard>,
}

impl Out {
    fn add(&mut self, kind: HazardKind, node: NodeId, span: Span, parts: Vec<(Role, NodeId)>) {
        self.found.push(Hazard { kind, node, span, parts });
    }
}

/// Finds hazards, in source order.
pub(crate) fn observe(view: &View<'_>) -> Vec<Hazard> {
    let mut out = Out::default();
    let by = &view.by;
    for &id in &by.functions {
        if let Kind::Function(function) = view.kind(id) {
            values::mutable_default(view, function, &mut out);
            control::endless_recursion(view, function, &mut out);
            runtime::detached(view, function, &mut out);
            deferred::copied_lock(view, id, &mut out);
            for &parameter in view.list(view.unit.function(function).parameters) {
                values::shadowed_builtin(view, parameter, &mut out);
            }
        }
    }
    for &id in &by.types {
        values::shared_field(view, id, &mut out);
        objects::plain_destructor(view, id, &mut out);
        values::equals_without_hash(view, id, &mut out);
    }
    for &id in &by.loops {
        values::late_binding(view, id, &mut out);
        objects::wrapped_size(view, id, &mut out);
        control::endless_loop(view, id, &mut out);
        loops::off_by_one(view, id, &mut out);
        loops::changed_while_iterated(view, id, &mut out);
        loops::slow_membership(view, id, &mut out);
        loops::text_in_loop(view, id, &mut out);
        loops::keys_of_list(view, id, &mut out);
        requests::reference_after_loop(view, id, &mut out);
    }
    for &id in &by.calls {
        requests::call(view, id, &mut out);
        requests::shown(view, id, &mut out);
        security::call(view, id, &mut out);
        errors::unclosed_file(view, id, &mut out);
        values::unused_result(view, id, &mut out);
        values::map_parse_int(view, id, &mut out);
        loops::front_of_list(view, id, &mut out);
        loops::clone_in_loop(view, id, &mut out);
        runtime::unwrap(view, id, &mut out);
        runtime::panic_call(view, id, &mut out);
        runtime::dropped_task(view, id, &mut out);
        runtime::async_for_each(view, id, &mut out);
        runtime::blocking_in_async(view, id, &mut out);
        runtime::blocked_on_promise(view, id, &mut out);
        runtime::blocked_coroutine(view, id, &mut out);
        deferred::dropped_error(view, id, &mut out);
    }
    for &id in &by.writes {
        security::write(view, id, &mut out);
        values::shadowed_builtin(view, id, &mut out);
        runtime::ignored_result(view, id, &mut out);
    }
    for &id in &by.binaries {
        values::float_equality(view, id, &mut out);
        values::loose_equality(view, id, &mut out);
        values::wrong_equality(view, id, &mut out);
        values::identity_of_texts(view, id, &mut out);
        values::same_operands(view, id, &mut out);
        values::mixed_operators(view, id, &mut out);
        values::impossible_typeof(view, id, &mut out);
        values::division_by_length(view, id, &mut out);
    }
    for &id in &by.ifs {
        requests::position_as_truth(view, id, &mut out);
        control::identical_branches(view, id, &mut out);
        control::constant_condition(view, id, &mut out);
        control::duplicate_condition(view, id, &mut out);
        control::assignment_in_condition(view, id, &mut out);
        errors::check_then_use(view, id, &mut out);
    }
    for &id in &by.matches {
        control::missing_break(view, id, &mut out);
    }
    for &id in &by.mappings {
        values::duplicate_key(view, id, &mut out);
    }
    for &id in &by.blocks {
        control::unreachable(view, id, &mut out);
        errors::release_not_certain(view, id, &mut out);
        deferred::defer_before_check(view, id, &mut out);
        runtime::lock_across_await(view, id, &mut out);
    }
    for &id in &by.calls {
        values::shared_fill(view, id, &mut out);
    }
    for &id in &by.handlers {
        errors::lost_error(view, id, &mut out);
        objects::caught_copy(view, id, &mut out);
        errors::caught_exit(view, id, &mut out);
        errors::or_in_handler(view, id, &mut out);
        errors::lost_cause(view, id, &mut out);
        errors::rethrown(view, id, &mut out);
    }
    for &id in &by.tries {
        errors::exit_in_finally(view, id, &mut out);
    }
    for &id in &by.throws {
        errors::not_implemented_value(view, id, &mut out);
    }
    for &id in &by.others {
        requests::shown(view, id, &mut out);
        control::identical_branches(view, id, &mut out);
        control::tuple_assert(view, id, &mut out);
        deferred::defer_in_loop(view, id, &mut out);
        deferred::unmade_map(view, id, &mut out);
        deferred::late_add(view, id, &mut out);
        runtime::unexplained_unsafe(view, id, &mut out);
        runtime::narrowing_cast(view, id, &mut out);
        runtime::asserted_presence(view, id, &mut out);
    }
    let mut found = out.found;
    found.sort_by_key(|it| (it.span.start, it.span.end, it.kind, it.node));
    found.dedup_by(|a, b| a.kind == b.kind && a.span == b.span);
    found
}
