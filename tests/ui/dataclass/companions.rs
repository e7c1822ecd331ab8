use dunder::dataclass;

#[dataclass]
struct Rect {
    width: u32,
    #[field(cached = area, default = 3, positive, compare = false)]
    area: u32,
    #[field(cached = text)]
    text: String,
    #[field(cached = area)]
    wrong: String,
    #[field(cached = Self::named)]
    named: u32,
}

impl Rect {
    fn named(&self) -> u32 {
        1
    }
}

fn area(rect: &Rect) -> u32 {
    *rect.width
}

fn text(rect: u8) -> String {
    String::new()
}

#[dataclass]
struct Tuple(#[field(cached = first)] u8, #[field(observed)] u8);

#[dataclass(frozen)]
struct Frozen {
    #[field(observed)]
    x: u8,
}

#[dataclass]
#[derive(Clone, Copy)]
struct Copied {
    #[field(observed)]
    x: u8,
    #[field(cached = wide)]
    y: u8,
}

fn wide(_: &Copied) -> u8 {
    0
}

#[dataclass]
struct Observed {
    #[field(observed)]
    x: u8,
}

fn main() {
    let mut rect = Rect::new(1).with_area(3);
    rect.width = 3;
    rect.width.set(3);
    let mut observed = Observed::new(1);
    observed.x.set(3);
}
