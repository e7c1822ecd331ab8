//! Which engine serves a function, chosen by its types when it is compiled, so that only that one is compiled for it.
//!
//! What a type is, is an associated constant: an inherent one for the scalars and for plain types of the standard
//! library, one of a trait for all others. The compiler takes the inherent one where there is one, whatever name the type goes by.
//! So this works where types are written out, which is also where a cache can be a `static` with its type.

use std::marker::PhantomData;
use std::mem::needs_drop;

use super::engine::{Engine, ForThread};
use super::front::{self, Front};
use super::info::{CacheParameters, Policy};
use super::local::{HeldLocal, Place};
use super::probe::Bits;
use super::record::Slot;
use super::shared::{FrontSite, HeldSite, Shared as Held};
use super::word::{KEY, Word, WordKey};
use super::words::{LocalWords, SharedWords, Static, WordSite};

/// What the engines make of the type of an argument or a result.
#[derive(Clone, Copy)]
pub enum Part {
    /// A scalar.
    Word,
    /// Comparing, cloning and dropping it runs only code of the standard library, and nobody sees its end.
    Plain,
    /// It has nothing to drop, so nobody sees its end.
    Inert,
    /// Anything.
    Any,
}

impl Part {
    /// Of an `Option` of it.
    #[must_use]
    pub const fn optional(self) -> Self {
        match self {
            Self::Word | Self::Plain => Self::Plain,
            Self::Inert => Self::Inert,
            Self::Any => Self::Any,
        }
    }
}

/// Asks what a type is: `Of::<T>::PART`.
pub struct Of<T: ?Sized>(PhantomData<T>);

/// The answer for all other types.
pub trait OfAny {
    /// What it is.
    const PART: Part;
}

impl<T: ?Sized> OfAny for Of<T> {
    const PART: Part = if needs_drop::<T>() {
        Part::Any
    } else {
        Part::Inert
    };
}

macro_rules! parts {
    ($($part:ident: $($ty:ty),*;)*) => {$($(
        impl Of<$ty> {
            /// What it is.
            pub const PART: Part = Part::$part;
        }
    )*)*};
}

parts! {
    Word: u64, i64, u32, i32, usize, isize, u8, i8, u16, i16, bool, char, f64, f32, Bits<f64>, Bits<f32>;
    Plain: u128, i128, (), String, &'static str, std::path::PathBuf, Vec<u8>,
        (u64,), (i64,), (u32,), (i32,), (usize,), (String,),
        Option<u64>, Option<i64>, Option<u32>, Option<i32>, Option<usize>, Option<String>;
}

/// Keys and values are words: `words`.
const WORDS: u8 = 0;
/// Threads keep fronts of a locked engine: `front`.
const FRONTS: u8 = 1;
/// The locked engine, of plain types: `engine`.
const PLAIN: u8 = 2;
/// The locked engine.
const HELD: u8 = 3;
/// Threads keep fronts of a locked engine, of types that are not plain.
const INERT: u8 = 4;

/// The engine for these types and settings.
#[must_use]
pub const fn kind(parameters: &CacheParameters, key: &[Part], value: Part) -> u8 {
    let mut words = matches!(value, Part::Word) && key.len() <= KEY;
    let mut plain = matches!(value, Part::Word | Part::Plain);
    let mut quiet = !matches!(value, Part::Any);
    let mut at = 0;
    while at < key.len() {
        words &= matches!(key[at], Part::Word);
        plain &= matches!(key[at], Part::Word | Part::Plain);
        quiet &= !matches!(key[at], Part::Any);
        at += 1;
    }
    // A size and the order of use are all there is to it.
    let is_lru = matches!(parameters.policy, Policy::Lru)
        && !parameters.timed()
        && parameters.max_weight.is_none();
    if is_lru && words {
        WORDS
    } else if plain && front::suits(parameters) {
        FRONTS
    } else if plain && !parameters.timed() {
        PLAIN
    } else if quiet && front::suits(parameters) {
        INERT
    } else {
        HELD
    }
}

/// A kind of engine, by its number.
pub enum Pick<const KIND: u8> {}

/// What a cache of some kind consists of.
pub trait Kind<K: 'static, V: 'static> {
    /// The part of all threads.
    type Shared;
    /// What each thread has of its own.
    type Own;
    /// None yet.
    const OWN: Self::Own;
    /// Both, for a call.
    type Site;
    /// The cache of one thread.
    type Cell;
    /// It, for a call.
    type Local;
}

impl<K: WordKey, V: Word> Kind<K, V> for Pick<WORDS> {
    type Shared = SharedWords;
    type Own = Slot;
    const OWN: Slot = Slot::new(None);
    type Site = WordSite<K, V, Static>;
    type Cell = LocalWords;
    type Local = WordSite<K, V, Place<LocalWords>>;
}

macro_rules! fronts {
    ($($kind:ident $plain:literal;)*) => {$(
        impl<K: 'static, V: 'static> Kind<K, V> for Pick<$kind> {
            type Shared = Held<K, V>;
            type Own = Front<K, V>;
            const OWN: Front<K, V> = Front::new();
            type Site = FrontSite<K, V>;
            type Cell = Engine<K, V, ForThread>;
            type Local = HeldLocal<K, V, $plain>;
        }
    )*};
}

fronts! {
    FRONTS true;
    INERT false;
}

macro_rules! held {
    ($($kind:ident $plain:literal;)*) => {$(
        impl<K: 'static, V: 'static> Kind<K, V> for Pick<$kind> {
            type Shared = Held<K, V>;
            type Own = ();
            const OWN: () = ();
            type Site = HeldSite<K, V, $plain>;
            type Cell = Engine<K, V, ForThread>;
            type Local = HeldLocal<K, V, $plain>;
        }
    )*};
}

held! {
    PLAIN true;
    HELD false;
}

/// See [`Kind`].
pub type Shared<K, V, const KIND: u8> = <Pick<KIND> as Kind<K, V>>::Shared;
/// See [`Kind`].
pub type Own<K, V, const KIND: u8> = <Pick<KIND> as Kind<K, V>>::Own;
/// See [`Kind`].
pub type Site<K, V, const KIND: u8> = <Pick<KIND> as Kind<K, V>>::Site;
/// See [`Kind`].
pub type Cell<K, V, const KIND: u8> = <Pick<KIND> as Kind<K, V>>::Cell;
/// See [`Kind`].
pub type Local<K, V, const KIND: u8> = <Pick<KIND> as Kind<K, V>>::Local;
