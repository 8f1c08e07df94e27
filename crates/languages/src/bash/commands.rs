//! Commands, declarations and assignments.

use code::{BinaryOperator, CallForm, Kind, LibraryEntry, NodeId, Span, UnaryOperator};

use super::expressions::{as_truth, presence};
use super::lower::{as_name, call_of, is_identifier, named};
use super::options;
use crate::lower::{Cst, Lowered, Lowering};

/// Commands that run the command behind them, with the number of their own words before it.
const WRAPPERS: [(&str, usize); 19] = [
    ("builtin", 0),
    ("chroot", 1),
    ("command", 0),
    ("doas", 0),
    ("env", 0),
    ("exec", 0),
    ("flock", 1),
    ("ionice", 0),
    ("nice", 0),
    ("nohup", 0),
    ("setsid", 0),
    ("stdbuf", 0),
    ("strace", 0),
    ("sudo", 0),
    ("time", 0),
    ("timeout", 1),
    ("unbuffer", 0),
    ("watch", 0),
    ("xargs", 0),
];
/// How many commands are read inside one another: `sudo env nice make`.
const MOST_WRAPPED: usize = 4;

/// `name word… redirect…`
pub(super) fn command(low: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let mut before = Vec::new();
    let mut set = Vec::new();
    let mut words = Vec::new();
    let mut name = None;
    let mut name_at = cst.span.start;
    for kid in cst.kids {
        let nodes = low.flatten([kid]);
        match kid.kind {
            "variable_assignment" => set.extend(nodes),
            "command_name" => {
                name = nodes.first().copied();
                name_at = kid.span.start;
                // On a line of their own they are statements.
                let start = kid.span.start;
                if set.last().is_some_and(|&it| {
                    let end = low.build.unit().span(it).end;
                    low.text(Span::new(end, start.max(end))).contains('\n')
                }) {
                    before.append(&mut set);
                }
            }
            _ => words.extend(nodes),
        }
    }
    let Some(name) = name else {
        return Lowered::Many(low.build.list(&set));
    };
    let start = set.first().map_or(name_at, |&it| low.build.unit().span(it).start);
    let settings: Vec<NodeId> = set.into_iter().filter_map(|it| setting(low, it)).collect();
    let id = build(low, name, words, settings, Span::new(start, cst.span.end), 0);
    if before.is_empty() {
        return id.into();
    }
    before.push(id);
    Lowered::Many(low.build.list(&before))
}

/// `FOO=bar` before a command: a setting that holds for it alone.
fn setting(low: &mut Lowering<'_>, id: NodeId) -> Option<NodeId> {
    let unit = low.build.unit();
    let Kind::Assign { target, value, .. } = unit.kind(id) else { return None };
    let (span, whole) = (unit.span(target), unit.span(id));
    let name = format!("{}=", low.text(span));
    low.build.set_kind(target, Kind::Empty);
    low.build.set_kind(id, Kind::Empty);
    let name = named(low, &name, span);
    Some(low.node(Kind::NamedArgument { name, value }, whole))
}

pub(super) fn word_of<'a>(low: &'a Lowering<'_>, id: NodeId) -> &'a str {
    let unit = low.build.unit();
    match unit.kind(id) {
        Kind::Text(_) | Kind::Integer => low.text(unit.span(id)),
        _ => "",
    }
}

