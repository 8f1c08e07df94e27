//! What a reader does.

use engine::Level;
use libtest_mimic::Failed;
use serde_json::json;
use xtask::server::{Fault, FaultKind};

use super::{Page, Scenario};

/// All scenarios, the common ones first.
pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("explains_the_sample", explains_the_sample),
    ("typing_updates_the_text", typing_updates_the_text),
    ("levels_change_the_text", levels_change_the_text),
    ("a_language_can_be_chosen", a_language_can_be_chosen),
    ("a_file_can_be_opened", a_file_can_be_opened),
    ("colours_come_with_the_language", colours_come_with_the_language),
    ("hovering_lights_lines", hovering_lights_lines),
    ("a_line_finds_its_sentence", a_line_finds_its_sentence),
    ("a_part_can_be_explained", a_part_can_be_explained),
    ("a_function_has_a_chart", a_function_has_a_chart),
    ("the_text_can_be_taken_along", the_text_can_be_taken_along),
    ("a_reload_keeps_everything", a_reload_keeps_everything),
    ("a_phone_is_wide_enough", a_phone_is_wide_enough),
    ("dark_is_dark", dark_is_dark),
    ("axe_finds_nothing", axe_finds_nothing),
    ("the_keyboard_reaches_everything", the_keyboard_reaches_everything),
    ("bad_input_leaves_the_page_alive", bad_input_leaves_the_page_alive),
];

const PYTHON: &str = "def frobnicate(widgets):\n    total = 0\n    for widget in widgets:\n        total += widget.size\n    return total\n";

/// Fails with a message unless something holds.
pub(crate) fn ensure(holds: bool, message: impl Into<String>) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(message.into().into()) }
}

fn explains_the_sample(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    ensure(code.lines().count() > 3, "the sample is no sample")?;
    let heading = page.run("return document.querySelector('.explanation h2').textContent")?;
    ensure(heading == json!("What"), format!("the first section is {heading}"))?;
    let offered =
        page.run("return [...document.querySelectorAll('#language option')].map((it) => it.value).join(' ')")?;
    let offered = offered.as_str().unwrap_or("").to_owned();
    for language in engine::languages() {
        ensure(
            offered.split(' ').any(|it| it == language.name),
            format!("{} is not offered: {offered}", language.name),
        )?;
    }
    Ok(())
}

fn typing_updates_the_text(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(PYTHON)?;
    page.explains(PYTHON, None, None, Level::Beginner)?;
    // By keys: a new line at the end.
    let editor = page.browser.find("#code .cm-content")?;
    page.browser.press(&["\u{e009}", "\u{e010}"])?;
    page.browser.type_into(&editor, "answer = frobnicate([])")?;
    page.explains(&format!("{PYTHON}answer = frobnicate([])"), None, None, Level::Beginner)?;
    // Nothing to explain is no error, and leaves the old text nowhere.
    page.browser.press(&["\u{e009}", "a"])?;
    page.browser.press(&["\u{e017}"])?;
    page.wait("the hint", "return document.querySelector('.empty') && !document.querySelector('.explanation')")?;
    Ok(())
}

fn levels_change_the_text(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    let mut texts = Vec::new();
    for level in [Level::Expert, Level::Intermediate, Level::Beginner] {
        page.click(&format!("label:has(input[name=level][value={}])", level.name()))?;
        page.explains(&code, None, None, level)?;
        texts.push(page.sentences()?);
    }
    ensure(texts[0] != texts[1] && texts[1] != texts[2] && texts[0] != texts[2], "two levels say the same")
}

fn a_language_can_be_chosen(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste("value = other\n")?;
    for language in engine::languages() {
        page.choose("#language", language.name)?;
        page.explains("value = other\n", Some(language.name), None, Level::Beginner)?;
    }
    page.paste("lorem ipsum dolor")?;
    page.choose("#language", "auto")?;
    let said = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
    ensure(said.as_str().is_some_and(|text| text.contains("Language menu")), format!("the notice says {said}"))
}

fn a_file_can_be_opened(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    for language in engine::languages() {
        let name = format!("some file.{}", language.extensions[0]);
        page.open(&name, "value = other\n")?;
        page.explains("value = other\n", None, Some(&name), Level::Beginner)?;
    }
    page.open("image.png", "\u{0}PNG")?;
    let said = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
    ensure(said.as_str().is_some_and(|text| text.contains("image.png")), format!("the notice says {said}"))
}

/// The words of the first line that have the colour of keywords, joined by spaces.
const KEYWORDS: &str = "return [...document.querySelector('#code .cm-line').querySelectorAll('.tok-keyword')]
    .map((it) => it.textContent).join(' ')";

