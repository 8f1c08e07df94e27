//! How: what depends on what, where to start, and the files or folders in reading order.

use std::collections::{BTreeMap, BTreeSet};

use facts::project::{Edge, EdgeKind, Place, Role, Start, StartForm};

use super::what::{account, is_part, lines_text};
use super::{Context, Draft};
use crate::words::{count, list, list_some, number, sentence};
use crate::{Level, SectionKind};

/// As many files are told one by one; more are told by their folders, or by the main ones.
const FEW: usize = 12;

/// As many folders are told one by one.
const FEW_FOLDERS: usize = 10;

pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    base(cx, draft);
    start(cx, draft);
    let code = &cx.project.order;
    if code.len() > FEW && folders(cx, draft) {
        tests(cx, draft);
        return;
    }
    files(cx, draft);
    tests(cx, draft);
}

fn uses(edge: &Edge) -> bool {
    matches!(edge.kind, EdgeKind::Uses | EdgeKind::TypesOnly)
}

/// What an edge rests on: where it stands first.
fn place_of(edge: &Edge) -> Option<Place> {
    edge.extents.first().map(|&extent| Place { file: edge.from, extent })
}

fn is_code(cx: &Context<'_>, file: u32) -> bool {
    cx.project.files[file as usize].role == Role::Code
}

/// Where each file that uses another one does so.
fn places_of_users(cx: &Context<'_>, file: u32) -> Vec<Place> {
    cx.project.to(file).filter(|it| uses(it) && is_code(cx, it.from)).filter_map(place_of).collect()
}

/// The files that most others use.
fn most_used(cx: &Context<'_>) -> Vec<u32> {
    let n_users = &cx.project.n_users;
    let mut found: Vec<u32> = cx.project.order.iter().copied().filter(|&it| n_users[it as usize] >= 2).collect();
    found.sort_by_key(|&it| (std::cmp::Reverse(n_users[it as usize]), it));
    found
}

/// What most of the rest builds on.
fn base(cx: &Context<'_>, draft: &mut Draft) {
    let found = most_used(cx);
    let n_code = cx.project.order.len();
    let Some(&first) = found.first() else { return };
    let n = |file: u32| cx.project.n_users[file as usize] as usize;
    let most = if cx.level == Level::Beginner { 2 } else { 4 };
    let equals: Vec<u32> = found.iter().copied().take_while(|&it| n(it) == n(first)).collect();
    if equals.len() > 1 {
        let names: Vec<String> = equals.iter().map(|&it| cx.name(it)).collect();
        let names = list_some(&names, most);
        let users = format!("{} of the {} files of code", number(n(first)), number(n_code));
        let text = match cx.level {
            Level::Beginner => format!("The files that are needed most are {names}: {users} use each of them"),
            Level::Intermediate => format!("The most used files are {names}: {users} use each"),
            Level::Expert => format!("Highest fan-in: {names}, each used by {users}"),
        };
        let places: Vec<Place> = equals.iter().flat_map(|&it| places_of_users(cx, it)).collect();
        draft.say(SectionKind::How, None, &text, &places);
        return;
    }
    let next: Vec<u32> = found[1..].iter().copied().take(most).filter(|&it| n(it) * 3 >= n(first)).collect();
    let name = cx.name(first);
    let users = match n(first) {
        all if all + 1 == n_code => "all other files of code".to_owned(),
        some => format!("{} of the {} files of code", number(some), number(n_code)),
    };
    let text = match cx.level {
        Level::Beginner => format!("The file that is needed most is {name}: {users} use it"),
        Level::Intermediate => format!("The most used file is {name}: {users} use it"),
        Level::Expert => format!("Highest fan-in: {name}, used by {users}"),
    };
    let mut text = text;
    if !next.is_empty() {
        let names: Vec<String> = next.iter().map(|&it| format!("{} ({})", cx.name(it), n(it))).collect();
        text.push_str(&format!("; next {} {}", if next.len() == 1 { "comes" } else { "come" }, list(&names)));
    }
    let mut places = places_of_users(cx, first);
    for &it in &next {
        places.extend(places_of_users(cx, it));
    }
    draft.say(SectionKind::How, None, &text, &places);
}

