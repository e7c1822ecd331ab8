//! The second capstone: a task queue that runs a few tasks at a time, follows each, and survives those that fail.
//!
//! `cargo run --example capstone_tasks`

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use dunder::{Emitter, dataclass};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

#[dataclass]
#[derive(Clone, Copy, Debug)]
enum TaskStatus {
    Pending,
    Running,
    Done,
    Failed,
}

type Job = Pin<Box<dyn Future<Output = Result<String, String>> + Send>>;

/// What is known of a task. Whoever wants to follow it observes its status.
#[dataclass]
struct Task {
    #[field(frozen)]
    id: usize,
    name: String,
    #[field(default = TaskStatus::Pending, observed)]
    status: TaskStatus,
    #[field(default)]
    result: Option<String>,
    #[field(default)]
    error: Option<String>,
}

/// A task has changed its status.
struct Moved {
    task: usize,
    from: TaskStatus,
    to: TaskStatus,
}

struct AsyncTaskQueue {
    max_concurrent: usize,
    events: Arc<Emitter>,
    jobs: Vec<(Task, Job)>,
}

impl AsyncTaskQueue {
    fn new(max_concurrent: usize) -> Self {
        Self {
            max_concurrent,
            events: Arc::new(Emitter::new()),
            jobs: Vec::new(),
        }
    }

    fn submit(
        &mut self,
        name: &str,
        job: impl Future<Output = Result<String, String>> + Send + 'static,
    ) {
        let id = self.jobs.len() + 1;
        let task = Task::new(id, name);
        let events = Arc::clone(&self.events);
        task.on_status_change(move |&from, &to| {
            events.emit(&Moved { task: id, from, to });
        })
        .detach();
        self.jobs.push((task, Box::pin(job)));
    }

    async fn run_all(self) -> Vec<Task> {
        let places = Arc::new(Semaphore::new(self.max_concurrent));
        let running: Vec<_> = self
            .jobs
            .into_iter()
            .map(|(task, job)| tokio::spawn(Self::run_task(task, job, Arc::clone(&places))))
            .collect();
        let mut tasks = Vec::with_capacity(running.len());
        for task in running {
            tasks.push(task.await.expect("a job reports, it does not panic"));
        }
        tasks
    }

    async fn run_task(mut task: Task, job: Job, places: Arc<Semaphore>) -> Task {
        let _place = places.acquire().await;
        task.set_status(TaskStatus::Running);
        match job.await {
            Ok(result) => {
                task.result = Some(result);
                task.set_status(TaskStatus::Done);
            }
            Err(error) => {
                task.error = Some(error);
                task.set_status(TaskStatus::Failed);
            }
        }
        task
    }
}

async fn report(source: &'static str, latency: u64) -> Result<String, String> {
    sleep(Duration::from_millis(latency)).await;
    Ok(format!("Report from {source}: {latency}ms latency"))
}

async fn process(records: u32) -> Result<String, String> {
    sleep(Duration::from_millis(30)).await;
    Ok(format!("Processed {records} records successfully"))
}

async fn sync() -> Result<String, String> {
    sleep(Duration::from_millis(20)).await;
    Err("External service unavailable".to_owned())
}

fn main() -> std::io::Result<()> {
    // The clock of the runtime jumps to the next moment at which something is due.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    runtime.block_on(async {
        let mut queue = AsyncTaskQueue::new(3);
        queue.submit("Fetch DB Report", report("database", 100));
        queue.submit("Fetch API Report", report("external_api", 150));
        queue.submit("Fetch Cache Report", report("redis_cache", 80));
        queue.submit("Process Users", process(50_000));
        queue.submit("Process Orders", process(12_000));
        queue.submit("External Sync", sync());

        println!("Log:");
        queue
            .events
            .on(|moved: &Moved| println!("  task {}: {} -> {}", moved.task, moved.from, moved.to))
            .detach();
        let start = Instant::now();
        let tasks = queue.run_all().await;
        let elapsed = start.elapsed().as_secs_f64();

        let done = tasks.iter().filter(|task| task.error.is_none()).count();
        println!("Tasks completed: {done}/{}", tasks.len());
        println!("Tasks failed: {}/{}", tasks.len() - done, tasks.len());
        for task in &tasks {
            match (&task.result, &task.error) {
                (Some(result), _) => println!("  [OK] {}: {result}", task.name),
                (None, Some(error)) => println!("  [FAIL] {}: {error}", task.name),
                (None, None) => println!("  [??] {}: {}", task.name, task.status()),
            }
        }
        println!("Total wall time: {elapsed:.2}s (max_concurrent=3)");
    });
    Ok(())
}
