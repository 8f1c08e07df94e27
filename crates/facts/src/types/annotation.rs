//! What a type as written means in neutral terms.

use code::{DefinitionForm, Kind, NodeId, TypeForm, TypeId, Unit};

use super::Type;
use crate::{BindingKind, Scopes};

/// The type definition that a name, or a type as written, refers to.
pub(crate) fn definition_of(unit: &Unit, scopes: &Scopes, node: NodeId) -> Option<TypeId> {
    let mut at = node;
    loop {
        match unit.kind(at) {
            Kind::Name(symbol) => {
                if unit.name(symbol) == unit.dialect.own_type && !unit.dialect.own_type.is_empty() {
                    return unit
                        .enclosing_type(at)
                        .filter(|&id| unit.type_definition(id).form != DefinitionForm::Namespace);
                }
                let binding = scopes.binding_of(at)?;
                if binding.kind != BindingKind::Type || !binding.writes.is_empty() {
                    return None;
                }
                return match unit.kind(unit.parent(binding.definition)?) {
                    Kind::Type(id) if unit.type_definition(id).name == Some(binding.definition) => Some(id),
                    _ => None,
                };
            }
            Kind::TypeExpression { form: TypeForm::Named, parts } => at = *unit.list(parts).first()?,
            _ => return None,
        }
    }
}

/// The neutral type of a type as written.
pub(crate) fn type_of(unit: &Unit, scopes: &Scopes, extends: &[Option<TypeId>], node: NodeId) -> Type {
    let mut at = node;
    // Aliases and references are followed a few steps: a type may be defined by itself.
    for _ in 0..8 {
        at = match unit.kind(at) {
            Kind::TypeExpression { form, parts } => match (form, unit.list(parts)) {
                (TypeForm::Named | TypeForm::Primitive, [head, ..]) => *head,
                // A pointer is a value of its own; what it points to counts only where that has fields or is called.
                (TypeForm::Reference | TypeForm::MutableReference, [.., inner])
                    if unit.dialect.pointers && !is_alias(unit, at) =>
                {
                    return match type_of_inner(unit, scopes, extends, *inner) {
                        found @ (Type::Own(_) | Type::Function | Type::File) => found,
                        _ => Type::Pointer,
                    };
                }
                (TypeForm::Reference | TypeForm::MutableReference, [.., inner]) => *inner,
                // Where nothing wraps what may be absent, it is used like the value itself.
                (TypeForm::Optional, [inner]) if unit.dialect.present.is_empty() && unit.dialect.said_results => *inner,
                (TypeForm::Optional, _) => return Type::Option,
                (TypeForm::Array, _) => return Type::List,
                (TypeForm::Mapping, _) => return Type::Map,
                (TypeForm::Channel, _) => return Type::Channel,
                (TypeForm::Tuple, _) => return Type::Tuple,
                (TypeForm::Function, _) => return Type::Function,
                (TypeForm::Union, parts) => return union(unit, scopes, extends, parts),
                (TypeForm::Primitive | TypeForm::Named, []) => return named(unit, unit.text(at)),
                (TypeForm::Contract, [only]) if named(unit, last_word(unit.text(*only))) == Type::Function => {
                    return Type::Function;
                }
                _ => return Type::Unknown,
            },
            Kind::Name(symbol) => {
                if let Some(id) = definition_of(unit, scopes, at) {
                    let definition = unit.type_definition(id);
                    match (definition.form, unit.list(definition.members)) {
                        (DefinitionForm::Alias, [aliased]) => *aliased,
                        (DefinitionForm::Alias, _) => return Type::Unknown,
                        _ => return own(id, extends),
                    }
                } else {
                    let name = match scopes.binding_of(at).map(|binding| binding.kind) {
                        None => unit.name(symbol),
                        // Under another name than its own, an imported type is not told by its local name.
                        Some(BindingKind::Import) => imported_name(unit, scopes, at).unwrap_or(""),
                        Some(_) => "",
                    };
                    return named(unit, name);
                }
            }
            Kind::Member { name, .. } => return named(unit, unit.name(name)),
            Kind::Null => return Type::Null,
            Kind::Index { object, .. } => object,
            Kind::Binary(code::BinaryOperator::BitOr, left, right) => {
                return union(unit, scopes, extends, &[left, right]);
            }
            _ => return Type::Unknown,
        };
    }
    Type::Unknown
}

/// Whether a type as written is that of another name for a value (`T&`), not of a pointer to it.
pub(crate) fn is_alias(unit: &Unit, node: NodeId) -> bool {
    matches!(unit.kind(node), Kind::TypeExpression { form: TypeForm::Reference | TypeForm::MutableReference, .. })
        && unit.text(node).trim_end().ends_with('&')
}

/// The type that a pointer points to. A pointer to a pointer has none that counts.
fn type_of_inner(unit: &Unit, scopes: &Scopes, extends: &[Option<TypeId>], node: NodeId) -> Type {
    match unit.kind(node) {
        Kind::TypeExpression { form: TypeForm::Reference | TypeForm::MutableReference | TypeForm::Array, .. } => {
            Type::Pointer
        }
        _ => type_of(unit, scopes, extends, node),
    }
}

fn last_word(text: &str) -> &str {
    text.split(['(', '<']).next().unwrap_or("").trim()
}

/// What the module calls an imported name.
fn imported_name<'u>(unit: &'u Unit, scopes: &Scopes, node: NodeId) -> Option<&'u str> {
    let definition = scopes.binding_of(node)?.definition;
    let Kind::Import(import) = unit.kind(unit.parent(definition)?) else { return None };
    let name = unit.import(import).names.iter().find(|name| name.local == definition)?;
    name.name.rsplit('.').next()
}

