//! Strings, characters and bytes, by CPython's quoting rule.

use super::Repr;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

impl Repr for str {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = quote_for(self.as_bytes());
        f.write_char(quote)?;
        escaped(self, quote, f)?;
        f.write_char(quote)
    }
}

impl Repr for String {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().repr(f)
    }
}

impl Repr for char {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.encode_utf8(&mut [0; 4]).repr(f)
    }
}

/// As Python decodes file names: what is no UTF-8 becomes lone surrogates, byte by byte.
impl Repr for OsStr {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.as_encoded_bytes();
        let quote = quote_for(bytes);
        f.write_char(quote)?;
        for chunk in bytes.utf8_chunks() {
            escaped(chunk.valid(), quote, f)?;
            for byte in chunk.invalid() {
                write!(f, "\\udc{byte:02x}")?;
            }
        }
        f.write_char(quote)
    }
}

impl Repr for OsString {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_os_str().repr(f)
    }
}

impl Repr for Path {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_os_str().repr(f)
    }
}

impl Repr for PathBuf {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_os_str().repr(f)
    }
}

impl Repr for CStr {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = quote_for(self.to_bytes());
        write!(f, "b{quote}")?;
        for &byte in self.to_bytes() {
            let c = char::from(byte);
            match c {
                ' '..='~' => ascii(c, quote, f)?,
                '\t' | '\n' | '\r' => ascii(c, quote, f)?,
                _ => write!(f, "\\x{byte:02x}")?,
            }
        }
        f.write_char(quote)
    }
}

impl Repr for CString {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_c_str().repr(f)
    }
}

/// `'`, unless the text has a `'` and no `"`.
fn quote_for(text: &[u8]) -> char {
    if text.contains(&b'\'') && !text.contains(&b'"') {
        '"'
    } else {
        '\''
    }
}

/// Writes the text between its quotes, what needs no escape in runs as long as may be.
fn escaped(text: &str, quote: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut written = 0;
    for (at, c) in text.char_indices() {
        if plain(c, quote) {
            continue;
        }
        f.write_str(&text[written..at])?;
        written = at + c.len_utf8();
        match u32::from(c) {
            0..0x80 => ascii(c, quote, f)?,
            code @ 0x80..=0xff => write!(f, "\\x{code:02x}")?,
            code @ 0x100..=0xffff => write!(f, "\\u{code:04x}")?,
            code => write!(f, "\\U{code:08x}")?,
        }
    }
    f.write_str(&text[written..])
}

/// Whether Python prints the character as it is.
fn plain(c: char, quote: char) -> bool {
    match c {
        '\\' => false,
        ' '..='~' => c != quote,
        '\0'..='\x7f' => false,
        _ => printable(c),
    }
}

/// `str.isprintable` for what is not ASCII: the categories other than Cc, Cf, Cs, Co, Cn, Zl, Zp, Zs. These are the
/// ones that `str::escape_debug` leaves alone, except that it escapes combining marks at the start of a text.
fn printable(c: char) -> bool {
    let mut text = [b'a', 0, 0, 0, 0];
    let len = 1 + c.encode_utf8(&mut text[1..]).len();
    str::from_utf8(&text[..len]).is_ok_and(|text| text.escape_debug().count() == 2)
}

/// One ASCII character, escaped where it has to be.
fn ascii(c: char, quote: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\t' => f.write_str("\\t"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\\' => f.write_str("\\\\"),
        ' '..='~' if c == quote => write!(f, "\\{c}"),
        ' '..='~' => f.write_char(c),
        _ => write!(f, "\\x{:02x}", u32::from(c)),
    }
}
