//! Every address that the desk answers to.
//!
//! In: a desk. Out: a router. `/article/a1` is a page, `/api/articles/a1` the same as JSON; what the JSON looks like is described at
//! `/api/openapi.json`, which is made from the code. Known limit: none.

use crate::api;
use crate::asset::asset;
use crate::desk::Shared;
use crate::guard;
use crate::page::visit;
use crate::problem::Problem;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// The largest body of a request; an article may have 256 KiB, a file of many more.
const MOST_BODY: usize = 4 << 20;
/// A request must be answered by then, its body read included.
const TIME: Duration = Duration::from_secs(30);

/// All that the desk answers to.
pub(crate) fn router(desk: Shared) -> Router {
    pages()
        .merge(api::router())
        .with_state(desk.clone())
        .layer(from_fn_with_state(desk.clone(), guard::check))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::custom(failed))
        .layer(from_fn_with_state(desk, guard::dress))
        .layer(CompressionLayer::new())
}

fn pages() -> Router<Shared> {
    Router::new()
        .route("/", get(visit::first))
        .route("/read", post(visit::read).get(visit::to_first))
        .route("/keep", post(visit::keep))
        .route("/enter", get(visit::door).post(visit::enter))
        .route("/article/{id}", get(visit::article))
        .route("/search", get(visit::search))
        .route("/actor/{who}", get(visit::actor))
        .route("/pair", get(visit::pair))
        .route("/relation", get(visit::relation))
        .route("/event/{id}", get(visit::event))
        .route("/happening/{id}", get(visit::happening))
        .route("/interval/{id}", get(visit::interval))
        .route("/changes", get(visit::changes))
        .route("/changes.atom", get(visit::feed))
        .route("/review", get(visit::review).post(visit::answer))
        .route("/try", get(visit::try_api))
        .route("/asset/{name}", get(asset))
}

async fn in_time(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    match tokio::time::timeout(TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::busy().into_response(),
    }
}

