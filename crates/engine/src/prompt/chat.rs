//! What a chat model is asked about an item, and its answer in the form that [`ground`](crate::ground) holds against the code.
//!
//! Readers may bring a published model, which was never taught our slots. It is told the facts as a list and the code as it stands, and
//! answers in words of its own. Whatever it sets in backticks or spells like a name becomes a slot again where the code has it; what the
//! code does not have stays, and is refused.

use super::lexer;
use super::{IDENTIFIER_SLOTS, Prompt};
use crate::ground::{self, Guard, Heard, Verdict};
use crate::{Level, languages};

/// What somebody says in the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who says it: `system` or `user`.
    pub role: &'static str,
    /// What is said.
    pub content: String,
}

/// How many bytes of an item's code are told where a model reads enough.
pub const MAX_CODE: usize = super::MAX_CODE;

/// Asks what an item is for; `text` is what it is a part of, of which `room` bytes are told at most.
pub fn ask(prompt: &Prompt, text: &str, language: &str, level: Level, room: usize) -> [Turn; 2] {
    let reader = match level {
        Level::Beginner => {
            "Your reader is learning to program: use everyday words, and no term that a beginner would have to look up."
        }
        Level::Intermediate => {
            "Your reader programs, but may not know this language: use the usual terms, and say why one would call it."
        }
        Level::Expert => {
            "Your reader reviews code: say what it takes, gives, changes and fails on, as tersely as you can."
        }
    };
    let system = format!(
        "You say what a piece of code is for, in one plain English sentence. {reader} Say only what the facts and the code show. Write \
         names as the code spells them, between backticks; make up no name and no number. Do not quote the code, and do not describe it \
         line by line."
    );
    let title = languages().find(|it| it.name == language).map_or(language, |it| it.title);
    let name = prompt.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    let what = format!("{title} {}{name}", prompt.kind.word());
    let mut content = String::new();
    let facts = facts(prompt);
    if !facts.is_empty() {
        content.push_str(&format!("What is known of this {what}:\n"));
        content.extend(facts.iter().map(|fact| format!("- {fact}\n")));
        content.push('\n');
    }
    let code = first_lines(code(prompt, text), room);
    content.push_str(&format!("The code:\n```{language}\n{code}```\n\nIn one sentence, what is this {what} for?"));
    [Turn { role: "system", content: system }, Turn { role: "user", content }]
}

/// The item's code in the text that it is a part of.
fn code<'t>(prompt: &Prompt, text: &'t str) -> &'t str {
    text.get(prompt.span.start_byte as usize..prompt.span.end_byte as usize).unwrap_or(text)
}

/// As many whole lines as there is room for, and a sign where there are more.
fn first_lines(code: &str, room: usize) -> String {
    let code = code.trim_end();
    if code.len() <= room {
        return format!("{code}\n");
    }
    let head = &code[..code.floor_char_boundary(room)];
    format!("{}\n…\n", head.rfind('\n').map_or(head, |at| &head[..at]))
}

/// The facts of an item, one by one, with the code's own names.
fn facts(prompt: &Prompt) -> Vec<String> {
    let Some((_, rest)) = prompt.source.split_once("<facts> ") else { return Vec::new() };
    let facts = rest.split_once("<code>").map_or(rest, |it| it.0);
    facts.split(" | ").map(|fact| plain(prompt, fact)).filter(|fact| !fact.is_empty()).collect()
}

/// Words with slots, without the words that only spell out what a slot stands for.
fn plain(prompt: &Prompt, fact: &str) -> String {
    let words: Vec<&str> = fact.split_whitespace().collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let slot = word.strip_prefix("<x").and_then(|it| it.strip_suffix('>')).and_then(|it| it.parse::<usize>().ok());
        let Some(name) = slot.and_then(|slot| prompt.identifiers.get(slot)) else {
            out.extend(prompt.render(word));
            continue;
        };
        out.push(format!("`{name}`"));
        let spelled = lexer::words(name);
        if words.get(at..at + spelled.len()).is_some_and(|it| it.iter().eq(&spelled)) {
            at += spelled.len();
        }
    }
    out.join(" ")
}

