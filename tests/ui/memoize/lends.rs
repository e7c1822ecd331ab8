use dunder::memoize;

#[memoize]
fn nothing_to_borrow_from(n: u32) -> &str {
    let _ = n;
    "a"
}

fn main() {
    nothing_to_borrow_from(1);
    nothing_to_borrow_from::cache_clear();
}
