//! What a reader keeps: links, the history, files.

use engine::Level;
use libtest_mimic::Failed;
use serde_json::{Value, json};

use super::scenarios::{axe, ensure};
use super::{Page, Scenario};

pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("a_link_carries_code_language_and_level", a_link_carries_code_language_and_level),
    ("bad_links_change_nothing", bad_links_change_nothing),
    ("what_is_too_long_for_a_link_is_a_file", what_is_too_long_for_a_link_is_a_file),
    ("the_history_keeps_every_text", the_history_keeps_every_text),
    ("the_history_travels_as_a_file", the_history_travels_as_a_file),
    ("words_of_the_last_second_are_not_lost", words_of_the_last_second_are_not_lost),
    ("without_a_store_the_page_goes_on", without_a_store_the_page_goes_on),
    ("every_form_can_be_saved", every_form_can_be_saved),
];

const MINE: &str = "def mine(value):\n    return value + 1\n";
const THEIRS: &str = "def theirs(items):\n    for item in items:\n        print(item)\n";

/// Catches what would leave the page.
const CATCH: &str = "window.taken = {};
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text) => { taken.copied = text; return Promise.resolve(); } } });
    if (!window.catching) {
        window.catching = true;
        const create = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { blob.text().then((text) => { taken.saved = text; }); return create(blob); };
        HTMLAnchorElement.prototype.click = function () { taken.name = this.download; };
    }";

/// Packs a text as a link is packed, by the browser's own means.
const PACK: &str = "const [text, done] = [arguments[0], arguments[arguments.length - 1]];
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    new Response(stream).arrayBuffer().then((bytes) => {
        let letters = ''; for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte);
        done('#g1:' + btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
    }, (error) => done(String(error)));";

fn pack(page: &Page, text: &str) -> Result<String, Failed> {
    Ok(page.browser.run_async(PACK, &[json!(text)])?.as_str().unwrap_or("").to_owned())
}

fn note(page: &Page, part: &str) -> Result<(), Failed> {
    let script = format!("return document.querySelector('#note')?.textContent.includes({})", json!(part));
    page.wait(&format!("a note that says “{part}”"), &script).map(drop)
}

fn shown(page: &Page) -> Result<Value, Failed> {
    page.run("return [...document.querySelectorAll('#code .cm-line')].map((it) => it.textContent).join('\\n')")
}

/// The titles in the open history.
fn titles(page: &Page) -> Result<Vec<String>, Failed> {
    let found = page.run("return [...document.querySelectorAll('.history-title')].map((it) => it.textContent)")?;
    Ok(found.as_array().into_iter().flatten().filter_map(|it| Some(it.as_str()?.to_owned())).collect())
}

/// Opens the history and waits until it has this many entries.
fn open_history(page: &Page, n: usize) -> Result<(), Failed> {
    if page.run("return document.querySelector('#history').open")? != json!(true) {
        page.click("#history-open")?;
    }
    page.wait(
        &format!("{n} texts in the history"),
        &format!("return document.querySelectorAll('.history-row').length === {n}"),
    )?;
    Ok(())
}

fn a_link_carries_code_language_and_level(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(THEIRS)?;
    page.click("label:has(input[name=level][value=expert])")?;
    page.explains(THEIRS, None, None, Level::Expert)?;
    page.run(CATCH)?;
    page.server.take_asked();
    page.click("#copy-link")?;
    let link = page.wait("the link", "return window.taken.copied")?;
    let link = link.as_str().unwrap_or("").to_owned();
    ensure(link.starts_with(&format!("{}#g1:", page.server.address())), format!("the link is {link}"))?;
    let asked = page.asked();
    ensure(asked.is_empty(), "making a link asked the server")?;
    // Someone else, with a text of their own.
    page.paste(MINE)?;
    page.click("label:has(input[name=level][value=beginner])")?;
    page.explains(MINE, None, None, Level::Beginner)?;
    let fragment = link.split_once('#').map_or("", |it| it.1);
    page.run(&format!("location.hash = {}", json!(fragment)))?;
    note(page, "came by a link")?;
    page.explains(THEIRS, Some("python"), None, Level::Expert)?;
    ensure(shown(page)? == json!(THEIRS), "the editor shows something else")?;
    ensure(page.run("return location.hash")? == json!(""), "the fragment stayed")?;
    page.click("#note-way")?;
    page.explains(MINE, None, None, Level::Beginner)?;
    // What is opened by the link alone.
    page.browser.go("about:blank")?;
    page.browser.go(&link)?;
    note(page, "came by a link")?;
    page.explains(THEIRS, Some("python"), None, Level::Expert)?;
    axe(page, "with a note")?;
    open_history(page, 2)?;
    Ok(())
}

