//! A generated knowledge base: as large as asked for, in three languages, and the same for the same seed.
//!
//! Articles have 500 to 900 words (Chinese ones as many words of two characters), five sections, numbered steps, a
//! table, a warning and links to their neighbours and to other categories. The linter finds nothing in them.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use fastrand::Rng;
use kb_model::front_matter::Role;
use kb_model::reading::{Reading, base_path, document_path};
use kb_model::{FilePath, Id, Kind, Locale};

/// How many articles a category has at most.
const MEMBERS: usize = 60;

/// How many words a step has at most: those of three sentences, since longer ones are mostly two steps.
const STEP: usize = 18;

/// A knowledge base that is to be generated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corpus {
    /// How many articles there are, each of them in three languages.
    pub(crate) articles: usize,
    /// Where the random numbers begin.
    pub(crate) seed: u64,
}

/// A language of the corpus, and how it is written.
struct Language {
    tag: &'static str,
    words: &'static [&'static str],
    between: &'static str,
    stop: &'static str,
    headings: [&'static str; 5],
}

const LANGUAGES: [Language; 3] = [
    Language {
        tag: "en",
        words: &[
            "payment",
            "shop",
            "open",
            "the",
            "app",
            "and",
            "check",
            "receipt",
            "amount",
            "status",
            "refund",
            "wait",
            "until",
            "completed",
            "ask",
            "bank",
            "whether",
            "card",
            "was",
            "charged",
            "again",
            "show",
            "code",
            "cashier",
            "history",
            "entry",
            "with",
            "date",
            "number",
            "write",
            "message",
            "support",
        ],
        between: " ",
        stop: ". ",
        headings: [
            "Do this first",
            "What your result means",
            "What to do then",
            "If that does not help",
            "Why this happens",
        ],
    },
    Language {
        tag: "id",
        words: &[
            "pembayaran",
            "toko",
            "buka",
            "aplikasi",
            "dan",
            "cek",
            "struk",
            "jumlah",
            "status",
            "dana",
            "tunggu",
            "sampai",
            "selesai",
            "tanyakan",
            "bank",
            "apakah",
            "kartu",
            "ditagih",
            "lagi",
            "tunjukkan",
            "kode",
            "kepada",
            "kasir",
            "riwayat",
            "transaksi",
            "dengan",
            "tanggal",
            "nomor",
            "tulis",
            "pesan",
            "dukungan",
        ],
        between: " ",
        stop: ". ",
        headings: [
            "Lakukan ini dulu",
            "Arti hasilnya",
            "Langkah berikutnya",
            "Jika belum berhasil",
            "Mengapa ini terjadi",
        ],
    },
    Language {
        tag: "zh-Hans",
        words: &[
            "付款", "商家", "打开", "应用", "然后", "查看", "小票", "金额", "状态", "退款", "等待", "直到",
            "完成", "询问", "银行", "是否", "卡片", "扣款", "再次", "出示", "代码", "收银", "记录", "交易",
            "日期", "编号", "填写", "消息", "联系", "客服",
        ],
        between: "",
        stop: "。",
        headings: ["先做这一步", "结果说明什么", "接下来怎么做", "如果仍未解决", "为什么会这样"],
    },
];

const SECTIONS: [&str; 5] = ["first", "result", "then", "if-that-fails", "why"];

impl Corpus {
    /// Returns the corpus in which this many pages are articles.
    pub(crate) fn with_pages(pages: usize) -> Self {
        Self { articles: pages / LANGUAGES.len(), seed: 1 }
    }

