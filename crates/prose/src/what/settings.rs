//! Files that are one large value which they hand on: settings of tools, translations, tables.

use code::{Kind, NodeId, Span};

use crate::draft::Context;
use crate::words::count;
use crate::{Level, how, phrase, say};

/// What such a file hands on, and where that stands.
pub(super) fn account(cx: &Context<'_>, statements: &[NodeId]) -> Option<(String, Vec<Span>)> {
    let unit = cx.unit;
    let of_default = |statement: &NodeId| match unit.kind(*statement) {
        Kind::Export { names, from: None } => match *unit.list(names) {
            [only] => Some((how::default_of(cx, names).unwrap_or(only), *statement)),
            _ => None,
        },
        Kind::Assign { target, operator: None, value } if phrase::is_export(cx, target) => Some((value, *statement)),
        _ => None,
    };
    let mut handed = statements.iter().filter_map(of_default);
    let (Some((value, statement)), None) = (handed.next(), handed.next()) else { return None };
    let (value, spans) = match unit.name_of(value) {
        Some(name) => {
            let named = statements.iter().find_map(|&it| match unit.kind(it) {
                Kind::Let { target, value: Some(value), .. } if unit.name_of(target) == Some(name) => Some((it, value)),
                _ => None,
            });
            let (at, value) = named?;
            (value, vec![unit.span(at), unit.span(statement)])
        }
        None => (value, vec![unit.span(statement)]),
    };
    // `defineConfig({…})`
    let table = how::table_of(cx, value)?;
    let maker = match unit.kind(value) {
        Kind::Call { callee, .. } => Some(callee),
        _ => None,
    };
    let (first, last) = unit.line_range(unit.span(table));
    let n = match unit.kind(table) {
        Kind::Mapping(list) | Kind::Sequence(list) => list.len(),
        _ => return None,
    };
    if n < 2 || last - first < 4 || unit.span(table).len() * 3 < unit.span(unit.root).len() {
        return None;
    }
    let noun = say::noun_brief(cx, table).unwrap_or_else(|| format!("a table of {}", count(n, "entry")));
    let made = match maker.filter(|&it| unit.span(it).len() <= 40) {
        Some(maker) => format!("what {} makes of {noun}", cx.quote(maker)),
        None => noun,
    };
    let text = match cx.level {
        Level::Beginner => format!("hands one value on to other files: {made}"),
        _ => format!("exports {made}"),
    };
    Some((text, spans))
}
