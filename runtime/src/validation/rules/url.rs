//! URLs, by the `url` crate.

use std::cell::Cell;

use url::SyntaxViolation;

use super::text::questions;

questions! {
    /// `url`: an absolute URL as the URL standard parses it, with nothing that the parser would
    /// have to repair: no white space around it, no `http:x`, no backslashes, no `%6G`. Of any
    /// scheme, `javascript:` and `file:` too.
    Url "url" "a valid URL" |text| parse(text).is_some();
    /// `http_url`: such a URL of scheme `http` or `https`.
    HttpUrl "http_url" "a valid HTTP URL"
        |text| parse(text).is_some_and(|url| matches!(url.scheme(), "http" | "https"));
}

fn parse(text: &str) -> Option<::url::Url> {
    let repaired = Cell::new(false);
    let note = |violation| {
        // Old-fashioned, but nothing was changed.
        if violation != SyntaxViolation::EmbeddedCredentials {
            repaired.set(true);
        }
    };
    let url = ::url::Url::options()
        .syntax_violation_callback(Some(&note))
        .parse(text)
        .ok()?;
    (!repaired.get()).then_some(url)
}
