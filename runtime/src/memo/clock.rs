//! Time for `ttl` and `tti`.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The time since the first call.
pub(crate) fn monotonic() -> Duration {
    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    ORIGIN.get_or_init(Instant::now).elapsed()
}
