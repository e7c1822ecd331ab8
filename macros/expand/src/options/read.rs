//! Reading one option, and what is wrong with how it is written.

use proc_macro2::{Delimiter, Ident, TokenStream};
use quote::ToTokens;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;

use super::{Form, Key, Opt, Table, Value};
use crate::collect::Collect as _;
use crate::errors::{Errors, did_you_mean, listed};
use crate::expression;
use crate::synonyms;

/// What the reading of one option goes by.
pub(super) struct Scope<'a> {
    pub(super) table: &'a Table,
    pub(super) valid: &'a dyn Fn(&'static Key) -> bool,
    pub(super) errors: &'a Errors,
}

/// What an option was read as.
pub(super) enum Read {
    /// What stands there.
    Known(Opt),
    /// What was meant by something that was reported.
    Meant(Opt),
    /// Reported and skipped.
    Nothing,
}

impl Scope<'_> {
    /// The rows that are valid at the place.
    fn rows(&self) -> Vec<&'static Key> {
        let mut rows = Vec::new();
        for group in self.table.keys {
            rows.extend(group.iter().filter(|key| (self.valid)(key)));
        }
        rows
    }

    fn names(&self) -> Vec<&'static str> {
        self.rows().iter().map(|key| key.name).collect_vec()
    }

    /// Reports an option that the table does not have; what it most likely means, if anything.
    fn unknown(&self, ident: &Ident) -> Option<&'static Key> {
        let typed = ident.to_string();
        let synonym = synonyms::find(self.table.attribute, &typed);
        let rows = self.rows();
        let (meant, hint) = match synonym {
            Some(synonym) => {
                let mut keys = synonym.keys.iter();
                let meant = keys.find_map(|name| rows.iter().find(|key| key.name == *name));
                let hint = match meant {
                    Some(key) => format!("; here it is `{}`: write `{}`", key.name, key.usage),
                    None if synonym.says.is_empty() => String::new(),
                    None => format!("; {}", synonym.says),
                };
                (meant.copied(), hint)
            }
            None => {
                let name = did_you_mean(&typed, &self.names());
                let hint = name.map(|name| format!("; did you mean `{name}`?"));
                (
                    name.and_then(|name| self.table.find(name)),
                    hint.unwrap_or_default(),
                )
            }
        };
        self.errors.at(
            ident,
            format_args!(
                "unknown option `{typed}` of `{}`{hint}\nvalid here: {}",
                self.table.attribute,
                listed(&self.names())
            ),
        );
        meant
    }
}

/// Reads one option.
pub(super) fn option(input: ParseStream, scope: &Scope) -> syn::Result<Read> {
    if !input.peek(syn::Ident::peek_any) {
        let found = match input.fork().parse::<Option<Token![,]>>()? {
            Some(comma) => comma.into_token_stream(),
            None => skip(input),
        };
        scope.errors.at(
            found,
            format_args!(
                "expected an option of `{}`\nvalid here: {}",
                scope.table.attribute,
                listed(&scope.names())
            ),
        );
        return Ok(Read::Nothing);
    }
    let ident = input.call(Ident::parse_any)?;
    if let Some(key) = scope.table.find(&ident.to_string()) {
        let value = value(input, key, &ident, scope, scope.errors).unwrap_or(Value::Broken);
        return Ok(Read::Known(Opt { key, ident, value }));
    }
    let Some(key) = scope.unknown(&ident) else {
        skip(input);
        return Ok(Read::Nothing);
    };
    // Already reported: what follows is read as meant.
    let alone = synonyms::find(scope.table.attribute, &ident.to_string());
    let value = if alone.is_some_and(|synonym| synonym.alone) {
        skip(input);
        Value::None
    } else {
        value(input, key, &ident, scope, &Errors::new()).unwrap_or(Value::Broken)
    };
    Ok(Read::Meant(Opt { key, ident, value }))
}

/// Whether the next option stands here already, without the comma in front of it.
pub(super) fn next_is_key(input: ParseStream, table: &Table) -> bool {
    let next = input.fork().call(Ident::parse_any);
    next.is_ok_and(|next| table.takes(&next.to_string()))
}

