//! What is kept of a file once it has been read.

use code::{DefinitionForm, Kind, LinkForm, Links, Modifiers, NodeId, Sharing, Span, StylePart, Symbol, Unit};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Extent, paths};
use crate::Facts;
use crate::documents::select;

/// As much of an author's text as a first sentence may take.
const MAX_ACCOUNT: usize = 2_000;

/// Of a text in no known language, as much as a manifest or an introduction may take.
const MAX_TEXT: usize = 1 << 16;

/// What is known of one file of several.
#[derive(Clone, Debug)]
pub struct Digest {
    /// Its path, with `/` between folders.
    pub path: String,
    /// The name of its language; `None` where it is in none that is read.
    pub language: Option<&'static str>,
    /// How many lines it has.
    pub n_lines: u32,
    /// What it is there for, as far as its place and content tell.
    pub role: Role,
    /// What its author says about all of it.
    pub account: Option<Account>,
    /// What the author of a manifest says that the project is for.
    pub about: Option<Account>,
    /// The beginning of a text in no known language.
    pub text: String,
    /// What it defines at its top level, in source order.
    pub items: Vec<Item>,
    /// How a run can start in it, and where that stands.
    pub entry: Option<(EntryForm, Extent)>,
    /// Whether it hands on all that it takes from others, and defines nothing.
    pub is_face: bool,
    /// All of it.
    pub whole: Extent,
    /// Whether what stands at its top level runs when it is loaded, or takes the place of the line that names it.
    pub(crate) loads: bool,
    pub(crate) package: String,
    pub(crate) links: Links,
    pub(crate) references: Vec<Reference>,
    /// Names that stand for something outside of it, each with its first place.
    pub(crate) free: Vec<(String, Extent)>,
    /// What a manifest says that is started or loaded.
    pub(crate) started: Vec<(String, Extent)>,
    /// The words in it, as hashes, sorted.
    pub(crate) words: Vec<u64>,
}

/// What a file is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Code of the project.
    Code,
    /// Tests.
    Test,
    /// A document that describes the project, or another one that is known.
    Manifest,
    /// Other data.
    Data,
    /// What people read first.
    Introduction,
    /// Any other text.
    Text,
}

/// What an author says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The words, without marks of comments.
    pub text: String,
    /// Where they stand.
    pub extent: Extent,
}

/// How a run can start in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryForm {
    /// In a function that the language starts.
    Function,
    /// Where the file asks whether it is run itself.
    Guard,
}

/// A definition at the top level of a file.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What it is.
    pub form: ItemForm,
    /// Where it stands.
    pub extent: Extent,
    /// Whether other files may use it, as far as the code says.
    pub exported: bool,
    /// What its author says about it.
    pub account: Option<Account>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemForm {
    /// A function.
    Function,
    /// A type.
    Type(DefinitionForm),
    /// A variable or a constant.
    Value,
}

/// A piece of code that may name another file.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) extent: Extent,
    /// The module as the language's imports give it, or as it is written in a call or an attribute.
    pub(crate) module: String,
    /// What is taken from it.
    pub(crate) names: Vec<String>,
    /// Members that are read of it.
    pub(crate) members: Vec<String>,
    pub(crate) wildcard: bool,
    pub(crate) types_only: bool,
    pub(crate) deferred: bool,
    /// A module that is declared to be a part of this one.
    pub(crate) declares: bool,
    /// A place that readers are led to.
    pub(crate) leads: bool,
    /// It starts at the file's own folder.
    pub(crate) own_folder: bool,
    /// It never starts there.
    pub(crate) system: bool,
    /// What stands before it is made when the program runs.
    pub(crate) made: bool,
    /// How many modules that are written in place hold it.
    pub(crate) depth: usize,
}

