//! Finds fields that `kb.toml` requires and a file does not have.

use kb_model::article::REVIEW_AFTER;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::front_matter::{Role, Value};
use kb_model::kind::{FieldSpec, Half, Shape};
use kb_model::translation::Method;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::unfinished_text::is_draft;

/// See `missing_field.md`, which is also this rule's test.
pub(super) struct MissingField;

impl Rule for MissingField {
    fn about(&self) -> About {
        About::error("missing-field", include_str!("missing_field.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents().filter(|document| !is_unfinished(document)) {
            let required = subject.settings().required.get(&document.kind).into_iter().flatten();
            let role = if document.record().is_some() { Role::Translation } else { Role::Source };
            let specs = required.filter_map(|name| document.kind.field(name));
            for spec in specs.filter(|spec| role.holds(spec.half)) {
                field(subject, document, spec, found);
            }
        }
    }
}

fn field(subject: &Subject<'_>, document: &Document, spec: &FieldSpec, found: &mut Found) {
    let name = spec.name;
    let (span, message, verb) = match document.fields.get(name) {
        Some(field) if is_empty(&field.value) => {
            (field.span, format!("the required field `{name}` is empty"), "write")
        }
        Some(_) => return,
        None if is_written(document, name) => return,
        None => (document.fences.open, format!("the required field `{name}` is missing"), "add"),
    };
    let fix = begin(subject, document, spec);
    let mut noted = found.at(&document.path, span, message);
    noted.help(match why(name) {
        Some(why) => format!("{verb} `{}`: {why}", example(subject, spec)),
        None => format!("{verb} `{}`", example(subject, spec)),
    });
    noted.fix_if_any(fix);
}

/// Returns a fix that writes a mark in the place of words, for somebody to write over: where `unfinished-text` finds it, and
/// the file stays as faulty as it was. What is no text cannot be marked so: a date would be a claim, and a name somebody's.
fn begin(subject: &Subject<'_>, document: &Document, spec: &FieldSpec) -> Option<Fix> {
    let language = subject.conventions.get(&document.locale)?;
    let is_found = language.placeholders.as_ref().is_some_and(|words| words.is_in(MARK));
    if spec.shape != Shape::Text || spec.half != Half::Wording || !is_found || is_draft(document) {
        return None;
    }
    let written = format!("\"{MARK}\"");
    let (span, text) = match document.fields.get(spec.name) {
        Some(field) => (field.span, written),
        None => (Span::at(document.fences.toml.start), format!("{} = {written}\n", spec.name)),
    };
    let title = format!("write `{} = \"{MARK}\"`", spec.name);
    Some(Fix::replace(title, Safety::Unsafe, &document.path, span, text))
}

/// What stands where words are still to come.
const MARK: &str = "TODO";

/// Tells whether nobody sees the file yet: what a draft lacks is for its author to know.
fn is_unfinished(document: &Document) -> bool {
    document.record().is_some_and(|record| record.method == Some(Method::Draft))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::Texts(items) => items.iter().all(|item| item.text.trim().is_empty()),
        Value::Named(named) => named.is_empty(),
        Value::Tables(tables) => tables.is_empty(),
        Value::Words(words) => words.is_empty(),
        Value::Date(_) | Value::Integer(_) | Value::Boolean(_) | Value::Table(_) => false,
    }
}

/// Tells whether a field stands there but could not be read, which another rule has reported.
fn is_written(document: &Document, name: &str) -> bool {
    let Span { start, end } = document.fences.toml;
    let lines = document.text.get(start..end).unwrap_or_default().lines();
    let mut names =
        lines.filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim().trim_matches('"'));
    names.any(|key| key == name)
}

/// Returns a line to start from.
fn example(subject: &Subject<'_>, spec: &FieldSpec) -> String {
    let name = spec.name;
    let first = |names: Vec<&str>| names.first().copied().unwrap_or("…").to_owned();
    match (name, spec.shape) {
        ("owner", _) => format!("owner = \"{}\"", first(subject.settings().owners.names().collect())),
        ("audience", _) => {
            format!("audience = [\"{}\"]", first(subject.settings().audiences.names().collect()))
        }
        ("labels", _) => "[labels.…]`, with `label = \"…\"".to_owned(),
        (_, Shape::Choice(choices)) => format!("{name} = \"{}\"", choices[0]),
        ("review_by", _) => {
            format!("{name} = {}", subject.today.saturating_add(jiff::Span::new().months(REVIEW_AFTER)))
        }
        (_, Shape::Date) => format!("{name} = {}", subject.today),
        (_, Shape::Integer) => format!("{name} = 10"),
        (_, Shape::Boolean) => format!("{name} = true"),
        (_, Shape::Texts) => format!("{name} = [\"…\"]"),
        (_, Shape::Text) => format!("{name} = \"…\""),
        (_, Shape::Table(_) | Shape::Named(_) | Shape::Words) => format!("[{name}]"),
        (_, Shape::Tables(_)) => format!("[[{name}]]"),
    }
}

/// Returns what a field is for.
fn why(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "it heads the page, and stands in every listing and search result",
        "summary" => "listings, search results and shared links show it",
        "type" => "it says what sort of answer the reader gets",
        "audience" => "it says for whom the page is",
        "owner" => "somebody must answer for the page when it is no longer true",
        "updated" => "readers judge by it whether they can still trust the page",
        "review_by" => "the day by which somebody must have checked the page again",
        "order" => "its place among its siblings; ties go by file name",
        "party" => "it says who answers there",
        "languages" => "readers choose a channel by the language that is spoken there",
        "medium" => "it says how one gets in touch",
        "best_for" => "readers choose a channel by it",
        "how" => "it says how to get there",
        "items" => "they are the checklist",
        "labels" => "they say each item in words",
        "start" => "it names the first question",
        "nodes" => "they are the questions and outcomes",
        "answers" => "they say each answer in words",
        _ => return None,
    })
}
