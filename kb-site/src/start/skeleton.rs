//! A new file: the skeleton of its kind with what `kb.toml` declares and requires, or a source's text to translate.

use jiff::civil::Date;
use kb_model::kind::{FieldSpec, Half, Shape};
use kb_model::{Catalog, Document, Kind};
use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::{date, fields, halves, joined, set_dates, starter};

/// What a new source is to be.
#[derive(Debug)]
pub struct Skeleton<'a> {
    /// Its kind.
    pub kind: Kind,
    /// For an article, what sort of answer it gives.
    pub article_type: &'a str,
    /// Its title, if there is one yet.
    pub title: Option<&'a str>,
    /// The day to date it from.
    pub today: Date,
}

impl Skeleton<'_> {
    /// Returns the text of the file. What is still to be written is marked `TODO`, which the linter knows.
    pub fn text(&self, catalog: &Catalog) -> String {
        let (front_matter, body) = self.halves();
        let mut fields = fields(front_matter);
        set_dates(&mut fields, self.today);
        if let Some(title) = self.title {
            fields["title"] = value(title);
        }
        declare(&mut fields, catalog);
        self.require(&mut fields, catalog);
        joined(&fields, body)
    }

    fn halves(&self) -> (&'static str, &'static str) {
        let name = match self.kind {
            Kind::Article => format!("skeletons/articles/{}.md", self.article_type),
            kind => format!("skeletons/{}.md", kind.name()),
        };
        halves(starter(&name).expect("every kind has a skeleton"))
    }

    /// Adds what `kb.toml` requires and the skeleton does not have.
    fn require(&self, fields: &mut DocumentMut, catalog: &Catalog) {
        let required = catalog.settings().required.get(&self.kind).into_iter().flatten();
        for spec in required.filter_map(|name| self.kind.field(name)) {
            if spec.half != Half::Translation && !fields.contains_key(spec.name) {
                fields.insert(spec.name, self.beginning(spec));
            }
        }
    }

    /// Returns a value that is there to be replaced.
    fn beginning(&self, spec: &FieldSpec) -> Item {
        match spec.shape {
            Shape::Text => value("TODO"),
            Shape::Texts => value(Array::from_iter(["TODO"])),
            Shape::Date => date(self.today),
            Shape::Integer => value(10),
            Shape::Boolean => value(true),
            Shape::Choice(choices) => value(choices[0]),
            Shape::Table(_) | Shape::Named(_) | Shape::Words => Item::Table(Table::new()),
            Shape::Tables(_) => value(Array::new()),
        }
    }
}

/// Fills in what only this knowledge base knows. A field that nothing is declared for is left out.
fn declare(fields: &mut DocumentMut, catalog: &Catalog) {
    let settings = catalog.settings();
    let categories = || catalog.of_kind(Kind::Category);
    let orders = categories().filter_map(|thing| thing.source.as_ref()?.fields.integer("order"));
    let all = |names: &mut dyn Iterator<Item = &str>| value(names.collect::<Array>());
    let filling: [(&str, Option<Item>); 7] = [
        ("owner", settings.owners.names().next().map(value)),
        ("party", settings.parties.names().next().map(value)),
        ("audience", settings.audiences.names().next().map(|name| value(Array::from_iter([name])))),
        ("category", categories().next().map(|thing| value(thing.id.as_str()))),
        ("topics", Some(all(&mut categories().map(|thing| thing.id.as_str())))),
        ("order", Some(value(orders.max().unwrap_or_default().saturating_add(10)))),
        ("languages", settings.source().map(|locale| languages(locale.tag.as_str()))),
    ];
    for (name, item) in filling {
        match item {
            Some(item) if fields.contains_key(name) => fields[name] = item,
            Some(_) => {}
            None => drop(fields.remove(name)),
        }
    }
}

/// Returns a draft of a translation: the words of the source, in the order in which they stand there, to be written over.
/// Of a source whose front matter is faulty there is none.
pub fn translation(source: &Document) -> Option<String> {
    let text = |span: kb_model::Span| source.text.get(span.start..span.end).unwrap_or_default();
    let mut fields: DocumentMut = text(source.fences.toml).parse().ok()?;
    let is_wording = |name: &str| source.kind.field(name).is_some_and(|spec| spec.half == Half::Wording);
    fields.retain(|name, _| is_wording(name));
    let mut record = Table::new();
    record["method"] = value("draft");
    fields.insert("translation", Item::Table(record));
    Some(joined(&fields, text(source.fences.body)))
}

fn languages(tag: &str) -> Item {
    let mut spoken = toml_edit::InlineTable::new();
    spoken.insert("tag", tag.into());
    spoken.insert("level", "usual".into());
    value(Array::from_iter([spoken]))
}
