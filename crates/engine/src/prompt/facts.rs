//! Facts as words in a row: what structure proves, in the compact form that the model reads.

use code::{Effect, FunctionId, Kind, NodeId, Span, TypeId, Unit};
use facts::{BindingId, Bound, Facts, LoopIntent, Recursion, Results, Target};

use super::writer::Writer;
use super::{Claims, lexer};

/// How many words of facts the model reads; the rest of its source is code.
const MAX_WORDS: usize = 72;
/// How many library calls are told.
const MAX_CALLS: usize = 5;
/// How many idioms are told.
const MAX_IDIOMS: usize = 4;
/// How many loops are told.
const MAX_LOOPS: usize = 3;

/// What an item is, to ask its facts.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) function: Option<FunctionId>,
    pub(super) type_definition: Option<TypeId>,
}

/// Writes the facts of an item, the most telling first.
pub(super) fn write(unit: &Unit, facts: &Facts, item: Item, out: &mut Writer) {
    let mut cx = Linear { unit, facts, item, out, words: 0 };
    cx.idioms();
    if let Some(id) = item.function {
        cx.function(id);
    }
    if let Some(id) = item.type_definition {
        cx.type_definition(id);
    }
    cx.library();
    cx.loops();
    cx.own_calls();
}

/// What a sentence about an item may claim.
pub(super) fn claims(unit: &Unit, facts: &Facts, item: Item) -> Claims {
    let inside = |node: NodeId| item.span.contains(unit.span(node));
    let calls: Vec<_> = facts.calls.iter().filter(|call| inside(call.node)).collect();
    let functions: Vec<FunctionId> =
        (0..unit.functions.len()).map(FunctionId::from_index).filter(|&id| inside(unit.function(id).node)).collect();
    // Making the error that is signalled is part of signalling it.
    let signals = |node: NodeId| {
        functions
            .iter()
            .flat_map(|&id| &facts.function(id).raises)
            .any(|it| unit.span(it.node).contains(unit.span(node)))
    };
    let known = calls.iter().all(|call| {
        call.library.is_some() || matches!(call.target, Target::Own(_) | Target::Construct(_)) || signals(call.node)
    });
    let mut effects: Vec<Effect> =
        functions.iter().flat_map(|&id| facts.function(id).effects.iter().map(|it| it.0)).collect();
    effects.extend(calls.iter().filter_map(|call| call.library).flat_map(|entry| entry.effects.iter().copied()));
    effects.sort_unstable();
    effects.dedup();
    let own = item.function.map(|id| facts.function(id));
    Claims {
        known: known && unit.faults.iter().all(|fault| !item.span.contains(fault.span)),
        gives_nothing: own.is_some_and(|it| it.results == Results::Nothing && it.yielded.is_empty()),
        gives_verdict: own.is_some_and(|it| it.results == Results::Verdict),
        raises: functions.iter().any(|&id| !facts.function(id).raises.is_empty()) || effects.contains(&Effect::Raises),
        loops: facts.loops.iter().any(|it| inside(it.node)) || own.is_some_and(|it| it.recursion != Recursion::None),
        waits: functions.iter().any(|&id| !facts.function(id).awaits.is_empty()),
        mutates: own.is_some_and(|it| !it.mutates.is_empty() || !it.writes_outer.is_empty())
            || effects.contains(&Effect::Mutates),
        pure: own.is_some_and(|it| it.pure),
        effects: effects.iter().map(|effect| kebab(&format!("{effect:?}"))).collect(),
    }
}

fn kebab(camel: &str) -> String {
    lexer::words(camel).join("-")
}

struct Linear<'a, 'w> {
    unit: &'a Unit,
    facts: &'a Facts,
    item: Item,
    out: &'a mut Writer<'w>,
    words: usize,
}

impl Linear<'_, '_> {
    fn inside(&self, node: NodeId) -> bool {
        self.item.span.contains(self.unit.span(node))
    }

    /// Begins a fact, unless there are enough.
    fn open(&mut self, word: &str) -> bool {
        if self.words >= MAX_WORDS {
            return false;
        }
        if self.words > 0 {
            self.out.word("|");
        }
        self.words += 1;
        self.say(word);
        true
    }

