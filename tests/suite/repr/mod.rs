//! Tests of repr.
