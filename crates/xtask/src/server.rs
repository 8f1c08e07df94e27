//! A small static file server for development and tests.
//!
//! Plain HTTP/1.1 on the loopback address: files and nothing else, under any sub-path, with correct types. No header helps the site,
//! because it must work on hosts that set none.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

/// A running server; it stops when it is dropped.
pub struct Server {
    socket: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    folder: PathBuf,
    /// The path under which the folder is served; starts and ends with `/`.
    prefix: String,
    is_stopping: AtomicBool,
    /// Paths that were asked for and are not there.
    missed: Mutex<Vec<String>>,
}

impl Server {
    /// Serves a folder at a port (0 for any that is free), under a prefix such as `/docs/gloss/`.
    pub fn start(folder: &Path, port: u16, prefix: &str) -> Result<Self> {
        let folder =
            folder.canonicalize().with_context(|| format!("there is nothing to serve in {}", folder.display()))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("cannot listen at port {port}: choose another one with --port"))?;
        let socket = listener.local_addr()?;
        let shared = Arc::new(Shared {
            folder,
            prefix: prefix.to_owned(),
            is_stopping: AtomicBool::new(false),
            missed: Mutex::default(),
        });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { socket, shared, accepting: Some(accepting) })
    }

    /// Where the site is, with a slash at the end.
    pub fn address(&self) -> String {
        format!("http://{}{}", self.socket, self.shared.prefix)
    }

    /// The paths that were asked for and are not there, since the last call.
    pub fn take_missed(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.missed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect_timeout(&self.socket, Duration::from_secs(1));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A broken connection is the browser's business.
        thread::spawn(move || {
            let _ = answer(&stream, &shared);
            let _ = stream.shutdown(Shutdown::Write);
        });
    }
}

struct Response {
    status: &'static str,
    kind: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

fn answer(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // No request that a browser makes of a static site is longer.
    let mut reader = BufReader::new(stream.take(64 << 10));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if method.is_empty() {
        return Ok(());
    }
    let response = match method {
        "GET" | "HEAD" => respond(target, shared),
        _ => plain("405 Method Not Allowed"),
    };
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n",
        response.status,
        response.kind,
        response.body.len()
    );
    if let Some(location) = response.location {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    head.push_str("\r\n");
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

fn plain(status: &'static str) -> Response {
    Response { status, kind: "text/plain; charset=utf-8", location: None, body: status.as_bytes().to_vec() }
}

fn respond(target: &str, shared: &Shared) -> Response {
    let path = target.split(['?', '#']).next().unwrap_or("");
    if path == shared.prefix.trim_end_matches('/') && path != shared.prefix {
        return Response { location: Some(shared.prefix.clone()), ..plain("308 Permanent Redirect") };
    }
    let found = path.strip_prefix(&shared.prefix).and_then(decode).and_then(|path| find(&shared.folder, &path));
    let Some((file, body)) = found.and_then(|file| fs::read(&file).ok().map(|body| (file, body))) else {
        shared.missed.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        return plain("404 Not Found");
    };
    Response { status: "200 OK", kind: kind(&file), location: None, body }
}

/// The file at a path inside the folder; never one outside.
fn find(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

/// Takes `%20` and the like apart.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a page, a module, and a secret beside it.
    fn site(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gloss-server-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("site/a b")).expect("the folder can be made");
        fs::write(folder.join("site/index.html"), "<p>hello").expect("a file can be written");
        fs::write(folder.join("site/a b/x.wasm"), b"\0asm").expect("a file can be written");
        fs::write(folder.join("secret"), "secret").expect("a file can be written");
        folder.join("site")
    }

    fn get(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.socket).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("the request can be sent");
        let mut text = Vec::new();
        stream.read_to_end(&mut text).expect("the answer ends");
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn files_are_served_from_a_sub_path_only() {
        let server = Server::start(&site("path"), 0, "/docs/gloss/").expect("a port is free");
        let page = get(&server, "GET /docs/gloss/?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "{page}");
        assert!(page.ends_with("\r\n\r\n<p>hello"), "{page}");
        let wasm = get(&server, "GET /docs/gloss/a%20b/x.wasm HTTP/1.1\r\n\r\n");
        assert!(wasm.contains("Content-Type: application/wasm\r\nContent-Length: 4\r\n"), "{wasm}");
        assert!(get(&server, "GET /docs/gloss HTTP/1.1\r\n\r\n").contains("Location: /docs/gloss/\r\n"));
        assert!(get(&server, "GET /index.html HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(get(&server, "POST /docs/gloss/ HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        assert!(get(&server, "HEAD /docs/gloss/ HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert_eq!(server.take_missed(), ["/index.html"]);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let server = Server::start(&site("outside"), 0, "/").expect("a port is free");
        for path in ["/../secret", "/%2e%2e/secret", "/a b/../../secret", "//etc/passwd", "/%00", "/%f0", "/%"] {
            let answer = get(&server, &format!("GET {} HTTP/1.1\r\n\r\n", path.replace(' ', "%20")));
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
    }
}
