// The guard belongs to the thread whose instance it replaces; a handle goes to others.
use dunder::singleton;

#[derive(Default)]
#[singleton]
struct Config;

fn main() {
    let guard = Config::scoped(Config);
    std::thread::spawn(move || drop(guard));
}
