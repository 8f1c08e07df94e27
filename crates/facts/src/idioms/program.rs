//! How a program is started, configured and tested, and what only its types say.

use code::{FunctionId, Kind, Modifiers, NodeId, TypeForm};

use super::{IdiomKind, Out, Role};
use crate::view::View;

/// Requires `if __name__ == "__main__"` or `require.main === module`.
pub(super) fn entry(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::If { condition, .. } = view.kind(id) else { return };
    let Some((left, right)) = view.equality(condition) else { return };
    let python = view.unit.name_of(left) == Some("__name__") && view.literal(right) == Some("__main__");
    let node = view.last_text(left) == "main" && view.unit.name_of(right) == Some("module");
    if python || node {
        out.add(IdiomKind::ScriptEntry, id, view.unit.span(id), vec![(Role::Condition, condition)]);
    }
}

/// Requires a read of an environment variable: `os.environ[…]`, `os.environ.get(…)`, `os.getenv(…)`, `process.env.X`,
/// `env::var(…)`.
pub(super) fn environment(view: &View<'_>, id: NodeId, out: &mut Out) {
    let name = match view.kind(id) {
        Kind::Call { .. } => {
            let Some((callee, arguments, _)) = view.call(id) else { return };
            let Some(&name) = arguments.first() else { return };
            let Kind::Member { object, .. } = view.kind(callee) else { return };
            match (view.last_text(object), view.last_text(callee)) {
                ("environ", "get") | ("os", "getenv") | ("env", "var" | "var_os") => name,
                _ => return,
            }
        }
        Kind::Index { object, index, .. } if view.last_text(object) == "environ" => index,
        Kind::Member { object, .. }
            if view.last_text(object) == "env"
                && matches!(view.kind(object), Kind::Member { object, .. } if view.unit.name_of(object) == Some("process")) =>
        {
            id
        }
        _ => return,
    };
    // A write is no configuration.
    if view.unit.parent(id).is_some_and(|it| matches!(view.kind(it), Kind::Assign { target, .. } if target == id)) {
        return;
    }
    out.add(IdiomKind::EnvironmentConfig, id, view.unit.span(id), vec![(Role::Name, name)]);
}

/// Requires at least one `add_argument` in a function whose parser then calls `parse_args`.
pub(super) fn arguments(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some(parse) = view.method(id) else { return };
    if !matches!(view.unit.name(parse.name), "parse_args" | "parse_known_args") {
        return;
    }
    let home = view.home(id);
    let options = view
        .inside(&view.by.calls, home)
        .filter(|&it| view.method(it).is_some_and(|method| view.unit.name(method.name) == "add_argument"))
        .count();
    if options > 0 {
        out.add(IdiomKind::ArgumentParsing, id, view.unit.span(id), vec![(Role::Value, parse.object)]);
    }
}

/// Requires a function that the test runner calls and that asserts something.
pub(super) fn test(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let named = it.name.and_then(|name| view.unit.name_of(name)).is_some_and(|name| name.starts_with("test_"));
    if !it.modifiers.has(Modifiers::TEST) && !named {
        return;
    }
    let first = view.within(&view.by.calls, it.node).iter().copied().find(|&call| {
        let name = view.called(call);
        name.starts_with("assert") || name == "expect"
    });
    let statement =
        it.body.and_then(|body| view.unit.preorder_shallow(body).find(|&it| matches!(view.kind(it), Kind::Assert(..))));
    if let Some(check) = first.or(statement) {
        out.add(IdiomKind::UnitTest, it.node, view.unit.span(it.node), vec![(Role::Condition, check)]);
    }
}

