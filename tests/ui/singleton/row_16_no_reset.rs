// Row 16 of the conformance table: while references may be out, there is no way to take the instance away.
use dunder::singleton;

#[derive(Default)]
#[singleton]
struct Config;

fn main() {
    Config::reset_instance();
}
