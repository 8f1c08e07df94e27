//! A small static file server for development and tests.
//!
//! Plain HTTP/1.1 on the loopback address: files and nothing else, under any sub-path, with correct types and byte ranges. No header
//! helps the site, because it must work on hosts that set none. Tests can make it fail as real hosts do, and measurements can ask for
//! the headers that our peers need.

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
    is_isolating: AtomicBool,
    /// Paths that were asked for and are not there.
    missed: Mutex<Vec<String>>,
    /// What was asked for.
    asked: Mutex<Vec<Asked>>,
    faults: Mutex<Vec<Fault>>,
}

/// What was asked of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The path below the prefix, without its query.
    pub path: String,
    /// The first byte of the range that was asked for.
    pub from: Option<usize>,
}

/// How a server fails, for tests of what the page does then.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The end of the paths that it is about.
    pub path: String,
    /// What happens.
    pub kind: FaultKind,
    /// How often it happens.
    pub times: usize,
}

/// What happens to an answer.
#[derive(Clone, Copy, Debug)]
pub enum FaultKind {
    /// The connection breaks after this many bytes of the body.
    Cut(usize),
    /// One byte in the middle is another.
    Corrupt,
    /// The site's own page comes instead, as from hosts that answer every path.
    Page,
    /// Only this many bytes are sent, and they are said to be all.
    Truncate(usize),
    /// A range that was asked for is ignored.
    NoRange,
    /// The host is out of order.
    Unavailable,
    /// The body comes in pieces of this many bytes, twenty a second.
    Slow(usize),
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
            is_isolating: AtomicBool::new(false),
            missed: Mutex::default(),
            asked: Mutex::default(),
            faults: Mutex::default(),
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

    /// What was asked for since the last call.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.shared.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends, from now on, the headers without which a browser lets no page share memory between threads.
    pub fn isolate(&self) {
        self.shared.is_isolating.store(true, Ordering::SeqCst);
    }

