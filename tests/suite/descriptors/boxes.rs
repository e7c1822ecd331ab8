//! Rules look at what is in a box, as serde does.

use std::rc::Rc;
use std::sync::Arc;

use dunder::{Violation, dataclass};

fn small(value: &i32) -> Result<(), Violation> {
    if *value > 3 {
        return Err(Violation::new("must be small"));
    }
    Ok(())
}

#[allow(clippy::borrowed_box)]
fn small_box(value: &Box<i32>) -> Result<(), Violation> {
    small(value)
}

#[allow(clippy::box_collection, clippy::vec_box)]
#[dataclass]
#[derive(Clone, Debug)]
struct Boxes {
    #[field(positive, le = 10)]
    price: Box<f64>,
    #[field(range = 1..=5)]
    maybe: Option<Box<u8>>,
    #[field(trim, non_empty, len = ..=5)]
    text: Box<String>,
    #[field(each(ge = 0, clamp = ..=3.0))]
    list: Vec<Box<f64>>,
    #[field(clamp = 1..=4, one_of = [1, 2, 4])]
    clamped: Box<u8>,
    #[field(positive)]
    shared: Rc<i32>,
    #[field(multiple_of = 5, message = "{value} is uneven")]
    also: Option<Arc<i32>>,
    #[field(check = small)]
    called: Box<i32>,
    #[field(check = small_box)]
    called_with_it: Box<i32>,
}

fn boxes(
    price: f64,
    maybe: Option<u8>,
    text: &str,
    item: f64,
    clamped: u8,
) -> Result<Boxes, String> {
    Boxes::new(
        Box::new(price),
        maybe.map(Box::new),
        Box::new(text.to_owned()),
        vec![Box::new(item)],
        Box::new(clamped),
        Rc::new(1),
        None,
        Box::new(1),
        Box::new(2),
    )
    .map_err(|error| error.to_string())
}

#[test]
fn rules_and_converters_see_the_inside() {
    let made = boxes(9.5, Some(5), " abc ", 9.0, 9).unwrap();
    assert_eq!(made.text(), "abc");
    assert_eq!(*made.list()[0], 3.0);
    assert_eq!(*made.clamped(), 4);
    assert_eq!(
        boxes(1.0, None, "a", 0.0, 0).map(|made| *made.clamped()),
        Ok(1)
    );
    for (result, expected) in [
        (
            boxes(-1.0, None, "a", 0.0, 1),
            "price must be a positive number, got -1",
        ),
        (
            boxes(f64::NAN, None, "a", 0.0, 1),
            "price must be a positive number, got NaN\nprice must be at most 10, got NaN",
        ),
        (
            boxes(11.0, None, "a", 0.0, 1),
            "price must be at most 10, got 11",
        ),
        (
            boxes(1.0, Some(6), "a", 0.0, 1),
            "maybe must be in 1..=5, got 6",
        ),
        (
            boxes(1.0, None, "  ", 0.0, 1),
            "text must be non-empty, got ''",
        ),
        (
            boxes(1.0, None, "abcdef", 0.0, 1),
            "text must be ..=5 characters long, got 'abcdef'",
        ),
        (
            boxes(1.0, None, "a", -1.0, 1),
            "list[0] must be at least 0, got -1",
        ),
        (
            boxes(1.0, None, "a", 0.0, 3),
            "clamped must be one of 1, 2, 4, got 3",
        ),
    ] {
        assert_eq!(result.unwrap_err(), expected);
    }
}

#[test]
fn setters_and_pointers_that_are_shared() {
    let mut made = boxes(1.0, None, "a", 0.0, 1).unwrap();
    assert_eq!(
        made.set_shared(Rc::new(0)).unwrap_err().to_string(),
        "shared must be a positive number, got 0"
    );
    assert_eq!(
        made.set_also(Some(Arc::new(3))).unwrap_err().to_string(),
        "also 3 is uneven"
    );
    assert!(made.set_also(Some(Arc::new(10))).is_ok());
    assert_eq!(
        made.set_called(Box::new(4)).unwrap_err().to_string(),
        "called must be small"
    );
    let refused = made.set_called_with_it(Box::new(4)).unwrap_err();
    assert_eq!(refused.to_string(), "called_with_it must be small");
    assert_eq!((**made.shared(), **made.also().unwrap()), (1, 10));
}
