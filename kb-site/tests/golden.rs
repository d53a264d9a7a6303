//! Golden sites: `tests/sites/<name>/{content,theme}` must build to `expected`, byte for byte, every time.
//!
//! `UPDATE_EXPECT=1 cargo test -p kb-site --test golden` writes what is built; review the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kb_model::Catalog;
use kb_model::reader::Audience;
use kb_site::edition::{Edition, SiteAddress};
use kb_site::output::Output;
use kb_site::plan::Page;
use kb_site::publish::Target;
use kb_site::route::Route;
use kb_site::site::Site;
use kb_site::theme::Files;

/// Builds a site; the embedded theme's own assets are left out, since they are not what these sites are about, and so are
/// the digests in their names.
fn build(site: &Path) -> Vec<Output> {
    let catalog = Catalog::load(&site.join("content")).expect("the content is there");
    let files = Files::load(Some(&site.join("theme")));
    let edition = Edition {
        audience: Audience::Visitors,
        address: SiteAddress::Settings,
        today: jiff::civil::date(2026, 11, 22),
        pseudo: &[],
    };
    let site = Site::of(&catalog, &files, edition).expect("the theme is sound");
    let pages = site.plan().pages().filter(|(_, page)| !matches!(page, Page::ThemeAsset(_)));
    let render = |route| {
        let output = site.output(&catalog, route).expect("it is planned").expect("it renders");
        without_digests(&site, output)
    };
    pages.map(|(route, _)| render(route)).collect()
}

fn without_digests(site: &Site, output: Output) -> Output {
    let mut text = String::from_utf8_lossy(&output.bytes).into_owned();
    for (name, asset) in site.theme().assets() {
        text = text.replace(asset.route.as_str(), &format!("/assets/{name}"));
    }
    Output::new(output.route, text.into_bytes())
}

/// Publishes outputs that are there already.
fn publish(outputs: &[Output], out: &Path) {
    let target = Target::take(out).expect("nobody else has it");
    let routes: Vec<&Route> = outputs.iter().map(|output| &output.route).collect();
    let find = |route: &Route| outputs.iter().find(|output| output.route == *route).cloned().ok_or(());
    kb_site::publish::publish(&target, &routes, find)
        .expect("it can be written")
        .expect("nothing is at fault");
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).expect("walked from there").to_path_buf();
        (name, fs::read_to_string(entry.path()).expect("golden files are text"))
    };
    files.map(read).filter(|(name, _)| name != Path::new(kb_model::load::OUTPUT_MARK)).collect()
}

#[test]
fn sites_build_as_expected() {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    for site in
        fs::read_dir(sites).expect("there are sites").map(|site| site.expect("it can be listed").path())
    {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("dist");
        publish(&build(&site), &out);
        let (built, expected) = (files(&out), site.join("expected"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let _ = fs::remove_dir_all(&expected);
            for (name, text) in &built {
                let path = expected.join(name);
                fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
                fs::write(path, text).expect("it can be written");
            }
        }
        let wanted = files(&expected);
        assert_eq!(
            built.keys().collect::<Vec<_>>(),
            wanted.keys().collect::<Vec<_>>(),
            "files of {}",
            site.display()
        );
        for (name, text) in &built {
            assert_eq!(text, &wanted[name], "{} of {}", name.display(), site.display());
        }
    }
}

#[test]
fn two_builds_are_identical() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/basic");
    assert_eq!(build(&site), build(&site));
}
