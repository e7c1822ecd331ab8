//! Types in private modules, nothing else: no symbol of this crate is ever named.
#![forbid(unsafe_code)]

mod deep {
    mod inside {
        #[derive(Default)]
        struct Square;

        #[dunder::register("square")]
        impl host::Shape for Square {
            fn sides(&self) -> u32 {
                4
            }
        }
    }

    mod beside {
        struct Polygon(u32);

        #[dunder::register("pentagon", new = || Polygon(5))]
        #[dunder::register("hexagon", new = || Polygon(6))]
        impl host::Shape for Polygon {
            fn sides(&self) -> u32 {
                self.0
            }
        }
    }
}
