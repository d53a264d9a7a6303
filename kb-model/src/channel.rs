//! Channels: ways to reach somebody who can help.

use crate::article::texts;
use crate::front_matter::Fields;

/// What holds for a channel in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Who answers there, as declared in the settings.
    pub party: Option<String>,
    /// Whether somebody answers at once.
    pub realtime: bool,
    /// The languages spoken there, with how usual each is: `usual`, `often`, `sometimes` or `ask`.
    pub languages: Vec<(String, String)>,
    /// Items of checklists to have at hand.
    pub needs: Vec<String>,
    /// Secrets that nobody there will ask for.
    pub never_ask: Vec<String>,
}

impl Channel {
    /// Makes the channel's facts from its fields.
    pub fn of(fields: &Fields) -> Self {
        let language =
            |table: &Fields| Some((table.text("tag")?.to_owned(), table.text("level")?.to_owned()));
        Self {
            party: fields.text("party").map(str::to_owned),
            realtime: fields.boolean("realtime").unwrap_or_default(),
            languages: fields.tables("languages").iter().filter_map(language).collect(),
            needs: texts(fields, "needs"),
            never_ask: texts(fields, "never_ask"),
        }
    }
}
