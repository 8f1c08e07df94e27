//! The words of the trade, where they mean the very same.

use super::{Bare, find_any_case, with_words};

/// Puts the terms that reviewers use for what other readers are told in plain words.
pub(super) fn sharpen(text: &mut String) {
    let Some(mut bare) = Bare::of(text) else { return };
    let mut out = with_words(&bare.text, TERMS);
    for (verb, link, term, new) in FRAMES {
        out = framed(&out, verb, link, term, new);
    }
    bare.text = out;
    *text = bare.whole();
}

/// Phrases and terms of the same meaning and grammar.
const TERMS: &[(&str, &str)] = &[
    ("is zero or less", "is non-positive"),
    ("is zero or more", "is non-negative"),
    ("are zero or less", "are non-positive"),
    ("are zero or more", "are non-negative"),
    ("goes through the items of", "iterates over"),
    ("goes through", "iterates over"),
    ("moves on to the next round", "continues with the next iteration"),
    ("skips to the next round", "continues with the next iteration"),
    ("leaves the loop", "terminates the loop"),
    ("in a loop that is left from inside", "in a loop terminated from within"),
    ("that passes", "that satisfies"),
    ("that pass", "that satisfy"),
    ("works out", "computes"),
    ("joined into one string", "concatenated"),
    ("unless it has returned before", "unless an earlier exit applies"),
    ("without using the result", "discarding the result"),
    ("with an error changed by", "with its error mapped by"),
];

/// Verbs whose object stands between them and the rest of the phrase: verb, rest, verb instead, rest instead.
const FRAMES: &[(&str, &str, &str, &str)] = &[
    ("adds ", " to the end of ", "appends ", " to "),
    ("adds ", " to the front of ", "prepends ", " to "),
    ("takes ", " off ", "removes ", " from "),
];

/// A text with both halves of a frame replaced where nothing but one object stands between them.
fn framed(text: &str, verb: &str, link: &str, new_verb: &str, new_link: &str) -> String {
    if !text.contains(link) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find_any_case(rest, verb) {
        let (before, from) = rest.split_at(at);
        let (found, after) = from.split_at(verb.len());
        out.push_str(before);
        let is_whole = !out.ends_with(char::is_alphanumeric);
        match after.find(link) {
            Some(end) if is_whole && is_object(&after[..end]) => {
                if found.starts_with(char::is_uppercase) {
                    out.push_str(&super::raised(new_verb));
                } else {
                    out.push_str(new_verb);
                }
                out.push_str(&after[..end]);
                out.push_str(new_link);
                rest = &after[end + link.len()..];
            }
            _ => {
                out.push_str(found);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a text is one thing or a list of things, with nothing that is done in between.
fn is_object(text: &str) -> bool {
    const SMALL: &str = "the a an and item items character characters line lines list byte bytes value key keys text texts result of on in";
    let is_small =
        |word: &str| SMALL.split(' ').any(|it| it == word) || !word.contains(|it: char| it.is_ascii_alphabetic());
    let is_list = !text.contains([';', ':', '.']) && text.split(' ').all(|word| is_small(word.trim_end_matches(',')));
    let is_apart = text.contains([',', ';', ':', '.'])
        || [" and ", " if ", " to ", " from ", " out of ", " off ", "takes ", "adds "]
            .iter()
            .any(|it| text.contains(it));
    is_list || !is_apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sharp(text: &str) -> String {
        let mut text = text.to_owned();
        sharpen(&mut text);
        text
    }

    #[test]
    fn terms_take_the_place_of_phrases() {
        assert_eq!(sharp("Adds `a to the end of b` to the end of `c`."), "Appends `a to the end of b` to `c`.");
        assert_eq!(sharp("Takes `a` off `b` if `c` is zero or less."), "Removes `a` from `b` if `c` is non-positive.");
        assert_eq!(
            sharp("adds the text `a`, `b`, and `c` to the end of `d`"),
            "appends the text `a`, `b`, and `c` to `d`"
        );
        let apart = "Adds `a` and takes `b` to the end of `c`.";
        assert_eq!(sharp(apart), apart);
    }
}
