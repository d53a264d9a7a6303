//! Markdown twins: an article as programs read it, beside its page.
//!
//! A twin holds all that the page says and what nobody may drop silently: the state of the translation, the safety notice,
//! who looks after it. Its links are whole addresses, since programs carry texts away.

use kb_model::catalog::{Destination, Thing};
use kb_model::translation::{Method, State};
use kb_model::{Document, Id, Kind, Span};

use crate::theme::Strings;
use crate::view::Viewpoint;
use crate::{markup, route};

/// Returns the twin of an article that has words of its own in the viewpoint's locale.
pub fn markdown(at: Viewpoint<'_>, id: &Id) -> Option<String> {
    let thing = at.reader.thing(Kind::Article, id, &at.locale.tag)?;
    let words = thing.shown(&at.locale.tag)?;
    let strings = at.theme.strings(&at.locale.tag);
    let mut parts = vec![format!("# {}", plain(words.title())), format!("> {}", plain(words.summary()))];
    parts.extend(caution(thing, at, strings));
    parts.push(body(at, words).trim().to_owned());
    parts.push("---".to_owned());
    parts.push(safety(strings));
    parts.push(provenance(at, thing, words));
    parts.extend(disclaimer(at));
    parts.retain(|part| !part.is_empty());
    Some(parts.join("\n\n") + "\n")
}

/// Returns what every text says that leaves the site: how to stay safe.
pub fn safety(strings: &Strings) -> String {
    let rules = ["scam_never_share", "scam_only_in_app", "scam_nobody_calls"];
    let rules = rules.map(|key| format!("- {}\n", strings.plain(key))).concat();
    format!("**{}**\n\n{}", strings.plain("scam_title"), rules.trim_end())
}

/// Returns whose site it is, and whose not.
pub fn disclaimer(at: Viewpoint<'_>) -> Option<String> {
    Some(plain(at.settings().disclaimer.get(&at.locale.tag))).filter(|text| !text.is_empty())
}

/// Returns a text with the characters escaped that mean something in Markdown.
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// Returns what a reader should know of the translation before reading it.
fn caution(thing: &Thing, at: Viewpoint<'_>, strings: &Strings) -> Option<String> {
    let translation = thing.translation(&at.locale.tag)?;
    let method = translation.document.record().and_then(|record| record.method);
    let keys: &[&str] = match (&translation.state, method) {
        (State::Stale(_), _) => &["stale_title", "stale_text"],
        (State::Unreviewed, Some(Method::Machine)) => &["machine_unreviewed"],
        (State::Unreviewed, _) => &["unreviewed"],
        (State::Current | State::Draft | State::Orphan, _) => return None,
    };
    let said: Vec<&str> = keys.iter().map(|key| strings.plain(key)).collect();
    Some(format!("**{}**", said.join(" ")))
}

/// Returns the body with whole addresses in place of relative paths, and without the sections that have ended.
fn body(at: Viewpoint<'_>, words: &Document) -> String {
    let links = words.body.links.iter().map(|link| (link.span, &*link.destination));
    let images = words.body.images.iter().map(|image| (image.destination_span, &*image.destination));
    let places = links.chain(images).filter(|(span, destination)| span.slice(&words.text) == *destination);
    let addresses = places.filter_map(|(span, destination)| Some((span, url(at, words, destination)?)));
    let ended = markup::spans(words, &markup::ended(at, words)).into_iter().map(|span| (span, String::new()));
    let mut places: Vec<(Span, String)> = addresses.chain(ended).collect();
    places.sort();
    let (mut text, mut end) = (String::new(), words.body.span.start);
    for (span, instead) in places.into_iter().filter(|(span, _)| span.start >= words.body.span.start) {
        if span.start >= end {
            text.extend([Span { start: end, end: span.start }.slice(&words.text), &instead]);
            end = span.end;
        }
    }
    text + Span { start: end, end: words.body.span.end }.slice(&words.text)
}

fn url(at: Viewpoint<'_>, words: &Document, destination: &str) -> Option<String> {
    match at.reader.destination(words, destination) {
        Destination::Thing(kind, id, anchor) => {
            let address = route::of(at.reader, kind, id, &at.locale.tag)?;
            let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
            Some(address.route.url(at.base) + &anchor)
        }
        Destination::Asset(path) => Some(route::asset(&path).url(at.base)),
        _ => None,
    }
}

/// Returns where the article comes from, in one line.
fn provenance(at: Viewpoint<'_>, thing: &Thing, words: &Document) -> String {
    let strings = at.theme.strings(&at.locale.tag);
    let role = |name: &str| at.settings().owners.get(name).map(|label| label.get(&at.locale.tag).to_owned());
    let article = thing.source.as_ref().and_then(|source| source.article());
    let day = |date| strings.calendar().date(date).text;
    let mut facts = vec![
        ("provenance_changed", article.and_then(|article| article.updated).map(day)),
        ("provenance_checked", article.and_then(|article| article.checked).map(day)),
        ("provenance_owner", article.and_then(|article| role(article.owner.as_deref()?))),
    ];
    if let Some(record) = words.record() {
        let method = match record.method {
            Some(Method::Human) => Some("translation_human"),
            Some(Method::MachineReviewed) => Some("translation_machine_reviewed"),
            Some(Method::Machine) => Some("translation_machine"),
            Some(Method::Draft) | None => None,
        };
        let reviewer = record.reviewed_by.as_deref().and_then(role);
        let nobody = || strings.plain("translation_unreviewed").to_owned();
        facts.push(("provenance_translation", method.map(|key| strings.plain(key).to_owned())));
        facts.push(("provenance_reviewed_by", Some(reviewer.unwrap_or_else(nobody))));
    }
    facts.push(("provenance_short", Some(route::neutral(&thing.id).url(at.base))));
    let fact = |(key, value): (&str, Option<String>)| {
        Some([strings.plain(key), strings.plain("colon"), &value?].concat())
    };
    facts.into_iter().filter_map(fact).collect::<Vec<String>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_stay_words() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected);
        check("Your refund is <late>", r"Your refund is \<late>");
        check("[a](b) *c* `d` e_f", r"\[a\](b) \*c\* \`d\` e\_f");
        check("付款失败怎么办", "付款失败怎么办");
    }
}
