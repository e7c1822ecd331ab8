//! Tests of descriptors.
