//! The floors: the least work that a figure could cost, done in the plainest way.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kb_model::Catalog;
use kb_model::reader::Audience;
use kb_site::edition::{Edition, SiteAddress};
use kb_site::route::Route;
use kb_site::site::Site;
use kb_site::theme::Files;
use pulldown_cmark::{Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Reads every file below a folder.
fn sources(content: &Path) -> impl Iterator<Item = (PathBuf, Vec<u8>)> {
    let entries = WalkDir::new(content).into_iter().map(|entry| entry.expect("the folder can be listed"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).expect("it can be read")))
}

/// Reads all sources and digests them.
pub(crate) fn digest(content: &Path) {
    let mut all = blake3::Hasher::new();
    for (_, bytes) in sources(content) {
        all.update(blake3::hash(&bytes).as_bytes());
    }
    assert_ne!(all.finalize().as_bytes()[0..4], [0; 4]);
}

/// Reads all sources and renders the bodies of articles to HTML in memory.
pub(crate) fn render(content: &Path) {
    let mut length = 0;
    for (path, bytes) in sources(content) {
        if path.starts_with(content.join(".from")) {
            continue; // what translations were made from is read, but nobody sees it
        }
        let text = String::from_utf8_lossy(&bytes);
        let body = text.splitn(3, "+++\n").last().unwrap_or_default();
        let mut rendered = String::with_capacity(body.len() * 3 / 2);
        html::push_html(&mut rendered, Parser::new_ext(body, kb_model::markdown::options()));
        length += rendered.len();
    }
    assert!(length > 0);
}

/// Renders as [`render`] does, and writes files of the lengths that are listed into an empty folder.
pub(crate) fn site(content: &Path, list: &Path, out: &Path) {
    render(content);
    let lines = fs::read_to_string(list).expect("it can be read");
    let blank = vec![b' '; 16 << 20];
    let mut folder = PathBuf::new();
    for (length, name) in lines.lines().filter_map(|line| line.split_once(' ')) {
        let path = out.join(name);
        let above = path.parent().expect("it lies below");
        if above != folder {
            fs::create_dir_all(above).expect("it can be made");
            folder = above.to_path_buf();
        }
        let length: usize = length.parse().expect("a number");
        fs::write(&path, &blank[..length]).expect("it can be written");
    }
}

/// Lists the files of a site with their lengths.
pub(crate) fn list(site: &Path) -> String {
    let mut lines = String::new();
    for entry in WalkDir::new(site).into_iter().map(|entry| entry.expect("the folder can be listed")) {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(site).expect("it lies below").display();
            let length = entry.metadata().expect("it is there").len();
            writeln!(lines, "{length} {name}").expect("a String takes all");
        }
    }
    lines
}

/// Loads, and plans the site.
pub(crate) fn planned(content: &Path) {
    let catalog = Catalog::load(content).expect("it can be read");
    assert!(plan(&catalog).plan().routes().next().is_some());
    std::mem::forget(catalog); // as `build` does
}

/// Does what [`planned`] does, and makes every file of the search indexes.
pub(crate) fn indexed(content: &Path) {
    let catalog = Catalog::load(content).expect("it can be read");
    let site = plan(&catalog);
    let parts: usize = site.parts(&catalog).iter().map(|part| part.bytes.len()).sum();
    let lists = site.plan().routes().filter(|route| route.as_str().ends_with("/search/index.json"));
    let lists: usize = lists.map(|route| length(&site, &catalog, route)).sum();
    assert!(parts + lists > 0);
    std::mem::forget(catalog); // as `build` does
}

/// Does all that a build does, but for writing: loads, checks, plans and renders.
pub(crate) fn unwritten(content: &Path) {
    let catalog = Catalog::load(content).expect("it can be read");
    let findings = kb_lint::stopping(&catalog, jiff::civil::date(2026, 11, 23));
    let site = plan(&catalog);
    let parts: usize = site.parts(&catalog).iter().map(|part| part.bytes.len()).sum();
    let routes: Vec<&Route> = site.plan().routes().collect();
    let total: usize = routes.par_iter().map(|route| length(&site, &catalog, route)).sum();
    assert!(findings.stopping().is_empty() && total + parts > 0);
    std::mem::forget(catalog); // as `build` does
}

fn plan(catalog: &Catalog) -> Site {
    let edition = Edition {
        audience: Audience::Visitors,
        address: SiteAddress::Settings,
        today: jiff::civil::date(2026, 11, 22),
        pseudo: &[],
    };
    Site::of(catalog, &Files::load(None), edition).expect("the theme is sound")
}

fn length(site: &Site, catalog: &Catalog, route: &Route) -> usize {
    site.output(catalog, route).expect("it is planned").expect("it renders").bytes.len()
}
