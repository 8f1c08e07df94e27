//! *Concepts*: the terms that a reader of this code has to know, explained where this code uses them.

use code::{
    BinaryOperator, ComprehensionForm, DefinitionForm, DirectiveForm, Effect, FunctionForm, Kind, LoopForm, Modifiers,
    NodeId, ParameterForm, ScopeForm, Span, TypeForm, UnaryOperator,
};
use facts::Recursion;

use crate::draft::{Context, Draft};
use crate::plan;
use crate::{Level, SectionKind, lexicon, what};

/// A term that the code calls for: keys to try in the language's terms, and the code that shows it.
struct Wanted {
    /// How much a reader gains from it: the language's own ideas before what every language has.
    weight: u8,
    keys: &'static [&'static str],
    span: Span,
}

/// Words of sentences that one who is learning to program has not met.
const HARD: &[&str] =
    &["closure", "coroutine", "goroutine", "iterator", "lambda", "mixin", "mutex", "promise", "recursion"];

/// Fills the section.
pub(crate) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let (most, least_weight) = match cx.level {
        Level::Beginner => (plan::budget(cx, 4, 4, 12), 1),
        // One who programs needs this language's own ideas only.
        Level::Intermediate => (plan::budget(cx, 12, 2, 5), 3),
        Level::Expert => return,
    };
    let mut wanted = from_idioms(cx);
    wanted.extend(from_code(cx));
    wanted.retain(|term| term.weight >= least_weight);
    // Stable: among equals, what the reader meets first.
    wanted.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.span.start.cmp(&b.span.start)));
    let mut told: Vec<&str> = Vec::new();
    let mut chosen: Vec<(&str, &str, Span)> = Vec::new();
    for term in &wanted {
        if chosen.len() >= most {
            break;
        }
        let found = term.keys.iter().find_map(|key| cx.unit.library.term(key).map(|text| (*key, text)));
        let Some((key, (beginner, intermediate))) = found else { continue };
        if told.contains(&key) {
            continue;
        }
        told.push(key);
        let text = if cx.level == Level::Beginner { beginner } else { intermediate };
        chosen.push((key, text, term.span));
    }
    // What a sentence speaks of in a word that only programmers know is explained, however much else is.
    if cx.level == Level::Beginner {
        for &key in HARD {
            let Some((text, _)) = cx.unit.library.term(key).filter(|_| !told.contains(&key)) else { continue };
            if let Some(span) = draft.first_use(key) {
                chosen.push((key, text, span));
            }
        }
    }
    chosen.sort_by_key(|entry| entry.2.start);
    for (key, text, span) in chosen {
        draft.say(SectionKind::Concepts, None, sentence_after(&format!("**{key}**: {text}")), &[span]);
    }
}

fn sentence_after(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn from_idioms(cx: &Context<'_>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for idiom in &cx.facts.idioms {
        for key in lexicon::idioms::idiom(idiom.kind).terms {
            wanted.push(Wanted { weight: 4, keys: std::slice::from_ref(key), span: idiom.span });
        }
    }
    wanted
}

