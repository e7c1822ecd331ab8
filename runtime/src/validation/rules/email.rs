//! Email addresses.

use super::host::is_hostname;
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

fn is_email(text: &str) -> bool {
    // RFC 5321 4.5.3.1: a path is at most 256 bytes, two of them its angle brackets.
    text.len() <= 254
        && text.split_once('@').is_some_and(|(local, domain)| {
            is_local(local) && domain.contains('.') && is_hostname(domain) && !is_number(domain)
        })
}

/// RFC 5322's `dot-atom`.
fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_text))
}

fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// Whether the last label is all digits: then it is an address, not a name (RFC 3696, section 2).
fn is_number(domain: &str) -> bool {
    domain
        .rsplit('.')
        .next()
        .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
}
