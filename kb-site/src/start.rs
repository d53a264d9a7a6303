//! Beginnings: the files of a new knowledge base, and a new file in one that is there.
//!
//! They are put together in memory from the files of `kb-site/starter`; the commands `init` and `new` write them.

mod base;
mod skeleton;

pub use base::{interface_strings, knowledge_base, locale_settings};
pub use skeleton::{Skeleton, translation};

use jiff::civil::Date;
use kb_model::article::REVIEW_AFTER;
use toml_edit::{DocumentMut, Item, value};

const STARTER: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// Returns the text of a file of the starter.
fn starter(name: &str) -> Option<&'static str> {
    let (_, bytes) = STARTER.iter().find(|(known, _)| *known == name)?;
    Some(std::str::from_utf8(bytes).expect("the starter is text"))
}

/// Cuts a file of the starter into its front matter and its body.
fn halves(text: &str) -> (&str, &str) {
    let rest = text.strip_prefix("+++\n").expect("files of the starter have front matter");
    rest.split_once("+++\n").expect("files of the starter close their front matter")
}

/// Reads front matter that has been read before.
fn fields(toml: &str) -> DocumentMut {
    toml.parse().expect("this front matter is sound")
}

/// Joins the halves of a file.
fn joined(fields: &DocumentMut, body: &str) -> String {
    format!("+++\n{fields}+++\n{body}")
}

/// Dates a source from a day, where it has dates.
fn set_dates(fields: &mut DocumentMut, today: Date) {
    let review = today.saturating_add(jiff::Span::new().months(REVIEW_AFTER));
    for (name, day) in [("updated", today), ("review_by", review)] {
        if fields.contains_key(name) {
            fields[name] = date(day);
        }
    }
}

fn date(day: Date) -> Item {
    value(day.to_string().parse::<toml_edit::Datetime>().expect("TOML writes dates as everybody does"))
}
