//! What the class is made of, as const data: `dunder::fields::<Point>()`.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::class::{Class, Field, FieldDefault, doc_text};

/// `impl Class`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let krate = &class.krate;
    let private = krate.private();
    let (params, this, clause) = class.split();
    let attributes = class.impl_attributes();
    let info = info(class);
    quote! {
        #attributes
        impl #params #krate::Class for #this #clause {
            const CLASS: #private::class::ClassInfo = #info;
        }
    }
}

/// What the class is made of, as an expression.
#[must_use]
pub fn info(class: &Class) -> TokenStream {
    let private = class.krate.private();
    let (name, doc) = (crate::names::plain(&class.ident), doc_text(&class.attrs));
    let fields = class
        .stored()
        .map(|field| self::field(class, &private, field));
    let doc = (!doc.is_empty()).then(|| quote!(.with_doc(#doc)));
    let cached = class
        .cached()
        .iter()
        .map(|field| self::field(class, &private, field));
    let cached = (!class.cached().is_empty()).then(|| quote!(.with_cached(&[#(#cached),*])));
    quote! {
        #private::class::ClassInfo::new(#name, &[#(#fields),*]) #doc #cached
    }
}

fn field(class: &Class, private: &TokenStream, field: &Field) -> TokenStream {
    let (cfgs, name, ty, doc) = (field.cfgs(), field.label(), text(&field.ty), field.docs());
    let doc = (!doc.is_empty()).then(|| quote!(.with_doc(#doc)));
    let default = field.default().map(|default| {
        let text = match default {
            FieldDefault::OfType => "Default::default()".to_owned(),
            FieldDefault::Expr(expr) => text(expr),
        };
        quote!(.with_default(#text))
    });
    let attributes: Vec<_> = field
        .attrs
        .iter()
        .filter(|attr| !["doc", "cfg"].iter().any(|name| attr.path().is_ident(name)))
        .map(text)
        .collect_vec();
    let attributes =
        (!attributes.is_empty()).then(|| quote!(.with_attributes(&[#(#attributes),*])));
    let flags = flags(class, field);
    quote! {
        #(#cfgs)* #private::class::FieldInfo::new(#name, #ty, #flags) #doc #default #attributes
    }
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
    for token in tokens {
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
                text.push_str(&token.to_string());
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
        ] {
            assert_eq!(super::text(&tokens), expected);
        }
    }
}
