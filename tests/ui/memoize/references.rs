use dunder::memoize;

struct Plain(u8);

#[memoize]
fn one(n: u32, value: &Plain) -> u32 {
    n + u32::from(value.0)
}

#[memoize]
fn many(values: &[Plain]) -> usize {
    values.len()
}

#[memoize]
fn perhaps(value: Option<&Plain>) -> bool {
    value.is_some()
}

#[memoize(thread_local)]
fn floats(values: &[f64]) -> usize {
    values.len()
}

#[memoize(handle = shapes_cache)]
fn object(shape: &dyn std::fmt::Debug) -> String {
    format!("{shape:?}")
}

fn main() {
    one(1, &Plain(1));
    many(&[]);
    perhaps(None);
    floats(&[]);
    object(&1);
}
