fn plain() -> u64 {
    7
}

#[dunder::patchable]
fn show<T: ToString>(value: T) -> String {
    value.to_string()
}

fn main() {
    let _guard = plain::patch(|| 1);
    show(1);
}
