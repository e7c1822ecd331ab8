// The guard belongs to the thread whose instance it replaces; a handle goes to others.
use dunder::{factory, singleton};

#[derive(Default)]
#[singleton]
struct Config;

#[factory]
trait Shape {}

struct Circle;

impl Shape for Circle {}

fn main() {
    let guard = Config::scoped(Config);
    std::thread::spawn(move || drop(guard));
    let guard = ShapeFactory::scoped("circle", || Circle);
    std::thread::spawn(move || drop(guard));
}
