//! Names, members and calls.

use code::{Access, BinaryOperator, CallForm, Import, Kind, List, NodeId, Span};

use super::{blocks, kind, literals, name_of, nodes, span};
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

/// A variable, or a call of a method of the own object: [`super::settle`] tells. A spare node stands before it.
pub(super) fn identifier(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    low.node(Kind::Empty, cst.span);
    low.build.name(cst.span).into()
}

/// `@name`: a field of the own object, which stands without a word.
pub(super) fn instance_variable(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.node(Kind::This, Span::new(cst.span.start, cst.span.start));
    let name = low.build.symbol(Span::new(cst.span.start + 1, cst.span.end));
    low.node(Kind::Member { object, name, access: Access::Dot }, cst.span).into()
}

/// `super` with all the arguments that the method itself was given.
pub(super) fn bare_super(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let callee = low.node(Kind::Super, cst.span);
    low.node(Kind::Call { callee, arguments: List::default(), form: CallForm::Plain }, cst.span).into()
}

/// `A::B`, `::A`.
pub(super) fn scope_resolution(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let name = low.need(cst, "name");
    let Some(object) = cst.node("scope") else { return name.into() };
    let Kind::Name(symbol) = kind(low, name) else { return name.into() };
    alike::discard_shell(low, name);
    low.node(Kind::Member { object, name: symbol, access: Access::Path }, cst.span).into()
}

/// `object.name`, with a spare node before it, as it may be a call.
fn member(low: &mut Lowering<'_>, object: NodeId, name: Span, access: Access, at: Span) -> NodeId {
    let name = low.build.symbol(name);
    low.node(Kind::Empty, at);
    low.node(Kind::Member { object, name, access }, at)
}

/// `object[index]`.
pub(super) fn element_reference(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let object = low.need(cst, "object");
    let parts: Vec<&Kid> = cst.kids.iter().filter(|kid| !matches!(kid.field, "object" | "block")).collect();
    let parts = low.flatten(parts);
    // `Set[1, 2]` and `Hash[pairs]` make something.
    let makes = name_of(low, object).is_some_and(|name| matches!(name, "Set" | "Hash" | "Array" | "Dir" | "Struct"));
    if makes || parts.is_empty() {
        let bracket = cst.of_kind("[").map_or(cst.span, |kid| kid.span);
        let name = low.build.symbol(bracket);
        let covered = span(low, object);
        let callee = low.node(Kind::Member { object, name, access: Access::Dot }, covered);
        let arguments = arguments_of(low, parts);
        return low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into();
    }
    let parts = literals::gather_entries(low, parts);
    let index = super::one_or_tuple(low, &parts, cst.span);
    low.node(Kind::Index { object, index, optional: false }, cst.span).into()
}

/// `yield a`: a call of the block that the caller gave.
pub(super) fn yield_call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let word = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let callee = low.build.name(word);
    let found = low.flatten(cst.kids);
    let arguments = arguments_of(low, found);
    low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, cst.span).into()
}

/// Arguments: what has a name is a named argument, other entries are gathered to a hash.
fn arguments_of(low: &mut Lowering<'_>, found: Vec<NodeId>) -> List {
    let found: Vec<NodeId> = found.into_iter().map(|argument| named(low, argument)).collect();
    let found = literals::gather_entries(low, found);
    low.build.list(&found)
}

fn named(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let Kind::Entry { key, value, .. } = kind(low, id) else { return id };
    let at = span(low, key);
    match kind(low, key) {
        Kind::Name(_) if key == value => {
            alike::discard_shell(low, id);
            let name = low.build.name(at);
            low.node(Kind::NamedArgument { name, value }, at)
        }
        Kind::Name(_) => {
            low.build.set_kind(id, Kind::NamedArgument { name: key, value });
            id
        }
        Kind::Text(_) if is_symbol(low.text(at)) => {
            let whole = span(low, id);
            alike::discard_shell(low, key);
            alike::discard_shell(low, id);
            let name = low.build.name(Span::new(at.start + 1, at.end));
            low.node(Kind::NamedArgument { name, value }, whole)
        }
        _ => id,
    }
}

