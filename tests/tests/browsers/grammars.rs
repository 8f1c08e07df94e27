//! Grammars are loaded when a language is first used: each once, with a word meanwhile, and with a way out where that fails.

use std::fs;

use engine::Level;
use libtest_mimic::Failed;
use serde_json::json;
use xtask::server::{Fault, FaultKind};

use super::scenarios::ensure;
use super::{Page, Scenario};

pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("a_language_is_loaded_once", a_language_is_loaded_once),
    ("typing_goes_on_while_a_language_loads", typing_goes_on_while_a_language_loads),
    ("a_language_that_cannot_be_loaded_is_told_of", a_language_that_cannot_be_loaded_is_told_of),
    ("a_bad_answer_is_asked_for_again", a_bad_answer_is_asked_for_again),
    ("the_rest_of_the_worker_comes_later", the_rest_of_the_worker_comes_later),
];

const GO: &str = "package main\n\nfunc add(a int, b int) int {\n\treturn a + b\n}\n";
const JAVA: &str = "class Pair {\n    int sum(int a, int b) {\n        return a + b;\n    }\n}\n";
const PYTHON: &str = "def double(x):\n    return x * 2\n";

/// The names of the grammars that were asked for since the last call.
fn asked(page: &Page) -> Vec<String> {
    let paths = page.server.take_asked().into_iter().map(|it| it.path);
    paths.filter_map(|path| Some(path.strip_prefix("grammars/")?.rsplit_once('-')?.0.to_owned())).collect()
}

fn fail(page: &Page, grammar: &str, kind: FaultKind, times: usize) -> Result<(), Failed> {
    let folder = page.site.0.join("grammars");
    let file = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.rsplit_once('-').is_some_and(|(name, _)| name == grammar))
        .ok_or_else(|| format!("{} has no {grammar}", folder.display()))?;
    page.server.fail(vec![Fault { path: file, kind, times }]);
    Ok(())
}

fn a_language_is_loaded_once(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    ensure(asked(page) == ["python"], "the first explanation loads another number of grammars than one")?;
    page.open("main.go", GO)?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    ensure(asked(page) == ["go"], "another language is not loaded by itself")?;
    page.open("pair.py", PYTHON)?;
    page.explains(PYTHON, None, Some("pair.py"), Level::Beginner)?;
    page.open("main.go", GO)?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    let again = asked(page);
    ensure(again.is_empty(), format!("{again:?} are loaded a second time"))
}

fn typing_goes_on_while_a_language_loads(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    asked(page);
    fail(page, "java", FaultKind::Slow(4_000), 1)?;
    page.open("Pair.java", JAVA)?;
    page.wait(
        "a word about it",
        "return document.querySelector('#status').textContent === 'Loading what reads Java…'",
    )?;
    page.open("pair.py", PYTHON)?;
    page.explains(PYTHON, None, Some("pair.py"), Level::Beginner)?;
    page.open("Pair.java", JAVA)?;
    page.wait(
        "a word about it",
        "return document.querySelector('#status').textContent === 'Loading what reads Java…'",
    )?;
    page.explains(JAVA, None, Some("Pair.java"), Level::Beginner)?;
    let asked = asked(page);
    ensure(asked == ["java"], format!("{asked:?} were loaded, though it was only waited for"))
}

fn a_language_that_cannot_be_loaded_is_told_of(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    for (kind, said) in [(FaultKind::Unavailable, "the server answers 503"), (FaultKind::Cut(9_000), "broke off")] {
        fail(page, "go", kind, 9)?;
        page.open("main.go", GO)?;
        let notice = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
        let notice = notice.as_str().unwrap_or("");
        ensure(notice.contains("read Go") && notice.contains(said), format!("the notice says {notice}"))?;
        ensure(page.code()? == GO, "the text is gone")?;
        let busy = page.run("return document.querySelector('#status.is-busy')")?;
        ensure(busy.is_null(), "the page still seems to load")?;
        // What was there before can be read all the same.
        page.open("pair.py", PYTHON)?;
        page.explains(PYTHON, None, Some("pair.py"), Level::Beginner)?;
    }
    page.open("main.go", GO)?;
    page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
    page.server.fail(Vec::new());
    page.click("[role=alert] button")?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    let notice = page.run("return document.querySelector('[role=alert]').textContent")?;
    ensure(notice == json!(""), format!("the notice still says {notice}"))
}

fn a_bad_answer_is_asked_for_again(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    for (grammar, name, code, kind) in
        [("go", "main.go", GO, FaultKind::Page), ("java", "Pair.java", JAVA, FaultKind::Truncate(9_000))]
    {
        fail(page, grammar, kind, 1)?;
        page.open(name, code)?;
        page.explains(code, None, Some(name), Level::Beginner)?;
    }
    Ok(())
}

/// The worker's module is in two parts: the page opens with the first one alone, and most languages need both.
fn the_rest_of_the_worker_comes_later(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let rest = fs::read_dir(&page.site.0)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("later-")))
        .ok_or("the site has no rest of the worker")?;
    let aside = page.site.0.join("aside");
    fs::rename(&rest, &aside)?;
    page.browser.reload()?;
    let code = page.is_ready()?;
    for level in [Level::Expert, Level::Intermediate, Level::Beginner] {
        page.click(&format!("label:has(input[name=level][value={}])", level.name()))?;
        page.explains(&code, None, None, level)?;
    }
    page.open("main.go", GO)?;
    let notice = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
    let is_told = notice.as_str().is_some_and(|text| text.contains("the server answers 404"));
    ensure(is_told, format!("the notice says {notice}"))?;
    fs::rename(&aside, &rest)?;
    page.server.take_missed();
    page.click("[role=alert] button")?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    // With what it was loaded once, all else is explained.
    page.server.take_asked();
    page.open("Pair.java", JAVA)?;
    page.explains(JAVA, None, Some("Pair.java"), Level::Beginner)?;
    let again = page.server.take_asked().into_iter().any(|it| it.path.starts_with("later-"));
    ensure(!again, "the rest of the worker is loaded a second time")
}
