//! Explanations in pages of another origin, with and without a sandbox.

use std::fs;
use std::path::PathBuf;

use engine::{Level, Request};
use gloss_tests::webdriver::Engine;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use xtask::server::Server;

use super::scenarios::{ensure, violations};
use super::{Page, Scenario};

pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("blocks_of_another_origin_are_explained", blocks_of_another_origin_are_explained),
    ("a_frame_in_a_sandbox_explains", a_frame_in_a_sandbox_explains),
    ("a_frame_explains_its_address", a_frame_explains_its_address),
    ("bad_messages_are_refused", bad_messages_are_refused),
];

const PYTHON: &str = "def half(n):\n    if n < 0:\n        raise ValueError(\"negative\")\n    return n / 2\n";
/// What is code and markup at once, and must stay code.
const SCRIPT: &str = "const page = \"<img src=x onerror=alert(1)>\";\nconsole.log(page);\n";

/// A site of somebody else's.
struct Docs {
    server: Server,
    folder: PathBuf,
}

impl Drop for Docs {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Opens a page of another origin with this content.
fn visit(page: &Page, name: &str, attributes: &str, body: &str) -> Result<Docs, Failed> {
    let folder = page.site.0.with_file_name(format!("docs-{name}-{}", page.browser.engine.name()));
    fs::create_dir_all(&folder)?;
    let html = format!(
        "<!doctype html><html lang=\"en\" {attributes}><head><meta charset=\"utf-8\"><title>Docs</title></head>\
         <body><main><h1>Docs</h1>{body}</main></body></html>"
    );
    fs::write(folder.join("index.html"), html)?;
    let docs = Docs { server: Server::start(&folder, 0, "/").map_err(|error| format!("{error:#}"))?, folder };
    page.browser.go(&docs.server.address())?;
    Ok(docs)
}

fn escaped(code: &str) -> String {
    code.replace('&', "&amp;").replace('<', "&lt;")
}

fn native(code: &str, language: &str, level: Level) -> Result<engine::Explanation, Failed> {
    let request = Request { code, language: Some(language), file_name: None, level };
    Ok(engine::explain(&request).map_err(|error| error.to_string())?)
}

/// Does something inside of a frame.
fn inside(page: &Page, frame: &str, look: impl Fn() -> Result<(), Failed>) -> Result<(), Failed> {
    page.wait("the frame", &format!("return document.querySelector({}) !== null", json!(frame)))?;
    page.browser.enter(&page.browser.find(frame)?)?;
    let seen = look();
    page.browser.leave()?;
    seen
}

fn blocks_of_another_origin_are_explained(page: &Page) -> Result<(), Failed> {
    let body = format!(
        "<pre id=\"one\"><code class=\"language-python\">{}</code></pre>
         <div class=\"highlight-javascript\" data-level=\"expert\"><div class=\"highlight\"><pre id=\"two\"><span></span>{}</pre></div></div>
         <pre data-gloss-ignore><code class=\"language-python\">x = 1</code></pre>
         <pre><code class=\"language-text\">no code</code></pre><pre>no language</pre>
         <script src=\"{}embed.js\" defer></script>",
        escaped(PYTHON),
        escaped(SCRIPT),
        page.server.address()
    );
    let _docs = visit(page, "blocks", "data-theme=\"light\"", &body)?;
    page.wait("buttons", "return document.querySelectorAll('.gloss-explain button').length === 2")?;
    let frames = page.run("return document.querySelectorAll('iframe').length")?;
    ensure(frames == json!(0), "a frame is loaded before anybody wants it")?;
    page.click("#one + .gloss-explain button")?;
    inside(page, "#one + .gloss-explain iframe", || {
        page.shows(&native(PYTHON, "python", Level::Beginner)?)?;
        let link = page.run("return document.querySelector('#open').href")?;
        let link = link.as_str().unwrap_or("");
        ensure(link.starts_with(&format!("{}#g1:", page.server.address())), format!("the link is {link}"))?;
        violations(page, "in the frame")
    })?;
    page.wait(
        "a frame as high as what is in it",
        "return document.querySelector('#one + .gloss-explain iframe').clientHeight > 250",
    )?;
    // The level of its own, then the one that the page gives it.
    page.click("#two + .gloss-explain button")?;
    inside(page, "#two + .gloss-explain iframe", || page.shows(&native(SCRIPT, "javascript", Level::Expert)?))?;
    page.run("document.querySelector('#two').dataset.level = 'intermediate'; document.documentElement.dataset.theme = 'dark'")?;
    inside(page, "#two + .gloss-explain iframe", || {
        page.shows(&native(SCRIPT, "javascript", Level::Intermediate)?)?;
        page.wait("the theme", "return document.documentElement.dataset.theme === 'dark'")?;
        let images = page.run("return document.querySelectorAll('img').length")?;
        ensure(images == json!(0), "code became markup")?;
        // The reader's choice, by the keyboard; WebKit's driver does not send keys to what has the focus inside of a frame.
        if page.browser.engine == Engine::Webkit {
            page.click("label:has(input[name=level][value=beginner])")?;
        } else {
            page.run("document.querySelector('[name=level]:checked').focus()")?;
            page.browser.press(&["\u{e012}"])?;
        }
        page.shows(&native(SCRIPT, "javascript", Level::Beginner)?)?;
        super::scenarios::axe_once(page, "in the frame")
    })?;
    page.click("#two + .gloss-explain button")?;
    let hidden = page.run("return document.querySelector('#two + .gloss-explain iframe').hidden")?;
    ensure(hidden == json!(true), "the explanation cannot be hidden")
}

/// A page that keeps what a frame in a sandbox says, and can speak to it.
fn sandbox(address: &str) -> String {
    format!(
        "<iframe id=\"frame\" title=\"Explanation\" sandbox=\"allow-scripts\" src=\"{address}\" width=\"900\" height=\"500\"></iframe>
         <script>window.heard = [];
         addEventListener('message', ({{ source, data }}) => {{ if (source === frame.contentWindow) heard.push(data); }});
         window.say = (message) => frame.contentWindow.postMessage(message, '*');</script>"
    )
}

/// Waits for what a frame says, by a condition on `it`.
fn hears(page: &Page, condition: &str) -> Result<Value, Failed> {
    page.wait(&format!("a message with {condition}"), &format!("return heard.find((it) => {condition})"))
}

fn a_frame_in_a_sandbox_explains(page: &Page) -> Result<(), Failed> {
    let _docs = visit(page, "sandbox", "", &sandbox(&format!("{}embed.html", page.server.address())))?;
    hears(page, "it.gloss === 1 && it.type === 'ready'")?;
    let ask = |id: Value, code: &str, language: &str| {
        let message =
            json!({ "gloss": 1, "type": "explain", "id": id, "code": code, "language": language, "level": "expert" });
        page.browser.run("say(arguments[0])", &[message])
    };
    ask(json!("a"), PYTHON, "python")?;
    let answer = hears(page, "it.type === 'explanation' && it.id === 'a'")?;
    let expected = native(PYTHON, "python", Level::Expert)?;
    let found: engine::Explanation = serde_json::from_value(answer["explanation"].clone())?;
    ensure(found == expected, "the frame explains another way than the engine")?;
    hears(page, "it.type === 'resize' && it.height > 100")?;
    // Another language, by how its files end.
    ask(json!(2), SCRIPT, "js")?;
    hears(page, "it.type === 'explanation' && it.id === 2")?;
    inside(page, "#frame", || {
        page.shows(&native(SCRIPT, "javascript", Level::Expert)?)?;
        violations(page, "in the sandbox")
    })
}

fn a_frame_explains_its_address(page: &Page) -> Result<(), Failed> {
    // {"v":1,"lang":"python","level":"beginner","code":"def double(x):\n    return x * 2\n"}
    let packed = page.browser.run_async(
        "const [json, done] = arguments;
         new Response(new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer().then((it) =>
             done(btoa(String.fromCharCode(...new Uint8Array(it))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')));",
        &[json!(json!({ "v": 1, "lang": "python", "level": "expert", "code": PYTHON }).to_string())],
    )?;
    let packed = packed.as_str().unwrap_or("");
    let frame = |packed: &str| format!("{}embed.html?theme=dark#g1:{packed}", page.server.address());
    {
        let _docs = visit(page, "address", "", &sandbox(&frame(packed)))?;
        inside(page, "#frame", || page.shows(&native(PYTHON, "python", Level::Expert)?))?;
    }
    let _docs = visit(page, "damaged", "", &sandbox(&frame(&packed[..packed.len() / 2])))?;
    inside(page, "#frame", || {
        let notice = page.wait("a notice", "return document.querySelector('[role=alert]').textContent")?;
        ensure(notice.as_str().is_some_and(|it| it.contains("damaged")), format!("the notice says {notice}"))
    })
}

fn bad_messages_are_refused(page: &Page) -> Result<(), Failed> {
    let address = format!("{}embed.html", page.server.address());
    let body = sandbox(&address)
        + "<iframe id=\"other\" title=\"Other\" srcdoc=\"<script>parent.frames[0].postMessage(
           { gloss: 1, type: 'explain', id: 99, code: 'x = 1', language: 'python' }, '*')</script>\"></iframe>";
    let _docs = visit(page, "bad", "", &body)?;
    hears(page, "it.type === 'ready'")?;
    for (message, said) in [
        (json!({ "gloss": 2, "type": "explain", "id": 1, "code": "x" }), "gloss must be 1"),
        (json!({ "gloss": 1, "type": "open", "id": 2 }), "type must be"),
        (json!({ "gloss": 1, "type": "explain", "id": {}, "code": "x = 1" }), "id must be"),
        (json!({ "gloss": 1, "type": "explain", "id": 4, "code": 7 }), "code must be"),
        (json!({ "gloss": 1, "type": "explain", "id": 5, "code": "  " }), "code is empty"),
        (json!({ "gloss": 1, "type": "explain", "id": 6, "code": "x".repeat(100_001) }), "at most 100,000"),
        (json!({ "gloss": 1, "type": "explain", "id": 7, "code": "x = 1", "language": "a b" }), "language must be"),
        (json!({ "gloss": 1, "type": "explain", "id": 8, "code": "x = 1", "level": "toString" }), "level must be"),
        (json!({ "gloss": 1, "type": "theme", "theme": "pink" }), "theme must be"),
    ] {
        page.run("heard.length = 0")?;
        page.browser.run("say(arguments[0])", &[message])?;
        hears(page, &format!("it.type === 'error' && it.message.includes({})", json!(said)))?;
    }
    // What is no message of ours, or comes from elsewhere than the page around, is nobody's business.
    page.run("heard.length = 0; say('hello'); say(null); say([1]); say({ type: 'explain' })")?;
    page.browser.run(
        "say(arguments[0])",
        &[json!({ "gloss": 1, "type": "explain", "id": 10, "code": PYTHON, "language": "python" })],
    )?;
    hears(page, "it.type === 'explanation' && it.id === 10")?;
    let others = page.run("return heard.filter((it) => it.type === 'error' || it.id === 99).length")?;
    ensure(others == json!(0), "a message of somebody else's was answered")
}
