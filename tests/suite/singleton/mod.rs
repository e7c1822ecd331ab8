//! Tests of singleton.
