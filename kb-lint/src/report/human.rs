//! Findings for people: the faulty line, underlined, with the reason and the way out.
//!
//! The only room that knows `annotate-snippets`.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use kb_model::diagnostic::Safety;
use kb_model::span::Position;
use kb_model::{Diagnostic, FilePath, Severity, Span};

use super::excerpt::Excerpt;
use super::{Texts, shown};
use crate::findings::{Finding, Tally};

/// Whether the text is for a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No colours.
    Plain,
    /// With the escape sequences of a terminal.
    Coloured,
}

/// Returns the findings as text, each followed by an empty line. Paths are shown below `root`.
pub fn render(findings: &[Finding], files: &dyn Texts, root: &str, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for file in findings.chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path) {
        let mut page = Page { files, root, renderer: &renderer, texts: BTreeMap::new() };
        for finding in file {
            text.extend([&*page.finding(&finding.diagnostic), "\n\n"]);
        }
    }
    text
}

/// Returns the line that ends a report: `12 errors, 3 warnings in 5 files`.
pub fn summary(tally: Tally) -> String {
    let counts = [(tally.errors, "error"), (tally.warnings, "warning"), (tally.infos, "remark")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    if counts.is_empty() {
        return "nothing found".to_owned();
    }
    format!("{} in {}", counts.join(", "), counted(tally.files, "file"))
}

/// Returns a number with its noun: `1 file`, `2 files`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Shows the findings of one file.
struct Page<'a> {
    files: &'a dyn Texts,
    root: &'a str,
    renderer: &'a Renderer,
    texts: BTreeMap<FilePath, Option<Arc<str>>>,
}

impl Page<'_> {
    fn finding(&mut self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let mut group =
            level.primary_title(&*diagnostic.message).id(diagnostic.rule).elements(None::<Origin<'_>>);
        let mut moved = None;
        for (path, places) in by_file(diagnostic) {
            let (next, cropped) = self.places(group, path, &places);
            group = next;
            moved = moved.or(cropped);
        }
        for help in &diagnostic.help {
            group = group.element(Level::HELP.message(&**help));
        }
        if let Some(fix) = &diagnostic.fix {
            let name = match fix.safety {
                Safety::Safe => "fix",
                Safety::Unsafe => "unsafe fix",
            };
            group = group.element(Level::HELP.with_name(name).message(&*fix.title));
        }
        let text = self.renderer.render(&[group]);
        match moved {
            Some((cropped, whole)) => text.replacen(&cropped, &whole, 1),
            None => text,
        }
    }

    /// Adds the lines of one file. Where a line was cut, its column is wrong; the right one is returned beside it.
    fn places<'g>(
        &mut self,
        group: Group<'g>,
        path: &FilePath,
        places: &[Place<'g>],
    ) -> (Group<'g>, Option<(String, String)>) {
        let name = shown(self.root, path);
        let text = self.text(path).unwrap_or_default();
        if text.is_empty() && places.iter().all(|place| place.label.is_none()) {
            return (group.element(Origin::path(name)), None); // there is nothing to show
        }
        let spans: Vec<Span> = places.iter().map(|place| place.span).collect();
        let excerpt = Excerpt::of(&text, &spans);
        let (cut, whole) =
            (Position::of(&excerpt.text, excerpt.places[0].start), Position::of(&text, spans[0].start));
        let moved = (cut.column != whole.column).then(|| {
            (
                format!("{name}:{}:{}", whole.line, cut.column),
                format!("{name}:{}:{}", whole.line, whole.column),
            )
        });
        let annotations = excerpt
            .places
            .iter()
            .zip(places)
            .map(|(range, place)| place.kind.span(range.clone()).label(place.label));
        let annotations: Vec<Annotation<'_>> = annotations.collect();
        let snippet =
            Snippet::source(excerpt.text).line_start(excerpt.first_line).path(name).annotations(annotations);
        (group.element(snippet), moved)
    }

    fn text(&mut self, path: &FilePath) -> Option<Arc<str>> {
        self.texts.entry(path.clone()).or_insert_with(|| self.files.text(path)).clone()
    }
}

/// A place to underline.
struct Place<'d> {
    span: Span,
    kind: AnnotationKind,
    label: Option<&'d str>,
}

/// Returns the places of a diagnostic, those of one file together, its own file first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(&FilePath, Vec<Place<'_>>)> {
    let own =
        Place { span: diagnostic.span, kind: AnnotationKind::Primary, label: diagnostic.label.as_deref() };
    let mut files = vec![(&diagnostic.path, vec![own])];
    for related in &diagnostic.related {
        let place = Place { span: related.span, kind: AnnotationKind::Context, label: Some(&related.label) };
        match files.iter_mut().find(|(path, _)| **path == related.path) {
            Some((_, places)) => places.push(place),
            None => files.push((&related.path, vec![place])),
        }
    }
    files
}
