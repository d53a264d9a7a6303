//! The page of a rule, as text for a terminal.

/// Takes the marks out of a page: headings are underlined or bold, and fenced blocks indented under their file's name.
pub fn readable(page: &str) -> String {
    let mut text = String::new();
    let mut is_fenced = false;
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            is_fenced = !is_fenced;
            if let Some((_, path)) = info.split_once(' ').filter(|_| is_fenced) {
                text.extend([
                    "    \u{1b}[2m",
                    path.trim_start_matches("faulty ").trim_start_matches("sound "),
                    "\u{1b}[0m\n",
                ]);
            }
        } else if is_fenced {
            text.extend(["    ", line, "\n"]);
        } else if let Some(title) = line.strip_prefix("# ") {
            text.extend(["\u{1b}[1m", title, "\u{1b}[0m\n", &"=".repeat(title.len()), "\n"]);
        } else if let Some(title) = line.strip_prefix("## ") {
            text.extend(["\u{1b}[1m", title, "\u{1b}[0m\n"]);
        } else {
            text.extend([line, "\n"]);
        }
    }
    text
}
