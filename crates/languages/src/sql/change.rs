//! Changes of rows: insert, update, delete, merge.

use code::{BranchAct, BranchForm, BranchRows, InsertForm, NodeId, QueryPart};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// `insert`, `replace`.
    pub fn insert(&mut self, start: usize, with: Option<NodeId>) -> NodeId {
        let mut form = if self.take("replace") { InsertForm::Replace } else { InsertForm::Plain };
        self.take("insert");
        if self.take("ignore") || self.take("or ignore") {
            form = InsertForm::Ignore;
        } else if self.take("or replace") {
            form = InsertForm::Replace;
        } else if self.take("overwrite") {
            form = InsertForm::Overwrite;
        }
        while self.is_any(&["low_priority", "delayed", "high_priority"]) {
            self.at += 1;
        }
        self.take("into");
        self.take("table");
        let mut parts: Vec<NodeId> = with.into_iter().collect();
        match self.table_only() {
            Some(table) => parts.push(table),
            None => {
                parts.extend(self.unread(|_| false));
                return self.part(QueryPart::Other, start, &parts);
            }
        }
        if self.is_mark("(") && !self.opens_query() {
            parts.extend(self.fields());
        }
        if self.is_all("overriding system value") || self.is_all("overriding user value") {
            self.at += 3;
        }
        let from = self.at;
        if self.is("output") {
            self.at += 1;
            let outputs = self.list_of(|it| Some(it.output()));
            parts.push(self.part(QueryPart::Returning, from, &outputs));
            if self.take("into") {
                self.table_only();
                self.fields();
            }
        }
        let from = self.at;
        if self.is("values") || self.is("value") {
            parts.push(self.values());
        } else if self.take("default values") {
            parts.push(self.part(QueryPart::Options, from, &[]));
        } else if self.is_any(&["exec", "execute", "call"]) {
            parts.extend(self.unread(|_| false));
        } else if self.is("set") {
            parts.extend(self.assignments());
        } else if let Some(query) = self.query() {
            parts.push(query);
        } else {
            parts.extend(self.unread(|it| it.is_any(&["on", "returning"])));
        }
        let from = self.at;
        // A new row by its name.
        if self.take("as") {
            self.name();
        }
        if self.is_all("on conflict") || self.is_all("on duplicate") {
            self.at += 2;
            let mut inner = Vec::new();
            if self.take("key update") {
                inner.extend(self.list_of(Self::assignment));
            } else {
                inner.extend(self.fields());
                if self.take("on constraint") {
                    self.name();
                }
                if self.take("where") {
                    self.expression();
                }
                if self.take("do update") && self.is("set") {
                    inner.extend(self.assignments());
                    let from = self.at;
                    if self.take("where") {
                        let condition = self.expression();
                        inner.push(self.part(QueryPart::Where, from, &[condition]));
                    }
                } else {
                    self.take("do nothing");
                }
            }
            parts.push(self.part(QueryPart::Conflict, from, &inner));
        }
        self.returning(&mut parts);
        self.rest(&mut parts);
        self.part(QueryPart::Insert(form), start, &parts)
    }

    /// A table without another name.
    pub fn table_only(&mut self) -> Option<NodeId> {
        let start = self.at;
        let path = if self.is_at_variable() {
            let token = self.next();
            self.leaf(QueryPart::Parameter, token.span)
        } else if self.peek().kind == TokenKind::Text && self.text(self.peek()).starts_with('\'') {
            let name = self.any_name();
            self.part(QueryPart::Path, start, &[name])
        } else {
            self.path()?
        };
        let mut parts = vec![path];
        if self.is("as") && self.name_ahead(1) && !self.word_ahead(1, "select") {
            let from = self.at;
            self.at += 1;
            let name = self.any_name();
            parts.push(self.part(QueryPart::Alias, from, &[name]));
        }
        if self.is("with") && self.mark_ahead(1, "(") && !self.word_ahead(2, "select") {
            self.at += 1;
            self.skip_one();
        }
        Some(self.part(QueryPart::Table, start, &parts))
    }

    /// What is left of a statement.
    pub fn rest(&mut self, parts: &mut Vec<NodeId>) {
        if !self.is_mark(")") && !self.starts_statement() && !self.closes_block() {
            parts.extend(self.unread(|it| it.is_mark(")") || it.closes_block()));
        }
    }

    /// Whether the block around a statement goes on or ends here.
    pub fn closes_block(&self) -> bool {
        self.in_routine && self.is_any(&["end", "else", "elsif", "elseif", "exception", "when"])
    }

    fn assignment(&mut self) -> Option<NodeId> {
        let start = self.at;
        let token = self.peek();
        let target = if self.is_at_variable() {
            self.at += 1;
            self.leaf(QueryPart::Parameter, token.span)
        } else if self.is_mark("(") {
            self.fields()?
        } else {
            self.path()?
        };
        while self.is_mark("[") {
            self.at += 1;
            self.expression();
            self.take_mark("]");
        }
        let adds = self.is_mark("+") || self.is_mark("-") || self.is_mark("*") || self.is_mark("/");
        if adds {
            self.at += 1;
        }
        if !self.take_mark("=") && !self.take_mark(":=") {
            return Some(self.part(QueryPart::Unread, start, &[target]));
        }
        let value = self.expression();
        let part = if adds { QueryPart::Unread } else { QueryPart::Assign };
        Some(self.part(part, start, &[target, value]))
    }

    /// `set a = 1, b = 2`.
    pub fn assignments(&mut self) -> Vec<NodeId> {
        self.take("set");
        self.list_of(Self::assignment)
    }

    fn returning(&mut self, parts: &mut Vec<NodeId>) {
        let start = self.at;
        if self.take("returning") {
            let mut outputs = self.list_of(|it| Some(it.output()));
            let from = self.at;
            if self.take("into") {
                self.take("strict");
                let targets = self.list_of(Self::path);
                outputs.push(self.part(QueryPart::Into, from, &targets));
            }
            parts.push(self.part(QueryPart::Returning, start, &outputs));
        }
    }

    /// Rows that a change writes down.
    fn output_clause(&mut self, parts: &mut Vec<NodeId>) {
        let start = self.at;
        if self.take("output") {
            let outputs = self.list_of(|it| Some(it.output()));
            parts.push(self.part(QueryPart::Returning, start, &outputs));
            if self.take("into") {
                self.table_only();
                self.fields();
            }
        }
    }

    fn filter(&mut self, parts: &mut Vec<NodeId>) {
        let start = self.at;
        if self.take("where") {
            if self.is_all("current of") {
                parts.extend(self.unread(|_| false));
            } else {
                let condition = self.expression();
                parts.push(self.part(QueryPart::Where, start, &[condition]));
            }
        }
        self.tail(parts);
    }

    /// `update`.
    pub fn update(&mut self, start: usize, with: Option<NodeId>) -> NodeId {
        self.at += 1;
        let mut parts: Vec<NodeId> = with.into_iter().collect();
        self.take("only");
        self.take("ignore");
        let from = self.at;
        if self.is("top") && self.mark_ahead(1, "(") {
            self.at += 2;
            let n = self.expression();
            self.close();
            parts.push(self.part(QueryPart::Limit, from, &[n]));
        }
        let Some(table) = self.table() else {
            parts.extend(self.unread(|_| false));
            return self.part(QueryPart::Other, start, &parts);
        };
        parts.push(table);
        self.joins(&mut parts);
        if !self.is("set") {
            parts.extend(self.unread(|it| it.is("set")));
        }
        if self.is("set") {
            parts.extend(self.assignments());
        }
        self.output_clause(&mut parts);
        if self.is("from") {
            self.sources(&mut parts);
        }
        self.filter(&mut parts);
        self.returning(&mut parts);
        self.rest(&mut parts);
        self.part(QueryPart::Update, start, &parts)
    }

    /// `delete`.
    pub fn delete(&mut self, start: usize, with: Option<NodeId>) -> NodeId {
        self.at += 1;
        let mut parts: Vec<NodeId> = with.into_iter().collect();
        let from = self.at;
        if self.is("top") && self.mark_ahead(1, "(") {
            self.at += 2;
            let n = self.expression();
            self.close();
            parts.push(self.part(QueryPart::Limit, from, &[n]));
        }
        self.take("from");
        self.take("only");
        let Some(table) = self.table() else {
            parts.extend(self.unread(|_| false));
            return self.part(QueryPart::Other, start, &parts);
        };
        parts.push(table);
        self.output_clause(&mut parts);
        if self.is_any(&["from", "using"]) {
            self.sources(&mut parts);
        }
        self.joins(&mut parts);
        self.filter(&mut parts);
        self.returning(&mut parts);
        self.rest(&mut parts);
        self.part(QueryPart::Delete, start, &parts)
    }

    /// `merge`.
    pub fn merge(&mut self, start: usize, with: Option<NodeId>) -> NodeId {
        self.at += 1;
        let mut parts: Vec<NodeId> = with.into_iter().collect();
        self.take("into");
        parts.extend(self.table());
        if self.is("using") {
            // One source, without what `on` says of a join.
            self.sources(&mut parts);
        }
        let from = self.at;
        if self.take("on") {
            let condition = self.expression();
            parts.push(self.part(QueryPart::On, from, &[condition]));
        }
        while self.is("when") {
            let from = self.at;
            self.at += 1;
            let negated = self.take("not");
            self.take("matched");
            let gone = self.take("by source");
            self.take("by target");
            let rows = if gone {
                BranchRows::Gone
            } else if negated {
                BranchRows::New
            } else {
                BranchRows::Matched
            };
            let mut inner = Vec::new();
            if self.take("and") {
                inner.push(self.expression());
            }
            self.take("then");
            let act = if self.take("update") {
                inner.extend(self.assignments());
                let from = self.at;
                if self.take("where") {
                    let condition = self.expression();
                    inner.push(self.part(QueryPart::Where, from, &[condition]));
                }
                BranchAct::Update
            } else if self.take("insert") {
                inner.extend(self.fields());
                if self.is("values") {
                    inner.push(self.values());
                }
                BranchAct::Insert
            } else if self.take("delete") {
                BranchAct::Delete
            } else {
                self.take("do nothing");
                BranchAct::Nothing
            };
            parts.push(self.part(QueryPart::Branch(BranchForm { rows, act }), from, &inner));
        }
        self.output_clause(&mut parts);
        self.returning(&mut parts);
        self.tail(&mut parts);
        self.rest(&mut parts);
        self.part(QueryPart::Merge, start, &parts)
    }
}
