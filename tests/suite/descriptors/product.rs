//! The sample of the contract, and what it says of accessors, `with_*` and `update`.

use dunder::{ValidationError, dataclass};

#[dataclass]
#[derive(Clone, Debug)]
pub struct Product {
    pub name: String,
    #[field(positive)]
    pub price: f64,
    #[field(positive)]
    pub quantity: u32,
}

#[test]
fn the_sample_of_the_contract() -> Result<(), ValidationError> {
    let mut p = Product::new("Widget", 9.99, 5)?;
    assert_eq!(p.price(), 9.99);
    let error = p.set_price(-5.0).unwrap_err();
    assert_eq!(error.to_string(), "price must be a positive number, got -5");
    assert_eq!(p.price(), 9.99);
    p.update(|draft| {
        draft.price = 12.0;
        draft.quantity = 3;
    })?;
    assert_eq!((p.price(), p.quantity()), (12.0, 3));
    Ok(())
}

#[test]
fn a_refused_update_changes_nothing_and_tells_of_everything() {
    let mut p = Product::new("Widget", 9.99, 5).unwrap();
    let error = p
        .update(|draft| {
            draft.price = -1.0;
            draft.quantity = 0;
        })
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "price must be a positive number, got -1\nquantity must be a positive number, got 0"
    );
    assert_eq!((p.price(), p.quantity()), (9.99, 5));
}

#[test]
fn with_and_the_field_itself_run_the_descriptors() {
    let p = Product::new("Widget", 9.99, 5).unwrap();
    assert_eq!(p.clone().with_price(1.5).unwrap().price(), 1.5);
    assert_eq!(
        p.clone().with_price(f64::NAN).unwrap_err().to_string(),
        "price must be a positive number, got NaN"
    );
    let mut p = p;
    p.price.set(3.0).unwrap();
    assert_eq!(
        p.price.set(0.0).unwrap_err().violations()[0].code(),
        "positive"
    );
    assert_eq!(*p.price, 3.0);
}

#[test]
fn it_prints_as_if_its_fields_were_plain() {
    let p = Product::new("Widget", 9.99, 5).unwrap();
    assert_eq!(
        p.to_string(),
        "Product(name='Widget', price=9.99, quantity=5)"
    );
    assert_eq!(
        format!("{p:?}"),
        "Product { name: \"Widget\", price: 9.99, quantity: 5 }"
    );
    assert_eq!(dunder::repr(&p.price), "9.99");
}
