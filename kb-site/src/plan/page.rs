//! What there is to be seen, page by page.

use kb_model::{FilePath, Id, Kind, Locale, Settings};

use crate::pseudo::Pseudo;
use crate::route::Route;

/// What is to be seen at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The choice of a language.
    Chooser,
    /// What a locale begins with.
    Home(Locale),
    /// A category and its articles.
    Category(Id, Locale),
    /// An article, in its own words or the source's.
    Article(Id, Locale),
    /// An article as Markdown.
    Twin(Id, Locale),
    /// Everything that a locale has to read, by first letter.
    AToZ(Locale),
    /// What words mean.
    Glossary(Locale),
    /// What helps on paper.
    Print(Locale),
    /// How current a locale is.
    Status(Locale),
    /// All ways to reach somebody.
    Finder(Locale),
    /// A way to reach somebody.
    Channel(Id, Locale),
    /// A checklist.
    Checklist(Id, Locale),
    /// All that can be found.
    Search(Locale),
    /// The index of all that can be found, for browsers.
    SearchIndex(Locale),
    /// A troubleshooter and its first question.
    Troubleshooter(Id, Locale),
    /// Another question of a troubleshooter, or an outcome, by its name.
    Node(Id, String, Locale),
    /// All nodes of a troubleshooter.
    Whole(Id, Locale),
    /// A page with nothing but its words.
    Plain(Id, Locale),
    /// The page on which readers compose a message.
    Composer(Locale),
    /// Cards to show to somebody.
    ShowCard(Locale),
    /// An article in all its languages.
    Neutral(Id),
    /// An article in all its languages, under an id that it or the one before it had.
    OldNeutral(Id),
    /// A thing that lives elsewhere by now.
    Redirect(Kind, Id, Locale),
    /// Nothing: the page for every address that is not there.
    NotFound,
    /// What can be read without a network.
    Offline(Locale),
    /// The service worker, which keeps that at hand.
    Worker(Locale),
    /// The list of sitemaps.
    SitemapIndex,
    /// The addresses of a locale, for search engines.
    Sitemap(Locale),
    /// What changed in a locale.
    Feed(Locale),
    /// The texts of a locale, for programs that read them.
    Llms(Locale),
    /// The list of those lists.
    LlmsIndex,
    /// How current every locale is, for programs.
    StatusReport,
    /// What crawlers may do.
    Robots,
    /// The headers that a host should send.
    Headers,
    /// The redirects, for hosts that can answer with a status.
    Redirects,
    /// A file of the theme.
    ThemeAsset(String),
    /// A file of the content.
    Asset(FilePath),
    /// Another page, as it would be in a pseudo-locale.
    Pseudo(Pseudo, Route),
}

impl Page {
    /// Returns the thing that is found there, and in which locale; of an article in all languages, the source.
    pub fn thing<'p>(&'p self, settings: &'p Settings) -> Option<(Kind, &'p Id, &'p Locale)> {
        match self {
            Page::Category(id, locale) => Some((Kind::Category, id, locale)),
            Page::Article(id, locale) => Some((Kind::Article, id, locale)),
            Page::Channel(id, locale) => Some((Kind::Channel, id, locale)),
            Page::Checklist(id, locale) => Some((Kind::Checklist, id, locale)),
            Page::Troubleshooter(id, locale) | Page::Node(id, _, locale) | Page::Whole(id, locale) => {
                Some((Kind::Troubleshooter, id, locale))
            }
            Page::Plain(id, locale) => Some((Kind::Page, id, locale)),
            Page::Redirect(kind, id, locale) => Some((*kind, id, locale)),
            Page::Neutral(id) | Page::OldNeutral(id) => {
                Some((Kind::Article, id, settings.source_locale.as_ref()?))
            }
            _ => None,
        }
    }
}
