//! Words for the reasons, terms and traps of style sheets.

use code::Span;
use facts::sheets::{EntryForm, Sheet, SimpleKind, StyleHazardKind, StyleIdiomKind, WinReason, values};

use crate::draft::{Context, Draft, code};
use crate::words::{list_some, number, sentence};
use crate::{Level, SectionKind, plan};

/// Adds the reasons behind idioms, and who wins where rules compete.
pub(super) fn why(cx: &Context<'_>, sheet: &Sheet, draft: &mut Draft) {
    let most = plan::budget(cx, 12, 3, 10);
    let mut told: Vec<StyleIdiomKind> = Vec::new();
    for idiom in &sheet.idioms {
        if told.contains(&idiom.kind) || told.len() >= most {
            continue;
        }
        let texts = reason(idiom.kind);
        let text = match cx.level {
            Level::Beginner => texts[0],
            Level::Intermediate => texts[1],
            Level::Expert => texts[2],
        };
        if text.is_empty() {
            continue;
        }
        told.push(idiom.kind);
        let entries = sheet.idioms.iter().filter(|it| it.kind == idiom.kind).take(4);
        let spans: Vec<Span> = entries.map(|it| sheet.entries[it.entry].span).collect();
        draft.say(SectionKind::Why, None, sentence(text), &spans);
    }
    wins(cx, sheet, draft);
    let reduced = sheet.entries.iter().find(|it| {
        matches!(&it.form, EntryForm::At { name, .. } if name == "media")
            && cx.unit.slice(it.head).contains("prefers-reduced-motion")
    });
    if let Some(entry) = reduced {
        let text = match cx.level {
            Level::Expert => "Reduced motion: movement can make people with vestibular disorders ill.",
            _ => {
                "Some people get dizzy from movement on the screen; the rules for less movement heed what they set in their system."
            }
        };
        draft.say(SectionKind::Why, None, text.to_owned(), &[entry.span]);
    }
}

/// Who wins where two rules set the same property for the same element.
fn wins(cx: &Context<'_>, sheet: &Sheet, draft: &mut Draft) {
    let mut told: Vec<(usize, usize)> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for win in sheet.wins.iter().filter(|it| !it.dead) {
        let pair = (win.winner.0, win.loser.0);
        if told.contains(&pair) || told.len() >= 3 {
            continue;
        }
        told.push(pair);
        let selector = |it: (usize, usize, usize)| &sheet.selectors(it.0)[it.2];
        let (ours, theirs) = (selector(win.winner), selector(win.loser));
        let names: Vec<String> = {
            let mut all: Vec<&str> = sheet
                .wins
                .iter()
                .filter(|it| !it.dead && (it.winner.0, it.loser.0) == pair)
                .map(|it| sheet.declarations[it.winner.1].name.as_str())
                .collect();
            all.dedup();
            all.iter().map(|it| code(it)).collect()
        };
        let (winner, loser) = (code(cx.unit.slice(ours.span)), code(cx.unit.slice(theirs.span)));
        let weight = |it: facts::sheets::Specificity| format!("({},{},{})", it.0, it.1, it.2);
        let because = match (win.reason, cx.level) {
            (WinReason::Importance, _) => "it is marked as important".to_owned(),
            (WinReason::Order, Level::Beginner) => "both selectors weigh the same and it stands later".to_owned(),
            (WinReason::Order, _) => format!("both weigh {} and it stands later", weight(ours.specificity)),
            (WinReason::Specificity, Level::Beginner) => "its selector asks for more and so weighs more".to_owned(),
            (WinReason::Specificity, _) => {
                format!("{} outweighs {}", weight(ours.specificity), weight(theirs.specificity))
            }
        };
        let text =
            format!("Where {winner} and {loser} both match, {winner} decides on {}: {because}.", list_some(&names, 3));
        if texts.contains(&text) {
            continue;
        }
        texts.push(text.clone());
        let spans = [sheet.declarations[win.winner.1].span, sheet.declarations[win.loser.1].span];
        draft.say(SectionKind::Why, None, text, &spans);
    }
}

