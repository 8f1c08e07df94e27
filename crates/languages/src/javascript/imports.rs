//! Imports and exports, in the forms of ECMAScript, `CommonJS` and TypeScript.

use code::{CallForm, Import, ImportedName, Kind, List, Modifiers, NodeId, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// The canonical name of a module: `node:fs/promises` is `fs.promises`; relative paths, addresses and the scope of a package stay.
fn canonical(specifier: &str) -> String {
    let name = specifier.strip_prefix("node:").unwrap_or(specifier);
    if name.starts_with(['.', '/', '#', '~']) || name.contains(':') {
        return name.to_owned();
    }
    match name.split_once('/').filter(|_| name.starts_with('@')) {
        Some((scope, rest)) => format!("{scope}/{}", rest.replace('/', ".")),
        None => name.replace('/', "."),
    }
}

/// An import that binds nothing yet.
fn import_of(low: &Lowering<'_>, module: &str) -> Import {
    Import {
        node: low.build.unit().root,
        module: canonical(module),
        names: Vec::new(),
        alias: None,
        wildcard: false,
        types_only: false,
        reexport: false,
    }
}

fn source_of(low: &mut Lowering<'_>, cst: &Cst<'_>) -> String {
    let Some(source) = cst.node("source") else { return String::new() };
    let module = read::string_text(low, source).unwrap_or_default().to_owned();
    alike::discard(low, source);
    module
}

/// `* as name`: carried to the statement as a spread.
pub(crate) fn namespace_import(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(kid) = cst.kids.iter().rev().find(|kid| kid.named || kid.kind == "default") else {
        return Lowered::Nothing;
    };
    let name = read::name(low, kid);
    low.node(Kind::Spread(name), cst.span).into()
}

/// `name as alias`: carried to the statement as an entry, whose `computed` says that it is a type.
pub(crate) fn import_specifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(name) = cst.kid("name") else { return Lowered::Nothing };
    let is_type = cst.kids.iter().any(|kid| kid.field.is_empty() && matches!(kid.kind, "type" | "typeof"));
    let key = read::name(low, name);
    let value = cst.kid("alias").map_or(key, |kid| read::name(low, kid));
    low.node(Kind::Entry { key, value, computed: is_type }, cst.span).into()
}

pub(crate) fn import_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    // `import fs = require("fs")` arrives whole from its clause.
    if let Some(clause) = cst.of_kind("import_require_clause") {
        if let Some(id) = clause.one() {
            low.build.set_span(id, cst.span);
        }
        return clause.lowered;
    }
    let module = source_of(low, cst);
    let mut import = import_of(low, &module);
    let only_types = cst.kids.iter().any(|kid| matches!(kid.kind, "type" | "typeof"));
    let clause = match cst.of_kind("import_clause") {
        Some(clause) => low.flatten([clause]),
        None => Vec::new(),
    };
    let mut n_types = 0;
    for &id in &clause {
        match low.build.unit().kind(id) {
            Kind::Spread(name) => {
                alike::discard_shell(low, id);
                import.alias = Some(name);
            }
            Kind::Entry { key, value, computed } => {
                n_types += usize::from(computed);
                import.names.push(imported(low, id, key, value));
            }
            Kind::Name(_) => import.names.push(ImportedName { name: "default".to_owned(), local: id }),
            _ => {}
        }
    }
    import.types_only = only_types || (n_types > 0 && n_types == clause.len());
    low.build.import(import, cst.span).into()
}

/// One imported name from the entry that carried it.
fn imported(low: &mut Lowering<'_>, entry: NodeId, key: NodeId, value: NodeId) -> ImportedName {
    let name = match read::string_text(low, key) {
        Some(text) => text.to_owned(),
        None => low.build.unit().text(key).to_owned(),
    };
    alike::discard_shell(low, entry);
    if key != value {
        alike::discard(low, key);
    }
    ImportedName { name, local: value }
}

/// The module of `require("module")`, and the node of the call.
fn require_call<'s>(low: &Lowering<'s>, id: NodeId) -> Option<&'s str> {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, form: CallForm::Plain } = unit.kind(id) else { return None };
    if unit.name_of(callee) != Some("require") {
        return None;
    }
    match *unit.list(arguments) {
        [module] => read::string_text(low, module),
        _ => None,
    }
}

/// `require("module");` alone, for its effects.
pub(crate) fn bare_require(low: &mut Lowering<'_>, id: NodeId) -> Option<NodeId> {
    let module = require_call(low, id)?;
    let span = low.build.unit().span(id);
    let import = import_of(low, module);
    alike::discard(low, id);
    Some(low.build.import(import, span))
}

