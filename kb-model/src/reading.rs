//! Reading one file: what it is, what stands in it, and what is wrong with it.

use std::sync::Arc;

use crate::article::Article;
use crate::block::Block;
use crate::category::Category;
use crate::channel::Channel;
use crate::checklist::Checklist;
use crate::document::{Details, field_blocks, version};
use crate::front_matter::{self, Fields, INVALID, Role};
use crate::id::Slug;
use crate::translation::Record;
use crate::troubleshooter::{Troubleshooter, WHOLE};
use crate::{Diagnostic, Document, FilePath, Id, Kind, Locale, Settings, Span, Synonyms, markdown, synonyms};

/// The rule that a file in a place without a meaning offends.
pub const MISPLACED: &str = "misplaced-file";

/// What a file is for, by its path alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `kb.toml`.
    Settings,
    /// One thing in one locale.
    Document(Kind, Id, Locale),
    /// A source text that translations were made from: its kind, its id and the digest in its name.
    Base(Kind, Id, String),
    /// What words of a locale stand for others.
    Synonyms(Locale),
    /// A file that articles show or offer, such as an image. Its name has an ending, by which a host tells its type;
    /// what programs leave for a moment beside the file that they write often has none.
    Asset,
    /// A Markdown file that no reader will see.
    Stray(&'static str),
    /// Anything else.
    Other,
}

/// The folder of source texts that translations were made from.
pub const BASES: &str = ".from";

impl Place {
    /// Returns what the file at a path is for.
    pub fn of(path: &FilePath, settings: &Settings) -> Self {
        let text = path.as_str();
        if text == crate::settings::FILE {
            return Place::Settings;
        }
        let Some((first, rest)) = text.split_once('/') else {
            return Place::Other;
        };
        if first == BASES {
            return Self::base(rest).unwrap_or(Place::Other);
        }
        let is_markdown = rest.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"));
        let Some(locale) = settings.locales.iter().find(|locale| locale.tag.as_str() == first) else {
            return if is_markdown {
                Place::Stray("its folder is not a locale of `kb.toml`")
            } else {
                Place::Other
            };
        };
        if rest == synonyms::FILE {
            return Place::Synonyms(locale.tag.clone());
        }
        let in_kind = rest.split_once('/').and_then(|(folder, name)| Some((Kind::of_folder(folder)?, name)));
        let Some((kind, name)) = in_kind else {
            return if is_markdown {
                Place::Stray("its folder holds no kind of content")
            } else {
                Place::Other
            };
        };
        let Some(id) = name.strip_suffix(".md") else {
            if is_markdown {
                return Place::Stray("its ending is not `.md` in lower case");
            }
            let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
            return if file.contains('.') { Place::Asset } else { Place::Other };
        };
        match check_id(kind, id) {
            Ok(()) => Place::Document(kind, Id::new(id), locale.tag.clone()),
            Err(why) => Place::Stray(why),
        }
    }

    fn base(rest: &str) -> Option<Self> {
        let (folder, rest) = rest.split_once('/')?;
        let (id, name) = rest.rsplit_once('/')?;
        Some(Place::Base(Kind::of_folder(folder)?, Id::new(id), name.strip_suffix(".md")?.to_owned()))
    }
}

/// Returns the path of the text that translations of `id` were made from.
pub fn base_path(kind: Kind, id: &Id, version: &str) -> FilePath {
    FilePath::new(format!("{BASES}/{}/{id}/{version}.md", kind.folder()))
}

/// Returns the path of a thing in a locale.
pub fn document_path(kind: Kind, id: &Id, locale: &Locale) -> FilePath {
    FilePath::new(format!("{locale}/{}/{id}.md", kind.folder()))
}

/// The id of the page that a locale begins with.
pub const HOME: &str = "home";

/// The id of the page on which readers compose a message.
pub const COMPOSER: &str = "composer";

/// The id of the page with cards to show to somebody.
pub const SHOW_CARD: &str = "show-card";

