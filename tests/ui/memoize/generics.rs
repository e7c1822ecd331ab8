use dunder::memoize;

#[memoize]
fn unbound<T>(value: T) -> usize {
    let _ = value;
    1
}

#[memoize]
fn borrows<T: Clone + Eq + std::hash::Hash + Send + Sync>(value: T) -> usize {
    let _ = value;
    1
}

fn main() {
    unbound(1);
    borrows(1);
}
