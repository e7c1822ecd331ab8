//! Instructions of a data class's methods, generated against written by hand, counted by callgrind: the same number on
//! every run, whatever else the machine does.
//!
//! Without arguments it runs itself under `valgrind --tool=callgrind` for every case and prints the ratios; it exits
//! with an error if one is above 1.02. With `generated|by_hand CASE COUNT` it runs that case so many times.

mod by_hand;
mod generated;

use std::hint::black_box;
use std::process::{Command, ExitCode};

/// How many times the instructions of the careful engineer's code a case may take: as good as none more.
const LIMIT: f64 = 1.02;

macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];

        fn run(side: &str, case: &str, count: u64) {
            match (side, case) {
                $(
                    ("generated", stringify!($name)) => generated::$name(count),
                    ("by_hand", stringify!($name)) => by_hand::$name(count),
                )*
                _ => panic!("no case {side} {case}"),
            }
        }
    };
}

cases!(get set_float set_integer set_string set_list new with update coupled_set eq order);

/// The loops, the same for both sides: `$module` has the class.
macro_rules! loops {
    ($product:ty, $span:ty) => {
        use std::hint::black_box;

        fn product() -> $product {
            <$product>::new("Widget", 9.99, 5, vec![1, 2]).unwrap()
        }

        pub fn get(count: u64) {
            let product = black_box(product());
            for _ in 0..count {
                black_box(black_box(&product).price());
            }
        }

        pub fn set_float(count: u64) {
            let mut product = product();
            for _ in 0..count {
                let result = black_box(&mut product).set_price(black_box(2.5));
                assert!(result.is_ok());
            }
        }

        pub fn set_integer(count: u64) {
            let mut product = product();
            for _ in 0..count {
                let result = black_box(&mut product).set_quantity(black_box(7));
                assert!(result.is_ok());
            }
        }

        pub fn set_string(count: u64) {
            let mut product = product();
            for _ in 0..count {
                let name = black_box(String::from("Gadget"));
                let result = black_box(&mut product).set_name(name);
                assert!(result.is_ok());
            }
        }

        pub fn set_list(count: u64) {
            let mut product = product();
            for _ in 0..count {
                let list = black_box(vec![1u32, 2, 3, 4, 5, 6, 7, 8]);
                let result = black_box(&mut product).set_sizes(list);
                assert!(result.is_ok());
            }
        }

        pub fn new(count: u64) {
            for _ in 0..count {
                let name = black_box(String::from("Gadget"));
                let made = <$product>::new(name, black_box(1.5), black_box(3), Vec::new());
                assert!(black_box(made).is_ok());
            }
        }

        pub fn with(count: u64) {
            let mut product = product();
            for _ in 0..count {
                product = black_box(product).with_price(black_box(2.5)).unwrap();
            }
            black_box(product);
        }

        pub fn update(count: u64) {
            let mut span = <$span>::new(1, 9).unwrap();
            for _ in 0..count {
                let result = black_box(&mut span).update(|draft| {
                    draft.lo = black_box(2);
                    draft.hi = black_box(12);
                });
                assert!(result.is_ok());
            }
        }

        pub fn coupled_set(count: u64) {
            let mut span = <$span>::new(1, 9).unwrap();
            for _ in 0..count {
                let result = black_box(&mut span).set_hi(black_box(7));
                assert!(result.is_ok());
            }
        }

        pub fn eq(count: u64) {
            let (one, other) = (product(), product());
            for _ in 0..count {
                black_box(black_box(&one) == black_box(&other));
            }
        }

        pub fn order(count: u64) {
            let (one, other) = (product(), product());
            for _ in 0..count {
                black_box(black_box(&one) < black_box(&other));
            }
        }
    };
}
pub(crate) use loops;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare(),
        [side, case, count] => {
            run(side, case, black_box(count.parse().expect("a count")));
            ExitCode::SUCCESS
        }
        _ => panic!("usage: dunder-bench-descriptors [generated|by_hand CASE COUNT]"),
    }
}

fn compare() -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed; nothing was counted");
        return ExitCode::SUCCESS;
    }
    println!(
        "{:<12} {:>10} {:>10} {:>7}",
        "instructions", "generated", "by hand", "ratio"
    );
    let mut within = true;
    for case in CASES {
        let [generated, by_hand] = ["generated", "by_hand"].map(|side| instructions(side, case));
        let ratio = generated / by_hand;
        within &= ratio <= LIMIT;
        println!("{case:<12} {generated:>10.2} {by_hand:>10.2} {ratio:>7.3}");
    }
    println!(
        "{}",
        if within {
            "all within the limit"
        } else {
            "some above the limit"
        }
    );
    if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Instructions for one operation: what twice as many cost more.
fn instructions(side: &str, case: &str) -> f64 {
    const COUNT: u64 = 10_000;
    let [once, twice] = [COUNT, 2 * COUNT].map(|count| total(side, case, count));
    (twice - once) as f64 / COUNT as f64
}

fn total(side: &str, case: &str, count: u64) -> u64 {
    let this = std::env::current_exe().expect("the path of this program");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(this)
        .args([side, case, &count.to_string()])
        .output()
        .expect("valgrind runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let collected = text
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .expect("a count");
    collected.1.trim().parse().expect("a number")
}