/// Where to start reading, and what to read next.
fn start(cx: &Context<'_>, draft: &mut Draft) {
    if cx.project.order.len() < 2 {
        return;
    }
    let mut found: Vec<&Start> = cx.project.starts.iter().filter(|it| is_code(cx, it.file)).collect();
    // Of several that say the same, the one furthest up, and then the one that names most.
    let n_named = |it: &Start| cx.project.from(it.file).len();
    found.sort_by_key(|it| (it.form, cx.project.name(it.file).matches('/').count(), std::cmp::Reverse(n_named(it))));
    // What says so most surely; nothing where there are many equals.
    let names_any = |it: &&&Start| cx.project.from(it.file).iter().any(|it| is_part(it.kind));
    let is_main = |it: &&&Start| names_any(it) && !is_aside(cx.project.name(it.file));
    let Some(mut first) = found.iter().find(is_main).or(found.first()) else { return bottom_up(cx, draft) };
    // What is run may only be a guest of what shows the whole.
    let is_used = |it: &&&Start| cx.project.from(first.file).iter().any(|edge| uses(edge) && edge.to == it.file);
    let mut guest = None;
    if let Some(face) = found.iter().filter(|it| it.form == StartForm::Face).find(is_used) {
        guest = Some(first.file);
        first = face;
    }
    let equals = found.iter().filter(|it| it.form == first.form && is_main(it)).count();
    if equals > 3 {
        return bottom_up(cx, draft);
    }
    let name = cx.name(first.file);
    let n_parts = cx.project.from(first.file).iter().filter(|it| is_part(it.kind)).count();
    let because = match first.form {
        StartForm::Manifest => "the project is started or loaded from there",
        StartForm::Name | StartForm::Main => "a run starts there",
        StartForm::Page => "it is a page that takes in",
        StartForm::Face => "it brings together what the other files offer",
        StartForm::Top => "no other file here uses it, and it uses others",
    };
    let because = if first.form == StartForm::Top {
        format!("no other file here uses it, and it uses {}", parts_named(cx, first.file, "of them"))
    } else if first.form == StartForm::Page {
        format!("{because} {}", parts_named(cx, first.file, "of the other files"))
    } else if n_parts > 0 {
        format!("{because}, and it names {}", parts_named(cx, first.file, "of the other files"))
    } else {
        because.to_owned()
    };
    let because = match guest {
        Some(guest) => format!("{because}; {}, where a run can start, uses it", cx.name(guest)),
        None => because,
    };
    let mut places = vec![first.place];
    places.extend(cx.project.from(first.file).iter().filter(|it| is_part(it.kind)).filter_map(place_of));
    // What the rest rests on and needs nothing itself is next.
    let next: Vec<u32> = most_used(cx)
        .into_iter()
        .filter(|&it| it != first.file && cx.project.n_users[it as usize] > 2)
        .take(2)
        .collect();
    let then = if next.is_empty() {
        String::new()
    } else {
        let names: Vec<String> = next.iter().map(|&it| cx.name(it)).collect();
        for &it in &next {
            places.push(cx.whole(it));
        }
        format!(" Then read {}, which other files need most.", list(&names))
    };
    let text = match cx.level {
        Level::Beginner => format!("A good place to start reading is {name}: {because}."),
        Level::Intermediate => format!("Start reading at {name}: {because}."),
        Level::Expert => format!("Read {name} first: {because}."),
    };
    draft.say(SectionKind::How, None, &(text + &then), &places);
}

