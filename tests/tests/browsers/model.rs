//! What a reader does with the language model, and what hosts and browsers do to it.
//!
//! What the page shows of it is compared to what the same files say natively. The guard is opened for that, so that the tests do not
//! depend on how sure the model is; what speaks against a sentence still counts.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use engine::ground::{self, Evidence, Guard, Heard};
use engine::prompt::Prompt;
use engine::render::{Inline, inline};
use engine::{Level, Reading, Request};
use libtest_mimic::Failed;
use lm::{Files, Manifest, Model};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use xtask::server::{Fault, FaultKind};

use super::scenarios::ensure;
use super::{Page, Scenario, Site};

/// All scenarios, the common ones first.
pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("the_model_is_not_loaded_unasked", the_model_is_not_loaded_unasked),
    ("the_model_is_loaded_once", the_model_is_loaded_once),
    ("the_model_adds_marked_sentences", the_model_adds_marked_sentences),
    ("items_of_a_file_have_their_own", items_of_a_file_have_their_own),
    ("the_model_can_be_stopped", the_model_can_be_stopped),
    ("a_broken_download_goes_on", a_broken_download_goes_on),
    ("a_host_without_ranges_will_do", a_host_without_ranges_will_do),
    ("a_bad_download_is_refused", a_bad_download_is_refused),
    ("a_damaged_store_is_mended", a_damaged_store_is_mended),
    ("a_refused_store_is_done_without", a_refused_store_is_done_without),
    ("a_lost_model_is_replaced", a_lost_model_is_replaced),
];

/// Shows whatever nothing speaks against.
const OPEN: Guard = Guard {
    threshold: 0.0,
    weights: Evidence {
        mean_log_probability: 1.0,
        lowest_log_probability: 0.0,
        copy_mass: 0.0,
        support: 0.0,
        agreement: 0.0,
        facts: 0.0,
        length: 0.0,
    },
    bias: 0.0,
};

/// Functions of which the model has something to say about at least one.
const CANDIDATES: &[&str] = &[
    "def read_lines(path):\n    with open(path) as file:\n        return [line.strip() for line in file]\n",
    "def count_words(text):\n    counts = {}\n    for word in text.split():\n        counts[word] = counts.get(word, 0) + 1\n    return counts\n",
    "def is_empty(items):\n    return len(items) == 0\n",
    "def get_user(users, name):\n    for user in users:\n        if user.name == name:\n            return user\n    return None\n",
    "def add(left, right):\n    return left + right\n",
    "def save(self, path):\n    with open(path, \"w\") as file:\n        file.write(self.text)\n",
];

