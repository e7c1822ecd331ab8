//! `collect` in one loop.
//!
//! `Iterator::collect` goes through half a dozen generic functions for size hints and for iterators of known length. Without
//! optimization, as macros are built, each of them is compiled again for every chain of adapters: a fifth of this crate.

use proc_macro2::TokenStream;
use quote::ToTokens;

pub(crate) trait Collect: Iterator + Sized {
    /// `collect::<Vec<_>>()`.
    fn collect_vec(mut self) -> Vec<Self::Item> {
        list(&mut self)
    }

    /// The tokens of all, one after the other.
    fn collect_tokens(mut self) -> TokenStream
    where
        Self::Item: ToTokens,
    {
        joined(&mut self)
    }

    /// The tokens of each.
    fn collect_each(mut self) -> Vec<TokenStream>
    where
        Self::Item: ToTokens,
    {
        each(&mut self)
    }
}

impl<I: Iterator> Collect for I {}

/// What an iterator is to the functions below, which are compiled once for each type of item.
trait Items<T> {
    fn take_one(&mut self) -> Option<T>;
}

impl<I: Iterator> Items<I::Item> for I {
    fn take_one(&mut self) -> Option<I::Item> {
        self.next()
    }
}

fn list<T>(items: &mut dyn Items<T>) -> Vec<T> {
    let mut list = Vec::new();
    while let Some(item) = items.take_one() {
        list.push(item);
    }
    list
}

fn joined<T: ToTokens>(items: &mut dyn Items<T>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Some(item) = items.take_one() {
        item.to_tokens(&mut tokens);
    }
    tokens
}

fn each<T: ToTokens>(items: &mut dyn Items<T>) -> Vec<TokenStream> {
    let mut list = Vec::new();
    while let Some(item) = items.take_one() {
        list.push(item.into_token_stream());
    }
    list
}
