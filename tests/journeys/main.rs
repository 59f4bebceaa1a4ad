//! Journeys of citizens, in a real browser.
fn main() {}
