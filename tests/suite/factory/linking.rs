//! Rows 20 and 22: programs of their own, the workspace `tests/linking`, built with every profile.
//!
//! They take minutes, so they are run by name: `cargo test -p dunder-tests --test suite -- --ignored linking`. Row 21 is
//! in `wasm.rs`.

use std::path::PathBuf;
use std::process::Command;

/// Builds a program with `profile` and linker flags, and gives what it prints.
fn run(profile: &str, flags: &str, program: &str, arguments: &[PathBuf]) -> String {
    let output = cargo(profile, flags)
        .args(["run", "--quiet", "--package", "app", "--bin", program])
        .args(["--profile", profile, "--"])
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{profile}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

pub(super) fn cargo(profile: &str, flags: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/linking"))
        .env("CARGO_TARGET_DIR", target(profile, flags))
        .env("RUSTFLAGS", flags);
    cargo
}

/// Builds with other flags do not replace each other.
pub(super) fn target(profile: &str, flags: &str) -> PathBuf {
    let flags: String = flags.chars().filter(char::is_ascii_alphabetic).collect();
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("linking-{profile}-{flags}"))
}

/// Those of `linking/Cargo.toml`, and other linkers.
const PROFILES: [(&str, &str); 9] = [
    ("dev", ""),
    ("units", ""),
    ("release", ""),
    ("thin", ""),
    ("fat", ""),
    ("small", ""),
    (
        "release",
        "-Clink-arg=-Wl,--gc-sections -Clink-arg=-Wl,-z,start-stop-gc",
    ),
    ("release", BFD),
    ("release", "-Cprefer-dynamic"),
];

const BFD: &str = "-Clink-arg=-fuse-ld=bfd";

#[test]
#[ignore = "takes minutes"]
fn row_20_found_with_every_profile() {
    for (profile, flags) in PROFILES {
        if flags == BFD && Command::new("ld.bfd").arg("--version").output().is_err() {
            println!("skipped: there is no `ld.bfd`");
            continue;
        }
        assert_eq!(
            run(profile, flags, "linked", &[]),
            "hexagon=6 pentagon=5 square=4 triangle=3\n",
            "{profile} {flags}"
        );
    }
}

#[test]
#[ignore = "takes minutes"]
fn row_22_a_crate_that_nothing_names_is_missed() {
    assert_eq!(
        run("dev", "", "unlinked", &[]),
        "triangle=3\nnothing is registered as shape 'square'; is the crate linked? Known: triangle\n"
    );
}

/// A shared object has what is linked into it; and where it has a copy of the trait's crate of its own, a factory of
/// its own. What it registered is not met when it is gone.
#[test]
#[ignore = "takes minutes"]
#[cfg(target_os = "linux")]
fn row_20_and_37_in_a_shared_object() {
    let built = cargo("release", "")
        .args(["build", "--quiet", "--package", "shared", "--release"])
        .status()
        .unwrap();
    assert!(built.success());
    let object = target("release", "").join("release").join("libshared.so");
    assert_eq!(
        run("release", "", "loader", &[object]),
        "4 keys in the object, triangle=3 in the program\nafterwards triangle=3\n"
    );
}
