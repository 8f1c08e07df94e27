//! Traps of style sheets that the text itself proves.

use code::{Span, Unit};

use super::{EntryForm, Sheet, SimpleKind, values};

/// A trap and the text that proves it.
#[derive(Clone, Debug)]
pub struct StyleHazard {
    /// Which one.
    pub kind: StyleHazardKind,
    /// Where it stands.
    pub span: Span,
    /// The name that the words quote.
    pub name: Span,
    /// A further place that the words speak of.
    pub about: Option<Span>,
    /// A word of the language that is meant instead.
    pub meant: Option<&'static str>,
}

/// What is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StyleHazardKind {
    /// A line that is a comment elsewhere.
    LineComment,
    /// Text that browsers skip.
    Unreadable,
    /// A declaration that swallows the next one.
    MissingSemicolon,
    /// A property that no browser knows.
    UnknownProperty,
    /// A length without its unit.
    Unitless,
    /// A colour with a number of digits that no colour has.
    BadColour,
    /// The same property twice with values that all browsers know.
    Repeated,
    /// A declaration that another rule always overrides.
    Dead,
    /// The outline of the focus is taken away and nothing shows it instead.
    NoFocus,
    /// A list of selectors of which some browsers do not know one.
    MixedPrefixes,
    /// An old spelling without the present one.
    OnlyPrefixed,
    /// Layers without effect.
    LayerOfStatic,
    /// A sheet that is loaded too late to count.
    LateImport,
    /// A movement that lays the page out anew in each frame.
    CostlyMovement,
    /// Wider than the window by its scroll bar.
    WindowWidth,
    /// Everything that changes glides.
    AllGlides,
    /// Importance.
    Important,
    /// Selectors by id.
    HeavySelector,
    /// A rule that declares nothing.
    EmptyRule,
}

impl StyleHazardKind {
    /// Whether browsers skip the declaration.
    pub(super) fn is_skipped(self) -> bool {
        matches!(self, Self::Unitless | Self::BadColour | Self::UnknownProperty | Self::MissingSemicolon)
    }
}

/// Properties whose numbers are lengths.
const LENGTHS: [&str; 32] = [
    "width",
    "height",
    "min-width",
    "max-width",
    "min-height",
    "max-height",
    "margin",
    "margin-top",
    "margin-right",
    "margin-bottom",
    "margin-left",
    "padding",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
    "top",
    "right",
    "bottom",
    "left",
    "font-size",
    "letter-spacing",
    "word-spacing",
    "border-radius",
    "gap",
    "row-gap",
    "column-gap",
    "text-indent",
    "border-width",
    "outline-offset",
    "inset",
    "border-spacing",
];

/// Finds the traps of a sheet.
pub(super) fn observe(unit: &Unit, sheet: &Sheet) -> Vec<StyleHazard> {
    let mut out = Vec::new();
    entries(unit, sheet, &mut out);
    for entry in 0..sheet.entries.len() {
        let own = &sheet.entries[entry];
        let in_tool = own.parent.is_some_and(|it| is_descriptor(sheet, it));
        if !is_descriptor(sheet, entry) && !in_tool {
            repeated(unit, sheet, entry, &mut out);
        }
    }
    declarations(unit, sheet, &mut out);
    for win in sheet.wins.iter().filter(|it| it.dead) {
        let (loser, winner) = (&sheet.declarations[win.loser.1], &sheet.declarations[win.winner.1]);
        out.push(StyleHazard {
            kind: StyleHazardKind::Dead,
            span: loser.span,
            name: loser.span,
            about: Some(winner.span),
            meant: None,
        });
    }
    out.sort_by_key(|it| (it.kind, it.span.start));
    out
}

/// Whether what an entry holds is no declaration for elements: a font, a custom property.
fn is_descriptor(sheet: &Sheet, entry: usize) -> bool {
    match &sheet.entries[entry].form {
        EntryForm::At { name, .. } => {
            !matches!(name.as_str(), "media" | "supports" | "container" | "layer" | "scope" | "starting-style" | "page")
        }
        _ => false,
    }
}

