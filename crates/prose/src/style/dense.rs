//! What belongs together, in one sentence: a reviewer reads a run of statements as one step.

use super::{Bare, lowered};
use crate::SectionKind;
use crate::draft::Pending;

/// How long a joined sentence may be, in bytes.
const LONGEST: usize = 360;
/// How many sentences are joined at most.
const MOST: usize = 5;

/// Joins neighbours, and what stands alone under a short head with the head.
pub(super) fn condense(sentences: &mut Vec<Pending>) {
    let n = sentences.len();
    // The last list is for those without a parent in their section.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); n + 1];
    for (at, it) in sentences.iter().enumerate() {
        let parent = it.parent.map(|parent| parent as usize);
        let near = parent.filter(|&parent| parent < at && sentences[parent].section == it.section);
        children[near.unwrap_or(n)].push(at);
    }
    let mut into: Vec<usize> = (0..n).collect();
    // Children stand behind their parents, so the innermost come first.
    for head in (0..n).rev() {
        if sentences[head].section != SectionKind::How || children[head].is_empty() {
            continue;
        }
        let own = std::mem::take(&mut children[head]);
        let is_choice = is_choice(&sentences[head].text);
        let left = chain(sentences, &own, &children, is_choice, &mut into);
        if let [only] = left[..]
            && children[only].is_empty()
            && !splits(sentences, head, only)
            && let Some(text) = folded(&sentences[head].text, &sentences[only].text)
        {
            merge(sentences, head, only, text, &mut into);
            continue;
        }
        children[head] = left;
    }
    let tops = std::mem::take(&mut children[n]);
    for section in [SectionKind::What, SectionKind::How] {
        let own: Vec<usize> = tops.iter().copied().filter(|&it| sentences[it].section == section).collect();
        chain(sentences, &own, &children, false, &mut into);
    }
    compact(sentences, &into);
}

/// How a sentence may stand among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// It says what is always done.
    Plain,
    /// It opens with a condition, which would seem to hold for what follows.
    Led,
    /// What is done where the condition before does not hold.
    Else,
    /// What callers rely on: effects, purity, cost.
    Contract,
    /// What follows a colon belongs to what stands before it.
    Closed,
    /// It stands alone.
    Alone,
}

fn form(section: SectionKind, text: &str) -> Form {
    let Some(Bare { text, .. }) = Bare::of(text) else { return Form::Alone };
    let Some(body) = text.strip_suffix('.').filter(|it| !it.contains(". ")) else { return Form::Alone };
    let starts = |of: &[&str]| of.iter().any(|it| body.starts_with(it));
    if section == SectionKind::What
        && starts(&["Side effects: ", "Pure and deterministic", "Time complexity ", "Recursive, "])
    {
        return Form::Contract;
    }
    if body.starts_with("By its name, ") {
        return if body.contains("; ") { Form::Alone } else { Form::Closed };
    }
    let first = body.split(' ').next().unwrap_or("");
    let is_verb = first.len() > 3 && first.ends_with('s') && first.chars().all(|it| it.is_ascii_alphabetic());
    // What code builds on is not what it does.
    if !is_verb && !starts(LEADS) && !body.starts_with("Otherwise")
        || matches!(
            first,
            "Depends" | "Imports" | "Includes" | "Belongs" | "Always" | "Unless" | "Tests" | "This" | "Settings"
        )
        || body.split(' ').nth(1).is_some_and(|it| it == "are")
    {
        return Form::Alone;
    }
    if body.contains(": ") {
        return Form::Closed;
    }
    if body.starts_with("Otherwise") {
        Form::Else
    } else if is_verb && !body.contains("; ") {
        Form::Plain
    } else {
        Form::Led
    }
}

const LEADS: &[&str] = &["If ", "For ", "As long as ", "Repeatedly, ", "Once for ", "With ", "In an ", "In a loop "];

/// Whether what stands under a head are ways of which one is taken.
fn is_choice(head: &str) -> bool {
    ["Matches on ", "Distinguishes "].iter().any(|it| head.starts_with(it))
}

/// Joins runs of childless neighbours and gives what is left of them.
fn chain(
    sentences: &mut [Pending],
    own: &[usize],
    children: &[Vec<usize>],
    is_choice: bool,
    into: &mut [usize],
) -> Vec<usize> {
    let mut left: Vec<usize> = Vec::with_capacity(own.len());
    // The forms of the last one's first and last piece, and how many it has.
    let mut run: (Form, Form, usize) = (Form::Alone, Form::Alone, 0);
    for &at in own {
        let section = sentences[at].section;
        let one = if children[at].is_empty() { form(section, &sentences[at].text) } else { Form::Alone };
        if let Some(&last) = left.last()
            && run.2 < MOST
            && fits(run.1, one, &sentences[last].text, is_choice)
            && sentences[last].text.len() + sentences[at].text.len() <= LONGEST
        {
            let text = format!("{}; {}", sentences[last].text.trim_end_matches('.'), lowered(&sentences[at].text));
            merge(sentences, last, at, text, into);
            run = (run.0, one, run.2 + 1);
            continue;
        }
        left.push(at);
        run = (one, one, 1);
    }
    left
}

