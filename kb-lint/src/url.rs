//! Addresses that links may have.
//!
//! Whoever writes pages asks the same room, so that what is checked is what is shown.

use kb_model::catalog::has_scheme;

/// The schemes that links may have.
const SAFE: [&str; 4] = ["https", "http", "mailto", "tel"];

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

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn schemes_are_judged() {
        let check = |destination: &str, is_safe: bool| {
            assert_eq!(fault(destination).is_none(), is_safe, "{destination}");
        };
        check("https://example.com", true);
        check("HTTP://example.com", true);
        check("tel:+62211500", true);
        check("a.md#b:c", true);
        check("javascript:alert(1)", false);
        check("JavaScript:alert(1)", false);
        check("java\tscript:alert(1)", false);
        check("data:text/html,x", false);
        check("//example.com", false);
        check("ftp://example.com", false);
    }
}
