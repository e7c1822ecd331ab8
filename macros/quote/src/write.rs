//! The expression that a template becomes.

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::encode::{Part, Repeat, Template};

/// `{ let span = …; crate::tokens::fill(span, "…", &[…]) }`.
pub(crate) fn filled(span: Option<TokenStream>, template: TokenStream) -> TokenStream {
    match Template::read(template).and_then(|template| Ok((parts(&template)?, template))) {
        Ok((parts, Template { text, .. })) => {
            let start = span.unwrap_or_else(|| source("::proc_macro2::Span::call_site()"));
            let text = TokenTree::from(Literal::string(&text)).into();
            let call = [
                source("crate::tokens::fill"),
                parens([span_name(), comma(), text, comma(), parts]),
            ];
            let start = [source("let"), span_name(), source("="), start, source(";")];
            group(Delimiter::Brace, start.into_iter().chain(call))
        }
        Err(message) => {
            let message = TokenTree::from(Literal::string(&message)).into();
            [source("::core::compile_error!"), parens([message])]
                .into_iter()
                .collect()
        }
    }
}

/// `&[&name, &crate::tokens::Repeat::new(…)]`.
fn parts(template: &Template) -> Result<TokenStream, String> {
    let each = template.parts.iter().map(|part| {
        let part = match part {
            Part::Name(name) => TokenTree::from(name.clone()).into(),
            Part::Repeat(repeat) => repeated(repeat)?,
        };
        Ok([source("&"), part, comma()])
    });
    let each = each.collect::<Result<Vec<_>, String>>()?;
    Ok([
        source("&"),
        group(Delimiter::Bracket, each.into_iter().flatten()),
    ]
    .into_iter()
    .collect())
}

/// `crate::tokens::Repeat::new(span, "…", "…", vec![name.column(), …])`.
fn repeated(repeat: &Repeat) -> Result<TokenStream, String> {
    let columns = repeat.body.parts.iter().map(|part| match part {
        Part::Name(name) => Ok([TokenTree::from(name.clone()).into(), source(".column(),")]),
        Part::Repeat(_) => {
            Err("a repetition inside a repetition: bind the inner one first".to_owned())
        }
    });
    let columns = columns.collect::<Result<Vec<_>, String>>()?;
    let text = |template: &Template| TokenTree::from(Literal::string(&template.text)).into();
    let arguments = [
        span_name(),
        comma(),
        text(&repeat.body),
        comma(),
        text(&repeat.separator),
        comma(),
        source("::std::vec!"),
        group(Delimiter::Bracket, columns.into_iter().flatten()),
    ];
    let body = [
        source("use crate::tokens::{Each as _, EachOf as _};"),
        source("crate::tokens::Repeat::new"),
        parens(arguments),
    ];
    Ok(group(Delimiter::Brace, body))
}

/// The span's name, which no name in a template can meet.
fn span_name() -> TokenStream {
    TokenTree::from(Ident::new("span", Span::mixed_site())).into()
}

fn comma() -> TokenStream {
    TokenTree::from(Punct::new(',', Spacing::Alone)).into()
}

fn parens(inside: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    group(Delimiter::Parenthesis, inside)
}

fn group(delimiter: Delimiter, inside: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    TokenTree::from(Group::new(delimiter, inside.into_iter().collect())).into()
}

/// Tokens that stand here as source.
fn source(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
