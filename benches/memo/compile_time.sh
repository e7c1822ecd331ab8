#!/usr/bin/env bash
# The CPU seconds (user + system) of rebuilding a crate with one memoized function, beside one memoized by hand.
# Run from anywhere: benches/memo/compile_time.sh
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

crate() { # name, dependency line, source
    mkdir -p "$scratch/$1/src"
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\n%s\n[workspace]\n' \
        "$1" "$2" >"$scratch/$1/Cargo.toml"
    printf '%s\n' "$3" >"$scratch/$1/src/main.rs"
}

measure() { # name
    cd "$scratch/$1"
    CARGO_BUILD_JOBS=1 cargo build --quiet
    best=
    for _ in 1 2 3 4 5; do
        touch src/main.rs
        TIMEFORMAT='%U %S'
        spent=$({ time CARGO_BUILD_JOBS=1 cargo build --quiet; } 2>&1 | awk '{ print $1 + $2 }')
        best=$(printf '%s\n%s\n' "$best" "$spent" | grep . | sort -n | head -1)
    done
    printf '%-28s %s\n' "$1" "$best"
}

main='fn main() { println!("{}", fib(30)); }'
crate nothing '' 'fn fib(n: u64) -> u64 { n }
'"$main"
crate by_hand '' 'use std::cell::RefCell;
use std::collections::HashMap;
fn fib(n: u64) -> u64 {
    thread_local! { static CACHE: RefCell<HashMap<u64, u64>> = RefCell::default(); }
    if let Some(value) = CACHE.with(|c| c.borrow().get(&n).copied()) { return value; }
    let value = if n < 2 { n } else { fib(n - 1) + fib(n - 2) };
    CACHE.with(|c| c.borrow_mut().insert(n, value));
    value
}
'"$main"
crate dunder_memoize "dunder = { path = \"$repo/runtime\" }" '#[dunder::memoize(maxsize = 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
'"$main"
crate cached_peer 'cached = "4.1.0"' '#[cached::macros::cached(max_size = 128)]
fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
'"$main"

for name in nothing by_hand dunder_memoize cached_peer; do measure "$name"; done
