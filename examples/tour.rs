//! The tour: what the guide's listings print, through dunder's macros.
//!
//! `cargo run --example tour`

use std::collections::BTreeMap;
use std::sync::Mutex;

use dunder::{ValidationError, dataclass, factory, memoize, register, singleton};

// ---- Caching: functools.lru_cache -------------------------------------------------------------

#[memoize(maxsize = 128)]
fn fib(n: u64) -> u64 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}

fn caching() {
    println!("fib(30) = {}", fib(30));
    println!("Cache info: {}", fib::cache_info());
}

// ---- Metaclasses: one instance, and the constructor runs once ---------------------------------

struct DatabaseConnection {
    host: String,
}

#[singleton]
impl DatabaseConnection {
    fn new(host: &str) -> Self {
        println!("  Creating connection to {host}");
        Self { host: host.into() }
    }
}

fn metaclasses() {
    let db1 = DatabaseConnection::new("localhost");
    let db2 = DatabaseConnection::new("localhost");
    println!("  Connected to {}", db1.host);
    println!("  Same object? {}", dunder::repr(&std::ptr::eq(db1, db2)));
    println!("  id(db1): {db1:p}, id(db2): {db2:p}");
}

// ---- Descriptors: fields that guard themselves ------------------------------------------------

#[dataclass]
#[derive(Clone, Debug)]
struct Product {
    name: String,
    #[field(positive)]
    price: f64,
    #[field(positive)]
    quantity: u32,
}

fn descriptors() -> Result<(), ValidationError> {
    let mut p = Product::new("Widget", 9.99, 5)?;
    println!(
        "Product: {}, Price: ${}, Qty: {}, Total: ${:.2}",
        p.name,
        p.price(),
        p.quantity(),
        p.price() * f64::from(p.quantity()),
    );
    if let Err(error) = p.set_price(-5.0) {
        println!("Caught: {error}");
    }
    Ok(())
}

// ---- Dataclasses: constructor, repr, equality, order ------------------------------------------

#[dataclass(order)]
#[derive(Clone, Debug)]
struct Point {
    x: f64,
    y: f64,
    #[field(default = "origin")]
    label: String,
}

impl Point {
    fn distance_to(&self, other: &Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

fn dataclasses() {
    let p1 = Point::new(0.0, 0.0);
    let p2 = Point::new(3.0, 4.0).with_label("B");
    println!("Point 1: {p1}");
    println!("Point 2: {p2}");
    println!("Distance: {}", dunder::repr(&p1.distance_to(&p2)));
    println!("p1 == p1.clone(): {}", dunder::repr(&(p1 == p1.clone())));
    println!("p1 == p2: {}", dunder::repr(&(p1 == p2)));
    println!("p1 < p2: {}", dunder::repr(&(p1 < p2)));
}

// ---- The singleton pattern --------------------------------------------------------------------

#[derive(Default)]
#[singleton]
struct Config {
    settings: Mutex<BTreeMap<&'static str, bool>>,
}

impl Config {
    fn set(&self, key: &'static str, value: bool) {
        self.settings.lock().unwrap().insert(key, value);
    }

    fn get(&self, key: &str) -> Option<bool> {
        self.settings.lock().unwrap().get(key).copied()
    }
}

fn singletons() {
    let cfg1 = Config::instance();
    cfg1.set("debug", true);
    let cfg2 = Config::instance();
    println!("Same instance? {}", dunder::repr(&std::ptr::eq(cfg1, cfg2)));
    println!("debug from cfg2: {}", dunder::repr(&cfg2.get("debug")));
}

// ---- The factory pattern ----------------------------------------------------------------------

#[factory(noun = "channel")]
trait Notification {
    fn send(&self, message: &str) -> String;
}

#[derive(Default)]
struct EmailNotification;

#[register("email")]
impl Notification for EmailNotification {
    fn send(&self, message: &str) -> String {
        format!("EMAIL: {message}")
    }
}

#[derive(Default)]
struct SmsNotification;

#[register("sms")]
impl Notification for SmsNotification {
    fn send(&self, message: &str) -> String {
        format!("SMS: {message}")
    }
}

struct SlackNotification {
    prefix: char,
}

#[register("slack", new = || SlackNotification { prefix: '#' })]
impl Notification for SlackNotification {
    fn send(&self, message: &str) -> String {
        format!("SLACK: {}{message}", self.prefix)
    }
}

fn factories() {
    for channel in ["email", "sms", "slack"] {
        match NotificationFactory::create(channel) {
            Ok(notifier) => println!("{}", notifier.send("Deployment complete")),
            Err(error) => println!("{error}"),
        }
    }
    if let Err(error) = NotificationFactory::create("emial") {
        println!("Caught: {error}");
    }
}

fn main() -> Result<(), ValidationError> {
    title("Caching with lru_cache");
    caching();
    title("Metaclasses");
    metaclasses();
    title("Descriptors");
    descriptors()?;
    title("Dataclasses");
    dataclasses();
    title("Singleton");
    singletons();
    title("Factory Pattern");
    factories();
    Ok(())
}

fn title(title: &str) {
    println!("== {title}");
}
