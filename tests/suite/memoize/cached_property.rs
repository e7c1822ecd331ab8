//! CPython's tests of `cached_property`: `#[field(cached = path)]` of a data class, and `per_instance` methods.
//!
//! Of row 34, what is an error (a type without room for the slot: a tuple struct) is in `ui/dataclass/companions`. Rows
//! 11 and 32 of the table are errors, too: `ui/memoize/options` and `ui/memoize/types`.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use dunder::memo::InstanceCache;
use dunder::{dataclass, memoize};

static AREAS: AtomicU32 = AtomicU32::new(0);

#[dataclass]
struct Rect {
    width: u32,
    height: u32,
    /// Width by height.
    #[field(cached = area)]
    area: u32,
    #[field(cached = Self::halved)]
    half: u32,
    #[field(cached = Self::halved)]
    other_half: u32,
}

fn area(rect: &Rect) -> u32 {
    AREAS.fetch_add(1, Relaxed);
    rect.width() * rect.height()
}

impl Rect {
    fn halved(&self) -> u32 {
        self.area() / 2
    }
}

#[test]
fn row_33_once_for_each_instance_and_again_after_a_reset() {
    let before = || AREAS.swap(0, Relaxed);
    before();
    let (mut one, two) = (Rect::new(2, 3), Rect::new(4, 5));
    assert_eq!(
        (one.area(), one.area(), two.area(), two.area()),
        (6, 6, 20, 20)
    );
    assert_eq!(before(), 2);
    // A change of what it was computed from is the reset.
    one.set_width(10);
    assert_eq!((one.area(), two.area(), before()), (30, 20, 1));

    // Threads that race see one value, computed once.
    let (shared, start) = (Rect::new(6, 7), Barrier::new(8));
    let seen: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    let area: &u32 = &shared.area();
                    *area as usize
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!((seen, before()), (vec![42; 8], 1));

    // Two names for one function are two slots, each with its own value.
    assert_eq!((shared.half(), shared.other_half(), before()), (21, 21, 0));
}

#[test]
fn row_33_the_fallible_form_keeps_only_success() {
    #[derive(Default)]
    struct Source {
        asked: AtomicU32,
        cache: InstanceCache,
    }
    impl Source {
        #[memoize(per_instance = cache)]
        fn load(&self) -> Result<u32, String> {
            match self.asked.fetch_add(1, Relaxed) {
                0 | 1 => Err("not yet".to_owned()),
                asked => Ok(asked),
            }
        }
    }
    let source = Source::default();
    let loaded: Vec<_> = (0..5).map(|_| source.load().ok()).collect();
    assert_eq!(loaded, [None, None, Some(2), Some(2), Some(2)]);
    source.cache.clear();
    assert_eq!(source.load(), Ok(3));
}

#[test]
fn row_34_a_slot_of_its_own_for_each_name() {
    mod documented {
        #![deny(missing_docs)]
        //! The getter has the documentation of its field; without it this would not compile.
        use dunder::dataclass;

        /// A circle.
        #[dataclass]
        pub struct Circle {
            /// The radius.
            pub radius: u32,
            /// Twice the radius.
            #[field(cached = double)]
            pub diameter: u32,
            /// The same by another name.
            #[field(cached = double)]
            pub width: u32,
        }

        fn double(circle: &Circle) -> u32 {
            2 * circle.radius()
        }
    }
    let mut circle = documented::Circle::new(2);
    assert_eq!((circle.diameter(), circle.width()), (4, 4));
    circle.set_radius(5);
    assert_eq!((circle.diameter(), circle.width()), (10, 10));
}
