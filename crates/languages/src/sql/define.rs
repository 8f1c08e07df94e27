//! Definitions: tables with their columns and rules, views, indexes, and how they are changed and removed.

use code::{NodeId, ObjectForm, QueryPart};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// `create`.
    pub fn create(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        self.flags(&mut parts);
        let Some(form) = self.object() else {
            parts.extend(self.options());
            return self.part(QueryPart::Other, start, &parts);
        };
        self.guard(&mut parts);
        match form {
            ObjectForm::Table => self.create_table(start, parts),
            ObjectForm::View | ObjectForm::MaterializedView => self.create_view(form, start, parts),
            ObjectForm::Index | ObjectForm::UniqueIndex => self.create_index(form, start, parts),
            ObjectForm::Function | ObjectForm::Procedure => self.routine(form, start, parts),
            ObjectForm::Trigger => self.trigger(start, parts),
            ObjectForm::Package => {
                parts.extend(self.path());
                self.package(start, parts)
            }
            ObjectForm::Type if self.type_body() => self.routine_rest(form, start, parts),
            _ => {
                parts.extend(self.path());
                if matches!(form, ObjectForm::Policy | ObjectForm::Synonym) && (self.take("on") || self.take("for")) {
                    parts.extend(self.table_only());
                }
                parts.extend(self.options());
                self.part(QueryPart::Create(form), start, &parts)
            }
        }
    }

    pub fn type_body(&self) -> bool {
        self.is("body")
    }

    /// A definition of which nothing is said but its name; its text goes to the end of the batch.
    pub fn routine_rest(&mut self, form: ObjectForm, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        self.take("body");
        parts.extend(self.path());
        while !self.is_end() && self.peek().kind != TokenKind::Batch {
            self.next();
        }
        self.part(QueryPart::Create(form), start, &parts)
    }

    /// Words between the verb and the object.
    pub fn flags(&mut self, parts: &mut Vec<NodeId>) {
        loop {
            let from = self.at;
            if self.take("or replace") || self.take("or alter") {
                parts.push(self.part(QueryPart::Replacing, from, &[]));
            } else if self.is_any(&["temp", "temporary"]) {
                self.at += 1;
                parts.push(self.part(QueryPart::Temporary, from, &[]));
            } else if self.is_any(&[
                "global",
                "local",
                "unlogged",
                "external",
                "foreign",
                "force",
                "noforce",
                "editionable",
                "noneditionable",
                "clustered",
                "nonclustered",
                "trusted",
                "constraint",
                "transient",
                "public",
                "columnstore",
                "spatial",
                "bitmap",
                "secure",
                "recursive",
                "hypertable",
                "shared",
            ]) || self.is("event") && self.word_ahead(1, "trigger")
            {
                self.at += 1;
            } else if self.is("definer") && self.mark_ahead(1, "=") {
                self.skip_while(|it| !it.is_any(&["function", "procedure", "view", "trigger", "sql", "event"]));
                self.take("sql security definer");
                self.take("sql security invoker");
            } else if self.is("algorithm") && self.mark_ahead(1, "=") {
                self.at += 3;
            } else if !(self.take("sql security definer") || self.take("sql security invoker")) {
                return;
            }
        }
    }

    /// The kind of thing that a definition is about.
    pub fn object(&mut self) -> Option<ObjectForm> {
        use ObjectForm::{
            Database, Domain, Extension, Function, Index, MaterializedView, Package, Policy, Procedure, Role, Schema,
            Sequence, Synonym, Table, Trigger, Type, UniqueIndex, View,
        };
        if self.is_all("materialized view") {
            self.at += 2;
            return Some(MaterializedView);
        }
        if self.is("unique") {
            self.at += 1;
            self.take("clustered");
            self.take("nonclustered");
            self.take("index");
            return Some(UniqueIndex);
        }
        if self.is("fulltext") && (self.word_ahead(1, "index") || self.word_ahead(1, "key")) {
            self.at += 2;
            return Some(Index);
        }
        let form = match self.lower().as_str() {
            "table" => Table,
            "view" => View,
            "index" => Index,
            "schema" => Schema,
            "database" => Database,
            "sequence" => Sequence,
            "type" => Type,
            "domain" => Domain,
            "extension" => Extension,
            "trigger" => Trigger,
            "function" | "macro" => Function,
            "procedure" | "proc" => Procedure,
            "package" => Package,
            // `user mapping for …` is no user.
            "user" if self.word_ahead(1, "mapping") => return None,
            "role" | "user" | "login" | "group" => Role,
            "policy" => Policy,
            "synonym" => Synonym,
            _ => return None,
        };
        self.at += 1;
        Some(form)
    }

    /// `if not exists`, `if exists`, `concurrently`.
    pub fn guard(&mut self, parts: &mut Vec<NodeId>) {
        loop {
            let from = self.at;
            if self.take("if not exists") || self.take("if exists") {
                parts.push(self.part(QueryPart::Guarded, from, &[]));
            } else if self.take("concurrently") {
                parts.push(self.part(QueryPart::Concurrent, from, &[]));
            } else {
                return;
            }
        }
    }

    pub fn create_table(&mut self, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        parts.extend(self.table_only());
        if self.take("of") {
            self.path();
        }
        if self.take("partition of") {
            let from = self.at;
            let other = self.path();
            let node: Vec<NodeId> = other.into_iter().collect();
            parts.push(self.part(QueryPart::Options, from, &node));
        }
        if self.is("like") {
            self.at += 1;
            self.path();
            parts.extend(self.options());
            return self.part(QueryPart::Create(ObjectForm::Table), start, &parts);
        }
        if self.is_mark("(") && !self.opens_query() {
            self.at += 1;
            self.table_parts(&mut parts);
            self.close();
        }
        // Wishes about storage, then maybe a query.
        let from = self.at;
        self.skip_while(|it| {
            let goes_on = it.is_any(&["comment", "start", "with", "on"]) || !it.starts_statement();
            goes_on && !it.is("as") && !it.is("select")
        });
        if self.at > from {
            parts.push(self.part(QueryPart::Options, from, &[]));
        }
        if self.is("as") || self.is("select") {
            self.take("as");
            parts.extend(self.query());
            if !self.ends_statement() && !self.starts_statement() {
                parts.extend(self.options());
            }
        }
        self.part(QueryPart::Create(ObjectForm::Table), start, &parts)
    }

    pub fn create_view(&mut self, form: ObjectForm, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        parts.extend(self.table_only());
        if self.is_mark("(") {
            parts.extend(self.fields());
        }
        let from = self.at;
        self.skip_while(|it| !it.is("as") && !it.is("select"));
        if self.at > from {
            parts.push(self.part(QueryPart::Options, from, &[]));
        }
        self.take("as");
        parts.extend(self.query());
        if !self.ends_statement() && !self.starts_statement() {
            parts.extend(self.options());
        }
        self.part(QueryPart::Create(form), start, &parts)
    }

    pub fn create_index(&mut self, form: ObjectForm, start: usize, mut parts: Vec<NodeId>) -> NodeId {
        if !self.is("on") {
            parts.extend(self.path());
        }
        if self.take("on") {
            self.take("only");
            parts.extend(self.table_only());
        }
        let from = self.at;
        if self.take("using") {
            let word = self.any_name();
            parts.push(self.part(QueryPart::Options, from, &[word]));
        }
        if self.take_mark("(") {
            let keys = self.list_of(|it| {
                if it.is_mark(")") {
                    return None;
                }
                let start = it.at;
                let value = it.expression();
                // An operator class or a collation.
                while it.at_name() && !it.is_any(&["asc", "desc", "nulls"]) {
                    it.at += 1;
                    if it.is_mark("(") {
                        it.skip_one();
                    }
                }
                let descending = it.take("desc");
                it.take("asc");
                if it.take("nulls") {
                    it.at += 1;
                }
                Some(it.part(QueryPart::Key { descending }, start, &[value]))
            });
            parts.extend(keys);
            self.close();
        }
        self.skip_while(|it| !it.is("where") && !it.starts_statement());
        let from = self.at;
        if self.take("where") {
            let condition = self.expression();
            parts.push(self.part(QueryPart::Where, from, &[condition]));
        }
        if !self.starts_statement() {
            parts.extend(self.options());
        }
        self.part(QueryPart::Create(form), start, &parts)
    }

    /// `drop`.
    pub fn drop_object(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        self.flags(&mut parts);
        let Some(form) = self.object() else {
            parts.extend(self.options());
            return self.part(QueryPart::Other, start, &parts);
        };
        self.guard(&mut parts);
        let names = self.list_of(|it| {
            let path = it.path();
            if it.is_mark("(") {
                it.skip_one();
            }
            path
        });
        parts.extend(names);
        let from = self.at;
        if self.take("on") {
            parts.extend(self.table_only());
        }
        if self.take("cascade") {
            parts.push(self.part(QueryPart::Cascade, from, &[]));
        }
        if !self.starts_statement() && !self.closes_block() {
            parts.extend(self.options());
        }
        self.part(QueryPart::Drop(form), start, &parts)
    }

    /// `alter`.
    pub fn alter(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        self.flags(&mut parts);
        let Some(form) = self.object() else {
            parts.extend(self.options());
            return self.part(QueryPart::Other, start, &parts);
        };
        self.guard(&mut parts);
        if matches!(form, ObjectForm::Function | ObjectForm::Procedure | ObjectForm::View | ObjectForm::Trigger)
            && !self.alters_only()
        {
            // One dialect writes the whole definition again.
            parts.push(self.part(QueryPart::Replacing, start, &[]));
            return match form {
                ObjectForm::View => self.create_view(form, start, parts),
                ObjectForm::Trigger => self.trigger(start, parts),
                _ => self.routine(form, start, parts),
            };
        }
        self.take("only");
        parts.extend(self.path());
        if self.is_mark("(") {
            self.skip_one();
        }
        self.take_mark("*");
        if form != ObjectForm::Table {
            let from = self.at;
            if self.take("owner to") {
                let name = self.name();
                parts.push(self.part(QueryPart::Owner, from, &name.into_iter().collect::<Vec<_>>()));
            } else if self.take("rename to") {
                let name = self.name();
                parts.push(self.part(QueryPart::Rename, from, &name.into_iter().collect::<Vec<_>>()));
            }
            parts.extend(self.options());
            return self.part(QueryPart::Alter(form), start, &parts);
        }
        if self.is_all("with check") || self.is_all("with nocheck") {
            self.at += 2;
        }
        loop {
            let before = self.at;
            self.alter_table_action(&mut parts);
            if !self.is_mark(",") && !self.ends_statement() && !self.starts_statement() && !self.closes_block() {
                parts.extend(self.unread(|it| it.is_mark(",") || it.closes_block()));
            }
            if !self.take_mark(",") || self.at == before {
                break;
            }
        }
        self.part(QueryPart::Alter(form), start, &parts)
    }

    /// Whether an `alter` of a view or a routine names one change, not a new definition.
    pub fn alters_only(&self) -> bool {
        let mut n = 0;
        while !matches!(self.ahead(n).kind, TokenKind::End | TokenKind::Batch) && !self.mark_ahead(n, ";") {
            if self.word_ahead(n, "as") || self.word_ahead(n, "begin") {
                return false;
            }
            n += 1;
        }
        true
    }

    pub fn alter_table_action(&mut self, parts: &mut Vec<NodeId>) {
        let from = self.at;
        if self.take("add") {
            let column = self.take("column");
            self.take("if not exists");
            if self.is_mark("(") {
                self.at += 1;
                let mut inner = Vec::new();
                self.table_parts(&mut inner);
                self.close();
                parts.push(self.part(QueryPart::Add, from, &inner));
                return;
            }
            let mut inner: Vec<NodeId> = if column { self.column() } else { self.table_part() }.into_iter().collect();
            // Further ones without the word.
            while self.is_mark(",")
                && !self.word_ahead(1, "add")
                && !self.word_ahead(1, "drop")
                && !self.word_ahead(1, "alter")
                && !self.word_ahead(1, "modify")
                && !self.word_ahead(1, "change")
                && !self.word_ahead(1, "algorithm")
                && !self.word_ahead(1, "rename")
            {
                self.at += 1;
                inner.extend(self.table_part());
            }
            if self.take("after") {
                self.name();
            }
            self.take("first");
            parts.push(self.part(QueryPart::Add, from, &inner));
        } else if self.take("drop") {
            let form = if self.take("constraint")
                || self.take("foreign key")
                || self.take("primary key")
                || self.take("check")
            {
                ObjectForm::Constraint
            } else if self.take("index") || self.take("key") {
                ObjectForm::Index
            } else {
                self.take("column");
                ObjectForm::Column
            };
            self.take("if exists");
            let name = self.name();
            self.take("cascade");
            self.take("restrict");
            parts.push(self.part(QueryPart::Remove(form), from, &name.into_iter().collect::<Vec<_>>()));
        } else if self.take("rename") {
            let mut names = Vec::new();
            if self.take("constraint") || self.take("index") || self.take("key") {
                self.name();
                self.take("to");
                self.name();
                parts.push(self.part(QueryPart::Options, from, &[]));
                return;
            }
            self.take("column");
            if !self.is("to") && !self.is("as") {
                names.extend(self.name());
            }
            if self.take("to") || self.take("as") {
                names.extend(self.path());
            }
            parts.push(self.part(QueryPart::Rename, from, &names));
        } else if self.take("owner to") {
            let name = self.name();
            parts.push(self.part(QueryPart::Owner, from, &name.into_iter().collect::<Vec<_>>()));
        } else if self.is_any(&["alter", "modify"]) && !self.word_ahead(1, "index") {
            self.at += 1;
            self.take("column");
            let Some(name) = self.name() else { return };
            let mut inner = vec![name];
            if self.take("set data type") || self.take("type") {
                inner.push(self.type_name());
                if self.take("using") {
                    self.expression();
                }
            } else if self.take("set") || self.take("drop") {
                self.skip_while(|it| !it.is_mark(",") && !it.starts_statement());
            } else if self.at_name() {
                inner.push(self.type_name());
                self.column_rules(&mut inner);
            }
            parts.push(self.part(QueryPart::Change, from, &inner));
        } else if self.take("change") {
            self.take("column");
            let Some(name) = self.name() else { return };
            let mut inner = vec![name];
            let column = self.column();
            inner.extend(column);
            parts.push(self.part(QueryPart::Change, from, &inner));
        } else {
            parts.extend(self.options_to_comma());
        }
    }

    pub fn options_to_comma(&mut self) -> Option<NodeId> {
        let start = self.at;
        self.skip_while(|it| !(it.is_mark(",") || it.at > start && it.starts_statement()));
        (self.at > start).then(|| self.part(QueryPart::Options, start, &[]))
    }
}
