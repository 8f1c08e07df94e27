//! From the spelling of a call to what it calls: through imports, types of receivers and built-in names.

use code::{
    Access, CallForm, DefinitionForm, Effect, FunctionForm, FunctionId, ImportId, Kind, LibraryEntry, NodeId, Symbol,
    TypeId, Unit,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Target;
use crate::types::{self, Types};
use crate::{BindingId, BindingKind, Scopes, Type};

/// Longest chain of bases that is followed: a type may, wrongly, inherit from itself.
const MAX_BASES: usize = 16;

/// What each import binding stands for.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// The import, and the position of the name in it; none for the whole module.
    by_binding: FxHashMap<BindingId, (ImportId, Option<usize>)>,
    /// Macros that the text defines itself.
    macros: FxHashSet<Symbol>,
    /// Every name that the text binds somewhere.
    bound: FxHashSet<Symbol>,
    /// Whether an import brings in names that the text does not spell.
    wildcard: bool,
}

impl Imports {
    pub(crate) fn of(unit: &Unit, scopes: &Scopes) -> Self {
        let mut by_binding = FxHashMap::default();
        for (at, import) in unit.imports.iter().enumerate() {
            let id = ImportId::from_index(at);
            if let Some(binding) = import.alias.and_then(|alias| scopes.resolve(alias)) {
                by_binding.entry(binding).or_insert((id, None));
            }
            for (n, name) in import.names.iter().enumerate() {
                if let Some(binding) = scopes.resolve(name.local) {
                    by_binding.entry(binding).or_insert((id, Some(n)));
                }
            }
        }
        let macros = (0..unit.n_nodes())
            .filter_map(|at| match unit.kind(NodeId::from_index(at)) {
                Kind::MacroDefinition { name: Some(name) } => match unit.kind(name) {
                    Kind::Name(symbol) => Some(symbol),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let bound = scopes.bindings.iter().map(|binding| binding.name).collect();
        let wildcard = unit.imports.iter().any(|import| import.wildcard);
        Self { by_binding, macros, bound, wildcard }
    }

    /// Whether the text imports one of some names, or may: a piece of code shows no imports, and some import all that there is.
    fn bring(&self, unit: &Unit, names: &[&str]) -> bool {
        unit.imports.is_empty()
            || self.wildcard
            || unit.imports.iter().flat_map(|import| &import.names).any(|it| names.contains(&it.name.as_str()))
    }

    /// Writes the canonical path of an imported name.
    fn push(&self, unit: &Unit, scopes: &Scopes, binding: BindingId, path: &mut String) -> bool {
        let Some(&(id, name)) = self.by_binding.get(&binding) else { return false };
        let import = unit.import(id);
        match name.and_then(|n| import.names.get(n)) {
            Some(name) => {
                path.push_str(&import.module);
                if name.name != "default" {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&name.name);
                }
            }
            None => {
                // `import a.b` binds `a` alone; a name that stands apart from the path binds what the path names.
                let local = unit.name(scopes.binding(binding).name);
                let apart = import.alias.is_some_and(|alias| {
                    let behind = unit.source.get(unit.span(alias).end as usize..).unwrap_or("");
                    !behind.starts_with('.')
                });
                let whole = match import.module.split_once('.') {
                    Some((first, rest)) if !apart && first == local && rest.rsplit('.').next() != Some(local) => first,
                    _ => &import.module,
                };
                path.push_str(whole);
            }
        }
        true
    }
}

/// The functions of every type by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Methods {
    /// `None` where two functions have the same name.
    by_name: FxHashMap<(TypeId, Symbol), Option<FunctionId>>,
    /// The types of fields as declared.
    fields: FxHashMap<(TypeId, Symbol), NodeId>,
}

impl Methods {
    pub(crate) fn of(unit: &Unit, extends: &[Option<TypeId>]) -> Self {
        let mut by_name: FxHashMap<(TypeId, Symbol), Option<FunctionId>> = FxHashMap::default();
        let mut fields = FxHashMap::default();
        for (at, definition) in unit.types.iter().enumerate() {
            let id = TypeId::from_index(at);
            let owner = extends[at].unwrap_or(id);
            for &member in unit.list(definition.members) {
                if let Kind::Field { name, annotation: Some(annotation), .. } = unit.kind(member)
                    && let Kind::Name(name) = unit.kind(name)
                {
                    fields.insert((owner, name), annotation);
                }
                let Kind::Function(function) = unit.kind(member) else { continue };
                let Some(Kind::Name(name)) = unit.function(function).name.map(|name| unit.kind(name)) else { continue };
                if matches!(unit.function(function).form, FunctionForm::Getter | FunctionForm::Setter) {
                    by_name.insert((owner, name), None);
                    continue;
                }
                by_name
                    .entry((owner, name))
                    .and_modify(|known| {
                        // A declaration without a body is completed by one with a body, unless heirs complete it.
                        let bodies = |it: FunctionId| {
                            let function = unit.function(it);
                            function.body.is_some() || function.modifiers.has(code::Modifiers::ABSTRACT)
                        };
                        *known = match *known {
                            Some(before) if bodies(before) && !bodies(function) => Some(before),
                            Some(before) if !bodies(before) && bodies(function) => Some(function),
                            _ => None,
                        };
                    })
                    .or_insert(Some(function));
            }
        }
        Self { by_name, fields }
    }
}

/// The method of a type, or of a type of this text that it inherits from.
fn method(unit: &Unit, scopes: &Scopes, types: &Types, owner: TypeId, name: Symbol) -> Option<FunctionId> {
    let mut at = owner;
    for _ in 0..MAX_BASES {
        if let Some(known) = types.methods.by_name.get(&(at, name)) {
            return *known;
        }
        // Several bases have an order of their own: only a single one is followed.
        let [base] = unit.list(unit.type_definition(at).bases) else { return None };
        at = types::definition_of(unit, scopes, *base)?;
    }
    None
}

/// What of this text a call calls.
pub(crate) fn own_target(unit: &Unit, scopes: &Scopes, types: &Types, callee: NodeId) -> Option<Target> {
    match unit.kind(callee) {
        Kind::Function(function) => Some(Target::Own(function)),
        Kind::Name(symbol) => {
            let is_macro =
                unit.parent(callee).is_some_and(|up| matches!(unit.kind(up), Kind::Call { form: CallForm::Macro, .. }));
            if is_macro {
                return None;
            }
            if let Some(id) = scopes.resolve(callee) {
                if let Some(function) = scopes.function_named(id) {
                    // Which of several methods of one name is meant, their parameters decide.
                    let owner = unit.enclosing_type(unit.function(function).node);
                    let owner = owner.map(|it| types.extends[it.index()].unwrap_or(it));
                    let several =
                        owner.is_some_and(|it| types.methods.by_name.get(&(it, symbol)).is_some_and(Option::is_none));
                    return (!several).then_some(Target::Own(function));
                }
                return match scopes.binding(id).kind {
                    BindingKind::Type => types::definition_of(unit, scopes, callee).map(Target::Construct),
                    BindingKind::Import | BindingKind::Function => None,
                    _ => Some(Target::Value(id)),
                };
            }
            let own = unit.dialect.own_type;
            (!own.is_empty() && unit.name(symbol) == own)
                .then(|| types::definition_of(unit, scopes, callee).map(|id| construct(types, id)))
                .flatten()
        }
        Kind::Member { object, name, access } => {
            if access == Access::Path || is_type_name(unit, scopes, object) {
                let id = types::definition_of(unit, scopes, object)?;
                let owner = types.extends[id.index()].unwrap_or(id);
                let definition = unit.type_definition(owner);
                if let Some(function) = method(unit, scopes, types, owner, name) {
                    return Some(Target::Own(function));
                }
                let is_variant = definition.form == DefinitionForm::Enum
                    && unit.list(definition.members).iter().any(|&member| {
                        matches!(unit.kind(member), Kind::Variant { name: variant, .. } if unit.kind(variant) == Kind::Name(name))
                    });
                return is_variant.then_some(Target::Construct(owner));
            }
            match types.of(object) {
                Type::Own(owner) => method(unit, scopes, types, owner, name).map(Target::Own),
                _ => None,
            }
        }
        Kind::TypeExpression { form: code::TypeForm::Named, parts } => {
            unit.list(parts).first().and_then(|&head| own_target(unit, scopes, types, head))
        }
        _ => None,
    }
}

fn construct(types: &Types, id: TypeId) -> Target {
    Target::Construct(types.extends[id.index()].unwrap_or(id))
}

fn is_type_name(unit: &Unit, scopes: &Scopes, object: NodeId) -> bool {
    matches!(unit.kind(object), Kind::Name(_))
        && scopes.binding_of(object).is_some_and(|binding| binding.kind == BindingKind::Type)
}

/// The imported name that a chain of members starts at.
pub(super) fn root_import(unit: &Unit, scopes: &Scopes, node: NodeId) -> Option<BindingId> {
    let mut at = node;
    loop {
        match unit.kind(at) {
            Kind::Name(_) => {
                let id = scopes.resolve(at)?;
                return (scopes.binding(id).kind == BindingKind::Import).then_some(id);
            }
            Kind::Member { object, .. } => at = object,
            Kind::TypeExpression { form: code::TypeForm::Named, parts } => at = *unit.list(parts).first()?,
            _ => return None,
        }
    }
}

/// Writes the canonical path of a name or a chain of members that starts at an import or at a free name.
fn write_path(unit: &Unit, scopes: &Scopes, imports: &Imports, node: NodeId, path: &mut String) -> bool {
    match unit.kind(node) {
        Kind::Name(symbol) => match scopes.resolve(node) {
            Some(id) => scopes.binding(id).kind == BindingKind::Import && imports.push(unit, scopes, id, path),
            None => {
                path.push_str(unit.name(symbol));
                true
            }
        },
        Kind::Member { object, name, access } => {
            if !write_path(unit, scopes, imports, object, path) {
                return false;
            }
            if access == Access::Path
                && matches!(unit.kind(object), Kind::Name(_))
                && scopes.resolve(object).is_none()
                && let Some((_, whole)) = unit.dialect.free_modules.iter().find(|(name, _)| *name == path.as_str())
            {
                path.clear();
                path.push_str(whole);
            }
            path.push('.');
            path.push_str(unit.name(name));
            true
        }
        // A new array goes by its brackets, whatever it holds.
        Kind::TypeExpression { form: code::TypeForm::Array, .. } => {
            path.push_str("[]");
            true
        }
        Kind::TypeExpression { form: code::TypeForm::Named | code::TypeForm::Primitive, parts } => {
            match unit.list(parts) {
                [] => {
                    path.push_str(unit.text(node));
                    true
                }
                [head, ..] => write_path(unit, scopes, imports, *head, path),
            }
        }
        _ => false,
    }
}

/// What the library says of a call. `path` is a buffer that is used again for every call.
pub(crate) fn library_entry(
    unit: &Unit,
    scopes: &Scopes,
    imports: &Imports,
    types: &Types,
    call: NodeId,
    path: &mut String,
) -> Option<&'static LibraryEntry> {
    let Kind::Call { callee, form, .. } = unit.kind(call) else { return None };
    if form == CallForm::Macro {
        return macro_entry(unit, imports, callee, path);
    }
    if let Kind::Member { object, access: Access::Dot | Access::Optional, .. } = unit.kind(callee)
        && types.of(object) != Type::Unknown
    {
        return method_entry(unit, scopes, imports, types, callee, path);
    }
    path.clear();
    if write_path(unit, scopes, imports, callee, path) {
        if form == CallForm::New {
            let len = path.len();
            path.push_str(".new");
            if let Some(entry) = unit.library.find(path) {
                return Some(entry);
            }
            if let Some(entry) = short_entry(unit, path) {
                return Some(entry);
            }
            path.truncate(len);
            path.insert_str(0, "new ");
            if let Some(entry) = unit.library.find(path) {
                return Some(entry);
            }
            path.drain(..4);
        }
        if let Some(entry) = unit.library.find(path).or_else(|| short_entry(unit, path)) {
            return Some(entry);
        }
        if known_elsewhere(unit, path)
            && let Some(entry) = unit.library.find(path)
        {
            return Some(entry);
        }
        if stands_for_import(unit, scopes, imports, callee, path)
            && let Some(entry) = unit.library.find(path)
        {
            return Some(entry);
        }
    }
    method_entry(unit, scopes, imports, types, callee, path)
}

