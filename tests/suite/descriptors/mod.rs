//! Tests of descriptors.

mod by_hand;
