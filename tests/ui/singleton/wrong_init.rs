use dunder::singleton;

#[singleton(init = Config::load)]
struct Config;

impl Config {
    fn load(path: &str) -> Self {
        let _ = path;
        Self
    }
}

#[singleton(init = || 5)]
struct Other;

#[singleton(init)]
struct NoValue;

fn main() {
    NoValue::instance();
}
