//! Expressions: operators by precedence, calls, choices, conversions.

use code::{Kind, NodeId, Operator, QueryPart, Span, TextForm};

use super::read::Reader;
use super::tokens::TokenKind;

/// How strongly operators bind.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const OTHER: u8 = 5;
const SUM: u8 = 6;
const PRODUCT: u8 = 7;
const SIGN: u8 = 8;

/// How many operators of one kind may stand in a row before the rest is left alone.
const MAX_CHAIN: usize = 60;

impl Reader<'_, '_> {
    /// An expression; [`QueryPart::Unread`] where there is none.
    pub fn expression(&mut self) -> NodeId {
        self.binding(OR)
    }

    /// An expression that ends before `and`: a bound of `between`.
    pub fn operand(&mut self) -> NodeId {
        self.binding(OTHER)
    }

    pub fn missing(&mut self) -> NodeId {
        let at = self.peek().outer.start;
        self.leaf(QueryPart::Unread, Span::new(at, at))
    }

    pub fn binding(&mut self, least: u8) -> NodeId {
        if !self.enter() {
            let start = self.at;
            self.skip_while(|it| !it.is_mark(",") && !it.is_mark(")"));
            return self.part(QueryPart::Unread, start, &[]);
        }
        let start = self.at;
        let mut left = self.prefix(least);
        let mut n_chained = 0;
        loop {
            let before = self.at;
            n_chained += 1;
            if n_chained > MAX_CHAIN {
                break;
            }
            match self.infix(left, start, least) {
                Some(next) => left = next,
                None => {
                    self.at = before;
                    break;
                }
            }
        }
        self.leave();
        left
    }

    pub fn prefix(&mut self, least: u8) -> NodeId {
        let start = self.at;
        if self.is("not") && least <= NOT {
            self.at += 1;
            let inner = self.binding(NOT);
            return self.part(QueryPart::Not, start, &[inner]);
        }
        if self.is_mark("-") {
            self.at += 1;
            let inner = self.binding(SIGN);
            return self.part(QueryPart::Negative, start, &[inner]);
        }
        if self.is_mark("+") || self.is_mark("~") {
            self.at += 1;
            return self.binding(SIGN);
        }
        let mut value = self.primary();
        // What stands behind a value.
        loop {
            if self.take_mark("::") {
                let to = self.type_name();
                value = self.part(QueryPart::Cast, start, &[value, to]);
            } else if self.is_mark("[") && !matches!(self.part_of(value), Some(QueryPart::Unread)) {
                self.at += 1;
                let mut parts = vec![value];
                if !self.is_mark("]") {
                    parts.push(self.expression());
                    if self.take_mark(":") && !self.is_mark("]") {
                        parts.push(self.expression());
                    }
                }
                self.take_mark("]");
                value = self.part(QueryPart::Item, start, &parts);
            } else if self.is("collate") {
                self.at += 1;
                self.path();
            } else if self.take("at time zone") {
                let zone = self.binding(SIGN);
                value = self.part(QueryPart::Operation(Operator::Zone), start, &[value, zone]);
            } else if self.is_mark(".")
                && self.at > start
                && matches!(self.ahead(1).kind, TokenKind::Word | TokenKind::Quoted)
                && !self.peek().apart
            {
                self.at += 1;
                let name = self.any_name();
                value = if self.is_mark("(") {
                    let path = self.part(QueryPart::Path, start, &[name]);
                    self.call(path, start)
                } else {
                    self.part(QueryPart::Item, start, &[value, name])
                };
            } else {
                return value;
            }
        }
    }

