//! The values of a document as one tree, whatever the spelling: tables under headings and keys in a row stand where they belong.

use code::{DataPart, Kind, List, NodeId, Span, Spelling, Unit};
use rustc_hash::FxHashMap;

/// A value of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(u32);

impl ValueId {
    /// The position in the tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Keys with values.
    Mapping,
    /// Values in a row.
    Sequence,
    /// A text.
    Text,
    /// A number without a fraction.
    Whole,
    /// Another number.
    Fraction,
    /// True or false.
    Truth,
    /// Nothing.
    Absent,
    /// A date, a time, or both.
    Time,
    /// What stands elsewhere under a label.
    Alias,
    /// What could not be read.
    Broken,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub form: Form,
    /// How it is spelled, if it is a text.
    pub spelling: Option<Spelling>,
    /// Its key, without quotes; none for items of a sequence.
    pub key: Option<Span>,
    /// Where key and value stand.
    pub span: Span,
    /// Where its text stands, without quotes; the whole value if it is no text.
    pub inner: Span,
    /// What holds it.
    pub parent: Option<ValueId>,
    /// What it holds, in order.
    pub kids: Vec<ValueId>,
    /// The label under which others repeat it, or which it repeats.
    pub label: Option<Span>,
}

/// All values of a unit's documents.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    values: Vec<Value>,
    /// The value of each document.
    pub roots: Vec<ValueId>,
    /// Keys that stand twice in a mapping: the first and the second value.
    pub twice: Vec<(ValueId, ValueId)>,
}

impl Tree {
    /// A value.
    pub fn value(&self, id: ValueId) -> &Value {
        &self.values[id.index()]
    }

    /// All values, the ones around others first.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = ValueId> + use<> {
        (0..self.values.len() as u32).map(ValueId)
    }

    /// What a value holds.
    pub fn kids(&self, id: ValueId) -> &[ValueId] {
        &self.value(id).kids
    }

    /// The key of a value; empty for an item.
    pub fn key<'u>(&self, unit: &'u Unit, id: ValueId) -> &'u str {
        self.value(id).key.map_or("", |span| unit.slice(span))
    }

    /// The text of a value, without quotes.
    pub fn text<'u>(&self, unit: &'u Unit, id: ValueId) -> &'u str {
        unit.slice(self.value(id).inner)
    }

    /// The value under a key of a mapping.
    pub fn child(&self, unit: &Unit, id: ValueId, key: &str) -> Option<ValueId> {
        self.kids(id).iter().copied().find(|&kid| self.key(unit, kid) == key)
    }

    /// The position of an item in its sequence.
    pub fn position(&self, id: ValueId) -> Option<usize> {
        self.kids(self.value(id).parent?).iter().position(|&it| it == id)
    }
}

/// Reads the documents of a unit.
pub(super) fn read(unit: &Unit) -> Tree {
    let mut reader = Reader { unit, tree: Tree::default(), index: FxHashMap::default() };
    let Kind::Module { body } = unit.kind(unit.root) else { return Tree::default() };
    for &node in unit.list(body) {
        if let Kind::Data(DataPart::Document, inside) = unit.kind(node)
            && let Some(&value) = unit.list(inside).first()
        {
            let root = reader.add(value, None, None, unit.span(value));
            reader.tree.roots.push(root);
        }
    }
    reader.tree
}

struct Reader<'u> {
    unit: &'u Unit,
    tree: Tree,
    /// The values of mappings by their keys.
    index: FxHashMap<(ValueId, &'u str), ValueId>,
}

impl<'u> Reader<'u> {
    /// Adds a value and what it holds. The code model is at most so high that this may recurse.
    fn add(&mut self, node: NodeId, parent: Option<ValueId>, key: Option<Span>, span: Span) -> ValueId {
        let unit = self.unit;
        let mut node = node;
        let mut label = None;
        // Labels and types stand around the value.
        while let Kind::Data(part @ (DataPart::Anchor | DataPart::Tagged), inside) = unit.kind(node) {
            let inside = unit.list(inside);
            if part == DataPart::Anchor {
                label = inside.first().map(|&it| unit.span(it));
            }
            match inside.get(1) {
                Some(&inner) => node = inner,
                None => break,
            }
        }
        let at = unit.span(node);
        let (form, spelling, list) = match unit.kind(node) {
            Kind::Data(part, list) => form_of(part, list),
            _ => (Form::Broken, None, List::default()),
        };
        let inner = match (form, spelling) {
            (Form::Text, Some(Spelling::Block { .. })) => block(unit, at),
            (Form::Text, Some(Spelling::Plain) | None) => at,
            (Form::Text, _) => unquoted(unit, at),
            _ => at,
        };
        if form == Form::Alias {
            label = unit.list(list).first().map(|&it| unit.span(it));
        }
        let id = self.push(Value { form, spelling, key, span, inner, parent, kids: Vec::new(), label });
        match form {
            Form::Mapping => self.entries(id, unit.list(list)),
            Form::Sequence => {
                for &item in unit.list(list) {
                    if !matches!(unit.kind(item), Kind::Data(DataPart::Slip(_), _)) {
                        self.add(item, Some(id), None, unit.span(item));
                    }
                }
            }
            _ => {}
        }
        id
    }

    fn push(&mut self, value: Value) -> ValueId {
        let id = ValueId(self.tree.values.len() as u32);
        if let Some(parent) = value.parent {
            self.tree.values[parent.index()].kids.push(id);
        }
        self.tree.values.push(value);
        id
    }

