//! A flow chart as SVG and as text.
//!
//! Boxes stand on a grid, each in a row of its own, so that the gaps between rows and the gutters between columns are free: an arrow
//! that runs in them crosses no box. Colours come from the page (`currentColor`) and nothing is styled inline, which a strict
//! Content-Security-Policy forbids.

use std::fmt::Write as _;

use prose::{Arrow, BoxKind, Chart, ChartBox};

use super::{Inline, escape, inline};

/// Sizes, in the units of the picture, which are pixels at its natural size.
const WIDTH: f64 = 236.0;
const GUTTER: f64 = 64.0;
const GAP: f64 = 40.0;
const MARGIN: f64 = 14.0;
const LINE: f64 = 16.0;
const PADDING: f64 = 10.0;
/// How wide a character is on average, at 12.5 px.
const PLAIN: f64 = 6.3;
const MONO: f64 = 7.2;
/// A box holds as many lines of text at most.
const MOST_LINES: usize = 5;

/// The tip of an arrow, as SVG writes paths, in a field of 8 by 8.
pub const TIP: &str = "M0 0L8 4L0 8z";

/// A piece of a line: its text, and whether it is code.
pub type Piece = (String, bool);

/// A chart as a picture: where everything stands, in pixels at its natural size. Shells draw it as they draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// Whose it is.
    pub title: String,
    /// The paths of the arrows, as SVG writes paths; each ends at its tip.
    pub arrows: Vec<String>,
    /// When arrows are taken.
    pub labels: Vec<Line>,
    /// The boxes.
    pub boxes: Vec<Shape>,
}

/// A line of text in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it stands: the start of a label, the middle of a line in a box.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A box in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it stands for.
    pub kind: BoxKind,
    /// Its outline, as SVG writes paths.
    pub outline: String,
    /// Its text.
    pub lines: Vec<Line>,
    /// Its number, its text and its lines of code, for those who hear it.
    pub name: String,
    /// The first and the last line of code that it stands for.
    pub span: (u32, u32),
}

/// A box with its place in the picture.
struct Placed<'c> {
    it: &'c ChartBox,
    lines: Vec<Vec<Piece>>,
    x: f64,
    y: f64,
    height: f64,
}

impl Placed<'_> {
    fn middle(&self) -> f64 {
        self.x + WIDTH / 2.0
    }

    fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// Finds the place of everything in a chart.
pub fn chart_picture(chart: &Chart) -> Picture {
    let placed = place(chart);
    let n_columns = chart.boxes.iter().map(|it| it.column + 1).max().unwrap_or(1);
    let ends = |arrow: &Arrow| Some((placed.get(arrow.from as usize)?, placed.get(arrow.to as usize)?));
    let arrows = chart.arrows.iter().enumerate();
    let labels = chart.arrows.iter().filter_map(|arrow| {
        let ((from, to), label) = (ends(arrow)?, arrow.label.as_ref()?);
        let (x, y) = if leaves_right(from, to) {
            (from.x + WIDTH + 6.0, from.y + from.height / 2.0 - 5.0)
        } else {
            (from.middle() + 6.0, from.bottom() + 14.0)
        };
        Some(Line { x, y, pieces: line_of(label) })
    });
    Picture {
        width: f64::from(n_columns) * (WIDTH + GUTTER) + 2.0 * MARGIN,
        height: placed.last().map_or(0.0, Placed::bottom) + GAP / 2.0 + MARGIN,
        title: format!("Flow chart of {}", chart.name),
        arrows: arrows
            .filter_map(|(at, arrow)| ends(arrow).map(|(from, to)| route(&placed, from, to, arrow, at)))
            .collect(),
        labels: labels.collect(),
        boxes: placed.iter().enumerate().map(|(at, it)| shape(it, at)).collect(),
    }
}

/// The chart as an SVG document, with a title, a description in words, and a name for each box.
pub fn chart_svg(chart: &Chart) -> String {
    let Picture { width, height, title, arrows, labels, boxes } = chart_picture(chart);
    let description: Vec<String> =
        chart.lines().iter().enumerate().map(|(at, line)| format!("{}. {}", at + 1, plain(line))).collect();
    let title = escape(&title);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"group\" aria-label=\"{title}\" font-family=\"system-ui, sans-serif\" font-size=\"12.5\">\n\
         <title>{title}</title>\n<desc>{}</desc>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
         markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"{TIP}\" fill=\"currentColor\"/></marker></defs>\n\
         <g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\" aria-hidden=\"true\">\n",
        escape(&description.join("\n"))
    );
    for path in arrows {
        let _ = writeln!(out, "<path d=\"{path}\" marker-end=\"url(#tip)\"/>");
    }
    out.push_str("</g>\n<g fill=\"currentColor\" font-size=\"11.5\" font-style=\"italic\" aria-hidden=\"true\">\n");
    for Line { x, y, pieces } in labels {
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\">{}</text>", tspans(&pieces));
    }
    out.push_str("</g>\n");
    for it in boxes {
        let weight = if matches!(it.kind, BoxKind::Start | BoxKind::End) { 2.0 } else { 1.2 };
        let _ = write!(
            out,
            "<g class=\"box\" tabindex=\"0\" role=\"img\" aria-label=\"{}\"><path d=\"{}\" fill=\"none\" stroke=\"currentColor\" \
             stroke-width=\"{weight}\"/><text text-anchor=\"middle\" fill=\"currentColor\">",
            escape(&it.name),
            it.outline
        );
        for Line { x, y, pieces } in it.lines {
            let _ = write!(out, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", tspans(&pieces));
        }
        out.push_str("</text></g>\n");
    }
    out.push_str("</svg>\n");
    out
}

