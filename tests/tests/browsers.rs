//! The built page in Chromium, Firefox and WebKit: every scenario in every engine, in a fresh profile, served from a sub-path.
//!
//! What the page shows is compared, sentence by sentence, to what the engine says natively about the same text. Every scenario ends
//! with the same questions: did anything break the Content-Security-Policy, fail, lack a file, or ask another origin?

#[path = "browsers/embed.rs"]
mod embed;
#[path = "browsers/files.rs"]
mod files;
#[path = "browsers/grammars.rs"]
mod grammars;
#[path = "browsers/keep.rs"]
mod keep;
#[path = "browsers/model.rs"]
mod model;
#[path = "browsers/offline.rs"]
mod offline;
#[path = "browsers/scenarios.rs"]
mod scenarios;

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
use xtask::server::{Asked, Server};

/// Where the site is served.
const PREFIX: &str = "/some/docs/gloss/";

/// How long a reader would wait.
const PATIENCE: Duration = Duration::from_secs(40);

type Scenario = fn(&Page) -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = Engine::ALL.into_iter().flat_map(|engine| {
        let kinds = [
            (Kind::Plain, scenarios::ALL),
            (Kind::Plain, keep::ALL),
            (Kind::Plain, files::ALL),
            (Kind::Plain, grammars::ALL),
            (Kind::Plain, model::ALL),
            (Kind::Kept, offline::ALL),
            (Kind::Embedded, embed::ALL),
        ];
        kinds.into_iter().flat_map(move |(kind, all)| {
            all.iter().map(move |&(name, scenario)| {
                Trial::test(format!("{}::{name}", engine.name()), move || run(engine, kind, name, scenario))
            })
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// What the site's copy is like, and what is asked at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A browser without service workers, which must lack nothing else.
    Plain,
    /// The site as it is, with its service worker. It pins its files, so there is no witness.
    Kept,
    /// What is open at the end is a page of somebody else's.
    Embedded,
}

fn run(engine: Engine, kind: Kind, name: &str, scenario: Scenario) -> Result<(), Failed> {
    let site = Site::copy(&format!("{}-{name}", engine.name()), kind)?;
    if model::ALL.iter().any(|it| it.0 == name) {
        model::open_guard(&site)?;
    }
    let server = Server::start(&site.0, 0, PREFIX).map_err(|error| format!("{error:#}"))?;
    let page = Page { browser: Browser::start(engine)?, server, site };
    page.browser.go(&page.server.address())?;
    scenario(&page)?;
    page.is_sound(kind)
}

/// A copy of dist/ for one test, with a witness in its page and a frame as narrow as a phone.
struct Site(PathBuf);

impl Site {
    fn copy(name: &str, kind: Kind) -> Result<Self, Failed> {
        let dist = gloss_tests::root().join("dist");
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("site").join(name);
        let _ = fs::remove_dir_all(&folder);
        copy_folder(&dist, &folder).map_err(|error| format!("{}: {error}; run `cargo xtask build`", dist.display()))?;
        for name in ["index.html", "embed.html"] {
            let file = folder.join(name);
            let html = fs::read_to_string(&file)?;
            // It stands behind the policy, so that it sees what the policy forbids, and before every other script.
            let at = html.find("<meta name=\"viewport\"").ok_or_else(|| format!("{name} has no viewport"))?;
            let watched = format!("{}<script src=\"./witness.js\"></script>{}", &html[..at], &html[at..]);
            if kind != Kind::Kept {
                fs::write(&file, watched)?;
            }
        }
        fs::write(folder.join("witness.js"), include_str!("browsers/witness.js"))?;
        fs::write(
            folder.join("phone.html"),
            "<!doctype html><html lang=\"en\"><title>Phone</title><style>body{margin:0}iframe{border:0;width:390px;height:800px}\
             </style><iframe title=\"Gloss\" src=\"./\"></iframe></html>",
        )?;
        Ok(Self(folder))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The page in a browser.
struct Page {
    browser: Browser,
    server: Server,
    site: Site,
}

impl Page {
    /// What was asked for since the last call, but for the rest of the worker: it comes when the first explanation stands, and a test
    /// may be quicker.
    fn asked(&self) -> Vec<Asked> {
        self.server.take_asked().into_iter().filter(|it| !it.path.starts_with("later-")).collect()
    }

    fn run(&self, script: &str) -> Result<Value, Failed> {
        Ok(self.browser.run(script, &[])?)
    }

    /// Waits until something is true.
    fn try_until(&self, what: &str, holds: impl Fn() -> Result<bool, Failed>) -> Result<(), Failed> {
        let start = Instant::now();
        while !holds()? {
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain for {what}; the page says:\n{}", self.text()?).into());
            }
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// Waits until a piece of JavaScript returns something true.
    fn wait(&self, what: &str, script: &str) -> Result<Value, Failed> {
        let start = Instant::now();
        loop {
            let value = self.run(script)?;
            let is_true = !matches!(value, Value::Null | Value::Bool(false)) && value != json!(0) && value != json!("");
            if is_true {
                return Ok(value);
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain for {what}; the page says:\n{}", self.text()?).into());
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn text(&self) -> Result<String, Failed> {
        Ok(self.run("return document.body.innerText.slice(0, 1500)")?.as_str().unwrap_or("").to_owned())
    }

    /// A reader waits until what moves into view stands still, and so do we for a moment.
    fn click(&self, selector: &str) -> Result<(), Failed> {
        for _ in 0..20 {
            match self.browser.click(&self.browser.find(selector)?) {
                Err(refused) if refused.contains("click intercepted") => thread::sleep(Duration::from_millis(100)),
                done => return Ok(done?),
            }
        }
        Ok(self.browser.click(&self.browser.find(selector)?)?)
    }

    /// The code that the page keeps: what is in the editor, once it was explained.
    fn code(&self) -> Result<String, Failed> {
        let kept = self.run("return JSON.parse(localStorage.getItem('gloss') || '{}').code || ''")?;
        Ok(kept.as_str().unwrap_or("").to_owned())
    }

    /// Puts a text into the editor as if it were pasted over everything.
    fn paste(&self, code: &str) -> Result<(), Failed> {
        // Drivers do not press what is taller or wider than the window, and a long text is.
        self.run("document.querySelector('#code .cm-content').focus()")?;
        self.browser.press(&["\u{e009}", "a"])?;
        // Browsers hide what a made event carries from the page, so it carries a plain object.
        let script = "const event = new Event('paste', { bubbles: true, cancelable: true });
            const getData = (type) => (type === 'text/plain' ? arguments[0] : '');
            Object.defineProperty(event, 'clipboardData', { value: { getData, types: ['text/plain'], files: [], items: [] } });
            document.querySelector('#code .cm-content').dispatchEvent(event);";
        self.browser.run(script, &[json!(code)])?;
        Ok(())
    }

    /// Opens a text as a file of that name.
    fn open(&self, name: &str, code: &str) -> Result<(), Failed> {
        let script = "const data = new DataTransfer(); data.items.add(new File([arguments[1]], arguments[0]));
            const input = document.querySelector('#file'); input.files = data.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        self.browser.run(script, &[json!(name), json!(code)])?;
        Ok(())
    }

    /// Chooses an option of a menu.
    fn choose(&self, selector: &str, value: &str) -> Result<(), Failed> {
        let script = "const select = document.querySelector(arguments[0]); select.value = arguments[1];
            select.dispatchEvent(new Event('change', { bubbles: true })); return select.value;";
        self.browser.run(script, &[json!(selector), json!(value)])?;
        Ok(())
    }

    /// The sentences on the page, one a line: number, then text.
    fn sentences(&self) -> Result<String, Failed> {
        let script = "return [...document.querySelectorAll('.explanation li.sentence')]
            .map((it) => it.dataset.id + ' ' + it.querySelector('.words').textContent).join('\\n')";
        Ok(self.run(script)?.as_str().unwrap_or("").to_owned())
    }

    /// Waits until the page says of a text what the engine says natively, sentence by sentence.
    fn explains(
        &self,
        code: &str,
        language: Option<&str>,
        file_name: Option<&str>,
        level: Level,
    ) -> Result<(), Failed> {
        let explanation =
            engine::explain(&Request { code, language, file_name, level }).map_err(|error| error.to_string())?;
        self.shows(&explanation)
    }

    /// Waits until the page shows an explanation, all of it and nothing else.
    fn shows(&self, explanation: &engine::Explanation) -> Result<(), Failed> {
        let mut lines = Vec::new();
        for sentence in explanation.sections.iter().flat_map(|section| &section.sentences) {
            let text: String = inline(&sentence.text)
                .into_iter()
                .map(|piece| match piece {
                    Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) => text,
                })
                .collect();
            lines.push(format!("{} {text}", sentence.id));
        }
        let expected = lines.join("\n");
        let start = Instant::now();
        loop {
            let found = self.sentences()?;
            let is_settled = self.run("return !document.querySelector('#status.is-busy')")? == json!(true);
            if found == expected && is_settled {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let difference = diff::diff(&expected, &found);
                return Err(format!("(- native, + page)\n{difference}\nThe page says:\n{}", self.text()?).into());
            }
            thread::sleep(Duration::from_millis(150));
        }
    }

    /// Waits until the first sample is explained.
    fn is_ready(&self) -> Result<String, Failed> {
        self.wait("the first explanation", "return document.querySelectorAll('.explanation li.sentence').length")?;
        let code = self.code()?;
        self.explains(&code, None, None, Level::Beginner)?;
        Ok(code)
    }

    /// Nothing failed, nothing was forbidden, nothing is missing, and no other origin was asked.
    fn is_sound(&self, kind: Kind) -> Result<(), Failed> {
        if kind == Kind::Plain {
            scenarios::violations(self, "at the end")?;
        }
        let script = "return performance.getEntriesByType('resource').map((it) => it.name)
            .filter((name) => !/^(blob|data):/.test(name) && !name.startsWith(arguments[0])).join(', ')";
        let elsewhere = self.browser.run(script, &[json!(self.server.address())])?;
        if kind != Kind::Embedded && elsewhere != json!("") {
            return Err(format!("the page asked elsewhere: {elsewhere}").into());
        }
        // Browsers ask for an icon at the root by themselves.
        let missed: Vec<String> = self.server.take_missed().into_iter().filter(|path| path != "/favicon.ico").collect();
        if !missed.is_empty() {
            return Err(format!("these files are missing: {}", missed.join(", ")).into());
        }
        Ok(())
    }
}
