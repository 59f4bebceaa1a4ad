//! The desk: what staff see.

pub mod password;
pub mod sign_in;
