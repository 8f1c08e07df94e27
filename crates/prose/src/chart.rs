//! A flow chart of one function, from the same steps that *How* tells: boxes on a grid, and the arrows between them.
//!
//! Code is structured, so the chart is laid out as it is built, without a search. What follows in order goes down one column. What
//! runs under a condition or in a loop stands one column further right, below the question or the loop; behind it the column goes on.

use code::{FunctionId, Kind, NodeId, Span, Unit};
use facts::{Action, Facts, StepId};
use serde::{Deserialize, Serialize};

use crate::draft::Context;
use crate::words::sentence;
use crate::{Level, SourceSpan, how, phrase};

/// More boxes than these are no picture any more.
const MOST_BOXES: usize = 60;

/// What is deeper inside is told in one box.
const DEEPEST: u32 = 6;

/// Steps share a box up to this many bytes of text.
const LONGEST: usize = 110;

/// A flow chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Whose: the function's name.
    pub name: String,
    /// Its boxes, in reading order; a box's position is its number.
    pub boxes: Vec<ChartBox>,
    /// The ways between them.
    pub arrows: Vec<Arrow>,
    /// Whether the function goes on where the chart ends, since it is too long for a picture.
    pub is_cut: bool,
}

/// A box of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartBox {
    /// What it stands for.
    pub kind: BoxKind,
    /// Its text; code stands in backticks, as in sentences.
    pub text: String,
    /// Its place on the grid, from 0: how far right.
    pub column: u32,
    /// How far down. No two boxes share a row.
    pub row: u32,
    /// The lines that it stands for.
    pub span: SourceSpan,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxKind {
    /// Where the function begins.
    Start,
    /// Steps, one after another.
    Step,
    /// A question whose answer decides the way.
    Question,
    /// A loop: what is to its right runs once for each round.
    Loop,
    /// Where the function ends: a result, an error, or its last line.
    End,
}

/// A way from one box to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// The number of the box that it leaves.
    pub from: u32,
    /// The number of the box that it leads to.
    pub to: u32,
    /// When it is taken, where the box it leaves is a question or a loop.
    pub label: Option<String>,
}

/// The flow chart of a function; `None` where it has no body with steps.
pub(crate) fn of(unit: &Unit, facts: &Facts, level: Level, id: FunctionId) -> Option<Chart> {
    let cx = Context { unit, facts, level };
    let function = unit.function(id);
    let body = function.body?;
    let name = facts.functions.get(id.index())?.name.map_or("the function", |name| unit.text(name));
    let steps = facts.steps.of_body(body);
    if steps.is_empty() {
        return None;
    }
    let mut drawing = Drawing {
        cx,
        chart: Chart { name: name.to_owned(), ..Chart::empty() },
        open: Vec::new(),
        loops: Vec::new(),
        row: 0,
    };
    let parameters: Vec<String> = unit
        .list(function.parameters)
        .iter()
        .filter_map(|&it| match unit.kind(it) {
            Kind::Parameter { target, .. } if !unit.span(target).is_empty() => Some(cx.quote(target)),
            _ => None,
        })
        .collect();
    let given = if parameters.is_empty() {
        String::new()
    } else {
        format!(" with {}", crate::words::list_some(&parameters, 3))
    };
    let header = crate::plan::header(&cx, id);
    if let Some(at) = drawing.put(BoxKind::Start, format!("{}{given}", crate::draft::code(name)), header, 0) {
        drawing.open.push((at, None));
    }
    drawing.steps(steps, 0, 0);
    if !drawing.open.is_empty() {
        let end = unit.span(body).end;
        let gives = unit.gives_last(function);
        let text = if gives { "Gives the last value" } else { "Ends" };
        drawing.put(BoxKind::End, text.to_owned(), Span::new(end.saturating_sub(1).max(header.start), end), 0);
    }
    Some(drawing.chart)
}

impl Chart {
    fn empty() -> Self {
        Self { name: String::new(), boxes: Vec::new(), arrows: Vec::new(), is_cut: false }
    }

