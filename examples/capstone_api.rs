//! The first capstone: a blog's backend. The classes guard their fields, so that the routes only route.
//!
//! `cargo run --example capstone_api`

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::SystemTime;

use dunder::{ValidationError, Value, dataclass, repr, to_dict};

#[dataclass]
struct User {
    #[field(positive)]
    id: u32,
    #[field(trim, len = 1..=30)]
    username: String,
    #[field(email)]
    email: String,
    /// Printed as asterisks, wherever a user is printed.
    #[field(secret)]
    password_hash: String,
    #[field(default = SystemTime::now(), repr = false)]
    created_at: SystemTime,
}

#[dataclass]
struct Post {
    id: u32,
    title: String,
    content: String,
    author_id: u32,
    #[field(default)]
    tags: Vec<String>,
}

/// What every route answers.
#[dataclass]
struct ApiResponse {
    status: u16,
    data: Option<Value>,
    error: Option<String>,
}

impl ApiResponse {
    fn success(status: u16, data: Value) -> Self {
        Self::new(status, Some(data), None)
    }

    fn error(status: u16, message: impl Into<String>) -> Self {
        Self::new(status, None, Some(message.into()))
    }
}

/// Every violation of a new user in one answer.
impl From<ValidationError> for ApiResponse {
    fn from(error: ValidationError) -> Self {
        Self::error(422, error.to_string())
    }
}

/// What a route shows of an object: some of its fields, as a dict.
fn only<const N: usize>(object: &Value, names: [&str; N]) -> Value {
    Value::Dict(
        names
            .into_iter()
            .map(|name| (Value::Str(name.to_owned()), object[name].clone()))
            .collect(),
    )
}

/// Stands for a password hash such as argon2.
fn hash(password: &str) -> String {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    format!("{:016x}", hasher.hash_one(password))
}

#[derive(Default)]
struct BlogApi {
    users: BTreeMap<u32, User>,
    posts: BTreeMap<u32, Post>,
}

impl BlogApi {
    fn register(
        &mut self,
        username: &str,
        email: &str,
        password: &str,
    ) -> Result<ApiResponse, ApiResponse> {
        if self.users.values().any(|user| user.email() == email) {
            return Err(ApiResponse::error(409, "Email already registered"));
        }
        let id = next_id(&self.users);
        let user = User::new(id, username, email, hash(password))?;
        let answer = ApiResponse::success(201, only(&to_dict(&user), ["id", "username", "email"]));
        self.users.insert(id, user);
        Ok(answer)
    }

    fn create_post(
        &mut self,
        author_id: u32,
        title: &str,
        content: &str,
        tags: &[&str],
    ) -> Result<ApiResponse, ApiResponse> {
        if !self.users.contains_key(&author_id) {
            return Err(ApiResponse::error(404, "User not found"));
        }
        let id = next_id(&self.posts);
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let post = Post::new(id, title, content, author_id).with_tags(tags);
        let answer = ApiResponse::success(201, only(&to_dict(&post), ["id", "title"]));
        self.posts.insert(id, post);
        Ok(answer)
    }

    fn posts<'a>(&'a self, tag: Option<&'a str>) -> impl Iterator<Item = &'a Post> {
        self.posts
            .values()
            .filter(move |post| tag.is_none_or(|tag| post.tags.iter().any(|own| own == tag)))
    }
}

fn next_id<T>(table: &BTreeMap<u32, T>) -> u32 {
    table.keys().next_back().map_or(1, |last| last + 1)
}

fn main() -> Result<(), serde_json::Error> {
    let mut api = BlogApi::default();
    let answer = |result: Result<ApiResponse, ApiResponse>| result.unwrap_or_else(|error| error);

    let alice = answer(api.register("alice", "alice@example.com", "secret123"));
    println!("Register Alice:");
    println!("{}", serde_json::to_string_pretty(&to_dict(&alice))?);
    let again = answer(api.register("alice2", "alice@example.com", "other"));
    println!("Duplicate email: {}", repr(&to_dict(&again)));
    let nobody = answer(api.register("", "nobody", ""));
    println!("Invalid user: {}", repr(&to_dict(&nobody)));
    println!("Stored: {}", api.users[&1]);

    let posts: [(&str, &[&str]); 3] = [
        ("Python Generators Explained", &["python", "tutorial"]),
        ("Async Python Deep Dive", &["python", "async"]),
        ("Docker for Python Devs", &["docker", "python"]),
    ];
    for (title, tags) in posts {
        answer(api.create_post(1, title, "…", tags));
    }
    let orphan = answer(api.create_post(7, "Who wrote this?", "…", &[]));
    println!("Unknown author: {}", repr(&to_dict(&orphan)));
    println!("Total posts: {}", api.posts(None).count());
    println!("Python tagged posts: {}", api.posts(Some("python")).count());
    for post in api.posts(Some("python")) {
        println!(
            "  [{}] {} (tags: {})",
            post.id,
            post.title,
            repr(&post.tags)
        );
    }
    Ok(())
}
