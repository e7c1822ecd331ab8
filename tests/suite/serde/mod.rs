//! serde: reading runs every descriptor and rule, and everything else is as serde does it.

mod differential;
mod nested;
mod own_types;
mod reading;
mod report;
mod schema;
mod schema_validated;
mod shapes;
mod writing;