fn colours_come_with_the_language(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let loaded = || page.server.take_asked().iter().filter(|it| it.path.starts_with("editor/")).count();
    page.paste("def f(): pass")?;
    page.wait("colours", KEYWORDS)?;
    ensure(loaded() > 0, "the colours of the first language came from nowhere")?;
    page.open("a.go", "package main\n")?;
    page.wait("Go's colours", &format!("{KEYWORDS} === 'package'"))?;
    ensure(loaded() > 0, "Go's colours were there unasked")?;
    page.open("b.py", "def g(): pass\n")?;
    page.wait("Python's colours again", &format!("{KEYWORDS} === 'def pass'"))?;
    ensure(loaded() == 0, "Python's colours were loaded twice")?;
    // Code without colours can be read all the same.
    let pieces = std::fs::read_dir(page.site.0.join("editor"))?;
    let faults = pieces.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).map(|path| Fault {
        path,
        kind: FaultKind::Unavailable,
        times: 9,
    });
    page.server.fail(faults.collect());
    page.open("a.rs", "fn main() {}\n")?;
    page.explains("fn main() {}\n", None, Some("a.rs"), Level::Beginner)?;
    let shown = page.run("return document.querySelector('#code .cm-content').textContent")?;
    ensure(shown == json!("fn main() {}"), format!("the editor shows {shown}"))?;
    ensure(page.run(KEYWORDS)? == json!(""), "there are colours of something else")
}

/// The numbers of the lit lines, joined by spaces.
const LIT: &str = "return [...document.querySelectorAll('#code .cm-line')]
    .map((line, at) => (line.classList.contains('gloss-lit') ? at + 1 : 0)).filter((at) => at).join(' ')";

/// The lines that a sentence with a `data-lines` attribute rests on, in the same form.
fn lines_of(page: &Page, selector: &str) -> Result<String, Failed> {
    let script = format!("return document.querySelector({}).dataset.lines", json!(selector));
    let text = page.run(&script)?.as_str().unwrap_or("").to_owned();
    let mut lines = std::collections::BTreeSet::new();
    for span in text.split(' ') {
        let (first, last) = span.split_once('-').ok_or_else(|| format!("{selector} has no lines: {text}"))?;
        lines.extend(first.parse::<u32>()?..=last.parse::<u32>()?);
    }
    Ok(lines.into_iter().map(|line| line.to_string()).collect::<Vec<_>>().join(" "))
}

fn hovering_lights_lines(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    ensure(page.run(LIT)? == json!(""), "lines are lit before anything was touched")?;
    let last = page.run(
        "const all = document.querySelectorAll('.explanation li.sentence'); return all[all.length - 1].dataset.id",
    )?;
    let selector = format!("li.sentence[data-id='{}']", last.as_str().unwrap_or("0"));
    let words = format!("{selector} .words");
    page.run(&format!(
        "document.querySelector({}).scrollIntoView({{ block: 'center', behavior: 'instant' }})",
        json!(words)
    ))?;
    page.browser.hover(&page.browser.find(&words)?)?;
    let expected = lines_of(page, &selector)?;
    page.wait("lit lines", &format!("{LIT} === {}", json!(expected)))?;
    page.browser.hover(&page.browser.find("h1")?)?;
    page.wait("the light to go out", &format!("{LIT} === ''"))?;
    // The same without a mouse.
    page.run(&format!("document.querySelector({}).focus()", json!(format!("{selector} button.lines"))))?;
    page.wait("lit lines", &format!("{LIT} === {}", json!(expected)))?;
    Ok(())
}

fn a_line_finds_its_sentence(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    let n_lines = code.lines().count();
    for line in [1, n_lines / 2, n_lines] {
        let is_blank = code.lines().nth(line - 1).is_none_or(|text| text.trim().is_empty());
        if is_blank {
            continue;
        }
        page.click(&format!("#code .cm-line:nth-of-type({line})"))?;
        let script = format!(
            "const found = document.querySelector('.explanation .is-nearest');
             return found !== null && found.dataset.lines.split(' ').map((it) => it.split('-').map(Number))
                 .some(([first, last]) => first <= {line} && {line} <= last)"
        );
        page.wait(&format!("the sentence of line {line}"), &script)?;
    }
    Ok(())
}

