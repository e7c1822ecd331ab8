use dunder::dataclass;

fn finish(_: &mut A) {}

#[dataclass(post_init = finish, try_post_init = finish, repr = false, display = "{x}")]
struct A {
    #[field(key = |x| *x, total)]
    x: f64,
    #[field(compare = false, key = |y| *y)]
    y: u8,
    #[field(reverse)]
    z: u8,
    #[field(total, compare = false)]
    w: f64,
}

fn last(_: &mut B) {}

#[dataclass(new = false, post_init = last)]
struct B {
    x: u8,
}

fn main() {}
