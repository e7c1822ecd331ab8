//! A description of another type has no descriptors.

use dunder::dataclass;
use serde::Deserialize;

mod other {
    pub struct Price {
        pub amount: f64,
    }
}

#[dataclass]
#[derive(Deserialize)]
#[serde(remote = "other::Price")]
struct Price {
    #[field(positive)]
    amount: f64,
}

fn main() {}
