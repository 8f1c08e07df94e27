//! Reads style sheets by the rules that browsers follow: what is broken costs one declaration or one rule.

use code::{Fault, Kind, NodeId, Span, StylePart};

use crate::lower::{Lowered, Lowering};

/// How many blocks may stand in one another; what is deeper is left alone.
const MAX_DEPTH: u32 = 30;

/// Reads the whole text as a style sheet.
pub(super) fn sheet(low: &mut Lowering<'_>, _: Span) -> Lowered {
    let whole = Reader::span(0, low.source.len());
    sheet_node(low, whole).into()
}

/// Reads a part of the text as a style sheet.
pub(crate) fn sheet_node(low: &mut Lowering<'_>, span: Span) -> NodeId {
    let mut reader = Reader { at: span.start as usize, end: span.end as usize, n_open: 0 };
    let items = reader.items(low, 0);
    style(low, StylePart::Sheet, &items, span)
}

fn style(low: &mut Lowering<'_>, part: StylePart, parts: &[NodeId], span: Span) -> NodeId {
    let parts = low.build.list(parts);
    low.node(Kind::Style(part, parts), span)
}

/// What a run of text ends with.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Semicolon,
    Open,
    Close,
    End,
}

struct Reader {
    at: usize,
    end: usize,
    n_open: u32,
}

