//! One thing that is wrong with one value.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// One thing that is wrong with a value: where, which rule, and what to say.
///
/// Built-in descriptors make theirs; a `check`, `rule` or [`Descriptor`](crate::Descriptor) makes
/// its own with [`Violation::new`]. It is one pointer wide, so that the good case stays cheap.
///
/// It displays as `{path} {message}`: `price must be a positive number, got -5`.
///
/// ```
/// use dunder::Violation;
///
/// let violation = Violation::new("must be even").with_code("odd").with_param("step", 2);
/// assert_eq!(violation.to_string(), "must be even");
/// assert_eq!(violation.code(), "odd");
/// assert_eq!(violation.param("step"), Some("2"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Violation(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    path: String,
    code: Cow<'static, str>,
    params: Vec<(Cow<'static, str>, String)>,
    value: Option<String>,
    message: Cow<'static, str>,
}

impl Violation {
    /// A violation with this text; its code is `custom`.
    ///
    /// The text stands after the path of the field, as it is: `"must be even"` becomes
    /// `count must be even`. A `rule` has no field: its text stands alone.
    #[cold]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            path: String::new(),
            code: Cow::Borrowed("custom"),
            params: Vec::new(),
            value: None,
            message: message.into(),
        }))
    }

    /// The same, with a code for programs and translations.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code.into();
        self
    }

    /// The same, with one more parameter for programs and translations.
    #[must_use]
    pub fn with_param(mut self, name: impl Into<Cow<'static, str>>, value: impl ToString) -> Self {
        self.0.params.push((name.into(), value.to_string()));
        self
    }

    /// The same, with the text of the refused value. Not for a secret.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.0.value = Some(value.into());
        self
    }

    pub(crate) fn without_value(mut self) -> Self {
        self.0.value = None;
        self
    }

    /// The same, placed: `price`, `items[2].price`. Longer paths are joined by
    /// [`Violation::within`].
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = path.into();
        self
    }

    /// The same, inside `outer`: `[2].price` within `items` is `items[2].price`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') && !outer.is_empty() {
            path.insert(0, '.');
        }
        path.insert_str(0, outer);
        self
    }

    /// Where the value is: `price`, `items[2].price`, `prices['k']`; empty for a `rule`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The name of the rule that is broken, `positive`; `custom` where none was given.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The parameters of the rule: `min` and `max` of a `range`.
    pub fn params(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0
            .params
            .iter()
            .map(|(name, value)| (&**name, &**value))
    }

    /// One parameter of the rule.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// The refused value as text: cut when it is long, absent when it is secret or unknown.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// What is wrong, without the path: `must be a positive number, got -5`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Another text and code, as `message = "…"` and `code = "…"` give them. In the text `{value}`
    /// and the names of parameters in braces are filled in.
    pub(crate) fn reword(&mut self, template: Option<&'static str>, code: Option<&'static str>) {
        if let Some(template) = template {
            self.0.message = self.filled(template);
        }
        if let Some(code) = code {
            self.0.code = code.into();
        }
    }

    /// The template with its placeholders filled in; `{{` and `}}` stand for braces.
    fn filled(&self, template: &'static str) -> Cow<'static, str> {
        if !template.contains(['{', '}']) {
            return template.into();
        }
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(at);
            text.push_str(before);
            if let Some(after) = brace
                .strip_prefix("{{")
                .or_else(|| brace.strip_prefix("}}"))
            {
                text.push_str(&brace[..1]);
                rest = after;
            } else if let Some((name, after)) = brace[1..].split_once('}') {
                text.push_str(match name {
                    "value" => self.value().unwrap_or(super::SECRET),
                    name => self.param(name).unwrap_or(name),
                });
                rest = after;
            } else {
                text.push_str(brace);
                rest = "";
            }
        }
        text.push_str(rest);
        text.into()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            f.write_str(self.path())?;
            f.write_char(' ')?;
        }
        f.write_str(self.message())
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("path", &self.0.path)
            .field("code", &self.0.code)
            .field("params", &self.0.params)
            .field("value", &self.0.value)
            .field("message", &self.0.message)
            .finish()
    }
}
