//! Types and what their methods are there for.

use code::{DefinitionForm, FunctionForm, FunctionId, Kind, Modifiers, NodeId, Symbol, TypeDefinition, TypeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// The methods of a type: (function, its name).
fn methods(view: &View<'_>, definition: &TypeDefinition) -> Vec<(FunctionId, NodeId)> {
    view.list(definition.members)
        .iter()
        .filter_map(|&member| match view.kind(member) {
            Kind::Function(function) => Some((function, view.unit.function(function).name?)),
            _ => None,
        })
        .collect()
}

/// Whether a node is the method's own object.
fn is_receiver(view: &View<'_>, id: NodeId) -> bool {
    view.kind(view.peel(id)) == Kind::This || view.unit.name_of(view.peel(id)) == Some(view.unit.dialect.receiver)
}

/// The name of a field of the own object.
fn own_field(view: &View<'_>, id: NodeId) -> Option<Symbol> {
    match view.kind(view.peel(id)) {
        Kind::Member { object, name, .. } if is_receiver(view, object) => Some(name),
        _ => None,
    }
}

/// All idioms of a type definition.
pub(super) fn definition(view: &View<'_>, id: TypeId, out: &mut Out) {
    let definition = view.unit.type_definition(id);
    let node = definition.node;
    let span = view.unit.span(node);
    let Some(name) = definition.name else { return };
    let methods = methods(view, definition);
    let has = |wanted: &str| methods.iter().find(|(_, name)| view.unit.text(*name) == wanted).map(|it| it.1);
    if definition.form == DefinitionForm::Extension {
        extension(view, definition, name, out);
        builder(view, node, name, &methods, out);
        return;
    }
    // Iterator: what a `for` asks for.
    if let (Some(_), Some(next)) = (has("__iter__"), has("__next__").or_else(|| has("next"))) {
        out.add(IdiomKind::IteratorImplementation, node, span, vec![(Role::Name, name), (Role::Function, next)]);
    } else if let Some((_, symbol)) = methods.iter().find(|(_, it)| view.unit.text(*it).contains("Symbol.iterator")) {
        out.add(IdiomKind::IterableImplementation, node, span, vec![(Role::Name, name), (Role::Function, *symbol)]);
    } else if let Some(iter) = has("__iter__") {
        out.add(IdiomKind::IterableImplementation, node, span, vec![(Role::Name, name), (Role::Function, iter)]);
    }
    if let (Some(enter), Some(_)) = (has("__enter__"), has("__exit__")) {
        out.add(IdiomKind::ContextManagerType, node, span, vec![(Role::Name, name), (Role::Function, enter)]);
    } else if let (Some(enter), Some(_)) = (has("__aenter__"), has("__aexit__")) {
        out.add(IdiomKind::AsyncContextManagerType, node, span, vec![(Role::Name, name), (Role::Function, enter)]);
    }
    operators(view, node, name, &methods, out);
    data_class(view, definition, name, out);
    builder(view, node, name, &methods, out);
    observer(view, node, &methods, out);
    singleton(view, definition, &methods, out);
    abstract_base(view, definition, name, &methods, out);
    newtype(view, definition, name, out);
    visitor(view, node, &methods, out);
    enumeration(view, definition, name, out);
}

/// Requires at least one method with the name by which the language calls an arithmetic or comparison operator, or indexing.
fn operators(view: &View<'_>, node: NodeId, of: NodeId, methods: &[(FunctionId, NodeId)], out: &mut Out) {
    for (function, name) in methods {
        let (function, name) = (view.unit.function(*function).node, *name);
        let mut roles = vec![(Role::Function, name)];
        let kind = match view.unit.text(name) {
            "__add__" | "__sub__" | "__mul__" | "__truediv__" | "__floordiv__" | "__mod__" | "__neg__"
            | "__matmul__" | "__and__" | "__or__" | "__xor__" | "__pow__" => IdiomKind::OperatorOverload,
            "__lt__" | "__le__" | "__gt__" | "__ge__" => {
                roles.extend([(Role::Name, of), (Role::Value, name)]);
                IdiomKind::OrderingImplementation
            }
            "__eq__" => IdiomKind::EqualityProtocol,
            "__len__" | "__getitem__" | "__contains__" => IdiomKind::ContainerProtocol,
            "__call__" => IdiomKind::CallableObject,
            _ => continue,
        };
        let of_type = matches!(
            kind,
            IdiomKind::ContainerProtocol | IdiomKind::OperatorOverload | IdiomKind::OrderingImplementation
        );
        let owner = if of_type { node } else { function };
        if out.found.iter().any(|it| it.kind == kind && it.owner == owner) {
            continue;
        }
        out.add(kind, owner, view.unit.span(function), roles);
    }
}

/// Requires the decorator `dataclass`, or `NamedTuple` as a base.
fn data_class(view: &View<'_>, definition: &TypeDefinition, name: NodeId, out: &mut Out) {
    let decorated = view.list(definition.decorators).iter().find_map(|&decorator| match view.kind(decorator) {
        Kind::Decorator { value } => {
            let text = if view.call(value).is_some() { view.called(value) } else { view.last_text(value) };
            (text == "dataclass").then_some(value)
        }
        _ => None,
    });
    let based = view.list(definition.bases).iter().copied().find(|&it| view.last_text(it) == "NamedTuple");
    if decorated.or(based).is_some() {
        let frozen = decorated.is_some_and(|it| {
            view.call(it).is_some_and(|(_, arguments, _)| {
                arguments.iter().any(|&it| {
                    matches!(view.kind(it), Kind::NamedArgument { name, value }
                        if view.unit.text(name) == "frozen" && view.kind(value) == Kind::Boolean(true))
                })
            })
        });
        let kind = if frozen || based.is_some() { IdiomKind::FrozenDataClass } else { IdiomKind::DataClass };
        out.add(kind, definition.node, view.unit.span(definition.node), vec![(Role::Name, name)]);
    }
}

/// Requires at least two methods that set a field (or do something to it) and give back their own object.
fn builder(view: &View<'_>, node: NodeId, name: NodeId, methods: &[(FunctionId, NodeId)], out: &mut Out) {
    let chained: Vec<NodeId> = methods
        .iter()
        .filter(|(function, _)| {
            let it = view.unit.function(*function);
            let Some(body) = it.body else { return false };
            let statements = view.statements(&body);
            let gives_itself = view.final_value(*function).is_some_and(|value| is_receiver(view, value));
            let names: Vec<Symbol> = view.parameters(*function).into_iter().map(|it| it.1).collect();
            let takes = |value: NodeId| names.iter().any(|&name| view.mentions(value, name));
            // It puts its parameter into a field, directly or by adding to it, and does little else.
            let sets = statements.iter().any(|&it| {
                let written = match view.kind(it) {
                    Kind::Assign { target, value, .. } => Some((target, value)),
                    _ => view.push(it),
                };
                written.is_some_and(|(target, value)| {
                    let place = match view.kind(target) {
                        Kind::Index { object, .. } => object,
                        _ => target,
                    };
                    takes(value) && matches!(view.kind(place), Kind::Member { .. }) && {
                        let mut root = place;
                        while let Kind::Member { object, .. } = view.kind(view.peel(root)) {
                            root = object;
                        }
                        is_receiver(view, root)
                    }
                })
            });
            gives_itself && sets && it.form == FunctionForm::Method && (2..=4).contains(&statements.len())
        })
        .map(|it| it.1)
        .filter(|&it| !view.unit.text(it).starts_with("__"))
        .collect();
    if let &[first, second, ..] = chained.as_slice() {
        let owner = node;
        let _ = name;
        out.add(IdiomKind::Builder, owner, view.unit.span(node), vec![(Role::Function, first), (Role::Value, second)]);
    }
}

/// Requires one method that keeps its parameter in a collection of the own object, and another that goes over the same collection
/// and calls each item (or a method of it).
fn observer(view: &View<'_>, node: NodeId, methods: &[(FunctionId, NodeId)], out: &mut Out) {
    for &(function, adding) in methods {
        let body = view.unit.function(function).node;
        for call in view.inside(&view.by.calls, body) {
            let kept = view.push(call).or_else(|| {
                view.method_is(call, Word::Add).and_then(|it| match it.arguments {
                    &[item] => Some((it.object, item)),
                    _ => None,
                })
            });
            let Some((store, item)) = kept else { continue };
            let mut collection = store;
            if let Kind::Index { object, .. } = view.kind(collection) {
                collection = object;
            }
            if let Some(method) = view.method(collection) {
                collection = method.object;
            }
            let Some(field) = own_field(view, collection) else { continue };
            let parameter =
                view.symbol(item).is_some_and(|name| view.parameters(function).iter().any(|it| it.1 == name));
            if !parameter {
                continue;
            }
            for &(other, notifying) in methods {
                if other == function {
                    continue;
                }
                let body = view.unit.function(other).node;
                for each in view.inside(&view.by.loops, body) {
                    let Kind::Loop(_, parts) = view.kind(each) else { continue };
                    let (Some(item), Some(source)) = (parts.target, parts.source) else { continue };
                    let over = view
                        .within(&view.by.members, source)
                        .iter()
                        .chain([&source])
                        .any(|&it| own_field(view, it) == Some(field));
                    // All are told: nothing is made of what one of them answers.
                    let called = view.inside(&view.by.calls, each).any(|it| {
                        let told = view.unit.parent(it).is_some_and(|it| {
                            matches!(view.kind(it), Kind::Block { .. } | Kind::Await(_) | Kind::Loop(..))
                        });
                        told && (view.call(it).is_some_and(|(callee, ..)| view.same(callee, item))
                            || view.method(it).is_some_and(|method| {
                                view.same(method.object, item) && notifies(view.unit.name(method.name))
                            }))
                    });
                    if over && called {
                        out.add(
                            IdiomKind::Observer,
                            node,
                            view.unit.span(node),
                            vec![(Role::Store, collection), (Role::Function, adding), (Role::Value, notifying)],
                        );
                        return;
                    }
                }
                // `this.listeners.forEach(f => f(x))`
                let for_each = view.inside(&view.by.calls, body).any(|it| {
                    view.method(it).is_some_and(|method| {
                        view.unit.name(method.name) == "forEach"
                            && view
                                .within(&view.by.members, method.object)
                                .iter()
                                .chain([&method.object])
                                .any(|&it| own_field(view, it) == Some(field))
                            && matches!(method.arguments.first().map(|&it| view.kind(it)), Some(Kind::Function(inner))
                            if view.parameters(inner).first().is_some_and(|item| {
                                view.within(&view.by.calls, view.unit.function(inner).node).iter().any(|&call| {
                                    view.called_name(call) == Some(item.1)
                                        || view.method(call).is_some_and(|it| view.symbol(it.object) == Some(item.1))
                                })
                            }))
                    })
                });
                if for_each {
                    out.add(
                        IdiomKind::Observer,
                        node,
                        view.unit.span(node),
                        vec![(Role::Store, collection), (Role::Function, adding), (Role::Value, notifying)],
                    );
                    return;
                }
            }
        }
    }
}

/// Whether a method of a listener is named for being told something.
fn notifies(name: &str) -> bool {
    matches!(
        name,
        "update" | "notify" | "next" | "emit" | "handle" | "handleEvent" | "call" | "apply" | "send" | "fire"
    ) || name.starts_with("on")
}

/// Whether a name is the language's word for the type that it stands in.
fn is_own_type(view: &View<'_>, id: NodeId) -> bool {
    let word = view.unit.dialect.own_type;
    !word.is_empty() && view.unit.name_of(id) == Some(word)
}

/// Requires a field of the type itself that starts absent, and a method that makes the one value where the field is still absent and
/// gives it back.
fn singleton(view: &View<'_>, definition: &TypeDefinition, methods: &[(FunctionId, NodeId)], out: &mut Out) {
    let fields: Vec<(Symbol, NodeId)> = view
        .list(definition.members)
        .iter()
        .filter_map(|&member| {
            let (name, value) = match view.kind(member) {
                Kind::Field { name, value, modifiers, .. }
                    if modifiers.has(Modifiers::STATIC) || view.unit.dialect.falsy_empty_collections =>
                {
                    (name, value?)
                }
                Kind::Let { target, value: Some(value), .. } => (target, value),
                Kind::Assign { target, value, operator: None } => (target, value),
                _ => return None,
            };
            view.is_null(value).then_some(())?;
            Some((view.last_name(name)?, name))
        })
        .collect();
    for &(field, node) in &fields {
        for &(function, method) in methods {
            let body = view.unit.function(function).node;
            for choice in view.inside(&view.by.ifs, body) {
                let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
                let Some(tested) = view.absent_test(condition) else { continue };
                let is_field = |it: NodeId| {
                    matches!(view.kind(it), Kind::Member { name, object, .. } if name == field
                        && (is_type(view, object, definition) || is_own_type(view, object) || view.unit.name_of(object) == Some("cls") || view.kind(object) == Kind::This))
                };
                if !is_field(tested) {
                    continue;
                }
                let made = view.inside(&view.by.writes, then).any(|it| {
                    view.assignment(it).is_some_and(|(target, value)| {
                        is_field(target) && matches!(view.kind(value), Kind::Call { .. })
                    })
                });
                let given = view
                    .inside(&view.by.returns, body)
                    .any(|it| matches!(view.kind(it), Kind::Return(Some(value)) if is_field(value)));
                if made && given && view.kind(view.peel(tested)) != Kind::This {
                    out.add(
                        IdiomKind::Singleton,
                        definition.node,
                        view.unit.span(body),
                        vec![(Role::Field, node), (Role::Function, method)],
                    );
                    return;
                }
            }
        }
    }
}

fn is_type(view: &View<'_>, id: NodeId, definition: &TypeDefinition) -> bool {
    definition.name.is_some_and(|name| view.same(name, id))
}

/// Requires a class with at least one method that has no body of its own (abstract, or that only raises "not implemented"); where a
/// method with a body calls it on the own object, it is a template method.
fn abstract_base(
    view: &View<'_>,
    definition: &TypeDefinition,
    name: NodeId,
    methods: &[(FunctionId, NodeId)],
    out: &mut Out,
) {
    if definition.form != DefinitionForm::Class {
        return;
    }
    let is_open = |function: FunctionId| {
        let it = view.unit.function(function);
        if it.modifiers.has(Modifiers::ABSTRACT) || view.has_decorator(function, "abstractmethod") {
            return true;
        }
        let Some(body) = it.body else { return false };
        match view.statements(&body) {
            &[.., last] if view.statements(&body).len() <= 2 => match view.kind(last) {
                Kind::Throw(Some(error), _) => {
                    let text = if view.call(error).is_some() { view.called(error) } else { view.last_text(error) };
                    text == "NotImplementedError"
                }
                _ => false,
            },
            _ => false,
        }
    };
    let open: Vec<(FunctionId, NodeId)> = methods.iter().copied().filter(|it| is_open(it.0)).collect();
    let Some(&(_, first)) = open.first() else { return };
    for &(function, template) in methods {
        if is_open(function) {
            continue;
        }
        let step = view.inside(&view.by.calls, view.unit.function(function).node).find_map(|call| {
            let method = view.method(call)?;
            let called = open.iter().find(|it| view.symbol(it.1) == Some(method.name))?;
            is_receiver(view, method.object).then_some(called.1)
        });
        if let Some(step) = step {
            out.add(
                IdiomKind::TemplateMethod,
                definition.node,
                view.unit.span(definition.node),
                vec![(Role::Name, name), (Role::Function, template), (Role::Value, step)],
            );
            return;
        }
    }
    out.add(
        IdiomKind::AbstractBase,
        definition.node,
        view.unit.span(definition.node),
        vec![(Role::Name, name), (Role::Function, first)],
    );
}

/// Requires a record with exactly one field that has no name (Rust's `struct Meters(f64)`).
fn newtype(view: &View<'_>, definition: &TypeDefinition, name: NodeId, out: &mut Out) {
    if definition.form != DefinitionForm::Struct || !view.unit.dialect.ownership {
        return;
    }
    let &[only] = view.list(definition.members) else { return };
    let text = view.unit.text(definition.node);
    let inner = match view.kind(only) {
        Kind::Field { annotation: Some(annotation), name, .. } => {
            // A tuple field has a position or its type for a name.
            let named = view.unit.text(name).bytes().all(|it| it.is_ascii_digit()) || name == annotation;
            if !named {
                return;
            }
            annotation
        }
        Kind::TypeExpression { .. } => only,
        _ => return,
    };
    if text.contains('{') {
        return;
    }
    // A mark for the compiler is no value, and a wrapper around whatever it is given keeps nothing apart.
    let head = view.unit.text(inner).split('<').next().unwrap_or("").rsplit("::").next().unwrap_or("");
    let is_given =
        view.list(definition.type_parameters).iter().any(|&it| view.unit.text(it).split(':').next() == Some(head));
    if head == "PhantomData" || head.starts_with('&') || is_given {
        return;
    }
    out.add(
        IdiomKind::Newtype,
        definition.node,
        view.unit.span(definition.node),
        vec![(Role::Name, name), (Role::Value, inner)],
    );
}

/// Requires at least three methods whose names share a prefix that ends in `visit`, or a method that hands its own object to a
/// method of its parameter named so.
fn visitor(view: &View<'_>, node: NodeId, methods: &[(FunctionId, NodeId)], out: &mut Out) {
    let visits: Vec<NodeId> = methods
        .iter()
        .map(|it| it.1)
        .filter(|&it| {
            view.unit.text(it).starts_with("visit_")
                || view.unit.text(it).strip_prefix("visit").is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
        .collect();
    if visits.len() >= 3 {
        out.add(
            IdiomKind::Visitor,
            node,
            view.unit.span(node),
            vec![(Role::Function, visits[0]), (Role::Value, visits[1])],
        );
        return;
    }
    for &(function, name) in methods {
        let accepts = view.inside(&view.by.calls, view.unit.function(function).node).any(|call| {
            view.method(call).is_some_and(|method| {
                view.symbol(method.object).is_some_and(|it| view.parameters(function).iter().any(|p| p.1 == it))
                    && view.unit.name(method.name).starts_with("visit")
                    && method.arguments.first().is_some_and(|&it| is_receiver(view, it))
            })
        });
        if accepts {
            out.add(
                IdiomKind::DoubleDispatch,
                node,
                view.unit.span(view.unit.function(function).node),
                vec![(Role::Function, name)],
            );
            return;
        }
    }
}

/// Requires an enum whose alternatives carry data: a sum type. Without data it is a closed set of names.
fn enumeration(view: &View<'_>, definition: &TypeDefinition, name: NodeId, out: &mut Out) {
    // Where enums are numbers under other names, they close nothing.
    if definition.form == DefinitionForm::Enum && !view.unit.dialect.pointers {
        let members = view.list(definition.members);
        let variants: Vec<_> = members
            .iter()
            .filter_map(|&it| match view.kind(it) {
                Kind::Variant { name, fields, .. } => Some((name, fields.is_empty())),
                _ => None,
            })
            .collect();
        let (Some(&(first, _)), true) = (variants.first(), variants.len() >= 2) else { return };
        let kind = if variants.iter().any(|it| !it.1) { IdiomKind::SumType } else { IdiomKind::Enumeration };
        out.add(kind, definition.node, view.unit.span(definition.node), vec![(Role::Name, name), (Role::Value, first)]);
        return;
    }
    let is_enum = view
        .list(definition.bases)
        .iter()
        .any(|&it| matches!(view.last_text(it), "Enum" | "IntEnum" | "StrEnum" | "Flag" | "IntFlag"));
    if is_enum && definition.form == DefinitionForm::Class {
        let first = view.list(definition.members).iter().find_map(|&it| match view.kind(it) {
            Kind::Field { name, .. } | Kind::Variant { name, .. } => Some(name),
            _ => view.assignment(it).map(|it| it.0),
        });
        if let Some(first) = first {
            out.add(
                IdiomKind::Enumeration,
                definition.node,
                view.unit.span(definition.node),
                vec![(Role::Name, name), (Role::Value, first)],
            );
        }
    }
}

/// Requires an extension (an `impl` block) of a type by a contract, the well-known ones by name.
fn extension(view: &View<'_>, definition: &TypeDefinition, name: NodeId, out: &mut Out) {
    let Some(&base) = view.list(definition.bases).first() else { return };
    // What these contracts mean, and that there is one implementation for each, holds where values are owned.
    if !view.unit.dialect.ownership {
        return;
    }
    let head = view.unit.text(base);
    let plain = head.split('<').next().unwrap_or("").rsplit("::").next().unwrap_or("").trim();
    let node = definition.node;
    let span = view.unit.span(node);
    let kind = match plain {
        "Iterator" => IdiomKind::IteratorImplementation,
        "IntoIterator" => IdiomKind::IterableImplementation,
        "Drop" => IdiomKind::DropImplementation,
        "From" | "TryFrom" => IdiomKind::ConversionImplementation,
        "FromStr" => IdiomKind::ParseImplementation,
        "Default" => IdiomKind::DefaultImplementation,
        "Display" => IdiomKind::DisplayImplementation,
        "Deref" | "DerefMut" => IdiomKind::DerefImplementation,
        "Error" => IdiomKind::ErrorTypeImplementation,
        "Add" | "Sub" | "Mul" | "Div" | "Rem" | "Neg" | "Not" | "BitAnd" | "BitOr" | "BitXor" | "AddAssign"
        | "SubAssign" | "MulAssign" | "DivAssign" | "Index" | "IndexMut" => IdiomKind::OperatorOverload,
        "PartialEq" | "Hash" => IdiomKind::EqualityProtocol,
        "PartialOrd" | "Ord" => IdiomKind::OrderingImplementation,
        _ => IdiomKind::TraitImplementation,
    };
    let function = view
        .list(definition.members)
        .iter()
        .find_map(|&it| match view.kind(it) {
            Kind::Function(function) => view.unit.function(function).name,
            _ => None,
        })
        .unwrap_or(base);
    out.add(kind, node, span, vec![(Role::Name, name), (Role::Value, base), (Role::Function, function)]);
}

/// All idioms of a method (or function) by its form.
pub(super) fn method(view: &View<'_>, function: FunctionId, out: &mut Out) {
    let it = view.unit.function(function);
    let span = view.unit.span(it.node);
    let is_setter = it.form == FunctionForm::Setter || view.has_decorator(function, "setter");
    if is_setter {
        // Requires a setter that refuses a value before it stores it.
        let refuses = view.inside(&view.by.throws, it.node).next();
        let stores = view
            .inside(&view.by.writes, it.node)
            .find_map(|it| view.assignment(it).filter(|it| own_field(view, it.0).is_some()));
        if let (Some(refuses), Some((field, _))) = (refuses, stores) {
            out.add(IdiomKind::ValidatedProperty, it.node, span, vec![(Role::Field, field), (Role::Error, refuses)]);
        }
    } else if it.form == FunctionForm::Getter || view.has_decorator(function, "property") {
        // Requires a getter that computes: gives back something other than a field.
        if let Some(value) = view.final_value(function)
            && own_field(view, value).is_none()
            && it.body.is_some_and(|body| view.statements(&body).len() == 1)
            && !matches!(
                view.kind(value),
                Kind::Text(_)
                    | Kind::Integer
                    | Kind::Boolean(_)
                    | Kind::Null
                    | Kind::Name(_)
                    | Kind::Member { .. }
                    | Kind::Index { .. }
                    | Kind::Function(_)
                    | Kind::This
            )
        {
            out.add(IdiomKind::ComputedProperty, it.node, span, vec![(Role::Value, value)]);
        }
    }
    if view.has_decorator(function, "classmethod")
        || it.modifiers.has(Modifiers::CLASS_METHOD)
        || it.modifiers.has(Modifiers::STATIC)
    {
        // Requires a method of the type itself that gives back a new value of the own type; where the language has no other way
        // to make one, the method that is simply called `new` is the ordinary constructor.
        let ordinary = it.name.and_then(|name| view.unit.name_of(name)) == Some("new");
        if !ordinary
            && let Some(value) = view.final_value(function)
            && let Some((callee, ..)) = view.call(value)
            && let Some(own) = view.unit.enclosing_type(it.node)
        {
            let of_class = view.unit.name_of(callee) == Some("cls")
                || view.kind(callee) == Kind::This
                || view.unit.type_definition(own).name.is_some_and(|name| view.same(name, callee));
            if of_class {
                out.add(IdiomKind::NamedConstructor, it.node, span, vec![(Role::Value, value)]);
            }
        }
    }
}

/// Requires that a field of the own object is computed only where it is still absent: `if self.x is None: self.x = …`,
/// `this.x ??= …`, `get_or_insert_with`.
pub(super) fn lazy_field(view: &View<'_>, id: NodeId, out: &mut Out) {
    let found = match view.kind(id) {
        Kind::If { condition, then, otherwise: None } => {
            let Some(tested) = view.absent_test(condition) else { return };
            view.statements(&then).iter().find_map(|&it| {
                let (target, value) = view.assignment(it)?;
                (view.same(target, tested) && own_field(view, target).is_some() && is_computed(view, value))
                    .then_some((target, value))
            })
        }
        Kind::Assign { target, operator: Some(operator), value } if view.unit.dialect.falls_back(operator) => {
            (own_field(view, target).is_some() && is_computed(view, value)).then_some((target, value))
        }
        Kind::Call { .. } => {
            let Some(method) = view.method(id) else { return };
            match (view.unit.name(method.name), method.arguments) {
                ("get_or_insert_with" | "get_or_init", &[make]) if view.kind(method.object) != Kind::This => {
                    Some((method.object, make))
                }
                _ => None,
            }
        }
        _ => None,
    };
    // It is computed for its reader: the same function gives the field back.
    let home = view.home(id);
    let given = |field: NodeId| {
        view.inside(&view.by.returns, home).any(|it| view.holds(it, field))
            || view.owner(id).and_then(|function| view.final_value(function)).is_some_and(|it| view.holds(it, field))
    };
    if let Some((field, value)) = found
        && (matches!(view.kind(id), Kind::Call { .. }) || given(field))
    {
        out.add(IdiomKind::LazyField, id, view.unit.span(id), vec![(Role::Field, field), (Role::Value, value)]);
    }
}

fn is_computed(view: &View<'_>, id: NodeId) -> bool {
    matches!(
        view.kind(id),
        Kind::Call { .. } | Kind::Await(_) | Kind::Comprehension { .. } | Kind::Mapping(_) | Kind::Sequence(_)
    )
}
