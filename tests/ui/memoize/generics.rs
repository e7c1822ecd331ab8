use std::hash::Hash;

use dunder::memoize;

#[memoize]
fn by_value<T>(value: T) -> usize {
    let _ = value;
    1
}

#[memoize]
fn by_reference<T>(n: u32, value: &T) -> u32 {
    let _ = value;
    n
}

#[memoize]
fn in_an_option<T>(value: Option<&T>) -> bool {
    value.is_some()
}

#[memoize]
fn and_back<T>(value: T) -> T {
    value
}

#[memoize]
fn result<T: Default>() -> Vec<T> {
    Vec::new()
}

#[memoize(thread_local)]
fn in_a_thread<T>(value: Vec<T>) -> usize {
    value.len()
}

#[memoize]
fn borrows<T: Clone + Eq + Hash + Send + Sync>(value: T) -> T {
    value
}

#[memoize]
fn cannot_be_sent<T: Clone + Eq + Hash + 'static>(value: T) -> usize {
    let _ = value;
    1
}

fn main() {
    by_value(1);
    by_reference(1, &2);
    in_an_option(Some(&1));
    and_back(1);
    result::<u8>();
    in_a_thread(vec![1]);
    borrows(1);
    cannot_be_sent(1);
}
