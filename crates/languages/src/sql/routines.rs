//! Stored routines, triggers, and the statements that they are made of.

use code::{Kind, NodeId, ObjectForm, QueryPart, RoutineForm, Span};

use super::read::Reader;
use super::tokens::{TokenKind, tokens};

/// Types of more than one word, which are not a name with its type.
const TYPES_OF_WORDS: [(&str, &str); 9] = [
    ("double", "precision"),
    ("character", "varying"),
    ("char", "varying"),
    ("bit", "varying"),
    ("timestamp", "with"),
    ("timestamp", "without"),
    ("time", "with"),
    ("time", "without"),
    ("national", "character"),
];

impl Reader<'_, '_> {
    /// A function or a procedure, from its name on.
    pub fn routine(&mut self, form: ObjectForm, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        let form = if form == ObjectForm::Procedure { RoutineForm::Procedure } else { RoutineForm::Function };
        parts.extend(self.path());
        if self.take_mark("(") {
            let arguments = self.list_of(|it| if it.is_mark(")") { None } else { it.argument() });
            parts.extend(arguments);
            self.close();
        } else if self.is_at_variable() {
            let arguments = self.list_of(Self::argument);
            parts.extend(arguments);
        }
        let was_in = std::mem::replace(&mut self.in_routine, true);
        loop {
            let from = self.at;
            if self.take("returns") || self.take("return") && self.at_name() {
                if self.is_at_variable() {
                    self.at += 1;
                }
                if self.is("table") && self.mark_ahead(1, "(") {
                    self.at += 1;
                    self.skip_one();
                } else {
                    self.type_name();
                }
                parts.push(self.part(QueryPart::Returns, from, &[]));
            } else if self.take("language") {
                let name = match self.peek().kind {
                    TokenKind::Text => {
                        let token = self.next();
                        self.leaf(QueryPart::Unread, token.span)
                    }
                    _ => self.any_name(),
                };
                parts.push(self.part(QueryPart::Language, from, &[name]));
            } else if self.is_any(&["as", "is"]) {
                self.at += 1;
                if self.peek().kind == TokenKind::Text {
                    parts.push(self.quoted_body());
                    continue;
                }
                if self.is("language") || self.is("external") {
                    parts.extend(self.options());
                    break;
                }
                parts.push(self.body());
                break;
            } else if self.is("begin") || self.is("return") || self.is_any(&["select", "update", "insert", "delete"]) {
                parts.push(self.body());
                break;
            } else if self.ends_statement() {
                break;
            } else if self.is("with") || self.is("for") {
                // `with recompile`, `for replication`.
                self.at += 1;
                // `with execute as owner`
                if self.is_any(&["execute", "exec"]) && self.word_ahead(1, "as") {
                    self.at += 3;
                }
                self.skip_while(|it| !it.is_any(&["as", "is", "begin"]));
            } else {
                self.skip_one();
            }
        }
        self.in_routine = was_in;
        self.part(QueryPart::Routine(form), start, &parts)
    }

    pub fn argument(&mut self) -> Option<NodeId> {
        let start = self.at;
        while self.is_any(&["in", "out", "inout", "variadic"]) && !self.mark_ahead(1, ",") && !self.mark_ahead(1, ")") {
            self.at += 1;
        }
        let token = self.peek();
        let mut parts = Vec::new();
        if token.kind == TokenKind::Parameter {
            self.at += 1;
            parts.push(self.leaf(QueryPart::Parameter, token.span));
        } else if self.mark_ahead(1, ",")
            || self.mark_ahead(1, ")")
            || self.mark_ahead(1, "[")
            || self.mark_ahead(1, "(")
            || self.mark_ahead(1, ".")
            || TYPES_OF_WORDS.iter().any(|&(first, second)| self.is(first) && self.word_ahead(1, second))
        {
            // A type alone.
            parts.push(self.type_name());
            return Some(self.part(QueryPart::Argument, start, &parts));
        } else if matches!(token.kind, TokenKind::Word | TokenKind::Quoted) {
            parts.push(self.any_name());
        } else {
            return None;
        }
        while self.is_any(&["in", "out", "nocopy", "as"]) {
            self.at += 1;
        }
        if matches!(self.peek().kind, TokenKind::Word | TokenKind::Quoted) && !self.is("default") {
            parts.push(self.type_name());
        }
        if self.take("default") || self.take_mark("=") || self.take_mark(":=") {
            parts.push(self.expression());
        }
        while self.is_any(&["output", "out", "readonly"]) {
            self.at += 1;
        }
        if !self.is_mark(",") && !self.is_mark(")") {
            self.skip_while(|it| {
                !it.is_mark(",") && !it.is_mark(")") && !it.is_any(&["as", "is", "returns", "return", "begin"])
            });
        }
        Some(self.part(QueryPart::Argument, start, &parts))
    }

