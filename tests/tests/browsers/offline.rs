//! The page without a network: installed at the first visit, every language there soon after, and no new version without a word.

use std::fs;

use engine::Level;
use gloss_tests::webdriver::Engine;
use libtest_mimic::Failed;
use serde_json::json;

use super::scenarios::ensure;
use super::{Page, Scenario};

pub(crate) const ALL: &[(&str, Scenario)] = &[
    ("starts_with_the_server_stopped", starts_with_the_server_stopped),
    ("an_update_waits_for_consent", an_update_waits_for_consent),
    ("takes_a_shared_text", takes_a_shared_text),
    ("the_manifest_can_be_installed", the_manifest_can_be_installed),
];

const GO: &str = "package main\n\nfunc add(a int, b int) int {\n\treturn a + b\n}\n";
const SWIFT: &str = "func double(_ number: Int) -> Int {\n    return number * 2\n}\n";

/// Whether the store holds every file below a folder of the site.
const HOLDS: &str = "const [folder, names, done] = arguments;
    (async () => {
        for (const name of names) {
            if (!(await caches.match(new URL(folder + '/' + name, location.href).href))) return false;
        }
        return true;
    })().then(done, () => done(false));";

/// Waits until the page needs no server any more.
fn is_kept(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    page.wait("the service worker", "return navigator.serviceWorker.controller !== null")?;
    for folder in ["grammars", "editor"] {
        let names: Vec<String> = fs::read_dir(page.site.0.join(folder))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        page.try_until(&format!("all of {folder} to be kept"), || {
            Ok(page.browser.run_async(HOLDS, &[json!(folder), json!(names)])? == json!(true))
        })?;
    }
    Ok(())
}

fn starts_with_the_server_stopped(page: &Page) -> Result<(), Failed> {
    is_kept(page)?;
    let models = page.server.take_asked().into_iter().filter(|it| it.path.starts_with("model")).count();
    ensure(models == 0, "the language model was loaded, though nobody wants it")?;
    page.server.stop();
    page.browser.go(&page.server.address())?;
    page.is_ready()?;
    for (name, code) in [("main.go", GO), ("double.swift", SWIFT)] {
        page.open(name, code)?;
        page.explains(code, None, Some(name), Level::Beginner)?;
    }
    Ok(())
}

/// The version that the page says to be of.
fn version(page: &Page) -> Result<String, Failed> {
    let found = page.run("return document.querySelector('meta[name=gloss-version]')?.content ?? ''")?;
    Ok(found.as_str().unwrap_or("").to_owned())
}

fn an_update_waits_for_consent(page: &Page) -> Result<(), Failed> {
    const NEXT: &str = "00112233445566ff";
    is_kept(page)?;
    let first = version(page)?;
    ensure(first.len() == NEXT.len(), format!("the page's version is {first:?}"))?;
    // The same site, a version later, in which one language is read by another file.
    for name in ["index.html", "sw.js"] {
        let file = page.site.0.join(name);
        let text = fs::read_to_string(&file)?;
        ensure(text.contains(&first), format!("{name} does not hold the version"))?;
        fs::write(file, text.replace(&first, NEXT))?;
    }
    let folder = page.site.0.join("grammars");
    let old = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.starts_with("go-"))
        .ok_or("there is no grammar of that name")?;
    fs::remove_file(folder.join(&old))?;
    page.run("navigator.serviceWorker.getRegistration().then((it) => it.update())")?;
    let notice = page.wait("a word about it", "return document.querySelector('.update p')?.textContent")?;
    ensure(notice == json!("A new version is ready."), format!("the notice says {notice}"))?;
    // The open page has all that it came with.
    page.open("main.go", GO)?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    // A reload is no consent, since the reader may have other reasons for it. But where a browser lets go of the page before it asks
    // for it again, as Firefox may, nobody has the old version open, and the new one takes its turn as after the last tab was closed.
    page.browser.reload()?;
    page.wait("the page", "return document.querySelectorAll('.explanation li.sentence').length")?;
    if version(page)? == first {
        page.wait("a word about it", "return document.querySelector('#update')")?;
        page.click("#update")?;
    } else {
        ensure(page.browser.engine == Engine::Firefox, "a reload brought the new version")?;
    }
    page.wait(
        "the new version",
        &format!("return document.querySelector('meta[name=gloss-version]')?.content === {}", json!(NEXT)),
    )?;
    page.explains(GO, None, Some("main.go"), Level::Beginner)?;
    let is_told = page.run("return document.querySelector('.update') !== null")?;
    ensure(is_told == json!(false), "the notice is still there")
}

fn takes_a_shared_text(page: &Page) -> Result<(), Failed> {
    is_kept(page)?;
    page.server.stop();
    let shared = "package%20main%0A%0Afunc%20add(a%20int%2C%20b%20int)%20int%20%7B%0A%09return%20a%20%2B%20b%0A%7D%0A";
    page.browser.go(&format!("{}?text={shared}", page.server.address()))?;
    page.explains(GO, None, None, Level::Beginner)?;
    let address = page.run("return location.href")?;
    ensure(address == json!(page.server.address()), format!("the text stays in the address: {address}"))
}

fn the_manifest_can_be_installed(page: &Page) -> Result<(), Failed> {
    page.is_ready()?;
    // A start and icons are there, and all of them lie below the manifest, wherever that is.
    let script = "const done = arguments[arguments.length - 1];
        const check = async () => {
            const address = document.querySelector('link[rel=manifest]').href;
            const { name, start_url, scope, icons, file_handlers } = await (await fetch(address)).json();
            if (new URL(start_url, address).href !== location.href) return 'it starts elsewhere';
            if (new URL(scope, address).href !== location.href) return 'it holds another folder';
            for (const { src, sizes, type } of icons) {
                const response = await fetch(new URL(src, address));
                if (!response.ok || response.headers.get('content-type') !== type) return src + ' is missing';
                const image = await createImageBitmap(await response.blob());
                if (image.width + 'x' + image.height !== sizes) return src + ' is of another size';
            }
            for (const size of ['192x192', '512x512']) {
                for (const purpose of ['any', 'maskable']) {
                    if (!icons.some((it) => it.sizes === size && it.purpose === purpose)) return size + ' is missing';
                }
            }
            return name && file_handlers.length ? '' : 'it is incomplete';
        };
        check().then(done, (error) => done(String(error)));";
    let wrong = page.browser.run_async(script, &[])?;
    ensure(wrong == json!(""), format!("the manifest: {wrong}"))
}
