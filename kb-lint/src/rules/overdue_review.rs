//! Finds articles that nobody has checked in time.

use jiff::civil::Date;
use kb_model::Document;
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
            let article = document.article();
            if let Some(article) =
                article.filter(|article| !matches!(article.status, Status::Archived { .. }))
            {
                overdue(subject, document, article, found);
                ahead(subject, document, found);
            }
        }
    }
}

fn overdue(subject: &Subject<'_>, document: &Document, article: &Article, found: &mut Found) {
    let late = article.review_by.map_or(0, |day| days(day, subject.today));
    let Some(span) = document.fields.span("review_by").filter(|_| late > 0) else { return };
    found
        .at(&document.path, span, format!("this article should have been checked {} ago", count(late)))
        .help(format!("{} answers for it: is every sentence still true?", owner(subject, article)))
        .help("then set `checked` and a new `review_by`, and `updated` if readers would notice what changed");
}

/// What each day that must have come says of an article.
const PAST: [(&str, &str); 2] = [
    ("updated", "it is the day of the last change that a reader would notice"),
    ("checked", "it is the day on which somebody last checked the article"),
];

fn ahead(subject: &Subject<'_>, document: &Document, found: &mut Found) {
    let today = subject.today;
    for (name, what) in PAST {
        let early = document.fields.date(name).map_or(0, |day| days(today, day));
        let Some(span) = document.fields.span(name).filter(|_| early > 0) else { continue };
        found
            .at(&document.path, span, format!("`{name}` is {} in the future", count(early)))
            .help(format!("{what}: at most today, {today}"));
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
