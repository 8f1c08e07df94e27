//! Sites as real generators build them, with the line that docs/embed.md gives for each, in Chromium: `cargo xtask generators` builds
//! them into target/generators/ and runs this.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use engine::render::{Inline, inline};
use engine::{Level, Request};
use gloss_tests::diff;
use gloss_tests::webdriver::{Browser, Engine};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use xtask::generators::{EXPLAINED, SITES, Site, built};
use xtask::server::Server;
use xtask::site::dist;

/// What stands for the address of Gloss in the sites' sources.
const PLACEHOLDER: &str = "https://gloss.example/";

/// The block that is to be explained, the same in every site.
const CODE: &str = "def half(n):\n    if n < 0:\n        raise ValueError(\"negative\")\n    return n / 2\n";

const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    for site in SITES {
        trials.push(Trial::test(format!("{}::explains", site.name), || explains(site)));
        trials.push(Trial::test(format!("{}::needs_no_script", site.name), || needs_no_script(site)));
    }
    trials.push(Trial::test(format!("{EXPLAINED}::is_explained_without_scripts"), is_explained_without_scripts));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A built site, served, in a browser.
struct Visit {
    browser: Browser,
    /// Where Gloss is, for sites that ask it.
    gloss: Option<Server>,
    docs: Server,
    folder: PathBuf,
}

impl Drop for Visit {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Visit {
    /// Serves a copy of a site, which asks a Gloss of another origin, and opens a page of it.
    fn of(name: &str, test: &str, page: &str) -> Result<Self, Failed> {
        let said = |error: anyhow::Error| Failed::from(format!("{error:#}"));
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("generators-{name}-{test}"));
        let _ = fs::remove_dir_all(&folder);
        let gloss = if name == EXPLAINED { None } else { Some(Server::start(&dist(), 0, "/gloss/").map_err(said)?) };
        copy(&built(name), &folder, gloss.as_ref().map(Server::address).as_deref())?;
        // A frame of the page's own origin, in which no script runs.
        let off = "<!doctype html><html lang=\"en\"><title>Off</title><iframe sandbox=\"allow-same-origin\" src=\"index.html\"
            width=\"1000\" height=\"800\"></iframe></html>";
        fs::write(folder.join("off.html"), off)?;
        let docs = Server::start(&folder, 0, "/").map_err(said)?;
        let browser = Browser::start(Engine::Chromium)?;
        browser.go(&format!("{}{page}", docs.address()))?;
        Ok(Self { browser, gloss, docs, folder })
    }

    fn run(&self, script: &str) -> Result<Value, Failed> {
        Ok(self.browser.run(script, &[])?)
    }

    /// Waits until a piece of JavaScript says this.
    fn until(&self, expected: &Value, script: &str) -> Result<(), Failed> {
        let start = Instant::now();
        loop {
            let found = self.run(script)?;
            if found == *expected {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let difference = match (expected, &found) {
                    (Value::String(expected), Value::String(found)) => diff::diff(expected, found),
                    _ => format!("{found} and not {expected}"),
                };
                return Err(format!("{script} says in the end\n{difference}").into());
            }
            thread::sleep(Duration::from_millis(150));
        }
    }
}

/// Copies a site, with the address of Gloss in its pages.
fn copy(from: &Path, to: &Path, gloss: Option<&str>) -> Result<(), Failed> {
    let entries =
        fs::read_dir(from).map_err(|error| format!("{}: {error}; run `cargo xtask generators`", from.display()))?;
    fs::create_dir_all(to)?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, gloss)?;
        } else if let Some(gloss) = gloss.filter(|_| target.extension().is_some_and(|it| it == "html")) {
            fs::write(&target, fs::read_to_string(entry.path())?.replace(PLACEHOLDER, gloss))?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

fn ensure(holds: bool, what: impl Into<String>) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what.into().into()) }
}

/// Every sentence of an explanation, one a line.
fn sentences(code: &str, language: &str, level: Level) -> Result<String, Failed> {
    let request = Request { code, language: Some(language), file_name: None, level };
    let explanation = engine::explain(&request).map_err(|error| error.to_string())?;
    let plain = |text: &str| -> String {
        inline(text)
            .into_iter()
            .map(|piece| match piece {
                Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) => text,
            })
            .collect()
    };
    let all = explanation.sections.iter().flat_map(|section| &section.sentences);
    Ok(all.map(|sentence| plain(&sentence.text)).collect::<Vec<_>>().join("\n"))
}

