//! Constructors that come at run time.

use std::sync::{Arc, Barrier};
use std::thread;

use dunder::{FactoryErrorKind, factory, register};

use super::error;

#[factory(noun = "shape", args(size: f64))]
trait Shape: Send + Sync {
    fn area(&self) -> f64;
}

struct Square(f64);

#[register("square", new = Square)]
impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

struct Fixed(f64);

impl Shape for Fixed {
    fn area(&self) -> f64 {
        self.0
    }
}

fn area(key: &str) -> Result<f64, dunder::FactoryError> {
    ShapeFactory::create(key, 3.0).map(|shape| shape.area())
}

#[test]
fn register_until_the_guard_drops() {
    let guard = ShapeFactory::register("line", |_| Fixed(0.0)).unwrap();
    assert_eq!(area("line").unwrap(), 0.0);
    assert!(ShapeFactory::contains("line") && ShapeFactory::keys().contains(&"line"));
    assert_eq!(thread::spawn(|| area("line").unwrap()).join().unwrap(), 0.0);
    drop(guard);
    assert!(area("line").is_err() && !ShapeFactory::contains("line"));
    // And for good.
    ShapeFactory::register("dot", |_| Fixed(0.5))
        .unwrap()
        .detach();
    assert_eq!(area("dot").unwrap(), 0.5);
}

#[test]
fn a_taken_key_is_refused_with_the_places() {
    let line = line!() + 1;
    let error = ShapeFactory::register("square", |_| Fixed(1.0))
        .err()
        .unwrap();
    let FactoryErrorKind::Duplicate { key, places, .. } = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!((*key, places.len()), ("square", 2));
    assert!(places[0].type_name().ends_with("Square"));
    assert!(places[1].type_name().ends_with("Fixed"));
    assert_eq!((places[1].file(), places[1].line()), (file!(), line));
    // The first of two that come at run time stays.
    let first = ShapeFactory::register("taken", |_| Fixed(1.0)).unwrap();
    let second = self::error(ShapeFactory::register("taken", |_| Fixed(2.0)));
    assert!(
        second.starts_with("shape 'taken' is registered more than once: "),
        "{second}"
    );
    assert_eq!(area("taken").unwrap(), 1.0);
    drop(first);
}

#[test]
fn what_a_constructor_may_be() {
    let offset = 1.5;
    let _captures = ShapeFactory::register("captures", move |size| Fixed(size + offset)).unwrap();
    let _path = ShapeFactory::register("path", Square).unwrap();
    let _fallible = ShapeFactory::register("fallible", |size| {
        if size < 5.0 {
            Err(format!("{size} is too small"))
        } else {
            Ok(Fixed(size))
        }
    })
    .unwrap();
    let _pointer =
        ShapeFactory::register("pointer", |_| -> Box<dyn Shape> { Box::new(Fixed(7.0)) }).unwrap();
    let _failing_pointer = ShapeFactory::register("delegates", |size| {
        ShapeFactory::create("square", size).map(Wrapped)
    })
    .unwrap();
    assert_eq!(area("captures").unwrap(), 4.5);
    assert_eq!(area("path").unwrap(), 9.0);
    assert_eq!(
        error(area("fallible")),
        "cannot create shape 'fallible': 3 is too small"
    );
    assert_eq!(area("pointer").unwrap(), 7.0);
    assert_eq!(area("delegates").unwrap(), 9.0);

    struct Wrapped(Box<dyn Shape>);
    impl Shape for Wrapped {
        fn area(&self) -> f64 {
            self.0.area()
        }
    }
}

#[test]
fn row_35_scoped_to_a_thread() {
    {
        let _replaced = ShapeFactory::scoped("square", |_| Fixed(1.0));
        let added = ShapeFactory::scoped("scoped", |_| Fixed(2.0));
        assert_eq!(
            (area("square").unwrap(), area("scoped").unwrap()),
            (1.0, 2.0)
        );
        assert!(ShapeFactory::keys().contains(&"scoped") && ShapeFactory::contains("scoped"));
        let handle = added.handle();
        let (without, with) = thread::spawn(move || {
            let without = (area("square").unwrap(), area("scoped").is_ok());
            let _guard = handle.enter();
            (without, area("scoped").unwrap())
        })
        .join()
        .unwrap();
        assert_eq!((without, with), ((9.0, false), 2.0));
        let nested = ShapeFactory::scoped("square", |_| Fixed(3.0));
        assert_eq!(area("square").unwrap(), 3.0);
        drop(nested);
        assert_eq!(area("square").unwrap(), 1.0);
    }
    assert_eq!(area("square").unwrap(), 9.0);
    assert!(area("scoped").is_err() && !ShapeFactory::keys().contains(&"scoped"));
    let unwound = std::panic::catch_unwind(|| {
        let _guard = ShapeFactory::scoped("square", |_| Fixed(1.0));
        panic!("in the scope");
    });
    assert!(unwound.is_err());
    assert_eq!(area("square").unwrap(), 9.0);
}