    fn say(&mut self, words: &str) {
        for word in words.split_whitespace() {
            self.out.word(word);
            self.words += 1;
        }
    }

    fn name(&mut self, name: &str) {
        self.words += 1 + self.out.identifier(name);
    }

    fn binding(&mut self, id: BindingId) {
        let name = self.unit.name(self.facts.scopes.binding(id).name).to_owned();
        self.name(&name);
    }

    /// An expression in a word or two: a name, or the last name of what is asked.
    fn node(&mut self, node: NodeId) {
        match self.unit.kind(node) {
            Kind::Name(symbol) => {
                let name = self.unit.name(symbol).to_owned();
                self.name(&name);
            }
            Kind::Member { name, .. } => {
                let name = self.unit.name(name).to_owned();
                self.name(&name);
            }
            Kind::Call { callee, .. } => self.node(callee),
            _ => {}
        }
    }

    fn idioms(&mut self) {
        let mut told = Vec::new();
        let owner = self
            .item
            .function
            .map(|id| self.unit.function(id).node)
            .or(self.item.type_definition.map(|id| self.unit.type_definition(id).node));
        // What characterises the item itself comes before what some part of it shows.
        let (own, part): (Vec<_>, Vec<_>) = self
            .facts
            .idioms
            .iter()
            .filter(|it| self.item.span.contains(it.span))
            .partition(|it| Some(it.owner) == owner);
        for idiom in own.into_iter().chain(part) {
            if told.len() < MAX_IDIOMS && !told.contains(&idiom.kind) && self.open("idiom") {
                told.push(idiom.kind);
                let words = lexer::words(&format!("{:?}", idiom.kind)).join(" ");
                self.say(&words);
            }
        }
    }

    fn function(&mut self, id: FunctionId) {
        let facts = self.facts.function(id);
        for raise in facts.raises.iter().take(2) {
            if !self.open("raises") {
                return;
            }
            if let Some(error) = raise.error {
                self.node(error);
            }
            if let Some(message) = raise.message {
                let text = self.unit.text(message).to_owned();
                for word in lexer::words(&text).into_iter().take(8) {
                    self.say(&word);
                }
            }
        }
        let results = match facts.results {
            Results::Nothing => "nothing",
            Results::Always => "value",
            Results::Sometimes => "value or nothing",
            Results::Verdict => "verdict",
            Results::Function => "function",
            Results::Receiver => "itself",
            Results::Several => "several values",
            Results::Series => "series",
            Results::Never => "never",
        };
        if self.open("gives") {
            self.say(results);
            for &node in facts.returned.iter().take(2) {
                self.node(node);
            }
        }
        for &(effect, _) in facts.effects.iter().take(4) {
            if effect != Effect::Raises && effect != Effect::Mutates && self.open("effect") {
                self.say(&lexer::words(&format!("{effect:?}")).join(" "));
            }
        }
        for &(binding, _) in facts.mutates.iter().chain(&facts.writes_outer).take(2) {
            if self.open("changes") {
                self.binding(binding);
            }
        }
        if facts.recursion != Recursion::None {
            self.open("recursive");
        }
        if !facts.awaits.is_empty() {
            self.open("waits");
        }
        if facts.pure {
            self.open("pure");
        }
        for guard in facts.guards.iter().take(2) {
            if self.open("guard") {
                self.node(guard.condition);
            }
        }
    }

    fn type_definition(&mut self, id: TypeId) {
        let facts = self.facts.definition(id);
        let form = format!("{:?}", self.unit.type_definition(id).form).to_lowercase();
        if self.open("type") {
            self.say(&form);
        }
        for &base in self.unit.list(self.unit.type_definition(id).bases).iter().take(3) {
            if self.open("from") {
                self.node(base);
            }
        }
        if !facts.fields.is_empty() && self.open("fields") {
            for &(symbol, _) in facts.fields.iter().take(8) {
                let name = self.unit.name(symbol).to_owned();
                self.name(&name);
            }
        }
        if !facts.methods.is_empty() && self.open("methods") {
            for &method in facts.methods.iter().take(8) {
                if let Some(name) = self.facts.function(method).name {
                    self.node(name);
                }
            }
        }
    }

