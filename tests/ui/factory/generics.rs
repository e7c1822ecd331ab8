use dunder::{factory, register};

#[factory]
trait Shape {}

#[derive(Default)]
struct Wrapper<T>(T);

#[register("wrapper")]
impl<T: Default> Shape for Wrapper<T> {}

#[derive(Default)]
struct Pair<A, B>(A, B);

#[register("pair", with(A = u32, C = u64))]
impl<A: Default, B: Default> Shape for Pair<A, B> {}

#[derive(Default)]
struct Borrowing<'a>(&'a str);

#[register("borrowing")]
impl<'a> Shape for Borrowing<'a> {}

#[derive(Default)]
struct Plain;

#[register("plain", with(T = u32))]
impl Shape for Plain {}

fn main() {}
