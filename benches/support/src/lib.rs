//! Measuring: interleaved rounds, medians, ratios.
