//! What each stage of a build costs, one after the other, in this process.
//!
//! `make bench` runs it; `cargo bench --bench stages` alone takes a minute.

mod corpus;

use std::fmt;
use std::path::PathBuf;
use std::sync::LazyLock;

use corpus::Corpus;
use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::civil::date;
use kb_model::Catalog;
use kb_model::load::blobs;
use kb_model::reader::Audience;
use kb_site::edition::{Edition, SiteAddress};
use kb_site::publish::{Target, publish};
use kb_site::route::Route;
use kb_site::site::Site;
use kb_site::theme::Files;
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// A generated knowledge base, of so many pages.
struct Case {
    folder: tempfile::TempDir,
    catalog: Catalog,
    site: Site,
}

/// The sizes that are measured: what fits the processor's caches, and what does not.
static CASES: LazyLock<[Case; 2]> = LazyLock::new(|| [300, 3_000].map(Case::of));

/// Where a case is among [`CASES`].
#[derive(Clone, Copy)]
struct Size(usize);

const SIZES: [Size; 2] = [Size(0), Size(1)];

impl Size {
    fn case(self) -> &'static Case {
        &CASES[self.0]
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} pages", self.case().site.plan().routes().count())
    }
}

impl Case {
    fn of(pages: usize) -> Self {
        let folder = tempfile::tempdir().expect("it can be made");
        Corpus::with_pages(pages).write(&folder.path().join("content")).expect("it can be written");
        let catalog = Catalog::load(&folder.path().join("content")).expect("it can be read");
        let site = planned(&catalog);
        Self { folder, catalog, site }
    }

    fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    fn routes(&self) -> Vec<&Route> {
        self.site.plan().routes().collect()
    }

    fn length(&self, route: &Route) -> usize {
        let output = self.site.output(&self.catalog, route).expect("it is planned");
        output.expect("it renders").bytes.len()
    }
}

fn planned(catalog: &Catalog) -> Site {
    let edition = Edition {
        audience: Audience::Visitors,
        address: SiteAddress::Settings,
        today: jiff::civil::date(2026, 11, 22),
        pseudo: &[],
    };
    Site::of(catalog, &Files::load(None), edition).expect("the theme is sound")
}

/// Reads every file.
#[divan::bench(args = SIZES)]
fn a_reading(bencher: Bencher<'_, '_>, size: Size) {
    bencher.bench(|| blobs(&size.case().content()).expect("it can be read"));
}

/// Parses front matter and Markdown, and joins files to things.
#[divan::bench(args = SIZES)]
fn b_parsing(bencher: Bencher<'_, '_>, size: Size) {
    let read = || blobs(&size.case().content()).expect("it can be read");
    bencher.with_inputs(read).bench_values(Catalog::of);
}

/// Runs every rule.
#[divan::bench(args = SIZES)]
fn c_linting(bencher: Bencher<'_, '_>, size: Size) {
    bencher.bench(|| kb_lint::check(&size.case().catalog, date(2026, 11, 23)));
}

/// Compiles the theme, and lists every address.
#[divan::bench(args = SIZES)]
fn d_planning(bencher: Bencher<'_, '_>, size: Size) {
    bencher.bench(|| planned(&size.case().catalog));
}

/// Renders every page.
#[divan::bench(args = SIZES)]
fn e_rendering(bencher: Bencher<'_, '_>, size: Size) {
    let (case, routes) = (size.case(), size.case().routes());
    let bencher = bencher.counter(ItemsCount::new(routes.len()));
    bencher.bench(|| routes.par_iter().map(|route| case.length(route)).sum::<usize>());
}

/// Writes every page into an empty folder, rendering included.
#[divan::bench(args = SIZES, sample_count = 20)]
fn f_publishing(bencher: Bencher<'_, '_>, size: Size) {
    let (case, routes) = (size.case(), size.case().routes());
    let folder = || tempfile::tempdir().expect("it can be made");
    bencher.with_inputs(folder).bench_refs(|folder| {
        let target = Target::take(&folder.path().join("dist")).expect("nobody else holds it");
        let make = |route: &Route| case.site.output(&case.catalog, route).expect("it is planned");
        publish(&target, &routes, make).expect("it can be written").expect("it renders")
    });
}
