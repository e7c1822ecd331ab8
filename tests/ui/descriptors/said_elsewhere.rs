//! What others have as an option and Rust, serde or another place has here: told where to write it.
use dunder::dataclass;

#[dataclass(slots)]
struct Slots;

#[dataclass(match_args)]
struct Patterns;

#[dataclass(kw_only)]
struct ByName;

#[dataclass(Clone)]
struct Derived;

#[dataclass(rename_all = "camelCase")]
struct Renamed;

#[dataclass(positive)]
struct OfAField;

#[dataclass]
struct Fields {
    #[field(alias = "b")]
    a: u8,
    #[field(kw_only)]
    b: u8,
    #[field(description = "text")]
    c: u8,
    #[field(metadata = "text")]
    d: u8,
    #[field(same_as = "a")]
    e: u8,
    #[field(phone)]
    f: String,
    #[field(exclude)]
    g: u8,
}

fn main() {}
