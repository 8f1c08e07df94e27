//! Sources of rows: tables, queries, functions, and how they join.

use code::{JoinForm, NodeId, QueryPart};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// `from` with all its sources.
    pub fn sources(&mut self, parts: &mut Vec<NodeId>) {
        let start = self.at;
        self.at += 1;
        let Some(first) = self.source_item() else {
            parts.extend(self.unread(Self::starts_clause));
            return;
        };
        parts.push(self.part(QueryPart::From, start, &[first]));
        self.joins(parts);
    }

    /// What follows the first source.
    pub fn joins(&mut self, parts: &mut Vec<NodeId>) {
        loop {
            let start = self.at;
            let Some(form) = self.join_form() else {
                self.at = start;
                return;
            };
            let Some(source) = self.source_item() else {
                parts.extend(self.unread(Self::starts_clause));
                if self.at == start {
                    return;
                }
                continue;
            };
            let mut inner = vec![source];
            let from = self.at;
            if self.take("on") {
                let condition = self.expression();
                inner.push(self.part(QueryPart::On, from, &[condition]));
            } else if self.is("using") {
                self.at += 1;
                inner.extend(self.fields());
                let using = inner.pop();
                inner.push(self.part(
                    QueryPart::Using,
                    from,
                    &using.into_iter().filter(|it| *it != source).collect::<Vec<_>>(),
                ));
            }
            parts.push(self.part(QueryPart::Join(form), start, &inner));
        }
    }

    pub fn join_form(&mut self) -> Option<JoinForm> {
        if self.take_mark(",") {
            return Some(JoinForm::Comma);
        }
        let natural = self.take("natural");
        self.take("any");
        self.take("asof");
        let form = if self.is("cross") {
            self.at += 1;
            if self.take("apply") {
                return Some(JoinForm::Apply);
            }
            JoinForm::Cross
        } else if self.take("outer apply") {
            return Some(JoinForm::OuterApply);
        } else if self.take("inner") {
            JoinForm::Inner
        } else if self.is("left") && !self.mark_ahead(1, "(") {
            self.at += 1;
            JoinForm::Left
        } else if self.is("right") && !self.mark_ahead(1, "(") {
            self.at += 1;
            JoinForm::Right
        } else if self.take("full") {
            JoinForm::Full
        } else {
            JoinForm::Inner
        };
        self.take("outer");
        if self.is_any(&["hash", "merge", "loop"]) && self.word_ahead(1, "join") {
            self.at += 1;
        }
        if self.take("straight_join") || self.take("join") {
            return Some(if natural { JoinForm::Natural } else { form });
        }
        None
    }

    /// A table, a query or a function's rows.
    pub fn source_item(&mut self) -> Option<NodeId> {
        let start = self.at;
        self.take("lateral");
        self.take("only");
        if self.is_mark("(") {
            if self.opens_query() || self.ahead(1).kind == TokenKind::Template && self.mark_ahead(2, ")") {
                self.at += 1;
                let query = self.query()?;
                self.close();
                let mut parts = vec![query];
                parts.extend(self.source_alias());
                return Some(self.part(QueryPart::Derived, start, &parts));
            }
            // Joins between brackets: the brackets change nothing that is said of them.
            self.at += 1;
            let first = self.source_item()?;
            let mut parts = vec![first];
            self.joins(&mut parts);
            self.close();
            return Some(if parts.len() == 1 { first } else { self.part(QueryPart::Derived, start, &parts) });
        }
        if self.is_all("rows from") && self.mark_ahead(2, "(") {
            return Some(self.rows_from(start));
        }
        if self.is_any(&["unnest", "table"]) && self.mark_ahead(1, "(") || self.name_is_called() {
            let call = self.expression();
            let mut parts = vec![call];
            if self.is_all("with ordinality") || self.is_all("with offset") {
                self.at += 2;
            }
            if self.is("with") && self.mark_ahead(1, "(") {
                self.at += 1;
                self.skip_one();
            }
            parts.extend(self.source_alias());
            // A table with a hint in brackets.
            return Some(self.part(QueryPart::Generated, start, &parts));
        }
        if self.is("values") {
            let values = self.values();
            return Some(self.part(QueryPart::Derived, start, &[values]));
        }
        self.table()
    }

    /// The rows of one or more functions side by side: `rows from (a(), b())`.
    fn rows_from(&mut self, start: usize) -> NodeId {
        self.at += 2;
        let from = self.at;
        self.at += 1;
        let mut calls = self.list_of(|it| {
            let call = (!it.is_mark(")")).then(|| it.expression())?;
            if it.is("as") && it.mark_ahead(1, "(") {
                // The columns of its rows.
                it.at += 1;
                it.skip_one();
            }
            Some(call)
        });
        self.close();
        let what = match calls.pop() {
            Some(only) if calls.is_empty() => only,
            last => {
                calls.extend(last);
                self.part(QueryPart::Row, from, &calls)
            }
        };
        if self.is_all("with ordinality") {
            self.at += 2;
        }
        let mut parts = vec![what];
        parts.extend(self.source_alias());
        self.part(QueryPart::Generated, start, &parts)
    }

    /// Whether a path with an opening bracket behind it is next.
    pub fn name_is_called(&self) -> bool {
        if !self.name_ahead(0) {
            return false;
        }
        let mut n = 1;
        while self.mark_ahead(n, ".") {
            n += 2;
        }
        self.mark_ahead(n, "(")
    }

    /// A table, maybe with another name and hints.
    pub fn table(&mut self) -> Option<NodeId> {
        let start = self.at;
        let path = match self.peek().kind {
            TokenKind::Parameter => {
                let token = self.next();
                self.leaf(QueryPart::Parameter, token.span)
            }
            _ => self.path()?,
        };
        self.take_mark("*");
        if self.is_mark("@") && self.name_ahead(1) {
            // A link to another database.
            self.at += 2;
        }
        self.hints();
        let mut parts = vec![path];
        parts.extend(self.source_alias());
        self.hints();
        Some(self.part(QueryPart::Table, start, &parts))
    }

    /// What tells the planner or the reader of rows, and nothing about which rows.
    pub fn hints(&mut self) {
        loop {
            if self.is("with") && self.mark_ahead(1, "(") && !self.word_ahead(2, "select") {
                self.at += 1;
                self.skip_one();
            } else if self.is_any(&["force", "use", "ignore"])
                && (self.word_ahead(1, "index") || self.word_ahead(1, "key"))
            {
                self.at += 2;
                self.skip_while(|it| !it.is_mark("("));
                self.skip_one();
            } else if self.is_any(&["tablesample", "partition"]) && (self.mark_ahead(1, "(") || self.mark_ahead(2, "("))
            {
                self.at += if self.mark_ahead(1, "(") { 1 } else { 2 };
                self.skip_one();
            } else if self.is("final") {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    pub fn source_alias(&mut self) -> Option<NodeId> {
        let start = self.at;
        if self.is("as") && self.mark_ahead(1, "(") {
            // The columns of a function's rows.
            self.at += 1;
            self.skip_one();
            return None;
        }
        let name = self.alias()?;
        let mut parts = vec![name];
        if self.is_mark("(") {
            let from = self.at;
            self.skip_one();
            parts.push(self.part(QueryPart::Fields, from, &[]));
        }
        Some(self.part(QueryPart::Alias, start, &parts))
    }
}
