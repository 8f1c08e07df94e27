//! Expressions as noun phrases.

use code::{BinaryOperator, CallForm, ComprehensionForm, Kind, NodeId, UnaryOperator};
use facts::{Target, Type};

use super::{
    DEEPEST, QUOTE, blocks, commands, conditions, functions, is_short, join, made, names_in, quote, sums, texts,
};
use crate::Level;
use crate::draft::{Context, push_code};
use crate::words::with_article;

/// The value of an expression as a noun phrase: `the number of items in …`, `a new …`, or its source.
pub(crate) fn noun(cx: &Context, node: NodeId) -> String {
    let mut out = String::new();
    push(cx, &mut out, node, 0);
    out
}

/// Writes the noun phrase. When it gets longer than a reader can hold, it is summed up.
pub(super) fn push(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    // A type as a value is told by its name.
    if let Kind::Member { object, name, access: code::Access::Path } = cx.unit.kind(node)
        && cx.unit.name(name) == "class"
        && is_short(cx, object, QUOTE)
    {
        quote(cx, out, object);
        return;
    }
    let start = out.len();
    // A chain of calls is one thought, which a library's phrases tell link by link.
    let limits = if super::calls::is_told_chain(cx, node) { [200, 170, 110, 50] } else { [130, 90, 60, 50] };
    let limit = limits[depth.min(3) as usize];
    if depth >= DEEPEST {
        sum_up(cx, out, node);
        return;
    }
    write(cx, out, node, depth);
    if out.len() - start > limit && (depth > 0 || out.len() - start > 200) {
        out.truncate(start);
        sum_up(cx, out, node);
    }
}

/// A short stand-in for a long expression.
pub(super) fn sum_up(cx: &Context, out: &mut String, node: NodeId) {
    let unit = cx.unit;
    if is_short(cx, node, QUOTE + 14) {
        quote(cx, out, node);
        return;
    }
    match unit.kind(node) {
        Kind::Call { callee, form: CallForm::Plain, .. } if super::calls::chain(cx, node).len() > 2 => {
            chain(cx, out, callee, &super::calls::chain(cx, node));
        }
        Kind::Call { callee, form, .. } => {
            if form != CallForm::New && made::is_capital(cx, callee) && is_short(cx, callee, QUOTE) {
                out.push_str(&with_article(&crate::draft::code(unit.text(callee))));
                return;
            }
            out.push_str(if form == CallForm::New { "a new " } else { "the result of " });
            callee_name(cx, out, callee);
        }
        Kind::Function(id) => out.push_str(&with_article(functions::lambda_word(cx, id))),
        Kind::Sequence(list) => made::sized(cx, out, sequence_word(cx, node), list, "item"),
        Kind::Set(list) => made::sized(cx, out, cx.unit.dialect.terms.set, list, "item"),
        Kind::Tuple(list) => made::sized(cx, out, cx.unit.dialect.terms.tuple, list, "value"),
        Kind::Mapping(list) => made::sized(cx, out, cx.unit.dialect.terms.mapping, list, "entry"),
        Kind::Await(value) | Kind::Propagate(value) | Kind::Reference(value, _) => sum_up(cx, out, value),
        Kind::Text(_) => quote(cx, out, node),
        Kind::Binary(BinaryOperator::Modulo, left, _) if matches!(unit.kind(left), Kind::Text(_)) => {
            out.push_str(&with_article(unit.dialect.terms.text));
            from_names(cx, out, node, " filled in with ");
        }
        Kind::Template { .. } => {
            out.push_str(&with_article(cx.unit.dialect.terms.text));
            from_names(cx, out, node, " with ");
        }
        Kind::Element { .. } => made::element(cx, out, node, 2),
        Kind::Member { object, name, .. } => {
            out.push_str("the ");
            push_code(out, unit.name(name));
            out.push_str(" of ");
            sum_up(cx, out, object);
        }
        Kind::If { .. } | Kind::Match { .. } | Kind::Conditional { .. } => {
            out.push_str("a value that depends");
            let start = out.len();
            from_names(cx, out, node, " on ");
            out.push_str(if out.len() == start { " on the case" } else { "" });
        }
        _ => {
            out.push_str("a value");
            from_names(cx, out, node, " worked out from ");
        }
    }
}

