//! What `#[field(observed)]` stands on.

use std::hash::{BuildHasher, RandomState};

use dunder::emitter::Observers;

use super::support::Log;

#[test]
fn observers_are_told_the_old_and_the_new_value() {
    let (observers, log) = (Observers::<f64>::new(), Log::default());
    let own = log.clone();
    let sub = observers.on(move |old, new| own.add(format!("{old}->{new}")));
    assert_eq!(observers.notify(&1.0, &2.5), 1);
    drop(sub);
    assert_eq!(observers.notify(&2.5, &3.0), 0);
    assert_eq!(log.take(), "1->2.5");
}

#[test]
fn they_are_no_part_of_the_value() {
    let (observers, log) = (Observers::<str>::default(), Log::default());
    let own = log.clone();
    observers.on(move |_, new| own.add(new)).detach();
    let copy = observers.clone();
    assert_eq!(copy.notify("a", "b"), 0);
    assert_eq!(observers.notify("a", "b"), 1);
    assert!(copy == observers && copy <= observers);
    let state = RandomState::new();
    assert_eq!(state.hash_one(&copy), state.hash_one(()));
    assert_eq!(format!("{observers:?}"), "Observers");
    assert_eq!(log.take(), "b");
}
