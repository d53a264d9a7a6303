//! The live law: after any sequence of edits, of content, settings and theme, sound or broken, the live site equals a
//! cold build, byte for byte: the one in memory, and the one on disk. What is found wrong with it is the same, too.
//!
//! `PROPTEST_CASES=10000 cargo test -p kb-site --test live` runs more of it, and `PROPTEST_RNG_SEED=7` the same each time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use kb_lint::Finding;
use kb_model::change::{Blob, Change};
use kb_model::load::blobs;
use kb_model::reader::Audience;
use kb_model::{Catalog, ChangeSet, FilePath};
use kb_site::edition::{Edition, SiteAddress};
use kb_site::live::{Changes, Live};
use kb_site::lock::Lock;
use kb_site::output::Output;
use kb_site::publish::{Folder, Manifest, Memory, Served, Target};
use kb_site::site::Site;
use kb_site::theme::Files;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Edit {
    Write(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Settings(&'static str, &'static str),
    Theme(&'static str, &'static str),
    /// Another day begins.
    Day(Date),
    /// Somebody looks at a page, so that it is in memory before the next edit.
    Look(usize),
    /// The folder is brought up to date; other changes come together.
    Publish,
}

const TEXTS: &[&str] = &[
    "+++\ntitle = \"One\"\nsummary = \"First.\"\n+++\nSee [refund](refund.md#first) and [wait](wait.md).\n",
    "+++\ntitle = \"Two\"\nurgency = \"now\"\nupdated = 2026-11-02\nreview_by = 2026-11-03\nslug = \"second\"\n+++\n## Part {#part until=2026-11-21}\nUntil then.\n",
    "+++\ntitle = \"Three\"\nstatus = \"draft\"\n+++\n",
    "+++\ntitle = \"Four\"\nstatus = \"archived\"\nreplaced_by = \"pay/wait\"\n+++\n",
    "+++\ntitle = \"Five\"\naliases = [\"pay/old\"]\nchannels = [\"chat\"]\nneeds = [\"number\"]\n+++\n![x](receipt.svg)\n",
    "+++\ntitle = \"Enam\"\n[translation]\nmethod = \"human\"\nreviewed_by = \"team\"\n+++\n[x](wait.md)\n",
    "+++\ntitle = \"Tujuh\"\nslug = \"tujuh\"\n[translation]\nmethod = \"draft\"\n+++\n",
    "+++\ntitle = \"Q\"\nstart = \"a\"\n[nodes.a]\nanswers = [{ id = \"x\", to = \"b\" }]\n[nodes.b]\noutcome = true\n+++\n# A? {#a}\n\n# B {#b}\n",
    "+++\ntitle = \"R\"\ncategory = \"pay\"\nstart = \"b\"\n[nodes.b]\nanswers = [{ id = \"x\", to = \"c\" }, { id = \"y\", to = \"b\" }]\n+++\n# B {#b}\n[x](#b)\n",
    "+++\ntitle = \"broken\n+++\n",
    "no fence <script>",
    "groups = [[\"refund\", \"one\"]]\n",
    "",
];

const PATHS: &[&str] = &[
    "en/articles/pay/refund.md",
    "en/articles/pay/wait.md",
    "en/articles/pay/new.md",
    "en/articles/other/new.md",
    "id/articles/pay/refund.md",
    "id/articles/pay/wait.md",
    "zh-Hans/articles/pay/wait.md",
    "en/categories/pay.md",
    "en/categories/other.md",
    "id/categories/pay.md",
    "en/channels/chat.md",
    "id/channels/chat.md",
    "en/checklists/ready.md",
    "id/checklists/ready.md",
    "en/troubleshooters/payment.md",
    "id/troubleshooters/payment.md",
    "en/troubleshooters/other.md",
    "en/pages/home.md",
    "en/pages/composer.md",
    "id/pages/composer.md",
    "id/pages/home.md",
    "en/articles/pay/receipt.svg",
    "id/articles/pay/receipt.svg",
    "en/synonyms.toml",
];

const GLOSSARIES: &[&str] = &[
    "[terms.refund]\nen = \"refund\"\nid = \"dana\"\ndefinition.en = \"Money.\"\n",
    "[terms.refund]\nen = \"refund\"\n",
    "[terms.refund]\nde = 1\n",
    "",
];

const FACTS: &[&str] = &[
    "[facts.number]\ntext = \"First\"\n",
    "[facts.number]\ntext = \"One\"\nverified_on = 2026-11-01\nexpires_on = 2026-11-21\n",
    "[facts.number]\ntext = \"One\"\nverified_on = 2026-11-01\n",
    "hosts = 1\n",
];

const LOCKS: &[&str] = &[
    "/en/pay/new/ en/articles/pay/new.md\n/en/pay/gone/\n",
    "/id/pay/wait/ id/articles/pay/wait.md\n",
    "no address\n",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let path = || prop::sample::select(PATHS);
    let settings = [
        ("name = \"English\"", "name = \"Inggris\""),
        ("popular = [\"pay/refund\"]", "popular = [\"pay/wait\"]"),
        ("fallback = \"omit\"", "fallback = \"source\""),
        ("base_url", "base_uri"),
        ("help.example.com/kb", "example.org"),
        ("popular", "offline_kb = 9\npopular"),
        ("path = \"id\"", "path = \"in\""),
    ];
    let theme = [
        ("assets/style.css", "body { color: red }"),
        ("templates/category.html", "{{ page.title }} {{ frame.title }}"),
        ("templates/category.html", "{{ page.title "),
        ("templates/category.html", "{{ page.nothing }}"),
        ("i18n/id.toml", "receipt_title = 1"),
    ];
    let days = prop::sample::select(vec![date(2026, 11, 1), date(2026, 11, 21), TODAY, date(2027, 1, 1)]);
    let glossary = prop::sample::select(GLOSSARIES);
    let facts = prop::sample::select(FACTS);
    let locks = prop::sample::select(LOCKS);
    let edit = prop_oneof![
        1 => facts.prop_map(|text| Edit::Write("facts.toml", text)),
        1 => Just(Edit::Remove("facts.toml")),
        1 => locks.prop_map(|text| Edit::Write("urls.lock", text)),
        1 => glossary.prop_map(|text| Edit::Write("glossary.toml", text)),
        1 => Just(Edit::Remove("glossary.toml")),
        6 => (path(), prop::sample::select(TEXTS)).prop_map(|(path, text)| Edit::Write(path, text)),
        2 => path().prop_map(Edit::Remove),
        1 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => prop::sample::select(settings.to_vec()).prop_map(|(from, to)| Edit::Settings(from, to)),
        1 => prop::sample::select(theme.to_vec()).prop_map(|(name, text)| Edit::Theme(name, text)),
        1 => days.prop_map(Edit::Day),
        3 => (0_usize..64).prop_map(Edit::Look),
        4 => Just(Edit::Publish),
    ];
    prop::collection::vec(edit, 1..40)
}

/// The files on the imagined disk.
struct Disk {
    content: BTreeMap<FilePath, Blob>,
    theme: Files,
    today: Date,
}

impl Disk {
    fn new() -> Self {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/basic");
        let content = blobs(&site.join("content")).expect("the content is there");
        Self { content, theme: Files::load(Some(&site.join("theme"))), today: TODAY }
    }

    /// Does an edit, and returns what a watcher would have seen of it.
    fn edit(&mut self, edit: &Edit) -> Changes {
        match edit {
            Edit::Write(path, text) => self.put(path, Some(Blob::bytes(text.as_bytes()))),
            Edit::Remove(path) => self.put(path, None),
            Edit::Rename(from, to) => {
                let blob = self.content.get(&FilePath::new(from)).cloned();
                let mut changes = self.put(from, None);
                changes.content.0.extend(self.put(to, blob).content.0);
                changes
            }
            Edit::Settings(from, to) => {
                let Some(Blob::Bytes(bytes)) = self.content.get(&FilePath::new("kb.toml")) else {
                    return Changes::default();
                };
                let text = String::from_utf8_lossy(bytes);
                let text = if text.contains(from) { text.replace(from, to) } else { text.replace(to, from) };
                self.put("kb.toml", Some(Blob::bytes(text.as_bytes())))
            }
            Edit::Theme(name, text) => {
                self.theme.put(name, text.as_bytes());
                Changes { theme: Some(self.theme.clone()), ..Changes::default() }
            }
            Edit::Day(today) => {
                self.today = *today;
                Changes { today: Some(*today), ..Changes::default() }
            }
            Edit::Look(_) | Edit::Publish => Changes::default(),
        }
    }

    fn put(&mut self, path: &str, blob: Option<Blob>) -> Changes {
        let path = FilePath::new(path);
        match &blob {
            Some(blob) => self.content.insert(path.clone(), blob.clone()),
            None => self.content.remove(&path),
        };
        Changes { content: ChangeSet(vec![Change { path, content: blob }]), ..Changes::default() }
    }

    /// Mends settings and theme, if nothing can be built with them.
    fn mend(&mut self) -> Changes {
        let Self { content, theme, .. } = Self::new();
        let mut changes = Changes::default();
        if self.cold().is_none() {
            let settings = content.get(&FilePath::new("kb.toml")).cloned();
            changes = self.put("kb.toml", settings);
            self.theme = theme.clone();
            changes.theme = Some(theme);
        }
        changes
    }

    /// Builds from nothing; nothing comes out where settings or theme cannot be used.
    fn cold(&self) -> Option<Vec<Output>> {
        let catalog = Catalog::of(self.content.clone());
        let site = Site::of(&catalog, &self.theme, self.edition()).ok().filter(|_| catalog.has_settings())?;
        site.plan().routes().map(|route| site.output(&catalog, route).expect("it is planned").ok()).collect()
    }

    fn edition(&self) -> Edition {
        Edition {
            audience: Audience::Visitors,
            address: SiteAddress::Settings,
            today: self.today,
            pseudo: &[],
        }
    }

    /// Returns the addresses that are lost.
    fn lost(&self) -> Vec<String> {
        let catalog = Catalog::of(self.content.clone());
        let site = Site::of(&catalog, &self.theme, self.edition()).expect("it was built");
        let lost = Lock::of(&catalog).lost(&catalog, site.plan());
        lost.into_iter().map(|found| found.message).collect()
    }

    fn live(&self) -> Live {
        let catalog = Catalog::of(self.content.clone());
        let site = Site::of(&catalog, &self.theme, self.edition()).expect("the site begins sound");
        let mut live = Live::new(catalog, self.theme.clone(), site);
        live.check(self.today);
        live
    }

    /// Returns what would make pages wrong.
    fn stopping(&self) -> Vec<String> {
        said(kb_lint::check(&Catalog::of(self.content.clone()), self.today).stopping().iter().map(diagnostic))
    }
}

const TODAY: Date = date(2026, 11, 22);

fn diagnostic(finding: &Finding) -> &kb_model::Diagnostic {
    &finding.diagnostic
}

/// Returns what diagnostics say, in order.
fn said<'d>(diagnostics: impl Iterator<Item = &'d kb_model::Diagnostic>) -> Vec<String> {
    let mut said: Vec<String> = diagnostics.map(|found| format!("{found:?}")).collect();
    said.sort();
    said
}