fn at(kind: StyleHazardKind, span: Span, name: Span) -> StyleHazard {
    StyleHazard { kind, span, name, about: None, meant: None }
}

fn entries(unit: &Unit, sheet: &Sheet, out: &mut Vec<StyleHazard>) {
    use StyleHazardKind as It;
    let mut rules_before = false;
    for (index, entry) in sheet.entries.iter().enumerate() {
        match &entry.form {
            EntryForm::Broken if unit.slice(entry.span).starts_with("//") => {
                let line = unit.slice(entry.span).lines().next().unwrap_or("").trim_end().len();
                let end = entry.span.start + u32::try_from(line).unwrap_or(0);
                out.push(at(It::LineComment, entry.span, Span::new(entry.span.start, end)));
            }
            EntryForm::Broken => out.push(at(It::Unreadable, entry.span, entry.span)),
            EntryForm::At { name, block } => {
                if name == "import" && rules_before && entry.parent.is_none() {
                    out.push(at(It::LateImport, entry.span, entry.head));
                }
                rules_before |= *block || !matches!(name.as_str(), "import" | "charset" | "layer");
            }
            EntryForm::Rule(selectors) => {
                rules_before = true;
                let parts = || selectors.iter().flat_map(|it| &it.compounds).flat_map(|it| &it.simples);
                let marked = |it: &&super::Simple| {
                    matches!(it.kind, SimpleKind::PseudoElement | SimpleKind::PseudoClass)
                        && (it.name.starts_with("-moz-") || it.name.starts_with("-ms-"))
                };
                if selectors.len() > 1
                    && let Some(own) = parts().find(marked)
                    && selectors.iter().any(|it| !it.compounds.iter().flat_map(|it| &it.simples).any(|it| marked(&it)))
                {
                    out.push(at(It::MixedPrefixes, entry.head, own.span));
                }
                if let Some(id) = parts().find(|it| it.kind == SimpleKind::Id) {
                    out.push(at(It::HeavySelector, entry.head, id.span));
                }
                let holds = sheet.entries.get(index + 1).is_some_and(|it| it.parent == Some(index));
                if entry.declarations.is_empty() && !holds {
                    out.push(at(It::EmptyRule, entry.span, entry.head));
                }
                focus(sheet, index, out);
            }
            EntryForm::Template => {}
        }
    }
}

/// A rule that takes the outline of the focus away, where no rule of the sheet shows the focus.
fn focus(sheet: &Sheet, entry: usize, out: &mut Vec<StyleHazard>) {
    let removes = sheet.declarations_of(entry).find(|it| {
        it.name == "outline"
            && (matches!(it.plain.as_str(), "none" | "0 none" | "none 0") || values::is_zero(&it.plain))
    });
    let Some(removes) = removes else { return };
    let asks = |at: usize, names: &[&str]| {
        let simples = sheet.selectors(at).iter().flat_map(|it| &it.compounds).flat_map(|it| &it.simples);
        simples.into_iter().any(|it| {
            let inner = it.inner.iter().flat_map(|it| &it.compounds).flat_map(|it| &it.simples);
            it.kind == SimpleKind::PseudoClass
                && (names.contains(&it.name.as_str())
                    // `:focus:not(:focus-visible)` takes it from the pointer's focus only.
                    || it.name == "not" && inner.into_iter().any(|it| names.contains(&it.name.as_str())))
        })
    };
    let shown = (0..sheet.entries.len()).any(|at| {
        let draws = sheet.declarations_of(at).any(|it| {
            let is_none = matches!(it.plain.as_str(), "none" | "0" | "transparent");
            ["outline", "box-shadow", "border", "background", "color", "text-decoration"]
                .iter()
                .any(|mark| it.name.starts_with(mark))
                && !is_none
        });
        asks(at, &["focus", "focus-visible", "focus-within"]) && draws
    });
    if !shown && !asks(entry, &["focus-visible"]) {
        out.push(at(StyleHazardKind::NoFocus, removes.span, removes.span));
    }
}

