//! View pieces.
pub mod button;
pub mod icon;
