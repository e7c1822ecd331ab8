//! The classes of a program, from all its crates.

use std::any::Any;

use super::{ClassInfo, Metaclass};

crate::submission::by_target! {
    { pub use crate::__submit as submit; } else { pub use crate::__submit_nothing as submit; }
}

/// A class of a metaclass.
pub struct Registered {
    info: &'static (dyn Any + Send + Sync),
    line: u32,
    column: u32,
}

inventory::collect!(Registered);

impl Registered {
    /// A class that stands here.
    #[must_use]
    pub const fn new<M: Metaclass>(info: &'static ClassInfo<M>, line: u32, column: u32) -> Self {
        Self { info, line, column }
    }
}

/// Those of a metaclass, in the order of their modules and names, whatever the linker made of it; two of one name stand in
/// functions, in the order of these.
pub(super) fn classes<M: Metaclass>() -> Vec<&'static ClassInfo<M>> {
    let all = inventory::iter::<Registered>.into_iter();
    let mut classes: Vec<_> = all
        .filter_map(|class| Some((class.info.downcast_ref::<ClassInfo<M>>()?, class)))
        .collect();
    classes.sort_by_key(|(info, class)| (info.module(), info.name(), class.line, class.column));
    classes.into_iter().map(|(info, _)| info).collect()
}
