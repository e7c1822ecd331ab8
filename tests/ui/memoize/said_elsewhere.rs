//! What other crates call it.
use dunder::memoize;

#[memoize(capacity = 3, time = 5)]
fn f(n: u32) -> u32 {
    n
}

#[memoize(result = true, name = "CACHE")]
fn g(n: u32) -> Result<u32, u32> {
    Ok(n)
}

#[memoize(unbound, sync_writes = true, option)]
fn h(n: u32) -> Option<u32> {
    Some(n)
}

#[memoize(disk = true, typed = true, ty = "UnboundCache<u32, u32>", convert = "{ n }")]
fn i(n: u32) -> u32 {
    n
}

fn main() {
    let _ = (f(1), g(1), h(1), i(1));
}
