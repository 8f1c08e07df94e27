//! The file as a whole, and its types.

use code::{BinaryOperator, DefinitionForm, FunctionForm, FunctionId, Kind, Modifiers, NodeId, TypeId, Unit};

use crate::functions::wrapped;
use crate::{BindingId, BindingKind, Facts, Target};

/// What is known of a type definition.
#[derive(Clone, Debug, Default)]
pub struct TypeFacts {
    /// Fields: declared ones and those set on the own object, each once, with the node of its first declaration or write.
    pub fields: Vec<(code::Symbol, NodeId)>,
    /// Functions of the type, in source order; those of extensions in the same text included.
    pub methods: Vec<FunctionId>,
    /// The constructor.
    pub constructor: Option<FunctionId>,
    /// Extensions (`impl` blocks) of it in this text.
    pub extensions: Vec<TypeId>,
    /// For an extension: the type of this text that it extends.
    pub extends: Option<TypeId>,
    /// Base types in this text.
    pub own_bases: Vec<TypeId>,
    /// Types in this text that inherit from it or implement it.
    pub heirs: Vec<TypeId>,
    /// Where values of it are made in this text.
    pub constructed: Vec<NodeId>,
    /// Whether all methods are free of a body (a pure contract).
    pub contract: bool,
}

/// The file as a whole.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Top-level items in source order; methods belong to their type.
    pub items: Vec<Item>,
    /// Statements at the top level that run when the file is loaded, without definitions and imports.
    pub script: Vec<NodeId>,
    /// The entry point: a `main` function, or an `if __name__ == …` and its like.
    pub entry: Option<NodeId>,
    /// Bindings that other files can use.
    pub exported: Vec<BindingId>,
    /// The author's words on the whole file.
    pub doc: Option<code::DocId>,
}

/// A top-level item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    /// A function; a variable that holds a function counts as one.
    Function(FunctionId),
    /// A type.
    Type(TypeId),
    /// A variable or constant.
    Variable(NodeId),
    /// Imports in a row: the first and the last.
    Imports(NodeId, NodeId),
    /// Statements in a row that run on load: the first and the last.
    Script(NodeId, NodeId),
    /// Anything else: exports, macros, opaque code.
    Other(NodeId),
}

/// Observes all type definitions.
pub(crate) fn definitions(unit: &Unit, facts: &Facts) -> Vec<TypeFacts> {
    let mut all: Vec<TypeFacts> = vec![TypeFacts::default(); unit.types.len()];
    for (index, definition) in unit.types.iter().enumerate() {
        let id = TypeId::from_index(index);
        let base =
            (definition.form == DefinitionForm::Extension).then(|| type_named(unit, facts, definition.name)).flatten();
        if let Some(base) = base.filter(|&base| base != id) {
            all[index].extends = Some(base);
            all[base.index()].extensions.push(id);
        }
        for &node in unit.list(definition.bases) {
            if let Some(own) = type_named(unit, facts, Some(node)).filter(|&own| own != id) {
                all[index].own_bases.push(own);
                let heir = base.unwrap_or(id);
                if !all[own.index()].heirs.contains(&heir) {
                    all[own.index()].heirs.push(heir);
                }
            }
        }
        let (mut functions, mut bodies) = (0, 0);
        for &member in unit.list(definition.members) {
            match unit.kind(member) {
                Kind::Field { name, value, .. } => {
                    if let Kind::Name(symbol) = unit.kind(name) {
                        add_field(&mut all[index], symbol, member);
                    }
                    if let Some(function) = value.and_then(|value| function_of(unit, value)) {
                        add_method(unit, &mut all, index, base, function);
                    }
                }
                Kind::Function(function) => {
                    functions += 1;
                    bodies += usize::from(unit.function(function).body.is_some());
                    add_method(unit, &mut all, index, base, function);
                }
                _ => {}
            }
        }
        all[index].contract = functions > 0 && bodies == 0;
    }
    // Fields that methods set on their own object.
    for index in 0..unit.n_nodes() {
        let node = NodeId::from_index(index);
        let Kind::Assign { target, .. } = unit.kind(node) else { continue };
        let Kind::Member { object, name, .. } = unit.kind(target) else { continue };
        let own_object = match unit.kind(object) {
            Kind::This => true,
            Kind::Name(_) => facts.scopes.binding_of(object).is_some_and(|it| it.kind == BindingKind::Receiver),
            _ => false,
        };
        if own_object && let Some(id) = unit.enclosing_type(node) {
            let id = all[id.index()].extends.unwrap_or(id);
            add_field(&mut all[id.index()], name, node);
        }
    }
    for call in &facts.calls {
        if let Target::Construct(id) = call.target {
            all[id.index()].constructed.push(call.node);
        }
    }
    all
}

