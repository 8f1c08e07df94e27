//! Text that becomes code, commands or queries, and secrets.

use code::{BinaryOperator, CallForm, Kind, NodeId};

use super::{HazardKind, Out};
use crate::Role;
use crate::view::View;

/// Modules whose `load` makes whatever objects the text asks for, unless a safe loader is named.
#[rustfmt::skip]
const YAML_MODULES: [&str; 1] = [
    "yaml",
];

/// Whether a value is text put together from something that is no literal: a template with holes, a sum, `%`, `.format(…)`.
fn assembled(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Template { pieces, .. } => view
            .list(pieces)
            .iter()
            .any(|&it| !matches!(view.kind(it), Kind::Text(_)) && !view.unit.name_of(it).is_some_and(is_constant_name)),
        Kind::Binary(BinaryOperator::Add, left, right) => {
            let constant = |it: NodeId| matches!(view.kind(it), Kind::Text(_));
            (has_text(view, left) || has_text(view, right))
                && !(constant(left) && constant(right))
                && !all_constant(view, id)
        }
        Kind::Binary(BinaryOperator::Modulo, left, right) => {
            view.literal(left).is_some() && !matches!(view.kind(right), Kind::Text(_) | Kind::Integer)
        }
        Kind::Call { .. } => {
            view.method(id).is_some_and(|method| {
                view.unit.name(method.name) == "format"
                    && view.literal(method.object).is_some()
                    && !method.arguments.is_empty()
            }) || matches!(view.call(id), Some((_, [first, _, ..], CallForm::Macro)) if view.called(id) == "format" && view.literal(*first).is_some())
        }
        _ => false,
    }
}

/// Whether a name is written as names of constants are: what is in it is no value from outside.
fn is_constant_name(name: &str) -> bool {
    name.len() > 2
        && name.contains(|it: char| it.is_ascii_uppercase())
        && !name.contains(|it: char| it.is_ascii_lowercase())
}

/// Whether all that is put into a text was made safe for it by a call of a name that says so.
fn escaped(view: &View<'_>, id: NodeId) -> bool {
    let Kind::Template { pieces, .. } = view.kind(id) else { return false };
    view.list(pieces).iter().filter(|&&it| !matches!(view.kind(it), Kind::Text(_))).all(|&it| {
        let made = origin(view, it);
        let name = view.called(made).to_ascii_lowercase();
        matches!(view.kind(made), Kind::Call { .. }) && ["escape", "quote"].iter().any(|word| name.contains(word))
    })
}

fn has_text(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Text(_) | Kind::Template { .. } => true,
        Kind::Binary(BinaryOperator::Add, left, right) => has_text(view, left) || has_text(view, right),
        _ => false,
    }
}

fn all_constant(view: &View<'_>, id: NodeId) -> bool {
    match view.kind(id) {
        Kind::Text(_) => true,
        Kind::Binary(BinaryOperator::Add, left, right) => all_constant(view, left) && all_constant(view, right),
        _ => false,
    }
}

/// The value itself or, for a name, what it was given just before.
fn origin(view: &View<'_>, id: NodeId) -> NodeId {
    match view.kind(id) {
        Kind::Name(_) => view.start_value_near(id).unwrap_or(id),
        _ => id,
    }
}

/// Whether the first words of a text are those of a query.
fn is_query(view: &View<'_>, id: NodeId) -> bool {
    let text = view.unit.text(id);
    // A text of several lines starts below the line that opens it.
    let text = match text.strip_prefix("<<<").and_then(|it| it.split_once('\n')) {
        Some((_, body)) => body,
        None => text,
    };
    // A prefix may stand before the quotes; some texts have none.
    let start = text.find(['"', '\'', '`']).filter(|&at| at < 4).map_or(text, |at| &text[at..]);
    let words = start.trim_start_matches(['"', '\'', '`', ' ', '\n', '\t', '\\']);
    let head: String = words.chars().take(8).collect::<String>().to_ascii_uppercase();
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "DROP ", "CREATE ", "ALTER "].iter().any(|it| head.starts_with(it))
}

