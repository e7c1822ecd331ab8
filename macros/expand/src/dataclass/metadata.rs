//! What the class is made of, as const data: `dunder::fields::<Point>()`.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;

use crate::class::{Class, Field, FieldDefault, doc_text};
use crate::opaque;

/// `impl Class`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let krate = &class.krate;
    let private = krate.private();
    let (params, this, clause) = class.split();
    let attributes = class.impl_attributes();
    let name = crate::names::plain(&class.ident);
    let fields = class.stored().chain(class.cached()).collect_vec();
    // A string cannot be there in part: where it depends on a `cfg` which fields there are, each is a row of its own.
    let varies = fields.iter().any(|field| !field.cfgs().is_empty());
    let listed = if varies { &[][..] } else { &fields };
    let mut text = name + "\n";
    for field in listed {
        // A line for each: a line break inside a type says nothing.
        let ty = self::text(&field.ty).replace('\n', " ");
        text.push_str(&format!("{}: {ty}\n", field.label()));
    }
    let room = Literal::usize_unsuffixed(listed.len());
    let more = listed.iter().enumerate().filter_map(|(place, field)| {
        let (place, said) = (Literal::usize_unsuffixed(place), said(class, field)?);
        Some(quote!((#place, #said)))
    });
    let more = more.collect_vec();
    let more = (!more.is_empty())
        .then(|| quote!(const __MORE: &'static [#private::class::More] = &[#(#more),*];));
    let doc = doc_text(&class.attrs);
    let member = super::members::method(class);
    let rows = varies.then(|| {
        let info = info(class);
        quote!(const CLASS: #private::class::ClassInfo = #info;)
    });
    let doc = (!doc.is_empty() && !varies)
        .then(|| quote!(const __DOC: &'static ::core::primitive::str = #doc;));
    quote! {
        #attributes
        impl #params #krate::Class for #this #clause {
            type __Fields = #private::class::Fields<#room>;
            const __TEXT: &'static ::core::primitive::str = #text;
            #more
            #doc
            #rows
            #member
        }
    }
}

/// What the class is made of, as an expression with a row for each field.
#[must_use]
pub fn info(class: &Class) -> TokenStream {
    let private = class.krate.private();
    let (name, doc) = (crate::names::plain(&class.ident), doc_text(&class.attrs));
    let row = |field: &Field| {
        let (cfgs, name, ty) = (field.cfgs(), field.label(), text(&field.ty));
        let flags = flags(class, field);
        let more = said(class, field).map(|_| {
            let (doc, default, attributes) = (field.docs(), default(field), attributes(field));
            quote!(.with(#doc, #default, &[#(#attributes),*]))
        });
        quote!(#(#cfgs)* #private::class::FieldInfo::new(#name, #ty, #flags) #more)
    };
    let fields = class.stored().map(row);
    let cached = class.cached().iter().map(row);
    quote! {
        #private::class::ClassInfo::new(#name, #doc, &[#(#fields),*], &[#(#cached),*])
    }
}

/// What `More` says of a field; nothing of most.
fn said(class: &Class, field: &Field) -> Option<TokenStream> {
    let (flags, doc) = (flags(class, field), field.docs());
    let (default, attributes) = (default(field), attributes(field));
    let any = flags != 0 || !doc.is_empty() || !default.is_empty() || !attributes.is_empty();
    any.then(|| quote!(#flags, #doc, #default, &[#(#attributes),*]))
}

/// The text of its default.
fn default(field: &Field) -> String {
    match field.default() {
        Some(FieldDefault::OfType) => "Default::default()".to_owned(),
        Some(FieldDefault::Expr(expr)) => text(expr),
        None => String::new(),
    }
}

/// Its other attributes as written.
fn attributes(field: &Field) -> Vec<String> {
    let others = field
        .attrs
        .iter()
        .filter(|attr| !["doc", "cfg"].iter().any(|name| attr.path().is_ident(name)));
    others.map(text).collect_vec()
}

/// The bits of `FieldInfo`: those that are off are the usual ones, so that most fields have none.
fn flags(class: &Class, field: &Field) -> u8 {
    [
        !field.options.switch("init"),
        !field.options.switch("repr"),
        !field.compared(),
        field.secret(),
        class.describes(field),
        class.frozen(field),
        field.observers.is_some(),
        field.options.get("cached").is_some(),
    ]
    .into_iter()
    .enumerate()
    .fold(0, |flags, (bit, on)| flags | (u8::from(on) << bit))
}

/// Tokens as a person would write them, near enough: the spaces that the token printer adds are taken out.
#[must_use]
pub fn text(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    use proc_macro2::{Delimiter, Spacing, TokenTree};
    let mut word_before = false;
    let mut joint = false;
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
                (word_before, joint) = (true, false);
            }
            TokenTree::Punct(punct) => {
                let mark = punct.as_char();
                let binary = !joint
                    && word_before
                    && matches!(mark, '+' | '-' | '*' | '/' | '%' | '=' | '|');
                if binary {
                    text.push(' ');
                }
                text.push(mark);
                joint = punct.spacing() == Spacing::Joint;
                if mark == ','
                    || mark == ';'
                    || (binary && !joint)
                    || (mark == '>' && text.ends_with("->"))
                {
                    text.push(' ');
                }
                word_before = matches!(mark, '?' | '>');
                if mark == '\'' {
                    word_before = false;
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if word_before && !text.ends_with(['>', '?', ' ', ')', ']', '}']) {
                    text.push(' ');
                }
                let word = token.to_string();
                if word != opaque::MARK {
                    text.push_str(&word);
                } else if let Some(TokenTree::Group(hidden)) = tokens.nth(1) {
                    write(hidden.stream(), text);
                }
                (word_before, joint) = (true, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;

    #[test]
    fn tokens_read_as_written() {
        for (tokens, expected) in [
            (quote!(f64), "f64"),
            (quote!(Vec<Option<u8>>), "Vec<Option<u8>>"),
            (
                quote!(std::collections::HashMap<String, (u8, i8)>),
                "std::collections::HashMap<String, (u8, i8)>",
            ),
            (quote!(&'a str), "&'a str"),
            (quote!([u8; 4]), "[u8; 4]"),
            (quote!(Vec::new()), "Vec::new()"),
            (quote!("origin"), "\"origin\""),
            (quote!(-1), "-1"),
            (quote!(a + 1), "a + 1"),
            (quote!(&mut dyn Fn(u8) -> u8), "&mut dyn Fn(u8) -> u8"),
            (
                quote!([u8; __dunder_opaque! { f([1, 2]) }]),
                "[u8; f([1, 2])]",
            ),
        ] {
            assert_eq!(super::text(&tokens), expected);
        }
    }
}