/// Brings a folder up to date, if there is a site; unless it is lenient, only if nothing would make pages wrong.
fn publish(folder: &mut Folder, is_lenient: bool) {
    let is_sound = folder.live().faults().next().is_none();
    if folder.live().is_planned() && (is_sound || is_lenient) {
        let _ = folder.publish().expect("the disk is there"); // pages at fault leave it as it is
    }
}

/// Returns the files of a published site, without the manifest.
fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(out).into_iter().map(|entry| entry.expect("it can be listed"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let name = entry.path().strip_prefix(out).expect("it lies below").display().to_string();
        (name, fs::read(entry.path()).expect("it can be read"))
    });
    named.filter(|(name, _)| name != Manifest::NAME).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn live_equals_cold(edits in edits(), is_lenient in prop::bool::weighted(0.7)) {
        let mut disk = Disk::new();
        let temp = tempfile::tempdir().expect("a temporary folder");
        let out = temp.path().join("dist");
        let mut memory = Memory::new(disk.live());
        let mut folder = Folder::new(Target::take(&out).expect("nobody else has it"), disk.live());
        publish(&mut folder, is_lenient);
        for edit in &edits {
            let changes = disk.edit(edit);
            memory.update(changes.clone());
            folder.update(changes);
            match edit {
                Edit::Publish => publish(&mut folder, is_lenient),
                Edit::Look(nth) => {
                    let routes: Vec<_> = memory.live().site().plan().routes().cloned().collect();
                    if !routes.is_empty() {
                        memory.page(&routes[nth % routes.len()]);
                    }
                }
                _ => {}
            }
        }
        let mended = disk.mend();
        memory.update(mended.clone());
        folder.update(mended);
        let cold = disk.cold().expect("settings and theme are sound");
        prop_assert_eq!(said(memory.live().faults()), disk.stopping());
        let lost = memory.live().lost().iter().map(|found| found.message.clone());
        prop_assert_eq!(lost.collect::<Vec<_>>(), disk.lost());
        for output in &cold {
            let Served::Page(page) = memory.page(&output.route) else {
                return Err(TestCaseError::fail(format!("{} is not there", output.route)));
            };
            prop_assert_eq!(String::from_utf8_lossy(&page.bytes), String::from_utf8_lossy(&output.bytes), "{}", output.route);
        }
        if is_lenient || folder.live().faults().next().is_none() {
            publish(&mut folder, is_lenient);
            let published = files(&out);
            let cold: BTreeMap<String, Vec<u8>> =
                cold.iter().map(|output| (output.route.file(), output.bytes.to_vec())).collect();
            prop_assert_eq!(published.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>());
            prop_assert!(published == cold);
        }
    }
}

