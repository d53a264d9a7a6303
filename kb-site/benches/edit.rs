//! From saving to seeing: how long an author waits for the preview, over HTTP, among many articles.
//!
//! `make bench` runs it for 30,000 pages, which are 10,000 articles in three languages; `cargo bench --bench edit -- 3000` for another number of pages.

mod corpus;
mod http;

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use corpus::{Corpus, article_id};
use http::Client;

/// How many saves of each sort are measured.
const SAVES: usize = 200;

/// The list of the search index's files, in which all their names are.
const INDEX: &str = "/en/search/index.json";

/// How long an author reads before the first save: the preview looks at everything once after its start.
const SETTLING: Duration = Duration::from_secs(5);

fn main() {
    let pages = env::args().find_map(|size| size.parse().ok()).unwrap_or(30_000);
    let folder = tempfile::tempdir().expect("it can be made");
    let content = folder.path().join("content");
    Corpus::with_pages(pages).write(&content).expect("it can be written");
    let mut lines = vec![format!("{pages} pages, {SAVES} saves of each sort; milliseconds")];
    lines.push(start(&content));
    let preview = Preview::start(&content);
    thread::sleep(SETTLING);
    let mut author = Author { preview, content, theme: folder.path().join("theme"), saves: 0 };
    lines.push(line("body edit, the page", author.many(Author::edit_body), "p50 ≤ 3, p99 ≤ 15"));
    author.preview.client.get(INDEX); // somebody has searched
    lines.push(line("body edit, the search index", author.many(Author::edit_word), "p50 ≤ 40"));
    let (own, last) = author.many(Author::edit_title).into_iter().map(|times| (times[0], times[1])).unzip();
    lines.push(line("title edit, the page", own, "p50 ≤ 5"));
    lines.push(line("title edit, the last page that shows it", last, "p50 ≤ 40"));
    lines.push(line("template edit, the open page", author.many(Author::edit_template), "p50 ≤ 15"));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    lines.push(format!("load of the machine at the end: {}", load.trim()));
    writeln!(stdout(), "{}", lines.join("\n")).expect("somebody listens");
}

/// Compares the time to the first page with that of loading the knowledge base.
fn start(content: &Path) -> String {
    let mut times: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..5 {
        let begin = Instant::now();
        let catalog = kb_model::Catalog::load(content).expect("it can be read");
        let load = begin.elapsed();
        std::mem::forget(catalog);
        let begin = Instant::now();
        let mut preview = Preview::start(content);
        preview.client.get("/en/");
        times.push((begin.elapsed(), load));
    }
    times.sort();
    let (first, load) = times[times.len() / 2];
    format!("{:42} {:>7.0}   loading alone: {:.0}", "start to first page", millis(first), millis(load))
}

/// A preview that runs, and is ended with us.
struct Preview {
    process: Child,
    client: Client,
    _says: BufReader<ChildStdout>,
}

impl Preview {
    fn start(content: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kb-site"))
            .args(["serve", "--port", "0"])
            .arg(content)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it can be run");
        let mut says = BufReader::new(process.stdout.take().expect("it was asked for"));
        let mut address = String::new();
        says.read_line(&mut address).expect("it says where it serves");
        let host = address.trim().trim_start_matches("http://").trim_end_matches('/');
        Self { process, client: Client::connect(host), _says: says }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended by itself
        let _ = self.process.wait();
    }
}

/// Somebody who writes, and looks at what becomes of it.
struct Author {
    preview: Preview,
    content: PathBuf,
    theme: PathBuf,
    saves: usize,
}

impl Author {
    fn many<T>(&mut self, save: fn(&mut Self) -> T) -> Vec<T> {
        (0..SAVES)
            .map(|_| {
                self.saves += 1;
                save(self)
            })
            .collect()
    }

    /// Adds a word to an article's body.
    fn edit_body(&mut self) -> Duration {
        let (path, page) = self.article();
        let text = fs::read_to_string(&path).expect("it can be read");
        self.preview.client.get(&page); // it is open
        let mark = format!("edit-{}-", self.saves);
        let begin = Instant::now();
        fs::write(&path, format!("{text}\n{mark}\n")).expect("it can be written");
        self.preview.client.wait_for(&page, &mark);
        begin.elapsed()
    }

    /// Adds a word to an article's body that no other has, while the search index is open.
    fn edit_word(&mut self) -> Duration {
        let (path, _) = self.article();
        let text = fs::read_to_string(&path).expect("it can be read");
        let before = self.preview.client.get(INDEX);
        let begin = Instant::now();
        fs::write(&path, format!("{text}\nword{0} word{0}\n", self.saves)).expect("it can be written");
        self.preview.client.wait_for_other(INDEX, &before);
        begin.elapsed()
    }

    /// Gives an article another title. All other pages that show it are open as well.
    fn edit_title(&mut self) -> [Duration; 2] {
        let (path, page) = self.article();
        let text = fs::read_to_string(&path).expect("it can be read");
        let title = text.lines().nth(1).expect("the title is the first field").to_owned();
        let mark = format!("title-{}-", self.saves);
        let others = self.others_with_title();
        for address in std::iter::once(&page).chain(&others) {
            self.preview.client.get(address); // they are open
        }
        let begin = Instant::now();
        fs::write(&path, text.replacen(&title, &format!("title = \"{mark} and more words\""), 1))
            .expect("it can be written");
        self.preview.client.wait_for(&page, &mark);
        let own = begin.elapsed();
        for address in &others {
            self.preview.client.wait_for(address, &mark);
        }
        [own, begin.elapsed()]
    }

    /// Returns the pages that show the title of the article in hand: its category's, its language-neutral one, and those
    /// of articles that it is related to.
    fn others_with_title(&self) -> Vec<String> {
        let id = article_id(self.saves * 7 % 100);
        let (category, _) = id.split_once('/').expect("it lies in a category");
        let mut pages = vec![format!("/en/{category}/"), format!("/a/{id}/")];
        for entry in fs::read_dir(self.content.join("en/articles").join(category)).expect("it is there") {
            let path = entry.expect("it can be listed").path();
            let text = fs::read_to_string(&path).expect("it can be read");
            if text.lines().any(|line| line.starts_with("related = ") && line.contains(&format!("\"{id}\"")))
            {
                let name = path.file_stem().expect("it has a name").to_string_lossy();
                pages.push(format!("/en/{category}/{name}/"));
            }
        }
        pages
    }

    /// Changes a template that all articles use.
    fn edit_template(&mut self) -> Duration {
        let (_, page) = self.article();
        let template = self.theme.join("templates/provenance.html");
        fs::create_dir_all(template.parent().expect("it lies in a folder")).expect("it can be made");
        let mark = format!("template-{}-", self.saves);
        let begin = Instant::now();
        fs::write(&template, format!("<p>{mark}</p>")).expect("it can be written");
        self.preview.client.wait_for(&page, &mark);
        begin.elapsed()
    }

    /// Returns an article's file and page, another for each save.
    fn article(&self) -> (PathBuf, String) {
        let id = article_id(self.saves * 7 % 100);
        (self.content.join(format!("en/articles/{id}.md")), format!("/en/{id}/"))
    }
}

fn line(figure: &str, mut times: Vec<Duration>, target: &str) -> String {
    times.sort();
    let at = |share: usize| millis(times[(times.len() * share / 100).min(times.len() - 1)]);
    format!("{figure:42} p50 {:>6.2}  p99 {:>6.2}  most {:>6.2}  target: {target}", at(50), at(99), at(100))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
