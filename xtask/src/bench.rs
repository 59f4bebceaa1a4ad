//! `cargo xtask bench`: what there is to measure, as ratios taken in one run.

use std::ffi::OsString;

use anyhow::Result;

use crate::workspace::{cargo, run};
use crate::{build, install};

/// Builds for release, prints the sizes, and measures.
pub fn bench(arguments: &[OsString]) -> Result<()> {
    install::bench_tools()?;
    let (bundle, server) = build::make()?;
    build::weigh(&bundle, &server)?;
    let mut bench = cargo();
    bench.args(["run", "--release", "--package", "zhangban-bench", "--", "--program"]).arg(server);
    run(bench.args(arguments))
}
