use dunder::memoize;

const SIZE: u8 = 3;

#[memoize(maxsize = SIZE)]
fn size(n: u32) -> u32 {
    n
}

fn main() {
    size(1);
}
