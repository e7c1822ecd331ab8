//! The patches in force: a stack for each function, in this thread and for the process.

use core::any::Any;
use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::gate::Open;
use super::site::Site;

/// The patches of each function, the newest last.
type Stacks<A> = BTreeMap<Site, Vec<(u64, A)>>;

/// An `Arc<P>`, where `P` is the trait object of the function's replacements.
type Local = Box<dyn Any>;
/// An `Arc<P>` with `P` as above, `+ Send + Sync`.
type Global = Box<dyn Any + Send + Sync>;

thread_local! {
    static LOCAL: RefCell<Stacks<Local>> = const { RefCell::new(BTreeMap::new()) };
    /// The function that is to run as written when it is entered next.
    static BYPASSED: Cell<Option<Site>> = const { Cell::new(None) };
}

static GLOBAL: Mutex<Stacks<Global>> = Mutex::new(BTreeMap::new());
/// So that a thread whose patches are its own takes no lock.
static GLOBALS: AtomicUsize = AtomicUsize::new(0);
static NEXT: AtomicU64 = AtomicU64::new(0);

fn global() -> MutexGuard<'static, Stacks<Global>> {
    GLOBAL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What replaces the function now; `widen` forgets that a patch for the process is `Send` and `Sync`.
#[cold]
#[inline(never)]
pub(super) fn find<P: ?Sized + 'static, G: ?Sized + 'static>(
    site: Site,
    widen: fn(Arc<G>) -> Arc<P>,
) -> Option<Arc<P>> {
    if BYPASSED.get() == Some(site) {
        BYPASSED.set(None);
        return None;
    }
    let newest = LOCAL.try_with(|stacks| {
        let stacks = stacks.borrow();
        let (_, patch) = stacks.get(&site)?.last()?;
        patch.downcast_ref::<Arc<P>>().cloned()
    });
    newest.ok().flatten().or_else(|| {
        if GLOBALS.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let stacks = global();
        let (_, patch) = stacks.get(&site)?.last()?;
        patch.downcast_ref::<Arc<G>>().cloned().map(widen)
    })
}

/// It is for this thread's stack.
struct NotSend(#[allow(dead_code)] *const ());

/// A patch in force in this thread, until dropped.
pub(super) struct Pushed {
    site: Site,
    id: u64,
    _open: Open,
    _thread: NotSend,
}

impl Pushed {
    pub(super) fn new<P: ?Sized + 'static>(site: Site, patch: Arc<P>) -> Self {
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        LOCAL.with(|stacks| {
            let patch: Local = Box::new(patch);
            stacks
                .borrow_mut()
                .entry(site)
                .or_default()
                .push((id, patch));
        });
        Self {
            site,
            id,
            _open: Open::new(),
            _thread: NotSend(core::ptr::null()),
        }
    }
}

impl Drop for Pushed {
    fn drop(&mut self) {
        let removed = LOCAL.try_with(|stacks| remove(&mut stacks.borrow_mut(), self.site, self.id));
        // Outside the borrow: what the patch captured may call patched functions when dropped.
        drop(removed);
    }
}

/// A patch in force in every thread, until dropped.
pub(super) struct PushedGlobally {
    site: Site,
    id: u64,
    _open: Open,
}

impl PushedGlobally {
    pub(super) fn new<G: ?Sized + Send + Sync + 'static>(site: Site, patch: Arc<G>) -> Self {
        let patch: Global = Box::new(patch);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        global().entry(site).or_default().push((id, patch));
        GLOBALS.fetch_add(1, Ordering::Relaxed);
        Self {
            site,
            id,
            _open: Open::new(),
        }
    }
}

impl Drop for PushedGlobally {
    fn drop(&mut self) {
        GLOBALS.fetch_sub(1, Ordering::Relaxed);
        let removed = remove(&mut global(), self.site, self.id);
        drop(removed);
    }
}

/// Takes a patch out, wherever it is in its stack.
fn remove<A>(stacks: &mut Stacks<A>, site: Site, id: u64) -> Option<A> {
    let stack = stacks.get_mut(&site)?;
    let at = stack.iter().position(|(other, _)| *other == id)?;
    let (_, patch) = stack.remove(at);
    if stack.is_empty() {
        stacks.remove(&site);
    }
    Some(patch)
}

/// Calls `enter`, which enters the function of `site` first of all: that call runs it as written. Calls inside it
/// meet patches again.
pub fn bypassing<R>(site: Site, enter: impl FnOnce() -> R) -> R {
    struct Restore(Option<Site>);
    impl Drop for Restore {
        fn drop(&mut self) {
            BYPASSED.set(self.0);
        }
    }
    // A gate that is closed would leave the note for a later call.
    let _open = Open::new();
    let _restore = Restore(BYPASSED.replace(Some(site)));
    enter()
}

/// As [`bypassing`], for a function whose code runs when its future is first polled.
pub async fn bypassing_async<F: Future>(site: Site, entered: F) -> F::Output {
    let mut entered = core::pin::pin!(entered);
    let mut begun = false;
    core::future::poll_fn(move |context| {
        let poll = || entered.as_mut().poll(context);
        if core::mem::replace(&mut begun, true) {
            return { poll }();
        }
        bypassing(site, poll)
    })
    .await
}
