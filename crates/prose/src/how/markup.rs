//! Markup that is shown: what is in it only sometimes, what is repeated, and what happens when somebody uses it.
//!
//! ```text
//! return <ul>{items.map(it => <li onClick={() => pick(it)}>{it}</li>)}</ul>;
//! Shows a `ul` element with an `li` element for each of `items`.
//!   When the `li` is clicked, it calls `pick(it)`.
//! ```

use code::{BinaryOperator, FunctionId, Kind, NodeId};
use facts::{Action, Step};

use super::{DEEPEST, Inside, Told, acts, bodies};
use crate::Level;
use crate::aggregate::Act;
use crate::draft::{Context, code};
use crate::phrase;

/// How many remarks one piece of markup gets; a reader of more reads the code.
const MOST: usize = 9;

/// What is told of one piece of markup.
#[derive(Default)]
struct Found {
    told: Vec<Told>,
    /// Functions whose bodies are told.
    functions: Vec<FunctionId>,
    /// Handlers that were told, so that equal ones are told once.
    handlers: Vec<String>,
}

/// Tells a step that gives back or shows markup. Answers no where there is nothing to tell beyond the markup itself.
pub(super) fn tell(cx: &Context, step: &Step, depth: u32, out: &mut Vec<Told>) -> bool {
    let (Action::Return(Some(value)) | Action::Give(value)) = step.action else { return false };
    if !matches!(cx.unit.kind(value), Kind::Element { .. }) || depth >= DEEPEST || !step.more.is_empty() {
        return false;
    }
    let mut found = Found::default();
    parts(cx, value, depth, &mut found);
    // `a ul element with an li element for each item of users` says all of it.
    let said = phrase::noun(cx, value);
    if found.told.is_empty() || found.told.len() == 1 && found.told[0].inside.is_empty() && said.contains(" for each ")
    {
        return false;
    }
    let mut told = Told::act(acts::act(cx, step.node, &step.action), step.span);
    told.inside = found.told.into_iter().map(Inside::Told).collect();
    // Functions that stand elsewhere in it are told as anywhere else.
    for &child in &step.children {
        let inner = cx.facts.steps.get(child);
        if let Action::Define(id) = inner.action
            && !found.functions.contains(&id)
        {
            told.inside.push(Inside::Told(bodies::titled(
                cx,
                bodies::label(cx, id),
                &inner.children,
                inner.span,
                depth + 1,
            )));
        }
    }
    out.push(told);
    true
}

/// Everything in an element that depends on something, in source order.
fn parts(cx: &Context, element: NodeId, depth: u32, found: &mut Found) {
    let Kind::Element { tag, attributes, children } = cx.unit.kind(element) else { return };
    if let Some(tag) = tag {
        for &attribute in cx.unit.list(attributes) {
            if found.told.len() < MOST
                && let Some(act) = setting(cx, tag, attribute)
            {
                found.told.push(Told::act(Act::plain(act), cx.unit.span(attribute)));
            }
        }
    }
    for &attribute in cx.unit.list(attributes) {
        if found.told.len() < MOST
            && let Kind::Entry { key, value, .. } = cx.unit.kind(attribute)
            && let Some(tag) = tag
        {
            handler(cx, (tag, key, value), attribute, depth, found);
        }
    }
    let is_element = |&&it: &&NodeId| matches!(cx.unit.kind(it), Kind::Element { tag: Some(_), .. });
    // What a lone child holds is told with what holds it.
    let has_several = cx.unit.list(children).iter().filter(is_element).count() > 1;
    for &child in cx.unit.list(children) {
        if found.told.len() < MOST {
            if has_several && let Some(text) = contents(cx, child) {
                found.told.push(Told::fixed(text, cx.unit.span(child)));
            }
            part(cx, child, depth, found);
        }
    }
}

