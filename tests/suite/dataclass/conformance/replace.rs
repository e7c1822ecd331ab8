//! Rows 48 to 57: what is frozen, and copies with changes.

use dunder::{ValidationError, dataclass};
use std::rc::Rc;

#[dataclass(frozen)]
#[derive(Clone, Debug)]
pub struct Frozen {
    pub name: String,
    pub shared: Rc<std::cell::RefCell<Vec<i32>>>,
}

#[test]
fn row_49_frozen_is_shallow() {
    let frozen = Frozen::new("a", Rc::default());
    frozen.shared().borrow_mut().push(1);
    assert_eq!(frozen.to_string(), "Frozen(name='a', shared=[1])");
}

#[test]
fn row_51_a_frozen_object_can_be_cloned() {
    let frozen = Frozen::new("a", Rc::default());
    let mut copy = frozen.clone();
    copy.clone_from(&frozen);
    assert_eq!(copy, frozen);
}

#[test]
fn row_51_a_frozen_object_can_be_written_and_read() {
    #[dataclass(frozen)]
    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct C {
        name: String,
        #[field(positive)]
        size: u8,
    }
    let frozen = C::new("a", 1).unwrap();
    let text = serde_json::to_string(&frozen).unwrap();
    assert_eq!(text, r#"{"name":"a","size":1}"#);
    assert_eq!(serde_json::from_str::<C>(&text).unwrap(), frozen);
}

#[test]
fn row_52_what_is_not_named_is_moved_over() {
    let shared = Rc::new(std::cell::RefCell::new(vec![1]));
    let one = Frozen::new("a", shared.clone());
    let two = one.clone().with_name("b");
    assert!(Rc::ptr_eq(two.shared(), &shared) && two.name() == "b" && one.name() == "a");
}

/// Converters, checks and rules, of the new value and of the whole; `post_init` belongs to construction, see row 55.
#[test]
fn row_53_converters_and_checks_run_again() {
    #[dataclass]
    #[derive(Clone, Debug)]
    struct C {
        #[field(trim, non_empty)]
        name: String,
    }
    let c = C::new(" a ").unwrap();
    assert_eq!(c.clone().with_name(" b ").unwrap().name(), "b");
    let error: ValidationError = c.with_name("  ").unwrap_err();
    assert_eq!(error.violations()[0].path(), "name");
}

#[test]
fn row_54_what_is_no_parameter_keeps_its_value() {
    // Python recomputes it, since replace constructs anew; here what is not named is moved over. What should follow
    // other fields is `cached`, which is computed again.
    #[dataclass]
    struct C {
        x: i32,
        #[field(init = false, default = x + 1)]
        y: i32,
        #[field(cached = Self::compute)]
        z: i32,
    }
    impl C {
        fn compute(&self) -> i32 {
            self.x() + 1
        }
    }
    let c = C::new(1);
    assert_eq!((c.y(), c.z()), (2, 2));
    let c = c.with_x(5);
    assert_eq!((c.y(), c.z()), (2, 6));
}

#[test]
fn row_55_init_only_values_are_none_of_replace() {
    // Python asks for them again, since replace constructs anew; a `with_*` here changes one field of what is
    // constructed already, and `post_init` does not run again.
    fn finish(this: &mut C, add: i32) {
        this.x += add;
    }
    #[dataclass(post_init = finish)]
    struct C {
        x: i32,
        #[field(init_only)]
        add: i32,
    }
    assert_eq!(C::new(1, 2).with_x(5).x, 5);
}

#[test]
fn row_53_a_rule_holds_after_each_replacement() {
    #[dataclass(rule = Self::in_order)]
    #[derive(Clone, Debug)]
    struct Span {
        low: i32,
        high: i32,
    }
    impl Span {
        fn in_order(&self) -> Result<(), dunder::Violation> {
            if self.low <= self.high {
                Ok(())
            } else {
                Err(dunder::Violation::new("low is above high"))
            }
        }
    }
    let mut span = Span::new(1, 2).unwrap();
    assert_eq!(
        span.clone().with_low(3).unwrap_err().to_string(),
        "low is above high"
    );
    assert!(span.set_low(3).is_err() && span.low() == 1);
    span.update(|draft| (draft.low, draft.high) = (5, 6))
        .unwrap();
    assert_eq!((span.low(), span.high()), (5, 6));
}