fn check_id(kind: Kind, id: &str) -> Result<(), &'static str> {
    if !id.split('/').all(Slug::is_slug) {
        return Err("file and folder names are lower-case words joined by `-`");
    }
    match (kind, id.matches('/').count()) {
        (Kind::Article, 1) => Ok(()),
        (Kind::Article, _) => {
            Err("an article lies in the folder of its category: `articles/<category>/<name>.md`")
        }
        (_, 0) => Ok(()),
        (_, _) => Err("files of this kind lie side by side, not in folders"),
    }
}

/// The result of reading one file: a document if there is one, and what was wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The text, with every invalid byte replaced.
    pub text: Arc<str>,
    /// What the file says. A file that is not UTF-8, or has no front matter, says nothing.
    pub document: Option<Arc<Document>>,
    /// What was wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Reads the file of one thing in one locale.
    pub fn document(path: &FilePath, bytes: &[u8], kind: Kind, id: &Id, locale: &Locale, role: Role) -> Self {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return Self::not_utf8(path, bytes, error),
        };
        let (fences, mut diagnostics) = front_matter::split(path, text);
        let text: Arc<str> = text.into();
        let Some(fences) = fences else {
            return Self { text, document: None, diagnostics };
        };
        let (fields, found) = front_matter::read(path, &text, fences.toml, kind, role);
        diagnostics.extend(found);
        diagnostics.extend(unsound_addresses(path, &fields));
        let (body, version) = match role {
            Role::Source => {
                let (body, blocks) = markdown::read_and_cut(&text, fences.body);
                let blocks: Vec<Block> = field_blocks(kind, &fields).chain(blocks).collect();
                (body, Some(version(&blocks)))
            }
            Role::Translation => (markdown::read(&text, fences.body), None),
        };
        let document = Document {
            path: path.clone(),
            kind,
            id: id.clone(),
            locale: locale.clone(),
            text: text.clone(),
            fences,
            details: details(kind, role, &fields),
            slug: slug(id, &fields),
            paths: paths(&fields),
            fields,
            body,
            version,
        };
        Self { text, document: Some(Arc::new(document)), diagnostics }
    }

    /// Reads the synonyms of a locale.
    pub fn synonyms(path: &FilePath, bytes: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let fault =
                Diagnostic::error(synonyms::INVALID, path, Span::at(0), "the file is not valid UTF-8");
            let text = String::from_utf8_lossy(bytes).into();
            return Self { text, document: None, diagnostics: vec![fault.help("save the file as UTF-8")] };
        };
        Self { text: text.into(), document: None, diagnostics: Synonyms::read(path, text).1 }
    }

    /// Reports a file that no reader will see.
    pub fn stray(path: &FilePath, bytes: &[u8], why: &str) -> Self {
        let message = format!("nobody will see this file: {why}");
        let diagnostic = Diagnostic::warning(MISPLACED, path, Span::at(0), message);
        let renamed = sound_name(path).map(|name| diagnostic.clone().help(format!("call it `{name}`")));
        let diagnostic = renamed.unwrap_or(diagnostic).help("content lies in `<locale>/articles/<category>/`, `<locale>/categories/`, `channels/`, `checklists/`, `troubleshooters/` or `pages/`");
        Self { text: String::from_utf8_lossy(bytes).into(), document: None, diagnostics: vec![diagnostic] }
    }

    fn not_utf8(path: &FilePath, bytes: &[u8], error: std::str::Utf8Error) -> Self {
        let start = error.valid_up_to();
        let shown = '\u{fffd}'.len_utf8();
        let diagnostic = Diagnostic::error(
            INVALID,
            path,
            Span { start, end: start + shown },
            "the file is not valid UTF-8",
        )
        .label("the first byte that is not")
        .help("save the file as UTF-8");
        Self { text: String::from_utf8_lossy(bytes).into(), document: None, diagnostics: vec![diagnostic] }
    }
}