impl Digest {
    /// What a file holds that was read in its language.
    pub fn of(path: &str, unit: &Unit, facts: &Facts) -> Self {
        let whole = extent(unit, Span::new(0, unit.source.len() as u32));
        let outline = &facts.outline;
        let account = |doc: Option<code::DocId>| {
            let doc = unit.doc(doc?);
            Some(Account { text: head(&doc.text, MAX_ACCOUNT).to_owned(), extent: extent(unit, doc.span) })
        };
        let items = items(unit, facts, &account);
        let mut digest = Self {
            path: path.to_owned(),
            language: Some(unit.language),
            n_lines: unit.source.lines().count() as u32,
            role: role(path, unit, facts),
            account: account(outline.doc),
            about: None,
            text: String::new(),
            is_face: is_face(unit, facts),
            items,
            entry: outline.entry.map(|node| {
                let form =
                    if matches!(unit.kind(node), Kind::Function(_)) { EntryForm::Function } else { EntryForm::Guard };
                (form, extent(unit, head_of(unit, node)))
            }),
            whole,
            loads: unit.dialect.top_level_runs || unit.dialect.textual_imports,
            package: unit.package.clone(),
            links: unit.dialect.links,
            references: References { unit, facts, found: Vec::new() }.all(),
            free: free(unit, facts),
            started: Vec::new(),
            words: words(&unit.source),
        };
        digest.read_manifest(unit, facts);
        digest
    }

    /// What a text holds that is in no language that is read.
    pub fn of_text(path: &str, text: &str) -> Self {
        let n_lines = text.lines().count() as u32;
        let name = paths::stem(path).to_ascii_lowercase();
        let role = if name == "readme" { Role::Introduction } else { Role::Text };
        Self {
            path: path.to_owned(),
            language: None,
            n_lines,
            role,
            account: None,
            about: None,
            text: head(text, MAX_TEXT).to_owned(),
            items: Vec::new(),
            entry: None,
            is_face: false,
            whole: Extent { span: Span::new(0, text.len() as u32), lines: (1, n_lines.max(1)) },
            loads: false,
            package: String::new(),
            links: Links::NONE,
            references: Vec::new(),
            free: Vec::new(),
            started: Vec::new(),
            words: words(text),
        }
    }

    /// What a document says of the project that it describes.
    fn read_manifest(&mut self, unit: &Unit, facts: &Facts) {
        let documents = &facts.documents;
        for (&root, kind) in documents.tree.roots.iter().zip(&documents.kinds) {
            let Some(kind) = kind else { continue };
            let texts = |path: &str| {
                let ids = select(unit, &documents.tree, root, path).into_iter();
                let ids = ids.filter(|&id| documents.tree.value(id).form == crate::documents::Form::Text);
                ids.map(|id| (documents.tree.text(unit, id).to_owned(), documents.tree.value(id).span))
                    .collect::<Vec<_>>()
            };
            if self.about.is_none() {
                let said = kind.about.iter().flat_map(|path| texts(path)).next();
                self.about = said.map(|(text, span)| Account { text, extent: extent(unit, span) });
            }
            for (text, span) in kind.starts.iter().flat_map(|path| texts(path)) {
                if !self.started.iter().any(|it| it.0 == text) {
                    self.started.push((text, extent(unit, span)));
                }
            }
        }
    }

    /// Whether a word stands anywhere in the file.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.binary_search(&hash(word)).is_ok()
    }
}

/// A place of a unit.
pub(crate) fn extent(unit: &Unit, span: Span) -> Extent {
    Extent { span, lines: unit.line_range(span) }
}

fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}

/// The first line of an item, which says what it is.
fn head_of(unit: &Unit, node: NodeId) -> Span {
    let span = unit.span(node);
    let len = unit.slice(span).lines().next().map_or(0, |line| line.trim_end().len() as u32);
    Span::new(span.start, span.start + len)
}

