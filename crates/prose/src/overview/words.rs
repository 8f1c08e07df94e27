//! Concepts: the terms that an overview uses, for beginners.

use facts::project::{Place, StartForm};

use super::{Context, Draft};
use crate::{Level, SectionKind};

pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    if cx.level != Level::Beginner {
        return;
    }
    let first =
        cx.project.edges.iter().find_map(|it| it.extents.first().map(|&extent| Place { file: it.from, extent }));
    if let Some(place) = first {
        let text = "**using another file**: a line in one file asks for another one, so that what is written there can be used here as well";
        draft.say(SectionKind::Concepts, None, text, &[place]);
    }
    let main =
        cx.project.starts.iter().find(|it| matches!(it.form, StartForm::Main | StartForm::Name | StartForm::Manifest));
    if let Some(start) = main {
        let text = "**entry point**: the place in the code where the computer begins when the program is started";
        draft.say(SectionKind::Concepts, None, text, &[start.place]);
    }
}