/// Makes the node of a command from its words.
fn build(
    low: &mut Lowering<'_>,
    name: NodeId,
    words: Vec<NodeId>,
    settings: Vec<NodeId>,
    span: Span,
    depth: usize,
) -> NodeId {
    let text = bare_name(low, word_of(low, name)).to_owned();
    match text.as_str() {
        "return" => return Node(low, span).leave(&words, Kind::Return),
        "break" => {
            for &it in &words {
                low.build.set_kind(it, Kind::Empty);
            }
            return low.node(Kind::Break(None, None), span);
        }
        "continue" => {
            for &it in &words {
                low.build.set_kind(it, Kind::Empty);
            }
            return low.node(Kind::Continue(None), span);
        }
        ":" if words.is_empty() => return low.node(Kind::Empty, span),
        // `: "${x:=y}"` is there for what the expansion does.
        ":" if words.len() == 1 && matches!(low.build.unit().kind(words[0]), Kind::Assign { .. }) => {
            low.build.set_span(words[0], span);
            return words[0];
        }
        "test" | "[" => {
            if let Some(test) = tested(low, &words, span) {
                return test;
            }
        }
        _ => {}
    }
    let name_span = low.build.unit().span(name);
    let mut callee = match low.build.unit().kind(name) {
        Kind::Text(_) | Kind::Integer => {
            low.build.set_kind(name, Kind::Empty);
            named(low, &text, name_span)
        }
        _ => name,
    };
    let mut path = text.clone();
    let mut entry = low.language.library().find(&path);
    let mut arguments = settings;
    let mut rest = words;
    // The word that says which of its many commands is meant: `git commit`.
    for _ in 0..2 {
        let mut at = 0;
        while let Some(&word) = rest.get(at)
            && word_of(low, word).starts_with('-')
        {
            let takes = entry.and_then(|it| it.option(word_of(low, word))).is_some_and(|it| it.takes);
            at += if takes { 2 } else { 1 };
        }
        let Some(&word) = rest.get(at) else { break };
        if path.is_empty() || word_of(low, word).is_empty() {
            break;
        }
        let longer = format!("{path}.{}", word_of(low, word));
        let Some(inner) = low.language.library().find(&longer) else { break };
        let word_span = low.build.unit().span(word);
        let member = word_of(low, word).to_owned();
        let before: Vec<NodeId> = rest[..at].to_vec();
        arguments.extend(options::read(low, entry, &before));
        rest.drain(..=at);
        let symbol = low.build.unit_mut().names.intern(&member);
        low.build.set_kind(word, Kind::Empty);
        let access = code::Access::Path;
        callee = low.node(Kind::Member { object: callee, name: symbol, access }, name_span.cover(word_span));
        path = longer;
        entry = Some(inner);
    }
    // The oldest way to write them: `tar xzf`.
    if path == "tar"
        && let Some(&first) = rest.first()
        && matches!(low.build.unit().kind(first), Kind::Text(_))
        && word_of(low, first).bytes().all(|it| it.is_ascii_alphabetic())
    {
        arguments.extend(old_options(low, &mut rest));
    }
    if path == "sed" {
        without_suffix(low, &mut rest);
    }
    if path == "find" {
        rest = executed(low, rest, depth);
    }
    if depth < MOST_WRAPPED
        && let Some(&(_, own)) = WRAPPERS.iter().find(|it| it.0 == path)
        && let Some(mut wrapped) = wrapped(low, entry, &rest, own, depth)
    {
        // Its command gets further words from what it reads, and reads nothing itself.
        if path == "xargs" {
            for it in &mut wrapped {
                *it = with_more(low, *it);
            }
        }
        arguments.extend(wrapped);
    } else {
        arguments.extend(options::read(low, entry, &rest));
    }
    if path == "trap"
        && let Some(&handler) = arguments.first()
        && is_identifier(word_of(low, handler).trim_matches(['"', '\'']))
    {
        let handler_span = low.build.unit().span(handler);
        let handler_name = word_of(low, handler).trim_matches(['"', '\'']).to_owned();
        let symbol = low.build.unit_mut().names.intern(&handler_name);
        low.build.set_kind(handler, Kind::Name(symbol));
        low.build.set_span(handler, handler_span);
    }
    if path == "echo" {
        sentence(low, &mut arguments);
    }
    let sets = match path.as_str() {
        "read" | "mapfile" | "readarray" => named_targets(low, &mut arguments),
        "printf" => formatted_target(low, &mut arguments),
        _ => None,
    };
    let list = low.build.list(&arguments);
    let call = low.node(Kind::Call { callee, arguments: list, form: CallForm::Plain }, span);
    match sets {
        Some(target) => low.node(Kind::Assign { target, operator: None, value: call }, span),
        None => call,
    }
}

