//! What no policy can beat: Belady's, which knows what is asked for next.

use std::collections::{BTreeSet, HashMap};

use super::Workload;

/// How many of the requests hit if always that entry leaves which is asked for last.
pub fn hits(workload: &Workload) -> u64 {
    let requests = &workload.requests;
    let mut next = vec![usize::MAX; requests.len()];
    let mut seen = HashMap::new();
    for (at, key) in requests.iter().enumerate().rev() {
        if let Some(later) = seen.insert(key, at) {
            next[at] = later;
        }
    }
    let mut due: HashMap<u64, usize> = HashMap::new();
    let mut order: BTreeSet<(usize, u64)> = BTreeSet::new();
    let mut hits = 0;
    for (&key, &next) in requests.iter().zip(&next) {
        if let Some(now) = due.insert(key, next) {
            order.remove(&(now, key));
            hits += 1;
        }
        order.insert((next, key));
        if due.len() > workload.capacity
            && let Some((_, last)) = order.pop_last()
        {
            due.remove(&last);
        }
    }
    hits
}
