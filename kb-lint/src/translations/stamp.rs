//! Writing `from` into a translation, and leaving every other byte as it is.

use kb_model::{Document, Span};

/// Returns the text of a translation with `from` in its `[translation]` table; the table is added if there is none.
pub(super) fn stamped(document: &Document, from: &str) -> String {
    let line = format!("from = \"{from}\"");
    let (place, text) = match document.fields.get("translation") {
        None => (Span::at(document.fences.toml.end), new_table(document, &line)),
        Some(table) => match document.fields.table("translation").and_then(|fields| fields.span("from")) {
            Some(value) => (value, format!("\"{from}\"")),
            None => new_field(document, table.key, &line),
        },
    };
    let (before, after) = (&document.text[..place.start], &document.text[place.end..]);
    format!("{before}{text}{after}")
}

fn new_table(document: &Document, line: &str) -> String {
    let newline = newline(document);
    let gap = if document.fences.toml.slice(&document.text).trim().is_empty() { "" } else { newline };
    format!("{gap}[translation]{newline}{line}{newline}")
}

/// Adds a line to the table, in whichever of TOML's three ways it is written.
fn new_field(document: &Document, key: Span, line: &str) -> (Span, String) {
    let text = &*document.text;
    let line_start = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    let fields = document.fields.table("translation");
    let last = fields.and_then(|fields| fields.iter().map(|(_, field)| field.span.end).max());
    let end = last.unwrap_or(key.end);
    let after = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let newline = newline(document);
    if text[line_start..].trim_start().starts_with('[') {
        return (Span::at(after), format!("{line}{newline}"));
    }
    let value = text[key.end..].trim_start().strip_prefix('=').map(str::trim_start);
    match value.and_then(|value| value.strip_prefix('{')) {
        Some(inner) => {
            let comma = if inner.trim_start().starts_with('}') { "" } else { "," };
            (Span::at(text.len() - inner.len()), format!(" {line}{comma}"))
        }
        None => (Span::at(after), format!("translation.{line}{newline}")),
    }
}

fn newline(document: &Document) -> &'static str {
    let front_matter = &document.text[..document.fences.body.start];
    if front_matter.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use kb_model::front_matter::Role;
    use kb_model::reading::Reading;
    use kb_model::{FilePath, Id, Kind, Locale};

    use super::*;

    fn read(text: &str) -> std::sync::Arc<Document> {
        let (path, id) = (FilePath::new("id/articles/a/b.md"), Id::new("a/b"));
        let reading = Reading::document(
            &path,
            text.as_bytes(),
            Kind::Article,
            &id,
            &Locale::new("id"),
            Role::Translation,
        );
        reading.document.expect("the fences are there")
    }

    fn check(front_matter: &str, expected: &str) {
        let text = stamped(&read(&format!("+++\n{front_matter}+++\nIsi.\n")), "0123456789ab");
        assert_eq!(text, format!("+++\n{expected}+++\nIsi.\n"));
        let record = read(&text).record().expect("this is a translation").clone();
        assert_eq!(record.from.as_deref(), Some("0123456789ab"), "{text}");
    }

    #[test]
    fn only_from_changes() {
        check(
            "[translation]\nfrom   =  'old'  # x\nmethod = \"human\"\n",
            "[translation]\nfrom   =  \"0123456789ab\"  # x\nmethod = \"human\"\n",
        );
        check(
            "title = \"T\"\n\n[translation]\nmethod = \"human\" # who\n\n[[allow]]\nrule = \"x\"\n",
            "title = \"T\"\n\n[translation]\nmethod = \"human\" # who\nfrom = \"0123456789ab\"\n\n[[allow]]\nrule = \"x\"\n",
        );
        check("[translation]\n", "[translation]\nfrom = \"0123456789ab\"\n");
        check("title = \"T\"\n", "title = \"T\"\n\n[translation]\nfrom = \"0123456789ab\"\n");
        check("", "[translation]\nfrom = \"0123456789ab\"\n");
        check("translation = {}\n", "translation = { from = \"0123456789ab\"}\n");
        check(
            "translation = { method = \"human\" }\ntitle = \"T\"\n",
            "translation = { from = \"0123456789ab\", method = \"human\" }\ntitle = \"T\"\n",
        );
        check(
            "translation.method = \"human\"\ntitle = \"T\"\n",
            "translation.method = \"human\"\ntranslation.from = \"0123456789ab\"\ntitle = \"T\"\n",
        );
        check(
            "[translation]\r\nmethod = \"human\"\r\n",
            "[translation]\r\nmethod = \"human\"\r\nfrom = \"0123456789ab\"\r\n",
        );
    }
}