#[test]
fn row_35_replaced_for_the_whole_program() {
    #[factory]
    trait Wheel {
        fn spokes(&self) -> u32;
    }
    struct Spokes(u32);
    impl Wheel for Spokes {
        fn spokes(&self) -> u32 {
            self.0
        }
    }
    #[derive(Default)]
    struct Plain;
    #[register("plain")]
    impl Wheel for Plain {
        fn spokes(&self) -> u32 {
            0
        }
    }
    let spokes = |key| WheelFactory::create(key).map(|wheel| wheel.spokes());
    let elsewhere = |key| thread::scope(|scope| scope.spawn(|| spokes(key)).join().unwrap());

    let replaced = WheelFactory::replace("plain", || Spokes(32));
    assert_eq!(
        (spokes("plain").unwrap(), elsewhere("plain").unwrap()),
        (32, 32)
    );
    assert_eq!(WheelFactory::keys(), ["plain"]);
    // The newest counts, and the guards may be dropped in any order.
    let newer = WheelFactory::replace("plain", || Spokes(36));
    assert_eq!(elsewhere("plain").unwrap(), 36);
    drop(replaced);
    assert_eq!(elsewhere("plain").unwrap(), 36);
    // This thread's own comes first.
    let own = WheelFactory::scoped("plain", || Spokes(1));
    assert_eq!(
        (spokes("plain").unwrap(), elsewhere("plain").unwrap()),
        (1, 36)
    );
    drop(own);
    drop(newer);
    assert_eq!(elsewhere("plain").unwrap(), 0);
    // A key that nobody has; and one that fails.
    let added = WheelFactory::replace("new", || Err::<Spokes, _>("no spokes"));
    assert_eq!(
        error(elsewhere("new")),
        "cannot create wheel 'new': no spokes"
    );
    drop(added);
    assert!(!WheelFactory::contains("new"));
    // A panic restores it as well.
    let unwound = std::panic::catch_unwind(|| {
        let _guard = WheelFactory::replace("plain", || Spokes(3));
        panic!("in the scope");
    });
    assert!(unwound.is_err());
    assert_eq!(spokes("plain").unwrap(), 0);
}

#[test]
fn row_37_keys_come_and_go_by_a_guard() {
    // What a program does with what it loads and unloads: the guard goes before the code does.
    struct Loaded;
    impl Shape for Loaded {
        fn area(&self) -> f64 {
            9.5
        }
    }
    let before = ShapeFactory::contains("loaded");
    let guard = ShapeFactory::register("loaded", |_| Loaded).unwrap();
    assert_eq!(area("loaded").unwrap(), 9.5);
    let twice = error(ShapeFactory::register("loaded", |_| Loaded));
    assert!(twice.contains("is registered more than once"), "{twice}");
    drop(guard);
    assert!(!before && !ShapeFactory::contains("loaded"));
    assert!(error(area("loaded")).starts_with("Unknown shape: loaded"));
}

#[test]
fn constructors_run_outside_all_locks() {
    // One that registers, makes and unregisters while it runs, and whose captures do so when they are dropped.
    struct Registers;
    impl Drop for Registers {
        fn drop(&mut self) {
            drop(ShapeFactory::register("at-the-end", |_| Fixed(1.0)));
        }
    }
    let held = Arc::new(Registers);
    let guard = ShapeFactory::register("outer", move |size| {
        let _held = &held;
        let _inner = ShapeFactory::register("inner", |_| Fixed(4.0));
        Fixed(ShapeFactory::create("inner", size).unwrap().area())
    })
    .unwrap();
    assert_eq!(area("outer").unwrap(), 4.0);
    drop(guard);
    assert!(area("inner").is_err());
}

#[test]
fn many_threads_register_one_key() {
    let barrier = Barrier::new(16);
    let guards: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|number| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    ShapeFactory::register("raced", move |_| Fixed(f64::from(number)))
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(guards.iter().filter(|guard| guard.is_ok()).count(), 1);
    area("raced").unwrap();
}
