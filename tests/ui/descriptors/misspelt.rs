//! Misspelt rules, with and without an argument: all at once, each with what was meant.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positve)]
    price: f64,
    #[field(lenght = 1..=10)]
    name: String,
    #[field(each(psitive))]
    stock: Vec<u32>,
    #[field(non_emtpy, uniq)]
    tags: Option<Vec<String>>,
    #[field(totl, positive)]
    rate: f32,
}

// What another crate calls it is read as ours where its value is of our form, and said to be none of ours elsewhere.
#[dataclass(unsafe_hash, slots = true, kw_only)]
struct Alien {
    #[field(min = 1, max = 10)]
    count: u8,
    #[field(min = 1, max_length = 10)]
    name: String,
    #[field(regex = "^[a-z]+$", custom(function = "check"))]
    code: String,
    #[field(default_factory = Vec::new, inner(greater = 4))]
    list: Vec<i64>,
    #[field(skip, rename = "kind")]
    tag: u8,
    #[field(builder, past)]
    other: u8,
}

#[dataclass]
enum Shape {
    Circle(#[field(secrte)] f64),
}

/// A value that is wrong leaves the field one that can be refused: the `?` below is no second error.
#[dataclass]
struct Broken {
    #[field(range, each(len))]
    list: Vec<String>,
}

fn main() -> Result<(), dunder::ValidationError> {
    let _ = Product::new(1.0, "", vec![], None, 1.0)?;
    let alien = Alien::new(1, "", "", 1, 1)?;
    let _ = std::collections::HashSet::from([alien]);
    let _ = Broken::new(vec![])?;
    Ok(())
}
