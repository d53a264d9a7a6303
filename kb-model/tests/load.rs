//! Loading from a real folder in which others are at work.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use kb_model::{Catalog, FilePath};

#[test]
fn files_that_vanish_while_they_are_listed_are_not_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let articles = folder.path().join("en/articles/a");
    fs::create_dir_all(&articles).expect("it can be made");
    fs::write(folder.path().join("kb.toml"), "source_locale = \"en\"\n").expect("it can be written");
    fs::write(articles.join("stays.md"), "+++\ntitle = \"Stays\"\n+++\n").expect("it can be written");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let inner = articles.join("folder");
                fs::create_dir_all(&inner).expect("it can be made");
                for number in 0..50 {
                    fs::write(inner.join(format!("{number}.md")), "comes and goes")
                        .expect("it can be written");
                }
                fs::remove_dir_all(&inner).expect("it can be removed");
            }
        });
        let mut sizes = std::collections::BTreeSet::new();
        while sizes.len() < 20 {
            let catalog = Catalog::load(folder.path()).expect("what is gone is no error");
            assert!(catalog.has_file(&FilePath::new("en/articles/a/stays.md")));
            sizes.insert(catalog.paths().count());
        }
        is_over.store(true, Ordering::Relaxed);
    });
}
