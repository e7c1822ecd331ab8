//! The expression that a template becomes.
//!
//! Written piece by piece: iterator adapters would make the compiling of this crate, which everything waits for, longer.

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

use crate::encode::{Part, Repeat, Template};

/// `{ let span = …; crate::tokens::fill(span, "…", &[…]) }`.
pub(crate) fn filled(span: Option<TokenStream>, template: TokenStream) -> TokenStream {
    let mut code = Code::default();
    match Template::read(template).and_then(|template| call(span, &template)) {
        Ok(call) => code.group(Delimiter::Brace, call),
        Err(message) => {
            code.source("::core::compile_error!");
            let mut argument = Code::default();
            argument.string(&message);
            code.group(Delimiter::Parenthesis, argument);
        }
    }
    code.into_tokens()
}

fn call(span: Option<TokenStream>, template: &Template) -> Result<Code, String> {
    let mut code = Code::default();
    code.source("let");
    code.span();
    code.source("=");
    match span {
        Some(span) => code.tokens(span),
        None => code.source("::proc_macro2::Span::call_site()"),
    }
    code.source("; crate::tokens::fill");
    let mut arguments = Code::default();
    arguments.span();
    arguments.source(",");
    arguments.string(&template.text);
    arguments.source(", &");
    arguments.group(Delimiter::Bracket, parts(template)?);
    code.group(Delimiter::Parenthesis, arguments);
    Ok(code)
}

/// `&name, &{ … }`.
fn parts(template: &Template) -> Result<Code, String> {
    let mut code = Code::default();
    for part in &template.parts {
        code.source("&");
        match part {
            Part::Name(name) => code.name(name),
            Part::Repeat(repeat) => code.group(Delimiter::Brace, repeated(repeat)?),
        }
        code.source(",");
    }
    Ok(code)
}

/// `crate::tokens::Repeat::new(span, "…", "…", vec![name.column(), …])`.
fn repeated(repeat: &Repeat) -> Result<Code, String> {
    let mut columns = Code::default();
    for part in &repeat.body.parts {
        let Part::Name(name) = part else {
            return Err("a repetition inside a repetition: bind the inner one first".to_owned());
        };
        columns.name(name);
        columns.source(".column(),");
    }
    let mut arguments = Code::default();
    arguments.span();
    arguments.source(",");
    arguments.string(&repeat.body.text);
    arguments.source(",");
    arguments.string(&repeat.separator.text);
    arguments.source(", ::std::vec!");
    arguments.group(Delimiter::Bracket, columns);
    let mut code = Code::default();
    code.source("use crate::tokens::{Each as _, EachOf as _}; crate::tokens::Repeat::new");
    code.group(Delimiter::Parenthesis, arguments);
    Ok(code)
}

/// Code in the making.
#[derive(Default)]
struct Code(Vec<TokenTree>);

impl Code {
    /// What stands here as source.
    fn source(&mut self, text: &str) {
        self.tokens(text.parse().unwrap_or_default());
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            self.0.push(token);
        }
    }

    /// The span's name, which no name in a template can meet.
    fn span(&mut self) {
        self.0.push(Ident::new("span", Span::mixed_site()).into());
    }

    fn name(&mut self, name: &Ident) {
        self.0.push(name.clone().into());
    }

    fn string(&mut self, text: &str) {
        self.0.push(Literal::string(text).into());
    }

    fn group(&mut self, delimiter: Delimiter, inside: Self) {
        self.0
            .push(Group::new(delimiter, inside.into_tokens()).into());
    }

    fn into_tokens(self) -> TokenStream {
        self.0.into_iter().collect()
    }
}
