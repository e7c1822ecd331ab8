//! Payment card numbers.

use super::text::questions;

questions! {
    /// `credit_card`: 12 to 19 digits, not all the same, with a right check digit (ISO/IEC 7812,
    /// Luhn). Spaces and dashes are not skipped: remove them by a descriptor in front.
    CreditCard "credit_card" "a valid card number" is_card;
}

/// Whether a text is a card number.
#[must_use]
pub const fn is_card(text: &str) -> bool {
    let digits = text.as_bytes();
    if digits.len() < 12 || digits.len() > 19 {
        return false;
    }
    let (mut at, mut sum, mut differ) = (0, 0, false);
    while at < digits.len() {
        if !digits[at].is_ascii_digit() {
            return false;
        }
        // Luhn alone takes sixteen zeros.
        differ |= digits[at] != digits[0];
        let digit = (digits[at] - b'0') as u32;
        // Every second one counts twice, seen from the end.
        sum += match (digits.len() - at) % 2 {
            1 => digit,
            _ if digit > 4 => 2 * digit - 9,
            _ => 2 * digit,
        };
        at += 1;
    }
    differ && sum % 10 == 0
}
