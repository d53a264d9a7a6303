//! Views: what a template gets to see of a page.
//!
//! A view is made through a reader, so that every look at the catalog is noted, and it is plain data: a template cannot
//! ask for more.

mod a_to_z;
mod article;
mod card;
mod category;
mod changed;
mod channel;
mod checklist;
mod chooser;
mod composer;
mod doubt;
mod finder;
mod frame;
mod glossary;
mod home;
mod neutral;
mod offline;
mod plain;
mod print;
mod receipt;
mod redirect;
mod search;
mod show_card;
mod status;
mod thread;
mod troubleshooter;

use jiff::civil::Date;
use kb_model::settings::LocaleSettings;
use kb_model::{Kind, Locale, Reader, Settings};
use serde::Serialize;

pub use a_to_z::AToZView;
pub use article::ArticleView;
pub use category::CategoryView;
pub use channel::ChannelPageView;
pub use checklist::ChecklistView;
pub use chooser::ChooserView;
pub use composer::ComposerView;
pub use doubt::Doubt;
pub use finder::FinderView;
pub use frame::{Frame, Ground, PageAddress, Subject};
pub use glossary::GlossaryView;
pub use home::HomeView;
pub use neutral::NeutralView;
pub use offline::{OfflineView, WorkerView};
pub use plain::PlainView;
pub use print::PrintView;
pub use redirect::RedirectView;
pub use search::SearchView;
pub use show_card::ShowCardView;
pub use status::{Debt, StatusView, standings};
pub use troubleshooter::{NodePageView, TroubleshooterView, WholeView};

use crate::edition::Base;
use crate::route::Route;
use crate::theme::Theme;

/// A frame and the page in it: all that a template sees.
#[derive(Debug, Serialize)]
pub struct View<P> {
    /// What every page shows.
    pub frame: Frame,
    /// What this page shows.
    pub page: P,
}

/// From where a page is seen: through which reader, in which theme, at which address, in which locale.
#[derive(Debug, Clone, Copy)]
pub struct Viewpoint<'a> {
    /// The way to the catalog.
    pub reader: &'a Reader<'a>,
    /// The theme.
    pub theme: &'a Theme,
    /// Where the site stands.
    pub base: &'a Base,
    /// The day for which the site is made. Whatever depends on it is made anew on another.
    pub today: Date,
    /// The locale of the interface.
    pub locale: &'a LocaleSettings,
}

impl<'a> Viewpoint<'a> {
    /// Returns the settings.
    pub fn settings(&self) -> &'a Settings {
        self.reader.settings()
    }

    /// Returns an address as links write it.
    pub fn href(&self, route: &Route) -> String {
        route.href(self.base)
    }

    /// Returns how a text in another language than the interface's must be marked.
    pub fn foreign(&self, text: &Locale) -> Option<Language> {
        if *text == self.locale.tag {
            return None;
        }
        self.settings().locale(text).map(Language::of)
    }
}

/// How many articles a page may list. A phone takes longer to show more than anybody takes to choose a topic first.
const MOST_LISTED: usize = 500;

impl Viewpoint<'_> {
    /// Tells whether there are so few articles that a page may list all of them, and not their topics alone.
    fn lists_articles(&self) -> bool {
        self.reader.roll(Kind::Article, &self.locale.tag).len() <= MOST_LISTED
    }
}

/// A language that a text must be marked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: String,
    /// Where its lines begin: `ltr` or `rtl`.
    pub dir: kb_model::locale::Direction,
    /// Its own name for itself.
    pub name: String,
}

impl Language {
    /// Returns the language of a locale.
    pub fn of(locale: &LocaleSettings) -> Self {
        Self { tag: locale.tag.to_string(), dir: locale.dir, name: locale.name.clone() }
    }
}
