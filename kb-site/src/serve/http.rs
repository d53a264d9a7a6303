//! The preview over HTTP: pages, and a stream of events for each page that is open.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::{Preview, restyle};
use crate::output::{Output, media_type};
use crate::publish::Served;
use crate::route::Route;
use crate::sitemap;

const SCRIPT: &str = include_str!("preview.js");
const STYLE: &str = include_str!("preview.css");

/// Returns the service of a preview.
pub(super) fn router(preview: Arc<Preview>) -> Router {
    Router::new()
        .route("/_kb/preview.js", get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT) }))
        .route("/_kb/preview.css", get(|| async { ([(header::CONTENT_TYPE, "text/css")], STYLE) }))
        .route("/_kb/events", get(events))
        .fallback(page)
        .layer(middleware::from_fn(guard))
        .with_state(preview)
}

/// Refuses requests that a page from elsewhere may have sent (DNS rebinding), and lets nothing be cached.
async fn guard(headers: HeaderMap, request: Request, next: Next) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    if !["127.0.0.1", "localhost", "[::1]"].contains(&name) {
        return (StatusCode::FORBIDDEN, "this preview answers to `localhost` only\n").into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in sitemap::headers() {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

async fn page(State(preview): State<Arc<Preview>>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(route) = route_of(request.uri().path()) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut memory = preview.memory();
    match memory.page(&route) {
        Served::Page(output) => answer(StatusCode::OK, &output),
        Served::NotFound(output) => {
            let with_slash = Route::new(format!("{route}/"));
            match memory.page(&with_slash) {
                Served::Page(_) => Redirect::temporary(&format!("{}/", request.uri().path())).into_response(),
                _ => answer(StatusCode::NOT_FOUND, &output),
            }
        }
        Served::Nothing => nothing(&memory.report(&route, &preview.root)),
    }
}

/// Returns the address that a request asks for, unless it is not Unicode.
fn route_of(path: &str) -> Option<Route> {
    percent_decode_str(path).decode_utf8().ok().map(Route::new)
}

fn answer(status: StatusCode, output: &Output) -> Response {
    let media_type = media_type(&output.route);
    let body = if media_type.starts_with("text/html") { followed(output) } else { output.bytes.to_vec() };
    (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

/// Before there is a first good page, the report is the page.
fn nothing(report: &str) -> Response {
    let text = report.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>kb-site</title>\
         <link rel=\"stylesheet\" href=\"/_kb/preview.css\">\
         <script src=\"/_kb/preview.js\" data-digest=\"\" defer></script><pre id=\"kb-overlay\">{text}</pre></html>"
    );
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
        .into_response()
}

/// Adds the script that follows changes. It is told which text it follows, so that no change is lost before it runs.
fn followed(output: &Output) -> Vec<u8> {
    let html = String::from_utf8_lossy(&output.bytes);
    let script =
        format!("<script src=\"/_kb/preview.js\" data-digest=\"{}\" defer></script>\n", output.digest);
    let end = html.rfind("</body>").unwrap_or(html.len());
    [&html[..end], &script, &html[end..]].concat().into_bytes()
}

#[derive(Deserialize)]
struct Followed {
    page: String,
    digest: String,
}

/// What an open page is told.
#[derive(Clone, PartialEq)]
enum News {
    /// It is not what it was.
    Reload,
    /// It looks different, with these stylesheets, and is known by this digest from now on.
    Restyle(Vec<String>, String),
    /// Something is wrong.
    Faults(String),
    /// Nothing is wrong.
    Sound,
}

/// Tells an open page, at once and after every change, whether it is still current and what is wrong. Each announcement
/// carries the number of the change; a page that connects again says what it shows, so that none is missed.
async fn events(
    State(preview): State<Arc<Preview>>,
    Query(followed): Query<Followed>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let route = route_of(&followed.page).unwrap_or_else(|| Route::new(&followed.page));
    let mut page = Open { route, digest: followed.digest, shown: None, told: None };
    let stream = WatchStream::new(preview.news())
        .filter_map(move |version| page.look(&preview).map(|news| Ok(news.event().id(version.to_string()))));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// A page that is open in a browser.
struct Open {
    route: Route,
    /// What the browser says that it shows.
    digest: String,
    /// What it shows, once that is known.
    shown: Option<Output>,
    told: Option<News>,
}

impl Open {
    /// Returns what is new for the page.
    fn look(&mut self, preview: &Preview) -> Option<News> {
        let mut memory = preview.memory();
        let current = match memory.page(&self.route) {
            Served::Page(output) | Served::NotFound(output) => Some(output),
            Served::Nothing => None,
        };
        let digest = current.as_ref().map_or_else(String::new, |output| output.digest.to_string());
        let news = if digest == self.digest {
            match memory.report(&self.route, &preview.root) {
                report if report.is_empty() => News::Sound,
                report => News::Faults(report),
            }
        } else {
            let shown = self.shown.take().or_else(|| memory.version(&self.route, &self.digest));
            match shown.as_ref().zip(current.as_ref()).and_then(|(old, new)| restyle::restyled(old, new)) {
                Some(styles) => News::Restyle(styles, digest.clone()),
                None => News::Reload,
            }
        };
        if digest == self.digest || matches!(news, News::Restyle(..)) {
            (self.shown, self.digest) = (current, digest);
        }
        let is_new = self.told.as_ref() != Some(&news);
        self.told = Some(news.clone());
        is_new.then_some(news)
    }
}

impl News {
    /// Browsers drop events without data.
    fn event(self) -> Event {
        match self {
            News::Reload => Event::default().event("reload").data("changed"),
            News::Restyle(styles, digest) => {
                Event::default().event("restyle").data([&[digest], &*styles].concat().join("\n"))
            }
            News::Faults(report) => Event::default().event("faults").data(report),
            News::Sound => Event::default().event("sound").data("nothing is wrong"),
        }
    }
}