/// A chain of calls by its links: `the result of iter, filter and map on x`.
fn chain(cx: &Context, out: &mut String, callee: NodeId, calls: &[NodeId]) {
    let unit = cx.unit;
    let mut names = Vec::with_capacity(calls.len());
    let mut root = None;
    for &call in calls.iter().rev() {
        let Kind::Call { callee, .. } = unit.kind(call) else { continue };
        match unit.kind(callee) {
            Kind::Member { object, name, access: code::Access::Dot | code::Access::Optional } => {
                if root.is_none() {
                    root = Some(object);
                }
                names.push(crate::draft::code(unit.name(name)));
            }
            // The call that the chain starts with.
            _ => root = Some(call),
        }
    }
    out.push_str("the result of ");
    match root.filter(|&root| is_short(cx, root, QUOTE)) {
        Some(root) if names.len() > 1 => {
            out.push_str(&join(&names, "and"));
            out.push_str(" on ");
            quote(cx, out, root);
        }
        _ => callee_name(cx, out, callee),
    }
}

/// Adds the names in an expression, if it has any.
fn from_names(cx: &Context, out: &mut String, node: NodeId, word: &str) {
    let names = names_in(cx, node, 9);
    if names.is_empty() {
        return;
    }
    out.push_str(word);
    // A list that is cut must not read as if it were whole.
    if names.len() > 4 {
        out.push_str(&names[..3].join(", "));
        out.push_str(" and more");
    } else {
        out.push_str(&join(&names, "and"));
    }
}

/// The name of what is called, without what its receiver is worked out from.
pub(super) fn callee_name(cx: &Context, out: &mut String, callee: NodeId) {
    match cx.unit.kind(callee) {
        Kind::Member { name, .. } if !is_short(cx, callee, QUOTE) => push_code(out, cx.unit.name(name)),
        Kind::Function(_) => out.push_str("a function that is called on the spot"),
        // The type is left to the place that it is made for.
        Kind::Wildcard => out.push_str("object"),
        // A type without a name goes by the one that it builds on.
        Kind::Type(id) if let Some(&base) = cx.unit.list(cx.unit.type_definition(id).bases).first() => {
            quote(cx, out, base);
            out.push_str(" with a body of its own");
        }
        Kind::Call { callee, .. } if !is_short(cx, callee, QUOTE) => callee_name(cx, out, callee),
        _ => quote(cx, out, callee),
    }
}

