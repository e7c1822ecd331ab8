//! What `#[memoize]` was asked for, checked.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprLit, Lit, Path, ReturnType, Token};

use super::check;
use super::key::{self, Argument};
use super::options::TABLE;
use super::policy;
use super::store::{self, Store};
use super::time;
use crate::commas;
use crate::errors::Errors;
use crate::expression;
use crate::function::{self, Function, Parted, Passing};
use crate::names::{Krate, plain};
use crate::options::Options;

/// Where the handle is.
pub(super) enum Handle {
    /// A type with the function's name, which also holds the cache.
    Type,
    /// None: the cache is inside the function.
    None,
    /// A function of this name; beside a method, one of its type.
    Function { name: Ident, associated: bool },
}

/// Where the cache is kept.
pub(super) enum Storage {
    /// One for all threads.
    Shared,
    /// One for each thread.
    ThreadLocal,
    /// One for each object, in this field.
    PerInstance(Path),
}

/// Which results are kept.
pub(super) enum Keep {
    /// All, `Err` excepted.
    Default,
    /// All.
    All,
    /// Those that [`Outcome::is_kept`] says yes to, at this option's place.
    Outcome(Ident),
    /// Those that the function says yes to.
    If(Path),
}

/// A memoized function.
pub(super) struct Model {
    pub(super) krate: Krate,
    pub(super) function: Function,
    pub(super) parted: Parted,
    pub(super) arguments: Vec<Argument>,
    pub(super) key: Option<Expr>,
    pub(super) handle: Handle,
    /// `skip(self)`.
    skips_self: bool,
    pub(super) storage: Storage,
    pub(super) keep: Keep,
    pub(super) weigh: Option<Path>,
    pub(super) single_flight: bool,
    pub(super) store: Option<Store>,
    /// The calls on `CacheParameters::new()`.
    pub(super) parameters: TokenStream,
    /// Whether the signature is such that no cache can stand behind it: only the function is emitted.
    pub(super) broken: bool,
}

impl Model {
    pub(super) fn new(attr: TokenStream, mut function: Function, errors: &Errors) -> Self {
        let options = Options::parse(attr, &TABLE, errors);
        conflicts(&options, errors);
        policy::conflicts(&options, errors);
        let krate = Krate::new(options.path("crate").cloned());
        let private = krate.private();

        let before = errors.count();
        let fits = check::check(&function, errors);
        let (skipped, skips_self) = skipped(&options, &function, errors);
        let key = key(&options, &function, errors);
        let arguments = function.sig.arguments.clone();
        let has_key = key.is_some() || options.broken("key");
        let arguments = key::arguments(arguments, &skipped, has_key, errors);
        too_many(&function, &arguments, errors);
        let storage = storage(&options, &function, errors);
        let is_shared = matches!(storage, Storage::Shared);
        // Without what they would have left out of the key, further errors would follow.
        let unread = ["key", "skip", "per_instance"].iter();
        let unread = unread.filter(|name| options.broken(name)).count();
        let broken = !fits || errors.count() != before || unread > 0;
        // What contradicts the storage is told already, and left out.
        let store = store::parse(&options, errors).filter(|_| is_shared);
        let handle = handle(&options, &function, &arguments, &storage, errors);
        if matches!(handle, Handle::Type) {
            function.refuse_other_handle("patchable", "#[memoize]", errors);
        }

        Self {
            handle,
            keep: keep(&options, errors),
            weigh: options.path("weigh").cloned(),
            single_flight: options.flag("single_flight")
                && !matches!(storage, Storage::ThreadLocal),
            store,
            parameters: parameters(&options, &private, errors),
            krate,
            parted: Parted::of(&function.sig.generics),
            function,
            arguments,
            key,
            skips_self,
            storage,
            broken,
        }
    }

    /// The receiver, unless it plays no part in the key.
    pub(super) fn keyed_receiver(&self) -> Option<&function::SelfArgument> {
        if self.key.is_some() || self.skips_self || matches!(self.storage, Storage::PerInstance(_))
        {
            return None;
        }
        self.function.sig.receiver.as_ref()
    }

    /// The arguments that are part of the key, other than `self`.
    pub(super) fn keyed(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| argument.is_keyed())
    }

    /// The result's type.
    pub(super) fn output(&self) -> TokenStream {
        match &self.function.sig.output {
            ReturnType::Default => quote!(()),
            ReturnType::Type(_, ty) => ty.to_token_stream(),
        }
    }
}