/// Whether a text has a comparison of a query in it, outside of its holes.
fn compares(view: &View<'_>, id: NodeId) -> bool {
    let Kind::Template { pieces, .. } = view.kind(id) else { return false };
    view.list(pieces).iter().filter(|&&it| matches!(view.kind(it), Kind::Text(_))).any(|&it| {
        let text = view.unit.text(it).to_ascii_uppercase();
        [" = ", " LIKE ", " IN (", " > ", " < ", " >= ", " <= ", "='"].iter().any(|mark| text.contains(mark))
    })
}

/// The query that an argument is, if it is put together from variables as they are: not from what a call or a cast made of them, nor
/// from names of tables that the object or a constant keeps.
fn query_of_values(view: &View<'_>, argument: NodeId) -> Option<NodeId> {
    let text = origin(view, argument);
    let Kind::Template { pieces, .. } = view.kind(text) else { return None };
    if !is_query(view, text) {
        return None;
    }
    let raw = |&it: &NodeId| match view.kind(it) {
        Kind::Index { .. } => true,
        Kind::Name(_) => {
            let start = origin(view, it);
            let is_raw = !matches!(
                view.kind(start),
                Kind::Call { .. }
                    | Kind::Cast { .. }
                    | Kind::Text(_)
                    | Kind::Integer
                    | Kind::Member { .. }
                    | Kind::Template { .. }
            );
            // A number cannot change what a query means.
            let is_number =
                matches!(view.facts.types.of(it), crate::Type::Integer | crate::Type::Float | crate::Type::Boolean);
            is_raw && !is_number && view.facts.scopes.binding_of(it).is_some()
        }
        _ => false,
    };
    view.list(pieces).iter().any(raw).then_some(text)
}

