use dunder::{factory, register};

#[factory(args(level: u32))]
trait Codec {}

struct NoDefault;

#[register("none")]
impl Codec for NoDefault {}

struct Arity;

#[register("arity", new = || Arity)]
impl Codec for Arity {}

struct Other;

#[register("other", new = |_| NoDefault)]
impl Codec for Other {}

struct Wrong;

impl Wrong {
    fn open(level: &str) -> Self {
        let _ = level;
        Self
    }
}

#[register("wrong", new = Wrong::open)]
impl Codec for Wrong {}

struct Failing;

#[register("failing", new = |_| Err::<Failing, u8>(3))]
impl Codec for Failing {}

struct NoValue;

#[register("no value", new)]
impl Codec for NoValue {}

fn main() {
    let _ = CodecFactory::register("number", |_| 5);
}