/// `sed -i ''`: the empty word is the suffix of a backup that is not made.
fn without_suffix(low: &mut Lowering<'_>, rest: &mut Vec<NodeId>) {
    let found = rest.windows(2).position(|pair| {
        matches!(word_of(low, pair[0]), "-i" | "-Ei") && matches!(word_of(low, pair[1]), "''" | "\"\"")
    });
    if let Some(at) = found {
        let empty = rest.remove(at + 1);
        low.build.set_kind(empty, Kind::Empty);
    }
}

/// Bare words that are printed next to one another are one text, with a gap between them as they stand.
fn sentence(low: &mut Lowering<'_>, arguments: &mut Vec<NodeId>) {
    let unit = low.build.unit();
    let is_word = |it: &NodeId| {
        let text = low.text(unit.span(*it));
        matches!(unit.kind(*it), Kind::Text(_) | Kind::Integer) && !text.contains(['"', '\'', '*', '?', '[', '{', '~'])
    };
    let Some(first) = arguments.iter().position(is_word) else { return };
    let words = &arguments[first..];
    let gap = |pair: &[NodeId]| {
        let between = low.text(Span::new(unit.span(pair[0]).end, unit.span(pair[1]).start.max(unit.span(pair[0]).end)));
        between == " "
    };
    if words.len() < 2 || !words.iter().all(is_word) || !words.windows(2).all(gap) {
        return;
    }
    let span = unit.span(words[0]).cover(unit.span(words[words.len() - 1]));
    let whole = words[0];
    let Some(kind) = words.iter().map(|&it| unit.kind(it)).find(|it| matches!(it, Kind::Text(_))) else { return };
    for &it in &arguments[first + 1..] {
        low.build.set_kind(it, Kind::Empty);
    }
    arguments.truncate(first + 1);
    low.build.set_kind(whole, kind);
    low.build.set_span(whole, span);
}

/// A command that is given more words than stand here.
fn with_more(low: &mut Lowering<'_>, id: NodeId) -> NodeId {
    let unit = low.build.unit();
    let Kind::Call { callee, arguments, form } = unit.kind(id) else { return id };
    let span = unit.span(id);
    let mut arguments = unit.list(arguments).to_vec();
    let end = Span::new(span.end, span.end);
    arguments.push(options::make(low, "…", end, None));
    let arguments = low.build.list(&arguments);
    low.build.set_kind(id, Kind::Empty);
    low.node(Kind::Call { callee, arguments, form }, span)
}

/// Letters without a dash; the file that `f` wants is the next word.
fn old_options(low: &mut Lowering<'_>, rest: &mut Vec<NodeId>) -> Vec<NodeId> {
    let first = rest.remove(0);
    let span = low.build.unit().span(first);
    let letters = word_of(low, first).to_owned();
    low.build.set_kind(first, Kind::Empty);
    let mut out = Vec::with_capacity(letters.len());
    for (at, letter) in letters.char_indices() {
        let at = Span::new(span.start + at as u32, span.start + at as u32 + 1);
        let value = if letter == 'f' && !rest.is_empty() { Some(rest.remove(0)) } else { None };
        out.push(options::make(low, &format!("-{letter}"), at, value));
    }
    out
}

/// A command's name without what only says where it lies: `/bin/rm`, `\rm`.
fn bare_name<'a>(low: &Lowering<'_>, text: &'a str) -> &'a str {
    let text = text.strip_prefix('\\').unwrap_or(text).trim_matches(['"', '\'']);
    match text.rsplit_once('/') {
        Some((folder, last))
            if (folder.starts_with("/bin") || folder.starts_with("/usr") || folder.starts_with("/sbin"))
                && low.language.library().find(last).is_some() =>
        {
            last
        }
        _ => text,
    }
}

