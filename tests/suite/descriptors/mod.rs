//! Tests of descriptors.

mod by_hand;
mod product;
