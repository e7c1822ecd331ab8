use dunder::patchable;

#[patchable]
fn log(msg: &str) -> String {
    msg.to_owned()
}

struct Clock;

impl Clock {
    #[patchable(handle = now_patch)]
    fn now(&self, zone: &str) -> u64 {
        zone.len() as u64
    }
}

fn main() {
    let _guard = log::patch(|| String::new());
    let _guard = log::patch(|msg| msg.len());
    let _guard = Clock::now_patch().patch(|this| 1);
    let _guard = Clock::now_patch().patch(|_, zone| zone.to_owned());
}
