//! Who sees a patch.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::time::Duration;

use dunder::patchable;

/// Long enough for any machine; a deadlock fails the test and does not hang it.
const BOUND: Duration = Duration::from_secs(60);

#[test]
fn row_46_another_thread_does_not_see_it() {
    #[patchable]
    fn answer() -> u32 {
        1
    }
    let (patched, asked) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = answer::patch(|| 2);
            patched.wait();
            assert_eq!(answer(), 2);
            asked.wait();
        });
        patched.wait();
        assert_eq!(answer(), 1);
        asked.wait();
    });
}

#[test]
fn row_46_a_thread_given_the_handle_sees_it() {
    #[patchable]
    fn answer() -> u32 {
        1
    }
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let guard = answer::patch(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        2
    });
    let handle = guard.handle();
    let second = handle.clone();
    let in_thread = std::thread::spawn(move || {
        let before = answer();
        let entered = handle.enter();
        let inside = answer();
        drop(entered);
        (before, inside, answer())
    });
    assert_eq!(in_thread.join().unwrap(), (1, 2, 1));
    drop(guard);
    assert_eq!(answer(), 1);
    // A handle is enough, also when the guard is gone.
    let outlived = std::thread::spawn(move || {
        let _entered = second.enter();
        answer()
    });
    assert_eq!(outlived.join().unwrap(), 2);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[test]
fn row_46_a_handle_of_a_method() {
    struct Clock;
    impl Clock {
        #[patchable(handle = now_patch)]
        fn now(&self) -> u32 {
            1
        }
    }
    let guard = Clock::now_patch().patch(|_| 2);
    let handle = guard.handle();
    let in_thread = std::thread::spawn(move || {
        let _entered = handle.enter();
        Clock.now()
    });
    assert_eq!((in_thread.join().unwrap(), Clock.now()), (2, 2));
}

#[test]
fn row_46_a_global_patch_is_seen_by_every_thread() {
    #[patchable]
    fn answer() -> u32 {
        1
    }
    let guard = answer::patch_global(|| 2);
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(answer)).collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), 2);
    }
    // A thread's own patch goes before it.
    {
        let _own = answer::patch(|| answer::original() + 10);
        assert_eq!(answer(), 11);
    }
    {
        let _nested = answer::patch_global(|| 3);
        assert_eq!(answer(), 3);
    }
    assert_eq!(answer(), 2);
    drop(guard);
    assert_eq!(answer(), 1);
}

#[test]
fn row_46_global_patches_take_turns() {
    #[patchable]
    fn answer() -> usize {
        0
    }
    #[patchable]
    fn question() -> usize {
        0
    }
    const THREADS: usize = 8;
    let (sender, receiver) = mpsc::channel();
    let start = Arc::new(Barrier::new(THREADS));
    let inside = Arc::new(AtomicUsize::new(0));
    for number in 1..=THREADS {
        let (sender, start, inside) = (sender.clone(), start.clone(), inside.clone());
        std::thread::spawn(move || {
            start.wait();
            // In two orders: were there a lock for each function, this could end in a deadlock.
            let guards = if number % 2 == 0 {
                let first = answer::patch_global(move || number);
                (first, question::patch_global(move || number))
            } else {
                let first = question::patch_global(move || number);
                (answer::patch_global(move || number), first)
            };
            let alone = inside.fetch_add(1, Ordering::SeqCst) == 0;
            std::thread::yield_now();
            let seen = (answer(), question());
            inside.fetch_sub(1, Ordering::SeqCst);
            drop(guards);
            sender.send((alone, seen == (number, number))).unwrap();
        });
    }
    for _ in 0..THREADS {
        assert_eq!(receiver.recv_timeout(BOUND), Ok((true, true)));
    }
    assert_eq!((answer(), question()), (0, 0));
}

#[test]
fn a_thread_that_ends_calls_what_it_can() {
    #[patchable]
    fn answer() -> u32 {
        1
    }
    struct AtEnd(mpsc::Sender<u32>);
    impl Drop for AtEnd {
        fn drop(&mut self) {
            self.0.send(answer()).unwrap();
        }
    }
    thread_local! {
        static AT_END: std::cell::Cell<Option<AtEnd>> = const { std::cell::Cell::new(None) };
    }
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        AT_END.set(Some(AtEnd(sender)));
        std::mem::forget(answer::patch(|| 2));
        assert_eq!(answer(), 2);
    })
    .join()
    .unwrap();
    // Patched or not, depending on which of the thread's things went first; but no crash.
    assert!(matches!(receiver.recv_timeout(BOUND), Ok(1 | 2)));
    assert_eq!(answer(), 1);
}
