//! The metaclass's `check`, run on the class when it is compiled.

use crate::tokens::quote;
use proc_macro2::{Delimiter, Group, Span, TokenStream};

use super::class_of::Sight;
use super::{depends, is_generic, params};
use crate::class::MetaOption;
use crate::collect::Collect as _;
use crate::dataclass::metadata;
use crate::names::{adopt, local};

/// A constant that does not come to be where `check` finds an issue: the arrow is at the arm of the issue's place.
pub(super) fn emit(sight: &Sight) -> TokenStream {
    let Sight {
        class,
        metaclass,
        alias,
        ..
    } = sight;
    if class.metas[sight.at].broken {
        return TokenStream::new();
    }
    let issue = local("issue");
    let (statements, info) = subject(sight);
    let places = Numbered::of(sight);
    let (on_class, fields, arms) = (&places.on_class, &places.fields, &places.arms);
    let on_whole = fail(sight, class.ident.span());
    let check = adopt(quote!(#alias::__dunder_check), alias.span());
    quote! {
        const _: () = {
            #statements
            if let ::core::result::Result::Err(#issue) = #check(#info) {
                match #metaclass::place(&#issue, #on_class, &[#(#fields),*]) {
                    #(#arms)*
                    _ => #on_whole,
                }
            }
        };
    }
}

fn fail(sight: &Sight, span: Span) -> TokenStream {
    let (metaclass, issue) = (&sight.metaclass, local("issue"));
    let path = adopt(quote!(#metaclass::fail), span);
    let mut argument = Group::new(Delimiter::Parenthesis, quote!(&#issue));
    argument.set_span(span);
    quote!(#path #argument)
}

/// The table to check. Of a generic class it is one of its own, without what depends on a parameter: the class's table
/// is there once for each instance, and in a crate that has none it would not be checked at all.
fn subject(sight: &Sight) -> (TokenStream, TokenStream) {
    let Sight {
        class,
        metaclass,
        alias,
        ..
    } = sight;
    if !is_generic(class) {
        let this = sight.this();
        let info = quote!(<#this as #metaclass::ClassOf<#alias>>::INFO);
        return (TokenStream::new(), info);
    }
    let plain = metadata::info(class);
    let mut types = params(class, false);
    // Outside its impls the class has no `Self`.
    types.push("Self".to_owned());
    let lifetimes = params(class, true);
    let unknown = |ty: &syn::Type| depends(&types, ty) || depends(&lifetimes, ty);
    let name = quote::format_ident!("__DUNDER_CLASS");
    let private = class.krate.private();
    let info = sight.info(
        &quote!(#name),
        &quote!(#name.fields()),
        &|field| Some(&field.ty).filter(|ty| !unknown(ty)),
        &|option| !depends(&types, &option.value),
    );
    (
        quote!(const #name: #private::class::ClassInfo = #plain;),
        info,
    )
}

/// The places of a class, in numbers.
struct Numbered {
    /// The names of the class's options.
    on_class: TokenStream,
    /// For each field its number, and the names of its options.
    fields: Vec<TokenStream>,
    /// What happens at each.
    arms: Vec<TokenStream>,
}

impl Numbered {
    fn of(sight: &Sight) -> Self {
        let (mut arms, mut next) = (Vec::new(), 1_usize);
        let mut add = |cfgs: &TokenStream, span: Span| {
            let fail = fail(sight, span);
            arms.push(quote!(#cfgs #next => #fail,));
            next += 1;
            next - 1
        };
        let none = TokenStream::new();
        let on_class = &sight.class.metas[sight.at].options;
        for option in on_class {
            add(&none, option.key.span());
        }
        let fields = sight.places.list.iter().map(|place| {
            let (cfgs, on_field) = (place.field.cfgs(), &place.field.metas[sight.at]);
            let cfgs = quote!(#(#cfgs)*);
            let number = add(&cfgs, place.field.span());
            for option in on_field {
                add(&cfgs, option.key.span());
            }
            let names = names(on_field);
            quote!(#cfgs (#number, #names))
        });
        let fields = fields.collect_vec();
        Self {
            on_class: names(on_class),
            fields,
            arms,
        }
    }
}

fn names(options: &[MetaOption]) -> TokenStream {
    let names = options.iter().map(MetaOption::name);
    quote!(&[#(#names),*])
}