/// One block of three has a button, and it explains that block.
fn explains(site: &Site) -> Result<(), Failed> {
    let visit = Visit::of(site.name, "explains", "")?;
    visit.until(&json!(1), "return document.querySelectorAll('.gloss-explain button').length")?;
    // Whatever a site does once it has started must not put in a second one, nor throw away the first.
    thread::sleep(Duration::from_secs(1));
    visit.until(&json!(1), "return document.querySelectorAll('.gloss-explain button').length")?;
    let above = visit.run("return document.querySelector('.gloss-explain').previousElementSibling.textContent")?;
    ensure(above.as_str().is_some_and(|it| it.contains("def half(n):")), format!("the button stands below {above}"))?;
    visit.browser.click(&visit.browser.find(".gloss-explain button")?)?;
    visit.until(&json!(1), "return document.querySelectorAll('.gloss-explain iframe').length")?;
    visit.browser.enter(&visit.browser.find(".gloss-explain iframe")?)?;
    visit.until(
        &json!(sentences(CODE, "python", Level::Beginner)?),
        "return [...document.querySelectorAll('.explanation li.sentence .words')].map((it) => it.textContent).join('\\n')",
    )?;
    visit.browser.leave()?;
    visit.until(&json!(true), "return document.querySelector('.gloss-explain iframe').clientHeight > 200")?;
    let missed = visit.gloss.iter().flat_map(Server::take_missed).collect::<Vec<_>>();
    ensure(missed.is_empty(), format!("Gloss lacks {}", missed.join(", ")))
}

/// Without scripts, code can be read as before, and no button stands there that would do nothing.
fn needs_no_script(site: &Site) -> Result<(), Failed> {
    let visit = Visit::of(site.name, "off", "off.html")?;
    let inside = "const page = document.querySelector('iframe').contentDocument;
        const block = [...page.querySelectorAll('pre')].find((it) => it.textContent.includes('def half'));";
    visit.until(&json!(true), &format!("{inside} return page.readyState === 'complete' && Boolean(block)"))?;
    let seen = visit.run(&format!(
        "{inside} return [block.innerText.includes('return n / 2'), block.getBoundingClientRect().height > 40,
        page.querySelectorAll('.gloss-explain').length, page.querySelectorAll('script[src$=\"embed.js\"]').length]"
    ))?;
    ensure(seen == json!([true, true, 0, 1]), format!("without scripts: {seen} at {}", visit.docs.address()))
}

/// The explanations of `gloss mdbook` are there before and without any script.
fn is_explained_without_scripts() -> Result<(), Failed> {
    let visit = Visit::of(EXPLAINED, "off", "off.html")?;
    let inside = "const page = document.querySelector('iframe').contentDocument;
        const all = [...page.querySelectorAll('details.gloss')];";
    visit.until(&json!(true), &format!("{inside} return page.readyState === 'complete' && all.length > 0"))?;
    let above = visit.run(&format!(
        "{inside} return all.map((it) => (it.previousElementSibling.textContent.match(/def half|fn shown|fn largest/) ?? [''])[0])"
    ))?;
    ensure(above == json!(["def half", "fn shown", "fn largest"]), format!("explanations stand below {above}"))?;
    // Closed at first, opened without a script, and in the list that its block is in.
    let states = visit.run(&format!(
        "{inside} const before = all.map((it) => it.open); all[0].querySelector('summary').click();
        return [before, all[0].open, all[1].closest('ul').querySelectorAll(':scope > li').length, page.querySelectorAll('main li > p').length]"
    ))?;
    ensure(states == json!([[false, false, false], true, 2, 0]), format!("the states are {states}"))?;
    let text = visit.run(&format!("{inside} return all[0].innerText"))?;
    let text = text.as_str().unwrap_or("");
    for sentence in sentences(CODE, "python", Level::Intermediate)?.lines().take(2) {
        ensure(text.contains(sentence), format!("“{sentence}” is missing in: {text}"))?;
    }
    // What is hidden of a block is code all the same, and its lines are not counted.
    let second = visit.run(&format!("{inside} return all[1].textContent"))?;
    let second = second.as_str().unwrap_or("");
    ensure(second.contains("[1–2]") && !second.contains("–4"), format!("the second explanation is {second}"))?;
    let level = visit.run(&format!("{inside} return all[2].textContent.includes('at the expert level')"))?;
    ensure(level == json!(true), "the third explanation is not for experts")
}
