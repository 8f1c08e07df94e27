//! Which declarations win over which others, where it is certain that both are about the same element.

use std::collections::BTreeMap;

use code::Unit;

use super::{Combinator, EntryForm, Selector, Sheet, Simple, SimpleKind};

/// A declaration that wins over another one wherever its rule applies.
#[derive(Clone, Copy, Debug)]
pub struct Win {
    /// The winner's rule, declaration and selector.
    pub winner: (usize, usize, usize),
    /// The loser's rule, declaration and selector.
    pub loser: (usize, usize, usize),
    /// What decides.
    pub reason: WinReason,
    /// Whether the winner's rule is the more general one, so that the loser never counts.
    pub dead: bool,
}

/// What decides between two declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WinReason {
    /// Only one of them is important.
    Importance,
    /// The weights of their selectors.
    Specificity,
    /// They weigh the same, and one stands later.
    Order,
}

/// How many selectors of the same key are compared, so that long sheets take linear time.
const MOST: usize = 12;

/// Finds rules of which one is about a part of the other's elements.
pub(super) fn observe(unit: &Unit, sheet: &Sheet) -> Vec<Win> {
    let layered = sheet.entries.iter().any(
        |it| matches!(&it.form, EntryForm::At { name, .. } if matches!(name.as_str(), "layer" | "scope" | "container")),
    );
    if layered {
        return Vec::new();
    }
    // Rules whose selector is one compound, by each of its parts.
    let mut general: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let rules = || (0..sheet.entries.len()).filter(|&it| sheet.around(it).next().is_none());
    for rule in rules() {
        for (at, selector) in sheet.selectors(rule).iter().enumerate() {
            if let ([only], true) = (selector.compounds.as_slice(), selector.whole)
                && let Some(key) = only.simples.first()
                && is_plain(selector)
            {
                general.entry(unit.slice(key.span)).or_default().push((rule, at));
            }
        }
    }
    let mut wins = Vec::new();
    for rule in rules() {
        for (at, selector) in sheet.selectors(rule).iter().enumerate() {
            let Some(last) = selector.compounds.last().filter(|_| selector.whole && is_plain(selector)) else {
                continue;
            };
            for key in &last.simples {
                let Some(others) = general.get(unit.slice(key.span)) else { continue };
                for &(other, its) in others.iter().take(MOST) {
                    let wider = &sheet.selectors(other)[its];
                    if other == rule || !covers(unit, wider, selector) {
                        continue;
                    }
                    compare(sheet, (other, its), (rule, at), &mut wins);
                }
            }
        }
    }
    wins.sort_by_key(|it| (sheet.declarations[it.winner.1].span.start, sheet.declarations[it.loser.1].span.start));
    wins.dedup_by_key(|it| (it.winner.1, it.loser.1));
    wins
}

/// Whether nothing in a selector depends on more than the element itself.
fn is_plain(selector: &Selector) -> bool {
    let simples = selector.compounds.iter().flat_map(|it| &it.simples);
    simples.into_iter().all(|it| !matches!(it.kind, SimpleKind::Outer | SimpleKind::Step))
}

/// Whether every element of `narrow` is one of `wide`, which is one compound.
fn covers(unit: &Unit, wide: &Selector, narrow: &Selector) -> bool {
    let ([wide_one], Some(last)) = (wide.compounds.as_slice(), narrow.compounds.last()) else { return false };
    let part = |simples: &[Simple]| {
        simples.iter().filter(|it| it.kind == SimpleKind::PseudoElement).map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    let is_more = last.simples.len() > wide_one.simples.len() || narrow.compounds.len() > 1;
    is_more
        && last.combinator != Combinator::After
        && part(&wide_one.simples) == part(&last.simples)
        && wide_one
            .simples
            .iter()
            .all(|it| last.simples.iter().any(|other| unit.slice(it.span) == unit.slice(other.span)))
}

fn compare(sheet: &Sheet, wide: (usize, usize), narrow: (usize, usize), wins: &mut Vec<Win>) {
    let weigh = |it: (usize, usize)| sheet.selectors(it.0)[it.1].specificity;
    for &one in &sheet.entries[narrow.0].declarations {
        for &other in &sheet.entries[wide.0].declarations {
            let (ours, theirs) = (&sheet.declarations[one], &sheet.declarations[other]);
            if ours.name != theirs.name || ours.plain == theirs.plain {
                continue;
            }
            let order = ours
                .important
                .cmp(&theirs.important)
                .then(weigh(narrow).cmp(&weigh(wide)))
                .then(ours.span.start.cmp(&theirs.span.start));
            let reason = if ours.important != theirs.important {
                WinReason::Importance
            } else if weigh(narrow) != weigh(wide) {
                WinReason::Specificity
            } else {
                WinReason::Order
            };
            let (narrow, wide) = ((narrow.0, one, narrow.1), (wide.0, other, wide.1));
            if order.is_gt() {
                wins.push(Win { winner: narrow, loser: wide, reason, dead: false });
            } else {
                wins.push(Win { winner: wide, loser: narrow, reason, dead: true });
            }
        }
    }
}