    /// A body that stands as a text: its statements where they are in a language that is read here.
    pub fn quoted_body(&mut self) -> NodeId {
        let token = self.peek();
        let text = self.text(token);
        let is_ours = self.body_language();
        if !text.starts_with('$') || !is_ours {
            self.at += 1;
            return self.leaf(QueryPart::Unread, token.span);
        }
        let tag = text[1..].find('$').map_or(2, |it| it + 2) as u32;
        let inner = Span::new(token.span.start + tag, token.span.end.saturating_sub(tag).max(token.span.start + tag));
        let source = self.source;
        let mut scanned = tokens(&source[inner.start as usize..inner.end as usize]);
        let moved = |span: Span| Span::new(span.start + inner.start, span.end + inner.start);
        for it in &mut scanned.list {
            it.span = moved(it.span);
            it.outer = moved(it.outer);
        }
        for comment in scanned.comments {
            self.lowering.build.comment(moved(comment));
        }
        if let Some(last) = scanned.list.last_mut() {
            last.kind = TokenKind::Batch;
        }
        self.replace_token(scanned.list);
        let body = self.body();
        if self.peek().kind == TokenKind::Batch {
            self.at += 1;
        }
        body
    }

    /// Whether the routine is written in a language that is read here; words behind the body count too.
    pub fn body_language(&self) -> bool {
        let ours = |n: usize| {
            let token = self.ahead(n);
            let name = self.text(token).trim_matches('\'');
            name.eq_ignore_ascii_case("plpgsql") || name.eq_ignore_ascii_case("sql")
        };
        let mut n = 0;
        while n < 40 && !self.mark_ahead(n, ";") && self.ahead(n).kind != TokenKind::End {
            if self.word_ahead(n, "language") {
                return ours(n + 1);
            }
            n += 1;
        }
        let mut back = 1;
        while back <= self.at && back < 60 {
            let at = self.at - back;
            if self.word_at(at, "language") {
                let token = self.token_at(at + 1);
                let name = self.text(token).trim_matches('\'');
                return name.eq_ignore_ascii_case("plpgsql") || name.eq_ignore_ascii_case("sql");
            }
            if self.word_at(at, "create") || self.word_at(at, "do") || self.text(self.token_at(at)) == ";" {
                break;
            }
            back += 1;
        }
        // `do $$ … $$` without a language.
        true
    }

    /// The statements of a routine: declarations, then a block, or statements up to the end of the batch.
    pub fn body(&mut self) -> NodeId {
        let was_in = std::mem::replace(&mut self.in_routine, true);
        let start = self.at;
        let mut parts = Vec::new();
        while !self.is_end() && !matches!(self.peek().kind, TokenKind::Batch | TokenKind::Command) {
            let before = self.at;
            if self.is("begin") && !self.word_ahead(1, "tran") && !self.word_ahead(1, "transaction") {
                let block = self.block();
                parts.push(block);
                self.take_mark(";");
                // What ends the routine in dialects whose body is no batch.
                if self.is_end()
                    || self.peek().kind == TokenKind::Batch
                    || self.is("create")
                    || self.is("language")
                    || !self.batches()
                {
                    break;
                }
                continue;
            }
            if self.is("create") && before > start && !self.batches() {
                break;
            }
            if !parts.is_empty() && !self.batches() && matches!(self.peek().kind, TokenKind::Text) {
                break;
            }
            parts.extend(self.statement());
            if self.at == before {
                self.at += 1;
            }
            // `return x;` alone is the whole body.
            if parts.len() == 1 && self.part_of(parts[0]) == Some(QueryPart::Return) && !self.batches() {
                break;
            }
        }
        self.in_routine = was_in;
        self.part(QueryPart::Block, start, &parts)
    }

