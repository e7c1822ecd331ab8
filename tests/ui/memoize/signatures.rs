use dunder::memoize;

#[memoize]
fn changes(list: &mut Vec<u32>) -> u32 {
    list.len() as u32
}

#[memoize]
fn nothing(n: u32) {
    let _ = n;
}

#[memoize]
fn never(n: u32) -> ! {
    panic!("{n}")
}

#[memoize]
fn borrowed(s: &str) -> &str {
    s
}

#[memoize]
const fn constant(n: u32) -> u32 {
    n
}

#[memoize]
unsafe fn unsafety(n: u32) -> u32 {
    n
}

#[memoize]
extern "C" fn foreign(n: u32) -> u32 {
    n
}

#[memoize]
fn opaque(n: u32) -> impl Fn() -> u32 {
    move || n
}

#[memoize]
fn any(s: impl AsRef<str>) -> usize {
    s.as_ref().len()
}

#[memoize]
fn nested(list: Vec<&str>) -> usize {
    list.len()
}

struct Counter(u32);

impl Counter {
    #[memoize]
    fn bump(&mut self, by: u32) -> u32 {
        self.0 += by;
        self.0
    }
}

#[memoize(per_instance = cache)]
fn no_self(n: u32) -> u32 {
    n
}

trait Area {
    #[memoize]
    fn area(&self) -> u32;
}

#[memoize]
struct Point {
    x: u32,
}

fn main() {
    changes::cache_info();
    Counter(1).bump(1);
    let _ = Point { x: 1 }.x;
}

#[memoize]
fn under_cfg(#[cfg(all())] n: u32) -> u32 {
    n
}

#[memoize]
fn many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8, m: u8) -> u8 {
    a | b | c | d | e | f | g | h | i | j | k | l | m
}

#[memoize(handle = nine_handle)]
fn nine(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8) -> u8 {
    a | b | c | d | e | f | g | h | i
}