    fn entries(&mut self, mapping: ValueId, nodes: &[NodeId]) {
        let unit = self.unit;
        for &node in nodes {
            let Kind::Data(part, inside) = unit.kind(node) else {
                self.add(node, Some(mapping), None, unit.span(node));
                continue;
            };
            let inside = unit.list(inside);
            let n_keys =
                inside.iter().take_while(|&&it| matches!(unit.kind(it), Kind::Data(DataPart::Key { .. }, _))).count();
            let (keys, rest) = inside.split_at(n_keys);
            let Some((&last, outer)) = keys.split_last() else { continue };
            let span = unit.span(node);
            match part {
                DataPart::Entry => {
                    let of = self.mapping_at(mapping, outer, span);
                    self.entry(of, last, rest.first().copied(), span);
                }
                DataPart::Section => {
                    let of = self.mapping_at(mapping, keys, span);
                    self.widen(of, span);
                    self.entries(of, rest);
                }
                DataPart::Element => {
                    let of = self.mapping_at(mapping, outer, span);
                    let sequence = self.sequence_at(of, last, span);
                    let item = self.push(Value {
                        form: Form::Mapping,
                        spelling: None,
                        key: None,
                        span,
                        inner: span,
                        parent: Some(sequence),
                        kids: Vec::new(),
                        label: None,
                    });
                    self.entries(item, rest);
                }
                _ => {}
            }
        }
    }

    fn entry(&mut self, mapping: ValueId, key: NodeId, value: Option<NodeId>, span: Span) {
        let at = unquoted(self.unit, self.unit.span(key));
        let id = match value {
            Some(value) => self.add(value, Some(mapping), Some(at), span),
            None => self.push(Value {
                form: Form::Absent,
                spelling: None,
                key: Some(at),
                span,
                inner: Span::new(span.end, span.end),
                parent: Some(mapping),
                kids: Vec::new(),
                label: None,
            }),
        };
        let name = self.unit.slice(at);
        // A merge may stand twice.
        if let Some(&first) = self.index.get(&(mapping, name)) {
            self.tree.twice.push((first, id));
        } else {
            self.index.insert((mapping, name), id);
        }
    }

    /// The mapping under keys, made where it is not there yet; of a sequence of tables, the last one.
    fn mapping_at(&mut self, mapping: ValueId, keys: &[NodeId], span: Span) -> ValueId {
        let mut at = mapping;
        for &key in keys {
            let inner = unquoted(self.unit, self.unit.span(key));
            let name = self.unit.slice(inner);
            let found = self.index.get(&(at, name)).copied();
            at = match found {
                Some(id) => match self.tree.value(id).form {
                    Form::Sequence => self.tree.kids(id).last().copied().unwrap_or(id),
                    _ => id,
                },
                None => self.make(at, Form::Mapping, inner, name, span),
            };
            self.widen(at, span);
        }
        at
    }

    fn sequence_at(&mut self, mapping: ValueId, key: NodeId, span: Span) -> ValueId {
        let inner = unquoted(self.unit, self.unit.span(key));
        let name = self.unit.slice(inner);
        match self.index.get(&(mapping, name)).copied() {
            Some(id) => {
                self.widen(id, span);
                id
            }
            None => self.make(mapping, Form::Sequence, inner, name, span),
        }
    }

    fn make(&mut self, parent: ValueId, form: Form, key: Span, name: &'u str, span: Span) -> ValueId {
        let id = self.push(Value {
            form,
            spelling: None,
            key: Some(key),
            span,
            inner: span,
            parent: Some(parent),
            kids: Vec::new(),
            label: None,
        });
        self.index.insert((parent, name), id);
        id
    }

    fn widen(&mut self, id: ValueId, span: Span) {
        let value = &mut self.tree.values[id.index()];
        if value.key.is_some() {
            value.span = value.span.cover(span);
            value.inner = value.inner.cover(span);
        }
    }
}

fn form_of(part: DataPart, list: List) -> (Form, Option<Spelling>, List) {
    match part {
        DataPart::Mapping => (Form::Mapping, None, list),
        DataPart::Sequence => (Form::Sequence, None, list),
        DataPart::Text(spelling) => (Form::Text, Some(spelling), List::default()),
        DataPart::Number { whole: true } => (Form::Whole, None, List::default()),
        DataPart::Number { whole: false } => (Form::Fraction, None, List::default()),
        DataPart::Truth(_) => (Form::Truth, None, List::default()),
        DataPart::Absent => (Form::Absent, None, List::default()),
        DataPart::Time => (Form::Time, None, List::default()),
        DataPart::Alias => (Form::Alias, None, list),
        // A label without a value.
        DataPart::Anchor | DataPart::Tagged => (Form::Absent, None, List::default()),
        _ => (Form::Broken, None, List::default()),
    }
}

/// What stands between quotes, if there are any.
fn unquoted(unit: &Unit, span: Span) -> Span {
    let text = unit.slice(span);
    for (mark, n) in [("\"\"\"", 3), ("'''", 3), ("\"", 1), ("'", 1)] {
        if text.len() >= 2 * n as usize && text.starts_with(mark) && text.ends_with(mark) {
            return Span::new(span.start + n, span.end - n);
        }
    }
    span
}

/// The lines of a block of text, without the mark before them.
fn block(unit: &Unit, span: Span) -> Span {
    let text = unit.slice(span);
    match text.find('\n') {
        Some(at) => {
            let rest = &text[at..];
            let start = span.start + (at + rest.len() - rest.trim_start().len()) as u32;
            Span::new(start.min(span.end), span.end)
        }
        None => Span::new(span.end, span.end),
    }
}
