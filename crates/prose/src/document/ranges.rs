//! Ranges of versions in words.

use crate::draft::code;

/// What a range admits, without its spelling: `any 18.x from 18.2.0 on`. `bare` says that a bare version admits those compatible with it;
/// else it is that version alone.
pub(super) fn range(text: &str, bare: bool) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || matches!(text, "*" | "x" | "X") {
        return Some("any version".to_owned());
    }
    let found: Option<Vec<String>> = text.split("||").map(|it| one(it.trim(), bare)).collect();
    let found = found?;
    Some(match found.as_slice() {
        [only] => only.clone(),
        _ => found.join(" or "),
    })
}

fn one(text: &str, bare: bool) -> Option<String> {
    if let Some((least, most)) = text.split_once(" - ") {
        return Some(format!("{} up to {}", version(least.trim())?, version(most.trim())?));
    }
    // `>= 1.2` may be spaced.
    let mut parts: Vec<String> = Vec::new();
    let mut operator = String::new();
    for word in text.split([',', ' ']).filter(|it| !it.is_empty()) {
        if word.chars().all(|it| "<>=~^!".contains(it)) {
            word.clone_into(&mut operator);
        } else {
            parts.push(format!("{operator}{word}"));
            operator.clear();
        }
    }
    let said: Option<Vec<String>> = parts.iter().map(|it| comparator(it, bare)).collect();
    let said = said?;
    match said.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [least, most] if most.starts_with("below ") || most.starts_with("up to ") || most.starts_with("not ") => {
            Some(format!("{least} but {most}"))
        }
        _ => Some(said.join(", ")),
    }
}

fn comparator(text: &str, bare: bool) -> Option<String> {
    let end = text.find(|it: char| !"<>=~^!".contains(it))?;
    let (operator, rest) = text.split_at(end);
    let operator = if operator.is_empty() && bare { "^" } else { operator };
    let shown = version(rest)?;
    let numbers: Vec<&str> = shown.split('.').collect();
    let is_wild = |it: &&str| matches!(*it, "x" | "X" | "*");
    let plain: Vec<&str> = numbers.iter().copied().take_while(|it| !is_wild(it)).collect();
    if plain.is_empty() {
        return Some("any version".to_owned());
    }
    let fixed = plain.join(".");
    let has_wild = plain.len() < numbers.len();
    Some(match operator {
        "" | "=" | "==" | "===" if has_wild || operator.is_empty() && plain.len() < 3 => format!("any {fixed}.x"),
        "" | "=" | "==" | "===" => format!("exactly {fixed}"),
        ">=" => format!("{fixed} or newer"),
        ">" => format!("newer than {fixed}"),
        "<" => format!("below {fixed}"),
        "<=" => format!("up to {fixed}"),
        "!=" if has_wild => format!("not {fixed}.x"),
        "!=" => format!("not {fixed}"),
        "^" => caret(&plain)?,
        "~" => within(&plain, plain.len().min(2)),
        "~=" if plain.len() > 1 => within(&plain, plain.len() - 1),
        "~>" if plain.len() > 1 => within(&plain, plain.len() - 1),
        _ => return None,
    })
}

/// Compatible: the first number that is not zero stays.
fn caret(plain: &[&str]) -> Option<String> {
    if plain.iter().any(|it| it.parse::<u64>().is_err()) {
        // A version before the release of another: `1.0.0-rc.1`.
        return None;
    }
    let at = plain.iter().position(|it| !it.trim_start_matches('0').is_empty()).unwrap_or(plain.len() - 1);
    Some(if at == 2 { format!("exactly {}", plain.join(".")) } else { within(plain, at + 1) })
}

/// The first numbers stay, and the rest may grow.
fn within(plain: &[&str], n_fixed: usize) -> String {
    let fixed = plain[..n_fixed.min(plain.len())].join(".");
    let rest = plain.get(n_fixed..).unwrap_or(&[]);
    if rest.iter().all(|it| *it == "0") {
        format!("any {fixed}.x")
    } else {
        format!("any {fixed}.x from {} on", plain.join("."))
    }
}

/// A version as it is said, if it is one of plain numbers.
fn version(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['v', 'V']);
    let is_number =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()) || matches!(it, "x" | "X" | "*");
    let bare = text.split('+').next().unwrap_or(text);
    (bare.split('.').count() <= 4 && bare.split('.').all(is_number)).then(|| bare.to_owned())
}

/// `requests[socks]>=2.28,<3; python_version < "3.12"`: a package and its range.
pub(super) fn requirement(text: &str) -> Option<String> {
    let (text, condition) = text.split_once(';').map_or((text, None), |it| (it.0, Some(it.1)));
    let end = text.find(['<', '>', '=', '~', '!', '^', ' ', '(', '@']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let rest = rest.trim().trim_start_matches('(').trim_end_matches(')');
    let is_name = !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "-_.[],".contains(it));
    if !is_name {
        return None;
    }
    let range = match rest {
        "" => String::new(),
        _ => format!(" ({})", range(rest, false).unwrap_or_else(|| code(rest))),
    };
    let only = condition.map(|it| format!(" where {}", code(&it.trim().replace("\\\"", "\"")))).unwrap_or_default();
    Some(format!("{}{range}{only}", code(name)))
}

#[cfg(test)]
mod tests {
    use super::{range, requirement};

    #[test]
    fn ranges_say_what_they_admit() {
        for (text, said) in [
            ("^18.2.0", "any 18.x from 18.2.0 on"),
            ("^0.2.3", "any 0.2.x from 0.2.3 on"),
            ("^0.0.3", "exactly 0.0.3"),
            ("~1.2.3", "any 1.2.x from 1.2.3 on"),
            ("~1", "any 1.x"),
            ("1.2.3", "exactly 1.2.3"),
            ("18.x", "any 18.x"),
            (">=18", "18 or newer"),
            (">= 1.2 < 2", "1.2 or newer but below 2"),
            ("^16 || ^18.0.0", "any 16.x or any 18.x"),
            ("*", "any version"),
            ("1.2 - 1.9", "1.2 up to 1.9"),
            ("~=1.4.2", "any 1.4.x from 1.4.2 on"),
            ("==3.*", "any 3.x"),
        ] {
            assert_eq!(range(text, false).as_deref(), Some(said), "{text}");
        }
        assert_eq!(range("1.0", true).as_deref(), Some("any 1.x"));
        assert_eq!(range("0.4.5", true).as_deref(), Some("any 0.4.x from 0.4.5 on"));
        assert_eq!(range("workspace:*", false), None);
        assert_eq!(range("^1.0.0-rc.1", false), None);
    }

    #[test]
    fn requirements_are_names_with_ranges() {
        assert_eq!(requirement("requests>=2.28,<3").as_deref(), Some("`requests` (2.28 or newer but below 3)"));
        assert_eq!(requirement("click").as_deref(), Some("`click`"));
    }
}
