//! The table: what ours costs, what the floor costs, and the ratio, as medians of several rounds.

use std::fs;
use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::process::{Cost, run};
use super::{corpus, floor};

/// How often each pair is measured; the floor and ours take turns, so that a slow moment slows both.
const ROUNDS: usize = 5;

/// One figure.
struct Row {
    figure: &'static str,
    ours: Vec<Cost>,
    floor: Vec<Cost>,
    /// How many times the floor it may be, where that is all that is asked.
    target: Option<f64>,
}

/// Where things are.
struct Bench {
    own: PathBuf,
    kb_site: PathBuf,
    kb_lint: PathBuf,
    /// In memory, if the system has such a folder.
    memory: tempfile::TempDir,
    /// On disk.
    disk: tempfile::TempDir,
}

/// Prints the figures for some numbers of pages.
pub(crate) fn print(sizes: &[usize]) {
    let bench = Bench::prepare();
    let mut lines = vec![format!(
        "{:>6}  {:42} {:>9} {:>9} {:>7} {:>7} {:>8} {:>9}",
        "pages", "figure", "ours, CPU", "floor", "ratio", "target", "wall", "peak"
    )];
    let mut builds = Vec::new();
    for &pages in sizes {
        for row in bench.rows(pages) {
            lines.push(row.line(pages));
            if row.figure == BUILD {
                builds.push((pages, median(&row.ours, |cost| cost.cpu)));
            }
        }
    }
    for pair in builds.windows(2) {
        let ratio = pair[1].1.as_secs_f64() / pair[0].1.as_secs_f64();
        lines.push(format!("growth of a full build from {} to {} pages: {ratio:.1} ×", pair[0].0, pair[1].0));
    }
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    lines.push(format!("medians of {ROUNDS} rounds; load of the machine at the end: {}", load.trim()));
    writeln!(stdout(), "\n{}", lines.join("\n")).expect("somebody listens");
}

const BUILD: &str = "full build, into memory";

