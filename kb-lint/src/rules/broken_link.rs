//! Finds links and images that lead to nothing a reader may see.

use kb_model::article::Status;
use kb_model::catalog::Destination;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::{Catalog, Document, FilePath, Id, Kind, Span};

use crate::findings::Found;
use crate::names::Names;
use crate::rule::{About, Rule, Subject};

/// See `broken_link.md`, which is also this rule's test.
pub(super) struct BrokenLink;

impl Rule for BrokenLink {
    fn about(&self) -> About {
        About::error("broken-link", include_str!("broken_link.md")).stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let from = From { catalog: subject.catalog, document, names: subject.names };
            for link in &document.body.links {
                from.link(&link.destination, link.span, found);
            }
            for image in &document.body.images {
                from.image(&image.destination, image.destination_span, found);
            }
        }
    }
}

/// The file whose links are looked at.
struct From<'c> {
    catalog: &'c Catalog,
    document: &'c Document,
    names: &'c Names<'c>,
}

impl From<'_> {
    fn link(&self, link: &str, span: Span, found: &mut Found) {
        let path = &self.document.path;
        match self.catalog.destination(path, link) {
            Destination::Thing(kind, id, _) => self.thing(kind, id, span, found),
            Destination::Nowhere(target) => self.nowhere(link, &target, span, found),
            Destination::Section("") => {
                found
                    .at(path, span, "this link has no destination")
                    .help("write the file or the `#section` that it leads to");
            }
            Destination::Outside => {
                found
                    .at(path, span, "this link leads out of the content folder")
                    .help("write the path from this file to the other, such as `../payments/refund.md`");
            }
            Destination::Section(_) | Destination::Asset(_) | Destination::External => {}
        }
    }

    fn image(&self, image: &str, span: Span, found: &mut Found) {
        let path = &self.document.path;
        match self.catalog.destination(path, image) {
            Destination::Asset(_) => {}
            Destination::Nowhere(target) => self.nowhere(image, &target, span, found),
            Destination::External => {
                found
                    .at(path, span, "this image lies on another site, and pages load nothing from elsewhere")
                    .help("put a copy beside the article, and link to that");
            }
            Destination::Outside => {
                found
                    .at(path, span, "this image lies outside the content folder")
                    .help("put a copy beside the article, and link to that");
            }
            Destination::Thing(..) | Destination::Section(_) => {
                found.at(path, span, "this is not an image").help("for a link, take the `!` away");
            }
        }
    }

    /// Reports a link to a thing that readers do not see. Who reads a draft may see other drafts.
    fn thing(&self, kind: Kind, id: &Id, span: Span, found: &mut Found) {
        let thing = self.catalog.thing(kind, id);
        let Some(source) = thing.and_then(|thing| thing.source.as_ref()) else {
            return self.sourceless(kind, id, span, found);
        };
        let status = |document: &Document| document.article().map(|article| article.status.clone());
        let own = self.catalog.thing(self.document.kind, &self.document.id);
        let own =
            own.and_then(|thing| thing.source.as_ref()).and_then(|source| status(source)).unwrap_or_default();
        let (path, place) = (&self.document.path, source.fields.span("status").unwrap_or_default());
        match (status(source), own) {
            (Some(Status::Draft), Status::Published) => {
                found
                    .at(path, span, "this link leads to a draft, which readers do not see")
                    .related(&source.path, place, "a draft")
                    .help("publish the draft first, or take the link out");
            }
            (Some(Status::Archived { replaced_by }), Status::Published | Status::Draft) => {
                let mut noted = found.at(path, span, "this link leads to an archived article");
                noted.related(&source.path, place, "archived");
                match replaced_by {
                    Some(id) => noted.help(format!("`{id}` took its place: link to that")),
                    None => noted.help("take the link out, or link to an article that answers the same"),
                };
            }
            _ => {}
        }
    }

    /// Reports a link to a thing without a source; where the source is there but cannot be read, that is reported.
    fn sourceless(&self, kind: Kind, id: &Id, span: Span, found: &mut Found) {
        let source = self.catalog.settings().source_locale.as_ref();
        let path = source.map(|locale| kb_model::reading::document_path(kind, id, locale));
        if !path.is_some_and(|path| self.catalog.has_file(&path)) {
            found
                .at(&self.document.path, span, "this link leads to a translation whose source is gone")
                .help("readers do not see it: take the link out, or restore the source");
        }
    }

    fn nowhere(&self, link: &str, target: &FilePath, span: Span, found: &mut Found) {
        let path = &self.document.path;
        let mut noted = found.at(path, span, format!("there is no `{target}`"));
        if let Some(near) = self.names.nearest(target) {
            let anchor = link.split_once('#').map_or(String::new(), |(_, anchor)| format!("#{anchor}"));
            let meant = format!("{}{anchor}", relative(path, &near));
            noted.label(format!("did you mean `{meant}`?"));
            if span.slice(&self.document.text) == link {
                noted.fix(Fix::replace(format!("write `{meant}`"), Safety::Unsafe, path, span, meant));
            }
        } else if link.contains('%') {
            noted.help("write names as they are, without `%` escapes");
        } else {
            noted.help("correct the path, or take the link out");
        }
    }
}

/// Returns the link from one file to another.
fn relative(from: &FilePath, to: &FilePath) -> String {
    let here: Vec<&str> = from.folder().split('/').collect();
    let there: Vec<&str> = to.as_str().split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(here.len() - shared);
    format!("{up}{}", there[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_from_file_to_file() {
        let check = |from: &str, to: &str, link: &str| {
            assert_eq!(relative(&FilePath::new(from), &FilePath::new(to)), link);
        };
        check("en/articles/a/b.md", "en/articles/a/c.md", "c.md");
        check("en/articles/a/b.md", "en/articles/d/c.md", "../d/c.md");
        check("en/articles/a/b.md", "en/channels/c.md", "../../channels/c.md");
    }
}
