//! Finds articles that nobody has checked in time.

use jiff::civil::Date;
use kb_model::article::{Article, Status};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `overdue_review.md`, which is also this rule's test.
pub(super) struct OverdueReview;

impl Rule for OverdueReview {
    fn about(&self) -> About {
        About::warning("overdue-review", include_str!("overdue_review.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let Some(article) = document.article() else { continue };
            if matches!(article.status, Status::Archived { .. }) {
                continue;
            }
            let span = |field| document.fields.span(field).unwrap_or(document.fences.open);
            if let Some(late) = article.review_by.map(|day| days(day, subject.today)).filter(|&late| late > 0)
            {
                found
                    .at(
                        &document.path,
                        span("review_by"),
                        format!("this article should have been checked {} ago", count(late)),
                    )
                    .help(format!(
                        "{} answers for it: is every sentence still true?",
                        owner(subject, article)
                    ))
                    .help("then set a new `review_by`, and `updated` if readers would notice what changed");
            }
            if let Some(early) =
                article.updated.map(|day| days(subject.today, day)).filter(|&early| early > 0)
            {
                found
                    .at(
                        &document.path,
                        span("updated"),
                        format!("`updated` is {} in the future", count(early)),
                    )
                    .help(format!(
                        "it is the day of the last change that a reader would notice: at most today, {}",
                        subject.today
                    ));
            }
        }
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn count(days: i32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn owner(subject: &Subject<'_>, article: &Article) -> String {
    let Some(owner) = &article.owner else {
        return "whoever wrote it".to_owned();
    };
    let settings = subject.settings();
    match settings.owners.get(owner).zip(settings.source_locale.as_ref()) {
        Some((name, locale)) => format!("{} (`{owner}`)", name.get(locale)),
        None => format!("`{owner}`"),
    }
}
