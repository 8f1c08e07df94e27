//! Assignments and declarations of variables.

use code::{BinaryOperator, Kind, LetForm, Modifiers, Span, TextForm};

use super::commands::word_of;
use super::expressions::as_truth;
use super::lower::{as_name, call_of};
use super::options;
use crate::lower::{Cst, Lowered, Lowering};

/// `x=value`, `x+=value`, `a[i]=value`
pub(super) fn assignment(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let target = low.need(cst, "name");
    let value = match cst.node("value") {
        Some(value) => value,
        None => low.node(Kind::Text(TextForm::Text), Span::new(cst.span.end, cst.span.end)),
    };
    as_truth(low, value);
    let adds = cst.has("+=");
    // Texts are joined, even where they look like numbers.
    if adds && low.build.unit().kind(value) == Kind::Integer {
        low.build.set_kind(value, Kind::Text(TextForm::Text));
    }
    let operator = adds.then_some(BinaryOperator::Add);
    low.node(Kind::Assign { target, operator, value }, cst.span).into()
}

/// `local x=1 y`, `export PATH`, `declare -A m=()`, `readonly N=5`
pub(super) fn declaration(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let keyword = cst.kids.first().map_or("", |kid| kid.kind);
    let keyword_span = cst.kids.first().map_or(cst.span, |kid| kid.span);
    let mut flags = String::new();
    let mut flags_span = keyword_span;
    let mut items = Vec::new();
    for id in low.flatten(cst.kids) {
        let text = word_of(low, id);
        if text.starts_with('-') {
            flags.push_str(text);
            flags_span = low.build.unit().span(id);
            low.build.set_kind(id, Kind::Empty);
        } else {
            items.push(id);
        }
    }
    let about_functions = flags.contains('f') || flags.contains('F') || flags.contains('p') || flags.contains('n');
    let bare = items.iter().all(|&it| !matches!(low.build.unit().kind(it), Kind::Assign { .. }));
    if items.is_empty() || about_functions || bare && matches!(keyword, "export" | "readonly") {
        let name = if keyword == "export" || flags.contains('x') { "export" } else { keyword };
        // `export -n` takes back, and `export -f` is about functions.
        let told = ["-n", "-f"].into_iter().find(|it| name == "export" && flags.contains(&it[1..]));
        if let Some(told) = told.filter(|_| !items.is_empty()) {
            items.insert(0, options::make(low, told, flags_span, None));
        }
        return call_of(low, name, keyword_span, &items, cst.span).into();
    }
    let public = keyword == "export" || flags.contains('x');
    let fixed = keyword == "readonly" || flags.contains('r');
    let everywhere = public || keyword == "readonly" || flags.contains('g');
    let mut modifiers = Modifiers::default();
    if public {
        modifiers = modifiers.with(Modifiers::PUBLIC);
    }
    if everywhere {
        modifiers = modifiers.with(Modifiers::STATIC);
    }
    if fixed {
        modifiers = modifiers.with(Modifiers::READONLY);
    }
    let form = if fixed { LetForm::Constant } else { LetForm::Variable };
    let n = items.len();
    let mut out = Vec::with_capacity(n);
    for (at, item) in items.into_iter().enumerate() {
        let unit = low.build.unit();
        let own = unit.span(item);
        let (target, mut value) = match unit.kind(item) {
            Kind::Assign { target, value, .. } => {
                low.build.set_kind(item, Kind::Empty);
                (target, Some(value))
            }
            Kind::Name(_) => (item, None),
            _ => {
                as_name(low, item);
                (item, None)
            }
        };
        if value.is_none() && flags.contains('A') {
            let at = low.build.unit().span(target);
            let empty = low.build.list(&[]);
            value = Some(low.node(Kind::Mapping(empty), Span::new(at.end, at.end)));
        }
        let start = if at == 0 { cst.span.start } else { own.start };
        let end = if at + 1 == n { cst.span.end } else { own.end };
        let kind = Kind::Let { target, annotation: None, value, otherwise: None, form, modifiers };
        out.push(low.node(kind, Span::new(start, end)));
    }
    Lowered::Many(low.build.list(&out))
}

/// `unset x`
pub(super) fn unset(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut names = Vec::new();
    let mut functions = false;
    for id in low.flatten(cst.kids) {
        if word_of(low, id).starts_with('-') {
            functions |= word_of(low, id).contains('f');
            low.build.set_kind(id, Kind::Empty);
        } else {
            let span = low.build.unit().span(id);
            match names.last().copied() {
                // `NO_$name` is one word, whose value names the variable.
                Some(before) if low.build.unit().span(before).end == span.start => {
                    let whole = low.build.unit().span(before).cover(span);
                    let pieces = low.build.list(&[before, id]);
                    names.pop();
                    names.push(low.node(Kind::Template { pieces, tag: None }, whole));
                }
                _ => names.push(id),
            }
        }
    }
    if !functions {
        for &it in &names {
            as_name(low, it);
        }
    }
    let names = low.build.list(&names);
    low.node(Kind::Delete(names), cst.span).into()
}
