//! An ORM without a macro of its own: `examples/src/orm.rs` is the library, and this is its user.
//! `cargo run --example mini_orm`

use dunder::{Object, dataclass};
use dunder_examples::orm::{Model, Orm, Value, schema};

/// A data class that is a table too.
#[dataclass]
#[meta(Orm, name = "users")]
struct User {
    #[meta(key)]
    id: i64,
    #[meta(column = Some("e_mail"))]
    #[field(trim, email)]
    email: String,
    nickname: Option<String>,
    #[field(default = true)]
    active: bool,
}

/// A plain struct is one as well.
#[derive(dunder::Class)]
#[meta(Orm, name = "posts")]
struct Post {
    #[meta(key)]
    id: i64,
    author: i64,
    text: String,
}

fn main() -> Result<(), dunder::ValidationError> {
    println!("-- every table of the program, the library's own among them");
    for statement in schema() {
        println!("{statement};");
    }

    println!("-- rows out");
    let ada = User::new(1, " ada@example.org", None)?;
    let post = Post {
        id: 10,
        author: ada.id,
        text: "it's done".into(),
    };
    println!("{};", User::select());
    println!("{};", ada.insert());
    println!("{};", post.insert());

    println!("-- rows in, through the descriptors");
    let mut row = ada.row();
    row[2] = Value::Text("Ada".into());
    let mut user = User::from_row(&row)?;
    println!("{user}");
    row[1] = Value::Text("nobody".into());
    row[3] = Value::Null;
    for row in [&row[..], &row[..2], &[]] {
        if let Err(error) = User::from_row(row) {
            println!("{}", error.to_string().replace('\n', "; "));
        }
    }

    println!("-- fields by name");
    user.set_field("email", String::from("lovelace@example.org"))?;
    if let Err(error) = user.set_field("email", String::from("lovelace")) {
        println!("{error}");
    }
    println!("{:?}", user.get_field::<String>("email"));
    Ok(())
}
