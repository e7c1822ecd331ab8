struct Plain;

fn main() {
    let _ = dunder::fields::<Plain>();
}