/// The files that a file names: by their names, or how many where they are more than a few.
fn parts_named(cx: &Context<'_>, file: u32, of: &str) -> String {
    let mut parts: Vec<u32> = cx.project.from(file).iter().filter(|it| is_part(it.kind)).map(|it| it.to).collect();
    parts.dedup();
    if parts.len() <= 3 {
        let names: Vec<String> = parts.iter().map(|&it| cx.name(it)).collect();
        return list(&names);
    }
    format!("{} {of}", number(parts.len()))
}

/// Whether a file is run beside the project: an example, a measurement, a step of the build.
pub(super) fn is_aside(name: &str) -> bool {
    let is_beside = |it: &str| {
        matches!(
            it,
            "example"
                | "examples"
                | "sample"
                | "samples"
                | "fixtures"
                | "demo"
                | "demos"
                | "bench"
                | "benches"
                | "scripts"
                | "tools"
                | "docs"
        )
    };
    name.rsplit_once('/').is_some_and(|it| it.0.split('/').any(is_beside))
}

/// Where nothing shows the whole, reading goes from what the rest needs.
fn bottom_up(cx: &Context<'_>, draft: &mut Draft) {
    let Some(&first) = most_used(cx).first() else { return };
    let name = cx.name(first);
    let text = match cx.level {
        Level::Beginner => {
            format!("No single file shows the whole; start reading at {name}: no other file is needed by more")
        }
        _ => format!("No single file shows the whole; start with {name}: none is used by more"),
    };
    let mut places = vec![cx.whole(first)];
    places.extend(places_of_users(cx, first));
    draft.say(SectionKind::How, None, &text, &places);
}

/// What a file uses: `uses a, b, and c`; with where it does.
fn used_by_file(cx: &Context<'_>, file: u32, places: &mut Vec<Place>) -> Option<String> {
    let mut parts = Vec::new();
    let edges = || cx.project.from(file).iter();
    let groups = [
        ("uses", edges().filter(|it| uses(it) && it.kind == EdgeKind::Uses).collect::<Vec<_>>()),
        ("takes only types from", edges().filter(|it| it.kind == EdgeKind::TypesOnly).collect()),
        ("leads readers to", edges().filter(|it| it.kind == EdgeKind::Leads).collect()),
    ];
    for (verb, edges) in groups {
        if edges.is_empty() {
            continue;
        }
        places.extend(edges.iter().filter_map(|it| place_of(it)));
        let names: Vec<String> = edges.iter().map(|it| cx.name(it.to)).collect();
        parts.push(format!("{verb} {}", list_some(&names, 4)));
    }
    (!parts.is_empty()).then(|| list(&parts))
}

/// One sentence on a file.
fn file(cx: &Context<'_>, file: u32, parent: Option<u32>, draft: &mut Draft) {
    let mut places = vec![cx.whole(file)];
    let digest = &cx.project.files[file as usize];
    let name = cx.name(file);
    let size = lines_text(digest.n_lines);
    let said = account(cx, file).filter(|it| !(it.0.starts_with('“') && draft.has_said(it.0.trim_matches(['“', '”']))));
    let used = used_by_file(cx, file, &mut places);
    let mut text = format!("{name} ({size})");
    match (said, &used) {
        (Some((said, place)), used) => {
            places.push(place);
            let joint = if said.starts_with('“') { ": " } else { " " };
            text.push_str(joint);
            text.push_str(&said);
            match used {
                Some(used) if said.ends_with('”') => {
                    let ended = text.trim_end_matches('”').to_owned();
                    text = format!("{ended}.” {}", sentence(&format!("it {used}")));
                }
                Some(used) => text.push_str(&format!("; it {used}")),
                None if said.ends_with('”') => {
                    let ended = text.trim_end_matches('”').to_owned();
                    text = format!("{ended}.”");
                }
                None => {}
            }
        }
        (None, Some(used)) => text.push_str(&format!(" {used}")),
        // What says nothing of itself is told by who needs it.
        (None, None) => {
            let users: Vec<&Edge> = cx.project.to(file).filter(|it| is_part(it.kind)).collect();
            if users.is_empty() {
                text.push_str(" stands by itself");
            } else {
                let names: Vec<String> = users.iter().map(|it| cx.name(it.from)).collect();
                places.extend(users.iter().filter_map(|it| place_of(it)));
                text.push_str(&format!(" is used by {}", list_some(&names, 4)));
            }
        }
    }
    draft.say(SectionKind::How, parent, &text, &places);
}

