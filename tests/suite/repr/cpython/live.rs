//! The corpus, answered by the `python3` of this machine. Without one the pinned table has to do.

use super::corpus::Random;
use super::{hex, unhex};
use std::ffi::{CString, OsStr};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

/// One run of Python over all questions; `None` where there is no Python.
fn ask(questions: String) -> Option<Vec<String>> {
    let python = Command::new("python3")
        .args(["-c", include_str!("ask.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else {
        println!("skipped: no python3 on this machine");
        return None;
    };
    let mut stdin = python.stdin.take().unwrap();
    // On a thread of its own, as both pipes fill.
    let writer = thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "ask.py failed");
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    Some(answers.split_terminator('\n').map(str::to_owned).collect())
}

/// Collects questions and dunder's answers, and compares.
#[derive(Default)]
struct Comparison {
    questions: String,
    ours: Vec<String>,
}

impl Comparison {
    fn put(&mut self, question: &str, ours: String) {
        self.questions.push_str(question);
        self.questions.push('\n');
        self.ours.push(ours);
    }

    fn run(self) {
        let Some(theirs) = ask(self.questions.clone()) else {
            return;
        };
        assert_eq!(theirs.len(), self.ours.len());
        let mut compared = 0;
        for ((question, ours), theirs) in self.questions.lines().zip(&self.ours).zip(&theirs) {
            if theirs != "?" {
                assert_eq!(ours, theirs, "{question}");
                compared += 1;
            }
        }
        println!("compared {compared} of {}", self.ours.len());
        assert!(compared * 2 > self.ours.len());
    }
}

#[test]
fn floats() {
    let mut random = Random(1);
    let mut comparison = Comparison::default();
    for _ in 0..150_000 {
        let value = random.double();
        comparison.put(&format!("f {:016x}", value.to_bits()), dunder::repr(&value));
    }
    comparison.run();
}

#[test]
fn strings() {
    let mut random = Random(2);
    let mut comparison = Comparison::default();
    for _ in 0..60_000 {
        let text = random.text();
        comparison.put(&format!("s {}", hex(text.as_bytes())), dunder::repr(&text));
    }
    comparison.run();
}

/// Python answers in one line which of all characters it prints as they are.
#[test]
fn every_character() {
    let Some(answers) = ask("u\n".to_owned()) else {
        return;
    };
    let theirs = answers[0].as_bytes();
    let mut known = 0;
    for (c, printable) in ('\0'..=char::MAX).zip(theirs) {
        let plain = match c {
            '\'' => dunder::repr(&c) == "\"'\"",
            '\\' => dunder::repr(&c) == r"'\\'",
            _ => dunder::repr(&c) == format!("'{c}'"),
        };
        if *printable != b'2' {
            assert_eq!(plain, *printable == b'1', "U+{:04X}", u32::from(c));
            known += 1;
        }
    }
    assert_eq!(theirs.len(), ('\0'..=char::MAX).count());
    println!("compared {known}");
    assert!(known > 140_000);
}

#[test]
fn paths_and_bytes() {
    let mut random = Random(3);
    let mut comparison = Comparison::default();
    for round in 0..5_000 {
        let mut bytes = if round % 2 == 0 {
            random.text().into_bytes()
        } else {
            Vec::new()
        };
        bytes.extend(random.next().to_le_bytes());
        bytes.retain(|&byte| byte != 0);
        let c = CString::new(bytes.clone()).unwrap();
        comparison.put(&format!("b {}", hex(&bytes)), dunder::repr(&c));
        #[cfg(unix)]
        if str::from_utf8(&bytes).is_err() {
            use std::os::unix::ffi::OsStrExt as _;
            // Only ASCII between the bytes that are no UTF-8, as Python knows fewer characters.
            let bytes: Vec<u8> = bytes
                .iter()
                .copied()
                .filter(|byte| !(0xc2..0xf5).contains(byte))
                .collect();
            let path = std::path::Path::new(OsStr::from_bytes(&bytes));
            comparison.put(&format!("p {}", hex(&bytes)), dunder::repr(path));
        }
    }
    comparison.run();
}

#[test]
fn nested_values() {
    let mut random = Random(4);
    let mut comparison = Comparison::default();
    for _ in 0..20_000 {
        let value = random.value(4);
        comparison.put(&format!("e {}", value.expression()), dunder::repr(&value));
    }
    comparison.run();
}

#[test]
fn hex_reads_back() {
    assert_eq!(unhex(&hex(b"\x00a\xff")), b"\x00a\xff");
}
