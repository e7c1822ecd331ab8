//! The same classes as a careful engineer writes them: private fields, a one-pointer error, cold error paths, all
//! violations of a constructor reported.

pub struct Error(#[allow(dead_code)] Box<Vec<String>>);

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cold]
#[inline(never)]
fn error(field: &str, what: &str, value: &dyn std::fmt::Debug) -> Error {
    Error(Box::new(vec![format!(
        "{field} must be {what}, got {value:?}"
    )]))
}

#[cold]
#[inline(never)]
fn item_error(field: &str, index: usize, what: &str, value: &dyn std::fmt::Debug) -> Error {
    error(&format!("{field}[{index}]"), what, value)
}

#[derive(PartialEq, PartialOrd)]
pub struct Product {
    name: String,
    price: f64,
    quantity: u32,
    sizes: Vec<u32>,
}

fn check_name(name: String) -> Result<String, Error> {
    let length = name.chars().count();
    if !(1..=20).contains(&length) {
        return Err(error("name", "1..=20 characters long", &name));
    }
    Ok(name)
}

fn check_price(price: f64) -> Result<f64, Error> {
    if !(price > 0.0) {
        return Err(error("price", "a positive number", &price));
    }
    Ok(price)
}

fn check_quantity(quantity: u32) -> Result<u32, Error> {
    if !(1..=10).contains(&quantity) {
        return Err(error("quantity", "in 1..=10", &quantity));
    }
    Ok(quantity)
}

fn check_sizes(sizes: Vec<u32>) -> Result<Vec<u32>, Error> {
    let mut errors: Option<Error> = None;
    for (index, size) in sizes.iter().enumerate() {
        if *size == 0 {
            let next = item_error("sizes", index, "a positive number", size);
            match &mut errors {
                Some(errors) => errors.0.extend(*next.0),
                None => errors = Some(next),
            }
        }
    }
    match errors {
        Some(error) => Err(error),
        None => Ok(sizes),
    }
}

impl Product {
    pub fn new(
        name: impl Into<String>,
        price: f64,
        quantity: u32,
        sizes: Vec<u32>,
    ) -> Result<Self, Error> {
        match (
            check_name(name.into()),
            check_price(price),
            check_quantity(quantity),
            check_sizes(sizes),
        ) {
            (Ok(name), Ok(price), Ok(quantity), Ok(sizes)) => Ok(Self {
                name,
                price,
                quantity,
                sizes,
            }),
            (name, price, quantity, sizes) => {
                Err(all([name.err(), price.err(), quantity.err(), sizes.err()]))
            }
        }
    }

    #[inline]
    pub fn price(&self) -> f64 {
        self.price
    }

    #[inline]
    pub fn set_name(&mut self, name: impl Into<String>) -> Result<(), Error> {
        self.name = check_name(name.into())?;
        Ok(())
    }

    #[inline]
    pub fn set_price(&mut self, price: f64) -> Result<(), Error> {
        self.price = check_price(price)?;
        Ok(())
    }

    #[inline]
    pub fn set_quantity(&mut self, quantity: u32) -> Result<(), Error> {
        self.quantity = check_quantity(quantity)?;
        Ok(())
    }

    #[inline]
    pub fn set_sizes(&mut self, sizes: Vec<u32>) -> Result<(), Error> {
        self.sizes = check_sizes(sizes)?;
        Ok(())
    }

    #[inline]
    pub fn with_price(mut self, price: f64) -> Result<Self, Error> {
        self.price = check_price(price)?;
        Ok(self)
    }
}

#[cold]
fn all<const N: usize>(errors: [Option<Error>; N]) -> Error {
    Error(Box::new(
        errors
            .into_iter()
            .flatten()
            .flat_map(|error| *error.0)
            .collect(),
    ))
}

pub struct Span {
    lo: i32,
    hi: i32,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub lo: i32,
    pub hi: i32,
}

impl Span {
    pub fn new(lo: i32, hi: i32) -> Result<Self, Error> {
        let span = Self {
            lo,
            hi: check_hi(hi)?,
        };
        span.check()?;
        Ok(span)
    }

    #[inline]
    pub fn set_hi(&mut self, hi: i32) -> Result<(), Error> {
        let hi = check_hi(hi)?;
        let old = std::mem::replace(&mut self.hi, hi);
        if let Err(error) = self.check() {
            self.hi = old;
            return Err(error);
        }
        Ok(())
    }

    #[inline]
    pub fn update(&mut self, edit: impl FnOnce(&mut Draft)) -> Result<(), Error> {
        let mut draft = Draft {
            lo: self.lo,
            hi: self.hi,
        };
        edit(&mut draft);
        let hi = check_hi(draft.hi)?;
        let old = (self.lo, self.hi);
        (self.lo, self.hi) = (draft.lo, hi);
        if let Err(error) = self.check() {
            (self.lo, self.hi) = old;
            return Err(error);
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Error> {
        if self.lo > self.hi {
            return Err(error("", "lo not above hi", &(self.lo, self.hi)));
        }
        Ok(())
    }
}

fn check_hi(hi: i32) -> Result<i32, Error> {
    if !(hi <= 100) {
        return Err(error("hi", "at most 100", &hi));
    }
    Ok(hi)
}

super::loops!(Product, Span);
