use dunder::{Singleton, singleton};

#[derive(Default, Singleton)]
#[singleton]
struct Twice;

#[derive(Default, Singleton)]
#[singleton(strickt)]
struct Misspelt;

fn main() {
    Twice::instance();
    Misspelt::instance();
}
