//! The guide's other listings, and what Rust and dunder have for each. What `tour` prints is left to `tour`.
//!
//! `cargo run --example guide`
//!
//! Nothing is timed: speed is shown in `benches`. Packaging, containers and CI are cargo's, arrays and tables those of
//! `ndarray` and `polars`; they have no counterpart here.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use dunder::{Emitter, dataclass, memoize, patchable, repr};
use tokio::time::{Instant, sleep};

// ---- Mutable and immutable ----------------------------------------------------------------------

/// Frozen: readable, never written. A change is a new object.
#[dataclass(frozen)]
#[derive(Clone, Debug)]
struct Greeting {
    text: String,
}

fn mutable_and_immutable() {
    let a = Greeting::new("hello");
    let b = a.clone();
    let a = a.with_text("hello world");
    println!("a: {}", a.text());
    println!("b: {}", b.text());

    // A second name for the same list has to be asked for, and to write through it, too.
    let list_a = Rc::new(RefCell::new(vec![1, 2, 3]));
    let list_b = Rc::clone(&list_a);
    list_a.borrow_mut().push(4);
    println!("list_a: {}", repr(&list_a));
    println!("list_b: {}", repr(&list_b));
}

// ---- Identity and equality ----------------------------------------------------------------------

fn identity_and_equality() {
    let x = Rc::new(vec![1, 2, 3]);
    let y = Rc::new(vec![1, 2, 3]);
    println!("x == y: {}", repr(&(x == y)));
    println!("x is y: {}", repr(&Rc::ptr_eq(&x, &y)));
    let z = Rc::clone(&x);
    println!("x is z: {}", repr(&Rc::ptr_eq(&x, &z)));
}

// ---- Counting references, and cycles ------------------------------------------------------------

/// `Weak` is how a cycle stays collectable; the repr walks it once.
#[dataclass(eq = false)]
struct Node {
    name: String,
    #[field(default)]
    peer: RefCell<Weak<Self>>,
}

fn references_and_cycles() {
    let val = Rc::new(vec![1, 2, 3]);
    println!("Initial ref count: {}", Rc::strong_count(&val));
    let another_ref = Rc::clone(&val);
    println!("After second reference: {}", Rc::strong_count(&val));
    drop(another_ref);
    println!("After deleting second ref: {}", Rc::strong_count(&val));

    let a = Rc::new(Node::new("a"));
    let b = Rc::new(Node::new("b"));
    *a.peer.borrow_mut() = Rc::downgrade(&b);
    *b.peer.borrow_mut() = Rc::downgrade(&a);
    println!("{}", repr(&a));
    drop(a);
    println!(
        "a collected: {}",
        repr(&b.peer.borrow().upgrade().is_none())
    );
}

// ---- Threads ------------------------------------------------------------------------------------

/// However many ask for a page at the same moment, it is downloaded once, and the others wait for that.
#[memoize(single_flight)]
fn download_page(url_id: u32) -> String {
    format!("Page {url_id} downloaded")
}

