//! Queries: `with`, `select`, `values`, set operations, sources and joins.

use code::{Combination, NodeId, QueryPart};

use super::read::Reader;
use super::tokens::TokenKind;

/// Words that begin a clause of a query or a change.
const CLAUSES: [&str; 26] = [
    "from",
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "fetch",
    "union",
    "intersect",
    "except",
    "minus",
    "window",
    "qualify",
    "for",
    "into",
    "returning",
    "on",
    "join",
    "left",
    "right",
    "inner",
    "full",
    "cross",
    "set",
    "option",
];

impl Reader<'_, '_> {
    /// Whether a clause begins here.
    pub fn starts_clause(&self) -> bool {
        self.is_any(&CLAUSES) || self.is_mark(")")
    }

    /// A query: `with`, `select`, `values`, brackets, combined with others.
    pub fn query(&mut self) -> Option<NodeId> {
        if !self.enter() {
            return None;
        }
        let start = self.at;
        let with = if self.is("with") { Some(self.with_steps()) } else { None };
        let query = self.combined(start, with);
        self.leave();
        query
    }

    /// The same where the steps before it were read.
    pub fn combined(&mut self, start: usize, with: Option<NodeId>) -> Option<NodeId> {
        let mut left = self.one_query(if with.is_some() { start } else { self.at }, with)?;
        let mut is_combined = false;
        loop {
            let form = if self.take("union all") {
                Combination::UnionAll
            } else if self.take("union") {
                self.take("distinct");
                Combination::Union
            } else if self.take("intersect") {
                Combination::Intersect
            } else if self.is_any(&["except", "minus"]) {
                self.at += 1;
                Combination::Except
            } else {
                break;
            };
            self.take("all");
            let from = self.at;
            let Some(right) = self.one_query(from, None) else {
                let rest = self.unread(|it| it.is_mark(")"));
                let parts: Vec<NodeId> = [left].into_iter().chain(rest).collect();
                return Some(self.part(QueryPart::Combine(form), start, &parts));
            };
            left = self.part(QueryPart::Combine(form), start, &[left, right]);
            is_combined = true;
        }
        if is_combined || self.part_of(left) == Some(QueryPart::Subquery) {
            let mut parts = vec![left];
            self.tail(&mut parts);
            if parts.len() > 1 {
                left = self.part(QueryPart::Derived, start, &parts);
            }
        }
        Some(left)
    }

    /// `with` and its steps.
    pub fn with_steps(&mut self) -> NodeId {
        let start = self.at;
        self.at += 1;
        let mut parts = Vec::new();
        let from = self.at;
        if self.take("recursive") {
            parts.push(self.part(QueryPart::Recursive, from, &[]));
        }
        let steps = self.list_of(|it| {
            let start = it.at;
            let name = it.name()?;
            let mut parts = vec![name];
            parts.extend(it.fields());
            it.take("as");
            it.take("not");
            it.take("materialized");
            if it.take_mark("(") {
                let inner =
                    if it.is_any(&["insert", "update", "delete", "merge"]) { it.statement() } else { it.query() };
                parts.extend(inner);
                it.close();
            }
            Some(it.part(QueryPart::Step, start, &parts))
        });
        parts.extend(steps);
        self.part(QueryPart::With, start, &parts)
    }

    pub fn one_query(&mut self, start: usize, with: Option<NodeId>) -> Option<NodeId> {
        if self.is("select") {
            return Some(self.select(start, with));
        }
        if self.is("values") {
            return Some(self.values());
        }
        if self.is("table") && self.name_ahead(1) {
            self.at += 1;
            let table = self.table()?;
            return Some(self.part(QueryPart::Derived, start, &[table]));
        }
        if self.is_mark("(") {
            self.at += 1;
            let inner = self.query();
            self.close();
            let parts: Vec<NodeId> = with.into_iter().chain(inner).collect();
            return Some(self.part(QueryPart::Subquery, start, &parts));
        }
        if self.peek().kind == TokenKind::Template {
            let token = self.next();
            let template = self.leaf(QueryPart::Template, token.span);
            let parts: Vec<NodeId> = with.into_iter().chain([template]).collect();
            return Some(self.part(QueryPart::Derived, start, &parts));
        }
        None
    }

