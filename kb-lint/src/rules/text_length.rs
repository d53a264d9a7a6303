//! Finds titles and summaries that are too long or too short to do their work.

use kb_model::settings::Bounds;
use kb_model::{Document, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `text_length.md`, which is also this rule's test.
pub(super) struct TextLength;

impl Rule for TextLength {
    fn about(&self) -> About {
        About::warning("text-length", include_str!("text_length.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let lengths = subject.settings().lengths;
        for document in subject.documents().filter(|document| document.kind == Kind::Article) {
            measure(document, "title", lengths.title, found);
            measure(document, "summary", lengths.summary, found);
        }
    }
}

fn measure(document: &Document, field: &str, bounds: Option<Bounds>, found: &mut Found) {
    let text = document.fields.text(field).unwrap_or_default().trim();
    let (Some(bounds), Some(span), false) = (bounds, document.fields.span(field), text.is_empty()) else {
        return;
    };
    let (least, most) = bounds.of(document.locale.script());
    let length = text.chars().count();
    let help = match field {
        "title" if length > most => "search results cut it; say the rest in the summary",
        "title" => "say in the reader's words what happened or what they want to do",
        _ if length > most => {
            "listings and search results cut it; keep what tells the reader that this is the page"
        }
        _ => "say what the reader will know or be able to do after reading",
    };
    if length < least || length > most {
        found
            .at(
                &document.path,
                span,
                format!("the {field} has {length} characters; {least} to {most} serve readers best"),
            )
            .help(help);
    }
}
