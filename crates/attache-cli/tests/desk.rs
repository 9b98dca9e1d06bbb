//! What clients can do to `attache serve` and must not.
//!
//! In: the program itself on a free port, and clients that send or read a byte at a time, stay silent, come in crowds, lie about where they come
//! from or are cut off while they write. Out: others are answered, writes are finished or refused. Known limit: takes half a minute,
//! since the limits that are tested are times.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

/// A server of its own for each test.
struct Server {
    program: Child,
    port: u16,
    token: Option<String>,
    folder: tempfile::TempDir,
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["serve", "--db"])
            .arg(folder.path().join("a.db"))
            .args(args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines();
        let mut line = || lines.next().unwrap().unwrap();
        let address = line();
        let port = address.split(['/', ' ']).find_map(|part| {
            part.rsplit_once(':').and_then(|(_, port)| port.parse().ok())
        });
        let port = port.unwrap_or_else(|| panic!("no port in “{address}”"));
        let has_token = !args.contains(&"127.0.0.1:0") || args.contains(&"--origin");
        let token = has_token.then(|| line().rsplit(' ').next().unwrap().to_owned());
        // What it says later is nobody's business, but it must be able to say it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { program, port, token, folder }
    }

    fn local() -> Self {
        Self::start(&["--listen", "127.0.0.1:0"])
    }

    fn connect(&self) -> TcpStream {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(60 * SECOND)).unwrap();
        stream
    }

    /// Sends a request whole, with more lines of its head; gives the status, or 0 where the connection ends without one.
    fn ask(&self, what: &str, head: &str, body: &str) -> (u16, String) {
        let mut stream = self.connect();
        let n = body.len();
        let request = format!(
            "{what} HTTP/1.1\r\nHost: localhost:{}\r\nContent-Length: {n}\r\nConnection: close\r\n{head}\r\n{body}",
            self.port
        );
        // A refusal may come before all is sent.
        let _ = stream.write_all(request.as_bytes());
        answer(&mut stream)
    }

    fn record(&self) -> PathBuf {
        self.folder.path().join("a.db")
    }

    /// Told to end, as by Ctrl-C.
    fn terminate(&self) {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < 30 * SECOND, "the server does not end");
            std::thread::sleep(SECOND / 50);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Status and all that was sent.
fn answer(stream: &mut TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or(0), text)
}

const JSON: &str = "Content-Type: application/json\r\n";

fn articles(n: usize, text: &str) -> String {
    let text = |i| format!("{text} Report {i}.");
    let article = |i| serde_json::json!({"id": format!("a{i}"), "text": text(i)});
    serde_json::json!({"articles": (0..n).map(article).collect::<Vec<_>>()}).to_string()
}

#[test]
fn a_head_that_comes_a_byte_a_second_is_cut_off_and_others_are_answered() {
    let server = Server::local();
    let mut slow: Vec<TcpStream> = (0..40).map(|_| server.connect()).collect();
    let begun = Instant::now();
    let mut is_open = vec![true; slow.len()];
    let head =
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for byte in head.bytes() {
        for (stream, is_open) in slow.iter_mut().zip(&mut is_open) {
            *is_open &= stream.write_all(&[byte]).is_ok();
        }
        let asked = Instant::now();
        assert_eq!(server.ask("GET /asset/desk.css", "", "").0, 200);
        assert!(asked.elapsed() < 5 * SECOND, "others wait");
        if !is_open.contains(&true) {
            break;
        }
        std::thread::sleep(SECOND);
    }
    assert!(!is_open.contains(&true), "slow heads are still heard");
    assert!(begun.elapsed() < 25 * SECOND, "{:?}", begun.elapsed());
}