fn conflicts(options: &Options, errors: &Errors) {
    options.conflicts(
        "thread_local",
        &["per_instance"],
        "a cache is either in each thread or in each object",
        errors,
    );
    options.conflicts(
        "thread_local",
        &["single_flight"],
        "a thread that waits for itself would wait for ever",
        errors,
    );
    options.conflicts(
        "store",
        &["thread_local", "per_instance"],
        "a store is behind one cache, of all threads and objects",
        errors,
    );
    options.conflicts(
        "single_flight",
        &["refresh"],
        "a refresh is one computation for each key already",
        errors,
    );
    options.conflicts(
        "some",
        &["ok", "cache_if"],
        "only one of them can say what is kept",
        errors,
    );
    options.conflicts(
        "ok",
        &["cache_if"],
        "only one of them can say what is kept",
        errors,
    );
    options.conflicts(
        "key",
        &["skip"],
        "the key says already which arguments count",
        errors,
    );
    for (one, other, why) in &[
        (
            "weigh",
            "max_weight",
            "say how much may be kept: `max_weight = 1_000_000`",
        ),
        (
            "max_weight",
            "weigh",
            "say what an entry weighs: `weigh = path`",
        ),
    ] {
        if let (Some(one), None) = (options.get(one), options.get(other)) {
            errors.at(
                &one.ident,
                format_args!("`{}` alone has no effect: {why}", one.key.name),
            );
        }
    }
    time::conflicts(options, errors);
}

/// The most arguments that a key is made of, `self` included.
const MOST: usize = 12;

fn too_many(function: &Function, arguments: &[Argument], errors: &Errors) {
    let mut keyed = arguments.iter().filter(|argument| argument.is_keyed());
    let most = MOST - usize::from(function.sig.receiver.is_some());
    if let Some(argument) = keyed.nth(most) {
        errors.at(
            &argument.name,
            format_args!(
                "a key is made of at most {MOST} arguments; say what it is with `key = …`, or leave some out with `skip(…)`"
            ),
        );
    }
}

/// The name of an argument: `self` too.
struct Name(Ident);

impl Parse for Name {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        match input.peek(Token![self]) {
            true => input.call(Ident::parse_any).map(Self),
            false => input.parse().map(Self),
        }
    }
}

/// The arguments that `skip(…)` leaves out of the key; whether `self` is one of them.
fn skipped(options: &Options, function: &Function, errors: &Errors) -> (Vec<Ident>, bool) {
    let mut skipped = Vec::new();
    let mut skips_self = false;
    let receiver = function.sig.receiver.iter().map(|_| "self".to_owned());
    let arguments = function.sig.arguments.iter();
    let known = receiver.chain(arguments.map(|argument| plain(&argument.name)));
    let known: Vec<String> = known.collect_vec();
    if options.broken("skip") {
        // Nobody knows which; what is not keyed makes no further errors.
        let all = function.sig.arguments.iter();
        skipped.extend(all.map(|argument| argument.name.clone()));
    }
    for opt in options.iter().filter(|opt| opt.key.name == "skip") {
        let Some(tokens) = opt.list() else { continue };
        let names: Option<Vec<Name>> = errors.absorb(commas::list(tokens.clone()));
        for Name(name) in names.unwrap_or_default() {
            if known.iter().any(|known| *known == plain(&name)) {
                skips_self |= name == "self";
                skipped.push(name);
            } else {
                let known = crate::errors::listed(&known.iter().map(String::as_str).collect_vec());
                errors.at(
                    &name,
                    format_args!("no argument is called `{name}`; the arguments are: {known}"),
                );
            }
        }
    }
    (skipped, skips_self)
}

fn key(options: &Options, function: &Function, errors: &Errors) -> Option<Expr> {
    let key = options.expr("key")?;
    if let Expr::Lit(_) = key {
        let name = function.sig.arguments.first();
        let name = name.map_or_else(|| "n".to_owned(), |argument| plain(&argument.name));
        errors.at(
            key,
            format_args!(
                "all calls would share one entry, as this key is the same for each: write what tells them apart, as `key = {name}`"
            ),
        );
        return None;
    }
    Some(key.clone())
}

fn storage(options: &Options, function: &Function, errors: &Errors) -> Storage {
    if let Some(field) = options.path("per_instance") {
        if function.sig.receiver.is_none() {
            errors.at(
                field,
                "there is no `self` whose field could hold the cache; `per_instance` is for methods",
            );
            return Storage::Shared;
        }
        return Storage::PerInstance(field.clone());
    }
    if options.flag("thread_local") {
        return Storage::ThreadLocal;
    }
    Storage::Shared
}

