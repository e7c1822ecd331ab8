//! Measuring: interleaved rounds, medians, ratios.
//!
//! Every case runs in every round, so that a slower minute of the machine meets all of them alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Cases to compare; the first is what the others are measured against.
pub struct Comparison<'a> {
    title: String,
    cases: Vec<Case<'a>>,
    /// How long a case runs in a round.
    slice: Duration,
    rounds: usize,
}

struct Case<'a> {
    name: String,
    /// How many operations one call of `run` is.
    operations: u32,
    /// So many times, and how long that took.
    run: Box<dyn FnMut(u32) -> Duration + 'a>,
    calls: u32,
    /// Nanoseconds for an operation, one for each round.
    samples: Vec<f64>,
}

/// The time this thread has had a processor for, from any origin: what others take of the machine is not in it. The
/// wall's where the system does not tell.
#[must_use]
pub fn processor_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(
            time.tv_sec.unsigned_abs(),
            u32::try_from(time.tv_nsec).unwrap_or(0),
        )
    }
    #[cfg(not(unix))]
    {
        use std::sync::OnceLock;
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed()
    }
}

impl<'a> Comparison<'a> {
    /// No cases yet.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            cases: Vec::new(),
            slice: Duration::from_millis(8),
            rounds: 31,
        }
    }

    /// For operations of nanoseconds: rounds so short that few of them meet something else that the machine does, and
    /// that all cases of a round meet it alike if they do.
    #[must_use]
    pub fn in_short_rounds(title: impl Into<String>) -> Self {
        Self {
            slice: Duration::from_micros(250),
            rounds: 1001,
            ..Self::new(title)
        }
    }

    /// Adds a case: `run` is one operation.
    pub fn case<R>(&mut self, name: impl Into<String>, run: impl FnMut() -> R + 'a) -> &mut Self {
        let mut run = run;
        const BATCH: u32 = 100;
        // A loop inside, so that the dynamic call of the batch is not measured.
        self.batch(name, BATCH, move || {
            for _ in 0..BATCH {
                black_box(run());
            }
        })
    }

    /// Adds a case of which one call of `run` is so many operations.
    pub fn batch(
        &mut self,
        name: impl Into<String>,
        operations: u32,
        run: impl FnMut() + 'a,
    ) -> &mut Self {
        let start = Instant::now();
        self.by_clock(name, operations, run, move || start.elapsed())
    }

    /// As `batch`, by [`processor_time`]: for code that neither waits nor starts threads, on a busy machine.
    pub fn on_processor(
        &mut self,
        name: impl Into<String>,
        operations: u32,
        run: impl FnMut() + 'a,
    ) -> &mut Self {
        self.by_clock(name, operations, run, processor_time)
    }

    fn by_clock(
        &mut self,
        name: impl Into<String>,
        operations: u32,
        mut run: impl FnMut() + 'a,
        now: impl Fn() -> Duration + 'a,
    ) -> &mut Self {
        self.timed(name, operations, move |calls| {
            let start = now();
            for _ in 0..calls {
                run();
            }
            now() - start
        })
    }

    /// As `batch`, for a `run` that is told how many calls to make and tells how long they took.
    pub fn timed(
        &mut self,
        name: impl Into<String>,
        operations: u32,
        run: impl FnMut(u32) -> Duration + 'a,
    ) -> &mut Self {
        self.cases.push(Case {
            name: name.into(),
            operations,
            run: Box::new(run),
            calls: 1,
            samples: Vec::new(),
        });
        self
    }

    /// Measures and prints: the median for an operation, and the median of its ratios to the first case of the same
    /// round.
    pub fn report(&mut self) {
        self.measure();
        println!("\n{} (medians of {} rounds)", self.title, self.rounds);
        let ratios = self.ratios();
        for ((name, nanoseconds), ratio) in self.medians().into_iter().zip(ratios) {
            println!("  {name:<44} {nanoseconds:>10.2} ns  {ratio:>6.2}x");
        }
    }

    /// Runs all cases in every round.
    pub fn measure(&mut self) {
        for case in &mut self.cases {
            case.calibrate(self.slice);
        }
        for _ in 0..self.rounds {
            for case in &mut self.cases {
                let taken = case.time(case.calls);
                let operations = f64::from(case.calls) * f64::from(case.operations);
                case.samples.push(taken.as_secs_f64() * 1e9 / operations);
            }
        }
    }

    /// The median of each case that was measured, in nanoseconds for an operation.
    pub fn medians(&mut self) -> Vec<(&str, f64)> {
        let cases = self.cases.iter();
        cases
            .map(|case| (case.name.as_str(), median(case.samples.clone())))
            .collect()
    }

    /// The median of each case's ratios to the first, round by round.
    fn ratios(&self) -> Vec<f64> {
        let first = self.cases.first().map_or(&[][..], |case| &case.samples);
        let ratios = |case: &Case| {
            let rounds = case.samples.iter().zip(first);
            median(rounds.map(|(own, first)| own / first).collect())
        };
        self.cases.iter().map(ratios).collect()
    }
}

impl Case<'_> {
    fn time(&mut self, calls: u32) -> Duration {
        (self.run)(calls)
    }

    /// Finds how many calls fill a slice; warms up on the way.
    fn calibrate(&mut self, slice: Duration) {
        // Twice, since the one may have been interrupted.
        while self.calls < 1 << 28
            && (self.time(self.calls) < slice || self.time(self.calls) < slice)
        {
            self.calls *= 2;
        }
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
