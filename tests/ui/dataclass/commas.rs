use dunder::dataclass;

#[dataclass(order hash, frozen builder)]
struct A {
    #[field(positive default = 3)]
    a: i32,
    #[field(default = 2 one_of = [1, 2])]
    b: i32,
    #[field(each(positive non_zero), into)]
    c: Vec<i64>,
}

#[dataclass(order,, hash)]
struct B {
    b: i32,
}

fn main() {
    let _ = A::builder().c(vec![]).build();
    let _ = B::new(1) < B::new(2);
}
