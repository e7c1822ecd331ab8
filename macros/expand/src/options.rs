//! Options: what may stand in `#[dataclass(...)]`, `#[field(...)]`, `#[memoize(...)]` and the rest.
//!
//! Each macro has one table of [`Key`]s. The table decides what parses, what the errors say and what is
//! suggested for a misspelt key; features read the result and never look at attribute tokens.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, LitStr, Path, Token};

use crate::collect::Collect as _;
use crate::errors::{Errors, did_you_mean, listed};
use crate::expression;
use crate::synonyms;

/// One option: a row of a macro's table.
#[derive(Clone, Copy)]
pub struct Key {
    /// The key as written.
    pub name: &'static str,
    /// What may follow it.
    pub form: Form,
    /// How it is written, for errors: `maxsize = 128`.
    pub usage: &'static str,
    /// What it means, in a line.
    pub doc: &'static str,
}

/// What may follow a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `frozen`; also `frozen = true` and `frozen = false`.
    Flag,
    /// `eq = false`: on unless said otherwise.
    Switch,
    /// `default = expr`.
    Expr,
    /// `default` or `default = expr`.
    OptionalExpr,
    /// `post_init = path`.
    Path,
    /// `ttl = "60s"`.
    Str,
    /// `display = false` or `display = "text"`.
    SwitchOrStr,
    /// As [`Form::Str`], and may be given again.
    Strs,
    /// `style = rust`: one of these words.
    Word(&'static [&'static str]),
    /// `each(...)`: tokens that the feature reads.
    List,
    /// `nested` or `nested(...)`.
    OptionalList,
    /// As [`Form::Path`], and may be given again.
    Paths,
    /// As [`Form::Expr`], and may be given again.
    Exprs,
    /// As [`Form::List`], and may be given again.
    Lists,
}

impl Form {
    fn repeats(self) -> bool {
        matches!(self, Self::Paths | Self::Exprs | Self::Lists | Self::Strs)
    }
}

/// The options that one attribute takes: its name, and its rows, in groups that tables can share.
#[derive(Clone, Copy)]
pub struct Table {
    /// The attribute for errors: `#[field]`.
    pub attribute: &'static str,
    /// The rows.
    pub keys: &'static [&'static [Key]],
}

impl Table {
    /// Whether there is such an option.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&'static Key> {
        let mut groups = self.keys.iter();
        groups.find_map(|group| group.iter().find(|key| key.name == name))
    }
}

/// The row every macro shares.
pub const CRATE: Key = Key {
    name: "crate",
    form: Form::Path,
    usage: "crate = path::to::dunder",
    doc: "where `dunder` is, when it is renamed or re-exported",
};

/// One option as the user wrote it.
pub struct Opt {
    /// Its row.
    pub key: &'static Key,
    /// The key's token, where errors about it belong.
    pub ident: Ident,
    /// What followed.
    pub value: Value,
}

/// What followed a key.
pub enum Value {
    /// Nothing.
    None,
    /// `= true`, `= false`.
    Bool(bool),
    /// `= expr`.
    Expr(Box<Expr>),
    /// `= path`.
    Path(Path),
    /// `= "text"`.
    Str(LitStr),
    /// `= word`.
    Word(Ident),
    /// `(...)`, the tokens inside.
    List(TokenStream),
    /// What was reported. Only [`Options::written`] shows it.
    Broken,
}

/// The options of one item or field, in the order written.
#[derive(Default)]
pub struct Options {
    list: Vec<Opt>,
}

impl Options {
    /// Reads `tokens`, the inside of an attribute, by `table`. What is wrong goes to `errors` and is left out;
    /// a misspelt key with one likely meaning is reported and then read as that, so that nothing follows from it.
    #[must_use]
    pub fn parse(tokens: TokenStream, table: &Table, errors: &Errors) -> Self {
        let mut options = Self::default();
        options.extend(tokens, table, errors);
        options
    }

    /// Adds those of a further attribute of the same kind.
    pub fn extend(&mut self, tokens: TokenStream, table: &Table, errors: &Errors) {
        self.extend_where(tokens, table, &|_| true, errors);
    }