    /// Whether batches end with a mark of their own further on, as a body without brackets needs.
    pub fn batches(&self) -> bool {
        let mut n = 0;
        loop {
            match self.ahead(n).kind {
                TokenKind::Batch => return true,
                TokenKind::End | TokenKind::Command => return false,
                _ => n += 1,
            }
        }
    }

    /// `begin … end`, with what catches errors.
    pub fn block(&mut self) -> NodeId {
        let start = self.at;
        self.at += 1;
        let was_in = std::mem::replace(&mut self.in_routine, true);
        let tries = self.take("try");
        self.take("atomic");
        let mut parts = Vec::new();
        while !self.is_end() && self.peek().kind != TokenKind::Batch && !self.is("end") && !self.is("exception") {
            let before = self.at;
            parts.extend(self.statement());
            if self.at == before {
                self.at += 1;
            }
        }
        if self.is("exception") {
            self.at += 1;
            while self.is("when") {
                let from = self.at;
                self.at += 1;
                let mut names = self.list_of_or();
                self.take("then");
                let inner = self.statements_until(&["when", "end"]);
                names.push(inner);
                parts.push(self.part(QueryPart::Handler, from, &names));
            }
        }
        if self.take("end") {
            if tries {
                self.take("try");
                self.take_mark(";");
                let from = self.at;
                if self.take("begin catch") {
                    let inner = self.statements_until(&["end"]);
                    self.take("end");
                    self.take("catch");
                    parts.push(self.part(QueryPart::Handler, from, &[inner]));
                }
            } else if self.at_name() && !self.peek().first && self.mark_ahead(1, ";") {
                // The block's name.
                self.at += 1;
            }
        }
        self.in_routine = was_in;
        self.part(QueryPart::Block, start, &parts)
    }

    pub fn list_of_or(&mut self) -> Vec<NodeId> {
        let mut found = Vec::new();
        loop {
            found.extend(self.path());
            if self.peek().kind == TokenKind::Text {
                self.at += 1;
            }
            if !self.take("or") {
                return found;
            }
        }
    }

    pub fn statements_until(&mut self, ends: &[&str]) -> NodeId {
        let start = self.at;
        let mut parts = Vec::new();
        while !self.is_end() && self.peek().kind != TokenKind::Batch && !self.is_any(ends) {
            let before = self.at;
            parts.extend(self.statement());
            if self.at == before {
                self.at += 1;
            }
        }
        if self.at == start {
            let at = self.peek().outer.start;
            return self.leaf(QueryPart::Block, Span::new(at, at));
        }
        self.part(QueryPart::Block, start, &parts)
    }

    /// One statement as a block.
    pub fn single(&mut self) -> NodeId {
        let start = self.at;
        if self.is("begin") && !self.word_ahead(1, "tran") && !self.word_ahead(1, "transaction") {
            let block = self.block();
            self.take_mark(";");
            return block;
        }
        let parts: Vec<NodeId> = self.statement().into_iter().collect();
        self.part(QueryPart::Block, start, &parts)
    }

    /// Variables: `declare @a int = 1, @b int`, or `a int := 1;` up to a block.
    pub fn declare(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        if self.is_at_variable() {
            parts = self.list_of(|it| {
                let start = it.at;
                let token = it.peek();
                if token.kind != TokenKind::Parameter {
                    return None;
                }
                it.at += 1;
                let mut inner = vec![it.leaf(QueryPart::Parameter, token.span)];
                it.take("as");
                if it.is("table") {
                    it.at += 1;
                    it.skip_one();
                } else {
                    inner.push(it.type_name());
                }
                if it.take_mark("=") {
                    inner.push(it.expression());
                }
                Some(it.part(QueryPart::Declare, start, &inner))
            });
            return self.part(QueryPart::Block, start, &parts);
        }
        // Handlers and cursors of some dialects.
        if self.is_any(&["continue", "exit"]) && self.word_ahead(1, "handler") {
            self.skip_while(|it| !it.is("begin") && !it.is("set"));
            let inner = self.single();
            return self.part(QueryPart::Handler, start, &[inner]);
        }
        while !self.is("begin") && !self.is_end() && self.peek().kind != TokenKind::Batch {
            let from = self.at;
            let Some(one) = self.declaration(from) else { break };
            parts.push(one);
            self.take_mark(";");
            if self.starts_statement() || self.is("declare") {
                break;
            }
        }
        self.part(QueryPart::Block, start, &parts)
    }

