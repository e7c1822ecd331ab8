//! An audit log by observers: accounts know nothing of who listens to them.
//!
//! `cargo run --example audit_log`

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use dunder::Emitter;
use dunder::emitter::Subscription;

/// The events of the application, for whoever wants to hear them.
static EVENTS: Emitter = Emitter::new();

struct Deposited {
    account: &'static str,
    cents: u64,
}

struct Withdrawn {
    account: &'static str,
    cents: u64,
}

struct Account {
    name: &'static str,
    cents: u64,
}

impl Account {
    fn deposit(&mut self, cents: u64) {
        self.cents += cents;
        EVENTS.emit(&Deposited {
            account: self.name,
            cents,
        });
    }

    fn withdraw(&mut self, cents: u64) {
        self.cents -= cents;
        let event = Withdrawn {
            account: self.name,
            cents,
        };
        // The money has moved; a listener that fails must not undo it, and must not go unnoticed either.
        if let Err(error) = EVENTS.try_emit(&event) {
            println!("  ! {error}");
        }
    }
}

#[derive(Default)]
struct AuditLog {
    lines: Mutex<Vec<String>>,
}

impl AuditLog {
    fn write(&self, line: String) {
        println!("  audit: {line}");
        self.lines.lock().unwrap().push(line);
    }

    /// Listens for as long as the subscriptions live; first of all, as a log should.
    fn attach(self: &Arc<Self>) -> [Subscription; 2] {
        [
            EVENTS.at(100).on_weak(self, |log, e: &Deposited| {
                log.write(format!("{} +{}", e.account, e.cents));
            }),
            EVENTS.at(100).on_weak(self, |log, e: &Withdrawn| {
                log.write(format!("{} -{}", e.account, e.cents));
            }),
        ]
    }
}

fn main() {
    // A handler that panics is reported in its place; the default hook would print it as well.
    std::panic::set_hook(Box::new(|_| ()));

    let log = Arc::new(AuditLog::default());
    let subscriptions = log.attach();
    EVENTS
        .once(|e: &Deposited| println!("  mail: welcome, {}", e.account))
        .detach();
    let _limit = EVENTS.at(10).intercept(|e: &Withdrawn| {
        if e.cents > 10_000 {
            println!("  fraud: {} is looked at first", e.account);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    EVENTS
        .on(|e: &Withdrawn| {
            assert!(e.cents >= 100, "the printer is out of paper");
            println!("  printer: receipt for {}", e.account);
        })
        .detach();
    EVENTS
        .on(|e: &Withdrawn| println!("  mail: {} withdrew {}", e.account, e.cents))
        .detach();

    let mut account = Account {
        name: "alice",
        cents: 0,
    };
    println!("deposits");
    account.deposit(20_000);
    account.deposit(500);
    println!("withdrawals");
    account.withdraw(250);
    account.withdraw(50);
    account.withdraw(15_000);
    println!("after the audit");
    drop(subscriptions);
    account.withdraw(100);

    println!(
        "{} lines kept, {} cents left",
        log.lines.lock().unwrap().len(),
        account.cents
    );
}