fn write(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    let unit = cx.unit;
    let terms = &unit.dialect.terms;
    let short = is_short(cx, node, QUOTE);
    match unit.kind(node) {
        Kind::Integer if unit.text(node) == "0" && cx.level != Level::Expert => out.push_str("zero"),
        Kind::Text(code::TextForm::Text) if commands::is_empty_text(cx, node) => empty(out, terms.text),
        _ if unit.dialect.commands && commands::noun(cx, out, node) => {}
        Kind::Sequence(list) if list.is_empty() => empty(out, sequence_word(cx, node)),
        Kind::Mapping(list) if list.is_empty() => empty(out, terms.mapping),
        // `[...xs]`, `{...x}`: nothing but what another one holds.
        Kind::Sequence(list) | Kind::Mapping(list)
            if let [only] = *unit.list(list)
                && let Kind::Spread(value) = unit.kind(only)
                && is_short(cx, value, QUOTE) =>
        {
            let is_mapping = matches!(unit.kind(node), Kind::Mapping(_));
            let word = if is_mapping { terms.mapping } else { sequence_word(cx, node) };
            out.push_str(&format!("a new {word} of the {} of ", if is_mapping { "entries" } else { "items" }));
            push(cx, out, value, depth + 1);
        }
        Kind::Unary(UnaryOperator::Plus, value) if unit.dialect.all_numbers_float => {
            push(cx, out, value, depth + 1);
            out.push_str(" as a number");
        }
        Kind::Tuple(list) if list.is_empty() && terms.tuple == "tuple" && unit.dialect.exceptions => {
            empty(out, terms.tuple);
        }
        // Several results are no value of their own.
        Kind::Tuple(list) if unit.dialect.checked_pairs && list.len() > 1 => {
            let items: Vec<String> = unit
                .list(list)
                .iter()
                .map(|&it| {
                    let mut item = String::new();
                    push(cx, &mut item, it, depth + 1);
                    item
                })
                .collect();
            out.push_str(&crate::words::list(&items));
        }
        Kind::Opaque { .. } if unit.span(node).is_empty() => out.push_str("something that could not be read"),
        Kind::Mapping(list) if !short => made::mapping(cx, out, unit.list(list)),
        Kind::Call { .. } => call(cx, out, node, depth),
        Kind::Index { object, index, .. } => item(cx, out, node, object, index, depth),
        Kind::Member { object, name, .. } if cx.level == Level::Beginner && short => {
            // A position of a tuple is no name of a part.
            if !unit.name(name).starts_with(|it: char| it.is_ascii_digit())
                && matches!(unit.kind(object), Kind::Name(_))
                && unit.dialect.receiver != unit.text(object)
                && is_variable(cx, object)
            {
                out.push_str("the ");
                push_code(out, unit.name(name));
                out.push_str(" of ");
                quote(cx, out, object);
            } else {
                quote(cx, out, node);
            }
        }
        Kind::Member { object, name, .. } if !short => {
            out.push_str("the ");
            push_code(out, unit.name(name));
            out.push_str(" of ");
            push(cx, out, object, depth + 1);
        }
        Kind::Await(value) => {
            let start = out.len();
            push(cx, out, value, depth);
            // What is awaited is there itself, no longer its promise.
            for wrapper in ["a promise of ", "a promise for "] {
                if out[start..].starts_with(wrapper) {
                    out.replace_range(start..start + wrapper.len(), "");
                }
            }
        }
        Kind::Propagate(value) | Kind::Unary(UnaryOperator::NonNull, value) => {
            push(cx, out, value, depth);
        }
        Kind::Reference(value, mutable) => {
            // Where values are copied, an address is something else than what is there.
            let address = unit.dialect.copies_values && depth == 0 && !matches!(unit.kind(value), Kind::Record { .. });
            if short && (address || mutable && cx.level == Level::Expert) {
                quote(cx, out, node);
            } else {
                push(cx, out, value, depth);
            }
        }
        Kind::Cast { value, to, converts } => {
            push(cx, out, value, depth);
            if depth == 0 {
                blocks::fits(cx, out, to);
            }
            // In the middle of an expression the code's own words for it would get in the way.
            let told = depth == 0 || !unit.dialect.pointers;
            // A cast that may come to nothing is told by the type that it tries.
            let tries = depth > 0
                && matches!(unit.kind(to), Kind::TypeExpression { form: code::TypeForm::Optional, .. })
                && !unit.text(to).ends_with('?');
            if (converts || tries || unit.dialect.checked_pairs) && told && is_short(cx, to, 30) {
                out.push_str(" as ");
                out.push_str(&with_article(&crate::draft::code(unit.text(to))));
            }
        }
        Kind::Receive(channel) => {
            out.push_str("the next value from ");
            push(cx, out, channel, depth + 1);
        }
        Kind::Unary(UnaryOperator::TypeOf, value) if unit.dialect.checked_pairs => {
            out.push_str("the type of ");
            push(cx, out, value, depth + 1);
        }
        Kind::Bind { pattern, .. } if unit.dialect.checked_pairs => push(cx, out, pattern, depth),
        Kind::TypeExpression { form, parts } if form != code::TypeForm::Named => {
            made::type_expression(cx, out, node, form, unit.list(parts));
        }
        Kind::Spread(value) => items_of(cx, out, value, depth + 1),
        Kind::Comprehension { form, element, clauses } => {
            comprehension(cx, out, form, element, unit.list(clauses), depth);
        }
        Kind::Range { start, end, inclusive } => {
            if let Some(end) = end {
                out.push_str("the numbers from ");
                match start {
                    Some(start) => push(cx, out, start, depth + 1),
                    None => out.push_str("the start"),
                }
                out.push_str(if inclusive { " up to and including " } else { " up to, but without, " });
                push(cx, out, end, depth + 1);
            } else {
                quote(cx, out, node);
            }
        }
        Kind::Unary(UnaryOperator::Not, _) | Kind::Chain { .. } | Kind::Matches { .. } => {
            out.push_str("whether ");
            conditions::push(cx, out, node, true, depth + 1);
        }
        Kind::Binary(..) if super::is_in_doubt(cx, node) => out.push_str("a value that could not be read in full"),
        Kind::Binary(operator, left, right) => sums::push(cx, out, node, operator, (left, right), depth),
        Kind::Block { .. } | Kind::With { .. } | Kind::Try { .. } if let Some(value) = blocks::only_value(cx, node) => {
            blocks::push(cx, out, node, value, depth);
        }
        Kind::Conditional { condition, then, otherwise } => {
            push(cx, out, then, depth + 1);
            out.push_str(" if ");
            conditions::push(cx, out, condition, true, depth + 1);
            out.push_str(", else ");
            push(cx, out, otherwise, depth + 1);
        }
        Kind::Repeat { value, count } => made::copies(cx, out, sequence_word(cx, node), value, count, depth),
        Kind::Record { of, fields } if !short || fields.is_empty() || unit.text(of) == "new" => {
            made::record(cx, out, of, unit.list(fields), depth);
        }
        Kind::Element { .. } => made::element(cx, out, node, depth),
        Kind::Function(id) if !short => {
            let function = unit.function(id);
            out.push_str(&with_article(functions::lambda_word(cx, id)));
            let names: Vec<String> = unit
                .list(function.parameters)
                .iter()
                .filter_map(|&it| match unit.kind(it) {
                    Kind::Parameter { target, .. } => unit.name_of(target).map(crate::draft::code),
                    _ => None,
                })
                .collect();
            if !names.is_empty() && names.len() < 4 {
                out.push_str(" of ");
                out.push_str(&join(&names, "and"));
            }
        }
        Kind::Scoped(code::ScopeForm::Async, _) => out.push_str("an asynchronous block"),
        Kind::Scoped(_, body) if matches!(unit.kind(body), Kind::Block { .. }) => push(cx, out, body, depth),
        // One expression whose errors stay inside gives nothing instead.
        Kind::Scoped(code::ScopeForm::Try, value) => {
            push(cx, out, value, depth);
            if depth == 0 {
                out.push_str(", or ");
                out.push_str(&crate::draft::code(unit.dialect.null));
                out.push_str(" if that fails");
            }
        }
        Kind::Block { .. } | Kind::Scoped(..) => match unit.statements(node)[..] {
            [only] if !matches!(unit.kind(only), Kind::Block { .. } | Kind::Scoped(..) | Kind::Let { .. }) => {
                push(cx, out, only, depth);
            }
            _ => out.push_str("the value of a block"),
        },
        Kind::Assign { target, operator: None, value } if depth > 0 => {
            push(cx, out, value, depth);
            out.push_str(" (kept as ");
            quote(cx, out, target);
            out.push(')');
        }
        // A name that only a choice has is told with what it stands for, where that is something else.
        Kind::Let { target, value: Some(value), .. } if cx.unit.name_of(target).is_some() => {
            push(cx, out, value, depth);
            if !unit.same_code(target, value) {
                out.push_str(" (kept as ");
                quote(cx, out, target);
                out.push(')');
            }
        }
        Kind::Try { .. } if !short => out.push_str("what comes of an attempt"),
        Kind::Opaque { .. } if !short => out.push_str("something that is not taken apart here"),
        Kind::Text(_) if !short && texts::long(cx, out, node) => {}
        _ if short || matches!(unit.kind(node), Kind::Text(_) | Kind::Regex | Kind::Name(_)) => quote(cx, out, node),
        _ => sum_up(cx, out, node),
    }
}

