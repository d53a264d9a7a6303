//! Finds articles that were due for a review before they were last changed.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unordered_dates.md`, which is also this rule's test.
pub(super) struct UnorderedDates;

impl Rule for UnorderedDates {
    fn about(&self) -> About {
        About::warning("unordered-dates", include_str!("unordered_dates.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let dates = document.fields.date("updated").zip(document.fields.date("review_by"));
            let spans = document.fields.span("updated").zip(document.fields.span("review_by"));
            if let (Some((updated, review)), Some((earlier, place))) = (dates, spans)
                && review < updated
            {
                found
                    .at(
                        &document.path,
                        place,
                        format!("this review was due before the last change, on {updated}"),
                    )
                    .related(&document.path, earlier, "changed on this day")
                    .help("set `review_by` to a day after `updated`, or mend the day that is wrong");
            }
        }
    }
}
