//! `import`.

use code::{Import, Kind, NodeId, Span};

use crate::lower::{Cst, Kid, Lowered, Lowering};

/// `import "a"`, `import ( … )`. The keyword and the closing mark belong to the first and the last.
pub(super) fn declaration(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let list = lowering.list(cst.kids);
    let nodes = lowering.build.unit().list(list).to_vec();
    widen(lowering, &nodes, cst.span);
    Lowered::Many(list)
}

/// Lets the first and the last of several nodes cover what stands before and after all of them.
pub(super) fn widen(lowering: &mut Lowering<'_>, nodes: &[NodeId], whole: Span) {
    if let (Some(&first), Some(&last)) = (nodes.first(), nodes.last()) {
        let span = lowering.build.unit().span(first);
        lowering.build.set_span(first, Span::new(whole.start, span.end));
        let span = lowering.build.unit().span(last);
        lowering.build.set_span(last, Span::new(span.start, whole.end));
    }
}

/// `name "path"`.
pub(super) fn spec(lowering: &mut Lowering<'_>, cst: &Cst<'_>) -> Lowered {
    let Some(path) = cst.kid("path") else { return Lowered::Nothing };
    if let Some(id) = path.one() {
        lowering.build.set_kind(id, Kind::Empty);
    }
    let text = lowering.text(path.span);
    let inner = text.trim_matches(['"', '`']).to_owned();
    let start = path.span.start + 1;
    let mut import = Import {
        node: NodeId::from_index(0),
        module: canonical(&inner),
        names: Vec::new(),
        alias: None,
        wildcard: false,
        types_only: false,
        reexport: false,
    };
    match cst.kid("name") {
        Some(kid) if kid.kind == "dot" => import.wildcard = true,
        // `_` imports for what loading does.
        Some(kid) if kid.kind == "blank_identifier" => {}
        Some(kid) => import.alias = Kid::one(kid),
        None => {
            if let Some((from, to)) = own_name(&inner) {
                let span = Span::new(start + from as u32, start + to as u32);
                import.alias = Some(lowering.build.name(span));
            }
        }
    }
    lowering.build.import(import, cst.span).into()
}

/// The name by which a package is used: the last part of its path, without version and the marks of a repository's name.
fn own_name(path: &str) -> Option<(usize, usize)> {
    let mut end = path.len();
    let mut start = path.rfind('/').map_or(0, |at| at + 1);
    if is_version(&path[start..end]) && start > 0 {
        end = start - 1;
        start = path[..end].rfind('/').map_or(0, |at| at + 1);
    }
    let mut name = &path[start..end];
    if let Some((before, _)) = name.split_once('.') {
        name = before;
    }
    if let Some(rest) = name.strip_prefix("go-") {
        start += 3;
        name = rest;
    }
    let name = name.strip_suffix("-go").unwrap_or(name);
    if let Some(at) = name.rfind('-') {
        start += at + 1;
    }
    let name = name.rsplit('-').next().unwrap_or(name);
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then_some((start, start + name.len()))
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The path of a package as the library table spells it: dots for slashes, without the host and the owner of a repository.
fn canonical(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !is_version(part)).collect();
    if parts.first().is_some_and(|first| first.contains('.')) {
        let n = match parts[0] {
            "gopkg.in" | "go.uber.org" => 1,
            _ => 2,
        };
        parts.drain(..n.min(parts.len().saturating_sub(1)));
        if let Some(first) = parts.first_mut() {
            let bare = first.strip_prefix("go-").unwrap_or(first);
            *first = bare.split('.').next().unwrap_or(bare);
        }
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::{canonical, own_name};

    #[test]
    fn packages_are_used_by_the_last_part_of_their_path() {
        for (path, name, module) in [
            ("fmt", "fmt", "fmt"),
            ("net/http", "http", "net.http"),
            ("github.com/jackc/pgx/v5", "pgx", "pgx"),
            ("github.com/stretchr/testify/assert", "assert", "testify.assert"),
            ("gopkg.in/yaml.v3", "yaml", "yaml"),
            ("github.com/redis/go-redis/v9", "redis", "redis"),
            ("golang.org/x/sync/errgroup", "errgroup", "sync.errgroup"),
            ("go.uber.org/zap", "zap", "zap"),
        ] {
            let found = own_name(path).map(|(from, to)| &path[from..to]);
            assert_eq!((found, canonical(path).as_str()), (Some(name), module), "{path}");
        }
    }
}
