//! Lists of values that are made alike: which keys they have, and what the values are.

use std::collections::{BTreeMap, BTreeSet};

use code::Unit;

use super::tree::{Form, Tree, ValueId};

/// A key that records have.
#[derive(Clone, Debug)]
pub struct Column<'u> {
    /// The key.
    pub key: &'u str,
    /// In how many records it stands.
    pub n: usize,
    /// In how many of those it has no value.
    pub n_absent: usize,
    /// What its other values are.
    pub forms: BTreeSet<Form>,
    /// The first value.
    pub first: ValueId,
    /// The least and the largest number, where all are numbers; as spelled.
    pub range: Option<(&'u str, &'u str)>,
    /// The different texts or truth values, as long as they are few.
    pub distinct: Option<BTreeSet<&'u str>>,
}

/// What records that are made alike have in common.
#[derive(Clone, Debug)]
pub struct Columns<'u> {
    /// How many records there are.
    pub n: usize,
    /// Their keys, in the order in which they come up.
    pub columns: Vec<Column<'u>>,
}

/// How many different values are kept.
const FEW: usize = 6;

/// The keys of records, if values are mappings that are made alike: most keys stand in most of them.
pub fn columns<'u>(unit: &'u Unit, tree: &Tree, items: &[ValueId]) -> Option<Columns<'u>> {
    if items.len() < 2 || items.iter().any(|&it| tree.value(it).form != Form::Mapping) {
        return None;
    }
    let mut found: Vec<Column<'u>> = Vec::new();
    let mut places: BTreeMap<&'u str, usize> = BTreeMap::new();
    for &item in items {
        for &kid in tree.kids(item) {
            let key = tree.key(unit, kid);
            let at = *places.entry(key).or_insert_with(|| {
                found.push(Column {
                    key,
                    n: 0,
                    n_absent: 0,
                    forms: BTreeSet::new(),
                    first: kid,
                    range: None,
                    distinct: Some(BTreeSet::new()),
                });
                found.len() - 1
            });
            note(unit, tree, kid, &mut found[at]);
        }
    }
    let n_common = found.iter().filter(|it| it.n * 2 >= items.len()).count();
    let is_alike = n_common > 0 && n_common * 2 >= found.len();
    is_alike.then_some(Columns { n: items.len(), columns: found })
}

/// Takes a value into its column.
fn note<'u>(unit: &'u Unit, tree: &Tree, id: ValueId, column: &mut Column<'u>) {
    let form = tree.value(id).form;
    let text = tree.text(unit, id);
    let is_first = column.forms.is_empty();
    column.n += 1;
    if form == Form::Absent {
        column.n_absent += 1;
        return;
    }
    column.forms.insert(form);
    let number = matches!(form, Form::Whole | Form::Fraction).then(|| text.parse::<f64>().ok()).flatten();
    column.range = match (number, column.range) {
        (Some(_), None) if is_first => Some((text, text)),
        (Some(number), Some((least, most))) => {
            let of = |it: &str| it.parse::<f64>().unwrap_or(number);
            Some((if number < of(least) { text } else { least }, if number > of(most) { text } else { most }))
        }
        _ => None,
    };
    if let Some(distinct) = &mut column.distinct {
        distinct.insert(text);
        if distinct.len() > FEW || !matches!(form, Form::Text | Form::Truth) || text.len() > 40 || text.contains('\n') {
            column.distinct = None;
        }
    }
}
