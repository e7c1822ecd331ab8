//! A derive under another name is not known to be serde's: where each field cannot check itself, that is an error.
use dunder::dataclass;
use serde::{Deserialize as De, Serialize as Ser};

#[dataclass(post_init = Self::finish)]
#[derive(Debug, De)]
struct Account {
    name: String,
}

impl Account {
    fn finish(&mut self) {
        self.name.push('!');
    }
}

#[dataclass]
#[derive(Ser, De)]
struct Defaulted {
    #[serde(default)]
    #[field(default = 5)]
    count: u8,
}

// Of a generic class it is said where that is read.
#[dataclass(post_init = nothing)]
#[derive(De)]
struct Generic<T>(T);

fn nothing<T>(_: &mut Generic<T>) {}

// Writing has nothing to leave out, and here every field checks itself.
#[dataclass(post_init = written)]
#[derive(Ser)]
struct Written(u8);

fn written(_: &mut Written) {}

#[dataclass]
#[derive(De)]
struct Checked(#[field(positive)] i8);

fn main() {
    let _ = serde_json::from_str::<Checked>("1");
    let _ = serde_json::to_string(&Written::new(1));
    let _ = serde_json::from_str::<Generic<u8>>("1");
}