/// Whether a text is spelled as a plain symbol: `:name`.
pub(super) fn is_symbol(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// A call in all its spellings.
pub(super) fn call(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let block = cst.kid("block").and_then(|kid| blocks::Block::of(low, kid));
    let given = cst.kid("arguments");
    let found = given.map(|kid| low.flatten([kid])).unwrap_or_default();
    let arguments = arguments_of(low, found);
    let tallest = cst.kids.iter().map(|kid| kid.height).max().unwrap_or(0);
    low.height = Some(tallest + 2);
    let Some(method) = cst.kid("method").copied() else {
        // `f.(x)`
        let callee = low.need(cst, "receiver");
        return plain(low, callee, arguments, block, CallForm::Plain, cst.span).into();
    };
    let name = low.text(method.span).to_owned();
    match cst.node("receiver") {
        Some(receiver) => {
            if let Some(id) = method.one() {
                alike::discard(low, id);
            }
            let access = if cst.token("operator") == "&." { Access::Optional } else { Access::Dot };
            let told =
                Told { receiver, name: method.span, access, arguments, at: cst.span, with_list: given.is_some() };
            of_object(low, &name, told, block)
        }
        None => free(low, &name, method, arguments, block, cst.span),
    }
    .into()
}

/// A call of a method, as it is spelled.
struct Told {
    receiver: NodeId,
    name: Span,
    access: Access,
    arguments: List,
    at: Span,
    /// Whether there is a list of arguments, if only `()`.
    with_list: bool,
}

fn of_object(low: &mut Lowering<'_>, name: &str, told: Told, block: Option<blocks::Block>) -> NodeId {
    let Told { receiver, arguments, at, .. } = told;
    let given = nodes(low, arguments);
    if block.is_none() {
        match (name, &given[..]) {
            ("nil?", []) => {
                let word = Span::new(told.name.start, told.name.end - 1);
                let null = low.node(Kind::Null, word);
                return low.node(Kind::Binary(BinaryOperator::Equal, receiver, null), at);
            }
            ("is_a?" | "kind_of?" | "instance_of?", &[of]) => {
                return low.node(Kind::Binary(BinaryOperator::InstanceOf, receiver, of), at);
            }
            ("include?" | "member?" | "key?" | "has_key?", &[item]) if !is_constant(low, item) => {
                return low.node(Kind::Binary(BinaryOperator::In, item, receiver), at);
            }
            // What is written in place and made unchangeable is told as what it is.
            ("freeze", [])
                if matches!(
                    kind(low, receiver),
                    Kind::Sequence(_) | Kind::Mapping(_) | Kind::Text(_) | Kind::Template { .. } | Kind::Regex
                ) =>
            {
                return receiver;
            }
            _ => {}
        }
    }
    match name {
        "new" => return made(low, receiver, arguments, block, at),
        "call" if told.access == Access::Dot && callable(low, receiver) => {
            return plain(low, receiver, arguments, block, CallForm::Plain, at);
        }
        "define" if name_of(low, receiver) == Some("Data") => {
            let callee = member(low, receiver, told.name, told.access, Span::new(at.start, told.name.end));
            return with_body(low, callee, arguments, block, CallForm::Plain, at);
        }
        _ => {}
    }
    let covered = Span::new(at.start, told.name.end);
    if let Some(block) = block {
        let has_target = block.n_parameters(low) > 0;
        if blocks::walks_itself(name) && given.is_empty() {
            return blocks::each(low, Some(receiver), block, at);
        }
        if blocks::walks(name) || (blocks::reads(name) && is_constant(low, receiver)) {
            let callee = member(low, receiver, told.name, told.access, covered);
            let end = nodes(low, arguments).last().map_or(covered.end, |&last| span(low, last).end.max(covered.end));
            let closed = low.source[end as usize..].starts_with(')');
            let source_span = Span::new(covered.start, end + u32::from(closed));
            let source = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, source_span);
            return blocks::each(low, Some(source), block, at);
        }
        let callee = member(low, receiver, told.name, told.access, covered);
        if has_target && blocks::holds(low.text(span(low, receiver)), name) {
            let end = nodes(low, arguments).last().map_or(covered.end, |&last| span(low, last).end.max(covered.end));
            let closed = low.source[end as usize..].starts_with(')');
            let value_span = Span::new(covered.start, end + u32::from(closed));
            let value = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, value_span);
            return blocks::with_resource(low, value, block, at);
        }
        return plain(low, callee, arguments, Some(block), CallForm::Plain, at);
    }
    let callee = member(low, receiver, told.name, told.access, covered);
    if given.is_empty() && !told.with_list && !is_call(low, receiver, name) {
        return callee;
    }
    plain(low, callee, arguments, None, CallForm::Plain, at)
}