fn is_variable(cx: &Context, node: NodeId) -> bool {
    use facts::BindingKind::*;
    cx.facts
        .scopes
        .binding_of(node)
        .is_some_and(|it| matches!(it.kind, Parameter | Variable | LoopItem | Error | Resource | Pattern | Constant))
}

fn empty(out: &mut String, what: &str) {
    out.push_str("an empty ");
    out.push_str(what);
}

/// What a sequence literal makes: brackets of their own may mean a fixed length.
fn sequence_word(cx: &Context, node: NodeId) -> &'static str {
    let terms = &cx.unit.dialect.terms;
    let text = cx.unit.text(node);
    let fixed = text.starts_with('[') && (text.len() == 2 || !text.starts_with("[]"));
    if fixed { terms.array } else { terms.sequence }
}

/// Writes `the items of …`, or only `…` where that is already said as several things: `the keys of …`.
fn items_of(cx: &Context, out: &mut String, value: NodeId, depth: u8) {
    // What a generator makes are items already.
    if matches!(cx.unit.kind(value), Kind::Comprehension { form: ComprehensionForm::Generator, .. }) {
        push(cx, out, value, depth);
        return;
    }
    out.push_str("the items of ");
    let start = out.len();
    push(cx, out, value, depth);
    plain_items(out, start);
}

