//! The same documents, written as each peer wants them. Titles, summaries and bodies are the corpus's own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// How a peer wants its documents.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layout {
    /// As the corpus has them.
    Own,
    /// With TOML front matter, and links to addresses.
    Hugo,
    /// With YAML front matter that names a layout and the list that a document stands in.
    Eleventy,
    /// With YAML front matter, links to addresses, and no ids of headings.
    Starlight,
    /// With YAML front matter, and the locales apart from each other.
    Docusaurus,
    /// With headings for titles, and a list of all chapters.
    Book,
    /// With headings for titles.
    Plain,
}

/// A document of the corpus. Its fields are in the order of chapters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Document {
    /// The locale, and the category below it.
    folder: String,
    /// The name of an article; the first page of a folder has none.
    name: Option<String>,
    title: String,
    summary: String,
    body: String,
}

/// Reads what the corpus has, but not what its translations were made from.
pub(crate) fn documents(content: &Path) -> Vec<Document> {
    let entries = WalkDir::new(content).into_iter().map(|entry| entry.expect("the folder can be listed"));
    let mut documents: Vec<Document> = entries
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("it can be read");
            let path = entry.path().strip_prefix(content).expect("it lies below").with_extension("");
            Document::of(path.to_str().expect("names are ASCII"), &text)
        })
        .collect();
    documents.sort_unstable();
    documents
}

impl Document {
    fn of(path: &str, text: &str) -> Option<Self> {
        let path = path.to_lowercase();
        let (folder, name) = match *path.split('/').collect::<Vec<_>>() {
            [".from", ..] => return None,
            [locale, "pages", _] => (locale.to_owned(), None),
            [locale, "categories", category] => (format!("{locale}/{category}"), None),
            [locale, "articles", category, name] => (format!("{locale}/{category}"), Some(name.to_owned())),
            _ => return None,
        };
        let mut parts = text.splitn(3, "+++\n").skip(1);
        let mut values = parts.next()?.split('"').skip(1).step_by(2).map(str::to_owned);
        Some(Self {
            folder,
            name,
            title: values.next()?,
            summary: values.next()?,
            body: parts.next()?.to_owned(),
        })
    }

    /// Returns the folder whose first page lists this document.
    fn list(&self) -> &str {
        if self.name.is_some() {
            &self.folder
        } else {
            self.folder.rsplit_once('/').map_or("", |(above, _)| above)
        }
    }

    /// Returns the body with the addresses of pages in place of their files.
    fn addressed(&self) -> String {
        let locale = self.folder.split('/').next().unwrap_or_default();
        self.body.replace("](../", &format!("](/{locale}/")).replace(".md#", "/#")
    }
}

impl Layout {
    /// Writes documents below a folder, beside the peer's own settings and templates.
    pub(crate) fn write(self, documents: &[Document], root: &Path) {
        let (below, index) = match self {
            Self::Own => return,
            Self::Hugo => ("content", "_index"),
            Self::Eleventy => ("content", "index"),
            Self::Starlight => ("src/content/docs", "index"),
            Self::Docusaurus => ("", "index"),
            Self::Book | Self::Plain => ("src", "index"),
        };
        let mut summary = String::new();
        for document in documents {
            let name = document.name.as_deref().unwrap_or(index);
            let path = format!("{}/{name}.md", document.folder);
            let depth = document.list().split('/').filter(|part| !part.is_empty()).count();
            let _ = writeln!(summary, "{:1$}- [{2}]({path})", "", depth * 2, document.title);
            let path = if matches!(self, Self::Docusaurus) { apart(&path) } else { path };
            put(&root.join(below).join(path), &self.text(document));
        }
        if matches!(self, Self::Book) {
            put(&root.join("src/SUMMARY.md"), &summary);
        }
    }

    fn text(self, document: &Document) -> String {
        let Document { folder, title, summary, body, .. } = document;
        match self {
            Self::Hugo => {
                let body = document.addressed();
                format!("+++\ntitle = \"{title}\"\ndescription = \"{summary}\"\n+++\n{body}")
            }
            Self::Eleventy => {
                let first = if document.name.is_none() { format!("list: {folder}\n") } else { String::new() };
                let (list, body) = (document.list(), document.addressed());
                format!(
                    "---\ntitle: \"{title}\"\ndescription: \"{summary}\"\nlayout: page.njk\n\
                     tags: \"{list}\"\n{first}---\n{body}"
                )
            }
            Self::Starlight => {
                let lines = document.addressed();
                let lines =
                    lines.lines().map(|line| line.split_once(" {#").map_or(line, |(heading, _)| heading));
                let body = lines.collect::<Vec<_>>().join("\n");
                format!("---\ntitle: \"{title}\"\ndescription: \"{summary}\"\n---\n{body}\n")
            }
            Self::Docusaurus => {
                format!("---\ntitle: \"{title}\"\ndescription: \"{summary}\"\n---\n{body}")
            }
            Self::Own | Self::Book | Self::Plain => format!("# {title}\n{body}"),
        }
    }
}

/// Returns where Docusaurus looks for a document: in a folder for its locale.
fn apart(path: &str) -> String {
    match path.split_once('/') {
        Some(("en", path)) => format!("docs/{path}"),
        Some((locale, path)) => format!("i18n/{locale}/docusaurus-plugin-content-docs/current/{path}"),
        None => path.to_owned(),
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it lies below the root")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}
