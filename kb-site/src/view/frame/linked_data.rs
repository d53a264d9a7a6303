//! What search engines may know of a page, as JSON-LD in the words of schema.org.

use kb_model::{Id, Kind, Locale};
use serde::Serialize;

use super::super::Viewpoint;
use super::{Alternate, Crumb, Own, PageAddress, Subject};
use crate::route;

/// Returns what schema.org has words for: of the home page the site, of others the breadcrumb, and the article itself.
/// Nothing that the page does not show.
pub(super) fn of(at: Viewpoint<'_>, subject: &Subject<'_>, own: &Own, crumbs: &[Crumb]) -> Option<String> {
    let graph = match subject.address {
        PageAddress::Thing(kind, id) if own.indexable => thing(at, subject, (kind, id), (own, crumbs)),
        PageAddress::Everywhere(page) if page(at.locale) == route::home(at.locale) => vec![site(at, own)],
        _ => return None,
    };
    let text = serde_json::to_string(&Graph { context: "https://schema.org", graph }).expect("text is JSON");
    Some(text.replace('<', "\\u003c")) // `</script>` in a title must not end the block
}

fn site(at: Viewpoint<'_>, own: &Own) -> LinkedData {
    let name = at.settings().name.get(&at.locale.tag).to_owned();
    LinkedData::WebSite {
        publisher: Box::new(LinkedData::Organization { name: name.clone() }),
        name,
        url: own.canonical.clone(),
        in_language: at.locale.tag.to_string(),
    }
}

fn thing(
    at: Viewpoint<'_>,
    subject: &Subject<'_>,
    (kind, id): (Kind, &Id),
    (own, crumbs): (&Own, &[Crumb]),
) -> Vec<LinkedData> {
    let item = |(index, crumb): (usize, &Crumb)| LinkedData::ListItem {
        position: index + 1,
        name: crumb.title.clone(),
        item: [at.base.origin(), &crumb.href].concat(),
    };
    let mut graph =
        vec![LinkedData::BreadcrumbList { item_list_element: crumbs.iter().enumerate().map(item).collect() }];
    if kind == Kind::Article {
        let thing = at.reader.thing(kind, id, &at.locale.tag);
        let article = thing.and_then(|thing| thing.source.as_ref()?.article());
        let checked = article.and_then(|article| article.checked);
        let (translation_of_work, work_translation) = versions(at, own);
        graph.push(LinkedData::Article {
            headline: subject.title.to_owned(),
            description: subject.summary.to_owned(),
            in_language: at.locale.tag.to_string(),
            date_modified: article.and_then(|article| article.updated).map(|date| date.to_string()),
            main_entity_of_page: own.canonical.clone().map(|id| {
                let last_reviewed = checked.map(|date| date.to_string());
                Box::new(LinkedData::WebPage { id, last_reviewed })
            }),
            is_part_of: route::home(at.locale).url(at.base),
            translation_of_work,
            work_translation,
        });
    }
    graph
}

/// Returns what the article is a translation of, or, where it is the original, its translations.
fn versions(at: Viewpoint<'_>, own: &Own) -> (Option<String>, Vec<String>) {
    let is = |alternate: &Alternate, locale: &Locale| alternate.hreflang == locale.as_str();
    let address = |alternate: &Alternate| alternate.href.clone();
    let Some(source) = &at.settings().source_locale else { return (None, Vec::new()) };
    if *source != at.locale.tag {
        return (own.alternates.iter().find(|alternate| is(alternate, source)).map(address), Vec::new());
    }
    let others =
        own.alternates.iter().filter(|alternate| !is(alternate, source) && alternate.hreflang != "x-default");
    (None, others.map(address).collect())
}

#[derive(Serialize)]
struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<LinkedData>,
}

/// The types of schema.org that pages have use for.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
enum LinkedData {
    WebSite {
        name: String,
        url: Option<String>,
        in_language: String,
        publisher: Box<LinkedData>,
    },
    Organization {
        name: String,
    },
    BreadcrumbList {
        item_list_element: Vec<LinkedData>,
    },
    ListItem {
        position: usize,
        name: String,
        item: String,
    },
    WebPage {
        #[serde(rename = "@id")]
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_reviewed: Option<String>,
    },
    Article {
        headline: String,
        description: String,
        in_language: String,
        date_modified: Option<String>,
        main_entity_of_page: Option<Box<LinkedData>>,
        is_part_of: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        translation_of_work: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        work_translation: Vec<String>,
    },
}
