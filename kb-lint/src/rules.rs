//! The list of rules, by name. Each is a struct in a file of its own, beside its page.

use kb_model::block::BlockKind;
use kb_model::markdown::Prose;
use kb_model::{Document, Span};
use regex::Regex;

use crate::rule::Rule;

mod ambiguous_date;
mod asks_for_secret;
mod bare_outcome;
mod broken_anchor;
mod broken_emphasis;
mod broken_link;
mod buried_urgency;
mod callout_pile;
mod circular_questions;
mod code_mismatch;
mod conflict_marker;
mod copied_image;
mod dead_end;
mod deceptive_link;
mod draft_translation;
mod duplicate_heading;
mod duplicate_slug;
mod duplicate_title;
mod empty_category;
mod empty_section;
mod expired_section;
mod failed_scenario;
mod foreign_markup;
mod garbled_text;
mod glossary_mismatch;
mod half_width_punctuation;
mod heading_structure;
mod headless_table;
mod idle_synonym;
mod indented_code;
mod insecure_link;
mod invalid_conventions;
mod invalid_facts;
mod invalid_glossary;
mod invisible_character;
mod leaked_secret;
mod link_mismatch;
mod long_sentence;
mod long_step;
mod misleading_translation;
mod misnumbered_step;
mod misshapen_table;
mod missing_alt_text;
mod missing_category;
mod missing_channel;
mod missing_field;
mod missing_heading_id_in_translation;
mod missing_not_sure;
pub(crate) mod missing_translation;
mod mixed_register;
mod node_mismatch;
mod number_mismatch;
mod orphan_translation;
mod other_language_link;
mod other_script;
mod overdue_review;
mod oversized_troubleshooter;
mod own_pattern;
mod own_site_link;
mod phrase_mismatch;
mod placeholder_mismatch;
mod question_without_mark;
mod raw_html;
mod reading;
mod redundant_search_term;
mod repeated_punctuation;
mod repeated_title;
mod repeated_word;
mod replacement_circle;
mod sensory_only;
mod shared_node;
mod shared_search_term;
mod stale_translation;
mod structure_mismatch;
mod text_length;
mod title_with_full_stop;
mod translated_name;
mod unclosed_code_block;
mod unfilled_slot;
mod unfinished_text;
mod unkeepable_promise;
mod unknown_attribute;
mod unknown_callout;
mod unknown_entity;
mod unknown_node;
mod unknown_reference;
mod unmade_emphasis;
mod unmade_heading;
mod unmade_link;
mod unmade_list_item;
mod unordered_dates;
mod unreachable_node;
mod unreviewed_translation;
mod unsafe_url;
mod untested_outcome;
mod untranslated_block;
mod untranslated_category;
mod unused_asset;
pub(crate) mod unused_exception;
mod unused_fact;
mod unused_footnote;
mod unverified_fact;
mod unwanted_term;
mod unwarned_deletion;
mod unworded_item;
mod unworded_node;
mod useless_alt_text;
mod vague_link_text;
mod weakens_security;

