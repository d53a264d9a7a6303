//! Finds articles whose days cannot have followed each other: the last change, the last check, the next review.

use kb_model::Document;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unordered_dates.md`, which is also this rule's test.
pub(super) struct UnorderedDates;

/// A field, the field that must not be earlier, and what to say of the latter if it is.
struct Order {
    first: &'static str,
    then: &'static str,
    fault: &'static str,
    label: &'static str,
    help: &'static str,
}

const ORDERS: [Order; 3] = [
    Order {
        first: "updated",
        then: "review_by",
        fault: "this review was due before the last change",
        label: "changed on this day",
        help: "set `review_by` to a day after `updated`, or mend the day that is wrong",
    },
    Order {
        first: "updated",
        then: "checked",
        fault: "this check was made before the last change",
        label: "changed on this day",
        help: "check the article as it is now, and set `checked` to that day; or delete it",
    },
    Order {
        first: "checked",
        then: "review_by",
        fault: "this review was due before the last check",
        label: "checked on this day",
        help: "set `review_by` to the day of the next check, or mend the day that is wrong",
    },
];

impl Rule for UnorderedDates {
    fn about(&self) -> About {
        About::warning("unordered-dates", include_str!("unordered_dates.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for order in &ORDERS {
                order.check(document, found);
            }
        }
    }
}

impl Order {
    fn check(&self, document: &Document, found: &mut Found) {
        let Self { first, then, .. } = self;
        let dates = document.fields.date(first).zip(document.fields.date(then));
        let spans = document.fields.span(first).zip(document.fields.span(then));
        if let (Some((earlier, later)), Some((before, place))) = (dates, spans)
            && later < earlier
        {
            found
                .at(&document.path, place, format!("{}, on {earlier}", self.fault))
                .related(&document.path, before, self.label)
                .help(self.help);
        }
    }
}
