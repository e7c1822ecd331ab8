//! Time for `ttl`, `tti` and `refresh`.

use std::sync::OnceLock;
#[cfg(feature = "store")]
use std::time::SystemTime;
use std::time::{Duration, Instant};

/// Whether this is a target where `std` knows no time, and panics.
pub(super) const TIMELESS: bool = cfg!(all(target_family = "wasm", target_os = "unknown"));

#[cold]
fn timeless() -> ! {
    panic!(
        "this target has no clock of its own: a cache with `ttl`, `tti` or `refresh` needs `clock = path` here"
    );
}

/// The time since the first call, on top of some centuries: what a store had before the process began is older than
/// the first call, and no time is below zero.
pub(super) fn monotonic() -> Duration {
    if TIMELESS {
        timeless();
    }
    const BEFORE: Duration = Duration::from_secs(1 << 33);
    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    BEFORE + ORIGIN.get_or_init(Instant::now).elapsed()
}

/// The time since 1970, which other processes know too.
#[cfg(feature = "store")]
pub(super) fn since_1970() -> Duration {
    if TIMELESS {
        timeless();
    }
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap_or_default()
}

/// Whole nanoseconds, for some 580 years.
pub(super) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
