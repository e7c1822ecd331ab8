use dunder::patchable;

#[patchable]
fn log(msg: &str) -> String {
    msg.to_owned()
}

fn main() {
    // A guard can be forgotten, so the patch must not borrow; `log::patched` takes one that does.
    let local = String::new();
    let _guard = log::patch(|_| local.clone());
}