fn add_field(facts: &mut TypeFacts, symbol: code::Symbol, node: NodeId) {
    if !facts.fields.iter().any(|field| field.0 == symbol) {
        facts.fields.push((symbol, node));
    }
}

fn add_method(unit: &Unit, all: &mut [TypeFacts], index: usize, base: Option<TypeId>, function: FunctionId) {
    let of = base.map_or(index, TypeId::index);
    all[of].methods.push(function);
    if of != index {
        all[index].methods.push(function);
    }
    if unit.function(function).form == FunctionForm::Constructor {
        all[of].constructor.get_or_insert(function);
    }
}

/// The type of this text that a node names, type arguments aside.
fn type_named(unit: &Unit, facts: &Facts, node: Option<NodeId>) -> Option<TypeId> {
    let mut node = node?;
    while let Kind::TypeExpression { parts, .. } = unit.kind(node) {
        node = *unit.list(parts).first()?;
    }
    let binding = facts.scopes.binding_of(node)?;
    let parent = unit.parent(binding.definition)?;
    match unit.kind(parent) {
        Kind::Type(id) if unit.type_definition(id).form != DefinitionForm::Extension => Some(id),
        _ => None,
    }
}

/// The function that a value is.
fn function_of(unit: &Unit, value: NodeId) -> Option<FunctionId> {
    match unit.kind(value) {
        Kind::Function(id) => Some(id),
        _ => None,
    }
}

/// Observes the whole file.
pub(crate) fn observe(unit: &Unit, facts: &Facts) -> Outline {
    let mut outline = Outline { doc: file_doc(unit), ..Outline::default() };
    // The run of statements or imports that is open.
    let mut script: Option<(NodeId, NodeId)> = None;
    let mut imports: Option<(NodeId, NodeId)> = None;
    let Kind::Module { body } = unit.kind(unit.root) else { return outline };
    for &node in unit.list(body) {
        let item = item_of(unit, facts, node);
        if !matches!(item, Item::Imports(..))
            && let Some((first, last)) = imports.take()
        {
            outline.items.push(Item::Imports(first, last));
        }
        if !matches!(item, Item::Script(..) | Item::Variable(_))
            && let Some((first, last)) = script.take()
        {
            outline.items.push(Item::Script(first, last));
        }
        match item {
            Item::Imports(..) => imports = Some(imports.map_or((node, node), |(first, _)| (first, node))),
            Item::Script(..) | Item::Variable(_) => {
                script = Some(script.map_or((node, node), |(first, _)| (first, node)));
                if matches!(item, Item::Script(..)) {
                    outline.script.push(node);
                }
            }
            _ => outline.items.push(item),
        }
        if outline.entry.is_none() && is_entry(unit, facts, node) {
            outline.entry = Some(node);
        }
    }
    if let Some((first, last)) = imports {
        outline.items.push(Item::Imports(first, last));
    }
    if let Some((first, last)) = script {
        outline.items.push(Item::Script(first, last));
    }
    outline.exported = exported(unit, facts, unit.list(body));
    outline
}

