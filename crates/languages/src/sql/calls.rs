//! Calls, windows, types, and other names.

use code::{NodeId, QueryPart, Span};

use super::read::Reader;
use super::tokens::TokenKind;
use super::words;

impl Reader<'_, '_> {
    /// `convert(type, value)` or `convert(value using charset)`.
    pub fn convert(&mut self, start: usize) -> NodeId {
        self.at += 2;
        let begin = self.at;
        let to = self.type_name();
        if self.take_mark(",") {
            let value = self.expression();
            if self.take_mark(",") {
                self.expression();
            }
            self.close();
            return self.part(QueryPart::Cast, start, &[value, to]);
        }
        self.at = begin;
        let value = self.expression();
        self.skip_while(|it| !it.is_mark(")"));
        self.close();
        self.part(QueryPart::Unread, start, &[value])
    }

    pub fn case(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        if !self.is("when") {
            parts.push(self.expression());
        }
        while self.is("when") {
            let from = self.at;
            self.at += 1;
            let condition = self.expression();
            self.take("then");
            let value = self.expression();
            parts.push(self.part(QueryPart::When, from, &[condition, value]));
        }
        if self.is("else") {
            let from = self.at;
            self.at += 1;
            let value = self.expression();
            parts.push(self.part(QueryPart::Else, from, &[value]));
        }
        if !self.take("end") {
            self.unread(|it| it.is("end"));
            self.take("end");
            return self.part(QueryPart::Unread, start, &parts);
        }
        self.part(QueryPart::Case, start, &parts)
    }

    /// A call whose name was read.
    pub fn call(&mut self, callee: NodeId, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = vec![callee];
        let from = self.at;
        if self.take("distinct") {
            let node = self.part(QueryPart::Distinct, from, &[]);
            parts.push(node);
        }
        self.take("all");
        if self.is_any(&["leading", "trailing", "both"]) {
            self.at += 1;
        }
        while !self.is_mark(")") && !self.ends_statement() {
            let before = self.at;
            if self.is_all("order by") {
                parts.push(self.order());
            } else if self.is("select") || self.is("with") {
                let query = self.query();
                parts.extend(query);
            } else if (self.at_name() || matches!(self.peek().kind, TokenKind::Word))
                && (self.mark_ahead(1, "=>") || self.mark_ahead(1, ":="))
            {
                let name = self.any_name();
                self.at += 1;
                let value = self.expression();
                parts.push(self.part(QueryPart::Named, before, &[name, value]));
            } else {
                let argument = self.expression();
                if self.span(argument).is_empty() {
                    // `extract(day from x)`, `trim(both from x)`, `count(* except …)`: the word is passed over.
                } else {
                    parts.push(argument);
                }
            }
            if self.take_mark(",") {
                continue;
            }
            // `extract(day from x)`, `substring(x from 1 for 2)`, `position(a in b)`, `group_concat(x separator ',')`.
            if self.is_any(&["from", "for", "in", "separator", "using", "as", "respect", "ignore", "on", "returning"]) {
                self.at += 1;
            } else if self.at == before {
                self.skip_one();
            } else if !self.is_mark(")") && !self.is_all("order by") {
                self.unread(|it| it.is_mark(")") || it.is_mark(",") || it.is_all("order by"));
            }
        }
        self.take_mark(")");
        if self.is_all("within group") {
            self.at += 2;
            if self.take_mark("(") {
                if self.is_all("order by") {
                    parts.push(self.order());
                }
                self.close();
            }
        }
        if self.is("filter") && self.mark_ahead(1, "(") {
            let from = self.at;
            self.at += 2;
            self.take("where");
            let condition = self.expression();
            self.close();
            parts.push(self.part(QueryPart::Filter, from, &[condition]));
        }
        if self.is_all("ignore nulls") || self.is_all("respect nulls") {
            self.at += 2;
        }
        if self.is("over") {
            self.at += 1;
            parts.push(self.window());
        }
        self.part(QueryPart::Call, start, &parts)
    }

    /// A window, or the name of one.
    pub fn window(&mut self) -> NodeId {
        let start = self.at;
        if !self.take_mark("(") {
            let name: Vec<NodeId> = self.name().into_iter().collect();
            return self.part(QueryPart::Window, start, &name);
        }
        let mut parts = Vec::new();
        if !self.is("partition") && !self.is("order") && self.at_name() && !self.is_any(&["rows", "range", "groups"]) {
            parts.extend(self.name());
        }
        let from = self.at;
        if self.take("partition by") {
            let keys = self.list_of(|it| Some(it.expression()));
            parts.push(self.part(QueryPart::Partition, from, &keys));
        }
        if self.is_all("order by") {
            parts.push(self.order());
        }
        if self.is_any(&["rows", "range", "groups"]) {
            let from = self.at;
            self.skip_while(|it| !it.is_mark(")"));
            parts.push(self.part(QueryPart::Frame, from, &[]));
        }
        self.close();
        self.part(QueryPart::Window, start, &parts)
    }

    /// A type: a name of one or more words, a length, brackets.
    pub fn type_name(&mut self) -> NodeId {
        let start = self.at;
        let word = self.lower();
        if !matches!(self.peek().kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Template) {
            return self.missing();
        }
        let _ = self.take("setof") || self.take("table");
        self.at += usize::from(!self.is_mark("("));
        while self.is_mark(".") {
            self.at += 2;
        }
        match word.as_str() {
            "double" => {
                self.take("precision");
            }
            "character" | "char" | "national" | "bit" | "nchar" => {
                self.take("character");
                self.take("char");
                self.take("varying");
            }
            "long" => {
                self.take("raw");
            }
            _ => {}
        }
        if self.is_mark("(") {
            self.skip_one();
        } else if matches!(word.as_str(), "array" | "struct" | "map") && self.is_mark("<") {
            let mut depth = 0;
            while !self.ends_statement() {
                let text = self.text(self.peek()).to_owned();
                depth += text.matches('<').count();
                depth -= text.matches('>').count().min(depth);
                self.at += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        if self.is_any(&["with", "without"]) && self.word_ahead(1, "time") || self.is_all("with local time zone") {
            self.at += if self.is_all("with local time zone") { 4 } else { 3 };
        }
        while self.is_any(&["unsigned", "zerofill", "signed", "array"]) {
            self.at += 1;
        }
        if self.is_mark("%") && self.word_ahead(1, "type") || self.is_mark("%") && self.word_ahead(1, "rowtype") {
            self.at += 2;
        }
        while self.is_mark("[") {
            self.at += 1;
            if !self.is_mark("]") {
                self.at += 1;
            }
            self.take_mark("]");
        }
        let span = self.span_from(start);
        self.leaf(QueryPart::TypeName, span)
    }

    /// Another name behind something.
    pub fn alias(&mut self) -> Option<NodeId> {
        let start = self.at;
        let named = self.take("as");
        let token = self.peek();
        let fits = match token.kind {
            TokenKind::Quoted => true,
            // `as 'total'`.
            TokenKind::Text => named,
            TokenKind::Word if named => true,
            TokenKind::Word => !words::is_no_alias(self.text(token)) && !self.starts_statement(),
            TokenKind::Template => !token.first,
            _ => false,
        };
        if !fits {
            self.at = start;
            return None;
        }
        if token.kind == TokenKind::Text {
            self.at += 1;
            let span = Span::new(token.span.start + 1, token.span.end.saturating_sub(1).max(token.span.start + 1));
            return Some(self.lowering.build.name(span));
        }
        Some(self.any_name())
    }
}
