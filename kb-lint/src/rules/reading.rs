//! The rules whose findings come from reading: the model notes them while it reads, and there is nothing left to run.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// A rule that reading applies.
pub(super) struct Reading(About);

impl Rule for Reading {
    fn about(&self) -> About {
        self.0
    }

    fn check(&self, _: &Subject<'_>, _: &mut Found) {}
}

/// See `invalid_front_matter.md`.
pub(super) const INVALID_FRONT_MATTER: Reading =
    Reading(About::error("invalid-front-matter", include_str!("invalid_front_matter.md")).stops_build());

/// See `invalid_settings.md`.
pub(super) const INVALID_SETTINGS: Reading =
    Reading(About::error("invalid-settings", include_str!("invalid_settings.md")).stops_build());

/// See `invalid_synonyms.md`.
pub(super) const INVALID_SYNONYMS: Reading =
    Reading(About::error("invalid-synonyms", include_str!("invalid_synonyms.md")).stops_build());

/// See `misplaced_file.md`.
pub(super) const MISPLACED_FILE: Reading =
    Reading(About::warning("misplaced-file", include_str!("misplaced_file.md")));

/// See `shared_field_in_translation.md`.
pub(super) const SHARED_FIELD: Reading =
    Reading(About::error("shared-field-in-translation", include_str!("shared_field_in_translation.md")));

/// See `swallowed_key.md`.
pub(super) const SWALLOWED_KEY: Reading =
    Reading(About::error("swallowed-key", include_str!("swallowed_key.md")));

/// See `unknown_field.md`.
pub(super) const UNKNOWN_FIELD: Reading =
    Reading(About::error("unknown-field", include_str!("unknown_field.md")));

/// See `unreadable_file.md`.
pub(super) const UNREADABLE_FILE: Reading =
    Reading(About::error("unreadable-file", include_str!("unreadable_file.md")).stops_build());