fn items(unit: &Unit, facts: &Facts, account: &dyn Fn(Option<code::DocId>) -> Option<Account>) -> Vec<Item> {
    let is_exported = |name: NodeId| facts.scopes.resolve(name).is_some_and(|it| facts.outline.exported.contains(&it));
    let mut found: Vec<Item> = Vec::new();
    for item in &facts.outline.items {
        let (name, form, node, doc) = match *item {
            crate::Item::Function(id) => {
                let Some(name) = facts.functions.get(id.index()).and_then(|it| it.name) else { continue };
                let function = unit.function(id);
                (name, ItemForm::Function, function.node, function.doc)
            }
            crate::Item::Type(id) => {
                let definition = unit.type_definition(id);
                let Some(name) = definition.name else { continue };
                let is_elsewhere = definition.modifiers.has(Modifiers::EXTERNAL);
                if matches!(definition.form, DefinitionForm::Extension) || is_elsewhere {
                    continue;
                }
                (name, ItemForm::Type(definition.form), definition.node, definition.doc)
            }
            crate::Item::Script(first, last) => {
                let Some(parent) = unit.parent(first) else { continue };
                let Kind::Module { body } = unit.kind(parent) else { continue };
                let nodes = unit.list(body).iter().skip_while(|&&it| it != first);
                for &node in nodes {
                    if let Kind::Let { target, .. } | Kind::Assign { target, operator: None, .. } = unit.kind(node)
                        && let Some(name) = unit.name_of(target)
                    {
                        found.push(Item {
                            name: name.to_owned(),
                            form: ItemForm::Value,
                            extent: extent(unit, head_of(unit, node)),
                            exported: is_exported(target),
                            account: None,
                        });
                    }
                    if node == last {
                        break;
                    }
                }
                continue;
            }
            _ => continue,
        };
        let exported = is_exported(name);
        let name = unit.name_of(name).unwrap_or_else(|| unit.text(name)).to_owned();
        // Several signatures of one name are one item.
        if let Some(same) = found.iter_mut().find(|it| it.name == name && it.form == form) {
            same.account = same.account.take().or_else(|| account(doc));
            continue;
        }
        found.push(Item { name, form, extent: extent(unit, head_of(unit, node)), exported, account: account(doc) });
    }
    found
}

/// Whether a file defines nothing and hands on what it takes from others.
fn is_face(unit: &Unit, facts: &Facts) -> bool {
    let defines = facts.outline.items.iter().any(|it| matches!(it, crate::Item::Function(_) | crate::Item::Type(_)));
    let takes = unit.imports.iter().filter(|it| it.reexport || it.wildcard || !it.names.is_empty()).count();
    let hands_on = unit.imports.iter().any(|it| it.reexport)
        || facts.outline.items.iter().any(|it| {
            matches!(it, crate::Item::Other(node) if matches!(unit.kind(*node), Kind::Export { from: Some(_), .. }))
        });
    !defines && (takes > 1 || hands_on) && !unit.dialect.textual_imports
}

/// What a file is for, by its place, its name and what it holds.
fn role(path: &str, unit: &Unit, facts: &Facts) -> Role {
    let in_tests = paths::folder(path).split('/').any(|it| {
        matches!(it.to_ascii_lowercase().as_str(), "test" | "tests" | "__tests__" | "spec" | "specs" | "testdata")
    });
    if !facts.documents.tree.roots.is_empty() {
        let known = facts.documents.kinds.iter().flatten().any(|it| !it.about.is_empty());
        return if known && !in_tests { Role::Manifest } else { Role::Data };
    }
    let name = paths::stem(path);
    let lower = name.to_ascii_lowercase();
    let mut parts = lower.split(['_', '.', '-']);
    let (first, last) = (parts.next().unwrap_or(""), lower.rsplit(['_', '.', '-']).next().unwrap_or(""));
    let is_test = |it: &str| matches!(it, "test" | "tests" | "spec");
    let named =
        lower.len() > 4 && (is_test(first) || is_test(last)) || name.ends_with("Test") || name.ends_with("Tests");
    // Tests beside what they test make no file of tests.
    let tops = facts.outline.items.iter().filter_map(|it| match *it {
        crate::Item::Function(id) => Some(unit.function(id).modifiers.has(Modifiers::TEST)),
        crate::Item::Type(_) => Some(false),
        _ => None,
    });
    let (tests, others): (Vec<bool>, Vec<bool>) = tops.partition(|&it| it);
    if in_tests || named || tests.len() > others.len() { Role::Test } else { Role::Code }
}