/// Puts an opened guard into a site's model, and pins it in the page.
pub(crate) fn open_guard(site: &Site) -> Result<(), Failed> {
    let path = site.0.join("models/default/manifest.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut manifest: Value = serde_json::from_str(&text)?;
    manifest["guard"] = serde_json::to_value(OPEN)?;
    let opened = manifest.to_string();
    fs::write(&path, &opened)?;
    let index = site.0.join("index.html");
    let html = fs::read_to_string(&index)?;
    // A model whose own guard is never satisfied is not offered.
    let html = html
        .replace("name=\"gloss-model-silent\"", "name=\"gloss-model\"")
        .replace(&format!("data-manifest=\"{}\"", sum(&text)), &format!("data-manifest=\"{}\"", sum(&opened)))
        .replace(
            &format!("data-manifest-bytes=\"{}\"", text.len()),
            &format!("data-manifest-bytes=\"{}\"", opened.len()),
        );
    ensure(html.contains(&sum(&opened)), "the page does not pin the model's manifest")?;
    Ok(fs::write(&index, html)?)
}

fn sum(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The model of a page, natively.
struct Native(Model);

impl Native {
    fn load(page: &Page) -> Result<Self, Failed> {
        let folder = page.site.0.join("models/default");
        let manifest = Manifest::parse(&fs::read(folder.join("manifest.json"))?)?;
        let mut files = Files::new();
        for entry in &manifest.files {
            files.insert(entry.path.clone(), fs::read(folder.join(&entry.path))?);
        }
        Ok(Self(Model::load(&manifest, files, &mut |_| {})?))
    }

    fn says(&self, prompt: &Prompt) -> Result<Option<String>, Failed> {
        let ask = |source: &str| -> Result<lm::Output, Failed> {
            let request = lm::Request { source, tags: &["<b>"], beam: 1, max_tokens: self.0.context().target };
            Ok(self.0.infer(&request, &mut |_| true)?.remove(0))
        };
        let (said, masked) = (ask(&prompt.source)?, ask(&prompt.masked())?);
        let pieces: Vec<String> = said.tokens.iter().map(|&token| self.0.piece(token).to_owned()).collect();
        let heard = Heard {
            text: &said.text,
            pieces: &pieces,
            log_probabilities: &said.token_log_probabilities,
            copy_mass: said.copy_mass,
            finished: said.finished,
            masked: Some(&masked.text),
        };
        let verdict = ground::judge(prompt, &heard, &OPEN);
        Ok(verdict.shown.then_some(verdict.text))
    }
}

/// What the model is to say of a text, as the page shows it: for each item in order, where it is shown at all.
fn expected(page: &Page, code: &str) -> Result<Vec<String>, Failed> {
    let native = Native::load(page)?;
    let request = Request { code, language: None, file_name: None, level: Level::Beginner };
    let reading = Reading::of_request(&request, &mut || true)?;
    let mut all = Vec::new();
    for prompt in &reading.items().prompts {
        if let Some(text) = native.says(prompt)? {
            all.push(
                inline(&text)
                    .into_iter()
                    .map(|it| match it {
                        Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) => text,
                    })
                    .collect(),
            );
        }
    }
    Ok(all)
}

/// The first candidate of which the model says something, and what.
fn spoken_of(page: &Page) -> Result<(&'static str, String), Failed> {
    for code in CANDIDATES {
        if let Some(text) = expected(page, code)?.pop() {
            return Ok((code, text));
        }
    }
    Err("the model has nothing to say of any candidate".into())
}

/// What the page shows of the model, one a line.
const INFERRED: &str =
    "return [...document.querySelectorAll('.is-inferred .words')].map((it) => it.textContent).join('\\n')";

fn says(page: &Page, what: &str) -> Result<(), Failed> {
    page.wait(
        &format!("the model to say “{what}”"),
        &format!("{} && document.querySelector('#model-says').textContent.includes({})", IS_ON_PAGE, json!(what)),
    )?;
    Ok(())
}

const IS_ON_PAGE: &str = "return document.querySelector('#model-says') !== null";

fn switch_on(page: &Page) -> Result<(), Failed> {
    page.click("#model-switch")
}

/// Waits until the model has been read and has answered what it was asked.
fn is_done(page: &Page) -> Result<(), Failed> {
    page.wait(
        "the model",
        "return document.querySelector('#model-hide') !== null && document.querySelector('#model-stop') === null
             && !document.querySelector('#status.is-busy')",
    )?;
    Ok(())
}

/// The files of the model that were asked for since the last call, with the first byte where it was not 0.
fn asked(page: &Page) -> Vec<(String, Option<usize>)> {
    page.server
        .take_asked()
        .into_iter()
        .filter_map(|it| Some((it.path.strip_prefix("models/default/")?.to_owned(), it.from)))
        .collect()
}

fn fail(page: &Page, faults: &[(&str, FaultKind, usize)]) {
    let fault = |&(path, kind, times): &(&str, FaultKind, usize)| Fault { path: path.to_owned(), kind, times };
    page.server.fail(faults.iter().map(fault).collect());
}

fn length(page: &Page, file: &str) -> Result<usize, Failed> {
    Ok(fs::metadata(page.site.0.join("models/default").join(file))?.len() as usize)
}

fn the_model_is_not_loaded_unasked(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(CANDIDATES[0])?;
    page.explains(CANDIDATES[0], None, None, Level::Beginner)?;
    let asked = page.server.take_asked();
    ensure(asked.iter().any(|it| it.path.starts_with("worker-")), "the server saw nothing")?;
    let model: Vec<_> = asked.iter().filter(|it| it.path.starts_with("model")).collect();
    ensure(model.is_empty(), format!("asked for {model:?} before the model was wanted"))?;
    let state = page.run("return document.querySelector('#model-switch').getAttribute('aria-checked')")?;
    ensure(state == json!("false"), format!("the switch is {state}"))?;
    says(page, " MB are loaded once")
}

fn the_model_is_loaded_once(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    fail(page, &[("encoder.onnx", FaultKind::Slow(200_000), 1)]);
    switch_on(page)?;
    let progress = "const it = document.querySelector('#model-progress');
        return it && it.value > 0 && it.value < it.max && it.position > 0 && it.value";
    let first = page.wait("progress", progress)?.as_f64().unwrap_or(0.0);
    let bytes = page.run("return document.querySelector('.model-bytes').textContent")?;
    ensure(bytes.as_str().is_some_and(|it| it.contains(" of ") && it.ends_with(" MB")), format!("it says {bytes}"))?;
    page.wait("more progress", &format!("{progress} > {first}"))?;
    is_done(page)?;
    let files = asked(page);
    ensure(files.len() == 4, format!("asked for {files:?}"))?;
    page.browser.reload()?;
    page.is_ready()?;
    is_done(page)?;
    let files = asked(page);
    ensure(files.is_empty(), format!("a reload asked for {files:?}"))?;
    // Off is remembered too.
    switch_on(page)?;
    says(page, "Off.")?;
    page.browser.reload()?;
    page.is_ready()?;
    says(page, "Off.")
}

fn the_model_adds_marked_sentences(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let (code, text) = spoken_of(page)?;
    page.paste(code)?;
    page.explains(code, None, None, Level::Beginner)?;
    switch_on(page)?;
    page.wait(&format!("“{text}”"), &format!("{INFERRED} === {}", json!(text)))?;
    is_done(page)?;
    says(page, "Added one sentence")?;
    // It opens What, is marked in words, and explains the mark.
    let marked = page.run(
        "const first = document.querySelector('.part-what .is-inferred');
         const mark = first.querySelector('button.inferred');
         const note = document.getElementById(mark.getAttribute('aria-describedby'));
         const before = first.compareDocumentPosition(document.querySelector('.part-what li.sentence'));
         return mark.textContent === 'inferred' && note.textContent.includes('may be wrong')
             && Boolean(before & Node.DOCUMENT_POSITION_FOLLOWING)",
    )?;
    ensure(marked == json!(true), "the sentence is not marked")?;
    let note = "return getComputedStyle(document.querySelector('.note')).visibility";
    let start = Instant::now();
    while page.run(note)? != json!("visible") {
        ensure(start.elapsed() < super::PATIENCE, "the mark does not explain itself")?;
        page.browser.hover(&page.browser.find("h1")?)?;
        page.browser.hover(&page.browser.find("button.inferred")?)?;
    }
    page.wait("lit lines", "return document.querySelectorAll('#code .gloss-lit').length > 0")?;
    page.browser.hover(&page.browser.find("h1")?)?;
    page.wait("the note to go", &format!("{note} === 'hidden'"))?;
    super::scenarios::axe(page, "with the model")?;
    // What the rules say stands as it was, and hiding leaves just that.
    page.explains(code, None, None, Level::Beginner)?;
    page.click("#model-hide")?;
    page.wait("no inferred sentence", "return document.querySelector('.is-inferred') === null")?;
    page.browser.reload()?;
    page.is_ready()?;
    is_done(page)?;
    says(page, "hidden")?;
    ensure(page.run(INFERRED)? == json!(""), "a reload forgot that they are hidden")?;
    page.click("#model-hide")?;
    page.wait("the sentence", &format!("{INFERRED} === {}", json!(text)))?;
    Ok(())
}

/// A number of the page, once it stands still: a pane that scrolls smoothly takes its time on a busy machine.
fn settled(page: &Page, script: &str) -> Result<i64, Failed> {
    let start = Instant::now();
    let mut last = page.run(script)?;
    loop {
        thread::sleep(Duration::from_millis(200));
        let now = page.run(script)?;
        if now == last {
            return now.as_i64().ok_or_else(|| format!("{now} is no number").into());
        }
        ensure(start.elapsed() < super::PATIENCE, "the page does not come to rest")?;
        last = now;
    }
}

fn items_of_a_file_have_their_own(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let code = CANDIDATES.join("\n\n");
    let all = expected(page, &code)?;
    ensure(!all.is_empty(), "the model has nothing to say")?;
    page.paste(&code)?;
    page.explains(&code, None, None, Level::Beginner)?;
    // What the reader reads stays where it is when sentences come in above.
    let last =
        "const last = [...document.querySelectorAll('.part-how > ol > li')].pop().querySelector('button.lines');";
    let place = format!("{last} return Math.round(last.getBoundingClientRect().top)");
    switch_on(page)?;
    page.run(&format!("{last} last.focus(); last.scrollIntoView({{ block: 'center', behavior: 'instant' }});"))?;
    let before = settled(page, &place)?;
    page.wait(&format!("{all:?}"), &format!("{INFERRED} === {}", json!(all.join("\n"))))?;
    is_done(page)?;
    let has_focus = page.run(&format!("{last} return document.activeElement === last"))?;
    ensure(has_focus == json!(true), "the focus was lost")?;
    let after = settled(page, &place)?;
    ensure((before - after).abs() <= 2, format!("what is read moved from {before} to {after}"))?;
    let misplaced = page.run(
        "return [...document.querySelectorAll('.is-inferred')].filter((it) => {
             const [first, last] = it.dataset.lines.split('-').map(Number);
             const [start] = it.parentElement.closest('li').dataset.lines.split('-').map(Number);
             return start < first || last < start; }).length",
    )?;
    ensure(misplaced == json!(0), format!("{misplaced} sentences stand under another item"))
}

