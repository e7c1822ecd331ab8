//! Row 45 of the conformance table, in release with fat LTO: a patch takes, through a caller in another function and
//! another crate, however much is inlined. Peers that overwrite the function's first bytes silently do not.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use library::{Clock, double, doubled, fetch, later, price, rate};

fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

fn everything(clock: &Clock) -> (u64, u64, u32, u64, u64, u64) {
    (
        price(black_box(10)),
        later(clock),
        double(black_box(4_u32)),
        double(black_box(4_u64)),
        ready(fetch(black_box(5))),
        doubled(clock),
    )
}

fn main() {
    let clock = black_box(Clock(100));
    let plain = (30, 101, 8, 8, 5, 200);
    assert_eq!(everything(&clock), plain);
    {
        let _guards = (
            rate::patch(|| rate::original() + 4),
            Clock::now_patch().patch(|this| this.0 * 2),
            double::<u32>::patch(|value| value),
            fetch::patch(|n| async move { n + 1 }),
            Clock::read_patch().patch(|this| Clock::read_patch().original(this) + 1),
        );
        assert_eq!(everything(&clock), (70, 201, 4, 8, 6, 202));
        {
            let _inner = rate::patch(|| 1);
            assert_eq!(everything(&clock).0, 10);
        }
        assert_eq!(everything(&clock).0, 70);
        assert_eq!(std::thread::spawn(|| price(10)).join().unwrap(), 30);
    }
    assert_eq!(everything(&clock), plain);
    let unwound = std::panic::catch_unwind(|| {
        let _guard = rate::patch(|| 0);
        assert_eq!(price(10), 0);
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(unwound.is_err());
    assert_eq!(everything(&clock), plain);
    println!("row 45 in release with fat LTO: ok");
}
