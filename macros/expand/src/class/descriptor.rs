//! The descriptors of a field: its rules and converters in the order written, each with its argument and wording.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, LitStr, Type};

use super::shape::Shape;
use super::types;
use crate::collect::Collect as _;
use crate::dataclass::rules::{self, Rule, Run, kind};
use crate::errors::Errors;
use crate::options::{Key, Options, Table, Value};

/// One descriptor of a field.
pub struct Descriptor {
    /// Its row in the table.
    pub rule: &'static Rule,
    /// Its name as written, where errors about it belong.
    pub ident: Ident,
    /// What followed it.
    pub argument: Argument,
    /// `message = "…"` behind it.
    pub message: Option<LitStr>,
    /// `code = "…"` behind it.
    pub code: Option<LitStr>,
    /// Whether it was reported as an error: then no code is written for it.
    pub broken: bool,
}

/// What followed the name of a descriptor.
pub enum Argument {
    /// Nothing.
    None,
    /// `= expr`, `= path`.
    Expr(TokenStream, Shape),
    /// `= "text"`.
    Str(LitStr),
    /// `(…)`: the descriptors of the items.
    Inner(Vec<Descriptor>),
}

impl Descriptor {
    /// The expression given, as written.
    #[must_use]
    pub fn written(&self) -> Option<&TokenStream> {
        match &self.argument {
            Argument::Expr(written, _) => Some(written),
            _ => None,
        }
    }

    /// The expression given, taken apart.
    #[must_use]
    pub fn shape(&self) -> Option<&Shape> {
        match &self.argument {
            Argument::Expr(_, shape) => Some(shape),
            _ => None,
        }
    }

    /// The expression given, unless it is a range or a list.
    #[must_use]
    pub fn single(&self) -> Option<&Expr> {
        match self.shape() {
            Some(Shape::Other(expr)) => Some(expr),
            _ => None,
        }
    }

    /// The descriptors of the items.
    #[must_use]
    pub fn inner(&self) -> &[Descriptor] {
        match &self.argument {
            Argument::Inner(inner) => inner,
            _ => &[],
        }
    }

    /// Where an error that rustc finds in its generated code belongs.
    #[must_use]
    pub fn span(&self) -> Span {
        self.ident.span().resolved_at(Span::mixed_site())
    }

    /// Whether it can refuse a value of a type written so.
    #[must_use]
    pub fn can_refuse(&self, ty: &Type) -> bool {
        match self.rule.run {
            Run::Convert(_) | Run::Wording => false,
            // Nobody knows what it would have been.
            _ if self.broken => true,
            // An integer or a character is below, in or above a range; a float may be none of these.
            Run::Clamp => kind_of(types::ruled(ty)).is_none_or(|kind| kind == kind::FLOAT),
            Run::Each | Run::Keys | Run::Values => {
                let item = self.item(ty);
                self.inner().iter().any(|inner| match item {
                    Some(item) => inner.can_refuse(item),
                    None => !matches!(inner.rule.run, Run::Convert(_)),
                })
            }
            _ => true,
        }
    }

    /// Whether it changes values or takes them, so that it needs them owned.
    #[must_use]
    pub fn converts(&self) -> bool {
        match self.rule.run {
            Run::Convert(_) | Run::Clamp | Run::Via => true,
            Run::Each | Run::Keys | Run::Values => self.inner().iter().any(Self::converts),
            _ => false,
        }
    }

    /// The type as written of what an `each`, `keys` or `values` is about.
    #[must_use]
    pub fn item<'a>(&self, ty: &'a Type) -> Option<&'a Type> {
        item(self.rule.run, ty)
    }
}

fn item(run: Run, ty: &Type) -> Option<&Type> {
    match run {
        Run::Each => types::item(ty),
        Run::Keys => types::entry(ty).map(|(key, _)| key),
        Run::Values => types::entry(ty).map(|(_, value)| value),
        _ => None,
    }
}

/// Whether an option means something for a field of this type, as far as that is known.
#[must_use]
pub fn fits(key: &'static Key, ty: &Type) -> bool {
    let Some(kind) = kind_of(types::ruled(ty)) else {
        return true;
    };
    match rules::find(key.name) {
        Some(rule) => rule.fits & kind != 0 && (key.name != "negative" || kind != kind::UNSIGNED),
        None => key.name != "total" || kind == kind::FLOAT,
    }
}

/// The descriptors among the options of a field of this type.
#[must_use]
pub fn descriptors(options: &Options, ty: &Type, errors: &Errors) -> Vec<Descriptor> {
    let ty = types::option(ty).unwrap_or(ty);
    let mut list: Vec<Descriptor> = Vec::new();
    // `message` in front of the only rule can mean nothing else.
    let mut early: Vec<(Ident, LitStr)> = Vec::new();
    for opt in options.written() {
        let Some(rule) = rules::find(opt.key.name) else {
            continue;
        };
        let argument = match &opt.value {
            Value::Bool(false) => continue,
            Value::None | Value::Bool(true) => Argument::None,
            Value::Expr(expr) => Argument::Expr(expr.to_token_stream(), Shape::of(expr)),
            Value::Path(path) => Argument::Expr(
                path.to_token_stream(),
                Shape::Other(Expr::Path(syn::ExprPath {
                    attrs: Vec::new(),
                    qself: None,
                    path: path.clone(),
                })),
            ),
            Value::Str(text) => Argument::Str(text.clone()),
            Value::List(tokens) => {
                let item = item(rule.run, ty);
                Argument::Inner(inner(opt.key.name, tokens, item, errors))
            }
            Value::Broken => Argument::None,
            Value::Word(_) => continue,
        };
        if rule.run == Run::Wording {
            if let Argument::Str(text) = argument {
                // By its own name, if it was given by another.
                let ident = Ident::new(opt.key.name, opt.span());
                match list.last_mut() {
                    Some(last) => word(last, &ident, text, errors),
                    None => early.push((ident, text)),
                }
            }
            continue;
        }
        list.push(Descriptor {
            rule,
            ident: opt.ident.clone(),
            argument,
            message: None,
            code: None,
            broken: matches!(opt.value, Value::Broken),
        });
    }
    for (ident, text) in early {
        match list.as_mut_slice() {
            [only] => word(only, &ident, text, errors),
            _ => errors.at(
                &ident,
                format_args!(
                    "`{ident}` belongs behind the rule that it is about: `positive, {ident} = …`"
                ),
            ),
        }
    }
    list
}