    /// The operator that is next: what it is, how many tokens it has, how strongly it binds.
    pub fn operator(&self) -> Option<(Operator, usize, u8)> {
        use Operator::{
            Add, And, Concatenate, Divide, Equal, Get, GetText, Greater, GreaterEqual, In, Is, IsDistinct, Less,
            LessEqual, Like, Matches, Multiply, NotEqual, Or, Other, Remainder, Subtract,
        };
        let token = self.peek();
        let text = self.text(token);
        if token.kind == TokenKind::Mark {
            return Some(match text {
                "=" | "==" => (Equal, 1, COMPARISON),
                "<>" | "!=" | "^=" => (NotEqual, 1, COMPARISON),
                "<=>" => (IsDistinct { negated: true }, 1, COMPARISON),
                "<" => (Less, 1, COMPARISON),
                "<=" => (LessEqual, 1, COMPARISON),
                ">" => (Greater, 1, COMPARISON),
                ">=" => (GreaterEqual, 1, COMPARISON),
                "~" | "~*" => (Matches { negated: false }, 1, OTHER),
                "!~" | "!~*" => (Matches { negated: true }, 1, OTHER),
                "~~" => (Like { negated: false, folds_case: false }, 1, COMPARISON),
                "!~~" => (Like { negated: true, folds_case: false }, 1, COMPARISON),
                "~~*" => (Like { negated: false, folds_case: true }, 1, COMPARISON),
                "!~~*" => (Like { negated: true, folds_case: true }, 1, COMPARISON),
                "||" => (Concatenate, 1, OTHER),
                "->" | "#>" => (Get, 1, OTHER),
                "->>" | "#>>" => (GetText, 1, OTHER),
                "+" => (Add, 1, SUM),
                "-" => (Subtract, 1, SUM),
                "*" => (Multiply, 1, PRODUCT),
                "/" => (Divide, 1, PRODUCT),
                "%" => (Remainder, 1, PRODUCT),
                "@>" | "<@" | "&&" | "?" | "?|" | "?&" | "@@" | "@?" | "&" | "|" | "<<" | ">>" | "^" | "#" | "**"
                | "<->" | "<#>" | "@@@" | "&&&" | "|||" | "==>" => (Other, 1, OTHER),
                _ => return None,
            });
        }
        if token.kind == TokenKind::Parameter && text == "?" {
            return Some((Other, 1, OTHER));
        }
        if token.kind != TokenKind::Word {
            return None;
        }
        let negated = text.eq_ignore_ascii_case("not");
        let n = usize::from(negated);
        let word = |word: &str| self.word_ahead(n, word);
        Some(match () {
            () if self.is("or") => (Or, 1, OR),
            () if self.is("xor") => (Other, 1, OR),
            () if self.is("and") => (And, 1, AND),
            () if self.is_all("is not distinct from") => (IsDistinct { negated: true }, 4, COMPARISON),
            () if self.is_all("is distinct from") => (IsDistinct { negated: false }, 3, COMPARISON),
            () if self.is_all("is not") => (Is { negated: true }, 2, COMPARISON),
            () if self.is("is") => (Is { negated: false }, 1, COMPARISON),
            () if word("in") => (In { negated }, n + 1, COMPARISON),
            () if word("like") => (Like { negated, folds_case: false }, n + 1, COMPARISON),
            () if word("ilike") => (Like { negated, folds_case: true }, n + 1, COMPARISON),
            () if word("rlike") || word("regexp") || word("similar") && self.word_ahead(n + 1, "to") => {
                (Matches { negated }, n + 1 + usize::from(word("similar")), COMPARISON)
            }
            () if word("glob") || word("overlaps") => (Other, n + 1, COMPARISON),
            () if self.is("div") => (Divide, 1, PRODUCT),
            () if self.is("mod") && !self.mark_ahead(1, "(") => (Remainder, 1, PRODUCT),
            () => return None,
        })
    }