fn the_model_can_be_stopped(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    // While it arrives: it is off then, and the rest is loaded another time.
    fail(page, &[("encoder.onnx", FaultKind::Slow(100_000), 1)]);
    switch_on(page)?;
    page.wait("progress", "const it = document.querySelector('#model-progress'); return it && it.value > 300000")?;
    page.click("#model-stop")?;
    says(page, "Off.")?;
    page.explains(&code, None, None, Level::Beginner)?;
    // It puts away what has arrived.
    thread::sleep(Duration::from_millis(1_000));
    asked(page);
    switch_on(page)?;
    is_done(page)?;
    let files = asked(page);
    let resumed = files.iter().any(|(path, from)| path == "encoder.onnx" && from.is_some_and(|from| from >= 300_000));
    ensure(resumed, format!("asked for {files:?}"))?;
    // While it reads: it stays loaded, and goes on with the next text. A worker that did not give up in time would be replaced.
    let long: String = (0..24).map(|at| CANDIDATES[at % 6].replacen("(", &format!("_{at}("), 1) + "\n").collect();
    page.paste(&long)?;
    page.wait("a long reading", "return document.querySelector('#model-says').textContent.includes(' of 24)')")?;
    page.server.take_asked();
    page.click("#model-stop")?;
    says(page, "Stopped.")?;
    page.paste(&long.replace("left", "links"))?;
    page.wait("a long reading", "return document.querySelector('#model-says').textContent.includes(' of 24)')")?;
    page.paste(CANDIDATES[4])?;
    page.explains(CANDIDATES[4], None, None, Level::Beginner)?;
    is_done(page)?;
    let text = expected(page, CANDIDATES[4])?.join("\n");
    page.wait(&format!("“{text}”"), &format!("{INFERRED} === {}", json!(text)))?;
    let restarted: Vec<_> = page.server.take_asked().into_iter().filter(|it| it.path.starts_with("model")).collect();
    ensure(restarted.is_empty(), format!("the worker was replaced: {restarted:?}"))
}

