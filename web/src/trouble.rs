//! What can go wrong, and what the reader is told: what happened, and how to mend it.

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing in the text tells its language.
    Undetected,
    /// The text holds a NUL character.
    Binary {
        /// The first line with one.
        line: u32,
    },
    /// The chosen language is not one of the engine's.
    UnknownLanguage {
        /// The engine's words.
        message: String,
    },
    /// What reads a language could not be loaded.
    NoGrammar {
        /// The worker's words.
        message: String,
    },
    /// There is no code in the part that is to be explained.
    NoPart,
    /// The worker did not answer in time.
    TimedOut {
        /// How long the page waited.
        seconds: u32,
    },
    /// The worker broke off.
    Trapped,
    /// The worker could not be started.
    NoWorker {
        /// The browser's words.
        message: String,
    },
    /// The editor could not be started.
    NoEditor,
    /// A file is larger than the page reads.
    FileTooLarge {
        /// Its name.
        name: String,
    },
    /// A file is not text.
    FileNotText {
        /// Its name.
        name: String,
    },
    /// A file could not be read.
    FileUnreadable {
        /// Its name.
        name: String,
    },
    /// An archive could not be unpacked.
    ArchiveDamaged {
        /// Its name.
        name: String,
    },
    /// There is no text in what came in.
    NoFiles,
}

/// What the reader can do about it with one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Ask the same again.
    TryAgain,
    /// Take the NUL characters out.
    RemoveNulls,
    /// Load the page again.
    Reload,
}

impl Trouble {
    /// What happened, and how to mend it.
    pub fn text(&self) -> String {
        match self {
            Self::Undetected => {
                "Could not tell which language this is. Choose it in the Language menu, or paste a little more of the code."
                    .to_owned()
            }
            Self::Binary { line } => format!(
                "The text holds a NUL character (the first is in line {line}), which source code never does. \
                 If it came from a binary file, paste the source instead; otherwise remove the characters."
            ),
            Self::UnknownLanguage { message } => format!("{message}. Back to detecting the language."),
            Self::NoGrammar { message } => format!(
                "What Gloss needs to read {message}. Your text is untouched: check the connection and try again, \
                 or reload the page if that does not help."
            ),
            Self::NoPart => "There is no code at the cursor. Put it on a name or a line of code, or select some lines.".to_owned(),
            Self::TimedOut { seconds } => format!(
                "Reading this code took longer than {seconds} seconds, so it was stopped. \
                 Your text is untouched: explain a smaller part of it, or try again."
            ),
            Self::Trapped => "The explainer stopped on this code and was started afresh. \
                 Your text is untouched: explain a smaller part of it, or try again."
                .to_owned(),
            Self::NoWorker { message } => format!(
                "The explainer could not start ({message}). It needs WebAssembly with SIMD: \
                 reload the page, or use a browser of 2023 or later."
            ),
            Self::NoEditor => "The editor could not start: reload the page.".to_owned(),
            Self::FileTooLarge { name } => {
                format!("“{name}” is larger than 16 MB, so it was not opened. Open a smaller file, or paste a part of it.")
            }
            Self::FileNotText { name } => {
                format!("“{name}” is not a text file, so it was not opened. Open a source file saved as UTF-8.")
            }
            Self::FileUnreadable { name } => {
                format!("“{name}” could not be read. Check that it still exists, and open it again.")
            }
            Self::ArchiveDamaged { name } => {
                format!("“{name}” could not be unpacked. Unpack it yourself, and open the folder that comes out of it.")
            }
            Self::NoFiles => "There is no source file in what you opened. What tools fetch or make is left out                  (node_modules, target, dist and the like): open such a folder itself to read it."
                .to_owned(),
        }
    }

    /// What one press can do about it.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Binary { .. } => Some(Remedy::RemoveNulls),
            Self::NoGrammar { .. } | Self::TimedOut { .. } | Self::Trapped => Some(Remedy::TryAgain),
            Self::NoWorker { .. } | Self::NoEditor => Some(Remedy::Reload),
            _ => None,
        }
    }
}

impl Remedy {
    /// What stands on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::TryAgain => "Try again",
            Self::RemoveNulls => "Remove NUL characters",
            Self::Reload => "Reload the page",
        }
    }
}
