//! What a metaclass's `check` finds wrong.

use super::info::equal;

/// What is wrong with a class, and where: what `check` of a [`Metaclass`](crate::Metaclass) returns.
///
/// The place is an error's arrow in the user's code. The text is made of parts, since no `const fn` formats:
///
/// ```
/// use dunder::Issue;
///
/// let issue = Issue::field(1, "a table has one key, and `").text("id").text("` is it already");
/// assert_eq!(issue.to_string(), "a table has one key, and `id` is it already");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issue {
    field: Option<usize>,
    option: &'static str,
    parts: [&'static str; PARTS],
}

/// As many as keep a `Result<(), Issue>` below the size that clippy calls large.
const PARTS: usize = 5;

impl Issue {
    /// Something that is wrong with the class as a whole.
    #[must_use]
    pub const fn class(message: &'static str) -> Self {
        Self {
            field: None,
            option: "",
            parts: [message, "", "", "", ""],
        }
    }

    /// Something that is wrong with the field at this place: its [`index`](crate::FieldInfo::index).
    #[must_use]
    pub const fn field(index: usize, message: &'static str) -> Self {
        Self {
            field: Some(index),
            ..Self::class(message)
        }
    }

    /// The same, told at the option of this name where the class or field gives it.
    #[must_use]
    pub const fn option(mut self, name: &'static str) -> Self {
        self.option = name;
        self
    }

    /// The same with more text, for the name of a field say. There is room for four such parts; what is beyond is left
    /// out.
    #[must_use]
    pub const fn text(mut self, part: &'static str) -> Self {
        let mut at = 0;
        while at < PARTS {
            if self.parts[at].is_empty() {
                self.parts[at] = part;
                break;
            }
            at += 1;
        }
        self
    }
}

impl std::fmt::Display for Issue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(part))
    }
}

impl std::error::Error for Issue {}

/// What `check` returned.
type Checked = Result<(), Issue>;

/// Ends the compilation at the caller's place if that is where the issue belongs: an option of the class.
#[track_caller]
pub const fn class_option(checked: &Checked, name: &str) {
    if let Err(issue) = checked
        && issue.field.is_none()
        && equal(issue.option, name)
    {
        fail(issue);
    }
}

/// As [`class_option`], for an option of a field.
#[track_caller]
pub const fn option(checked: &Checked, field: usize, name: &str) {
    if let Err(issue) = checked
        && issue.is_of(field)
        && equal(issue.option, name)
    {
        fail(issue);
    }
}

/// As [`class_option`], for a field. Its options come before it.
#[track_caller]
pub const fn field(checked: &Checked, field: usize) {
    if let Err(issue) = checked
        && issue.is_of(field)
    {
        fail(issue);
    }
}

/// As [`class_option`], for a class and all that has no place. It is the last.
#[track_caller]
pub const fn class(checked: &Checked) {
    if let Err(issue) = checked {
        fail(issue);
    }
}

impl Issue {
    const fn is_of(&self, field: usize) -> bool {
        match self.field {
            Some(of) => of == field,
            None => false,
        }
    }
}

#[track_caller]
const fn fail(issue: &Issue) -> ! {
    let mut text = [0; 1024];
    let (mut len, mut part) = (0, 0);
    while part < PARTS {
        let bytes = issue.parts[part].as_bytes();
        let mut at = 0;
        while at < bytes.len() && len < text.len() {
            text[len] = bytes[at];
            (at, len) = (at + 1, len + 1);
        }
        part += 1;
    }
    let (text, _) = text.split_at(len);
    match core::str::from_utf8(text) {
        Ok(text) => panic!("{}", text),
        // Cut inside a letter.
        Err(_) => panic!("{}", issue.parts[0]),
    }
}
