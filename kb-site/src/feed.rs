//! The Atom feed of a locale (RFC 4287): what changed last, in words of its own.

use kb_model::{Id, Kind};
use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::route;
use crate::view::Viewpoint;

/// How many entries a feed has at most: readers of feeds want news, not an archive.
const MOST_ENTRIES: usize = 40;

/// Returns the feed of the viewpoint's locale.
pub fn atom(at: Viewpoint<'_>) -> std::io::Result<Vec<u8>> {
    let entries = entries(at);
    let name = at.settings().name.get(&at.locale.tag);
    let own = route::feed(at.locale).url(at.base);
    let newest = entries.first().map_or_else(|| NEVER.to_owned(), |entry| entry.updated.clone());
    let mut writer = Writer::new(Vec::from(crate::sitemap::DECLARATION));
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", at.locale.tag.as_str()))
        .write_inner_content(|writer| {
            text(writer, "title", name)?;
            text(writer, "id", &own)?;
            text(writer, "updated", &newest)?;
            link(writer, "self", &own)?;
            link(writer, "alternate", &route::home(at.locale).url(at.base))?;
            writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
            entries.iter().try_for_each(|entry| entry.write(writer))
        })?;
    Ok(writer.into_inner())
}

/// A feed without entries has changed at the beginning of time: it must say something, and no clock may decide.
const NEVER: &str = "1970-01-01T00:00:00Z";

struct Entry {
    title: String,
    summary: String,
    url: String,
    updated: String,
}

fn entries(at: Viewpoint<'_>) -> Vec<Entry> {
    let mut updates = at.reader.updates(&at.locale.tag);
    updates.retain(|update| update.is_own);
    updates.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(b.id)));
    let dated = updates.into_iter().filter_map(|update| Some((update.id, update.updated?)));
    dated.take(MOST_ENTRIES).filter_map(|(id, updated)| Entry::of(at, id, updated)).collect()
}

impl Entry {
    fn of(at: Viewpoint<'_>, id: &Id, updated: jiff::civil::Date) -> Option<Self> {
        let card = at.reader.card(Kind::Article, id, &at.locale.tag)?;
        let address = route::of(at.reader, Kind::Article, id, &at.locale.tag)?;
        Some(Self {
            title: card.title.to_owned(),
            summary: card.summary.to_owned(),
            url: address.route.url(at.base),
            updated: format!("{updated}T00:00:00Z"),
        })
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        writer.create_element("entry").write_inner_content(|writer| {
            text(writer, "title", &self.title)?;
            text(writer, "id", &self.url)?;
            text(writer, "updated", &self.updated)?;
            link(writer, "alternate", &self.url)?;
            text(writer, "summary", &self.summary)
        })?;
        Ok(())
    }
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> std::io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("href", href))
        .write_empty()
        .map(drop)
}
