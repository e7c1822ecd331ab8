//! `async fn`: the patch returns a future, which is awaited instead.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dunder::patchable;

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    // Everything here is ready when polled again.
    for _ in 0..100 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it waits for nothing");
}

async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|_| {
        if std::mem::replace(&mut paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

#[patchable]
async fn fetch(url: &str, retries: u32) -> Result<String, String> {
    pause().await;
    if retries == 0 {
        return Err("gave up".into());
    }
    Ok(format!("{url}:{retries}"))
}

async fn page() -> String {
    fetch("page", 3).await.unwrap_or_else(|error| error)
}

#[test]
fn row_45_an_async_fn() {
    assert_eq!(block_on(page()), "page:3");
    let guard = fetch::patch(|url, _| {
        let url = url.to_owned();
        async move {
            pause().await;
            Ok(format!("fake {url}"))
        }
    });
    assert_eq!(block_on(page()), "fake page");
    drop(guard);
    assert_eq!(block_on(page()), "page:3");
}

#[test]
fn row_45_its_patch_calls_the_original() {
    let _guard = fetch::patch(|_, retries| async move {
        let text = fetch::original("real", retries - 1).await?;
        Ok(text.to_uppercase())
    });
    assert_eq!(block_on(page()), "REAL:2");
    assert_eq!(block_on(fetch::original("x", 0)), Err("gave up".into()));
}

#[test]
fn what_counts_is_the_patch_when_it_first_runs() {
    let future = fetch("late", 1);
    let guard = fetch::patch(|_, _| async { Ok("patched".into()) });
    let mut begun = pin!(fetch("begun", 1));
    drop(guard);
    assert!(
        begun
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_pending()
    );
    let _guard = fetch::patch(|_, _| async { Ok("patched".into()) });
    assert_eq!(block_on(begun), Ok("begun:1".into()));
    assert_eq!(block_on(future), Ok("patched".into()));
}

#[test]
fn patched_borrows() {
    let text = String::from("borrowed");
    let result = fetch::patched(
        |_, _| {
            let text = text.clone();
            async move { Ok(text) }
        },
        || block_on(page()),
    );
    assert_eq!(result, text);
}

#[test]
fn row_46_a_global_patch() {
    #[patchable]
    async fn status() -> &'static str {
        "up"
    }
    let guard = status::patch_global(|| async { "down" });
    let elsewhere = std::thread::spawn(|| block_on(status()));
    assert_eq!(elsewhere.join().unwrap(), "down");
    drop(guard);
    assert_eq!(block_on(status()), "up");
}

#[test]
fn its_future_is_send_as_before() {
    fn spawnable<T: Send>(_: T) {}
    spawnable(fetch("a", 1));
    spawnable(fetch::original("a", 1));
}

struct Client {
    name: String,
}

impl Client {
    #[patchable(handle = get_patch)]
    async fn get(&mut self, path: &str) -> String {
        pause().await;
        self.name.push('.');
        format!("{}{path}", self.name)
    }
}

#[test]
fn row_45_an_async_method() {
    let mut client = Client { name: "c".into() };
    assert_eq!(block_on(client.get("/a")), "c./a");
    let guard = Client::get_patch().patch(|this, path| {
        this.name.push('!');
        let result = format!("fake{path}");
        async move { result }
    });
    assert_eq!(block_on(client.get("/a")), "fake/a");
    drop(guard);
    assert_eq!(block_on(client.get("/b")), "c.!./b");
}

struct Shared {
    name: String,
}

impl Shared {
    #[patchable(handle = read_patch)]
    async fn read(self: std::sync::Arc<Self>, by: u32) -> String {
        pause().await;
        format!("{}{by}", self.name)
    }
}

#[test]
fn row_45_the_patch_of_an_async_method_calls_the_original() {
    let shared = std::sync::Arc::new(Shared { name: "s".into() });
    let guard = Shared::read_patch().patch(|this, by| async move {
        let first = Shared::read_patch().original(this.clone().read(by)).await;
        // By its name the patch would call itself.
        let second = Shared::read_patch().original(this.read(by + 1)).await;
        format!("{first} {second}")
    });
    assert_eq!(block_on(shared.clone().read(1)), "s1 s2");
    let call = shared.clone().read(5);
    assert_eq!(block_on(Shared::read_patch().original(call)), "s5");
    fn spawnable<T: Send>(_: &T) {}
    let call = Shared::read_patch().original(shared.clone().read(6));
    spawnable(&call);
    // Begun while it was patched, ended after.
    drop(guard);
    assert_eq!(block_on(call), "s6");
}
