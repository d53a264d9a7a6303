//! Finds matters about which a reader can contact nobody.

use std::collections::BTreeMap;

use kb_model::article::{Article, Status, Urgency};
use kb_model::channel::Channel;
use kb_model::document::Details;
use kb_model::{Document, Id, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `missing_channel.md`, which is also this rule's test.
pub(super) struct MissingChannel;

/// Who asks, about what, how urgently.
type Matter<'c> = (&'c str, Id, Urgency);

impl Rule for MissingChannel {
    fn about(&self) -> About {
        About::warning("missing-channel", include_str!("missing_channel.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let channels = subject.catalog.of_kind(Kind::Channel).filter_map(|thing| {
            match &thing.source.as_ref()?.details {
                Details::Channel(channel) => Some(channel),
                _ => None,
            }
        });
        let channels: Vec<&Channel> = channels.collect();
        if channels.is_empty() {
            return; // a help center without channels has none to choose from
        }
        for ((audience, topic, urgency), article) in matters(subject) {
            let mut serving =
                channels.iter().filter(|channel| channel.serves(audience, &topic, urgency)).peekable();
            let is_missing = serving.peek().is_none();
            if is_missing || urgency == Urgency::Now && !serving.any(|channel| channel.realtime) {
                report(article, (audience, &topic, urgency), is_missing, found);
            }
        }
    }
}

/// Returns the matters that published articles are about, each with the first article about it.
fn matters<'c>(subject: &Subject<'c>) -> BTreeMap<Matter<'c>, &'c Document> {
    let mut matters = BTreeMap::new();
    for source in subject.catalog.of_kind(Kind::Article).filter_map(|thing| thing.source.as_ref()) {
        let (Some(article), Some(topic)) = (source.article(), source.id.parent()) else { continue };
        if let Article { status: Status::Published, urgency, .. } = article {
            for audience in source.fields.texts("audience") {
                matters.entry((&*audience.text, topic.clone(), *urgency)).or_insert(&**source);
            }
        }
    }
    matters
}

fn report(
    article: &Document,
    (audience, topic, urgency): (&str, &Id, Urgency),
    is_missing: bool,
    found: &mut Found,
) {
    let when = match urgency {
        Urgency::Now => "now",
        Urgency::Soon => "soon",
        Urgency::Later => "later",
    };
    let what = if is_missing { "no channel is" } else { "no channel that answers right away is" };
    let message = format!("{what} for `{audience}` about `{topic}` when it is `{when}`");
    let place = article.fields.span("urgency").or_else(|| article.fields.span("audience"));
    found
        .at(&article.path, place.unwrap_or(article.fences.open), message)
        .label("articles such as this one are about that")
        .help("extend `audience`, `topics` and `urgency` of the channel that readers should take");
}
