//! Names the plug-ins nowhere, though they stand in `Cargo.toml`.

fn main() {
    println!("{}", host::report());
    if let Err(error) = host::ShapeFactory::require(&["triangle", "square"]) {
        println!("{error}");
    }
}
