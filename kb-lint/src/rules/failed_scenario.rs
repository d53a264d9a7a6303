//! Finds scenarios that end elsewhere than they should.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `failed_scenario.md`, which is also this rule's test.
pub(super) struct FailedScenario;

impl Rule for FailedScenario {
    fn about(&self) -> About {
        About::error("failed-scenario", include_str!("failed_scenario.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            for scenario in &tree.scenarios {
                let (name, expected) = (&scenario.name, &scenario.expect);
                match tree.follow(&scenario.answers) {
                    Err(answer) => {
                        found
                            .at(&document.path, answer.span, format!("the scenario \"{name}\" stops here"))
                            .label("no answer to the question asked")
                            .help("name the answers by their ids, beginning with the first question's");
                    }
                    Ok(Some(end)) if end.name.text != expected.text => {
                        found
                            .at(
                                &document.path,
                                expected.span,
                                format!("the scenario \"{name}\" ends at `{}`", end.name.text),
                            )
                            .related(&document.path, end.span(), "where it ends")
                            .help("lead an answer elsewhere, or expect what happens if that is right");
                    }
                    Ok(_) => {}
                }
            }
        }
    }
}
