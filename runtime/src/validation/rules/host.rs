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

pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