/// The first place of every construct that has a term.
fn from_code(cx: &Context<'_>) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut add =
        |weight: u8, keys: &'static [&'static str], span: Span| match wanted.iter_mut().find(|it| it.keys == keys) {
            Some(known) if span.start < known.span.start => known.span = span,
            Some(_) => {}
            None => wanted.push(Wanted { weight, keys, span }),
        };
    for index in 0..cx.unit.n_nodes() {
        let id = NodeId::from_index(index);
        let node = cx.unit.node(id);
        if node.parent.is_none() {
            continue;
        }
        // What reads line after line goes over each of them, and is written as a loop with a condition.
        if let Kind::Loop(LoopForm::Each, parts) = node.kind
            && is_conditional(cx, node.span, cx.unit.span(parts.body))
        {
            add(1, &["while loop", "loop"], node.span);
            continue;
        }
        // What is marked so outside of a function says who sees it, not how long it lives.
        if matches!(node.kind, Kind::Let { form: code::LetForm::Static, .. })
            && cx.unit.dialect.pointers
            && cx.unit.enclosing_function(id).is_none()
        {
            if cx.unit.enclosing_type(id).is_none() {
                add(3, &["static"], node.span);
            }
            continue;
        }
        // A name for the rest among the names that a value is taken apart into.
        if matches!(node.kind, Kind::Spread(_)) && node.parent.is_some_and(|it| is_pattern(cx, it)) {
            continue;
        }
        // Empty brackets before the type of the items mean no fixed length.
        if matches!(node.kind, Kind::Sequence(_)) && cx.unit.text(id).starts_with("[]") && cx.unit.text(id).len() > 2 {
            add(1, &["slice"], node.span);
            continue;
        }
        // Brackets alone may mean a fixed length; what stands in front of them makes something that can grow.
        if matches!(node.kind, Kind::Sequence(_)) && !cx.unit.text(id).starts_with('[') {
            let text = cx.unit.text(id);
            // Braces that are handed to something make whatever that makes of them.
            if text.starts_with('{') && !is_kept(cx, id) {
                continue;
            }
            let is_array = text.starts_with('{')
                || text.starts_with("new") && text.split('{').next().is_some_and(|head| head.contains('['));
            add(1, if is_array { &["array"] } else { &["vector", "list"] }, node.span);
            continue;
        }
        if matches!(node.kind, Kind::Mapping(_) | Kind::Sequence(_) | Kind::Tuple(_)) && is_pattern(cx, id) {
            if matches!(node.parent.map(|it| cx.unit.kind(it)), Some(Kind::Parameter { .. })) {
                add(3, &["destructuring", "tuple unpacking", "unpacking"], node.span);
            }
            continue;
        }
        if let Kind::Name(name) = node.kind {
            let name = cx.unit.name(name);
            if name == cx.unit.dialect.constant_counter {
                add(4, &["iota"], node.span);
            }
            if cx.unit.dialect.request_data.contains(&name) {
                add(4, &["superglobal"], node.span);
            }
        }
        // What stands at the top of a file may be no attribute but a setting.
        let is_setting = matches!(node.kind, Kind::Decorator { .. }) && !cx.unit.text(id).starts_with('#');
        if is_setting && node.parent == Some(cx.unit.root) {
            continue;
        }
        let alias = || {
            let text = cx.unit.text(id).trim_end();
            text.ends_with('&') || text.starts_with("const ") && text.contains('&')
        };
        match node.kind {
            // Another name for something, where pointers are something else.
            Kind::TypeExpression { form: TypeForm::MutableReference | TypeForm::Reference, .. }
                if cx.unit.dialect.pointers && alias() =>
            {
                add(2, &["reference"], node.span);
                continue;
            }
            // An object may be made without the word.
            Kind::Call { form: code::CallForm::New, .. }
                if cx.unit.dialect.pointers && !cx.unit.text(id).starts_with("new") =>
            {
                continue;
            }
            // A mark is written like a new object, but shows nobody how one is made.
            Kind::Call { .. } if node.parent.is_some_and(|up| matches!(cx.unit.kind(up), Kind::Decorator { .. })) => {
                continue;
            }
            _ => {}
        }
        // The word before its type makes of the first parameter what the function is called on.
        if matches!(node.kind, Kind::Parameter { .. }) && cx.unit.text(id).starts_with("this ") {
            add(4, &["extension method"], node.span);
        }
        if let Some((weight, keys)) = term_of(cx, node.kind) {
            add(weight, keys, node.span);
        }
    }
    for (function, facts) in cx.unit.functions.iter().zip(&cx.facts.functions) {
        let span = cx.unit.span(function.node);
        if !facts.yielded.is_empty() {
            add(4, &["generator", "generator function"], cx.unit.span(facts.yielded[0]));
        }
        if !matches!(facts.recursion, Recursion::None) {
            add(4, &["recursion", "recursive function"], span);
        }
        if !facts.captures.is_empty() && function.form == FunctionForm::Lambda {
            add(4, &["closure"], span);
        }
    }
    for call in &cx.facts.calls {
        let Some(entry) = call.library else { continue };
        // A call may be an idea of its own.
        if entry.path != entry.returns && cx.unit.library.term(entry.path).is_some() {
            add(3, std::slice::from_ref(&entry.path), cx.unit.span(call.node));
        }
        if entry.effects.contains(&Effect::Spawns) && entry.returns == "thread" {
            add(4, &["thread"], cx.unit.span(call.node));
        }
        if entry.returns == "promise" {
            add(4, &["promise"], cx.unit.span(call.node));
        }
        if entry.returns == "regex" {
            add(3, &["regular expression", "regex"], cx.unit.span(call.node));
        }
    }
    wanted
}

