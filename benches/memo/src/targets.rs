//! What is aimed at, and whether it is met.

use std::fmt;

/// A table of ratios.
#[derive(Default)]
pub struct Targets(Vec<Row>);

struct Row {
    what: &'static str,
    case: String,
    peer: String,
    ratio: f64,
    most: f64,
}

impl Targets {
    /// Compares a case with the best of its peers: the ratio is to be `most` at the most.
    pub fn judge(
        &mut self,
        what: &'static str,
        medians: &[(&str, f64)],
        case: &str,
        peers: &[&str],
        most: f64,
    ) {
        let of = |name: &str| medians.iter().find(|(there, _)| *there == name).copied();
        let peers = peers.iter().filter_map(|peer| of(peer));
        let best = peers.min_by(|a, b| a.1.total_cmp(&b.1));
        if let (Some((case, time)), Some((peer, best))) = (of(case), best) {
            let (case, peer, ratio) = (case.to_owned(), peer.to_owned(), time / best);
            self.0.push(Row {
                what,
                case,
                peer,
                ratio,
                most,
            });
        }
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n| | of | against | ratio | target | met |")?;
        writeln!(f, "| --- | --- | --- | --- | --- | --- |")?;
        for row in &self.0 {
            let Row {
                what,
                case,
                peer,
                ratio,
                most,
            } = row;
            let met = if ratio <= most { "yes" } else { "no" };
            writeln!(
                f,
                "| {what} | {case} | {peer} | {ratio:.2} | {most:.2} | {met} |"
            )?;
        }
        Ok(())
    }
}
