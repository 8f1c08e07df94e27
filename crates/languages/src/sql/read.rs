//! What all parts of the reader share: the place in the tokens, names, and the list of statements.
//!
//! The reader goes through the tokens once. What it does not know it leaves as [`QueryPart::Unread`] and goes on at the next
//! clause or statement, so that a dialect's own words cost no more than the place where they stand.

use code::{Fault, Kind, NodeId, QueryPart, Span};

use super::tokens::{Token, TokenKind, tokens};
use super::words;
use crate::lower::{Lowered, Lowering, MAX_HEIGHT};

/// How many brackets, queries and blocks may be nested.
const MAX_DEPTH: u32 = 48;

/// Goes through the tokens and makes nodes.
pub(super) struct Reader<'r, 's> {
    pub lowering: &'r mut Lowering<'s>,
    pub source: &'s str,
    tokens: Vec<Token>,
    pub at: usize,
    depth: u32,
    /// How many parts are nested in each node.
    heights: Vec<u16>,
    /// Whether statements stand in a routine, where `begin` opens a block.
    pub in_routine: bool,
    /// Templates, of which no token is made.
    pub templates: Vec<Span>,
}

/// Reads a whole text.
pub(super) fn read(lowering: &mut Lowering<'_>, _: Span) -> Lowered {
    let source = lowering.source;
    let scanned = tokens(source);
    for &comment in &scanned.comments {
        lowering.build.comment(comment);
    }
    let mut reader = Reader {
        lowering,
        source,
        tokens: scanned.list,
        at: 0,
        depth: 0,
        heights: Vec::new(),
        in_routine: false,
        templates: scanned.templates,
    };
    let mut statements = Vec::new();
    while !reader.is_end() {
        let before = reader.at;
        if let Some(statement) = reader.statement() {
            statements.push(statement);
        }
        if reader.at == before {
            reader.at += 1;
        }
    }
    let templates = std::mem::take(&mut reader.templates);
    for span in templates {
        let inside = statements.iter().any(|&it| reader.lowering.build.unit().span(it).contains(span));
        if !inside {
            let node = reader.leaf(QueryPart::Template, span);
            statements.push(node);
        }
    }
    reader.lowering.build.unit_mut().comments.sort_by_key(|it| it.span.start);
    statements.sort_by_key(|&it| reader.lowering.build.unit().span(it).start);
    Lowered::Many(reader.lowering.build.list(&statements))
}