/// What a top-level statement is.
fn item_of(unit: &Unit, facts: &Facts, node: NodeId) -> Item {
    match unit.kind(node) {
        Kind::Function(id)
            if unit.function(id).name.is_some()
                || unit.function(id).form != FunctionForm::Lambda
                || unit.function(id).modifiers.has(Modifiers::DEFAULT) =>
        {
            Item::Function(id)
        }
        Kind::Type(id) => Item::Type(id),
        Kind::Import(_) => Item::Imports(node, node),
        Kind::Let { value, .. } => {
            match value.and_then(|it| function_of(unit, it).or_else(|| wrapped(unit, facts, it))) {
                Some(id) => Item::Function(id),
                None => Item::Variable(node),
            }
        }
        Kind::Assign { target, operator: None, value } => match function_of(unit, value) {
            Some(id) if matches!(unit.kind(target), Kind::Name(_) | Kind::Member { .. }) => Item::Function(id),
            _ if matches!(unit.kind(target), Kind::Name(_)) => Item::Variable(node),
            _ => Item::Script(node, node),
        },
        // A mark of the whole file runs nothing.
        Kind::Decorator { .. }
        | Kind::Export { .. }
        | Kind::Package { .. }
        | Kind::MacroDefinition { .. }
        | Kind::Directive { .. }
        | Kind::Opaque { .. } => Item::Other(node),
        _ => Item::Script(node, node),
    }
}

/// Whether a top-level statement is where a run of the program starts.
fn is_entry(unit: &Unit, facts: &Facts, node: NodeId) -> bool {
    match unit.kind(node) {
        Kind::Function(id) => {
            let function = unit.function(id);
            let named = function.name.and_then(|name| unit.name_of(name)) == Some("main") && function.body.is_some();
            // Where the top level runs by itself, `main` is only a name until something there calls it.
            let runs_by_itself = unit.dialect.top_level_runs;
            named && (!runs_by_itself || facts.calls_in(None).any(|call| call.target == Target::Own(id)))
        }
        Kind::If { condition, .. } => match unit.kind(condition) {
            // `if __name__ == "__main__"`, `if (require.main === module)`.
            Kind::Binary(BinaryOperator::Equal | BinaryOperator::StrictEqual, left, right) => {
                unit.name_of(left) == Some("__name__")
                    || unit.name_of(right) == Some("__name__")
                    || (unit.text(left) == "require.main" && unit.name_of(right) == Some("module"))
            }
            _ => false,
        },
        _ => false,
    }
}

/// The bindings of top-level definitions that are marked as visible to all.
fn exported(unit: &Unit, facts: &Facts, body: &[NodeId]) -> Vec<BindingId> {
    let mut exported = Vec::new();
    for &node in body {
        let (name, modifiers) = match unit.kind(node) {
            Kind::Function(id) => (unit.function(id).name, unit.function(id).modifiers),
            Kind::Type(id) => (unit.type_definition(id).name, unit.type_definition(id).modifiers),
            Kind::Let { target, modifiers, .. } => (Some(target), modifiers),
            Kind::Export { names, from: None } => {
                exported.extend(unit.list(names).iter().filter_map(|&name| facts.scopes.resolve(name)));
                continue;
            }
            _ => continue,
        };
        if modifiers.has(Modifiers::PUBLIC) {
            exported.extend(name.and_then(|name| facts.scopes.resolve(name)));
        }
    }
    exported
}

/// The author's words on the whole file: a documentation text that belongs to no item and stands before all of them.
fn file_doc(unit: &Unit) -> Option<code::DocId> {
    let mut owned = vec![false; unit.docs.len()];
    for doc in unit.functions.iter().filter_map(|it| it.doc).chain(unit.types.iter().filter_map(|it| it.doc)) {
        owned[doc.index()] = true;
    }
    let Kind::Module { body } = unit.kind(unit.root) else { return None };
    let first = unit.list(body).first().map_or(u32::MAX, |&first| unit.span(first).start);
    let at = (0..unit.docs.len()).find(|&at| !owned[at] && unit.docs[at].span.start <= first)?;
    Some(code::DocId::from_index(at))
}
