//! Raw HTML: a few harmless elements pass, everything else is shown as the text that it is.

use kb_lint::html::{Fault, faults};
use kb_model::Span;
use pulldown_cmark::Event;

use super::{Placed, Setting};

/// Lets allowed elements through. It is the first stage: what later ones make is theirs, not the writer's.
pub(super) fn admit(events: &mut [Placed<'_>], setting: &Setting<'_>) {
    let text = &setting.document.text;
    let faulty: Vec<Span> =
        faults(text, &setting.document.body.html).into_iter().map(|(span, _)| span).collect();
    for (event, range) in events {
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            let html = std::mem::replace(html, "".into());
            let span = Span::of(range, setting.part.start);
            let is_faulty = faulty.iter().any(|fault| fault.start < span.end && span.start < fault.end);
            let is_shown_as_text = is_faulty || !is_harmless(text, span);
            *event = if is_shown_as_text { Event::Text(html) } else { Event::Html(html) };
        }
    }
}

/// Tells whether every tag of a piece may stand on a page; whether it is closed has been looked at in the whole.
fn is_harmless(text: &str, piece: Span) -> bool {
    let is_about_pairs = |fault: &Fault| matches!(fault, Fault::Unclosed(_) | Fault::Unopened(_));
    faults(text, &[piece]).iter().all(|(_, fault)| is_about_pairs(fault))
}
