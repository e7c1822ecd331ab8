//! A value as it stands in an error's text: on one line, and not too long.

use core::fmt::{self, Write};

/// How many characters of a value an error shows.
const LIMIT: usize = 80;

/// A value's `Debug` as people write it: numbers without `.0`, strings in single quotes, what is
/// long cut with an ellipsis.
#[cold]
pub(crate) fn excerpt(value: &dyn fmt::Debug) -> String {
    let mut text = Cut {
        text: String::new(),
        left: LIMIT,
    };
    let whole = write!(text, "{value:?}").is_ok();
    let mut text = text.text;
    if text.starts_with('"') && (!whole || text.ends_with('"')) {
        return requote(&text[1..text.len() - usize::from(whole)], whole);
    }
    if !whole {
        text.push('…');
    } else if let Some(number) = text.strip_suffix(".0")
        && number
            .trim_start_matches('-')
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    {
        return number.to_owned();
    }
    text
}

/// The inside of a `"…"` literal between the quotes that Python would choose.
fn requote(inside: &str, whole: bool) -> String {
    let plain = inside.replace("\\\"", "\"");
    let quote = if plain.contains('\'') && !plain.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut text = String::with_capacity(plain.len() + 4);
    text.push(quote);
    for c in plain.chars() {
        if c == quote {
            text.push('\\');
        }
        text.push(c);
    }
    if !whole {
        text.push('…');
    }
    text.push(quote);
    text
}

/// Takes so many characters, then ends the formatting by an error; line breaks become spaces.
struct Cut {
    text: String,
    left: usize,
}

impl Write for Cut {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        for c in part.chars() {
            if self.left == 0 {
                return Err(fmt::Error);
            }
            self.left -= 1;
            self.text.push(if c.is_control() { ' ' } else { c });
        }
        Ok(())
    }
}
