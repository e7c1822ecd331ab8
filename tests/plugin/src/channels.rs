//! Private types in a private module: nothing names them.

use dunder::register;
use dunder_tests::factory::{Codec, Notification, Saved};
use serde::{Deserialize, Serialize};

struct Slack {
    prefix: char,
}

#[register("slack", new = || Slack { prefix: '#' })]
impl Notification for Slack {
    fn send(&self, message: &str) -> String {
        format!("SLACK: {}{message}", self.prefix)
    }
}

#[derive(Default)]
struct Sms;

#[register("sms")]
impl Notification for Sms {
    fn send(&self, message: &str) -> String {
        format!("SMS: {message}")
    }
}

struct Zip(u32);

impl Zip {
    fn open(level: u32, url: &str) -> Result<Self, String> {
        if level > 9 {
            return Err(format!("level {level} is too high for {url}"));
        }
        Ok(Self(level))
    }
}

#[register("zip", new = Zip::open)]
impl Codec for Zip {
    fn describe(&self) -> String {
        format!("zip {}", self.0)
    }
}

mod clash {
    use dunder::register;
    use dunder_tests::factory::Clash;

    #[derive(Default)]
    struct FromPlugin;

    #[register("same", alias = "also")]
    impl Clash for FromPlugin {
        fn name(&self) -> &'static str {
            "plugin"
        }
    }
}

#[derive(Default)]
struct Letter;

#[register("sms")]
#[register("letter")]
impl dunder_tests::factory::other::Notification for Letter {
    fn kind(&self) -> &'static str {
        "letter"
    }
}

#[derive(Default, Serialize, Deserialize)]
struct There;

#[register("twice")]
impl Saved for There {}
