//! Several files as one project: what each holds, which other ones it names, where a run starts, and what that makes of the whole.
//!
//! A file is read alone and becomes a small [`Digest`]; only digests are held against each other, so that a thousand files need
//! not be in memory at once. How a text names a file is data of its language (`code::Links`), and an edge is claimed only where
//! exactly one of the files fits.

mod digest;
mod graph;
mod paths;
mod resolve;

use code::Span;

pub use digest::{Account, Digest, EntryForm, Item, ItemForm, Role};
pub use graph::Cycle;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its bytes.
    pub span: Span,
    /// Its first and last line, counted from 1 and inclusive.
    pub lines: (u32, u32),
}

/// A place in one of several files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position of the file.
    pub file: u32,
    /// Where in it.
    pub extent: Extent,
}

/// That a file names another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The position of the file that names.
    pub from: u32,
    /// The position of the file that is named.
    pub to: u32,
    /// How.
    pub kind: EdgeKind,
    /// Whether it takes effect only later: it stands in a function, or under a condition.
    pub deferred: bool,
    /// Where it is named, in source order.
    pub extents: Vec<Extent>,
    /// What is taken from it, where the code says so, in source order.
    pub names: Vec<String>,
}

/// How a file names another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// It uses what the other one defines.
    Uses,
    /// It matters to a type checker only.
    TypesOnly,
    /// It makes the other one a part of the program, and need not use it.
    Declares,
    /// It leads readers there.
    Leads,
}

/// That a run starts somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The position of the file.
    pub file: u32,
    /// What says so.
    pub form: StartForm,
    /// Where it says so.
    pub place: Place,
}

/// What says that a run starts in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StartForm {
    /// A document that describes the project.
    Manifest,
    /// Its name.
    Name,
    /// A function or a test in it that says so.
    Main,
    /// It is a page.
    Page,
    /// It hands on what other files define.
    Face,
    /// Nobody names it, and it names others.
    Top,
}

/// What is true of several files together.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The files, in the order of their paths.
    pub files: Vec<Digest>,
    /// Which file names which, in the order of the files; one edge for each pair and kind.
    pub edges: Vec<Edge>,
    /// The folder that holds all files, with a `/` behind it; empty for the top.
    pub common: String,
    /// Where a run or a reader starts, the strongest sign first; each file once.
    pub starts: Vec<Start>,
    /// Files in the order in which they can be read: none before what it uses, as far as there is such an order; of those that
    /// could be next, the one first that most others use. Tests are not among them.
    pub order: Vec<u32>,
    /// For each file, how many files that are no tests use it.
    pub n_users: Vec<u32>,
    /// Files that use each other in a circle while they are loaded, one circle for each knot.
    pub cycles: Vec<Cycle>,
    /// Files that nothing names, where that is proven.
    pub unused: Vec<u32>,
    /// How many files there are besides, which were not read.
    pub n_unread: u32,
}

impl Project {
    /// Holds files against each other. Takes time in proportion to what they name.
    ///
    /// `n_unread` is how many more files there are that were not read.
    pub fn of(mut files: Vec<Digest>, n_unread: u32) -> Self {
        files.sort_by(|left, right| left.path.cmp(&right.path));
        files.dedup_by(|later, first| later.path == first.path);
        let common = paths::common(&files);
        let edges = resolve::edges(&files, &common);
        let mut project = Self { files, edges, common, n_unread, ..Self::default() };
        graph::observe(&mut project);
        project
    }

    /// A file's path without the folder that holds all of them.
    pub fn name(&self, file: u32) -> &str {
        let path = self.files[file as usize].path.as_str();
        path.strip_prefix(self.common.as_str()).unwrap_or(path)
    }

    /// Whether a file stands for the folder it is in.
    pub fn is_index(&self, file: u32) -> bool {
        let file = &self.files[file as usize];
        file.links.index.contains(&paths::stem(&file.path))
    }

    /// Whether no folder around a file that stands for its folder has such a file too.
    pub fn is_outermost(&self, file: u32) -> bool {
        let file = &self.files[file as usize];
        let own = paths::folder(&file.path);
        !(0..self.files.len() as u32).filter(|&it| self.is_index(it)).any(|it| {
            let other = &self.files[it as usize];
            let around = paths::folder(&other.path);
            let holds = around.is_empty() || own.strip_prefix(around).is_some_and(|rest| rest.starts_with('/'));
            other.language == file.language && around.len() < own.len() && holds
        })
    }

    /// The edges that start at a file.
    pub fn from(&self, file: u32) -> &[Edge] {
        let start = self.edges.partition_point(|edge| edge.from < file);
        let end = self.edges.partition_point(|edge| edge.from <= file);
        &self.edges[start..end]
    }

    /// The edges that lead to a file.
    pub fn to(&self, file: u32) -> impl Iterator<Item = &Edge> + '_ {
        self.edges.iter().filter(move |edge| edge.to == file)
    }
}
