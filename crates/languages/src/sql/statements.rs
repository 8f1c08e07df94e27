//! Which statement is next, and the small ones.

use code::{CursorAct, Kind, NodeId, ObjectForm, QueryPart, TextForm};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// The next statement, if there is one; goes past what ends it.
    pub fn statement(&mut self) -> Option<NodeId> {
        if self.take_mark(";") {
            return None;
        }
        let start = self.at;
        match self.peek().kind {
            TokenKind::End => return None,
            TokenKind::Batch => {
                self.at += 1;
                return None;
            }
            TokenKind::Command => {
                self.at += 1;
                // `\.` ends rows that were written between the lines.
                return Some(self.part(QueryPart::Command, start, &[]));
            }
            _ => {}
        }
        if !self.enter() {
            return self.unread(|_| false);
        }
        let node = self.statement_of(start);
        self.leave();
        let node = match node {
            Some(node) => node,
            None => self.other(start),
        };
        self.take_mark(";");
        Some(node)
    }

    /// A statement of which only the first word is known.
    pub fn other(&mut self, start: usize) -> NodeId {
        // A definition has these words within.
        let defines = self.text(self.token_at(start)).eq_ignore_ascii_case("create");
        if self.at == start {
            self.skip_one();
        }
        let within = |it: &Self| defines && it.is_any(&["for", "do", "set", "with"]);
        self.skip_while(|it| (!it.starts_statement() || within(it)) && !it.closes_block());
        self.part(QueryPart::Other, start, &[])
    }

    fn statement_of(&mut self, start: usize) -> Option<NodeId> {
        let word = self.lower();
        let may_assign = self.peek().kind == TokenKind::Word && self.mark_ahead(1, ":=")
            || self.mark_ahead(1, ".")
            || self.mark_ahead(1, "[");
        if may_assign && let Some(node) = self.assigned(start) {
            return Some(node);
        }
        Some(match word.as_str() {
            "with" => {
                let with = self.with_of_statement();
                match self.lower().as_str() {
                    "insert" => self.insert(start, Some(with)),
                    "update" => self.update(start, Some(with)),
                    "delete" => self.delete(start, Some(with)),
                    "merge" => self.merge(start, Some(with)),
                    _ => {
                        let query = self.combined(start, Some(with));
                        return self.ended(start, query);
                    }
                }
            }
            "select" | "values" => {
                let query = self.query();
                return self.ended(start, query);
            }
            "insert" => self.insert(start, None),
            "replace" if !self.mark_ahead(1, "(") => self.insert(start, None),
            "update" => self.update(start, None),
            "delete" => self.delete(start, None),
            "merge" => self.merge(start, None),
            "create" => self.create(start),
            "alter" => self.alter(start),
            "drop" => self.drop_object(start),
            "truncate" => {
                self.at += 1;
                self.take("table");
                self.take("only");
                let mut parts = self.list_of(Self::table_only);
                if !self.starts_statement() && !self.closes_block() {
                    parts.extend(self.options());
                }
                self.part(QueryPart::Truncate, start, &parts)
            }
            "grant" | "revoke" | "deny" => self.rights(start, &word),
            "comment" if self.word_ahead(1, "on") => self.describe(start),
            "use" if self.name_ahead(1) => {
                self.at += 1;
                let path: Vec<NodeId> = self.path().into_iter().collect();
                self.part(QueryPart::Use, start, &path)
            }
            "explain" => {
                self.at += 1;
                if self.is_mark("(") {
                    self.skip_one();
                }
                while self.is_any(&["analyze", "verbose", "query", "plan", "for"]) {
                    self.at += 1;
                }
                let inner: Vec<NodeId> = self.statement().into_iter().collect();
                self.part(QueryPart::Explain, start, &inner)
            }
            "begin" | "start" | "commit" | "rollback" | "abort" | "savepoint" | "save" | "release" | "end" => {
                return self.transaction(start, &word);
            }
            "reset" => self.set(start),
            "open" | "fetch" | "close" | "deallocate" if self.mark_ahead(1, "(") => return None,
            "open" | "fetch" | "close" | "deallocate" => self.cursor(start, &word),
            "copy" | "bulk" => self.copy(start),
            "set" => self.set(start),
            "do" => self.anonymous(start)?,
            _ if self.is_mark("(") && self.opens_query()
                || self.peek().kind == TokenKind::Template && self.in_query_template() =>
            {
                let query = self.query();
                return self.ended(start, query);
            }
            _ => return self.procedural(start, &word),
        })
    }

    /// Whether a template stands for a whole query.
    fn in_query_template(&self) -> bool {
        !self.mark_ahead(1, ".") && !self.mark_ahead(1, "=")
    }

    fn with_of_statement(&mut self) -> NodeId {
        // The steps alone; what they lead to decides which statement it is.
        self.with_steps()
    }

    /// A query as a statement, with what is left behind it.
    fn ended(&mut self, start: usize, query: Option<NodeId>) -> Option<NodeId> {
        let query = query?;
        if self.ends_statement() || self.starts_statement() || self.closes_block() {
            return Some(query);
        }
        let mut parts = vec![query];
        self.rest(&mut parts);
        Some(if parts.len() == 1 { query } else { self.part(QueryPart::Derived, start, &parts) })
    }

    /// A step of a walk through rows.
    fn cursor(&mut self, start: usize, word: &str) -> NodeId {
        self.at += 1;
        while self
            .is_any(&["next", "prior", "first", "last", "from", "in", "absolute", "relative", "forward", "backward"])
        {
            self.at += 1;
        }
        let mut parts: Vec<NodeId> = if self.is_at_variable() { Vec::new() } else { self.path().into_iter().collect() };
        self.skip_while(|it| !it.is("into") && !it.starts_statement() && !it.closes_block());
        let from = self.at;
        if self.take("into") {
            let targets = self.list_of(Self::target);
            parts.push(self.part(QueryPart::Into, from, &targets));
        }
        let act = match word {
            "open" => CursorAct::Open,
            "fetch" => CursorAct::Fetch,
            _ => CursorAct::Close,
        };
        self.part(QueryPart::Cursor(act), start, &parts)
    }

    fn rights(&mut self, start: usize, word: &str) -> NodeId {
        self.at += 1;
        self.take("grant option for");
        let from = self.at;
        self.skip_while(|it| !it.is("on") && !it.is("to") && !it.is("from") && !it.starts_statement());
        let mut parts = vec![self.part(QueryPart::Rights, from, &[])];
        if self.take("on") {
            for kind in
                ["table", "schema", "database", "sequence", "function", "procedure", "type", "object", "language"]
            {
                if self.is(kind) && (self.name_ahead(1) || self.mark_ahead(1, "::")) {
                    self.at += 1;
                    break;
                }
            }
            let _ = self.take_mark("::") || self.take_mark(":");
            if self.is("all") {
                let from = self.at;
                self.skip_while(|it| !it.is("to") && !it.is("from"));
                parts.push(self.part(QueryPart::Options, from, &[]));
            } else {
                let names = self.list_of(|it| {
                    let path = it.path();
                    if it.mark_ahead(0, ".") {
                        it.at += 2;
                    }
                    if it.is_mark("(") {
                        it.skip_one();
                    }
                    path
                });
                parts.extend(names);
            }
        }
        self.skip_while(|it| !it.is("to") && !it.is("from") && !it.starts_statement());
        if self.take("to") || self.take("from") {
            let from = self.at;
            let names = self.list_of(Self::name);
            parts.push(self.part(QueryPart::Roles, from, &names));
        }
        if !self.starts_statement() {
            parts.extend(self.options());
        }
        let part = match word {
            "grant" => QueryPart::Grant,
            "revoke" => QueryPart::Revoke,
            _ => QueryPart::Other,
        };
        self.part(part, start, &parts)
    }

    fn describe(&mut self, start: usize) -> NodeId {
        self.at += 2;
        let form = match self.lower().as_str() {
            "table" => ObjectForm::Table,
            "column" => ObjectForm::Column,
            "view" => ObjectForm::View,
            "function" => ObjectForm::Function,
            "index" => ObjectForm::Index,
            "schema" => ObjectForm::Schema,
            "type" => ObjectForm::Type,
            "constraint" => ObjectForm::Constraint,
            "trigger" => ObjectForm::Trigger,
            "extension" => ObjectForm::Extension,
            "procedure" => ObjectForm::Procedure,
            "sequence" => ObjectForm::Sequence,
            _ => ObjectForm::Other,
        };
        self.at += 1;
        let mut parts = Vec::new();
        parts.extend(self.path());
        self.skip_while(|it| !it.is("is"));
        if self.take("is") && self.peek().kind == TokenKind::Text {
            let token = self.next();
            parts.push(self.lowering.node(Kind::Text(TextForm::Text), token.span));
        }
        if !self.starts_statement() {
            parts.extend(self.options());
        }
        self.part(QueryPart::Describe(form), start, &parts)
    }

    fn transaction(&mut self, start: usize, word: &str) -> Option<NodeId> {
        let tran = |it: &Self| {
            ["transaction", "tran", "work", "deferred", "immediate", "exclusive"].iter().any(|at| it.word_ahead(1, at))
        };
        let bare = self.mark_ahead(1, ";") || matches!(self.ahead(1).kind, TokenKind::End | TokenKind::Batch);
        let part = match word {
            "begin" if tran(self) || bare && !self.in_routine => QueryPart::Begin,
            "start" if tran(self) => QueryPart::Begin,
            "commit" => QueryPart::Commit,
            "rollback" | "abort" => QueryPart::Rollback,
            "end" if bare && !self.in_routine => QueryPart::Commit,
            "savepoint" => QueryPart::Savepoint,
            "save" if tran(self) => QueryPart::Savepoint,
            _ => return self.procedural(start, word),
        };
        self.at += 1;
        if tran(self) || self.is_any(&["transaction", "tran", "work", "to"]) {
            self.at += 1;
        }
        self.skip_while(|it| !it.starts_statement() && !it.closes_block() && !it.peek().first);
        Some(self.part(part, start, &[]))
    }

    /// `copy`, `bulk insert`; rows that follow it are left out.
    fn copy(&mut self, start: usize) -> NodeId {
        let bulk = self.is("bulk");
        self.at += 1;
        self.take("insert");
        self.take("into");
        let mut parts = Vec::new();
        if self.opens_query() {
            self.at += 1;
            parts.extend(self.query());
            self.close();
        } else {
            parts.extend(self.table_only());
            parts.extend(self.fields());
        }
        let from = self.at;
        let reads = bulk || self.is("from");
        if !reads && self.is("to") {
            parts.push(self.part(QueryPart::Into, from, &[]));
        }
        let from = self.at;
        let mut inline = false;
        while !self.ends_statement() {
            inline |= self.is("stdin");
            self.skip_one();
        }
        if self.at > from {
            parts.push(self.part(QueryPart::Options, from, &[]));
        }
        if inline && reads {
            // The rows end with a line `\.`.
            while !self.is_end() {
                let token = self.next();
                if token.kind == TokenKind::Command && self.text(token).starts_with("\\.") {
                    break;
                }
            }
        }
        self.part(QueryPart::Copy, start, &parts)
    }

    fn set(&mut self, start: usize) -> NodeId {
        self.at += 1;
        if self.is_any(&["local", "session", "global", "transaction"]) && !self.mark_ahead(1, "=") {
            self.at += 1;
        }
        let variable = self.is_at_variable();
        let path = if variable {
            let token = self.next();
            Some(self.leaf(QueryPart::Parameter, token.span))
        } else {
            self.path()
        };
        let mut parts: Vec<NodeId> = path.into_iter().collect();
        // `set @n += 1`
        let compound = variable
            && self.mark_ahead(1, "=")
            && ["+", "-", "*", "/", "%", "&", "|", "^"].iter().any(|it| self.is_mark(it));
        self.at += usize::from(compound);
        let assigns = self.is_mark("=") || self.is_mark(":=");
        if assigns && (variable || self.in_routine) {
            self.at += 1;
            parts.push(self.expression());
            let node = self.part(QueryPart::Assign, start, &parts);
            if !self.ends_statement() && !self.starts_statement() && !self.closes_block() {
                self.unread(Self::closes_block);
            }
            return node;
        }
        // An option goes to the end of its line where nothing else ends it.
        self.skip_while(|it| !it.peek().first || it.is_mark(","));
        self.part(QueryPart::Setting, start, &parts)
    }
}