fn inner(
    name: &str,
    tokens: &TokenStream,
    item: Option<&Type>,
    errors: &Errors,
) -> Vec<Descriptor> {
    let infer = syn::parse_quote!(_);
    let item = item.unwrap_or(&infer);
    let table = Table {
        attribute: match name {
            "each" => "each(…)",
            "keys" => "keys(…)",
            _ => "values(…)",
        },
        keys: &[rules::KEYS],
    };
    let mut options = Options::default();
    options.extend_where(tokens.clone(), &table, &|key| fits(key, item), errors);
    descriptors(&options, item, errors)
}

/// Gives `descriptor` a message or a code.
fn word(descriptor: &mut Descriptor, ident: &Ident, text: LitStr, errors: &Errors) {
    let name = descriptor.rule.key.name;
    match descriptor.rule.run {
        Run::Convert(_) => errors.at(
            ident,
            format_args!(
                "`{name}` refuses nothing, so that `{ident}` has no effect behind it; remove it"
            ),
        ),
        Run::Each | Run::Keys | Run::Values => errors.at(
            ident,
            format_args!("put `{ident}` into `{name}(…)`, behind the rule that it is about"),
        ),
        Run::Nested => errors.at(
            ident,
            format_args!("a `nested` value words its own violations; remove `{ident}`"),
        ),
        _ => {
            let slot = if ident == "message" {
                &mut descriptor.message
            } else {
                &mut descriptor.code
            };
            if slot.is_some() {
                errors.at(
                    ident,
                    format_args!("`{name}` has a `{ident}` already; remove one"),
                );
            } else {
                if ident == "message" {
                    placeholders(descriptor.rule, &text, errors);
                }
                *slot = Some(text);
            }
        }
    }
}

/// Reports what stands in braces in the message of a rule and is filled in by nothing.
fn placeholders(rule: &Rule, message: &LitStr, errors: &Errors) {
    // Their violations may have parameters of the user's own.
    if let Run::Call | Run::Via = rule.run {
        return;
    }
    let rule_name = rule.key.name;
    let known = [&["value"], rule.gives].concat();
    let text = message.value();
    // As `Violation` reads it.
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let brace = &rest[at..];
        if let Some(after) = brace
            .strip_prefix("{{")
            .or_else(|| brace.strip_prefix("}}"))
        {
            rest = after;
            continue;
        }
        let inside = brace[1..].split_once('}');
        let (name, after) = inside
            .filter(|_| brace.starts_with('{'))
            .unwrap_or_default();
        if !known.contains(&name) {
            let written = match inside {
                Some(_) if brace.starts_with('{') => format!("{{{name}}}"),
                _ => brace[..1].to_owned(),
            };
            let known = known.iter().map(|name| format!("`{{{name}}}`"));
            errors.at(
                message,
                format_args!(
                    "nothing fills in `{written}`: `{rule_name}` gives {}; for a brace write `{{{{` or `}}}}`",
                    known.collect_vec().join(", ")
                ),
            );
            return;
        }
        rest = after;
    }
}

/// The kind of a type as written; `None` for a name that only rustc knows.
#[must_use]
pub fn kind_of(ty: &Type) -> Option<u16> {
    let ty = types::ungroup(ty);
    if types::is_float(ty) {
        return Some(kind::FLOAT);
    }
    if types::is_integer(ty) {
        let signed = types::named(ty).is_some_and(|(name, _)| name.starts_with('i'));
        return Some(if signed { kind::SIGNED } else { kind::UNSIGNED });
    }
    if let Some(item) = types::item(ty) {
        let byte = types::named(item).is_some_and(|(name, _)| name == "u8");
        return Some(if byte { kind::BYTES } else { kind::LIST });
    }
    if types::entry(ty).is_some() {
        return Some(kind::MAP);
    }
    match ty {
        Type::Reference(reference) if is_str(&reference.elem) => Some(kind::STR),
        Type::Path(_) => {
            let (name, arguments) = types::named(ty)?;
            match (name.as_str(), arguments.as_slice()) {
                ("bool", []) => Some(kind::BOOL),
                ("char", []) => Some(kind::CHAR),
                ("String", []) => Some(kind::STRING),
                ("Box" | "Rc" | "Arc" | "Cow", [inner]) if is_str(inner) => Some(kind::STRING),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_str(ty: &Type) -> bool {
    types::named(ty).is_some_and(|(name, arguments)| name == "str" && arguments.is_empty())
}
