//! A default names the fields before it, as it is evaluated in their order: the ones behind are in no reach, given or not.
use dunder::dataclass;

#[dataclass(builder)]
struct Server {
    #[field(default = format!("{host}:80"))]
    url: String,
    host: String,
    #[field(default = limit * 2)]
    soft: u32,
    #[field(default = 5)]
    limit: u32,
    // Another thing of that name is meant.
    #[field(default = port(), init = false)]
    first: u16,
    #[field(default = [1, 2].iter().map(|port| port + 1).sum())]
    sum: u16,
    port: u16,
}

fn port() -> u16 {
    80
}

#[dataclass]
struct Pair(#[field(default = field1 + 1)] u8, u8);

fn main() {
    let _ = Server::new("a", 1);
    let _ = Server::builder().host("a").port(1).build();
    let _ = Pair::new(1);
}
