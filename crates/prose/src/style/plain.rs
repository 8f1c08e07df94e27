//! One statement in a sentence, and plain words for plain things.

use super::{Bare, MARKS, raised, with_words};

/// Gives a text short sentences and plain words; code, quotations and terms stay as they are.
pub(super) fn soften(text: &mut String) {
    let Some(mut bare) = Bare::of(text) else { return };
    bare.text = divided(&with_words(&bare.text, PLAIN));
    *text = bare.whole();
}

/// Phrases for which a beginner has a plainer one of the same meaning and grammar. The longer of two that begin alike stands first.
const PLAIN: &[(&str, &str)] = &[
    ("iterates over", "goes through"),
    ("does the following", "does this"),
    ("under the following", "under this"),
    ("finally, it", "in the end, it"),
    ("an asynchronous block", "a block that may pause"),
    ("a generator of random numbers", "a source of random numbers"),
    ("random number generator", "source of random numbers"),
    ("is falsy", "counts as false"),
    ("is truthy", "counts as true"),
    ("in addition", "also"),
    ("a number of", "some"),
    ("prior to", "before"),
    ("in order to", "to"),
    ("additional", "more"),
    ("approximately", "about"),
    ("automatically", "by itself"),
    ("calculates", "works out"),
    ("computes", "works out"),
    ("creates", "makes"),
    ("currently", "now"),
    ("determines", "finds out"),
    ("displays", "shows"),
    ("executes", "runs"),
    ("generates", "makes"),
    ("immediately", "at once"),
    ("indicates", "shows"),
    ("initially", "at first"),
    ("modifies", "changes"),
    ("multiple", "many"),
    ("obtains", "gets"),
    ("performs", "does"),
    ("previously", "before"),
    ("produces", "makes"),
    ("provides", "gives"),
    ("receives", "gets"),
    ("represents", "stands for"),
    ("requires", "needs"),
    ("retrieves", "gets"),
    ("subsequently", "then"),
    ("therefore", "so"),
];

/// A text with one statement in each sentence, where nothing that holds for the whole sentence gets lost.
fn divided(text: &str) -> String {
    let mut out = text.replace("; otherwise, ", ". Otherwise, ");
    // What the name says, and what is done.
    let opens = |text: &str| text.starts_with("By its name, ") || text.contains(", by its name, ");
    if opens(&out)
        && let Some(at) = out.find(": it ")
    {
        out.replace_range(at..at + ": it ".len(), ". It ");
    }
    // Under a condition, what comes next belongs to it; a sentence of its own would not.
    if opens_free(&out) && !out.contains(" if ") && !out.contains("; ") {
        out = out.replace(", and then ", ". Then it ");
    }
    let out: Vec<String> = clauses(&out).split(". ").map(chosen).collect();
    out.join(". ")
}

/// `x gives back a if c, and b otherwise` as two sentences.
fn chosen(sentence: &str) -> String {
    let whole = || sentence.to_owned();
    let stop = if sentence.ends_with('.') { "." } else { "" };
    let Some(body) = sentence.trim_end_matches('.').strip_suffix(" otherwise") else { return whole() };
    // With one of each, what belongs to what is certain.
    let once = |mark: &str| body.match_indices(mark).count() == 1;
    if !once(" if ") || !once(", and ") || body.contains(['(', ':']) {
        return whole();
    }
    let (Some((head, rest)), Some((_, other))) = (body.split_once(" if "), body.split_once(", and ")) else {
        return whole();
    };
    let Some((condition, _)) = rest.split_once(", and ") else { return whole() };
    // One subject, one verb and one value.
    let mut words = head.split(' ');
    let opening: Vec<&str> = words.by_ref().take_while(|it| !is_verb(it)).collect();
    let subject_is_clear = match opening.as_slice() {
        [only] => *only == "It" || only.starts_with(|it| MARKS.contains(&it)),
        [.., last] => *last == "it" && opening.len() <= 3,
        [] => false,
    };
    let verb = &head[opening.iter().map(|it| it.len() + 1).sum::<usize>().min(head.len())..];
    let again = if let Some(value) = verb.strip_prefix("gives back ").filter(|it| !it.contains(" and ")) {
        (!value.is_empty()).then(|| format!("it gives back {other}"))
    } else {
        let target = verb.strip_prefix("sets ").and_then(|it| it.split_once(" to ")).map(|it| it.0);
        target.filter(|it| !it.contains(' ') && !verb.contains(" and ")).map(|it| format!("it sets {it} to {other}"))
    };
    match again {
        Some(again) if subject_is_clear => format!("{head} if {condition}. Otherwise, {again}{stop}"),
        _ => whole(),
    }
}

