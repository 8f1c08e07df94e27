//! What the writers of all sections share: what they read, and where they put sentences.

use code::{NodeId, Span, Unit};
use facts::Facts;

use crate::{Level, Origin, Section, SectionKind, Sentence, SourceSpan};

/// What every writer reads.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The code.
    pub unit: &'a Unit,
    /// What is true of it.
    pub facts: &'a Facts,
    /// Who the text is for.
    pub level: Level,
}

impl<'a> Context<'a> {
    /// The source of a node between backticks; see [`code`].
    pub(crate) fn quote(&self, node: NodeId) -> String {
        code(self.text(node))
    }

    /// The source text of a node; of an own object or an absent value that is left out, its word.
    pub(crate) fn text(&self, node: NodeId) -> &'a str {
        match self.unit.text(node) {
            "" if self.unit.kind(node) == code::Kind::This => self.unit.dialect.receiver,
            "" if self.unit.kind(node) == code::Kind::Null => self.unit.dialect.null,
            text => text,
        }
    }
}

/// Sentences in the making, by section.
///
/// [`Draft::say`] gives provisional ids; [`Draft::finish`] numbers them in reading order.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    sentences: Vec<Pending>,
    /// Documentation that was quoted, and items whose account was given, by where they stand.
    told: Vec<Span>,
    /// Whether the sentences describe things, and are no steps of which one follows another.
    describes: bool,
}

/// A sentence before it has its number.
#[derive(Debug)]
pub(crate) struct Pending {
    pub section: SectionKind,
    pub parent: Option<u32>,
    pub text: String,
    pub spans: Vec<Span>,
}

const SECTIONS: [SectionKind; 5] =
    [SectionKind::What, SectionKind::How, SectionKind::Why, SectionKind::Concepts, SectionKind::WatchOut];

impl Draft {
    /// Adds a sentence, or up to three about the same lines, and gives its id, under which further ones may be put.
    ///
    /// In its section a child stands after its parent and after earlier children of it. A parent in another section only lends
    /// its number.
    pub(crate) fn say(&mut self, section: SectionKind, parent: Option<u32>, text: String, spans: &[Span]) -> u32 {
        let id = self.sentences.len() as u32;
        let text = crate::orthography::close_asides(text);
        self.sentences.push(Pending { section, parent, text, spans: spans.to_vec() });
        id
    }

    /// Lets an earlier sentence rest on more lines.
    pub(crate) fn widen(&mut self, id: u32, span: Span) {
        if let Some(sentence) = self.sentences.get_mut(id as usize) {
            sentence.spans.push(span);
        }
    }

    /// Notes that what stands in a place was told: documentation was quoted, or an item introduced.
    pub(crate) fn tell(&mut self, span: Span) {
        self.told.push(span);
    }

    /// Whether what stands in a place was told before.
    pub(crate) fn is_told(&self, span: Span) -> bool {
        self.told.contains(&span)
    }

    /// The text of an earlier sentence.
    pub(crate) fn text(&self, id: u32) -> &str {
        self.sentences.get(id as usize).map_or("", |sentence| &sentence.text)
    }

    /// The lines of the first sentence that has a word outside code and quotations, alone or in the plural.
    pub(crate) fn first_use(&self, word: &str) -> Option<Span> {
        let uses = |text: &str| {
            let bare = crate::words::outside_code(text);
            let bare = bare.split('“').enumerate().map(|(at, part)| match part.split_once('”') {
                Some((_, rest)) if at > 0 => rest,
                _ => part,
            });
            bare.flat_map(|it| it.split(|it: char| !it.is_alphanumeric())).any(|it| {
                it.eq_ignore_ascii_case(word) || it.strip_suffix('s').is_some_and(|it| it.eq_ignore_ascii_case(word))
            })
        };
        self.sentences.iter().find(|it| uses(&it.text)).and_then(|it| it.spans.first().copied())
    }

    /// Takes the subject off the steps: a reviewer's text has none.
    pub(crate) fn without_subject(&mut self) {
        for sentence in self.sentences.iter_mut().filter(|it| it.section == SectionKind::How) {
            if let Some(rest) = sentence.text.strip_prefix("It ") {
                sentence.text = crate::words::sentence(rest);
            }
        }
    }

    /// Notes that the sentences describe things (the parts of a document, a page, a style sheet) instead of steps.
    pub(crate) fn describe(&mut self) {
        self.describes = true;
    }