/// Whether what `.call` is sent to is a function in a variable, not a service that has such a method.
fn callable(low: &Lowering<'_>, receiver: NodeId) -> bool {
    match kind(low, receiver) {
        Kind::Name(symbol) => !low.build.unit().name(symbol).starts_with(char::is_uppercase),
        Kind::Member { object, .. } => kind(low, object) == Kind::This,
        Kind::Index { .. } | Kind::Function(_) => true,
        _ => false,
    }
}

/// Whether a node names a constant: a class, a module, or a value.
pub(super) fn is_constant(low: &Lowering<'_>, id: NodeId) -> bool {
    match kind(low, id) {
        Kind::Name(symbol) => low.build.unit().name(symbol).starts_with(char::is_uppercase),
        Kind::Member { access: Access::Path, .. } => true,
        _ => false,
    }
}

/// Whether a member without arguments is certain to be told as a call: its name asks or warns, or the library knows it.
fn is_call(low: &Lowering<'_>, receiver: NodeId, name: &str) -> bool {
    if name.ends_with(['?', '!']) {
        return true;
    }
    let library = low.language.library();
    let object = span(low, receiver);
    // No path is longer, and a chain of calls is looked at for each of its links.
    if known(library, name) || object.len() > 100 {
        return known(library, name);
    }
    let object = low.text(object).replace("::", ".");
    library.find(&format!("{object}.{name}")).is_some()
}

/// Whether the library knows a method of that name.
pub(super) fn known(library: &code::Library, name: &str) -> bool {
    ["", "list", "map", "set", "text", "int", "float", "file", "time", "iterator", "regex", "path", "bytes", "date"]
        .iter()
        .any(|of| library.find(&format!("{of}.{name}")).is_some())
}

/// `T.new(x)`.
fn made(low: &mut Lowering<'_>, of: NodeId, arguments: List, block: Option<blocks::Block>, at: Span) -> NodeId {
    if name_of(low, of).is_some_and(|name| matches!(name, "Struct" | "Class" | "Module")) {
        return with_body(low, of, arguments, block, CallForm::New, at);
    }
    plain(low, of, arguments, block, CallForm::New, at)
}

/// A call whose block is the body of a type.
fn with_body(
    low: &mut Lowering<'_>,
    callee: NodeId,
    arguments: List,
    block: Option<blocks::Block>,
    form: CallForm,
    at: Span,
) -> NodeId {
    let mut all = nodes(low, arguments);
    all.extend(block.map(|block| block.into_body(low)));
    let arguments = low.build.list(&all);
    low.node(Kind::Call { callee, arguments, form }, at)
}

fn plain(
    low: &mut Lowering<'_>,
    callee: NodeId,
    arguments: List,
    block: Option<blocks::Block>,
    form: CallForm,
    at: Span,
) -> NodeId {
    let mut all = nodes(low, arguments);
    let arguments = match block {
        Some(block) => {
            all.push(if super::tails::only_runs(low, callee) { block.into_run(low) } else { block.into_function(low) });
            low.build.list(&all)
        }
        None => arguments,
    };
    low.node(Kind::Call { callee, arguments, form }, at)
}

