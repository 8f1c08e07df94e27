//! Paths as texts: folders and names joined by `/`.

use super::Digest;

/// The folder of a path, without a `/` at the end; empty for the top.
pub(crate) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// The last part of a path without its ending. A dot at the start begins no ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = last(path);
    match name.rfind('.') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// A path and a piece of one, which may climb; `None` where it climbs over the top.
pub(crate) fn join(folder: &str, piece: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in piece.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder that holds all files, with a `/` behind it; empty for the top.
pub(crate) fn common(files: &[Digest]) -> String {
    let Some((first, rest)) = files.split_first() else { return String::new() };
    let mut common = folder(&first.path);
    for file in rest {
        let holds = |it: &str| it.is_empty() || file.path.strip_prefix(it).is_some_and(|rest| rest.starts_with('/'));
        while !holds(common) {
            common = folder(common);
        }
    }
    if common.is_empty() { String::new() } else { format!("{common}/") }
}

/// A folder and those around it, innermost first, the top included.
pub(crate) fn around(folder_path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder_path), |it| (!it.is_empty()).then(|| folder(it)))
}