fn is_verb(word: &str) -> bool {
    matches!(word, "gives" | "sets")
}

/// Whether a sentence says what is always done.
fn opens_free(text: &str) -> bool {
    ["It ", "First, it ", "Then it ", "After that, it ", "Next, it ", "In the end, it "]
        .iter()
        .any(|it| text.starts_with(it))
}

/// A text whose clauses after semicolons are sentences, where each of them can be one: no list, nothing in brackets.
fn clauses(text: &str) -> String {
    let parts: Vec<&str> = text.split("; ").collect();
    let is_open = |part: &str| part.matches('(').count() != part.matches(')').count();
    // What is done under a condition or for each of several is one sentence with it.
    let is_led = [
        "If ",
        "For ",
        "As long as ",
        "Again and again",
        "Until ",
        "With ",
        "Otherwise",
        "After that, if ",
        "First, if ",
    ]
    .iter()
    .any(|it| text.starts_with(it))
        || text.contains(", it ") && !opens_free(text);
    let listed = text.split_once(": ").is_some_and(|(_, list)| list.matches("; ").count() > 1);
    if parts.len() < 2 || is_led || listed || parts.iter().any(|it| is_open(it)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for part in parts {
        if out.is_empty() {
            out.push_str(part);
            continue;
        }
        // What is done next, by the same one.
        if let Some((word, act)) = part.split_once(' ').filter(|it| it.0 == "then" && !it.1.starts_with("it ")) {
            out.push_str(&format!(". {} it {act}", raised(word)));
            continue;
        }
        if let Some(act) = part.strip_prefix("and finally ") {
            out.push_str(&format!(". In the end, it {act}"));
            continue;
        }
        // A clause with a subject of its own.
        let subjects = [
            "it ",
            "this ",
            "that ",
            "these ",
            "they ",
            "the ",
            "a ",
            "an ",
            "you ",
            "use ",
            "then ",
            "there ",
            "if ",
            "otherwise, ",
            "what ",
            "each ",
            "so ",
            "instead ",
            "no ",
            "one ",
            "its ",
            "handle ",
            "here ",
        ];
        if subjects.iter().any(|it| part.starts_with(it)) {
            out.push_str(". ");
            out.push_str(&raised(part));
        } else {
            out.push_str("; ");
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(text: &str) -> String {
        let mut text = text.to_owned();
        soften(&mut text);
        text
    }

    #[test]
    fn plain_words_take_the_place_of_hard_ones_but_not_in_code() {
        assert_eq!(soft("Creates `a creates b` and retrieves it."), "Makes `a creates b` and gets it.");
        assert_eq!(soft("“It computes.” It recreates them."), "“It computes.” It recreates them.");
        assert_eq!(soft("Finally, it does the following:"), "In the end, it does this:");
    }

    #[test]
    fn a_sentence_is_divided_where_nothing_is_lost() {
        assert_eq!(
            soft("If `a` is zero, it stops; otherwise, it calls `b; c`."),
            "If `a` is zero, it stops. Otherwise, it calls `b; c`."
        );
        assert_eq!(soft("By its name, `f` finds `x`: it calls `g`."), "By its name, `f` finds `x`. It calls `g`.");
        assert_eq!(soft("Then it opens `f`, and then reads it."), "Then it opens `f`. Then it reads it.");
        let led = "If `f` is set, it opens `f`, and then reads it.";
        assert_eq!(soft(led), led);
        assert_eq!(
            soft("It sorts `a`; then counts the lines; and finally keeps one."),
            "It sorts `a`. Then it counts the lines. In the end, it keeps one."
        );
        let led = "For each `a`, it sorts `a`; then counts the lines.";
        assert_eq!(soft(led), led);
        assert_eq!(soft("Loop: it ends; the rest waits."), "Loop: it ends. The rest waits.");
        assert_eq!(
            soft("`f` gives back `a` if `c` is set, and `b` otherwise."),
            "`f` gives back `a` if `c` is set. Otherwise, it gives back `b`."
        );
        assert_eq!(
            soft("First, it sets `x` to `a` if `c` is set, and the `d` of `b` otherwise."),
            "First, it sets `x` to `a` if `c` is set. Otherwise, it sets `x` to the `d` of `b`."
        );
        let unclear = "It gives back `a` if `b` is set, and `c` is not, and `d` otherwise.";
        assert_eq!(soft(unclear), unclear);
        let list = "Keys: `a`, the one; the two; the three.";
        assert_eq!(soft(list), list);
    }
}