fn bad_links_change_nothing(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    let of = |lang: &str, code: &str| json!({ "v": 1, "lang": lang, "level": "expert", "code": code }).to_string();
    let whole = pack(page, &of("python", "x = 1"))?;
    let bad = [
        ("damaged", "#g1:%%%%".to_owned()),
        ("damaged", "#g1:".to_owned()),
        ("damaged", whole[..whole.len() / 2].to_owned()),
        ("damaged", pack(page, "[1, 2")?),
        ("damaged", pack(page, "\u{0}")?),
        ("newer Gloss", "#g7:AAAA".to_owned()),
        ("newer Gloss", pack(page, "{\"v\":2}")?),
        ("does not read", pack(page, &of("<b>klingon</b>", "x"))?),
        ("no code", pack(page, &of("python", "  "))?),
        ("more than Gloss opens", pack(page, &of("python", &"a".repeat(5_000_000)))?),
    ];
    for (why, fragment) in bad {
        page.run("document.querySelector('#note-close')?.click()")?;
        page.browser.run("location.hash = arguments[0]", &[json!(fragment)])?;
        note(page, why)?;
        ensure(shown(page)? == json!(MINE), format!("{why}: the text is gone"))?;
    }
    let injected = page.run("return document.querySelector('#note b') !== null")?;
    ensure(injected == json!(false), "a link wrote markup into the page")?;
    // What looks like a script is text.
    let script = "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 1\">\n";
    let fragment = pack(page, &of("html", script))?;
    page.browser.run("location.hash = arguments[0]", &[json!(fragment)])?;
    page.explains(script, Some("html"), None, Level::Expert)?;
    ensure(page.run("return window.hacked === undefined")? == json!(true), "a link ran a script")
}

fn what_is_too_long_for_a_link_is_a_file(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let mut seed = 7_u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (seed >> 24) as u8 % 26)
    };
    let long: String =
        (0..400).map(|n| format!("v{n} = '{}'\n", (0..40).map(|_| random()).collect::<String>())).collect();
    page.paste(&long)?;
    page.explains(&long, None, None, Level::Beginner)?;
    page.run(CATCH)?;
    page.click("#copy-link")?;
    note(page, "too long")?;
    page.click("#note-way")?;
    let saved = page.wait("the file", "return window.taken.name && window.taken.saved")?;
    let name = page.run("return window.taken.name")?;
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    page.open(name.as_str().unwrap_or(""), saved.as_str().unwrap_or(""))?;
    page.explains(&long, Some("python"), None, Level::Beginner)?;
    page.open("bad.gloss.json", "{")?;
    note(page, "bad.gloss.json")
}

