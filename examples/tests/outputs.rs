//! Each example prints what the `.txt` beside it says, addresses aside.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo put the examples: it builds them along with the tests.
fn examples() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    test.ancestors()
        .nth(2)
        .expect("target/<profile>/deps/<test>")
        .join("examples")
}

/// `0x7f…` differs between runs; the same address printed twice stays the same text.
fn mask_addresses(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("0x") {
        let digits = rest[start + 2..].find(|c: char| !c.is_ascii_hexdigit());
        let end = digits.map_or(rest.len(), |length| start + 2 + length);
        masked += &rest[..start];
        masked += "ADDRESS";
        rest = &rest[end..];
    }
    masked + rest
}

#[test]
fn examples_print_what_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for entry in folder.read_dir().expect("the folder of the examples") {
        let expected = entry.expect("an entry").path();
        if expected
            .extension()
            .is_none_or(|extension| extension != "txt")
        {
            continue;
        }
        let name = expected.file_stem().expect("a name");
        let output = Command::new(examples().join(name))
            .output()
            .expect("the example runs");
        assert!(output.status.success(), "{name:?} failed: {output:?}");
        let printed = String::from_utf8(output.stdout).expect("text");
        let wanted = std::fs::read_to_string(&expected).expect("text");
        same(&mask_addresses(&printed), &wanted, &name.to_string_lossy());
        checked += 1;
    }
    assert!(checked > 0, "no example has a `.txt` beside it");
}

fn same(printed: &str, wanted: &str, name: &str) {
    assert!(
        printed == wanted,
        "`{name}` printed\n{printed}\ninstead of\n{wanted}"
    );
}

#[test]
fn one_instance_has_one_address() {
    let output = Command::new(examples().join("tour"))
        .output()
        .expect("the tour runs");
    let printed = String::from_utf8(output.stdout).expect("text");
    let line = printed
        .lines()
        .find(|line| line.contains("id(db1)"))
        .expect("the line of the ids");
    let addresses: Vec<&str> = line
        .split(", ")
        .filter_map(|part| part.split(": ").nth(1))
        .collect();
    assert!(
        addresses.len() == 2 && addresses[0] == addresses[1],
        "{line}"
    );
    assert!(addresses[0].starts_with("0x"), "{line}");
}