/// Files one by one in reading order, or the main ones.
fn files(cx: &Context<'_>, draft: &mut Draft) {
    let order = &cx.project.order;
    let shown: Vec<u32> = if order.len() <= FEW {
        order.clone()
    } else {
        // What is used most and what is longest, in reading order.
        let mut ranked = order.clone();
        let weight = |it: &u32| cx.project.n_users[*it as usize] * 200 + cx.project.files[*it as usize].n_lines;
        ranked.sort_by_key(|it| (std::cmp::Reverse(weight(it)), *it));
        ranked.truncate(FEW - 2);
        order.iter().copied().filter(|it| ranked.contains(it)).collect()
    };
    if shown.is_empty() {
        return;
    }
    let has_edges = cx.project.edges.iter().any(|it| is_part(it.kind) && is_code(cx, it.from));
    let which = if shown.len() < order.len() { "the main files" } else { "the files" };
    // In a circle, something comes before what it uses.
    let place = |file: u32| shown.iter().position(|&it| it == file);
    let is_before = |edge: &Edge| matches!((place(edge.from), place(edge.to)), (Some(from), Some(to)) if from < to);
    let is_whole = !cx.project.edges.iter().any(|it| uses(it) && is_before(it));
    let text = match (cx.level, has_edges, is_whole) {
        (Level::Beginner, true, true) => {
            format!("{which} in an order in which they can be read, so that what a file uses comes before it:")
        }
        (Level::Beginner, true, false) => {
            format!("{which} in an order in which they can be read; where files use each other, one has to come first:")
        }
        (_, true, true) => format!("{which} in reading order, each after what it uses:"),
        (_, true, false) => format!("{which} in reading order, each after what it uses where no circle forbids that:"),
        (_, false, _) => format!("{which}:"),
    };
    let all: Vec<Place> = shown.iter().map(|&it| cx.whole(it)).collect();
    let parent = draft.say(SectionKind::How, None, &text, &all);
    for &it in &shown {
        file(cx, it, Some(parent), draft);
    }
    let rest: Vec<u32> = order.iter().copied().filter(|it| !shown.contains(it)).collect();
    if !rest.is_empty() {
        let names: Vec<String> = rest.iter().map(|&it| cx.name(it)).collect();
        let places: Vec<Place> = rest.iter().map(|&it| cx.whole(it)).collect();
        let text = format!("{} besides: {}", count(rest.len(), "smaller or less used file"), list_some(&names, 12));
        draft.say(SectionKind::How, Some(parent), &text, &places);
    }
}

/// The folder that a file is told with: the first one below the common folder in which the files differ.
fn folder_of(name: &str, depth: usize) -> &str {
    let mut end = 0;
    for _ in 0..depth {
        match name[end..].find('/') {
            Some(at) => end += at + 1,
            None => break,
        }
    }
    &name[..end]
}

