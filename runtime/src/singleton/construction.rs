//! Who is making what, and who waits for whom: one graph for the process, looked at only while a cell is empty.
//!
//! A node is a running constructor (a *lease* on its cell), an edge leads from a constructor to what it needs: to
//! the constructor it started itself, or to the cell it waits for. A request that would close a circle is refused
//! with the names along it, instead of waiting for ever.
//!
//! Edges join constructors, not threads, so the same graph serves async constructors, which change threads between
//! polls: while one is polled, it is the thread's innermost constructor.

use std::cell::Cell;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

static GRAPH: Mutex<Graph> = Mutex::new(Graph {
    tickets: 0,
    leases: Vec::new(),
    waits: Vec::new(),
});
static CHANGED: Condvar = Condvar::new();

thread_local! {
    /// The ticket of the innermost constructor that runs on this thread.
    static INNERMOST: Cell<Option<u64>> = const { Cell::new(None) };
}

struct Graph {
    /// How many tickets were given out: each lease and each wait has its own.
    tickets: u64,
    leases: Vec<Open>,
    waits: Vec<Wait>,
}

/// A constructor that runs.
struct Open {
    ticket: u64,
    cell: usize,
    type_name: &'static str,
    /// The constructor that asked for the cell and started this one.
    needed_by: Option<u64>,
}

/// Someone who waits for a cell that is being made.
struct Wait {
    ticket: u64,
    cell: usize,
    /// The constructor that waits, if it is one.
    needed_by: Option<u64>,
    /// The task to wake; threads wait on `CHANGED`.
    waker: Option<Waker>,
}

/// The answer to a request for an empty cell.
pub(super) enum Claim {
    /// It has been filled meanwhile.
    Made,
    /// The caller fills it.
    Mine(Lease),
}

/// The right to fill a cell; dropping it, also by a panic, lets the next one try.
pub(super) struct Lease {
    ticket: u64,
}

/// Asks for the right to fill `cell`, and waits while another thread has it.
#[track_caller]
pub(super) fn claim(cell: usize, type_name: &'static str, made: impl Fn() -> bool) -> Claim {
    let mut graph = lock();
    loop {
        match graph.request(cell, type_name, &made) {
            Request::Answer(claim) => return claim,
            Request::Cycle(chain) => {
                drop(graph);
                refuse(type_name, &chain);
            }
            Request::Wait => {
                let ticket = graph.wait(cell, None);
                graph = CHANGED.wait(graph).unwrap_or_else(PoisonError::into_inner);
                graph.waits.retain(|wait| wait.ticket != ticket);
            }
        }
    }
}

/// A task's request for a cell: polled until it is answered; dropping it takes it back.
pub(super) struct Waiting {
    cell: usize,
    type_name: &'static str,
    ticket: Option<u64>,
}

impl Waiting {
    pub(super) fn new(cell: usize, type_name: &'static str) -> Self {
        Self {
            cell,
            type_name,
            ticket: None,
        }
    }

