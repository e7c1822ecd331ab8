//! Generated questions for CPython, each with dunder's answer.

use super::hex;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::{self, Write as _};

/// SplitMix64: the corpus is the same on every run.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    pub(super) fn double(&mut self) -> f64 {
        match self.below(6) {
            // Any bits.
            0 | 1 => f64::from_bits(self.next()),
            // Large integers over a small power of two: this is where ties are.
            2 => (self.next() >> 11) as f64 / (1_u64 << self.below(8)) as f64,
            // Around the thresholds of the exponent form.
            3 => self.mantissa() * 10_f64.powi(self.pick(&[-6, -5, -4, -3, 0, 14, 15, 16, 17])),
            // Few digits.
            4 => self.below(100_000) as f64 / self.pick(&[1.0, 10.0, 100.0, 1000.0, 1e20]),
            // Powers of two, where floats are unevenly spaced, and their neighbours.
            _ => {
                let power = (self.below(2046) + 1) << 52;
                f64::from_bits(power.wrapping_add(self.below(3)).wrapping_sub(1))
            }
        }
    }

    fn mantissa(&mut self) -> f64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        self.pick(&[-1.0, 1.0]) * (1.0 + 9.0 * unit)
    }

    pub(super) fn text(&mut self) -> String {
        let len = self.below(9);
        (0..len).map(|_| self.character()).collect()
    }

    fn character(&mut self) -> char {
        match self.below(8) {
            0 | 1 => self.pick(&['\'', '"', '\\']),
            2 => self.pick(&[
                '\0', '\t', '\n', '\r', '\x1b', '\x7f', '\u{85}', '\u{a0}', '\u{ad}',
            ]),
            3 => self.pick(&[
                '\u{300}',
                '\u{345}',
                '\u{200b}',
                '\u{2028}',
                '\u{3000}',
                '\u{fe0f}',
                '\u{e0001}',
            ]),
            4 | 5 => char::from(u8::try_from(self.below(0x80)).unwrap()),
            6 => char::from_u32(u32::try_from(self.below(0x3000)).unwrap()).unwrap(),
            _ => loop {
                if let Some(c) = char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap()) {
                    break c;
                }
            },
        }
    }

    /// A nested value, at most `depth` containers deep.
    pub(super) fn value(&mut self, depth: u32) -> Value {
        let kinds = if depth == 0 { 7 } else { 14 };
        match self.below(kinds) {
            0 => Value::None,
            1 => Value::Bool(self.below(2) == 1),
            2 => Value::Int(self.pick(&[0, 1, -1, i128::MIN, i128::MAX, i128::from(self.0)])),
            3 => Value::Some(Box::new(Value::Int(i128::from(self.below(1000))))),
            4 | 5 => Value::Float(self.double()),
            6 => Value::Text(self.text()),
            7 => Value::List(self.values(depth)),
            8 => Value::Deque(self.values(depth).into()),
            9 => Value::Unit,
            10 => Value::One((Box::new(self.value(depth - 1)),)),
            11 => Value::Two((
                Box::new(self.value(depth - 1)),
                Box::new(self.value(depth - 1)),
            )),
            // A set of one: what Python makes of the order of more is its own.
            12 => Value::Set((0..self.below(2)).map(|_| self.text()).collect()),
            _ => {
                let len = self.below(4);
                Value::Map(
                    (0..len)
                        .map(|_| (self.text(), self.value(depth - 1)))
                        .collect(),
                )
            }
        }
    }

    fn values(&mut self, depth: u32) -> Vec<Value> {
        (0..self.below(4)).map(|_| self.value(depth - 1)).collect()
    }
}

/// A value of Python and of Rust: printed by the std impls of `Repr`, and spelt for `eval` in a way of its own.
pub(super) enum Value {
    None,
    Some(Box<Value>),
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(String),
    Unit,
    One((Box<Value>,)),
    Two((Box<Value>, Box<Value>)),
    List(Vec<Value>),
    Deque(VecDeque<Value>),
    Set(BTreeSet<String>),
    Map(BTreeMap<String, Value>),
}

impl dunder::Repr for Value {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => None::<u8>.repr(f),
            Self::Some(value) => Some(value).repr(f),
            Self::Bool(value) => value.repr(f),
            Self::Int(value) => value.repr(f),
            Self::Float(value) => value.repr(f),
            Self::Text(value) => value.repr(f),
            Self::Unit => ().repr(f),
            Self::One(value) => value.repr(f),
            Self::Two(value) => value.repr(f),
            Self::List(value) => value.repr(f),
            Self::Deque(value) => value.repr(f),
            Self::Set(value) => value.repr(f),
            Self::Map(value) => value.repr(f),
        }
    }
}

impl Value {
    /// An expression that uses none of the forms under test: strings in hex, floats by their bits.
    pub(super) fn expression(&self) -> String {
        let text = |text: &str| format!("text('{}')", hex(text.as_bytes()));
        let list = |items: &mut dyn Iterator<Item = &Self>| {
            items
                .map(|item| item.expression() + ",")
                .collect::<String>()
        };
        match self {
            Self::None => "None".to_owned(),
            Self::Some(value) => value.expression(),
            Self::Bool(value) => format!("bool({})", u8::from(*value)),
            Self::Int(value) => format!("int('{value}')"),
            Self::Float(value) => {
                format!(
                    "struct.unpack('>d', bytes.fromhex('{:016x}'))[0]",
                    value.to_bits()
                )
            }
            Self::Text(value) => text(value),
            Self::Unit => "tuple([])".to_owned(),
            Self::One((value,)) => format!("tuple([{}])", value.expression()),
            Self::Two((a, b)) => format!("tuple([{}, {}])", a.expression(), b.expression()),
            Self::List(values) => format!("list([{}])", list(&mut values.iter())),
            Self::Deque(values) => format!("list([{}])", list(&mut values.iter())),
            Self::Set(values) => {
                format!(
                    "set([{}])",
                    values
                        .iter()
                        .map(|value| text(value) + ",")
                        .collect::<String>()
                )
            }
            Self::Map(entries) => {
                let mut pairs = String::new();
                for (key, value) in entries {
                    write!(pairs, "({}, {}),", text(key), value.expression()).unwrap();
                }
                format!("dict([{pairs}])")
            }
        }
    }
}
