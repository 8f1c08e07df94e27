//! Tells a text of this language line by line, without its grammar, which reads any words.

/// What keys consist of. Longer ones, and those with other marks, are rather sentences or code.
const LONGEST_KEY: usize = 60;

/// Whether a text is keys with values, line by line, and nothing else.
pub(crate) fn is_whole(source: &str) -> bool {
    let (mut n_keys, mut n_items, mut n_ends) = (0, 0, 0);
    let mut opened = false;
    // The indentation of the key whose block of text goes on, or whose value may.
    let mut block: Option<usize> = None;
    let mut running: Option<usize> = None;
    let mut depth = 0_i32;
    for (number, whole) in source.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = whole.trim_end();
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if text.is_empty() {
            continue;
        }
        if block.is_some_and(|at| indent > at) {
            continue;
        }
        block = None;
        if text.starts_with('#') {
            continue;
        }
        if whole.starts_with('\t') {
            return false;
        }
        if depth > 0 {
            depth += brackets(text);
            continue;
        }
        if indent == 0 && (text == "---" || text.starts_with("--- ") || text == "..." || text.starts_with("%YAML")) {
            opened |= number == 0 || n_keys + n_items == 0;
            running = None;
            continue;
        }
        let mut rest = text;
        let mut at = indent;
        let mut is_item = false;
        while let Some(inner) = rest.strip_prefix("- ") {
            let inner = inner.trim_start();
            at += rest.len() - inner.len();
            rest = inner;
            is_item = true;
        }
        is_item |= rest == "-";
        match key_and_value(rest) {
            Some(value) => {
                n_keys += 1;
                let is_open = value.starts_with(['[', '{']) && brackets(value) > 0;
                n_ends += usize::from(!is_open && (value.ends_with([';', ',']) || value.ends_with('{')));
                let mark = value.split(" #").next().unwrap_or("").trim_end();
                let is_block = mark.starts_with(['|', '>']) && mark.len() <= 3;
                block = is_block.then_some(at);
                running = (!is_block && !value.is_empty()).then_some(at);
                depth = if value.starts_with(['[', '{']) { brackets(value).max(0) } else { 0 };
            }
            None if is_item => {
                n_items += 1;
                running = Some(indent);
                let mark = rest.split(" #").next().unwrap_or("").trim_end();
                if mark.starts_with(['|', '>']) && mark.len() <= 3 {
                    block = Some(indent);
                }
                depth = if rest.starts_with(['[', '{']) { brackets(rest).max(0) } else { 0 };
            }
            // A value that goes on, or one on a line of its own.
            None if running.is_some_and(|it| indent > it) => {}
            None => return false,
        }
    }
    let n_all = n_keys + n_items;
    n_keys >= 1 && n_ends * 4 < n_all.max(1) && (n_keys >= 2 || opened || n_items >= 2)
}

/// The value behind the key that a line starts with.
fn key_and_value(line: &str) -> Option<&str> {
    let end = match line.chars().next()? {
        mark @ ('"' | '\'') => line.get(1..)?.find(mark)? + 2,
        _ => {
            let spaced = line.find(": ");
            let last = line.strip_suffix(':').map(str::len);
            spaced.or(last)?
        }
    };
    let behind = line.get(end..)?.strip_prefix(':')?;
    let key = line.get(..end)?;
    let is_quoted = key.starts_with(['"', '\'']);
    let is_mark = |it: char| it.is_alphanumeric() || "_-./$<*@~+ ${}&?!^".contains(it);
    let n_words = key.split_whitespace().count();
    let is_code =
        ["def ", "class ", "case ", "if ", "for ", "while ", "elif ", "with ", "except ", "async ", "lambda "];
    let is_word = matches!(key, "else" | "try" | "finally" | "except" | "public" | "private" | "protected");
    let is_key = is_quoted
        || key.len() <= LONGEST_KEY
            && n_words <= 4
            && key.chars().all(is_mark)
            && !is_code.iter().any(|it| key.starts_with(it))
            && !(is_word && behind.trim().is_empty());
    (is_key && (behind.is_empty() || behind.starts_with(' '))).then(|| behind.trim())
}

/// How many brackets a line opens more than it closes, those in texts aside.
fn brackets(line: &str) -> i32 {
    let mut depth = 0;
    let mut quote = None;
    for it in line.chars() {
        match quote {
            Some(mark) if it == mark => quote = None,
            Some(_) => {}
            None => match it {
                '"' => quote = Some(it),
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                _ => {}
            },
        }
    }
    depth
}
