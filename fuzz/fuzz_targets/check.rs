//! Reads, checks, reports and fixes any four texts. The seeded twin that every test run includes is
//! `kb-lint/tests/fuzz`; both hold to the same law.

#![no_main]

#[path = "../../kb-lint/tests/fuzz/law.rs"]
mod law;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;

/// What parts one text from the next; it is in no UTF-8 text.
const PART: u8 = 0xff;

const PATHS: [&str; 4] =
    ["en/articles/a/b.md", "id/articles/a/b.md", "en/categories/a.md", "en/channels/a.md"];

fuzz_target!(|data: &[u8]| {
    let settings = include_bytes!("../../kb-lint/tests/kb.toml").to_vec();
    let texts = data.split(|byte| *byte == PART).map(<[u8]>::to_vec);
    let files = PATHS.iter().map(|path| (*path).to_owned()).zip(texts);
    law::hold(&files.chain([("kb.toml".to_owned(), settings)]).collect::<BTreeMap<_, _>>());
});
