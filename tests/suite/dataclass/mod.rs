//! Tests of dataclass.
