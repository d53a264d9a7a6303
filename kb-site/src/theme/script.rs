//! Scripts as browsers get them: without the lines that are comments, and without indentation.

use std::sync::Arc;

/// Returns a script without what only its authors read. One with a text of several lines, in which such a line may mean
/// something, stays as it is.
pub(super) fn without_comments(script: &Arc<[u8]>) -> Arc<[u8]> {
    let Ok(text) = std::str::from_utf8(script) else { return script.clone() };
    let lines = || text.lines().map(str::trim).filter(|line| !is_comment(line));
    if lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.clone();
    }
    let code: String = lines().filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect();
    code.into_bytes().into()
}

/// A licence begins with `/*!`, and stays.
fn is_comment(line: &str) -> bool {
    line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        let check = |script: &str, expected: &str| {
            let bare = without_comments(&Arc::from(script.as_bytes()));
            assert_eq!(std::str::from_utf8(&bare), Ok(expected), "{script}");
        };
        check("// why\nlet a = 1; // here\n\n  /** What. */\n  a();\n", "let a = 1; // here\na();\n");
        check("/*! Licence */\nf(`a`);\n", "/*! Licence */\nf(`a`);\n");
        check("/*\n * Long.\n */\nf();\n", "/*\n* Long.\n*/\nf();\n");
        check("f(`one\n// two`);\n", "f(`one\n// two`);\n");
    }
}