/// All hazards of one call.
pub(super) fn call(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((callee, arguments, form)) = view.call(id) else { return };
    let name = view.last_text(callee);
    let object = match view.kind(callee) {
        Kind::Member { object, .. } => Some(object),
        _ => None,
    };
    let of = object.map_or("", |it| view.last_text(it));
    let span = view.unit.span(id);
    let first = arguments.first().copied();
    match name {
        // Requires a query that is put together from values and run.
        "execute"
        | "executemany"
        | "query"
        | "raw"
        | "executescript"
        | "$queryRawUnsafe"
        | "find_by_sql"
        | "exec_query"
        | "select_all"
        | "Execute"
        | "ExecuteAsync"
        | "Query"
        | "QueryAsync"
        | "QueryFirstOrDefault"
        | "QueryFirstOrDefaultAsync"
        | "FromSqlRaw"
        | "ExecuteSqlRaw"
        | "ExecuteSqlRawAsync"
        | "SqlCommand"
        | "NpgsqlCommand"
        | "SqliteCommand"
        | "MySqlCommand" => {
            if let Some(first) = first
                && let text = origin(view, first)
                && assembled(view, text)
                && is_query(view, text)
                && !escaped(view, text)
                && (view.unit.dialect.request_data.is_empty() || query_of_values(view, first).is_some())
            {
                out.add(
                    HazardKind::QueryByConcatenation,
                    id,
                    span.cover(view.unit.span(text)),
                    vec![(Role::Function, callee), (Role::Value, first)],
                );
            }
        }
        // The same where the connection comes first, and where a query is only prepared.
        "mysqli_query" | "mysql_query" | "pg_query" | "exec" | "prepare" | "mysqli_prepare"
            if !view.unit.dialect.request_data.is_empty() =>
        {
            let found = arguments.iter().find_map(|&it| Some((it, query_of_values(view, it)?)));
            if let Some((argument, text)) = found {
                out.add(
                    HazardKind::QueryByConcatenation,
                    id,
                    span.cover(view.unit.span(text)),
                    vec![(Role::Function, callee), (Role::Value, argument)],
                );
            }
        }
        // Requires a condition of a query that is put together from values, with a comparison in its text.
        "where" | "having" => {
            if let Some(first) = first
                && let text = origin(view, first)
                && assembled(view, text)
                && compares(view, text)
            {
                out.add(
                    HazardKind::QueryByConcatenation,
                    id,
                    span.cover(view.unit.span(text)),
                    vec![(Role::Function, callee), (Role::Value, first)],
                );
            }
        }
        // Requires a command for the shell that is put together from values and handed over as one text.
        _ if object.is_none() && view.unit.dialect.shell_calls.contains(&name) => {
            if let &[first] = arguments
                && assembled(view, origin(view, first))
                && callee_is_free(view, callee)
            {
                out.add(HazardKind::ShellCommand, id, span, vec![(Role::Value, first)]);
            }
        }
        // Requires that something that is no literal is run as code.
        "eval" | "exec" if object.is_none() && form == CallForm::Plain && view.unit.dialect.exceptions => {
            if let Some(first) = first
                && view.literal(first).is_none()
                && callee_is_free(view, callee)
            {
                out.add(HazardKind::DynamicCode, id, span, vec![(Role::Function, callee), (Role::Value, first)]);
            }
        }
        "Function" if form == CallForm::New && !arguments.is_empty() => {
            if arguments.iter().any(|&it| view.literal(it).is_none()) {
                out.add(
                    HazardKind::DynamicCode,
                    id,
                    span,
                    vec![(Role::Function, callee), (Role::Value, arguments[arguments.len() - 1])],
                );
            }
        }
        // Requires a command for the shell that is put together from values.
        "system" | "popen" if of == "os" => {
            if let Some(first) = first
                && assembled(view, origin(view, first))
            {
                out.add(HazardKind::ShellCommand, id, span, vec![(Role::Value, first)]);
            }
        }
        "run" | "call" | "Popen" | "check_output" | "check_call" if of == "subprocess" || object.is_none() => {
            let shell = arguments.iter().any(|&it| {
                matches!(view.kind(it), Kind::NamedArgument { name, value }
                    if view.unit.text(name) == "shell" && view.kind(value) == Kind::Boolean(true))
            });
            if let Some(first) = first
                && shell
                && assembled(view, origin(view, first))
            {
                out.add(HazardKind::ShellCommand, id, span, vec![(Role::Value, first)]);
            }
        }
        "execSync" | "exec"
            if view.unit.dialect.all_numbers_float && (of == "child_process" || of == "cp" || object.is_none()) =>
        {
            if let Some(first) = first
                && assembled(view, origin(view, first))
            {
                out.add(HazardKind::ShellCommand, id, span, vec![(Role::Value, first)]);
            }
        }
        // Requires that data is loaded by a format that can run code.
        "load" | "loads" | "Unpickler" if matches!(of, "pickle" | "cPickle" | "marshal" | "dill") => {
            if let Some(first) = first {
                out.add(HazardKind::UnsafeLoad, id, span, vec![(Role::Function, callee), (Role::Value, first)]);
            }
        }
        "load" if YAML_MODULES.contains(&of) => {
            let safe =
                arguments.iter().any(|&it| view.unit.text(it).contains("Safe") || view.unit.text(it).contains("Base"));
            if let Some(first) = first
                && !safe
            {
                out.add(HazardKind::UnsafeLoad, id, span, vec![(Role::Function, callee), (Role::Value, first)]);
            }
        }
        // Requires that markup which is no literal is written into the page.
        "write" | "writeln" if of == "document" => {
            if let Some(first) = first
                && view.literal(first).is_none()
            {
                out.add(HazardKind::UnescapedMarkup, id, span, vec![(Role::Value, first)]);
            }
        }
        "insertAdjacentHTML" => {
            if let Some(&markup) = arguments.get(1)
                && view.literal(markup).is_none()
            {
                out.add(HazardKind::UnescapedMarkup, id, span, vec![(Role::Value, markup)]);
            }
        }
        // Requires that certificates are not checked.
        _ => {
            for &argument in arguments {
                if let Kind::NamedArgument { name, value } = view.kind(argument)
                    && view.unit.text(name) == "verify"
                    && view.kind(value) == Kind::Boolean(false)
                    && (of == "requests" || matches!(name_of_method(view, callee), "get" | "post" | "put" | "request"))
                {
                    out.add(
                        HazardKind::UncheckedCertificate,
                        id,
                        view.unit.span(argument),
                        vec![(Role::Function, callee), (Role::Value, argument)],
                    );
                }
            }
        }
    }
}

