//! Row 45 where everything is inlined: a program of its own, as profiles belong to the root of a workspace.
//!
//! It takes a while, so it is run by name: `cargo test -p dunder-tests --test suite -- --ignored linking`.

use std::path::PathBuf;
use std::process::Command;

#[test]
#[ignore = "takes a minute"]
fn row_45_in_release_with_fat_lto() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("linking-patches");
    let output = Command::new(env!("CARGO"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/release"))
        .env("CARGO_TARGET_DIR", target)
        .args(["run", "--quiet", "--release"])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "row 45 in release with fat LTO: ok\n"
    );
}