    fn library(&mut self) {
        let mut told: Vec<&str> = Vec::new();
        let calls: Vec<_> = self.facts.calls.iter().filter(|call| self.inside(call.node)).collect();
        for call in calls {
            let Some(entry) = call.library else { continue };
            if told.len() >= MAX_CALLS || told.contains(&entry.path) || !self.open("does") {
                continue;
            }
            told.push(entry.path);
            // The first way of saying it, without its holes: they are arguments, which stand in the code.
            let first = entry.does.split(" | ").next().unwrap_or_default();
            let plain = first.split_once("] ").filter(|_| first.starts_with('[')).map_or(first, |it| it.1);
            let words: Vec<String> =
                plain.split_whitespace().filter(|word| !word.contains('{')).flat_map(lexer::words).take(9).collect();
            self.say(&words.join(" "));
        }
    }

    fn loops(&mut self) {
        let loops: Vec<_> = self
            .facts
            .loops
            .iter()
            .filter(|it| self.item.span.contains(self.unit.span(it.node)))
            .take(MAX_LOOPS)
            .collect();
        for it in loops {
            if !self.open("loop") {
                return;
            }
            match it.bound {
                Bound::Items(node)
                | Bound::Enumerated(node)
                | Bound::Pairs(node)
                | Bound::Keys(node)
                | Bound::Positions(node) => {
                    self.say("over");
                    self.node(node);
                }
                Bound::Together(node) => {
                    self.say("together");
                    self.node(node);
                }
                Bound::Lines(node) => {
                    self.say("lines");
                    self.node(node);
                }
                Bound::Numbers { to, .. } => {
                    self.say("numbers to");
                    self.node(to);
                }
                Bound::Condition(_) | Bound::Links { .. } => self.say("while"),
                Bound::Drained(binding) => {
                    self.say("until empty");
                    self.binding(binding);
                }
                Bound::Endless => self.say("endless"),
                Bound::Unknown => {}
            }
            if let Some(&intent) = it.intents.first() {
                let (word, binding) = intent_words(intent);
                self.say(word);
                if let Some(binding) = binding {
                    self.binding(binding);
                }
            }
        }
    }

    /// What it asks of the rest of the text.
    fn own_calls(&mut self) {
        let mut told: Vec<String> = Vec::new();
        let calls: Vec<_> =
            self.facts.calls.iter().filter(|call| self.inside(call.node) && call.library.is_none()).collect();
        for call in calls {
            let Kind::Call { callee, .. } = self.unit.kind(call.node) else { continue };
            let name = match self.unit.kind(callee) {
                Kind::Name(symbol) => self.unit.name(symbol).to_owned(),
                Kind::Member { name, .. } => self.unit.name(name).to_owned(),
                _ => continue,
            };
            if told.len() < 6 && !told.contains(&name) && (!told.is_empty() || self.open("calls")) {
                self.name(&name);
                told.push(name);
            }
        }
    }
}

fn intent_words(intent: LoopIntent) -> (&'static str, Option<BindingId>) {
    match intent {
        LoopIntent::Sum(it) => ("sum", Some(it)),
        LoopIntent::Product(it) => ("product", Some(it)),
        LoopIntent::Count(it) => ("count", Some(it)),
        LoopIntent::JoinText(it) => ("join text", Some(it)),
        LoopIntent::Map(it) => ("map", Some(it)),
        LoopIntent::Filter(it) => ("filter", Some(it)),
        LoopIntent::FilterMap(it) => ("filter map", Some(it)),
        LoopIntent::Index(it) => ("index", Some(it)),
        LoopIntent::Group(it) => ("group", Some(it)),
        LoopIntent::Maximum(it) => ("maximum", Some(it)),
        LoopIntent::Minimum(it) => ("minimum", Some(it)),
        LoopIntent::Search(_) => ("search", None),
        LoopIntent::Test(_) => ("test", None),
        LoopIntent::Transform(_) => ("transform", None),
        LoopIntent::Produce(_) => ("produce", None),
        LoopIntent::Walk(it) => ("walk", Some(it)),
        LoopIntent::Retry => ("retry", None),
        LoopIntent::Effect => ("each", None),
    }
}
