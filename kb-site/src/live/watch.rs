//! Watching what a site is made from: the content, as the linter follows it, the theme, and the day.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::Date;
use kb_lint::watch::{self, Error, Seen};
use kb_model::Catalog;

use super::Changes;
use crate::theme::Files;

/// Watches the folders of a knowledge base and of a theme, and the day.
#[derive(Debug)]
pub struct Watch {
    folders: watch::Watch,
    theme: Option<PathBuf>,
    /// The day that the site is made for, whatever day it is.
    given_day: Option<Date>,
}

impl Watch {
    /// Begins to watch folders that have been loaded: what has changed meanwhile is the first thing seen.
    pub fn begin(content: &Path, theme: Option<&Path>, given_day: Option<Date>) -> Result<Self, Error> {
        let folders = watch::Watch::begin(content, theme)?;
        Ok(Self { folders, theme: theme.map(Path::to_path_buf), given_day })
    }

    /// Waits until something happened, or another day has begun, and returns it with everything that has happened meanwhile.
    pub fn wait(&mut self) -> Option<Seen> {
        self.folders.wait(if self.given_day.is_none() { rest_of_day(&Zoned::now()) } else { None })
    }

    /// Reads what was seen: files of the content as they are now, and the theme if something of it may have changed.
    pub fn read(&mut self, seen: &Seen, catalog: &Catalog) -> Changes {
        let theme = seen.is_beside().then(|| Files::load(self.theme.as_deref()));
        let today = Some(self.given_day.unwrap_or_else(|| Zoned::now().date()));
        Changes { content: self.folders.read(seen, catalog), theme, today }
    }
}

/// Returns how long a day lasts from a moment on; the clock of a machine that slept is behind, so every change looks for the
/// day too.
fn rest_of_day(now: &Zoned) -> Option<Duration> {
    let midnight = now.tomorrow().ok()?.start_of_day().ok()?;
    Duration::try_from(now.duration_until(&midnight)).ok()
}