/// Requires `it("…", function)` or `test("…", function)` with an `expect` or `assert` inside.
pub(super) fn test_call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((name, &[title, function, ..])) = view.plain_call(id) else { return };
    if !matches!(view.unit.name(name), "it" | "test") || !matches!(view.kind(function), Kind::Function(_)) {
        return;
    }
    let check = view.within(&view.by.calls, function).iter().copied().find(|&call| {
        matches!(view.called(call), "expect" | "assert" | "equal" | "deepEqual" | "strictEqual" | "ok" | "throws")
    });
    if let (Some(check), Some(_)) = (check, view.literal(title)) {
        out.add(IdiomKind::UnitTest, id, view.unit.span(id), vec![(Role::Name, title), (Role::Condition, check)]);
    }
}

/// Requires a declared result of the form `x is T` or `asserts x is T`.
pub(super) fn type_guard(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let Some(result) = it.result else { return };
    if !view.unit.dialect.static_types {
        return;
    }
    let text = view.unit.text(result).trim_start_matches(':').trim();
    let Some((name, of)) = text.split_once(" is ") else { return };
    let name = name.trim_start_matches("asserts ").trim();
    let parameter = view.parameters(function).into_iter().find(|it| view.unit.name(it.1) == name);
    if let (Some((parameter, _)), false) = (parameter, of.is_empty()) {
        out.add(
            IdiomKind::TypeGuard,
            it.node,
            view.unit.span(it.node),
            vec![(Role::Value, parameter), (Role::Name, result)],
        );
    }
}

/// Requires a variable of the type `never` that is given a value: proof that all cases are handled.
pub(super) fn exhaustive_check(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Let { annotation: Some(annotation), value: Some(value), .. } = view.kind(id) else { return };
    if view.unit.text(annotation).trim_start_matches(':').trim() == "never" {
        out.add(IdiomKind::ExhaustiveCheck, id, view.unit.span(id), vec![(Role::Value, value)]);
    }
}

/// Requires an alias for a union of at least two record types that all have one field whose types are different text literals.
pub(super) fn tagged_union(view: &View<'_>, definition: code::TypeId, out: &mut Out) {
    let definition = view.unit.type_definition(definition);
    if definition.form != code::DefinitionForm::Alias {
        return;
    }
    let (Some(name), &[only]) = (definition.name, view.list(definition.members)) else { return };
    let alternatives = union_members(view, only);
    if alternatives.len() < 2 {
        return;
    }
    let tags = |it: NodeId| -> Vec<(&str, &str)> {
        let Kind::TypeExpression { form: TypeForm::Record, parts } = view.kind(it) else { return Vec::new() };
        view.list(parts)
            .iter()
            .filter_map(|&field| match view.kind(field) {
                Kind::Field { name, annotation: Some(annotation), .. } => {
                    let text = view.unit.text(annotation).trim_start_matches(':').trim();
                    text.starts_with(['"', '\'']).then_some((view.unit.text(name), text))
                }
                _ => None,
            })
            .collect()
    };
    let first = tags(alternatives[0]);
    for (tag, _) in first {
        let mut seen: Vec<&str> = Vec::new();
        let all = alternatives.iter().all(|&it| match tags(it).into_iter().find(|found| found.0 == tag) {
            Some((_, value)) if !seen.contains(&value) => {
                seen.push(value);
                true
            }
            _ => false,
        });
        if all {
            let Kind::TypeExpression { parts, .. } = view.kind(alternatives[0]) else { return };
            let field = view.list(parts).iter().find_map(|&it| match view.kind(it) {
                Kind::Field { name, .. } if view.unit.text(name) == tag => Some(name),
                _ => None,
            });
            if let Some(field) = field {
                out.add(
                    IdiomKind::TaggedUnion,
                    definition.node,
                    view.unit.span(definition.node),
                    vec![(Role::Name, name), (Role::Field, field)],
                );
            }
            return;
        }
    }
}

/// The alternatives of a union, nested ones opened.
fn union_members(view: &View<'_>, id: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match view.kind(id) {
            Kind::TypeExpression { form: TypeForm::Union, parts } => open.extend(view.list(parts).iter().rev()),
            _ => found.push(id),
        }
    }
    found
}
