use dunder::memoize;

struct Point(u32);

impl Point {
    #[memoize(store = disk("x"))]
    fn method(&self, n: u32) -> u32 {
        self.0 + n
    }
}

#[memoize(store = disk("x"))]
async fn later(n: u32) -> u32 {
    n
}

#[memoize(store = "x")]
fn text(n: u32) -> u32 {
    n
}

#[memoize(store = disk("x"), thread_local)]
fn local(n: u32) -> u32 {
    n
}

fn main() {}
