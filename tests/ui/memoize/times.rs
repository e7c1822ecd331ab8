use dunder::memoize;

#[memoize(ttl = "1s", refresh = "1s")]
fn refreshed_when_it_is_gone(n: u32) -> u32 {
    n
}

#[memoize(ttl = "-1s")]
fn negative(n: u32) -> u32 {
    n
}

#[memoize(tti = "1h m")]
fn no_number(n: u32) -> u32 {
    n
}

#[memoize(ttl = "99999999999999999999s")]
fn too_long(n: u32) -> u32 {
    n
}

fn main() {
    // No further errors: the functions and their handles are there.
    refreshed_when_it_is_gone(1);
    negative::cache_clear();
    no_number(1);
    too_long(1);
}
