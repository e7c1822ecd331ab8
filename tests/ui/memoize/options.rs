use dunder::memoize;

#[memoize(max_size = 3)]
fn misspelt(n: u32) -> u32 {
    n
}

#[memoize(maxsize = -1, ttl = 60)]
fn wrong_values(n: u32) -> u32 {
    n
}

#[memoize(ttl = "60", tti = "5 parsecs", refresh = "0s")]
fn times(n: u32) -> u32 {
    n
}

#[memoize(thread_local, single_flight, ok, some, key = n, skip(n))]
fn contradictions(n: u32) -> Option<u32> {
    Some(n)
}

#[memoize(weigh = weight, clock = now, skip(m))]
fn alone(n: u32) -> u32 {
    n
}

fn main() {
    // No further errors: the functions and their handles are there.
    misspelt(1);
    misspelt::cache_info();
    wrong_values(1);
    times::invalidate(1);
    contradictions(1);
    alone(1);
}