fn repeated(unit: &Unit, sheet: &Sheet, entry: usize, out: &mut Vec<StyleHazard>) {
    let own: Vec<&super::Declaration> = sheet.declarations_of(entry).collect();
    // A value that not every browser knows makes the one before it a fallback.
    let is_plain = |it: &str| {
        !it.contains('(')
            && !it.contains("-webkit-")
            && !it.contains("-moz-")
            && !it.contains("-ms-")
            && (values::number(it).is_some_and(|(_, unit)| matches!(unit, "" | "px" | "em" | "%" | "pt"))
                || it.starts_with('#') && it.len() < 8
                || matches!(
                    it,
                    "none"
                        | "block"
                        | "inline"
                        | "hidden"
                        | "auto"
                        | "bold"
                        | "normal"
                        | "left"
                        | "right"
                        | "center"
                        | "relative"
                        | "absolute"
                        | "white"
                        | "black"
                        | "red"
                ))
    };
    for (index, declaration) in own.iter().enumerate().take(80) {
        let later = own.get(index + 1..).unwrap_or(&[]).iter().find(|it| it.name == declaration.name);
        if let Some(later) = later
            && is_plain(&declaration.plain)
            && is_plain(&later.plain)
            && declaration.important <= later.important
        {
            let about = Some(later.span);
            out.push(StyleHazard { about, ..at(StyleHazardKind::Repeated, declaration.span, declaration.span) });
        }
        if let Some(plain) =
            ["-webkit-", "-moz-", "-ms-", "-o-"].iter().find_map(|it| declaration.name.strip_prefix(it))
            && let Some(word) = unit.library.word("property", plain)
            && !own.iter().any(|it| it.name == plain)
            && !out.iter().rev().take(8).any(|it| {
                it.kind == StyleHazardKind::OnlyPrefixed
                    && it.meant == word.path.split_once('.').map(|it| it.1)
                    && sheet.entries[entry].span.contains(it.span)
            })
            && !matches!(
                plain,
                "line-clamp" | "box-orient" | "font-smoothing" | "appearance" | "text-size-adjust" | "user-select"
            )
        {
            let meant = word.path.split_once('.').map(|it| it.1);
            out.push(StyleHazard {
                meant,
                ..at(StyleHazardKind::OnlyPrefixed, declaration.span, declaration.name_span)
            });
        }
    }
    let value = |name: &str| sheet.declarations_of(entry).rfind(|it| it.name == name);
    if let (Some(layer), Some(position)) = (value("z-index"), value("position"))
        && position.plain == "static"
        && layer.plain != "auto"
    {
        out.push(at(StyleHazardKind::LayerOfStatic, layer.span.cover(position.span), layer.span));
    }
}

