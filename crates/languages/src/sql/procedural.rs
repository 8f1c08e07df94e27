//! The statements that routines are made of.

use code::{NodeId, QueryPart};

use super::read::Reader;
use super::tokens::TokenKind;

impl Reader<'_, '_> {
    /// `x := value`, `r.field := value`.
    pub fn assigned(&mut self, start: usize) -> Option<NodeId> {
        let path = self.path();
        if let Some(path) = path {
            while self.is_mark("[") {
                self.at += 1;
                self.expression();
                self.take_mark("]");
            }
            if self.take_mark(":=") || self.in_routine && self.take_mark("=") {
                let value = self.expression();
                let mut parts = vec![path, value];
                self.rest(&mut parts);
                return Some(self.part(QueryPart::Assign, start, &parts));
            }
            if self.in_routine && (self.is_mark("(") || self.is_mark(";")) {
                return Some(self.invocation(start, path));
            }
        }
        self.at = start;
        None
    }

    pub fn invocation(&mut self, start: usize, path: NodeId) -> NodeId {
        let mut parts = vec![path];
        if self.take_mark("(") {
            let values = self.list_of(|it| if it.is_mark(")") { None } else { Some(it.argument_value()) });
            parts.extend(values);
            self.close();
        }
        self.rest(&mut parts);
        self.part(QueryPart::Invoke, start, &parts)
    }

    pub fn argument_value(&mut self) -> NodeId {
        let start = self.at;
        if self.mark_ahead(1, "=>") || self.mark_ahead(1, "=") && self.is_at_variable() {
            let token = self.next();
            let name = self.lowering.build.name(token.span);
            self.at += 1;
            let value = self.expression();
            self.take("output");
            self.take("out");
            return self.part(QueryPart::Named, start, &[name, value]);
        }
        let value = self.expression();
        self.take("output");
        self.take("out");
        value
    }

    /// Statements of routines.
    pub fn procedural(&mut self, start: usize, word: &str) -> Option<NodeId> {
        Some(match word {
            "begin" => self.block(),
            "declare" => self.declare(start),
            "if" => self.choice(start),
            "case" if self.in_routine => self.case_statement(start),
            "while" => {
                self.at += 1;
                let condition = self.expression();
                let body = self.looped(&["while"]);
                self.part(QueryPart::While, start, &[condition, body])
            }
            "for" | "foreach" if self.in_routine => self.for_loop(start),
            "loop" if self.in_routine => {
                let body = self.looped(&["loop"]);
                self.part(QueryPart::Loop, start, &[body])
            }
            "exit" | "leave" | "break" | "continue" | "iterate" => {
                self.at += 1;
                if self.at_name() && !self.peek().first {
                    self.at += 1;
                }
                let parts: Vec<NodeId> = if self.take("when") { vec![self.expression()] } else { Vec::new() };
                let part = if matches!(word, "continue" | "iterate") { QueryPart::Next } else { QueryPart::Leave };
                self.part(part, start, &parts)
            }
            "return" => self.give_back(start),
            "raise" => self.raise(start),
            "raiserror" | "throw" | "signal" => {
                self.at += 1;
                let mut parts = Vec::new();
                if self.take_mark("(") {
                    parts = self.list_of(|it| Some(it.expression()));
                    self.close();
                } else if word == "throw" && matches!(self.peek().kind, TokenKind::Number | TokenKind::Parameter) {
                    parts = self.list_of(|it| Some(it.expression()));
                }
                self.skip_while(|it| !it.starts_statement() && !it.closes_block());
                self.part(QueryPart::Raise, start, &parts)
            }
            "print" => {
                self.at += 1;
                let value = self.expression();
                let mut parts = vec![value];
                self.rest(&mut parts);
                self.part(QueryPart::Print, start, &parts)
            }
            "perform" => {
                self.at += 1;
                let mut parts = vec![self.output()];
                let value = parts[0];
                if self.is("from") {
                    self.sources(&mut parts);
                }
                self.skip_while(|_| true);
                if parts.len() == 1 {
                    self.part(QueryPart::Invoke, start, &[value])
                } else {
                    self.part(QueryPart::Other, start, &parts)
                }
            }
            "call" | "exec" | "execute" => return self.execute(start, word),
            "null" if self.in_routine => {
                self.at += 1;
                self.part(QueryPart::Block, start, &[])
            }
            _ => {
                if self.in_routine
                    && self.at_name()
                    && let Some(node) = self.assigned(start)
                {
                    return Some(node);
                }
                return None;
            }
        })
    }

    pub fn looped(&mut self, after_end: &[&str]) -> NodeId {
        if self.take("loop") || self.take("do") {
            let body = self.statements_until(&["end"]);
            self.take("end");
            for word in after_end.iter().chain(&["loop", "while", "for"]) {
                self.take(word);
            }
            if self.at_name() && !self.peek().first {
                self.at += 1;
            }
            return body;
        }
        self.single()
    }

    pub fn for_loop(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let name = self.any_name();
        while self.take_mark(",") {
            self.name();
        }
        if self.take("slice") {
            self.at += 1;
        }
        self.take("in");
        self.take("reverse");
        self.take("array");
        let source = if self.is_any(&["select", "with"]) || self.opens_query() {
            self.query().unwrap_or(name)
        } else if self.is("execute") {
            let from = self.at;
            self.at += 1;
            let text = self.expression();
            if self.take("using") {
                self.list_of(|it| Some(it.expression()));
            }
            self.part(QueryPart::Execute, from, &[text])
        } else {
            let from = self.at;
            let low = self.expression();
            if self.take_mark("..") || self.is_mark(".") && self.mark_ahead(1, ".") {
                self.take_mark(".");
                self.take_mark(".");
                let high = self.expression();
                self.part(QueryPart::Between { negated: false }, from, &[low, high])
            } else {
                low
            }
        };
        self.skip_while(|it| !it.is("loop") && !it.is("do") && !it.starts_statement());
        let body = self.looped(&["loop", "for"]);
        self.part(QueryPart::For, start, &[name, source, body])
    }

