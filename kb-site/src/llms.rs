//! `llms.txt` (llmstxt.org): where a program that reads texts finds those of the site, each as Markdown.

use kb_model::Kind;
use kb_model::catalog::Card;

use crate::route::{self, Route};
use crate::twin::{disclaimer, plain, safety};
use crate::view::Viewpoint;

/// Returns the list of the locales' lists.
pub fn index(at: Viewpoint<'_>) -> String {
    let name = at.settings().name.get(&at.locale.tag);
    let mut parts = vec![format!("# {}", plain(name))];
    parts.extend(disclaimer(at).map(|text| format!("> {text}")));
    for locale in &at.settings().locales {
        let at = Viewpoint { locale, ..at };
        let note = disclaimer(at).map_or_else(String::new, |text| format!(": {text}"));
        let name = at.settings().name.get(&locale.tag);
        parts.push(format!("## {}", plain(&locale.name)));
        parts.push(format!("- [{}]({}){note}", plain(name), route::llms(locale).url(at.base)));
    }
    parts.join("\n\n") + "\n"
}

/// Returns the texts of the viewpoint's locale that are in its own language, by category.
pub fn list(at: Viewpoint<'_>) -> String {
    let tag = &at.locale.tag;
    let strings = at.theme.strings(tag);
    let mut parts = vec![format!("# {}", plain(at.settings().name.get(tag)))];
    parts.extend(disclaimer(at).map(|text| format!("> {text}")));
    parts.push(safety(strings));
    for category in at.reader.categories(tag) {
        let articles = at.reader.listing(category.id, tag);
        let own = articles.iter().filter(|card| *card.locale == *tag);
        let lines = lines(at, own.filter_map(|card| Some((card, twin(at, card)?))));
        parts.extend(section(category.title, &lines));
    }
    let finder = strings.plain("finder_title");
    let others = [Kind::Troubleshooter, Kind::Channel, Kind::Checklist].into_iter().flat_map(|kind| {
        let own = at.reader.roll(kind, tag).into_iter().filter(|link| *link.locale == *tag);
        own.filter_map(move |link| {
            Some((at.reader.card(kind, link.id, tag)?, route::own(at.reader, kind, link.id, tag)?))
        })
    });
    let others: Vec<(Card<'_>, Route)> = others.collect();
    let lines = lines(at, others.iter().map(|(card, route)| (card, route.clone())));
    let finder = format!("- [{}]({})\n", plain(finder), route::channels(at.locale).url(at.base));
    parts.extend(section("Optional", &(finder + &lines)));
    parts.join("\n\n") + "\n"
}

fn twin(at: Viewpoint<'_>, card: &Card<'_>) -> Option<Route> {
    Some(route::twin(&route::own(at.reader, Kind::Article, card.id, &at.locale.tag)?))
}

fn section(title: &str, lines: &str) -> Option<String> {
    (!lines.is_empty()).then(|| format!("## {}\n\n{}", plain(title), lines.trim_end()))
}

fn lines<'c>(at: Viewpoint<'_>, cards: impl Iterator<Item = (&'c Card<'c>, Route)>) -> String {
    let line = |(card, route): (&Card<'_>, Route)| {
        let note = if card.summary.is_empty() { String::new() } else { format!(": {}", plain(card.summary)) };
        format!("- [{}]({}){note}\n", plain(card.title), route.url(at.base))
    };
    cards.map(line).collect()
}
