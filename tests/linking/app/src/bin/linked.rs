//! Links the plug-ins.
#![forbid(unsafe_code)]

dunder::link!(plugin);

fn main() {
    println!("{}", host::report());
}
