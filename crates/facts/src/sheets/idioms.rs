//! Idioms of styling: declarations that mean something together.

use super::{EntryForm, Sheet, SimpleKind, values};

/// Declarations that mean something together.
#[derive(Clone, Debug)]
pub struct StyleIdiom {
    /// Which idiom.
    pub kind: StyleIdiomKind,
    /// The position of the rule.
    pub entry: usize,
    /// The positions of its declarations.
    pub declarations: Vec<usize>,
}

/// Which idiom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StyleIdiomKind {
    /// Hidden from the eye, not from screen readers.
    VisuallyHidden,
    /// Text of one line that ends in an ellipsis.
    Ellipsis,
    /// Text of some lines that ends in an ellipsis.
    LineClamp,
    /// A flex container that centres its items both ways.
    FlexCentre,
    /// A grid that centres its items both ways.
    GridCentre,
    /// Placed half-way and moved back by half its size.
    AbsoluteCentre,
    /// Placed half-way in one direction and moved back by half its size.
    HalfWay,
    /// Free space shared by both sides.
    MarginCentre,
    /// A container of a limited width in the middle of the page.
    CentredColumn,
    /// Lies over its whole container.
    Cover,
    /// Lies over the whole window.
    CoverWindow,
    /// An element that holds its floats.
    Clearfix,
    /// Columns as many as fit.
    AutoGrid,
    /// Padding and border count as part of the size.
    BorderBox,
    /// The browser's own spacing is taken away from everything.
    Reset,
    /// A triangle made of borders.
    Triangle,
    /// As wide as the window, out of a narrower container.
    FullBleed,
    /// A box whose height follows its width through padding.
    AspectBox,
    /// Pictures never wider than their place.
    FluidPicture,
    /// Letters filled with a gradient.
    GradientText,
    /// A list without marks and indent.
    PlainList,
    /// Sticks to an edge while the page scrolls.
    Sticky,
    /// A bar fixed to an edge of the window.
    FixedBar,
    /// A page at least as high as the window, as a column.
    PageColumn,
    /// A circle.
    Circle,
    /// A panel that stands out: background, round corners, shadow.
    Card,
    /// Generated boxes without text.
    Decoration,
}

/// Finds the idioms of a sheet.
pub(super) fn observe(sheet: &Sheet) -> Vec<StyleIdiom> {
    let mut out = Vec::new();
    for entry in 0..sheet.entries.len() {
        if matches!(sheet.entries[entry].form, EntryForm::Rule(_)) {
            Finder { sheet, entry, used: Vec::new() }.find(&mut out);
        }
    }
    out
}

struct Finder<'s> {
    sheet: &'s Sheet,
    entry: usize,
    used: Vec<usize>,
}

