//! The handle: a type with the function's name, or a function that returns it.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{Attribute, Lifetime, Visibility};

use super::block::qualified;
use super::check::LIFETIMES;
use super::emit::this;
use super::model::{Handle, Model};
use crate::function::angled;
use crate::names::{local, plain};

/// `Patchable<dyn for<'a, …> Signature1<'a, …, A0 = &'a str, Output = String>, 1>`
fn patchable(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let inputs: Vec<_> = model.inputs().collect_vec();
    let arity = inputs.len();
    let signature = format_ident!("Signature{arity}");
    let names = (0..arity).map(|position| format_ident!("A{position}"));
    let lifetimes = lifetimes(model);
    let output = output(model);
    let kind = if model.is_async() {
        format_ident!("AsyncPatchable")
    } else {
        format_ident!("Patchable")
    };
    let types = quote! {
        #private::patch::#kind<
            dyn for<#(#lifetimes),*> #private::patch::#signature<
                #(#lifetimes,)* #(#names = #inputs,)* Output = #output
            >,
            #arity
        >
    };
    spelt(model, types)
}

/// The lifetimes of the signature, and as many more as make it four.
fn lifetimes(model: &Model) -> Vec<Lifetime> {
    let own = model.explicit.lifetimes.iter().cloned();
    let more = (0..)
        .map(|number| Lifetime::new(&format!("'unused{number}"), proc_macro2::Span::mixed_site()));
    own.chain(more).take(LIFETIMES).collect_vec()
}

fn output(model: &Model) -> TokenStream {
    match &model.explicit.output {
        Some(ty) => ty.to_token_stream(),
        None => quote!(()),
    }
}

/// The handle as it stands beside the function.
pub(super) fn of(model: &Model) -> TokenStream {
    match &model.handle {
        Handle::Type => ty(model),
        Handle::Function { name, .. } => function(model, name),
    }
}

/// Types of the signature as they are written in an `impl` of the type alone.
fn spelt(model: &Model, tokens: TokenStream) -> TokenStream {
    match &model.of_trait {
        Some(path) => qualified(tokens, path),
        None => tokens,
    }
}

