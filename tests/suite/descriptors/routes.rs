//! No route puts a bad value into a described field. Those that do not compile are in `tests/ui/descriptors`; these
//! compile, and keep what the descriptors say.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dunder::{Violation, dataclass};

#[dataclass]
#[derive(Clone, Debug, Default)]
struct Price {
    #[field(positive, default = 1.0)]
    amount: f64,
    #[field(default = 1, range = 1..=10)]
    count: u32,
}

#[test]
fn default_is_answered_from_the_fields_own_defaults() {
    let price = Price::default();
    assert_eq!((price.amount(), price.count()), (1.0, 1));
}

#[test]
fn default_of_a_type_that_its_descriptor_refuses_panics() {
    // Of `f64` itself it is known that its default is 0: a compile error, `ui/dataclass/own_default.rs`.
    type Amount = f64;
    #[dataclass]
    #[derive(Default, Debug)]
    struct Bad {
        #[field(positive)]
        amount: Amount,
    }
    let panic = catch_unwind(Bad::default).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(
        text.contains("amount must be a positive number, got 0"),
        "{text}"
    );
}

#[test]
fn clone_from_and_swaps_move_values_that_were_checked() {
    let mut one = Price::default().with_amount(2.0).unwrap();
    let mut two = Price::default().with_amount(3.0).unwrap();
    one.clone_from(&two);
    assert_eq!(one.amount(), 3.0);
    std::mem::swap(&mut one.amount, &mut two.amount);
    one.amount = two.amount;
    assert!(one.amount() > 0.0 && two.amount() > 0.0);
}

#[test]
fn base_syntax_takes_fields_that_were_checked() {
    let base = Price::default();
    let other = Price {
        count: base.count,
        ..Price::default()
    };
    assert_eq!(other.count(), 1);
}

#[test]
fn every_setter_checks() {
    let mut price = Price::default();
    assert!(price.set_amount(-1.0).is_err());
    assert!(price.amount.set(-1.0).is_err());
    assert!(price.clone().with_amount(-1.0).is_err());
    assert!(price.update(|draft| draft.amount = -1.0).is_err());
    assert!(dunder::Field::<f64, Price, 0>::new(-1.0).is_err());
    assert_eq!(price.amount(), 1.0);
}

#[test]
fn an_update_that_panics_changes_nothing() {
    let mut price = Price::default();
    let panic = catch_unwind(AssertUnwindSafe(|| {
        price.update(|draft| {
            draft.amount = 7.0;
            panic!("in the middle");
        })
    }));
    assert!(panic.is_err());
    assert_eq!(price.amount(), 1.0);
}

#[dataclass(rule = below)]
#[derive(Clone, Debug)]
struct Pair {
    lo: i32,
    hi: i32,
}

fn below(pair: &Pair) -> Result<(), Violation> {
    assert!(pair.lo() != 13, "unlucky");
    if pair.lo() <= pair.hi() {
        Ok(())
    } else {
        Err(Violation::new("lo must not be above hi"))
    }
}

#[test]
fn a_rule_that_panics_leaves_the_object_as_it_was() {
    let mut pair = Pair::new(1, 20).unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| pair.set_lo(13))).is_err());
    assert_eq!((pair.lo(), pair.hi()), (1, 20));
    let panic = catch_unwind(AssertUnwindSafe(|| {
        pair.update(|draft| {
            draft.lo = 13;
            draft.hi = 40;
        })
    }));
    assert!(panic.is_err());
    assert_eq!((pair.lo(), pair.hi()), (1, 20));
}

#[test]
fn a_rule_may_compare_the_fields_themselves() {
    #[dataclass(rule = in_order)]
    #[derive(Debug)]
    struct Times {
        from: f64,
        to: f64,
        name: String,
    }
    fn in_order(times: &Times) -> Result<(), Violation> {
        if times.from <= times.to && *times.name != "never" {
            Ok(())
        } else {
            Err(Violation::new("from must not be after to"))
        }
    }
    assert!(Times::new(1.0, 2.0, "a").is_ok());
    assert!(Times::new(1.0, f64::NAN, "a").is_err());
    assert!(Times::new(3.0, 2.0, "a").is_err());
}

#[test]
fn rules_hold_after_new_with_and_every_set() {
    assert_eq!(
        Pair::new(2, 1).unwrap_err().to_string(),
        "lo must not be above hi"
    );
    let mut pair = Pair::new(1, 2).unwrap();
    assert!(pair.clone().with_lo(3).is_err());
    assert!(pair.set_hi(0).is_err());
    assert_eq!((pair.lo(), pair.hi()), (1, 2));
    pair.set_hi(5).unwrap();
    assert_eq!(pair.hi(), 5);
}

#[test]
fn a_drop_that_panics_finds_an_updated_object() {
    #[derive(Clone, Debug, PartialEq)]
    struct Bomb(bool);
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(
                !std::mem::take(&mut self.0) || std::thread::panicking(),
                "boom"
            );
        }
    }
    fn any(_: &Bomb) -> Result<(), Violation> {
        Ok(())
    }
    #[dataclass(repr = false, eq = false)]
    struct Holder {
        #[field(check = any)]
        bomb: Bomb,
        #[field(positive)]
        count: u8,
    }
    let mut holder = Holder::new(Bomb(true), 1).unwrap();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        holder.update(|draft| {
            // Disarmed by hand, so that only the old value goes off.
            std::mem::forget(std::mem::replace(&mut draft.bomb, Bomb(false)));
            draft.count = 2;
        })
    }));
    assert!(outcome.is_err());
    assert_eq!((&holder.bomb().0, holder.count()), (&false, 2));
}

#[dataclass(frozen)]
#[derive(Clone, Debug, PartialEq)]
struct Frozen {
    #[field(positive)]
    x: i32,
    y: i32,
}

#[test]
fn frozen_fields_are_read_and_rebuilt() {
    let frozen = Frozen::new(1, 2).unwrap();
    assert_eq!((frozen.x(), frozen.y()), (1, 2));
    assert!(frozen.clone().with_x(0).is_err());
    assert_eq!(frozen.with_x(5).unwrap().x(), 5);
}
