//! The address under which others reach the desk, where a server that speaks TLS stands before it.
//!
//! In: `https://desk.example`. Out: what feeds call their links, and whose pages may write. It is told when the desk is started and never
//! taken from what a request says of itself, which anyone can write. Known limit: no path; the desk is the whole of its host.

use axum::http::Uri;
use std::fmt;
use std::str::FromStr;

/// A scheme and a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    is_secure: bool,
    host: String,
}

impl Origin {
    /// Whether what is sent is not seen on the way.
    pub(crate) fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The host, with its port where it has one.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || format!("“{text}” is no address such as https://desk.example");
        let uri: Uri = text.parse().map_err(|_| wanted())?;
        let is_bare = uri.path().trim_matches('/').is_empty() && uri.query().is_none();
        let authority = uri.authority().filter(|a| !a.as_str().contains('@'));
        match (uri.scheme_str(), authority) {
            (Some(scheme @ ("http" | "https")), Some(authority)) if is_bare => Ok(Self {
                is_secure: scheme == "https",
                host: authority.as_str().to_ascii_lowercase(),
            }),
            _ => Err(wanted()),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let read = |text: &str| text.parse::<Origin>().map(|origin| origin.to_string());
        assert_eq!(read("https://Desk.example/"), Ok("https://desk.example".into()));
        assert_eq!(read("http://desk:81"), Ok("http://desk:81".into()));
        for text in
            ["desk.example", "/x", "ftp://a.b", "https://a.b/c", "https://a@b", ""]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