/// A place for a node.
struct Node<'a, 's>(&'a mut Lowering<'s>, Span);

impl Node<'_, '_> {
    fn leave(self, words: &[NodeId], kind: fn(Option<NodeId>) -> Kind) -> NodeId {
        self.0.node(kind(words.first().copied()), self.1)
    }
}

/// `-exec command {} ;` of `find`: the command is the option's value.
fn executed(low: &mut Lowering<'_>, words: Vec<NodeId>, depth: usize) -> Vec<NodeId> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        at += 1;
        // Brackets only say which conditions belong together.
        if matches!(word_of(low, word), "\\(" | "\\)" | "'('" | "')'" | "(" | ")") {
            low.build.set_kind(word, Kind::Empty);
            continue;
        }
        let is_exec = matches!(word_of(low, word), "-exec" | "-execdir" | "-ok");
        let end = words[at..].iter().position(|&it| matches!(word_of(low, it), "\\;" | ";" | "';'" | "\";\"" | "+"));
        let (true, Some(n)) = (is_exec && depth < MOST_WRAPPED, end) else {
            out.push(word);
            continue;
        };
        let inner: Vec<NodeId> = words[at..at + n].to_vec();
        at += n;
        low.build.set_kind(words[at], Kind::Empty);
        at += 1;
        let span = low.build.unit().span(word);
        low.build.set_kind(word, Kind::Empty);
        let value = inner.split_first().map(|(&name, rest)| command_of(low, name, rest, depth + 1));
        out.push(options::make(low, "-exec", span, value));
    }
    out
}

fn command_of(low: &mut Lowering<'_>, name: NodeId, rest: &[NodeId], depth: usize) -> NodeId {
    let unit = low.build.unit();
    let span = rest.iter().fold(unit.span(name), |span, &it| span.cover(unit.span(it)));
    build(low, name, rest.to_vec(), Vec::new(), span, depth)
}

/// The words of a command that runs another one: its own options, then that one as a call.
fn wrapped(
    low: &mut Lowering<'_>,
    entry: Option<&'static LibraryEntry>,
    words: &[NodeId],
    own: usize,
    depth: usize,
) -> Option<Vec<NodeId>> {
    let mut at = 0;
    let mut set = Vec::new();
    while let Some(&word) = words.get(at) {
        let text = word_of(low, word).to_owned();
        if text == "--" {
            at += 1;
            break;
        }
        // It only asks about the command.
        if matches!(text.as_str(), "-v" | "-V") && entry.is_some_and(|it| it.path == "command") {
            return None;
        }
        let is_setting = matches!(low.build.unit().kind(word), Kind::Text(_) | Kind::Template { .. })
            && low.text(low.build.unit().span(word)).split_once('=').is_some_and(|(name, _)| is_identifier(name));
        if is_setting {
            set.push(word);
            at += 1;
        } else if text.starts_with('-') {
            let option = entry.and_then(|it| it.option(&text));
            let short = text.len() == 2;
            at += if option.is_some_and(|it| it.takes && (short || text.starts_with("--"))) { 2 } else { 1 };
        } else {
            break;
        }
    }
    at += own;
    let (&name, rest) = words.get(at..)?.split_first()?;
    if matches!(low.build.unit().kind(name), Kind::NamedArgument { .. }) {
        return None;
    }
    let own_words: Vec<NodeId> = words[..at].iter().copied().filter(|it| !set.contains(it)).collect();
    let mut out = options::read(low, entry, &own_words);
    out.retain(|&it| !matches!(low.build.unit().kind(it), Kind::Empty));
    for word in set {
        let span = low.build.unit().span(word);
        let text = low.text(span);
        let at = text.find('=').unwrap_or(0) as u32;
        let name = format!("{}=", &text[..at as usize]);
        let name = named(low, &name, Span::new(span.start, span.start + at));
        out.push(low.node(Kind::NamedArgument { name, value: word }, span));
    }
    // Redirections belong to the whole.
    let inner: Vec<NodeId> =
        rest.iter().copied().filter(|&it| !matches!(low.build.unit().kind(it), Kind::NamedArgument { .. })).collect();
    let outer = rest.iter().copied().filter(|it| !inner.contains(it)).collect::<Vec<_>>();
    out.push(command_of(low, name, &inner, depth + 1));
    out.extend(outer);
    Some(out)
}

