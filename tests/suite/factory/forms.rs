//! How factories and registrations may be written.

use dunder::{factory, register};

#[test]
fn traits() {
    trait Base {
        fn id(&self) -> u32;
    }
    /// With supertraits, bounds, defaults, methods that are left out of the object.
    #[factory]
    trait Plugin: Base + std::fmt::Debug + Send + 'static {
        fn twice(&self) -> u32 {
            self.id() * 2
        }
        fn new(id: u32) -> Self
        where
            Self: Sized;
        fn generic<T>(&self, _: T) -> u32
        where
            Self: Sized,
        {
            0
        }
    }
    #[derive(Debug)]
    struct One(u32);
    impl Base for One {
        fn id(&self) -> u32 {
            self.0
        }
    }
    #[register("one", new = || One::new(21))]
    impl Plugin for One {
        fn new(id: u32) -> Self {
            Self(id)
        }
    }
    let made = PluginFactory::create("one").unwrap();
    let made = std::thread::spawn(move || (made.twice(), format!("{made:?}")))
        .join()
        .unwrap();
    assert_eq!(made, (42, "One(21)".to_owned()));
    assert_eq!(One(1).generic("left out of the object"), 0);
}

#[test]
fn names_and_nouns() {
    #[factory]
    trait HttpClient {}
    #[factory(name = Clients, noun = "client", shared)]
    trait OtherClient {}
    #[derive(Default)]
    struct Fake;
    #[register("fake")]
    impl HttpClient for Fake {}
    #[register("fake")]
    impl OtherClient for Fake {}

    assert_eq!(
        super::error(HttpClientFactory::create("real")),
        "Unknown http client: real. Known: fake"
    );
    assert_eq!(
        super::error(Clients::create("real")),
        "Unknown client: real. Known: fake"
    );
    let made: std::sync::Arc<dyn OtherClient> = Clients::create("fake").unwrap();
    drop(made);
}

#[test]
fn made_by_a_macro() {
    macro_rules! shapes {
        ($trait:ident: $($name:ident = $key:literal, $ty:ty, $new:expr;)*) => {
            #[factory]
            trait $trait {
                fn sides(&self) -> u32;
            }
            $(
                #[register($key, new = $new)]
                impl $trait for $ty {
                    fn sides(&self) -> u32 {
                        self.0
                    }
                }
                struct $name(u32);
            )*
        };
    }
    shapes!(Shape: Triangle = "triangle", Triangle, || Triangle(3); Square = "square", Square, || Square(4););
    assert_eq!(ShapeFactory::create("square").unwrap().sides(), 4);
    assert_eq!(ShapeFactory::create("triangle").unwrap().sides(), 3);
}

/// What a careful user's crate has switched on.
mod quiet {
    #![deny(missing_docs, warnings, clippy::pedantic)]
    #![allow(unreachable_pub)]
    #![forbid(unsafe_code)]

    /// A public trait.
    #[dunder::factory(args(level: u32, url: &str))]
    pub trait Codec {
        /// What it is.
        fn level(&self) -> u32;
    }

    /// A type.
    #[derive(Debug, Default)]
    pub struct Zip(u32);

    #[dunder::register("zip", alias = "z", new = |level, _| Zip(level))]
    #[dunder::register("plain")]
    impl Codec for Zip {
        fn level(&self) -> u32 {
            self.0
        }
    }

    /// A private trait that nobody uses.
    #[dunder::factory]
    trait Unused {}
}

#[test]
fn quietly() {
    assert_eq!(quiet::CodecFactory::create("z", 3, "").unwrap().level(), 3);
    assert_eq!(
        quiet::CodecFactory::create("plain", 3, "").unwrap().level(),
        0
    );
}

mod bare {
    #![no_implicit_prelude]

    #[allow(dead_code)]
    mod core {}
    #[allow(dead_code)]
    mod std {}
    #[allow(dead_code)]
    struct Box;
    #[allow(dead_code)]
    struct Result;
    #[allow(dead_code, non_camel_case_types)]
    struct str;

    pub(super) use ::dunder as toolkit;

    #[::dunder::factory(crate = toolkit)]
    pub(super) trait Shape<T> {
        fn of(&self) -> T;
    }

    struct One(u32);

    #[::dunder::register("one", crate = toolkit, new = || One(1))]
    impl Shape<u32> for One {
        fn of(&self) -> u32 {
            self.0
        }
    }
}

#[test]
fn without_a_prelude_and_under_shadowed_names() {
    assert_eq!(bare::ShapeFactory::<u32>::create("one").unwrap().of(), 1);
}

#[test]
fn long_keys() {
    #[factory]
    trait Long {}
    #[derive(Default)]
    struct Type;
    #[register("a key of more than sixteen bytes, which is looked up by more than its words")]
    #[register("a key of more than sixteen bytes, which is looked up by more then its words")]
    #[register("schlüssel-für-umlaute-und-🗝")]
    impl Long for Type {}

    assert_eq!(LongFactory::keys().len(), 3);
    for key in LongFactory::keys() {
        LongFactory::create(key).map(drop).unwrap();
    }
    assert!(!LongFactory::contains("a key of more than sixteen bytes"));
}

#[test]
fn named_as_the_expansion_names_its_own() {
    struct Returned;
    struct Constructor;
    type How = u8;
    #[factory(args(key: &Returned, constructor: &Constructor, slot: How))]
    trait Made {
        fn how(&self) -> How;
    }
    #[factory(serde)]
    trait Serializer<Deserializer> {
        fn of(&self) -> Deserializer;
    }
    #[derive(Default, serde::Serialize, serde::Deserialize)]
    struct Product(How);
    #[register("product", new = |_, _, how| Product(how))]
    impl Made for Product {
        fn how(&self) -> How {
            self.0
        }
    }
    #[register("product")]
    impl Serializer<How> for Product {
        fn of(&self) -> How {
            self.0
        }
    }

    assert_eq!(
        MadeFactory::create("product", &Returned, &Constructor, 3)
            .unwrap()
            .how(),
        3
    );
    let made = SerializerFactory::<How>::create("product").unwrap();
    assert_eq!(
        (made.of(), serde_json::to_string(&made).unwrap()),
        (0, r#"{"product":0}"#.to_owned())
    );
}

#[test]
fn a_trait_and_a_type_of_other_crates_with_an_argument_of_this_one() {
    use dunder_tests::factory::{Into, IntoFactory};

    #[derive(Debug, PartialEq)]
    struct Celsius(i32);

    #[register("i32")]
    impl Into<Celsius> for i32 {
        fn become_one(&self) -> Celsius {
            Celsius(*self)
        }
    }
    #[register("text", with(T = String))]
    #[register("bytes", with(T = u8))]
    impl<T> Into<Celsius> for Vec<T> {
        fn become_one(&self) -> Celsius {
            Celsius(1)
        }
    }

    let make = |key| IntoFactory::<Celsius>::create(key).unwrap().become_one();
    assert_eq!(IntoFactory::<Celsius>::keys(), ["bytes", "i32", "text"]);
    assert_eq!((make("i32"), make("text")), (Celsius(0), Celsius(1)));
}