/// Takes `the items of` away before a phrase for several things that starts at a position: `the items of the values of x`.
pub(super) fn plain_items(out: &mut String, start: usize) {
    const SEVERAL: [&str; 22] = [
        "the paths ",
        "the names ",
        "the numbers ",
        "the texts ",
        "all choices ",
        "all orders ",
        "all combinations ",
        "runs of ",
        "the items of ",
        "the values of ",
        "the keys of ",
        "the lines of ",
        "the words of ",
        "the parts of ",
        "the results of ",
        "the rows of ",
        "the matches of ",
        "the whole numbers from ",
        "the distinct items of ",
        "the entries of ",
        "all but the ",
        "pairs of ",
    ];
    let several = out.get(start..).is_some_and(|phrase| SEVERAL.iter().any(|it| phrase.starts_with(it)));
    if !several {
        return;
    }
    for words in ["the items of ", "the items in ", "all items of ", "items of "] {
        if out[..start].ends_with(words) && words.starts_with("the") {
            out.replace_range(start - words.len()..start, "");
            return;
        }
    }
}

/// What the items of a value are called: `items`, `characters`.
pub(super) fn items_word(cx: &Context, node: NodeId) -> &'static str {
    match cx.facts.types.of(node) {
        // Where commands are run, every variable is a text, and a place in one is an item of an array.
        Type::Text if !cx.unit.dialect.commands => "character",
        Type::Bytes => "byte",
        _ => "item",
    }
}