/// Tells files by their folders. Answers no where they do not fall apart into several.
fn folders(cx: &Context<'_>, draft: &mut Draft) -> bool {
    let group = |depth: usize| {
        let mut groups: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for &file in &cx.project.order {
            groups.entry(folder_of(cx.project.name(file), depth)).or_default().push(file);
        }
        groups
    };
    // As deep as it takes for the largest folder to hold no more than two thirds.
    let n_code = cx.project.order.len();
    let divides = |groups: &BTreeMap<&str, Vec<u32>>| {
        groups.len() >= 3 && groups.values().map(Vec::len).max().unwrap_or(0) * 3 <= n_code * 2
    };
    let Some(groups) = (1..=4).map(group).find(divides) else { return false };
    let of: BTreeMap<u32, &str> =
        groups.iter().flat_map(|(&folder, files)| files.iter().map(move |&file| (file, folder))).collect();
    // Which folder uses which, with the edges that say so.
    let mut between: BTreeMap<(&str, &str), Vec<&Edge>> = BTreeMap::new();
    for edge in cx.project.edges.iter().filter(|it| uses(it)) {
        if let (Some(&from), Some(&to)) = (of.get(&edge.from), of.get(&edge.to))
            && from != to
        {
            between.entry((from, to)).or_default().push(edge);
        }
    }
    let users = |folder: &str| {
        let from = between.iter().filter(|it| it.0.1 == folder).flat_map(|it| it.1.iter().map(|it| it.from));
        from.collect::<BTreeSet<u32>>().len()
    };
    let lines = |files: &[u32]| files.iter().map(|&it| cx.project.files[it as usize].n_lines).sum::<u32>();
    let mut ranked: Vec<(&str, &Vec<u32>)> = groups.iter().map(|(&folder, files)| (folder, files)).collect();
    ranked.sort_by_key(|(folder, files)| (std::cmp::Reverse(lines(files)), *folder));
    let (shown, rest) = ranked.split_at(ranked.len().min(FEW_FOLDERS));
    let mut shown = shown.to_vec();
    shown.sort_by_key(|(folder, _)| (std::cmp::Reverse(users(folder)), *folder));
    let text = match cx.level {
        Level::Beginner => "the folders, those that most others need first:",
        _ => "the folders, most used first:",
    };
    let all: Vec<Place> = shown.iter().flat_map(|it| it.1.iter().map(|&it| cx.whole(it))).collect();
    let parent = draft.say(SectionKind::How, None, text, &all);
    for (folder, files) in shown {
        folder_sentence(cx, folder, files, &between, parent, draft);
    }
    if !rest.is_empty() {
        let names: Vec<String> = rest.iter().map(|it| folder_name(it.0)).collect();
        let places: Vec<Place> = rest.iter().flat_map(|it| it.1.iter().map(|&it| cx.whole(it))).collect();
        let n = rest.iter().map(|it| it.1.len()).sum();
        let text = format!("{} in other folders: {}", count(n, "further file"), list_some(&names, 8));
        draft.say(SectionKind::How, Some(parent), &text, &places);
    }
    true
}

fn folder_name(folder: &str) -> String {
    if folder.is_empty() { "the top folder".to_owned() } else { crate::draft::code(folder) }
}

