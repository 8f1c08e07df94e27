//! `switch`, as a statement and as a value.

use code::{Kind, List, NodeId, Span};

use super::read;
use crate::alike;
use crate::lower::{Cst, Kid, Lowered, Lowering};

pub(super) fn switch(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let subject = Some(read::need(low, cst, "value"));
    let arms = low.list(cst.kid("body"));
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

/// The arms. Labels without statements belong to the arm below.
pub(super) fn body(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut arms = Vec::new();
    let mut waiting: Vec<NodeId> = Vec::new();
    let mut start = None;
    let mut any = false;
    let sections = low.flatten(cst.kids);
    let last = sections.last().copied();
    for section in sections {
        let unit = low.build.unit();
        let span = unit.span(section);
        let Kind::Arm { patterns, guard, body, .. } = unit.kind(section) else {
            arms.push(section);
            continue;
        };
        let is_label = unit.kind(body) == Kind::Empty && unit.span(body).is_empty();
        let own = unit.list(patterns).to_vec();
        if is_label && guard.is_none() && Some(section) != last {
            any |= own.is_empty();
            waiting.extend(own);
            start.get_or_insert(span.start);
            alike::discard_shell(low, section);
            continue;
        }
        if waiting.is_empty() && !any {
            arms.push(section);
            continue;
        }
        any |= own.is_empty();
        waiting.extend(own);
        let all = std::mem::take(&mut waiting);
        let patterns = if std::mem::take(&mut any) {
            for id in all {
                alike::discard(low, id);
            }
            List::default()
        } else {
            low.build.list(&all)
        };
        alike::discard_shell(low, section);
        let span = Span::new(start.take().unwrap_or(span.start), span.end);
        arms.push(low.node(Kind::Arm { patterns, guard, body, falls: false }, span));
    }
    Lowered::Many(low.build.list(&arms))
}

/// `case 1: …`, `case Circle c when c.R > 0: …`, `default: …`
pub(super) fn section(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let colon = cst.of_kind(":").map_or(cst.span.end, |kid| kid.span.end);
    let before = || cst.kids.iter().filter(|kid| kid.span.start < colon);
    let guard = before().find(|kid| kid.kind == "when_clause").and_then(Kid::one);
    let patterns = before().filter(|kid| kid.kind != "when_clause").find_map(Kid::one);
    let statements = low.flatten(cst.kids.iter().filter(|kid| kid.span.start >= colon));
    let patterns = pattern_list(low, patterns, guard);
    let body = if statements.is_empty() {
        low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end))
    } else {
        alike::case_body(low, &statements, cst.span.end)
    };
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}

/// `_` alone is the default.
fn pattern_list(low: &mut Lowering<'_>, pattern: Option<NodeId>, guard: Option<NodeId>) -> List {
    match pattern {
        Some(id) if low.build.unit().kind(id) == Kind::Wildcard && guard.is_none() => {
            alike::discard(low, id);
            List::default()
        }
        Some(id) => {
            let flat = match low.build.unit().kind(id) {
                Kind::Alternatives(list) => {
                    alike::discard_shell(low, id);
                    low.build.unit().list(list).to_vec()
                }
                _ => vec![id],
            };
            low.build.list(&flat)
        }
        None => List::default(),
    }
}

/// `x switch { 1 => "a", _ => "b" }`
pub(super) fn expression(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let is_arm = |kid: &&Kid| kid.kind == "switch_expression_arm";
    let subject = cst.kids.iter().filter(|kid| !is_arm(kid)).find_map(|kid| read::word(low, kid));
    let arms = low.list(cst.kids.iter().filter(is_arm));
    low.node(Kind::Match { subject, arms }, cst.span).into()
}

pub(super) fn arm(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let guard = cst.of_kind("when_clause").and_then(Kid::one);
    let arrow = cst.of_kind("=>").map_or(cst.span.end, |kid| kid.span.start);
    let pattern = cst.kids.iter().find(|kid| kid.span.start < arrow && kid.kind != "when_clause").and_then(Kid::one);
    let body = cst.kids.iter().filter(|kid| kid.span.start > arrow).find_map(|kid| read::word(low, kid));
    let body = match body {
        Some(body) => body,
        None => low.node(Kind::Empty, Span::new(cst.span.end, cst.span.end)),
    };
    let patterns = pattern_list(low, pattern, guard);
    low.node(Kind::Arm { patterns, guard, body, falls: false }, cst.span).into()
}
