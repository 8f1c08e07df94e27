//! The native binary `gloss`: explains code in a terminal, a pipeline or a file.
//!
//! The contract, on which other programs may build: exit 0 on an explanation; 2 on unusable arguments or input, with one line
//! on stderr that says what is wrong and how to mend it.

mod arguments;
mod facts_of;
mod folder;
mod infer;
mod input;
mod mdbook;
mod model;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use arguments::{ChartFormat, ChartOf, Command, Explain, Format, Lines, Listing, MdbookStep, Place};
use engine::Request;
use engine::inferred;

fn main() -> ExitCode {
    let answer = match arguments::parse() {
        Ok(Command::Explain(arguments)) => explain(&arguments),
        Ok(Command::Chart(arguments)) => chart(&arguments),
        Ok(Command::Facts(arguments)) => facts_of::write(&arguments),
        Ok(Command::Infer(arguments)) => infer::write(&arguments),
        Ok(Command::Languages { format }) => languages(format),
        Ok(Command::Mdbook { step }) => for_mdbook(step.as_ref()),
        Err(arguments::Stop::Show(text)) => Ok(text),
        Err(arguments::Stop::Refuse(message)) => Err(message),
    };
    let text = match answer {
        Ok(text) => text,
        Err(message) => {
            let _ = writeln!(io::stderr(), "gloss: {}", one_line(&message));
            return ExitCode::from(2);
        }
    };
    match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader such as `head` has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "gloss: cannot write the explanation: {error}");
            ExitCode::FAILURE
        }
    }
}

fn explain(arguments: &Explain) -> Result<String, String> {
    if folder::is_project(&arguments.files) {
        return explain_project(arguments);
    }
    let file = &arguments.files[0];
    let voice = (arguments.model != "none").then(|| model::Voice::load(&arguments.model)).transpose()?;
    let code = input::read(file)?;
    let request = Request {
        code: &code,
        language: (arguments.language != "auto").then_some(arguments.language.as_str()),
        file_name: (file != "-").then_some(file.as_str()),
        level: arguments.level.into(),
    };
    let reading = engine::Reading::of_request(&request, &mut || true).map_err(|error| match error {
        engine::ExplainError::Undetected(names) => {
            format!("could not tell which language this is: name it with `--language`, one of {names}")
        }
        other => format!("{file}: {other}"),
    })?;
    let part = part_of(arguments, file, &code)?;
    let mut explanation = match &part {
        None => reading.explain(request.level),
        Some((bytes, place)) => reading
            .explain_part(request.level, bytes.clone())
            .ok_or_else(|| format!("{file}: there is no code {place}: choose lines that hold some"))?,
    };
    // What the model says is about whole items.
    if let Some(voice) = voice.filter(|_| part.is_none()) {
        let items = reading.items();
        let mut said = Vec::new();
        for (index, prompt) in items.prompts.iter().enumerate() {
            let about = model::Item { prompt, text: &code, language: &explanation.language };
            let verdict = voice.say(about, request.level)?;
            if verdict.shown {
                said.extend(items.sentence(index, verdict.text, &explanation));
            }
        }
        explanation = inferred::weave(&explanation, &said);
    }
    Ok(match arguments.format {
        Format::Text => engine::render::text(&explanation, width()),
        Format::Markdown => engine::render::markdown(&explanation, &code),
        Format::Html => engine::render::html(&explanation, &code),
        Format::Json => json(&explanation)?,
    })
}

/// Explains several files as one project.
fn explain_project(arguments: &Explain) -> Result<String, String> {
    let is_about_one = arguments.lines.is_some() || arguments.at.is_some() || arguments.model != "none";
    if is_about_one || arguments.language != "auto" {
        return Err("`--language`, `--lines`, `--at` and `--model` are about one file: name one".to_owned());
    }
    let (found, n_unread) = folder::read(&arguments.files)?;
    let mut digests = Vec::with_capacity(found.len());
    for it in &found {
        let file = engine::File { path: &it.path, code: &it.code, language: None };
        digests.push(engine::Digest::read(&file, &mut || true).map_err(|error| format!("{}: {error}", it.path))?);
    }
    let project = engine::Project::of(digests, n_unread).map_err(|error| error.to_string())?;
    let overview = project.explain(arguments.level.into());
    match arguments.format {
        Format::Text => Ok(engine::render::overview_text(&overview, width())),
        Format::Markdown => Ok(engine::render::overview_markdown(&overview)),
        Format::Json => json(&overview),
        Format::Html => Err("a project has no `html` form yet: use `text`, `markdown` or `json`".to_owned()),
    }
}

