//! A name: what it stands for, where it gets its value, and where that goes.

use code::{FunctionId, Kind, NodeId, Span, TypeId, Unit};
use facts::{Binding, BindingId, BindingKind, ParameterRole, Target, VariableRole};

use super::{listed, names_of};
use crate::draft::{Context, Draft, code};
use crate::words::{list, sentence};
use crate::{Level, SectionKind, phrase, plan, say, what};

/// The lines on which nodes start, each once, in order.
pub(super) fn lines_of(unit: &Unit, nodes: impl Iterator<Item = NodeId>) -> Vec<u32> {
    let mut lines: Vec<u32> = nodes.map(|node| unit.line(unit.span(node).start)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// `line 3`, `lines 3, 5, and 9`.
pub(super) fn lines(lines: &[u32]) -> String {
    const MOST: usize = 6;
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    match numbers.as_slice() {
        [one] => format!("line {one}"),
        _ => format!("lines {}", crate::words::list_some(&numbers, MOST)),
    }
}

/// Tells a name.
pub(super) fn name(cx: &Context<'_>, node: NodeId, draft: &mut Draft) {
    let scopes = &cx.facts.scopes;
    let Some(id) = scopes.resolve(node) else {
        unbound(cx, node, draft);
        return;
    };
    let binding = scopes.binding(id);
    match (binding.kind, scopes.function_named(id)) {
        (_, Some(function)) => function_named(cx, function, draft),
        (BindingKind::Type, _) => type_named(cx, node, binding, draft),
        _ => variable(cx, node, id, draft),
    }
}

/// A name that nothing in the text binds.
fn unbound(cx: &Context<'_>, node: NodeId, draft: &mut Draft) {
    let unit = cx.unit;
    let name = cx.quote(node);
    let spans = [unit.span(node)];
    let call = unit.parent(node).filter(|&up| matches!(unit.kind(up), Kind::Call { callee, .. } if callee == node));
    let does = call.and_then(|call| phrase::does(cx, call));
    let text = match does {
        Some(does) => {
            format!("{name} is not defined in this text: it is built in or comes from elsewhere. Here it {does}.")
        }
        None if cx.level == Level::Expert => format!("{name} is free in this text."),
        None => format!("{name} is not defined in this text: it is built in or comes from elsewhere."),
    };
    draft.say(SectionKind::What, None, text, &spans);
}

/// The member of an object.
pub(super) fn member(cx: &Context<'_>, node: NodeId, draft: &mut Draft) {
    let unit = cx.unit;
    let Kind::Member { object, name, .. } = unit.kind(node) else { return };
    let spans = [unit.span(node)];
    let word = code(unit.name(name));
    let call = unit.parent(node).filter(|&up| matches!(unit.kind(up), Kind::Call { callee, .. } if callee == node));
    if let Some(call) = call {
        if let Some(Target::Own(function)) = cx.facts.call(call).map(|it| it.target) {
            function_named(cx, function, draft);
            return;
        }
        let of = phrase::noun(cx, object);
        let text = match phrase::does(cx, call) {
            Some(does) => format!("{word} is called on {of}. Here it {does}."),
            None => format!("{word} is called on {of}; what it does is written elsewhere."),
        };
        draft.say(SectionKind::What, None, text, &spans);
        return;
    }
    let text = format!("{word} is a part of {}.", phrase::noun(cx, object));
    draft.say(SectionKind::What, None, text, &spans);
}

/// A function of this text, where its name stands.
fn function_named(cx: &Context<'_>, id: FunctionId, draft: &mut Draft) {
    let unit = cx.unit;
    let header = plan::header(cx, id);
    let Some(name) = cx.facts.functions.get(id.index()).and_then(|it| it.name) else { return };
    let line = unit.line(header.start);
    let lead = what::function_lead(cx, id);
    let text = format!("{}, defined on line {line}{} {}", cx.quote(name), colon_or_comma(&lead.text), lead.text);
    draft.say(SectionKind::What, None, sentence(&text), &[header]);
    callers(cx, id, draft);
}

/// What joins a subject with its apposition and its account.
fn colon_or_comma(account: &str) -> &'static str {
    if what::colon(account).is_empty() { "," } else { ":" }
}

/// Who calls a function.
pub(super) fn callers(cx: &Context<'_>, id: FunctionId, draft: &mut Draft) {
    let unit = cx.unit;
    let calls: Vec<NodeId> =
        cx.facts.calls.iter().filter(|it| it.target == Target::Own(id)).map(|it| it.node).collect();
    let header = plan::header(cx, id);
    if calls.is_empty() {
        let (text, spans) = maybe_called(cx, id);
        draft.say(SectionKind::What, None, text, &[spans, vec![header]].concat());
        return;
    }
    let mut callers: Vec<FunctionId> = Vec::new();
    for caller in cx.facts.calls.iter().filter(|it| it.target == Target::Own(id)).filter_map(|it| it.caller) {
        if !callers.contains(&caller) {
            callers.push(caller);
        }
    }
    let at = lines(&lines_of(unit, calls.iter().copied()));
    let names = names_of(cx, &callers);
    let by = if names.is_empty() { String::new() } else { format!(" by {}", listed(&names)) };
    let mut spans: Vec<Span> = calls.iter().take(8).map(|&call| unit.span(call)).collect();
    spans.push(header);
    draft.say(SectionKind::What, None, format!("It is called{by}, on {at}.").replace("called,", "called"), &spans);
}

/// What the text shows of calls of a function that none is certain to call: calls of its name on objects of unknown types, and
/// places that hand it on.
fn maybe_called(cx: &Context<'_>, id: FunctionId) -> (String, Vec<Span>) {
    let unit = cx.unit;
    let Some(name) = cx.facts.functions.get(id.index()).and_then(|it| it.name) else {
        return ("It has no name to be called by.".to_owned(), Vec::new());
    };
    let spell = unit.text(name);
    let is_method = unit.enclosing_type(unit.function(id).node).is_some();
    let by_name = |&call: &NodeId| match unit.kind(call) {
        Kind::Call { callee, .. } => match unit.kind(callee) {
            Kind::Member { name, .. } => unit.name(name) == spell,
            _ => false,
        },
        _ => false,
    };
    let likely: Vec<NodeId> =
        cx.facts.calls.iter().map(|it| it.node).filter(|call| is_method && by_name(call)).collect();
    let reads = cx.facts.scopes.binding_of(name).map(|it| it.reads.clone()).unwrap_or_default();
    let nodes = if likely.is_empty() { &reads } else { &likely };
    let at = lines(&lines_of(unit, nodes.iter().copied()));
    let spans = nodes.iter().take(8).map(|&node| unit.span(node)).collect();
    let text = match (likely.is_empty(), reads.is_empty()) {
        (false, _) => format!("A method of this name is called on {at}, which may be this one."),
        (true, false) => format!("Its name is used on {at}."),
        (true, true) => "Nothing in this text calls it by its name.".to_owned(),
    };
    (text, spans)
}

/// Where values of a type are made.
pub(super) fn constructed(cx: &Context<'_>, id: TypeId, draft: &mut Draft) {
    let made = &cx.facts.definition(id).constructed;
    if made.is_empty() {
        return;
    }
    let at = lines(&lines_of(cx.unit, made.iter().copied()));
    let spans: Vec<Span> = made.iter().take(8).map(|&node| cx.unit.span(node)).collect();
    draft.say(SectionKind::What, None, format!("One is made on {at}."), &spans);
}

/// A type of this text, where its name stands.
fn type_named(cx: &Context<'_>, node: NodeId, binding: &Binding, draft: &mut Draft) {
    let unit = cx.unit;
    let defined = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
        Kind::Type(id) => Some(id),
        _ => None,
    });
    let Some(id) = defined else {
        draft.say(SectionKind::What, None, format!("{} is a type.", cx.quote(node)), &[unit.span(node)]);
        return;
    };
    let lead = sentence(&what::type_lead(cx, id));
    draft.say(SectionKind::What, None, lead, &[unit.span(unit.type_definition(id).node)]);
    constructed(cx, id, draft);
}

