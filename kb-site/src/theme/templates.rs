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

/// What all pages of a locale show alike, rendered once: the templates below `shared/`, by name.
#[derive(Debug, Clone)]
pub struct Shared {
    parts: Value,
    /// What is wrong with those that are not among the parts. That matters to pages which ask for them.
    faults: Vec<Diagnostic>,
}

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

    /// Renders one template over the fields of a view, with what its locale shares.
    pub(super) fn render(
        &self,
        template: &str,
        view: &impl serde::Serialize,
        shared: &Shared,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let fault = |error: tera::Error| {
            let in_part = shared.faults.first().cloned();
            Box::new(in_part.unwrap_or_else(|| diagnostic(template, &error)))
        };
        let mut context = Context::from_serialize(view).map_err(fault)?;
        context.insert_value("shared", shared.parts.clone());
        let mut html = Vec::with_capacity(PAGE);
        self.0.render_to(template, &context, &mut html).map_err(fault)?;
        Ok(html)
    }

    /// Renders the templates below `shared/` over the fields of a view.
    pub(super) fn shared(&self, view: &impl serde::Serialize) -> Shared {
        let none = Shared { parts: Value::from(BTreeMap::<String, Value>::new()), faults: Vec::new() };
        let mut parts = BTreeMap::new();
        let mut faults = Vec::new();
        for name in self.0.get_template_names().filter(|name| name.starts_with(SHARED)) {
            match self.render(name, view, &none) {
                Ok(html) => {
                    let name = name.trim_start_matches(SHARED).trim_end_matches(".html");
                    parts.insert(name.to_owned(), Value::safe_string(&String::from_utf8_lossy(&html)));
                }
                Err(fault) => faults.push(*fault),
            }
        }
        Shared { parts: Value::from(parts), faults }
    }
}

const SHARED: &str = "shared/";

/// How many bytes a page has, mostly: room for them is made at once.
const PAGE: usize = 16 << 10;

/// The function `t(key=…)` of templates: an interface string in the page's locale, or in that of `locale=…`.
fn translate(strings: &Phrasebook, names: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key: &str = names.must_get("key")?;
    let frame: Option<Value> = state.get("frame")?;
    let tag = match names.get::<&str>("locale")? {
        Some(tag) => tag,
        None => frame
            .as_ref()
            .and_then(|frame| frame.get_from_path("locale.tag")?.as_str())
            .ok_or_else(|| tera::Error::message("`t` needs the `frame` of the page: pass `@frame`"))?,
    };
    let locale =
        strings.of_tag(tag).ok_or_else(|| tera::Error::message(format!("there is no locale `{tag}`")))?;
    if let Some(text) = locale.whole(key) {
        return Ok(text.clone());
    }
    let values: Vec<(&str, String)> =
        names.iter().map(|(name, value)| (name.as_str().unwrap_or_default(), value.to_string())).collect();
    let text = locale.get(key, &values);
    text.map(Value::from).ok_or_else(|| tera::Error::message(format!("there is no interface string `{key}`")))
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