impl<'s> Reader<'_, 's> {
    /// The next token.
    pub fn peek(&self) -> Token {
        self.ahead(0)
    }

    /// The token after `n` more.
    pub fn ahead(&self, n: usize) -> Token {
        self.tokens[(self.at + n).min(self.tokens.len() - 1)]
    }

    /// The token at a position.
    pub fn token_at(&self, at: usize) -> Token {
        self.tokens[at.min(self.tokens.len() - 1)]
    }

    /// Whether the token at a position is a word.
    pub fn word_at(&self, at: usize, word: &str) -> bool {
        let token = self.token_at(at);
        token.kind == TokenKind::Word && self.text(token).eq_ignore_ascii_case(word)
    }

    /// Puts tokens in the place of the next one.
    pub fn replace_token(&mut self, tokens: Vec<Token>) {
        self.tokens.splice(self.at..=self.at, tokens);
    }

    /// The text of a token.
    pub fn text(&self, token: Token) -> &'s str {
        &self.source[token.span.start as usize..token.span.end as usize]
    }

    /// Goes past a token and gives it.
    pub fn next(&mut self) -> Token {
        let token = self.peek();
        if token.kind != TokenKind::End {
            self.at += 1;
        }
        token
    }

    /// Whether there is nothing left.
    pub fn is_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    /// Whether the token after `n` more is a word.
    pub fn word_ahead(&self, n: usize, word: &str) -> bool {
        let token = self.ahead(n);
        token.kind == TokenKind::Word && self.text(token).eq_ignore_ascii_case(word)
    }

    /// Whether a word is next.
    pub fn is(&self, word: &str) -> bool {
        self.word_ahead(0, word)
    }

    /// Whether words are next, parted by blanks.
    pub fn is_all(&self, words: &str) -> bool {
        words.split(' ').enumerate().all(|(n, word)| self.word_ahead(n, word))
    }

    /// Whether one of several words is next.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Goes past words if they are next.
    pub fn take(&mut self, words: &str) -> bool {
        let found = self.is_all(words);
        if found {
            self.at += words.split(' ').count();
        }
        found
    }

    /// Whether a mark is next.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.mark_ahead(0, mark)
    }

    /// Whether the token after `n` more is a mark.
    pub fn mark_ahead(&self, n: usize, mark: &str) -> bool {
        let token = self.ahead(n);
        token.kind == TokenKind::Mark && self.text(token) == mark
    }

    /// Goes past a mark if it is next.
    pub fn take_mark(&mut self, mark: &str) -> bool {
        let found = self.is_mark(mark);
        self.at += usize::from(found);
        found
    }

    /// The next token as a lower-case word; empty for anything else.
    pub fn lower(&self) -> String {
        let token = self.peek();
        if token.kind == TokenKind::Word { self.text(token).to_ascii_lowercase() } else { String::new() }
    }

    /// From the start of a token to the end of the last one that was passed.
    pub fn span_from(&self, start: usize) -> Span {
        let first = self.tokens[start.min(self.tokens.len() - 1)].outer;
        let last = self.tokens[self.at.max(1) - 1].outer;
        Span::new(first.start, last.end.max(first.start))
    }

    /// A part that starts at a token and ends here.
    pub fn part(&mut self, part: QueryPart, start: usize, parts: &[NodeId]) -> NodeId {
        let span = self.span_from(start);
        self.part_at(part, span, parts)
    }

    /// A part at a place.
    pub fn part_at(&mut self, part: QueryPart, span: Span, parts: &[NodeId]) -> NodeId {
        let height = |id: &NodeId| self.heights.get(id.index()).copied().unwrap_or(0);
        let height = parts.iter().map(height).max().unwrap_or(0) + 1;
        if height > MAX_HEIGHT - 10 {
            return self.lowering.build.node(Kind::Query(QueryPart::Unread, code::List::default()), span);
        }
        let list = self.lowering.build.list(parts);
        let id = self.lowering.build.node(Kind::Query(part, list), span);
        self.heights.resize(id.index() + 1, 0);
        self.heights[id.index()] = height;
        id
    }

    /// A part without parts.
    pub fn leaf(&mut self, part: QueryPart, span: Span) -> NodeId {
        self.part_at(part, span, &[])
    }

    /// Where a node stands.
    pub fn span(&self, node: NodeId) -> Span {
        self.lowering.build.unit().span(node)
    }

    /// What a node is.
    pub fn part_of(&self, node: NodeId) -> Option<QueryPart> {
        match self.lowering.build.unit().kind(node) {
            Kind::Query(part, _) => Some(part),
            _ => None,
        }
    }

    /// Whether something may be nested further; each `true` is paid back by [`Reader::leave`].
    pub fn enter(&mut self) -> bool {
        let fits = self.depth < MAX_DEPTH;
        self.depth += u32::from(fits);
        fits
    }

    /// Ends what [`Reader::enter`] began.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether a name is next.
    pub fn at_name(&self) -> bool {
        self.name_ahead(0)
    }

    /// Whether the token after `n` more may be a name.
    pub fn name_ahead(&self, n: usize) -> bool {
        let token = self.ahead(n);
        match token.kind {
            TokenKind::Quoted | TokenKind::Template => true,
            // A function may be called so: `is(a, b)`.
            TokenKind::Word if self.mark_ahead(n + 1, "(") && self.text(token).eq_ignore_ascii_case("is") => true,
            TokenKind::Word => !words::is_reserved(self.text(token)),
            TokenKind::Parameter => self.text(token).starts_with('@'),
            _ => false,
        }
    }

    /// A name.
    pub fn name(&mut self) -> Option<NodeId> {
        if !self.at_name() {
            return None;
        }
        Some(self.any_name())
    }

    /// The next token as a name, whatever word it is.
    pub fn any_name(&mut self) -> NodeId {
        let token = self.next();
        match token.kind {
            TokenKind::Template => self.leaf(QueryPart::Template, token.span),
            // Some write names like texts.
            TokenKind::Text if token.span.len() > 2 => {
                self.lowering.build.name(Span::new(token.span.start + 1, token.span.end - 1))
            }
            _ => self.lowering.build.name(token.span),
        }
    }

    /// A name with what it belongs to.
    pub fn path(&mut self) -> Option<NodeId> {
        let start = self.at;
        let mut names = vec![self.name()?];
        loop {
            if self.is_mark(".")
                && matches!(self.ahead(1).kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Template)
            {
                self.at += 1;
                names.push(self.any_name());
            } else if self.is_mark(".") && self.mark_ahead(1, ".") || self.is_mark("..") {
                // The default schema is left out.
                self.at += if self.is_mark("..") { 1 } else { 2 };
                if matches!(self.ahead(0).kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Template) {
                    names.push(self.any_name());
                }
            } else if !self.peek().apart && self.glued() {
                // A name with a template inside is one name.
                names.push(self.any_name());
            } else {
                break;
            }
        }
        if let [only] = names[..]
            && self.part_of(only) == Some(QueryPart::Template)
        {
            return Some(only);
        }
        Some(self.part(QueryPart::Path, start, &names))
    }

    /// Whether a template and a word touch: `{{ schema }}_log`.
    fn glued(&self) -> bool {
        let before = self.tokens[self.at - 1].kind;
        let kind = self.peek().kind;
        matches!((before, kind), (TokenKind::Template, TokenKind::Word) | (TokenKind::Word, TokenKind::Template))
    }

    /// Names between brackets.
    pub fn fields(&mut self) -> Option<NodeId> {
        if !self.is_mark("(") {
            return None;
        }
        let start = self.at;
        self.at += 1;
        let mut names = Vec::new();
        while !self.is_mark(")") && !self.is_end() {
            let before = self.at;
            if matches!(self.peek().kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Text) {
                names.push(self.any_name());
            }
            // A length, an order, an operator class.
            self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")"));
            self.take_mark(",");
            if self.at == before {
                break;
            }
        }
        self.take_mark(")");
        Some(self.part(QueryPart::Fields, start, &names))
    }

    /// Goes past tokens, brackets as a whole, as long as something holds and the statement goes on.
    pub fn skip_while(&mut self, goes_on: impl Fn(&Self) -> bool) {
        while !self.ends_statement() && goes_on(self) {
            self.skip_one();
        }
    }

    /// Goes past a token, or past all that stands between brackets.
    pub fn skip_one(&mut self) {
        let opens = self.is_mark("(");
        self.next();
        if !opens {
            return;
        }
        let mut depth = 1;
        while depth > 0 && !self.is_end() && self.peek().kind != TokenKind::Batch {
            if self.is_mark("(") {
                depth += 1;
            } else if self.is_mark(")") {
                depth -= 1;
            }
            self.next();
        }
    }

    /// Whether a statement ends here for certain.
    pub fn ends_statement(&self) -> bool {
        matches!(self.peek().kind, TokenKind::End | TokenKind::Batch | TokenKind::Command) || self.is_mark(";")
    }

    /// Whether the next token can open a statement, as far as its place tells.
    pub fn starts_statement(&self) -> bool {
        let token = self.peek();
        token.kind == TokenKind::Word && token.first && words::starts_statement(self.text(token))
    }

    /// Leaves the rest of a clause alone, up to what ends the statement or `stops`. Gives what was left.
    pub fn unread(&mut self, stops: impl Fn(&Self) -> bool) -> Option<NodeId> {
        let start = self.at;
        while !self.ends_statement() && !stops(self) && !self.starts_statement() {
            self.skip_one();
        }
        if self.at == start {
            return None;
        }
        let span = self.span_from(start);
        self.lowering.build.fault(Fault { span, missing: None });
        Some(self.leaf(QueryPart::Unread, span))
    }

    /// Leaves what follows alone without a word about it: further wishes of a definition.
    pub fn options(&mut self) -> Option<NodeId> {
        let start = self.at;
        while !(self.ends_statement() || self.at > start && self.starts_statement()) {
            self.skip_one();
        }
        (self.at > start).then(|| self.part(QueryPart::Options, start, &[]))
    }

    /// A list of things parted by commas.
    pub fn list_of(&mut self, mut one: impl FnMut(&mut Self) -> Option<NodeId>) -> Vec<NodeId> {
        let mut found = Vec::new();
        loop {
            let before = self.at;
            if let Some(node) = one(self) {
                found.push(node);
            }
            if self.at == before || !self.take_mark(",") {
                return found;
            }
        }
    }
}