/// `const target = require("module")`, also with a pattern that takes names out of it or with one member of it.
pub(crate) fn required(low: &mut Lowering<'_>, target: NodeId, value: NodeId, span: Span) -> Option<NodeId> {
    let unit = low.build.unit();
    if let Kind::Member { object, name, .. } = unit.kind(value) {
        let module = require_call(low, object)?;
        unit.name_of(target)?;
        let mut import = import_of(low, module);
        import.names.push(ImportedName { name: unit.name(name).to_owned(), local: target });
        alike::discard(low, value);
        return Some(low.build.import(import, span));
    }
    let module = require_call(low, value)?;
    let mut import = import_of(low, module);
    match unit.kind(target) {
        Kind::Name(_) => import.alias = Some(target),
        Kind::Mapping(entries) => {
            let is_name = |&entry: &NodeId| match unit.kind(entry) {
                Kind::Entry { key, value, computed: false } => {
                    unit.name_of(value).is_some() && matches!(unit.kind(key), Kind::Name(_) | Kind::Text(_))
                }
                _ => false,
            };
            if !unit.list(entries).iter().all(is_name) {
                return None;
            }
            alike::discard_shell(low, target);
            for at in 0..entries.len() {
                let entry = low.build.unit().list(entries)[at];
                if let Kind::Entry { key, value, .. } = low.build.unit().kind(entry) {
                    import.names.push(imported(low, entry, key, value));
                }
            }
        }
        _ => return None,
    }
    alike::discard(low, value);
    Some(low.build.import(import, span))
}

/// `import fs = require("fs")`
pub(crate) fn import_require_clause(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let alias = cst.kids.iter().find(|kid| kid.kind == "identifier").and_then(Kid::one);
    let module = source_of(low, cst);
    let import = Import { alias, ..import_of(low, &module) };
    low.build.import(import, cst.span).into()
}

/// `name` or `local as exported`: an entry whose key is what importers see.
pub(crate) fn export_specifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let (local, _) = read::key_in(low, cst, "name");
    let Some(alias) = cst.kid("alias") else { return local.into() };
    let key = read::name(low, alias);
    low.node(Kind::Entry { key, value: local, computed: false }, cst.span).into()
}

pub(crate) fn export_statement(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let start = cst.span.start;
    let is_default = cst.has("default");
    let modifiers = if is_default { Modifiers::PUBLIC.with(Modifiers::DEFAULT) } else { Modifiers::PUBLIC };
    if let Some(declaration) = cst.kid("declaration") {
        let declared = low.flatten([declaration]);
        // Only the first of `export const a = 1, b = 2` starts at the keyword.
        for (at, &id) in declared.iter().enumerate() {
            let from = if at == 0 { start } else { low.build.unit().span(id).start };
            read::add_modifiers(low, id, modifiers, from);
            if at == 0 {
                read::document(low, id, start);
            }
        }
        if let [one] = *declared {
            decorate(low, cst, one);
            return one.into();
        }
        return Lowered::Many(low.build.list(&declared));
    }
    if let Some(value) = cst.node("value") {
        if matches!(low.build.unit().kind(value), Kind::Function(_) | Kind::Type(_)) {
            read::add_modifiers(low, value, modifiers, start);
            read::document(low, value, start);
            decorate(low, cst, value);
            return value.into();
        }
        let key = cst.of_kind("default").map_or(cst.span, |kid| kid.span);
        let span = key.cover(low.build.unit().span(value));
        let key = low.build.name(key);
        let entry = low.node(Kind::Entry { key, value, computed: false }, span);
        let names = low.build.list(&[entry]);
        return low.node(Kind::Export { names, from: None }, cst.span).into();
    }
    let alias = cst.of_kind("namespace_export").and_then(Kid::one);
    if alias.is_some() || cst.has("*") {
        let module = source_of(low, cst);
        let mut import = Import { reexport: true, ..import_of(low, &module) };
        import.types_only = cst.has("type");
        match alias.map(|id| (id, low.build.unit().kind(id))) {
            Some((shell, Kind::Spread(name))) => {
                alike::discard_shell(low, shell);
                import.alias = Some(name);
            }
            _ => import.wildcard = true,
        }
        return low.build.import(import, cst.span).into();
    }
    let from = cst.node("source");
    let names: List = low.list(cst.kids.iter().filter(|kid| kid.field != "source"));
    low.node(Kind::Export { names, from }, cst.span).into()
}

/// Gives the decorators before `export` to the class behind it.
fn decorate(low: &mut Lowering<'_>, cst: &Cst<'_>, id: NodeId) {
    if cst.kid("decorator").is_none() {
        return;
    }
    if let Kind::Type(definition) = low.build.unit().kind(id) {
        let mut all = low.flatten(cst.kids.iter().filter(|kid| kid.field == "decorator"));
        let own = low.build.unit().type_definition(definition).decorators;
        all.extend_from_slice(low.build.unit().list(own));
        let decorators = low.build.list(&all);
        low.build.unit_mut().types[definition.index()].decorators = decorators;
    }
}