    /// Rows as written.
    pub fn values(&mut self) -> NodeId {
        let start = self.at;
        self.at += 1;
        let rows = self.list_of(|it| {
            let start = it.at;
            it.take("row");
            if !it.is_mark("(") {
                return None;
            }
            it.at += 1;
            let values = it.list_of(|it| (!it.is_mark(")")).then(|| it.expression()));
            it.close();
            Some(it.part(QueryPart::Row, start, &values))
        });
        self.part(QueryPart::Values, start, &rows)
    }

    pub fn select(&mut self, start: usize, with: Option<NodeId>) -> NodeId {
        self.at += 1;
        let mut parts: Vec<NodeId> = with.into_iter().collect();
        let from = self.at;
        if self.take("distinct") {
            let mut keys = Vec::new();
            if self.take("on") && self.take_mark("(") {
                keys = self.list_of(|it| Some(it.expression()));
                self.close();
            }
            parts.push(self.part(QueryPart::Distinct, from, &keys));
        }
        self.take("all");
        while self.is_any(&["sql_calc_found_rows", "straight_join", "sql_no_cache", "high_priority"]) {
            self.at += 1;
        }
        let from = self.at;
        if self.is("top")
            && (matches!(self.ahead(1).kind, TokenKind::Number | TokenKind::Parameter) || self.mark_ahead(1, "("))
        {
            self.at += 1;
            let n = if self.is_mark("(") {
                self.at += 1;
                let n = self.expression();
                self.close();
                n
            } else {
                self.expression()
            };
            let percent = self.take("percent");
            self.take("with ties");
            let part = if percent { QueryPart::Unread } else { QueryPart::Limit };
            parts.push(self.part(part, from, &[n]));
        }
        let outputs =
            self.list_of(|it| if it.starts_clause() || it.ends_statement() { None } else { Some(it.output()) });
        parts.extend(outputs);
        self.clauses(&mut parts);
        self.part(QueryPart::Select, start, &parts)
    }

    /// A result column.
    pub fn output(&mut self) -> NodeId {
        let start = self.at;
        // `name = value` names a column in some dialects; a variable is set so too.
        if (self.at_name() || self.peek().kind == TokenKind::Parameter)
            && self.mark_ahead(1, "=")
            && self.is_at_variable()
        {
            let target = self.next();
            let target = self.leaf(QueryPart::Parameter, target.span);
            self.at += 1;
            let value = self.expression();
            return self.part(QueryPart::Assign, start, &[target, value]);
        }
        let value = self.expression();
        let mut parts = vec![value];
        if self.part_of(value) == Some(QueryPart::All) {
            // `* except (a)`, `* replace (…)`.
            if self.is_any(&["except", "exclude", "replace", "rename"]) && self.mark_ahead(1, "(") {
                self.at += 1;
                self.skip_one();
                return self.part(QueryPart::Unread, start, &parts);
            }
        }
        parts.extend(self.alias());
        if !self.is_mark(",") && !self.starts_clause() && !self.ends_statement() && !self.starts_statement() {
            parts.extend(self.unread(|it| it.is_mark(",") || it.starts_clause()));
        }
        self.part(QueryPart::Output, start, &parts)
    }

    /// Whether a variable of a routine is next.
    pub fn is_at_variable(&self) -> bool {
        let token = self.peek();
        token.kind == TokenKind::Parameter && self.text(token).starts_with('@')
    }

    /// What follows the columns of a select.
    pub fn clauses(&mut self, parts: &mut Vec<NodeId>) {
        if self.is("into") || self.is_all("bulk collect into") {
            let start = self.at;
            self.take("bulk collect");
            self.at += 1;
            self.take("strict");
            self.take("temp");
            self.take("temporary");
            self.take("table");
            let targets = self.list_of(Self::target);
            parts.push(self.part(QueryPart::Into, start, &targets));
        }
        if self.is("from") {
            self.sources(parts);
        }
        loop {
            let start = self.at;
            if self.is("where") || self.is("prewhere") {
                self.at += 1;
                let condition = self.expression();
                parts.push(self.part(QueryPart::Where, start, &[condition]));
            } else if self.take("group by") {
                self.take("all");
                let keys = self.list_of(|it| Some(it.expression()));
                self.take("with rollup");
                parts.push(self.part(QueryPart::Group, start, &keys));
            } else if self.take("having") {
                let condition = self.expression();
                parts.push(self.part(QueryPart::Having, start, &[condition]));
            } else if self.take("qualify") {
                let condition = self.expression();
                parts.push(self.part(QueryPart::Qualify, start, &[condition]));
            } else if self.take("window") {
                let windows = self.list_of(|it| {
                    let start = it.at;
                    let name = it.name()?;
                    it.take("as");
                    let window = it.window();
                    Some(it.part(QueryPart::WindowName, start, &[name, window]))
                });
                parts.extend(windows);
            } else if self.is("into") {
                self.at += 1;
                self.take("strict");
                let targets = self.list_of(Self::target);
                parts.push(self.part(QueryPart::Into, start, &targets));
            } else if self.is("pivot")
                || self.is("unpivot")
                || self.is_all("start with")
                || self.is_all("connect by")
                || self.is("model")
            {
                self.at += 1;
                parts.extend(self.unread(Self::starts_clause));
            } else {
                let before = self.at;
                self.tail(parts);
                if self.at == before {
                    break;
                }
            }
        }
        if !self.ends_query() {
            parts.extend(self.unread(Self::ends_query));
        }
    }

