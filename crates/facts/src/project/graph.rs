//! What edges make of the whole: where to start, in which order to read, circles, and what nobody uses.

use std::collections::{BTreeSet, VecDeque};

use code::LinkForm;

use super::digest::Role;
use super::paths::{folder, stem};
use super::{EdgeKind, Place, Project, Start, StartForm};

/// Files that use each other in a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The shortest circle: each file uses the next one, and the last one the first.
    pub files: Vec<u32>,
    /// How many files are in the knot that it is a part of.
    pub n_knotted: usize,
}

/// Fills in what follows from files and edges.
pub(crate) fn observe(project: &mut Project) {
    project.n_users = users(project);
    project.starts = starts(project);
    project.order = order(project);
    project.cycles = cycles(project);
    project.unused = unused(project);
}

fn is_code(project: &Project, file: u32) -> bool {
    project.files[file as usize].role == Role::Code
}

/// How many files of code use each file.
fn users(project: &Project) -> Vec<u32> {
    let mut users = vec![BTreeSet::new(); project.files.len()];
    for edge in &project.edges {
        if matches!(edge.kind, EdgeKind::Uses | EdgeKind::TypesOnly) && is_code(project, edge.from) {
            users[edge.to as usize].insert(edge.from);
        }
    }
    users.iter().map(|it| it.len() as u32).collect()
}

/// Where a run or a reader starts.
fn starts(project: &Project) -> Vec<Start> {
    let mut found: Vec<Start> = Vec::new();
    let whole = |file: u32| Place { file, extent: project.files[file as usize].whole };
    for (at, file) in project.files.iter().enumerate() {
        let at = at as u32;
        for (path, extent) in &file.started {
            let Some(path) = super::paths::join(folder(&file.path), path) else { continue };
            // What is built from a file goes by another ending, or stands in another folder: that proves nothing.
            if let Ok(to) = project.files.binary_search_by(|it| it.path.as_str().cmp(&path))
                && is_code(project, to as u32)
            {
                found.push(Start {
                    file: to as u32,
                    form: StartForm::Manifest,
                    place: Place { file: at, extent: *extent },
                });
            }
        }
        if file.role != Role::Code {
            continue;
        }
        if file.links.starts.contains(&stem(&file.path)) {
            found.push(Start { file: at, form: StartForm::Name, place: whole(at) });
        }
        if let Some((_, extent)) = file.entry {
            found.push(Start { file: at, form: StartForm::Main, place: Place { file: at, extent } });
        }
        let n_parts = project.from(at).iter().filter(|it| it.kind != EdgeKind::Leads).count();
        if !file.links.leads.is_empty() && n_parts > 0 {
            found.push(Start { file: at, form: StartForm::Page, place: whole(at) });
        }
        let n_shown = project.from(at).iter().filter(|it| it.kind != EdgeKind::Leads && !it.deferred).count();
        if project.is_index(at) && n_shown > 1 && project.is_outermost(at) {
            found.push(Start { file: at, form: StartForm::Face, place: whole(at) });
        }
    }
    let named: BTreeSet<u32> = project.edges.iter().filter(|it| is_code(project, it.from)).map(|it| it.to).collect();
    for at in 0..project.files.len() as u32 {
        let uses = project.from(at).iter().filter(|it| it.kind == EdgeKind::Uses && is_code(project, it.to)).count();
        if is_code(project, at) && !named.contains(&at) && uses > 0 {
            found.push(Start { file: at, form: StartForm::Top, place: whole(at) });
        }
    }
    found.sort_by_key(|it| (it.form, it.file));
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert(it.file));
    found
}

/// Files in reading order: none before what it uses, the most used first.
fn order(project: &Project) -> Vec<u32> {
    let n = project.files.len();
    let mut waits: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); n];
    let mut frees: Vec<Vec<u32>> = vec![Vec::new(); n];
    for edge in &project.edges {
        let both = is_code(project, edge.from) && is_code(project, edge.to);
        if both
            && matches!(edge.kind, EdgeKind::Uses | EdgeKind::TypesOnly)
            && waits[edge.from as usize].insert(edge.to)
        {
            frees[edge.to as usize].push(edge.from);
        }
    }
    // What could be read next: what waits for least, then what most use, then by path.
    let mut open: BTreeSet<(usize, std::cmp::Reverse<u32>, u32)> = BTreeSet::new();
    let key = |waits: &[BTreeSet<u32>], at: u32| {
        (waits[at as usize].len(), std::cmp::Reverse(project.n_users[at as usize]), at)
    };
    for at in (0..n as u32).filter(|&at| is_code(project, at)) {
        open.insert(key(&waits, at));
    }
    let mut order = Vec::new();
    while let Some(next) = open.pop_first() {
        let at = next.2;
        order.push(at);
        for &user in &frees[at as usize] {
            let old = key(&waits, user);
            if open.remove(&old) {
                waits[user as usize].remove(&at);
                open.insert(key(&waits, user));
            }
        }
    }
    order
}

