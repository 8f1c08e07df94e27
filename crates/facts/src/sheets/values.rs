//! Values of properties.

/// A value in lower case with single spaces; quoted texts, addresses and names of custom properties stay as they are.
pub fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut quote: Option<char> = None;
    let mut kept = 0_u32;
    let mut chars = value.chars().peekable();
    while let Some(it) = chars.next() {
        if let Some(mark) = quote {
            out.push(it);
            if it == mark {
                quote = None;
            }
            continue;
        }
        match it {
            '"' | '\'' => {
                quote = Some(it);
                out.push(it);
            }
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                for inner in chars.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
            }
            _ if it.is_whitespace() => {
                if !out.ends_with(' ') && !out.ends_with('(') {
                    out.push(' ');
                }
            }
            '(' => {
                if out.ends_with("url") || out.ends_with("var") {
                    kept += 1;
                }
                out.push('(');
            }
            ')' => {
                kept = kept.saturating_sub(1);
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push(')');
            }
            _ if kept > 0 => out.push(it),
            _ => out.extend(it.to_lowercase()),
        }
    }
    out.trim().to_owned()
}

/// The pieces of a value between marks, those in brackets and quotes left whole.
pub fn split(value: &str, mark: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut depth = 0_u32;
    let mut quote: Option<char> = None;
    let mut start = 0;
    for (at, it) in value.char_indices() {
        match (quote, it) {
            (Some(open), _) if it == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(it),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if it == mark && depth == 0 => {
                pieces.push(value.get(start..at).unwrap_or("").trim());
                start = at + it.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(value.get(start..).unwrap_or("").trim());
    pieces.retain(|it| !it.is_empty());
    pieces
}

/// The name and the arguments of a value that is one call: `repeat(2, 1fr)`.
pub fn call(value: &str) -> Option<(&str, Vec<&str>)> {
    let (name, rest) = value.split_once('(')?;
    let inner = rest.strip_suffix(')')?;
    let mut depth = 1_i32;
    for it in inner.chars() {
        match it {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    let is_name = !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '-' || it == '_');
    is_name.then(|| (name, split(inner, ',')))
}

/// A number and its unit: `1.5rem`.
pub fn number(value: &str) -> Option<(f64, &str)> {
    let is_number = |it: char| it.is_ascii_digit() || matches!(it, '.' | '-' | '+');
    let end = value.find(|it: char| !is_number(it)).unwrap_or(value.len());
    let unit = value.get(end..)?;
    let is_unit = unit.is_empty() || unit == "%" || unit.chars().all(|it| it.is_ascii_alphabetic());
    let number: f64 = value.get(..end)?.parse().ok()?;
    is_unit.then_some((number, unit))
}

/// Whether a value is nothing: `0`, `0px`.
pub fn is_zero(value: &str) -> bool {
    number(value).is_some_and(|it| it.0 == 0.0 && it.1 != "s" && it.1 != "ms")
}

/// The names of custom properties that a value reads.
pub fn reads(value: &str) -> Vec<&str> {
    value
        .match_indices("var(")
        .filter_map(|(at, mark)| {
            let rest = value.get(at + mark.len()..)?.trim_start();
            let end = rest.find(|it: char| it.is_whitespace() || matches!(it, ',' | ')')).unwrap_or(rest.len());
            rest.get(..end).filter(|it| it.starts_with("--"))
        })
        .collect()
}

/// The longhand properties that a shorthand sets, for those whose parts are often set again.
pub fn longhands(name: &str) -> &'static [&'static str] {
    match name {
        "margin" => &["margin-top", "margin-right", "margin-bottom", "margin-left"],
        "padding" => &["padding-top", "padding-right", "padding-bottom", "padding-left"],
        "background" => {
            &["background-color", "background-image", "background-size", "background-position", "background-repeat"]
        }
        "font" => &["font-family", "font-size", "font-weight", "font-style", "line-height"],
        "border" => &[
            "border-top",
            "border-right",
            "border-bottom",
            "border-left",
            "border-color",
            "border-width",
            "border-style",
        ],
        "transition" => {
            &["transition-property", "transition-duration", "transition-delay", "transition-timing-function"]
        }
        "animation" => &["animation-name", "animation-duration", "animation-delay", "animation-iteration-count"],
        "flex" => &["flex-grow", "flex-shrink", "flex-basis"],
        "overflow" => &["overflow-x", "overflow-y"],
        "inset" => &["top", "right", "bottom", "left"],
        "gap" => &["row-gap", "column-gap"],
        _ => &[],
    }
}
