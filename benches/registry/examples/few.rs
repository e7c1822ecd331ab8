//! A quick look at 3 keys, for tuning, and where the machine is busy: the fastest and the middle of many short rounds.

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
fn ours(key: &str) -> Box<dyn few::Made> {
    few::MadeFactory::create(key).unwrap_or_else(|error| panic!("{error}"))
}

fn by_pointer(key: &str) -> Box<dyn few::Made> {
    let make: few::Constructor = match key {
        "web-0-channel" => f0,
        "mail-1-channel" => f1,
        "pager-2" => f2,
        _ => panic!(),
    };
    black_box(make)()
}
fn by_call(key: &str) -> Box<dyn few::Made> {
    match key {
        "web-0-channel" => f0(),
        "mail-1-channel" => f1(),
        "pager-2" => f2(),
        _ => panic!(),
    }
}
#[inline(never)]
fn f0() -> Box<dyn few::Made> {
    Box::new(few::P0)
}
#[inline(never)]
fn f1() -> Box<dyn few::Made> {
    Box::new(few::P1)
}
#[inline(never)]
fn f2() -> Box<dyn few::Made> {
    Box::new(few::P2)
}

fn round(order: &[u8], run: &mut impl FnMut(&str)) -> f64 {
    let keys = few::KEYS.map(str::to_owned);
    let start = Instant::now();
    for at in order {
        run(black_box(&keys[*at as usize]));
    }
    start.elapsed().as_secs_f64() * 1e9 / order.len() as f64
}

fn fastest(name: &str, order: &[u8], mut run: impl FnMut(&str)) {
    let few = std::env::args().count() > 1;
    let mut of = |order: &[u8], rounds| {
        let rounds = if few { 1 } else { rounds };
        let mut rounds: Vec<f64> = (0..rounds).map(|_| round(order, &mut run)).collect();
        rounds.sort_by(f64::total_cmp);
        (rounds[0], rounds[rounds.len() / 2])
    };
    println!(
        "{name:>20} random {:.2?} same {:.2?}",
        of(order, 300),
        of(&[1; 10000], 1000)
    );
}

fn main() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let order: Vec<u8> = (0..65536)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % few::KEYS.len() as u64) as u8
        })
        .collect();
    let o = &order;
    fastest("match", o, |key| {
        black_box(by_match(key));
    });
    fastest("ours", o, |key| {
        black_box(ours(key));
    });
    fastest("match inlined", o, |key| {
        black_box(few::by_match(key).unwrap());
    });
    fastest("match, calls", o, |key| {
        black_box(by_call(key));
    });
    fastest("match, pointer", o, |key| {
        black_box(by_pointer(key));
    });
    fastest("ours inlined", o, |key| {
        black_box(few::MadeFactory::create(key).unwrap_or_else(|error| panic!("{error}")));
    });
    fastest("match used", o, |key| {
        black_box(few::by_match(key).unwrap().number());
    });
    fastest("pointer used", o, |key| {
        black_box(by_pointer(key).number());
    });
    fastest("ours used", o, |key| {
        black_box(
            few::MadeFactory::create(key)
                .unwrap_or_else(|error| panic!("{error}"))
                .number(),
        );
    });
}