/// One sentence on a folder: its size, its face or main files, and which other folders it uses.
fn folder_sentence(
    cx: &Context<'_>,
    folder: &str,
    files: &[u32],
    between: &BTreeMap<(&str, &str), Vec<&Edge>>,
    parent: u32,
    draft: &mut Draft,
) {
    let lines = files.iter().map(|&it| cx.project.files[it as usize].n_lines).sum();
    let mut places: Vec<Place> = files.iter().map(|&it| cx.whole(it)).collect();
    let mut text = format!("{} ({}, {})", folder_name(folder), count(files.len(), "file"), lines_text(lines));
    // The file that stands for the folder speaks for it.
    let face = files.iter().copied().find(|&it| {
        let name = cx.project.name(it);
        let direct =
            name.strip_prefix(folder).is_some_and(|rest| !rest.contains('/') || rest.matches('/').count() == 1);
        cx.project.files[it as usize].account.is_some() && direct && cx.project.is_index(it)
    });
    let said = face.and_then(|it| account(cx, it)).filter(|it| it.0.starts_with('“'));
    if let Some((said, place)) = said {
        places.push(place);
        text.push_str(&format!(": {}.”", said.trim_end_matches('”')));
    } else if files.len() > 1 {
        let mut main = files.to_vec();
        let weight = |it: &u32| cx.project.n_users[*it as usize] * 200 + cx.project.files[*it as usize].n_lines;
        main.sort_by_key(|it| (std::cmp::Reverse(weight(it)), *it));
        let names: Vec<String> = main
            .iter()
            .take(3)
            .map(|&it| crate::draft::code(cx.project.name(it).strip_prefix(folder).unwrap_or(cx.project.name(it))))
            .collect();
        let among = if files.len() > 3 { "; above all" } else { ":" };
        text.push_str(&format!("{among} {}", list(&names)));
    } else if let Some(&only) = files.first()
        && account(cx, only).is_none()
    {
        text.push_str(&format!(": {}", cx.name(only)));
    } else if let Some((said, place)) = files.first().and_then(|&it| account(cx, it)) {
        places.push(place);
        text.push_str(&format!(
            ": {}",
            if said.starts_with('“') { format!("{}.”", said.trim_end_matches('”')) } else { said }
        ));
    }
    let targets: Vec<(&str, &Vec<&Edge>)> =
        between.iter().filter(|it| it.0.0 == folder).map(|(&(_, to), edges)| (to, edges)).collect();
    if !targets.is_empty() {
        let mut sorted = targets.clone();
        sorted.sort_by_key(|it| (std::cmp::Reverse(it.1.len()), it.0));
        let names: Vec<String> = sorted.iter().map(|it| folder_name(it.0)).collect();
        places.extend(targets.iter().flat_map(|it| it.1.iter().filter_map(|it| place_of(it))));
        let used = format!("uses {}", list_some(&names, 4));
        if text.ends_with('”') {
            text.push_str(&format!(" {}", sentence(&format!("it {used}"))));
        } else {
            text.push_str(&format!("; it {used}"));
        }
    }
    draft.say(SectionKind::How, Some(parent), &text, &places);
}

/// Where tests stand, and what they use.
fn tests(cx: &Context<'_>, draft: &mut Draft) {
    let tests: Vec<u32> =
        (0..cx.project.files.len() as u32).filter(|&it| cx.project.files[it as usize].role == Role::Test).collect();
    if tests.is_empty() || cx.project.order.is_empty() {
        return;
    }
    let mut places: Vec<Place> = tests.iter().map(|&it| cx.whole(it)).collect();
    let mut tested: BTreeMap<u32, usize> = BTreeMap::new();
    for edge in tests.iter().flat_map(|&it| cx.project.from(it)).filter(|it| uses(it) && is_code(cx, it.to)) {
        *tested.entry(edge.to).or_default() += 1;
        places.extend(place_of(edge));
    }
    let mut folders: Vec<&str> =
        tests.iter().map(|&it| cx.project.name(it).rsplit_once('/').map_or("", |it| it.0)).collect();
    folders.sort_unstable();
    folders.dedup();
    let place = match folders[..] {
        [""] => String::new(),
        [one] => format!(" in {}", crate::draft::code(one)),
        _ => String::new(),
    };
    let subject = match tests[..] {
        [one] => format!("{} holds tests", cx.name(one)),
        ref all => format!("{}{place} hold tests", count(all.len(), "file")),
    };
    let mut named: Vec<(u32, usize)> = tested.into_iter().collect();
    named.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
    let n_code = cx.project.order.len();
    let text = match named.len() {
        0 => subject,
        n if n <= 3 => {
            let names: Vec<String> = named.iter().map(|it| cx.name(it.0)).collect();
            let verb = if tests.len() == 1 { "uses" } else { "use" };
            format!("{subject} and {verb} {}", list(&names))
        }
        n => {
            let verb = if tests.len() == 1 { "uses" } else { "use" };
            format!("{subject} and {verb} {} of the {} files of code directly", number(n), number(n_code))
        }
    };
    draft.say(SectionKind::How, None, &text, &places);
}
