//! The key that an unknown one was most likely meant to be.

/// The candidate at most two edits away, and less than half of its own length; case, `-` and `_` do not count.
pub(super) fn did_you_mean<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = fold(typed);
    candidates
        .into_iter()
        .map(|candidate| {
            let other = fold(candidate);
            (distance(&folded, &other), other.len(), candidate)
        })
        .filter(|&(distance, length, _)| distance <= 2 && distance * 2 < length.max(1))
        .min_by_key(|&(distance, ..)| distance)
        .map(|(.., candidate)| candidate)
}

fn fold(key: &str) -> Vec<char> {
    key.chars()
        .filter(|c| !matches!(c, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    // More than two edits are never asked about.
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX / 2;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn suggestions() {
        let keys = ["email", "slack", "sms", "web-push", "a"];
        for (typed, expected) in [
            ("emial", Some("email")),
            ("e-mail", Some("email")),
            ("EMAIL", Some("email")),
            ("mail", Some("email")),
            ("slcak", Some("slack")),
            ("smss", Some("sms")),
            ("web_push", Some("web-push")),
            ("WebPush", Some("web-push")),
            ("fax", None),
            ("pigeon", None),
            ("b", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(typed, keys), expected, "{typed}");
        }
    }
}
