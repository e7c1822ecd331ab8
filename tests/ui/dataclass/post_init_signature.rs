use dunder::dataclass;

#[dataclass(post_init = finish)]
struct A {
    x: u8,
    #[field(init_only)]
    scale: u8,
}

fn finish(a: &mut A, scale: &str) {
    let _ = (a.x, scale);
}

#[dataclass(try_post_init = finish_b)]
struct B {
    x: u8,
}

fn finish_b(_: &mut B) {}

#[dataclass(post_init = missing)]
struct C {
    x: u8,
}

#[dataclass(post_init = fallible)]
struct D {
    x: u8,
}

fn fallible(_: &mut D) -> Result<(), dunder::Violation> {
    Ok(())
}

fn main() {}
