//! The trait, and one type.
#![forbid(unsafe_code)]

/// A shape.
#[dunder::factory]
pub trait Shape {
    /// Its number of sides.
    fn sides(&self) -> u32;
}

mod deep {
    mod inside {
        #[derive(Default)]
        struct Triangle;

        #[dunder::register("triangle")]
        impl crate::Shape for Triangle {
            fn sides(&self) -> u32 {
                3
            }
        }
    }
}

/// What the programs print.
#[must_use]
pub fn report() -> String {
    let made = ShapeFactory::keys().into_iter().map(|key| {
        let sides = ShapeFactory::create(key).map_or(0, |shape| shape.sides());
        format!("{key}={sides}")
    });
    made.collect::<Vec<_>>().join(" ")
}