/// A variable, a parameter or an import.
fn variable(cx: &Context<'_>, node: NodeId, id: BindingId, draft: &mut Draft) {
    let unit = cx.unit;
    let binding = cx.facts.scopes.binding(id);
    let name = cx.quote(node);
    let at = unit.span(binding.definition);
    let line = unit.line(at.start);
    let holder = binding.function.and_then(|id| cx.facts.functions.get(id.index())).and_then(|it| it.name);
    let of = holder.map_or(String::new(), |it| format!(" of {}", cx.quote(it)));
    let value = value_of(cx, binding);
    let what = match binding.kind {
        BindingKind::Parameter => format!("is a parameter{of}{}", parameter(cx, id, binding)),
        BindingKind::Receiver => "is the object that the method is called on".to_owned(),
        BindingKind::Constant => format!("is a constant{of}, set on line {line}{value}"),
        BindingKind::LoopItem => format!("is the item of the loop on line {line}{}", loop_source(cx, binding)),
        BindingKind::Error => format!("is the error that the handler on line {line} catches"),
        BindingKind::Resource => {
            format!("is the resource that is opened on line {line}{value} and released at the end of its block")
        }
        BindingKind::Pattern => format!("is bound on line {line}, where the pattern around it matches"),
        BindingKind::TypeParameter => format!("is a type parameter{of}: whoever uses it chooses the type"),
        BindingKind::Import => format!("is imported on line {line}{}", module_of(cx, binding)),
        _ if holder.is_none() => format!("is a variable of the whole text, first set on line {line}{value}"),
        _ => format!("is a variable{of}, first set on line {line}{value}"),
    };
    draft.say(SectionKind::What, None, format!("{name} {what}."), &[at, unit.span(node)]);
    if let Some(role) = role(binding.role) {
        draft.say(SectionKind::What, None, sentence(role), &[at]);
    }
    writes(cx, binding, draft);
    reads(cx, binding, draft);
    if binding.captured {
        let text = match cx.level {
            Level::Beginner => {
                "A function written inside uses it too, and so keeps it for as long as that function is kept."
            }
            _ => "A function inside its scope captures it.",
        };
        draft.say(SectionKind::What, None, text.to_owned(), &[at]);
    }
}

