//! A literal default that its parser refuses: told by the compiler, under `cargo check` too.
use dunder::dataclass;

#[dataclass]
struct Account {
    #[field(default = "a@b", email)]
    address: String,
    #[field(default = "12345", uuid)]
    id: String,
    #[field(default = "host_name", hostname)]
    host: &'static str,
    #[field(default = "4242424242424241", credit_card)]
    card: String,
    #[field(default = "example.com", url)]
    site: String,
    #[field(default = "ftp://example.com", http_url)]
    home: String,
    #[field(default = "2023-02-29", date)]
    born: String,
    #[field(default = "2023-02-28T10:00:00", date_time)]
    seen: String,
    #[field(default = "anything", trim, email)]
    behind_a_converter: String,
}

fn main() {}