    pub fn infix(&mut self, left: NodeId, start: usize, least: u8) -> Option<NodeId> {
        let negated = self.is("not");
        if self.word_ahead(usize::from(negated), "between") {
            if COMPARISON < least {
                return None;
            }
            self.at += 1 + usize::from(negated);
            self.take("symmetric");
            let low = self.operand();
            self.take("and");
            let high = self.operand();
            return Some(self.part(QueryPart::Between { negated }, start, &[left, low, high]));
        }
        if (self.is("isnull") || self.is("notnull")) && !self.mark_ahead(1, "(") {
            let operator = Operator::Is { negated: self.is("notnull") };
            let token = self.next();
            let null = self.lowering.node(Kind::Null, token.span);
            return Some(self.part(QueryPart::Operation(operator), start, &[left, null]));
        }
        let (operator, n, power) = self.operator()?;
        if power < least {
            return None;
        }
        self.at += n;
        match operator {
            Operator::In { .. } => {
                let right = self.members();
                Some(self.part(QueryPart::Operation(operator), start, &[left, right]))
            }
            Operator::Is { .. } if self.is("true") || self.is("false") || self.is("unknown") || self.is("null") => {
                let right = self.primary();
                Some(self.part(QueryPart::Operation(operator), start, &[left, right]))
            }
            Operator::Is { .. } if !self.is("true") => {
                // `is json`, `is of type`: not told apart.
                let right = self.missing();
                if !self.ends_statement() {
                    self.at += 1;
                }
                Some(self.part(QueryPart::Unread, start, &[left, right]))
            }
            Operator::And | Operator::Or | Operator::Concatenate => {
                let mut parts = vec![left];
                loop {
                    parts.push(self.binding(power + 1));
                    let same = self.operator().is_some_and(|(it, ..)| it == operator);
                    if !same {
                        break;
                    }
                    self.at += 1;
                }
                Some(self.part(QueryPart::Operation(operator), start, &parts))
            }
            Operator::Like { .. } | Operator::Matches { .. } => {
                let quantified = self.is_any(&["any", "all", "some"]);
                let right = self.binding(power + 1);
                let mut parts = vec![left, right];
                if self.take("escape") {
                    parts.push(self.operand());
                }
                let part =
                    if quantified { QueryPart::Operation(Operator::Other) } else { QueryPart::Operation(operator) };
                Some(self.part(part, start, &parts))
            }
            _ => {
                let right = self.binding(power + 1);
                Some(self.part(QueryPart::Operation(operator), start, &[left, right]))
            }
        }
    }

    /// What stands behind `in`.
    pub fn members(&mut self) -> NodeId {
        let start = self.at;
        if !self.is_mark("(") {
            return self.operand();
        }
        if self.opens_query() {
            return self.primary();
        }
        self.at += 1;
        let values = self.list_of(|it| (!it.is_mark(")")).then(|| it.expression()));
        self.close();
        self.part(QueryPart::Row, start, &values)
    }

    /// Whether a bracket with a query in it is next.
    pub fn opens_query(&self) -> bool {
        let mut n = 0;
        while self.mark_ahead(n, "(") {
            n += 1;
        }
        n > 0 && (self.word_ahead(n, "select") || self.word_ahead(n, "with") || self.word_ahead(n, "values"))
    }

    /// Goes past what is left up to a closing bracket, and past it.
    pub fn close(&mut self) {
        if !self.take_mark(")") {
            self.unread(|it| it.is_mark(")"));
            self.take_mark(")");
        }
    }

    pub fn primary(&mut self) -> NodeId {
        let start = self.at;
        let token = self.peek();
        match token.kind {
            TokenKind::Number => {
                self.at += 1;
                let whole = self.text(token).bytes().all(|it| it.is_ascii_digit());
                self.lowering.node(if whole { Kind::Integer } else { Kind::Float }, token.span)
            }
            TokenKind::Text => {
                self.at += 1;
                // Texts in a row are one.
                while self.peek().kind == TokenKind::Text && self.peek().first {
                    self.at += 1;
                }
                let span = self.span_from(start);
                self.lowering.node(Kind::Text(TextForm::Text), span)
            }
            TokenKind::Parameter => {
                self.at += 1;
                if self.is_mark("(") && self.text(token).starts_with(':') {
                    self.skip_one();
                }
                self.leaf(QueryPart::Parameter, token.span)
            }
            TokenKind::Template => {
                // A name may go on behind it.
                let path = self.path().unwrap_or_else(|| self.missing());
                if self.is_mark("(") && self.part_of(path) == Some(QueryPart::Path) {
                    self.call(path, start)
                } else {
                    path
                }
            }
            TokenKind::Quoted => {
                let Some(path) = self.path() else { return self.missing() };
                if self.is_mark("(") { self.call(path, start) } else { self.star_or(path, start) }
            }
            TokenKind::Word => self.primary_word(start),
            TokenKind::Mark => match self.text(token) {
                "(" => self.bracket(start),
                "*" => {
                    self.at += 1;
                    self.leaf(QueryPart::All, token.span)
                }
                "?" => {
                    self.at += 1;
                    self.leaf(QueryPart::Parameter, token.span)
                }
                _ => self.missing(),
            },
            TokenKind::Command | TokenKind::Batch | TokenKind::End => self.missing(),
        }
    }

