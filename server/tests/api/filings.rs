//! Filing over a network that drops, cuts, repeats and reorders, with the program as it runs. `cargo xtask bench filings`
//! does the same with many more.

use std::path::Path;

use zhangban_bench::filings;
use zhangban_testing::{Engine, sample};

const COUNT: usize = 60;

async fn over_a_bad_network(engine: Engine) {
    let program = Path::new(env!("CARGO_BIN_EXE_zhangban"));
    let url = engine.database().await.url;
    let told = filings::measure(program, &sample::folder(), url, COUNT, 1).await.unwrap();
    assert_eq!(told.cases, COUNT);
    assert!(told.cut > 0 && told.lost > 0 && told.again > 0, "the network was bad: {told:?}");
}

#[test]
fn filings_over_a_bad_network_are_as_many_cases() {
    zhangban_testing::run(over_a_bad_network(Engine::Sqlite));
}

#[cfg(feature = "whole")]
#[test]
fn filings_over_a_bad_network_are_as_many_cases_on_postgresql() {
    zhangban_testing::run(over_a_bad_network(Engine::Postgresql));
}