    /// Writes the knowledge base into a folder.
    pub(crate) fn write(self, root: &Path) -> io::Result<()> {
        let mut rng = Rng::with_seed(self.seed);
        put(root, &FilePath::new("kb.toml"), SETTINGS)?;
        write_thing(root, Kind::Page, "home", |language| {
            front(language, &mut Rng::with_seed(0), 0) + "+++\n"
        })?;
        for category in 0..self.articles.div_ceil(MEMBERS) {
            let seed = rng.u64(..);
            write_thing(root, Kind::Category, &category_id(category), |language| {
                let own = if language.is_source() { format!("order = {category}\n") } else { String::new() };
                front(language, &mut Rng::with_seed(seed), category) + &own + "+++\n"
            })?;
        }
        for number in 0..self.articles {
            let article = Article { number, links: self.links(number, &mut rng), words: rng.usize(500..900) };
            let seed = rng.u64(..);
            let text = |language: &Language| article.text(language, &mut Rng::with_seed(seed));
            write_thing(root, Kind::Article, &article_id(number), text)?;
        }
        Ok(())
    }

    /// Returns the articles that an article links to: its neighbours, and two from anywhere.
    fn links(self, article: usize, rng: &mut Rng) -> Vec<usize> {
        let first = article / MEMBERS * MEMBERS;
        let near = first..(first + MEMBERS).min(self.articles);
        let mut links: Vec<usize> = (0..4).map(|_| rng.usize(near.clone())).collect();
        links.extend([rng.usize(0..self.articles), rng.usize(0..self.articles)]);
        links
    }
}

/// One article, the same in every language.
struct Article {
    number: usize,
    links: Vec<usize>,
    words: usize,
}

impl Article {
    fn text(&self, language: &Language, rng: &mut Rng) -> String {
        let mut text = front(language, rng, self.number);
        if language.is_source() {
            let related: Vec<String> =
                self.links[..2].iter().map(|link| format!("\"{}\"", article_id(*link))).collect();
            let _ = writeln!(
                text,
                "type = \"how-to\"\naudience = [\"user\"]\nowner = \"editors\"\nupdated = 2026-01-15\n\
                 review_by = 2099-01-01\nparty = [\"you\", \"shop\"]\nrelated = [{}]",
                related.join(", ")
            );
        } else {
            let _ = writeln!(text, "slug = \"{}-{}\"", language.tag.to_lowercase(), self.number);
        }
        text.push_str("+++\n");
        for (section, (id, heading)) in SECTIONS.into_iter().zip(language.headings).enumerate() {
            let _ = write!(text, "\n## {heading} {{#{id}}}\n\n");
            self.section(&mut text, section, language, rng);
        }
        text
    }

    /// Writes steps, a table and a warning into the sections that have them, and paragraphs into the rest.
    fn section(&self, text: &mut String, section: usize, language: &Language, rng: &mut Rng) {
        let mut left = self.words / SECTIONS.len();
        match section {
            0 | 3 => {
                let words = (left / 5).min(STEP);
                for step in 1..=4 {
                    let link = self.link(section + step);
                    let _ = writeln!(
                        text,
                        "{step}. **{}{}** {} [{}]({link})",
                        language.phrase(rng, 1),
                        language.stop.trim(),
                        language.sentences(rng, words),
                        language.phrase(rng, 3),
                    );
                }
                left -= 4 * words;
            }
            1 => {
                let row = |rng: &mut Rng, words| {
                    format!("| {} | {} |\n", language.phrase(rng, 4), language.phrase(rng, words))
                };
                text.push_str(&row(rng, 4));
                text.push_str("| --- | --- |\n");
                (0..5).for_each(|_| text.push_str(&row(rng, 9)));
                left /= 2;
            }
            2 => {
                let _ = writeln!(text, "> [!WARNING]\n> {}", language.sentences(rng, 14));
            }
            _ => {}
        }
        while left > 10 {
            let words = left.min(rng.usize(30..60));
            let _ = writeln!(text, "\n{}", language.sentences(rng, words));
            left -= words;
        }
    }

    fn link(&self, nth: usize) -> String {
        let target = self.links[nth % self.links.len()];
        format!("../{}.md#{}", article_id(target), SECTIONS[nth % SECTIONS.len()])
    }
}

impl Language {
    fn is_source(&self) -> bool {
        self.tag == LANGUAGES[0].tag
    }

