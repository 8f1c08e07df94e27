//! Traps of documents that are proven by what stands there.

use code::{DataPart, Kind, NodeId, Slip, Span, Spelling, Unit};

use super::tree::{Form, ValueId};
use super::{Documents, fits};

/// A proven trap.
#[derive(Clone, Debug)]
pub struct DocumentHazard {
    /// Which one.
    pub trap: DocumentTrap,
    /// The value that shows it.
    pub value: Option<ValueId>,
    /// Where it stands.
    pub span: Span,
}

/// Which trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentTrap {
    /// A key that stands twice in one mapping.
    Twice {
        /// The first of them.
        first: ValueId,
        /// Whether the language forbids it, so that every reader refuses the text.
        refused: bool,
    },
    /// A comma behind a last item, which strict readers refuse.
    TrailingComma,
    /// A comment, which strict readers refuse.
    Comment,
    /// A word that older readers take for a truth value.
    TruthWord,
    /// A number whose last zeros do not count.
    LostZero,
    /// A number that older readers take as octal.
    Octal,
    /// Numbers with colons, which older readers take for one number to the base of 60.
    Sexagesimal,
    /// A whole number that a double cannot hold.
    TooLarge,
    /// A secret that stands in the text.
    Secret,
    /// An alias of a label that stands nowhere.
    UnknownLabel,
    /// What the document's table warns of.
    Known(&'static str),
}

/// The largest whole number below which doubles hold all.
const EXACT: u64 = 1 << 53;

/// Observes a unit's documents.
pub(super) fn observe(unit: &Unit, found: &Documents) -> Vec<DocumentHazard> {
    let tree = &found.tree;
    let mut out = Vec::new();
    let refused = (0..unit.n_nodes())
        .map(NodeId::from_index)
        .any(|it| matches!(unit.kind(it), Kind::Data(DataPart::Key { once: true }, _)));
    for &(first, second) in &tree.twice {
        if tree.key(unit, second) != "<<" {
            out.push(DocumentHazard {
                trap: DocumentTrap::Twice { first, refused },
                value: Some(second),
                span: tree.value(second).span,
            });
        }
    }
    let is_lenient = found.kinds.iter().flatten().any(|it| it.lenient);
    slips(unit, is_lenient, &mut out);
    let has_plain = (0..unit.n_nodes()).map(NodeId::from_index).any(|it| {
        matches!(unit.kind(it), Kind::Data(DataPart::Key { once: false }, _)) && !unit.text(it).starts_with(['"', '\''])
    });
    let mut labels: Vec<&str> = Vec::new();
    for id in tree.ids() {
        let value = tree.value(id);
        let text = tree.text(unit, id);
        let mut add = |trap| out.push(DocumentHazard { trap, value: Some(id), span: value.span });
        match (value.form, value.spelling) {
            (Form::Text, Some(Spelling::Plain)) => {
                if is_truth_word(text) {
                    add(DocumentTrap::TruthWord);
                } else if is_sexagesimal(text) {
                    add(DocumentTrap::Sexagesimal);
                }
            }
            (Form::Fraction, _) if has_plain && loses_zero(tree.key(unit, id), text, parent_key(unit, found, id)) => {
                add(DocumentTrap::LostZero);
            }
            (Form::Whole, _) => {
                let digits = text.trim_start_matches(['-', '+']);
                if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|it| (b'0'..=b'7').contains(&it)) {
                    add(DocumentTrap::Octal);
                } else if digits.bytes().all(|it| it.is_ascii_digit())
                    && digits.parse::<u64>().map_or(digits.len() > 19, |it| it > EXACT)
                {
                    add(DocumentTrap::TooLarge);
                }
            }
            (Form::Alias, _) => {
                let name = value.label.map_or("", |it| unit.slice(it));
                if !labels.contains(&name) {
                    add(DocumentTrap::UnknownLabel);
                }
            }
            _ => {}
        }
        if value.form != Form::Alias
            && let Some(label) = value.label
            && labels.len() < 200
        {
            labels.push(unit.slice(label));
        }
        if value.form == Form::Text && is_secret(tree.key(unit, id), text) {
            add(DocumentTrap::Secret);
        }
        if let Some(meaning) = found.meaning(id) {
            let is_plain = !matches!(value.form, Form::Mapping | Form::Sequence);
            for &(pattern, says) in meaning.traps {
                if is_plain && fits(text, pattern) {
                    add(DocumentTrap::Known(says));
                }
            }
        }
    }
    out
}