fn item(cx: &Context, out: &mut String, node: NodeId, object: NodeId, index: NodeId, depth: u8) {
    let unit = cx.unit;
    let kind = cx.facts.types.of(object);
    if let Kind::Slice { start, end, step } = unit.kind(index)
        && slice(cx, out, object, (start, end, step), depth)
    {
        return;
    }
    if let Kind::Range { start, end, inclusive: false } = unit.kind(index)
        && slice(cx, out, object, (start, end, None), depth)
    {
        return;
    }
    let sequence = matches!(kind, Type::List | Type::Tuple | Type::Text | Type::Bytes);
    let which = match (unit.kind(index), unit.text(index)) {
        (Kind::Integer, "0") if sequence => "the first ",
        (Kind::Integer, "1") if sequence => "the second ",
        (Kind::Unary(..), "-1") if sequence && unit.dialect.negative_indices => "the last ",
        (Kind::Unary(..), "^1") => "the last ",
        _ => "",
    };
    if !which.is_empty() && cx.level != Level::Expert {
        out.push_str(which);
        out.push_str(items_word(cx, object));
        out.push_str(" of ");
        push(cx, out, object, depth + 1);
        return;
    }
    if cx.level == Level::Beginner && kind == Type::Map && is_short(cx, node, QUOTE) {
        out.push_str("the entry of ");
        push(cx, out, object, depth + 1);
        out.push_str(" for ");
        push(cx, out, index, depth + 1);
        return;
    }
    if is_short(cx, node, QUOTE) {
        quote(cx, out, node);
        return;
    }
    // Many things between the brackets are as a rule no place in a sequence.
    if let Kind::Tuple(list) = unit.kind(index) {
        push(cx, out, object, depth + 1);
        out.push_str(&format!(" with {} in its brackets", crate::words::count(list.len(), "value")));
        return;
    }
    out.push_str(if kind == Type::Map { "the entry for " } else { "item " });
    push(cx, out, index, depth + 1);
    out.push_str(" of ");
    push(cx, out, object, depth + 1);
}

/// A part of a sequence. Says nothing and answers no where it has no short name.
fn slice(
    cx: &Context,
    out: &mut String,
    object: NodeId,
    (start, end, step): (Option<NodeId>, Option<NodeId>, Option<NodeId>),
    depth: u8,
) -> bool {
    let unit = cx.unit;
    let item = items_word(cx, object);
    let number = |node: NodeId| unit.text(node).parse::<i32>().ok();
    if let Some(step) = step {
        if number(step) == Some(-1) && start.is_none() && end.is_none() {
            push(cx, out, object, depth + 1);
            out.push_str(" in reverse order");
            return true;
        }
        return false;
    }
    let amount = |n: i32| {
        let n = n.unsigned_abs() as usize;
        (if n == 1 { String::new() } else { format!("{} ", crate::words::number(n)) }, crate::words::count(n, item))
    };
    let plural = crate::words::plural(item);
    match (start, end) {
        (None, None) => {
            let whole = unit.dialect.ownership || unit.dialect.copies_values;
            out.push_str(if whole { "all of " } else { "a copy of " });
            push(cx, out, object, depth + 1);
            return true;
        }
        (None, Some(end)) => match number(end) {
            Some(n) if n > 0 => {
                let (n_word, _) = amount(n);
                out.push_str(&format!("the first {n_word}{} of ", if n == 1 { item } else { &plural }));
            }
            Some(n) if n < 0 && unit.dialect.negative_indices => {
                let (n_word, _) = amount(n);
                out.push_str(&format!("all but the last {n_word}{} of ", if n == -1 { item } else { &plural }));
            }
            Some(_) => return false,
            None => {
                out.push_str("the part of ");
                push(cx, out, object, depth + 1);
                out.push_str(" before position ");
                let start = out.len();
                push(cx, out, end, depth + 1);
                // A number of items of something else would seem to be what follows.
                if ["the number of ", "the length of "].iter().any(|it| out[start..].starts_with(it)) {
                    out.truncate(start);
                    quote(cx, out, end);
                }
                return true;
            }
        },
        (Some(start), None) => match number(start) {
            Some(n) if n > 0 => {
                let (n_word, _) = amount(n);
                out.push_str(&format!("all but the first {n_word}{} of ", if n == 1 { item } else { &plural }));
            }
            Some(n) if n < 0 && unit.dialect.negative_indices => {
                let (n_word, _) = amount(n);
                out.push_str(&format!("the last {n_word}{} of ", if n == -1 { item } else { &plural }));
            }
            Some(0) => {
                out.push_str("all of ");
            }
            Some(_) => return false,
            None => {
                out.push_str("the part of ");
                push(cx, out, object, depth + 1);
                out.push_str(" from position ");
                push(cx, out, start, depth + 1);
                out.push_str(" on");
                return true;
            }
        },
        (Some(start), Some(end)) => {
            let negative = |node: NodeId| matches!(unit.kind(node), Kind::Unary(UnaryOperator::Negate, _));
            if number(start) == Some(1) && number(end) == Some(-1) && unit.dialect.negative_indices {
                push(cx, out, object, depth + 1);
                out.push_str(&format!(" without its first and its last {item}"));
                return true;
            }
            if negative(start) || negative(end) {
                return false;
            }
            out.push_str("the part of ");
            push(cx, out, object, depth + 1);
            out.push_str(" from position ");
            push(cx, out, start, depth + 1);
            out.push_str(" up to ");
            push(cx, out, end, depth + 1);
            return true;
        }
    }
    push(cx, out, object, depth + 1);
    true
}