/// A broken save leaves the last good page to be seen, and a report beside it.
#[test]
fn the_last_good_page_stays() {
    let mut disk = Disk::new();
    let mut memory = Memory::new(disk.live());
    let route = kb_site::route::Route::new("/en/pay/wait/");
    let Served::Page(good) = memory.page(&route) else { panic!("the page is there") };
    memory.update(disk.edit(&Edit::Write("en/articles/pay/wait.md", "+++\nno end")));
    let Served::Page(shown) = memory.page(&route) else { panic!("the last good page is there") };
    assert_eq!(shown, good);
    assert!(memory.report(&route, "content").contains("wait.md:1:1"), "{}", memory.report(&route, "content"));
}

/// An address that leads nowhere by now is reported in the preview, until something answers for it. What no preview has is
/// not lost.
#[test]
fn a_lost_address_is_reported() {
    let mut disk = Disk::new();
    disk.edit(&Edit::Settings("popular", "offline_kb = 9\npopular"));
    let lock = b"/en/offline/\n/en/pay/wait/ en/articles/pay/wait.md\n";
    disk.put("urls.lock", Some(Blob::bytes(*lock)));
    let catalog = Catalog::of(disk.content.clone());
    let preview = Edition { address: SiteAddress::Preview, ..disk.edition() };
    let site = Site::of(&catalog, &disk.theme, preview).expect("the site begins sound");
    let mut memory = Memory::new(Live::new(catalog, disk.theme.clone(), site));
    let route = kb_site::route::Route::new("/en/");
    let mut reported = |memory: &mut Memory, slug: &str| {
        let text = format!("+++\ntitle = \"Wait\"\n{slug}\n+++\n");
        memory.update(disk.put("en/articles/pay/wait.md", Some(Blob::bytes(text.as_bytes()))));
        memory.report(&route, "content").contains("warning[lost-url]")
    };
    assert!(!reported(&mut memory, ""));
    assert!(reported(&mut memory, "slug = \"patience\""));
    assert!(!reported(&mut memory, "slug = \"patience\"\naliases = [\"pay/wait\"]"));
}

/// A theme that could not be put on leaves no plan, in which nothing is lost; mended, it has the lost addresses reported.
#[test]
fn a_mended_theme_brings_the_lost_addresses_back() {
    let mut disk = Disk::new();
    let mut memory = Memory::new(disk.live());
    memory.update(disk.edit(&Edit::Write("urls.lock", "/en/pay/gone/\n")));
    memory.update(disk.edit(&Edit::Theme("templates/category.html", "{{ page.title ")));
    memory.update(disk.edit(&Edit::Settings("name = \"English\"", "name = \"Inggris\"")));
    assert!(memory.live().lost().is_empty());
    memory.update(disk.edit(&Edit::Theme("templates/category.html", "{{ page.title }}")));
    assert_eq!(memory.live().lost().len(), 1);
}

/// Settings that cannot be used leave an empty plan; mended, they bring the whole site back.
#[test]
fn mended_settings_bring_the_site_back() {
    let mut disk = Disk::new();
    let mut memory = Memory::new(disk.live());
    let route = kb_site::route::Route::new("/en/");
    for _ in 0..2 {
        memory.update(disk.edit(&Edit::Settings("base_url", "base_uri")));
    }
    assert!(matches!(memory.page(&route), Served::Page(_)));
}