/// What a parameter is declared as, and what it is where the caller leaves it out.
fn parameter(cx: &Context<'_>, id: BindingId, binding: &Binding) -> String {
    let unit = cx.unit;
    let mut text = String::new();
    if let Some(up) = unit.parent(binding.definition)
        && let Kind::Parameter { annotation, default, .. } = unit.kind(up)
    {
        if let Some(annotation) = annotation {
            text.push_str(&format!(" of type {}", cx.quote(annotation)));
        }
        if let Some(default) = default {
            text.push_str(&format!("; where it is left out, it is {}", cx.quote(default)));
        }
    }
    let facts = binding.function.and_then(|it| cx.facts.functions.get(it.index()));
    let roles = facts.and_then(|it| it.parameters.iter().find(|it| it.binding == Some(id)));
    let roles: Vec<&str> =
        roles.map(|it| it.roles.iter().filter_map(|&role| parameter_role(role)).take(3).collect()).unwrap_or_default();
    if !roles.is_empty() {
        text.push_str(&format!("; it is {}", list(&roles)));
    }
    text
}

/// What is done with a parameter, proven by its uses.
fn parameter_role(role: ParameterRole) -> Option<&'static str> {
    Some(match role {
        ParameterRole::Unused => "never used",
        ParameterRole::Iterated => "gone through item by item",
        ParameterRole::Callback => "called as a function",
        ParameterRole::Switch => "asked for to decide between ways",
        ParameterRole::Indexed => "looked up in by key or position",
        ParameterRole::Key => "used as a key or position",
        ParameterRole::Mutated => "changed in place",
        ParameterRole::Limit => "the bound of a loop or range",
        ParameterRole::Validated => "checked and refused when unfit",
        ParameterRole::Stored => "kept in the object",
        ParameterRole::Forwarded | ParameterRole::Returned | ParameterRole::Defaulted | ParameterRole::FilePath => {
            return None;
        }
    })
}

/// What a variable is for, proven by all that is done with it.
fn role(role: VariableRole) -> Option<&'static str> {
    Some(match role {
        VariableRole::Stepper => "it goes up or down by a constant, so it counts rounds or positions",
        VariableRole::Accumulator => "it grows by what each round brings",
        VariableRole::Container => "it is a collection that is filled",
        VariableRole::MostWanted => "it holds the best value seen so far",
        VariableRole::MostRecent => "it holds the latest value",
        VariableRole::Follower => "it holds what another variable was before",
        VariableRole::OneWayFlag => "it is a flag that changes at most once",
        VariableRole::Walker => "it walks along links, from one element to the next",
        VariableRole::Unknown | VariableRole::Fixed | VariableRole::Temporary => return None,
    })
}

/// What a binding is set to where it is made.
fn value_of(cx: &Context<'_>, binding: &Binding) -> String {
    let unit = cx.unit;
    let value = unit.parent(binding.definition).and_then(|up| match unit.kind(up) {
        Kind::Let { target, value, .. } if target == binding.definition => value,
        Kind::Assign { target, operator: None, value } if target == binding.definition => Some(value),
        _ => None,
    });
    value.map_or(String::new(), |value| format!(" to {}", phrase::noun(cx, value)))
}

/// What a loop goes over whose item a binding is.
fn loop_source(cx: &Context<'_>, binding: &Binding) -> String {
    let unit = cx.unit;
    let source = unit.ancestors(binding.definition).take(4).find_map(|up| match unit.kind(up) {
        Kind::Loop(code::LoopForm::Each | code::LoopForm::Keys, parts) => parts.source,
        Kind::Clause { source, .. } => Some(source),
        _ => None,
    });
    source.map_or(String::new(), |source| format!(", which goes through {}", phrase::noun(cx, source)))
}

