//! The history: every text that was explained, one entry for each piece of work. What an entry is, how entries are searched, and how
//! a file of them is read and merged: pure, without a browser. [`keeper`] keeps them.

pub mod keeper;
mod store;

use std::collections::BTreeMap;

use engine::Level;
use serde::{Deserialize, Serialize};

use crate::project::{KeptProject, Project};
use crate::state::{Place, Work};

/// Larger files are not read as a history.
const MAX_FILE: usize = 256 << 20;

/// Longer titles and names are cut.
const MAX_TITLE: usize = 90;

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Tells it from all others, in every browser.
    pub id: String,
    /// The text.
    pub code: String,
    /// The file that it came from.
    #[serde(default)]
    pub file_name: Option<String>,
    /// The chosen language; `None` is detection.
    #[serde(default)]
    pub language: Option<String>,
    /// The language that it was read as, once it was.
    #[serde(default)]
    pub read_as: Option<String>,
    /// The level.
    pub level: Level,
    /// The name that the reader gave it.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it stays on top.
    #[serde(default)]
    pub pinned: bool,
    /// When it was begun, in milliseconds since 1970.
    pub created: u64,
    /// When its text was written last.
    pub changed: u64,
    /// The version of the engine that explained it.
    #[serde(default)]
    pub engine: String,
    /// The files that the text is one of, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<KeptProject>,
}

impl Entry {
    /// What it is called: the reader's name for it, else what its code begins with.
    pub fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| match &self.project {
            Some(project) => format!("{} ({} files)", cut(&project.name), project.files.len()),
            None => title_of(&self.code),
        })
    }

    /// Whether each of these words, in small letters, is in its title, its file's name or its code.
    pub fn matches(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let title = format!("{}\n{}", self.title(), self.file_name.as_deref().unwrap_or_default()).to_lowercase();
        let code = self.code.to_lowercase();
        let is_in_files = |word: &String| {
            let files = self.project.iter().flat_map(|it| &it.files);
            files.into_iter().any(|it| it.path.to_lowercase().contains(word) || it.code.to_lowercase().contains(word))
        };
        words.iter().all(|word| title.contains(word) || code.contains(word) || is_in_files(word))
    }

    /// Where it is kept.
    pub fn place(&self) -> Place {
        Place { id: self.id.clone(), changed: self.changed }
    }

    /// The text and how it is read, to open it.
    pub fn as_work(&self) -> Work {
        Work {
            code: self.code.as_str().into(),
            file_name: self.file_name.as_deref().map(Into::into),
            language: self.language.as_deref().map(Into::into),
            level: self.level,
            place: Some(self.place()),
            project: self.project(),
        }
    }

    /// The files that the text is one of.
    pub fn project(&self) -> Option<Project> {
        self.project.as_ref()?.open()
    }

    /// Whether it is one that this program could have written.
    fn is_sound(&self) -> bool {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let holds_text = !self.code.trim().is_empty() || self.project.as_ref().is_some_and(|it| !it.files.is_empty());
        !self.id.is_empty() && self.id.len() <= 80 && self.id.chars().all(is_plain) && holds_text
    }
}

/// The words of a search.
pub fn words(query: &str) -> Vec<String> {
    query.split_whitespace().map(str::to_lowercase).collect()
}

/// Puts entries in the order in which they are shown: pinned ones, then the newest.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| (b.pinned, b.changed, &a.id).cmp(&(a.pinned, a.changed, &b.id)));
}

/// What a text is called of which nothing else is known: its first item, or else its first line.
pub fn title_of(code: &str) -> String {
    const REMARKS: &[&str] = &["#", "//", "/*", "*", "--", "<!", "<?", "\"\"\"", "'''", "\"use "];
    const OPENINGS: &[&str] =
        &["import ", "from ", "use ", "using ", "package ", "namespace ", "require", "@", "set -"];
    let lines = || code.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric)).take(200);
    let is_remark = |line: &str| REMARKS.iter().any(|it| line.starts_with(it));
    let is_opening = |line: &str| OPENINGS.iter().any(|it| line.starts_with(it));
    let line = lines()
        .find(|line| !is_remark(line) && !is_opening(line))
        .or_else(|| lines().find(|line| !is_remark(line)))
        .or_else(|| lines().next())
        .unwrap_or("Untitled");
    cut(line.trim_end_matches(['{', ':', ' ', '(', '=']))
}

/// A title of decent length.
pub fn cut(title: &str) -> String {
    let plain: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    match plain.char_indices().nth(MAX_TITLE) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain.to_owned(),
    }
}

/// A file of entries.
#[derive(Serialize, Deserialize)]
struct File {
    /// Says what the file is.
    gloss: String,
    v: u32,
    entries: Vec<Entry>,
}

const KIND: &str = "history";

/// Entries as one file.
pub fn export(mut entries: Vec<Entry>) -> String {
    sort(&mut entries);
    // It cannot fail: the types have no map with odd keys.
    serde_json::to_string_pretty(&File { gloss: KIND.to_owned(), v: 1, entries }).unwrap_or_default()
}

/// What a file changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// What is to be written.
    pub entries: Vec<Entry>,
    /// How many of them are new.
    pub n_new: usize,
    /// How many are in the history already, as they are in the file or newer.
    pub n_known: usize,
}

