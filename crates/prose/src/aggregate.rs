//! Several verb phrases in one sentence.

use crate::words;

/// Something that is done, perhaps only under a condition or for each of several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Act {
    /// `if x is empty`, `for each x in y`.
    pub lead: Option<String>,
    /// A verb phrase in the third person.
    pub verb: String,
}

impl Act {
    /// Something that is always done.
    pub(crate) fn plain(verb: impl Into<String>) -> Self {
        Self { lead: None, verb: verb.into() }
    }

    /// Something that is done under a condition.
    pub(crate) fn under(lead: impl Into<String>, verb: impl Into<String>) -> Self {
        Self { lead: Some(lead.into()), verb: verb.into() }
    }

    /// How many bytes it takes.
    pub(crate) fn len(&self) -> usize {
        self.verb.len() + self.lead.as_ref().map_or(0, |it| it.len() + 2)
    }
}

/// Joins acts after one subject: `strips x and, if y is empty, adds z`.
pub(crate) fn join_acts(acts: &[Act]) -> String {
    let mut out = String::new();
    let last = acts.len().saturating_sub(1);
    for (at, act) in acts.iter().enumerate() {
        let mut verb = act.verb.as_str();
        if at > 0 {
            let before = &acts[at - 1];
            // `sets a to b and c to d`: the verb need not be said again.
            let same = act.lead.is_none() && before.lead.is_none() && first_word(&before.verb) == first_word(verb);
            let settable = matches!(
                first_word(verb),
                "sets" | "initialises" | "updates" | "calls" | "prints" | "stores" | "keeps" | "evaluates"
            );
            let target = |act: &Act| act.verb.split('`').nth(1).map(str::to_owned);
            // The same target again comes after, not beside.
            let again = same
                && target(act).is_some()
                && target(act) == target(before)
                && matches!(first_word(verb), "sets" | "updates");
            // A phrase with an `and` or an `if` of its own keeps its distance.
            let heavy = acts[..at].iter().any(|it| it.verb.contains(" and ") || it.verb.contains(" if "));
            if same && settable && !heavy && !again && before.verb.len() < 60 {
                verb = verb.split_once(' ').map_or(verb, |it| it.1);
            }
            // `checks that a and that b`.
            if act.lead.is_none()
                && before.lead.is_none()
                && let Some(check) = check_of(verb)
                && check_of(&before.verb) == Some(check)
            {
                verb = &verb[check.trim_end().rfind(' ').map_or(0, |at| at + 1)..];
            }
            match (at == last, &act.lead) {
                (false, _) => out.push_str(", "),
                (true, Some(_)) => out.push_str(if heavy || last > 1 { ", and, " } else { " and, " }),
                (true, None) if heavy => out.push_str(", and then "),
                (true, None) if verb.contains(" and ") && act.lead.is_none() => out.push_str(", and "),
                (true, None) => out.push_str(" and "),
            }
        }
        if let Some(lead) = &act.lead {
            out.push_str(lead);
            out.push_str(", ");
        }
        // What a function inside does would seem to go on with what follows.
        match verb.split_once(", which ") {
            Some((made, does)) if at != last && ["defines `", "makes "].iter().any(|it| made.starts_with(it)) => {
                out.push_str(&format!("{made} (which {does})"));
            }
            _ => out.push_str(verb),
        }
    }
    out
}

/// The start of a phrase that checks something, so that several checks in a row share it.
pub(crate) fn check_of(verb: &str) -> Option<&'static str> {
    ["checks that ", "asserts that ", "makes sure that "].into_iter().find(|it| verb.starts_with(it))
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or("")
}

