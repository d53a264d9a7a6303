//! The budget: how many kilobytes a page may make a visitor's phone fetch.

use serde::Deserialize;

/// The most that a page may weigh as it is sent, compressed, in kilobytes of 1,000 bytes.
///
/// The defaults are for a cheap phone on weak mobile data: a page's HTML arrives in the first flight of packets (ten of 1,460
/// bytes), and its first view within seconds at 400 kilobits a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// Its HTML.
    pub html_kb: u32,
    /// Its style sheets together.
    pub css_kb: u32,
    /// Its scripts together.
    pub js_kb: u32,
    /// All of these together.
    pub page_kb: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { html_kb: 14, css_kb: 12, js_kb: 12, page_kb: 40 }
    }
}
