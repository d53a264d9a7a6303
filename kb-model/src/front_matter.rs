//! Front matter: the TOML between two `+++` lines, with the place of every key and value.
//!
//! It comes from the text of one file and the fields of the file's kind. Nothing here fails: what cannot be read is a
//! diagnostic, and the rest is kept.

mod fence;
mod fields;
mod fixes;
pub(crate) mod quoted;
mod syntax;

use toml::de::{DeArray, DeTable, DeValue};

pub use fence::{Fences, split};
pub use fields::{Field, Fields, Item, Value};

use crate::diagnostic::nearest;
use crate::kind::{FieldSpec, Half, Shape};
use crate::{Diagnostic, FilePath, Kind, Span};

/// The rule that unreadable front matter offends.
pub const INVALID: &str = "invalid-front-matter";
/// The rule that a field without a meaning offends.
pub const UNKNOWN: &str = "unknown-field";
/// The rule that a top-level key below a table header offends.
pub const SWALLOWED: &str = "swallowed-key";
/// The rule that a source's field in a translation offends.
pub const SHARED: &str = "shared-field-in-translation";

/// Whether a file is written in the source locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The file is the one that others are translated from.
    Source,
    /// The file is a translation.
    Translation,
}

impl Role {
    /// Tells whether files of this role may hold fields of that half.
    pub fn holds(self, half: Half) -> bool {
        match self {
            Role::Source => half != Half::Translation,
            Role::Translation => half != Half::Source,
        }
    }
}

/// Reads the TOML between the fences as the fields of one kind.
pub fn read(path: &FilePath, text: &str, toml: Span, kind: Kind, role: Role) -> (Fields, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(toml.slice(text));
    let found = syntax::faults(path, text, toml, &errors);
    let mut reader = FieldReader { path, text, offset: toml.start, kind, role, found };
    let fields = reader.table(table.get_ref(), kind.fields(), Depth::Top);
    if !errors.is_empty() {
        reader.found.iter_mut().for_each(|diagnostic| diagnostic.fix = None); // what was read is half a guess
    }
    reader.found.sort_by_key(|diagnostic| diagnostic.span);
    (fields, reader.found)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Inner,
}

struct FieldReader<'a> {
    path: &'a FilePath,
    text: &'a str,
    offset: usize,
    kind: Kind,
    role: Role,
    found: Vec<Diagnostic>,
}

