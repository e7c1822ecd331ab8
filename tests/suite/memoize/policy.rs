//! `policy = …`: what is the same as with the default, and what is not.

use dunder::memo::Policy;
use dunder::memoize;

#[memoize(policy = dlirs, maxsize = 100)]
fn double(n: u64) -> u64 {
    2 * n
}

#[test]
fn a_loop_over_more_than_fits_hits() {
    #[memoize(policy = lru, maxsize = 100)]
    fn by_use(n: u64) -> u64 {
        2 * n
    }
    for n in 0..2000 {
        assert_eq!(
            (double(n % 110), by_use(n % 110)),
            (2 * (n % 110), 2 * (n % 110))
        );
    }
    assert_eq!(by_use::cache_info().hits(), 0);
    let info = double::cache_info();
    assert!(info.hits() > 1500, "{info}");
    assert_eq!(info.hits() + info.misses(), 2000);
    assert_eq!(info.currsize(), 100);
    assert_eq!(double::cache_parameters().policy(), Policy::Dlirs);
    assert_eq!(by_use::cache_parameters().policy(), Policy::Lru);
}
