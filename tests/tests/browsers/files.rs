//! Several files at once: folders and archives, the overview, tabs, and what a reload leaves of them.

use engine::{File, Level, Project};
use libtest_mimic::Failed;
use serde_json::json;

use super::scenarios::{axe, ensure};
use super::{Page, Scenario};

pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("several_files_get_an_overview", several_files_get_an_overview),
    ("files_survive_a_reload", files_survive_a_reload),
    ("an_archive_is_unpacked", an_archive_is_unpacked),
];

const CART: &str = "\"\"\"What a customer wants to buy.\"\"\"\n\ndef total(prices):\n    return sum(prices)\n";
const MAIN: &str = "from cart import total\n\nif __name__ == \"__main__\":\n    print(total([1, 2]))\n";

/// A folder `shop` with [`CART`] and [`MAIN`], a file whose path leads out of it, a module that a tool has fetched, and an image.
const ARCHIVE: &str = "UEsDBBQAAAAIAAAAIVAyowH3SAAAAE8AAAAMAAAAc2hvcC9jYXJ0LnB5U1JSCs9ILFFIVEguLS7Jz00tUihPzCspVijJV0gqrdRTUlLi4kpJTQPySxJzNAqKMpNTizWtuBSAoCi1pLQoT6G4NBcmzgUAUEsDBBQAAAAIAAAAIVAJpDpQSAAAAEwAAAAMAAAAc2hvcC9tYWluLnB5SyvKz1VITiwqUcjMLcgHUiX5JYk5XFyZaQrx8XmJuanx8Qq2tgpK8fG5iZl58fFKVlwKQFBQlJlXogFWqxFtqKNgFKupyQUAUEsDBBQAAAAIAAAAIVBhprXoFgAAABQAAAAdAAAAc2hvcC9ub2RlX21vZHVsZXMvbGVmdC9wYWQuanPLzU8pzUnVS60oyC8qKVawVTC05gIAUEsDBBQAAAAIAAAAIVA7ifaLCAAAAAYAAAAVAAAAc2hvcC8uLi8uLi9vdXRzaWRlLnB5q1CwVTDkAgBQSwMEFAAAAAgAAAAhUDOfcL4IAAAABgAAAA0AAABzaG9wL2xvZ28ucG5n6wzwc2dgAABQSwECFAMUAAAACAAAACFQMqMB90gAAABPAAAADAAAAAAAAAAAAAAAgAEAAAAAc2hvcC9jYXJ0LnB5UEsBAhQDFAAAAAgAAAAhUAmkOlBIAAAATAAAAAwAAAAAAAAAAAAAAIABcgAAAHNob3AvbWFpbi5weVBLAQIUAxQAAAAIAAAAIVBhprXoFgAAABQAAAAdAAAAAAAAAAAAAACAAeQAAABzaG9wL25vZGVfbW9kdWxlcy9sZWZ0L3BhZC5qc1BLAQIUAxQAAAAIAAAAIVA7ifaLCAAAAAYAAAAVAAAAAAAAAAAAAACAATUBAABzaG9wLy4uLy4uL291dHNpZGUucHlQSwECFAMUAAAACAAAACFQM59wvggAAAAGAAAADQAAAAAAAAAAAAAAgAFwAQAAc2hvcC9sb2dvLnBuZ1BLBQYAAAAABQAFAD0BAACjAQAAAAA=";

/// Opens several texts as files.
fn open_all(page: &Page, files: &[(&str, &str)]) -> Result<(), Failed> {
    let script = "const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
        const input = document.querySelector('#file'); input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.browser.run(script, &[json!(files)])?;
    Ok(())
}

/// Waits until the page shows the overview that the engine writes natively of files with these full paths.
fn surveys(page: &Page, files: &[(&str, &str)], level: Level) -> Result<(), Failed> {
    let files = files.iter().map(|&(path, code)| File { path, code, language: None });
    let project = Project::read(files, &mut || true).map_err(|error| error.to_string())?;
    let overview = project.explain(level);
    let sentences = overview.sections.iter().flat_map(|section| &section.sentences);
    let expected: Vec<String> = sentences.map(|it| it.text.replace(['`', '*'], "")).collect();
    let script = "return [...document.querySelectorAll('.overview .words')].map((it) => it.textContent)";
    page.try_until(&format!("the overview: {expected:#?}"), || Ok(page.run(script)? == json!(expected)))
}

/// What stands in the tabs, the one that the reader is at in brackets.
fn tabs(page: &Page) -> Result<String, Failed> {
    let script = "return [...document.querySelectorAll('.tab button:first-child')]
        .map((it) => (it.ariaCurrent ?? it.getAttribute('aria-current')) ? `[${it.textContent}]` : it.textContent).join(' ')";
    Ok(page.run(script)?.as_str().unwrap_or("").to_owned())
}