/// The import that brings a name.
fn module_of(cx: &Context<'_>, binding: &Binding) -> String {
    let import = cx.unit.ancestors(binding.definition).take(3).find_map(|up| match cx.unit.kind(up) {
        Kind::Import(id) => Some(id),
        _ => None,
    });
    import.map_or(String::new(), |id| format!(": {}", cx.quote(cx.unit.import(id).node)))
}

/// Where a variable gets another value.
fn writes(cx: &Context<'_>, binding: &Binding, draft: &mut Draft) {
    let unit = cx.unit;
    let later = binding.writes.iter().copied().filter(|&node| node != binding.definition);
    let at = lines_of(unit, later.clone());
    let spans: Vec<Span> = later.take(8).map(|node| unit.span(node)).collect();
    if at.is_empty() {
        if cx.level == Level::Expert
            && matches!(binding.kind, BindingKind::Variable)
            && binding.role == VariableRole::Fixed
        {
            draft.say(SectionKind::What, None, "It is set once.".to_owned(), &[unit.span(binding.definition)]);
        }
        return;
    }
    draft.say(SectionKind::What, None, format!("It gets another value on {}.", lines(&at)), &spans);
}

/// Where a value goes: what is done with it, with the lines.
fn reads(cx: &Context<'_>, binding: &Binding, draft: &mut Draft) {
    let unit = cx.unit;
    if binding.reads.is_empty() {
        if binding.kind != BindingKind::Import {
            draft.say(SectionKind::What, None, "It is never read.".to_owned(), &[unit.span(binding.definition)]);
        }
        return;
    }
    let mut uses: Vec<(String, Vec<NodeId>)> = Vec::new();
    for &read in &binding.reads {
        let text = use_of(cx, read);
        match uses.iter_mut().find(|(known, _)| *known == text) {
            Some((_, nodes)) => nodes.push(read),
            None => uses.push((text, vec![read])),
        }
    }
    for (text, nodes) in uses {
        let at = lines(&lines_of(unit, nodes.iter().copied()));
        let spans: Vec<Span> = nodes.iter().take(8).map(|&node| unit.span(node)).collect();
        draft.say(SectionKind::How, None, sentence(&format!("on {at}, {text}")), &spans);
    }
}

/// What is done with a value where it is read, as a clause.
fn use_of(cx: &Context<'_>, read: NodeId) -> String {
    let unit = cx.unit;
    let Some(up) = unit.parent(read) else { return "it is read".to_owned() };
    let text = match unit.kind(up) {
        Kind::Call { callee, .. } if callee == read => "it is called",
        Kind::Call { callee, .. } => match callee_name(cx, callee) {
            Some(name) => return format!("it is handed to {name}"),
            None => "it is handed to a call",
        },
        Kind::NamedArgument { .. } | Kind::Spread(_) => "it is handed to a call",
        Kind::Return(_) => "it is given back",
        Kind::Member { object, name, .. } if object == read => {
            let name = code(unit.name(name));
            let is_callee = |&call: &NodeId| matches!(unit.kind(call), Kind::Call { callee, .. } if callee == up);
            return match unit.parent(up).filter(is_callee) {
                Some(_) => format!("{name} is called on it"),
                None => format!("it is asked for its {name}"),
            };
        }
        Kind::Index { object, .. } if object == read => "it is looked up in by key or position",
        Kind::Index { .. } => "it is used as a key or position",
        Kind::Loop(_, parts) if parts.source == Some(read) => "it is gone through item by item",
        Kind::Clause { source, .. } if source == read => "it is gone through item by item",
        Kind::If { condition, .. } if condition == read => "it is tested",
        Kind::Unary(code::UnaryOperator::Not, _) => "it is tested",
        Kind::Binary(..) if say::is_condition(cx, up) => "it is compared",
        Kind::Binary(..) => "it is used in a computation",
        Kind::Template { .. } => "it is put into a text",
        Kind::Throw(..) => "it is raised",
        Kind::Tuple(_) if matches!(unit.parent(up).map(|it| unit.kind(it)), Some(Kind::Return(_))) => {
            "it is given back"
        }
        Kind::Assign { value, .. } if value == read => "it is copied to another place",
        _ => "it is read",
    };
    text.to_owned()
}

/// What a callee is called, where it is short.
fn callee_name(cx: &Context<'_>, callee: NodeId) -> Option<String> {
    match cx.unit.kind(callee) {
        Kind::Name(_) => Some(cx.quote(callee)),
        Kind::Member { .. } if cx.text(callee).len() <= 40 && !cx.text(callee).contains('(') => Some(cx.quote(callee)),
        _ => None,
    }
}