fn threads() {
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for url_id in (0..5).chain(0..5) {
            let results = &results;
            scope.spawn(move || {
                let page = download_page(url_id);
                results
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(page);
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort();
    results.dedup();
    println!(
        "Asked for 10 pages, downloaded {}",
        download_page::cache_info().misses()
    );
    for result in &results {
        println!("  {result}");
    }
}

fn producer_and_consumers() {
    let (tasks, queue) = mpsc::channel::<String>();
    let queue = Mutex::new(queue);
    let (done, output) = mpsc::channel::<String>();
    thread::scope(|scope| {
        for _ in 0..3 {
            let (queue, done) = (&queue, done.clone());
            scope.spawn(move || {
                // A queue whose sender is gone says so: no `None` has to be sent to stop a worker.
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(task) = next else { break };
                    let _ = done.send(format!("Processed: {task}"));
                }
            });
        }
        for i in 0..9 {
            let _ = tasks.send(format!("task_{i}"));
        }
        drop((tasks, done));
        let mut output: Vec<String> = output.iter().collect();
        output.sort();
        for line in output {
            println!("{line}");
        }
    });
}

// ---- Parallelism --------------------------------------------------------------------------------

/// Rust has no global lock, so that a thread is enough where Python starts a process.
#[memoize]
fn primes_below(n: u32) -> usize {
    (2..n)
        .filter(|num| (2..=num.isqrt()).all(|i| num % i != 0))
        .count()
}

fn parallelism() {
    const N: u32 = 10_000;
    let sizes = [N / 4, N / 2, N * 3 / 4, N];
    let workers = sizes.map(|size| thread::spawn(move || primes_below(size)));
    let counts = workers.map(|worker| worker.join().expect("counting does not panic"));
    println!("Primes below {sizes:?}: {counts:?}");
    println!("primes below {N}: {}", primes_below(N));
    println!("Cache info: {}", primes_below::cache_info());
}

// ---- Async --------------------------------------------------------------------------------------

/// The second who asks for a source waits for the first one's fetch.
#[memoize(single_flight)]
async fn fetch_data(source: &'static str, delay: Duration) -> String {
    println!("  Starting fetch from {source}");
    sleep(delay).await;
    println!("  Done fetching from {source}");
    format!("Data from {source}")
}

/// The clock of the runtime is paused: it jumps to the next moment at which something is due.
fn asynchronous() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    runtime.block_on(async {
        let start = Instant::now();
        let sources = [
            ("API_1", 100),
            ("API_2", 150),
            ("API_3", 120),
            ("API_1", 100),
        ];
        let fetches = sources
            .map(|(source, delay)| tokio::spawn(fetch_data(source, Duration::from_millis(delay))));
        let mut results = Vec::new();
        for fetch in fetches {
            results.push(fetch.await.expect("a fetch does not panic"));
        }
        println!("All fetches done in {:.2}s", start.elapsed().as_secs_f64());
        for result in results {
            println!("  {result}");
        }
    });
    println!("Cache info: {}", fetch_data::cache_info());
    Ok(())
}

// ---- Complexity and profiling -------------------------------------------------------------------

fn complexity() {
    let steps = Cell::new(0_u32);
    let data: Vec<u32> = (0..1_000_000).collect();
    let target = 999_999;
    let step = |item: &u32| {
        steps.set(steps.get() + 1);
        item.cmp(&target)
    };
    let linear = data.iter().position(|item| step(item).is_eq());
    println!("Linear search O(n): {} steps", steps.take());
    let binary = data.binary_search_by(step).ok();
    println!("Binary search O(log n): {} steps", steps.take());
    println!("Same place? {}", repr(&(linear == binary)));
}

#[patchable]
fn slow_function() -> u64 {
    (0..100_000).map(|i| i * i).sum()
}

#[patchable]
fn fast_function() -> u64 {
    let n = 100_000;
    n * (n - 1) * (2 * n - 1) / 6
}

fn report() -> bool {
    slow_function() == fast_function()
}

/// A profiler is a patch that counts and goes on to the original.
fn profiling() {
    let (slow, fast) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let _slow = slow_function::patch({
        let calls = Rc::clone(&slow);
        move || {
            calls.set(calls.get() + 1);
            slow_function::original()
        }
    });
    let _fast = fast_function::patch({
        let calls = Rc::clone(&fast);
        move || {
            calls.set(calls.get() + 1);
            fast_function::original()
        }
    });
    println!("same sum? {}", repr(&report()));
    println!("ncalls function");
    println!("{:>6} slow_function", slow.get());
    println!("{:>6} fast_function", fast.get());
}

// ---- Monkey patching ----------------------------------------------------------------------------

struct Logger;

impl Logger {
    #[patchable(handle = log_patch)]
    fn log(&self, msg: &str) {
        println!("  LOG: {msg}");
    }
}

fn monkey_patching() {
    let logger = Logger;
    {
        let _patch = Logger::log_patch()
            .patch(|_: &Logger, msg: &str| println!("  [VERBOSE] {msg} (at module level)"));
        logger.log("system started");
    }
    logger.log("system ready");
}

// ---- Types --------------------------------------------------------------------------------------

#[dataclass]
struct User {
    name: String,
    role: String,
}

fn process_users(users: &[User], filter: Option<fn(&User) -> bool>) -> Vec<&str> {
    users
        .iter()
        .filter(|user| filter.is_none_or(|filter| filter(user)))
        .map(|user| user.name.as_str())
        .collect()
}

fn types() {
    let users = [
        User::new("Alice", "admin"),
        User::new("Bob", "user"),
        User::new("Charlie", "admin"),
    ];
    let all_names = process_users(&users, None);
    let admin_names = process_users(&users, Some(|user| user.role == "admin"));
    println!("All users: {}", repr(&all_names));
    println!("Admins: {}", repr(&admin_names));
}

#[dataclass]
struct Stack<T> {
    #[field(default)]
    items: Vec<T>,
}

impl<T> Stack<T> {
    fn push(&mut self, item: T) {
        self.items.push(item);
    }

    fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    fn peek(&self) -> Option<&T> {
        self.items.last()
    }
}

fn generics() {
    let mut stack = Stack::new();
    for i in 1..=5 {
        stack.push(i);
    }
    println!("Stack size: {}", stack.items.len());
    println!("Top item: {}", repr(&stack.peek()));
    println!("Popped: {}", repr(&stack.pop()));
    println!("Stack size after pop: {}", stack.items.len());
    println!("{stack}");
}

// ---- The observer pattern -----------------------------------------------------------------------

/// An event is a type, so that its listeners know what they get.
struct UserLogin(&'static str);

struct Purchase {
    item: &'static str,
    price: f64,
}

fn observers() {
    let emitter = Emitter::new();
    let _logger = emitter.on(|UserLogin(user): &UserLogin| println!("  Logger: {user} logged in"));
    let _analytics =
        emitter.on(|UserLogin(user): &UserLogin| println!("  Analytics: track login for {user}"));
    let _invoice =
        emitter.on(|Purchase { item, price }: &Purchase| println!("  Invoice: {item} at ${price}"));
    emitter.emit(&UserLogin("Alice"));
    emitter.emit(&Purchase {
        item: "Widget",
        price: 29.99,
    });
}

fn main() -> std::io::Result<()> {
    let sections: [(&str, fn()); 12] = [
        ("Mutable vs Immutable", mutable_and_immutable),
        ("Identity vs Equality", identity_and_equality),
        ("Reference Counting", references_and_cycles),
        ("Multithreading", threads),
        ("Producer and consumers", producer_and_consumers),
        ("Multiprocessing", parallelism),
        ("Time Complexity", complexity),
        ("Profiling", profiling),
        ("Monkey Patching", monkey_patching),
        ("Type Hints", types),
        ("Generics", generics),
        ("Observer Pattern", observers),
    ];
    for (title, section) in sections {
        println!("== {title}");
        section();
    }
    println!("== Asyncio");
    asynchronous()
}