/// Names that something outside of the file must give a meaning to.
fn free(unit: &Unit, facts: &Facts) -> Vec<(String, Extent)> {
    if unit.dialect.links.shares == Sharing::Nothing && unit.dialect.links.form != LinkForm::Declared {
        return Vec::new();
    }
    let wanted: FxHashSet<Symbol> = facts.scopes.free.iter().chain(&facts.scopes.free_types).copied().collect();
    let mut seen: FxHashSet<Symbol> = FxHashSet::default();
    let mut found = Vec::new();
    let mut nodes: Vec<(Span, Symbol)> = (0..unit.n_nodes())
        .map(NodeId::from_index)
        .filter_map(|id| match unit.kind(id) {
            Kind::Name(symbol) if wanted.contains(&symbol) && facts.scopes.resolve(id).is_none() => {
                Some((unit.span(id), symbol))
            }
            _ => None,
        })
        .collect();
    nodes.sort_by_key(|it| it.0.start);
    for (span, symbol) in nodes {
        if seen.insert(symbol) {
            found.push((unit.name(symbol).to_owned(), extent(unit, span)));
        }
    }
    found
}

/// The words of a text, as hashes in order, each once.
fn words(text: &str) -> Vec<u64> {
    let mut found: Vec<u64> =
        text.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty()).map(hash).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// FNV-1a, which is the same on every machine.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Collects what may name other files.
struct References<'u> {
    unit: &'u Unit,
    facts: &'u Facts,
    found: Vec<Reference>,
}

