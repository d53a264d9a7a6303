//! The model of a multilingual knowledge base.
//!
//! A folder of Markdown files is *loaded* into sources, each source is *read* into a document with diagnostics, and the
//! documents are joined into a [`Catalog`]. Whoever shows the catalog looks at it through a [`Reader`], which notes the
//! facets that it looked at; whoever changes it applies a change set and learns which facets were touched.
//!
//! The model knows no rule, no template, no address, no clock and no network.

pub mod article;
pub mod block;
pub mod catalog;
pub mod category;
pub mod change;
pub mod channel;
pub mod checklist;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod facet;
pub mod facts;
pub mod front_matter;
pub mod glossary;
pub mod id;
pub mod kind;
pub mod load;
pub mod locale;
pub mod markdown;
pub mod path;
pub mod reader;
pub mod readers;
pub mod reading;
pub mod settings;
pub mod span;
pub mod synonyms;
pub mod terms;
pub mod translation;
pub mod troubleshooter;

pub use catalog::Catalog;
pub use change::{Change, ChangeSet};
pub use diagnostic::{Diagnostic, Severity};
pub use digest::Digest;
pub use document::Document;
pub use facet::Facet;
pub use facts::Facts;
pub use glossary::Glossary;
pub use id::Id;
pub use kind::Kind;
pub use locale::Locale;
pub use path::FilePath;
pub use reader::Reader;
pub use readers::Readers;
pub use settings::Settings;
pub use span::Span;
pub use synonyms::Synonyms;
