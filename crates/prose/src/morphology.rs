//! The forms of English words.

/// A verb in the third person to its base form: `carries` to `carry`, `is` to `be`.
pub(crate) fn base(verb: &str) -> String {
    match verb {
        "is" | "are" => return "be".to_owned(),
        "has" => return "have".to_owned(),
        "does" | "goes" | "undoes" => return verb.trim_end_matches("es").to_owned(),
        _ => {}
    }
    if let Some(stem) = verb.strip_suffix("ies")
        && stem.len() > 1
    {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if verb.ends_with(ending) {
            return verb[..verb.len() - 2].to_owned();
        }
    }
    match verb.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.is_empty() => stem.to_owned(),
        _ => verb.to_owned(),
    }
}

/// A verb phrase in the third person with its first verb in the base form: `reads the file` to `read the file`.
pub(crate) fn base_phrase(phrase: &str) -> String {
    let (verb, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    if verb.starts_with('`') {
        return phrase.to_owned();
    }
    let mut out = base(verb);
    if !rest.is_empty() {
        out.push(' ');
        out.push_str(rest);
    }
    out
}

/// A clause in the third person (`it is empty`, `it starts with a`) turned into its opposite, if its verb can be told.
///
/// The subject is everything before the verb; verbs inside backticks do not count.
pub(crate) fn negate(clause: &str) -> Option<String> {
    const VERBS: [&str; 14] = [
        "starts", "ends", "contains", "matches", "holds", "exists", "consists", "lies", "belongs", "points", "passes",
        "equals", "appears", "occurs",
    ];
    const HELPERS: [(&str, &str); 7] = [
        (" is not ", " is "),
        (" is ", " is not "),
        (" are ", " are not "),
        (" can ", " cannot "),
        (" was ", " was not "),
        (" has ", " does not have "),
        (" does not ", " does "),
    ];
    let bare = blank_code(clause);
    let found =
        HELPERS.iter().filter_map(|(from, to)| bare.find(from).map(|at| (at, *from, *to))).min_by_key(|it| it.0);
    if let Some((at, from, to)) = found
        && from != " does not "
    {
        return Some(format!("{}{to}{}", &clause[..at], &clause[at + from.len()..]));
    }
    for verb in VERBS {
        let spaced = format!(" {verb}");
        if let Some(at) = bare.find(&spaced) {
            let rest = &clause[at + spaced.len()..];
            if rest.is_empty() || rest.starts_with(' ') {
                return Some(format!("{} does not {}{rest}", &clause[..at], base(verb)));
            }
        }
    }
    None
}

/// The same text with everything between backticks blanked out byte by byte.
fn blank_code(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|char| {
            if char == '`' {
                inside = !inside;
            }
            if inside {
                "·".repeat(char.len_utf8().min(1)) + &"x".repeat(char.len_utf8() - 1)
            } else {
                char.to_string()
            }
        })
        .collect::<String>()
        .replace('·', "x")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        for (third, plain) in [
            ("reads", "read"),
            ("carries", "carry"),
            ("passes", "pass"),
            ("is", "be"),
            ("matches", "match"),
            ("goes", "go"),
            ("raises", "raise"),
            ("frees", "free"),
        ] {
            assert_eq!(base(third), plain);
        }
    }

    #[test]
    fn clauses_have_opposites() {
        assert_eq!(negate("`x is y` is empty").as_deref(), Some("`x is y` is not empty"));
        assert_eq!(negate("`name` starts with `a`").as_deref(), Some("`name` does not start with `a`"));
        assert_eq!(negate("`é` is not empty").as_deref(), Some("`é` is empty"));
        assert_eq!(negate("`f` frobs"), None);
    }
}