/// The handle, in an expression inside the function.
pub(super) fn expression(model: &Model) -> TokenStream {
    match &model.handle {
        Handle::Type => {
            let name = &model.function.sig.ident;
            let passed = angled(&model.parted.passed);
            quote!(<#name #passed>::__dunder_patchable())
        }
        Handle::Function { .. } => {
            let (patchable, site) = (patchable(model), place(model));
            quote!(<#patchable>::new(#site))
        }
    }
}

fn turbofish(model: &Model) -> Option<TokenStream> {
    angled(&model.parted.passed).map(|passed| quote!(::#passed))
}

/// The site of a function that has no type of its own: its place in the source, and what tells instances apart.
fn place(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let mut name = plain(&model.function.sig.ident);
    if let Some(path) = &model.of_trait {
        // A type may implement a trait several times over, with other parameters.
        name = format!("{} of {name}", path.to_token_stream());
    }
    let of = match model.handle {
        Handle::Function {
            associated: true, ..
        } => Some(quote!(::core::marker::PhantomData<Self>,)),
        _ => None,
    };
    let types = &model.parted.types;
    let passed = &model.parted.passed;
    let constants = passed.iter().filter(|name| !types.contains(name));
    quote! {
        #private::patch::Site::of::<(
            #private::patch::Place<{
                #private::patch::place(
                    ::core::module_path!(), #name, ::core::line!(), ::core::column!(),
                )
            }>,
            #of
            #(::core::marker::PhantomData<#types>,)*
            #([(); #constants],)*
        )>()
    }
}

/// `handle = name`.
fn function(model: &Model, name: &Ident) -> TokenStream {
    let (function, parted) = (&model.function, &model.parted);
    let cfgs = cfgs(&function.attrs);
    let doc = format!("Patches of `{}`.", plain(&function.sig.ident));
    // A trait's methods have no visibility of their own: whoever sees the type sees the handle.
    let (vis, lints) = match &model.of_trait {
        None => (function.vis.to_token_stream(), None),
        Some(_) => (
            quote!(pub),
            Some(quote!(, unreachable_pub, private_interfaces, private_bounds)),
        ),
    };
    let (declared, clause) = (angled(&parted.declared), &parted.clause);
    let (patchable, expression) = (patchable(model), expression(model));
    // In a trait: it stays usable as `dyn`.
    let sized = match model.handle {
        Handle::Function {
            associated: true, ..
        } => Some(quote!(Self: ::core::marker::Sized,)),
        _ => None,
    };
    let clause = (!clause.is_empty() || sized.is_some())
        .then(|| spelt(model, quote!(where #sized #(#clause),*)));
    let declared = declared.map(|declared| spelt(model, declared));
    let original = (!model.is_async()).then(|| {
        let this = function.sig.receiver.as_ref().map(|_| this());
        let names = function
            .sig
            .arguments
            .iter()
            .map(|argument| argument.name.clone());
        let names: Vec<_> = this.into_iter().chain(names).collect_vec();
        let (original, passed) = (&function.sig.ident, turbofish(model));
        let of = sized.is_some().then(|| match &model.of_trait {
            None => quote!(Self::),
            Some(path) => quote!(<Self as #path>::),
        });
        quote!(.of(|#(#names),*| #of #original #passed (#(#names),*)))
    });
    let attrs = quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code, deprecated, clippy::type_complexity #lints)]
    };
    let sig = quote!(#name #declared () -> #patchable #clause);
    let body = quote!(#expression #original);
    // In the `impl` of a trait it is refused, in words of the compiler's own, which name the macro that it comes from: so
    // this one's name says what to write.
    if sized.is_some() && matches!(function.vis, Visibility::Inherited) && model.of_trait.is_none()
    {
        let private = model.krate.private();
        return quote! {
            #private::patch::on_the_impl_of_a_trait_write_patchable_too! { [#attrs] [#sig] #body }
        };
    }
    quote! {
        #attrs
        #vis fn #sig { #body }
    }
}

/// The type with the function's name.
fn ty(model: &Model) -> TokenStream {
    let (function, parted) = (&model.function, &model.parted);
    let (vis, name, cfgs) = (&function.vis, &function.sig.ident, cfgs(&function.attrs));
    let doc = format!("Patches of the function [`{0}()`](fn@{0}).", plain(name));
    let (shape, types) = (angled(&parted.shape), &parted.types);
    let of = parted.is_generic().then(|| {
        quote! {
            never: ::core::convert::Infallible,
            of: ::core::marker::PhantomData<(#(fn(&#types),)*)>,
        }
    });
    let private = model.krate.private();
    let (declared, passed) = (angled(&parted.declared), angled(&parted.passed));
    let clause = parted.where_clause();
    let members = members(model);
    // Inside an `impl`, where no type can stand, the compiler refuses this one item, in words that name the macro.
    quote! {
        #private::patch::in_an_impl_write_handle_name! {
            [#(#cfgs)* #[doc = #doc] #[allow(non_camel_case_types, dead_code)]]
            [#vis] [#name #shape] [#of]
        #(#cfgs)*
        #[allow(dead_code, deprecated, clippy::type_complexity, clippy::too_many_arguments)]
        impl #declared #name #passed #clause {
            #members
        }
        }
    }
}

fn members(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let vis = &model.function.vis;
    let patchable = patchable(model);
    let (patch, body, result) = (local("Patch"), local("Body"), local("R"));
    let original = original(model);
    // As written where that says all: the signatures are for people.
    let inputs = model
        .function
        .sig
        .arguments
        .iter()
        .map(|argument| &argument.ty);
    let lifetimes = &model.explicit.lifetimes;
    let declared = !model.parted.lifetimes.is_empty() || !model.explicit.borrowed.is_empty();
    let (binder, inputs) = if declared {
        let inputs = &model.explicit.inputs;
        (quote!(for<#(#lifetimes),*>), quote!(#(#inputs),*))
    } else {
        (TokenStream::new(), quote!(#(#inputs),*))
    };
    let output = output(model);
    let (running, guard, fits, future) = if model.is_async() {
        let running = local("Running");
        (
            Some(quote!(, #running)),
            quote!(#private::patch::Boxing<#patch, #running>),
            quote!(#binder ::core::ops::Fn(#inputs) -> #running),
            Some(quote! {
                #running: ::core::future::Future<Output = #output> + ::core::marker::Send + 'static,
            }),
        )
    } else {
        (
            None,
            patch.to_token_stream(),
            quote!(#binder ::core::ops::Fn(#inputs) -> #output),
            None,
        )
    };
    quote! {
        #[doc(hidden)]
        #vis fn __dunder_patchable() -> #patchable {
            <#patchable>::new(#private::patch::Site::of::<Self>())
        }

        /// Calls `patch` instead of the function in this thread, until the guard is dropped.
        #vis fn patch<#patch #running>(patch: #patch) -> #private::patch::PatchGuard<#guard>
        where
            #patch: #fits + 'static,
            #future
        {
            Self::__dunder_patchable().patch(patch)
        }

        /// Calls `patch` instead of the function in every thread, until the guard is dropped. Another thread that
        /// patches globally waits till then.
        #vis fn patch_global<#patch #running>(patch: #patch) -> #private::patch::GlobalPatchGuard
        where
            #patch: #fits + ::core::marker::Send + ::core::marker::Sync + 'static,
            #future
        {
            Self::__dunder_patchable().patch_global(patch)
        }

        /// Calls `patch`, which may borrow, instead of the function in this thread while `body` runs.
        #vis fn patched<#patch #running, #body, #result>(patch: #patch, body: #body) -> #result
        where
            #patch: #fits,
            #future
            #body: ::core::ops::FnOnce() -> #result,
        {
            Self::__dunder_patchable().patched(patch, body)
        }

        #original
    }
}

/// `original`: the function itself, also inside a patch.
fn original(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let function = &model.function;
    let (vis, asyncness) = (&function.vis, &function.sig.asyncness);
    let sig = function.plain_signature();
    let (inputs, output) = (sig.inputs(), &sig.output);
    let lifetimes = angled(&model.parted.lifetimes);
    let (name, passed) = (&sig.ident, turbofish(model));
    let names: Vec<_> = function
        .sig
        .arguments
        .iter()
        .map(|argument| &argument.name)
        .collect_vec();
    let site = quote!(#private::patch::Site::of::<Self>());
    let call = if model.is_async() {
        quote!(#private::patch::bypassing_async(#site, #name #passed (#(#names),*)).await)
    } else {
        quote!(#private::patch::bypassing(#site, move || #name #passed (#(#names),*)))
    };
    quote! {
        /// Calls the function itself, also inside a patch.
        #vis #asyncness fn original #lifetimes (#inputs) #output {
            #call
        }
    }
}

/// What stands on the handle too.
fn cfgs(attrs: &[Attribute]) -> Vec<&Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("cfg"))
        .collect_vec()
}