/// The reason for an idiom at three levels.
fn reason(kind: StyleIdiomKind) -> [&'static str; 3] {
    use StyleIdiomKind as It;
    match kind {
        It::VisuallyHidden => [
            "Visually hidden text: what `display` hides with `none` is not read aloud either, so the text is made tiny and cut off instead.",
            "Visually hidden: `none` as `display` would take it from screen readers too, so it is clipped to nothing instead.",
            "Visually hidden: stays in the accessibility tree, which `none` as `display` and `hidden` as `visibility` would take it from.",
        ],
        It::Ellipsis => [
            "Ellipsis: all three parts are needed: one line, cutting off, and the mark at the end.",
            "Ellipsis: `text-overflow` works only where the text is kept in one line and cut off.",
            "Ellipsis: `text-overflow` needs a clipped overflow and a line that does not wrap; a flex item also needs a `min-width` of zero to shrink.",
        ],
        It::LineClamp => [
            "",
            "Line clamp: the old box model is the form in which all browsers know it.",
            "Line clamp: specified in terms of the legacy box model; all engines implement that form.",
        ],
        It::FlexCentre | It::GridCentre => [
            "Centring: it works for content of any size, so nothing has to be measured.",
            "Centring: independent of the size of the content.",
            "",
        ],
        It::AbsoluteCentre => [
            "Centring: half-way across and down would put its corner into the middle, so it moves back by half of its own size.",
            "Centring: percentages of `top` and `left` refer to the container, those of the movement to the element itself.",
            "Centring: offsets resolve against the containing block, translation percentages against the element's own box; the transform makes a stacking context.",
        ],
        It::CentredColumn => [
            "Centred column: lines that are too long are hard to read, so the width is limited and the rest is shared by both sides.",
            "Centred column: auto margins share what the limited width leaves over.",
            "",
        ],
        It::Clearfix => [
            "Clearfix: an element does not grow with what floats inside it, so a box that starts below the floats stretches it.",
            "Clearfix: the generated box clears the floats, so that the element encloses them.",
            "Clearfix: predates `flow-root` as `display`, which makes the block formatting context without a generated box.",
        ],
        It::AutoGrid => [
            "Columns that fit: the number of columns follows from the width alone, so phones and wide screens need no rules of their own.",
            "Columns that fit: as many tracks as fit, with a least and a greatest size, make the grid responsive without media queries.",
            "Columns that fit: auto-fit collapses empty tracks, auto-fill keeps them; a least width above the container's overflows.",
        ],
        It::BorderBox => [
            "Border-box: without it, padding and border would be added to a width, and boxes would get wider than they say.",
            "Border-box: sizes include padding and border, so that percentages and padding go together.",
            "",
        ],
        It::Reset => [
            "Reset: browsers give headings, lists and paragraphs spacing of their own, each a little differently; the sheet starts from none.",
            "Reset: takes away the differing default spacing of browsers.",
            "",
        ],
        It::Triangle => [
            "Triangle: where two thick borders meet, the edge is slanted; with no box between them, one visible border is a triangle.",
            "Triangle: borders meet at a slant, so one visible border of a box without size is a triangle.",
            "",
        ],
        It::AspectBox => [
            "Proportions: padding in percent is measured by the width, so the height follows the width.",
            "Proportions: percentages of padding refer to the container's width; `aspect-ratio` does the same today.",
            "Proportions: vertical padding percentages resolve against the inline size of the containing block; `aspect-ratio` replaces it.",
        ],
        It::FluidPicture => [
            "Flexible pictures: a large picture shrinks with its place instead of sticking out, and `height: auto` keeps its proportions.",
            "Flexible pictures: they shrink with the container but never grow beyond their own size.",
            "",
        ],
        It::Sticky => [
            "",
            "Sticky: it sticks inside its scrolling ancestor and leaves with its parent.",
            "Sticky: bounded by its containing block and resolved against the nearest scrollport; an ancestor whose overflow clips or scrolls changes which one that is.",
        ],
        It::FixedBar => [
            "",
            "",
            "Fixed: out of flow, so the content needs its own offset; an ancestor with a transform or filter becomes its containing block.",
        ],
        It::PageColumn => [
            "",
            "Page column: an item in it that takes the free space keeps the footer at the bottom of short pages.",
            "",
        ],
        It::PlainList => [
            "",
            "",
            "Plain list: Safari no longer announces a list whose marks are removed, unless its role is set to list again or it stands in a navigation.",
        ],
        It::GradientText => [
            "Gradient text: the background is cut to the shape of the letters, and the letters themselves are made see-through.",
            "Gradient text: the background is clipped to the letters, which are themselves transparent.",
            "",
        ],
        It::HalfWay
        | It::FullBleed
        | It::MarginCentre
        | It::Cover
        | It::CoverWindow
        | It::Circle
        | It::Card
        | It::Decoration => ["", "", ""],
    }
}

