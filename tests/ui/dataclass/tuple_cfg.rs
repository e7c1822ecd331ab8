use dunder::dataclass;

#[dataclass]
struct Pair(u8, #[cfg(unix)] u8);

fn main() {}
