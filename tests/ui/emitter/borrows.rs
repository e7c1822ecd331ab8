use dunder::Emitter;

fn main() {
    let emitter = Emitter::new();
    // What it borrows may be gone when the event comes.
    let name = String::from("ann");
    emitter.on(|n: &u32| println!("{name} {n}")).detach();
    // Several threads may call it at once.
    let mut count = 0;
    emitter.on(move |n: &u32| count += n).detach();
}
