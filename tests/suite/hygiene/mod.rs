//! Tests of hygiene.