fn parent_key<'u>(unit: &'u Unit, found: &Documents, id: ValueId) -> &'u str {
    found.tree.value(id).parent.map_or("", |it| found.tree.key(unit, it))
}

/// What strict readers refuse, each kind at its first place.
fn slips(unit: &Unit, is_lenient: bool, out: &mut Vec<DocumentHazard>) {
    if is_lenient {
        return;
    }
    for (slip, trap) in [(Slip::Comment, DocumentTrap::Comment), (Slip::TrailingComma, DocumentTrap::TrailingComma)] {
        let first = (0..unit.n_nodes())
            .map(NodeId::from_index)
            .filter(|&it| matches!(unit.kind(it), Kind::Data(DataPart::Slip(found), _) if found == slip))
            .min_by_key(|&it| unit.span(it).start);
        if let Some(node) = first {
            out.push(DocumentHazard { trap, value: None, span: unit.span(node) });
        }
    }
}

fn is_truth_word(text: &str) -> bool {
    matches!(
        text,
        "yes" | "no" | "on" | "off" | "Yes" | "No" | "On" | "Off" | "YES" | "NO" | "ON" | "OFF" | "y" | "n" | "Y" | "N"
    )
}

/// `22:22`, `1:30:00`.
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let first = parts.next().is_some_and(|it| is_number(it) && !it.starts_with('0'));
    let mut n = 0;
    let small = parts.all(|it| {
        n += 1;
        is_number(it) && it.len() <= 2 && it.parse::<u8>().is_ok_and(|it| it < 60)
    });
    first && small && n > 0
}

/// Keys whose value is the version of what they name.
#[rustfmt::skip]
const VERSIONED: [&str; 7] = [
    "python",
    "node",
    "go",
    "ruby",
    "php",
    "rust",
    "java",
];

/// `1.10`, where a version is meant or may be.
fn loses_zero(key: &str, text: &str, around: &str) -> bool {
    let Some((whole, fraction)) = text.split_once('.') else { return false };
    let plain = [whole, fraction].iter().all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    let is_version = [key, around].iter().any(|it| {
        let it = it.to_ascii_lowercase();
        it.contains("version") || VERSIONED.contains(&it.as_str())
    });
    plain && fraction.ends_with('0') && is_version
}

/// Whether a text is a secret by its key, and is none that is filled in later.
fn is_secret(key: &str, text: &str) -> bool {
    let (key, text) = match text.split_once('=') {
        // `PASSWORD=…` in a list.
        Some((name, value)) if key.is_empty() => (name, value),
        _ => (key, text),
    };
    let name: String = key.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect();
    let named = [
        "password",
        "passwd",
        "secret",
        "secretkey",
        "apikey",
        "privatekey",
        "accesstoken",
        "authtoken",
        "secretaccesskey",
        "clientsecret",
        "apitoken",
    ];
    let is_named = named.iter().any(|it| name.ends_with(it)) || name == "token";
    let filled_in = text.contains(['$', '{', '<', '%', ' ', '\n', '(']) || text.contains("xxx") || text.contains("***");
    let is_word = text.chars().all(char::is_alphabetic) && text.starts_with(char::is_uppercase);
    let is_reference = text.contains('/') && name.ends_with("secret");
    let is_type = matches!(
        text,
        "string"
            | "password"
            | "secret"
            | "text"
            | "inherit"
            | "write"
            | "read"
            | "none"
            | "true"
            | "false"
            | "hidden"
            | "required"
            | "optional"
    );
    is_named
        && text.len() >= 3
        && !filled_in
        && !is_word
        && !is_reference
        && !is_type
        && !text.eq_ignore_ascii_case(key)
        && text.is_ascii()
}
