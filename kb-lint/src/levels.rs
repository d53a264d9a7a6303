//! Levels: how much the findings of a rule matter in this knowledge base.

use kb_model::settings::Level;
use kb_model::{Diagnostic, FilePath, Settings, Severity};

use crate::findings::{Finding, Found};
use crate::rule::Subject;
use crate::rules;

/// Gives each finding the level that `[lint.levels]` in `kb.toml` sets for its rule.
///
/// What would make pages wrong stays an error: a lower level would hide why no site is built.
pub(crate) fn apply(settings: &Settings, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    diagnostics.into_iter().filter_map(|diagnostic| levelled(settings, diagnostic)).collect()
}

/// Tells whether a diagnostic would make pages wrong.
pub(crate) fn stops_build(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
        && rules::named(diagnostic.rule).is_some_and(|rule| rule.about().stops_build)
}

fn levelled(settings: &Settings, mut diagnostic: Diagnostic) -> Option<Finding> {
    if stops_build(&diagnostic) {
        return Some(Finding { diagnostic, stops_build: true });
    }
    if let Some(level) = level_of(settings, diagnostic.rule) {
        diagnostic.severity = level.severity()?;
    }
    Some(Finding { diagnostic, stops_build: false })
}

fn level_of(settings: &Settings, rule: &str) -> Option<Level> {
    settings.levels.iter().find(|(name, ..)| name == rule).map(|(_, level, _)| *level)
}

/// Reports levels that have no effect: what makes pages wrong cannot be turned down.
pub(crate) fn review(subject: &Subject<'_>, found: &mut Found) {
    let path = FilePath::new(kb_model::settings::FILE);
    for (name, level, span) in &subject.settings().levels {
        let stops = rules::named(name).is_some_and(|rule| rule.about().stops_build);
        if stops && *level != Level::Error {
            found
                .at(&path, *span, format!("`{name}` stays an error: what it finds would make pages wrong"))
                .help("delete this line, and mend what the rule finds");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use kb_model::change::Blob;
    use kb_model::{Catalog, FilePath};

    /// Checks one article with a bad link and an image without words.
    fn check(levels: &str, expected: &[(&str, &str)]) {
        let settings = format!("{}\n[lint.levels]\n{levels}\n", include_str!("../tests/kb.toml"));
        let page = "+++\ntitle = \"T\"\n+++\n\n[x](y.md) ![](javascript:x)\n";
        let files = [("kb.toml", settings.as_str()), ("en/pages/home.md", page)];
        let files = files.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
        let found = crate::check(&Catalog::of(BTreeMap::from(files)), date(2026, 11, 22));
        let found: Vec<String> = found
            .all()
            .iter()
            .map(|finding| {
                format!("{} {:?}", finding.diagnostic.rule, finding.diagnostic.severity).to_lowercase()
            })
            .collect();
        assert_eq!(found, expected.iter().map(|(rule, level)| format!("{rule} {level}")).collect::<Vec<_>>());
    }

    #[test]
    fn levels_are_set_but_not_below_what_pages_need() {
        let [translation, link, alt, url, image] = [
            ("missing-translation", "warning"),
            ("broken-link", "error"),
            ("missing-alt-text", "error"),
            ("unsafe-url", "error"),
            ("broken-link", "error"),
        ];
        check("", &[translation, link, alt, image, url]);
        check(
            "missing-translation = \"off\"\nmissing-alt-text = \"info\"",
            &[link, ("missing-alt-text", "info"), image, url],
        );
        check(
            "broken-link = \"off\"",
            &[translation, link, alt, image, url, ("unused-exception", "warning")],
        );
        check("borken-link = \"off\"", &[translation, link, alt, image, url, ("unknown-reference", "error")]);
        check("missing-translation = \"error\"", &[("missing-translation", "error"), link, alt, image, url]);
    }
}