/// The chart in words: a numbered line for each box, which says where it leads.
pub fn chart_text(chart: &Chart) -> String {
    let mut out = format!("Flow chart of `{}`\n\n", chart.name);
    for (at, (line, it)) in chart.lines().iter().zip(&chart.boxes).enumerate() {
        let (first, last) = (it.span.start_line, it.span.end_line);
        let place = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let _ = writeln!(out, "{}{}. {line} [{place}]", "   ".repeat(it.column as usize), at + 1);
    }
    if chart.is_cut {
        out.push_str("\nThe function goes on: it is too long for one chart.\n");
    }
    out
}

/// A sentence without its marks.
fn plain(text: &str) -> String {
    let piece = |it: Inline<'_>| match it {
        Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) => text.to_owned(),
    };
    inline(text).into_iter().map(piece).collect()
}

/// Finds the place of every box.
fn place(chart: &Chart) -> Vec<Placed<'_>> {
    let mut y = MARGIN;
    let mut placed = Vec::with_capacity(chart.boxes.len());
    for it in &chart.boxes {
        let mark = if it.kind == BoxKind::Question { "?" } else { "" };
        let lines = wrap(&format!("{}{mark}", it.text));
        let height = lines.len() as f64 * LINE + 2.0 * PADDING;
        placed.push(Placed { it, lines, x: MARGIN + f64::from(it.column) * (WIDTH + GUTTER), y, height });
        y += height + GAP;
    }
    placed
}

/// One line of a text, without a break.
fn line_of(text: &str) -> Vec<Piece> {
    inline(text)
        .into_iter()
        .map(|it| match it {
            Inline::Code(code) => (code.to_owned(), true),
            Inline::Text(text) | Inline::Strong(text) => (text.to_owned(), false),
        })
        .collect()
}