/// A fault of the program in one request is the end of that request only.
fn failed(_: Box<dyn Any + Send>) -> Response {
    Problem::own("the program failed on this request; others go on").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::guard::Guard;
    use crate::records::Records;
    use attache::reader::Reader;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::path::Path;
    use std::sync::{Arc, OnceLock};
    use tower::ServiceExt;

    fn desk(db: &Path) -> Router {
        let guard = Guard::new("127.0.0.1:80".parse().unwrap(), false, None).unwrap();
        let reader = Reader::embedded().unwrap();
        router(Arc::new(Desk::new(reader, Records::new(db.to_owned()), guard)))
    }

    fn block_on<T>(does: impl Future<Output = T>) -> T {
        static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
        RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().unwrap()).block_on(does)
    }

    /// Status, headers and body of the answer; a body of JSON is posted.
    fn ask(
        desk: &Router,
        path: &str,
        body: Option<&Value>,
    ) -> (StatusCode, String, String) {
        let request = Request::builder().uri(path).header("host", "localhost");
        let request = match body {
            None => request.body(Body::empty()),
            Some(body) => request
                .method("POST")
                .header("content-type", "application/json")
                .body(Body::from(body.to_string())),
        };
        block_on(async {
            let answer = desk.clone().oneshot(request.unwrap()).await.unwrap();
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, 64 << 20).await.unwrap();
            let headers = format!("{:?}", head.headers);
            (head.status, headers, String::from_utf8(body.to_vec()).unwrap())
        })
    }

    #[test]
    fn without_a_record_the_first_page_reads_and_others_say_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(&folder.path().join("none.db"));
        let (status, headers, page) = ask(&desk, "/", None);
        assert_eq!(status, StatusCode::OK);
        assert!(headers.contains("default-src 'none'"), "{headers}");
        assert!(
            page.contains("is-trigger") && !page.contains("href=\"/search\""),
            "{page}"
        );
        assert!(!page.contains(" style=") && !page.contains("onclick"), "inline style");
        let (status, headers, page) = ask(&desk, "/actor/RUS", None);
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(headers.contains("text/html") && page.contains("There is no record yet"));
        let (status, headers, problem) = ask(&desk, "/api/actors/RUS", None);
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(headers.contains("application/problem+json"), "{headers}");
        assert_eq!(serde_json::from_str::<Value>(&problem).unwrap()["status"], 404);
        assert_eq!(ask(&desk, "/api/nothing", None).0, StatusCode::NOT_FOUND);
        assert!(!folder.path().join("none.db").exists());
    }

    #[test]
    fn what_is_kept_is_found_on_every_page() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(&folder.path().join("a.db"));
        let article = json!({
            "id": "a/1 ?", "published": "2025-07-04",
            "text": "Russia recognised the Taliban government on 3 July 2025. <script>x</script>"
        });
        let articles = json!({"articles": [article]});
        let (status, _, kept) = ask(&desk, "/api/articles", Some(&articles));
        assert_eq!((status, kept.contains("\"new\"")), (StatusCode::OK, true), "{kept}");
        assert!(ask(&desk, "/api/articles", Some(&articles)).2.contains("\"unchanged\""));
        for (path, wanted) in [
            ("/article/a%2F1%20%3F", "&lt;script&gt;"),
            ("/search?q=russia+taliban", "/pair?a=RUS"),
            ("/actor/Taliban", "2025-07-03"),
            ("/pair?a=Kabul&b=Moscow", "/interval/recognition%2FRUS%2FAFG%2F2025-07-03"),
            ("/relation?of=Taliban", "class=\"holds\""),
            ("/interval/recognition%2FRUS%2FAFG%2F2025-07-03", "Begun by"),
            ("/changes?from=2025-07-01&to=2025-07-31", "began"),
            ("/changes.atom", "<entry>"),
            ("/review?reviewer=anna", "Is this right?"),
            ("/api/standing?of=Taliban", "\"recognised\""),
            ("/api/events?actor=Moscow&act=recognize", "\"all\":1"),
            ("/api/happenings?who=RUS&with=AFG", "\"all\":1"),
            ("/api/search?q=recognised", "\"n_tellings\":1"),
            ("/api/suggest?q=rus", "\"who\":\"RUS\""),
        ] {
            let (status, _, body) = ask(&desk, path, None);
            assert_eq!(status, StatusCode::OK, "{path} {body}");
            assert!(body.contains(wanted), "{path}: {wanted} is not in {body}");
            assert!(path.starts_with("/api/") || !body.contains("<script>x"), "{path}");
        }
        for path in ["/api/events?event=NONE", "/api/standing", "/relation?relation=none"]
        {
            assert_eq!(ask(&desk, path, None).0, StatusCode::BAD_REQUEST, "{path}");
        }
    }

    #[test]
    fn too_much_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(&folder.path().join("a.db"));
        let article = |text: String| json!({"articles": [{"text": text}]});
        let (status, _, why) =
            ask(&desk, "/api/read", Some(&article("🕊".repeat(1 << 18))));
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{why}");
        let (status, _, why) =
            ask(&desk, "/api/read", Some(&article("a".repeat(5 << 20))));
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{why}");
        let (status, headers, _) = ask(&desk, "/api/read", Some(&json!({"articles": 1})));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(headers.contains("problem+json"));
    }

    #[test]
    fn a_panic_is_the_end_of_one_request() {
        let desk = Router::new()
            .route("/fails", get(async || -> &str { panic!("on purpose") }))
            .layer(CatchPanicLayer::custom(failed));
        let (status, headers, _) = ask(&desk, "/fails", None);
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(headers.contains("problem+json"));
        assert_eq!(ask(&desk, "/fails", None).0, StatusCode::INTERNAL_SERVER_ERROR);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn any_text_is_read_or_refused_and_its_page_has_no_markup_of_it(
            text in "(?s)(.{0,40}|<b>|&|\u{202e}|\u{200b}|Norway expelled 2 Russian diplomats\\. ){0,12}"
        ) {
            static DESK: OnceLock<Router> = OnceLock::new();
            let desk = DESK.get_or_init(|| desk(Path::new("/nowhere/a.db")));
            let body = json!({"articles": [{"text": text}]});
            let (status, _, answer) = ask(desk, "/api/read", Some(&body));
            let answer: Value = serde_json::from_str(&answer).unwrap();
            if status == StatusCode::OK {
                let n = text.chars().count() as u64;
                for event in answer["articles"][0]["events"].as_array().unwrap() {
                    prop_assert!(event["end"].as_u64().unwrap() <= n);
                }
            } else {
                prop_assert_eq!(status, StatusCode::BAD_REQUEST);
            }
        }
    }
}