/// Returns the path of a file in a folder of a kind with names that can be addresses, if they cannot.
fn sound_name(path: &FilePath) -> Option<String> {
    let mut parts = path.as_str().strip_suffix(".md")?.split('/');
    let folder =
        format!("{}/{}", parts.next()?, parts.next().filter(|folder| Kind::of_folder(folder).is_some())?);
    let name =
        parts.fold(folder, |before, part| format!("{before}/{}", Slug::from_text(part).as_str())) + ".md";
    (name != path.as_str()).then_some(name)
}

/// Returns the `slug` field if it is sound, otherwise the file's name.
fn slug(id: &Id, fields: &Fields) -> Slug {
    fields.text("slug").and_then(Slug::checked).unwrap_or_else(|| Slug::from_text(id.name()))
}

/// Returns the aliases that can be paths.
fn paths(fields: &Fields) -> Box<[Arc<str>]> {
    let aliases = fields.texts("aliases").iter().map(|alias| &alias.text);
    aliases.filter(|alias| is_path(alias)).cloned().collect()
}

/// Tells whether an alias is a path of slugs; any other would lead out of the site.
fn is_path(alias: &str) -> bool {
    alias.trim_matches('/').split('/').all(Slug::is_slug)
}

/// Reports what cannot be a part of an address: the file's name would stand in for it, and nobody would know.
fn unsound_addresses(path: &FilePath, fields: &Fields) -> Vec<Diagnostic> {
    let fault = |span, what: &str| {
        Diagnostic::error(INVALID, path, span, format!("this cannot be {what} of an address"))
            .help("write lower-case words, of letters and digits in any script, joined by `-`")
    };
    let slug = fields.text("slug").filter(|slug| !Slug::is_slug(slug));
    let slug = slug.and(fields.span("slug")).map(|span| fault(span, "a part"));
    let aliases = fields.texts("aliases").iter().filter(|alias| !is_path(&alias.text));
    let nodes = fields.named("nodes").iter().map(|(name, _)| name);
    let nodes = nodes.filter(|name| !Slug::is_slug(&name.text) || *name.text == *WHOLE);
    let faults = aliases.map(|alias| fault(alias.span, "the path"));
    slug.into_iter().chain(faults).chain(nodes.map(|name| fault(name.span, "a part"))).collect()
}

fn details(kind: Kind, role: Role, fields: &Fields) -> Details {
    match (role, kind) {
        (Role::Translation, _) => Details::Translation(Record::of(fields)),
        (Role::Source, Kind::Article) => Details::Article(Article::of(fields)),
        (Role::Source, Kind::Category) => Details::Category(Category::of(fields)),
        (Role::Source, Kind::Channel) => Details::Channel(Channel::of(fields)),
        (Role::Source, Kind::Checklist) => Details::Checklist(Checklist::of(fields)),
        (Role::Source, Kind::Troubleshooter) => Details::Troubleshooter(Troubleshooter::of(fields)),
        (Role::Source, Kind::Page) => Details::Page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_from_paths() {
        let text = "base_url = 'https://example.com'\nsource_locale = 'en'\n[name]\nen = 'Help'\n\
                    [[locales]]\ntag = 'en'\npath = 'en'\nname = 'English'\n";
        let settings = Settings::read(&FilePath::new("kb.toml"), text).expect("they are sound");
        let check = |path: &str, expected: Place| {
            assert_eq!(Place::of(&FilePath::new(path), &settings), expected, "{path}");
        };
        check("kb.toml", Place::Settings);
        check("notes.txt", Place::Other);
        check("en/synonyms.toml", Place::Synonyms(Locale::new("en")));
        check("fr/articles/a/b.md", Place::Stray("its folder is not a locale of `kb.toml`"));
        check("fr/articles/a/b.png", Place::Other);
        check("en/articles/a/b.md", Place::Document(Kind::Article, Id::new("a/b"), Locale::new("en")));
        check("en/articles/a/b.png", Place::Asset);
        check("en/articles/a/b.MD", Place::Stray("its ending is not `.md` in lower case"));
        check("en/articles/a.b/sedXk2f9", Place::Other);
        check(".from/articles/a/b/0123.md", Place::Base(Kind::Article, Id::new("a/b"), "0123".to_owned()));
    }
}