/// Every rule, by name.
pub const ALL: &[&dyn Rule] = &[
    &ambiguous_date::AmbiguousDate,
    &asks_for_secret::AsksForSecret,
    &bare_outcome::BareOutcome,
    &broken_anchor::BrokenAnchor,
    &broken_emphasis::BrokenEmphasis,
    &broken_link::BrokenLink,
    &buried_urgency::BuriedUrgency,
    &callout_pile::CalloutPile,
    &circular_questions::CircularQuestions,
    &code_mismatch::CodeMismatch,
    &conflict_marker::ConflictMarker,
    &copied_image::CopiedImage,
    &dead_end::DeadEnd,
    &deceptive_link::DeceptiveLink,
    &draft_translation::DraftTranslation,
    &duplicate_heading::DuplicateHeading,
    &duplicate_slug::DuplicateSlug,
    &duplicate_title::DuplicateTitle,
    &empty_category::EmptyCategory,
    &empty_section::EmptySection,
    &expired_section::ExpiredSection,
    &failed_scenario::FailedScenario,
    &foreign_markup::ForeignMarkup,
    &garbled_text::GarbledText,
    &glossary_mismatch::GlossaryMismatch,
    &half_width_punctuation::HalfWidthPunctuation,
    &heading_structure::HeadingStructure,
    &headless_table::HeadlessTable,
    &idle_synonym::IdleSynonym,
    &indented_code::IndentedCode,
    &insecure_link::InsecureLink,
    &invalid_conventions::InvalidConventions,
    &invalid_facts::InvalidFacts,
    &reading::INVALID_FRONT_MATTER,
    &invalid_glossary::InvalidGlossary,
    &reading::INVALID_SETTINGS,
    &reading::INVALID_SYNONYMS,
    &invisible_character::InvisibleCharacter,
    &leaked_secret::LeakedSecret,
    &link_mismatch::LinkMismatch,
    &long_sentence::LongSentence,
    &long_step::LongStep,
    &misleading_translation::MisleadingTranslation,
    &misnumbered_step::MisnumberedStep,
    &reading::MISPLACED_FILE,
    &misshapen_table::MisshapenTable,
    &missing_alt_text::MissingAltText,
    &missing_category::MissingCategory,
    &missing_channel::MissingChannel,
    &missing_field::MissingField,
    &missing_heading_id_in_translation::MissingHeadingId,
    &missing_not_sure::MissingNotSure,
    &missing_translation::MissingTranslation,
    &mixed_register::MixedRegister,
    &node_mismatch::NodeMismatch,
    &number_mismatch::NumberMismatch,
    &orphan_translation::OrphanTranslation,
    &other_language_link::OtherLanguageLink,
    &other_script::OtherScript,
    &overdue_review::OverdueReview,
    &oversized_troubleshooter::OversizedTroubleshooter,
    &own_pattern::OwnPattern,
    &own_site_link::OwnSiteLink,
    &phrase_mismatch::PhraseMismatch,
    &placeholder_mismatch::PlaceholderMismatch,
    &question_without_mark::QuestionWithoutMark,
    &raw_html::RawHtml,
    &redundant_search_term::RedundantSearchTerm,
    &repeated_punctuation::RepeatedPunctuation,
    &repeated_title::RepeatedTitle,
    &repeated_word::RepeatedWord,
    &replacement_circle::ReplacementCircle,
    &sensory_only::SensoryOnly,
    &reading::SHARED_FIELD,
    &shared_node::SharedNode,
    &shared_search_term::SharedSearchTerm,
    &stale_translation::StaleTranslation,
    &structure_mismatch::StructureMismatch,
    &reading::SWALLOWED_KEY,
    &text_length::TextLength,
    &title_with_full_stop::TitleWithFullStop,
    &translated_name::TranslatedName,
    &unclosed_code_block::UnclosedCodeBlock,
    &unfilled_slot::UnfilledSlot,
    &unfinished_text::UnfinishedText,
    &unkeepable_promise::UnkeepablePromise,
    &unknown_attribute::UnknownAttribute,
    &unknown_callout::UnknownCallout,
    &unknown_entity::UnknownEntity,
    &reading::UNKNOWN_FIELD,
    &unknown_node::UnknownNode,
    &unknown_reference::UnknownReference,
    &unmade_emphasis::UnmadeEmphasis,
    &unmade_heading::UnmadeHeading,
    &unmade_link::UnmadeLink,
    &unmade_list_item::UnmadeListItem,
    &unordered_dates::UnorderedDates,
    &unreachable_node::UnreachableNode,
    &reading::UNREADABLE_FILE,
    &unreviewed_translation::UnreviewedTranslation,
    &unsafe_url::UnsafeUrl,
    &untested_outcome::UntestedOutcome,
    &untranslated_block::UntranslatedBlock,
    &untranslated_category::UntranslatedCategory,
    &unused_asset::UnusedAsset,
    &unused_exception::UnusedException,
    &unused_fact::UnusedFact,
    &unused_footnote::UnusedFootnote,
    &unverified_fact::UnverifiedFact,
    &unwanted_term::UnwantedTerm,
    &unwarned_deletion::UnwarnedDeletion,
    &unworded_item::UnwordedItem,
    &unworded_node::UnwordedNode,
    &useless_alt_text::UselessAltText,
    &vague_link_text::VagueLinkText,
    &weakens_security::WeakensSecurity,
];

/// Returns the rule of a name.
pub fn named(name: &str) -> Option<&'static dyn Rule> {
    ALL.iter().copied().find(|rule| rule.about().name == name)
}

/// Returns the names of all rules.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|rule| rule.about().name)
}

/// Returns where a field of the `[translation]` table stands, or else the table, or else the opening fence.
fn translation_table(document: &Document, field: &str) -> Span {
    let table = document.fields.table("translation");
    let inner = table.and_then(|table| table.span(field));
    inner
        .or_else(|| document.fields.get("translation").map(|field| field.key))
        .unwrap_or(document.fences.open)
}

/// Tells whether words are the writer's: search terms and symptoms are the reader's, and may be anything; addresses are no
/// text.
fn is_written_for_readers(prose: &Prose) -> bool {
    prose.kind != BlockKind::Field
        || !matches!(&*prose.section, "search_terms" | "symptoms" | "slug" | "aliases")
}

/// Returns where a pattern stands in what readers see, search terms and symptoms aside, and the words that it found.
fn seen(document: &Document, pattern: &Regex) -> impl Iterator<Item = (Span, String)> {
    let prose = document.prose().into_iter().filter(is_written_for_readers);
    prose.flat_map(|prose| {
        let places = pattern
            .find_iter(&prose.text)
            .map(|words| (prose.span(words.range()), words.as_str().to_owned()));
        places.collect::<Vec<_>>()
    })
}

/// Returns a word with a capital if the one that it replaces has one.
fn cased(wanted: &str, unwanted: &str) -> String {
    let mut letters = wanted.chars();
    match letters.next() {
        Some(first) if unwanted.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => wanted.to_owned(),
    }
}

/// Tells whether a place of a file lies in a block of code.
fn is_code(document: &Document, at: usize) -> bool {
    let layout = &document.body.layout;
    let next = layout.partition_point(|block| block.span.end <= at); // blocks stand in order
    layout.get(next).is_some_and(|block| block.kind == BlockKind::Code && block.span.start <= at)
}