    /// Fails from now on, in place of how it failed so far.
    pub fn fail(&self, faults: Vec<Fault>) {
        *self.shared.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// Stops for good: whoever asks from now on finds nobody listening.
    pub fn stop(&self) {
        self.shared.is_stopping.store(true, Ordering::SeqCst);
        // Each try wakes the thread that waits for a connection, until it has closed the port.
        while TcpStream::connect_timeout(&self.socket, Duration::from_secs(1)).is_ok() {
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The port that it listens at.
    pub fn port(&self) -> u16 {
        self.socket.port()
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
    headers: String,
    body: Vec<u8>,
}

fn answer(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // No request that a browser makes of a static site is longer.
    let mut reader = BufReader::new(stream.take(64 << 10));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut range = None;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("range")
        {
            range = read_range(value);
        }
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if method.is_empty() {
        return Ok(());
    }
    let path = target.split(['?', '#']).next().unwrap_or("");
    let fault = take_fault(path, shared);
    let mut response = match (method, fault) {
        ("GET" | "HEAD", Some(FaultKind::Unavailable)) => plain("503 Service Unavailable"),
        ("GET" | "HEAD", Some(FaultKind::Page)) => respond(&shared.prefix, shared),
        ("GET" | "HEAD", _) => respond(path, shared),
        _ => plain("405 Method Not Allowed"),
    };
    shared.asked.lock().unwrap_or_else(PoisonError::into_inner).push(Asked {
        path: path.strip_prefix(&shared.prefix).unwrap_or(path).to_owned(),
        from: range.map(|(first, _)| first),
    });
    match fault {
        Some(FaultKind::Corrupt) => {
            let middle = response.body.len() / 2;
            if let Some(byte) = response.body.get_mut(middle) {
                *byte ^= 1;
            }
        }
        Some(FaultKind::Truncate(length)) => response.body.truncate(length),
        _ => {}
    }
    if let Some(range) = range.filter(|_| response.status == OK && !matches!(fault, Some(FaultKind::NoRange))) {
        cut_to_range(&mut response, range);
    }
    if shared.is_isolating.load(Ordering::SeqCst) {
        response.headers.push_str(ISOLATING);
    }
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n{}\r\n",
        response.status,
        response.kind,
        response.body.len(),
        response.headers,
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        match fault {
            Some(FaultKind::Cut(length)) => {
                stream.write_all(&response.body[..length.min(response.body.len())])?;
                stream.flush()?;
                // So that the bytes arrive before the break does.
                thread::sleep(Duration::from_millis(100));
            }
            Some(FaultKind::Slow(length)) => {
                for piece in response.body.chunks(length.max(1)) {
                    stream.write_all(piece)?;
                    stream.flush()?;
                    thread::sleep(Duration::from_millis(50));
                }
            }
            _ => stream.write_all(&response.body)?,
        }
    }
    stream.flush()
}

/// The fault that this answer has, if any.
fn take_fault(path: &str, shared: &Shared) -> Option<FaultKind> {
    let mut faults = shared.faults.lock().unwrap_or_else(PoisonError::into_inner);
    let fault = faults.iter_mut().find(|it| it.times > 0 && path.ends_with(&it.path))?;
    fault.times -= 1;
    Some(fault.kind)
}

/// The first and the last byte of `bytes=5-` or `bytes=5-9`; other forms are ignored, as any server may.
fn read_range(value: &str) -> Option<(usize, Option<usize>)> {
    let (first, last) = value.trim().strip_prefix("bytes=")?.split_once('-')?;
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    Some((first.parse().ok()?, last))
}

fn cut_to_range(response: &mut Response, (first, last): (usize, Option<usize>)) {
    let length = response.body.len();
    let end = last.map_or(length, |last| last.saturating_add(1).min(length));
    if first >= end {
        *response = plain("416 Range Not Satisfiable");
        response.headers = format!("Content-Range: bytes */{length}\r\n");
        return;
    }
    response.status = "206 Partial Content";
    response.headers.push_str(&format!("Content-Range: bytes {first}-{}/{length}\r\n", end - 1));
    response.body = response.body[first..end].to_vec();
}

fn plain(status: &'static str) -> Response {
    Response { status, kind: "text/plain; charset=utf-8", headers: String::new(), body: status.as_bytes().to_vec() }
}

const OK: &str = "200 OK";

const ISOLATING: &str = "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n";

fn respond(path: &str, shared: &Shared) -> Response {
    if path == shared.prefix.trim_end_matches('/') && path != shared.prefix {
        let headers = format!("Location: {}\r\n", shared.prefix);
        return Response { headers, ..plain("308 Permanent Redirect") };
    }
    let found = path.strip_prefix(&shared.prefix).and_then(decode).and_then(|path| find(&shared.folder, &path));
    let Some((file, body)) = found.and_then(|file| fs::read(&file).ok().map(|body| (file, body))) else {
        shared.missed.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        return plain("404 Not Found");
    };
    Response { status: OK, kind: kind(&file), headers: "Accept-Ranges: bytes\r\n".to_owned(), body }
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
    fn a_stopped_server_leaves_its_port_to_the_next() {
        let folder = site("stop");
        let server = Server::start(&folder, 0, "/").expect("a port is free");
        server.stop();
        assert!(TcpStream::connect(server.socket).is_err());
        let next = Server::start(&folder, server.port(), "/").expect("the port is free again");
        assert!(get(&next, "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
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
    fn a_part_of_a_file_can_be_asked_for() {
        let server = Server::start(&site("range"), 0, "/").expect("a port is free");
        let ask = |range: &str| get(&server, &format!("GET /a%20b/x.wasm HTTP/1.1\r\nRange: bytes={range}\r\n\r\n"));
        let rest = ask("1-");
        assert!(rest.starts_with("HTTP/1.1 206 ") && rest.contains("Content-Range: bytes 1-3/4\r\n"), "{rest}");
        assert!(rest.ends_with("\r\n\r\nasm"), "{rest}");
        assert!(ask("1-1").ends_with("\r\n\r\na"));
        assert!(ask("4-").starts_with("HTTP/1.1 416 "));
        assert!(ask("-2").starts_with("HTTP/1.1 200 "), "a form that this server does not know is ignored");
        assert_eq!(server.take_asked()[0], Asked { path: "a%20b/x.wasm".to_owned(), from: Some(1) });
    }

    #[test]
    fn a_page_is_isolated_only_when_asked_for() {
        let server = Server::start(&site("isolate"), 0, "/").expect("a port is free");
        let ask = || get(&server, "GET / HTTP/1.1\r\n\r\n");
        assert!(!ask().contains("Cross-Origin"));
        server.isolate();
        assert!(ask().contains("Cross-Origin-Embedder-Policy: require-corp\r\n\r\n<p>hello"));
    }

    #[test]
    fn it_fails_as_it_is_told() {
        let server = Server::start(&site("fail"), 0, "/").expect("a port is free");
        let fail = |kind| server.fail(vec![Fault { path: "x.wasm".to_owned(), kind, times: 1 }]);
        let ask = || get(&server, "GET /a%20b/x.wasm HTTP/1.1\r\nRange: bytes=1-\r\n\r\n");
        let mut answers = Vec::new();
        for kind in [
            FaultKind::Cut(2),
            FaultKind::Corrupt,
            FaultKind::Page,
            FaultKind::Truncate(3),
            FaultKind::NoRange,
            FaultKind::Unavailable,
            FaultKind::Slow(1),
        ] {
            fail(kind);
            answers.push(ask());
            assert!(ask().ends_with("\r\n\r\nasm"), "the fault happens once");
        }
        let ends = ["as", "arm", "p>hello", "as", "\0asm", "503 Service Unavailable", "asm"];
        for (answer, end) in answers.iter().zip(ends) {
            assert!(answer.ends_with(&format!("\r\n\r\n{end}")), "{end}: {answer}");
        }
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
