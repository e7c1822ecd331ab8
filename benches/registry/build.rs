//! Writes the types: 3, 30 and 300 of them, each under a key of 7 to 18 bytes, once for each way to find them.

use std::fmt::Write as _;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    for (module, count) in [("few", 3), ("some", 30), ("many", 300)] {
        let keys = keys(count);
        let list = keys.join("\", \"");
        writeln!(code, "pub mod {module} {{").unwrap();
        writeln!(code, "    use super::Product;").unwrap();
        writeln!(code, "    pub const KEYS: [&str; {count}] = [\"{list}\"];").unwrap();
        writeln!(code, "    #[dunder::factory]").unwrap();
        writeln!(code, "    pub trait Made: Product {{}}").unwrap();
        // What a program writes by hand on top of a crate that collects.
        writeln!(
            code,
            "    pub struct Collected {{ pub key: &'static str, pub make: Constructor }}
             inventory::collect!(Collected);
             #[allow(non_upper_case_globals)]
             #[linkme::distributed_slice] pub static LINKED_{module}: [Collected];
             pub use LINKED_{module} as LINKED;"
        )
        .unwrap();
        let mut arms = String::new();
        let mut calls = String::new();
        let mut entries = String::new();
        let mut pairs = String::new();
        for (number, key) in keys.iter().enumerate() {
            writeln!(
                code,
                "    #[derive(Default)] pub struct P{number};
                 impl Product for P{number} {{ fn number(&self) -> usize {{ {number} }} }}
                 #[dunder::register(\"{key}\")] impl Made for P{number} {{}}
                 inventory::submit! {{ Collected {{ key: \"{key}\", make: f{number} }} }}
                 #[linkme::distributed_slice(LINKED_{module})]
                 static L{number}: Collected = Collected {{ key: \"{key}\", make: f{number} }};
                 // As from another crate.
                 #[inline(never)]
                 fn f{number}() -> Box<dyn Made> {{ Box::new(P{number}) }}"
            )
            .unwrap();
            write!(arms, "\"{key}\" => Box::new(P{number}), ").unwrap();
            write!(calls, "\"{key}\" => f{number}(), ").unwrap();
            write!(entries, "\"{key}\" => f{number}, ").unwrap();
            write!(pairs, "(\"{key}\", f{number}), ").unwrap();
        }
        writeln!(
            code,
            "    pub type Constructor = fn() -> Box<dyn Made>;
             pub fn by_match(key: &str) -> Option<Box<dyn Made>> {{ Some(match key {{ {arms} _ => return None }}) }}
             pub fn by_calls(key: &str) -> Option<Box<dyn Made>> {{ Some(match key {{ {calls} _ => return None }}) }}
             pub fn by_pointer(key: &str) -> Option<Constructor> {{ Some(match key {{ {entries} _ => return None }}) }}
             pub static PHF: phf::Map<&'static str, Constructor> = phf::phf_map! {{ {entries} }};
             pub const PAIRS: [(&str, Constructor); {count}] = [{pairs}];
             }}"
        )
        .unwrap();
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(format!("{out}/products.rs"), code).expect("it can be written");
}

/// Different keys of 7 to 18 bytes, as people write them.
fn keys(count: usize) -> Vec<String> {
    let first = [
        "web",
        "mail",
        "pager",
        "slack",
        "kafka",
        "letter",
        "pigeon",
        "telegram",
        "satellite",
    ];
    let second = ["", "push", "queue", "topic", "bridge"];
    (0..count)
        .map(|n| {
            let (a, b) = (first[n % 9], second[n / 9 % 5]);
            let key = format!("{a}-{b}{n}");
            let key = if key.len() < 7 {
                format!("{key}-channel")
            } else {
                key
            };
            key.chars().take(18).collect()
        })
        .collect()
}
