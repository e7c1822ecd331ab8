//! The third capstone: extract, transform, load. A record is checked as it is read, so that a bad row says why it was skipped.
//!
//! `cargo run --example capstone_pipeline`

use std::collections::BTreeMap;

use dunder::{ValidationError, dataclass, factory, register};

const RAW: &str = "\
user_id,event,product_id,amount
U001,purchase,P101,49.99
U001,purchase,P104,89.99
U001,purchase,P102,29.99
U002,purchase,P103,29.99
U003,purchase,P101,49.99
U003,purchase,P102,29.99
U004,purchase,P104,89.99
U005,,P105,
U005,purchase,P101,49.99
U002,refund,P103,29.99
";

/// A row of the file. What it must be is said here, once.
#[dataclass]
struct Record {
    #[field(pattern = "U[0-9]{3}")]
    user_id: String,
    #[field(one_of = ["purchase", "refund"])]
    event: String,
    #[field(pattern = "P[0-9]{3}")]
    product_id: String,
    #[field(positive)]
    amount: f64,
}

impl Record {
    fn net_amount(&self) -> f64 {
        if self.event() == "refund" {
            -self.amount()
        } else {
            self.amount()
        }
    }
}

/// Reads one record at a time, however long the file is.
fn extract(csv: &str) -> impl Iterator<Item = Result<Record, ValidationError>> {
    csv.lines().skip(1).map(|line| {
        let mut columns = line.split(',');
        let mut next = || columns.next().unwrap_or_default();
        let (user_id, event, product_id) = (next(), next(), next());
        // An amount that is no number is one that no rule lets through.
        let amount = next().parse().unwrap_or(f64::NAN);
        Record::new(user_id, event, product_id, amount)
    })
}

/// What the good records come to.
#[dataclass]
struct Report {
    #[field(default)]
    records: u32,
    #[field(default)]
    by_user: BTreeMap<String, f64>,
    #[field(default)]
    by_product: BTreeMap<String, u32>,
    #[field(default)]
    by_event: BTreeMap<String, u32>,
}

impl Extend<Record> for Report {
    fn extend<I: IntoIterator<Item = Record>>(&mut self, records: I) {
        for record in records {
            self.records += 1;
            *self.by_user.entry(record.user_id().to_owned()).or_default() += record.net_amount();
            *self
                .by_product
                .entry(record.product_id().to_owned())
                .or_default() += 1;
            *self.by_event.entry(record.event().to_owned()).or_default() += 1;
        }
    }
}

/// Where a report goes. A new target registers itself; `main` does not change.
#[factory(noun = "target")]
trait Target {
    fn load(&self, report: &Report) -> String;
}

#[derive(Default)]
struct Text;

#[register("text")]
impl Target for Text {
    fn load(&self, report: &Report) -> String {
        let revenue: f64 = report.by_user.values().sum();
        let mut users: Vec<_> = report.by_user.iter().collect();
        users.sort_by(|a, b| b.1.total_cmp(a.1));
        let mut lines = vec![
            format!("Records processed: {}", report.records),
            format!("Total net revenue: ${revenue:.2}"),
            "Revenue by user:".to_owned(),
        ];
        lines.extend(
            users
                .iter()
                .map(|(user, revenue)| format!("  {user}: ${revenue:.2}")),
        );
        let top = report
            .by_product
            .iter()
            .rev()
            .max_by_key(|(_, count)| **count);
        lines.extend(
            top.map(|(product, count)| format!("Top product: {product} ({count} transactions)")),
        );
        lines.push("Event breakdown:".to_owned());
        lines.extend(
            report
                .by_event
                .iter()
                .map(|(event, count)| format!("  {event}: {count}")),
        );
        lines.join("\n")
    }
}

#[derive(Default)]
struct Json;

#[register("json")]
impl Target for Json {
    fn load(&self, report: &Report) -> String {
        serde_json::to_string(&dunder::to_dict(report)).expect("a dict with keys of text is JSON")
    }
}

fn main() -> Result<(), dunder::factory::FactoryError> {
    let mut report = Report::new();
    report.extend(extract(RAW).filter_map(|record| {
        record
            .inspect_err(|error| println!("skipped: {}", error.to_string().replace('\n', "; ")))
            .ok()
    }));
    for target in ["text", "json"] {
        println!("Pipeline Report ({target})");
        println!("{}", "=".repeat(45));
        println!("{}", TargetFactory::create(target)?.load(&report));
    }
    Ok(())
}