/// Whether what a path leads to is known by another path, which then takes its place: `vitest.describe` is `describe`.
fn known_elsewhere(unit: &Unit, path: &mut String) -> bool {
    let ends = path.match_indices('.').map(|(at, _)| at).skip(1).chain([path.len()]);
    let found =
        ends.filter_map(|end| Some((end, unit.library.bare(&path[..end]).filter(|_| path[..end].contains('.'))?)));
    if let Some((end, whole)) = found.last() {
        path.replace_range(..end, whole);
        return true;
    }
    // A project may hand a well-known module on from a file of its name: `helpers.vitest.describe`.
    let starts: Vec<usize> = path.match_indices(['.', '/']).map(|(at, _)| at + 1).collect();
    let global = starts.iter().find_map(|&start| {
        let mut parts = path[start..].splitn(3, '.');
        let (home, name) = (parts.next()?, parts.next()?);
        let end = start + home.len() + 1 + name.len();
        let whole = unit.library.bare(&path[start..end]).filter(|&whole| whole == name)?;
        Some((end, whole))
    });
    let Some((end, whole)) = global else { return false };
    path.replace_range(..end, whole);
    true
}

/// Whether a path starts at a well-known name that a snippet uses without its import; the path then becomes the whole one.
fn stands_for_import(unit: &Unit, scopes: &Scopes, imports: &Imports, callee: NodeId, path: &mut String) -> bool {
    let Some((head, symbol)) = free_root(unit, callee) else { return false };
    if scopes.resolve(head).is_some() || imports.bound.contains(&symbol) {
        return false;
    }
    let Some(whole) = unit.library.bare(unit.name(symbol)) else { return false };
    // What is imported without being named may be anything, unless it comes from where the well-known name does.
    let home = whole.rsplit_once('.').map_or("", |(home, _)| home);
    let comes_from = |module: &str| {
        !home.is_empty() && module.strip_suffix(home).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if imports.wildcard && !unit.imports.iter().any(|import| import.wildcard && comes_from(&import.module)) {
        return false;
    }
    path.replace_range(..unit.name(symbol).len(), whole);
    true
}

/// The name that a chain of members starts at.
fn free_root(unit: &Unit, node: NodeId) -> Option<(NodeId, Symbol)> {
    let mut at = node;
    loop {
        match unit.kind(at) {
            Kind::Name(symbol) => return Some((at, symbol)),
            Kind::Member { object, .. } => at = object,
            _ => return None,
        }
    }
}

/// `std.collections.HashMap.new` may stand in the library as `HashMap.new`: a type's own functions by the type's name.
fn short_entry(unit: &Unit, path: &str) -> Option<&'static LibraryEntry> {
    let mut dots = path.rmatch_indices('.').map(|(at, _)| at);
    dots.next()?;
    let start = dots.next()? + 1;
    let short = path.get(start..)?;
    short.starts_with(char::is_uppercase).then(|| unit.library.find(short)).flatten()
}

