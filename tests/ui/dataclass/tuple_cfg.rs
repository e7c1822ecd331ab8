use dunder::dataclass;

#[dataclass]
struct Pair(u8, #[cfg(unix)] u8);

#[dataclass(order)]
#[derive(Debug)]
struct Single(u8, #[cfg(any())] u8);

fn main() {
    let _ = Single::new(1, 2);
}