fn a_broken_download_goes_on(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let half = length(page, "encoder.onnx")? / 2;
    fail(page, &[("encoder.onnx", FaultKind::Cut(half), 1), ("decoder.onnx", FaultKind::Unavailable, 1)]);
    switch_on(page)?;
    is_done(page)?;
    let files = asked(page);
    let froms: Vec<_> = files.iter().filter(|it| it.0 == "encoder.onnx").map(|it| it.1).collect();
    // Browsers may keep back some of the bytes that came before the break.
    let goes_on = froms.len() == 2 && froms[0].is_none() && froms[1].is_some_and(|from| 0 < from && from <= half);
    ensure(goes_on, format!("asked for {files:?}"))?;
    // One that breaks for good says so, and goes on when the reader wants it.
    empty_store(page)?;
    page.browser.reload()?;
    page.is_ready()?;
    fail(page, &[("encoder.onnx", FaultKind::Cut(half), 1), ("encoder.onnx", FaultKind::Cut(0), 9)]);
    says(page, "broke off after")?;
    ensure(page.run(INFERRED)? == json!(""), "there is a sentence without a model")?;
    page.server.fail(Vec::new());
    asked(page);
    page.click("#model-retry")?;
    is_done(page)?;
    let files = asked(page);
    ensure(files.iter().any(|it| it.0 == "encoder.onnx" && it.1.is_some()), format!("asked for {files:?}"))
}

fn a_host_without_ranges_will_do(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let half = length(page, "encoder.onnx")? / 2;
    fail(page, &[("encoder.onnx", FaultKind::Cut(half), 1), ("encoder.onnx", FaultKind::NoRange, 1)]);
    switch_on(page)?;
    is_done(page)?;
    let files = asked(page);
    ensure(files.iter().filter(|it| it.0 == "encoder.onnx").count() == 2, format!("asked for {files:?}"))
}

