//! Keys, and what is made of them.

use std::sync::Barrier;
use std::thread;

use dunder::{FactoryErrorKind, factory, register};
use dunder_tests::factory::{CodecFactory, LonelyFactory, NotificationFactory, Stores, other};

use super::error;

#[test]
fn row_23_registrations_of_other_crates_are_there() {
    assert_eq!(NotificationFactory::keys(), ["email", "slack", "sms"]);
    let sent: Vec<String> = ["email", "sms", "slack"]
        .map(|key| {
            NotificationFactory::create(key)
                .unwrap()
                .send("Deployment complete")
        })
        .into();
    assert_eq!(
        sent,
        [
            "EMAIL: Deployment complete",
            "SMS: Deployment complete",
            "SLACK: #Deployment complete"
        ]
    );
    NotificationFactory::verify().unwrap();
}

#[test]
fn row_24_unknown_keys() {
    let known = "Known: email, slack, sms";
    for (key, expected) in [
        ("emial", "Unknown channel: emial; did you mean 'email'?"),
        ("E-Mail", "Unknown channel: E-Mail; did you mean 'email'?"),
        ("slak", "Unknown channel: slak; did you mean 'slack'?"),
        ("sns", "Unknown channel: sns; did you mean 'sms'?"),
        // An alias is a key as well.
        ("maill", "Unknown channel: maill; did you mean 'mail'?"),
        ("mial", "Unknown channel: mial; did you mean 'mail'?"),
        ("fax", "Unknown channel: fax."),
        ("carrier pigeon", "Unknown channel: carrier pigeon."),
        ("", "Unknown channel: ."),
    ] {
        let said = error(NotificationFactory::create(key));
        assert_eq!(said, format!("{expected} {known}"));
        assert!(!NotificationFactory::contains(key));
    }
    let error = NotificationFactory::create("emial").err().unwrap();
    let FactoryErrorKind::Unknown {
        key,
        suggestion,
        known,
        ..
    } = error.kind()
    else {
        panic!("{error:?}");
    };
    assert_eq!((key.as_str(), *suggestion), ("emial", Some("email")));
    assert_eq!(*known, ["email", "slack", "sms"]);
}

#[test]
fn row_25_nothing_registered() {
    let said = "no types registered for dyn Lonely; is the crate linked?";
    assert_eq!(error(LonelyFactory::create("any")), said);
    assert_eq!(error(LonelyFactory::verify()), said);
    assert!(LonelyFactory::keys().is_empty());
}

#[test]
fn row_22_missing_keys_are_reported() {
    NotificationFactory::require(&["email", "sms"]).unwrap();
    assert_eq!(
        error(NotificationFactory::require(&["email", "fax", "telex"])),
        "nothing is registered as channel 'fax', 'telex'; is the crate linked? Known: email, slack, sms"
    );
}

#[test]
fn row_28_aliases_and_several_keys() {
    // An alias makes the same, and is no key of the list.
    assert_eq!(
        NotificationFactory::create("mail").unwrap().send("x"),
        "EMAIL: x"
    );
    assert!(NotificationFactory::contains("mail"));
    assert!(!NotificationFactory::keys().contains(&"mail"));
    // One type under two keys is in order; keys are compared byte by byte.
    assert_eq!(other::NotificationFactory::keys(), ["letter", "sms"]);
    assert!(!other::NotificationFactory::contains("Letter"));
    other::NotificationFactory::verify().unwrap();
}

#[test]
fn row_29_arguments() {
    let codec = CodecFactory::create("zip", 3, "file:///x").unwrap();
    assert_eq!(codec.describe(), "zip 3");

    // Without `new` they are ignored.
    #[factory(args(key: &str, constructor: u8, slot: Option<&u32>))]
    trait Filter {
        fn text(&self) -> String;
    }
    #[derive(Default)]
    struct Plain(u8);
    #[register("plain")]
    #[register("of", new = |key: &str, n, slot: Option<&u32>| {
        Self_::of(key.len() as u8 + n + slot.map_or(0, |slot| *slot as u8))
    })]
    impl Filter for Plain {
        fn text(&self) -> String {
            self.0.to_string()
        }
    }
    type Self_ = Plain;
    impl Plain {
        fn of(n: u8) -> Self {
            Self(n)
        }
    }
    assert_eq!(
        FilterFactory::create("plain", "ab", 3, None)
            .unwrap()
            .text(),
        "0"
    );
    assert_eq!(
        FilterFactory::create("of", "ab", 3, Some(&4))
            .unwrap()
            .text(),
        "9"
    );
}