/// The first sentence of what a model has written so far, and whether it has come to its end.
///
/// Chat models like to announce what they are going to say, to set it in bold and to go on afterwards.
pub fn first_sentence(written: &str) -> Option<(&str, bool)> {
    let is_text =
        |line: &&str| line.contains(char::is_alphanumeric) && !line.ends_with(':') && !line.starts_with("```");
    let start = |line: &str| line.as_ptr().addr() - written.as_ptr().addr();
    let line = written.lines().map(str::trim).find(is_text)?;
    let has_next_line = written[start(line) + line.len()..].contains('\n');
    let line = line.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '`'));
    let mut in_code = false;
    for (at, c) in line.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '.' | '!' | '?' if !in_code => {
                let is_end = line[at + 1..].starts_with([' ', '*', '"', '”']);
                let last = line[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                // An abbreviation ends in a letter that stands alone.
                if is_end && last.chars().count() != 1 && !["etc", "vs"].contains(&last) {
                    return Some((&line[..=at], true));
                }
            }
            _ => {}
        }
    }
    Some((line, has_next_line))
}

/// A sentence of a chat model with slots for the names and numbers that the code has.
fn slotted(prompt: &Prompt, text: &str, sentence: &str) -> String {
    let code = code(prompt, text);
    let mut out = String::new();
    for (at, part) in sentence.replace("**", "").split('`').enumerate() {
        if at % 2 == 0 {
            out.push_str(&names(prompt, part));
            continue;
        }
        let bare = part.trim().trim_end_matches("()");
        match slot(prompt, bare) {
            Some(slot) => out.push_str(&slot),
            None if bare.is_empty() => {}
            None if occurs(code, bare) => out.push_str(&format!("`{bare}`")),
            // A slot that no prompt has, so that the guard sees an invented name.
            None => out.push_str(&format!("<x{IDENTIFIER_SLOTS}>")),
        }
    }
    out
}

/// Whether the code has a text that does not begin or end within a name.
fn occurs(code: &str, text: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let joins = |one: Option<char>, other: Option<char>| one.is_some_and(is_of_name) && other.is_some_and(is_of_name);
    code.match_indices(text).any(|(at, _)| {
        !joins(code[..at].chars().next_back(), text.chars().next())
            && !joins(text.chars().next_back(), code[at + text.len()..].chars().next())
    })
}

/// A stretch of plain text in which what can only be a name or a number becomes a slot.
fn names(prompt: &Prompt, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric() || c == '_') {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let is_telling =
            word.contains('_') || word.chars().skip(1).any(char::is_uppercase) || word.contains(char::is_numeric);
        match slot(prompt, word).filter(|_| is_telling) {
            Some(slot) => {
                out.push_str(&slot);
                rest = after.strip_prefix("()").unwrap_or(after);
            }
            None => {
                out.push_str(word);
                rest = after;
            }
        }
    }
    out + rest
}

fn slot(prompt: &Prompt, word: &str) -> Option<String> {
    let find = |all: &[String]| all.iter().position(|it| it == word);
    let name = find(&prompt.identifiers).map(|at| format!("<x{at}>"));
    name.or_else(|| find(&prompt.numbers).map(|at| format!("<n{at}>")))
}

/// What a chat model answered.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// All that it wrote.
    pub text: &'a str,
    /// The logarithms of its tokens' probabilities.
    pub log_probabilities: &'a [f32],
    /// Whether it stopped by itself.
    pub finished: bool,
}

/// Decides on the first sentence of an answer; `pieces` tells the tokens of plain text, those that open a word with `▁` in front.
pub fn judge(
    prompt: &Prompt,
    text: &str,
    answer: &Answer<'_>,
    guard: &Guard,
    pieces: impl FnOnce(&str) -> Vec<String>,
) -> Verdict {
    let (sentence, is_whole) = first_sentence(answer.text).unwrap_or_default();
    let heard = slotted(prompt, text, sentence);
    // What the code spells needs not be words.
    let plain: String = heard.split('`').step_by(2).flat_map(|part| part.split('<')).map(after_slot).collect();
    let heard = Heard {
        text: &heard,
        pieces: &pieces(&plain),
        log_probabilities: answer.log_probabilities,
        copy_mass: 0.0,
        finished: is_whole || answer.finished,
        masked: None,
    };
    ground::judge(prompt, &heard, guard)
}