fn a_bad_download_is_refused(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    let cases = [
        ("decoder.onnx", FaultKind::Corrupt, "decoder.onnx is not the file"),
        ("encoder.onnx", FaultKind::Page, "encoder.onnx is an HTML page"),
        ("manifest.json", FaultKind::Page, "manifest.json is an HTML page"),
        ("tokenizer.json", FaultKind::Truncate(1_000), "tokenizer.json is truncated"),
    ];
    for (number, (file, kind, message)) in cases.into_iter().enumerate() {
        fail(page, &[(file, kind, 1)]);
        if number == 0 {
            switch_on(page)?;
        } else {
            page.click("#model-switch")?;
            says(page, "Off.")?;
            empty_store(page)?;
            switch_on(page)?;
        }
        says(page, message)?;
        ensure(page.run(INFERRED)? == json!(""), "there is a sentence without a model")?;
        page.explains(&code, None, None, Level::Beginner)?;
    }
    // The page was told of no fault of its own, and the next try works.
    page.server.fail(Vec::new());
    page.click("#model-retry")?;
    is_done(page)
}

/// Changes a byte in the middle of a file in the store.
const DAMAGE: &str = "const files = await store();
    const key = (await result(files.getAllKeys())).find((it) => it.includes('decoder.onnx'));
    const bytes = await result(files.get(key));
    bytes[bytes.length >> 1] ^= 1;
    await result(files.put(bytes, key));";

fn empty_store(page: &Page) -> Result<(), Failed> {
    in_store(page, "await result((await store()).clear());")
}

/// Does something to the model's store, from the page.
fn in_store(page: &Page, script: &str) -> Result<(), Failed> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const result = (request) => new Promise((resolve, reject) => {{
             request.onsuccess = () => resolve(request.result);
             request.onerror = () => reject(request.error);
         }});
         let base, kept;
         const store = async () => {{
             base = await result(indexedDB.open('gloss-models'));
             const work = base.transaction('files', 'readwrite');
             // A page that is left before this loses the change.
             kept = new Promise((resolve, reject) => {{ work.oncomplete = resolve; work.onabort = reject; }});
             return work.objectStore('files');
         }};
         (async () => {{ {script} await kept; base.close(); }})().then(() => done('done'), (error) => done(String(error)));"
    );
    let outcome = page.browser.run_async(&script, &[])?;
    ensure(outcome == json!("done"), format!("the store could not be changed: {outcome}"))
}

fn a_damaged_store_is_mended(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    switch_on(page)?;
    is_done(page)?;
    in_store(page, DAMAGE)?;
    asked(page);
    page.browser.reload()?;
    page.is_ready()?;
    is_done(page)?;
    let files = asked(page);
    ensure(files.iter().any(|it| it.0 == "decoder.onnx"), format!("asked for {files:?}"))?;
    page.browser.reload()?;
    page.is_ready()?;
    is_done(page)?;
    ensure(asked(page).is_empty(), "the store was not mended")
}

/// Puts JavaScript before the model's worker.
fn before_worker(page: &Page, script: &str) -> Result<(), Failed> {
    for entry in fs::read_dir(&page.site.0)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("model-") && path.extension().is_some_and(|it| it == "js") {
            let text = fs::read_to_string(&path)?;
            return Ok(fs::write(&path, format!("{script}\n{text}"))?);
        }
    }
    Err("there is no worker for the model".into())
}

fn a_refused_store_is_done_without(page: &Page) -> Result<(), Failed> {
    let full = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    let refused = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };";
    page.is_ready()?;
    for script in [full, refused] {
        before_worker(page, script)?;
        page.browser.reload()?;
        page.is_ready()?;
        if script == full {
            switch_on(page)?;
        }
        is_done(page)?;
        says(page, "could not keep it")?;
        ensure(!asked(page).is_empty(), "nothing was loaded")?;
    }
    let (code, text) = spoken_of(page)?;
    page.paste(code)?;
    page.wait(&format!("“{text}”"), &format!("{INFERRED} === {}", json!(text)))?;
    Ok(())
}

fn a_lost_model_is_replaced(page: &Page) -> Result<(), Failed> {
    before_worker(
        page,
        "self.addEventListener('message', (event) => {
             if (event.data.includes('\"infer\"') && event.data.includes('breaks_off')) Promise.reject(new Error('trap'));
         });",
    )?;
    page.is_ready()?;
    switch_on(page)?;
    is_done(page)?;
    let breaks = "def breaks_off(values):\n    return values[0]\n";
    page.paste(breaks)?;
    says(page, "The model stopped on this code.")?;
    page.explains(breaks, None, None, Level::Beginner)?;
    let start = Instant::now();
    let (code, text) = spoken_of(page)?;
    page.paste(code)?;
    page.wait(&format!("“{text}”"), &format!("{INFERRED} === {}", json!(text)))?;
    ensure(start.elapsed() < super::PATIENCE, "it took too long")?;
    page.explains(code, None, None, Level::Beginner)
}