fn declarations(unit: &Unit, sheet: &Sheet, out: &mut Vec<StyleHazard>) {
    use StyleHazardKind as It;
    for it in &sheet.declarations {
        let written = unit.slice(it.value);
        let owner_is_descriptor = it.owner.is_some_and(|it| is_descriptor(sheet, it));
        if swallows(written) {
            out.push(at(It::MissingSemicolon, it.span, it.name_span));
            continue;
        }
        if it.name.starts_with("--") || written.contains("{{") || written.contains("{%") {
            continue;
        }
        let is_own = it.name.starts_with(['-', '*', '_', '$']);
        if !is_own
            && !owner_is_descriptor
            && !unit.library.words.is_empty()
            && unit.library.word("property", &it.name).is_none()
        {
            let meant = nearest(unit, &it.name);
            if meant.is_some() {
                out.push(StyleHazard { meant, ..at(It::UnknownProperty, it.span, it.name_span) });
            }
        }
        if LENGTHS.contains(&it.name.as_str())
            && values::split(&it.plain, ' ').iter().any(|it| matches!(values::number(it), Some((n, "")) if n != 0.0))
        {
            out.push(at(It::Unitless, it.span, it.span));
        }
        for word in it.plain.split([' ', ',', '(', ')']) {
            if let Some(digits) = word.strip_prefix('#')
                && matches!(it.name.as_str(), "color" | "background" | "background-color" | "border-color" | "border")
                && digits.chars().all(|it| it.is_ascii_hexdigit())
                && !matches!(digits.len(), 3 | 4 | 6 | 8)
                && !digits.is_empty()
            {
                out.push(at(It::BadColour, it.span, it.span));
            }
        }
        if it.important {
            out.push(at(It::Important, it.span, it.span));
        }
        if it.plain == "100vw" && matches!(it.name.as_str(), "width" | "min-width") {
            out.push(at(It::WindowWidth, it.span, it.span));
        }
        if matches!(it.name.as_str(), "transition" | "transition-property") {
            let costly = values::split(&it.plain, ',').into_iter().find(|it| {
                let name = it.split(' ').next().unwrap_or("");
                unit.library.word("property", name).is_some_and(|it| it.has("reflow"))
                    && !matches!(name, "transform" | "opacity" | "font-weight" | "color")
            });
            if costly.is_some() {
                out.push(at(It::CostlyMovement, it.span, it.span));
            }
            if it.plain.starts_with("all") {
                out.push(at(It::AllGlides, it.span, it.span));
            }
        }
        let in_keyframes = it.owner.and_then(|it| sheet.entries[it].parent).is_some_and(
            |it| matches!(&sheet.entries[it].form, EntryForm::At { name, .. } if name.ends_with("keyframes")),
        );
        if in_keyframes && unit.library.word("property", &it.name).is_some_and(|it| it.has("reflow")) {
            let moves = matches!(
                it.name.as_str(),
                "width"
                    | "height"
                    | "top"
                    | "left"
                    | "right"
                    | "bottom"
                    | "margin"
                    | "margin-top"
                    | "margin-left"
                    | "padding"
                    | "font-size"
            );
            if moves {
                out.push(at(It::CostlyMovement, it.span, it.span));
            }
        }
    }
}

/// Whether a value goes on into what reads as the next declaration.
fn swallows(written: &str) -> bool {
    written.lines().skip(1).any(|line| {
        let name = line.trim_start();
        let end = name.find(|it: char| !it.is_ascii_alphabetic() && it != '-').unwrap_or(name.len());
        end > 1 && name.get(end..).is_some_and(|it| it.trim_start().starts_with(':') && !it.contains('{'))
    }) && !written.contains(['(', '"', '\''])
}

/// The property that a misspelled one is meant to be, if one alone differs by one letter or two that changed places.
fn nearest(unit: &Unit, name: &str) -> Option<&'static str> {
    let all = unit.library.words.iter().filter_map(|it| it.path.strip_prefix("property."));
    let mut near = all.filter(|it| it.len() > 3 && differs_little(name, it));
    let first = near.next()?;
    near.next().is_none().then_some(first)
}

fn differs_little(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(other).take_while(|it| it.0 == it.1).count();
    let tail = |from: &[u8], n: usize| from.get(same + n..).map(<[u8]>::to_vec).unwrap_or_default();
    match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => tail(one, 0) == tail(other, 1),
        std::cmp::Ordering::Greater => tail(one, 1) == tail(other, 0),
        std::cmp::Ordering::Equal => {
            tail(one, 1) == tail(other, 1)
                || one.get(same) == other.get(same + 1)
                    && one.get(same + 1) == other.get(same)
                    && tail(one, 2) == tail(other, 2)
        }
    }
}