/// A call without an object: words of the language first, then methods of the own object.
fn free(
    low: &mut Lowering<'_>,
    name: &str,
    method: Kid,
    arguments: List,
    block: Option<blocks::Block>,
    at: Span,
) -> NodeId {
    let Some(mut callee) = method.one() else {
        let parts = nodes(low, arguments);
        return low.opaque(code::Opacity::Broken, &parts, at);
    };
    if method.kind == "super"
        && let Kind::Call { callee: parent, .. } = kind(low, callee)
    {
        alike::discard_shell(low, callee);
        callee = parent;
    }
    let given = nodes(low, arguments);
    match (name, &given[..], block) {
        ("require" | "require_relative", &[module], None) if matches!(kind(low, module), Kind::Text(_)) => {
            import(low, callee, module, at)
        }
        ("raise" | "fail", _, None) => raise(low, callee, &given, at),
        ("loop", [], Some(block)) => {
            alike::discard(low, callee);
            blocks::endless(low, block, at)
        }
        ("lambda" | "proc", [], Some(block)) => {
            alike::discard(low, callee);
            let function = block.into_function(low);
            low.build.set_span(function, at);
            blocks::as_lambda(low, function);
            function
        }
        ("task", &[first, ref rest @ ..], block) if matches!(kind(low, first), Kind::NamedArgument { .. }) => {
            // `task name: :other`: the name, then what it needs.
            let Kind::NamedArgument { name: word, value } = kind(low, first) else { return first };
            alike::discard_shell(low, first);
            let at_word = span(low, word);
            alike::discard(low, word);
            let title = low.node(Kind::Text(code::TextForm::Text), at_word);
            let all: Vec<NodeId> = [title, value].into_iter().chain(rest.iter().copied()).collect();
            let arguments = low.build.list(&all);
            plain(low, callee, arguments, block, CallForm::Plain, at)
        }
        ("open", _, Some(block)) if block.n_parameters(low) > 0 => {
            let end = given.last().map_or(method.span.end, |&last| span(low, last).end);
            let closed = low.source[end as usize..].starts_with(')');
            let covered = Span::new(at.start, end + u32::from(closed));
            let value = low.node(Kind::Call { callee, arguments, form: CallForm::Plain }, covered);
            blocks::with_resource(low, value, block, at)
        }
        (_, _, block) => plain(low, callee, arguments, block, CallForm::Plain, at),
    }
}

fn import(low: &mut Lowering<'_>, callee: NodeId, module: NodeId, at: Span) -> NodeId {
    let name = low.text(span(low, module)).trim_matches(['\'', '"']).to_owned();
    alike::discard(low, callee);
    alike::discard(low, module);
    let import = Import {
        // The builder fills the node in.
        node: callee,
        module: name,
        names: Vec::new(),
        alias: None,
        wildcard: false,
        types_only: false,
        reexport: false,
    };
    low.build.import(import, at)
}

/// `raise`, `raise "text"`, `raise Error`, `raise Error, "text"`, with a cause by name.
fn raise(low: &mut Lowering<'_>, callee: NodeId, given: &[NodeId], at: Span) -> NodeId {
    alike::discard(low, callee);
    let mut cause = None;
    let mut values = Vec::with_capacity(given.len());
    for &argument in given {
        match kind(low, argument) {
            Kind::NamedArgument { name, value } if name_of(low, name) == Some("cause") => {
                alike::discard(low, name);
                alike::discard_shell(low, argument);
                cause = Some(value);
            }
            _ => values.push(argument),
        }
    }
    let error = match values[..] {
        [] => None,
        [one] => Some(one),
        [of, ref rest @ ..] => {
            let covered = rest.iter().fold(span(low, of), |covered, &part| covered.cover(span(low, part)));
            let arguments = low.build.list(&rest[..1]);
            for &extra in &rest[1..] {
                alike::discard(low, extra);
            }
            Some(low.node(Kind::Call { callee: of, arguments, form: CallForm::New }, covered))
        }
    };
    low.node(Kind::Throw(error, cause), at)
}
