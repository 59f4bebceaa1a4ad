//! What tests share: a PostgreSQL of their own, a sample department, a server to ask.
//!
//! Only tests depend on this crate, and what proves things by measuring; what goes wrong in it fails whoever called it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

#[cfg(feature = "server")]
pub mod answer;
#[cfg(feature = "server")]
pub mod clock;
#[cfg(feature = "server")]
pub mod desk;
#[cfg(feature = "server")]
pub mod engine;
pub mod keeper;
pub mod postgres;
#[cfg(feature = "server")]
pub mod sample;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "server")]
pub use answer::Answer;
#[cfg(feature = "server")]
pub use clock::TestClock;
#[cfg(feature = "server")]
pub use engine::Engine;
#[cfg(feature = "server")]
pub use server::TestServer;

/// Runs a test on a runtime of its own. The store reads on the calling thread, which needs a runtime of several.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(test);
}

/// Two tests of one fact: `on_sqlite`, and `on_postgresql` where the crate's feature `whole` is on.
///
/// ```text
/// on_both_engines!(a_page_that_is_not_there_is_a_404, async |server: TestServer| {
///     assert_eq!(server.get("/nowhere").await.status, StatusCode::NOT_FOUND);
/// });
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($fact:ident, $test:expr) => {
        mod $fact {
            use super::*;

            #[test]
            fn on_sqlite() {
                let test = $test;
                $crate::run(async { test($crate::TestServer::start($crate::Engine::Sqlite).await).await });
            }

            #[cfg(feature = "whole")]
            #[test]
            fn on_postgresql() {
                let test = $test;
                $crate::run(async { test($crate::TestServer::start($crate::Engine::Postgresql).await).await });
            }
        }
    };
}