    pub fn declaration(&mut self, start: usize) -> Option<NodeId> {
        if !self.at_name() {
            return None;
        }
        let mut inner = vec![self.any_name()];
        while self.is_mark(",") {
            self.at += 1;
            self.name();
        }
        self.take("constant");
        if self.is("cursor")
            || self.is_all("scroll cursor")
            || self.is_all("insensitive cursor")
            || self.is("exception")
            || self.is_all("no scroll cursor")
        {
            self.skip_while(|it| !it.is("for") && !it.is("is"));
            if self.take("for") || self.take("is") {
                inner.extend(self.query());
            }
            self.skip_while(|it| !it.starts_statement());
            return Some(self.part(QueryPart::Declare, start, &inner));
        }
        inner.push(self.type_name());
        self.take("not null");
        if self.take_mark(":=") || self.take_mark("=") || self.take("default") {
            inner.push(self.expression());
        }
        if !self.ends_statement() {
            self.unread(|_| false);
        }
        Some(self.part(QueryPart::Declare, start, &inner))
    }

    /// `do $$ … $$`.
    pub fn anonymous(&mut self, start: usize) -> Option<NodeId> {
        self.at += 1;
        if self.take("language") {
            self.at += 1;
        }
        if self.peek().kind != TokenKind::Text {
            self.at = start;
            return None;
        }
        let body = self.quoted_body();
        if self.take("language") {
            self.at += 1;
        }
        Some(self.part(QueryPart::Routine(RoutineForm::Anonymous), start, &[body]))
    }

    /// `create trigger`, from its name on.
    pub fn trigger(&mut self, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        let name = self.path();
        parts.extend(name);
        let mut from = self.at;
        let event_stops = |it: &Self| it.is("on") || it.is("as") || it.is("begin") || it.is("execute");
        if !self.is("on") {
            self.skip_while(|it| !event_stops(it));
            parts.push(self.part(QueryPart::Event, from, &[]));
        }
        if self.take("on") {
            parts.extend(self.table_only());
        }
        from = self.at;
        let was_in = std::mem::replace(&mut self.in_routine, true);
        if self.is_any(&["after", "instead", "for", "before"]) && !self.word_ahead(1, "each") {
            self.skip_while(|it| !event_stops(it) && !it.is("for") || it.at == from);
            parts.push(self.part(QueryPart::Event, from, &[]));
        }
        loop {
            let from = self.at;
            if self.ends_statement() {
                break;
            }
            if self.is("when") && self.mark_ahead(1, "(") {
                self.at += 1;
                let condition = self.expression();
                parts.push(self.part(QueryPart::Where, from, &[condition]));
            } else if self.is("execute") {
                self.at += 1;
                self.take("procedure");
                self.take("function");
                let mut inner: Vec<NodeId> = self.path().into_iter().collect();
                if self.is_mark("(") {
                    self.skip_one();
                }
                inner.truncate(1);
                parts.push(self.part(QueryPart::Invoke, from, &inner));
            } else if self.is("as") || self.is("begin") || self.is("declare") {
                self.take("as");
                parts.push(self.body());
                break;
            } else if self.is_any(&["set", "update", "insert", "delete"])
                && self.at > start + 4
                && !self.mark_ahead(1, ",")
            {
                parts.push(self.single());
                break;
            } else {
                self.skip_one();
            }
        }
        self.in_routine = was_in;
        self.part(QueryPart::Trigger, start, &parts)
    }

    /// A package: its name is read, its text goes to the end of the batch.
    pub fn package(&mut self, start: usize, parts: Vec<NodeId>) -> NodeId {
        let mut parts = parts;
        if parts.iter().all(|it| !matches!(self.lowering.build.unit().kind(*it), Kind::Query(QueryPart::Path, _))) {
            self.take("body");
            parts.extend(self.path());
        }
        while !self.is_end() && self.peek().kind != TokenKind::Batch {
            self.next();
        }
        self.part(QueryPart::Create(ObjectForm::Package), start, &parts)
    }
}