    /// As [`extend`](Self::extend), where errors list and suggest those rows only that are valid at the place.
    pub fn extend_where(
        &mut self,
        tokens: TokenStream,
        table: &Table,
        valid: &dyn Fn(&'static Key) -> bool,
        errors: &Errors,
    ) {
        let scope = Scope {
            table,
            valid,
            errors,
        };
        let read = |input: ParseStream| {
            while !input.is_empty() {
                match option(input, &scope)? {
                    Read::Known(opt) => self.add(opt, errors),
                    // Reported; a second report would be of the same mistake.
                    Read::Meant(opt) => self.add(opt, &Errors::new()),
                    Read::Nothing => {}
                }
                // Where it is missing, `value` has said so.
                if !input.is_empty() && !next_is_key(input, table) {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        errors.absorb(read.parse2(tokens));
    }

    fn add(&mut self, opt: Opt, errors: &Errors) {
        let name = opt.key.name;
        if !opt.key.form.repeats() && self.list.iter().any(|earlier| earlier.key.name == name) {
            errors.at(
                &opt.ident,
                format_args!("`{name}` is given twice; remove one"),
            );
        } else {
            self.list.push(opt);
        }
    }

    /// The options in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Opt> {
        let list = self.list.iter();
        list.filter(|opt| !matches!(opt.value, Value::Broken))
    }

    /// As [`iter`](Self::iter), those among them whose value was reported.
    pub fn written(&self) -> impl Iterator<Item = &Opt> {
        self.list.iter()
    }

    /// Whether `name` is given with a value that was reported.
    #[must_use]
    pub fn broken(&self, name: &str) -> bool {
        let mut list = self.list.iter();
        list.any(|opt| opt.key.name == name && matches!(opt.value, Value::Broken))
    }

    /// The option `name`, if given.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Opt> {
        self.iter().find(|opt| opt.key.name == name)
    }

    /// The first of `names` that is given.
    #[must_use]
    pub fn any(&self, names: &[&str]) -> Option<&Opt> {
        self.iter().find(|opt| names.contains(&opt.key.name))
    }

    /// Whether a flag is given and not `= false`.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|opt| !matches!(opt.value, Value::Bool(false)))
    }

    /// Whether a switch is on: it is, unless `= false` is given.
    #[must_use]
    pub fn switch(&self, name: &str) -> bool {
        !matches!(
            self.get(name),
            Some(Opt {
                value: Value::Bool(false),
                ..
            })
        )
    }

    /// Reads an option, whose value was reported, as if it had none.
    pub fn forget_value(&mut self, name: &str) {
        for opt in self.list.iter_mut().filter(|opt| opt.key.name == name) {
            opt.value = Value::None;
        }
    }

    /// Reads an option, whose value was reported, as if this stood there.
    pub fn replace(&mut self, name: &str, value: Expr) {
        for opt in self.list.iter_mut().filter(|opt| opt.key.name == name) {
            opt.value = Value::Expr(Box::new(value.clone()));
        }
    }

    /// The expression after `name`.
    #[must_use]
    pub fn expr(&self, name: &str) -> Option<&Expr> {
        self.get(name)?.expr()
    }

    /// The path after `name`.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&Path> {
        match &self.get(name)?.value {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The paths after each `name`.
    pub fn paths<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Path> {
        self.list.iter().filter_map(move |opt| match &opt.value {
            Value::Path(path) if opt.key.name == name => Some(path),
            _ => None,
        })
    }

    /// The string after `name`.
    #[must_use]
    pub fn str(&self, name: &str) -> Option<&LitStr> {
        match &self.get(name)?.value {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The word after `name`.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&Ident> {
        match &self.get(name)?.value {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Reports `one` together with any of `others`, at the later of the two.
    pub fn conflicts(&self, one: &str, others: &[&str], why: &str, errors: &Errors) {
        let off = |opt: &Opt| matches!(opt.value, Value::Bool(false));
        let given = |opt: &Opt| opt.key.name == one && !off(opt);
        let Some(at) = self.list.iter().position(given) else {
            return;
        };
        for (position, opt) in self.list.iter().enumerate() {
            if others.contains(&opt.key.name) && !off(opt) {
                let (later, earlier) = if position > at {
                    (opt, one)
                } else {
                    (&self.list[at], opt.key.name)
                };
                errors.at(
                    &later.ident,
                    format_args!("`{}` contradicts `{earlier}`: {why}", later.key.name),
                );
            }
        }
    }
}

impl Opt {
    /// Where an error about the whole option belongs.
    #[must_use]
    pub fn span(&self) -> Span {
        self.ident.span()
    }

    /// The expression given, if one is.
    #[must_use]
    pub fn expr(&self) -> Option<&Expr> {
        match &self.value {
            Value::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// The tokens in the parentheses, if there are any.
    #[must_use]
    pub fn list(&self) -> Option<&TokenStream> {
        match &self.value {
            Value::List(tokens) => Some(tokens),
            _ => None,
        }
    }
}

/// What the reading of one option goes by.
struct Scope<'a> {
    table: &'a Table,
    valid: &'a dyn Fn(&'static Key) -> bool,
    errors: &'a Errors,
}

/// What an option was read as.
enum Read {
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
fn option(input: ParseStream, scope: &Scope) -> syn::Result<Read> {
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
fn next_is_key(input: ParseStream, table: &Table) -> bool {
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

#[cfg(test)]
mod tests;
