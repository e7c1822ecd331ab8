//! What can be told of a type from the way it is written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

/// The type without the invisible groups that a `macro_rules!` puts around it.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        ty => ty,
    }
}

/// `T` of `Option<T>`.
pub(crate) fn option_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.first()) {
        (true, Some(GenericArgument::Type(ty))) => Some(ty),
        _ => None,
    }
}

/// Whether the type, as written, borrows for less than `'static`. What stands behind `fn` and `Fn` does not count.
pub(crate) fn borrows(tokens: &impl ToTokens) -> bool {
    scan(tokens.to_token_stream())
}

fn scan(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let borrows = match token {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                !matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "static")
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                !matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'')
            }
            // The lifetimes of `for<…>` are no borrows: on to what comes after them.
            TokenTree::Ident(name) if name == "for" => {
                let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '>');
                while tokens.next().is_some_and(|token| !ends(&token)) {}
                false
            }
            // The types of a function's arguments and result are not held by it.
            TokenTree::Ident(name)
                if name == "fn" || name == "Fn" || name == "FnMut" || name == "FnOnce" =>
            {
                return false;
            }
            // A constant, as in `Array<{ N }>`, and the length of an array.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => false,
            TokenTree::Punct(punct) if punct.as_char() == ';' => return false,
            TokenTree::Group(group) => scan(group.stream()),
            _ => false,
        };
        if borrows {
            return true;
        }
    }
    false
}

/// Whether the tokens name `Self`, other than inside an item of their own.
pub(crate) fn names_self(tokens: TokenStream) -> bool {
    let mut in_item = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) if name == "Self" && !in_item => return true,
            TokenTree::Ident(name)
                if ["impl", "trait", "struct", "enum", "union"]
                    .iter()
                    .any(|item| name == item) =>
            {
                in_item = true;
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_item = false,
            TokenTree::Group(group) if in_item => {
                in_item = group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Group(group) if names_self(group.stream()) => return true,
            _ => {}
        }
    }
    false
}