impl Reader {
    fn rest<'s>(&self, low: &Lowering<'s>) -> &'s str {
        low.source.get(self.at..self.end).unwrap_or("")
    }

    fn span(start: usize, end: usize) -> Span {
        let to = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(to(start), to(end.max(start)))
    }

    /// Goes past blanks and comments.
    fn skip(&mut self, low: &mut Lowering<'_>) {
        loop {
            let rest = self.rest(low);
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("/*") {
                let n = trimmed.get(2..).and_then(|it| it.find("*/")).map_or(trimmed.len(), |it| it + 4);
                low.build.comment(Self::span(self.at, self.at + n));
                self.at += n;
            } else if trimmed.starts_with("<!--") {
                self.at += 4;
            } else if trimmed.starts_with("-->") {
                self.at += 3;
            } else {
                return;
            }
        }
    }

    /// Everything up to the end of the block, or of the text.
    fn items(&mut self, low: &mut Lowering<'_>, depth: u32) -> Vec<NodeId> {
        let mut items = Vec::new();
        loop {
            self.skip(low);
            let rest = self.rest(low);
            let start = self.at;
            let Some(first) = rest.bytes().next() else { return items };
            match first {
                b'}' if depth > 0 => return items,
                b'}' => {
                    self.at += 1;
                    low.build.fault(Fault { span: Self::span(start, self.at), missing: None });
                    items.push(style(low, StylePart::Broken, &[], Self::span(start, self.at)));
                }
                b';' => self.at += 1,
                b'{' if rest.starts_with("{{") || rest.starts_with("{%") || rest.starts_with("{#") => {
                    self.at += template_len(rest);
                    items.push(style(low, StylePart::Template, &[], Self::span(start, self.at)));
                }
                b'<' if rest.starts_with("<%") || rest.starts_with("<?") => {
                    self.at += template_len(rest);
                    items.push(style(low, StylePart::Template, &[], Self::span(start, self.at)));
                }
                b'@' => {
                    let item = self.at_rule(low, depth);
                    items.push(item);
                }
                _ => {
                    let item = self.rule_or_declaration(low, depth);
                    items.push(item);
                }
            }
            if self.at == start {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// Where the run that starts here ends, and with what: brackets, texts, comments and templates are passed over.
    fn run(&self, low: &Lowering<'_>, stops_at_block: bool) -> (usize, Stop) {
        let bytes = low.source.as_bytes();
        let mut at = self.at;
        let (mut round, mut curly) = (0_u32, 0_u32);
        while at < self.end {
            let rest = low.source.get(at..self.end).unwrap_or("");
            match bytes.get(at).copied().unwrap_or(b' ') {
                b'/' if rest.starts_with("/*") => {
                    at += rest.get(2..).and_then(|it| it.find("*/")).map_or(rest.len(), |it| it + 4);
                    continue;
                }
                quote @ (b'"' | b'\'') => {
                    at += text_len(rest, quote);
                    continue;
                }
                b'\\' => at += 1,
                b'u' | b'U' if is_bare_url(rest) => {
                    at += rest.find(')').map_or(rest.len(), |it| it + 1);
                    continue;
                }
                b'(' | b'[' => round += 1,
                b')' | b']' => round = round.saturating_sub(1),
                b'#' if rest.starts_with("#{") => {
                    at += rest.find('}').map_or(rest.len(), |it| it + 1);
                    continue;
                }
                b'{' if rest.starts_with("{{") || rest.starts_with("{%") => {
                    at += template_len(rest).max(1);
                    continue;
                }
                b'<' if rest.starts_with("<%") || rest.starts_with("<?") => {
                    at += template_len(rest).max(1);
                    continue;
                }
                b'{' if stops_at_block && curly == 0 => return (at, Stop::Open),
                b'{' => curly += 1,
                b'}' if curly > 0 => curly -= 1,
                b'}' => return (at, Stop::Close),
                b';' if round == 0 && curly == 0 => return (at, Stop::Semicolon),
                _ => {}
            }
            at += 1;
        }
        (self.end, Stop::End)
    }

    /// A piece of text without the blanks around it.
    fn word(low: &mut Lowering<'_>, start: usize, end: usize) -> NodeId {
        let text = low.source.get(start..end).unwrap_or("");
        let from = start + (text.len() - text.trim_start().len());
        let to = from + text.trim().len();
        style(low, StylePart::Word, &[], Self::span(from, to))
    }

    fn at_rule(&mut self, low: &mut Lowering<'_>, depth: u32) -> NodeId {
        let start = self.at;
        let rest = self.rest(low);
        let n = rest.get(1..).unwrap_or("").find(|it: char| !it.is_alphanumeric() && it != '-' && it != '_');
        let name_end = start + n.map_or(rest.len(), |it| it + 1);
        let name = Self::word(low, start, name_end);
        self.at = name_end;
        let (end, stop) = self.run(low, true);
        let prelude = Self::word(low, name_end, end);
        self.at = end;
        let mut parts = vec![name, prelude];
        if stop == Stop::Open {
            parts.extend(self.block(low, depth));
        } else if stop == Stop::Semicolon {
            self.at += 1;
        }
        let at = StylePart::At { block: stop == Stop::Open };
        style(low, at, &parts, Self::span(start, self.at))
    }

    /// What stands in the braces that open here.
    fn block(&mut self, low: &mut Lowering<'_>, depth: u32) -> Vec<NodeId> {
        let open = self.at;
        self.at += 1;
        if depth >= MAX_DEPTH {
            let (end, _) = self.run(low, false);
            self.at = (end + 1).min(self.end);
            return vec![style(low, StylePart::Broken, &[], Self::span(open, self.at))];
        }
        self.n_open += 1;
        let items = self.items(low, depth + 1);
        self.n_open -= 1;
        if self.rest(low).starts_with('}') {
            self.at += 1;
        } else if low.build.unit().faults.iter().all(|it| it.missing.is_none()) {
            low.build.fault(Fault { span: Self::span(open, open + 1), missing: Some("}") });
        }
        items
    }

    fn rule_or_declaration(&mut self, low: &mut Lowering<'_>, depth: u32) -> NodeId {
        let start = self.at;
        let rest = self.rest(low);
        let name_len =
            rest.find(|it: char| !it.is_alphanumeric() && !matches!(it, '-' | '_' | '*' | '$')).unwrap_or(rest.len());
        let name = rest.get(..name_len).unwrap_or("");
        let behind = rest.get(name_len..).unwrap_or("");
        let has_colon = name_len > 0 && behind.trim_start().starts_with(':');
        let (mut end, mut stop) = self.run(low, !(name.starts_with("--") && has_colon));
        if stop == Stop::Open {
            // `color: red` without its `;` before a rule that is nested: browsers skip the declaration together with the rule. Only
            // a known property with a space behind its colon is no selector.
            let lowered = name.to_ascii_lowercase();
            let is_property = low.language.library().word("property", &lowered).is_some()
                && behind.trim_start().get(1..).is_some_and(|it| it.starts_with([' ', '\t']));
            if !(has_colon && is_property) {
                let prelude = Self::word(low, start, end);
                self.at = end;
                let mut parts = vec![prelude];
                parts.extend(self.block(low, depth));
                return style(low, StylePart::Rule, &parts, Self::span(start, self.at));
            }
            let line = rest.find('\n').unwrap_or(rest.len());
            end = start + line.min(end - start);
            stop = Stop::Close;
            low.build.fault(Fault { span: Self::span(end.max(start + 1) - 1, end), missing: Some(";") });
        }
        self.at = end;
        let text_end = end;
        if stop == Stop::Semicolon {
            self.at += 1;
        }
        let span = Self::span(start, start + low.source.get(start..text_end).unwrap_or("").trim_end().len());
        // `$styles$`: what some template engines replace.
        let text = low.source.get(start..text_end).unwrap_or("").trim();
        if text.len() > 2 && text.starts_with('$') && text.ends_with('$') {
            return style(low, StylePart::Template, &[], span);
        }
        if !has_colon {
            low.build.fault(Fault { span, missing: None });
            return style(low, StylePart::Broken, &[], span);
        }
        let colon = start + name_len + behind.find(':').unwrap_or(0);
        let name = Self::word(low, start, start + name_len);
        let value = Self::word(low, (colon + 1).min(text_end), text_end);
        style(low, StylePart::Declaration, &[name, value], span)
    }
}

/// How long a text between quotes is; one that is never closed ends with its line.
fn text_len(rest: &str, quote: u8) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            it if it == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

/// Whether an address without quotes starts here, which may hold any mark.
fn is_bare_url(rest: &str) -> bool {
    rest.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("url("))
        && !rest.get(4..).unwrap_or("").trim_start().starts_with(['"', '\''])
}

/// How long the template is that starts here.
pub(crate) fn template_len(rest: &str) -> usize {
    let close = match rest.get(..2) {
        Some("{{") => "}}",
        Some("{%") => "%}",
        Some("{#") => "#}",
        Some("<%") => "%>",
        Some("<?") => "?>",
        _ => return 1,
    };
    // One that is not closed soon is none; the bound keeps the time linear.
    let rest = &rest[..rest.floor_char_boundary(4_096)];
    match rest.find(close) {
        // `{{{ raw }}}`
        Some(at) if rest.starts_with("{{{") && rest.get(at..).is_some_and(|it| it.starts_with("}}}")) => at + 3,
        Some(at) => at + 2,
        None => 2,
    }
}