    /// The same in words: a line for each box, which says where it leads.
    pub fn lines(&self) -> Vec<String> {
        let place = |to: u32| format!("{}", to + 1);
        self.boxes
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let ways: Vec<String> = self
                    .arrows
                    .iter()
                    .filter(|arrow| arrow.from as usize == at)
                    .map(|arrow| match &arrow.label {
                        Some(label) => format!("{label}: go to {}", place(arrow.to)),
                        None => format!("go to {}", place(arrow.to)),
                    })
                    .collect();
                let follows = self.arrows.iter().filter(|arrow| arrow.from as usize == at).count() == 1
                    && self
                        .arrows
                        .iter()
                        .any(|arrow| arrow.from as usize == at && arrow.to as usize == at + 1 && arrow.label.is_none());
                let mark = match it.kind {
                    BoxKind::Question => "?",
                    _ => ".",
                };
                if ways.is_empty() || follows {
                    format!("{}{mark}", it.text)
                } else {
                    format!("{}{mark} {}.", it.text, sentence(&ways.join("; ")).trim_end_matches('.'))
                }
            })
            .collect()
    }
}

/// A loop that is being drawn.
struct Round {
    /// Its box.
    at: u32,
    /// Ways that leave it early.
    breaks: Vec<(u32, Option<String>)>,
}

/// A chart in the making.
struct Drawing<'a> {
    cx: Context<'a>,
    chart: Chart,
    /// Ways that lead to whatever box comes next.
    open: Vec<(u32, Option<String>)>,
    loops: Vec<Round>,
    row: u32,
}

