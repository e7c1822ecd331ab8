use dunder::dataclass;

#[dataclass(frozen, builder, with, post_init = finish, rule = rule)]
enum Shape {
    Circle {
        #[field(default = 1.0, positive, init = false, get = copy)]
        radius: f64,
    },
    Rect(#[field(frozen)] f64),
    #[field(compare = false)]
    Point,
}

#[dataclass]
enum Token {
    Abc,
    ABC(u8),
    #[cfg(unix)]
    Eof,
    #[cfg(not(unix))]
    EOF,
}

// Nothing makes them.
#[dataclass(new = false)]
enum Named {
    Id,
    ID,
}

fn main() {
    let _ = Shape::circle(1.0) == Shape::rect(1.0);
}
