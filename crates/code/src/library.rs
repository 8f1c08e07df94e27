//! What a language's standard library and its best-known packages are for.

use serde::{Deserialize, Serialize};

use crate::DocumentKind;
use crate::packed::leaked;

/// What a call does besides giving a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Effect {
    /// Changes its receiver or an argument in place.
    Mutates,
    /// Reads a file or a directory.
    ReadsFile,
    /// Writes, moves or deletes a file or a directory.
    WritesFile,
    /// Talks to another machine.
    Network,
    /// Shows something to the user: prints, logs, alerts.
    Prints,
    /// Reads something that the user types.
    ReadsInput,
    /// Reads the clock.
    Clock,
    /// Uses random numbers.
    Random,
    /// Waits.
    Sleeps,
    /// Starts another program.
    Process,
    /// Reads or changes the environment: variables, arguments, working directory.
    Environment,
    /// May fail with an error or an exception.
    Raises,
    /// Ends the whole program.
    Exits,
    /// Starts something that runs at the same time: a thread, a task, a timer.
    Spawns,
    /// Takes or releases a lock.
    Locks,
    /// Sends or receives through a channel or a queue between tasks.
    Channel,
    /// Changes the page that the user sees.
    Document,
    /// Reads or writes a database.
    Database,
    /// Keeps something in storage that outlives the program.
    Storage,
    /// Runs text as code.
    Evaluates,
    /// Allocates or opens a resource that has to be released.
    Acquires,
    /// Releases such a resource.
    Releases,
}

/// How the time of a call grows, where that is known for every input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CallCost {
    /// Not known.
    #[default]
    Unknown,
    /// Not with its input; a lazy step of a chain counts as this.
    Constant,
    /// With the number of items in its receiver, or in its first argument where it has no receiver.
    Linear,
    /// The same with one argument; constant with several (`max(items)`, `max(a, b)`).
    LinearAlone,
    /// As that of sorting these items.
    Sort,
}

/// One call of a library, and what it is for.
///
/// `path` is one of
/// - `module.function`, the canonical dotted path after imports are resolved (`json.loads`, `std::fs::read` is written `std.fs.read`);
/// - `function`, a built-in that needs no import (`len`, `parseInt`);
/// - `type.method`, a method on a receiver whose type is known (`list.append`, `str.split`);
/// - `.method`, a method whose meaning is the same on any receiver that usually has it;
/// - `name!`, a macro;
/// - `@name`, an annotation, whose phrase is about the item that carries it.
///
/// The three phrases complete "it …" in the third person (`reads the whole file {0} as text`).
/// `{0}`, `{1}` stand for the arguments, `{self}` for the receiver, `{name}` for a named argument; a phrase without them never
/// mentions what it works on, and prose adds nothing to it. `{*}` stands for all positional arguments, `{*1}` for those from the
/// second on, `{**}` for all named ones with their names, `{call}` for the whole call.
///
/// A phrase may be several, parted by ` | `: the first counts whose holes can all be filled and whose condition, if it opens
/// with one, holds: `[#2]` two positional arguments, `[1]` a second one, `[!key]` none of that name, `[1=w,wb]` one of these
/// as a literal, `[0^SELECT,INSERT]` code that starts with one of these, quotes aside, `[.not]` a member of this name between the
/// call that a chain starts with and this one.
/// `{block.item}` stands for the parameters of the function that is written in place, `{block.items}` for many of them,
/// `{block.gives}` for the one value that it gives, `{block.by}` for that value as an order, `{block.each}` for the two together up
/// to `of`, and `{block.holds}` for that value as a condition; `[block]` holds where such a function is handed over, `[method]`
/// where it is a method of each item by its name alone, and `[0.said]`
/// where the argument can be said without speaking of its result, `[0.number]` where it is known to be a number, `[0.fails]` where it is a function
/// that does nothing but fail.
/// Of a short function that is written in place and takes one thing, `{0.item}` is the name of that thing, `{0.body}` what it gives,
/// and `{0.test}` what it asks, as a condition; `{0.code}` is what a function gives as it is written, whatever it takes.
/// `{self.0}` stands for the first argument of the call that a chain starts with: `x` in `expect(x).not.toBe(y)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryEntry {
    /// Where it is reached; see above.
    pub path: &'static str,
    /// What the call does, as a verb phrase in the third person with holes.
    pub does: &'static str,
    /// What its result is, as a noun phrase with holes (`the number of items in {0}`), or empty where there is no useful result.
    pub gives: &'static str,
    /// What it is for, in a beginner's words: one clause without a full stop, or empty.
    pub plain: &'static str,
    /// A caution or habit that a reviewer would add: one clause without a full stop, or empty.
    pub note: &'static str,
    /// When a function runs that is written in place among the arguments, where that is what the call is for: an adverbial clause
    /// with holes (`whenever the event {0} happens on {self}`), or empty. Beside the holes of the phrases it may have `{item}`, the
    /// function's own parameters, and `{that}`, what the chain of calls before it gives. For a call that gives a channel: when
    /// something arrives from it.
    pub when: &'static str,
    /// Effects beside the result.
    #[serde(deserialize_with = "leaked")]
    pub effects: &'static [Effect],
    /// The neutral type of the result: `list`, `map`, `set`, `text`, `int`, `float`, `bool`, `bytes`, `file`, `iterator`,
    /// `option`, `result`, `promise`, `regex`, `time`, `path`, `lock`, `channel`, `thread`, or empty where unknown.
    pub returns: &'static str,
    /// How its time grows.
    pub cost: CallCost,
    /// The options that change what it does.
    #[serde(deserialize_with = "leaked")]
    pub options: &'static [CallOption],
    /// Names of which the text has to import one, where a method is only there then; a text without imports is a piece of one.
    #[serde(deserialize_with = "leaked")]
    pub needs: &'static [&'static str],
    /// What it means that the call succeeds, where commands succeed or fail: `whether …`, or empty.
    pub succeeds: &'static str,
}