/// Circles among files that run, or are taken in, as soon as they are named.
fn cycles(project: &Project) -> Vec<Cycle> {
    let n = project.files.len();
    let mut next: Vec<Vec<u32>> = vec![Vec::new(); n];
    let mut back: Vec<Vec<u32>> = vec![Vec::new(); n];
    for edge in &project.edges {
        let counts = edge.kind == EdgeKind::Uses && !edge.deferred && project.files[edge.from as usize].loads;
        if counts && is_code(project, edge.from) && is_code(project, edge.to) {
            next[edge.from as usize].push(edge.to);
            back[edge.to as usize].push(edge.from);
        }
    }
    let mut found = Vec::new();
    for knot in knots(&next, &back) {
        let inside: BTreeSet<u32> = knot.iter().copied().collect();
        let shortest = knot.iter().filter_map(|&from| circle(&next, &inside, from)).min_by_key(Vec::len);
        found.extend(shortest.map(|files| Cycle { files, n_knotted: knot.len() }));
    }
    found
}

/// Groups of more than one file that all reach each other, each in order (after Kosaraju).
fn knots(next: &[Vec<u32>], back: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let n = next.len();
    let mut seen = vec![false; n];
    let mut left = Vec::with_capacity(n);
    for start in 0..n as u32 {
        let mut open = vec![(start, 0)];
        if std::mem::replace(&mut seen[start as usize], true) {
            continue;
        }
        while let Some((at, edge)) = open.pop() {
            match next[at as usize].get(edge) {
                Some(&to) => {
                    open.push((at, edge + 1));
                    if !std::mem::replace(&mut seen[to as usize], true) {
                        open.push((to, 0));
                    }
                }
                None => left.push(at),
            }
        }
    }
    let mut found = Vec::new();
    let mut taken = vec![false; n];
    for &start in left.iter().rev() {
        if std::mem::replace(&mut taken[start as usize], true) {
            continue;
        }
        let (mut group, mut open) = (vec![start], vec![start]);
        while let Some(at) = open.pop() {
            for &to in &back[at as usize] {
                if !std::mem::replace(&mut taken[to as usize], true) {
                    group.push(to);
                    open.push(to);
                }
            }
        }
        if group.len() > 1 {
            group.sort_unstable();
            found.push(group);
        }
    }
    found.sort();
    found
}

/// The shortest way from a file back to itself.
fn circle(next: &[Vec<u32>], inside: &BTreeSet<u32>, from: u32) -> Option<Vec<u32>> {
    let mut before = vec![None; next.len()];
    let mut open = VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        for &to in next[at as usize].iter().filter(|it| inside.contains(it)) {
            if to == from {
                let mut files: Vec<u32> =
                    std::iter::successors(Some(at), |&it| before[it as usize].filter(|_| it != from)).collect();
                files.reverse();
                return Some(files);
            }
            if before[to as usize].is_none() {
                before[to as usize] = Some(at);
                open.push_back(to);
            }
        }
    }
    None
}

/// Files of code that no other file of any kind so much as mentions by name, where it is known where the program starts.
fn unused(project: &Project) -> Vec<u32> {
    let surely =
        |it: &&Start| matches!(it.form, StartForm::Manifest | StartForm::Name | StartForm::Main | StartForm::Page);
    let is_started = project.starts.iter().any(|it| surely(&it));
    let started: BTreeSet<u32> =
        project.starts.iter().filter(|it| it.form != StartForm::Top).map(|it| it.file).collect();
    let named: BTreeSet<u32> = project.edges.iter().map(|it| it.to).collect();
    let may_be = |at: &u32| {
        let file = &project.files[*at as usize];
        let by_import = matches!(file.links.form, LinkForm::MarkedPath | LinkForm::Module | LinkForm::Tree);
        let stem = stem(&file.path);
        is_started
            && project.n_unread == 0
            && file.role == Role::Code
            && by_import
            && !started.contains(at)
            && !named.contains(at)
            && !file.links.index.contains(&stem)
            && !stem.contains(['.', '-', ' '])
            && !project.files.iter().enumerate().any(|(other, it)| other as u32 != *at && it.has_word(stem))
    };
    (0..project.files.len() as u32).filter(may_be).collect()
}
