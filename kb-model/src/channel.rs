//! Channels: ways to reach somebody who can help.

use crate::article::{Urgency, ids, texts};
use crate::front_matter::Fields;
use crate::{Id, Locale};

/// How usual a language may be, the most usual first.
pub const LEVELS: &[&str] = &["usual", "often", "sometimes", "ask"];

/// What holds for a channel in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Who answers there, as declared in the settings.
    pub party: Option<String>,
    /// Whom it is for, as declared in the settings.
    pub audience: Vec<String>,
    /// The categories that it is for.
    pub topics: Vec<Id>,
    /// How urgent the matters are that it is for.
    pub urgency: Vec<Urgency>,
    /// Whether one talks there and then, while somebody is there, and does not wait for a reply.
    pub realtime: bool,
    /// What sort of channel it is: `chat`, `phone`, `self-service` and so on.
    pub medium: Option<String>,
    /// The languages spoken there, with how usual each is: one of [`LEVELS`].
    pub languages: Vec<(String, String)>,
    /// Items of checklists to have at hand.
    pub needs: Vec<String>,
    /// Secrets that nobody there will ask for.
    pub never_ask: Vec<String>,
}

/// When an answer comes. Nobody can promise more: chats are closed at night, and shops on holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// When one has looked it up oneself.
    Own,
    /// While one talks to somebody, if somebody is there.
    Live,
    /// Some time after one has written.
    Later,
}

impl Channel {
    /// Makes the channel's facts from its fields.
    pub fn of(fields: &Fields) -> Self {
        let language =
            |table: &Fields| Some((table.text("tag")?.to_owned(), table.text("level")?.to_owned()));
        Self {
            party: fields.text("party").map(str::to_owned),
            audience: texts(fields, "audience"),
            topics: ids(fields, "topics"),
            urgency: texts(fields, "urgency").iter().filter_map(|name| Urgency::named(name)).collect(),
            realtime: fields.boolean("realtime").unwrap_or_default(),
            medium: fields.text("medium").map(str::to_owned),
            languages: fields.tables("languages").iter().filter_map(language).collect(),
            needs: texts(fields, "needs"),
            never_ask: texts(fields, "never_ask"),
        }
    }

    /// Returns when an answer comes.
    pub fn answer(&self) -> Answer {
        if self.medium.as_deref() == Some("self-service") {
            Answer::Own
        } else if self.realtime {
            Answer::Live
        } else {
            Answer::Later
        }
    }

    /// Tells whether it is for some audience, topic and urgency.
    pub fn serves(&self, audience: &str, topic: &Id, urgency: Urgency) -> bool {
        self.audience.iter().any(|known| known == audience)
            && self.topics.contains(topic)
            && self.urgency.contains(&urgency)
    }

    /// Returns how usual a language is there: 0 for the most usual.
    pub fn rank_of(&self, locale: &Locale) -> usize {
        let level = self.languages.iter().find(|(tag, _)| *tag == *locale.as_str()).map(|(_, level)| level);
        let rank = level.and_then(|level| LEVELS.iter().position(|known| known == level));
        rank.unwrap_or(LEVELS.len())
    }
}
