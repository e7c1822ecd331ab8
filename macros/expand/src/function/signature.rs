//! What stands before the body of a function, as written. syn has a type for it behind its feature `full`, with all that
//! can be in a body.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Abi, Attribute, Generics, Ident, ReturnType, Token, parenthesized};

use super::{Argument, Pattern, SelfArgument};

/// A signature.
#[derive(Clone)]
pub struct Signature {
    /// `const`
    pub constness: Option<Token![const]>,
    /// `async`
    pub asyncness: Option<Token![async]>,
    /// `unsafe`
    pub safety: Option<Token![unsafe]>,
    /// `extern "C"`
    pub abi: Option<Abi>,
    /// `fn`
    pub fn_token: Token![fn],
    /// The name.
    pub ident: Ident,
    /// The parameters, and the `where` behind the result.
    pub generics: Generics,
    /// The parentheses.
    pub paren_token: Paren,
    /// `self`, if it is a method.
    pub receiver: Option<SelfArgument>,
    /// The arguments after `self`.
    pub arguments: Vec<Argument>,
    /// `...`, with what stands before it.
    pub variadic: Option<TokenStream>,
    /// The result.
    pub output: ReturnType,
}

impl Signature {
    /// How many arguments there are, `self` included.
    #[must_use]
    pub fn arity(&self) -> usize {
        self.arguments.len() + usize::from(self.receiver.is_some())
    }

    /// What stands in the parentheses.
    #[must_use]
    pub fn inputs(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        if let Some(receiver) = &self.receiver {
            receiver.to_tokens(&mut tokens);
        }
        for argument in &self.arguments {
            separate(&mut tokens);
            argument.to_tokens(&mut tokens);
        }
        if let Some(variadic) = &self.variadic {
            separate(&mut tokens);
            variadic.to_tokens(&mut tokens);
        }
        tokens
    }

    /// Reads the inside of the parentheses.
    fn read_inputs(&mut self, input: ParseStream) -> syn::Result<()> {
        while !input.is_empty() {
            let attrs = input.call(Attribute::parse_outer)?;
            if self.arity() == 0 && SelfArgument::peek(&input.fork()) {
                self.receiver = Some(SelfArgument::read(attrs, input)?);
            } else if input.peek(Token![...]) {
                self.read_variadic(&attrs, None, input)?;
            } else {
                let pattern: Pattern = input.parse()?;
                input.parse::<Token![:]>()?;
                if input.peek(Token![...]) {
                    self.read_variadic(&attrs, Some(&pattern), input)?;
                } else {
                    let (position, ty) = (self.arguments.len(), input.parse()?);
                    let argument = Argument::new(attrs, pattern, ty, position);
                    self.arguments.push(argument);
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn read_variadic(
        &mut self,
        attrs: &[Attribute],
        name: Option<&Pattern>,
        input: ParseStream,
    ) -> syn::Result<()> {
        let dots: Token![...] = input.parse()?;
        let name = name.map(|name| crate::tokens::quote!(#name:));
        self.variadic = Some(crate::tokens::quote!(#(#attrs)* #name #dots));
        Ok(())
    }
}

/// A comma behind what is there.
fn separate(tokens: &mut TokenStream) {
    if !tokens.is_empty() {
        <Token![,]>::default().to_tokens(tokens);
    }
}

impl Parse for Signature {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let inputs;
        let mut sig = Self {
            constness: input.parse()?,
            asyncness: input.parse()?,
            safety: input.parse()?,
            abi: input.parse()?,
            fn_token: input.parse()?,
            ident: input.parse()?,
            generics: input.parse()?,
            paren_token: parenthesized!(inputs in input),
            receiver: None,
            arguments: Vec::new(),
            variadic: None,
            output: input.parse()?,
        };
        sig.generics.where_clause = input.parse()?;
        sig.read_inputs(&inputs)?;
        Ok(sig)
    }
}

impl ToTokens for Signature {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.constness.to_tokens(tokens);
        self.asyncness.to_tokens(tokens);
        self.safety.to_tokens(tokens);
        self.abi.to_tokens(tokens);
        self.fn_token.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        self.paren_token
            .surround(tokens, |tokens| tokens.extend(self.inputs()));
        self.output.to_tokens(tokens);
        self.generics.where_clause.to_tokens(tokens);
    }
}

#[cfg(test)]
mod tests;
