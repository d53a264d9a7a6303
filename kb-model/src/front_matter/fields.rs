//! The values of front matter, checked against the fields of their kind.

use std::sync::Arc;

use jiff::civil::Date;

use crate::Span;

/// Fields by name. Only known fields with values of the right type are in here; they are few, so a list finds them
/// soonest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields(Vec<(&'static str, Field)>);

/// One field of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where its name stands.
    pub key: Span,
    /// Where its value stands, quotes included.
    pub span: Span,
    /// Its value.
    pub value: Value,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string.
    Text(Arc<str>),
    /// A list of strings.
    Texts(Vec<Item>),
    /// A date.
    Date(Date),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// A table.
    Table(Fields),
    /// A list of tables.
    Tables(Vec<Fields>),
    /// Named tables, in the order of the file.
    Named(Vec<(Item, Fields)>),
    /// Texts under names of their own.
    Words(Vec<(Item, Item)>),
}

/// A string with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The string.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

impl Fields {
    pub(super) fn insert(&mut self, name: &'static str, field: Field) {
        let at = self.0.partition_point(|(known, _)| *known < name);
        self.0.insert(at, (name, field));
    }

    /// Returns a field.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, field)| field)
    }

    /// Returns all fields by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Field)> {
        self.0.iter().map(|(name, field)| (*name, field))
    }

    /// Returns a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a list of texts; one that is absent is empty.
    pub fn texts(&self, name: &str) -> &[Item] {
        match self.value(name) {
            Some(Value::Texts(items)) => items,
            _ => &[],
        }
    }

    /// Returns a date.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.value(name)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Returns a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.value(name)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns a truth value.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    /// Returns a table.
    pub fn table(&self, name: &str) -> Option<&Fields> {
        match self.value(name)? {
            Value::Table(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns a list of tables; one that is absent is empty.
    pub fn tables(&self, name: &str) -> &[Fields] {
        match self.value(name) {
            Some(Value::Tables(tables)) => tables,
            _ => &[],
        }
    }

    /// Returns named tables; where there are none, nothing.
    pub fn named(&self, name: &str) -> &[(Item, Fields)] {
        match self.value(name) {
            Some(Value::Named(named)) => named,
            _ => &[],
        }
    }

    /// Returns texts by their names; where there are none, nothing.
    pub fn words(&self, name: &str) -> &[(Item, Item)] {
        match self.value(name) {
            Some(Value::Words(words)) => words,
            _ => &[],
        }
    }

    /// Returns where a field's value stands.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.get(name).map(|field| field.span)
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.get(name).map(|field| &field.value)
    }
}
