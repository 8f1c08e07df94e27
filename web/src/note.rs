//! What the page has to tell beside the explanation: it stays until the reader has done with it, whatever is explained meanwhile.

/// What the page has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The text came by a link, in the place of what the reader had.
    Opened,
    /// A link or its file cannot be opened, for this reason.
    BadLink(String),
    /// The text is too long for a link.
    TooLong,
    /// The text was typed last time, just before the browser ended.
    Recovered,
    /// So many files were left out.
    LeftOut(usize),
    /// What was written could not be kept, for this reason.
    NotKept(String),
}

/// What the reader can do about it with one press, beside closing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Take back what was there before.
    Back,
    /// Save a file in place of a link.
    SaveFile,
}

impl Note {
    /// What happened, and what that means for the reader. `has_former` tells whether a text was there before.
    pub fn text(&self, has_former: bool) -> String {
        match self {
            Self::Opened if has_former => "This text came by a link. What you had before is safe in the history.".to_owned(),
            Self::Opened => "This text came by a link.".to_owned(),
            Self::BadLink(text) => text.clone(),
            Self::TooLong => "This text is too long for a link that every messenger takes. A file holds it: who opens that in Gloss reads \
                 the same."
                .to_owned(),
            Self::Recovered => "The browser ended before it had kept your last words; they are back from the history.".to_owned(),
            Self::LeftOut(n) => {
                let files = if *n == 1 { "One file was".to_owned() } else { format!("{n} files were") };
                format!("{files} left out: Gloss takes text, up to 16 MB a file and 5,000 files at once.")
            }
            Self::NotKept(why) => format!(
                "Your texts cannot be kept: {why}. The page goes on from memory, and what was kept before is untouched: save what \
                 you want to have later."
            ),
        }
    }

    /// What one press can do about it.
    pub fn way(&self, has_former: bool) -> Option<Way> {
        match self {
            Self::Opened | Self::Recovered if has_former => Some(Way::Back),
            Self::TooLong => Some(Way::SaveFile),
            _ => None,
        }
    }

    /// Whether something went wrong.
    pub fn is_trouble(&self) -> bool {
        matches!(self, Self::BadLink(_) | Self::NotKept(_))
    }
}

impl Way {
    /// What stands on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Back => "Back to mine",
            Self::SaveFile => "Save a file",
        }
    }
}
