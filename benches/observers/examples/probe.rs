use dunder::Emitter;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
fn main() {
    let emitter = Emitter::new();
    let _s: Vec<_> = (0..8)
        .map(|_| {
            let h = AtomicU64::new(0);
            emitter.on(move |e: &(u64, u64)| {
                h.store(
                    h.load(Ordering::Relaxed).wrapping_add(e.0),
                    Ordering::Relaxed,
                )
            })
        })
        .collect();
    let e = (3u64, 4u64);
    let n: u64 = 3_000_000;
    let t = std::time::Instant::now();
    for _ in 0..n {
        black_box(emitter.emit(black_box(&e)));
    }
    println!("{:?}", t.elapsed() / n as u32);
}