    pub fn choice(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let condition = self.expression();
        let mut parts = Vec::new();
        if self.take("then") {
            let body = self.statements_until(&["elsif", "elseif", "else", "end"]);
            parts.push(self.part(QueryPart::When, start, &[condition, body]));
            loop {
                let from = self.at;
                if self.take("elsif") || self.take("elseif") {
                    let condition = self.expression();
                    self.take("then");
                    let body = self.statements_until(&["elsif", "elseif", "else", "end"]);
                    parts.push(self.part(QueryPart::When, from, &[condition, body]));
                } else if self.take("else") {
                    let body = self.statements_until(&["end"]);
                    parts.push(self.part(QueryPart::Else, from, &[body]));
                } else {
                    break;
                }
            }
            self.take("end if");
            return self.part(QueryPart::If, start, &parts);
        }
        if !self.starts_statement()
            && !self.is_any(&[
                "begin",
                "select",
                "set",
                "return",
                "print",
                "exec",
                "drop",
                "raiserror",
                "goto",
                "insert",
                "update",
                "delete",
                "create",
                "alter",
                "if",
                "throw",
                "truncate",
                "declare",
                "execute",
                "break",
            ])
        {
            self.unread(|it| it.is_any(&["begin", "print", "return"]));
        }
        let body = self.single();
        parts.push(self.part(QueryPart::When, start, &[condition, body]));
        let from = self.at;
        if self.take("else") {
            let body = self.single();
            parts.push(self.part(QueryPart::Else, from, &[body]));
        }
        self.part(QueryPart::If, start, &parts)
    }

    pub fn case_statement(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let mut parts = Vec::new();
        let subject = if self.is("when") { None } else { Some(self.expression()) };
        while self.is("when") {
            let from = self.at;
            self.at += 1;
            let mut condition = self.expression();
            if subject.is_some() {
                // A value to be compared is no condition by itself.
                let span = self.span(condition);
                condition = self.part_at(QueryPart::Unread, span, &[]);
            }
            self.take("then");
            let body = self.statements_until(&["when", "else", "end"]);
            parts.push(self.part(QueryPart::When, from, &[condition, body]));
        }
        let from = self.at;
        if self.take("else") {
            let body = self.statements_until(&["end"]);
            parts.push(self.part(QueryPart::Else, from, &[body]));
        }
        self.take("end");
        self.take("case");
        self.part(QueryPart::If, start, &parts)
    }

    pub fn give_back(&mut self, start: usize) -> NodeId {
        self.at += 1;
        if self.take("next") {
            let parts: Vec<NodeId> = if self.ends_statement() { Vec::new() } else { vec![self.expression()] };
            return self.part(QueryPart::Emit, start, &parts);
        }
        if self.take("query") {
            let parts: Vec<NodeId> = if self.take("execute") {
                let value = self.expression();
                self.skip_while(|_| true);
                vec![value]
            } else {
                self.query().into_iter().collect()
            };
            return self.part(QueryPart::Emit, start, &parts);
        }
        let mut parts = Vec::new();
        if !(self.ends_statement() || self.closes_block() || self.peek().first && self.starts_statement()) {
            if self.is("with") || self.is("select") {
                parts.extend(self.query());
            } else {
                parts.push(self.expression());
            }
            self.rest(&mut parts);
        }
        self.part(QueryPart::Return, start, &parts)
    }

    pub fn raise(&mut self, start: usize) -> NodeId {
        self.at += 1;
        let shows = self.is_any(&["notice", "warning", "info", "log", "debug"]);
        let mut parts = Vec::new();
        if shows || self.is("exception") {
            self.at += 1;
        }
        if !self.ends_statement() && !self.is("using") {
            parts = self.list_of(|it| Some(it.expression()));
        }
        self.skip_while(|_| true);
        self.part(if shows { QueryPart::Print } else { QueryPart::Raise }, start, &parts)
    }

    pub fn execute(&mut self, start: usize, word: &str) -> Option<NodeId> {
        self.at += 1;
        if self.is("immediate") {
            self.at += 1;
            let value = self.expression();
            self.skip_while(|it| !it.starts_statement() && !it.closes_block());
            return Some(self.part(QueryPart::Execute, start, &[value]));
        }
        // `exec @result = procedure`.
        if self.is_at_variable() && self.mark_ahead(1, "=") {
            self.at += 2;
        }
        let runs_text = word != "call"
            && (self.is_mark("(")
                || self.peek().kind == TokenKind::Text
                || self.is_at_variable()
                || word == "execute"
                    && self.in_routine
                    && (self.is("format") || self.mark_ahead(1, "||") || self.mark_ahead(1, ";")));
        if runs_text {
            let value = self.expression();
            let mut parts = vec![value];
            self.skip_while(|it| !it.starts_statement() && !it.closes_block());
            parts.truncate(1);
            return Some(self.part(QueryPart::Execute, start, &parts));
        }
        let path = self.path()?;
        let mut parts = vec![path];
        if self.take_mark("(") {
            let values = self.list_of(|it| if it.is_mark(")") { None } else { Some(it.argument_value()) });
            parts.extend(values);
            self.close();
        } else if !self.ends_statement() && !self.starts_statement() && !self.closes_block() {
            let values = self.list_of(|it| if it.starts_statement() { None } else { Some(it.argument_value()) });
            parts.extend(values);
        }
        self.rest(&mut parts);
        Some(self.part(QueryPart::Invoke, start, &parts))
    }
}
