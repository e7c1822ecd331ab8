//! Every misuse has one error, at the token to change. The texts are pinned in `ui/<feature>/*.stderr`;
//! `TRYBUILD=overwrite cargo ui` writes them anew, to be read by a person.

use std::process::Command;

/// The compiler whose texts are pinned: its own words around ours change from release to release.
const PINNED: &str = "rustc 1.95.";

#[test]
fn misuse() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("the compiler runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(PINNED) {
        println!("skipped: the texts are pinned for {PINNED}x, and this is {version}");
        return;
    }
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