/// Adds the terms that the sheets use.
pub(super) fn concepts(cx: &Context<'_>, sheets: &[Sheet], draft: &mut Draft) {
    let most = match cx.level {
        Level::Beginner => plan::budget(cx, 4, 5, 10),
        Level::Intermediate => plan::budget(cx, 12, 2, 4),
        Level::Expert => return,
    };
    let mut wanted: Vec<(u8, &'static str, Span)> = Vec::new();
    let mut add = |weight: u8, key: &'static str, span: Span| {
        if !wanted.iter().any(|it| it.1 == key) {
            wanted.push((weight, key, span));
        }
    };
    let beginner = cx.level == Level::Beginner;
    for sheet in sheets {
        for (index, entry) in sheet.entries.iter().enumerate() {
            match &entry.form {
                EntryForm::Rule(selectors) => {
                    if beginner {
                        add(9, "selector", entry.head);
                    }
                    let in_steps = sheet.around(index).any(|it| super::is_steps(sheet, it));
                    for simple in
                        selectors.iter().filter(|_| !in_steps).flat_map(|it| &it.compounds).flat_map(|it| &it.simples)
                    {
                        match simple.kind {
                            SimpleKind::Class if beginner => add(8, "class", simple.span),
                            SimpleKind::Id if beginner => add(6, "id", simple.span),
                            SimpleKind::Type if beginner => add(7, "element", simple.span),
                            SimpleKind::PseudoClass => add(4, "pseudo-class", simple.span),
                            SimpleKind::PseudoElement => add(4, "pseudo-element", simple.span),
                            _ => {}
                        }
                    }
                }
                EntryForm::At { name, .. } => match name.as_str() {
                    "media" => add(5, "media query", entry.span),
                    "layer" => add(6, "cascade layer", entry.span),
                    it if it.ends_with("keyframes") => add(5, "keyframes", entry.span),
                    _ => {}
                },
                EntryForm::Template | EntryForm::Broken => {}
            }
        }
        for it in &sheet.declarations {
            if beginner {
                add(8, "declaration", it.span);
            }
            match (it.name.as_str(), it.plain.as_str()) {
                ("display", "flex" | "inline-flex") => add(6, "flexbox", it.span),
                ("display", "grid" | "inline-grid") => add(6, "grid", it.span),
                ("transition", _) => add(4, "transition", it.span),
                ("animation" | "animation-name", _) if beginner => add(4, "animation", it.span),
                (name, _) if name.starts_with("--") => add(6, "custom property", it.span),
                (name, _) if beginner && name.starts_with("padding") => add(3, "padding", it.span),
                (name, _) if beginner && name.starts_with("margin") => add(3, "margin", it.span),
                ("z-index", _) if !beginner => add(3, "stacking context", it.span),
                (name, _) if beginner && name.starts_with('-') => add(2, "vendor prefix", it.span),
                _ => {}
            }
            if beginner {
                for piece in it.plain.split([' ', ',', '(', ')']) {
                    match values::number(piece).map(|it| it.1) {
                        Some("rem") => add(3, "rem", it.span),
                        Some("em") => add(3, "em", it.span),
                        Some("fr") => add(3, "fr", it.span),
                        _ => {}
                    }
                }
            }
        }
        if let Some(win) = sheet.wins.first() {
            add(5, if beginner { "cascade" } else { "specificity" }, sheet.declarations[win.winner.1].span);
        }
    }
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.start.cmp(&b.2.start)));
    wanted.truncate(most);
    wanted.sort_by_key(|it| it.2.start);
    for (_, key, span) in wanted {
        let Some((beginner, intermediate)) = cx.unit.library.term(key) else { continue };
        let text = if cx.level == Level::Beginner { beginner } else { intermediate };
        draft.say(SectionKind::Concepts, None, format!("**{key}**: {text}."), &[span]);
    }
}