/// Lines and names, chosen by keys alone, which is the way that every engine drives alike.
fn a_part_can_be_explained(page: &Page) -> Result<(), Failed> {
    const DOWN: &str = "\u{e015}";
    let (control, shift, home, right, enter) = ("\u{e009}", "\u{e008}", "\u{e011}", "\u{e014}", "\u{e007}");
    let request = engine::Request { code: PYTHON, language: None, file_name: None, level: Level::Beginner };
    let reading = engine::Reading::of_request(&request, &mut || true).map_err(|error| error.to_string())?;
    let part = |bytes| reading.explain_part(Level::Beginner, bytes).ok_or("nothing is said of the part");
    page.is_ready()?;
    page.paste(PYTHON)?;
    page.explains(PYTHON, None, None, Level::Beginner)?;
    let is_gone = "return !document.querySelector('#explain-part') && !document.querySelector('.part-bar')";
    ensure(page.run(is_gone)? == json!(true), "a part is offered where nothing is selected")?;
    // The loop's two lines.
    page.browser.find("#code .cm-content")?;
    page.browser.press(&[control, home])?;
    for keys in [&[DOWN][..], &[DOWN], &[shift, DOWN], &[shift, DOWN]] {
        page.browser.press(keys)?;
    }
    page.wait("the offer", "return document.querySelector('#explain-part')")?;
    page.click("#explain-part")?;
    let start = PYTHON.find("    for").ok_or("the sample has changed")?;
    let end = PYTHON.find("    return").ok_or("the sample has changed")?;
    page.shows(&part(start..end)?)?;
    let said = page.run("return document.querySelector('.part-bar').textContent")?;
    ensure(said.as_str().is_some_and(|it| it.contains("lines 3 to 4")), format!("the part is called {said}"))?;
    page.click("#explain-all")?;
    page.explains(PYTHON, None, None, Level::Beginner)?;
    // The name at the cursor, by its shortcut.
    page.click("#code .cm-line:nth-of-type(1)")?;
    page.browser.press(&[control, home])?;
    for _ in 0..6 {
        page.browser.press(&[right])?;
    }
    page.browser.press(&[control, enter])?;
    page.shows(&part(6..6)?)?;
    // What is typed ends it.
    page.paste("answer = 42\n")?;
    page.explains("answer = 42\n", None, None, Level::Beginner)?;
    ensure(page.run(is_gone)? == json!(true), "the part outlives its text")
}

/// The chart opens, has every box of the engine's own, lights their lines, and is accessible.
fn a_function_has_a_chart(page: &Page) -> Result<(), Failed> {
    let reading = engine::Reading::of(PYTHON, "python").ok_or("it is not read")?;
    let chart = reading.chart(Level::Beginner, None).ok_or("it has no chart")?;
    page.is_ready()?;
    page.paste(PYTHON)?;
    page.explains(PYTHON, None, None, Level::Beginner)?;
    // The pane glides to what is pressed, and a press on what still moves misses.
    let show = |selector: &str| {
        let script =
            format!("document.querySelector('{selector}').scrollIntoView({{ block: 'center', behavior: 'instant' }})");
        page.run(&script).and_then(|_| page.click(selector))
    };
    show(".part-chart summary")?;
    page.wait("the chart", "return document.querySelector('.chart svg')")?;
    let names =
        "return [...document.querySelectorAll('.chart-box')].map((it) => it.getAttribute('aria-label')).join('\\n')";
    let found = page.run(names)?;
    let wanted: Vec<String> = engine::render::chart_picture(&chart).boxes.into_iter().map(|it| it.name).collect();
    ensure(found == json!(wanted.join("\n")), format!("the boxes are {found}, not {wanted:?}"))?;
    let n_arrows = page.run("return document.querySelectorAll('.chart-arrows path').length")?;
    ensure(n_arrows == json!(chart.arrows.len()), format!("{n_arrows} arrows are drawn of {}", chart.arrows.len()))?;
    page.run("document.querySelectorAll('.chart-box')[2].focus()")?;
    page.wait("lit lines", &format!("{LIT} !== ''"))?;
    show(".chart-words summary")?;
    let said = page.run("return document.querySelectorAll('.chart-words li').length")?;
    ensure(said == json!(chart.boxes.len()), format!("{said} boxes are told in words"))?;
    axe(page, "with a chart")?;
    // What has no branches has no chart.
    page.paste("def one():\n    return 1\n")?;
    page.explains("def one():\n    return 1\n", None, None, Level::Beginner)?;
    page.wait("the chart to go", "return !document.querySelector('.part-chart')")?;
    Ok(())
}