/// Whether the word that begins a loop is the one for conditions.
fn is_conditional(cx: &Context<'_>, whole: Span, body: Span) -> bool {
    let head = cx.unit.slice(Span::new(whole.start, body.start.max(whole.start)));
    let mut words = head.split(|it: char| !it.is_alphanumeric() && it != '_');
    words.find_map(|it| match it {
        "for" => Some(false),
        "while" => Some(true),
        _ => None,
    }) == Some(true)
}

/// Whether brackets take a value apart and make none.
fn is_pattern(cx: &Context<'_>, node: NodeId) -> bool {
    let mut below = node;
    for at in cx.unit.ancestors(node) {
        match cx.unit.kind(at) {
            Kind::Parameter { target, .. } | Kind::Let { target, .. } | Kind::Assign { target, .. } => {
                return target == below;
            }
            Kind::Clause { target, .. } => return target == below,
            Kind::Loop(_, parts) => return parts.target == Some(below),
            Kind::Mapping(_) | Kind::Sequence(_) | Kind::Tuple(_) | Kind::Entry { .. } | Kind::Spread(_) => below = at,
            _ => return false,
        }
    }
    false
}

/// Whether a literal, or the one that it is a part of, is what a variable or a field holds.
fn is_kept(cx: &Context<'_>, node: NodeId) -> bool {
    let outer = cx.unit.ancestors(node).find(|&it| !matches!(cx.unit.kind(it), Kind::Sequence(_)));
    outer.is_some_and(|it| matches!(cx.unit.kind(it), Kind::Let { .. } | Kind::Field { .. } | Kind::Assign { .. }))
}

/// Whether a block only runs in the place that a call makes for it.
fn is_around(cx: &Context<'_>, resources: code::List) -> bool {
    cx.unit
        .list(resources)
        .iter()
        .all(|&it| cx.facts.call(it).and_then(|call| call.library).is_some_and(|entry| !entry.when.is_empty()))
}

/// Whether all that a block with resources does is hold a lock.
fn is_lock(cx: &Context<'_>, resources: code::List) -> bool {
    cx.unit.list(resources).iter().all(|&it| {
        cx.facts.call(it).and_then(|call| call.library).is_some_and(|entry| entry.effects.contains(&Effect::Locks))
    })
}

/// Whether a function spells the object that it is called on and belongs to no type.
fn is_extension(cx: &Context<'_>, function: &code::Function) -> bool {
    let first = cx.unit.list(function.parameters).first().map(|&it| cx.unit.kind(it));
    matches!(first, Some(Kind::Parameter { form: ParameterForm::Receiver, .. }))
        && matches!(function.form, FunctionForm::Function)
}