/// The variables that `read` and its like set: all words that are no options.
fn named_targets(low: &mut Lowering<'_>, arguments: &mut Vec<NodeId>) -> Option<NodeId> {
    let mut targets = Vec::new();
    let mut kept = Vec::with_capacity(arguments.len());
    for &argument in arguments.iter() {
        let unit = low.build.unit();
        match unit.kind(argument) {
            // `-a name`
            Kind::NamedArgument { name, value } if unit.name_of(name) == Some("-a") => {
                targets.push(value);
                let span = unit.span(name);
                low.build.set_kind(argument, Kind::Empty);
                kept.push(options::make(low, "-a", span, None));
            }
            Kind::Text(_) if is_identifier(low.text(unit.span(argument))) => targets.push(argument),
            Kind::Text(_) => low.build.set_kind(argument, Kind::Empty),
            _ => kept.push(argument),
        }
    }
    for &it in &targets {
        as_name(low, it);
    }
    *arguments = kept;
    match targets[..] {
        [] => None,
        [only] => Some(only),
        [first, .., last] => {
            let unit = low.build.unit();
            let span = unit.span(first).cover(unit.span(last));
            let list = low.build.list(&targets);
            Some(low.node(Kind::Tuple(list), span))
        }
    }
}

/// `printf -v name …`
fn formatted_target(low: &mut Lowering<'_>, arguments: &mut Vec<NodeId>) -> Option<NodeId> {
    let unit = low.build.unit();
    let at = arguments.iter().position(|&it| {
        matches!(unit.kind(it), Kind::NamedArgument { name, value }
            if unit.name_of(name) == Some("-v") && is_identifier(low.text(unit.span(value))))
    })?;
    let Kind::NamedArgument { value, .. } = unit.kind(arguments[at]) else { return None };
    low.build.set_kind(arguments[at], Kind::Empty);
    arguments.remove(at);
    as_name(low, value);
    Some(value)
}

/// `test …` by its words.
fn tested(low: &mut Lowering<'_>, words: &[NodeId], span: Span) -> Option<NodeId> {
    let words: Vec<NodeId> = words.iter().copied().filter(|&it| word_of(low, it) != "]").collect();
    match words[..] {
        [value] => Some(presence(low, value, span)),
        [not, ref rest @ ..] if word_of(low, not) == "!" => {
            let inner = tested(low, rest, span)?;
            Some(low.node(Kind::Unary(UnaryOperator::Not, inner), span))
        }
        [operator, value] if word_of(low, operator).starts_with('-') => {
            let at = low.build.unit().span(operator);
            let name = low.text(at).to_owned();
            low.build.set_kind(operator, Kind::Empty);
            Some(call_of(low, &name, at, &[value], span))
        }
        [left, operator, right] => {
            let kind = match word_of(low, operator) {
                "=" | "==" | "-eq" => BinaryOperator::Equal,
                "!=" | "-ne" => BinaryOperator::NotEqual,
                "-lt" => BinaryOperator::Less,
                "-le" => BinaryOperator::LessEqual,
                "-gt" => BinaryOperator::Greater,
                "-ge" => BinaryOperator::GreaterEqual,
                _ => return None,
            };
            low.build.set_kind(operator, Kind::Empty);
            as_truth(low, right);
            Some(low.node(Kind::Binary(kind, left, right), span))
        }
        _ => None,
    }
}