/// Breaks a text into lines that fit into a box. It breaks at spaces alone, so that no line starts with a comma.
fn wrap(text: &str) -> Vec<Vec<Piece>> {
    let room = WIDTH - 2.0 * PADDING;
    let wide = |it: &(char, bool)| if it.1 { MONO } else { PLAIN };
    let characters: Vec<(char, bool)> = line_of(text)
        .into_iter()
        .flat_map(|(text, is_code)| text.chars().map(move |it| (it, is_code)).collect::<Vec<_>>())
        .collect();
    let mut lines: Vec<Vec<(char, bool)>> = vec![Vec::new()];
    let mut used = 0.0;
    for word in characters.split_inclusive(|it| it.0 == ' ') {
        let own: f64 = word.iter().filter(|it| it.0 != ' ').map(wide).sum();
        if used > 0.0 && used + own > room {
            lines.push(Vec::new());
            used = 0.0;
        }
        for it in word {
            // A word that is longer than a line is cut where it must be.
            if used + wide(it) > room && it.0 != ' ' {
                lines.push(Vec::new());
                used = 0.0;
            }
            used += wide(it);
            if let Some(line) = lines.last_mut() {
                line.push(*it);
            }
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(line) = lines.last_mut() {
            line.push(('…', false));
        }
    }
    lines.into_iter().map(|line| gather(&line)).collect()
}

/// Characters of one kind in a row as one piece.
fn gather(line: &[(char, bool)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for &(character, is_code) in line {
        match pieces.last_mut() {
            Some((text, same)) if *same == is_code => text.push(character),
            _ => pieces.push((character.to_string(), is_code)),
        }
    }
    if let Some((text, _)) = pieces.last_mut() {
        text.truncate(text.trim_end().len());
    }
    pieces
}

/// Whether an arrow leaves at the right side: into what a question or a loop holds, and to what is done about a failure.
fn leaves_right(from: &Placed<'_>, to: &Placed<'_>) -> bool {
    to.it.column > from.it.column
}

/// The path of an arrow.
fn route(placed: &[Placed<'_>], from: &Placed<'_>, to: &Placed<'_>, arrow: &Arrow, at: usize) -> String {
    // Arrows that share a gutter run beside each other.
    let lane = (at % 4) as f64 * 8.0 - 12.0;
    let is_free = |column: u32| {
        let rows = from.it.row.min(to.it.row) + 1..from.it.row.max(to.it.row);
        !placed.iter().any(|it| it.it.column == column && rows.contains(&it.it.row))
    };
    let is_back = arrow.to <= arrow.from;
    let gutter = to.x + WIDTH + GUTTER / 2.0 + lane;
    let below = from.bottom() + GAP / 2.0 + lane / 2.0;
    if leaves_right(from, to) && !is_back {
        let side = from.y + from.height / 2.0;
        let start = from.x + WIDTH;
        if is_free(to.it.column) {
            return format!("M{start} {side}H{}V{}", to.middle(), to.y);
        }
        let (lane, above) = (to.x - GUTTER / 2.0 + lane, to.y - GAP / 2.0);
        return format!("M{start} {side}H{lane}V{above}H{}V{}", to.middle(), to.y);
    }
    if is_back {
        let under = to.bottom() + GAP / 2.0;
        let end = to.x + WIDTH * 0.92;
        if from.it.row == to.it.row {
            return format!("M{} {}V{under}H{end}V{}", from.middle(), from.bottom(), to.bottom());
        }
        return format!("M{} {}V{below}H{gutter}V{under}H{end}V{}", from.middle(), from.bottom(), to.bottom());
    }
    if from.it.column == to.it.column && is_free(from.it.column) {
        return format!("M{} {}V{}", from.middle(), from.bottom(), to.y);
    }
    let above = to.y - GAP / 2.0;
    format!("M{} {}V{below}H{gutter}V{above}H{}V{}", from.middle(), from.bottom(), to.middle(), to.y)
}

/// The outline, the lines and the name of a box.
fn shape(it: &Placed<'_>, at: usize) -> Shape {
    let Placed { x, y, height, .. } = *it;
    let (first, last) = (it.it.span.start_line, it.it.span.end_line);
    let place = if first == last { format!("line {first}") } else { format!("lines {first} to {last}") };
    let (right, bottom, middle) = (x + WIDTH, y + height, y + height / 2.0);
    let cut = 12.0;
    let outline = match it.it.kind {
        BoxKind::Question => {
            format!(
                "M{} {y}H{}L{right} {middle}L{} {bottom}H{}L{x} {middle}z",
                x + cut,
                right - cut,
                right - cut,
                x + cut
            )
        }
        BoxKind::Loop => format!("M{} {y}H{}L{right} {}V{bottom}H{x}V{}z", x + cut, right - cut, y + cut, y + cut),
        BoxKind::Start | BoxKind::End | BoxKind::Step => {
            let round = if it.it.kind == BoxKind::Step { 4.0 } else { (height / 2.0).min(18.0) };
            format!(
                "M{} {y}H{}a{round} {round} 0 0 1 {round} {round}V{}a{round} {round} 0 0 1 -{round} {round}H{}a{round} {round} 0 0 1 \
                 -{round} -{round}V{}a{round} {round} 0 0 1 {round} -{round}z",
                x + round,
                right - round,
                bottom - round,
                x + round,
                y + round
            )
        }
    };
    let line = |(at, pieces): (usize, &Vec<Piece>)| Line {
        x: it.middle(),
        y: y + PADDING + LINE * (at as f64 + 0.75),
        pieces: pieces.clone(),
    };
    Shape {
        kind: it.it.kind,
        outline,
        lines: it.lines.iter().enumerate().map(line).collect(),
        name: format!("{}. {}, {place}", at + 1, plain(&it.it.text)),
        span: (first, last),
    }
}

/// The pieces of a line, code in its own font.
fn tspans(line: &[Piece]) -> String {
    line.iter()
        .map(|(text, is_code)| match is_code {
            true => format!("<tspan font-family=\"ui-monospace, monospace\">{}</tspan>", escape(text)),
            false => escape(text),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, Reading};

    const CODE: &str = "def first(items, wanted):\n    for item in items:\n        if item == wanted:\n            return item\n        \
                        log(\"<no>\")\n    return None\n";

    fn chart() -> Chart {
        let reading = Reading::of(CODE, "python").expect("it is a language");
        reading.chart(Level::Intermediate, None).expect("it has steps")
    }

    #[test]
    fn every_way_is_told_in_words() {
        let wanted = "Flow chart of `first`\n\n\
                      1. `first` with `items` and `wanted`. [1]\n\
                      2. For each `item` in `items`. Each round: go to 3; afterwards: go to 6. [2]\n   \
                         3. `item` equals `wanted`? Yes: go to 4; no: go to 5. [3]\n      \
                            4. Returns `item`. [4]\n   \
                         5. Calls `log(\"<no>\")`. Go to 2. [5]\n\
                      6. Returns `None`. [6]\n";
        assert_eq!(chart_text(&chart()), wanted);
    }

    #[test]
    fn the_picture_holds_no_markup_of_the_code() {
        let svg = chart_svg(&chart());
        assert!(svg.contains("&lt;no&gt;") && !svg.contains("<no>"), "{svg}");
        assert_eq!(svg.matches("role=\"img\"").count(), chart().boxes.len());
        assert_eq!(svg.matches("marker-end").count(), chart().arrows.len());
    }

    #[test]
    fn lines_break_at_spaces() {
        let lines = wrap("Adds `order[\"id\"]` to the set `seen`; sets `price` to `order[\"price\"]`");
        assert!(lines.len() > 1 && lines.iter().all(|line| !line.is_empty() && !line[0].0.starts_with([';', ','])));
        let long = wrap(&"x".repeat(500));
        assert_eq!(long.len(), MOST_LINES);
    }
}
