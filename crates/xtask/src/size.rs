//! How many bytes a reader downloads.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::shell::{command, root};
use crate::site;

/// The most that may be loaded before the first explanation, compressed.
const TARGET: usize = 700_000;

/// The grammar of the sample that the page opens with.
const FIRST: &str = "python";

/// What a file of the site is loaded for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Every reader loads it.
    Page,
    /// Every reader loads that too, beside the page.
    Worker,
    /// The rest of the worker's module: loaded with code of most languages, and for the others once their explanation stands.
    Later,
    /// Code of one language is the reason.
    Grammar,
    /// A piece of the editor, most often for the colours of one language.
    Editor,
    /// The reader switched the language model on.
    ModelWorker,
    Weights,
    /// Loaded when all else is done, so that the page can be installed.
    Install,
    /// A frame in somebody else's page loads it, beside the worker and the styles that the page has too.
    Frame,
    /// Nothing loads it but what wants to know of all files, or a frame without an origin in place of what others load.
    List,
}

impl Part {
    fn of(path: &Path) -> Self {
        let name = path.to_str().unwrap_or_default();
        if path.starts_with("grammars") {
            Self::Grammar
        } else if path.starts_with("editor") {
            Self::Editor
        } else if path.starts_with("packed") {
            Self::List
        } else if path.starts_with("icons") || name == "sw.js" {
            Self::Install
        } else if ["embed", "frame-", "isolated-"].iter().any(|it| name.starts_with(it)) {
            Self::Frame
        } else if path.starts_with("models") {
            Self::Weights
        } else if name.starts_with("model-") {
            Self::ModelWorker
        } else if name.starts_with("worker-") {
            Self::Worker
        } else if name.starts_with("later-") {
            Self::Later
        } else if name.starts_with("grammars-") {
            Self::List
        } else {
            Self::Page
        }
    }
}

/// Where the table stands that `--write` writes.
const TABLE: &str = "tests/size/README.md";

/// Prints the size of every file in dist/, raw and compressed: what every reader loads, what comes on top for the first explanation
/// of a language, and what a reader loads who switches the language model on. The sums go into [`TABLE`] if that is wanted.
pub fn run(write: bool) -> Result<()> {
    let dist = site::dist();
    let files = files(&dist).context("there is no dist/: run `cargo xtask build` first")?;
    ensure!(!files.is_empty(), "dist/ is empty: run `cargo xtask build` first");
    let of = |part: Part| files.iter().filter(|path| Part::of(path) == part).collect::<Vec<_>>();
    let editor = Editor::read(&dist, &files)?;
    let shared: Vec<&PathBuf> = of(Part::Editor).into_iter().filter(|path| editor.always.contains(*path)).collect();
    println!("{:>9} {:>9}  file", "bytes", "gzip");
    let page = list(&dist, &[of(Part::Page), shared].concat(), "the page, without the worker")?.1;
    let worker_files = of(Part::Worker);
    let worker = list(&dist, &worker_files, "the worker")?.1;
    let later = list(&dist, &of(Part::Later), "the rest of the worker")?.1;
    let without_later = languages_without_later(&dist, &worker_files)?;
    println!("\n{:>9} {:>9} {:>9}  the first explanation, of the target of {TARGET}", "grammar", "colours", "with all");
    let mut languages = Vec::new();
    for path in of(Part::Grammar) {
        let stem = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.rsplit_once('-'));
        let language = stem.map_or("", |(name, _)| name);
        let grammar = sizes(&dist.join(path))?.1;
        let mut colours = 0;
        for path in editor.colours_of(&dist, language)? {
            colours += sizes(&dist.join(path))?.1;
        }
        let rest = if without_later.iter().any(|it| it == language) { 0 } else { later };
        let all = page + worker + rest + grammar + colours;
        println!("{grammar:>9} {colours:>9} {all:>9}  {language} ({} %)", all * 100 / TARGET);
        languages.push(Sized { language: language.to_owned(), grammar, colours, all });
    }
    println!();
    list(&dist, &of(Part::Install), "to be installed, once all else is done")?;
    list(&dist, &of(Part::Frame), "a frame in another page, beside worker and styles")?;
    let model = list(&dist, &of(Part::ModelWorker), "the language model's worker, once it is switched on")?.1;
    let weights = of(Part::Weights);
    let weights =
        if weights.is_empty() { 0 } else { list(&dist, &weights, "the language model, once it is switched on")?.1 };
    let table = table(page, worker, later, model + weights, &languages)?;
    println!("\n{table}");
    if write {
        let path = root().join(TABLE);
        let text = fs::read_to_string(&path).with_context(|| TABLE.to_owned())?;
        let (before, _) = text.split_once("| what |").with_context(|| format!("{TABLE} has no table"))?;
        fs::write(path, format!("{before}{table}"))?;
    }
    Ok(())
}

/// What comes on top for a language, and the sum.
struct Sized {
    language: String,
    grammar: usize,
    colours: usize,
    all: usize,
}