impl Bench {
    fn prepare() -> Self {
        let kb_site = PathBuf::from(env!("CARGO_BIN_EXE_kb-site"));
        let kb_lint = kb_site.with_file_name("kb-lint");
        assert!(kb_lint.is_file(), "build kb-lint in release mode first: `make bench` does");
        let shm = Path::new("/dev/shm");
        let memory = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() };
        let target = kb_site.parent().expect("it lies in a folder");
        Self {
            own: std::env::current_exe().expect("a running program has a file"),
            memory: memory.expect("it can be made"),
            disk: tempfile::tempdir_in(target).expect("it can be made"),
            kb_site,
            kb_lint,
        }
    }

    fn rows(&self, pages: usize) -> Vec<Row> {
        let content = self.memory.path().join(format!("content-{pages}"));
        corpus::Corpus::with_pages(pages).write(&content).expect("it can be written");
        let content = text(&content);
        let [build, apart] = self.build(content);
        let rows = vec![
            build,
            apart,
            self.again(content),
            self.edited(content),
            Self::turns("kb-lint check", 3.0, |_| self.lint(content), |_| self.floor(&["render", content])),
        ];
        fs::remove_dir_all(content).expect("it can be removed");
        rows
    }

    /// A full build into an empty folder in memory, whole and without what the search index costs, and the least that
    /// writing such a site could cost.
    fn build(&self, content: &str) -> [Row; 2] {
        let out = self.memory.path().join("dist");
        self.site(content, &out);
        let list = self.memory.path().join("list");
        fs::write(&list, floor::list(&out)).expect("it can be written");
        let fresh = |folder: &Path| {
            let _ = fs::remove_dir_all(folder); // the first time it is not there
        };
        let ours = |_| {
            fresh(&out);
            self.site(content, &out)
        };
        let plain = self.memory.path().join("plain");
        let least = |_| {
            fresh(&plain);
            self.floor(&["site", content, text(&list), text(&plain)])
        };
        let whole = Row { target: None, ..Self::turns(BUILD, 4.0, ours, least) };
        let index = self.index(content);
        let apart = |cost: &Cost| Cost { cpu: cost.cpu.saturating_sub(index), ..*cost };
        let ours = whole.ours.iter().map(apart).collect();
        let apart = Row {
            figure: "the same, search index apart",
            ours,
            floor: whole.floor.clone(),
            target: Some(4.0),
        };
        [whole, apart]
    }

    /// What the search index of all locales costs: the difference that it makes to a process.
    fn index(&self, content: &str) -> Duration {
        let turns = Self::turns(
            "search index",
            1.0,
            |_| self.floor(&["indexed", content]),
            |_| self.floor(&["planned", content]),
        );
        let cpu = |costs: &[Cost]| median(costs, |cost| cost.cpu);
        cpu(&turns.ours).saturating_sub(cpu(&turns.floor))
    }

    /// The same build again, and reading and digesting the sources.
    fn again(&self, content: &str) -> Row {
        let out = self.memory.path().join("dist");
        let ours = |_| self.site(content, &out);
        Self::turns("the same build again, nothing changed", 1.5, ours, |_| self.floor(&["digest", content]))
    }

    /// A build on disk after one article was edited, and a build without its writes.
    fn edited(&self, content: &str) -> Row {
        let out = self.disk.path().join("dist");
        let article = Path::new(content).join(format!("en/articles/{}.md", corpus::article_id(7)));
        let before = fs::read_to_string(&article).expect("it can be read");
        self.site(content, &out);
        let ours = |round| {
            fs::write(&article, format!("{before}\nEdited {round}.\n")).expect("it can be written");
            self.site(content, &out)
        };
        let row = Self::turns("a build on disk, one article edited", 1.0, ours, |_| {
            self.floor(&["unwritten", content])
        });
        fs::write(&article, before).expect("it can be written");
        fs::remove_dir_all(&out).expect("it can be removed");
        row
    }

    /// Measures ours and the floor in turn.
    fn turns(
        figure: &'static str,
        target: f64,
        ours: impl Fn(usize) -> Cost,
        floor: impl Fn(usize) -> Cost,
    ) -> Row {
        let mut row = Row { figure, ours: Vec::new(), floor: Vec::new(), target: Some(target) };
        for round in 0..ROUNDS {
            write!(stdout(), "\r{figure}, {} of {ROUNDS} …\u{1b}[K", round + 1).expect("somebody listens");
            stdout().flush().expect("somebody listens");
            row.floor.push(floor(round));
            row.ours.push(ours(round));
        }
        row
    }

    fn site(&self, content: &str, out: &Path) -> Cost {
        run(&self.kb_site, &["build", content, "--out", text(out), "--today", "2026-11-23"])
    }

    fn lint(&self, content: &str) -> Cost {
        run(&self.kb_lint, &["check", content, "--today", "2026-11-23"])
    }

    fn floor(&self, arguments: &[&str]) -> Cost {
        run(&self.own, arguments)
    }
}

impl Row {
    fn line(&self, pages: usize) -> String {
        let ratios = self.ours.iter().zip(&self.floor);
        let mut ratios: Vec<f64> =
            ratios.map(|(ours, floor)| ours.cpu.as_secs_f64() / floor.cpu.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        let cpu = |costs: &[Cost]| format!("{:.2} s", median(costs, |cost| cost.cpu).as_secs_f64());
        let wall = median(&self.ours, |cost| cost.wall).as_secs_f64();
        let target = self.target.map(|target| format!("{target:.1} ×")).unwrap_or_default();
        let peak = self.ours.iter().map(|cost| cost.peak / 1024).max().unwrap_or_default();
        format!(
            "{pages:>6}  {:42} {:>9} {:>9} {:>5.1} × {target:>7} {wall:>6.2} s {peak:>6} MB",
            self.figure,
            cpu(&self.ours),
            cpu(&self.floor),
            ratios[ratios.len() / 2],
        )
    }
}

fn median(costs: &[Cost], part: impl Fn(&Cost) -> Duration) -> Duration {
    let mut parts: Vec<Duration> = costs.iter().map(part).collect();
    parts.sort();
    parts[parts.len() / 2]
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have Unicode names")
}
