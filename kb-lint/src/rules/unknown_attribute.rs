//! Finds what the braces of headings hold in vain.

use kb_model::diagnostic::nearest;
use kb_model::markdown::{Attribute, Heading, UNTIL};
use kb_model::{Document, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unknown_attribute.md`, which is also this rule's test.
pub(super) struct UnknownAttribute;

impl Rule for UnknownAttribute {
    fn about(&self) -> About {
        About::error("unknown-attribute", include_str!("unknown_attribute.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for heading in &document.body.outline {
                for attribute in &heading.attributes {
                    attribute_of(document, heading, attribute, found);
                }
            }
        }
    }
}

fn attribute_of(document: &Document, heading: &Heading, attribute: &Attribute, found: &mut Found) {
    let Attribute { name, value } = attribute;
    let (message, help) = if &**name != UNTIL {
        let help = match nearest(name, [UNTIL]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "delete it: beside its id a heading may have `until`, and nothing else".to_owned(),
        };
        (format!("`{name}` means nothing here"), help)
    } else if document.record().is_some() {
        (
            "a translation does not say until when".to_owned(),
            "delete it: the source decides for all languages".to_owned(),
        )
    } else if document.kind == Kind::Troubleshooter {
        (
            "questions and outcomes do not end".to_owned(),
            "delete it, and answer the question without this node in time".to_owned(),
        )
    } else if heading.last_day().is_none() {
        (
            format!("`{value}` is no day"),
            "write the last day on which readers should see the section: `until=2026-12-31`".to_owned(),
        )
    } else {
        return;
    };
    found.at(&document.path, heading.span, message).help(help);
}
