//! What a build says of the weight of pages: which are over their budget, and on demand which are the heaviest.

use std::collections::BTreeMap;
use std::path::Path;

use kb_lint::report::human::counted;
use kb_model::Diagnostic;
use rayon::prelude::*;

use super::Loaded;
use crate::budget::{Scales, Weight, kb};
use crate::plan::Page;
use crate::publish::Manifest;
use crate::route::Route;
use crate::site::Site;

/// How many pages are reported: whoever mends the heaviest often mends the rest.
const MOST_REPORTED: usize = 10;

/// Reports pages over their budget. Only those that are large as they lie on the disk are weighed, and the home pages, which
/// show what all pages fetch.
pub(super) fn warn(loaded: &Loaded, site: &Site, (out, manifest): (&Path, &Manifest)) {
    let scales = Scales::of(site, loaded.catalog.settings().budget);
    let lengths: BTreeMap<&str, usize> = manifest.files().collect();
    let may_be_heavy = |route: &Route, page: &Page| {
        matches!(page, Page::Home(_))
            || lengths.get(route.file().as_str()).is_some_and(|length| scales.is_large(*length))
    };
    let pages = site.plan().pages().filter(|(route, page)| may_be_heavy(route, page));
    let weights = weighed(&scales, out, pages.map(|(route, _)| route));
    let heavy: Vec<Diagnostic> =
        weights.iter().filter_map(|weight| scales.finding(&loaded.catalog, site, weight)).collect();
    loaded.report(&heavy[..heavy.len().min(MOST_REPORTED)]);
    if heavy.len() > MOST_REPORTED {
        anstream::eprintln!("{} more over the budget", counted(heavy.len() - MOST_REPORTED, "page"));
    }
}

/// Shows the heaviest pages.
pub(super) fn report(loaded: &Loaded, site: &Site, out: &Path) {
    let scales = Scales::of(site, loaded.catalog.settings().budget);
    let weights = weighed(&scales, out, site.plan().routes());
    anstream::println!(
        "{:>9} {:>9} {:>9} {:>9}  heaviest pages, compressed",
        "together",
        "HTML",
        "CSS",
        "scripts"
    );
    for weight in weights.iter().take(MOST_REPORTED) {
        let [total, html, css, js] = [weight.total(), weight.html, weight.css, weight.js].map(kb);
        anstream::println!("{total:>9} {html:>9} {css:>9} {js:>9}  {}", weight.route);
    }
}

/// Weighs pages as they lie in the folder, the heaviest first.
fn weighed<'r>(scales: &Scales, out: &Path, routes: impl Iterator<Item = &'r Route>) -> Vec<Weight> {
    let pages: Vec<&Route> = routes.filter(|route| route.is_page()).collect();
    let weigh = |route: &&Route| {
        let text = std::fs::read_to_string(out.join(route.file())).ok()?;
        Some(scales.weigh(route, &text))
    };
    let mut weights: Vec<Weight> = pages.par_iter().filter_map(weigh).collect();
    weights.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.route.cmp(&b.route)));
    weights
}
