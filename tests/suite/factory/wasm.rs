//! Row 21: the registrations of a program for wasm, and what else of this library a host without threads and time meets.
//!
//! Needs that target, and `node` to run it: `cargo test -p dunder-tests --test suite -- --ignored --nocapture row_21`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::linking::{cargo, target};

const TARGET: &str = "wasm32-unknown-unknown";

/// Calls functions of a module, one after the other, and writes their results; a trap is written with what the panic said.
const HOST: &str = r#"
    const [file, ...names] = process.argv.slice(1);
    const bytes = require("fs").readFileSync(file);
    const called = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    called.listen?.();
    for (const name of names) {
        try {
            console.log(`${name}=${called[name]()}`);
        } catch {
            const text = Buffer.from(called.memory.buffer, called.message(0), called.message(1));
            console.log(`${name}: ${text}`);
        }
    }
"#;

fn is_installed() -> bool {
    let library = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .unwrap();
    let library = String::from_utf8(library.stdout).unwrap();
    let there = Path::new(library.trim()).is_dir();
    if !there {
        println!("skipped: {TARGET} is not installed (`rustup target add {TARGET}`)");
    }
    there
}

fn build(profile: &str, features: &str) -> PathBuf {
    let flags = format!("wasm{features}");
    let built = cargo(profile, &flags)
        .env("RUSTFLAGS", "")
        .args(["build", "--quiet", "--package", "module", "--lib"])
        .args(["--target", TARGET, "--profile", profile])
        .args(["--features", features])
        .status()
        .unwrap();
    assert!(built.success(), "{profile}");
    let directory = if profile == "dev" { "debug" } else { profile };
    let folder = target(profile, &flags).join(TARGET).join(directory);
    folder.join("module.wasm")
}

/// What the host writes, a line for each function; nothing without `node`.
fn run(module: &Path, functions: &[&str]) -> Option<String> {
    let host = Command::new("node")
        .args(["-e", HOST])
        .arg(module)
        .args(functions)
        .output();
    match host {
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{errors}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) => {
            println!("built, and not run, since there is no `node`: {error}");
            None
        }
    }
}

/// Without the statics that `#[register]` exports there, the linker would leave out the modules that nothing names, and
/// one of two versions of a crate if they did not tell the versions apart.
#[test]
#[ignore = "takes minutes, and needs the target"]
fn row_21_on_wasm_with_many_units() {
    if !is_installed() {
        return;
    }
    for profile in ["dev", "units", "release", "fat", "small"] {
        let module = build(profile, "");
        let bytes = std::fs::read(&module).unwrap();
        for key in ["triangle", "square", "pentagon", "hexagon"] {
            let anchor = format!("{key}/dyn");
            let there = bytes
                .windows(anchor.len())
                .any(|window| window == anchor.as_bytes());
            assert!(there, "{profile}: no anchor of '{key}'");
        }
        if let Some(written) = run(&module, &["number_of_keys", "sides", "squares"]) {
            assert_eq!(
                written, "number_of_keys=4\nsides=3\nsquares=2\n",
                "{profile}"
            );
        }
    }
}

/// A module that calls its constructors somewhere calls them nowhere else: then the host has to see to it.
#[test]
#[ignore = "takes minutes, and needs the target"]
fn row_21_on_wasm_with_a_function_that_starts() {
    if !is_installed() {
        return;
    }
    let module = build("dev", "start");
    if let Some(written) = run(&module, &["number_of_keys", "sides"]) {
        assert_eq!(written, "number_of_keys=0\nsides=0\n");
    }
    if let Some(written) = run(&module, &["start", "number_of_keys", "sides"]) {
        assert_eq!(written, "start=undefined\nnumber_of_keys=4\nsides=3\n");
    }
}

#[test]
#[ignore = "takes minutes, and needs the target"]
fn row_21_on_wasm_the_rest_of_the_library() {
    if !is_installed() {
        return;
    }
    for profile in ["dev", "release"] {
        let module = build(profile, "");
        let functions = ["hits", "computed", "next", "next", "heard", "without_clock"];
        if let Some(written) = run(&module, &functions) {
            assert_eq!(
                written,
                "hits=5\ncomputed=3\nnext=0\nnext=1\nheard=7\nwithout_clock: this target has no clock of its own: \
                 a cache with `ttl`, `tti` or `refresh` needs `clock = path` here\n",
                "{profile}"
            );
        }
    }
}