impl References<'_> {
    fn all(mut self) -> Vec<Reference> {
        let links = self.unit.dialect.links;
        let members = self.members();
        for import in &self.unit.imports {
            if !self.facts.scopes.reachable.get(import.node.index()).copied().unwrap_or(true) {
                continue;
            }
            let mut reference = self.at(import.node, import.module.clone());
            reference.names = import.names.iter().map(|it| it.name.clone()).collect();
            let locals = import.alias.iter().copied().chain(import.names.iter().map(|it| it.local));
            for binding in locals.filter_map(|it| self.facts.scopes.resolve(it)) {
                reference.members.extend(members.get(&binding.0).into_iter().flatten().cloned());
            }
            reference.wildcard = import.wildcard;
            reference.types_only |= import.types_only;
            let text = self.unit.text(import.node);
            reference.own_folder = !links.own_folder.is_empty() && text.starts_with(links.own_folder);
            reference.system = !links.system.is_empty() && text.contains(links.system);
            if links.form == LinkForm::Folder {
                // The path as it is written: the module's canonical name has no host.
                let path = text.split(['"', '`']).nth(1).unwrap_or("");
                path.clone_into(&mut reference.module);
            }
            self.found.push(reference);
        }
        for index in 0..self.unit.n_nodes() {
            let node = NodeId::from_index(index);
            if self.facts.scopes.reachable.get(index).copied().unwrap_or(false) {
                self.node(node, &links);
            }
        }
        self.page(&links);
        self.found.sort_by_key(|it| (it.extent.span.start, it.extent.span.end));
        self.found
    }

    /// The members that are read of each binding.
    fn members(&self) -> FxHashMap<u32, Vec<String>> {
        let mut found: FxHashMap<u32, Vec<String>> = FxHashMap::default();
        if self.unit.dialect.links.form != LinkForm::Folder {
            return found;
        }
        for index in 0..self.unit.n_nodes() {
            if let Kind::Member { object, name, .. } = self.unit.kind(NodeId::from_index(index))
                && let Some(binding) = self.facts.scopes.resolve(object)
            {
                let list = found.entry(binding.0).or_default();
                let name = self.unit.name(name);
                if !list.iter().any(|it| it == name) {
                    list.push(name.to_owned());
                }
            }
        }
        found
    }

    fn at(&self, node: NodeId, module: String) -> Reference {
        let unit = self.unit;
        let guard = unit.dialect.links.types_guard;
        let mut reference = Reference {
            extent: extent(unit, unit.span(node)),
            module,
            names: Vec::new(),
            members: Vec::new(),
            wildcard: false,
            types_only: false,
            deferred: false,
            declares: false,
            leads: false,
            own_folder: false,
            system: false,
            made: false,
            depth: 0,
        };
        for up in unit.ancestors(node) {
            match unit.kind(up) {
                Kind::Function(_) => reference.deferred = true,
                Kind::If { condition, .. } => {
                    reference.deferred = true;
                    reference.types_only |= !guard.is_empty() && unit.text(condition).ends_with(guard);
                }
                Kind::Type(id) if unit.type_definition(id).form == DefinitionForm::Namespace => reference.depth += 1,
                _ => {}
            }
        }
        reference
    }

    fn node(&mut self, node: NodeId, links: &Links) {
        let unit = self.unit;
        match unit.kind(node) {
            Kind::Type(id) if links.form == LinkForm::Tree => {
                let definition = unit.type_definition(id);
                let declared =
                    definition.form == DefinitionForm::Namespace && definition.modifiers.has(Modifiers::EXTERNAL);
                if let Some(name) = definition.name.filter(|_| declared) {
                    let mut reference = self.at(node, unit.text(name).to_owned());
                    reference.declares = true;
                    self.found.push(reference);
                }
            }
            Kind::Member { .. } if links.form == LinkForm::Tree => {
                // A path that is written out where it is used.
                let is_inner = unit.parent(node).is_some_and(|up| matches!(unit.kind(up), Kind::Member { .. }));
                let text = unit.text(node);
                if !is_inner && text.len() < 200 && text.contains("::") {
                    let parts: Vec<&str> = text.split("::").collect();
                    if parts.iter().all(|it| !it.is_empty() && it.chars().all(|c| c.is_alphanumeric() || c == '_')) {
                        let reference = self.at(node, parts[..parts.len() - 1].join("."));
                        let names = vec![parts[parts.len() - 1].to_owned()];
                        self.found.push(Reference { names, ..reference });
                    }
                }
            }
            Kind::Export { from: Some(from), .. } => {
                let module = unit.text(from).trim_matches(['"', '\'', '`']).to_owned();
                let reference = self.at(node, module);
                self.found.push(reference);
            }
            Kind::Call { callee, arguments, .. } if !links.calls.is_empty() => {
                let name = unit.text(callee);
                let is_later = links.later.contains(&name);
                if !is_later && !links.calls.contains(&name) {
                    return;
                }
                let Some(&first) = unit.list(arguments).first() else { return };
                let (text, made) = match unit.kind(first) {
                    Kind::Text(_) => (first, false),
                    Kind::Template { pieces, .. } => match unit.list(pieces) {
                        [.., last] if matches!(unit.kind(*last), Kind::Text(_)) => (*last, true),
                        _ => return,
                    },
                    _ => return,
                };
                let module = unit.text(text).trim_matches(['"', '\'', '`']).trim_start_matches('/').to_owned();
                let mut reference = self.at(node, module);
                reference.made = made;
                reference.deferred |= is_later;
                self.found.push(reference);
            }
            Kind::Style(StylePart::At { .. }, parts) if !links.statements.is_empty() => {
                let parts = unit.list(parts);
                let (Some(&word), Some(&rest)) = (parts.first(), parts.get(1)) else { return };
                if links.statements.contains(&unit.text(word).trim_start_matches('@')) {
                    let rest = unit.text(rest).trim();
                    let inner = rest.strip_prefix("url(").and_then(|it| it.split(')').next()).unwrap_or(rest).trim();
                    let quoted = inner.split(['"', '\'']).nth(1).unwrap_or(inner);
                    let reference = self.at(node, quoted.to_owned());
                    self.found.push(reference);
                }
            }
            _ => {}
        }
    }

    /// The files that a page is made of, and those that it leads to.
    fn page(&mut self, links: &Links) {
        let Some(page) = &self.facts.page else { return };
        for element in &page.elements {
            let (parts, leads) =
                (links.attributes.iter().map(|it| (it, false)), links.leads.iter().map(|it| (it, true)));
            for (&(tag, attribute), leads) in parts.chain(leads) {
                if element.tag != tag {
                    continue;
                }
                let Some(value) = element.value(self.unit, attribute).filter(|it| !it.is_empty()) else { continue };
                let path = value.split(['?', '#']).next().unwrap_or("").to_owned();
                let mut reference = self.at(element.node, path);
                reference.extent = extent(self.unit, element.start);
                reference.leads = leads;
                self.found.push(reference);
            }
        }
    }
}
