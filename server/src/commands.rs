//! Commands of the program that are more than a call: what is typed is read, what was done is printed.

pub mod audit;
pub mod backup;
pub mod export;
pub mod staff;
