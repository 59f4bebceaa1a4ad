//! View pieces without business words: they know no service.
