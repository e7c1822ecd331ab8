//! Email addresses.

use super::host::is_name;
use super::text::questions;

questions! {
    /// `email`: an address as people and mail servers use it (RFC 5321's `Mailbox`, without its
    /// oddities): a dot-atom of at most 64 bytes, `@`, and a hostname of two labels or more.
    ///
    /// Stricter than the HTML standard, which takes `.a@b.com` and `a@localhost`. No quoted local
    /// parts, no address literals, no comments, no display names, ASCII only, and nothing is
    /// trimmed: an address that this takes can be written anywhere as it is.
    Email "email" "a valid email address" is_email;
}

/// Whether a text is an email address.
#[must_use]
pub const fn is_email(text: &str) -> bool {
    let text = text.as_bytes();
    // RFC 5321 4.5.3.1: a path is at most 256 bytes, two of them its angle brackets.
    if text.len() > 254 {
        return false;
    }
    let Some(at) = local_part(text) else {
        return false;
    };
    is_name(text, at + 1) && is_domain(text, at + 1)
}

/// Where RFC 5322's `dot-atom` in front ends, at the `@`.
const fn local_part(text: &[u8]) -> Option<usize> {
    let (mut atom, mut at) = (0, 0);
    while at < text.len() {
        match text[at] {
            b'@' if at == atom || at > 64 => return None,
            b'@' => return Some(at),
            b'.' if at == atom => return None,
            b'.' => atom = at + 1,
            byte if is_atom_text(byte) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

const fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~'
        )
}

/// Whether a hostname has two labels or more, the last of them not all digits: then it is an address, not a name
/// (RFC 3696, section 2).
const fn is_domain(text: &[u8], start: usize) -> bool {
    let (mut at, mut letters) = (text.len(), false);
    while at > start && text[at - 1] != b'.' {
        at -= 1;
        letters |= !text[at].is_ascii_digit();
    }
    at > start && letters
}
