use dunder::{factory, register};

#[factory(noun = "channel")]
pub trait Notification {}

#[derive(Default)]
struct Email;

#[register("email")]
impl Notification for Email {}

mod other {
    #[derive(Default)]
    struct Mail;

    #[dunder::register("mail", alias = "email")]
    impl super::Notification for Mail {}
}

fn main() {}
