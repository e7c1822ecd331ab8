//! A second library on the same parts: command lines, read into classes.

use dunder::{
    ClassInfo, ClassOf, DescribeField, Issue, Metaclass, Slot, ValidationError, dataclass,
    metaclass,
};

/// Command lines.
struct Cli;

struct Command {
    about: &'static str,
}

struct Arg {
    short: Option<char>,
    rest: bool,
}

/// How a type is written on a command line.
struct Words {
    /// Whether a value follows the flag.
    takes: bool,
    many: bool,
    read: fn(&[String], &mut Slot<'_>) -> Result<(), String>,
}

#[diagnostic::on_unimplemented(message = "`{Self}` cannot be read from a command line")]
trait FromWords: Sized + 'static {
    const TAKES: bool = true;
    const MANY: bool = false;
    fn read(words: &[String]) -> Result<Option<Self>, String>;
}

impl FromWords for bool {
    const TAKES: bool = false;
    fn read(words: &[String]) -> Result<Option<Self>, String> {
        Ok(Some(!words.is_empty()))
    }
}

impl FromWords for String {
    fn read(words: &[String]) -> Result<Option<Self>, String> {
        Ok(words.last().cloned())
    }
}

impl FromWords for u16 {
    fn read(words: &[String]) -> Result<Option<Self>, String> {
        let number = words.last().map(|word| word.parse());
        number
            .transpose()
            .map_err(|error: std::num::ParseIntError| error.to_string())
    }
}

impl<T: FromWords> FromWords for Vec<T> {
    const MANY: bool = true;
    fn read(words: &[String]) -> Result<Option<Self>, String> {
        let items = words.chunks(1).map(T::read);
        items
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

#[metaclass]
impl Metaclass for Cli {
    type OnClass = Command;
    const CLASS: Command = Command { about: "" };
    type OnField = Arg;
    const FIELD: Arg = Arg {
        short: None,
        rest: false,
    };
    type OnType = Words;

    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        let mut at = 0;
        while at < class.fields.len() {
            let field = &class.fields[at];
            if field.options.rest
                && let Some(words) = field.known_ty()
                && !words.many
            {
                return Err(
                    Issue::field(at, "the rest of a command line is a `Vec`").option("rest")
                );
            }
            let mut earlier = 0;
            while earlier < at {
                if let (Some(one), Some(other)) =
                    (class.fields[earlier].options.short, field.options.short)
                    && one == other
                {
                    return Err(Issue::field(at, "`")
                        .text(class.fields[earlier].name())
                        .text("` has this short form already")
                        .option("short"));
                }
                earlier += 1;
            }
            at += 1;
        }
        Ok(())
    }
}

impl<T: FromWords> DescribeField<T> for Cli {
    const TYPE: Words = Words {
        takes: T::TAKES,
        many: T::MANY,
        read: |words, slot| {
            if let Some(value) = T::read(words)? {
                slot.put(value);
            }
            Ok(())
        },
    };
}

/// The library's one function.
trait Parse: ClassOf<Cli> + Sized {
    fn parse(line: &str) -> Result<Self, Vec<String>> {
        let fields = Self::INFO.fields;
        let mut given = vec![Vec::new(); fields.len()];
        let mut errors = Vec::new();
        let mut words = line.split_whitespace();
        while let Some(word) = words.next() {
            let found = fields.iter().find(|field| {
                let long = word.strip_prefix("--");
                let short = word.strip_prefix('-').and_then(|word| word.parse().ok());
                long == Some(&field.name().replace('_', "-"))
                    || short.is_some() && short == field.options.short
            });
            match found {
                Some(field) if field.ty().takes => match words.next() {
                    Some(value) => given[field.index()].push(value.to_owned()),
                    None => errors.push(format!("{word} needs a value")),
                },
                Some(field) => given[field.index()].push(String::new()),
                None => match fields.iter().find(|field| field.options.rest) {
                    Some(rest) if !word.starts_with('-') => {
                        given[rest.index()].push(word.to_owned());
                    }
                    _ => errors.push(format!("nothing is called {word}")),
                },
            }
        }
        let made = Self::build(&mut |at, slot| {
            let field = &fields[at];
            // A field that nobody gave takes its default.
            if given[at].is_empty() && field.default().is_some() {
                return;
            }
            if let Err(error) = (field.ty().read)(&given[at], slot) {
                errors.push(format!("--{}: {error}", field.name()));
            }
        });
        match made {
            Ok(made) if errors.is_empty() => Ok(made),
            Ok(_) => Err(errors),
            Err(error) if errors.is_empty() => Err(lines(&error)),
            Err(_) => Err(errors),
        }
    }

    fn help() -> String {
        let mut text = Self::INFO.options.about.to_owned();
        for field in Self::INFO.fields.iter().filter(|field| !field.options.rest) {
            text += "\n  ";
            if let Some(short) = field.options.short {
                text += &format!("-{short}, ");
            }
            text += &format!("--{}  {}", field.name().replace('_', "-"), field.doc());
            if let Some(default) = field.default() {
                text += &format!(" [{default}]");
            }
        }
        text
    }
}

impl<T: ClassOf<Cli>> Parse for T {}

fn lines(error: &ValidationError) -> Vec<String> {
    error.to_string().lines().map(str::to_owned).collect()
}

#[dataclass]
#[derive(Debug)]
#[meta(Cli, about = "Serves files.")]
struct Serve {
    /// Where to listen.
    #[meta(short = Some('p'))]
    #[field(range = 1024..=65535, default = 8080)]
    port: u16,
    /// Tells more.
    #[meta(short = Some('v'))]
    verbose: bool,
    /// Who may come in.
    #[field(non_empty)]
    only_host: String,
    #[meta(rest)]
    folders: Vec<String>,
}

#[test]
fn a_line_becomes_an_object() {
    let serve = Serve::parse("-v docs --only-host localhost -p 9000 img").unwrap();
    assert_eq!(serve.port(), 9000);
    assert!(serve.verbose);
    assert_eq!(serve.only_host(), "localhost");
    assert_eq!(serve.folders, ["docs", "img"]);
    let serve = Serve::parse("--only-host x").unwrap();
    assert_eq!((serve.port(), serve.verbose), (8080, false));
}

#[test]
fn what_is_wrong_is_told() {
    for (line, errors) in [
        ("", vec!["only_host has no value"]),
        (
            "--only-host x -p 80",
            vec!["port must be in 1024..=65535, got 80"],
        ),
        (
            "--only-host x -p many",
            vec!["--port: invalid digit found in string"],
        ),
        ("--only-host x --prot 1", vec!["nothing is called --prot"]),
        ("--only-host", vec!["--only-host needs a value"]),
    ] {
        assert_eq!(Serve::parse(line).unwrap_err(), errors, "{line}");
    }
}

#[test]
fn help() {
    assert_eq!(
        Serve::help(),
        "Serves files.\n  -p, --port  Where to listen. [8080]\n  -v, --verbose  Tells more.\n  \
         --only-host  Who may come in."
    );
}
