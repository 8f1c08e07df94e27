//! Small English: lists, counts, articles, sentence ends.

/// Joins items: `a`, `a and b`, `a, b, and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [one, two] => format!("{} and {}", one.as_ref(), two.as_ref()),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{}, and {}", init.join(", "), last.as_ref())
        }
    }
}

/// Joins at most `most` items and says how many more there are.
pub(crate) fn list_some<S: AsRef<str>>(items: &[S], most: usize) -> String {
    // "and one more" takes as much room as the one.
    if items.len() <= most + 1 {
        return list(items);
    }
    let shown: Vec<&str> = items[..most].iter().map(AsRef::as_ref).collect();
    format!("{}, and {} more", shown.join(", "), number(items.len() - most))
}

/// A number in words up to twelve.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// `one method`, `three methods`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{} {}", number(n), if n == 1 { noun.to_owned() } else { plural(noun) })
}

/// The plural of a noun.
pub(crate) fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

/// `a list`, `an object`.
pub(crate) fn with_article(noun: &str) -> String {
    let bare = noun.trim_start_matches(['`', '“']);
    // A name of one or two letters is spelled out: `a ul`, `an li`.
    let name = bare.split('`').next().unwrap_or("");
    let spelled = (1..=2).contains(&name.len()) || "svg xml html sql mdx".split(' ').any(|it| it == name);
    if bare.len() < noun.len() && spelled && name.chars().all(|it| it.is_ascii_alphanumeric()) {
        let vowel =
            name.to_ascii_lowercase().starts_with(['a', 'e', 'f', 'h', 'i', 'l', 'm', 'n', 'o', 'r', 's', 'x', '8']);
        return format!("{} {noun}", if vowel { "an" } else { "a" });
    }
    let vowel = bare.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O'])
        || bare.starts_with("Un") && !bare.starts_with("Uni")
        || (bare.starts_with('u') && !["us", "un", "uti", "uri"].iter().any(|it| bare.starts_with(it)))
        || bare.starts_with("un") && !bare.starts_with("uni");
    let vowel = vowel && !bare.starts_with("uint");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// A whole sentence: first letter raised where it is a plain letter, full stop added.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len() + 1);
    if let Some(first) = chars.next() {
        out.extend(first.to_uppercase());
        out.push_str(chars.as_str());
    }
    let end = out.strip_suffix('”').unwrap_or(&out);
    if !end.ends_with(['.', '!', '?', ':']) {
        out.push('.');
    }
    out
}

/// The words of an identifier in lower case: `parseHTTPHeader2` to `parse`, `http`, `header2`.
pub(crate) fn split_name(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (at, &char) in chars.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| chars[before]);
        let next = chars.get(at + 1);
        let starts = char.is_uppercase()
            && (previous.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit())
                || previous.is_some_and(char::is_uppercase)
                    && next.is_some_and(|it| it.is_lowercase())
                    && !is_plural(&chars, at));
        if (!char.is_alphanumeric() || starts) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if char.is_alphanumeric() {
            word.extend(char.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a capital is the last of an abbreviation in the plural: `URLs`.
fn is_plural(chars: &[char], at: usize) -> bool {
    chars.get(at + 1) == Some(&'s') && chars.get(at + 2).is_none_or(|it| !it.is_lowercase())
}

/// A text without what stands between backticks.
pub(crate) fn outside_code(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b, and c");
        assert_eq!(list_some(&["a", "b", "c", "d", "e"], 2), "a, b, and three more");
    }

    #[test]
    fn names_split_at_case_and_underscores() {
        assert_eq!(split_name("parseHTTPHeader2"), ["parse", "http", "header2"]);
        assert_eq!(split_name("combineURLs"), ["combine", "urls"]);
        assert_eq!(split_name("__init__"), ["init"]);
        assert_eq!(split_name("max_retry_count"), ["max", "retry", "count"]);
    }

    #[test]
    fn articles_follow_the_sound() {
        assert_eq!(with_article("object"), "an object");
        assert_eq!(with_article("list"), "a list");
        assert_eq!(with_article("`user`"), "a `user`");
        assert_eq!(with_article("`ul`"), "a `ul`");
        assert_eq!(with_article("`li`"), "an `li`");
        assert_eq!(with_article("`svg`"), "an `svg`");
        assert_eq!(with_article("unknown value"), "an unknown value");
    }
}
