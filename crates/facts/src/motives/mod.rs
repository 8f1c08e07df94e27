//! Why single constructs are written as they are: a choice that structure shows, and that has a reason wherever it is made.
//!
//! An idiom says what several lines do together. A motive is about one choice among several that would have done: a set instead of a
//! list, a copy before a change, a borrow instead of a value. It is recognised by the construct, never by the name of the code
//! around it.

mod calls;
mod shapes;
mod types;
mod web;

use code::{Kind, NodeId, Span};

use crate::Role;
use crate::view::View;

/// A recognised choice.
#[derive(Clone, Debug)]
pub struct Motive {
    /// Which one.
    pub kind: MotiveKind,
    /// The lines that show it.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<(Role, NodeId)>,
}

/// Which choice. What each one requires stands at its recogniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words for each of them are its documentation")]
pub enum MotiveKind {
    Abortable,
    AcquireRelease,
    Assertion,
    BorrowedParameter,
    BoxedContract,
    CheckBeforeOpen,
    CheckedArithmetic,
    CleanedEffect,
    MadeOnFirstUse,
    ColdPath,
    ConstantFunction,
    ConstantTime,
    CopyBeforeChange,
    CopyOnWrite,
    CountedOwner,
    CountedOwnerAcrossThreads,
    DebugAssertion,
    DeferredCall,
    DivisionGuard,
    DoubleEndedQueue,
    DropAvoided,
    DroppedReference,
    EntryLookup,
    ExactNumbers,
    FirstValueByItself,
    FlexibleParameter,
    FrameTimed,
    FreezesObject,
    Heap,
    HiddenIterator,
    InlineHint,
    InteriorMutability,
    IteratesOverCopy,
    KeptName,
    LazyInitialValue,
    LazyLogging,
    LocalImport,
    LockEndsBeforeWait,
    LowBits,
    MembershipSet,
    MemoizedCallback,
    MemoizedComponent,
    MemoizedValue,
    MovedCapture,
    MustUse,
    NamedArguments,
    NonExhaustive,
    NotANumber,
    OnceListener,
    OrderIndependent,
    OwnPropertyTest,
    PassiveListener,
    PatternMadeOnce,
    Phantom,
    PinnedInPlace,
    PlainRandom,
    PreparedCapacity,
    PrivateField,
    ProductionBranch,
    PrototypeGuard,
    PrototypeFree,
    ReinsertedLast,
    RelaxedOrdering,
    RenderReference,
    RowsTakeTurns,
    SaturatingArithmetic,
    SecureRandom,
    SentinelDefault,
    SignExtension,
    SharedVariable,
    Slots,
    SortKey,
    StableLayout,
    StableListKey,
    StableSort,
    StopsAtFirstFailure,
    StopsAtFirstHit,
    TakenOut,
    TransparentLayout,
    TriedOnCopy,
    TriesFirst,
    Truncation,
    TypeofMissing,
    UncheckedAccess,
    UniqueSymbol,
    UnsafeFunction,
    UnsizedParameter,
    UnstableSort,
    WeakKeys,
    WrappingArithmetic,
}

/// Where recognisers put what they find.
#[derive(Debug, Default)]
struct Out {
    found: Vec<Motive>,
}

impl Out {
    /// Adds a choice that one node shows.
    fn add(&mut self, view: &View<'_>, kind: MotiveKind, node: NodeId, parts: Vec<(Role, NodeId)>) {
        self.found.push(Motive { kind, span: view.unit.span(node), parts });
    }
}

/// Recognises choices, in source order.
pub(crate) fn observe(view: &View<'_>) -> Vec<Motive> {
    let mut out = Out::default();
    for &id in &view.by.calls {
        calls::call(view, id, &mut out);
        web::call(view, id, &mut out);
        shapes::call(view, id, &mut out);
    }
    for &id in &view.by.members {
        calls::member(view, id, &mut out);
    }
    for &id in &view.by.functions {
        if let Kind::Function(function) = view.kind(id) {
            types::function(view, function, &mut out);
            shapes::function(view, function, &mut out);
        }
    }
    for &id in &view.by.loops {
        shapes::repeated(view, id, &mut out);
    }
    for &id in &view.by.writes {
        shapes::write(view, id, &mut out);
    }
    for &id in &view.by.binaries {
        shapes::binary(view, id, &mut out);
        web::binary(view, id, &mut out);
    }
    for &id in &view.by.ifs {
        shapes::choice(view, id, &mut out);
    }
    for &id in &view.by.tries {
        shapes::attempt(view, id, &mut out);
    }
    for &id in &view.by.blocks {
        shapes::block(view, id, &mut out);
    }
    for &id in &view.by.others {
        shapes::other(view, id, &mut out);
        web::other(view, id, &mut out);
    }
    for id in view.unit.preorder(view.unit.root) {
        match view.kind(id) {
            Kind::TypeExpression { .. } => types::expression(view, id, &mut out),
            Kind::Decorator { value } => types::attribute(view, id, value, &mut out),
            Kind::Field { name, .. } => types::field(view, id, name, &mut out),
            Kind::Text(_) => web::text(view, id, &mut out),
            _ => {}
        }
    }
    out.found.sort_by_key(|motive| (motive.span.start, motive.kind, motive.span.end));
    out.found
}
