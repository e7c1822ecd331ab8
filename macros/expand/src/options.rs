//! Options: what may stand in `#[dataclass(...)]`, `#[field(...)]`, `#[memoize(...)]` and the rest.
//!
//! Each macro has one table of [`Key`]s. The table decides what parses, what the errors say and what is
//! suggested for a misspelt key; features read the result and never look at attribute tokens.

use proc_macro2::{Ident, Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Expr, LitStr, Path, Token};

use crate::errors::Errors;

mod read;

use read::{Read, Scope};

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
                match read::option(input, &scope)? {
                    Read::Known(opt) => self.add(opt, errors),
                    // Reported; a second report would be of the same mistake.
                    Read::Meant(opt) => self.add(opt, &Errors::new()),
                    Read::Nothing => {}
                }
                // Where it is missing, `value` has said so.
                if !input.is_empty() && !read::next_is_key(input, table) {
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

#[cfg(test)]
mod tests;