impl FieldReader<'_> {
    fn table(&mut self, table: &DeTable<'_>, specs: &'static [FieldSpec], depth: Depth) -> Fields {
        let mut fields = Fields::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let (key_span, span) = (self.span(&key.span()), self.span(&value.span()));
            let Some(spec) = specs.iter().find(|spec| spec.name == name) else {
                let is_free = |near: &str| !table.contains_key(near);
                self.unknown(name, (key_span, span), specs, depth, is_free);
                continue;
            };
            if !self.role.holds(spec.half) {
                self.misplaced(spec, key_span, span);
                continue;
            }
            if let Some(value) = self.value(spec, value.get_ref(), span) {
                fields.insert(spec.name, Field { key: key_span, span, value });
            }
        }
        fields
    }

    fn value(&mut self, spec: &FieldSpec, value: &DeValue<'_>, span: Span) -> Option<Value> {
        match (spec.shape, value) {
            (Shape::Text, DeValue::String(text)) => Some(Value::Text(text.as_ref().into())),
            (Shape::Choice(choices), DeValue::String(text)) => self.choice(spec.name, text, choices, span),
            (Shape::Integer, DeValue::Integer(number)) => number.as_str().parse().ok().map(Value::Integer),
            (Shape::Boolean, DeValue::Boolean(truth)) => Some(Value::Boolean(*truth)),
            (Shape::Date, DeValue::Datetime(written))
                if written.time.is_none() && written.offset.is_none() =>
            {
                written.to_string().parse().ok().map(Value::Date)
            }
            (Shape::Texts, DeValue::Array(array)) => Some(Value::Texts(self.texts(spec, array))),
            (Shape::Table(specs), DeValue::Table(table)) => {
                Some(Value::Table(self.table(table, specs, Depth::Inner)))
            }
            (Shape::Tables(specs), DeValue::Array(array)) => {
                let tables = array.iter().filter_map(|item| self.item_table(spec, specs, item));
                Some(Value::Tables(tables.collect()))
            }
            (Shape::Named(specs), DeValue::Table(table)) => {
                Some(Value::Named(self.named(spec, specs, table)))
            }
            (Shape::Words, DeValue::Table(table)) => {
                let mut words = Vec::new();
                self.words(spec, "", table, &mut words);
                Some(Value::Words(words))
            }
            _ => {
                self.wrong_type(spec, span, value.type_str());
                None
            }
        }
    }

    fn texts(&mut self, spec: &FieldSpec, array: &DeArray<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        for item in array {
            let span = self.span(&item.span());
            match item.get_ref() {
                DeValue::String(text) => items.push(Item { text: text.as_ref().into(), span }),
                other => self.wrong_type(spec, span, other.type_str()),
            }
        }
        items
    }

    fn named(
        &mut self,
        spec: &FieldSpec,
        specs: &'static [FieldSpec],
        table: &DeTable<'_>,
    ) -> Vec<(Item, Fields)> {
        let mut named = Vec::new();
        for (key, value) in table {
            if let Some(fields) = self.item_table(spec, specs, value) {
                let name = Item { text: key.get_ref().as_ref().into(), span: self.span(&key.span()) };
                named.push((name, fields));
            }
        }
        named
    }

    /// Collects the texts of a table and of the tables in it, under the names that lead to them.
    fn words(&mut self, spec: &FieldSpec, above: &str, table: &DeTable<'_>, words: &mut Vec<(Item, Item)>) {
        for (key, value) in table {
            let name = format!("{above}{}", key.get_ref());
            let span = self.span(&value.span());
            match value.get_ref() {
                DeValue::Table(inner) => self.words(spec, &format!("{name}."), inner, words),
                DeValue::String(text) => words.push((
                    Item { text: name.into(), span: self.span(&key.span()) },
                    Item { text: text.as_ref().into(), span },
                )),
                other => self.wrong_type(spec, span, other.type_str()),
            }
        }
    }

    fn item_table(
        &mut self,
        spec: &FieldSpec,
        specs: &'static [FieldSpec],
        value: &toml::Spanned<DeValue<'_>>,
    ) -> Option<Fields> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(self.table(table, specs, Depth::Inner));
        }
        self.wrong_type(spec, self.span(&value.span()), value.get_ref().type_str());
        None
    }

    fn choice(&mut self, name: &str, text: &str, choices: &[&str], span: Span) -> Option<Value> {
        if choices.contains(&text) {
            return Some(Value::Text(text.into()));
        }
        let mut diagnostic = Diagnostic::error(
            INVALID,
            self.path,
            span,
            format!("`{text}` is not a value that `{name}` can have"),
        );
        if let Some(near) = nearest(text, choices.iter().copied()) {
            diagnostic = diagnostic.label(format!("did you mean \"{near}\"?"));
            diagnostic.fix = Some(fixes::choose(self.path, span, near));
        }
        self.found.push(diagnostic.help(format!("write one of: {}", choices.join(", "))));
        None
    }

    fn wrong_type(&mut self, spec: &FieldSpec, span: Span, found: &str) {
        let (expected, example) = expected(spec.shape);
        let name = spec.name;
        let mut diagnostic = Diagnostic::error(
            INVALID,
            self.path,
            span,
            format!("`{name}` must be {expected}, not {}", with_article(found)),
        )
        .help(format!("write `{name} = {example}`"));
        if matches!(spec.shape, Shape::Date | Shape::Integer | Shape::Boolean) && found == "string" {
            diagnostic = diagnostic.label("text, because it is in quotes");
            diagnostic.fix = fixes::unquote(self.path, self.text, span, spec.shape);
        }
        self.found.push(diagnostic);
    }

    fn unknown(
        &mut self,
        name: &str,
        (key, value): (Span, Span),
        specs: &[FieldSpec],
        depth: Depth,
        is_free: impl Fn(&str) -> bool,
    ) {
        if depth == Depth::Inner && self.kind.field(name).is_some_and(|spec| self.role.holds(spec.half)) {
            self.swallowed(name, key, value);
            return;
        }
        let mut diagnostic = Diagnostic::error(UNKNOWN, self.path, key, format!("unknown field `{name}`"));
        let known = || specs.iter().filter(|spec| self.role.holds(spec.half)).map(|spec| spec.name);
        diagnostic = match nearest(name, known()) {
            Some(near) => {
                diagnostic.fix = is_free(near).then(|| fixes::rename(self.path, key, near));
                diagnostic.label(format!("did you mean `{near}`?"))
            }
            None => diagnostic.help(format!("known fields: {}", known().collect::<Vec<_>>().join(", "))),
        };
        self.found.push(diagnostic);
    }

    fn swallowed(&mut self, name: &str, key: Span, value: Span) {
        let message = format!("`{name}` stands below a table header, so it belongs to that table");
        let mut diagnostic = Diagnostic::error(SWALLOWED, self.path, key, message);
        if let Some(header) = self.header_above(key) {
            let title = header.slice(self.text);
            diagnostic = diagnostic
                .related(self.path, header, "everything below this line belongs to the table")
                .help(format!("move the line `{name} = …` above `{title}`"));
            diagnostic.fix = fixes::lift(self.path, self.text, key, value, header);
        }
        self.found.push(diagnostic);
    }

    fn misplaced(&mut self, spec: &FieldSpec, key: Span, value: Span) {
        let name = spec.name;
        let mut diagnostic = match self.role {
            Role::Translation => {
                Diagnostic::error(SHARED, self.path, key, format!("`{name}` is written once, in the source"))
                    .label("repeated in a translation")
                    .help("delete it here: a translation takes this value from its source")
            }
            Role::Source => {
                Diagnostic::error(UNKNOWN, self.path, key, format!("`{name}` belongs to translations"))
                    .help("delete it: this file is the source")
            }
        };
        if !matches!(spec.shape, Shape::Table(_) | Shape::Tables(_) | Shape::Named(_) | Shape::Words) {
            diagnostic.fix = fixes::delete(self.path, self.text, key, value);
        }
        self.found.push(diagnostic);
    }

    /// Returns the nearest table header above a key.
    fn header_above(&self, key: Span) -> Option<Span> {
        let above = &self.text[self.offset..key.start];
        let mut end = above.len();
        for line in above.split_inclusive('\n').rev() {
            let start = end - line.len();
            if line.trim_start().starts_with('[') {
                return Some(Span::of(&(start..start + line.trim_end().len()), self.offset));
            }
            end = start;
        }
        None
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::of(range, self.offset)
    }
}

