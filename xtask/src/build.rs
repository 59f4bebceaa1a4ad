//! `cargo xtask build`: one file that is deployed, with the bundle inside.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle::{self, Bundle, Kind, Profile};
use crate::workspace::{cargo, run, server};
use crate::{home_page, install, sizes};

/// Builds app and server for release, without looking at sizes.
pub fn make() -> Result<(Bundle, PathBuf)> {
    install::wasm_target()?;
    let bundle = bundle::make(Profile::Release)?;
    run(cargo().args(["build", "--release", "--package", "zhangban-server"]))?;
    Ok((bundle, server("release")))
}

/// Builds app and server for release, and fails if a phone had to load too much.
pub fn build() -> Result<()> {
    let (bundle, server) = make()?;
    weigh(&bundle, &server)?;
    println!("\n{}", server.display());
    Ok(())
}

/// Prints sizes and looks at all budgets; the home page comes from this server.
pub fn weigh(bundle: &Bundle, server: &std::path::Path) -> Result<()> {
    let loader = bundle.parts.iter().find(|part| part.kind == Kind::Loader).context("the bundle has no loader")?;
    let home = home_page::size(server, &loader.path)?;
    sizes::report(bundle, Some(home))
}