impl Finder<'_> {
    /// The last declaration of a property that no idiom has taken.
    fn at(&self, name: &str) -> Option<usize> {
        let own = &self.sheet.entries[self.entry].declarations;
        own.iter().rev().copied().find(|&it| self.sheet.declarations[it].name == name && !self.used.contains(&it))
    }

    fn value(&self, name: &str) -> &str {
        self.at(name).map_or("", |it| self.sheet.declarations[it].plain.as_str())
    }

    fn is(&self, name: &str, one_of: &[&str]) -> bool {
        one_of.contains(&self.value(name))
    }

    fn is_zero(&self, name: &str) -> bool {
        values::is_zero(self.value(name))
    }

    fn has(&self, name: &str) -> bool {
        self.at(name).is_some()
    }

    fn take(&mut self, kind: StyleIdiomKind, names: &[&str], out: &mut Vec<StyleIdiom>) {
        let mut declarations: Vec<usize> = names.iter().filter_map(|it| self.at(it)).collect();
        declarations.sort_unstable();
        self.used.extend(&declarations);
        out.push(StyleIdiom { kind, entry: self.entry, declarations });
    }

    fn find(&mut self, out: &mut Vec<StyleIdiom>) {
        use StyleIdiomKind as It;
        let n = self.sheet.entries[self.entry].declarations.len();
        // A rule of hundreds is a list of values, and looking each up takes time that grows with its square.
        if n == 0 || n > 300 {
            return;
        }
        self.hidden(out);
        self.texts(out);
        self.centres(out);
        self.places(out);
        let last = |kind: SimpleKind, names: &[&str]| {
            let selectors = self.sheet.selectors(self.entry);
            !selectors.is_empty()
                && selectors.iter().all(|it| {
                    it.compounds.last().is_some_and(|it| {
                        it.simples.iter().any(|it| it.kind == kind && names.contains(&it.name.as_str()))
                    })
                })
        };
        let generated = last(SimpleKind::PseudoElement, &["before", "after"]);
        let is_empty = self.is("content", &["\"\"", "''", "\" \"", "' '"]);
        if generated && is_empty && self.is("clear", &["both"]) && self.is("display", &["table", "block", "flow-root"])
        {
            self.take(
                It::Clearfix,
                &["content", "clear", "display", "height", "visibility", "line-height", "font-size"],
                out,
            );
        } else if generated && is_empty {
            self.take(It::Decoration, &["content"], out);
        }
        let selectors = self.sheet.selectors(self.entry);
        let universal = selectors.iter().any(|it| {
            it.compounds.len() == 1
                && it.compounds[0].simples.len() == 1
                && it.compounds[0].simples[0].kind == SimpleKind::Any
        });
        if universal && self.is("box-sizing", &["border-box"]) {
            self.take(It::BorderBox, &["box-sizing"], out);
        }
        if universal && self.is_zero("margin") && self.is_zero("padding") {
            self.take(It::Reset, &["margin", "padding"], out);
        }
        if let Some((_, arguments)) = values::call(self.value("grid-template-columns")).filter(|it| it.0 == "repeat")
            && matches!(arguments.first(), Some(&("auto-fit" | "auto-fill")))
            && arguments.get(1).is_some_and(|it| it.starts_with("minmax("))
            && arguments.len() == 2
        {
            let is_grid = self.is("display", &["grid", "inline-grid"]);
            let names: &[&str] =
                if is_grid { &["display", "grid-template-columns"] } else { &["grid-template-columns"] };
            self.take(It::AutoGrid, names, out);
        }
        self.shapes(out);
    }

    fn hidden(&mut self, out: &mut Vec<StyleIdiom>) {
        let tiny = |it: &str| matches!(values::number(it), Some((n, "px")) if n <= 1.0);
        let clipped = self.value("clip").starts_with("rect(") || self.value("clip-path").starts_with("inset(50%");
        let small = tiny(self.value("width")) && tiny(self.value("height"));
        if self.is("position", &["absolute"]) && (clipped || small && self.is("overflow", &["hidden"])) {
            let names = [
                "position",
                "width",
                "height",
                "padding",
                "margin",
                "overflow",
                "clip",
                "clip-path",
                "white-space",
                "border",
                "border-width",
                "-webkit-clip-path",
            ];
            self.take(StyleIdiomKind::VisuallyHidden, &names, out);
        }
    }

    fn texts(&mut self, out: &mut Vec<StyleIdiom>) {
        let hides = self.is("overflow", &["hidden", "clip"]) || self.is("overflow-x", &["hidden", "clip"]);
        if self.is("text-overflow", &["ellipsis"]) && self.is("white-space", &["nowrap", "pre"]) && hides {
            self.take(StyleIdiomKind::Ellipsis, &["text-overflow", "white-space", "overflow", "overflow-x"], out);
        }
        if self.has("-webkit-line-clamp")
            && !self.is("-webkit-line-clamp", &["none", "unset"])
            && self.is("display", &["-webkit-box"])
            && self.is("overflow", &["hidden"])
        {
            let names =
                ["-webkit-line-clamp", "line-clamp", "display", "-webkit-box-orient", "overflow", "text-overflow"];
            self.take(StyleIdiomKind::LineClamp, &names, out);
        }
        let clip = self.is("background-clip", &["text"]) || self.is("-webkit-background-clip", &["text"]);
        let empty = self.is("color", &["transparent"]) || self.is("-webkit-text-fill-color", &["transparent"]);
        let image =
            if self.has("background-image") { self.value("background-image") } else { self.value("background") };
        if clip && empty && image.contains("gradient(") {
            let names = [
                "background-clip",
                "-webkit-background-clip",
                "-webkit-text-fill-color",
                "background",
                "background-image",
            ];
            self.take(StyleIdiomKind::GradientText, &names, out);
            if self.is("color", &["transparent"])
                && let (Some(at), Some(last)) = (self.at("color"), out.last_mut())
            {
                last.declarations.push(at);
                self.used.push(at);
            }
        }
        if self.is("list-style", &["none"]) || self.is("list-style-type", &["none"]) {
            let bare = self.is_zero("padding") || self.is_zero("padding-left");
            if bare {
                let margin: &[&str] = if self.is_zero("margin") { &["margin"] } else { &[] };
                let names: Vec<&str> = ["list-style", "list-style-type", "padding", "padding-left"]
                    .into_iter()
                    .chain(margin.iter().copied())
                    .collect();
                self.take(StyleIdiomKind::PlainList, &names, out);
            }
        }
    }

    fn centres(&mut self, out: &mut Vec<StyleIdiom>) {
        use StyleIdiomKind as It;
        let flex = self.is("display", &["flex", "inline-flex"]);
        let grid = self.is("display", &["grid", "inline-grid"]);
        let plain = !self.is("flex-direction", &["row-reverse", "column-reverse"]);
        if flex && plain && self.is("justify-content", &["center"]) && self.is("align-items", &["center"]) {
            self.take(It::FlexCentre, &["display", "justify-content", "align-items", "flex-direction"], out);
        } else if grid && self.is("place-items", &["center"]) {
            self.take(It::GridCentre, &["display", "place-items"], out);
        }
        let away = |it: &str| it.starts_with("translate(-50%");
        if self.is("position", &["absolute", "fixed"])
            && self.is("top", &["50%"])
            && self.is("left", &["50%"])
            && (away(self.value("transform")) && self.value("transform").ends_with("-50%)"))
        {
            self.take(It::AbsoluteCentre, &["position", "top", "left", "transform"], out);
        }
        for (edge, way) in [("left", "translatex(-50%)"), ("top", "translatey(-50%)")] {
            let other = if edge == "left" { "translate(-50%, 0)" } else { "translate(0, -50%)" };
            if self.is("position", &["absolute", "fixed"])
                && self.is(edge, &["50%"])
                && self.is("transform", &[way, other])
            {
                self.take(It::HalfWay, &["position", edge, "transform"], out);
            }
        }
        let auto_sides = self.is("margin-left", &["auto"]) && self.is("margin-right", &["auto"]);
        let margin = values::split(self.value("margin"), ' ').into_iter().map(str::to_owned).collect::<Vec<_>>();
        let shared = matches!(margin.as_slice(), [side] | [_, side] | [_, side, _] if side == "auto")
            || matches!(margin.as_slice(), [_, one, _, other] if one == "auto" && other == "auto");
        let limit = ["max-width", "width"]
            .into_iter()
            .find(|it| self.has(it) && !self.is(it, &["auto", "100%", "none", "100vw"]));
        let positioned = self.is("position", &["absolute", "fixed"]);
        if !positioned && (shared || auto_sides || self.is("margin-inline", &["auto"])) {
            let mut names: Vec<&str> = Vec::new();
            if auto_sides {
                names.extend(["margin-left", "margin-right"]);
            } else if self.is("margin-inline", &["auto"]) {
                names.push("margin-inline");
            } else if matches!(margin.first(), Some(it) if values::is_zero(it) || it == "auto")
                && margin.get(2).is_none_or(|it| values::is_zero(it))
            {
                names.push("margin");
            }
            if !names.is_empty() || limit.is_some() {
                let kind = if limit.is_some() { It::CentredColumn } else { It::MarginCentre };
                if let Some(limit) = limit {
                    names.push(limit);
                }
                // A margin that also has a size above or below is told by itself too.
                self.take(kind, &names, out);
            }
        }
    }

    fn places(&mut self, out: &mut Vec<StyleIdiom>) {
        use StyleIdiomKind as It;
        let edges = ["top", "right", "bottom", "left"];
        let all = edges.iter().all(|it| self.is_zero(it)) || self.is_zero("inset");
        let sized = self.is_zero("top")
            && self.is_zero("left")
            && self.is("width", &["100%", "100vw"])
            && self.is("height", &["100%", "100vh", "100dvh"]);
        let names = ["position", "top", "right", "bottom", "left", "inset"];
        if self.is("position", &["absolute"]) && (all || sized) {
            let more: &[&str] = if sized { &["width", "height"] } else { &[] };
            self.take(It::Cover, &[&names, more].concat(), out);
        } else if self.is("position", &["fixed"]) && (all || sized) {
            let more: &[&str] = if sized { &["width", "height"] } else { &[] };
            self.take(It::CoverWindow, &[&names, more].concat(), out);
        } else if self.is("position", &["fixed"])
            && (self.is_zero("top") != self.is_zero("bottom"))
            && (self.is_zero("left") && self.is_zero("right") || self.is("width", &["100%"]))
        {
            self.take(It::FixedBar, &["position", "top", "bottom", "left", "right", "width"], out);
        } else if self.is("position", &["sticky", "-webkit-sticky"]) && (self.has("top") || self.has("bottom")) {
            self.take(It::Sticky, &["position", "top", "bottom"], out);
        }
        let tall = ["100vh", "100dvh", "100svh"];
        if self.is("display", &["flex"]) && self.is("flex-direction", &["column"]) && self.is("min-height", &tall) {
            self.take(It::PageColumn, &["display", "flex-direction", "min-height"], out);
        }
        let bleeds = |it: &str| matches!(it, "calc(50% - 50vw)" | "calc(-50vw + 50%)" | "-50vw");
        if self.is("width", &["100vw"]) && bleeds(self.value("margin-left")) {
            self.take(
                It::FullBleed,
                &["width", "margin-left", "margin-right", "left", "right", "position", "max-width"],
                out,
            );
        }
    }

    fn shapes(&mut self, out: &mut Vec<StyleIdiom>) {
        use StyleIdiomKind as It;
        let borders = [
            "border",
            "border-top",
            "border-right",
            "border-bottom",
            "border-left",
            "border-color",
            "border-width",
            "border-style",
        ];
        let invisible = borders.iter().any(|it| self.value(it).contains("transparent"));
        if self.is_zero("width") && self.is_zero("height") && invisible {
            self.take(It::Triangle, &[&["width", "height"], &borders[..]].concat(), out);
        }
        let percent = |it: &str| matches!(values::number(it), Some((n, "%")) if n > 0.0);
        let padded = ["padding-bottom", "padding-top"].into_iter().find(|it| percent(self.value(it)));
        if let Some(padded) = padded.filter(|_| self.is_zero("height")) {
            self.take(It::AspectBox, &["height", padded, "overflow"], out);
        }
        if self.is("max-width", &["100%"]) && self.is("height", &["auto"]) {
            self.take(It::FluidPicture, &["max-width", "height"], out);
        }
        let same = !self.value("width").is_empty() && self.value("width") == self.value("height");
        if same && values::number(self.value("width")).is_some() && self.is("border-radius", &["50%", "100%"]) {
            self.take(It::Circle, &["width", "height", "border-radius"], out);
        }
        let filled = self.has("background") || self.has("background-color");
        let framed = self.has("box-shadow") && !self.is("box-shadow", &["none"])
            || self.has("border") && !self.is("border", &["none", "0"]);
        let none = self.is("background", &["none", "transparent"]) || self.is("background-color", &["transparent"]);
        if filled
            && !none
            && framed
            && self.has("border-radius")
            && self.has("padding")
            && !self.is_zero("border-radius")
        {
            // What it is made of is told too.
            out.push(StyleIdiom { kind: It::Card, entry: self.entry, declarations: Vec::new() });
        }
    }
}
