use dunder::{memoize, patchable};

#[memoize]
#[memoize(maxsize = 2)]
fn twice(n: u32) -> u32 {
    n
}

// Both would be a type of the function's name.
#[memoize]
#[patchable]
fn patched(n: u32) -> u32 {
    n
}

#[patchable]
#[memoize]
fn remembered(n: u32) -> u32 {
    n
}

fn main() {
    twice(1);
    twice::cache_clear();
    patched(1);
    patched::cache_clear();
    remembered(1);
    drop(remembered::patch(|n| n));
}