fn chart(arguments: &ChartOf) -> Result<String, String> {
    let code = input::read(&arguments.file)?;
    let request = Request {
        code: &code,
        language: (arguments.language != "auto").then_some(arguments.language.as_str()),
        file_name: (arguments.file != "-").then_some(arguments.file.as_str()),
        level: arguments.level.into(),
    };
    let reading =
        engine::Reading::of_request(&request, &mut || true).map_err(|error| format!("{}: {error}", arguments.file))?;
    let chart = reading.chart(request.level, arguments.of.as_deref()).ok_or_else(|| match &arguments.of {
        Some(name) => format!("{}: there is no function `{name}` with steps: check its name", arguments.file),
        None => format!("{}: there is no function with steps to draw", arguments.file),
    })?;
    match arguments.format {
        ChartFormat::Text => Ok(engine::render::chart_text(&chart)),
        ChartFormat::Svg => Ok(engine::render::chart_svg(&chart)),
        ChartFormat::Json => json(&chart),
    }
}

/// The bytes of the part that is asked for, and what that is called; `None` for the whole.
fn part_of(arguments: &Explain, file: &str, code: &str) -> Result<Option<(std::ops::Range<usize>, String)>, String> {
    let n_lines = code.lines().count();
    let has = |line: usize| {
        let lines = if n_lines == 1 { "1 line".to_owned() } else { format!("{n_lines} lines") };
        (line <= n_lines).then_some(()).ok_or_else(|| format!("{file}: there is no line {line}: it has {lines}"))
    };
    let start_of = |line: usize| code.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    if let Some(Lines { first, last }) = arguments.lines {
        has(first)?;
        let place = if first == last { format!("on line {first}") } else { format!("on lines {first} to {last}") };
        return Ok(Some((start_of(first)..start_of(last.min(n_lines) + 1), place)));
    }
    let Some(Place { line, column }) = arguments.at else { return Ok(None) };
    has(line)?;
    let text = code.lines().nth(line - 1).unwrap_or("");
    let within = text.char_indices().nth(column - 1).map_or(text.len(), |(at, _)| at);
    let at = start_of(line) + within;
    Ok(Some((at..at, format!("at line {line}, character {column}"))))
}

fn languages(format: Listing) -> Result<String, String> {
    let all: Vec<engine::LanguageInfo> = engine::languages().collect();
    match format {
        Listing::Json => json(&all),
        Listing::Text => {
            let column = |width: fn(&engine::LanguageInfo) -> usize| all.iter().map(width).max().unwrap_or(0);
            let name = column(|language| language.name.len());
            let title = column(|language| language.title.len());
            let mut out = String::new();
            for language in &all {
                let extensions: Vec<String> = language.extensions.iter().map(|it| format!(".{it}")).collect();
                out.push_str(&format!("{:name$}  {:title$}  {}", language.name, language.title, extensions.join(" ")));
                if !language.aliases.is_empty() {
                    out.push_str(&format!("  (also {})", language.aliases.join(", ")));
                }
                out.push('\n');
            }
            Ok(out)
        }
    }
}

/// Answers mdBook, and tells its user on standard error what has no explanation.
fn for_mdbook(step: Option<&MdbookStep>) -> Result<String, String> {
    // Every renderer has pages for an explanation.
    if let Some(MdbookStep::Supports { .. }) = step {
        return Ok(String::new());
    }
    let mdbook::Answer { book, warnings } = mdbook::answer(&input::read("-")?)?;
    for warning in warnings {
        let _ = writeln!(io::stderr(), "gloss: {}", one_line(&warning));
    }
    Ok(book)
}

/// One line, whatever a file's name holds.
fn one_line(message: &str) -> String {
    message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map(|text| text + "\n").map_err(|error| format!("cannot write JSON: {error}"))
}

/// How many characters fit on a line of the terminal; 80 where the output is not a terminal.
fn width() -> usize {
    if !io::stdout().is_terminal() {
        return 80;
    }
    // Lines over 110 characters are hard to read, however wide the window is.
    terminal_size::terminal_size().map_or(80, |(terminal_size::Width(width), _)| usize::from(width).clamp(40, 110))
}
