//! What can go wrong with a key.

use std::error::Error;
use std::fmt;

use super::entry::Place;
use super::product::Product;

/// Why a factory could not make, or take, what a key names.
pub struct FactoryError(Box<Inner>);

struct Inner {
    noun: &'static str,
    product: &'static str,
    kind: FactoryErrorKind,
}

/// The cases of a [`FactoryError`].
#[derive(Debug)]
#[non_exhaustive]
pub enum FactoryErrorKind {
    /// No type is registered under the key.
    Unknown {
        /// The key that was asked for.
        key: String,
        /// The known key that it was most likely meant to be.
        suggestion: Option<&'static str>,
        /// All keys, sorted.
        known: Vec<&'static str>,
    },
    /// Nothing at all is registered.
    Empty,
    /// Several types are registered under one key.
    Duplicate {
        /// The key.
        key: &'static str,
        /// Each registration, in the order of their places.
        places: Vec<Place>,
    },
    /// Several keys are registered twice or more; what `verify` finds.
    Duplicates(Vec<FactoryError>),
    /// Keys that were required are not there.
    Missing {
        /// The keys.
        keys: Vec<String>,
        /// All keys that are there, sorted.
        known: Vec<&'static str>,
    },
    /// The constructor failed.
    Constructor {
        /// The key.
        key: String,
        /// The constructor's own error.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// A constructor's error, before it is known under which key it ran; one pointer, so that making a product is cheap
/// to return.
pub struct Failure(Box<Box<dyn Error + Send + Sync>>);

impl Failure {
    /// What to do with one of a constructor that cannot fail.
    ///
    /// # Panics
    /// Always.
    #[cold]
    pub fn impossible<T>(self) -> T {
        unreachable!("a constructor that cannot fail: {}", self.0)
    }

    #[cold]
    pub(super) fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Box::new(error.into()))
    }
}

impl FactoryError {
    pub(super) fn new<P: Product + ?Sized>(kind: FactoryErrorKind) -> Self {
        Self(Box::new(Inner {
            noun: P::NOUN,
            product: P::NAME,
            kind,
        }))
    }

    #[cold]
    pub(super) fn failed<P: Product + ?Sized>(key: &str, failure: Failure) -> Self {
        Self::new::<P>(FactoryErrorKind::Constructor {
            key: key.to_owned(),
            source: *failure.0,
        })
    }

    /// Which case it is.
    #[must_use]
    pub fn kind(&self) -> &FactoryErrorKind {
        &self.0.kind
    }
}

impl fmt::Display for FactoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            noun,
            product,
            kind,
        } = &*self.0;
        match kind {
            FactoryErrorKind::Unknown {
                key,
                suggestion,
                known,
            } => {
                write!(f, "Unknown {noun}: {key}")?;
                match suggestion {
                    Some(meant) => write!(f, "; did you mean '{meant}'?")?,
                    None => f.write_str(".")?,
                }
                write!(f, " Known: {}", known.join(", "))
            }
            FactoryErrorKind::Empty => {
                write!(
                    f,
                    "no types registered for dyn {product}; is the crate linked?"
                )
            }
            FactoryErrorKind::Duplicate { key, places } => {
                write!(f, "{noun} '{key}' is registered more than once: ")?;
                for (position, place) in places.iter().enumerate() {
                    write!(f, "{}{place}", if position == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            FactoryErrorKind::Duplicates(each) => {
                for (position, error) in each.iter().enumerate() {
                    write!(f, "{}{error}", if position == 0 { "" } else { "\n" })?;
                }
                Ok(())
            }
            FactoryErrorKind::Missing { keys, known } => write!(
                f,
                "nothing is registered as {noun} {}; is the crate linked? Known: {}",
                keys.iter()
                    .map(|key| format!("'{key}'"))
                    .collect::<Vec<_>>()
                    .join(", "),
                known.join(", ")
            ),
            FactoryErrorKind::Constructor { key, source } => {
                write!(f, "cannot create {noun} '{key}': {source}")
            }
        }
    }
}

impl fmt::Debug for FactoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind().fmt(f)
    }
}

impl Error for FactoryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self.kind() {
            FactoryErrorKind::Constructor { source, .. } => Some(&**source),
            _ => None,
        }
    }
}