#[test]
fn a_body_that_comes_a_byte_a_second_is_given_up_and_others_are_answered() {
    let server = Server::local();
    let mut slow: Vec<TcpStream> = (0..40).map(|_| server.connect()).collect();
    let head = format!(
        "POST /api/read HTTP/1.1\r\nHost: localhost\r\n{JSON}Content-Length: 9999\r\n\r\n"
    );
    for stream in &mut slow {
        stream.write_all(head.as_bytes()).unwrap();
    }
    let begun = Instant::now();
    let mut is_open = vec![true; slow.len()];
    while is_open.contains(&true) {
        for (stream, is_open) in slow.iter_mut().zip(&mut is_open) {
            *is_open &= stream.write_all(b" ").is_ok();
        }
        let asked = Instant::now();
        let read = articles(1, "Norway expelled two Russian diplomats.");
        assert_eq!(server.ask("POST /api/read", JSON, &read).0, 200);
        assert!(asked.elapsed() < 10 * SECOND, "others wait");
        assert!(begun.elapsed() < 50 * SECOND, "slow bodies are still heard");
        std::thread::sleep(SECOND);
    }
    let (status, text) = answer(&mut slow[0]);
    assert!([0, 408, 503].contains(&status), "{text}");
}

/// How long a slow reader is given lies in the server's own tests.
#[test]
fn large_answers_that_are_read_a_byte_at_a_time_hold_up_nobody() {
    let server = Server::local();
    let many = articles(30, &"Norway expelled two Russian diplomats. ".repeat(100));
    let n = many.len();
    let head = format!(
        "POST /api/read HTTP/1.1\r\nHost: localhost\r\n{JSON}Content-Length: {n}\r\n\r\n"
    );
    let mut slow: Vec<TcpStream> = (0..12).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(many.as_bytes()).unwrap();
    }
    let begun = Instant::now();
    while begun.elapsed() < 15 * SECOND {
        for stream in &mut slow {
            assert_eq!(stream.read(&mut [0]).unwrap(), 1);
        }
        let asked = Instant::now();
        let read = articles(1, "Norway expelled two Russian diplomats.");
        assert_eq!(server.ask("POST /api/read", JSON, &read).0, 200);
        assert!(asked.elapsed() < 5 * SECOND, "others wait");
        std::thread::sleep(SECOND / 4);
    }
}

#[test]
fn a_crowd_that_says_nothing_gives_way_to_who_asks() {
    let server = Server::local();
    let silent: Vec<TcpStream> = (0..600).map(|_| server.connect()).collect();
    let begun = Instant::now();
    assert_eq!(server.ask("GET /asset/desk.css", "", "").0, 200);
    assert!(begun.elapsed() < 25 * SECOND, "{:?}", begun.elapsed());
    drop(silent);
    assert_eq!(server.ask("GET /", "", "").0, 200);
}

#[test]
fn four_megabytes_of_emoji_are_refused_or_read_in_time() {
    let server = Server::local();
    let begun = Instant::now();
    let (status, text) =
        server.ask("POST /api/read", JSON, &articles(1, &"🕊".repeat(1 << 20)));
    assert_eq!(status, 413, "{text}");
    // As many as one request may bring.
    let many = articles(100, &"🕊️👩‍👩‍👧 ".repeat(1300));
    assert!(many.len() > 3 << 20);
    let (status, text) = server.ask("POST /api/read", JSON, &many);
    assert_eq!(status, 200, "{text}");
    assert!(begun.elapsed() < 45 * SECOND, "{:?}", begun.elapsed());
    let (status, _) = server.ask("GET /", &format!("X: {}\r\n", "a".repeat(200_000)), "");
    assert!([0, 400, 431].contains(&status), "{status}");
    assert_eq!(server.ask("GET /asset/desk.css", "", "").0, 200);
}

