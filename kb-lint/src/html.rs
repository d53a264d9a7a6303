//! The little raw HTML that articles may hold: `br`, `kbd`, `bdi`, `sub`, `sup`, `details` and `summary`, with no
//! attributes but `dir` and `lang`.
//!
//! Whoever writes pages asks the same room, so that what is checked is what is shown.

use kb_model::Span;

/// The elements that articles may hold.
pub const ELEMENTS: [&str; 7] = ["br", "kbd", "bdi", "sub", "sup", "details", "summary"];

/// The attributes that they may have.
pub const ATTRIBUTES: [&str; 2] = ["dir", "lang"];

/// What is wrong with a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is a comment, a declaration or an instruction.
    NotElement,
    /// Articles may not hold this element.
    Element(String),
    /// The element may not have this attribute.
    Attribute(String),
    /// It opens an element that nothing closes.
    Unclosed(String),
    /// It closes an element that is not open.
    Unopened(String),
}

impl Fault {
    /// Says what is wrong.
    pub fn message(&self) -> String {
        match self {
            Fault::NotElement => "comments and instructions to browsers do not belong in an article".into(),
            Fault::Element(name) => format!("raw HTML: articles may not hold `<{name}>`"),
            Fault::Attribute(name) => format!("raw HTML: `{name}` may not be set"),
            Fault::Unclosed(name) => format!("`<{name}>` is never closed"),
            Fault::Unopened(name) => format!("`</{name}>` closes nothing"),
        }
    }

    /// Says how to mend it.
    pub fn help(&self) -> String {
        match self {
            Fault::NotElement => "delete it: anybody can read it in the page".into(),
            Fault::Element(_) => format!("write it in Markdown; of HTML there may be {}", list(&ELEMENTS)),
            Fault::Attribute(_) => format!("delete it; there may be {}", list(&ATTRIBUTES)),
            Fault::Unclosed(name) => {
                format!("add `</{name}>` where it ends, or it takes in the rest of the page")
            }
            Fault::Unopened(_) => "delete it, or open the element before".into(),
        }
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns what is wrong with the pieces of raw HTML of one text, by place.
pub fn faults(text: &str, pieces: &[Span]) -> Vec<(Span, Fault)> {
    let mut found = Vec::new();
    let mut open: Vec<(String, Span)> = Vec::new();
    for piece in pieces {
        for span in tags(piece.slice(text), piece.start) {
            match Tag::read(span.slice(text)) {
                Err(fault) => found.push((span, fault)),
                Ok(Tag::Open(name, fault)) => {
                    found.extend(fault.map(|fault| (span, fault)));
                    if name != "br" {
                        open.push((name, span));
                    }
                }
                Ok(Tag::Close(name)) => match open.iter().rposition(|(opened, _)| *opened == name) {
                    Some(at) => found.extend(open.drain(at..).skip(1).map(unclosed)),
                    None if ELEMENTS.contains(&name.as_str()) => found.push((span, Fault::Unopened(name))),
                    None => {
                        let fault = Fault::Element(name);
                        if !found.iter().any(|(_, known)| *known == fault) {
                            found.push((span, fault));
                        }
                    }
                },
            }
        }
    }
    found.extend(open.into_iter().map(unclosed));
    found.sort_by_key(|(span, _)| *span);
    found
}

fn unclosed((name, span): (String, Span)) -> (Span, Fault) {
    (span, Fault::Unclosed(name))
}

/// Returns the places of everything between `<` and `>`; what is not closed reaches to the end.
fn tags(piece: &str, offset: usize) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + piece.get(at..)?.find('<')?;
        let rest = &piece[start..];
        let (mark, length) = if rest.starts_with("<!--") { ("-->", 3) } else { (">", 1) };
        let end = rest.find(mark).map_or(piece.len(), |found| start + found + length);
        at = end;
        Some(Span::of(&(start..end), offset))
    })
}

enum Tag {
    /// An allowed element begins; its attributes may be at fault.
    Open(String, Option<Fault>),
    /// Some element ends.
    Close(String),
}

impl Tag {
    fn read(tag: &str) -> Result<Self, Fault> {
        let inner = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')).ok_or(Fault::NotElement)?;
        let (inner, is_closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
        let inner = inner.trim_end_matches('/');
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
        let (name, attributes) = (inner[..end].to_ascii_lowercase(), &inner[end..]);
        match name.as_str() {
            "" => Err(Fault::NotElement),
            _ if is_closing => Ok(Tag::Close(name)),
            known if !ELEMENTS.contains(&known) => Err(Fault::Element(name)),
            _ => Ok(Tag::Open(name, attributes_fault(attributes).err())),
        }
    }
}

/// Attributes are names with a quoted or bare value, parted by white space. What is anything else is a fault.
fn attributes_fault(attributes: &str) -> Result<(), Fault> {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !ATTRIBUTES.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(Fault::Attribute(name.to_owned()));
        }
        let after = after.trim_start();
        rest = match after.strip_prefix('=').map(str::trim_start) {
            Some(value) => after_value(value).ok_or_else(|| Fault::Attribute(name.to_owned()))?,
            None => after,
        }
        .trim_start();
    }
    Ok(())
}

fn after_value(value: &str) -> Option<&str> {
    let quote = value.chars().next()?;
    if quote == '"' || quote == '\'' {
        let (_, after) = value[1..].split_once(quote)?;
        return Some(after);
    }
    Some(value.split_once(char::is_whitespace).map_or("", |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Fault)]) {
        let found = faults(text, &[Span { start: 0, end: text.len() }]);
        let found: Vec<_> = found.iter().map(|(span, fault)| (span.slice(text), fault.clone())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn allowed_elements_pass() {
        check("<kbd>Ctrl</kbd><br><br/>", &[]);
        check("<bdi dir=\"ltr\" lang='en'>1</bdi>", &[]);
        check("<details>\n<summary>More</summary>\n</details>", &[]);
        check("<DETAILS></details>", &[]);
    }

    #[test]
    fn the_rest_is_reported() {
        let element = |name: &str| Fault::Element(name.into());
        check("<script>x</script>", &[("<script>", element("script"))]);
        check("<img src=x onerror=y>", &[("<img src=x onerror=y>", element("img"))]);
        check("<kbd onclick=\"x\"></kbd>", &[("<kbd onclick=\"x\">", Fault::Attribute("onclick".into()))]);
        check(
            "<kbd dir=\"a\"onclick=\"x\"></kbd>",
            &[("<kbd dir=\"a\"onclick=\"x\">", Fault::Attribute("onclick".into()))],
        );
        check("<!-- a > b -->", &[("<!-- a > b -->", Fault::NotElement)]);
        check("</div>", &[("</div>", element("div"))]);
        check("<?php x", &[("<?php x", Fault::NotElement)]);
        check("<details>", &[("<details>", Fault::Unclosed("details".into()))]);
        check("</kbd>", &[("</kbd>", Fault::Unopened("kbd".into()))]);
        check("<sub><sup></sub>", &[("<sup>", Fault::Unclosed("sup".into()))]);
    }
}