fn handle(
    options: &Options,
    function: &Function,
    arguments: &[Argument],
    storage: &Storage,
    errors: &Errors,
) -> Handle {
    let in_impl = function.is_in_impl();
    let Some(path) = options.path("handle") else {
        let unnameable = arguments
            .iter()
            .any(|argument| argument.passing == Passing::Impl);
        return if in_impl || unnameable {
            Handle::None
        } else {
            Handle::Type
        };
    };
    let is_none = path.is_ident("none");
    if !is_none && matches!(storage, Storage::PerInstance(_)) {
        errors.at(
            path,
            "the cache of each object is in its field, which can be cleared itself; remove `handle`",
        );
        return Handle::None;
    }
    // The arities that `dunder::memo::Handle` is written for.
    if !is_none && function.sig.arity() > 8 {
        errors.at(
            path,
            "a handle takes at most 8 arguments; write `handle = none`",
        );
        return Handle::None;
    }
    if !is_none {
        for argument in arguments {
            if let Some(obstacle) = super::function::obstacle(argument) {
                errors.at(
                    &argument.ty,
                    format_args!(
                        "a handle cannot take `{}`, which {obstacle}; write `handle = none`",
                        plain(&argument.name)
                    ),
                );
                return Handle::None;
            }
        }
    }
    let names: Vec<&Ident> = path
        .segments
        .iter()
        .map(|segment| &segment.ident)
        .collect_vec();
    match names[..] {
        [name] if name == "none" => Handle::None,
        [name] => Handle::Function {
            name: name.clone(),
            associated: in_impl,
        },
        [first, name] if first == "Self" => Handle::Function {
            name: name.clone(),
            associated: true,
        },
        _ => {
            errors.at(path, "a handle is a plain name: write `handle = name`");
            Handle::None
        }
    }
}

fn keep(options: &Options, errors: &Errors) -> Keep {
    let said = |name: &str| usize::from(options.get(name).is_some());
    if said("ok") + said("some") + said("cache_if") > 1 {
        return Keep::Default;
    }
    if let Some(path) = options.path("cache_if") {
        return Keep::If(path.clone());
    }
    for name in ["ok", "some"] {
        if let Some(opt) = options.get(name) {
            if options.flag(name) {
                // By its own name, if it was given by another.
                return Keep::Outcome(Ident::new(name, opt.span()));
            }
            if name == "some" {
                errors.at(
                    &opt.ident,
                    "`None` is kept unless `some` is given; remove this",
                );
            }
            return Keep::All;
        }
    }
    Keep::Default
}

fn parameters(options: &Options, private: &TokenStream, errors: &Errors) -> TokenStream {
    let mut calls = TokenStream::new();
    if let Some(expr) = options.expr("maxsize") {
        if let Some(size) = maxsize(expr, errors) {
            calls.extend(quote!(.with_maxsize(#size)));
        }
    } else if options.get("max_weight").is_some() {
        // The weight is the bound; 128 on top would surprise.
        calls.extend(quote!(.with_maxsize(::core::option::Option::None)));
    }
    for (name, method) in &[
        ("ttl", quote!(with_ttl)),
        ("tti", quote!(with_tti)),
        ("refresh", quote!(with_refresh)),
    ] {
        if let Some(expr) = options.expr(name)
            && let Some(duration) = time::duration(name, expr, errors)
        {
            calls.extend(quote!(.#method(#duration)));
        }
    }
    if let Some(expr) = options.expr("max_weight") {
        calls.extend(quote!(.with_max_weight(#expr)));
    }
    if let Some(policy) = policy::chosen(options, private, errors) {
        calls.extend(quote!(.with_policy(#policy)));
    }
    if let Some(path) = options.path("clock") {
        calls.extend(quote!(.with_clock(#path)));
    }
    quote!(#private::memo::CacheParameters::new()#calls)
}

/// `Some(n)`, `None`, or `n` for `Some(n)`.
fn maxsize(expr: &Expr, errors: &Errors) -> Option<TokenStream> {
    if let Some((function, size)) = expression::call(expr)
        && function.is_ident("Some")
    {
        return maxsize(&expression::of(size), errors);
    }
    match expr {
        Expr::Path(path) if path.path.is_ident("None") => {
            Some(quote!(::core::option::Option::None))
        }
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
            errors.at(
                expr,
                "a size cannot be negative; write `maxsize = 0` to keep nothing, `maxsize = None` for no bound",
            );
            None
        }
        Expr::Lit(ExprLit { lit, .. }) if !matches!(lit, Lit::Int(_)) => {
            errors.at(
                expr,
                "`maxsize` is a number of entries: write `maxsize = 128`, or `maxsize = None` for no bound",
            );
            None
        }
        expr => Some(quote!(::core::option::Option::Some(#expr))),
    }
}