/// A child: an element, one under a condition, or one for each of several.
fn part(cx: &Context, child: NodeId, depth: u32, found: &mut Found) {
    let unit = cx.unit;
    match unit.kind(child) {
        Kind::Element { .. } => parts(cx, child, depth, found),
        Kind::Binary(BinaryOperator::And, condition, shown) if is_shown(cx, shown) => {
            let lead = format!("if {}", phrase::condition(cx, condition));
            under(cx, lead, shown, child, depth, found);
        }
        Kind::Conditional { condition, then, otherwise } => {
            let clause = phrase::condition(cx, condition);
            match (is_shown(cx, then), is_shown(cx, otherwise)) {
                (true, true) => {
                    under(cx, format!("if {clause}"), then, child, depth, found);
                    under(cx, "otherwise".to_owned(), otherwise, otherwise, depth, found);
                }
                (true, false) if is_nothing(cx, otherwise) => {
                    under(cx, format!("if {clause}"), then, child, depth, found);
                }
                (false, false) if !is_nothing(cx, then) && !is_nothing(cx, otherwise) => {
                    let verb = if cx.level == Level::Beginner { "shows" } else { "renders" };
                    let (then, otherwise) = (phrase::noun(cx, then), phrase::noun(cx, otherwise));
                    let text = format!("{verb} {then} if {clause}, and {otherwise} otherwise");
                    if text.len() <= 200 {
                        found.told.push(Told::act(Act::plain(text), unit.span(child)));
                    }
                }
                (false, true) if is_nothing(cx, then) => {
                    under(cx, format!("if {}", phrase::negated(cx, condition)), otherwise, child, depth, found);
                }
                _ => {}
            }
        }
        Kind::Call { .. } => {
            if let Some((each, source)) = phrase::repeated(cx, child) {
                let of = phrase::noun(cx, source);
                let of = if of.starts_with("the items") { of } else { format!("the items of {of}") };
                under(cx, format!("for each of {of}"), each, child, depth, found);
            }
        }
        _ => {}
    }
}

/// What one of several elements holds: `The Trigger shows children.`
fn contents(cx: &Context, child: NodeId) -> Option<String> {
    let Kind::Element { tag: Some(tag), .. } = cx.unit.kind(child) else { return None };
    let whole = phrase::noun(cx, child);
    let name = cx.quote(tag);
    let (_, rest) = whole.split_once(&format!("{name} element "))?;
    let inside = match rest.strip_prefix("that ") {
        Some(inside) => inside.to_owned(),
        None => format!("has {}", rest.strip_prefix("with ")?),
    };
    // What it shows only sometimes is told under its condition.
    let is_plain = !inside.contains(" if ") && !inside.contains(" for each ") && !inside.contains(" either ");
    is_plain.then(|| crate::orthography::finish(format!("the {name} {inside}")))
}

fn is_shown(cx: &Context, node: NodeId) -> bool {
    matches!(cx.unit.kind(node), Kind::Element { .. }) || phrase::repeated(cx, node).is_some()
}

fn is_nothing(cx: &Context, node: NodeId) -> bool {
    matches!(cx.unit.kind(node), Kind::Null | Kind::Boolean(_))
        || matches!(cx.unit.kind(node), Kind::Text(_)) && phrase::is_empty_text(cx, node)
        || cx.unit.text(node) == "undefined"
}

/// Markup that is shown under a lead, and what is in it.
fn under(cx: &Context, lead: String, shown: NodeId, whole: NodeId, depth: u32, found: &mut Found) {
    let verb = if cx.level == Level::Beginner { "shows" } else { "renders" };
    let (lead, shown) = match phrase::repeated(cx, shown) {
        Some((each, source)) => {
            let of = phrase::noun(cx, source);
            let of = if of.starts_with("the items") { of } else { format!("the items of {of}") };
            (format!("{lead}, for each of {of}"), each)
        }
        None => (lead, shown),
    };
    let mut told = Told::act(Act::under(lead, format!("{verb} {}", phrase::noun(cx, shown))), cx.unit.span(whole));
    let mut inner = Found::default();
    if depth + 1 < DEEPEST {
        parts(cx, shown, depth + 1, &mut inner);
    }
    told.inside = inner.told.into_iter().map(Inside::Told).collect();
    found.functions.append(&mut inner.functions);
    found.told.push(told);
}

