//! Which language a text is written in.

use crate::{LANGUAGES, Language};

/// The most likely language of a text; the file's name decides where it is given and known.
pub fn detect(source: &str, file_name: Option<&str>) -> Option<&'static Language> {
    if let Some(extension) = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension) {
        let extension = extension.to_ascii_lowercase();
        let found = LANGUAGES.iter().copied().find(|language| language.extensions.contains(&extension.as_str()));
        if found.is_some() {
            return found;
        }
    }
    let score = |language: &Language| -> i32 {
        language.clues.iter().map(|(clue, weight)| source.matches(clue).take(5).count() as i32 * weight).sum()
    };
    LANGUAGES
        .iter()
        .copied()
        .map(|language| (score(language), language))
        .filter(|(score, _)| *score > 0)
        .fold(None, |best: Option<(i32, &'static Language)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, language)| language)
}
