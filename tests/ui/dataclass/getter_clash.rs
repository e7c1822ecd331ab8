use dunder::dataclass;

#[dataclass(builder)]
struct A {
    #[field(positive)]
    update: u8,
    #[field(positive)]
    builder: u8,
    #[field(positive, get = false)]
    new: u8,
    #[field(positive)]
    set_new: u8,
}

fn main() {}