fn macro_entry(unit: &Unit, imports: &Imports, callee: NodeId, path: &mut String) -> Option<&'static LibraryEntry> {
    let (Kind::Name(name) | Kind::Member { name, .. }) = unit.kind(callee) else { return None };
    if imports.macros.contains(&name) {
        return None;
    }
    path.clear();
    path.push_str(unit.name(name));
    path.push('!');
    unit.library.find(path)
}

/// The library call that made the value of a variable which is set only once.
fn made_by(unit: &Unit, scopes: &Scopes, types: &Types, object: NodeId) -> Option<&'static LibraryEntry> {
    if matches!(unit.kind(object), Kind::Call { .. }) {
        let at = types.library.binary_search_by_key(&object, |call| call.0).ok()?;
        return types.library[at].1;
    }
    let binding = scopes.binding_of(object)?;
    let (target, value) = match unit.kind(unit.parent(binding.definition)?) {
        Kind::Let { target, value: Some(value), .. } => (target, value),
        Kind::Assign { target, operator: None, value } if unit.dialect.assignment_declares => (target, value),
        _ => return None,
    };
    if target != binding.definition || binding.writes.iter().any(|&write| write != binding.definition) {
        return None;
    }
    let at = types.library.binary_search_by_key(&value, |call| call.0).ok()?;
    types.library[at].1
}

