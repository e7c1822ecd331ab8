//! A quick look at 3 keys, for tuning, and where the machine is busy: the fastest of many short rounds.

use std::hint::black_box;
use std::time::Instant;

pub trait Product {
    fn number(&self) -> usize;
}

include!(concat!(env!("OUT_DIR"), "/products.rs"));

#[inline(never)]
fn by_match(key: &str) -> Box<dyn few::Made> {
    few::by_match(key).unwrap()
}

#[inline(never)]
fn create(key: &str) -> Box<dyn few::Made> {
    few::MadeFactory::create(key).unwrap_or_else(|error| panic!("{error}"))
}

fn fastest(order: &[u8], rounds: usize, mut run: impl FnMut(&str)) -> f64 {
    let keys = few::KEYS.map(str::to_owned);
    let rounds = (0..rounds).map(|_| {
        let start = Instant::now();
        for at in order {
            run(black_box(&keys[usize::from(*at)]));
        }
        start.elapsed().as_secs_f64() * 1e9 / order.len() as f64
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn main() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let shuffled: Vec<u8> = (0..1 << 16)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % few::KEYS.len() as u64) as u8
        })
        .collect();
    macro_rules! case {
        ($name:literal, $make:expr) => {
            let run = |key: &str| {
                black_box($make(key));
            };
            let random = fastest(&shuffled, 300, run);
            let same = fastest(&[1; 10_000], 1000, run);
            println!("{:>20}: any key {random:.2}, one key {same:.2}", $name);
        };
    }
    case!("match", |key| few::by_match(key).unwrap());
    case!("match, called", by_match);
    case!("match, pointer", |key| black_box(
        few::by_pointer(key).unwrap()
    )());
    case!("dunder", |key| few::MadeFactory::create(key)
        .unwrap_or_else(|error| panic!("{error}")));
    case!("dunder, called", create);
}