    pub fn bracket(&mut self, start: usize) -> NodeId {
        if self.opens_query() {
            self.at += 1;
            let query = self.query();
            self.close();
            return match query {
                Some(query) => self.part(QueryPart::Subquery, start, &[query]),
                None => self.part(QueryPart::Unread, start, &[]),
            };
        }
        self.at += 1;
        let values = self.list_of(|it| (!it.is_mark(")")).then(|| it.expression()));
        self.close();
        match values[..] {
            [only] => {
                // The brackets belong to it, so that it is quoted whole.
                let span = self.span_from(start);
                if self
                    .part_of(only)
                    .is_some_and(|it| matches!(it, QueryPart::Operation(_) | QueryPart::Case | QueryPart::Not))
                {
                    self.lowering.build.set_span(only, span);
                }
                only
            }
            _ => self.part(QueryPart::Row, start, &values),
        }
    }

    /// A path, or all columns of what it names.
    pub fn star_or(&mut self, path: NodeId, start: usize) -> NodeId {
        if self.is_mark(".") && self.mark_ahead(1, "*") {
            self.at += 2;
            return self.part(QueryPart::All, start, &[path]);
        }
        // `schema.$rowguid`, `t.1`: none of ours.
        path
    }

    pub fn primary_word(&mut self, start: usize) -> NodeId {
        let token = self.peek();
        let word = self.lower();
        let bracket = self.mark_ahead(1, "(");
        match word.as_str() {
            "null" => {
                self.at += 1;
                self.lowering.node(Kind::Null, token.span)
            }
            "true" | "false" if !bracket => {
                self.at += 1;
                self.lowering.node(Kind::Boolean(word == "true"), token.span)
            }
            "case" => self.case(start),
            "exists" if bracket => {
                self.at += 1;
                let inner = self.primary();
                self.part(QueryPart::Exists, start, &[inner])
            }
            "cast" | "try_cast" | "safe_cast" if bracket => {
                self.at += 2;
                let value = self.expression();
                let to = if self.take("as") { self.type_name() } else { self.missing() };
                self.close();
                self.part(QueryPart::Cast, start, &[value, to])
            }
            "convert" | "try_convert" if bracket => self.convert(start),
            "interval" if matches!(self.ahead(1).kind, TokenKind::Text | TokenKind::Number | TokenKind::Parameter) => {
                self.at += 2;
                if self.is_any(&[
                    "second",
                    "minute",
                    "hour",
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year",
                    "seconds",
                    "minutes",
                    "hours",
                    "days",
                    "weeks",
                    "months",
                    "years",
                    "microsecond",
                ]) {
                    self.at += 1;
                }
                let span = self.span_from(start);
                self.leaf(QueryPart::Interval, span)
            }
            "date" | "timestamp" | "time" | "timestamptz" | "datetime" if self.ahead(1).kind == TokenKind::Text => {
                self.at += 2;
                let span = self.span_from(start);
                self.lowering.node(Kind::Text(TextForm::Text), span)
            }
            "array" if self.mark_ahead(1, "[") => {
                self.at += 2;
                let values = self.list_of(|it| (!it.is_mark("]")).then(|| it.expression()));
                self.take_mark("]");
                self.part(QueryPart::Array, start, &values)
            }
            "row" if bracket => {
                self.at += 1;
                self.bracket(start)
            }
            "distinct" if self.in_routine => self.missing(),
            "left" | "right" | "replace" | "insert" | "values" | "default" | "array" | "all" | "set" | "exists"
            | "if" | "truncate" | "unique" | "check" | "in"
                if bracket && word != "in" =>
            {
                let name = self.any_name();
                let path = self.part(QueryPart::Path, start, &[name]);
                self.call(path, start)
            }
            "default" => {
                let name = self.any_name();
                self.part(QueryPart::Path, start, &[name])
            }
            _ => {
                let Some(path) = self.path() else { return self.missing() };
                if self.is_mark("(") { self.call(path, start) } else { self.star_or(path, start) }
            }
        }
    }
}