fn the_history_keeps_every_text(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.server.take_asked();
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    page.paste(THEIRS)?;
    page.explains(THEIRS, None, None, Level::Beginner)?;
    // One entry for each piece of work, not for each key.
    page.browser.press(&["\u{e009}", "\u{e010}"])?;
    page.browser.press(&["#"])?;
    page.browser.press(&["!"])?;
    open_history(page, 2)?;
    let n_asked = page.asked().iter().filter(|it| !it.path.starts_with("editor/")).count();
    ensure(n_asked == 0, "keeping asked the server")?;
    ensure(titles(page)? == ["def theirs(items)", "def mine(value)"], format!("the titles are {:?}", titles(page)?))?;
    axe_in_dialog(page)?;
    // Search in the code.
    page.browser.type_into(&page.browser.find("#history-search")?, "value +")?;
    page.wait("one match", "return document.querySelectorAll('.history-row').length === 1")?;
    page.click(".history-row [aria-label^=Rename]")?;
    page.browser.press(&["\u{e009}", "a"])?;
    for key in ["p", "l", "u", "s", "\u{e007}"] {
        page.browser.press(&[key])?;
    }
    page.wait("the name", "return document.querySelector('.history-title').textContent === 'plus'")?;
    page.click(".history-row [aria-label^=Pin]")?;
    page.wait("the pin", "return document.querySelector('.history-row [aria-pressed=true]')")?;
    page.run("const it = document.querySelector('#history-search'); it.value = ''; it.dispatchEvent(new Event('input', { bubbles: true }))")?;
    open_history(page, 2)?;
    ensure(titles(page)? == ["plus", "def theirs(items)"], "what is pinned does not stand first")?;
    // Deleting can be undone.
    page.click(".history-row [aria-label^=Delete]")?;
    open_history(page, 1)?;
    page.click("#history-undo")?;
    open_history(page, 2)?;
    page.click(".history-row .history-take")?;
    page.explains(MINE, None, None, Level::Beginner)?;
    // All of it outlives the page.
    page.browser.reload()?;
    page.explains(MINE, None, None, Level::Beginner)?;
    open_history(page, 2)?;
    ensure(titles(page)? == ["plus", "def theirs(items)"], "the history was forgotten")?;
    let said =
        page.wait("what the browser promises", "return document.querySelector('#history-promise').textContent")?;
    ensure(said.as_str().is_some_and(|it| it.contains("browser")), format!("the promise is {said}"))?;
    page.browser.press(&["\u{e00c}"])?;
    page.wait("the history to close", "return !document.querySelector('#history').open")?;
    Ok(())
}

