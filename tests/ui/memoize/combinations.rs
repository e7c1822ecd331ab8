use dunder::memo::InstanceCache;
use dunder::memoize;

#[memoize(policy = dlir)]
fn misspelt(n: u32) -> u32 {
    n
}

#[memoize(policy = w_tiny_lfu, maxsize = 1000)]
fn another(n: u32) -> u32 {
    n
}

#[memoize(policy)]
fn without_a_name(n: u32) -> u32 {
    n
}

#[memoize(policy = "dlirs")]
fn text(n: u32) -> u32 {
    n
}

#[memoize(maxsize = None, policy = dlirs)]
fn nothing_leaves(n: u32) -> u32 {
    n
}

#[memoize(thread_local, single_flight)]
fn waits_for_itself(n: u32) -> u32 {
    n
}

#[memoize(refresh = "1s", single_flight)]
fn refreshed_in_one_flight(n: u32) -> u32 {
    n
}

#[memoize(store = disk("cache.redb"), thread_local)]
fn stored_for_a_thread(n: u32) -> u32 {
    n
}

#[memoize(store = disk("cache.redb"), tti = "1s")]
fn stored_until_unused(n: u32) -> u32 {
    n
}

#[derive(Default)]
struct Object {
    cache: InstanceCache,
}

impl Object {
    #[memoize(per_instance = cache, thread_local)]
    fn of_a_thread(&self, n: u32) -> u32 {
        n
    }

    #[memoize(per_instance = cache, store = disk("cache.redb"))]
    fn stored(&self, n: u32) -> u32 {
        n
    }
}

fn main() {
    // No further errors: the functions and their handles are there.
    misspelt::cache_info();
    another::cache_info();
    without_a_name::cache_info();
    text::cache_info();
    nothing_leaves::cache_info();
    waits_for_itself(1);
    refreshed_in_one_flight(1);
    stored_for_a_thread(1);
    stored_until_unused(1);
    Object::default().of_a_thread(1);
    Object::default().stored(1);
}
