use dunder::{Singleton, singleton};

struct Db;

#[singleton(srtict)]
impl Db {
    fn new(host: &str) -> Self {
        let _ = host;
        Self
    }
}

#[derive(Default)]
#[singleton(initt = Config::load, lazy)]
struct Config;

impl Config {
    fn load() -> Self {
        Self
    }
}

#[derive(Singleton)]
#[singleton(ini = Cache::open)]
struct Cache;

impl Cache {
    fn open() -> Self {
        Self
    }
}

fn main() {
    let _ = (Db::new("a"), Config::instance(), Cache::instance());
}
