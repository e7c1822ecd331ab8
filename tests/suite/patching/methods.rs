//! Methods and associated functions, by `handle = name`.

use dunder::patchable;

#[derive(Debug, PartialEq)]
struct Clock {
    base: u64,
    name: String,
}

impl Clock {
    #[patchable(handle = new_patch)]
    fn new(base: u64) -> Self {
        Self {
            base,
            name: "real".into(),
        }
    }

    #[patchable(handle = now_patch)]
    pub(crate) fn now(&self) -> u64 {
        self.base
    }

    #[patchable(handle = set_patch)]
    fn set(&mut self, base: u64, label: &str) -> u64 {
        self.name = label.into();
        std::mem::replace(&mut self.base, base)
    }

    #[patchable(handle = name_patch)]
    fn name(&self, or: &str) -> &str {
        if or.is_empty() { &self.name } else { "other" }
    }

    #[patchable(handle = into_name_patch)]
    fn into_name(mut self) -> String {
        self.name.push('!');
        self.name
    }

    #[patchable(handle = boxed_patch)]
    fn boxed(self: Box<Self>, by: u64) -> u64 {
        self.base * by
    }

    #[patchable(handle = Self::resolution_patch)]
    fn resolution() -> u64 {
        1
    }

    #[patchable(handle = show_patch)]
    fn show<T: ToString + 'static>(&self, value: T) -> String {
        format!("{}{}", self.base, value.to_string())
    }
}

fn elapsed(clock: &Clock) -> u64 {
    clock.now() - 5
}

#[test]
fn row_45_a_method() {
    let clock = Clock::new(7);
    assert_eq!(elapsed(&clock), 2);
    let guard = Clock::now_patch().patch(|this| this.base * 100);
    assert_eq!(elapsed(&clock), 695);
    {
        let _inner = Clock::now_patch().patch(|this| Clock::now_patch().original(this) + 1);
        assert_eq!(elapsed(&clock), 3);
    }
    assert_eq!(elapsed(&clock), 695);
    drop(guard);
    assert_eq!(elapsed(&clock), 2);
}

#[test]
fn every_receiver() {
    let mut clock = Clock::new(7);
    let set = Clock::set_patch().patch(|this, base, label| {
        this.base += base;
        this.name.push_str(label);
        Clock::set_patch().original(this, 1, "original")
    });
    assert_eq!(clock.set(3, "x"), 10);
    assert_eq!((clock.base, &*clock.name), (1, "original"));
    drop(set);

    let name = Clock::name_patch().patch(|this, or| {
        if or == "patched" {
            &this.name[..4]
        } else {
            Clock::name_patch().original(this, or)
        }
    });
    let result = {
        let or = String::from("patched");
        clock.name(&or)
    };
    assert_eq!(
        (result, clock.name("x"), clock.name("")),
        ("orig", "other", "original")
    );
    drop(name);

    let _into = Clock::into_name_patch().patch(|this| this.name + "?");
    let _boxed = Clock::boxed_patch().patch(|this, by| this.base + by);
    assert_eq!(Clock::new(2).into_name(), "real?");
    assert_eq!(Clock::into_name_patch().original(Clock::new(2)), "real!");
    assert_eq!(Box::new(Clock::new(2)).boxed(5), 7);
    assert_eq!(
        Clock::boxed_patch().original(Box::new(Clock::new(2)), 5),
        10
    );
}

#[test]
fn associated_functions() {
    let _guard = Clock::new_patch().patch(|base| Clock {
        base: base + 1,
        name: "fake".into(),
    });
    assert_eq!(
        Clock::new(1),
        Clock {
            base: 2,
            name: "fake".into()
        }
    );
    assert_eq!(Clock::new_patch().original(1).name, "real");
    let resolution = Clock::resolution_patch().patch(|| 60);
    assert_eq!(Clock::resolution(), 60);
    drop(resolution);
    assert_eq!(Clock::resolution(), 1);
}

#[test]
fn generic_methods_each_instance_by_itself() {
    let clock = Clock::new(1);
    let _guard = Clock::show_patch::<u8>().patch(|_, value| format!("patched {value}"));
    assert_eq!(clock.show(2_u8), "patched 2");
    assert_eq!(clock.show(2_u16), "12");
}

struct Store<T>(T);

impl<T: Clone + 'static> Store<T> {
    #[patchable(handle = get_patch)]
    fn get(&self) -> T {
        self.0.clone()
    }

    #[patchable(handle = as_ref_patch)]
    fn as_ref(&self, _key: &str) -> &T {
        &self.0
    }
}

#[test]
fn generic_types_each_instance_by_itself() {
    let _guard = Store::<u8>::get_patch().patch(|this| this.0 + 1);
    assert_eq!((Store(1_u8).get(), Store(1_u16).get()), (2, 1));
    let _guard = Store::<[u8; 2]>::as_ref_patch().patch(|_, _| &[9, 9]);
    assert_eq!(Store([1_u8, 2]).as_ref("k"), &[9, 9]);
    assert_eq!(Store(String::from("x")).as_ref("k"), "x");
}

trait Timer: 'static {
    fn base(&self) -> u64;

    #[patchable(handle = ticks_patch)]
    fn ticks(&self, scale: u64) -> u64 {
        self.base() * scale
    }
}

struct Fast;
struct Slow;

impl Timer for Fast {
    fn base(&self) -> u64 {
        10
    }
}

impl Timer for Slow {
    fn base(&self) -> u64 {
        1
    }
}

#[test]
fn default_methods_of_a_trait_for_one_implementor() {
    let both: [&dyn Timer; 2] = [&Fast, &Slow];
    let ticks = || both.map(|timer| timer.ticks(2));
    assert_eq!(ticks(), [20, 2]);
    let guard = Fast::ticks_patch().patch(|this, scale| this.base() + scale);
    assert_eq!(ticks(), [12, 2]);
    assert_eq!(Fast::ticks_patch().original(&Fast, 3), 30);
    drop(guard);
    assert_eq!(ticks(), [20, 2]);
}

struct Other;

impl Other {
    // The same name, in the same module: another function.
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        3
    }
}

#[test]
fn methods_of_one_name_are_apart() {
    let _guard = Other::now_patch().patch(|_| 4);
    assert_eq!((Other.now(), Clock::new(7).now()), (4, 7));
}
