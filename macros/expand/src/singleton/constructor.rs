//! The constructor in an `impl` block: which function it is, and what becomes of it.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, GenericArgument, PathArguments, ReturnType, Type, parse_quote};

use super::emit::path;
use super::model::{Model, Source};
use crate::block::{Impl, Item};
use crate::errors::Errors;
use crate::function::Function;
use crate::names::{local, plain, respan};

/// The functions that `#[singleton]` adds to the type.
const ADDED: [&str; 2] = ["existing", "scoped"];

/// The positions of the constructors in `block`: one, or alternatives of one name under `cfg`.
pub(super) fn find(block: &Impl, errors: &Errors) -> Vec<usize> {
    for function in block.items.functions() {
        let name = &function.sig.ident;
        if ADDED.contains(&plain(name).as_str()) {
            errors.at(
                name,
                format_args!("`#[singleton]` adds a function `{name}`: give this one another name"),
            );
        }
    }
    let mut found: Vec<(usize, &Function)> = Vec::new();
    for (at, item) in block.items.list.iter().enumerate() {
        let Item::Function(function) = item else {
            continue;
        };
        let makes = Makes::of(function, &block.this);
        match (makes, found.first()) {
            (None, _) => {}
            (Some(_), Some((_, first))) if !alternatives(first, function) => errors.at(
                &function.sig.ident,
                format_args!(
                    "an `impl` under `#[singleton]` has one constructor, and `{}` is one already: move `{}` to an `impl` block of its own",
                    first.sig.ident, function.sig.ident
                ),
            ),
            (Some(_), _) => found.push((at, function)),
        }
    }
    if found.is_empty() {
        let message = "no constructor here: an `impl` under `#[singleton]` has one function without `self` that returns `Self` or `Result<Self, E>`";
        let meant = block
            .items
            .functions()
            .find(|function| function.sig.ident == "new");
        match meant {
            Some(function) => errors.at(&function.sig.ident, message),
            None => errors.at(&block.this, message),
        }
    }
    found.into_iter().map(|(at, _)| at).collect_vec()
}

fn alternatives(one: &Function, other: &Function) -> bool {
    let under_cfg = |function: &Function| function.attrs.iter().any(|a| a.path().is_ident("cfg"));
    one.sig.ident == other.sig.ident && under_cfg(one) && under_cfg(other)
}

/// What a constructor returns.
enum Makes {
    /// `Self`.
    This,
    /// `Result<Self, E>`, by that or another name: the type with a reference in the place of `Self`.
    Fallible(Box<Type>),
}