/// Folds verb phrases that begin and end alike into one: `prints a`, `prints b` to `prints a and b`.
///
/// Gives nothing where they share no first word.
pub(crate) fn fold(verbs: &[String], most: usize) -> Option<String> {
    let [first, rest @ ..] = verbs else { return None };
    if rest.is_empty() {
        return Some(first.clone());
    }
    // Code that holds a backtick stands between two, and would be cut; what stands for a text that is too long to quote may stand for
    // another one each time.
    if verbs.iter().any(|it| ["``", "a text of ", "a string with "].iter().any(|mark| it.contains(mark))) {
        return None;
    }
    let split: Vec<Vec<&str>> = verbs.iter().map(|it| words_of(it)).collect();
    let shortest = split.iter().map(Vec::len).min()?;
    let same = |at: usize| split.iter().all(|it| it.get(at) == split[0].get(at));
    let mut start = (0..shortest).take_while(|&at| same(at)).count();
    if start == 0 {
        return None;
    }
    let same_back =
        |back: usize| split.iter().all(|it| it.get(it.len() - 1 - back) == split[0].get(split[0].len() - 1 - back));
    let mut end = (0..shortest - start).take_while(|&back| same_back(back)).count();
    if split.iter().any(|it| it.len() == start + end) {
        // Something must differ in each.
        if verbs.iter().all(|it| it == first) {
            return Some(format!("{first}, {} times", words::number(verbs.len())));
        }
        if end > 0 {
            end -= 1;
        } else {
            start -= 1;
        }
    }
    if start > 1 && matches!(split[0][start - 1], "to" | "of" | "in" | "from" | "with" | "for" | "on" | "by" | "under")
    {
        start -= 1;
    }
    // An article belongs to what it stands before.
    if start > 1 && matches!(split[0][start - 1], "a" | "an" | "the") {
        start -= 1;
    }
    if start == 0 || split.iter().any(|it| it.len() <= start + end) {
        return None;
    }
    let middles: Vec<String> = split.iter().map(|it| it[start..it.len() - end].join(" ")).collect();
    // What closes with a comma (`x, as a value that is there`) belongs to its own item and cannot be said once for all.
    if middles.iter().any(|it| it.ends_with(',')) {
        return None;
    }
    let head = split[0][..start].join(" ");
    let tail = split[0][split[0].len() - end..].join(" ");
    // A verb at the end would have to change its number.
    let first_of_tail = tail.split(' ').next().unwrap_or("");
    if !matches!(
        first_of_tail,
        "" | "to" | "in" | "into" | "from" | "of" | "on" | "under" | "as" | "with" | "for" | "at"
    ) {
        return None;
    }
    let middle = words::list_some(&middles, most);
    Some(if tail.is_empty() { format!("{head} {middle}") } else { format!("{head} {middle} {tail}") })
}

/// Whether what several things are set to is made anew for each, so that they do not share it.
pub(crate) fn is_made(tail: &str) -> bool {
    let Some(value) = tail.strip_prefix("to ") else { return false };
    match value.strip_prefix('`') {
        Some(code) => code.contains(['(', '[', '{']) && code.trim_end().ends_with(['`']),
        None => ["a list", "an array", "an empty ", "a new ", "a dictionary", "an object", "a set", "a copy"]
            .iter()
            .any(|it| value.starts_with(it) && !value.starts_with("an empty string")),
    }
}

/// Words, where everything between backticks is one.
fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for (at, char) in text.char_indices() {
        match char {
            '`' => inside = !inside,
            ' ' if !inside => {
                if at > start {
                    words.push(&text[start..at]);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(verbs: &[&str]) -> Option<String> {
        let verbs: Vec<String> = verbs.iter().map(|&it| it.to_owned()).collect();
        fold(&verbs, 3)
    }

    #[test]
    fn what_follows_a_comma_is_not_shared() {
        assert_eq!(folded(&["sets `a` to `x`, as a value", "sets `b` to `y`, as a value"]), None);
    }

    #[test]
    fn like_acts_fold() {
        assert_eq!(folded(&["prints `a b`", "prints `c`"]).as_deref(), Some("prints `a b` and `c`"));
        assert_eq!(
            folded(&["adds `a` to the end of `x`", "adds `b` to the end of `x`"]).as_deref(),
            Some("adds `a` and `b` to the end of `x`")
        );
        assert_eq!(folded(&["prints `a`", "adds `b`"]), None);
        assert_eq!(folded(&["calls `a()`", "calls `a()`"]).as_deref(), Some("calls `a()`, two times"));
        assert_eq!(folded(&["clears", "clears `x`"]), None);
        assert_eq!(folded(&["checks `a`, in any case", "checks `b`, in any case"]), None);
    }

    #[test]
    fn acts_join_with_their_conditions() {
        let acts = [Act::plain("strips `x`"), Act::under("if `x` is not empty", "adds it")];
        assert_eq!(join_acts(&acts), "strips `x` and, if `x` is not empty, adds it");
        let acts = [Act::plain("opens `x`"), Act::plain("reads it"), Act::plain("closes it")];
        assert_eq!(join_acts(&acts), "opens `x`, reads it and closes it");
        let acts = [Act::plain("defines `f`, which sets `x`"), Act::plain("returns `f`")];
        assert_eq!(join_acts(&acts), "defines `f` (which sets `x`) and returns `f`");
    }
}