    /// Whether a text was said already.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.text.contains(text))
    }

    /// Whether a section has a sentence.
    pub(crate) fn has(&self, section: SectionKind) -> bool {
        self.sentences.iter().any(|sentence| sentence.section == section)
    }

    /// Lets the only sentence of *How* go where *What* has said the same.
    fn drop_repeated(&mut self) {
        let mut how = (0..self.sentences.len()).filter(|&at| self.sentences[at].section == SectionKind::How);
        let (Some(only), None) = (how.next(), how.next()) else { return };
        let said = self
            .sentences
            .iter()
            .position(|it| it.section == SectionKind::What && it.text == self.sentences[only].text);
        let referred = self.sentences.iter().any(|it| it.parent == Some(only as u32));
        if let Some(said) = said
            && !referred
        {
            let spans = std::mem::take(&mut self.sentences[only].spans);
            self.sentences[said].spans.extend(spans);
            for it in &mut self.sentences {
                it.parent = it.parent.map(|parent| if parent > only as u32 { parent - 1 } else { parent });
            }
            self.sentences.remove(only);
        }
    }

    /// All sections that have a sentence, in the form of a level and numbered in reading order.
    pub(crate) fn finish(mut self, unit: &Unit, level: Level) -> Vec<Section> {
        self.drop_repeated();
        crate::style::apply(level, self.describes, &mut self.sentences);
        let n = self.sentences.len();
        // Children of each sentence in its own section; the last entry is for those without a parent there.
        let mut first_child = vec![None; n];
        let mut next_sibling: Vec<Option<u32>> = vec![None; n];
        let mut tops: [Vec<u32>; 5] = Default::default();
        for at in (0..n).rev() {
            let Pending { section, parent, .. } = self.sentences[at];
            match parent {
                Some(parent) if (parent as usize) < at && self.sentences[parent as usize].section == section => {
                    next_sibling[at] = first_child[parent as usize];
                    first_child[parent as usize] = Some(at as u32);
                }
                _ => tops[section_index(section)].push(at as u32),
            }
        }
        let mut order = Vec::with_capacity(n);
        for tops in &tops {
            for &top in tops.iter().rev() {
                let mut stack = vec![top];
                while let Some(at) = stack.pop() {
                    order.push(at);
                    if at != top {
                        stack.extend(next_sibling[at as usize]);
                    }
                    stack.extend(first_child[at as usize]);
                }
            }
        }
        let mut number = vec![0; n];
        for (new, &old) in order.iter().enumerate() {
            number[old as usize] = new as u32;
        }
        let mut sections: Vec<Section> = Vec::new();
        for (id, &old) in order.iter().enumerate() {
            let pending = &mut self.sentences[old as usize];
            let sentence = Sentence {
                id: id as u32,
                parent: pending.parent.map(|parent| number[parent as usize]),
                text: std::mem::take(&mut pending.text),
                origin: Origin::Derived,
                spans: source_spans(unit, &mut pending.spans),
            };
            match sections.last_mut() {
                Some(section) if section.kind == pending.section => section.sentences.push(sentence),
                _ => sections.push(Section { kind: pending.section, sentences: vec![sentence] }),
            }
        }
        sections
    }
}

fn section_index(section: SectionKind) -> usize {
    SECTIONS.iter().position(|&it| it == section).unwrap_or(0)
}

/// Sorted, with neighbours joined where nothing but white space stands between them.
fn source_spans(unit: &Unit, spans: &mut [Span]) -> Vec<SourceSpan> {
    spans.sort_unstable();
    let mut out: Vec<SourceSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        let blank =
            |from: u32| unit.source.get(from as usize..span.start as usize).is_some_and(|it| it.trim().is_empty());
        let (start_line, end_line) = unit.line_range(*span);
        match out.last_mut() {
            Some(last) if span.start <= last.end_byte || blank(last.end_byte) => {
                last.end_line = last.end_line.max(end_line);
                last.end_byte = last.end_byte.max(span.end);
            }
            _ => out.push(SourceSpan { start_line, end_line, start_byte: span.start, end_byte: span.end }),
        }
    }
    out
}

/// How many characters of source are quoted at most.
const LONGEST_QUOTE: usize = 60;

/// Source text between backticks: white space collapsed, cut at a token boundary with `…` when long.
pub(crate) fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len().min(LONGEST_QUOTE) + 2);
    push_code(&mut out, source);
    out
}

