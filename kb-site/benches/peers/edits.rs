//! Edits: how long after the save of an article its page shows the new text, while a generator follows the author.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::corpus::article_id;
use super::roster::Server;
use super::{median, say};

/// How many edits each server gets.
const EDITS: u32 = 5;

/// How long to wait before looking again: a generator of somebody else tells nobody when it is done.
const POLL: Duration = Duration::from_millis(1);

/// How long a server has to be quiet before an edit.
const QUIET: Duration = Duration::from_millis(500);

/// How much longer before each further edit. Some servers look every 500 or every 1000 ms: so edits come at moments that
/// are spread evenly between two looks, and not always just after one.
const STEP: Duration = Duration::from_millis(200);

/// How long to wait for anything at all.
const PATIENCE: Duration = Duration::from_mins(5);

/// Prints how long each server needs, and how many times what the first of them does, which is ours.
pub(crate) fn print(title: &str, servers: &[&Server], all: &Path) {
    let times: Vec<Vec<Duration>> = servers.iter().map(|server| follow(server, all)).collect();
    say(&format!("\n{title}, {EDITS} edits"));
    say(&format!("{:18} {:>10} {:>10} {:>8}", "", "median", "slowest", "median"));
    let ours = median(&times[0], |time| *time).as_secs_f64();
    for (server, times) in servers.iter().zip(&times) {
        let middle = median(times, |time| *time).as_secs_f64();
        let slowest = times.iter().max().expect("there was an edit").as_secs_f64();
        let (middle_ms, slowest_ms) = (middle * 1e3, slowest * 1e3);
        let name = server.peer.name;
        say(&format!("{name:18} {middle_ms:>7.1} ms {slowest_ms:>7.1} ms {:>6.0} ×", middle / ours));
    }
}

/// Starts a server, edits an article again and again, and waits for its page each time.
fn follow(server: &Server, all: &Path) -> Vec<Duration> {
    let folder = server.peer.folder(all);
    let _ = fs::remove_dir_all(folder.join("out")); // not every server builds into it
    let id = article_id(7);
    let source = folder.join(server.source.replace("ID", &id));
    let before = fs::read_to_string(&source).expect("it can be read");
    let running = Running::start(server, &folder, &server.page.replace("ID", &id));
    running.wait_for("<h2");
    (0..EDITS)
        .map(|edit| {
            running.settle(QUIET + STEP * edit);
            let begin = Instant::now();
            fs::write(&source, format!("{before}\nEdited: {edit}.\n")).expect("it can be written");
            running.wait_for(&format!("Edited: {edit}."));
            begin.elapsed()
        })
        .collect()
}

/// A server that runs. It ends with this value.
struct Running {
    name: &'static str,
    child: Child,
    page: Page,
}

/// Where the page of the edited article is.
enum Page {
    /// Its file.
    File(PathBuf),
    /// Its path at a port of this machine.
    Address(u16, String),
}

impl Running {
    fn start(server: &Server, folder: &Path, page: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        drop(listener); // the server takes the port
        let arguments = server.arguments.iter().map(|argument| argument.replace("PORT", &port.to_string()));
        let mut command = Command::new(server.peer.program());
        command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("it can be run");
        let is_address = page.starts_with('/');
        let page =
            if is_address { Page::Address(port, page.to_owned()) } else { Page::File(folder.join(page)) };
        Self { name: server.peer.name, child, page }
    }

    /// Waits until the page has a text. Between two looks it sleeps, to leave the processors to the server.
    fn wait_for(&self, text: &str) {
        let begin = Instant::now();
        while !self.page.read().is_some_and(|page| page.contains(text)) {
            assert!(begin.elapsed() < PATIENCE, "{} never shows {text}", self.name);
            sleep(POLL);
        }
    }

    /// Waits until the server has finished what the last edit made it do: until it hardly works for this long.
    fn settle(&self, quiet: Duration) {
        let mut last = (Instant::now(), self.ticks());
        while last.0.elapsed() < quiet {
            sleep(POLL);
            let ticks = self.ticks();
            if ticks > last.1 + 2 {
                last = (Instant::now(), ticks);
            }
        }
    }

    /// Returns the processor time that the server has used, in the system's ticks of 10 ms.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("the server runs");
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended by itself
        let _ = self.child.wait();
    }
}

impl Page {
    /// Reads the page as it is now, if it is there.
    fn read(&self) -> Option<String> {
        match self {
            Self::File(file) => fs::read_to_string(file).ok(),
            Self::Address(port, path) => {
                let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).ok()?;
                write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n").ok()?;
                let mut page = String::new();
                stream.read_to_string(&mut page).ok()?;
                Some(page)
            }
        }
    }
}
