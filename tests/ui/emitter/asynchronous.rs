use dunder::Emitter;

async fn send(_: &str) {}

fn main() {
    let emitter = Emitter::new();
    // The future is to be boxed: it may borrow the event.
    emitter.on_async(|name: &str| async move { send(name).await }).detach();
    // Not `Send`: a task may go on in another thread.
    emitter
        .on_async(|_: &str| {
            Box::pin(async move {
                let shared = std::rc::Rc::new(1);
                send("x").await;
                drop(shared);
            })
        })
        .detach();
}