/// An option of a call: a flag, or a name with a value. A lowering makes [`Kind::NamedArgument`](crate::Kind::NamedArgument)s of
/// them, whose name is the first of the option's spellings.
///
/// An option counts in the conditions of a call's phrases and fills their holes (`{-o}`); one that a phrase has used is told.
/// Of the others, `adds` is what is put behind the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOption {
    /// Its spellings; the first one names it.
    #[serde(deserialize_with = "leaked")]
    pub names: &'static [&'static str],
    /// Whether a value follows it.
    pub takes: bool,
    /// What it adds to what the call does: an adverbial with `{}` for its value, or empty where it is of no consequence for a reader.
    pub adds: &'static str,
}

impl LibraryEntry {
    /// Whether a call is made for its answer alone, where commands succeed or fail.
    pub fn only_asks(&self) -> bool {
        self.returns == "bool" || self.does.is_empty() || !self.succeeds.is_empty() && self.effects.is_empty()
    }

    /// Whether all that the call does is to fail, or to end the program: `error("…")`.
    pub fn only_fails(&self) -> bool {
        let fails =
            self.effects == [Effect::Raises] && ["throws ", "panics "].iter().any(|start| self.does.starts_with(start));
        (fails || self.effects == [Effect::Exits]) && self.gives.is_empty()
    }

    /// The option of one of its spellings.
    pub fn option(&self, name: &str) -> Option<&'static CallOption> {
        self.options.iter().find(|option| option.names.contains(&name))
    }
}

/// A language's calls and terms, compiled from its `library.toml` and `terms.toml`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Library {
    /// Sorted by `path`.
    #[serde(borrow, deserialize_with = "leaked")]
    pub entries: &'static [LibraryEntry],
    /// Terms of this language, sorted by key: (key, short definition for a beginner, definition for one who programs).
    #[serde(deserialize_with = "leaked")]
    pub terms: &'static [(&'static str, &'static str, &'static str)],
    /// Names so well known that snippets use them without an import, sorted, with the path that each stands for:
    /// (`deque`, `collections.deque`), (`np`, `numpy`). They count only where the text binds the name nowhere.
    #[serde(deserialize_with = "leaked")]
    pub bare: &'static [(&'static str, &'static str)],
    /// The options that any call may have.
    #[serde(deserialize_with = "leaked")]
    pub common: &'static [CallOption],
    /// The words of a language whose texts are declarations: tags, properties. Sorted by path.
    #[serde(deserialize_with = "leaked")]
    pub words: &'static [Word],
    /// Documents that are written in this language and that readers know; empty for languages of instructions.
    #[serde(deserialize_with = "leaked")]
    pub documents: &'static [DocumentKind],
}

/// A word that a declarative language gives a meaning to: a tag, an attribute, a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Its kind and its spelling: `property.color`, `element.nav`.
    pub path: &'static str,
    /// What it is or does; each kind of word has a phrase of its own form, with `{}` for the value where one belongs.
    pub says: &'static str,
    /// Notable values, with what they mean.
    #[serde(deserialize_with = "leaked")]
    pub values: &'static [(&'static str, &'static str)],
    /// What is true of it, in single words of its table.
    #[serde(deserialize_with = "leaked")]
    pub marks: &'static [&'static str],
}

impl Word {
    /// What a notable value means.
    pub fn value(&self, value: &str) -> Option<&'static str> {
        self.values.iter().find(|it| it.0 == value).map(|it| it.1)
    }

    /// Whether a mark is set.
    pub fn has(&self, mark: &str) -> bool {
        self.marks.contains(&mark)
    }
}

impl Library {
    /// The entry at a path.
    pub fn find(&self, path: &str) -> Option<&'static LibraryEntry> {
        let at = self.entries.binary_search_by(|entry| entry.path.cmp(path)).ok()?;
        Some(&self.entries[at])
    }

    /// The word of a kind and a spelling.
    pub fn word(&self, kind: &str, spelling: &str) -> Option<&'static Word> {
        let order = |word: &Word| {
            let (its_kind, its_spelling) = word.path.split_once('.').unwrap_or((word.path, ""));
            its_kind.cmp(kind).then_with(|| its_spelling.cmp(spelling))
        };
        let at = self.words.binary_search_by(order).ok()?;
        Some(&self.words[at])
    }

    /// The path that a name stands for which snippets use without an import.
    pub fn bare(&self, name: &str) -> Option<&'static str> {
        let at = self.bare.binary_search_by(|it| it.0.cmp(name)).ok()?;
        Some(self.bare[at].1)
    }

    /// A term's two definitions: for a beginner, for one who programs.
    pub fn term(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let at = self.terms.binary_search_by(|term| term.0.cmp(key)).ok()?;
        Some((self.terms[at].1, self.terms[at].2))
    }
}
