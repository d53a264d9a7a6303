//! Finds paragraphs that became code because they are indented.

use kb_model::block::BlockKind;
use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::markdown::is_han;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `indented_code.md`, which is also this rule's test.
pub(super) struct IndentedCode;

impl Rule for IndentedCode {
    fn about(&self) -> About {
        About::warning("indented-code", include_str!("indented_code.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for block in document.body.layout.iter().filter(|block| block.kind == BlockKind::Code) {
                let text = block.span.slice(&document.text);
                if !text.starts_with(['`', '~']) && is_prose(text) {
                    found
                        .at(&document.path, block.span, "this text is shown as code")
                        .label("lines that begin with four spaces or a tab are code")
                        .help("take the spaces away; below a step, three are enough")
                        .fix(outdent(document, block.span));
                }
            }
        }
    }
}

/// How many words in a row are no code.
const WORDS: usize = 4;

/// Tells whether a text is written for readers: words, or Han characters, and none of the signs that code is full of.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).count();
    let has_words = words >= WORDS || text.chars().filter(|c| is_han(*c)).count() > WORDS;
    has_words && !text.contains(['{', '}', '=', '<', '>', '|', '\\', '$', '#', ';', '_', '/'])
}

/// Returns a fix that begins each line where a paragraph would.
fn outdent(document: &Document, code: Span) -> Fix {
    let start = document.text[..code.start].rfind('\n').map_or(0, |newline| newline + 1);
    let mut edits = Vec::new();
    let mut at = start;
    for line in document.text[start..code.end].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent > 0 && !line.trim().is_empty() {
            let span = Span { start: at, end: at + indent };
            edits.push(Edit { path: document.path.clone(), span, text: String::new() });
        }
        at += line.len();
    }
    Fix { title: "take the spaces away".to_owned(), safety: Safety::Unsafe, edits }
}
