//! Requests, always the same ones.

/// What is asked of a cache of one size.
pub struct Workload {
    pub name: String,
    pub capacity: usize,
    pub requests: Vec<u64>,
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Keys of which the `n`th is drawn `n^exponent` times less often than the first.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new(keys: u32, exponent: f64) -> Self {
        let mut sum = 0.0;
        let mut add = |rank: u32| {
            sum += f64::from(rank).powf(-exponent);
            sum
        };
        Self((1..=keys).map(&mut add).collect())
    }

    fn draw(&self, random: &mut Random) -> u64 {
        let at = random.unit() * self.0[self.0.len() - 1];
        self.0.partition_point(|&sum| sum < at) as u64
    }
}

const REQUESTS: u64 = 500_000;

/// The rows of the table.
pub fn all() -> Vec<Workload> {
    let mut random = Random(1);
    let mut rows = Vec::new();
    let mut row = |name: &str, capacity, requests| {
        rows.push(Workload {
            name: name.to_owned(),
            capacity,
            requests,
        });
    };
    for exponent in [0.8, 1.0, 1.2] {
        let zipf = Zipf::new(100_000, exponent);
        let requests: Vec<u64> = (0..REQUESTS).map(|_| zipf.draw(&mut random)).collect();
        for capacity in [128, 1000, 10_000] {
            let name = format!("zipf({exponent:.1}), 100 000 keys");
            row(&name, capacity, requests.clone());
        }
    }
    let zipf = Zipf::new(10_000, 1.0);
    for capacity in [128, 1000] {
        let keys = capacity as u64 * 11 / 10;
        let requests = (0..REQUESTS).map(|n| n % keys).collect();
        row("loop over 1.1 times the capacity", capacity, requests);
        let keys = capacity as u64 * 2;
        let requests = (0..REQUESTS).map(|n| n % keys).collect();
        row("loop over twice the capacity", capacity, requests);

        let mut never_seen = 1 << 32;
        let mut fresh = || {
            never_seen += 1;
            never_seen
        };
        let scans = |n| match n % 2500 {
            2000.. => fresh(),
            _ => zipf.draw(&mut random),
        };
        let requests = (0..REQUESTS).map(scans).collect();
        row("zipf(1.0), 10 000 keys, 20 % in scans", capacity, requests);
        let wonders = |_| match random.next() % 3 {
            0 => fresh(),
            _ => zipf.draw(&mut random),
        };
        let requests = (0..REQUESTS).map(wonders).collect();
        row("the same, a third asked for once", capacity, requests);
        let shifts = |n| (zipf.draw(&mut random) + n / 50_000 * 1000) % 10_000;
        let requests = (0..REQUESTS).map(shifts).collect();
        row("the same, the hot keys shift", capacity, requests);
    }
    rows
}

/// The files of a directory, little-endian `u64`s each: at 128 entries, and at a tenth of the keys.
pub fn traces(directory: &str) -> std::io::Result<Vec<Workload>> {
    let mut paths = std::fs::read_dir(directory)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "u64"));
    paths.sort();
    let mut rows = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(&path)?;
        let words = bytes.as_chunks::<8>().0.iter();
        let requests: Vec<u64> = words.map(|word| u64::from_le_bytes(*word)).collect();
        for capacity in [128, 1000] {
            rows.push(Workload {
                name: format!("{name}, {} requests", requests.len()),
                capacity,
                requests: requests.clone(),
            });
        }
    }
    Ok(rows)
}
