//! What: which files there are, what the project is for in its authors' words, and where a run starts.

use facts::project::{EdgeKind, ItemForm, Place, Role, Start, StartForm};

use super::{Context, Draft, introduction};
use crate::words::{count, list, list_some, number};
use crate::{Level, SectionKind};

/// Languages of fewer lines than this share of the code are told together.
const MINOR: u32 = 50;

pub(super) fn fill(cx: &Context<'_>, draft: &mut Draft) {
    let told = purpose(cx, draft);
    holds(cx, draft);
    if !told {
        face(cx, draft);
    }
    runs(cx, draft);
}

/// What the authors say that it is for. Answers no where they say nothing.
fn purpose(cx: &Context<'_>, draft: &mut Draft) -> bool {
    let files = &cx.project.files;
    // What stands further down speaks for a part.
    let is_outer = |at: &usize| !cx.project.name(*at as u32).contains('/');
    let mut introductions = (0..files.len()).filter(|&at| files[at].role == Role::Introduction);
    let outermost = introductions.find(is_outer);
    let mut told = Vec::new();
    if let Some(at) = outermost
        && let Some((words, lines)) = introduction::first_sentence(&files[at].text)
    {
        let place = lines_of(&files[at].text, at as u32, lines);
        let name = cx.name(at as u32);
        let text = match cx.level {
            Level::Beginner => format!("The author writes in {name}, the text to read first: “{words}.”"),
            Level::Intermediate => format!("{name} says: “{words}.”"),
            Level::Expert => format!("Purpose as {name} states it: “{words}.”"),
        };
        draft.say(SectionKind::What, None, &text, &[place]);
        told.push(words);
    }
    let outer: Vec<usize> = (0..files.len()).filter(|&at| files[at].about.is_some()).filter(is_outer).collect();
    // Of several beside each other, none speaks for the whole.
    if let [at] = outer[..]
        && let Some(about) = &files[at].about
    {
        let words = about.text.trim().trim_end_matches('.').replace(['`', '“', '”'], "");
        let same = |it: &String| it.to_lowercase().contains(&words.to_lowercase());
        if !words.is_empty() && words.len() < 300 && !told.iter().any(same) {
            let name = cx.name(at as u32);
            let text = format!("{name} describes it as “{words}.”");
            draft.say(SectionKind::What, None, &text, &[Place { file: at as u32, extent: about.extent }]);
            told.push(words);
        }
    }
    !told.is_empty()
}

/// The place of some lines of a text.
fn lines_of(text: &str, file: u32, lines: (u32, u32)) -> Place {
    let start_of = |line: u32| text.split_inclusive('\n').take(line as usize).map(str::len).sum::<usize>() as u32;
    let span = code::Span::new(start_of(lines.0 - 1), start_of(lines.1));
    Place { file, extent: facts::project::Extent { span, lines } }
}

/// What the file says that shows all others, or that a run starts with.
fn face(cx: &Context<'_>, draft: &mut Draft) {
    let all = 0..cx.project.files.len() as u32;
    let is_code = |it: &u32| cx.project.files[*it as usize].role == Role::Code;
    let faces = all.filter(|&it| cx.project.is_index(it) && cx.project.is_outermost(it));
    let faces: Vec<u32> = faces.filter(is_code).collect();
    // Several packages beside each other are told apart.
    let face = if let [one] = faces[..] { Some(one) } else { None };
    let starts = cx.project.starts.iter().map(|it| it.file).filter(|_| faces.len() < 2);
    for at in face.into_iter().chain(starts) {
        let Some(account) = &cx.project.files[at as usize].account else { continue };
        let Some(words) = introduction::said_first(&account.text) else { continue };
        let name = cx.name(at);
        let text = match cx.level {
            Level::Beginner => format!("The author writes at the top of {name}: “{words}.”"),
            _ => format!("The author on {name}: “{words}.”"),
        };
        draft.say(SectionKind::What, None, &text, &[Place { file: at, extent: account.extent }]);
        return;
    }
}

