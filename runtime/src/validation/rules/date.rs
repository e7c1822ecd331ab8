//! Dates and times as text.

use super::text::questions;

questions! {
    /// `date`: a day as RFC 3339 writes it, `2024-02-29`, that is in the Gregorian calendar.
    Date "date" "a valid date" is_date;
    /// `date_time`: a moment as RFC 3339 writes it, `2024-02-29T23:59:07.25+01:00`: with seconds and an offset or `Z`. The
    /// second 60 is one only where leap seconds are, at the end of a day in UTC.
    DateTime "date_time" "a valid date and time" is_date_time;
}

/// Whether a text is a date.
#[must_use]
pub const fn is_date(text: &str) -> bool {
    text.len() == 10 && starts_with_date(text.as_bytes())
}

/// Whether a text is a moment.
#[must_use]
pub const fn is_date_time(text: &str) -> bool {
    let text = text.as_bytes();
    if text.len() < 20 || !starts_with_date(text) || !matches!(text[10], b'T' | b't') {
        return false;
    }
    let (Some(hour), Some(minute), Some(second)) = (pair(text, 11), pair(text, 14), pair(text, 17))
    else {
        return false;
    };
    if text[13] != b':' || text[16] != b':' || hour > 23 || minute > 59 || second > 60 {
        return false;
    }
    let mut at = 19;
    if text[at] == b'.' {
        at += 1;
        let start = at;
        while at < text.len() && text[at].is_ascii_digit() {
            at += 1;
        }
        if at == start {
            return false;
        }
    }
    let Some(offset) = offset(text, at) else {
        return false;
    };
    // Of the minutes of a day in UTC the last.
    second < 60 || (60 * hour + minute + 1440 - offset) % 1440 == 1439
}

/// How many minutes the zone at the end is ahead of UTC, modulo a day.
const fn offset(text: &[u8], at: usize) -> Option<u32> {
    if text.len() == at + 1 {
        return if matches!(text[at], b'Z' | b'z') {
            Some(0)
        } else {
            None
        };
    }
    if text.len() != at + 6 || text[at + 3] != b':' {
        return None;
    }
    let (Some(hours), Some(minutes)) = (pair(text, at + 1), pair(text, at + 4)) else {
        return None;
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let minutes = 60 * hours + minutes;
    match text[at] {
        b'+' => Some(minutes),
        b'-' => Some((1440 - minutes) % 1440),
        _ => None,
    }
}

const fn starts_with_date(text: &[u8]) -> bool {
    let (Some(century), Some(year), Some(month), Some(day)) =
        (pair(text, 0), pair(text, 2), pair(text, 5), pair(text, 8))
    else {
        return false;
    };
    let year = 100 * century + year;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    text[4] == b'-' && text[7] == b'-' && 1 <= day && day <= days
}

/// Two digits.
const fn pair(text: &[u8], at: usize) -> Option<u32> {
    let (tens, ones) = (text[at], text[at + 1]);
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Some((tens - b'0') as u32 * 10 + (ones - b'0') as u32)
    } else {
        None
    }
}
