//! The thread: everybody who takes part, with those marked who may have to act.

use serde::Serialize;

use super::Viewpoint;

/// One who takes part.
#[derive(Debug, Serialize)]
pub(super) struct Station {
    name: String,
    active: bool,
}

impl Station {
    /// Returns everybody, in the order of the settings.
    pub(super) fn all(at: Viewpoint<'_>, active: &[String]) -> Vec<Self> {
        let station = |(party, names): (&str, &kb_model::settings::Names)| Self {
            name: names.get(&at.locale.tag).to_owned(),
            active: active.iter().any(|name| name == party),
        };
        at.settings().parties.iter().map(station).collect()
    }
}
