use dunder::patchable;

#[patchable]
const fn constant() -> u8 {
    1
}

#[patchable]
unsafe fn dangerous() {}

#[patchable]
fn takes_impl(items: impl Iterator<Item = u8>, others: Vec<impl Copy>) {
    let _ = (items, others);
}

#[patchable]
fn returns_impl() -> impl Iterator<Item = u8> {
    std::iter::empty()
}

#[patchable]
fn never() -> ! {
    panic!()
}

#[patchable]
async fn borrows(text: &str) -> &str {
    text
}

#[patchable]
#[rustfmt::skip]
fn too_many(_: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8) {}

#[patchable]
fn too_many_lifetimes(_: &mut [&u8], _: &[&u8], _: &[&u8], _: &[&u8], _: &[&u8]) {}

#[patchable]
fn depends(#[cfg(all())] a: u8) -> u8 {
    a
}

trait Clock {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64;
}

fn main() {
    constant();
    takes_impl(std::iter::empty(), vec![1]);
    returns_impl();
}