/// The sums, in thousands of bytes after gzip.
fn table(page: usize, worker: usize, later: usize, model: usize, languages: &[Sized]) -> Result<String> {
    let kb = |bytes: usize| bytes.div_ceil(1000);
    let first = languages.iter().find(|it| it.language == FIRST).with_context(|| format!("there is no {FIRST}"))?;
    let least = languages.iter().min_by_key(|it| it.all).context("there is no grammar")?;
    let most = languages.iter().max_by_key(|it| it.all).context("there is no grammar")?;
    let mut out = String::from("| what | KB gzip |\n|---|---|\n");
    for (what, bytes) in [
        ("first explanation".to_owned(), first.all),
        ("of it: the page with its editor".to_owned(), page),
        ("of it: the worker with the rules".to_owned(), worker),
        (format!("of it: grammar and tables of {FIRST}"), first.grammar),
        (format!("of it: the editor's colours for {FIRST}"), first.colours),
        (format!("first explanation of {}, the smallest", least.language), least.all),
        (format!("first explanation of {}, the largest", most.language), most.all),
        (format!("of it: the rest of the rules, which come with {FIRST} when its explanation stands"), later),
        ("language model, once it is switched on".to_owned(), model),
    ] {
        writeln!(out, "| {what} | {} |", kb(bytes))?;
    }
    Ok(out)
}

/// The languages whose code is explained before the rest of the worker is there, which `web/build/finish.mjs` writes into its script.
fn languages_without_later(dist: &Path, worker: &[&PathBuf]) -> Result<Vec<String>> {
    let script = worker.iter().find(|path| path.extension().is_some_and(|it| it == "js"));
    let text = fs::read_to_string(dist.join(script.context("dist/ has no worker")?))?;
    let mark = "glossLaterPart = ";
    let (_, part) = text.split_once(mark).with_context(|| format!("the worker lacks `{mark}`"))?;
    let (_, list) = part.split_once("\"languages\":[").context("the worker's rest names no languages")?;
    let (list, _) = list.split_once(']').context("the worker's list of languages has no end")?;
    Ok(list.split(',').map(|name| name.trim_matches('"').to_owned()).collect())
}

/// Which pieces of the editor are loaded when.
struct Editor {
    /// The text of the piece that loads the others.
    text: String,
    /// What it needs itself.
    always: BTreeSet<PathBuf>,
}

impl Editor {
    fn read(dist: &Path, files: &[PathBuf]) -> Result<Self> {
        let is_it = |path: &&PathBuf| {
            path.extension().is_some_and(|it| it == "js") && path.to_str().is_some_and(|it| it.starts_with("editor-"))
        };
        let text = fs::read_to_string(dist.join(files.iter().find(is_it).context("dist/ has no editor")?))?;
        let always = needed(dist, imported(&text, "from\"./editor/"))?;
        Ok(Self { text, always })
    }

    /// What is loaded besides for the colours of a language: `name:()=>import("./editor/piece.js")`, and what that needs.
    fn colours_of(&self, dist: &Path, language: &str) -> Result<BTreeSet<PathBuf>> {
        let mark = format!("{language}:");
        let imports = self.text.match_indices(&mark).filter_map(|(at, _)| {
            let is_whole = !self.text[..at].ends_with(char::is_alphanumeric);
            let (arguments, rest) = self.text[at + mark.len()..].split_once("=>")?;
            let is_row = is_whole && arguments.len() < 5 && rest.starts_with("import(");
            if is_row { imported(rest, "import(\"./editor/").into_iter().next() } else { None }
        });
        let pieces = needed(dist, imports.take(1).collect())?;
        Ok(pieces.difference(&self.always).cloned().collect())
    }
}

/// The names of pieces after a mark such as `from"./`, up to the next quote.
fn imported(text: &str, mark: &str) -> Vec<String> {
    let names = text.match_indices(mark).filter_map(|(at, _)| text[at + mark.len()..].split('"').next());
    names.filter(|name| Path::new(name).extension().is_some_and(|it| it == "js")).map(str::to_owned).collect()
}

/// These pieces and all that they need, relative to `dist`.
fn needed(dist: &Path, mut open: Vec<String>) -> Result<BTreeSet<PathBuf>> {
    let mut all = BTreeSet::new();
    while let Some(name) = open.pop() {
        let path = Path::new("editor").join(&name);
        let text = fs::read_to_string(dist.join(&path)).with_context(|| format!("dist/{}", path.display()))?;
        if all.insert(path) {
            open.extend(imported(&text, "from\"./"));
            open.extend(imported(&text, "import\"./"));
        }
    }
    Ok(all)
}

/// Prints the sizes of some files and of all together, which it gives.
fn list(dist: &Path, files: &[&PathBuf], what: &str) -> Result<(usize, usize)> {
    let (mut raw, mut zipped) = (0, 0);
    for path in files {
        let (bytes, compressed) = sizes(&dist.join(path))?;
        raw += bytes;
        zipped += compressed;
        println!("{bytes:>9} {compressed:>9}  {}", path.display());
    }
    println!("{raw:>9} {zipped:>9}  = {what}");
    Ok((raw, zipped))
}

/// All files below a folder, relative to it, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(path) = path.strip_prefix(folder) {
                files.push(path.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// How long a file is, raw and compressed.
fn sizes(file: &Path) -> Result<(usize, usize)> {
    let bytes = fs::read(file)?;
    Ok((bytes.len(), gzip(&bytes)?))
}

/// How long these bytes are after gzip at level 9, as static hosts send them.
fn gzip(bytes: &[u8]) -> Result<usize> {
    let script = "const b = []; process.stdin.on('data', (d) => b.push(d)).on('end', () => \
                  console.log(require('zlib').gzipSync(Buffer.concat(b), { level: 9 }).length));";
    let mut node = command("node").args(["-e", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    node.stdin.take().context("stdin is piped")?.write_all(bytes)?;
    let output = node.wait_with_output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
