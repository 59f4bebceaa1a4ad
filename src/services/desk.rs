//! The desk: what staff see.

pub mod sign_in;
