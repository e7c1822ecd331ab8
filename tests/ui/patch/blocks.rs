use dunder::patchable;

trait Now {
    fn now(&self) -> u64;
    fn later(&self) -> u64 {
        self.now() + 1
    }
}

struct Clock;
struct Other;
struct Lent<'a>(&'a u64);

// An `impl` of a type needs nothing on itself.
#[patchable]
impl Clock {
    #[patchable(handle = base_patch)]
    fn base(&self) -> u64 {
        7
    }
}

// Nothing is marked.
#[patchable]
impl Now for Clock {
    fn now(&self) -> u64 {
        7
    }
}

// What is said on a method is not said here; and the other way round.
#[patchable(handle = now_patch)]
impl Now for Other {
    #[patchable]
    fn now(&self) -> u64 {
        7
    }

    #[patchable(handel = later_patch)]
    fn later(&self) -> u64 {
        8
    }
}

#[patchable]
impl Now for u64 {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        *self
    }
}

#[patchable]
impl<T: Copy + 'static> Now for Vec<T> {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        7
    }
}

#[patchable]
impl<'a> Now for Lent<'a> {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        *self.0
    }
}

#[patchable]
impl<F: Fn() -> u64> Now for (F,) {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        self.0()
    }
}

trait Every {
    fn every(&self) -> u64;
}

#[patchable]
impl<T: Now> Every for T {
    #[patchable(handle = every_patch)]
    fn every(&self) -> u64 {
        self.now()
    }
}

trait Of<K> {
    fn of(&self, key: K) -> u64;
}

#[patchable]
impl<K: 'static> Of<K> for Clock {
    #[patchable(handle = of_patch)]
    fn of(&self, _: K) -> u64 {
        7
    }
}

fn main() {
    Clock.now();
    Clock.base();
    let _guard = Clock::base_patch().patch(|_| 1);
}
