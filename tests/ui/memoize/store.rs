use dunder::memoize;

#[derive(Clone, PartialEq, Eq, Hash)]
struct Point(u32);

#[memoize(store = disk("x"))]
fn argument(n: u32, point: Point) -> u32 {
    n + point.0
}

#[memoize(store = disk("x"))]
fn result(n: u32) -> Point {
    Point(n)
}

impl Point {
    #[memoize(store = disk("x"))]
    fn method(&self) -> u32 {
        self.0
    }
}

#[memoize(store = "x")]
fn text(n: u32) -> u32 {
    n
}

#[memoize(store = dusk("x"))]
fn misspelt(n: u32) -> u32 {
    n
}

#[memoize(store = disk("x"), thread_local)]
fn local(n: u32) -> u32 {
    n
}

fn main() {
    local::cache_clear();
    text(1);
}