/// The term of a construct.
fn term_of(cx: &Context<'_>, kind: Kind) -> Option<(u8, &'static [&'static str])> {
    Some(match kind {
        Kind::Function(id) => {
            let function = cx.unit.function(id);
            if function.modifiers.has(Modifiers::MACRO) {
                (3, &["macro"])
            } else if function.body.is_none() && function.modifiers.has(Modifiers::EXTERNAL) {
                (2, &["prototype", "function"])
            } else if function.modifiers.has(Modifiers::ASYNC) {
                (4, &["async function", "async/await", "async", "coroutine"])
            } else if function.modifiers.has(Modifiers::SUSPENDS) {
                (4, &["suspend function"])
            } else if is_extension(cx, function) {
                (4, &["extension function"])
            } else if function.modifiers.has(Modifiers::ARROW) {
                (3, &["arrow function", "lambda"])
            } else if function.form == FunctionForm::Lambda {
                // Where functions have a full form too, a nameless one remembers its surroundings only if it uses them.
                if cx.unit.dialect.blocks_share_variables {
                    (3, &["block"])
                } else if cx.unit.dialect.object_literals {
                    (1, &["anonymous function", "function expression", "function"])
                } else {
                    (3, &["lambda", "closure", "anonymous function"])
                }
            } else if function.form == FunctionForm::Getter {
                (3, &["property", "getter"])
            } else if function.modifiers.has(Modifiers::CLASS_METHOD) {
                (3, &["class method", "classmethod"])
            } else if function.modifiers.has(Modifiers::STATIC) && function.form == FunctionForm::Method {
                (2, &["static method", "associated function", "class method"])
            } else {
                match function.form {
                    FunctionForm::Constructor => (2, &["constructor"]),
                    FunctionForm::Method => (2, &["method"]),
                    _ => (1, &["function"]),
                }
            }
        }
        Kind::Type(id) => match cx.unit.type_definition(id).form {
            DefinitionForm::Class => (2, &["class"]),
            DefinitionForm::Struct if what::record_word(cx, cx.unit.type_definition(id)) == "struct" => {
                (2, &["struct", "record"])
            }
            DefinitionForm::Struct => (2, &["record", "struct"]),
            DefinitionForm::Enum => (3, &["enum", "enumeration"]),
            DefinitionForm::Interface => (3, &["interface", "trait", "protocol"]),
            DefinitionForm::Mixin => (3, &["trait", "mixin", "module"]),
            DefinitionForm::Alias => (2, &["type alias"]),
            DefinitionForm::Distinct => (2, &["delegate", "defined type"]),
            DefinitionForm::Extension => (3, &["impl block", "implementation", "monkey patch", "method"]),
            DefinitionForm::Union => (3, &["union"]),
            DefinitionForm::Object => (4, &["object declaration"]),
            DefinitionForm::Namespace => (2, &["namespace", "module"]),
        },
        Kind::Decorator { .. } => (4, &["decorator", "attribute", "annotation"]),
        Kind::Parameter { form: ParameterForm::Rest, .. } => {
            (3, &["rest parameter", "variable arguments", "*args", "args"])
        }
        Kind::Parameter { form: ParameterForm::NamedRest, .. } => (3, &["**kwargs", "keyword arguments", "kwargs"]),
        Kind::Parameter { default: Some(_), .. } => (2, &["default argument", "default parameter", "default value"]),
        Kind::Comprehension { form, .. } => match form {
            ComprehensionForm::Sequence => (4, &["list comprehension", "comprehension"]),
            ComprehensionForm::Set => (4, &["set comprehension", "comprehension"]),
            ComprehensionForm::Mapping => (4, &["dict comprehension", "dictionary comprehension", "comprehension"]),
            ComprehensionForm::Generator => (4, &["generator expression", "comprehension"]),
        },
        Kind::Template { .. } => (3, &["f-string", "template literal", "template string"]),
        Kind::With { resources, .. } if is_lock(cx, resources) => (4, &["synchronized", "lock"]),
        // What a call does around a block is no clean-up.
        Kind::With { resources, .. } if is_around(cx, resources) => return None,
        Kind::With { .. } => (4, &["context manager", "with statement", "try-with-resources"]),
        Kind::Try { .. } => (2, &["exception", "exception handling", "try/catch", "error handling"]),
        Kind::Throw(..) => (2, &["exception", "error"]),
        Kind::Propagate(_) => (4, &["question-mark operator", "question mark operator", "? operator"]),
        Kind::Match { .. } => (3, &["match", "switch", "pattern matching", "switch statement"]),
        Kind::Matches { .. } => (3, &["if let", "pattern matching"]),
        Kind::Await(_) => (4, &["await", "async/await"]),
        Kind::Slice { .. } => (3, &["slice"]),
        Kind::Spread(_) => (3, &["spread", "spread operator", "unpacking"]),
        Kind::Reference(_, true) if cx.unit.dialect.pointers => (4, &["address"]),
        Kind::Reference(_, true) => (4, &["argument by reference", "mutable reference", "reference", "pointer"]),
        Kind::Reference(_, false) => (3, &["reference", "borrow"]),
        Kind::Scoped(ScopeForm::Unsafe, _) => (4, &["unsafe", "unsafe block"]),
        Kind::Conditional { .. } => {
            (3, &["ternary operator", "conditional expression", "ternary", "conditional operator"])
        }
        Kind::Binary(BinaryOperator::Coalesce, ..) => (4, &["nullish coalescing", "nullish coalescing operator"]),
        Kind::Member { access: code::Access::Optional, .. } => (4, &["optional chaining", "safe navigation"]),
        Kind::Regex => (3, &["regular expression", "regex"]),
        Kind::Element { .. } => (4, &["JSX", "jsx", "page template"]),
        Kind::TypeParameter { .. } => (3, &["generic", "generics", "type parameter", "template"]),
        Kind::Let { modifiers, .. } if modifiers.has(Modifiers::MACRO) => (3, &["macro"]),
        Kind::Let { form: code::LetForm::Static, modifiers, .. } if modifiers.has(Modifiers::MUTABLE) => {
            (3, &["static variable"])
        }
        Kind::Assign { target, .. } | Kind::Let { target, .. } => match cx.unit.kind(target) {
            Kind::Tuple(_) | Kind::Sequence(_) | Kind::Mapping(_) => {
                (3, &["destructuring", "tuple unpacking", "unpacking"])
            }
            _ => (0, &["variable"]),
        },
        Kind::Mapping(_) => (2, &["dictionary", "object", "object literal", "map", "hash"]),
        Kind::Sequence(_) => (1, &["list", "array", "vector"]),
        Kind::Tuple(_) => (2, &["tuple"]),
        Kind::Set(_) => (2, &["set"]),
        Kind::Loop(LoopForm::Each, _) => (1, &["range-based for", "for loop", "loop"]),
        Kind::Loop(LoopForm::Counted | LoopForm::Keys, _) => (1, &["for loop", "loop"]),
        Kind::Loop(..) => (1, &["while loop", "loop"]),
        Kind::Null => (1, &["none", "null", "None", "nil"]),
        Kind::Import(_) => (1, &["import", "module", "include"]),
        Kind::MacroDefinition { .. } => (3, &["macro"]),
        Kind::Directive { form: DirectiveForm::Scope, .. } => (2, &["namespace"]),
        Kind::Directive { form: DirectiveForm::Guard, .. } => (3, &["include guard"]),
        Kind::Directive { form: DirectiveForm::Only | DirectiveForm::Never, .. }
        | Kind::Unary(UnaryOperator::Defined, _) => (3, &["conditional compilation"]),
        Kind::Goto(_) => (3, &["goto"]),
        Kind::Cast { converts: true, .. } if cx.unit.dialect.pointers => (2, &["cast"]),
        Kind::TypeExpression { form: TypeForm::MutableReference | TypeForm::Reference, .. }
            if cx.unit.dialect.pointers =>
        {
            (2, &["pointer"])
        }
        Kind::TypeExpression { form: TypeForm::Function, .. } if cx.unit.dialect.pointers => (3, &["function pointer"]),
        Kind::Binary(
            BinaryOperator::BitAnd
            | BinaryOperator::BitOr
            | BinaryOperator::BitXor
            | BinaryOperator::ShiftLeft
            | BinaryOperator::ShiftRight,
            ..,
        ) => (2, &["bitwise operator"]),
        Kind::Call { form: code::CallForm::Macro, .. } => (3, &["macro"]),
        Kind::Call { form: code::CallForm::New, .. } => (2, &["new", "constructor", "object"]),
        Kind::Spawn(_) => (4, &["goroutine"]),
        Kind::Send { .. } | Kind::Receive(_) => (4, &["channel"]),
        Kind::Dereference(_) => (2, &["pointer"]),
        Kind::Defer(_) => (3, &["defer"]),
        Kind::Assert(..) => (2, &["assertion", "assert"]),
        _ => return None,
    })
}