/// Returns what a shape is called, and an example of it.
fn expected(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Text | Shape::Choice(_) => ("text", "\"…\""),
        Shape::Texts => ("a list of texts", "[\"…\", \"…\"]"),
        Shape::Date => ("a date", "2026-11-30"),
        Shape::Integer => ("a whole number", "10"),
        Shape::Boolean => ("true or false", "true"),
        Shape::Table(_) | Shape::Named(_) => ("a table", "{ … }"),
        Shape::Tables(_) => ("a list of tables", "[{ … }]"),
        Shape::Words => ("a table of texts", "{ … = \"…\" }"),
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "string" => "text".into(),
        "boolean" => "true or false".into(),
        "integer" | "array" => format!("an {kind}"),
        other => format!("a {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(role: Role, text: &str, expected: &[(&str, &str, &str)]) {
        let span = Span { start: 0, end: text.len() };
        let (_, found) = read(&FilePath::new("x.md"), text, span, Kind::Article, role);
        let found: Vec<_> = found.iter().map(|d| (d.rule, d.span.slice(text), d.message.as_str())).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn faults_point_at_their_own_characters() {
        check(Role::Source, "title = \"A\"\ntags = 1", &[(UNKNOWN, "tags", "unknown field `tags`")]);
        check(
            Role::Source,
            "updated = \"2026-01-01\"",
            &[(INVALID, "\"2026-01-01\"", "`updated` must be a date, not text")],
        );
        check(
            Role::Source,
            "related = [\"a\", 2]",
            &[(INVALID, "2", "`related` must be a list of texts, not an integer")],
        );
        check(
            Role::Source,
            "type = \"howto\"",
            &[(INVALID, "\"howto\"", "`howto` is not a value that `type` can have")],
        );
        check(
            Role::Translation,
            "owner = \"x\"",
            &[(SHARED, "owner", "`owner` is written once, in the source")],
        );
        check(
            Role::Translation,
            "[translation]\nmethod = \"human\"\nsummary = \"x\"",
            &[(SWALLOWED, "summary", "`summary` stands below a table header, so it belongs to that table")],
        );
    }

    #[test]
    fn the_rest_survives_a_syntax_error() {
        let text = "title = \"A\nsummary = \"B\"\n";
        let span = Span { start: 0, end: text.len() };
        let (fields, found) = read(&FilePath::new("x.md"), text, span, Kind::Article, Role::Source);
        assert_eq!(found.iter().filter(|d| d.rule == INVALID).count(), found.len());
        assert!(!found.is_empty());
        assert_eq!(fields.text("summary"), Some("B"));
    }
}
