//! Acts to finished sentences: subject, connective, capitals and full stops.

use crate::Level;
use crate::aggregate::{Act, join_acts};

/// Where a sentence stands among its neighbours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its position.
    pub at: usize,
    /// How many there are.
    pub n: usize,
    /// Whether it is a part of a step.
    pub nested: bool,
}

/// Closes asides that a sentence goes on behind: `the first match, if any, if x is y`.
pub(crate) fn close_asides(text: String) -> String {
    const ASIDES: [&str; 4] = [", if any", ", if there is one", ", if there was one", ", if there is any"];
    /// What goes on with the aside itself.
    const WITHIN: [&str; 14] =
        ["in", "of", "at", "for", "to", "with", "that", "which", "left", "from", "on", "under", "before", "behind"];
    if !ASIDES.iter().any(|it| text.contains(it)) {
        return text;
    }
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(at, part)| {
            let mut part = part.to_owned();
            // What stands between backticks is code.
            for aside in ASIDES.iter().filter(|_| at % 2 == 0) {
                let mut from = 0;
                while let Some(found) = part[from..].find(&format!("{aside} ")).map(|found| from + found + aside.len())
                {
                    let next = part[found + 1..].split([' ', ',', '.']).next().unwrap_or("");
                    if !WITHIN.contains(&next) {
                        part.insert(found, ',');
                    }
                    from = found + 1;
                }
            }
            part
        })
        .collect();
    parts.join("`")
}

/// Spells acts of one sentence for a level.
pub(crate) fn spell(level: Level, acts: &[Act], place: Place) -> String {
    let mut out = String::with_capacity(acts.iter().map(Act::len).sum::<usize>() + 24);
    let lead = acts.first().and_then(|act| act.lead.as_deref());
    match level {
        Level::Beginner => {
            // What follows from the sentence before needs no other tie to it.
            let tied =
                lead.is_some_and(|lead| ["if that ", "otherwise", "if nothing "].iter().any(|it| lead.starts_with(it)));
            let connective = if tied { "" } else { beginner_connective(place, lead.is_some()) };
            match lead {
                Some(lead) => {
                    out.push_str(connective);
                    out.push_str(lead);
                    out.push_str(", it ");
                }
                None => {
                    out.push_str(connective);
                    out.push_str("it ");
                }
            }
            push_without_lead(&mut out, acts);
        }
        Level::Intermediate | Level::Expert => match (lead, acts) {
            // One short exit reads best with its condition behind it.
            (Some(lead), [act]) if stands_behind(level, lead, &act.verb) => {
                out.push_str(&act.verb);
                out.push(' ');
                out.push_str(lead);
            }
            (Some(lead), _) => {
                out.push_str(lead);
                out.push_str(", ");
                if level == Level::Intermediate {
                    out.push_str("it ");
                }
                push_without_lead(&mut out, acts);
            }
            (None, _) => {
                if level == Level::Intermediate {
                    out.push_str(intermediate_connective(place));
                }
                push_without_lead(&mut out, acts);
            }
        },
    }
    finish(out)
}

/// Whether a condition may follow what is done under it. A reviewer is told what happens before when, also of what is longer, so that
/// more can follow in the same sentence.
fn stands_behind(level: Level, lead: &str, verb: &str) -> bool {
    let is_condition = lead.starts_with("if ") && !["if that ", "if the "].iter().any(|it| lead.starts_with(it));
    let is_round = level == Level::Expert && ["for each ", "as long as "].iter().any(|it| lead.starts_with(it));
    let (longest, aside) = if level == Level::Expert { (110, ", ") } else { (60, ", then ") };
    // A name for what the condition finds has to be said before it is used.
    let names = level == Level::Expert && lead.contains(" (`");
    (is_condition || is_round)
        && !names
        && !lead.contains(aside)
        && !verb.starts_with("does ")
        && verb.len() < longest
        && ![" if ", ", ", " as long as ", " for each "].iter().any(|it| verb.contains(it))
}

fn push_without_lead(out: &mut String, acts: &[Act]) {
    let mut acts = acts.to_vec();
    if let Some(first) = acts.first_mut() {
        first.lead = None;
    }
    out.push_str(&join_acts(&acts));
}

fn beginner_connective(place: Place, led: bool) -> &'static str {
    let Place { at, n, nested } = place;
    if n < 3 || nested && n < 4 {
        return match (at, n, nested) {
            (1, 2, _) if !led => "then ",
            _ => "",
        };
    }
    match at {
        0 if !nested => "first, ",
        _ if at + 1 == n => {
            if led {
                ""
            } else {
                "finally, "
            }
        }
        _ => match (at % 5, led) {
            (1, false) => "then ",
            (3, _) => "after that, ",
            (4, false) => "next, ",
            _ => "",
        },
    }
}

fn intermediate_connective(place: Place) -> &'static str {
    let Place { at, n, .. } = place;
    match (at, n) {
        (0, _) => "",
        (_, n) if at + 1 == n && n > 2 => "finally ",
        (at, _) if at % 4 == 1 && n > 2 => "then ",
        _ => "",
    }
}

/// Raises the first letter and ends the sentence.
pub(crate) fn finish(text: String) -> String {
    crate::words::sentence(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_speak_in_their_own_way() {
        let acts = [Act::under("if `x` is empty", "returns `None`")];
        let place = Place { at: 0, n: 3, nested: false };
        assert_eq!(spell(Level::Beginner, &acts, place), "First, if `x` is empty, it returns `None`.");
        assert_eq!(spell(Level::Expert, &acts, place), "Returns `None` if `x` is empty.");
        let acts = [Act::plain("opens `f`"), Act::plain("reads it")];
        let last = Place { at: 2, n: 3, nested: false };
        assert_eq!(spell(Level::Beginner, &acts, last), "Finally, it opens `f` and reads it.");
        assert_eq!(spell(Level::Intermediate, &acts, last), "Finally opens `f` and reads it.");
        assert_eq!(spell(Level::Expert, &acts, last), "Opens `f` and reads it.");
    }
}
