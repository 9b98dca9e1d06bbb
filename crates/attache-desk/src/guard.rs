//! Who may read and who may write, and what every answer says to browsers.
//!
//! In: a request. Out: the request, or a refusal; and on every answer headers under which nothing but our own files runs: an article full
//! of `<script>` is text. On loopback everyone on this machine may write, from our own pages only; elsewhere, and where another server
//! stands before it, writing takes the token that was told at the start, and so does reading unless it is public. Known limit:
//! one token for all.

use crate::desk::Shared;
use crate::origin::Origin;
use crate::page;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::io;
use std::net::SocketAddr;
use subtle::ConstantTimeEq;

/// The cookie that holds the token.
const COOKIE: &str = "attache-token";

/// The rules of this server.
#[derive(Debug)]
pub(crate) struct Guard {
    address: SocketAddr,
    is_public: bool,
    origin: Option<Origin>,
    token: Option<String>,
}

impl Guard {
    /// On loopback nobody needs a token, unless another server brings everyone there.
    pub(crate) fn new(
        address: SocketAddr,
        is_public: bool,
        origin: Option<Origin>,
    ) -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let token = (!address.ip().is_loopback() || origin.is_some())
            .then(|| format!("{:032x}", u128::from_be_bytes(bytes)));
        Ok(Self { address, is_public, origin, token })
    }

    /// Where a visitor finds the desk: where it was said to be, or where this request found it.
    pub(crate) fn server(&self, headers: &HeaderMap) -> String {
        let host = text(headers, header::HOST).unwrap_or("localhost");
        self.origin.as_ref().map_or_else(|| format!("http://{host}"), Origin::to_string)
    }

    /// The cookie that a browser shows the token with.
    pub(crate) fn cookie(&self, token: &str) -> String {
        let is_secure = self.origin.as_ref().is_some_and(Origin::is_secure);
        let secure = if is_secure { "; Secure" } else { "" };
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Whether this is the token.
    pub(crate) fn is_token(&self, shown: &str) -> bool {
        let is_same = |token: &String| token.as_bytes().ct_eq(shown.as_bytes()).into();
        self.token.as_ref().is_some_and(is_same)
    }

    /// Whether the request shows the token, or none is needed.
    pub(crate) fn may_write(&self, headers: &HeaderMap) -> bool {
        self.token.is_none() || shown(headers).is_some_and(|token| self.is_token(token))
    }

    fn may_read(&self, headers: &HeaderMap) -> bool {
        self.is_public || self.may_write(headers)
    }

    /// A page of another site whose name leads to this machine must not reach what only this machine may see.
    fn is_own_host(&self, headers: &HeaderMap) -> bool {
        if !self.address.ip().is_loopback() {
            return true;
        }
        let Some(host) = text(headers, header::HOST) else { return false };
        if self.origin.as_ref().is_some_and(|o| o.host().eq_ignore_ascii_case(host)) {
            return true;
        }
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.parse() == Ok(self.address.port()) => name,
            _ => host,
        };
        ["localhost", "[::1]"].contains(&name)
            || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn refusal(&self, request: &Request) -> Option<Problem> {
        let refuse = |why: &str| Some(Problem::new(StatusCode::FORBIDDEN, why));
        let headers = request.headers();
        if !self.is_own_host(headers) {
            return refuse("this server answers to the names of this machine only");
        }
        let is_write =
            ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
        if is_write && !self.is_same_site(headers) {
            return refuse("the request comes from a page of another site");
        }
        let path = request.uri().path();
        // Reading an article writes nothing, and the door must be open to knock at.
        let is_open = ["/enter", "/asset/desk.css", "/asset/icon.svg"].contains(&path);
        let only_reads = !is_write || ["/", "/read", "/api/read"].contains(&path);
        let may =
            if only_reads { self.may_read(headers) } else { self.may_write(headers) };
        if may || is_open {
            return None;
        }
        let why = "the token that was told when the server was started is wanted";
        Some(Problem::new(StatusCode::UNAUTHORIZED, why))
    }

    /// Browsers say where a write comes from; programs say nothing and are no danger.
    fn is_same_site(&self, headers: &HeaderMap) -> bool {
        let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
        if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
            return false;
        }
        let Some(from) = text(headers, header::ORIGIN) else { return true };
        if let Some(origin) = &self.origin {
            return origin.to_string().eq_ignore_ascii_case(from);
        }
        let (_, name) = from.split_once("://").unwrap_or(("", ""));
        Some(name) == text(headers, header::HOST)
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// The token in `Authorization: Bearer …` or in the cookie.
fn shown(headers: &HeaderMap) -> Option<&str> {
    let bearer =
        text(headers, header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer "));
    let cookies = text(headers, header::COOKIE).into_iter().flat_map(|v| v.split("; "));
    let mut cookies = cookies.filter_map(|cookie| cookie.split_once('='));
    bearer.or_else(|| cookies.find(|(name, _)| *name == COOKIE).map(|(_, token)| token))
}

/// Refuses what is not allowed.
pub(crate) async fn check(
    State(desk): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    match desk.guard.refusal(&request) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// Gives every failure its form: problem+json under `/api`, a page elsewhere.
pub(crate) async fn dress(
    State(desk): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let may_write = desk.guard.may_write(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        response = dressed(&desk, response, is_api, may_write).await;
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

async fn dressed(
    desk: &Shared,
    response: Response,
    is_api: bool,
    may_write: bool,
) -> Response {
    let status = response.status();
    let known = response.extensions().get::<Problem>().cloned();
    let problem = match known {
        Some(_) if is_api => return response,
        Some(problem) => problem,
        None => Problem::new(status, reason(response).await),
    };
    if is_api {
        return problem.into_response();
    }
    let frame = page::Frame { has_record: desk.records.is_there(), may_write };
    (status, page::problem::page(frame, &problem)).into_response()
}

/// The words of a failure that the framework gave.
async fn reason(response: Response) -> String {
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 4096).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&body).trim().to_owned();
    match (words.is_empty(), status) {
        (false, _) => words,
        (true, StatusCode::NOT_FOUND) => "there is no such page".to_owned(),
        (true, StatusCode::METHOD_NOT_ALLOWED) => {
            "this address is not for that".to_owned()
        }
        (true, StatusCode::PAYLOAD_TOO_LARGE) => "the request is too large".to_owned(),
        (true, _) => "the request cannot be answered".to_owned(),
    }
}

const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn refused(
        guard: &Guard,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Option<u16> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        guard.refusal(&request.body(Body::empty()).unwrap()).map(|problem| problem.status)
    }

    #[test]
    fn on_loopback_only_our_own_pages_write() {
        let guard = Guard::new("127.0.0.1:8080".parse().unwrap(), false, None).unwrap();
        let own = ("host", "localhost:8080");
        assert_eq!(refused(&guard, "GET", "/", &[own]), None);
        assert_eq!(
            refused(&guard, "GET", "/", &[("host", "evil.example:8080")]),
            Some(403)
        );
        assert_eq!(refused(&guard, "GET", "/", &[]), Some(403));
        assert_eq!(refused(&guard, "POST", "/keep", &[own]), None);
        let cross = ("origin", "http://evil.example");
        assert_eq!(refused(&guard, "POST", "/keep", &[own, cross]), Some(403));
        assert_eq!(
            refused(&guard, "POST", "/keep", &[own, ("origin", "null")]),
            Some(403)
        );
        let fetch = ("sec-fetch-site", "cross-site");
        assert_eq!(refused(&guard, "POST", "/keep", &[own, fetch]), Some(403));
        let same = ("origin", "http://localhost:8080");
        assert_eq!(refused(&guard, "POST", "/keep", &[own, same]), None);
    }

    #[test]
    fn behind_another_server_its_name_counts_and_the_token_is_wanted() {
        let origin = Some("https://desk.example".parse().unwrap());
        let guard = Guard::new("127.0.0.1:8080".parse().unwrap(), true, origin).unwrap();
        let bearer = format!("Bearer {}", guard.token().unwrap());
        let token = ("authorization", bearer.as_str());
        let host = ("host", "desk.example");
        assert_eq!(refused(&guard, "GET", "/search", &[host]), None);
        assert_eq!(refused(&guard, "GET", "/", &[("host", "evil.example")]), Some(403));
        assert_eq!(refused(&guard, "POST", "/keep", &[host]), Some(401));
        assert_eq!(refused(&guard, "POST", "/keep", &[host, token]), None);
        let own = ("origin", "https://desk.example");
        // Such servers often write their own name for the host.
        for host in [host, ("host", "127.0.0.1:8080")] {
            assert_eq!(refused(&guard, "POST", "/keep", &[host, token, own]), None);
            let other = ("origin", "http://desk.example");
            let other = refused(&guard, "POST", "/keep", &[host, token, other]);
            assert_eq!(other, Some(403));
        }
        assert!(guard.cookie("x").ends_with("; Secure"));
        let mut forged = HeaderMap::new();
        forged.insert("host", HeaderValue::from_static("evil.example"));
        forged.insert("x-forwarded-proto", HeaderValue::from_static("gopher"));
        assert_eq!(guard.server(&forged), "https://desk.example");
    }

    #[test]
    fn elsewhere_the_token_is_wanted() {
        let address = "192.0.2.1:8080".parse().unwrap();
        let guard = Guard::new(address, false, None).unwrap();
        let token = guard.token().unwrap().to_owned();
        assert_eq!(refused(&guard, "GET", "/search", &[]), Some(401));
        assert_eq!(refused(&guard, "GET", "/enter", &[]), None);
        let bearer = format!("Bearer {token}");
        assert_eq!(
            refused(&guard, "GET", "/search", &[("authorization", &bearer)]),
            None
        );
        let cookie = format!("a=b; {COOKIE}={token}");
        assert_eq!(refused(&guard, "POST", "/keep", &[("cookie", &cookie)]), None);
        let public = Guard::new(address, true, None).unwrap();
        assert_eq!(refused(&public, "GET", "/search", &[]), None);
        assert_eq!(refused(&public, "POST", "/api/read", &[]), None);
        assert_eq!(refused(&public, "POST", "/keep", &[]), Some(401));
        assert_eq!(
            refused(&public, "POST", "/keep", &[("authorization", "Bearer x")]),
            Some(401)
        );
    }
}
