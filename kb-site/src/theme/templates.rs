//! Templates, in Tera 2. A fault in one points at its own characters.

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_model::{Diagnostic, Span};
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::strings::Phrasebook;
use super::{Files, fault};

/// Compiled templates.
#[derive(Debug)]
pub(super) struct Templates(Tera);

impl Templates {
    /// Compiles all templates together, since they extend and include each other.
    pub(super) fn of(files: &Files, strings: &Arc<Phrasebook>) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        let strings = strings.clone();
        tera.register_function("t", move |names: Kwargs, state: &State<'_>| {
            translate(&strings, &names, state)
        });
        let sources: BTreeMap<&str, String> = files
            .below("templates/")
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        tera.add_raw_templates(sources).map_err(|error| vec![diagnostic("", &error)])?;
        Ok(Self(tera))
    }

    /// Renders one template over the fields of a view.
    pub(super) fn render(
        &self,
        template: &str,
        view: &impl serde::Serialize,
    ) -> Result<String, Box<Diagnostic>> {
        let context =
            Context::from_serialize(view).map_err(|error| Box::new(diagnostic(template, &error)))?;
        self.0.render(template, &context).map_err(|error| Box::new(diagnostic(template, &error)))
    }
}

/// The function `t(key=…)` of templates: an interface string in the page's locale, or in that of `locale=…`.
fn translate(strings: &Phrasebook, names: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key: String = names.must_get("key")?;
    let tag = match names.get::<String>("locale")? {
        Some(tag) => tag,
        None => page_locale(state)
            .ok_or_else(|| tera::Error::message("`t` needs the `frame` of the page: pass `@frame`"))?,
    };
    let locale =
        strings.of_tag(&tag).ok_or_else(|| tera::Error::message(format!("there is no locale `{tag}`")))?;
    let mut values = Vec::new();
    for (name, value) in names.iter() {
        values.push((name.as_str().unwrap_or_default(), value.to_string()));
    }
    let text = locale.get(&key, &values);
    text.map(Value::from).ok_or_else(|| tera::Error::message(format!("there is no interface string `{key}`")))
}

fn page_locale(state: &State<'_>) -> Option<String> {
    let frame: Value = state.get("frame").ok()??;
    let locale = frame.as_map()?.get(&"locale".into())?;
    Some(locale.as_map()?.get(&"tag".into())?.as_str()?.to_owned())
}

/// Turns an error of the template engine into a diagnostic at its place.
fn diagnostic(template: &str, error: &tera::Error) -> Diagnostic {
    let place = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
        _ => None,
    };
    let Some(report) = place else {
        return fault(&format!("templates/{template}"), Span::at(0), error.to_string());
    };
    let file = if report.filename().is_empty() { template } else { report.filename() };
    let span = Span::of(&report.span().range, 0);
    let mut found = fault(&format!("templates/{file}"), span, report.message());
    if !template.is_empty() && template != file {
        found = found.help(format!("while rendering `templates/{template}`"));
    }
    found
}
