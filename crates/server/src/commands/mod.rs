//! The commands of the `tacita` program.