/// Whether a sentence may follow another one behind a semicolon.
fn fits(last: Form, one: Form, before: &str, is_choice: bool) -> bool {
    let is_way = |form: Form| matches!(form, Form::Led | Form::Else);
    match (last, one) {
        (Form::Plain, Form::Plain | Form::Led) => true,
        // The condition right before is the one that does not hold.
        (Form::Led | Form::Else, Form::Else) => {
            let clause = before.rsplit("; ").next().unwrap_or(before);
            ["If ", "if ", "otherwise, if ", "Otherwise, if ", "For ", "for "].iter().any(|it| clause.starts_with(it))
                && (is_choice || !clause.to_lowercase().starts_with("for "))
        }
        (Form::Plain, Form::Else) => before.rsplit("; ").next().is_some_and(|it| it.contains(" if ")),
        (Form::Plain | Form::Closed | Form::Contract, Form::Contract) => true,
        _ => is_choice && is_way(last) && is_way(one),
    }
}

/// Whether a head with the only sentence below it would stand between a condition and its `otherwise`, which would then seem to belong
/// to a condition from below.
fn splits(sentences: &[Pending], head: usize, only: usize) -> bool {
    let Pending { section, parent, text: lead, .. } = &sentences[head];
    let next = sentences[head + 1..].iter().find(|it| it.section == *section && it.parent == *parent);
    let text = sentences[only].text.as_str();
    (lead.starts_with("If ") || lead.starts_with("Otherwise, if "))
        && next.is_some_and(|it| it.text.starts_with("Otherwise"))
        && (text.starts_with("If ") || text.contains(" if "))
}

/// A head with the only sentence below it, where both are one step.
fn folded(head: &str, only: &str) -> Option<String> {
    let lead = head.strip_suffix(':')?;
    let opens = LEADS.iter().chain(&["Otherwise"]).any(|it| lead.starts_with(it));
    let tells = ["works like this", "works as follows"].iter().any(|it| lead.ends_with(it));
    let bare = Bare::of(head)?.text;
    let fits = (opens || tells || is_choice(head)) && head.len() + only.len() <= LONGEST && !bare.contains(": ");
    let form = form(SectionKind::How, only);
    (fits && matches!(form, Form::Plain | Form::Led | Form::Else)).then(|| format!("{lead}: {}", lowered(only)))
}

fn merge(sentences: &mut [Pending], keeps: usize, goes: usize, text: String, into: &mut [usize]) {
    let spans = std::mem::take(&mut sentences[goes].spans);
    sentences[keeps].spans.extend(spans);
    sentences[keeps].text = text;
    into[goes] = keeps;
}

/// Takes out what went into others, and lets parents be what they went into.
fn compact(sentences: &mut Vec<Pending>, into: &[usize]) {
    // What one went into stands before it.
    let mut number = vec![0u32; into.len()];
    let mut next = 0;
    for (at, &of) in into.iter().enumerate() {
        if of == at {
            number[at] = next;
            next += 1;
        } else {
            number[at] = number[of];
        }
    }
    for it in sentences.iter_mut() {
        it.parent = it.parent.map(|parent| number.get(parent as usize).copied().unwrap_or(parent));
    }
    let mut kept = into.iter().enumerate().map(|(at, &of)| at == of);
    sentences.retain(|_| kept.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condensed(texts: &[(&str, Option<u32>)]) -> Vec<(String, Option<u32>)> {
        let mut sentences: Vec<Pending> = texts
            .iter()
            .enumerate()
            .map(|(at, (text, parent))| Pending {
                section: SectionKind::How,
                parent: *parent,
                text: (*text).to_owned(),
                spans: vec![code::Span::new(at as u32, at as u32 + 1)],
            })
            .collect();
        condense(&mut sentences);
        assert_eq!(sentences.iter().map(|it| it.spans.len()).sum::<usize>(), texts.len());
        sentences.into_iter().map(|it| (it.text, it.parent)).collect()
    }

    #[test]
    fn neighbours_are_joined_up_to_a_condition() {
        let found = condensed(&[
            ("Sets `a` to `1`.", None),
            ("If `a` is falsy, returns `b`.", None),
            ("Otherwise, calls `c`.", None),
            ("Returns `d`.", None),
        ]);
        let texts: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(texts, ["Sets `a` to `1`; if `a` is falsy, returns `b`; otherwise, calls `c`.", "Returns `d`."]);
    }

    #[test]
    fn a_short_body_stands_with_its_head() {
        let found = condensed(&[
            ("For each `x` in `y`:", None),
            ("Sets `z` to `x`.", Some(0)),
            ("Calls `f`.", Some(0)),
            ("Returns `z`.", None),
        ]);
        assert_eq!(
            found,
            [("For each `x` in `y`: sets `z` to `x`; calls `f`.".to_owned(), None), ("Returns `z`.".to_owned(), None)]
        );
    }

    #[test]
    fn ways_of_a_choice_are_joined_and_items_are_not() {
        let found = condensed(&[
            ("Matches on `x`:", None),
            ("For `A`, returns `1`.", Some(0)),
            ("For `B`, returns `2`.", Some(0)),
            ("`f` returns `g`.", None),
            ("`h` returns `i`.", None),
        ]);
        let texts: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(
            texts,
            ["Matches on `x`: for `A`, returns `1`; for `B`, returns `2`.", "`f` returns `g`.", "`h` returns `i`.",]
        );
    }
}
