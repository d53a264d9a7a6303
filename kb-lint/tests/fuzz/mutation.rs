//! Texts that nobody would write, made from those that somebody wrote.

use std::collections::BTreeMap;
use std::path::Path;

use fastrand::Rng;

const SETTINGS: &str = include_str!("../kb.toml");

/// What mutations insert: what means something, and what is in the way.
const TOKENS: &[&str] = &[
    "+++\n",
    "---\n",
    "[[allow]]\n",
    "[translation]\n",
    "from = \"",
    "title = ",
    "\"",
    "'''",
    "= ",
    "{#",
    "}",
    "](",
    ")",
    "![",
    "**",
    "*",
    "`",
    "```\n",
    "| ",
    "|---|\n",
    "> [!WARNING]\n",
    "[^1]",
    "[^1]: ",
    "# ",
    "#### ",
    "- ",
    "1. ",
    "\n\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "\u{200b}",
    "\u{200d}",
    "👩‍👩‍👧",
    "，",
    "。",
    "付款",
    "Rp25.000,00",
    "<script>",
    "</p>",
    "&amp;",
    "%20",
    "\\",
    "../",
    "/",
    ".md",
    "#",
    "http://",
    "mailto:",
    "javascript:",
    "TODO",
    "<<<<<<< HEAD\n",
    "=======\n",
    "2026-02-30",
    "PIN",
    "{name}",
    "%s",
];

/// Real texts.
pub(crate) struct Seeds(Vec<Vec<u8>>);

impl Seeds {
    /// Reads the shipped content, and the examples of every rule's page.
    pub(crate) fn load() -> Self {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        let catalog = kb_model::Catalog::load(&content).expect("the content can be read");
        let files =
            catalog.paths().filter_map(|path| catalog.text(path)).map(|text| text.as_bytes().to_vec());
        let pages =
            kb_lint::rules::ALL.iter().flat_map(|rule| rule.about().page.split("```").skip(1).step_by(2));
        let examples =
            pages.map(|block| block.split_once('\n').map_or("", |(_, text)| text).as_bytes().to_vec());
        Self(files.chain(examples).collect())
    }

    fn one(&self, rng: &mut Rng) -> Vec<u8> {
        self.0[rng.usize(..self.0.len())].clone()
    }
}

/// Returns a small knowledge base, another one for each seed.
pub(crate) fn mutated(seeds: &Seeds, seed: u64) -> BTreeMap<String, Vec<u8>> {
    let mut rng = Rng::with_seed(seed);
    let mut files = BTreeMap::from([("kb.toml".to_owned(), SETTINGS.as_bytes().to_vec())]);
    let source = seeds.one(&mut rng);
    for path in ["en/articles/a/b.md", "id/articles/a/b.md", "zh-Hans/articles/a/b.md", "en/categories/a.md"]
    {
        let mut text = if rng.bool() { source.clone() } else { seeds.one(&mut rng) };
        for _ in 0..rng.usize(0..6) {
            mutate(&mut text, seeds, &mut rng);
        }
        files.insert(path.to_owned(), text);
    }
    if rng.usize(..20) == 0 {
        let mut settings = SETTINGS.as_bytes().to_vec();
        mutate(&mut settings, seeds, &mut rng);
        files.insert("kb.toml".to_owned(), settings);
    }
    files
}

fn mutate(text: &mut Vec<u8>, seeds: &Seeds, rng: &mut Rng) {
    let place = |rng: &mut Rng, text: &[u8]| rng.usize(..=text.len());
    let (a, b) = (place(rng, text), place(rng, text));
    let (start, end) = (a.min(b), a.max(b).min(a.min(b) + 200));
    match rng.usize(..8) {
        0 => drop(text.drain(start..end)),
        1 => {
            let piece = text[start..end].to_vec();
            text.splice(start..start, piece.repeat(rng.usize(1..30)));
        }
        2 if !text.is_empty() => {
            let at = rng.usize(..text.len());
            text[at] = rng.u8(..);
        }
        3 => {
            let other = seeds.one(rng);
            let from = place(rng, &other);
            text.splice(start..end, other[from..].iter().copied());
        }
        4 => {
            let token = TOKENS[rng.usize(..TOKENS.len())];
            text.splice(start..start, token.repeat(rng.usize(1..200)).into_bytes());
        }
        _ => {
            let token = TOKENS[rng.usize(..TOKENS.len())];
            text.splice(start..start, token.bytes());
        }
    }
}

/// Pieces of text that somebody may repeat by the thousand.
pub(crate) const FLOODS: &[(&str, &str)] = &[
    ("paragraphs", "Open the app.\n\n"),
    ("table rows", "| a | b |\n"),
    ("links", "[a](b.md#c) "),
    ("half links", "[a]("),
    ("links to nowhere", "[a](nowhere.md)\n"),
    ("headings of one id", "## A {#a}\n\n"),
    ("headings", "## A\n\n"),
    ("emphasis", "**请不要。**我们"),
    ("half emphasis", "**a "),
    ("brackets", "[[[[("),
    ("quotations", "> "),
    ("items", "- a\n"),
    ("numbers", "Rp 12.345,67 和 3 天 "),
    ("footnotes", "[^1] "),
    ("raw HTML", "<b>x</b> "),
    ("raw HTML in a row", "<b>"),
    ("one word again", "word "),
    ("placeholders", "%1$s"),
    ("brackets without a partner", "付(款"),
    ("footnotes that nothing refers to", "[^a]: b\n\n```\nc\n```\n"),
    ("callouts", "> [!NOTE]\n> a\n\n"),
    ("signs twice", "a！！\"付\" 。"),
    ("steps that delete", "1. Delete the app\n"),
    ("addresses", "https://example.com/a?b "),
    ("emoji", "👩‍👩‍👧 "),
    ("bidirectional controls", "\u{202e}a\u{202c} "),
    ("one long word", "aaaaaaaaaaaaaaaa"),
    ("line breaks", "\r\n\n\r"),
    ("requests", "send, tap, PIN, "),
    ("harmless words", "we send you a PIN, if guaranteed, "),
    ("requests in Chinese", "请提供，点击，密码，"),
];

/// Returns a knowledge base of one article that repeats a piece of text, and its translations that do the same.
pub(crate) fn flood(unit: &str, count: usize) -> BTreeMap<String, Vec<u8>> {
    let text =
        format!("+++\ntitle = \"A\"\n+++\n\n| a | b |\n| --- | --- |\n{}\n", unit.repeat(count)).into_bytes();
    let mut files = BTreeMap::from([("kb.toml".to_owned(), SETTINGS.as_bytes().to_vec())]);
    for locale in ["en", "id", "zh-Hans"] {
        files.insert(format!("{locale}/articles/a/b.md"), text.clone());
    }
    files
}
