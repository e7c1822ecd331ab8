use dunder::{Singleton, singleton};

#[singleton]
struct Config {
    debug: bool,
}

#[derive(Singleton)]
struct Cache(u32);

fn main() {
    let _ = (Config::instance().debug, Cache::instance().0);
}
