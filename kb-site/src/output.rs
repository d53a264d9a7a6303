//! Outputs: finished files of the site.

use std::sync::Arc;

use kb_model::Digest;

use crate::route::Route;

/// One finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where it lives.
    pub route: Route,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// The digest of its bytes.
    pub digest: Digest,
}

impl Output {
    /// Finishes a file.
    pub fn new(route: Route, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { route, digest: Digest::of(&bytes), bytes }
    }
}

/// Returns the media type of an address, for hosts that we are ourselves.
pub fn media_type(route: &Route) -> &'static str {
    let file = route.file();
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        _ => "text/plain; charset=utf-8",
    }
}