fn call(cx: &Context, out: &mut String, node: NodeId, depth: u8) {
    let unit = cx.unit;
    let Kind::Call { callee, arguments, form } = unit.kind(node) else { return };
    let fact = cx.facts.call(node);
    if (depth > 0 || cx.level != Level::Beginner) && is_short(cx, node, 32) && is_wrapper(cx, node) {
        quote(cx, out, node);
        return;
    }
    if super::chains::replacements(cx, out, node, depth) {
        return;
    }
    if let Some(entry) = fact.and_then(|fact| fact.library)
        && !entry.gives.is_empty()
        // Of what tells success only, the call itself says more than its number does.
        && (!entry.gives.starts_with("zero") || entry.gives.contains('{'))
    {
        let start = out.len();
        // What a call makes anew is not known to the reader yet.
        let one_word = !entry.gives.get(4..).unwrap_or("").contains(' ');
        let made = match entry.returns {
            "list" | "map" | "set" | "lock" | "thread" | "channel" | "iterator" | "" => one_word,
            "file" => true,
            _ => false,
        };
        if let Some(rest) = entry.gives.strip_prefix("the ")
            && made
            && !rest.contains('{')
        {
            out.push_str(&with_article(rest));
            return;
        }
        if super::calls::fill(cx, out, entry.gives, node, depth) && out.len() - start <= 150 {
            // What may be missing is said of a value of its own, not of a part of another one.
            if depth > 0 && out.ends_with(')') {
                for tail in [" (or null)", " (or undefined)"] {
                    if out.ends_with(tail) {
                        out.truncate(out.len() - tail.len());
                    }
                }
            } else if depth > 0 && out.ends_with(", or null") {
                out.truncate(out.len() - ", or null".len());
            }
            return;
        }
        out.truncate(start);
    }
    if unit.dialect.commands {
        commands::output(cx, out, node, Some(node));
        return;
    }
    // Without an `await` there is no result yet.
    let pending = match fact.map(|fact| fact.target) {
        Some(Target::Own(id)) => unit.function(id).modifiers.has(code::Modifiers::ASYNC),
        _ => false,
    };
    if pending
        && is_short(cx, node, QUOTE)
        && !matches!(unit.parent(node).map(|it| unit.kind(it)), Some(Kind::Await(_)))
    {
        quote(cx, out, node);
        return;
    }
    let makes = form == CallForm::New || fact.is_some_and(|it| matches!(it.target, Target::Construct(_)));
    if makes {
        out.push_str("a new ");
        callee_name(cx, out, callee);
        super::calls::arguments(cx, out, unit.list(arguments), " made from ", depth);
        return;
    }
    if is_short(cx, node, QUOTE) {
        if let Some(of) = made::made_by_name(cx, callee) {
            out.push_str("a new ");
            push_code(out, made::own_type(cx, of).unwrap_or(unit.text(of)));
            super::calls::arguments(cx, out, unit.list(arguments), " made from ", depth);
            return;
        }
        if cx.level == Level::Beginner && !made::is_capital(cx, callee) {
            out.push_str("the result of ");
        }
        quote(cx, out, node);
        return;
    }
    if made::is_capital(cx, callee) && is_short(cx, callee, QUOTE) {
        out.push_str(&with_article(&crate::draft::code(unit.text(callee))));
        super::calls::arguments(cx, out, unit.list(arguments), " with ", depth);
        return;
    }
    // A chain of calls is told by its last link.
    // So is a call whose name stands between its two sides: its callee alone reads as nothing.
    if let Kind::Member { object, name, access: code::Access::Dot | code::Access::Optional } = unit.kind(callee)
        && (!is_short(cx, callee, QUOTE) || unit.text(callee).ends_with(&format!(" {}", unit.name(name))))
    {
        out.push_str("the result of ");
        push_code(out, unit.name(name));
        super::calls::arguments(cx, out, unit.list(arguments), " with ", depth);
        out.push_str(" on ");
        push(cx, out, object, depth + 1);
        return;
    }
    out.push_str("the result of ");
    callee_name(cx, out, callee);
    super::calls::arguments(cx, out, unit.list(arguments), " with ", depth);
}