impl Makes {
    fn of(function: &Function, this: &Type) -> Option<Self> {
        let ReturnType::Type(_, ty) = &function.sig.output else {
            return None;
        };
        if function.sig.receiver.is_some() {
            return None;
        }
        if is_this(ty, this) {
            return Some(Self::This);
        }
        let mut ty = ty.clone();
        let result = match &mut *ty {
            Type::Path(path) => path.path.segments.last_mut()?,
            _ => return None,
        };
        let PathArguments::AngleBracketed(arguments) = &mut result.arguments else {
            return None;
        };
        match arguments.args.first_mut()? {
            GenericArgument::Type(value)
                if is_this(value, this) && plain(&result.ident).ends_with("Result") =>
            {
                *value = parse_quote!(&'static #value);
                Some(Self::Fallible(ty))
            }
            _ => None,
        }
    }
}

fn is_this(ty: &Type, this: &Type) -> bool {
    match ty {
        Type::Group(inner) => is_this(&inner.elem, this),
        Type::Paren(inner) => is_this(&inner.elem, this),
        Type::Path(path) => path.path.is_ident("Self") || text(ty) == text(this),
        _ => false,
    }
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// The `impl` block with its constructor rewritten; nothing where the singleton is declared on the type.
pub(super) fn rewrite(model: &Model, errors: &Errors) -> Option<TokenStream> {
    let Source::Impl {
        block,
        constructors,
        strict,
    } = &model.source
    else {
        return None;
    };
    let mut block = block.clone();
    block.generics = model.bounded();
    for &at in constructors {
        if let Item::Function(function) = &mut block.items.list[at] {
            rewrite_one(function, model, strict.as_ref(), errors);
        }
    }
    Some(block.into_token_stream())
}

fn rewrite_one(function: &mut Function, model: &Model, strict: Option<&Ident>, errors: &Errors) {
    let Some(makes) = Makes::of(function, &model.this) else {
        return;
    };
    refuse_qualifiers(function, errors);
    let strict = strict.filter(|strict| accepts_strict(function, strict, errors));
    let is_async = function.sig.asyncness.is_some();
    let singleton = path(&model.krate);
    let declared = &function.sig.output;
    let body = &function.body;
    let init = match (is_async, model.poison) {
        (false, false) => quote!(move || #declared #body),
        (false, true) => quote!(#singleton::poisoning::<Self, _>(move || #declared #body)),
        (true, false) => quote!(async move #body),
        (true, true) => quote!(#singleton::poisoning_async::<Self, _>(async move #body)),
    };
    let (get, awaited) = match (&makes, is_async) {
        (Makes::This, false) => ("get_or_init", None),
        (Makes::Fallible(_), false) => ("get_or_try_init", None),
        (Makes::This, true) => ("get_or_init_async", Some(quote!(.await))),
        (Makes::Fallible(_), true) => ("get_or_try_init_async", Some(quote!(.await))),
    };
    let get = |at| {
        let get = Ident::new(get, at);
        quote!(#get(#init) #awaited)
    };
    let cell = quote!(<Self as #singleton::Singleton>::cell());
    let body: TokenStream = match strict {
        None => {
            let get = get(Span::call_site());
            quote!(#cell.#get)
        }
        Some(_) => {
            let arguments = function.sig.arguments.iter();
            let given = arguments.map(|argument| {
                let name = &argument.name;
                let text = plain(name);
                let singleton = respan(singleton.clone(), name.span());
                match argument.ty {
                    Type::Reference(_) => {
                        quote_spanned!(name.span()=> (#text, &#singleton::Borrowed(#name)))
                    }
                    _ => quote_spanned!(name.span()=> (#text, &#singleton::Owned(&#name))),
                }
            });
            let [checked, value, vacant, error] =
                ["checked", "value", "vacant", "error"].map(local);
            // Where the error's type stands, which has to be one that can tell of this: one error for both places.
            let at = Span::call_site().located_at(error_type(&function.sig.output));
            let told = respan(singleton.clone(), at);
            let told = quote_spanned!(at=> #told::StrictError::told(#error));
            let get = get(at);
            quote! {
                // Bound first: what the arguments were looked at with is not kept across an `await`.
                let #checked = #cell.check(&[#(#given),*]);
                match #checked {
                    ::core::result::Result::Ok(#singleton::Checked::Made(#value)) => {
                        ::core::result::Result::Ok(#value)
                    }
                    ::core::result::Result::Ok(#singleton::Checked::Vacant(#vacant)) => #vacant.#get,
                    ::core::result::Result::Err(#error) => ::core::result::Result::Err(#told),
                }
            }
        }
    };
    let output: ReturnType = match (makes, strict) {
        (Makes::This, None) => parse_quote!(-> &'static Self),
        (Makes::This, Some(_)) => parse_quote! {
            -> ::core::result::Result<&'static Self, #singleton::AlreadyInitialized>
        },
        (Makes::Fallible(ty), _) => parse_quote!(-> #ty),
    };
    function.body = Some(Group::new(Delimiter::Brace, body));
    function.sig.output = output;
    // A read is one load and a branch; and a circle is told where it closes.
    add_unless_there(&mut function.attrs, "inline");
    if !is_async {
        add_unless_there(&mut function.attrs, "track_caller");
    }
}

/// The place of `E` in `Result<Self, E>`, or of the type as a whole.
fn error_type(output: &ReturnType) -> Span {
    let ReturnType::Type(_, ty) = output else {
        return output.span();
    };
    let last = match &**ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    match last.map(|segment| &segment.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) if arguments.args.len() > 1 => {
            arguments.args[1].span()
        }
        _ => ty.span(),
    }
}

fn add_unless_there(attrs: &mut Vec<Attribute>, name: &str) {
    if !attrs.iter().any(|attr| attr.path().is_ident(name)) {
        let name = Ident::new(name, Span::call_site());
        attrs.push(parse_quote!(#[#name]));
    }
}

fn refuse_qualifiers(function: &mut Function, errors: &Errors) {
    let sig = &mut function.sig;
    if let Some(token) = sig.constness.take() {
        errors.at(
            token,
            "a singleton is made at first use, at run time: its constructor is not `const`",
        );
    }
    if let Some(token) = sig.safety.take() {
        errors.at(
            token,
            "a singleton's constructor is safe to call: put `unsafe { … }` in its body",
        );
    }
}

/// Whether the arguments of `function` can be compared by name; what stands against it is reported.
fn accepts_strict(function: &Function, strict: &Ident, errors: &Errors) -> bool {
    if function.sig.arguments.is_empty() {
        errors.at(
            strict,
            format_args!(
                "`strict` compares arguments, and `{}` has none: remove it",
                function.sig.ident
            ),
        );
        return false;
    }
    let mut accepted = true;
    for argument in &function.sig.arguments {
        if argument.pat.name.is_none() {
            errors.at(
                &argument.pat,
                "`strict` tells which arguments differ: give this one a name, and take it apart in the body",
            );
            accepted = false;
        }
    }
    accepted
}