/// What follows a slot that was opened before.
fn after_slot(part: &str) -> &str {
    let end = part.find('>').filter(|&end| part[..end].chars().all(|c| c.is_ascii_alphanumeric()));
    end.map_or(part, |end| &part[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reading;
    use crate::ground::Reason;

    const CODE: &str = "import json\n\ndef read_totals(path, limit=10):\n    if limit < 0:\n        raise ValueError('no limit')\n    \
         with open(path) as file:\n        return json.load(file)[:limit]\n";

    fn prompt() -> Prompt {
        Reading::of(CODE, "python").expect("it is known").prompts().remove(0)
    }

    #[test]
    fn a_chat_model_is_told_facts_and_code() {
        let [system, user] = ask(&prompt(), CODE, "python", Level::Expert, MAX_CODE);
        assert_eq!((system.role, user.role), ("system", "user"));
        assert!(system.content.contains("reviews code"), "{}", system.content);
        let said = user.content;
        assert!(said.starts_with("What is known of this Python function `read_totals`:\n- "), "{said}");
        assert!(said.contains("\n- raises `ValueError` no limit\n"), "{said}");
        assert!(said.contains("```python\ndef read_totals(path, limit=10):\n"), "{said}");
        assert!(!said.contains("import json") && !said.contains("<x") && !said.contains("<facts>"), "{said}");
        let levels = Level::ALL.map(|level| ask(&prompt(), CODE, "python", level, MAX_CODE)[0].content.clone());
        assert!(levels[0] != levels[1] && levels[1] != levels[2]);
    }

    #[test]
    fn code_that_is_too_long_is_cut_between_lines() {
        let [_, user] = ask(&prompt(), CODE, "python", Level::Expert, 60);
        assert!(user.content.contains("limit=10):\n    if limit < 0:\n…\n```"), "{}", user.content);
    }

    #[test]
    fn the_first_sentence_is_found() {
        let whole = |text| first_sentence(text);
        assert_eq!(whole(""), None);
        assert_eq!(whole("Reads a fi"), Some(("Reads a fi", false)));
        assert_eq!(whole("Reads a file."), Some(("Reads a file.", false)));
        assert_eq!(whole("Reads a file. Then it"), Some(("Reads a file.", true)));
        assert_eq!(whole("Reads a file\nIt"), Some(("Reads a file", true)));
        assert_eq!(
            whole("Sure! Here it is:\n\n**Reads** `a. b`, e.g. two. More"),
            Some(("Reads** `a. b`, e.g. two.", true))
        );
    }

    /// Shows whatever nothing speaks against.
    fn judged(text: &str) -> Verdict {
        let answer = Answer { text, log_probabilities: &[-0.1], finished: true };
        let pieces = |text: &str| text.split_whitespace().map(|word| format!("▁{word}")).collect();
        judge(&prompt(), CODE, &answer, &Guard::UNJUDGED, pieces)
    }

    #[test]
    fn what_the_code_has_is_shown() {
        let verdict =
            judged("The `read_totals()` function reads up to `limit` totals from a JSON file, 10 by default.");
        assert_eq!(
            verdict.text,
            "The `read_totals` function reads up to `limit` totals from a JSON file, `10` by default."
        );
        assert!(verdict.shown);
        let verdict = judged(
            "Here it is:\n**Reads** up to `limit` totals, 10 by default, with `json.load(file)` from a `path`. It",
        );
        assert_eq!(verdict.text, "Reads up to `limit` totals, `10` by default, with `json.load(file)` from a `path`.");
        assert!(verdict.shown && verdict.evidence.facts > 0.0, "{verdict:?}");
        assert!(judged("read_totals gives the first totals of a file").shown);
    }

    #[test]
    fn what_the_code_does_not_have_is_refused() {
        let reason = |text: &str| judged(text).reason;
        assert_eq!(reason("Reads the totals with `load_all` from a file."), Reason::InventedName);
        assert_eq!(reason("Reads the totals with `Loader` from a file."), Reason::InventedName);
        assert_eq!(reason("Reads the totals with `loader` from a file."), Reason::InventedName);
        assert_eq!(reason("Reads the totals with `ValueErr` from a file."), Reason::InventedName);
        assert_eq!(reason("Reads the totals with load_all from a file."), Reason::InventedName);
        assert_eq!(reason("Reads the first 20 totals from a file."), Reason::InventedNumber);
        assert_eq!(reason("Reads the totals from `path`, which <b> holds."), Reason::InventedName);
        let answer = Answer { text: "Reads the totals from", log_probabilities: &[-0.1], finished: false };
        assert_eq!(judge(&prompt(), CODE, &answer, &Guard::UNJUDGED, |_| vec![]).reason, Reason::Unfinished);
        let doubtful = Answer { text: "Reads the totals.", log_probabilities: &[-2.0], finished: true };
        assert_eq!(judge(&prompt(), CODE, &doubtful, &Guard::UNJUDGED, |_| vec![]).reason, Reason::Unsure);
    }
}
