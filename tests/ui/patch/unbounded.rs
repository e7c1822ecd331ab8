use dunder::patchable;

#[patchable]
fn same<T>(value: T) -> T {
    value
}

fn main() {
    same(1);
}
