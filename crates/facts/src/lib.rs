//! What is true of a piece of code, as plain data without a word of English.
//!
//! [`observe`] reads a [`code::Unit`] in passes that build on one another:
//! names and scopes → types → calls and effects → functions and types → roles → loops → idioms → hazards → steps → outline.
//! Every fact points at the nodes that it rests on.
//!
//! Architecture Invariant: a fact that is not certain is left out. Facts know no language by name: they ask `unit.dialect`.

mod calls;
mod cost;
pub mod documents;
mod effects;
mod example;
mod functions;
mod hazards;
mod idioms;
mod loops;
mod motives;
mod outline;
pub mod pages;
pub mod project;
pub mod queries;
mod roles;
mod scopes;
pub mod sheets;
mod steps;
mod types;
mod view;

pub use calls::{CallFact, CallId, Target};
pub use example::{Example, Outcome, example};
pub use functions::{Cost, Exit, FunctionFacts, ParameterFacts, ParameterRole, Raise, Recursion, Results, Returned};
pub use hazards::{Hazard, HazardKind};
pub use idioms::{Idiom, IdiomKind, Role};
pub use loops::{Bound, LoopFacts, LoopIntent};
pub use motives::{Motive, MotiveKind};
pub use outline::{Item, Outline, TypeFacts};
pub use scopes::{Binding, BindingId, BindingKind, Scopes, VariableRole};
pub use steps::{Action, Step, StepId, Steps, Way};
pub use types::{Type, Types};

use code::{FunctionId, NodeId, TypeId, Unit};

/// All facts of a unit.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What every name refers to.
    pub scopes: Scopes,
    /// The neutral type of every expression, as far as it is certain.
    pub types: Types,
    /// Every call, in the order of node ids.
    pub calls: Vec<CallFact>,
    /// What is known of each function, by [`FunctionId`].
    pub functions: Vec<FunctionFacts>,
    /// What is known of each type definition, by [`TypeId`].
    pub definitions: Vec<TypeFacts>,
    /// Every loop and comprehension, in the order of node ids.
    pub loops: Vec<LoopFacts>,
    /// Recognised idioms and algorithms, in source order.
    pub idioms: Vec<Idiom>,
    /// Choices that have a reason, in source order.
    pub motives: Vec<Motive>,
    /// Proven hazards, in source order.
    pub hazards: Vec<Hazard>,
    /// What each statement is there for.
    pub steps: Steps,
    /// The file as a whole.
    pub outline: Outline,
    /// Queries and statements about tables.
    pub queries: queries::Queries,
    /// The page that the text is, if it is one.
    pub page: Option<pages::Page>,
    /// Style sheets, those inside pages too.
    pub sheets: Vec<sheets::Sheet>,
    /// Documents that are data.
    pub documents: documents::Documents,
    /// Positions in `calls`, sorted by caller.
    calls_by_caller: Vec<u32>,
    /// Positions in `idioms`, sorted by owner.
    idioms_by_owner: Vec<u32>,
}

impl Facts {
    /// The facts of a function.
    pub fn function(&self, id: FunctionId) -> &FunctionFacts {
        &self.functions[id.index()]
    }

    /// The facts of a type definition.
    pub fn definition(&self, id: TypeId) -> &TypeFacts {
        &self.definitions[id.index()]
    }

    /// The facts of a call node.
    pub fn call(&self, node: NodeId) -> Option<&CallFact> {
        self.calls.binary_search_by_key(&node, |call| call.node).ok().map(|at| &self.calls[at])
    }

    /// The facts of a loop or comprehension node.
    pub fn loop_at(&self, node: NodeId) -> Option<&LoopFacts> {
        self.loops.binary_search_by_key(&node, |it| it.node).ok().map(|at| &self.loops[at])
    }

