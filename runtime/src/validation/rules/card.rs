//! Payment card numbers.

use super::text::questions;

questions! {
    /// `credit_card`: 12 to 19 digits, not all the same, with a right check digit (ISO/IEC 7812,
    /// Luhn). Spaces and dashes are not skipped: remove them by a descriptor in front.
    CreditCard "credit_card" "a valid card number" is_card;
}

fn is_card(text: &str) -> bool {
    let digits = text.as_bytes();
    (12..=19).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
        // Luhn alone takes sixteen zeros.
        && digits.iter().any(|digit| digit != &digits[0])
        && luhn(digits).is_multiple_of(10)
}

fn luhn(digits: &[u8]) -> u32 {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    digits
        .iter()
        .rev()
        .map(|digit| u32::from(digit - b'0'))
        .enumerate()
        .map(|(i, digit)| if i % 2 == 1 { doubled(digit) } else { digit })
        .sum()
}
