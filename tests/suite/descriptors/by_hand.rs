//! The class of DESIGN section 4 as the macro writes it, by hand: what the runtime offers it.

use dunder::__private::validation::{
    Attempt, Described, Field, FieldName, Guarded, PerField, ValidationError, Violations, guarded,
    rules,
};

#[derive(Clone, Debug, PartialEq)]
struct Product {
    name: String,
    price: Field<f64, Product, 1>,
    quantity: Field<u32, Product, 2>,
}

impl Described<1> for Product {
    const FIELD: &'static FieldName = &FieldName::new("Product", "price");
}

impl Guarded<f64, 1> for Product {
    #[inline]
    fn guard(value: f64) -> Result<f64, ValidationError> {
        let mut attempt = Attempt::new(<Self as Described<1>>::FIELD);
        attempt.check(&value, &rules::Positive);
        attempt.finish(value)
    }
}

impl Described<2> for Product {
    const FIELD: &'static FieldName = &FieldName::new("Product", "quantity");
}

impl Guarded<u32, 2> for Product {
    #[inline]
    fn guard(value: u32) -> Result<u32, ValidationError> {
        let mut attempt = Attempt::new(<Self as Described<2>>::FIELD);
        attempt.check(&value, &rules::InRange(1..=10));
        attempt.finish(value)
    }
}

impl<const INDEX: usize> PerField<INDEX> for Product {}

impl Product {
    fn new(name: impl Into<String>, price: f64, quantity: u32) -> Result<Self, ValidationError> {
        let mut violations = Violations::new();
        let price = violations.take(guarded(price));
        let quantity = violations.take(guarded(quantity));
        let (Some(price), Some(quantity)) = (price, quantity) else {
            return Err(violations.into_error());
        };
        Ok(Self {
            name: name.into(),
            price,
            quantity,
        })
    }

    fn price(&self) -> f64 {
        *Field::get(&self.price)
    }

    fn set_price(&mut self, price: f64) -> Result<(), ValidationError> {
        self.price = guarded(price)?;
        Ok(())
    }

    fn with_price(mut self, price: f64) -> Result<Self, ValidationError> {
        self.price = guarded(price)?;
        Ok(self)
    }
}

#[test]
fn the_sample_of_the_design() {
    let mut p = Product::new("Widget", 9.99, 5).unwrap();
    assert_eq!(p.price(), 9.99);
    let error = p.set_price(-5.0).unwrap_err();
    assert_eq!(error.to_string(), "price must be a positive number, got -5");
    assert_eq!(p.price(), 9.99);
    assert_eq!(p.name, "Widget");
    assert_eq!(
        p.price.set(f64::NAN).unwrap_err().violations()[0].value(),
        Some("NaN")
    );
    assert_eq!(p.with_price(2.0).unwrap().price(), 2.0);
}

#[test]
fn all_violations_in_the_order_of_declaration() {
    let error = Product::new("Widget", 0.0, 11).unwrap_err();
    assert_eq!(
        error.to_string(),
        "price must be a positive number, got 0\nquantity must be in 1..=10, got 11"
    );
    let range = &error.violations()[1];
    assert_eq!((range.path(), range.code()), ("quantity", "range"));
    assert_eq!(
        range.params().collect::<Vec<_>>(),
        [("min", "1"), ("max", "10")]
    );
    assert_eq!(range.message(), "must be in 1..=10, got 11");
}

#[test]
fn a_field_costs_no_space() {
    assert_eq!(size_of::<Field<f64, Product, 1>>(), size_of::<f64>());
    assert_eq!(size_of::<Result<(), ValidationError>>(), size_of::<usize>());
}