/// The name of the library's type that a value is declared or made as: `StringBuilder` of `StringBuilder out`.
fn declared_type<'u>(unit: &'u Unit, scopes: &Scopes, types: &Types, object: NodeId) -> Option<&'u str> {
    let ty = match unit.kind(object) {
        Kind::Name(_) => {
            let binding = scopes.binding_of(object)?;
            let definition = binding.definition;
            match unit.kind(unit.parent(definition)?) {
                Kind::Let { target, annotation: Some(ty), .. }
                | Kind::Parameter { target, annotation: Some(ty), .. }
                    if target == definition =>
                {
                    ty
                }
                Kind::Field { name, annotation: Some(ty), .. } if name == definition => ty,
                Kind::Bind { name, pattern } if name == definition => pattern,
                Kind::Let { target, annotation: None, value: Some(value), .. } if target == definition => {
                    constructed(unit, value)?
                }
                Kind::Assign { target, operator: None, value }
                    if target == definition && unit.dialect.assignment_declares && binding.writes.is_empty() =>
                {
                    constructed(unit, value)?
                }
                _ => return None,
            }
        }
        Kind::Member { object, name, .. } if unit.kind(object) == Kind::This => {
            *types.methods.fields.get(&(unit.enclosing_type(object)?, name))?
        }
        Kind::Call { .. } => constructed(unit, object)?,
        _ => return None,
    };
    let mut head = ty;
    while let Kind::TypeExpression { form: code::TypeForm::Named, parts } = unit.kind(head) {
        head = *unit.list(parts).first()?;
    }
    match unit.kind(head) {
        // A type of this text is not the library's, whatever its name.
        Kind::Name(symbol) if types::definition_of(unit, scopes, head).is_none() => Some(unit.name(symbol)),
        Kind::Member { name, access: Access::Path, .. } => Some(unit.name(name)),
        _ => None,
    }
}

