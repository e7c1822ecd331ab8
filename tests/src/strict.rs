//! Data classes under every lint that a strict crate denies: they are public, documented, and nothing else is said.

use dunder::dataclass;

/// A point.
#[dataclass(order, builder)]
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// Towards the east.
    pub x: f64,
    /// Towards the north.
    pub y: f64,
    /// What stands beside it.
    #[field(default = "origin")]
    pub label: String,
    hidden: u8,
}

/// A pair.
#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub struct Pair<'a, T, const N: usize>(
    /// The first.
    pub &'a T,
    /// The second.
    pub [T; N],
);

/// A shape.
#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub enum Shape<T> {
    /// Nothing.
    Point,
    /// By its radius.
    Circle(T),
    /// By its sides.
    Rect {
        /// The width.
        w: T,
        /// The height.
        #[field(total)]
        h: f64,
        /// What does not count.
        #[field(compare = false)]
        label: Option<String>,
    },
}

/// With every option that changes how a class is compared, made and printed.
#[dataclass(order, hash, builder, post_init = Options::finish)]
#[derive(Clone, Debug)]
pub struct Options<T> {
    /// By its length.
    #[field(key = String::len, reverse)]
    pub name: String,
    /// Totally ordered.
    #[field(total, default = 1.5)]
    pub float: f32,
    /// Not compared.
    #[field(compare = false, default)]
    pub rest: Vec<T>,
    /// Computed.
    #[field(init = false, default = 0)]
    pub sum: usize,
    /// Added to the sum.
    #[field(init_only, default = name.len())]
    pub add: usize,
}

impl<T> Options<T> {
    const fn finish(&mut self, add: usize) {
        self.sum = self.rest.len() + add;
    }
}

/// Nothing.
#[dataclass(order, hash)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Unit;

/// Frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Private;

/// Of private parts.
#[dataclass(builder)]
#[derive(Clone, Debug)]
pub struct Parts {
    private: Private,
    /// A raw name.
    pub r#type: Option<u8>,
}

/// Makes one of each.
#[must_use]
pub fn all() -> usize {
    let point = Point::builder().x(1.0).y(2.0).hidden(3).build();
    let options = Options::<u8>::new("abc").with_float(2.0);
    let parts = Parts::new(Private, None).with_type(Some(1));
    let pair = Pair::new(&1, [2]);
    let shape = Shape::rect(1, 2.0, None);
    usize::from(point == Point::default())
        + options.sum
        + usize::from(parts.private == Private)
        + usize::from(pair < pair.clone())
        + usize::from(shape > Shape::point())
        + usize::from(point.hidden)
}

/// Guarded.
#[dataclass(order, builder, rule = Product::affordable)]
#[derive(Clone, Debug)]
pub struct Product {
    /// What it is called.
    #[field(trim, len = 1..=80)]
    pub name: String,
    /// What it costs.
    #[field(positive, message = "no price: {value}")]
    pub price: f64,
    #[field(secret, default = "")]
    key: String,
    /// How many there are.
    pub quantity: Option<u32>,
}

impl Product {
    fn affordable(&self) -> Result<(), dunder::Violation> {
        if *self.price < 100.0 {
            Ok(())
        } else {
            Err(dunder::Violation::new("too expensive"))
        }
    }
}

/// Never changes.
#[dataclass(frozen, hash, builder)]
#[derive(Clone, Debug)]
pub struct Frozen<'a, T> {
    /// The name.
    pub name: &'a str,
    /// The items.
    #[field(default)]
    pub items: Vec<T>,
}

/// Keeps more than its fields.
#[dataclass(order, builder)]
#[derive(Clone, Debug)]
pub struct Companions {
    /// Told of.
    #[field(observed)]
    pub width: u64,
    /// Computed.
    #[field(cached = Self::compute)]
    pub area: u64,
}

impl Companions {
    const fn compute(&self) -> u64 {
        self.width() * self.width()
    }
}

/// A metaclass.
#[derive(Clone, Copy, Debug)]
pub struct Keys;

/// What it asks fields for.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Whether it is one.
    pub key: bool,
}

#[dunder::metaclass]
impl dunder::Metaclass for Keys {
    type OnField = Key;
    const FIELD: Key = Key { key: false };
    type OnType = &'static str;

    const fn check(class: &dunder::ClassInfo<Self>) -> Result<(), dunder::Issue> {
        if class.fields.is_empty() {
            return Err(dunder::Issue::class("there are no fields"));
        }
        Ok(())
    }
}

impl<T> dunder::DescribeField<T> for Keys {
    const TYPE: &'static str = "any";
}

/// Described by it.
#[dataclass]
#[derive(Clone, Debug)]
#[meta(Keys)]
pub struct Described<T> {
    /// The key.
    #[meta(key)]
    pub key: String,
    /// Guarded.
    #[field(positive, range = 1..=10)]
    #[meta(Keys, key = 1 > 2)]
    pub price: f64,
    /// Any.
    pub value: T,
}

/// A plain one.
#[derive(Clone, Copy, Debug, dunder::Class)]
#[meta(Keys)]
pub struct Plain<'a, T> {
    /// The key.
    #[meta(key)]
    pub key: &'a str,
    /// Any.
    pub value: T,
}

/// Makes guarded ones.
///
/// # Errors
///
/// When it does not.
pub fn guarded() -> Result<f64, dunder::ValidationError> {
    let mut product = Product::new("a", 9.0, None)?.with_quantity(Some(1))?;
    product.update(|draft| draft.price = 3.0)?;
    product.set_name("b")?;
    let frozen = Frozen::<u8>::new("a").with_name("b");
    Ok(product.price() + f64::from(u8::from(frozen.name() == "b")))
}

/// How long a text is.
#[dunder::memoize(maxsize = 2, ttl = "60s")]
#[must_use]
pub fn length(text: &str) -> usize {
    text.len()
}

/// The same number.
#[dunder::memoize(thread_local, handle = same_cache)]
#[must_use]
pub fn same(number: u32) -> u32 {
    number
}

impl Zip {
    /// How strong it is with more.
    #[dunder::memoize(handle = levels, key = self.0 + add)]
    #[must_use]
    pub fn level_with(&self, add: u32) -> u32 {
        self.0 + add
    }
}

/// What there is one of.
#[derive(Debug, Default)]
#[dunder::singleton]
pub struct Settings {
    /// Where it looks.
    pub paths: Vec<String>,
}

/// What there is one of, too.
#[derive(Debug)]
pub struct Connection {
    /// Where to.
    pub host: String,
}

#[dunder::singleton]
impl Connection {
    /// Opens it.
    #[must_use]
    pub fn open(host: &str) -> Self {
        Self { host: host.into() }
    }
}

/// What a factory makes.
#[dunder::factory(noun = "codec", args(level: u32))]
pub trait Codec: core::fmt::Debug {
    /// How strong it is.
    fn level(&self) -> u32;
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Zip(u32);

#[dunder::register("zip", new = Zip)]
impl Codec for Zip {
    fn level(&self) -> u32 {
        self.0
    }
}

/// What may be patched.
#[dunder::patchable]
#[must_use]
pub fn process() -> u32 {
    std::process::id()
}