/// Adds the traps.
pub(super) fn watch_out(cx: &Context<'_>, sheet: &Sheet, draft: &mut Draft) {
    let inside = |it: &&code::Fault| sheet.span.contains(it.span) && it.missing == Some("}");
    if let Some(fault) = cx.unit.faults.iter().find(inside) {
        let text = "A brace is missing: a block is never closed, so what follows counts as a part of it.";
        draft.say(SectionKind::WatchOut, None, text.to_owned(), &[fault.span]);
    }
    let mut told: Vec<StyleHazardKind> = Vec::new();
    for hazard in &sheet.hazards {
        if told.contains(&hazard.kind) {
            continue;
        }
        told.push(hazard.kind);
        let same: Vec<Span> = sheet.hazards.iter().filter(|it| it.kind == hazard.kind).map(|it| it.span).collect();
        let name = code(cx.unit.slice(hazard.name));
        let line = hazard.about.map(|it| cx.unit.line(it.start).to_string()).unwrap_or_default();
        let meant = hazard.meant.map(code).unwrap_or_default();
        let Some(mut text) = trap(cx.level, hazard.kind, (&name, &line, &meant), same.len()) else { continue };
        if same.len() > 1 && !matches!(hazard.kind, StyleHazardKind::Important | StyleHazardKind::HeavySelector) {
            let mut lines: Vec<String> = same[1..].iter().map(|span| cx.unit.line(span.start).to_string()).collect();
            lines.dedup();
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            text = format!("{text} The same holds at {noun} {}.", list_some(&lines, 5));
        }
        draft.say(SectionKind::WatchOut, None, text, &same);
    }
}

/// A trap in words.
fn trap(level: Level, kind: StyleHazardKind, with: (&str, &str, &str), n: usize) -> Option<String> {
    use StyleHazardKind as It;
    let (name, line, meant) = with;
    let beginner = level == Level::Beginner;
    let expert = level == Level::Expert;
    Some(match kind {
        It::LineComment => format!(
            "{name} is no comment here: only a slash with a star marks one, and browsers take what follows, up to the end of the next block or a semicolon, for a part of it and skip that too."
        ),
        It::Unreadable => format!("{name} is no part of a style sheet; browsers skip it."),
        It::MissingSemicolon => format!(
            "The value of {name} runs on into the next line: a semicolon is missing, so browsers skip both declarations."
        ),
        It::UnknownProperty => format!("Browsers know no property {name} and skip it; {meant} may be meant."),
        It::Unitless => format!("A length other than zero needs a unit, so browsers skip {name}."),
        It::BadColour => format!("A colour has three, four, six or eight digits, so browsers skip {name}."),
        It::Repeated => format!("{name} has no effect: the same rule sets the property again at line {line}."),
        It::Dead => format!("{name} has no effect where its rule matches: line {line} always wins over it."),
        It::NoFocus if expert => format!(
            "{name} without any focus style in this sheet: keyboard users lose track (WCAG 2.4.7) unless another sheet draws one."
        ),
        It::NoFocus => format!(
            "{name} takes away the frame that shows which element has the focus, and nothing in this sheet shows it instead: whoever uses the keyboard loses track."
        ),
        It::MixedPrefixes => {
            format!("Browsers that do not know {name} skip the whole rule, with all of its selectors.")
        }
        It::OnlyPrefixed => {
            format!("{name} is the spelling of some browsers only; the standard property {meant} is not set beside it.")
        }
        It::LayerOfStatic => format!(
            "{name} does nothing here: layers count only for elements that are positioned, and this one is static, unless it is an item of a flex or grid container."
        ),
        It::LateImport => format!("A sheet can be loaded only before all rules, so browsers skip the one of {name}."),
        It::CostlyMovement if beginner => format!(
            "{name} changes the size or place of a box: the browser works the page's layout out again for every frame of the movement, which can make it stutter."
        ),
        It::CostlyMovement => format!(
            "{name} animates layout, so that it is computed anew in every frame; `transform` and `opacity` are not."
        ),
        It::WindowWidth => format!(
            "{name} counts the scroll bar in where it takes room, so the page can then be scrolled sideways a little."
        ),
        It::AllGlides if expert => {
            format!("{name}: every property that can change is animated, those added later included.")
        }
        It::AllGlides => return None,
        It::Important if n == 1 && !expert => format!(
            "{name} wins over every rule that is not important, so it can be changed only by a rule that is important too."
        ),
        It::Important if n == 1 => format!(
            "{name} beats any specificity; author rules override it only by important ones of their own (layers reverse their order)."
        ),
        It::Important => format!(
            "{} declarations are marked as important: they win over all rules that are not, and can be changed only by rules that are important too.",
            sentence(&number(n)).trim_end_matches('.')
        ),
        It::HeavySelector if beginner => return None,
        It::HeavySelector if expert => format!("{name} brings (1,0,0), which no number of classes outweighs."),
        It::HeavySelector => {
            format!("An id such as {name} outweighs any number of classes, so its rules are hard to override.")
        }
        It::EmptyRule => format!("The rule for {name} declares nothing."),
    })
}