    /// Whether nothing of a query can follow here.
    pub fn ends_query(&self) -> bool {
        self.ends_statement()
            || self.is_mark(")")
            || self.is_any(&[
                "union",
                "intersect",
                "except",
                "minus",
                "loop",
                "on",
                "returning",
                "then",
                "do",
                "end",
                "as",
            ])
            || self.is_all("with check")
            || self.is_all("with no")
            || self.is_all("with data")
            || self.starts_statement()
            || self.in_routine && super::words::is_no_alias(self.text(self.peek())) && !self.starts_clause()
    }

    /// Order, limit, offset, locks.
    pub fn tail(&mut self, parts: &mut Vec<NodeId>) {
        loop {
            let start = self.at;
            if self.is_all("order by") || self.is_all("order siblings by") {
                parts.push(self.order());
            } else if self.take("limit") {
                if self.take("all") {
                    continue;
                }
                let mut n = self.expression();
                if self.take_mark(",") {
                    let offset = self.part(QueryPart::Offset, start, &[n]);
                    parts.push(offset);
                    n = self.expression();
                }
                parts.push(self.part(QueryPart::Limit, start, &[n]));
            } else if self.is("offset") && !self.mark_ahead(1, ",") {
                self.at += 1;
                let n = self.expression();
                self.take("rows");
                self.take("row");
                parts.push(self.part(QueryPart::Offset, start, &[n]));
            } else if self.is_all("fetch first") || self.is_all("fetch next") {
                self.at += 2;
                let n = if self.is("row") || self.is("rows") {
                    let at = self.peek().span;
                    self.leaf(QueryPart::Unread, at)
                } else {
                    self.expression()
                };
                let percent = self.take("percent");
                self.take("rows");
                self.take("row");
                self.take("only");
                self.take("with ties");
                let part = if percent { QueryPart::Unread } else { QueryPart::Limit };
                parts.push(self.part(part, start, &[n]));
            } else if self.is("for") && ["update", "share", "no", "key"].iter().any(|it| self.word_ahead(1, it)) {
                self.skip_while(|it| {
                    let ends = it.at > start + 1 && it.is("loop")
                        || it.at > start && it.starts_statement() && !it.is("update");
                    !ends && !it.is_mark(")")
                });
                parts.push(self.part(QueryPart::Lock, start, &[]));
            } else if self.is("for") && (self.word_ahead(1, "xml") || self.word_ahead(1, "json")) {
                let rest = self.unread(|it| it.is_mark(")") || it.is("option"));
                parts.extend(rest);
            } else if self.is("option") && self.mark_ahead(1, "(") {
                self.at += 1;
                self.skip_one();
                parts.push(self.part(QueryPart::Options, start, &[]));
            } else {
                return;
            }
        }
    }

    /// `order by` with its keys.
    pub fn order(&mut self) -> NodeId {
        let start = self.at;
        self.at += if self.is_all("order by") { 2 } else { 3 };
        let keys = self.list_of(|it| Some(it.key()));
        self.part(QueryPart::Order, start, &keys)
    }

    /// What is sorted by.
    pub fn key(&mut self) -> NodeId {
        let start = self.at;
        let value = self.expression();
        let descending = self.take("desc");
        if !descending {
            self.take("asc");
        }
        if self.is_all("nulls first") || self.is_all("nulls last") {
            self.at += 2;
        }
        self.part(QueryPart::Key { descending }, start, &[value])
    }

    /// What rows are written into: a table or a variable.
    pub fn target(&mut self) -> Option<NodeId> {
        let token = self.peek();
        if token.kind == TokenKind::Parameter {
            self.at += 1;
            return Some(self.leaf(QueryPart::Parameter, token.span));
        }
        self.path()
    }
}