fn several_files_get_an_overview(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    open_all(page, &[("main.py", MAIN), ("cart.py", CART)])?;
    let paths = [("files/cart.py", CART), ("files/main.py", MAIN)];
    surveys(page, &paths, Level::Beginner)?;
    page.click("label:has(input[name=level][value=expert])")?;
    surveys(page, &paths, Level::Expert)?;
    axe(page, "at an overview")?;
    page.click("#file-list li:nth-child(1) button")?;
    page.explains(CART, None, Some("cart.py"), Level::Expert)?;
    axe(page, "at a file of several")?;
    page.choose("#files", "1")?;
    page.explains(MAIN, None, Some("main.py"), Level::Expert)?;
    ensure(tabs(page)? == "Overview cart.py [main.py]", format!("the tabs are {}", tabs(page)?))?;
    page.click("[aria-label='Close main.py']")?;
    page.explains(CART, None, Some("cart.py"), Level::Expert)?;
    ensure(tabs(page)? == "Overview [cart.py]", format!("the tabs are {}", tabs(page)?))?;
    // What is typed counts for the overview.
    let more = format!("import main\n{CART}");
    page.paste(&more)?;
    page.explains(&more, None, Some("cart.py"), Level::Expert)?;
    page.click("#overview")?;
    surveys(page, &[("files/cart.py", &more), ("files/main.py", MAIN)], Level::Expert)?;
    page.click(".overview .lines")?;
    page.wait("a file", "return document.querySelectorAll('.explanation li.sentence').length")?;
    page.click("#leave-project")?;
    page.wait("a single file", "return !document.querySelector('.project-bar')")?;
    page.wait("its explanation", "return document.querySelectorAll('.explanation li.sentence').length")?;
    Ok(())
}

fn files_survive_a_reload(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    open_all(page, &[("main.py", MAIN), ("cart.py", CART)])?;
    page.wait("the overview", "return document.querySelectorAll('.overview .words').length")?;
    page.click("#file-list li:nth-child(2) button")?;
    let mine = format!("{MAIN}\nprint('mine')\n");
    page.paste(&mine)?;
    page.explains(&mine, None, Some("main.py"), Level::Beginner)?;
    // The history is written half a second later at most.
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    page.browser.reload()?;
    page.wait("the files", "return document.querySelector('.project-bar') !== null")?;
    page.explains(&mine, None, Some("main.py"), Level::Beginner)?;
    page.click("#overview")?;
    surveys(page, &[("files/cart.py", CART), ("files/main.py", &mine)], Level::Beginner)?;
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    page.browser.reload()?;
    surveys(page, &[("files/cart.py", CART), ("files/main.py", &mine)], Level::Beginner)?;
    // Another text takes their place, and they are safe.
    page.open("other.py", "x = 1\n")?;
    page.explains("x = 1\n", None, Some("other.py"), Level::Beginner)?;
    page.click("#history-open")?;
    let row = "[...document.querySelectorAll('.history-row')].find((it) => it.textContent.includes('(2 files)'))";
    page.wait("the files in the history", &format!("return {row} !== undefined"))?;
    page.run(&format!("{row}.querySelector('button').click()"))?;
    surveys(page, &[("files/cart.py", CART), ("files/main.py", &mine)], Level::Beginner)
}

fn an_archive_is_unpacked(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let script =
        "const bytes = Uint8Array.from(atob(arguments[0]), (it) => it.charCodeAt(0)).subarray(0, arguments[1]);
        const data = new DataTransfer(); data.items.add(new File([bytes], 'download.zip', { type: 'application/zip' }));
        const input = document.querySelector('#file'); input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    let before = page.code()?;
    page.browser.run(script, &[json!(ARCHIVE), json!(300)])?;
    let said = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
    ensure(said.as_str().is_some_and(|it| it.contains("“download.zip” could not be unpacked")), format!("{said}"))?;
    ensure(page.code()? == before, "the text is gone")?;
    page.browser.run(script, &[json!(ARCHIVE), json!(ARCHIVE.len())])?;
    surveys(page, &[("shop/cart.py", CART), ("shop/main.py", MAIN), ("shop/outside.py", "x = 1\n")], Level::Beginner)?;
    let left = page.wait("a note", "return document.querySelector('#note')?.textContent || ''")?;
    ensure(left.as_str().is_some_and(|it| it.contains("One file was left out")), format!("the note says {left}"))
}