/// What a file changes in a history: what it lacks is added, and what is newer in the file takes the place of the older. An error
/// says what is wrong with the file and how to mend it; then nothing is changed.
pub fn import(text: &str, present: &[Entry], now: u64) -> Result<Merge, String> {
    if text.len() > MAX_FILE {
        return Err("The file is larger than 256 MB, so it was not read. Nothing was changed.".to_owned());
    }
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let place = if error.line() > 0 {
            format!(" (what it holds breaks off in line {})", error.line())
        } else {
            String::new()
        };
        format!("This is no file of a history{place}: choose one that “Export history” saved. Nothing was changed.")
    })?;
    if file.gloss != KIND {
        return Err(
            "This is no file of a history: choose one that “Export history” saved. Nothing was changed.".to_owned()
        );
    }
    if file.v != 1 {
        return Err(
            "This history was saved by a newer Gloss: reload the page and import it again. Nothing was changed."
                .to_owned(),
        );
    }
    if let Some(at) = file.entries.iter().position(|it| !it.is_sound()) {
        return Err(format!("Entry {} of the file is damaged, so the file was not read. Nothing was changed.", at + 1));
    }
    let present: BTreeMap<&str, &Entry> = present.iter().map(|it| (it.id.as_str(), it)).collect();
    let mut wanted = BTreeMap::<String, Entry>::new();
    let mut merge = Merge::default();
    for mut entry in file.entries {
        // A clock that ran ahead must not make an entry newer than all that will be written.
        entry.changed = entry.changed.min(now);
        entry.created = entry.created.min(entry.changed);
        entry.name = entry.name.map(|it| cut(&it)).filter(|it| !it.is_empty());
        let is_known = present.get(&*entry.id).is_some_and(|it| it.changed >= entry.changed)
            || wanted.get(&entry.id).is_some_and(|it| it.changed >= entry.changed);
        if is_known {
            merge.n_known += 1;
        } else {
            wanted.insert(entry.id.clone(), entry);
        }
    }
    merge.n_new = wanted.keys().filter(|id| !present.contains_key(id.as_str())).count();
    merge.entries = wanted.into_values().collect();
    Ok(merge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, code: &str, changed: u64) -> Entry {
        Entry {
            id: id.to_owned(),
            code: code.to_owned(),
            file_name: None,
            language: None,
            read_as: None,
            level: Level::Beginner,
            name: None,
            pinned: false,
            created: 1,
            changed,
            engine: "0.1.0".to_owned(),
            project: None,
        }
    }

    #[test]
    fn a_title_is_the_first_item() {
        assert_eq!(title_of("import os\n# About.\n\ndef tidy(folder):\n    pass\n"), "def tidy(folder)");
        assert_eq!(title_of("#!/bin/bash\nset -euo pipefail\ncp a b\n"), "cp a b");
        assert_eq!(title_of("# Only a remark\n"), "# Only a remark");
        assert_eq!(title_of("import os\n"), "import os");
        assert_eq!(title_of("}{\n"), "Untitled");
        assert!(title_of(&"é".repeat(500)).chars().count() <= MAX_TITLE + 1);
    }

    #[test]
    fn a_search_looks_into_titles_and_code() {
        let mut one = entry("a", "def tidy(folder):\n    return shutil.rmtree(folder)\n", 1);
        assert!(one.matches(&words("RMTREE tidy")) && one.matches(&words("  ")));
        assert!(!one.matches(&words("tidy missing")));
        one.name = Some("Clean up".to_owned());
        assert!(one.matches(&words("clean")));
    }

    #[test]
    fn pinned_entries_stand_first() {
        let mut all = [entry("a", "x", 1), entry("b", "x", 3), Entry { pinned: true, ..entry("c", "x", 2) }];
        sort(&mut all);
        assert_eq!(all.map(|it| it.id), ["c", "b", "a"]);
    }

    #[test]
    fn what_is_exported_can_be_imported() {
        let all = vec![
            entry("b", "y = 1", 5),
            Entry { name: Some("n".into()), pinned: true, ..entry("a", "x\u{2028}\"", 4) },
        ];
        let text = export(all.clone());
        let merge = import(&text, &[], 9);
        let expected: Vec<Entry> = vec![all[1].clone(), all[0].clone()];
        assert_eq!(merge, Ok(Merge { entries: expected, n_new: 2, n_known: 0 }));
        assert_eq!(
            import(&text, &all, 9),
            Ok(Merge { entries: vec![], n_new: 0, n_known: 2 }),
            "a second time changes nothing"
        );
    }

    #[test]
    fn an_import_never_overwrites_what_is_newer() {
        let present = [entry("a", "newer", 8), entry("b", "older", 2)];
        let text = export(vec![entry("a", "old", 5), entry("b", "new", 5), entry("c", "other", 900)]);
        let Ok(merge) = import(&text, &present, 20) else { panic!("it is sound") };
        let found: Vec<_> = merge.entries.iter().map(|it| (it.id.as_str(), it.code.as_str(), it.changed)).collect();
        assert_eq!(found, [("b", "new", 5), ("c", "other", 20)], "and a clock that ran ahead is set right");
        assert_eq!((merge.n_new, merge.n_known), (1, 1));
    }

    #[test]
    fn bad_files_change_nothing() {
        let good = export(vec![entry("a", "x", 1)]);
        for bad in [
            "",
            "{}",
            "[1]",
            "PNG\u{0}",
            &good[..good.len() / 2],
            &good.replace("\"history\"", "\"other\""),
            &good.replace("\"v\": 1", "\"v\": 2"),
            &good.replace("\"id\": \"a\"", "\"id\": \"<script>\""),
            &good.replace("\"id\": \"a\"", "\"id\": \"\""),
            &good.replace("\"code\": \"x\"", "\"code\": \" \""),
            &good.replace("beginner", "wizard"),
            &good.replace("\"changed\": 1", "\"changed\": -1"),
        ] {
            assert!(import(bad, &[], 9).is_err_and(|it| it.ends_with("Nothing was changed.")), "{bad}");
        }
        assert!(import(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), &[], 9).is_err());
    }
}
