//! A test that overrides a singleton, without touching the code under test or the tests beside it.
//! `cargo run --example override_singleton`; the tests by `cargo test --example override_singleton`.

use dunder::singleton;

/// What the code under test asks for the time: one instance, which really reads the clock.
struct Clock {
    now: fn() -> u64,
}

#[singleton]
impl Clock {
    fn system() -> Self {
        Self {
            now: || {
                let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
                since.map_or(0, |since| since.as_secs())
            },
        }
    }
}

/// The code under test: nobody hands it a clock.
fn greeting() -> &'static str {
    let hour = (Clock::system().now)() / 3600 % 24;
    match hour {
        5..12 => "good morning",
        12..18 => "good afternoon",
        _ => "good evening",
    }
}

/// Runs `body` at `hour` o'clock.
fn at<R>(hour: u64, body: impl FnOnce() -> R) -> R {
    // A function pointer captures nothing, so that there is a clock for each hour.
    const CLOCKS: [fn() -> u64; 3] = [|| 6 * 3600, || 13 * 3600, || 22 * 3600];
    let now = CLOCKS[(hour / 8) as usize];
    let _guard = Clock::scoped(Clock { now });
    body()
}

fn main() {
    assert!(Clock::existing().is_none());
    for hour in [6, 13, 22] {
        println!("{hour:>2} h: {}", at(hour, greeting));
    }
    // The real clock was never made …
    assert!(Clock::existing().is_none());
    // … and in a thread without the guard it is what there is; one that is given the handle sees the override.
    let guard = Clock::scoped(Clock { now: || 6 * 3600 });
    let handle = guard.handle();
    let seen = std::thread::spawn(move || {
        let without = Clock::existing().is_some();
        let _guard = handle.enter();
        (without, greeting())
    });
    println!("in a thread: {:?}", seen.join().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{at, greeting};

    // In parallel, each with a clock of its own.
    #[test]
    fn morning() {
        assert_eq!(at(6, greeting), "good morning");
    }

    #[test]
    fn evening() {
        assert_eq!(at(22, greeting), "good evening");
    }
}