/// The same, at the end of a text.
pub(crate) fn push_code(out: &mut String, source: &str) {
    let start = out.len();
    out.push('`');
    let backticks = push_collapsed(out, source.trim());
    if !backticks {
        out.push('`');
        return;
    }
    // Source that holds backticks stands between longer rows of them.
    let quoted = out.split_off(start);
    let body = quoted.get(1..).unwrap_or("");
    let longest = body.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let (left, right) = (body.starts_with('`'), body.ends_with('`'));
    let pad = if left || right { " " } else { "" };
    for piece in [&fence, pad, body, pad, &fence] {
        out.push_str(piece);
    }
}

/// Writes source in one line and cuts it. Gives whether it holds a backtick.
fn push_collapsed(out: &mut String, source: &str) -> bool {
    let mut n_chars = 0;
    let mut backticks = false;
    // Where the text may be cut: after the last whole token.
    let mut cut = out.len();
    let first = cut;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    let mut previous = ' ';
    let mut chars = source.chars().peekable();
    while let Some(mut char) = chars.next() {
        // Blanks inside a text are a part of it.
        let is_kept = char == ' ' && quote.is_some();
        if !is_kept && (char.is_whitespace() || char.is_control()) {
            let mut broken = char == '\n';
            while let Some(next) = chars.next_if(|it| it.is_whitespace() || it.is_control()) {
                broken |= next == '\n';
            }
            // A line break beside a bracket was there for the layout only.
            let tight = "([{".contains(previous) || chars.peek().is_some_and(|&it| ")]}.".contains(it));
            if broken && quote.is_none() && tight && previous != ',' {
                continue;
            }
            char = ' ';
        }
        let in_word = (char.is_alphanumeric() || char == '_') && (previous.is_alphanumeric() || previous == '_');
        if quote.is_none() && !in_word {
            cut = out.trim_end().len();
        }
        if n_chars >= LONGEST_QUOTE {
            if cut <= first || quote.is_some() && cut - first < LONGEST_QUOTE / 2 {
                // One long literal: cut between its words. A word alone is whole, within reason.
                let space = out.rfind(' ').filter(|&at| at > first);
                let mark = out.rfind(|it: char| !it.is_alphanumeric() && it != '_').filter(|&at| at > first + 1);
                match space.or(mark) {
                    Some(at) => cut = at,
                    None if in_word && n_chars < 2 * LONGEST_QUOTE => {
                        out.push(char);
                        previous = char;
                        n_chars += 1;
                        continue;
                    }
                    None => cut = out.len(),
                }
            }
            out.truncate(cut);
            let stop = out.trim_end().len();
            out.truncate(stop);
            out.push('…');
            break;
        }
        match quote {
            Some(mark) if char == mark && !escaped => quote = None,
            None if char == '"' || char == '`' => quote = Some(char),
            // An apostrophe after a letter is part of a word, and a lifetime is no text.
            None if char == '\'' && !previous.is_alphanumeric() && previous != '&' && previous != '<' => {
                quote = Some(char);
            }
            _ => {}
        }
        escaped = char == '\\' && !escaped;
        backticks |= char == '`';
        out.push(char);
        previous = char;
        n_chars += 1;
    }
    backticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_in_one_line() {
        assert_eq!(code("f(\n    a,\n    b\n)"), "`f(a, b)`");
        assert_eq!(code(" x  +\t y "), "`x + y`");
        assert_eq!(code("f( \"a   b\",  c)"), "`f( \"a   b\", c)`");
        assert_eq!(code("a\n    .b()\n    .c()"), "`a.b().c()`");
    }

    #[test]
    fn backticks_in_source_survive_markdown() {
        assert_eq!(code("f(`a`)"), "``f(`a`)``");
        assert_eq!(code("`a`"), "`` `a` ``");
    }

    #[test]
    fn long_quotes_are_cut_between_tokens() {
        let long = "alpha_beta(gamma_delta, epsilon_zeta, eta_theta, iota_kappa, lambda_mu)";
        assert_eq!(code(long), "`alpha_beta(gamma_delta, epsilon_zeta, eta_theta, iota_kappa,…`");
        let words = format!("\"{}\"", "word ".repeat(20));
        assert_eq!(code(&words), "`\"word word word word word word word word word word word…`");
        assert_eq!(code(&"x".repeat(100)), format!("`{}`", "x".repeat(100)));
        assert_eq!(code(&"x".repeat(200)), format!("`{}…`", "x".repeat(120)));
        let address = format!("\"https://a.org/{}/b\"", "x".repeat(60));
        assert_eq!(code(&address), "`\"https://a.org…`");
    }

    #[test]
    fn children_follow_their_parents_and_numbers_count_up() {
        let mut unit = code::Builder::new("test", DIALECT, LIBRARY, "a\n\nb\nc x".to_owned());
        let body = unit.list(&[]);
        let root = unit.node(code::Kind::Module { body }, Span::new(0, 8));
        let unit = unit.finish(root);
        let mut draft = Draft::default();
        let first = draft.say(SectionKind::How, None, "first".to_owned(), &[Span::new(0, 1)]);
        let second = draft.say(SectionKind::How, None, "second".to_owned(), &[Span::new(5, 6), Span::new(3, 4)]);
        draft.say(SectionKind::How, Some(second), "in second".to_owned(), &[Span::new(7, 8)]);
        let inner = draft.say(SectionKind::How, Some(first), "in first".to_owned(), &[Span::new(0, 1)]);
        draft.say(SectionKind::How, Some(inner), "deep".to_owned(), &[Span::new(0, 1)]);
        draft.say(SectionKind::How, Some(first), "in first too".to_owned(), &[Span::new(0, 1)]);
        draft.say(SectionKind::What, None, "what".to_owned(), &[Span::new(0, 8)]);
        let sections = draft.finish(&unit, Level::Intermediate);
        let found: Vec<(u32, Option<u32>, &str)> = sections
            .iter()
            .flat_map(|section| &section.sentences)
            .map(|it| (it.id, it.parent, it.text.as_str()))
            .collect();
        let expected = [
            (0, None, "what"),
            (1, None, "first"),
            (2, Some(1), "in first"),
            (3, Some(2), "deep"),
            (4, Some(1), "in first too"),
            (5, None, "second"),
            (6, Some(5), "in second"),
        ];
        assert_eq!(found, expected);
        let spans = &sections[1].sentences[4].spans;
        assert_eq!(spans.len(), 1);
        assert_eq!((spans[0].start_line, spans[0].end_line, spans[0].end_byte), (3, 4, 6));
    }

    const LIBRARY: code::Library =
        code::Library { entries: &[], terms: &[], bare: &[], common: &[], words: &[], documents: &[] };

    const DIALECT: code::Dialect = code::Dialect {
        loose_equality: false,
        identity_operator: false,
        implicit_cause: true,
        shared_defaults: false,
        falsy_empty_collections: false,
        falsy_scalars: false,
        pointers: false,
        top_level_runs: true,
        commands: false,
        textual_imports: false,
        falsy_null: false,
        ownership: false,
        exceptions: false,
        rethrow_forgets: false,
        static_types: false,
        fixed_width_integers: false,
        all_numbers_float: false,
        arithmetic: code::Arithmetic::FixedWidth,
        negative_indices: false,
        checked_indices: false,
        switch_falls_through: false,
        members_in_scope: false,
        text_absorbs: false,
        identity_equality: false,
        truth_operators: false,
        expression_blocks: false,
        said_results: false,
        checked_presence: false,
        function_scoped_variables: false,
        shadowing: false,
        declared_in_place: false,
        keys_first: false,
        copies_values: false,
        copies_collections: false,
        keyed_lists: false,
        closed_functions: false,
        checked_pairs: false,
        always_returns: false,
        capital_types: true,
        constant_counter: "",
        error_result: "",
        object_literals: false,
        assignment_declares: false,
        reads_are_calls: false,
        shared_fills: &[],
        exit_errors: "",
        mixins: false,
        shell_calls: &[],
        blocks_share_variables: false,
        returns_lowered: false,
        late_binding_closures: false,
        immutable_strings: false,
        eager_async: false,
        loose_example: "",
        silencer: "",
        enforced_types: false,
        request_data: &[],
        null: "null",
        truth: "true",
        falsehood: "false",
        receiver: "self",
        own_type: "",
        failure: "",
        success: "",
        present: "",
        free_modules: &[],
        type_names: &[],
        constructor: "",
        special_methods: &[],
        links: code::Links::NONE,
        terms: code::Terms {
            sequence: "list",
            array: "list",
            mapping: "map",
            set: "set",
            tuple: "tuple",
            text: "string",
            raises: "raises",
            raise: "raise",
            finally: "finally",
            error: "error",
            lambda: "lambda",
            interface: "interface",
            mixin: "mixin",
            record: "struct",
            module: "module",
            field: "field",
            method: "method",
        },
    };
}
