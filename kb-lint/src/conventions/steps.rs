//! What a step asks for: words for what a reader does in an app, where they begin a clause.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::phrases::Phrases;
use crate::sentences::sentences;

/// What the steps of one language ask for.
#[derive(Debug)]
pub(crate) struct Steps {
    /// The verb of an action, wherever it stands.
    verb: Phrases,
    /// An action where a clause begins; the first group is its verb.
    action: Regex,
    /// What begins a sentence that is not for everybody.
    condition: Option<Regex>,
}

/// The words of that, as a file has them.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WrittenSteps {
    /// What a reader does, as an order.
    actions: Vec<String>,
    /// What joins one order to another, without a sign between them.
    joints: Vec<String>,
    /// What may stand before an order where a clause begins.
    openers: Vec<String>,
    /// What begins a sentence that is not for everybody.
    conditions: Vec<String>,
}

/// Who has to act, where a step begins with that: `**You:** open the app.`
static ACTOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\*\*[^*]{1,30}(?:[:：]\*\*|\*\*[:：])\s*").expect("the pattern is well-formed")
});

/// What a clause follows: the beginning, or a sign behind which another thought begins.
const BEGIN: &str = r"(?:\A[*_]*|[.!?;,。！？；，][*_”’)）]*\s*[*_]*)";

/// A pattern that is found nowhere.
const NOTHING: &str = r"\z.";

impl WrittenSteps {
    /// Adds the words of another file.
    pub(super) fn join(&mut self, other: Self) {
        self.actions.extend(other.actions);
        self.joints.extend(other.joints);
        self.openers.extend(other.openers);
        self.conditions.extend(other.conditions);
    }

    /// Makes patterns of the words; none if there are no actions.
    pub(super) fn compiled(&self) -> Option<Steps> {
        let verb = Phrases::of(&self.actions)?;
        let any = |words: &[&[String]]| {
            Phrases::of(&words.concat()).map_or_else(|| NOTHING.to_owned(), |phrases| phrases.written())
        };
        let (joints, leads) = (any(&[&self.joints]), any(&[&self.joints, &self.openers]));
        let begin = format!(r"(?:{BEGIN}(?:(?:{leads})[,，]?\s*)*|(?:(?:{joints})[,，]?\s*)+)");
        let condition = Phrases::of(&self.conditions).map(|words| format!("^(?:{})", words.written()));
        Some(Steps {
            action: Regex::new(&format!("{begin}({})", verb.written())).ok()?,
            verb,
            condition: condition.and_then(|pattern| Regex::new(&pattern).ok()),
        })
    }
}

impl Steps {
    /// Tells whether a step has as many verbs as so many actions need: few steps have, and only those need a closer look.
    pub(crate) fn may_ask_for(&self, step: &str, actions: usize) -> bool {
        self.verb.find_iter(step).take(actions).count() == actions
    }

    /// Takes from the words of a text, in order, those that an order leads to: in “tap Send code”, `Send` stands on a button. A
    /// verb of one character right before them may be the end of another word.
    pub(crate) fn drop_labels(&self, text: &str, words: &mut Vec<Range<usize>>) {
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, '“' | '"' | '‘' | '「' | '『' | '【' | '[');
        let orders: Vec<Range<usize>> = self.verb.find_iter(text).collect();
        words.retain(|words| {
            let end = text[..words.start].trim_end_matches(is_between).len();
            let order = orders.binary_search_by_key(&end, |order| order.end).ok().map(|at| &orders[at]);
            order.is_none_or(|order| end == words.start && text[order.clone()].chars().count() == 1)
        });
    }

    /// Returns the verbs of what a step asks every reader to do.
    pub(crate) fn actions(&self, step: &str) -> Vec<Range<usize>> {
        let actor = ACTOR.find(step).map_or(0, |actor| actor.end());
        let mut actions = Vec::new();
        for sentence in sentences(&step[actor..]) {
            let sentence = actor + sentence.start..actor + sentence.end;
            let start = sentence.end - step[sentence.clone()].trim_start().len();
            let words = &step[start..sentence.end];
            if self.condition.as_ref().is_some_and(|condition| condition.is_match(words)) {
                continue;
            }
            let verbs = self.action.captures_iter(words).filter_map(|found| Some(found.get(1)?.range()));
            let mut quotes = Quotes::default();
            let verbs = verbs.filter(|verb| !quotes.hold(words, verb.start));
            actions.extend(verbs.map(|verb| start + verb.start..start + verb.end));
        }
        actions
    }
}

/// Whether a place stands between quotation marks, asked from the front to the back of a text.
#[derive(Default)]
struct Quotes {
    seen: usize,
    depth: usize,
    is_straight: bool,
}

impl Quotes {
    fn hold(&mut self, text: &str, at: usize) -> bool {
        for sign in text[self.seen..at].chars() {
            match sign {
                '“' => self.depth += 1,
                '”' => self.depth = self.depth.saturating_sub(1),
                '"' => self.is_straight = !self.is_straight,
                _ => {}
            }
        }
        self.seen = at;
        self.depth > 0 || self.is_straight
    }
}

#[cfg(test)]
mod tests {
    use kb_model::Locale;

    #[test]
    fn an_order_begins_a_clause() {
        let check = |locale: &str, step: &str, expected: &[&str]| {
            let language =
                crate::conventions::shipped(&Locale::new(locale)).expect("it comes with the linter");
            let steps = language.steps.as_ref().expect("it has steps");
            let found: Vec<&str> = steps.actions(step).into_iter().map(|verb| &step[verb]).collect();
            assert_eq!(found, expected, "{step}");
        };
        check("en", "Open the app, tap **Profile** and choose **Cards**.", &["Open", "tap", "choose"]);
        check("en", "**You:** open the app. **Shop**: asks you to tap it.", &["open"]);
        check("en", "**Open the app.** Then tap **Open**.", &["Open", "tap"]);
        check("en", "Tap **Send**, or choose another way.", &["Tap"]);
        check("en", "If you see a list, tap the first, open it and choose one.", &[]);
        check("en", "Say: “Please open it, tap it, choose it.”", &[]);
        check("en", "You can open it. Do not tap it. The shop taps it.", &[]);
        check("id", "Buka aplikasi, ketuk **Profil**, lalu pilih **Kartu**.", &["Buka", "ketuk", "pilih"]);
        check("id", "Jangan ketuk tautan itu. Setelah itu, buka aplikasi.", &["buka"]);
        check("zh-Hans", "打开应用，点击“我的”，然后选择“银行卡”。", &["打开", "点击", "选择"]);
        check("zh-Hans", "请打开应用并点“我的”。不要点击链接。", &["打开", "点"]);
        check("zh-Hans", "优先选择银行卡，申请开启功能。", &[]);
        check("zh-Hans", "如果看到列表，点击第一项，打开并选择。", &[]);
    }
}