#[test]
fn row_30_constructors_that_fail() {
    let error = CodecFactory::create("zip", 10, "x").err().unwrap();
    assert_eq!(
        error.to_string(),
        "cannot create codec 'zip': level 10 is too high for x"
    );
    let FactoryErrorKind::Constructor { key, source, .. } = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(
        (key.as_str(), source.to_string().as_str()),
        ("zip", "level 10 is too high for x")
    );

    #[factory]
    trait Parsed {
        fn number(&self) -> u32;
    }
    struct Number(u32);
    #[register("good", new = || "7".parse().map(Number))]
    #[register("bad", new = || "x".parse().map(Number))]
    impl Parsed for Number {
        fn number(&self) -> u32 {
            self.0
        }
    }
    assert_eq!(ParsedFactory::create("good").unwrap().number(), 7);
    let error = ParsedFactory::create("bad").err().unwrap();
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<std::num::ParseIntError>());
}

#[test]
fn row_31_the_list_is_sorted() {
    #[factory]
    trait Sorted {}
    macro_rules! types {
        ($($name:ident $key:literal)*) => {$(
            #[derive(Default)]
            struct $name;
            #[register($key)]
            impl Sorted for $name {}
        )*};
    }
    types!(B "b" A "a" C "" D "Z" E "ä" F "aa");
    assert_eq!(SortedFactory::keys(), ["", "Z", "a", "aa", "b", "ä"]);
}

#[test]
fn row_32_traits_of_one_name() {
    assert_eq!(
        other::NotificationFactory::create("sms").unwrap().kind(),
        "letter"
    );
    assert_eq!(
        NotificationFactory::create("sms").unwrap().send("x"),
        "SMS: x"
    );
}

#[test]
fn row_33_generic_types_by_instance() {
    use dunder_tests::factory::Store;

    struct Ring<T>(T);
    impl<T: Default> Default for Ring<T> {
        fn default() -> Self {
            Self(T::default())
        }
    }

    #[register("small", with(T = u8, K = u32, N = 4))]
    #[register("large", with(T = u64, K = u32, N = 4))]
    #[register("small", with(T = u8, K = (String, u8), N = { 2 + 1 }))]
    impl<T: Default + Send + Sync + 'static, K: Ord, const N: usize> Store<K, N> for Ring<T> {
        fn slots(&self, _: &K) -> usize {
            N * size_of_val(&self.0)
        }
    }

    assert_eq!(Stores::<u32, 4>::keys(), ["large", "small"]);
    let make = |key| Stores::<u32, 4>::create(key).unwrap().slots(&1);
    assert_eq!((make("small"), make("large")), (4, 32));
    let other = Stores::<(String, u8), 3>::create("small").unwrap();
    assert_eq!(other.slots(&(String::new(), 0)), 3);
    assert_eq!(
        error(Stores::<u8, 1>::create("small")),
        "no types registered for dyn Store; is the crate linked?"
    );
    assert_eq!(
        error(Stores::<u32, 4>::create("smal")),
        "Unknown kind of store: smal; did you mean 'small'? Known: large, small"
    );
    // `shared`: the pointer is an `Arc`.
    let shared = std::sync::Arc::clone(&other);
    assert_eq!(std::sync::Arc::strong_count(&shared), 2);
}

#[test]
fn row_36_first_use_from_64_threads() {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
    static CONSTRUCTORS: AtomicU32 = AtomicU32::new(0);

    #[factory]
    trait Busy {
        fn number(&self) -> u32;
    }
    struct One(u32);
    #[register("one", new = || One(CONSTRUCTORS.fetch_add(1, SeqCst)))]
    impl Busy for One {
        fn number(&self) -> u32 {
            self.0
        }
    }

    let barrier = Barrier::new(64);
    let mut made: Vec<u32> = thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    BusyFactory::create("one").unwrap().number()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    made.sort_unstable();
    assert_eq!(made, (0..64).collect::<Vec<_>>());
}

#[test]
fn a_constructor_may_use_its_own_factory() {
    #[factory]
    trait Node {
        fn depth(&self) -> u32;
    }
    #[derive(Default)]
    struct Leaf;
    #[register("leaf")]
    impl Node for Leaf {
        fn depth(&self) -> u32 {
            1
        }
    }
    struct Branch(Box<dyn Node>);
    #[register("branch", new = || NodeFactory::create("leaf").map(Branch))]
    impl Node for Branch {
        fn depth(&self) -> u32 {
            self.0.depth() + 1
        }
    }

    assert_eq!(NodeFactory::create("branch").unwrap().depth(), 2);
}
