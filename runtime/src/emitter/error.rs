//! What an emit reports when it is over.

use core::any::Any;
use core::error::Error;
use core::fmt;
use std::borrow::Cow;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};

/// Why an emit did not go well; see [`Emitter::try_emit`](super::Emitter::try_emit).
#[derive(Debug)]
#[non_exhaustive]
pub enum EmitError {
    /// Handlers panicked. The others were called all the same.
    Panicked {
        /// How many handlers were called, those that panicked included.
        heard: usize,
        /// What they panicked with, in the order of the calls.
        panics: Vec<Panic>,
    },
    /// Nobody was called: [`Emitter::MAX_DEPTH`](super::Emitter::MAX_DEPTH) emits are under way in this thread, one
    /// inside the handler of the other.
    TooDeep,
}

impl EmitError {
    /// Goes on with the first panic, or panics with the text of this error.
    ///
    /// # Panics
    /// Always.
    pub fn resume(self) -> ! {
        let text = self.to_string();
        match self {
            Self::Panicked { panics, .. } => match panics.into_iter().next() {
                Some(first) => resume_unwind(first.into_payload()),
                None => panic!("{text}"),
            },
            Self::TooDeep => panic!("{text}"),
        }
    }
}

impl EmitError {
    /// [`resume`](Self::resume) where a count is wanted.
    #[cold]
    pub(super) fn resume_as_count(self) -> usize {
        self.resume()
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked { heard, panics } => {
                write!(f, "{} of {heard} handlers panicked: ", panics.len())?;
                for (position, panic) in panics.iter().enumerate() {
                    f.write_str(if position == 0 { "" } else { "; " })?;
                    f.write_str(panic.message())?;
                }
                Ok(())
            }
            Self::TooDeep => write!(
                f,
                "emits nest deeper than {}: a handler emits what leads back to it",
                super::cache::MAX_DEPTH
            ),
        }
    }
}

impl Error for EmitError {}

/// What a handler panicked with.
pub struct Panic {
    message: Cow<'static, str>,
    // The lock makes it `Sync`, so that the error can be boxed as any other; it is never contended.
    payload: Mutex<Box<dyn Any + Send>>,
}

impl Panic {
    pub(super) fn new(payload: Box<dyn Any + Send>) -> Self {
        let message = if let Some(text) = payload.downcast_ref::<&'static str>() {
            Cow::Borrowed(*text)
        } else if let Some(text) = payload.downcast_ref::<String>() {
            Cow::Owned(text.clone())
        } else {
            Cow::Borrowed("a panic without a text")
        };
        Self {
            message,
            payload: Mutex::new(payload),
        }
    }

    /// The text of the panic.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What [`std::panic::catch_unwind`] would have returned.
    #[must_use]
    pub fn into_payload(self) -> Box<dyn Any + Send> {
        self.payload
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Panic").field(&self.message).finish()
    }
}