#[test]
fn marks_and_markup_of_an_article_stay_text() {
    let server = Server::local();
    let odd = "\u{202e}<script>alert(1)</script>\u{200b}\u{200f}";
    let text = format!("{odd} Norway expelled\u{200b} two Russian diplomats. {odd}");
    let article = serde_json::json!({
        "id": odd, "text": text, "title": odd, "publisher": odd,
        "url": format!("javascript:alert('{odd}')"), "published": "2024-05-05"
    });
    let articles = serde_json::json!({"articles": [article]}).to_string();
    let (status, kept) = server.ask("POST /api/articles", JSON, &articles);
    assert_eq!(status, 200, "{kept}");
    for path in [
        "/search?q=norway",
        "/actor/NOR",
        "/pair?a=NOR&b=RUS",
        "/changes?from=2024-01-01&to=2024-12-31",
        "/review?reviewer=%3Cscript%3E",
        "/changes.atom",
        "/actor/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        let (_, page) = server.ask(&format!("GET {path}"), "", "");
        assert!(!page.contains("<script>"), "{path}");
        assert!(!page.contains("href=\"javascript"), "{path}");
        assert!(page.contains("default-src 'none'"), "{path} has no policy");
    }
}

#[test]
fn what_is_being_written_is_finished_when_the_server_is_told_to_end() {
    let mut server = Server::local();
    let text = "Norway expelled two Russian diplomats on 3 May 2024. ".repeat(12);
    let many = articles(40, &text);
    let mut stream = server.connect();
    let n = many.len();
    let head = format!(
        "POST /api/articles HTTP/1.1\r\nHost: localhost\r\n{JSON}Content-Length: {n}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(many.as_bytes()).unwrap();
    std::thread::sleep(SECOND / 20);
    server.terminate();
    let (status, text) = answer(&mut stream);
    assert_eq!(status, 200, "{text}");
    assert_eq!(server.ended().code(), Some(0));
    assert_eq!(n_articles(&server.record()), 40);
}

fn n_articles(db: &Path) -> usize {
    let mut events = Command::new(env!("CARGO_BIN_EXE_attache"));
    let events = events.args(["events", "--format", "jsonl", "--db"]).arg(db);
    let lines = String::from_utf8(events.output().unwrap().stdout).unwrap();
    let article = |line: &str| {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        event["article"].as_str().unwrap().to_owned()
    };
    lines.lines().map(article).collect::<std::collections::BTreeSet<_>>().len()
}

#[test]
fn who_writes_shows_the_token_and_comes_from_our_own_pages() {
    let article = articles(1, "Norway expelled two Russian diplomats.");
    let local = Server::local();
    let evil = format!("{JSON}Origin: http://evil.example\r\n");
    assert_eq!(local.ask("POST /api/articles", &evil, &article).0, 403);
    let cross = format!("{JSON}Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(local.ask("POST /api/articles", &cross, &article).0, 403);
    assert!(!local.record().exists());

    for (args, open) in [
        (&["--listen", "0.0.0.0:0"][..], 401),
        (&["--listen", "0.0.0.0:0", "--public"], 200),
        (&["--listen", "127.0.0.1:0", "--origin", "https://desk.example"], 401),
    ] {
        let server = Server::start(args);
        assert_eq!(server.ask("GET /", "", "").0, open, "{args:?}");
        assert_eq!(server.ask("POST /api/read", JSON, &article).0, open, "{args:?}");
        assert_eq!(server.ask("POST /api/articles", JSON, &article).0, 401, "{args:?}");
        let token = server.token.clone().unwrap();
        let wrong = format!("{JSON}Authorization: Bearer {}x\r\n", &token[1..]);
        assert_eq!(server.ask("POST /api/articles", &wrong, &article).0, 401, "{args:?}");
        let right = format!("{JSON}Authorization: Bearer {token}\r\n");
        assert_eq!(server.ask("POST /api/articles", &right, &article).0, 200, "{args:?}");
        let cookie = format!("Cookie: attache-token={token}\r\n");
        let (status, feed) = server.ask("GET /changes.atom", &cookie, "");
        assert_eq!(status, 200, "{args:?}");
        let is_named = feed.contains("href=\"https://desk.example/");
        assert_eq!(is_named, args.contains(&"--origin"), "{feed}");
    }
}
