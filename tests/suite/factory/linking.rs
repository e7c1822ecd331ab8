//! Programs of their own, built with every linker profile.
