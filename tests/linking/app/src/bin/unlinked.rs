//! Names the plug-ins nowhere, though they stand in `Cargo.toml`.
#![forbid(unsafe_code)]

fn main() {
    println!("{}", host::report());
    if let Err(error) = host::ShapeFactory::require(&["triangle", "square"]) {
        println!("{error}");
    }
}