    /// The calls that stand in a function (or at the top level), in source order.
    pub fn calls_in(&self, caller: Option<FunctionId>) -> impl Iterator<Item = &CallFact> + '_ {
        let caller_of = |at: &u32| self.calls[*at as usize].caller;
        let from = self.calls_by_caller.partition_point(|at| caller_of(at) < caller);
        self.calls_by_caller[from..]
            .iter()
            .take_while(move |at| caller_of(at) == caller)
            .map(|&at| &self.calls[at as usize])
    }

    /// What the loop or comprehension goes over whose source is this node.
    pub(crate) fn loop_bounds_by_source(&self, unit: &Unit, source: NodeId) -> Option<Bound> {
        let up = unit.parent(source)?;
        match unit.kind(up) {
            code::Kind::Loop(_, parts) if parts.source == Some(source) => self.loop_at(up).map(|it| it.bound),
            code::Kind::Clause { source: own, .. } if own == source => {
                self.loop_at(unit.parent(up)?).map(|it| it.bound)
            }
            _ => None,
        }
    }

    /// What a returned value means where the function's last result says whether it worked; `None` where it may be either.
    pub fn outcome(&self, unit: &Unit, value: NodeId) -> Option<Returned> {
        functions::outcome::of(unit, self, value)
    }

    /// Whether a function's last result says whether it worked.
    pub fn may_fail(&self, unit: &Unit, id: FunctionId) -> bool {
        functions::outcome::may_fail(unit, id)
    }

    /// The idioms whose owner is this node (a function, a type, a loop, the module), in source order.
    pub fn idioms_of(&self, owner: NodeId) -> impl Iterator<Item = &Idiom> + '_ {
        let owner_of = |at: &u32| self.idioms[*at as usize].owner;
        let from = self.idioms_by_owner.partition_point(|at| owner_of(at) < owner);
        self.idioms_by_owner[from..]
            .iter()
            .take_while(move |at| owner_of(at) == owner)
            .map(|&at| &self.idioms[at as usize])
    }
}

/// Observes a unit. Never fails; takes time linear in the code.
pub fn observe(unit: &Unit) -> Facts {
    let mut facts = Facts { scopes: scopes::observe(unit), ..Facts::default() };
    facts.types = types::observe(unit, &facts.scopes);
    facts.calls = calls::observe(unit, &facts);
    facts.calls_by_caller = sorted_by_key(&facts.calls, |call| (call.caller, unit.span(call.node).start));
    facts.functions = functions::observe(unit, &facts);
    effects::observe(unit, &mut facts);
    facts.definitions = outline::definitions(unit, &facts);
    facts.loops = loops::observe(unit, &facts);
    roles::observe(unit, &mut facts);
    let view = view::View::new(unit, &facts);
    let (idioms, hazards, motives) = (idioms::observe(&view), hazards::observe(&view), motives::observe(&view));
    facts.idioms = idioms;
    facts.hazards = hazards;
    facts.motives = motives;
    cost::observe(unit, &mut facts);
    facts.idioms_by_owner = sorted_by_key(&facts.idioms, |idiom| (idiom.owner, idiom.span.start));
    facts.steps = steps::observe(unit, &facts);
    facts.outline = outline::observe(unit, &facts);
    facts.queries = queries::observe(unit);
    facts.page = pages::observe(unit);
    facts.sheets = sheets::observe(unit);
    facts.documents = documents::observe(unit);
    facts
}

/// Observes only what [`project::Digest`] reads: names, calls, the outline, and what pages and documents hold. It takes a part of the
/// time that everything takes, which many files need.
pub fn observe_outline(unit: &Unit) -> Facts {
    let mut facts = Facts { scopes: scopes::observe(unit), ..Facts::default() };
    facts.types = types::observe(unit, &facts.scopes);
    facts.calls = calls::observe(unit, &facts);
    facts.calls_by_caller = sorted_by_key(&facts.calls, |call| (call.caller, unit.span(call.node).start));
    facts.functions = functions::observe(unit, &facts);
    facts.outline = outline::observe(unit, &facts);
    facts.page = pages::observe(unit);
    facts.documents = documents::observe(unit);
    facts
}

/// The positions of items in the order of a key.
fn sorted_by_key<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..items.len() as u32).collect();
    positions.sort_by_key(|&at| key(&items[at as usize]));
    positions
}
