//! `update` works on a copy; without one there is no `update`, and everything else.
use dunder::{Violation, dataclass};

struct NoClone;

fn any(_: &NoClone) -> Result<(), Violation> {
    Ok(())
}

#[dataclass(repr = false, eq = false)]
struct Product {
    #[field(check = any)]
    held: NoClone,
}

fn main() {
    let mut p = Product::new(NoClone).unwrap();
    p.set_held(NoClone).unwrap();
    p.update(|draft| draft.held = NoClone).unwrap();
}