fn the_text_can_be_taken_along(page: &Page) -> Result<(), Failed> {
    let code = page.is_ready()?;
    // What leaves the page is caught where it would leave.
    page.run(
        "window.taken = {};
         Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { taken.copied = text; return Promise.resolve(); } } });
         const create = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => { taken.saved = text; }); return create(blob); };
         HTMLAnchorElement.prototype.click = function () { taken.name = this.download; };",
    )?;
    page.click("#copy")?;
    let copied = page.wait("the copy", "return window.taken.copied")?;
    page.click("#export summary")?;
    page.click("#save")?;
    let saved = page.wait("the file", "return window.taken.name && window.taken.saved")?;
    ensure(copied == saved, "the copy and the file differ")?;
    let text = saved.as_str().unwrap_or("");
    ensure(text.contains(code.trim_end()), format!("the code is not in it: {text}"))?;
    ensure(text.contains("\n## What\n"), format!("there is no What in it: {text}"))?;
    let name = page.run("return window.taken.name")?;
    ensure(name == json!("moving_average.py.beginner.md"), format!("the file is called {name}"))
}

fn a_reload_keeps_everything(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.paste(PYTHON)?;
    let language = engine::languages().next().ok_or("there is no language")?;
    page.choose("#language", language.name)?;
    page.click("label:has(input[name=level][value=expert])")?;
    page.explains(PYTHON, Some(language.name), None, Level::Expert)?;
    page.browser.reload()?;
    page.explains(PYTHON, Some(language.name), None, Level::Expert)?;
    let shown =
        page.run("return [...document.querySelectorAll('#code .cm-line')].map((it) => it.textContent).join('\\n')")?;
    ensure(shown == json!(PYTHON), format!("the editor shows {shown}"))?;
    let chosen = page.run(
        "return document.querySelector('#language').value + ' ' + document.querySelector('[name=level]:checked').value",
    )?;
    ensure(chosen == json!(format!("{} expert", language.name)), format!("chosen is {chosen}"))
}

fn a_phone_is_wide_enough(page: &Page) -> Result<(), Failed> {
    page.browser.go(&format!("{}phone.html", page.server.address()))?;
    page.browser.enter(&page.browser.find("iframe")?)?;
    page.is_ready()?;
    let wide = "return document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth";
    ensure(page.run("return innerWidth")? == json!(390), "the frame is not 390 pixels wide")?;
    for level in Level::ALL {
        page.click(&format!("label:has(input[name=level][value={}])", level.name()))?;
        page.explains(&page.code()?, None, None, level)?;
        ensure(page.run(wide)? == json!(false), format!("{}: the page scrolls sideways", level.name()))?;
    }
    let hidden = page.run(
        "return ['#code', '#language', '.explanation', '#copy'].filter((it) => {
             const box = document.querySelector(it).getBoundingClientRect();
             return box.width < 20 || box.height < 10 || box.left < 0 || box.right > innerWidth; }).join(' ')",
    )?;
    ensure(hidden == json!(""), format!("not to be seen: {hidden}"))
}

/// How bright the page's ground is, from 0 to 255.
const BRIGHTNESS: &str = "let at = document.querySelector('.gloss-scroll'), colour;
    do { colour = getComputedStyle(at).backgroundColor; at = at.parentElement; }
    while (at && /rgba\\(.*, 0\\)|transparent/.test(colour));
    const canvas = document.createElement('canvas').getContext('2d'); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data; return Math.round(0.2 * r + 0.7 * g + 0.1 * b)";

fn dark_is_dark(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let brightness = || -> Result<u64, Failed> { Ok(page.run(BRIGHTNESS)?.as_u64().unwrap_or(128)) };
    // The system's theme may be either; pressing the switch must give the other.
    let first = brightness()?;
    page.click("#theme")?;
    page.wait("the other theme", "return document.documentElement.dataset.theme")?;
    std::thread::sleep(std::time::Duration::from_millis(400));
    let second = brightness()?;
    let (dark, light) = (first.min(second), first.max(second));
    ensure(dark < 80 && light > 180, format!("the grounds are {first} and {second}"))?;
    page.browser.reload()?;
    page.is_ready()?;
    ensure(brightness()?.abs_diff(second) < 10, "a reload forgot the theme")
}

fn axe_finds_nothing(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    axe(page, "at first")
}

/// Holds the page as it is against the accessibility rules, in both themes.
pub(crate) fn axe(page: &Page, when: &str) -> Result<(), Failed> {
    for theme in ["one theme", "the other theme"] {
        axe_once(page, &format!("{when}, {theme}"))?;
        page.click("#theme")?;
        std::thread::sleep(std::time::Duration::from_millis(400));
    }
    Ok(())
}

