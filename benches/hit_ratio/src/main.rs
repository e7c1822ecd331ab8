//! How often caches of one size hit. `cargo run --release -p dunder-bench-hit-ratio [directory of traces]`

mod optimum;
mod workloads;

use dunder::memoize;
use workloads::Workload;

/// A policy: how many of the requests hit.
type Hits = fn(&Workload) -> u64;

const POLICIES: [(&str, Hits); 5] = [
    ("lru", lru),
    ("dlirs", dlirs),
    ("quick_cache", quick_cache),
    ("moka", moka),
    ("optimum", optimum::hits),
];

/// A memoized function for each capacity: what is measured is what users call.
macro_rules! memoized {
    ($hits:ident: $policy:ident $($name:ident $capacity:literal)*) => {
        fn $hits(workload: &Workload) -> u64 {
            $(
                #[memoize(policy = $policy, maxsize = $capacity)]
                fn $name(key: u64) -> u64 {
                    key
                }
            )*
            match workload.capacity {
                $($capacity => {
                    $name::cache_clear();
                    for &key in &workload.requests {
                        assert_eq!($name(key), key);
                    }
                    $name::cache_info().hits()
                })*
                other => unreachable!("no function with {other} entries"),
            }
        }
    };
}

memoized!(lru: lru small 128 middle 1000 large 10_000);
memoized!(dlirs: dlirs small 128 middle 1000 large 10_000);

fn quick_cache(workload: &Workload) -> u64 {
    let mut cache = quick_cache::unsync::Cache::new(workload.capacity);
    let hit = |key: &&u64| {
        let hit = cache.get(*key).is_some();
        if !hit {
            cache.insert(**key, **key);
        }
        hit
    };
    workload.requests.iter().filter(hit).count() as u64
}

fn moka(workload: &Workload) -> u64 {
    let cache = moka::sync::Cache::new(workload.capacity as u64);
    let hit = |key: &&u64| {
        let hit = cache.get(*key).is_some();
        if !hit {
            cache.insert(**key, **key);
        }
        hit
    };
    workload.requests.iter().filter(hit).count() as u64
}

fn main() -> std::io::Result<()> {
    let rows = match std::env::args().nth(1) {
        Some(directory) => workloads::traces(&directory)?,
        None => workloads::all(),
    };
    print!("| hits, % | entries |");
    for (name, _) in POLICIES {
        print!(" {name} |");
    }
    println!("\n| --- | --- | --- | --- | --- | --- | --- |");
    let mut sums = [0.0; POLICIES.len()];
    for row in &rows {
        print!("| {} | {} |", row.name, row.capacity);
        for ((_, hits), sum) in POLICIES.iter().zip(&mut sums) {
            let ratio = 100.0 * hits(row) as f64 / row.requests.len() as f64;
            *sum += ratio;
            print!(" {ratio:.1} |");
        }
        println!();
    }
    print!("| mean | |");
    for sum in sums {
        print!(" {:.2} |", sum / rows.len() as f64);
    }
    println!();
    Ok(())
}