/// An own type; for an extension the type that it extends.
pub(crate) fn own(id: TypeId, extends: &[Option<TypeId>]) -> Type {
    Type::Own(extends.get(id.index()).copied().flatten().unwrap_or(id))
}

/// A value or nothing is an option; several types of one kind are that kind.
fn union(unit: &Unit, scopes: &Scopes, extends: &[Option<TypeId>], parts: &[NodeId]) -> Type {
    // Unions in unions are rare and not followed.
    let mut found = None;
    for &part in parts {
        let ty = match unit.kind(part) {
            Kind::TypeExpression { form: TypeForm::Union, .. } => Type::Unknown,
            Kind::TypeExpression { form: TypeForm::Literal, parts } => match unit.list(parts) {
                [literal] => literal_type(unit, *literal),
                _ => match unit.text(part) {
                    text if text.starts_with(['"', '\'', '`']) => Type::Text,
                    "null" | "undefined" | "None" => Type::Null,
                    "true" | "false" | "True" | "False" => Type::Boolean,
                    _ => Type::Unknown,
                },
            },
            Kind::Binary(..) => Type::Unknown,
            _ => type_of(unit, scopes, extends, part),
        };
        if ty == Type::Null {
            return Type::Option;
        }
        match found {
            None => found = Some(ty),
            Some(before) if before == ty => {}
            Some(_) => found = Some(Type::Unknown),
        }
    }
    found.unwrap_or_default()
}

/// The type of a literal.
pub(super) fn literal_type(unit: &Unit, node: NodeId) -> Type {
    match unit.kind(node) {
        Kind::Integer if unit.dialect.all_numbers_float => Type::Float,
        Kind::Integer => Type::Integer,
        Kind::Float => Type::Float,
        Kind::Text(code::TextForm::Text) => Type::Text,
        Kind::Text(code::TextForm::Bytes) => Type::Bytes,
        Kind::Boolean(_) => Type::Boolean,
        Kind::Null => Type::Null,
        Kind::Regex => Type::Regex,
        _ => Type::Unknown,
    }
}

/// The types that languages know by name. The names of different languages do not contradict one another.
fn named(unit: &Unit, name: &str) -> Type {
    let name = name.rsplit(['.', ':']).next().unwrap_or(name);
    if let Some((_, ty)) = unit.dialect.type_names.iter().find(|(own, _)| *own == name) {
        return Type::from_library(ty);
    }
    match name {
        "list" | "List" | "Vec" | "Array" | "ReadonlyArray" | "VecDeque" | "deque" | "Deque" => Type::List,
        "dict" | "Dict" | "HashMap" | "BTreeMap" | "Map" | "ReadonlyMap" | "WeakMap" | "defaultdict"
        | "DefaultDict" | "OrderedDict" | "Counter" | "FxHashMap" | "IndexMap" => Type::Map,
        "Record" | "object" if unit.dialect.object_literals => Type::Object,
        "set" | "Set" | "FrozenSet" | "frozenset" | "HashSet" | "BTreeSet" | "ReadonlySet" | "WeakSet"
        | "FxHashSet" => Type::Set,
        "str" | "String" | "string" | "Text" => Type::Text,
        "bytes" | "bytearray" | "Bytes" | "[]byte" => Type::Bytes,
        "bool" | "boolean" | "Boolean" => Type::Boolean,
        "number" if unit.dialect.all_numbers_float => Type::Float,
        "FILE" if unit.dialect.pointers => Type::File,
        "double" | "long double" if unit.dialect.pointers => Type::Float,
        "size_t" | "ssize_t" | "ptrdiff_t" | "intptr_t" | "uintptr_t" | "int8_t" | "int16_t" | "int32_t"
        | "int64_t" | "uint8_t" | "uint16_t" | "uint32_t" | "uint64_t" | "short" | "long" | "long long"
        | "unsigned" | "unsigned int" | "unsigned short" | "unsigned long" | "unsigned long long" | "signed"
        | "off_t" | "pid_t" | "time_t" | "unsigned char" | "signed char"
            if unit.dialect.pointers =>
        {
            Type::Integer
        }
        "int" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize"
        | "bigint" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64"
        | "uintptr" | "byte" | "rune" => Type::Integer,
        "float" | "f32" | "f64" | "float32" | "float64" => Type::Float,
        "tuple" | "Tuple" => Type::Tuple,
        "Optional" | "Option" => Type::Option,
        "Result" => Type::Result,
        "Promise" | "PromiseLike" | "Awaitable" | "Coroutine" | "Future" => Type::Promise,
        "Callable" | "Function" | "Fn" | "FnMut" | "FnOnce" | "fn" => Type::Function,
        "Iterator" | "Generator" | "IterableIterator" | "AsyncIterator" | "AsyncGenerator" => Type::Iterator,
        "RegExp" | "Regex" | "Pattern" => Type::Regex,
        "Date" | "date" => Type::Date,
        "datetime" | "Instant" | "SystemTime" | "Duration" | "timedelta" | "Time" => Type::Time,
        "Path" | "PathBuf" | "PurePath" => Type::Path,
        "Mutex" | "RwLock" | "Lock" | "RLock" | "RWMutex" => Type::Lock,
        "error" => Type::Error,
        "JoinHandle" | "Thread" => Type::Thread,
        "None" | "null" | "undefined" | "void" | "NoneType" => Type::Null,
        _ => Type::Unknown,
    }
}
