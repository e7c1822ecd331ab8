//! A template as a string.

use std::iter::Peekable;

use proc_macro::{Delimiter, Ident, Spacing, TokenStream, TokenTree, token_stream};

/// The two digits of a length start here: `tokens::fill` reads them much sooner than it would find the end of a text.
const ZERO: u8 = b'0';
const BASE: usize = 64;

/// A template read.
///
/// Each token of `text` is a tag, the length of its text in two digits, and its text: `i` an identifier, `l` a literal,
/// `j` a punctuation character that joins the next, `p` one that does not, an opening or closing delimiter for itself,
/// and `$` with the number of a part in two digits of the same kind.
#[derive(Default)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
}

/// What is interpolated.
pub(crate) enum Part {
    /// `#name`.
    Name(Ident),
    /// `#(…)*`.
    Repeat(Repeat),
}

/// `#(body) separator *`.
pub(crate) struct Repeat {
    pub(crate) body: Template,
    pub(crate) separator: Template,
}

type Tokens = Peekable<token_stream::IntoIter>;

impl Template {
    pub(crate) fn read(tokens: TokenStream) -> Result<Self, String> {
        let mut template = Self::default();
        template.append(tokens)?;
        Ok(template)
    }

    fn append(&mut self, tokens: TokenStream) -> Result<(), String> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
            match tokens.peek() {
                Some(TokenTree::Ident(_)) if hash => {
                    if let Some(TokenTree::Ident(name)) = tokens.next() {
                        let at = self.part_named(name);
                        self.push('$', &digits(at)?)?;
                    }
                }
                Some(TokenTree::Group(group))
                    if hash && group.delimiter() == Delimiter::Parenthesis =>
                {
                    let body = Self::read(group.stream())?;
                    tokens.next();
                    let separator = separator(&mut tokens)?;
                    self.parts.push(Part::Repeat(Repeat { body, separator }));
                    self.push('$', &digits(self.parts.len() - 1)?)?;
                }
                _ => self.token(token)?,
            }
        }
        Ok(())
    }

    fn token(&mut self, token: TokenTree) -> Result<(), String> {
        match token {
            TokenTree::Ident(ident) => self.push('i', &ident.to_string()),
            TokenTree::Literal(literal) => self.push('l', &literal.to_string()),
            TokenTree::Punct(punct) => {
                let tag = match punct.spacing() {
                    Spacing::Joint => 'j',
                    Spacing::Alone => 'p',
                };
                self.push(tag, punct.as_char().encode_utf8(&mut [0; 4]))
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::None => return self.append(group.stream()),
                };
                self.push(open, "")?;
                self.append(group.stream())?;
                self.push(close, "")
            }
        }
    }

    fn push(&mut self, tag: char, text: &str) -> Result<(), String> {
        self.text.push(tag);
        self.text.push_str(&digits(text.len())?);
        self.text.push_str(text);
        Ok(())
    }

    /// Where `name` stands among the parts; each once, however often it is used.
    fn part_named(&mut self, name: Ident) -> usize {
        let text = name.to_string();
        let known = |part: &Part| matches!(part, Part::Name(other) if other.to_string() == text);
        self.parts.iter().position(known).unwrap_or_else(|| {
            self.parts.push(Part::Name(name));
            self.parts.len() - 1
        })
    }
}

/// A number below 4096 in two digits.
fn digits(number: usize) -> Result<String, String> {
    let digit = |value: usize| u8::try_from(value).map(|value| char::from(ZERO + value));
    match (digit(number / BASE), digit(number % BASE)) {
        (Ok(high), Ok(low)) if number < BASE * BASE => Ok([high, low].iter().collect()),
        _ => Err(format!("{number} is more than a template holds")),
    }
}

/// What stands between the body and the `*`.
fn separator(tokens: &mut Tokens) -> Result<Template, String> {
    let mut separator = Template::default();
    loop {
        match tokens.next() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => return Ok(separator),
            Some(token) => separator.token(token)?,
            None => return Err("expected `*` after `#(…)`".to_owned()),
        }
    }
}
