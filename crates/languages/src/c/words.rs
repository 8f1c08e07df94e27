//! Words that macros put where the grammar has no place for them.
//!
//! `static INLINE int f(void)`, `int CALLBACK g(int)`, `API(int) h(void)`, `LIST_FOREACH(x, list) { … }`, `expect(a, ==, b)`: no
//! reader of one file can know what these macros stand for, but what stands around them reads as if they were not there. Each
//! rule here asks for an order of words that is no C without a macro, so that nothing is left out that could be code.

use super::prepare::blank;
use super::tokens::{Form, Token, tokens};

/// Leaves such words out of `bytes`, which reads like `source` where it matters. Tells whether anything changed.
pub(super) fn leave_out(source: &str, bytes: &mut [u8]) -> bool {
    let tokens = tokens(source);
    let mut cut = Cut { source, bytes, tokens: &tokens, changed: false, statement: "", ended: usize::MAX };
    // For each open brace, whether it opens a body; those of a namespace or a linkage do not.
    let mut open: Vec<bool> = Vec::new();
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        match token.form {
            Form::Mark(b'{') => {
                let is_body = !cut.opens_scope(at);
                depth += u32::from(is_body);
                open.push(is_body);
            }
            Form::Mark(b'}') => depth -= u32::from(open.pop().unwrap_or(false)),
            Form::Mark(b'(') => cut.in_parentheses(at),
            Form::Word => {
                let end = at + tokens[at..].iter().take_while(|it| it.form == Form::Word).count();
                let start = cut.statement(at, end, depth == 0);
                let rest = cut.called(start, end, depth == 0);
                cut.run(start.max(rest), end);
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    cut.changed
}

struct Cut<'s> {
    source: &'s str,
    bytes: &'s mut [u8],
    tokens: &'s [Token],
    changed: bool,
    /// The macro that stood for the statement before.
    statement: &'s str,
    /// Where a statement starts after one that a macro stands for, which has no mark at its end.
    ended: usize,
}

/// Words that stand before a type and say nothing of its name.
const STORAGE: &[&str] = &[
    "static",
    "extern",
    "inline",
    "const",
    "volatile",
    "register",
    "typedef",
    "restrict",
    "auto",
    "signed",
    "unsigned",
    "__inline",
    "__inline__",
    "__restrict",
    "__extension__",
    "_Noreturn",
    "_Thread_local",
    "constexpr",
    "virtual",
    "explicit",
    "friend",
    "mutable",
    "final",
    "override",
    "noexcept",
    "consteval",
    "constinit",
    "thread_local",
];
/// Words that are types by themselves.
const TYPES: &[&str] = &[
    "void", "char", "short", "int", "long", "float", "double", "bool", "_Bool", "unsigned", "signed", "auto", "wchar_t",
];
/// Words that a type's own name follows.
const TAGS: &[&str] = &["struct", "union", "enum", "class", "typename"];
/// Words that stand in no declaration.
const OTHERS: &[&str] = &[
    "if",
    "else",
    "for",
    "while",
    "do",
    "switch",
    "case",
    "default",
    "return",
    "break",
    "continue",
    "goto",
    "sizeof",
    "new",
    "delete",
    "throw",
    "using",
    "namespace",
    "template",
    "public",
    "private",
    "protected",
    "operator",
    "try",
    "catch",
    "typeid",
    "co_await",
    "co_return",
    "co_yield",
    "concept",
    "requires",
    "and",
    "or",
    "not",
    "asm",
    "defined",
];
/// Parts of the names of macros that say how something is linked, called or compiled.
const TELLING: &[&str] = &[
    "API",
    "INLINE",
    "EXPORT",
    "IMPORT",
    "EXTERN",
    "STATIC",
    "DECL",
    "CALL",
    "INTERNAL",
    "PUBLIC",
    "PRIVATE",
    "UNUSED",
    "NORETURN",
    "DEPRECATED",
    "FORCE",
    "CONST",
    "NODISCARD",
    "DLL",
    "VISIB",
    "LOCAL",
    "FUN",
    "ATTR",
    "HIDDEN",
    "PURE",
];

impl Cut<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |it| self.source.get(it.start..it.end).unwrap_or(""))
    }

    fn is(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|it| it.is(mark))
    }

    fn blank(&mut self, from: usize, to: usize) {
        if let (Some(first), Some(last)) = (self.tokens.get(from), self.tokens.get(to)) {
            self.changed |= blank(self.bytes, first.start, last.end);
        }
    }

    /// Whether a name looks like that of a macro.
    fn is_macro(&self, at: usize) -> bool {
        let text = self.text(at);
        let capitals = text.len() > 2 && text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
        (capitals
            && !text.contains(|c: char| c.is_ascii_lowercase())
            && text.contains(|c: char| c.is_ascii_uppercase()))
            || (text.starts_with("__") && !STORAGE.contains(&text) && !TYPES.contains(&text))
            || text.ends_with("_cdecl")
            || text.ends_with("_HEAD")
            || text.ends_with("nonnull")
            || text.ends_with("nullable")
    }

    fn is_telling(&self, at: usize) -> bool {
        let text = self.text(at);
        let marks = ["_cdecl", "nonnull", "nullable"];
        text.starts_with("__")
            || marks.iter().any(|it| text.ends_with(it))
            || TELLING.iter().any(|part| text.contains(part))
    }

    /// The `)` that closes a `(`, if it is near.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0;
        for (at, token) in self.tokens.iter().enumerate().skip(open).take(400) {
            match token.form {
                Form::Mark(b'(') => depth += 1,
                Form::Mark(b')') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                Form::Mark(b';') => return None,
                _ => {}
            }
        }
        None
    }

    /// Words in a row: a declaration has a type and a name, so what more there is comes from macros.
    fn run(&mut self, from: usize, end: usize) {
        if end <= from + 1 {
            self.before_body(from, end);
            return;
        }
        let mut plain: Vec<usize> = Vec::new();
        let mut has_type = false;
        let mut tag = false;
        let mut skip = false;
        for at in from..end {
            let text = self.text(at);
            if OTHERS.contains(&text) {
                // What stands before it belongs to another statement.
                plain.clear();
                has_type = false;
                skip = true;
            } else if TAGS.contains(&text) {
                tag = true;
            } else if TYPES.contains(&text) {
                has_type = true;
            } else if !STORAGE.contains(&text) {
                if tag && !self.is_macro(at) {
                    has_type = true;
                } else if !tag || at + 1 < end && !STORAGE.contains(&self.text(at + 1)) {
                    plain.push(at);
                    continue;
                } else {
                    has_type = true;
                }
                tag = false;
            }
        }
        let after_star = from.checked_sub(1).is_some_and(|before| self.is(before, b'*') || self.is(before, b'&'));
        // `registry::registry(…)` is a constructor, which has no type.
        let scoped = self.is(end, b':') && self.is(end + 1, b':');
        let constructs = scoped && (self.text(end + 2) == self.text(end - 1) || self.is(end + 2, b'~'));
        let body = from.checked_sub(1).is_some_and(|before| self.is(before, b')')) && self.is(end, b'{');
        let named = !(self.is(end, b'*') || self.is(end, b'&'));
        let allowed = match (body && !skip, after_star) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) if constructs || scoped && self.is_telling(plain.first().copied().unwrap_or(from)) => 1,
            (false, false) => usize::from(!has_type) + usize::from(named),
        };
        // `struct X {` has no name behind the type.
        let mut excess = plain.len().saturating_sub(allowed);
        if skip && plain.len() < 3 {
            excess = 0;
        }
        let mut candidates: Vec<usize> = plain.iter().copied().filter(|&at| self.is_macro(at)).collect();
        let last = plain.last().copied();
        // The name stays, if there is one.
        if named && allowed > 0 && (self.is(end, b'(') || scoped) {
            candidates.retain(|&at| Some(at) != last);
        }
        candidates.sort_by_key(|&at| (!self.is_telling(at), at));
        for at in candidates.into_iter().take(excess) {
            self.blank(at, at);
        }
    }

    /// A macro between the parameters of a function and its body.
    fn before_body(&mut self, from: usize, end: usize) {
        let opens = self.is(end, b'{') || self.is(end, b':') && !self.is(end + 1, b':');
        let body = from.checked_sub(1).is_some_and(|before| self.is(before, b')')) && opens;
        if from < end && body && self.is_macro(from) {
            self.blank(from, from);
        }
    }

    /// Whether a brace opens a namespace, a linkage or a class: what stands in it are items.
    fn opens_scope(&self, brace: usize) -> bool {
        let mut at = brace;
        while let Some(before) = at.checked_sub(1) {
            match self.tokens[before].form {
                Form::Literal => return before > 0 && self.text(before - 1) == "extern",
                Form::Word if matches!(self.text(before), "namespace" | "class" | "struct" | "union") => return true,
                Form::Word | Form::Mark(b':' | b'<' | b'>' | b',') => at = before,
                Form::Mark(_) => return false,
            }
        }
        false
    }

    /// Whether a statement or an item starts at a token.
    fn starts(&self, at: usize) -> bool {
        at == self.ended
            || at.checked_sub(1).is_none_or(|before| matches!(self.tokens[before].form, Form::Mark(b';' | b'}' | b'{')))
    }

    /// Ends what stands before the end of a line as a statement.
    fn end_statement(&mut self, at: usize) {
        self.ended = at + 1;
        if let Some(token) = self.tokens.get(at)
            && let Some(byte @ (b'\n' | b' ')) = self.bytes.get_mut(token.end)
        {
            *byte = b';';
            self.changed = true;
        }
    }

    /// A macro alone on its line stands for statements, or for marks that open and close what no reader sees. Tells where the
    /// words behind it start.
    fn statement(&mut self, from: usize, end: usize, outside: bool) -> usize {
        let alone = end == from + 1;
        // `ON_EXIT { … }` in a body.
        if alone && !outside && self.starts(from) && self.is_macro(from) && self.is(end, b'{') {
            self.end_statement(from);
            return from + 1;
        }
        if !self.starts(from) || !self.is_macro(from) || !self.breaks_between(from, from + 1) {
            return from;
        }
        if alone && self.tokens.get(end).is_some_and(|next| !next.is(b'}')) {
            return from;
        }
        if outside {
            // A type may stand on a line of its own, with the name that has it on the next one.
            let next = self.text(from + 1);
            let word = OTHERS.contains(&next) || STORAGE.contains(&next) || TAGS.contains(&next);
            let called = end == from + 2 && self.is(end, b'(') && self.is_macro(from + 1);
            let gap = |at: usize| self.source[self.tokens[at].end..self.tokens[at + 1].start].matches('\n').count();
            let apart = alone || word || called || gap(from) > 1;
            if apart {
                self.blank(from, from);
                self.ended = from + 1;
                return from + 1;
            }
        } else if alone || self.is(end, b'(') && end == from + 2 {
            self.end_statement(from);
            return from + 1;
        }
        from
    }

    /// A macro that is called among the words of a declaration, or in place of a statement. Tells where the rest of the words
    /// in its row starts.
    fn called(&mut self, from: usize, end: usize, outside: bool) -> usize {
        let name = end - 1;
        if from >= end || !self.is(end, b'(') {
            return from;
        }
        let Some(close) = self.closing(end) else { return from };
        let next = close + 1;
        // `LOG(17) "text"`: the text is what counts.
        if from == name && self.is_macro(name) && self.source[self.tokens[close].end..].trim_start().starts_with('"') {
            self.blank(name, close);
            return end;
        }
        if self.is_macro(name) && self.trails(from, name, close, outside) {
            self.blank(name, close);
            return end;
        }
        let starts = self.starts(from);
        let each = {
            let text = self.text(name).to_ascii_lowercase();
            text.contains("foreach") || text.contains("for_each")
        };
        let literal = self.tokens[end..close].iter().any(|it| it.form == Form::Literal);
        // `TEST_CASE("name") { … }` makes a function, `SECTION("name") { … }` in one is a statement before a block.
        if from == name && starts && !each && self.is_macro(name) && self.is(next, b'{') && (literal || !outside) {
            if !outside {
                self.end_statement(close);
            } else if close > end + 1 {
                self.blank(end + 1, close - 1);
            }
            return end;
        }
        let only_storage = (from..name).all(|at| STORAGE.contains(&self.text(at)));
        if starts && only_storage && self.is_macro(name) && self.is_word(next) && outside {
            let words = self.tokens[next..].iter().take_while(|it| it.form == Form::Word).count();
            let plain = (end + 1..close).all(|at| {
                matches!(self.tokens[at].form, Form::Word | Form::Mark(b'*')) && !OTHERS.contains(&self.text(at))
            });
            let own_line = self.breaks_between(close, next);
            if plain && close > end + 1 && words == 1 && !own_line {
                // `API(type) name(…)`.
                self.blank(name, end);
                self.blank(close, close);
                return end;
            }
            if words > 1 && !own_line {
                self.blank(name, close);
                return end;
            }
        }
        // `LIST_FOREACH(item, list) { … }` repeats its body; a loop that the grammar knows stands in for it.
        if starts || from.checked_sub(1).is_some_and(|before| self.is(before, b')')) {
            let short = self.tokens[name].end - self.tokens[name].start < 5;
            let before = self.is(next, b'{') || (self.is_word(next) && self.breaks_between(close, next));
            if each && from == name && before && !short {
                let start = self.tokens[name].start;
                self.blank(name, name);
                self.bytes[start..start + 5].copy_from_slice(b"while");
                return end;
            }
            // Calls of macros that end without a semicolon, as `printf("…")` may not.
            let last = next >= self.tokens.len();
            let ends = last || self.is(next, b'}') || self.is_word(next) && self.breaks_between(close, next);
            let source = self.source;
            let said = self.tokens.get(name).map_or("", |it| &source[it.start..it.end]);
            let again = outside && !said.is_empty() && (self.text(next) == said || self.statement == said);
            // What compilers are told about warnings is spelled as they like it.
            let hint = outside && ["DIAG", "WARN", "IGNORE"].iter().any(|part| said.contains(part));
            if from == name && ends && hint && close > end + 1 {
                self.blank(end + 1, close - 1);
            }
            if from == name && ends && (self.is_macro(name) || again) {
                self.end_statement(close);
                self.statement = said;
            }
        }
        from
    }

    /// Whether a macro that is called stands behind what it is about: `void f() LOCKS(mutex);`, `int x GUARDED_BY(mutex);`.
    fn trails(&self, from: usize, name: usize, close: usize, outside: bool) -> bool {
        let next = close + 1;
        let ends = self.is(next, b';') || self.is(next, b'{') || self.is(next, b'=');
        let before = from.checked_sub(1);
        let is = |marks: &[u8]| before.is_some_and(|at| marks.iter().any(|&mark| self.is(at, mark)));
        if !outside || !ends {
            return false;
        }
        if is(b")") {
            return (from..name).all(|at| STORAGE.contains(&self.text(at)));
        }
        let words =
            (from..name).filter(|&at| !STORAGE.contains(&self.text(at)) && !TAGS.contains(&self.text(at))).count();
        words >= if is(b">*&") { 1 } else { 2 } && !self.is(next, b'{')
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|it| it.form == Form::Word)
    }

    fn breaks_between(&self, left: usize, right: usize) -> bool {
        match (self.tokens.get(left), self.tokens.get(right)) {
            (Some(left), Some(right)) => self.source[left.end..right.start].contains('\n'),
            _ => true,
        }
    }

    /// What only a macro can take as an argument: an operator, or a type with a star.
    fn in_parentheses(&mut self, open: usize) {
        // `(CALLBACK *name)(…)`.
        if self.is_macro(open + 1) && self.is(open + 2, b'*') && self.is_word(open + 3) && self.is(open + 4, b')') {
            if self.is(open + 5, b'(') {
                self.blank(open + 1, open + 1);
            }
            return;
        }
        let called =
            open.checked_sub(1).is_some_and(|before| self.is_word(before) && !OTHERS.contains(&self.text(before)));
        if !called {
            return;
        }
        let Some(close) = self.closing(open) else { return };
        for at in open..close {
            // `, == ,` compares what stands on its sides.
            if self.is(at, b',') || at == open {
                let marks = self.tokens[at + 1..close]
                    .iter()
                    .take_while(|it| matches!(it.form, Form::Mark(b'=' | b'!' | b'<' | b'>')))
                    .count();
                if at > open && (1..=2).contains(&marks) && self.is(at + 1 + marks, b',') {
                    self.blank(at, at);
                    self.blank(at + 1 + marks, at + 1 + marks);
                }
                // `, char *)` and `, struct node *, `: the type alone.
                let tagged = TAGS.contains(&self.text(at + 1)) && self.is_word(at + 2);
                let word = at + 1 + usize::from(tagged);
                let stars = self.tokens[(word + 1).min(close)..close].iter().take_while(|it| it.is(b'*')).count();
                let ends = word + 1 + stars;
                let ended = ends == close || self.is(ends, b',');
                if self.is_word(word) && ended && (stars > 0 || tagged) {
                    if tagged {
                        self.blank(at + 1, at + 1);
                    }
                    if stars > 0 {
                        self.blank(word + 1, word + stars);
                    }
                }
            }
        }
    }
}
