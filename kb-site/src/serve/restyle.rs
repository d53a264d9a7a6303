//! Two versions of a page that differ in nothing but their stylesheets: the browser can put on the new ones without
//! losing its place.

use crate::output::Output;

/// How a page links to a stylesheet.
const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// Returns the addresses of the new stylesheets, if nothing else differs between two versions of a page.
pub(super) fn restyled(old: &Output, new: &Output) -> Option<Vec<String>> {
    let (old, new) = (std::str::from_utf8(&old.bytes).ok()?, std::str::from_utf8(&new.bytes).ok()?);
    let (old_rest, old_styles) = apart(old);
    let (new_rest, new_styles) = apart(new);
    let is_same = old_rest == new_rest && old_styles.len() == new_styles.len() && old_styles != new_styles;
    is_same.then(|| new_styles.into_iter().map(str::to_owned).collect())
}

/// Takes the addresses of stylesheets out of a page.
fn apart(page: &str) -> (Vec<&str>, Vec<&str>) {
    let mut parts = page.split(LINK);
    let mut rest: Vec<&str> = parts.next().into_iter().collect();
    let mut styles = Vec::new();
    for part in parts {
        let (style, after) = part.split_once('"').unwrap_or((part, ""));
        styles.push(style);
        rest.push(after);
    }
    (rest, styles)
}

#[cfg(test)]
mod tests {
    use super::restyled;
    use crate::output::Output;
    use crate::route::Route;

    #[test]
    fn only_stylesheets_may_differ() {
        let check = |old: &str, new: &str, expected: Option<&[&str]>| {
            let page = |style: &str, text: &str| {
                let html = format!("<link rel=\"stylesheet\" href=\"{style}\">{text}");
                Output::new(Route::new("/"), html.into_bytes())
            };
            let (old, new) = (old.split_once(' ').expect("two"), new.split_once(' ').expect("two"));
            let found = restyled(&page(old.0, old.1), &page(new.0, new.1));
            assert_eq!(
                found.as_deref(),
                expected.map(|e| e.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()).as_deref()
            );
        };
        check("a.css x", "b.css x", Some(&["b.css"]));
        check("a.css x", "b.css y", None);
        check("a.css x", "a.css x", None);
        check("a.css x", "a.css y", None);
    }
}
