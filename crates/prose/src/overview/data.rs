//! What is handed to every shell about several files: plain data, a JSON contract of its own beside that of one file.

use facts::project::{EdgeKind, Project, Role};
use serde::{Deserialize, Serialize};

use super::source_span;
use crate::{Level, Origin, SectionKind, SourceSpan};

/// What several files are together, at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Version of this format: 1.
    pub v: u32,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// The level.
    pub level: Level,
    /// The files in the order of their paths; places and edges count them from 0.
    pub files: Vec<OverviewFile>,
    /// Which file names which.
    pub edges: Vec<OverviewEdge>,
    /// The files to start with, the best one first.
    pub starts: Vec<u32>,
    /// Files of code in an order in which they can be read, each after what it uses as far as there is such an order.
    pub order: Vec<u32>,
    /// What, How, Concepts, Watch out, in this order; sections without a sentence are left out.
    pub sections: Vec<OverviewSection>,
}

/// One of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewFile {
    /// Its path as it was given.
    pub path: String,
    /// The name of its language, or `null` where it is in none that is read.
    pub language: Option<String>,
    /// How many lines it has.
    pub lines: u32,
    /// What it is there for.
    pub role: FileRole,
}

/// What a file is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// Code of the project.
    Code,
    /// Tests.
    Test,
    /// A document that describes the project or sets it up.
    Manifest,
    /// Other data.
    Data,
    /// What people read first.
    Introduction,
    /// Any other text.
    Text,
}

/// That a file names another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewEdge {
    /// The position of the file that names.
    pub from: u32,
    /// The position of the file that is named.
    pub to: u32,
    /// How.
    pub kind: LinkKind,
    /// Where, in the file that names.
    pub spans: Vec<SourceSpan>,
    /// What is taken, where the code says so.
    pub names: Vec<String>,
}

/// How a file names another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It uses what the other one defines.
    Uses,
    /// It matters to a type checker only.
    TypesOnly,
    /// It makes the other one a part of the program.
    Declares,
    /// It leads readers there.
    Leads,
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewSection {
    /// Which one.
    pub kind: SectionKind,
    /// Its sentences in reading order; a parent stands before its children.
    pub sentences: Vec<OverviewSentence>,
}

/// One statement about the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewSentence {
    /// Unique in the overview; counts up in reading order.
    pub id: u32,
    /// The sentence that this one is a part of.
    pub parent: Option<u32>,
    /// The text, with the same little markup as that of one file.
    pub text: String,
    /// Who says so.
    pub origin: Origin,
    /// What it rests on; never empty for a derived sentence.
    pub places: Vec<FilePlace>,
}

/// A place in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePlace {
    /// The position of the file.
    pub file: u32,
    /// Where in it.
    #[serde(flatten)]
    pub span: SourceSpan,
}

/// Puts sections beside the files and edges that they speak of.
pub(super) fn overview(project: &Project, level: Level, engine: &str, sections: Vec<OverviewSection>) -> Overview {
    let files = project.files.iter().map(|file| OverviewFile {
        path: file.path.clone(),
        language: file.language.map(str::to_owned),
        lines: file.n_lines,
        role: match file.role {
            Role::Code => FileRole::Code,
            Role::Test => FileRole::Test,
            Role::Manifest => FileRole::Manifest,
            Role::Data => FileRole::Data,
            Role::Introduction => FileRole::Introduction,
            Role::Text => FileRole::Text,
        },
    });
    let edges = project.edges.iter().map(|edge| OverviewEdge {
        from: edge.from,
        to: edge.to,
        kind: match edge.kind {
            EdgeKind::Uses => LinkKind::Uses,
            EdgeKind::TypesOnly => LinkKind::TypesOnly,
            EdgeKind::Declares => LinkKind::Declares,
            EdgeKind::Leads => LinkKind::Leads,
        },
        spans: edge.extents.iter().copied().map(source_span).collect(),
        names: edge.names.clone(),
    });
    Overview {
        v: 1,
        engine: engine.to_owned(),
        level,
        files: files.collect(),
        edges: edges.collect(),
        starts: project.starts.iter().map(|it| it.file).collect(),
        order: project.order.clone(),
        sections,
    }
}