/// How many files there are of which kind, in which languages and how long.
fn holds(cx: &Context<'_>, draft: &mut Draft) {
    let files = &cx.project.files;
    let of = |role: Role| (0..files.len() as u32).filter(move |&at| files[at as usize].role == role);
    let lines = |role: Role| of(role).map(|at| files[at as usize].n_lines).sum::<u32>();
    let n = |role: Role| of(role).count();
    let mut parts = Vec::new();
    if n(Role::Code) > 0 {
        let languages = languages(cx, Role::Code);
        let files = count(n(Role::Code), "file");
        parts.push(format!("{files} of {languages} ({})", lines_text(lines(Role::Code))));
    }
    if n(Role::Test) > 0 {
        let what = if n(Role::Test) == 1 {
            "one file of tests".to_owned()
        } else {
            format!("{} files of tests", number(n(Role::Test)))
        };
        parts.push(format!("{what} ({})", lines_text(lines(Role::Test))));
    }
    for (role, one, many) in [
        (Role::Manifest, "one that describes or sets up the project", "that describe or set up the project"),
        (Role::Data, "one of data", "of data"),
    ] {
        match of(role).collect::<Vec<_>>()[..] {
            [] => {}
            [only] => parts.push(format!("{one} ({})", cx.name(only))),
            ref all => parts.push(format!("{} {many}", number(all.len()))),
        }
    }
    let texts = n(Role::Introduction) + n(Role::Text);
    if texts > 0 {
        let first = of(Role::Introduction).chain(of(Role::Text)).next().map(|it| cx.name(it)).unwrap_or_default();
        parts.push(match texts {
            1 => format!("one other text ({first})"),
            n => format!("{} other texts", number(n)),
        });
    }
    let common = cx.project.common.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let subject = if common.is_empty() { "the project".to_owned() } else { crate::draft::code(common) };
    let mut text = format!("{subject} holds {}", list(&parts));
    if cx.project.n_unread > 0 {
        text.push_str(&format!("; {} were not read", count(cx.project.n_unread as usize, "further file")));
    }
    let all: Vec<Place> = (0..files.len() as u32).map(|at| cx.whole(at)).collect();
    draft.say(SectionKind::What, None, &text, &all);
}

/// The languages of files, that of most lines first.
fn languages(cx: &Context<'_>, role: Role) -> String {
    let mut found: Vec<(&str, u32)> = Vec::new();
    for file in cx.project.files.iter().filter(|it| it.role == role) {
        let title = cx.title(file.language.unwrap_or(""));
        match found.iter_mut().find(|it| it.0 == title) {
            Some(same) => same.1 += file.n_lines,
            None => found.push((title, file.n_lines)),
        }
    }
    found.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
    let all: u32 = found.iter().map(|it| it.1).sum();
    let major = found.iter().filter(|it| it.1 * MINOR >= all).count().clamp(1, 4);
    let titles: Vec<&str> = found.iter().take(major).map(|it| it.0).collect();
    let rest = found.len() - titles.len();
    match rest {
        0 => list(&titles),
        n => list_some(&titles, 4) + &format!(" and a little of {}", count(n, "other language")),
    }
}

/// `1,234 lines`.
pub(super) fn lines_text(n: u32) -> String {
    if n == 1 { "1 line".to_owned() } else { format!("{} lines", thousands(n)) }
}

fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Where a run starts, or through which file others reach the project.
fn runs(cx: &Context<'_>, draft: &mut Draft) {
    let most = if cx.level == Level::Beginner { 2 } else { 4 };
    for form in [StartForm::Manifest, StartForm::Name, StartForm::Main, StartForm::Page, StartForm::Face] {
        let mut starts: Vec<_> = cx.project.starts.iter().filter(|it| it.form == form).collect();
        let is_own = |it: &&Start| !super::how::is_aside(cx.project.name(it.file));
        if form == StartForm::Main && starts.iter().any(is_own) {
            starts.retain(is_own);
        }
        if starts.is_empty() {
            continue;
        }
        let names: Vec<String> = starts.iter().map(|it| cx.name(it.file)).collect();
        let is_one = names.len() == 1;
        let names = list_some(&names, most);
        let places: Vec<Place> = starts.iter().map(|it| it.place).collect();
        let text = match form {
            StartForm::Manifest => {
                let first = starts[0].place.file;
                let is_same = starts.iter().all(|it| it.place.file == first);
                let by = if is_same { cx.name(first) } else { format!("{} with others of its kind", cx.name(first)) };
                match cx.level {
                    Level::Beginner => format!("{by} says that the program is started or loaded from {names}"),
                    _ => format!("{by} names {names} as what is started or loaded"),
                }
            }
            StartForm::Name if is_one => format!("{names} runs when its folder is run as a program"),
            StartForm::Name => format!("{names} run when their folders are run as programs"),
            StartForm::Main => match (cx.level, is_one) {
                (Level::Beginner, true) => format!("a run of the program can start in {names}"),
                (Level::Beginner, false) => format!("several files can be run: {names}"),
                (_, true) => format!("{names} has an entry point: a run can start there"),
                (_, false) => format!("{names} have entry points: a run can start in each"),
            },
            StartForm::Page => page(cx, starts[0].file, &names, is_one),
            StartForm::Face if is_one => {
                let mut parts: Vec<u32> =
                    cx.project.from(starts[0].file).iter().filter(|it| is_part(it.kind)).map(|it| it.to).collect();
                parts.dedup();
                let n = parts.len();
                match cx.level {
                    Level::Beginner => {
                        format!(
                            "{names} stands for its whole folder: who uses the folder gets what this file brings together from {}",
                            count(n, "other file")
                        )
                    }
                    _ => format!("{names} stands for its folder and brings together {}", count(n, "other file")),
                }
            }
            _ => format!("{names} each stand for their folder and bring together other files"),
        };
        draft.say(SectionKind::What, None, &text, &places);
    }
}

pub(super) fn is_part(kind: EdgeKind) -> bool {
    kind != EdgeKind::Leads
}

fn page(cx: &Context<'_>, file: u32, names: &str, is_one: bool) -> String {
    if !is_one {
        return format!("{names} are pages that take in other files here");
    }
    let parts: Vec<String> =
        cx.project.from(file).iter().filter(|it| is_part(it.kind)).map(|it| cx.name(it.to)).collect();
    let parts = list_some(&parts, 5);
    match cx.level {
        Level::Beginner => format!("{names} is the page to open in a browser; it takes in {parts}"),
        _ => format!("{names} is a page that takes in {parts}"),
    }
}

/// What a file is there for, in the author's words or else by what it defines, with the place of that.
pub(super) fn account(cx: &Context<'_>, file: u32) -> Option<(String, Place)> {
    let digest = &cx.project.files[file as usize];
    if let Some(account) = &digest.account
        && let Some(words) = introduction::said_first(&account.text)
    {
        return Some((format!("“{words}”"), Place { file, extent: account.extent }));
    }
    let any = digest.items.iter().any(|it| it.exported);
    // A part of a file with a name of its own says less than what stands beside it.
    let is_part = |it: &facts::project::Item| it.form == ItemForm::Type(code::DefinitionForm::Namespace);
    let mut items: Vec<_> = digest.items.iter().filter(|it| (it.exported || !any) && !is_part(it)).collect();
    if items.is_empty() {
        items = digest.items.iter().filter(|it| it.exported || !any).collect();
    }
    // A word on the only type is a word on the file.
    let types: Vec<_> = items.iter().filter(|it| matches!(it.form, ItemForm::Type(_))).collect();
    if let [one] = types[..]
        && let Some(account) = &one.account
        && let Some(words) = introduction::said_first(&account.text)
    {
        let name = crate::draft::code(&one.name);
        return Some((format!("defines {name}: “{words}”"), Place { file, extent: account.extent }));
    }
    if let [one] = items[..]
        && let Some(account) = &one.account
        && let Some(words) = introduction::said_first(&account.text)
    {
        let name = crate::draft::code(&one.name);
        return Some((format!("defines {name}: “{words}”"), Place { file, extent: account.extent }));
    }
    // Types say more than functions, and functions more than values.
    items.sort_by_key(|it| match it.form {
        ItemForm::Type(_) => 0,
        ItemForm::Function => 1,
        ItemForm::Value => 2,
    });
    let first = items.first()?;
    let place = Place { file, extent: first.extent };
    let names: Vec<String> = items.iter().map(|it| crate::draft::code(&it.name)).collect();
    Some((format!("defines {}", list_some(&names, 3)), place))
}
