use dunder::memoize;

// `Self` is any type that the trait is for.
trait Area {
    fn side(&self) -> u32;

    #[memoize]
    fn area(&self, n: u32) -> u32 {
        self.side() * n
    }

    #[memoize(thread_local)]
    fn in_a_thread(&self, n: u32) -> u32 {
        self.side() * n
    }

    #[memoize]
    fn consumed(self, n: u32) -> u32
    where
        Self: Sized,
    {
        self.side() * n
    }
}

struct NoHash(u8);

impl NoHash {
    #[memoize(handle = f_cache)]
    fn f(&self, n: u32) -> u32 {
        n + u32::from(self.0)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct NotSend(std::rc::Rc<u8>);

impl NotSend {
    #[memoize]
    fn f(&self, n: u32) -> u32 {
        n + u32::from(*self.0)
    }
}

fn main() {
    NoHash(1).f(1);
    NotSend(1.into()).f(1);
}
