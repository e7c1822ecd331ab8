use dunder::singleton;

struct None1;

#[singleton]
impl None1 {
    fn connect(&self) {}
}

struct Wrong;

#[singleton]
impl Wrong {
    fn new() -> Option<Self> {
        None
    }
}

struct Several;

#[singleton]
impl Several {
    fn new() -> Self {
        Self
    }

    fn open(path: &str) -> Result<Self, String> {
        Err(path.into())
    }
}

struct Qualified;

#[singleton]
impl Qualified {
    const unsafe fn new() -> Self {
        Self
    }
}

struct Named;

#[singleton]
impl Named {
    fn new() -> Self {
        Self
    }

    fn existing() -> bool {
        true
    }
}

fn main() {
    let _ = (Several::new(), Qualified::new(), Named::new());
}