    /// Asks again; where the answer is not there yet, `waker` is woken when it may be.
    pub(super) fn poll(&mut self, waker: &Waker, made: impl Fn() -> bool) -> Option<Claim> {
        let mut graph = lock();
        graph.end_wait(self.ticket.take());
        match graph.request(self.cell, self.type_name, &made) {
            Request::Answer(claim) => Some(claim),
            Request::Cycle(chain) => {
                drop(graph);
                refuse(self.type_name, &chain);
            }
            Request::Wait => {
                self.ticket = Some(graph.wait(self.cell, Some(waker.clone())));
                None
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.ticket.is_some() {
            lock().end_wait(self.ticket.take());
        }
    }
}

impl Lease {
    /// Runs the constructor, or one poll of it, as the thread's innermost.
    pub(super) fn during<R>(&self, constructor: impl FnOnce() -> R) -> R {
        struct Restore(Option<u64>);
        impl Drop for Restore {
            fn drop(&mut self) {
                INNERMOST.set(self.0);
            }
        }
        let _restore = Restore(INNERMOST.replace(Some(self.ticket)));
        constructor()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut graph = lock();
        let Some(at) = graph
            .leases
            .iter()
            .position(|open| open.ticket == self.ticket)
        else {
            return;
        };
        let cell = graph.leases.swap_remove(at).cell;
        let of_cell = graph.waits.iter_mut().filter(|wait| wait.cell == cell);
        let wakers: Vec<Waker> = of_cell.filter_map(|wait| wait.waker.take()).collect();
        drop(graph);
        CHANGED.notify_all();
        // All of them, since a woken task may be dropped before it asks again.
        wakers.into_iter().for_each(Waker::wake);
    }
}

enum Request {
    Answer(Claim),
    Cycle(Vec<&'static str>),
    Wait,
}

impl Graph {
    fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    fn request(
        &mut self,
        cell: usize,
        type_name: &'static str,
        made: &dyn Fn() -> bool,
    ) -> Request {
        if made() {
            return Request::Answer(Claim::Made);
        }
        let needed_by = INNERMOST.get();
        let Some(owner) = self.leases.iter().find(|open| open.cell == cell) else {
            let ticket = self.ticket();
            self.leases.push(Open {
                ticket,
                cell,
                type_name,
                needed_by,
            });
            return Request::Answer(Claim::Mine(Lease { ticket }));
        };
        let chain = needed_by.and_then(|me| self.path(owner, me));
        match chain {
            Some(mut chain) => {
                chain.push(type_name);
                Request::Cycle(chain)
            }
            None => Request::Wait,
        }
    }

    /// The names from constructor `from` along what each needs to the constructor `to`, if there is a way.
    /// There are no circles to run in: each request that would close one is refused.
    fn path(&self, from: &Open, to: u64) -> Option<Vec<&'static str>> {
        if from.ticket == to {
            return Some(vec![from.type_name]);
        }
        let waited_for = |open: &Open| {
            let waits = self.waits.iter();
            waits
                .filter(|wait| wait.needed_by == Some(from.ticket))
                .any(|wait| wait.cell == open.cell)
        };
        let needed = self
            .leases
            .iter()
            .filter(|open| open.needed_by == Some(from.ticket) || waited_for(open));
        let mut rest = needed.filter_map(|open| self.path(open, to)).next()?;
        rest.insert(0, from.type_name);
        Some(rest)
    }

    fn wait(&mut self, cell: usize, waker: Option<Waker>) -> u64 {
        let ticket = self.ticket();
        self.waits.push(Wait {
            ticket,
            cell,
            needed_by: INNERMOST.get(),
            waker,
        });
        ticket
    }

    fn end_wait(&mut self, ticket: Option<u64>) {
        self.waits.retain(|wait| Some(wait.ticket) != ticket);
    }
}

fn lock() -> MutexGuard<'static, Graph> {
    GRAPH.lock().unwrap_or_else(PoisonError::into_inner)
}

#[track_caller]
fn refuse(type_name: &str, chain: &[&str]) -> ! {
    let chain: Vec<String> = chain.iter().map(|name| short(name)).collect();
    panic!(
        "singleton `{}` is needed to construct itself: {}",
        short(type_name),
        chain.join(" -> ")
    );
}

/// The type's name without its modules: `Pool<String>` of `app::db::Pool<alloc::string::String>`.
pub(super) fn short(type_name: &str) -> String {
    let mut short = String::with_capacity(type_name.len());
    for part in type_name.split_inclusive(|c: char| !(c.is_alphanumeric() || "_:{}".contains(c))) {
        short.push_str(part.rsplit_once("::").map_or(part, |(_, last)| last));
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_names() {
        for (full, expected) in [
            ("u32", "u32"),
            ("app::db::Pool", "Pool"),
            ("app::Pool<alloc::string::String>", "Pool<String>"),
            ("a::B<c::D<e::F>, &'static g::H>", "B<D<F>, &'static H>"),
            ("(a::B, [c::D; 3])", "(B, [D; 3])"),
            ("app::main::{{closure}}::Local", "Local"),
        ] {
            assert_eq!(short(full), expected, "{full}");
        }
    }
}
