//! Against CPython: a table that it wrote (`pin.py`), and a large generated corpus where `python3` is installed.

mod corpus;
mod live;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digits).collect()
}

fn cases(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .split_terminator('\n')
        .map(|line| line.split_once('\t').unwrap())
}

#[test]
fn floats_of_the_pinned_table() {
    let mut count = 0;
    for (bits, expected) in cases(include_str!("floats.txt")) {
        let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        assert_eq!(dunder::repr(&value), expected, "bits {bits}");
        count += 1;
    }
    assert!(count > 600);
}

#[test]
fn strings_of_the_pinned_table() {
    let mut count = 0;
    for (bytes, expected) in cases(include_str!("strings.txt")) {
        let text = String::from_utf8(unhex(bytes)).unwrap();
        assert_eq!(dunder::repr(&text), expected, "{text:?}");
        assert_eq!(dunder::repr(text.as_str()), expected);
        count += 1;
    }
    assert!(count > 900);
}

#[test]
fn every_double_of_a_property_test_reads_back() {
    use proptest::prelude::*;
    proptest!(|(value in any::<f64>())| {
        let text = dunder::repr(&value);
        let back: f64 = text.parse().unwrap();
        prop_assert!(back.to_bits() == value.to_bits() || back.is_nan() && value.is_nan());
    });
}

#[test]
fn every_float_of_a_property_test_reads_back() {
    use proptest::prelude::*;
    proptest!(|(value in any::<f32>())| {
        let text = dunder::repr(&value);
        let back: f32 = text.parse().unwrap();
        prop_assert!(back.to_bits() == value.to_bits() || back.is_nan() && value.is_nan());
        // As few digits as Rust needs.
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let mantissa = |text: &str| text.split('e').next().unwrap().to_owned();
        let shortest = digits(&mantissa(&format!("{value:e}")));
        let ours = mantissa(&text);
        let ours = ours.trim_start_matches(['-', '0', '.']).trim_end_matches(['0', '.']);
        prop_assert!(digits(ours) <= shortest, "{} has more than {} digits", text, shortest);
    });
}
