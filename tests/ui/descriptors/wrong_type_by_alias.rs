//! What a name stands for only rustc knows: one error too, at the rule.
use dunder::dataclass;

type Name = String;
struct Opaque;

#[dataclass(repr = false, eq = false)]
struct Product {
    #[field(positive)]
    name: Name,
    #[field(gt = 4)]
    opaque: Opaque,
    #[field(nested)]
    inner: Opaque,
}

fn main() {}
