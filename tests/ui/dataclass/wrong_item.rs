use dunder::dataclass;

#[dataclass]
union Bits {
    x: u32,
    y: f32,
}

#[dataclass]
fn function() {}

#[dataclass]
trait Trait {}

#[dataclass]
impl Trait for u8 {}

#[dataclass]
type Alias = u8;

#[dataclass]
mod module {}

fn main() {
    function();
}
