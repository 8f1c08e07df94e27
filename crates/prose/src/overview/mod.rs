//! Several files as one project: what they hold, what depends on what, and where to start reading.

mod data;
mod how;
mod introduction;
mod watch_out;
mod what;
mod words;

pub use data::{
    FilePlace, FileRole, LinkKind, Overview, OverviewEdge, OverviewFile, OverviewSection, OverviewSentence,
};

use facts::project::{Extent, Place, Project};

use crate::{Level, Origin, SectionKind, SourceSpan};

/// What the writers of an overview share.
pub(crate) struct Context<'p> {
    pub(crate) project: &'p Project,
    pub(crate) level: Level,
    /// What a language is called: its name as facts have it, and as readers do.
    pub(crate) titles: &'p [(&'static str, &'static str)],
}

impl Context<'_> {
    /// A file's name as code.
    pub(crate) fn name(&self, file: u32) -> String {
        crate::draft::code(self.project.name(file))
    }

    /// What readers call a language.
    pub(crate) fn title(&self, language: &str) -> &'static str {
        self.titles.iter().find(|it| it.0 == language).map_or("", |it| it.1)
    }

    /// All of a file.
    pub(crate) fn whole(&self, file: u32) -> Place {
        Place { file, extent: self.project.files[file as usize].whole }
    }
}

/// Sentences in the making, each with the places that it rests on.
#[derive(Default)]
pub(crate) struct Draft {
    said: Vec<(SectionKind, OverviewSentence)>,
}

impl Draft {
    /// Adds a sentence; gives its number.
    pub(crate) fn say(&mut self, kind: SectionKind, parent: Option<u32>, text: &str, places: &[Place]) -> u32 {
        let id = self.said.len() as u32;
        let mut seen: Vec<Place> = Vec::new();
        for &place in places {
            if !seen.contains(&place) {
                seen.push(place);
            }
        }
        let places = seen.iter().map(|it| FilePlace { file: it.file, span: source_span(it.extent) }).collect();
        let text = crate::words::sentence(text);
        self.said.push((kind, OverviewSentence { id, parent, text, origin: Origin::Derived, places }));
        id
    }

    /// Whether a sentence has said these words already.
    pub(crate) fn has_said(&self, words: &str) -> bool {
        self.said.iter().any(|it| it.1.text.contains(words))
    }

    fn finish(self) -> Vec<OverviewSection> {
        let mut sections: Vec<OverviewSection> = Vec::new();
        for (kind, sentence) in self.said {
            match sections.last_mut() {
                Some(last) if last.kind == kind => last.sentences.push(sentence),
                _ => sections.push(OverviewSection { kind, sentences: vec![sentence] }),
            }
        }
        sections
    }
}

pub(crate) fn source_span(extent: Extent) -> SourceSpan {
    SourceSpan {
        start_line: extent.lines.0,
        end_line: extent.lines.1,
        start_byte: extent.span.start,
        end_byte: extent.span.end,
    }
}

/// Writes about a project. `titles` says what readers call each language.
pub fn write_overview(
    project: &Project,
    level: Level,
    engine: &str,
    titles: &[(&'static str, &'static str)],
) -> Overview {
    let cx = Context { project, level, titles };
    let mut draft = Draft::default();
    what::fill(&cx, &mut draft);
    how::fill(&cx, &mut draft);
    words::fill(&cx, &mut draft);
    watch_out::fill(&cx, &mut draft);
    data::overview(project, level, engine, draft.finish())
}