/// The last name of a type as written.
fn last_name(unit: &Unit, id: NodeId) -> Option<&str> {
    let mut at = id;
    loop {
        match unit.kind(at) {
            Kind::Name(symbol) | Kind::Member { name: symbol, .. } => {
                return unit.name(symbol).rsplit(['\\', '.']).next();
            }
            Kind::TypeExpression { parts, .. } => at = *unit.list(parts).first()?,
            _ => return None,
        }
    }
}

/// The type of which a call makes a new object.
fn constructed(unit: &Unit, value: NodeId) -> Option<NodeId> {
    match unit.kind(value) {
        Kind::Call { callee, form: CallForm::New, .. } => Some(callee),
        _ => None,
    }
}

/// The type whose method the call before in a chain was: builders give themselves back.
fn type_of_chain(types: &Types, object: NodeId) -> Option<&'static str> {
    let at = types.library.binary_search_by_key(&object, |call| call.0).ok()?;
    let entry = types.library[at].1.filter(|entry| entry.returns.is_empty())?;
    let (owner, _) = entry.path.rsplit_once('.')?;
    owner.starts_with(char::is_uppercase).then_some(owner)
}

/// The type of a package that a variable or a field is declared with, or made as.
fn type_of_package(unit: &Unit, scopes: &Scopes, types: &Types, object: NodeId) -> Option<NodeId> {
    let written = match unit.kind(object) {
        Kind::Name(_) => match unit.kind(unit.parent(scopes.binding_of(object)?.definition)?) {
            Kind::Let { annotation: Some(annotation), .. } | Kind::Parameter { annotation: Some(annotation), .. } => {
                annotation
            }
            Kind::Let { value: Some(value), .. } => match unit.kind(value) {
                Kind::Record { of, .. } => of,
                Kind::Reference(inner, _) => match unit.kind(inner) {
                    Kind::Record { of, .. } => of,
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        },
        Kind::Member { object, name, .. } => {
            let Type::Own(owner) = types.of(object) else { return None };
            unit.list(unit.type_definition(owner).members).iter().find_map(|&member| match unit.kind(member) {
                Kind::Field { name: field, annotation, .. } if unit.kind(field) == Kind::Name(name) => annotation,
                _ => None,
            })?
        }
        _ => return None,
    };
    let mut at = written;
    loop {
        match unit.kind(at) {
            Kind::TypeExpression { parts, .. } => at = *unit.list(parts).first()?,
            Kind::Member { .. } => return Some(at),
            _ => return None,
        }
    }
}

/// A method by the type of its receiver, else by its name alone.
fn method_entry(
    unit: &Unit,
    scopes: &Scopes,
    imports: &Imports,
    types: &Types,
    callee: NodeId,
    path: &mut String,
) -> Option<&'static LibraryEntry> {
    let Kind::Member { object, name, access } = unit.kind(callee) else { return None };
    // What a type's body reaches by the word for the type itself, it may have inherited.
    let own = unit.dialect.own_type;
    let is_own =
        access == Access::Path && !own.is_empty() && !unit.dialect.ownership && unit.name_of(object) == Some(own);
    let receiver = match unit.enclosing_type(object) {
        Some(owner) if is_own => Type::Own(owner),
        _ if access == Access::Path => return None,
        _ => types.of(object),
    };
    let name_text = unit.name(name);
    if (unit.dialect.static_types || unit.dialect.enforced_types)
        && !matches!(receiver, Type::Own(_))
        && let Some(owner) = declared_type(unit, scopes, types, object).or_else(|| type_of_chain(types, object))
    {
        path.clear();
        path.push_str(owner);
        path.push('.');
        path.push_str(name_text);
        if let Some(entry) = unit.library.find(path) {
            return Some(entry);
        }
    }
    for type_name in receiver.library_names() {
        path.clear();
        path.push_str(type_name);
        path.push('.');
        path.push_str(name_text);
        if let Some(entry) = unit.library.find(path) {
            return Some(entry);
        }
    }
    // A type of a package: `wg.Add` of a `sync.WaitGroup`.
    if let Some(of) = type_of_package(unit, scopes, types, object) {
        path.clear();
        if write_path(unit, scopes, imports, of, path) {
            let end = path.len();
            path.push('.');
            path.push_str(name_text);
            if let Some(entry) = unit.library.find(path) {
                return Some(entry);
            }
            path.truncate(end);
            if stands_for_import(unit, scopes, imports, of, path) {
                path.push('.');
                path.push_str(name_text);
                if let Some(entry) = unit.library.find(path) {
                    return Some(entry);
                }
            }
        }
    }
    let mut is_special = false;
    // `app.get` says what it is for once `app` is known to be `express()`.
    if let Some(maker) = made_by(unit, scopes, types, object) {
        path.clear();
        path.push_str(maker.path);
        path.push_str("().");
        path.push_str(name_text);
        if let Some(entry) = unit.library.find(path) {
            return Some(entry);
        }
        // Where the library lists what such a value has, it is no value as others are: `isEmpty` of `assertThat(x)` asks nothing,
        // it insists.
        path.truncate(path.len() - name_text.len());
        let at = unit.library.entries.partition_point(|entry| entry.path < path.as_str());
        is_special = maker.returns.is_empty()
            && unit.library.entries.get(at).is_some_and(|entry| entry.path.starts_with(path.as_str()));
    }
    match receiver {
        Type::Own(owner) => {
            // What an own type defines, or may inherit from elsewhere, is not the library's.
            let definition = unit.type_definition(owner);
            let may_inherit = !definition.bases.is_empty() && !unit.dialect.ownership;
            if types.methods.by_name.contains_key(&(owner, name)) {
                return None;
            }
            // What the library's own type that it builds on has, it has too.
            for &base in unit.list(definition.bases) {
                let Some(name) = last_name(unit, base) else { continue };
                path.clear();
                path.push_str(name);
                path.push('.');
                path.push_str(name_text);
                if let Some(entry) = unit.library.find(path) {
                    return Some(entry);
                }
            }
            // A check by its name is one wherever it comes from: `self.assertEqual`.
            if may_inherit {
                path.clear();
                path.push('.');
                path.push_str(name_text);
                let is_check = |entry: &&LibraryEntry| entry.effects == [Effect::Raises] && entry.gives.is_empty();
                return unit.library.find(path).filter(is_check);
            }
        }
        _ if matches!(unit.kind(object), Kind::Super) => return None,
        // A function of a module is not a method.
        _ if matches!(unit.kind(object), Kind::Name(_)) => {
            let binding = scopes.binding_of(object);
            let module = binding.is_some_and(|binding| {
                matches!(unit.parent(binding.definition).map(|up| unit.kind(up)), Some(Kind::Import(import))
                    if unit.import(import).alias == Some(binding.definition))
            });
            // A name that is written as types are, and that no variable here has, is a type or an object from elsewhere:
            // `drop` of `SchemaUtils` skips no items.
            let from_elsewhere = binding.is_none_or(|binding| {
                matches!(unit.parent(binding.definition).map(|up| unit.kind(up)), Some(Kind::Import(_)))
            });
            let text = unit.name_of(object).unwrap_or("");
            let as_type = text.starts_with(char::is_uppercase) && text.contains(char::is_lowercase);
            let is_type = unit.dialect.said_results && unit.dialect.enforced_types && from_elsewhere && as_type;
            if module || is_type || binding.is_some_and(|binding| binding.kind == BindingKind::Type) {
                return None;
            }
        }
        _ => {}
    }
    path.clear();
    path.push('.');
    // `.classList.add` says more than `.add` would.
    if let Kind::Member { name: outer, .. } = unit.kind(object) {
        path.push_str(unit.name(outer));
        path.push('.');
        path.push_str(name_text);
        if let Some(entry) = unit.library.find(path) {
            return Some(entry);
        }
        path.truncate(1);
    }
    path.push_str(name_text);
    let there = |entry: &&LibraryEntry| entry.needs.is_empty() || imports.bring(unit, entry.needs);
    unit.library.find(path).filter(there).filter(|entry| !is_special || entry.gives.is_empty())
}
