//! A type that is not in scope is told of once for each field.
use dunder::dataclass;

#[dataclass(builder)]
#[derive(Clone, Debug)]
struct Product {
    name: Name,
    #[field(non_empty)]
    text: Text,
    #[field(each(positive))]
    list: Vec<Number>,
    #[field(frozen)]
    frozen: Option<Frozen>,
}

fn main() {}
