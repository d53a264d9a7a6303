//! Finds links whose words name another place than the one that they lead to.

use kb_model::catalog::has_scheme;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::url::host;

/// See `deceptive_link.md`, which is also this rule's test.
pub(super) struct DeceptiveLink;

impl Rule for DeceptiveLink {
    fn about(&self) -> About {
        About::error("deceptive-link", include_str!("deceptive_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for link in document.body.links.iter().filter(|link| has_scheme(&link.destination)) {
                let Some(real) = host(&link.destination) else { continue };
                let named = link.text.split_whitespace().find_map(named_host);
                if let Some(named) = named.filter(|named| !is_same(named, &real)) {
                    found
                        .at(&document.path, link.span, format!("the words say `{named}`, and the link leads to `{real}`"))
                        .help("readers of support articles are taught to look at the address: let both say the same");
                } else if real.split('.').any(|label| label.starts_with("xn--")) || !real.is_ascii() {
                    found
                        .at(&document.path, link.span, format!("`{real}` can look like another address"))
                        .help("link to an address in plain letters, or say in words where to go");
                }
            }
        }
    }
}

/// Returns the host that a word names, if it looks like an address.
fn named_host(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let bare = host(word).unwrap_or_else(|| word.split('/').next().unwrap_or_default().to_lowercase());
    let ending = bare.rsplit_once('.').map(|(_, ending)| ending)?;
    let is_name =
        bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-')) && !bare.starts_with('.');
    let is_file = matches!(ending, "md" | "html" | "pdf" | "png" | "jpg" | "svg" | "toml" | "txt");
    (is_name && !is_file && ending.len() >= 2 && ending.chars().all(char::is_alphabetic)).then_some(bare)
}

/// Tells whether two hosts are the same for a reader: `www.` aside.
fn is_same(a: &str, b: &str) -> bool {
    a.trim_start_matches("www.") == b.trim_start_matches("www.")
}

#[cfg(test)]
mod tests {
    use super::named_host;

    #[test]
    fn words_may_name_hosts() {
        let check = |word: &str, expected: Option<&str>| {
            assert_eq!(named_host(word).as_deref(), expected, "{word}");
        };
        check("https://Help.Example.com/a", Some("help.example.com"));
        check("(example.com).", Some("example.com"));
        check("refund.md", None);
        check("etc.", None);
        check("3.5", None);
        check("e.g.", None);
        check("付款", None);
    }
}
