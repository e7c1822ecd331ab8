//! `Field`: a value that only its descriptors change.