/// Nothing broke or was forbidden in the page, or in the frame that the browser is in.
pub(crate) fn violations(page: &Page, when: &str) -> Result<(), Failed> {
    let seen = page.run("return JSON.stringify(window.witness || ['there was no witness'])")?;
    ensure(seen == json!("[]"), format!("the page broke, {when}: {seen}"))
}

/// Holds the page, or the frame that the browser is in, against the accessibility rules.
pub(crate) fn axe_once(page: &Page, when: &str) -> Result<(), Failed> {
    let axe = gloss_tests::root().join("tests/corpus/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe)
        .map_err(|error| format!("{}: {error}; run `cargo xtask setup`", axe.display()))?;
    let script = format!(
        "{axe};\nconst done = arguments[arguments.length - 1];
         axe.run(document, {{ resultTypes: ['violations'] }}).then(
             (it) => done(it.violations.map((v) => v.id + ': ' + v.help + ' at ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')).join('\\n')),
             (error) => done('axe failed: ' + error));"
    );
    let found = page.browser.run_async(&script, &[])?;
    ensure(found == json!(""), format!("{when}: {}", found.as_str().unwrap_or("no answer")))
}

fn the_keyboard_reaches_everything(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    // Every control can have the focus, shows it, and is in the order of the page.
    let unreachable = page.run(
        // A model that is never sure enough to speak is not offered.
        "const model = document.querySelector('meta[name=gloss-model]') ? ['#model-switch'] : [];
         return ['.skip', '#theme', ...model, '#language', '#samples', '#file', '.cm-content', '[name=level]:checked', '#copy', '#copy-link', '#export summary', '#history-open', 'button.lines']
             .filter((it) => { const at = document.querySelector(it); if (!at) return true; at.focus(); return document.activeElement !== at || at.tabIndex < 0; })
             .join(' ')",
    )?;
    ensure(unreachable == json!(""), format!("the keyboard does not reach {unreachable}"))?;
    // The arrow keys change the level.
    page.run("document.querySelector('[name=level][value=beginner]').focus()")?;
    page.browser.press(&["\u{e014}"])?;
    page.explains(&page.code()?, None, None, Level::Intermediate)?;
    // Tab leaves the editor.
    page.click("#code .cm-content")?;
    page.browser.press(&["\u{e004}"])?;
    let stuck = page.run("return document.activeElement.classList.contains('cm-content')")?;
    ensure(stuck == json!(false), "Tab is caught in the editor")
}

/// Waits until the page has said something about what was put in: a text, or a notice.
fn settles(page: &Page, what: &str) -> Result<(), Failed> {
    page.wait(
        &format!("an answer to {what}"),
        "const busy = document.querySelector('#status.is-busy');
         return !busy && (document.querySelector('.explanation li.sentence') || document.querySelector('[role=alert]').textContent) !== null
             && (document.querySelector('.explanation li.sentence') !== null || document.querySelector('[role=alert]').textContent !== '')",
    )?;
    let shown = page.run("return document.querySelector('#code .cm-content').textContent.length")?;
    ensure(shown.as_u64().is_some_and(|length| length > 0), format!("{what}: the text is gone from the editor"))
}

fn bad_input_leaves_the_page_alive(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    let minified =
        "function a(b,c){var d=b?c[b]:{e:[1,2,3],f:function(g){return g&&g.h||a(g-1,c)}};return d}".repeat(50_000);
    let large = [
        ("nested parentheses", format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))),
        ("an unclosed list", "[".repeat(50_000)),
        ("minified code", minified),
        ("one long line", format!("x = \"{}\"", "é".repeat(500_000))),
    ];
    for (what, code) in &large {
        for language in engine::languages().take(2) {
            page.open(&format!("large.{}", language.extensions[0]), code)?;
            std::thread::sleep(std::time::Duration::from_millis(300));
            settles(page, what)?;
        }
    }
    page.choose("#language", "auto")?;
    for (what, code) in [
        ("right-to-left text", "שלום = \"עולם\"  # \u{202e}hidden\u{202c}\nprint(שלום)\n"),
        ("broken code", "def f(:\n    return ((\nclass\n"),
        ("another language", "SELECT a FROM b WHERE c > 3;"),
        ("line ends of all kinds", "a = 1\r\nb = 2\rc = 3\n"),
        ("a NUL", "a = 1\u{0}\n"),
    ] {
        page.paste(code)?;
        std::thread::sleep(std::time::Duration::from_millis(300));
        settles(page, what)?;
    }
    // The page is as good as new.
    page.paste(PYTHON)?;
    page.explains(PYTHON, None, None, Level::Beginner)
}
