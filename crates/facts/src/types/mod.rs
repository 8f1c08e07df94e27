//! Light type inference: the neutral type of an expression where literals, annotations, constructors or the library prove it.

mod annotation;
pub(crate) use annotation::{definition_of, is_alias, type_of};
mod infer;

use code::{LibraryEntry, NodeId, TypeId, Unit};

use crate::Scopes;

/// A neutral type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[expect(missing_docs, reason = "the names are those of code::LibraryEntry::returns")]
pub enum Type {
    #[default]
    Unknown,
    Integer,
    Float,
    Boolean,
    Text,
    Bytes,
    Null,
    List,
    Map,
    Set,
    Tuple,
    Function,
    File,
    Iterator,
    Option,
    Result,
    Promise,
    Regex,
    Time,
    Date,
    Path,
    Lock,
    Channel,
    Error,
    Thread,
    /// The address of something that no definition in this text names, or of nothing.
    Pointer,
    /// An object with named fields that no definition in this text names.
    Object,
    /// A value of a type that is defined in this text.
    Own(TypeId),
}

impl Type {
    /// The type that a library entry's `returns` names.
    pub fn from_library(name: &str) -> Self {
        match name {
            "list" => Self::List,
            "map" => Self::Map,
            "set" => Self::Set,
            "text" => Self::Text,
            "int" => Self::Integer,
            "float" => Self::Float,
            "bool" => Self::Boolean,
            "bytes" => Self::Bytes,
            "file" => Self::File,
            "iterator" => Self::Iterator,
            "option" => Self::Option,
            "result" => Self::Result,
            "promise" => Self::Promise,
            "regex" => Self::Regex,
            "time" => Self::Time,
            "date" => Self::Date,
            "path" => Self::Path,
            "lock" => Self::Lock,
            "channel" => Self::Channel,
            "error" => Self::Error,
            "thread" => Self::Thread,
            "object" => Self::Object,
            "pointer" => Self::Pointer,
            "tuple" => Self::Tuple,
            "function" => Self::Function,
            _ => Self::Unknown,
        }
    }

    /// The name that library paths use for receivers of this type (`list` in `list.append`), or empty.
    pub fn library_name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Map => "map",
            Self::Set => "set",
            Self::Text => "text",
            Self::Integer => "int",
            Self::Float => "float",
            Self::Boolean => "bool",
            Self::Bytes => "bytes",
            Self::File => "file",
            Self::Iterator => "iterator",
            Self::Option => "option",
            Self::Result => "result",
            Self::Promise => "promise",
            Self::Regex => "regex",
            Self::Time => "time",
            Self::Date => "date",
            Self::Path => "path",
            Self::Lock => "lock",
            Self::Channel => "channel",
            Self::Error => "error",
            Self::Thread => "thread",
            Self::Object => "object",
            Self::Pointer => "pointer",
            Self::Tuple => "tuple",
            Self::Function => "function",
            Self::Unknown | Self::Null | Self::Own(_) => "",
        }
    }

    /// All names that library paths use for receivers of this type; the neutral one first.
    pub(crate) fn library_names(self) -> &'static [&'static str] {
        match self {
            Self::List => &["list", "array", "vec", "Array", "Vec"],
            Self::Map => &["map", "dict", "Map", "HashMap"],
            Self::Set => &["set", "Set", "HashSet"],
            Self::Text => &["text", "str", "string", "String"],
            Self::Integer => &["int", "number"],
            Self::Float => &["float", "number", "int"],
            Self::Boolean => &["bool", "boolean"],
            Self::Promise => &["promise", "Promise"],
            Self::Regex => &["regex", "RegExp", "Regex"],
            Self::Option => &["option", "Option"],
            Self::Result => &["result", "Result"],
            Self::Iterator => &["iterator", "Iterator"],
            Self::File => &["file", "File"],
            Self::Path => &["path", "Path"],
            Self::Date => &["date", "Date"],
            Self::Time => &["time", "datetime"],
            Self::Bytes => &["bytes"],
            Self::Lock => &["lock"],
            Self::Channel => &["channel"],
            Self::Error => &["error"],
            Self::Thread => &["thread"],
            Self::Tuple => &["tuple"],
            Self::Function => &["function", "Function"],
            Self::Object => &["object", "Object"],
            Self::Pointer => &["pointer"],
            Self::Unknown | Self::Null | Self::Own(_) => &[],
        }
    }
}

/// The type of every expression, by node.
#[derive(Clone, Debug, Default)]
pub struct Types {
    pub(crate) by_node: Vec<Type>,
    /// By type definition: the one that it extends in this text, where it is an extension.
    pub(crate) extends: Vec<Option<TypeId>>,
    /// What the library says of each call, in the order of node ids.
    pub(crate) library: Vec<(NodeId, Option<&'static LibraryEntry>)>,
    /// Methods by type and name.
    pub(crate) methods: crate::calls::Methods,
}

impl Types {
    /// The type of this text that an extension extends.
    pub fn extended(&self, extension: TypeId) -> Option<TypeId> {
        self.extends.get(extension.index()).copied().flatten()
    }

    /// The type of an expression, or [`Type::Unknown`].
    pub fn of(&self, node: NodeId) -> Type {
        self.by_node.get(node.index()).copied().unwrap_or_default()
    }
}

/// Infers types.
pub(crate) fn observe(unit: &Unit, scopes: &Scopes) -> Types {
    infer::infer(unit, scopes)
}
