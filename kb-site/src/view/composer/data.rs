//! What the composer's script needs to know: the fields, and the phrases of each language.

use std::collections::BTreeMap;

use kb_model::checklist::Writing;
use kb_model::{Document, Locale};
use serde::Serialize;

use super::super::Language;

/// What the script needs to know.
#[derive(Debug, Serialize)]
struct Data<'a> {
    /// The reader's language.
    own: &'a str,
    fields: Vec<Field<'a>>,
    languages: Vec<Phrasebook<'a>>,
}

/// How a field is written down.
#[derive(Debug, Serialize)]
struct Field<'a> {
    id: &'a str,
    input: &'a str,
    mask: &'a str,
}

/// The phrases of a language.
#[derive(Debug, Serialize)]
struct Phrasebook<'a> {
    tag: &'a str,
    dir: kb_model::locale::Direction,
    phrases: BTreeMap<&'a str, &'a str>,
    /// Words beside which a number is a secret.
    secrets: Vec<&'a str>,
}

/// Returns what the script needs to know, as JSON that may stand in a page.
pub(super) fn json(
    own: &Locale,
    fields: &[(String, Writing)],
    languages: &[(Language, &Document)],
) -> String {
    let data = Data {
        own: own.as_str(),
        fields: fields.iter().map(Field::of).collect(),
        languages: languages.iter().map(|(language, words)| Phrasebook::of(language, words)).collect(),
    };
    let json = serde_json::to_string(&data).expect("text is JSON");
    json.replace('<', "\\u003c") // `</script>` in a phrase must not end the block
}

impl<'a> Field<'a> {
    fn of((id, writing): &'a (String, Writing)) -> Self {
        Self { id, input: &writing.input, mask: &writing.mask }
    }
}

impl<'a> Phrasebook<'a> {
    fn of(language: &'a Language, words: &'a Document) -> Self {
        let phrases = words.fields.words("phrases").iter();
        Self {
            tag: &language.tag,
            dir: language.dir,
            phrases: phrases.map(|(name, text)| (&*name.text, &*text.text)).collect(),
            secrets: words.fields.texts("secrets").iter().map(|word| &*word.text).collect(),
        }
    }
}
