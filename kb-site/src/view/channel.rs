//! Channels: ways to reach somebody, as other pages show them and on a page of their own.

use kb_model::channel::Answer;
use kb_model::document::Details;
use kb_model::{Id, Kind, Locale};
use serde::Serialize;

use super::frame::Crumb;
use super::receipt::ItemView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::{markup, route};

/// A channel on a page of its own.
#[derive(Debug, Serialize)]
pub struct ChannelPageView {
    channel: ChannelView,
    body: String,
}

/// A way to reach somebody.
#[derive(Debug, Serialize)]
pub(super) struct ChannelView {
    id: String,
    href: Option<String>,
    title: String,
    summary: String,
    best_for: String,
    not_for: Option<String>,
    how: String,
    say_first: Option<String>,
    /// Where to find out when somebody is there, if that is not the app.
    hours: Option<String>,
    party: String,
    answer: Answer,
    languages: Vec<Spoken>,
    needs: Vec<String>,
    never_ask: bool,
    foreign: Option<Language>,
}

/// A language that is spoken there.
#[derive(Debug, Serialize)]
pub(super) struct Spoken {
    tag: String,
    name: String,
    level: String,
}

impl ChannelPageView {
    /// Makes the page of a channel.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let words = at.reader.document(Kind::Channel, id, &at.locale.tag)?;
        let finder = Crumb {
            title: at.theme.strings(&at.locale.tag).plain("finder_title").to_owned(),
            href: at.href(&route::channels(at.locale)),
        };
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Channel, id),
            crumbs: vec![finder],
        };
        let body = markup::html(at, words, &markup::Anchors::default());
        let page = Self { channel: ChannelView::of(at, id)?, body };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

impl ChannelView {
    /// Returns the views of some channels; what is not there is left out.
    pub(super) fn all(at: Viewpoint<'_>, ids: &[Id]) -> Vec<Self> {
        ids.iter().filter_map(|id| Self::of(at, id)).collect()
    }

    fn of(at: Viewpoint<'_>, id: &Id) -> Option<Self> {
        let thing = at.reader.thing(Kind::Channel, id, &at.locale.tag)?;
        let Details::Channel(channel) = &thing.source.as_ref()?.details else { return None };
        let words = thing.shown(&at.locale.tag)?;
        let text = |name| words.fields.text(name).map(str::to_owned);
        let party = channel.party.as_deref().and_then(|party| at.settings().parties.get(party));
        let needs = channel.needs.iter().filter_map(|need| ItemView::find(at, need));
        Some(Self {
            id: id.to_string(),
            href: route::of(at.reader, Kind::Channel, id, &at.locale.tag)
                .map(|address| at.href(&address.route)),
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            best_for: text("best_for").unwrap_or_default(),
            not_for: text("not_for"),
            how: text("how").unwrap_or_default(),
            say_first: text("say_first"),
            hours: text("hours"),
            party: party.map_or_else(String::new, |names| names.get(&at.locale.tag).to_owned()),
            answer: channel.answer(),
            languages: channel.languages.iter().map(|(tag, level)| Spoken::of(at, tag, level)).collect(),
            needs: needs.map(ItemView::into_label).collect(),
            never_ask: !channel.never_ask.is_empty(),
            foreign: at.foreign(&words.locale),
        })
    }
}

impl Spoken {
    /// A language of the site is called by its own name; any other by its tag.
    fn of(at: Viewpoint<'_>, tag: &str, level: &str) -> Self {
        let name = at.settings().locale(&Locale::new(tag)).map_or(tag, |locale| &locale.name);
        Self { tag: tag.to_owned(), name: name.to_owned(), level: level.to_owned() }
    }
}
