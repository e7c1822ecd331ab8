//! Constructors that need themselves: an error with the chain, never a hang.

use std::sync::Barrier;
use std::sync::mpsc::channel;
use std::thread;

use dunder::singleton;

use super::{in_a_process_of_its_own, panic_of, text, within_a_minute};

#[test]
fn row_05_a_constructor_that_needs_itself() {
    struct Selfish;

    #[singleton]
    impl Selfish {
        fn new(again: bool) -> Self {
            if again {
                Self::new(false);
            }
            Self
        }
    }

    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(panic_of(|| Selfish::new(true))));
    assert_eq!(
        within_a_minute(&receiver),
        "singleton `Selfish` is needed to construct itself: Selfish -> Selfish"
    );
    // The panic left it as it was: not made.
    assert!(Selfish::existing().is_none());
    Selfish::new(false);
}

#[test]
fn row_05_a_chain_through_others_also_generic_ones() {
    struct A;
    struct B<T>(T);
    struct C;

    #[singleton]
    impl A {
        fn new() -> Self {
            B::<Vec<u32>>::new();
            Self
        }
    }
    #[singleton]
    impl<T: Default> B<T> {
        fn new() -> Self {
            C::new();
            Self(T::default())
        }
    }
    #[singleton]
    impl C {
        fn new() -> Self {
            A::new();
            Self
        }
    }

    let (sender, receiver) = channel();
    thread::spawn(move || sender.send([panic_of(A::new), panic_of(C::new)]));
    assert_eq!(
        within_a_minute(&receiver),
        [
            "singleton `A` is needed to construct itself: A -> B<Vec<u32>> -> C -> A",
            "singleton `C` is needed to construct itself: C -> A -> B<Vec<u32>> -> C"
        ]
    );
    assert_eq!(B::<Vec<u32>>::existing().map(|b| b.0.len()), None);
}

/// Constructors in a ring; one that is told to pause waits until those of the other threads run too.
macro_rules! ring {
    ($barrier:ident: $($name:ident needs $next:ident),*) => {$(
        struct $name;

        #[singleton]
        impl $name {
            fn new(pause: bool) -> Self {
                if pause {
                    $barrier.wait();
                }
                $next::new(false);
                Self
            }
        }
    )*};
}

#[test]
fn row_06_two_threads_that_need_each_other() {
    static BOTH: Barrier = Barrier::new(2);
    ring!(BOTH: A needs B, B needs A);

    let (sender, receiver) = channel();
    let starts: [fn(bool); 2] = [|pause| _ = A::new(pause), |pause| _ = B::new(pause)];
    for start in starts {
        let sender = sender.clone();
        thread::spawn(move || sender.send(std::panic::catch_unwind(|| start(true))));
    }
    let got: Vec<String> = (0..2)
        .map(|_| text(within_a_minute(&receiver).unwrap_err()))
        .collect();
    // Which of the two closes the circle is up to the scheduler; then the other tries by itself, and meets it too.
    for said in got {
        assert!(
            said.ends_with(": A -> B -> A") || said.ends_with(": B -> A -> B"),
            "{said}"
        );
    }
    assert!(A::existing().is_none() && B::existing().is_none());
}

#[test]
fn row_06_a_ring_of_three_threads() {
    static ALL: Barrier = Barrier::new(3);
    ring!(ALL: A needs B, B needs C, C needs A);

    let (sender, receiver) = channel();
    let starts: [fn(bool); 3] = [
        |pause| _ = A::new(pause),
        |pause| _ = B::new(pause),
        |pause| _ = C::new(pause),
    ];
    for start in starts {
        let sender = sender.clone();
        thread::spawn(move || sender.send(std::panic::catch_unwind(|| start(true))));
    }
    for _ in 0..3 {
        let said = text(within_a_minute(&receiver).unwrap_err());
        let ends = [
            ": A -> B -> C -> A",
            ": B -> C -> A -> B",
            ": C -> A -> B -> C",
        ];
        assert!(ends.iter().any(|end| said.ends_with(end)), "{said}");
    }
}

#[test]
fn waiting_is_no_cycle() {
    // Two threads whose constructors need a third singleton, which is slow: both just wait.
    static ALL: Barrier = Barrier::new(3);

    struct Slow;
    #[singleton]
    impl Slow {
        fn new(pause: bool) -> Self {
            if pause {
                ALL.wait();
            }
            Self
        }
    }
    macro_rules! user {
        ($name:ident) => {
            struct $name;
            #[singleton]
            impl $name {
                fn new() -> Self {
                    ALL.wait();
                    Slow::new(false);
                    Self
                }
            }
        };
    }
    user!(One);
    user!(Two);

    thread::scope(|scope| {
        scope.spawn(|| Slow::new(true));
        scope.spawn(One::new);
        scope.spawn(Two::new);
    });
    assert!(Slow::existing().is_some() && One::existing().is_some() && Two::existing().is_some());
}

#[test]
fn the_panic_points_at_the_call_that_closes_the_circle() {
    let output = in_a_process_of_its_own("singleton::cycles::selfish");
    let line = include_str!("cycles.rs")
        .lines()
        .position(|line| line.ends_with("// here"))
        .unwrap();
    let place = format!("cycles.rs:{}:", line + 1);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(&place), "{said}");
    assert!(said.contains("Selfish -> Selfish"), "{said}");
}

#[test]
#[ignore = "run by the test above"]
fn selfish() {
    struct Selfish;

    #[singleton]
    impl Selfish {
        fn new() -> Self {
            Self::new(); // here
            Self
        }
    }

    Selfish::new();
}
