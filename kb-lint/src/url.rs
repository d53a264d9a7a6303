//! Addresses that links may have.
//!
//! Whoever writes pages asks the same room, so that what is checked is what is shown.

use kb_model::catalog::has_scheme;

/// The schemes that links may have.
const SAFE: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Where the help center has everything at a glance, below each locale.
pub const A_TO_Z: &str = "a-z";
/// Where the help center explains its words, below each locale.
pub const GLOSSARY: &str = "glossary";
/// Where the help center has what helps on paper, below each locale.
pub const PRINT: &str = "print";
/// Where the help center says how current it is, below each locale.
pub const STATUS: &str = "status";
/// The pages that the help center makes of itself: no category can lie there.
pub const GENERATED: [&str; 4] = [A_TO_Z, GLOSSARY, PRINT, STATUS];

/// Returns what is wrong with an address and how to mend it, if it could run a program or lead where nobody can see.
pub fn fault(destination: &str) -> Option<(String, &'static str)> {
    if destination.contains(|c: char| c.is_control()) {
        return Some((
            "this link has invisible characters in it".into(),
            "delete them: browsers skip them and go elsewhere",
        ));
    }
    if destination.starts_with("//") || destination.starts_with("\\\\") {
        return Some(("this link does not say how it is fetched".into(), "begin it with `https://`"));
    }
    let scheme = destination.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    if !has_scheme(destination) || SAFE.contains(&scheme.as_str()) {
        return None;
    }
    Some((
        format!("`{scheme}:` links are not safe"),
        "link with `https:`, `mailto:` or `tel:`, or say in words what to do",
    ))
}

/// Returns the host of an address with `//`, in lower case, without user and port (RFC 3986, section 3.2).
pub fn host(destination: &str) -> Option<String> {
    let (_, rest) = destination.split_once("//")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{fault, host};

    #[test]
    fn hosts_are_taken_out() {
        let check = |destination: &str, expected: Option<&str>| {
            assert_eq!(host(destination).as_deref(), expected, "{destination}");
        };
        check("https://me@Help.Example.com:8080/a?b#c", Some("help.example.com"));
        check("mailto:a@example.com", None);
        check("https://example.com@evil.example/", Some("evil.example"));
        check("https:///x", None);
    }

    #[test]
    fn schemes_are_judged() {
        let check = |destination: &str, is_safe: bool| {
            assert_eq!(fault(destination).is_none(), is_safe, "{destination}");
        };
        check("https://example.com", true);
        check("HTTP://example.com", true);
        check("tel:5550100", true);
        check("a.md#b:c", true);
        check("javascript:alert(1)", false);
        check("JavaScript:alert(1)", false);
        check("java\tscript:alert(1)", false);
        check("data:text/html,x", false);
        check("//example.com", false);
        check("ftp://example.com", false);
    }
}
