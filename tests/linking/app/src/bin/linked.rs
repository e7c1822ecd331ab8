//! Links the plug-ins.

dunder::link!(plugin);

fn main() {
    println!("{}", host::report());
}
