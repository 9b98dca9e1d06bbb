//! The files that pages are dressed with, compiled in.
//!
//! In: a name such as `desk.css`. Out: the file, with a tag that changes whenever it does, so that browsers keep it. Known limit: few
//! and small files.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::xxh3_64;

/// Name, type, content.
const FILES: &[(&str, &str, &str)] = &[
    ("desk.css", "text/css; charset=utf-8", include_str!("../assets/desk.css")),
    ("desk.js", "text/javascript; charset=utf-8", include_str!("../assets/desk.js")),
    ("read.js", "text/javascript; charset=utf-8", include_str!("../assets/read.js")),
    ("search.js", "text/javascript; charset=utf-8", include_str!("../assets/search.js")),
    ("review.js", "text/javascript; charset=utf-8", include_str!("../assets/review.js")),
    ("try.js", "text/javascript; charset=utf-8", include_str!("../assets/try.js")),
    ("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
];

/// A file of the pages.
pub(crate) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((_, kind, content)) = FILES.iter().find(|(file, _, _)| *file == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{:016x}\"", xxh3_64(content.as_bytes()));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let kept = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if known == Some(tag.as_str()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, *kind)], *content).into_response()
}
