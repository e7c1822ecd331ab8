//! A test that overrides a singleton and patches a clock: nothing is passed down to the code that is tested.
//!
//! `cargo run --example patched_clock`; the feature `patch` is on among the dev-dependencies only.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dunder::{patchable, singleton};

#[singleton(init = Settings::load)]
struct Settings {
    opens: u64,
    closes: u64,
}

impl Settings {
    fn load() -> Self {
        Self {
            opens: 9,
            closes: 17,
        }
    }
}

#[patchable]
fn now() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// The code that is tested: it asks the clock and the settings, as code does.
fn sign() -> String {
    let hour = now().as_secs() / 3600 % 24;
    let settings = Settings::instance();
    if (settings.opens..settings.closes).contains(&hour) {
        format!("open until {}", settings.closes)
    } else {
        format!("closed, opens at {}", settings.opens)
    }
}

const fn hour(hour: u64) -> Duration {
    Duration::from_secs(hour * 3600)
}

fn main() {
    let morning = now::patch(|| hour(10));
    println!("at 10: {}", sign());
    {
        let _sunday = Settings::scoped(Settings {
            opens: 13,
            closes: 16,
        });
        println!("at 10 on a Sunday: {}", sign());
        let _afternoon = now::patch(|| hour(15));
        println!("at 15 on a Sunday: {}", sign());
    }
    println!("at 10 again: {}", sign());
    drop(morning);

    // For one call, with what the test has at hand.
    let at = [hour(8), hour(16), hour(20)];
    for time in &at {
        let sign = now::patched(|| *time, sign);
        println!("at {}: {sign}", time.as_secs() / 3600);
    }
    assert!(now() > hour(24 * 365 * 50), "the real clock again");
}