/// Whether a call only wraps a value: `Ok(x)`, `Some(x)`.
pub(crate) fn is_wrapper(cx: &Context, node: NodeId) -> bool {
    let dialect = &cx.unit.dialect;
    let Kind::Call { callee, .. } = cx.unit.kind(node) else { return false };
    !dialect.present.is_empty()
        && cx.unit.name_of(callee).is_some_and(|it| [dialect.success, dialect.failure, dialect.present].contains(&it))
}

/// Whether a call wraps nothing to speak of: `Ok(())`.
pub(crate) fn is_empty_result(cx: &Context, node: NodeId) -> bool {
    let Kind::Call { arguments, .. } = cx.unit.kind(node) else { return false };
    is_wrapper(cx, node)
        && matches!(cx.unit.list(arguments), [only] if matches!(cx.unit.kind(*only), Kind::Tuple(list) if list.is_empty()))
}

fn comprehension(
    cx: &Context,
    out: &mut String,
    form: ComprehensionForm,
    element: NodeId,
    clauses: &[NodeId],
    depth: u8,
) {
    let unit = cx.unit;
    let terms = &unit.dialect.terms;
    let what = match form {
        ComprehensionForm::Sequence => terms.sequence,
        ComprehensionForm::Set => terms.set,
        ComprehensionForm::Mapping => terms.mapping,
        ComprehensionForm::Generator => "",
    };
    if !what.is_empty() {
        out.push_str(&with_article(what));
        // `a list of a thread` would be a list of one.
        let made =
            matches!(unit.kind(element), Kind::Call { .. } | Kind::Tuple(_) | Kind::Mapping(_) | Kind::Sequence(_));
        out.push_str(match form {
            ComprehensionForm::Mapping => " that maps ",
            _ if made => " with ",
            _ => " of ",
        });
    }
    let first = clauses.first().map(|&clause| unit.kind(clause));
    let same = match first {
        Some(Kind::Clause { target, .. }) => clauses.len() == 1 && unit.same_code(target, element),
        _ => false,
    };
    if !same {
        match unit.kind(element) {
            Kind::Entry { key, value, .. } => {
                push(cx, out, key, depth + 1);
                out.push_str(" to ");
                push(cx, out, value, depth + 1);
            }
            _ => push(cx, out, element, depth + 1),
        }
        out.push_str(" for ");
    }
    for (at, &clause) in clauses.iter().enumerate() {
        let Kind::Clause { target, source, filters, .. } = unit.kind(clause) else { continue };
        out.push_str(if at > 0 {
            " and each "
        } else if same {
            "every "
        } else {
            "each "
        });
        quote(cx, out, target);
        out.push_str(" in ");
        push(cx, out, source, depth + 1);
        for (at, &filter) in unit.list(filters).iter().enumerate() {
            out.push_str(if at == 0 { " for which " } else { " and " });
            conditions::push(cx, out, filter, true, depth + 1);
        }
    }
}