/// What an attribute settles beyond how something looks: what is handed on, and what those hear who cannot see it.
fn setting(cx: &Context, tag: NodeId, attribute: NodeId) -> Option<String> {
    let unit = cx.unit;
    let name = cx.quote(tag);
    let (key, value) = match unit.kind(attribute) {
        Kind::Spread(rest) if unit.span(rest).len() <= 40 && matches!(unit.kind(rest), Kind::Name(_)) => {
            let what = if is_rest(cx, rest) { "the rest of the properties, " } else { "all properties in " };
            return Some(format!(
                "hands {what}{}{} on to the {name}",
                cx.quote(rest),
                if what.ends_with(", ") { "," } else { "" }
            ));
        }
        Kind::Entry { key, value, .. } => (unit.text(key), value),
        _ => return None,
    };
    let own = unit.text(tag).starts_with(char::is_lowercase);
    match key {
        // A reference that a parent handed in gives it the element; one of its own is for later.
        "ref" if matches!(unit.kind(value), Kind::Name(_)) && unit.span(value).len() <= 40 => {
            let is_given = cx.facts.scopes.binding_of(value).is_some_and(|it| it.kind == facts::BindingKind::Parameter);
            let made =
                cx.facts.scopes.binding_of(value).and_then(|it| cx.unit.parent(it.definition)).and_then(|at| match cx
                    .unit
                    .kind(at)
                {
                    Kind::Let { value: Some(made), .. } => Some(made),
                    _ => None,
                });
            let entry = made.and_then(|made| cx.facts.call(made)).and_then(|it| it.library);
            if !is_given && entry.is_some_and(|entry| entry.returns == "function") {
                return Some(format!("hands the {name} to {} when it appears", cx.quote(value)));
            }
            if !is_given && !entry.is_some_and(|entry| entry.gives.starts_with("a box")) {
                return None;
            }
            Some(if is_given {
                format!("passes the reference {} of the parent on to the {name}", cx.quote(value))
            } else {
                format!("keeps the {name} reachable through {}", cx.quote(value))
            })
        }
        "aria-label" if unit.span(value).len() <= 60 && own => {
            Some(format!("labels the {name} {} for screen readers", cx.quote(value)))
        }
        "aria-hidden" => match unit.kind(value) {
            Kind::Boolean(true) => Some(format!("hides the {name} from screen readers")),
            Kind::Text(_) if unit.text(value).contains("true") => Some(format!("hides the {name} from screen readers")),
            Kind::Text(_) | Kind::Boolean(_) => None,
            _ => {
                let condition = crate::say::condition(cx, value)?;
                Some(format!("hides the {name} from screen readers if {condition}"))
            }
        },
        _ => None,
    }
}

/// Whether a name holds what is left of an object that was taken apart.
fn is_rest(cx: &Context, name: NodeId) -> bool {
    let Some(binding) = cx.facts.scopes.binding_of(name) else { return false };
    matches!(cx.unit.parent(binding.definition).map(|it| cx.unit.kind(it)), Some(Kind::Spread(_)))
}

/// `onClick={…}`: what happens then.
fn handler(cx: &Context, (tag, key, value): (NodeId, NodeId, NodeId), whole: NodeId, depth: u32, found: &mut Found) {
    let unit = cx.unit;
    let Some(event) = unit.text(key).strip_prefix("on").filter(|it| it.starts_with(char::is_uppercase)) else { return };
    let name = cx.quote(tag);
    // Only elements of the page itself have events of a known meaning.
    let own = !unit.text(tag).starts_with(char::is_lowercase);
    let lead = match event {
        _ if own => format!("when {name} calls its {}", cx.quote(key)),
        "Click" => format!("when the {name} is clicked"),
        "DoubleClick" => format!("when the {name} is double-clicked"),
        "Change" | "Input" => format!("when the value of the {name} changes"),
        "Submit" => format!("when the {name} is submitted"),
        "Focus" => format!("when the {name} gets the focus"),
        "Blur" => format!("when the {name} loses the focus"),
        "KeyDown" => format!("when a key is pressed in the {name}"),
        "MouseEnter" => format!("when the pointer enters the {name}"),
        "MouseLeave" => format!("when the pointer leaves the {name}"),
        _ => format!("on {} of the {name}", cx.quote(key)),
    };
    let span = unit.span(whole);
    let told = match unit.kind(value) {
        Kind::Function(id) => {
            let Some(body) = unit.function(id).body else { return };
            found.functions.push(id);
            match unit.kind(body) {
                Kind::Block { .. } => bodies::under(cx, lead, cx.facts.steps.of_body(body), span, depth + 1),
                Kind::Call { .. } => Told::act(Act::under(lead, phrase::act(cx, body)), span),
                _ => return,
            }
        }
        Kind::Name(_) | Kind::Member { .. } if unit.span(value).len() <= 40 => {
            // Handing on what was handed in is no news.
            if own && unit.text(value).ends_with(unit.text(key)) {
                return;
            }
            Told::act(Act::under(lead, format!("calls {}", code(unit.text(value)))), span)
        }
        _ => return,
    };
    let text = format!("{:?}", told.acts);
    if told.fixed.is_none() && found.handlers.contains(&text) {
        return;
    }
    found.handlers.push(text);
    found.told.push(told);
}
