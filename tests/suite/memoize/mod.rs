//! Tests of memoize.
