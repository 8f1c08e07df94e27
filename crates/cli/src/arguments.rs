//! The arguments, their help, and what to say when they are unusable.

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Explains code in plain English: what it does, how it works and why it is written that way.
#[derive(Parser)]
#[command(name = "gloss", version, about, subcommand_required = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Explains a source file, or several files or a folder as one project.
    Explain(Explain),
    /// Draws the flow chart of a function.
    Chart(ChartOf),
    /// Writes what the language model reads of each function and type, as JSON lines.
    Facts(FactsOf),
    /// Writes what the language model says of items, and whether it would be shown: JSON lines in, JSON lines out.
    Infer(Infer),
    /// Lists the programming languages.
    Languages {
        /// How to list them.
        #[arg(long, value_enum, default_value_t = Listing::Text)]
        format: Listing,
    },
    /// Explains the code of a book while mdBook builds it: `command = "gloss mdbook"` below `[preprocessor.gloss]`.
    Mdbook {
        /// What mdBook asks; without it, it sends the book.
        #[command(subcommand)]
        step: Option<MdbookStep>,
    },
}

/// What mdBook asks a preprocessor beside the work itself.
#[derive(Subcommand)]
pub(crate) enum MdbookStep {
    /// Whether books for a renderer can be explained: yes.
    Supports {
        /// The renderer's name.
        #[arg(value_name = "RENDERER")]
        _renderer: String,
    },
}

/// The arguments of `gloss explain`.
#[derive(Args)]
pub(crate) struct Explain {
    /// The source file, or `-` for standard input; several files, or a folder, are told as one project.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// The programming language: a name that `gloss languages` lists, or `auto`.
    #[arg(long, default_value = "auto", value_name = "NAME")]
    pub(crate) language: String,
    /// Who the text is for.
    #[arg(long, value_enum, default_value_t = Level::Intermediate)]
    pub(crate) level: Level,
    /// How to write the text.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Only these lines, in the context of the whole.
    #[arg(long, value_name = "FIRST-LAST", value_parser = lines, conflicts_with = "at")]
    pub(crate) lines: Option<Lines>,
    /// Only the name at this place: where it comes from, and what is done with it.
    #[arg(long, value_name = "LINE:COLUMN", value_parser = place)]
    pub(crate) at: Option<Place>,
    /// The language model that adds what structure cannot know: `none`, `default`, or a folder.
    #[arg(long, default_value = "none", value_name = "none|default|DIR")]
    pub(crate) model: String,
}

/// Lines from the first to the last, counted from 1.
#[derive(Clone, Copy)]
pub(crate) struct Lines {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A place in a text: a line and a character of it, both counted from 1.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Reads `3-7`, or `3` for one line.
fn lines(text: &str) -> Result<Lines, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(Lines { first, last }),
        _ => Err("give the first and the last line, counted from 1, as in 3-7".to_owned()),
    }
}

/// Reads `3:7`.
fn place(text: &str) -> Result<Place, String> {
    let parts = text.split_once(':').map(|(line, column)| (line.parse(), column.parse()));
    match parts {
        Some((Ok(line), Ok(column))) if 1 <= line && 1 <= column => Ok(Place { line, column }),
        _ => Err("give a line and a character of it, counted from 1, as in 3:7".to_owned()),
    }
}

/// The arguments of `gloss chart`.
#[derive(Args)]
pub(crate) struct ChartOf {
    /// The source file, or `-` for standard input.
    pub(crate) file: String,
    /// The function's name; without it, the first function of the file.
    #[arg(long, value_name = "NAME")]
    pub(crate) of: Option<String>,
    /// The programming language: a name that `gloss languages` lists, or `auto`.
    #[arg(long, default_value = "auto", value_name = "NAME")]
    pub(crate) language: String,
    /// Who the text is for.
    #[arg(long, value_enum, default_value_t = Level::Intermediate)]
    pub(crate) level: Level,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = ChartFormat::Text)]
    pub(crate) format: ChartFormat,
}

/// How to write a flow chart.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ChartFormat {
    /// In words: every box with where it leads.
    Text,
    /// A picture.
    Svg,
    /// For programs: boxes on a grid, and arrows.
    Json,
}

/// The arguments of `gloss facts`.
#[derive(Args)]
pub(crate) struct FactsOf {
    /// The source file, or `-` for standard input.
    pub(crate) file: String,
    /// The programming language: a name that `gloss languages` lists, or `auto`.
    #[arg(long, default_value = "auto", value_name = "NAME")]
    pub(crate) language: String,
    /// The input is not code but items, one as JSON a line:
    /// `{"language","code","items":[{"id","kind":"function|class|block|file","name","start","end"}]}`, bytes of `code`.
    #[arg(long)]
    pub(crate) items: bool,
}

/// The arguments of `gloss infer`.
#[derive(Args)]
pub(crate) struct Infer {
    /// The language model: `default`, or a folder.
    #[arg(long, default_value = "default", value_name = "default|DIR")]
    pub(crate) model: String,
}

/// Who the text is for.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Level {
    /// Is learning to program.
    Beginner,
    /// Programs, maybe not in this language.
    Intermediate,
    /// Reviews code.
    Expert,
}

impl From<Level> for engine::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Beginner => Self::Beginner,
            Level::Intermediate => Self::Intermediate,
            Level::Expert => Self::Expert,
        }
    }
}

/// How to write an explanation.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    Text,
    /// For notes and reviews.
    Markdown,
    /// For programs; the format is described in the README.
    Json,
    /// A standalone file.
    Html,
}

/// How to list languages.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Listing {
    /// A table.
    Text,
    /// For programs.
    Json,
}

/// Why there is nothing to do.
pub(crate) enum Stop {
    /// The user asked for this text: help or the version.
    Show(String),
    /// The arguments are unusable; one line says why.
    Refuse(String),
}

/// The command of this process's arguments.
pub(crate) fn parse() -> Result<Command, Stop> {
    Arguments::try_parse().map(|arguments| arguments.command).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Show(error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Stop::Refuse("no command given: say `gloss explain FILE`, or `gloss --help` for more".to_owned())
        }
        _ => Stop::Refuse(one_line(&error)),
    })
}

/// What clap says over several lines, as one.
fn one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if part.starts_with("Usage:") || part.starts_with("For more information") {
            break;
        }
        if part.starts_with("tip:") {
            line.push(',');
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    format!("{line}; `gloss --help` shows how to use it")
}