fn name_of_method<'a>(view: &View<'a>, callee: NodeId) -> &'a str {
    view.last_text(callee)
}

fn callee_is_free(view: &View<'_>, callee: NodeId) -> bool {
    view.facts.scopes.resolve(callee).is_none()
        && view.symbol(callee).is_none_or(|name| view.function_named(name).is_none())
}

/// Whether a name is that of a secret.
fn secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let lower = lower.replace('_', "");
    ["password", "passwd", "secretkey", "apikey", "apisecret", "accesstoken", "authtoken", "privatekey", "clientsecret"]
        .iter()
        .any(|it| lower.ends_with(it))
}

/// All hazards of one assignment.
pub(super) fn write(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((target, value)) = view.assignment(id) else { return };
    let name = view.last_text(target);
    let span = view.unit.span(id);
    // Requires a name that says secret, and a text of at least six characters that looks like one.
    if secret_name(name)
        && let Some(text) = view.literal(value)
        && looks_secret(text)
        && !view.in_test(id)
    {
        out.add(HazardKind::HardcodedSecret, id, span, vec![(Role::Name, target)]);
    }
    // Requires markup that is no literal set as a page's inner markup.
    if matches!(name, "innerHTML" | "outerHTML")
        && matches!(view.kind(target), Kind::Member { .. })
        && view.literal(value).is_none()
        && (!matches!(view.kind(value), Kind::Template { .. }) || assembled(view, value))
    {
        out.add(HazardKind::UnescapedMarkup, id, span, vec![(Role::Value, value)]);
    }
    // Requires a secret's name and a value from the ordinary random numbers.
    let lower = name.to_ascii_lowercase();
    let secret = secret_name(name)
        || ["token", "nonce", "otp", "salt", "secret", "sessionid", "session_id"].iter().any(|it| lower.ends_with(it));
    if secret {
        let random = view.within(&view.by.calls, value).iter().copied().chain([value]).find(|&it| {
            view.call(it).is_some_and(|(callee, ..)| match view.kind(callee) {
                Kind::Member { object, name, .. } => matches!(
                    (view.last_text(object), view.unit.name(name)),
                    ("random", "choice" | "choices" | "random" | "randint" | "sample" | "randrange" | "getrandbits")
                        | ("Math", "random")
                ),
                _ => false,
            })
        });
        if let Some(random) = random {
            out.add(HazardKind::GuessableRandom, id, span, vec![(Role::Name, target), (Role::Function, random)]);
        }
    }
}

/// Whether a text can be a secret: no spaces, no placeholder, no word from a form.
fn looks_secret(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.len() >= 6
        && text.len() < 200
        && !text.contains([' ', '<', '{', '$', '%', ':', '[', '.', '/'])
        && !["password", "secret", "token", "example", "changeme", "your", "xxx", "***", "key", "null", "none", "test"]
            .iter()
            .any(|it| lower.contains(it))
        && text.bytes().any(|it| it.is_ascii_digit() || it == b'!' || it == b'@' || it == b'-')
}
