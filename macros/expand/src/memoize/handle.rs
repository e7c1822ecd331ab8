//! The type that stands beside a memoized function, with its name: the cache, and what can be asked of it.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::TokenStream;
use quote::format_ident;
use syn::parse_quote;

use super::bounds::{self, cloner, probe, proofs};
use super::emit::{inner, shared_engine, weight};
use super::key::{Argument, Part};
use super::model::{Model, Storage};
use super::store;
use crate::function::{Parted, Signature, angled};
use crate::names::{local, plain, respan};

/// `fib`, `size_of<T>`.
pub(super) fn ty(model: &Model) -> TokenStream {
    let name = &model.function.sig.ident;
    let passed = angled(&model.parted.passed);
    quote!(#name #passed)
}

/// `<fib>`, `<size_of<T>>`: the handle in an expression.
pub(super) fn path(model: &Model) -> TokenStream {
    let ty = ty(model);
    quote!(<#ty>)
}

/// `let site = …;`: the cache, outside the handle.
pub(super) fn site(model: &Model) -> TokenStream {
    let site = crate::names::local("site");
    let path = path(model);
    let engine = engine(model, &path);
    quote!(let #site = #engine;)
}

/// The cache, as an expression.
fn engine(model: &Model, path: &TokenStream) -> TokenStream {
    if is_typed(model) {
        return quote!(#path::__dunder_site());
    }
    let private = model.krate.private();
    let output = model.output();
    match model.storage {
        Storage::ThreadLocal => {
            quote!(#private::memo::local_engine::<_, #output>(#path::__dunder_chain(), #path::__dunder_mark(), #path::__DUNDER_PARAMETERS))
        }
        _ => {
            let (place, path) = (
                bounds::place(model),
                respan(path.clone(), bounds::place(model)),
            );
            let given = quote!(#path::__dunder_mark(), #path::__DUNDER_PARAMETERS,);
            let call = shared_engine(model, &given);
            quote_spanned!(place=> #path::__dunder_chain().#call)
        }
    }
}

/// Whether the key's type can be written, so that the cache is a `static` of its own: no parameter stands in it.
fn is_typed(model: &Model) -> bool {
    model.key.is_none() && !model.parted.is_generic()
}

/// The type with `members`.
///
/// Inside an `impl` no type can stand, and whether the function is in one cannot be seen. There the compiler refuses the
/// type in words of its own, which name the macro that it comes from: so this one's name says what to write.
fn declaration(model: &Model, members: &TokenStream) -> TokenStream {
    let function = &model.function;
    let private = model.krate.private();
    let (vis, name) = (&function.vis, &function.sig.ident);
    let Parted {
        shape,
        passed,
        types,
        ..
    } = &model.parted;
    let (shape, passed) = (angled(shape), angled(passed));
    let cfgs: Vec<_> = function.cfgs().collect_vec();
    let doc = format!(
        "The cache of the memoized function [`{0}()`](fn@{0}).",
        plain(name)
    );
    let of = model.parted.is_generic().then(|| {
        quote! {
            never: ::core::convert::Infallible,
            of: ::core::marker::PhantomData<(#(fn(&#types),)*)>,
        }
    });
    quote! {
        #private::memo::in_an_impl_write_handle_none_or_handle_Self_name! {
            [#(#cfgs)* #[doc = #doc] #[allow(non_camel_case_types, dead_code)]]
            [#vis] [#name #shape] [#of]
            #(#cfgs)*
            #[allow(dead_code, clippy::missing_const_for_fn, clippy::must_use_candidate, clippy::used_underscore_binding)]
            impl #shape #name #passed { #members }
        }
    }
}

pub(super) fn emit(model: &Model) -> TokenStream {
    let items = members(model);
    let body = {
        let sig = bounded(model);
        let (vis, body) = (&model.function.vis, &model.function.body);
        let carried = model.function.attrs.iter().filter(|attr| {
            ["allow", "warn", "deny", "expect", "cfg_attr", "must_use"]
                .iter()
                .any(|name| attr.path().is_ident(name))
        });
        quote! {
            /// The function itself: reads nothing from the cache, stores nothing, counts nothing.
            #(#carried)*
            #vis #sig #body
        }
    };
    declaration(model, &quote!(#items #body))
}

/// The handle of a function that cannot have a cache: what is called on it is no further error.
pub(super) fn stub(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let vis = &model.function.vis;
    declaration(
        model,
        &quote! {
            #vis fn cache_info() -> #private::memo::CacheInfo { loop {} }
            #vis fn cache_clear() {}
            #vis fn cache_parameters() -> #private::memo::CacheParameters { loop {} }
        },
    )
}

/// The signature of a function of the handle: the parameters' bounds stand in its `where`.
fn bounded(model: &Model) -> Signature {
    let mut sig = inner(model);
    let Parted {
        lifetimes, bounds, ..
    } = &model.parted;
    sig.generics = parse_quote!(<#(#lifetimes),*>);
    if !bounds.is_empty() {
        sig.generics.where_clause = Some(parse_quote!(where #(#bounds),*));
    }
    sig
}

/// The arguments of `invalidate` and the like: as the function's, by name.
fn parameters(model: &Model) -> Vec<TokenStream> {
    let each = model.arguments.iter().map(|argument| {
        let (name, ty) = (&argument.name, &argument.ty);
        quote!(#name: #ty)
    });
    each.collect_vec()
}

fn members(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let vis = &model.function.vis;
    let constants = &model.parameters;
    let output = model.output();
    let mut sig = bounded(model);
    // What is missing is told at the function itself.
    let predicates = bounds::predicates(model);
    if !predicates.is_empty() {
        sig.generics
            .make_where_clause()
            .predicates
            .extend(predicates);
    }
    let (lifetimes, clause) = (&sig.generics, &sig.generics.where_clause);
    let lifetimes = (!lifetimes.params.is_empty()).then(|| {
        let params = &lifetimes.params;
        quote!(<#params>)
    });
    let parameters = parameters(model);
    let unused = unused(model);
    let probe = probe(model, &quote!(self));
    let value = value_name(model);
    let (weight, weighed) = (weight(model, &quote!(&#value)), local("weight"));
    let engine = engine(model, &quote!(Self));
    let place = place(model);
    // A store has results that no call of this process has asked for.
    let clear = match store::opener(model) {
        Some(opener) => quote! {
            if !Self::__dunder_chain().clear(Self::__dunder_mark()) {
                #private::memo::clear_store(#opener);
            }
        },
        None => quote!(let _ = Self::__dunder_chain().clear(Self::__dunder_mark());),
    };
    let admin = if is_typed(model) {
        quote! {
            /// The counters now.
            #vis fn cache_info() -> #private::memo::CacheInfo { Self::__dunder_site().info() }
            /// Removes all entries and sets the counters to 0.
            #vis fn cache_clear() { Self::__dunder_site().clear() }
        }
    } else {
        match model.storage {
            Storage::ThreadLocal => quote! {
                /// The counters now, of this thread.
                #vis fn cache_info() -> #private::memo::CacheInfo {
                    #private::memo::local_info(Self::__dunder_chain(), Self::__dunder_mark(), Self::__DUNDER_PARAMETERS)
                }
                /// Removes all entries of this thread and sets the counters to 0.
                #vis fn cache_clear() {
                    #private::memo::local_clear(Self::__dunder_chain(), Self::__dunder_mark())
                }
            },
            _ => quote! {
                /// The counters now.
                #vis fn cache_info() -> #private::memo::CacheInfo {
                    Self::__dunder_chain().info(Self::__dunder_mark(), Self::__DUNDER_PARAMETERS)
                }
                /// Removes all entries and sets the counters to 0.
                #vis fn cache_clear() {
                    #clear
                }
            },
        }
    };
    let cloner = cloner(model);
    let invalidate = quote!(#engine.invalidate(&#probe));
    let contains = quote!(#engine.contains(&#probe));
    let peek = quote!(#engine.peek(&#probe, #cloner));
    let entries = is_typed(model).then(|| {
        let key = key(model);
        let family = match model.storage {
            Storage::ThreadLocal => quote!(ForThread),
            _ => quote!(ForAll),
        };
        quote! {
            /// The entries, the next to be evicted first: for debugging.
            #vis fn entries() -> #private::memo::Entries<#key, #output, #private::memo::#family> { Self::__dunder_site().entries() }
        }
    });
    quote! {
        #[doc(hidden)]
        const __DUNDER_PARAMETERS: #private::memo::CacheParameters = #constants;
        #place
        #admin
        /// The settings of the cache.
        #vis fn cache_parameters() -> #private::memo::CacheParameters { Self::__DUNDER_PARAMETERS }
        /// Removes the entry for these arguments; whether there was one.
        #vis fn invalidate #lifetimes (#(#parameters),*) -> ::core::primitive::bool #clause { #unused #invalidate }
        /// Whether there is an entry for these arguments. Counts nothing.
        #vis fn contains #lifetimes (#(#parameters),*) -> ::core::primitive::bool #clause { #unused #contains }
        /// The value stored for these arguments. Computes and counts nothing.
        #vis fn peek #lifetimes (#(#parameters),*) -> ::core::option::Option<#output> #clause { #unused #peek }
        /// Stores `value` for these arguments, in place of what is there: for warming up.
        #vis fn insert #lifetimes (#(#parameters,)* #value: #output) #clause {
            #unused
            let #weighed = #weight;
            #engine.put(&#probe, #value, #weighed)
        }
        #entries
    }
}

/// `value`, unless an argument has that name.
fn value_name(model: &Model) -> syn::Ident {
    let taken = model
        .arguments
        .iter()
        .any(|argument| argument.name == "value");
    if taken {
        crate::names::local("value")
    } else {
        format_ident!("value")
    }
}

/// `let _ = &skipped;`.
pub(super) fn unused(model: &Model) -> TokenStream {
    let skipped = model
        .arguments
        .iter()
        .filter(|argument| !argument.is_keyed());
    let names = skipped.map(|argument| &argument.name);
    quote!(#(let _ = &#names;)*)
}

/// The type of the key.
fn key(model: &Model) -> TokenStream {
    let parts = model.keyed().map(|argument| {
        let kept = part(model, argument);
        match argument.part {
            Part::OptionalReference => quote!(::core::option::Option<#kept>),
            _ => kept,
        }
    });
    quote!((#(#parts,)*))
}

/// The type of a part of the key; of an `Option<&T>`, what is in the option.
fn part(model: &Model, argument: &Argument) -> TokenStream {
    let span = bounds::spot(argument.keyed(), argument.name.span());
    bounds::kept(model, argument, span)
}

/// Which engine serves it.
fn kind(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let parts = model.keyed().map(|argument| {
        let ty = part(model, argument);
        let optional = (argument.part == Part::OptionalReference).then(|| quote!(.optional()));
        quote!(#private::memo::Of::<#ty>::PART #optional)
    });
    let output = model.output();
    quote! {
        #[doc(hidden)]
        const __DUNDER_KIND: ::core::primitive::u8 = {
            #[allow(unused_imports)]
            use #private::memo::OfAny as _;
            #private::memo::kind(&Self::__DUNDER_PARAMETERS, &[#(#parts),*], #private::memo::Of::<#output>::PART)
        };
    }
}

/// Where the cache is: a `static` with its type, or a chain that each instance finds its own in.
fn place(model: &Model) -> TokenStream {
    let private = model.krate.private();
    if !is_typed(model) {
        let chain = match model.storage {
            Storage::ThreadLocal => quote! {
                #[doc(hidden)]
                #[inline]
                fn __dunder_chain() -> &'static #private::memo::LocalKey<#private::memo::LocalChain> {
                    #private::memo::thread_local! {
                        static CHAIN: #private::memo::LocalChain = const { #private::memo::LocalChain::new() };
                    }
                    &CHAIN
                }
            },
            _ => quote! {
                #[doc(hidden)]
                #[inline]
                fn __dunder_chain() -> &'static #private::memo::Chain {
                    static CHAIN: #private::memo::Chain = #private::memo::Chain::new();
                    &CHAIN
                }
            },
        };
        return quote! {
            #chain
            #[doc(hidden)]
            #[inline]
            fn __dunder_mark() -> ::core::any::TypeId { #private::memo::mark(&|| ()) }
        };
    }
    let (key, output) = (key(model), model.output());
    let name = &model.function.sig.ident;
    let proofs = proofs(model);
    let of = quote!(#key, #output, { #name::__DUNDER_KIND });
    let kind = kind(model);
    match model.storage {
        Storage::ThreadLocal => quote! {
            #kind
            #[doc(hidden)]
            #[inline]
            fn __dunder_site() -> #private::memo::Local<#of> {
                #private::memo::thread_local! {
                    static CACHE: #private::memo::Cell<#of> =
                        const { <#private::memo::Cell<#of>>::new(#name::__DUNDER_PARAMETERS) };
                }
                <#private::memo::Local<#of>>::new(&CACHE, &Self::__DUNDER_PARAMETERS)
            }
        },
        _ if model.store.is_some() => {
            let backing = store::backing(model, &key);
            let single_flight = model.single_flight;
            quote! {
                #[doc(hidden)]
                fn __dunder_site() -> &'static #private::memo::Stored<#key, #output, #single_flight> {
                    static CACHE: #private::memo::Stored<#key, #output, #single_flight> =
                        #private::memo::Stored::<#key, #output, #single_flight>::new(#name::__DUNDER_PARAMETERS, #backing);
                    CACHE.get(#proofs)
                }
            }
        }
        _ if model.single_flight => quote! {
            #[doc(hidden)]
            #[inline]
            fn __dunder_site() -> &'static #private::memo::Flights<#key, #output> {
                static CACHE: #private::memo::SharedFlights<#key, #output> =
                    #private::memo::SharedFlights::<#key, #output>::new(#name::__DUNDER_PARAMETERS);
                CACHE.get(#proofs)
            }
        },
        _ => {
            quote! {
                #kind
                #[doc(hidden)]
                #[inline]
                fn __dunder_site() -> #private::memo::Site<#of> {
                    static CACHE: #private::memo::Shared<#of> =
                        <#private::memo::Shared<#of>>::new(#name::__DUNDER_PARAMETERS);
                    #private::memo::thread_local! {
                        static OWN: #private::memo::Own<#of> =
                            const { <#private::memo::Pick<{ #name::__DUNDER_KIND }> as #private::memo::Kind<#key, #output>>::OWN };
                    }
                    <#private::memo::Site<#of>>::new(&CACHE, &OWN, #proofs)
                }
            }
        }
    }
}
