//! `#[field(observed)]`, beside everything else that a field and its class can be.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use dunder::{Subscription, Violation, dataclass};
use serde::{Deserialize, Serialize};

use super::support::Log;

#[dataclass(rule = Account::covered)]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account<T: PartialOrd + Clone + 'static> {
    #[field(observed, trim, non_empty)]
    pub owner: String,
    #[field(observed)]
    pub balance: T,
    #[field(observed)]
    pub limit: T,
}

impl<T: PartialOrd + Clone + 'static> Account<T> {
    fn covered(&self) -> Result<(), Violation> {
        if *self.balance >= *self.limit {
            Ok(())
        } else {
            Err(Violation::new("overdrawn"))
        }
    }
}

/// One without a rule, whose setters cannot fail.
#[dataclass]
#[derive(Debug)]
struct Pair {
    #[field(observed)]
    a: u8,
    #[field(observed)]
    b: Option<u8>,
}

fn watched(log: &Log) -> (Account<i64>, [Subscription; 3]) {
    let account = Account::new("ann", 10, 0).unwrap();
    let (owner, balance, limit) = (log.clone(), log.clone(), log.clone());
    let subs = [
        account.on_limit_change(move |old, new| limit.add(format!("limit:{old}->{new}"))),
        account.on_owner_change(move |old, new| owner.add(format!("owner:{old}->{new}"))),
        account.on_balance_change(move |old, new| balance.add(format!("balance:{old}->{new}"))),
    ];
    (account, subs)
}

#[test]
fn a_setter_tells_what_the_descriptors_made_of_the_value() {
    let log = Log::default();
    let (mut account, _subs) = watched(&log);
    account.set_owner("  bob ").unwrap();
    assert_eq!(log.take(), "owner:ann->bob");
    // The same after trimming: no change.
    account.set_owner("bob   ").unwrap();
    assert!(account.set_owner("   ").is_err());
    assert!(account.set_balance(-1).is_err());
    assert_eq!(log.take(), "");
    account.set_balance(5).unwrap();
    assert_eq!(log.take(), "balance:10->5");
}

#[test]
fn an_update_tells_once_for_each_field_in_the_order_of_declaration() {
    let log = Log::default();
    let (mut account, _subs) = watched(&log);
    account
        .update(|draft| {
            draft.limit = 1;
            draft.limit = 50;
            draft.balance = 99;
            draft.owner = " eve ".into();
        })
        .unwrap();
    assert_eq!(log.take(), "owner:ann->eve balance:10->99 limit:0->50");
    // Refused as a whole: a descriptor, the rule, a panic.
    assert!(account.update(|draft| draft.owner.clear()).is_err());
    assert!(account.update(|draft| draft.balance = 0).is_err());
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _ = account.update(|draft| {
            draft.balance = 1000;
            std::panic::resume_unwind(Box::new(()));
        });
    }));
    assert!(unwound.is_err());
    assert_eq!((log.take(), account.balance()), (String::new(), &99));
}

#[test]
fn an_observer_sees_the_change_when_all_of_it_is_there() {
    // What is told is told after the whole update: the last field's new value is in place when the first is heard.
    let seen = Arc::new(Mutex::new(Vec::new()));
    let into = seen.clone();
    let mut pair = Pair::new(1, None);
    let _sub = pair.on_a_change(move |old, new| into.lock().unwrap().push((*old, *new)));
    pair.update(|draft| (draft.a, draft.b) = (2, Some(3)));
    assert_eq!((pair.a(), pair.b()), (2, Some(3)));
    assert_eq!(*seen.lock().unwrap(), [(1, 2)]);
}

#[test]
fn two_subscriptions_and_one_that_ends_itself() {
    let (log, mut pair) = (Log::default(), Pair::new(1, None));
    let (first, second) = (log.clone(), log.clone());
    let held: Arc<Mutex<Option<Subscription>>> = Arc::default();
    let own = held.clone();
    *held.lock().unwrap() = Some(pair.on_a_change(move |_, new| {
        first.add(format!("first{new}"));
        drop(own.lock().unwrap().take());
    }));
    pair.on_a_change(move |_, new| second.add(format!("second{new}")))
        .detach();
    pair.set_a(2);
    pair.set_a(3);
    assert_eq!(log.take(), "first2 second2 second3");
}

#[test]
fn an_observer_that_panics_keeps_nobody_from_hearing() {
    let (log, mut pair) = (Log::default(), Pair::new(1, None));
    let (same, other) = (log.clone(), log.clone());
    pair.on_a_change(|_, _| panic!("the first observer"))
        .detach();
    pair.on_a_change(move |_, new| same.add(format!("a{new}")))
        .detach();
    pair.on_b_change(move |_, new| other.add(format!("b{new:?}")))
        .detach();
    let change = AssertUnwindSafe(|| pair.set_a(2));
    let panic = catch_unwind(change).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"the first observer"));
    assert_eq!((log.take(), pair.a()), ("a2".into(), 2));
    // Also not those of another field.
    let change = AssertUnwindSafe(|| pair.update(|draft| (draft.a, draft.b) = (5, Some(6))));
    let panic = catch_unwind(change).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"the first observer"));
    assert_eq!((log.take(), pair.a()), ("a5 bSome(6)".into(), 5));
}

#[test]
fn what_is_made_of_an_object() {
    let log = Log::default();
    let (account, _subs) = watched(&log);
    // A clone has none; `with_*` goes on with the same object, and is no change of it.
    let mut copy = account.clone();
    copy.set_balance(1).unwrap();
    assert_eq!(log.take(), "");
    let mut account = account.with_balance(20).unwrap();
    assert_eq!(log.take(), "");
    account.set_balance(30).unwrap();
    assert_eq!(log.take(), "balance:20->30");
    // They are no part of what is written, and what is read has none.
    let text = serde_json::to_string(&account).unwrap();
    assert_eq!(text, r#"{"owner":"ann","balance":30,"limit":0}"#);
    let mut read: Account<i64> = serde_json::from_str(&text).unwrap();
    read.set_balance(40).unwrap();
    assert_eq!(log.take(), "");
    assert_eq!(
        account.to_string(),
        "Account(owner='ann', balance=30, limit=0)"
    );
    assert!(account != read);
    read.set_balance(30).unwrap();
    assert!(account == read);
}

#[test]
fn observed_from_another_thread() {
    fn check<T: Send + Sync>(_: &T) {}
    let log = Log::default();
    let (mut account, subs) = watched(&log);
    check(&account);
    let account = std::thread::spawn(move || {
        account.set_balance(11).unwrap();
        account
    })
    .join()
    .unwrap();
    assert_eq!(log.take(), "balance:10->11");
    drop(account);
    drop(subs);
}