fn axe_in_dialog(page: &Page) -> Result<(), Failed> {
    // The switch of the theme is behind the dialog, so only this theme is looked at.
    let file = gloss_tests::root().join("tests/corpus/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file)?;
    let script = format!(
        "{axe};\nconst done = arguments[arguments.length - 1];
         axe.run('#history', {{ resultTypes: ['violations'] }}).then((it) => done(it.violations.map((v) => v.id + ': ' + v.nodes[0].html).join(' | ')), (error) => done(String(error)));"
    );
    let found = page.browser.run_async(&script, &[])?;
    ensure(found == json!(""), format!("in the history: {found}"))
}

/// Imports a text as a file.
fn import(page: &Page, text: &str) -> Result<(), Failed> {
    let script = "const data = new DataTransfer(); data.items.add(new File([arguments[0]], 'history.json'));
        const input = document.querySelector('#history-import'); input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.browser.run(script, &[json!(text)])?;
    Ok(())
}

fn the_history_travels_as_a_file(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    page.paste(THEIRS)?;
    page.explains(THEIRS, None, None, Level::Beginner)?;
    open_history(page, 2)?;
    page.run(CATCH)?;
    page.click("#history-export")?;
    let file = page.wait("the file", "return window.taken.saved")?;
    let file = file.as_str().unwrap_or("").to_owned();
    for _ in 0..2 {
        page.click(".history-row [aria-label^=Delete]")?;
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    open_history(page, 0)?;
    for bad in ["", "{", "[]", "{\"gloss\":\"history\",\"v\":9,\"entries\":[]}", &file.replace("beginner", "wizard")] {
        import(page, "")?;
        import(page, bad)?;
        page.wait(
            "a message",
            "return document.querySelector('.history-said').textContent.includes('Nothing was changed')",
        )?;
        open_history(page, 0)?;
    }
    import(page, &file)?;
    open_history(page, 2)?;
    import(page, &file)?;
    page.wait(
        "a message",
        "return document.querySelector('.history-said').textContent.includes('2 were here already')",
    )?;
    open_history(page, 2)
}

/// Reloads in the middle of typing, and with the browser's quick storage gone, as after a kill.
fn words_of_the_last_second_are_not_lost(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    page.browser.press(&["\u{e009}", "\u{e010}"])?;
    for key in ["#", "l", "a", "s", "t"] {
        page.browser.press(&[key])?;
    }
    page.browser.reload()?;
    let last = format!("{MINE}#last");
    page.wait(
        "the last words",
        &format!(
            "return [...document.querySelectorAll('#code .cm-line')].map((it) => it.textContent).join('\\n') === {}",
            json!(last)
        ),
    )?;
    // The history has them without the page's own copy.
    page.wait(
        "the entry",
        "const open = indexedDB.open('gloss-history', 1);
         window.found ??= null;
         open.onsuccess = () => {
             const all = open.result.transaction('entries').objectStore('entries').getAll();
             all.onsuccess = () => { window.found = all.result.some((it) => JSON.parse(it).code.endsWith('#last')); open.result.close(); };
         };
         return window.found",
    )?;
    page.run("localStorage.clear()")?;
    page.browser.go("about:blank")?;
    page.browser.go(&page.server.address())?;
    note(page, "back from the history")?;
    ensure(shown(page)? == json!(last), "other words came back")
}

/// The browser refuses every store.
fn without_a_store_the_page_goes_on(page: &Page) -> Result<(), Failed> {
    let index = page.site.0.join("index.html");
    let html = std::fs::read_to_string(&index)?;
    std::fs::write(
        &index,
        html.replacen("<meta name=\"viewport\"", "<script src=\"./refuse.js\"></script><meta name=\"viewport\"", 1),
    )?;
    std::fs::write(
        page.site.0.join("refuse.js"),
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    )?;
    page.browser.go(&format!("{}?refused", page.server.address()))?;
    page.is_ready()?;
    page.paste(MINE)?;
    page.explains(MINE, None, None, Level::Beginner)?;
    note(page, "full")?;
    open_history(page, 1)?;
    page.click("#history-close")?;
    page.paste(THEIRS)?;
    page.explains(THEIRS, None, None, Level::Beginner)?;
    open_history(page, 2)
}

fn every_form_can_be_saved(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(THEIRS)?;
    page.explains(THEIRS, None, None, Level::Beginner)?;
    page.run("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")?;
    let save = |id: &str| -> Result<(String, String), Failed> {
        page.run(CATCH)?;
        page.click("#export summary")?;
        page.click(id)?;
        let saved = page.wait("the file", "return window.taken.name && window.taken.saved")?;
        let name = page.run("return window.taken.name")?;
        Ok((name.as_str().unwrap_or("").to_owned(), saved.as_str().unwrap_or("").to_owned()))
    };
    let (name, text) = save("#save-note")?;
    ensure(name == "code.beginner.note.md", format!("the note is called {name}"))?;
    for part in ["#g1:", "SHA-256 `", "Level: beginner", "Gloss 0.", "## What", "for item in items"] {
        ensure(text.contains(part), format!("{part} is not in the note: {text}"))?;
    }
    let (_, text) = save("#save-html")?;
    ensure(text.starts_with("<!doctype html>") && !text.contains("<script"), format!("the page is {text}"))?;
    let (_, text) = save("#save-json")?;
    let read: engine::Explanation = serde_json::from_str(&text)?;
    page.shows(&read)?;
    let (name, text) = save("#save-comments")?;
    ensure(name == "commented-code.py", format!("the code is called {name}"))?;
    let kept: String = text.split_inclusive('\n').filter(|it| !it.trim_start().starts_with("# ")).collect();
    ensure(kept == THEIRS && text.len() > THEIRS.len(), format!("the code became {text}"))?;
    page.click("#export summary")?;
    page.click("#print")?;
    ensure(page.run("return window.printed")? == json!(1), "nothing was printed")?;
    page.run("dispatchEvent(new Event('beforeprint'))")?;
    let paper = page.run("return document.querySelector('#on-paper').textContent")?;
    ensure(paper.as_str().is_some_and(|it| it.contains("for item in items")), "the code is not on paper")?;
    page.run("dispatchEvent(new Event('afterprint'))")?;
    // The menu closes by its key, and the focus goes back to it.
    page.click("#export summary")?;
    page.browser.press(&["\u{e00c}"])?;
    let closed = page
        .run("return !document.querySelector('#export').open && document.activeElement.matches('#export summary')")?;
    ensure(closed == json!(true), "Escape does not close the menu")?;
    page.click("#export summary")?;
    axe(page, "with the menu open")
}
