//! Names and addresses of hosts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::text::questions;

questions! {
    /// `ip`: an IPv4 or IPv6 address, as std parses it.
    Ip "ip" "a valid IP address" |text| text.parse::<IpAddr>().is_ok();
    /// `ipv4`: four decimal numbers, as std parses them; no leading zeros, no short forms.
    Ipv4 "ipv4" "a valid IPv4 address" |text| text.parse::<Ipv4Addr>().is_ok();
    /// `ipv6`: an IPv6 address, as std parses it; no zone, no brackets.
    Ipv6 "ipv6" "a valid IPv6 address" |text| text.parse::<Ipv6Addr>().is_ok();
    /// `hostname`: a name as RFC 1123 has it: ASCII labels of 1 to 63 letters, digits and inner
    /// hyphens, at most 253 in all; no trailing dot.
    Hostname "hostname" "a valid hostname" is_hostname;
}

/// Whether a text is a hostname.
#[must_use]
pub const fn is_hostname(text: &str) -> bool {
    is_name(text.as_bytes(), 0)
}

/// Whether what stands behind `start` is a hostname.
pub(super) const fn is_name(text: &[u8], start: usize) -> bool {
    if text.len() - start > 253 {
        return false;
    }
    let (mut label, mut at) = (start, start);
    while at <= text.len() {
        if at == text.len() || text[at] == b'.' {
            let length = at - label;
            if length == 0 || length > 63 || text[label] == b'-' || text[at - 1] == b'-' {
                return false;
            }
            label = at + 1;
        } else if !text[at].is_ascii_alphanumeric() && text[at] != b'-' {
            return false;
        }
        at += 1;
    }
    true
}
