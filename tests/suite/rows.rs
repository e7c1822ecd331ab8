//! The rows of the conformance tables, by their numbers.

use std::collections::BTreeSet;

/// The rows up to `last` that no test's name carries (`row_09_and_10_…`), nor the first cell of a table
/// (`| 7, 18 | …`).
pub(crate) fn missing(sources: &[&str], last: u32) -> Vec<u32> {
    let mut found = BTreeSet::new();
    for line in sources.iter().flat_map(|source| source.lines()) {
        if let Some(mut name) = line.trim_start().strip_prefix("fn row_") {
            loop {
                let end = name
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(name.len());
                found.extend(name[..end].parse::<u32>());
                match name[end..].strip_prefix("_and_") {
                    Some(rest) => name = rest,
                    None => break,
                }
            }
        } else if let Some(cells) = line.strip_prefix("//! | ") {
            let cell = cells.split('|').next().unwrap_or_default();
            found.extend(
                cell.split(',')
                    .filter_map(|part| part.trim().parse::<u32>().ok()),
            );
        }
    }
    (1..=last).filter(|row| !found.contains(row)).collect()
}

#[test]
fn numbers_are_read_from_names_and_tables() {
    let source = "fn row_01_a() {\n    fn row_03_and_04_2_b() {\n//! | 5, 6 | c | 7 |\n// row_08";
    assert_eq!(missing(&[source], 8), [2, 7, 8]);
}
