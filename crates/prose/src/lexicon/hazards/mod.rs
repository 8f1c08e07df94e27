//! Words for hazards.

mod control;
mod deferred;
mod errors;
mod loops;
mod objects;
mod requests;
mod runtime;
mod security;
mod values;

use facts::HazardKind;

/// What is said of a hazard, for beginner, intermediate, expert; holes are [`facts::Role`]s.
#[derive(Debug)]
pub(crate) struct HazardText {
    /// What can go wrong, when, and how to mend it.
    pub text: [&'static str; 3],
}

/// The words for a hazard.
pub(crate) fn hazard(kind: HazardKind) -> &'static HazardText {
    match kind {
        HazardKind::MutableDefault => &values::MUTABLE_DEFAULT,
        HazardKind::SharedClassField => &values::SHARED_CLASS_FIELD,
        HazardKind::SharedFill => &values::SHARED_FILL,
        HazardKind::LateBinding => &values::LATE_BINDING,
        HazardKind::ShadowedBuiltin => &values::SHADOWED_BUILTIN,
        HazardKind::DuplicateKey => &values::DUPLICATE_KEY,
        HazardKind::FloatEquality => &values::FLOAT_EQUALITY,
        HazardKind::SentIntoPage => &requests::SENT_INTO_PAGE,
        HazardKind::SentAsVariables => &requests::SENT_AS_VARIABLES,
        HazardKind::WeakPasswordHash => &requests::WEAK_PASSWORD_HASH,
        HazardKind::RedirectGoesOn => &requests::REDIRECT_GOES_ON,
        HazardKind::SilencedWarning => &requests::SILENCED_WARNING,
        HazardKind::ReferenceAfterLoop => &requests::REFERENCE_AFTER_LOOP,
        HazardKind::PositionAsTruth => &requests::POSITION_AS_TRUTH,
        HazardKind::LooseEquality => &values::LOOSE_EQUALITY,
        HazardKind::IdentityWithLiteral => &values::IDENTITY_WITH_LITERAL,
        HazardKind::IdentityOfTexts => &values::IDENTITY_OF_TEXTS,
        HazardKind::EqualsWithoutHash => &values::EQUALS_WITHOUT_HASH,
        HazardKind::NullByEquality => &values::NULL_BY_EQUALITY,
        HazardKind::BooleanByEquality => &values::BOOLEAN_BY_EQUALITY,
        HazardKind::NotANumberEquality => &values::NOT_A_NUMBER_EQUALITY,
        HazardKind::NewObjectEquality => &values::NEW_OBJECT_EQUALITY,
        HazardKind::SameOperands => &values::SAME_OPERANDS,
        HazardKind::ChainedComparison => &values::CHAINED_COMPARISON,
        HazardKind::NegatedLeftSide => &values::NEGATED_LEFT_SIDE,
        HazardKind::ImpossibleTypeof => &values::IMPOSSIBLE_TYPEOF,
        HazardKind::UnusedResult => &values::UNUSED_RESULT,
        HazardKind::MapParseInt => &values::MAP_PARSE_INT,
        HazardKind::DivisionByLength => &values::DIVISION_BY_LENGTH,
        HazardKind::IdenticalBranches => &control::IDENTICAL_BRANCHES,
        HazardKind::AlwaysTrueOr => &control::ALWAYS_TRUE_OR,
        HazardKind::ConstantCondition => &control::CONSTANT_CONDITION,
        HazardKind::DuplicateCondition => &control::DUPLICATE_CONDITION,
        HazardKind::AssignmentInCondition => &control::ASSIGNMENT_IN_CONDITION,
        HazardKind::MissingBreak => &control::MISSING_BREAK,
        HazardKind::Unreachable => &control::UNREACHABLE,
        HazardKind::EndlessRecursion => &control::ENDLESS_RECURSION,
        HazardKind::EndlessLoop => &control::ENDLESS_LOOP,
        HazardKind::TupleAssert => &control::TUPLE_ASSERT,
        HazardKind::OffByOne => &loops::OFF_BY_ONE,
        HazardKind::ChangedWhileIterated => &loops::CHANGED_WHILE_ITERATED,
        HazardKind::SlowMembership => &loops::SLOW_MEMBERSHIP,
        HazardKind::FrontOfList => &loops::FRONT_OF_LIST,
        HazardKind::TextInLoop => &loops::TEXT_IN_LOOP,
        HazardKind::CloneInLoop => &loops::CLONE_IN_LOOP,
        HazardKind::KeysOfList => &loops::KEYS_OF_LIST,
        HazardKind::SwallowedError => &errors::SWALLOWED_ERROR,
        HazardKind::BroadCatch => &errors::BROAD_CATCH,
        HazardKind::CaughtExit => &errors::CAUGHT_EXIT,
        HazardKind::OrInHandler => &errors::OR_IN_HANDLER,
        HazardKind::LostCause => &errors::LOST_CAUSE,
        HazardKind::ExitInFinally => &errors::EXIT_IN_FINALLY,
        HazardKind::UnclosedFile => &errors::UNCLOSED_FILE,
        HazardKind::ReleaseNotCertain => &errors::RELEASE_NOT_CERTAIN,
        HazardKind::CheckThenUse => &errors::CHECK_THEN_USE,
        HazardKind::NotImplementedRaised => &errors::NOT_IMPLEMENTED_RAISED,
        HazardKind::ThrownText => &errors::THROWN_TEXT,
        HazardKind::QueryByConcatenation => &security::QUERY_BY_CONCATENATION,
        HazardKind::DynamicCode => &security::DYNAMIC_CODE,
        HazardKind::ShellCommand => &security::SHELL_COMMAND,
        HazardKind::UnsafeLoad => &security::UNSAFE_LOAD,
        HazardKind::UnescapedMarkup => &security::UNESCAPED_MARKUP,
        HazardKind::HardcodedSecret => &security::HARDCODED_SECRET,
        HazardKind::GuessableRandom => &security::GUESSABLE_RANDOM,
        HazardKind::UncheckedCertificate => &security::UNCHECKED_CERTIFICATE,
        HazardKind::AssertedPresence => &runtime::ASSERTED_PRESENCE,
        HazardKind::BlockedOnPromise => &runtime::BLOCKED_ON_PROMISE,
        HazardKind::DetachedAsync => &runtime::DETACHED_ASYNC,
        HazardKind::RethrownByName => &errors::RETHROWN_BY_NAME,
        HazardKind::BlockedCoroutine => &runtime::BLOCKED_COROUTINE,
        HazardKind::UnwrapCanPanic => &runtime::UNWRAP_CAN_PANIC,
        HazardKind::PanicCall => &runtime::PANIC_CALL,
        HazardKind::Unfinished => &runtime::UNFINISHED,
        HazardKind::IgnoredResult => &runtime::IGNORED_RESULT,
        HazardKind::UnexplainedUnsafe => &runtime::UNEXPLAINED_UNSAFE,
        HazardKind::NarrowingCast => &runtime::NARROWING_CAST,
        HazardKind::DroppedPromise => &runtime::DROPPED_PROMISE,
        HazardKind::NeverAwaited => &runtime::NEVER_AWAITED,
        HazardKind::AsyncForEach => &runtime::ASYNC_FOR_EACH,
        HazardKind::BlockingInAsync => &runtime::BLOCKING_IN_ASYNC,
        HazardKind::LockAcrossAwait => &runtime::LOCK_ACROSS_AWAIT,
        HazardKind::DeferInLoop => &deferred::DEFER_IN_LOOP,
        HazardKind::DeferBeforeCheck => &deferred::DEFER_BEFORE_CHECK,
        HazardKind::CopiedLock => &deferred::COPIED_LOCK,
        HazardKind::UnmadeMap => &deferred::UNMADE_MAP,
        HazardKind::PlainDestructor => &objects::PLAIN_DESTRUCTOR,
        HazardKind::CaughtCopy => &objects::CAUGHT_COPY,
        HazardKind::WrappedSize => &objects::WRAPPED_SIZE,
        HazardKind::LateAdd => &deferred::LATE_ADD,
    }
}
