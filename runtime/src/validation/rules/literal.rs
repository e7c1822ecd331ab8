//! What a `const` may ask of a literal default, so that one which breaks its rule is a compile error.

pub use super::card::is_card as credit_card;
pub use super::date::{is_date as date, is_date_time as date_time};
pub use super::email::is_email as email;
pub use super::host::is_hostname as hostname;
pub use super::text::is_uuid as uuid;

/// Whether `url` may take it: it begins with a scheme, and has nothing that no URL has. The parser has the last word, at
/// run time.
#[must_use]
pub const fn url(text: &str) -> bool {
    let text = text.as_bytes();
    let Some(end) = scheme(text) else {
        return false;
    };
    let mut at = end + 1;
    while at < text.len() {
        if matches!(text[at], b'\t' | b'\n' | b'\r' | b' ' | b'<' | b'>') {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether `http_url` may take it.
#[must_use]
pub const fn http_url(text: &str) -> bool {
    if !url(text) {
        return false;
    }
    let text = text.as_bytes();
    let Some(end) = scheme(text) else {
        return false;
    };
    let http = matches!(
        text,
        [b'h' | b'H', b't' | b'T', b't' | b'T', b'p' | b'P', ..]
    ) && (end == 4 || (end == 5 && matches!(text[4], b's' | b'S')));
    // Two slashes, and a host behind them.
    http && text.len() > end + 3
        && text[end + 1] == b'/'
        && text[end + 2] == b'/'
        && !matches!(text[end + 3], b'/' | b'?' | b'#')
}

/// Where the scheme ends, at the `:`.
const fn scheme(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b':' if at > 0 => return Some(at),
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            _ => return None,
        }
        at += 1;
    }
    None
}
