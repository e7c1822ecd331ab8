//! Tests of factories.

use dunder::{factory, register};
use dunder_tests::factory::{CodecFactory, NotificationFactory};

dunder::link!(dunder_tests_plugin);

#[factory]
trait Store<K> {
    fn get(&self, key: K) -> Option<u32>;
}

#[derive(Default)]
struct Mem<T>(T);

#[register("mem", with(T = u64, K = u32))]
#[register("small", with(T = u8, K = u32))]
#[register("mem", with(T = u8, K = String))]
impl<T: Default, K> Store<K> for Mem<T> {
    fn get(&self, _: K) -> Option<u32> {
        let _ = &self.0;
        Some(size_of::<T>() as u32)
    }
}

#[test]
fn thin() {
    assert_eq!(NotificationFactory::keys(), ["email", "slack", "sms"]);
    let sent: Vec<String> = ["email", "mail", "sms", "slack"]
        .iter()
        .map(|key| NotificationFactory::create(key).unwrap().send("done"))
        .collect();
    assert_eq!(
        sent,
        ["EMAIL: done", "EMAIL: done", "SMS: done", "SLACK: #done"]
    );
    let error = NotificationFactory::create("emial").err().unwrap();
    assert_eq!(
        error.to_string(),
        "Unknown channel: emial; did you mean 'email'? Known: email, slack, sms"
    );
    assert_eq!(
        CodecFactory::create("zip", 3, "x").unwrap().describe(),
        "zip 3"
    );
    assert_eq!(
        CodecFactory::create("zip", 10, "x")
            .err()
            .unwrap()
            .to_string(),
        "cannot create codec 'zip': level 10 is too high for x"
    );
    NotificationFactory::verify().unwrap();
    assert_eq!(StoreFactory::<u32>::keys(), ["mem", "small"]);
    assert_eq!(StoreFactory::<u32>::create("mem").unwrap().get(0), Some(8));
    assert_eq!(
        StoreFactory::<String>::create("mem")
            .unwrap()
            .get(String::new()),
        Some(1)
    );
}
