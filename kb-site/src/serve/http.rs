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

use super::Preview;
use crate::live::Served;
use crate::output::{Output, media_type};
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
    let mut live = preview.live();
    match live.page(&route) {
        Served::Page(output) => answer(StatusCode::OK, &output),
        Served::NotFound(output) => {
            let with_slash = Route::new(format!("{route}/"));
            match live.page(&with_slash) {
                Served::Page(_) => Redirect::temporary(&format!("{}/", request.uri().path())).into_response(),
                _ => answer(StatusCode::NOT_FOUND, &output),
            }
        }
        Served::Nothing => nothing(&live.report(&route, &preview.root)),
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

/// Tells an open page, at once and after every change, whether it is still current and what is wrong.
async fn events(
    State(preview): State<Arc<Preview>>,
    Query(followed): Query<Followed>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let route = route_of(&followed.page).unwrap_or_else(|| Route::new(&followed.page));
    let mut told = None;
    let stream = WatchStream::new(preview.news()).filter_map(move |_| {
        let news = look(&preview, &route, &followed.digest);
        let is_new = told.as_ref() != Some(&news);
        told = Some(news.clone());
        is_new.then(|| Ok(Event::default().event(news.0).data(news.1)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn look(preview: &Preview, route: &Route, digest: &str) -> (&'static str, String) {
    let mut live = preview.live();
    let current = match live.page(route) {
        Served::Page(output) | Served::NotFound(output) => output.digest.to_string(),
        Served::Nothing => String::new(),
    };
    if current != digest {
        return ("reload", current);
    }
    match live.report(route, &preview.root) {
        report if report.is_empty() => ("sound", "nothing is wrong".to_owned()), // browsers drop events without data
        report => ("faults", report),
    }
}
