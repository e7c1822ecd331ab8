//! Row 44 under executors that people use.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dunder::Emitter;
use dunder::emitter::EmitError;

use super::support::Log;

/// An emitter whose handlers wait in turn, and one that panics after having waited.
fn emitter(log: &Log, pause: impl Fn() -> Pause + Copy + Send + Sync + 'static) -> Arc<Emitter> {
    let emitter = Emitter::new();
    for name in ["a", "b"] {
        let log = log.clone();
        emitter
            .on_async(move |n: &u32| {
                let log = log.clone();
                Box::pin(async move {
                    log.add(format!("{name}{n}"));
                    pause().await;
                    log.add(format!("/{name}{n}"));
                })
            })
            .detach();
    }
    emitter.on(log.adding::<u32>("sync")).detach();
    emitter
        .on_async(move |n: &u32| {
            Box::pin(async move {
                pause().await;
                assert_ne!(*n, 13, "unlucky");
            })
        })
        .detach();
    Arc::new(emitter)
}

type Pause = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// What is the same under every executor; `spawn` runs a task elsewhere and waits for it.
async fn row_44<S, J>(pause: impl Fn() -> Pause + Copy + Send + Sync + 'static, spawn: S)
where
    S: Fn(Pause) -> J,
    J: Future<Output = ()>,
{
    let log = Log::default();
    let emitter = emitter(&log, pause);
    assert_eq!(emitter.emit_async(&1_u32).await, 4);
    assert_eq!(log.take(), "a1 /a1 b1 /b1 sync");
    assert_eq!(emitter.emit_async(&2_u32).concurrent().await, 4);
    assert_eq!(log.take(), "a2 b2 sync /a2 /b2");
    let error = emitter.try_emit_async(&13_u32).await.unwrap_err();
    assert!(matches!(error, EmitError::Panicked { heard: 4, .. }));
    log.take();

    // Many emits at once, in tasks of their own, and a handler for one call among them.
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let once = emitter.once_async(move |_: &u32| {
        Box::pin(async move {
            pause().await;
            counted.fetch_add(1, Ordering::SeqCst);
        })
    });
    let heard = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..20)
        .map(|n: u32| {
            let (emitter, heard) = (emitter.clone(), heard.clone());
            spawn(Box::pin(async move {
                let n = 100 + n;
                heard.fetch_add(emitter.emit_async(&n).await, Ordering::SeqCst);
            }))
        })
        .collect();
    for task in tasks {
        task.await;
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    assert_eq!(heard.load(Ordering::SeqCst), 20 * 4 + 1);
    drop(once);
}

#[test]
fn row_44_under_tokio() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let pause = || Box::pin(tokio::task::yield_now()) as Pause;
    runtime.block_on(row_44(pause, |task| {
        let task = tokio::spawn(task);
        async move { task.await.unwrap() }
    }));
}

#[test]
fn row_44_a_task_of_tokio_that_is_aborted() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
        let began = Arc::new(tokio::sync::Notify::new());
        let tell = began.clone();
        emitter
            .on_async(move |_: &u32| {
                let began = tell.clone();
                Box::pin(async move {
                    began.notify_one();
                    std::future::pending::<()>().await;
                })
            })
            .detach();
        let once = emitter.once(log.adding::<u32>("once"));
        let emitting = emitter.clone();
        let task = tokio::spawn(async move { emitting.emit_async(&1_u32).await });
        began.notified().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        // The one that had not begun is there still.
        assert_eq!(emitter.emit(&1_u32), 1);
        assert_eq!(log.take(), "once");
        drop(once);
    });
}

#[test]
fn row_44_under_smol() {
    let pause = || Box::pin(smol::future::yield_now()) as Pause;
    smol::block_on(row_44(pause, |task| smol::spawn(task)));
}