impl Drawing<'_> {
    /// Puts a box, to which all open ways lead.
    fn put(&mut self, kind: BoxKind, text: String, span: Span, column: u32) -> Option<u32> {
        if self.chart.boxes.len() >= MOST_BOXES {
            self.chart.is_cut = true;
            self.open.clear();
            return None;
        }
        let at = self.chart.boxes.len() as u32;
        let (start_line, end_line) = self.cx.unit.line_range(span);
        let span = SourceSpan { start_line, end_line, start_byte: span.start, end_byte: span.end };
        self.chart.boxes.push(ChartBox {
            kind,
            text: sentence(&text).trim_end_matches('.').to_owned(),
            column,
            row: self.row,
            span,
        });
        self.row += 1;
        for (from, label) in std::mem::take(&mut self.open) {
            self.chart.arrows.push(Arrow { from, to: at, label });
        }
        Some(at)
    }

    /// Draws steps one after another in a column.
    fn steps(&mut self, steps: &[StepId], column: u32, depth: u32) {
        let mut texts: Vec<String> = Vec::new();
        let mut run: Option<Span> = None;
        for &id in steps {
            // What comes after an exit is never reached.
            if self.open.is_empty() && run.is_none() {
                return;
            }
            let step = self.cx.facts.steps.get(id);
            if let Some(text) = self.plain(id, depth) {
                let total: usize = texts.iter().map(String::len).sum();
                if total + text.len() > LONGEST {
                    self.flush(&mut texts, &mut run, column);
                }
                texts.push(text);
                run = Some(run.map_or(step.span, |it| it.cover(step.span)));
                continue;
            }
            self.flush(&mut texts, &mut run, column);
            self.one(id, column, depth);
        }
        self.flush(&mut texts, &mut run, column);
    }

    /// Puts what was gathered into one box.
    fn flush(&mut self, texts: &mut Vec<String>, run: &mut Option<Span>, column: u32) {
        let Some(span) = run.take() else { return };
        let text = texts.iter().map(|it| it.trim_end_matches('.')).collect::<Vec<_>>().join("; ");
        texts.clear();
        if let Some(at) = self.put(BoxKind::Step, text, span, column) {
            self.open.push((at, None));
        }
    }

    /// The text of a step that only goes on to the next; `None` of one that decides or ends.
    fn plain(&self, id: StepId, depth: u32) -> Option<String> {
        let step = self.cx.facts.steps.get(id);
        let decides = |action: &Action| {
            matches!(
                action,
                Action::Guard { .. }
                    | Action::Choose { .. }
                    | Action::Dispatch { .. }
                    | Action::Loop { .. }
                    | Action::Try { .. }
                    | Action::With { .. }
                    | Action::Attempt { .. }
                    | Action::Return(_)
                    | Action::Give(_)
                    | Action::Raise { .. }
                    | Action::Break(_)
                    | Action::Continue(_)
                    | Action::Jump(_)
            )
        };
        if step.actions().any(|(_, action)| decides(action)) && depth < DEEPEST {
            return None;
        }
        how::step_phrase(&self.cx, id)
    }

    /// Draws a step that decides or ends.
    fn one(&mut self, id: StepId, column: u32, depth: u32) {
        let cx = self.cx;
        let step = cx.facts.steps.get(id);
        for (node, action) in step.actions() {
            let span = if step.more.is_empty() { step.span } else { cx.unit.span(node) };
            match action {
                Action::Guard { condition, body, .. } => {
                    self.question(&phrase::condition(&cx, *condition), cx.unit.span(*condition), *body, column, depth);
                }
                Action::Choose { ways, .. } => {
                    let ways = ways
                        .iter()
                        .map(|way| (way.condition.map(|it| (phrase::condition(&cx, it), cx.unit.span(it))), way.body));
                    self.choice(ways.collect(), false, column, depth);
                }
                Action::Dispatch { subject, ways, target } => {
                    // A choice that has a value has one for whatever comes.
                    let is_value = target.is_some()
                        || matches!(cx.unit.parent(node).map(|up| cx.unit.kind(up)), Some(Kind::Return(_)));
                    let of = subject.map(|it| phrase::noun(&cx, it));
                    let ways = ways.iter().map(|way| {
                        let patterns = (!way.patterns.is_empty()).then(|| phrase::patterns(&cx, &way.patterns));
                        let guard = way.condition.map(|it| phrase::condition(&cx, it));
                        let first = way.patterns.first().copied().or(way.condition).unwrap_or(way.body);
                        let asked = match (&of, patterns, guard) {
                            (_, None, None) => None,
                            (Some(of), Some(patterns), None) => Some(format!("{of} is {patterns}")),
                            (Some(of), Some(patterns), Some(guard)) => Some(format!("{of} is {patterns}, and {guard}")),
                            (None, Some(patterns), None) => Some(patterns),
                            (_, None, Some(guard)) => Some(guard),
                            (None, Some(patterns), Some(guard)) => Some(format!("{patterns}, and {guard}")),
                        };
                        (asked.map(|it| (it, cx.unit.span(first))), way.body)
                    });
                    self.choice(ways.collect(), is_value, column, depth);
                }
                Action::Loop { node, body } => self.round(*node, *body, column, depth),
                Action::With { resources, body } => {
                    let first = resources.first().map_or(span, |&it| cx.unit.span(it));
                    let last = resources.last().map_or(span, |&it| cx.unit.span(it));
                    let text = how::with_lead(&cx, resources);
                    if let Some(at) = self.put(BoxKind::Step, text, first.cover(last), column) {
                        self.open.push((at, None));
                        self.steps(cx.facts.steps.of_body(*body), column, depth + 1);
                    }
                }
                Action::Try { body, handlers, otherwise, finally } => {
                    self.attempt(*body, handlers, *otherwise, *finally, column, depth);
                }
                Action::Attempt { body, .. } => {
                    let text = how::step_phrase(&cx, id).unwrap_or_else(|| "tries it".to_owned());
                    let _ = body;
                    self.last(BoxKind::Step, text, span, column, true);
                }
                Action::Return(_) | Action::Give(_) | Action::Raise { .. } => {
                    let text = how::step_phrase(&cx, id).unwrap_or_else(|| cx.quote(node));
                    self.last(BoxKind::End, text, span, column, false);
                }
                Action::Break(_) => {
                    let open = std::mem::take(&mut self.open);
                    if let Some(round) = self.loops.last_mut() {
                        round.breaks.extend(open);
                    }
                }
                Action::Continue(_) => self.back(),
                _ => {
                    let text = how::step_phrase(&cx, id).unwrap_or_else(|| cx.quote(node));
                    self.last(BoxKind::Step, text, span, column, true);
                    // The whole step was told.
                    return;
                }
            }
        }
    }

    /// A box that goes on, or not.
    fn last(&mut self, kind: BoxKind, text: String, span: Span, column: u32, goes_on: bool) {
        if self.open.is_empty() {
            return;
        }
        let at = self.put(kind, text, span, column);
        if let Some(at) = at.filter(|_| goes_on) {
            self.open.push((at, None));
        }
    }

    /// All open ways lead back to the loop around.
    fn back(&mut self) {
        let Some(to) = self.loops.last().map(|it| it.at) else { return };
        for (from, label) in std::mem::take(&mut self.open) {
            self.chart.arrows.push(Arrow { from, to, label });
        }
    }

    /// A condition with what runs under it.
    fn question(&mut self, text: &str, span: Span, body: NodeId, column: u32, depth: u32) {
        let Some(at) = self.put(BoxKind::Question, text.to_owned(), span, column) else { return };
        self.open.push((at, Some("yes".to_owned())));
        self.steps(self.cx.facts.steps.of_body(body), column + 1, depth + 1);
        self.open.push((at, Some("no".to_owned())));
    }

    /// Several ways, asked for one after another; of a choice that is certain to take one of them, the last stands for what is left.
    fn choice(&mut self, ways: Vec<(Option<(String, Span)>, NodeId)>, is_certain: bool, column: u32, depth: u32) {
        let mut ends = Vec::new();
        let n_ways = ways.len();
        for (way, (asked, body)) in ways.into_iter().enumerate() {
            let steps = self.cx.facts.steps.of_body(body);
            match asked {
                Some((text, span)) => {
                    let Some(at) = self.put(BoxKind::Question, text, span, column) else { return };
                    self.open.push((at, Some("yes".to_owned())));
                    self.steps(steps, column + 1, depth + 1);
                    ends.append(&mut self.open);
                    if !is_certain || way + 1 < n_ways {
                        self.open.push((at, Some("no".to_owned())));
                    }
                }
                None => {
                    self.steps(steps, column, depth + 1);
                    ends.append(&mut self.open);
                }
            }
        }
        self.open.append(&mut ends);
    }

    /// A loop with its round.
    fn round(&mut self, node: NodeId, body: NodeId, column: u32, depth: u32) {
        let cx = self.cx;
        let whole = cx.unit.span(node);
        let head = Span::new(whole.start, cx.unit.span(body).start.clamp(whole.start, whole.end));
        let head = Span::new(head.start, head.start + cx.unit.slice(head).trim_end().len() as u32);
        let Some(at) = self.put(BoxKind::Loop, how::loop_lead(&cx, node), head, column) else { return };
        let is_endless = matches!(cx.unit.kind(node), Kind::Loop(code::LoopForm::Endless, _));
        self.loops.push(Round { at, breaks: Vec::new() });
        self.open.push((at, Some("each round".to_owned())));
        self.steps(cx.facts.steps.of_body(body), column + 1, depth + 1);
        self.back();
        let Some(round) = self.loops.pop() else { return };
        if !is_endless {
            self.open.push((at, Some("afterwards".to_owned())));
        }
        self.open.extend(round.breaks);
    }

    /// Something that may fail, what is done about it, and what follows.
    fn attempt(
        &mut self,
        body: NodeId,
        handlers: &[NodeId],
        otherwise: Option<NodeId>,
        finally: Option<NodeId>,
        column: u32,
        depth: u32,
    ) {
        let cx = self.cx;
        let first = self.chart.boxes.len() as u32;
        self.steps(cx.facts.steps.of_body(body), column, depth + 1);
        if let Some(otherwise) = otherwise {
            self.steps(cx.facts.steps.of_body(otherwise), column, depth + 1);
        }
        let mut ends = std::mem::take(&mut self.open);
        // A handler may be reached from anywhere in what is tried; one arrow from its beginning stands for all.
        if (first as usize) < self.chart.boxes.len() {
            for &handler in handlers {
                let Kind::Handler { types, body, .. } = cx.unit.kind(handler) else { continue };
                let types: Vec<String> = cx.unit.list(types).iter().map(|&it| cx.quote(it)).collect();
                let label = if types.is_empty() {
                    "if that fails".to_owned()
                } else {
                    format!("if it fails with {}", phrase::join(&types, "or"))
                };
                self.open.push((first, Some(label)));
                let steps = cx.facts.steps.of_body(body);
                let before = self.chart.boxes.len();
                self.steps(steps, column + 1, depth + 1);
                if self.chart.boxes.len() == before && !self.open.is_empty() {
                    self.last(
                        BoxKind::Step,
                        "does nothing about it".to_owned(),
                        cx.unit.span(handler),
                        column + 1,
                        true,
                    );
                }
                ends.append(&mut self.open);
            }
        }
        self.open = ends;
        if let Some(finally) = finally {
            self.steps(cx.facts.steps.of_body(finally), column, depth + 1);
        }
    }
}
