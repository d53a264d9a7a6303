//! The theme: templates, interface strings and files such as the stylesheet.
//!
//! It comes from the files embedded in the binary, with those of a `theme/` folder in their place, file by file.

mod files;
mod script;
mod strings;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use kb_model::{Diagnostic, Digest, FilePath, Locale, Settings, Span};

pub use files::Files;
pub use strings::Strings;
pub use templates::Shared;

use crate::route::Route;
use script::without_comments;
use strings::Phrasebook;
use templates::Templates;

/// The rule that a faulty theme offends.
pub const RULE: &str = "invalid-theme";

/// Everything that decides how pages look.
#[derive(Debug)]
pub struct Theme {
    templates: Templates,
    strings: Arc<Phrasebook>,
    assets: BTreeMap<String, Asset>,
}

/// A file of the theme that browsers fetch.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Where it lives: its name holds its digest, so that browsers may keep it for ever.
    pub route: Route,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

impl Theme {
    /// Makes a theme of its files, or says what is wrong with them.
    pub fn of(files: &Files, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        let refused = files
            .refused()
            .map(|(name, why)| fault(name, Span::at(0), format!("this cannot be read: {why}")));
        let refused: Vec<Diagnostic> = refused.collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let strings = Arc::new(Phrasebook::of(files, settings)?);
        let templates = Templates::of(files, &strings)?;
        Ok(Self { templates, strings, assets: assets(files) })
    }

    /// Loads the embedded theme, with the files of a folder in place of its own.
    pub fn load(folder: Option<&Path>, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        Self::of(&Files::load(folder), settings)
    }

    /// Renders a template over a frame and a page, with what the page's locale shares.
    pub fn render(
        &self,
        template: &str,
        view: &impl serde::Serialize,
        shared: &Shared,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.templates.render(template, view, shared)
    }

    /// Renders what all pages of a locale show alike.
    pub fn shared(&self, view: &impl serde::Serialize) -> Shared {
        self.templates.shared(view)
    }

    /// Returns the interface strings of a locale.
    pub fn strings(&self, locale: &Locale) -> &Strings {
        self.strings.of_locale(locale)
    }

    /// Returns the files that browsers fetch, by name.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter().map(|(name, asset)| (name.as_str(), asset))
    }

    /// Returns one of the files that browsers fetch.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.get(name)
    }
}

/// Returns a fault of a theme's file.
fn fault(file: &str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(RULE, &FilePath::new(file), span, message)
}

fn assets(files: &Files) -> BTreeMap<String, Asset> {
    let of = |(name, bytes): (&str, &Arc<[u8]>)| {
        let is_script = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "js");
        let bytes = if is_script { without_comments(bytes) } else { bytes.clone() };
        let digest = &Digest::of(&bytes).to_string()[..10];
        let hashed = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}.{digest}.{ending}"),
            None => format!("/assets/{name}.{digest}"),
        };
        (name.to_owned(), Asset { route: Route::new(hashed), bytes })
    };
    files.below("assets/").map(of).collect()
}
