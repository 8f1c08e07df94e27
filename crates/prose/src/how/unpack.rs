//! Values that are taken apart into names.

use code::{Kind, NodeId};

use super::acts::propagation;
use super::attempts;
use crate::Level;
use crate::draft::Context;
use crate::phrase;
use crate::words;

pub(super) fn phrase(cx: &Context, target: NodeId, value: NodeId) -> String {
    let unit = cx.unit;
    // The library may say what each part is for.
    if cx.facts.call(value).and_then(|it| it.library).is_some_and(|entry| entry.does.contains("{target."))
        && let Some(text) = phrase::does(cx, value)
    {
        return text;
    }
    let what = phrase::noun(cx, value);
    if let Some(text) = attempts::checked(cx, target, value) {
        return text;
    }
    // Nothing of it gets a name.
    if let (Kind::Tuple(parts), Kind::Call { .. }) = (unit.kind(target), unit.kind(value))
        && unit.list(parts).iter().all(|&it| unit.kind(it) == Kind::Wildcard)
    {
        return match phrase::does(cx, value) {
            Some(does) => format!("{does}, without using the results"),
            None => format!("drops the results of {}", phrase::noun(cx, value).replace("the result of ", "")),
        };
    }
    let mut names = Vec::new();
    // Of several results of one call only the first is kept.
    if unit.dialect.checked_pairs
        && let (Kind::Tuple(list), Kind::Call { .. }) = (unit.kind(target), unit.kind(value))
        && let [first, rest @ ..] = unit.list(list)
        && matches!(unit.kind(*first), Kind::Name(_))
        && rest.iter().all(|&it| unit.kind(it) == Kind::Wildcard)
    {
        let name = cx.quote(*first);
        return match cx.level {
            Level::Beginner => format!("keeps {what} as {name} and does not look at what else comes back"),
            _ => format!("sets {name} to {what} and drops what else comes back"),
        };
    }
    if let Kind::Tuple(list) | Kind::Sequence(list) = unit.kind(target) {
        for &part in unit.list(list) {
            match unit.kind(part) {
                Kind::Name(_) => names.push(cx.quote(part)),
                Kind::Wildcard => {}
                _ => {
                    names.clear();
                    break;
                }
            }
        }
    }
    let mut rest = String::new();
    if let Kind::Mapping(list) = unit.kind(target) {
        let mut parts = unit.list(list);
        // What is left over keeps a name of its own.
        if let [before @ .., last] = parts
            && let Kind::Spread(left) = unit.kind(*last)
            && matches!(unit.kind(left), Kind::Name(_))
            && !before.is_empty()
        {
            rest = format!(", and the rest as {}", cx.quote(left));
            parts = before;
        }
        let plain = |&it: &NodeId| matches!(unit.kind(it), Kind::Entry { key, value, .. } if key == value);
        if parts.iter().all(plain) && (parts.len() <= 6 || !rest.is_empty()) {
            names.extend(parts.iter().map(|&it| cx.quote(it)));
        }
    }
    if names.is_empty() {
        return match cx.level {
            Level::Beginner => format!("takes {what} apart into {}", cx.quote(target)),
            _ => format!("unpacks {what} into {}", cx.quote(target)),
        };
    }
    let names = words::list_some(&names, 6);
    match cx.level {
        Level::Beginner => format!("takes {names} out of {what}{rest}{}", propagation(cx, value)),
        _ => format!("unpacks {names} from {what}{rest}{}", propagation(cx, value)),
    }
}
