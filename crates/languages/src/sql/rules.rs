//! Columns of tables and the rules for them.

use code::{ConstraintForm, Kind, NodeId, QueryPart, Reaction, TextForm};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// Columns and rules, parted by commas.
    pub fn table_parts(&mut self, parts: &mut Vec<NodeId>) {
        while !self.is_mark(")") && !self.is_end() && self.peek().kind != TokenKind::Batch {
            let before = self.at;
            parts.extend(self.table_part());
            if !self.is_mark(",") && !self.is_mark(")") {
                parts.extend(self.unread(|it| it.is_mark(",") || it.is_mark(")")));
            }
            self.take_mark(",");
            if self.at == before {
                self.skip_one();
            }
        }
    }

    pub fn table_part(&mut self) -> Option<NodeId> {
        if let Some(rule) = self.table_rule() {
            return Some(rule);
        }
        self.column()
    }

    /// A rule of a table, if one is next.
    pub fn table_rule(&mut self) -> Option<NodeId> {
        let start = self.at;
        let mut parts = Vec::new();
        let from = self.at;
        if self.is("constraint") && !self.mark_ahead(1, ",") {
            self.at += 1;
            if !self.is_any(&["primary", "foreign", "unique", "check"]) {
                let name = self.name();
                parts.push(self.part(QueryPart::ConstraintName, from, &name.into_iter().collect::<Vec<_>>()));
            }
        }
        let named = !parts.is_empty();
        let form = if self.is("like") && !named {
            self.at += 1;
            self.path();
            self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")"));
            return Some(self.part(QueryPart::Options, start, &[]));
        } else if self.take("primary key") {
            self.index_words();
            parts.extend(self.fields());
            ConstraintForm::PrimaryKey
        } else if self.take("foreign key") {
            if !self.is_mark("(") {
                self.name();
            }
            parts.extend(self.fields());
            self.references(&mut parts);
            ConstraintForm::References
        } else if self.is("unique")
            && (named
                || self.mark_ahead(1, "(")
                || self.word_ahead(1, "key")
                || self.word_ahead(1, "index")
                || self.name_ahead(1)
                || self.word_ahead(1, "nonclustered")
                || self.word_ahead(1, "clustered"))
        {
            self.at += 1;
            self.index_words();
            if !self.is_mark("(") {
                self.name();
            }
            parts.extend(self.fields());
            ConstraintForm::Unique
        } else if self.is("check") && self.mark_ahead(1, "(") {
            self.at += 2;
            parts.push(self.expression());
            self.close();
            ConstraintForm::Check
        } else if self.is("exclude") && (self.mark_ahead(1, "(") || self.word_ahead(1, "using")) {
            self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")"));
            ConstraintForm::Other
        } else if named && self.is("default") {
            self.at += 1;
            parts.push(self.expression());
            if self.take("for") {
                parts.extend(self.name());
            }
            ConstraintForm::Default
        } else if (self.is("key") || self.is("index"))
            && (self.mark_ahead(1, "(")
                || self.mark_ahead(2, "(")
                || self.word_ahead(2, "using")
                || self.word_ahead(2, "nonclustered")
                || self.word_ahead(2, "clustered"))
            || (self.is("fulltext") || self.is("spatial")) && self.is_key_word(1)
        {
            self.at += 1;
            self.take("key");
            self.take("index");
            if !self.is_mark("(") {
                parts.extend(self.name());
            }
            self.index_words();
            parts.extend(self.fields());
            ConstraintForm::Index
        } else {
            self.at = start;
            return None;
        };
        // `deferrable`, `with (…)`, `on [primary]`, `not valid`, `using btree`.
        self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")") && !it.starts_statement());
        Some(self.part(QueryPart::Constraint(form), start, &parts))
    }

    pub fn is_key_word(&self, n: usize) -> bool {
        self.word_ahead(n, "key") || self.word_ahead(n, "index")
    }

    pub fn index_words(&mut self) {
        loop {
            if self.is_any(&["clustered", "nonclustered", "key", "index"]) {
                self.at += 1;
            } else if self.is("using") {
                self.at += 2;
            } else if self.is_all("nulls not distinct") {
                self.at += 3;
            } else {
                return;
            }
        }
    }

    /// `references t (a) on delete cascade`.
    pub fn references(&mut self, parts: &mut Vec<NodeId>) {
        if !self.take("references") {
            return;
        }
        parts.extend(self.table_only());
        parts.extend(self.fields());
        loop {
            let from = self.at;
            if self.is_all("on delete") || self.is_all("on update") {
                let deletes = self.is_all("on delete");
                self.at += 2;
                let reaction = if self.take("cascade") {
                    Reaction::Cascade
                } else if self.take("set null") {
                    Reaction::SetNull
                } else if self.take("set default") {
                    Reaction::SetDefault
                } else {
                    self.take("no");
                    self.take("restrict");
                    self.take("action");
                    Reaction::Restrict
                };
                if deletes {
                    parts.push(self.part(QueryPart::OnDelete(reaction), from, &[]));
                }
            } else if self.take("match") || self.is_any(&["deferrable", "initially", "deferred", "immediate"]) {
                self.at += 1;
            } else if !(self.take("not deferrable") || self.take("not valid") || self.take("not for replication")) {
                return;
            }
        }
    }

    /// A column with its type and rules.
    pub fn column(&mut self) -> Option<NodeId> {
        let start = self.at;
        if !matches!(self.peek().kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Text) {
            return None;
        }
        let mut parts = vec![self.any_name()];
        let bare = self.is_mark(",")
            || self.is_mark(")")
            || self.is_any(&["primary", "references", "unique", "check", "not", "default", "constraint"]);
        if self.is("as") {
            // A computed column.
        } else if !bare && matches!(self.peek().kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Template) {
            parts.push(self.type_name());
        }
        self.column_rules(&mut parts);
        Some(self.part(QueryPart::ColumnOf, start, &parts))
    }

    pub fn column_rules(&mut self, parts: &mut Vec<NodeId>) {
        use ConstraintForm as Form;
        loop {
            let start = self.at;
            if self.is_mark(",") || self.is_mark(")") || self.ends_statement() {
                return;
            }
            let mut inner = Vec::new();
            let from = self.at;
            if self.is("constraint") {
                self.at += 1;
                let name = self.name();
                inner.push(self.part(QueryPart::ConstraintName, from, &name.into_iter().collect::<Vec<_>>()));
            }
            let form = if self.take("not null") {
                self.take("enable");
                Form::NotNull
            } else if self.take("null") {
                Form::Null
            } else if self.take("primary key") {
                self.index_words();
                self.take("asc");
                self.take("desc");
                Form::PrimaryKey
            } else if self.take("unique") {
                self.take("key");
                Form::Unique
            } else if self.is("default") {
                self.at += 1;
                self.take("on null");
                let value = self.expression_of_default();
                inner.push(value);
                Form::Default
            } else if self.is("check") && self.mark_ahead(1, "(") {
                self.at += 2;
                inner.push(self.expression());
                self.close();
                Form::Check
            } else if self.is("references") || self.take("foreign key") {
                self.references(&mut inner);
                Form::References
            } else if self.is_any(&["auto_increment", "autoincrement"]) || self.is("identity") {
                self.at += 1;
                if self.is_mark("(") {
                    self.skip_one();
                }
                Form::Identity
            } else if self.is("generated") || self.is("as") && self.mark_ahead(1, "(") {
                self.take("generated");
                self.take("always");
                self.take("by default");
                self.take("on null");
                self.take("as");
                if self.take("identity") {
                    if self.is_mark("(") {
                        self.skip_one();
                    }
                    Form::Identity
                } else if self.is_mark("(") {
                    self.at += 1;
                    inner.push(self.expression());
                    self.close();
                    if self.is_any(&["stored", "virtual", "persisted"]) {
                        self.at += 1;
                    }
                    Form::Computed
                } else {
                    self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")"));
                    Form::Other
                }
            } else if self.is("as") {
                self.at += 1;
                inner.push(self.expression());
                self.take("persisted");
                Form::Computed
            } else if self.is("comment") && self.ahead(1).kind == TokenKind::Text {
                self.at += 1;
                let token = self.next();
                inner.push(self.lowering.node(Kind::Text(TextForm::Text), token.span));
                Form::Remark
            } else if self.take("collate") || self.take("character set") || self.take("charset") {
                self.path();
                continue;
            } else if self.take("on update") {
                self.expression();
                Form::Other
            } else if self.starts_statement() {
                return;
            } else {
                // Whatever else a dialect knows.
                self.skip_one();
                continue;
            };
            parts.push(self.part(QueryPart::Constraint(form), start, &inner));
        }
    }

    /// A default is one value, so that a rule behind it is not taken for a part of it.
    pub fn expression_of_default(&mut self) -> NodeId {
        self.expression()
    }
}
