//! What a memoized function costs to build: CPU seconds of `cargo build`, one job, beside the same function by hand and
//! with peers. Linux only: it reads `/proc`.
//!
//! `cargo run --release -p dunder-bench-compile-time`: rebuilds of a crate of one function. With `cold`: also everything
//! from an empty target folder (minutes).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Contender {
    name: &'static str,
    dependency: &'static str,
    source: &'static str,
}

const CONTENDERS: [Contender; 6] = [
    Contender {
        name: "nothing",
        dependency: "",
        source: "fn fib(n: u64) -> u64 { n }",
    },
    Contender {
        name: "std, by hand",
        dependency: "",
        source: "use std::cell::RefCell;
use std::collections::HashMap;
fn fib(n: u64) -> u64 {
    thread_local! { static CACHE: RefCell<HashMap<u64, u64>> = RefCell::default(); }
    if let Some(value) = CACHE.with(|c| c.borrow().get(&n).copied()) { return value; }
    let value = if n < 2 { n } else { fib(n - 1) + fib(n - 2) };
    CACHE.with(|c| c.borrow_mut().insert(n, value));
    value
}",
    },
    Contender {
        name: "dunder",
        dependency: "dunder = { path = \"DUNDER\" }",
        source: "#[dunder::memoize(maxsize = 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }",
    },
    Contender {
        name: "dunder, the feature `memoize` alone",
        dependency: "dunder = { path = \"DUNDER\", default-features = false, features = [\"memoize\"] }",
        source: "#[dunder::memoize(maxsize = 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }",
    },
    Contender {
        name: "memoize 0.6",
        dependency: "memoize = \"0.6.0\"",
        source: "#[memoize::memoize(Capacity: 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }",
    },
    Contender {
        name: "cached 4.1",
        dependency: "cached = \"4.1.0\"",
        source: "#[cached::macros::cached(max_size = 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }",
    },
];

/// Cargo compiles what comes from a registry without incremental state; `dunder` is a path here, so that it says so.
const AS_FROM_A_REGISTRY: &str = "[profile.dev.package.\"*\"]\nincremental = false\n";

/// Rebuilds in a batch; the clock of `/proc` ticks in hundredths of a second.
const BATCH: u32 = 10;
const BATCHES: usize = 5;

fn main() {
    let cold = std::env::args().any(|arg| arg == "cold");
    let scratch = std::env::temp_dir().join(format!("dunder-compile-time-{}", std::process::id()));
    println!(
        "| | rebuild, CPU s | to by hand | crates | cold, CPU s |\n| --- | --- | --- | --- | --- |"
    );
    let folders: Vec<PathBuf> = CONTENDERS.iter().map(|one| write(&scratch, one)).collect();
    let mut colds = Vec::new();
    for folder in &folders {
        // Downloads are no part of it.
        cargo(folder, &["fetch", "--quiet"]);
        let before = children();
        cargo(folder, &["build", "--quiet"]);
        colds.push(children() - before);
    }
    // Batches in turn, so that a busy moment meets all.
    let mut rebuilds = vec![Vec::new(); CONTENDERS.len()];
    for _ in 0..BATCHES {
        for (folder, times) in folders.iter().zip(&mut rebuilds) {
            let before = children();
            for _ in 0..BATCH {
                let main = folder.join("src/main.rs");
                let source = std::fs::read(&main).expect("the source is there");
                std::fs::write(&main, source).expect("the source can be written");
                cargo(folder, &["build", "--quiet"]);
            }
            times.push((children() - before) / f64::from(BATCH));
        }
    }
    let least = |times: &Vec<f64>| times.iter().copied().fold(f64::INFINITY, f64::min);
    let by_hand = least(&rebuilds[1]);
    for (at, contender) in CONTENDERS.iter().enumerate() {
        let rebuild = least(&rebuilds[at]);
        let lock = std::fs::read_to_string(folders[at].join("Cargo.lock")).unwrap_or_default();
        let crates = lock.matches("[[package]]").count() - 1;
        let cold = if cold {
            format!("{:.1}", colds[at])
        } else {
            String::new()
        };
        println!(
            "| {} | {rebuild:.3} | {:.2} | {crates} | {cold} |",
            contender.name,
            rebuild / by_hand
        );
    }
    let _ = std::fs::remove_dir_all(&scratch);
}

/// Makes the crate of a contender.
fn write(scratch: &Path, contender: &Contender) -> PathBuf {
    let name: String = contender
        .name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let folder = scratch.join(&name);
    let dunder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime");
    let dependency = contender
        .dependency
        .replace("DUNDER", &dunder.display().to_string());
    std::fs::create_dir_all(folder.join("src")).expect("a temporary folder");
    let manifest = format!(
        "[package]\nname = \"bench_{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n[workspace]\n{AS_FROM_A_REGISTRY}"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    let main = "fn main() { println!(\"{}\", fib(30)); }";
    let source = format!("{}\n{main}\n", contender.source);
    std::fs::write(folder.join("src/main.rs"), source).expect("the source can be written");
    folder
}

fn cargo(folder: &Path, args: &[&str]) {
    let status = Command::new("cargo")
        .args(args)
        .current_dir(folder)
        .env("CARGO_BUILD_JOBS", "1")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .stdout(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{folder:?} builds"
    );
}

/// The CPU seconds, user and system, of the children that have ended.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    // Behind the name, which is in parentheses: fields 3 and on. 16 and 17 are the children's.
    let fields: Vec<&str> = stat[stat.rfind(')').expect("a name") + 2..]
        .split(' ')
        .collect();
    let ticks = |field: usize| fields[field - 3].parse::<f64>().expect("a number");
    (ticks(16) + ticks(17)) / 100.0
}
