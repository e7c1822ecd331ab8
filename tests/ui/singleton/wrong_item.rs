use dunder::singleton;

#[singleton]
fn config() {}

#[singleton]
static CONFIG: u32 = 3;

struct Db;

#[singleton]
impl Clone for Db {
    fn clone(&self) -> Self {
        Self
    }
}

struct Borrowing<'a>(&'a str);

#[singleton]
impl<'a> Borrowing<'a> {
    fn new(text: &'a str) -> Self {
        Self(text)
    }
}

#[singleton]
impl Borrowing<'_> {
    fn empty() -> Self {
        Self("")
    }
}

#[singleton]
#[derive(Default)]
#[singleton]
struct Twice;

#[derive(Default)]
#[singleton(strict)]
struct Config;

#[singleton(init = Db::new)]
impl Db {
    fn new() -> Self {
        Self
    }
}

fn main() {}
