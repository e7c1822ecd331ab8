//! A runtime with threads asks for futures that are `Send`: those of every kind of cache are, with arguments of any lifetime.
//!
//! What is tested is that this compiles. `&'static str` is the hard one: rustc proves `Send` with lifetimes erased, and
//! then cannot prove `'static`.

use std::path::PathBuf;

use dunder::memoize;

fn is_send(_: impl Send) {}

/// Never opened: no future below is polled.
fn nowhere() -> PathBuf {
    PathBuf::new()
}

macro_rules! table {
    ($($name:ident: [$($option:tt)*])*) => {
        $(mod $name {
            use super::*;

            #[memoize($($option)*)]
            async fn of_static(text: &'static str) -> String {
                text.to_owned()
            }

            #[memoize($($option)*)]
            async fn of_option(text: Option<&'static str>, n: u32) -> String {
                format!("{text:?} {n}")
            }

            #[memoize($($option)*)]
            async fn of_borrowed(text: &str, bytes: &[u8]) -> String {
                format!("{text} {bytes:?}")
            }

            #[test]
            fn is_send() {
                super::is_send(of_static("a"));
                super::is_send(async { of_static("a").await });
                super::is_send(async { of_option(Some("a"), 1).await });
                super::is_send(async {
                    let text = String::from("a");
                    of_borrowed(&text, text.as_bytes()).await
                });
            }
        })*
    };
}

table! {
    shared: []
    timed: [ttl = "1s"]
    refreshed: [ttl = "1s", refresh = "500ms"]
    single_flight: [single_flight]
    thread_local: [thread_local]
    stored: [store = disk(nowhere())]
    stored_in_single_flight: [store = disk(nowhere()), single_flight]
}

#[test]
fn one_of_a_runtime_with_threads() {
    #[memoize(single_flight)]
    async fn length(text: &'static str) -> usize {
        text.len()
    }

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let calls = ["one", "three", "one"].map(|text| runtime.spawn(length(text)));
    let lengths = calls.map(|call| runtime.block_on(call).unwrap());
    assert_eq!(lengths, [3, 5, 3]);
    assert_eq!(length::cache_info().misses(), 2);
}
