//! serde: reading runs every descriptor and rule, and everything else is as serde does it.

mod reading;
