//! Correct inputs: the arguments of a macro, and an item.

/// `#[dataclass(…)]` with the item.
pub(super) const CLASSES: &[(&str, &str)] = &[
    ("", "struct Unit;"),
    ("order", "pub struct Point { #[field(total)] pub x: f64, #[field(default = \"a\")] pub label: String }"),
    (
        "order, hash, builder",
        "/// Docs.\n#[derive(Clone, Debug, Default)] pub struct All<'a, T: Copy, U = u8, const N: usize = 2> where T: Eq {
            /// Docs.
            #[field(default = 1 + 2, compare = false)] pub a: u8,
            #[field(key = |x| x.len(), reverse)] pub b: Vec<T>,
            #[field(total)] c: f64,
            #[cfg(test)] #[field(default = format!(\"{a}\"))] d: String,
            #[field(into, repr_with = path::to)] e: &'a str,
            #[field(default, init = false, repr = false)] f: Option<[U; N]>,
            g: fn(Self) -> Option<Box<Self>>,
        }",
    ),
    (
        "order, builder",
        "#[derive(Clone, Debug)] struct Guarded<T> {
            #[field(positive, range = 1..=10, message = \"{value}\", code = \"c\")] price: i32,
            #[field(trim, len = 1..=80, default = \"x\")] pub name: String,
            #[field(each(non_empty, prefix = \"x\"), unique)] tags: Vec<String>,
            #[field(values(positive), keys(ascii))] map: BTreeMap<String, f64>,
            #[field(one_of = [1, 2], frozen)] kind: Option<u8>,
            #[field(via = Slug { max: 40 }, check = path)] slug: String,
            #[field(secret, get = clone, set = false)] key: T,
            #[field(observed, clamp = 0..=100)] level: u8,
            #[field(nested)] inner: Inner,
        }",
    ),
    (
        "rule = Self::whole, rule = other, builder, try_post_init = finish",
        "struct Span { low: i32, #[field(default = low + 1)] high: i32, #[field(init_only)] seed: u8 }",
    ),
    ("frozen, style = rust, hash", "pub(crate) struct Frozen(pub u8, #[field(positive)] i64, String);"),
    ("", "struct Cached { width: u32, #[field(cached = Self::compute)] area: u32, #[field(cached = text)] text: String }"),
    ("display = \"{x}:{y:?}\", eq = false, with = false", "struct Formatted { x: u8, y: u8 }"),
    (
        "order, hash",
        "#[repr(u8)] enum Shape<T> { Point = 3, #[cfg(test)] Circle(T), Rect { #[field(reverse)] w: T, #[field(total)] h: f64 } }",
    ),
    ("repr = false, new = false", "enum Empty {}"),
    ("order, hash", "#[repr(packed)] struct Packed { a: u8, #[field(key = |x| *x)] b: u32 }"),
    ("order", "struct Tail<T: ?Sized> { head: u8, #[deprecated] tail: T }"),
    ("crate = ::other::path, builder", "struct r#struct { r#type: u8, build: u8, #[field(default = r#type)] r#fn: u8 }"),
    (
        "",
        "#[derive(Serialize, Deserialize)] #[serde(rename_all = \"camelCase\")] struct Wire {
            #[field(positive)] #[serde(rename = \"p\")] price: f64, #[serde(default, flatten)] rest: Rest }",
    ),
    (
        "builder, post_init = finish",
        "#[meta(Orm, name = \"users\", strict)] #[meta(path::Form<u8>)] struct Described<'a, T: Copy, const N: usize> {
            #[meta(Orm, key, column = Some(\"x\"))] #[field(positive)] id: i64,
            #[cfg(test)] #[meta(Orm, check = Some(|a, b| a < b))] name: &'a str,
            #[meta(path::Form<u8>, label = f::<A, B>())] list: [T; N],
            #[field(init_only, default = 3)] seed: u8,
        }",
    ),
    ("", "#[meta(Orm)] struct DescribedUnit;"),
];

/// Other macros, by the name of the entry.
pub(super) const OTHERS: &[(&str, &str, &str)] = &[
    (
        "singleton",
        "",
        "impl Connection { pub fn new(host: &str) -> Self { Self } fn other(&self) {} }",
    ),
    (
        "singleton",
        "strict",
        "impl<T: Send> Connection<T> { pub async fn new(host: String) -> Result<Self, E> { Ok(Self) } }",
    ),
    (
        "singleton",
        "init = Self::load",
        "pub struct Config { x: u8 }",
    ),
    (
        "derive(Singleton)",
        "",
        "#[singleton(init = load)] pub struct Config { x: u8 }",
    ),
    (
        "metaclass",
        "",
        "impl dunder::Metaclass for Orm { type OnClass = Table; const CLASS: Table = Table {};
            const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> { Ok(()) } }",
    ),
    (
        "metaclass",
        "crate = path",
        "impl<D> Metaclass for Orm<D> where D: Db {}",
    ),
    (
        "derive(Class)",
        "",
        "#[meta(Orm, name = 1)] #[dunder(crate = path)] struct Point<T> { #[meta(key)] x: T, y: &'static str }",
    ),
    (
        "derive(Repr)",
        "",
        "struct Point<T> { x: T, #[field(repr = false)] y: u8 }",
    ),
    (
        "derive(Display)",
        "",
        "#[display(\"{x}\")] struct Point { x: u8 }",
    ),
    (
        "factory",
        "noun = \"channel\", args(url: &str, retries: u32)",
        "pub trait Notification: Send { fn send(&self, message: &str) -> String; }",
    ),
    (
        "register",
        "\"email\"",
        "impl Notification for Email { fn send(&self, message: &str) -> String { String::new() } }",
    ),
    (
        "register",
        "\"email\", new = |url| Email::new(url)",
        "impl a::Notification<u8> for Email {}",
    ),
    (
        "memoize",
        "maxsize = 128, ttl = \"60s\"",
        "pub fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }",
    ),
    (
        "memoize",
        "maxsize = None, ok, key = a.len(), skip(b)",
        "fn f<T: Hash>(a: &str, b: &mut T) -> Result<T, E> { body() }",
    ),
    (
        "memoize",
        "handle = none",
        "async fn load(&self, (a, b): (u8, u8)) -> u8 { a }",
    ),
    (
        "patchable",
        "",
        "pub fn log(msg: &str) -> String { msg.into() }",
    ),
    (
        "patchable",
        "handle = now_patch",
        "fn now(&self) -> u64 { 1 }",
    ),
];
