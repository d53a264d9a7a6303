//! Finds sections that readers no longer see.

use kb_model::Kind;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `expired_section.md`, which is also this rule's test.
pub(super) struct ExpiredSection;

impl Rule for ExpiredSection {
    fn about(&self) -> About {
        About::warning("expired-section", include_str!("expired_section.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for thing in subject.things() {
            let Some(source) = &thing.source else { continue };
            let ended =
                source.ended(subject.today).into_iter().filter(|_| thing.kind != Kind::Troubleshooter);
            let days = ended.filter_map(|heading| Some((heading, heading.last_day()?)));
            for (heading, day) in days.filter(|(_, day)| *day < subject.today) {
                let message = format!("this section ended on {day}: readers do not see it any more");
                found.at(&source.path, heading.span, message).help(
                    "delete it, also in translations, or let it end later; a link to it leads to the top of the page",
                );
            }
        }
    }
}
