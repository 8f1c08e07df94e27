//! A small WebDriver client: JSON over HTTP/1.1 to a driver on this machine, for Chromium, Firefox and WebKit alike.
//!
//! Our own hundred lines over `std::net` instead of a client crate with an asynchronous runtime, which would be the largest
//! dependency of the whole workspace.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKitGTK's MiniBrowser, on a screen of its own.
    Webkit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// For names of tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

/// What a driver said when it refused.
pub type Refused = String;

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Element(String);

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One window of one browser with a fresh profile. Everything ends when it is dropped.
pub struct Browser {
    /// Which engine it is.
    pub engine: Engine,
    port: u16,
    session: String,
    // Stopped in this order: the driver, then its screen.
    _driver: Process,
    _screen: Option<Process>,
}

/// A program that ends with us.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Starts a browser.
    pub fn start(engine: Engine) -> Result<Self, String> {
        let port = free_port()?;
        let mut screen = None;
        let mut command = match engine {
            Engine::Chromium => driver("chromedriver", &[&format!("--port={port}"), "--silent"]),
            Engine::Firefox => driver("geckodriver", &["--port", &port.to_string(), "--log", "fatal"]),
            Engine::Webkit => {
                let (process, display) = start_screen()?;
                screen = Some(process);
                let mut command = driver("WebKitWebDriver", &[&format!("--port={port}")]);
                command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
                command.env("LIBGL_ALWAYS_SOFTWARE", "1");
                command
            }
        };
        let child = command.spawn().map_err(|error| format!("{command:?}: {error}; run `cargo xtask setup`"))?;
        let mut browser = Self { engine, port, session: String::new(), _driver: Process(child), _screen: screen };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > Duration::from_secs(30) {
                return Err(format!("the driver of {} does not listen", engine.name()));
            }
            thread::sleep(Duration::from_millis(50));
        }
        let answer =
            browser.send("POST", "session", &json!({ "capabilities": { "alwaysMatch": capabilities(engine)? } }))?;
        answer["sessionId"].as_str().ok_or("the driver gave no session")?.clone_into(&mut browser.session);
        let timeouts = json!({ "script": 120_000, "pageLoad": 60_000, "implicit": 0 });
        browser.call("POST", "timeouts", &timeouts)?;
        browser.call("POST", "window/rect", &json!({ "x": 0, "y": 0, "width": 1280, "height": 900 }))?;
        Ok(browser)
    }

    /// Goes to an address.
    pub fn go(&self, address: &str) -> Result<(), Refused> {
        self.call("POST", "url", &json!({ "url": address })).map(drop)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<(), Refused> {
        self.call("POST", "refresh", &json!({})).map(drop)
    }

    /// What a piece of JavaScript returns; it reads `arguments`.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Refused> {
        self.call("POST", "execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// What a piece of JavaScript hands to its last argument, a function.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value, Refused> {
        self.call("POST", "execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// The first element of a CSS selector.
    pub fn find(&self, selector: &str) -> Result<Element, Refused> {
        let answer = self.call("POST", "element", &json!({ "using": "css selector", "value": selector }))?;
        answer[ELEMENT].as_str().map(|id| Element(id.to_owned())).ok_or_else(|| format!("no element {selector}"))
    }

    /// Presses an element as a reader would.
    pub fn click(&self, element: &Element) -> Result<(), Refused> {
        self.call("POST", &format!("element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Types into an element.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Refused> {
        self.call("POST", &format!("element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Goes into a frame.
    pub fn enter(&self, frame: &Element) -> Result<(), Refused> {
        self.call("POST", "frame", &json!({ "id": { ELEMENT: frame.0 } })).map(drop)
    }

    /// Goes back to the page that holds all frames.
    pub fn leave(&self) -> Result<(), Refused> {
        self.call("POST", "frame", &json!({ "id": null })).map(drop)
    }

    /// Presses keys in turn while the ones before them stay down, then lets all go.
    pub fn press(&self, keys: &[&str]) -> Result<(), Refused> {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Value> = down.chain(up).collect();
        self.call("POST", "actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }))
            .map(drop)
    }

    /// Moves the mouse over the middle of an element.
    pub fn hover(&self, element: &Element) -> Result<(), Refused> {
        let step = json!({ "type": "pointerMove", "duration": 50, "x": 0, "y": 0, "origin": { ELEMENT: element.0 } });
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] });
        self.call("POST", "actions", &json!({ "actions": [mouse] })).map(drop)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, Refused> {
        self.send(method, &format!("session/{}/{path}", self.session), body)
    }

    /// One request to the driver.
    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, Refused> {
        let fail = |error: std::io::Error| format!("{path}: {error}");
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).map_err(fail)?;
        stream.set_read_timeout(Some(Duration::from_mins(3))).map_err(fail)?;
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let head = format!(
            "{method} /{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(fail)?;
        let answer: Value = serde_json::from_slice(&read_body(stream).map_err(fail)?)
            .map_err(|error| format!("{path}: the driver's answer is no JSON: {error}"))?;
        let value = &answer["value"];
        match value["error"].as_str() {
            Some(error) => Err(format!("{path}: {error}: {}", value["message"].as_str().unwrap_or(""))),
            None => Ok(value.clone()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver closes the browser; killing it alone would leave the window.
        if !self.session.is_empty() {
            let _ = self.send("DELETE", &format!("session/{}", self.session), &Value::Null);
        }
    }
}

/// The body of an HTTP answer: counted, in chunks, or up to the end.
fn read_body(stream: TcpStream) -> std::io::Result<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut is_chunked) = (None, false);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        let header = line.trim().to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
        is_chunked |= header.starts_with("transfer-encoding:") && header.contains("chunked");
        line.clear();
    }
    let mut body = Vec::new();
    if let Some(length) = length {
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
    } else if is_chunked {
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            if size == 0 {
                break;
            }
            let at = body.len();
            body.resize(at + size, 0);
            reader.read_exact(&mut body[at..])?;
            // The line end after the chunk.
            reader.read_exact(&mut [0; 2])?;
        }
    } else {
        reader.read_to_end(&mut body)?;
    }
    Ok(body)
}

fn driver(program: &str, arguments: &[&str]) -> Command {
    let own = crate::root().join(".tools/bin").join(program);
    let mut command = if own.is_file() { Command::new(own) } else { Command::new(program) };
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

/// A screen that nobody sees, and its name.
fn start_screen() -> Result<(Process, String), String> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("Xvfb: {error}; run `cargo xtask setup`"))?;
    let stdout = child.stdout.take().ok_or("stdout is piped")?;
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number).map_err(|error| error.to_string())?;
    Ok((Process(child), format!(":{}", number.trim())))
}

fn capabilities(engine: Engine) -> Result<Value, String> {
    let program = |names: &[&str]| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path)
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
            .find(|path| path.is_file());
        found.ok_or_else(|| format!("no {} found; run `cargo xtask setup`", names.join(" or ")))
    };
    Ok(match engine {
        Engine::Chromium => json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": program(&["chromium", "google-chrome"])?,
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                ],
            },
        }),
        Engine::Firefox => json!({
            "moz:firefoxOptions": {
                "binary": program(&["firefox-esr", "firefox"])?,
                "args": ["-headless"],
                "prefs": { "datareporting.policy.dataSubmissionEnabled": false, "app.update.auto": false },
            },
        }),
        Engine::Webkit => json!({
            "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
        }),
    })
}

/// WebKitGTK keeps its small browser beside its library, whose folder names the machine and the version.
fn mini_browser() -> Result<String, String> {
    let folders = |path: &Path| -> Vec<_> {
        let mut paths: Vec<_> =
            std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    for library in ["/usr/lib", "/usr/libexec", "/usr/lib64"] {
        let outer = folders(Path::new(library));
        for folder in outer.iter().flat_map(|folder| folders(folder)).chain(outer.clone()) {
            let file = folder.join("MiniBrowser");
            if file.is_file() {
                return Ok(file.display().to_string());
            }
        }
    }
    Err("no MiniBrowser of WebKitGTK found; run `cargo xtask setup`".to_owned())
}
