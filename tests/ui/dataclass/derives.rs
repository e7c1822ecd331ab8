use dunder::dataclass;

#[dataclass(order, hash)]
#[derive(Clone, Debug, PartialOrd, Hash, Ord)]
struct Twice {
    x: u8,
}

#[dataclass]
#[derive(Clone, Debug, PartialEq, PartialOrd, Hash)]
struct Unaware {
    #[field(compare = false)]
    x: u8,
    y: u8,
}

#[dataclass(order)]
#[derive(Eq, Ord, PartialEq)]
struct Reversed {
    #[field(reverse)]
    x: u8,
}

fn main() {
    let _ = Twice::new(1) == Twice::new(2);
}
