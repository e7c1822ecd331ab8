use dunder::{dataclass, memoize};

// Inside of brackets rustc tells, as of any expression.
#[dataclass]
struct InBrackets {
    #[field(default = foo(1 2))]
    call: u8,
    #[field(default = { let x = ; x })]
    block: u8,
    #[field(default = [1, 2,, 3])]
    list: [u8; 3],
}

#[memoize(maxsize = [1 2].len())]
fn in_list(n: u8) -> u8 {
    n
}

#[memoize(key = (n, |m| m +))]
fn in_key(n: u8) -> u8 {
    n
}

#[dataclass]
struct Cut {
    #[field(default = |x| x +)]
    closure: u8,
    #[field(range = 1..=)]
    range: u8,
    #[field(default = 3 4)]
    two: u8,
    #[field(default = = 3)]
    twice: u8,
    #[field(default = )]
    nothing: u8,
}

#[dataclass]
struct Operator {
    #[field(default = 1 +)]
    operator: u8,
}

fn main() {
    let _ = (InBrackets::new(), Cut::new(1, 2, 3, 4, 5), in_list(1), in_key(2));
}
