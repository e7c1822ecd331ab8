//! Tests of observers.
