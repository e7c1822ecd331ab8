use dunder::memoize;

// The same for every call.
#[memoize(key = "{n}")]
fn text(n: u32) -> u32 {
    n
}

#[memoize(key = n as f64)]
fn float(n: u32) -> u32 {
    n
}

#[memoize(key = &values[..])]
fn floats(values: &[f64]) -> usize {
    values.len()
}

struct NotSend(std::rc::Rc<u32>);

#[memoize(key = value.0.clone())]
fn shared(value: &NotSend) -> u32 {
    *value.0
}

fn main() {
    text(1);
    float(1);
    floats(&[]);
    shared(&NotSend(1.into()));
}