    /// Returns words of which none stands twice in a row.
    fn phrase(&self, rng: &mut Rng, words: usize) -> String {
        let mut chosen: Vec<&str> = Vec::with_capacity(words);
        while chosen.len() < words {
            let word = self.words[rng.usize(..self.words.len())];
            if chosen.last() != Some(&word) {
                chosen.push(word);
            }
        }
        chosen.join(self.between)
    }

    fn sentences(&self, rng: &mut Rng, words: usize) -> String {
        let mut text = String::new();
        let mut left = words;
        while left > 0 {
            let length = left.min(rng.usize(6..14));
            let phrase = self.phrase(rng, length);
            let (first, rest) = phrase.split_at(phrase.chars().next().map_or(0, char::len_utf8));
            text.extend([&*first.to_uppercase(), rest, self.stop]);
            left -= length;
        }
        text.trim_end().to_owned()
    }
}

/// Returns the fields that are written in every language, without the closing fence.
fn front(language: &Language, rng: &mut Rng, number: usize) -> String {
    let summary = if language.is_source() || language.tag == "id" { 13 } else { 16 };
    format!(
        "+++\ntitle = \"{} {number:05}\"\nsummary = \"{}\"\n",
        language.phrase(rng, 4),
        language.phrase(rng, summary)
    )
}

fn category_id(category: usize) -> String {
    format!("topic-{category}")
}

/// Returns the id of an article by its number.
pub(crate) fn article_id(article: usize) -> String {
    format!("{}/article-{article}", category_id(article / MEMBERS))
}

/// Writes a thing in every language: the translations say which text of the source they were made from.
fn write_thing(root: &Path, kind: Kind, id: &str, text: impl Fn(&Language) -> String) -> io::Result<()> {
    let id = Id::new(id);
    let mut version = String::new();
    for language in &LANGUAGES {
        let locale = Locale::new(language.tag);
        let path = document_path(kind, &id, &locale);
        let text = text(language);
        if language.is_source() {
            let reading = Reading::document(&path, text.as_bytes(), kind, &id, &locale, Role::Source);
            version = reading.document.map_or_else(String::new, |document| document.version());
            put(root, &base_path(kind, &id, &version), &text)?;
            put(root, &path, &text)?;
        } else {
            let record = format!(
                "\n[translation]\nmethod = \"human\"\nreviewed_by = \"editors\"\nfrom = \"{version}\"\n+++\n"
            );
            put(root, &path, &text.replacen("\n+++\n", &record, 1))?;
        }
    }
    Ok(())
}

fn put(root: &Path, path: &FilePath, text: &str) -> io::Result<()> {
    let path = root.join(path.as_str());
    fs::create_dir_all(path.parent().expect("it lies below the root"))?;
    fs::write(path, text)
}

const SETTINGS: &str = r#"base_url = "https://help.example.com"
source_locale = "en"
popular = ["topic-0/article-0", "topic-0/article-1"]

[name]
en = "Generated help center"
id = "Pusat bantuan buatan"
zh-Hans = "生成的帮助中心"

[disclaimer]
en = "Every text here was made by chance."
id = "Semua teks di sini dibuat secara acak."
zh-Hans = "这里的文字都是随机生成的。"

[[locales]]
tag = "en"
path = "en"
name = "English"

[[locales]]
tag = "id"
path = "id"
name = "Bahasa Indonesia"

[[locales]]
tag = "zh-Hans"
path = "zh-hans"
name = "简体中文"

[owners]
editors = "Editors"

[audiences.user]
en = "Everybody"
id = "Semua orang"
zh-Hans = "所有人"

[parties.you]
en = "You"
id = "Anda"
zh-Hans = "您"

[parties.shop]
en = "Shop"
id = "Toko"
zh-Hans = "商家"

[required]
article = ["title", "summary", "type", "audience", "owner", "updated", "review_by"]
category = ["title", "summary", "order"]
page = ["title"]

[lengths]
title = { latin = [20, 65], han = [8, 28] }
summary = { latin = [50, 155], han = [25, 80] }
"#;