/// Reads what follows the key; leaves `input` at the next top-level comma or option whatever happens.
fn value(
    input: ParseStream,
    key: &'static Key,
    ident: &Ident,
    scope: &Scope,
    errors: &Errors,
) -> Option<Value> {
    let ahead = input.fork();
    let unseparated = next_is_key(input, scope.table);
    match try_value(&ahead, key, unseparated) {
        Ok(value) if ahead.is_empty() || ahead.peek(Token![,]) => {
            input.advance_to(&ahead);
            Some(value)
        }
        Ok(value) if next_is_key(&ahead, scope.table) => {
            input.advance_to(&ahead);
            let next = ahead.call(Ident::parse_any).ok()?;
            let name = key.name;
            scope.errors.at(
                &next,
                format_args!("expected `,` between `{name}` and `{next}`"),
            );
            Some(value)
        }
        result => {
            let rest = skip(input);
            let usage = key.usage;
            match result {
                // A mistake inside the value is best told by the parser that met it.
                Err(error)
                    if !rest.is_empty()
                        && rest.to_string() != "="
                        && matches!(key.form, Form::Expr | Form::OptionalExpr | Form::Exprs)
                        && error.to_string() != WRONG =>
                {
                    errors.push(error);
                }
                _ if rest.is_empty() && key.form == Form::Switch => {
                    errors.at(
                        ident,
                        format_args!("`{}` is on already: drop it, or write `{usage}`", key.name),
                    );
                }
                _ if rest.is_empty() || rest.to_string() == "=" => {
                    let usage = usages(key);
                    errors.at(
                        ident,
                        format_args!("`{}` needs a value: write {usage}", key.name),
                    );
                }
                _ if key.form == Form::Flag => {
                    errors.at(
                        rest,
                        format_args!("`{}` takes no value: write `{usage}`", key.name),
                    );
                }
                _ => {
                    let usage = usages(key);
                    errors.at(
                        rest,
                        format_args!("`{}` does not take this: write {usage}", key.name),
                    );
                }
            }
            None
        }
    }
}

/// How the option is written, for errors; all the ways, where there are a few.
fn usages(key: &Key) -> String {
    let Form::Word(words) = key.form else {
        return format!("`{}`", key.usage);
    };
    let mut usages = String::new();
    for (at, word) in words.iter().enumerate() {
        usages += match at {
            0 => "",
            _ if at + 1 == words.len() => " or ",
            _ => ", ",
        };
        usages += &format!("`{} = {word}`", key.name);
    }
    usages
}

const WRONG: &str = "wrong form";

fn try_value(input: ParseStream, key: &Key, unseparated: bool) -> syn::Result<Value> {
    let bare = input.is_empty() || input.peek(Token![,]) || unseparated;
    let wrong = || syn::Error::new(input.span(), WRONG);
    match key.form {
        Form::Flag | Form::OptionalExpr | Form::OptionalList if bare => return Ok(Value::None),
        Form::List | Form::OptionalList | Form::Lists => {
            return input.step(|cursor| {
                let (inside, _, rest) = cursor.group(Delimiter::Parenthesis).ok_or_else(wrong)?;
                Ok((Value::List(inside.token_stream()), rest))
            });
        }
        _ => input.parse::<Token![=]>().map_err(|_| wrong())?,
    };
    Ok(match key.form {
        Form::Flag | Form::Switch => {
            Value::Bool(input.parse::<syn::LitBool>().map_err(|_| wrong())?.value)
        }
        Form::Path | Form::Paths => Value::Path(input.parse().map_err(|_| wrong())?),
        Form::SwitchOrStr if input.peek(syn::LitBool) => {
            Value::Bool(input.parse::<syn::LitBool>()?.value)
        }
        Form::Str | Form::Strs | Form::SwitchOrStr => {
            Value::Str(input.parse().map_err(|_| wrong())?)
        }
        Form::Word(words) => {
            let word = input.call(Ident::parse_any).map_err(|_| wrong())?;
            if !words.contains(&word.to_string().as_str()) {
                return Err(wrong());
            }
            Value::Word(word)
        }
        _ => Value::Expr(Box::new(expression::read(input)?)),
    })
}

/// Takes the tokens of a value: an expression with its commas, if it is one, else up to the next top-level comma.
fn skip(input: ParseStream) -> TokenStream {
    let ahead = input.fork();
    let is_expr = ahead.parse::<Token![=]>().is_ok()
        && expression::read(&ahead).is_ok()
        && (ahead.is_empty() || ahead.peek(Token![,]));
    let mut skipped = TokenStream::new();
    while !input.is_empty() {
        let done = if is_expr {
            input.cursor() == ahead.cursor()
        } else {
            input.peek(Token![,])
        };
        if done {
            break;
        }
        match input.parse::<proc_macro2::TokenTree>() {
            Ok(token) => token.to_tokens(&mut skipped),
            Err(_) => break,
        }
    }
    skipped
}
