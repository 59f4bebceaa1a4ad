//! A release carries the bundle inside: when the bundle changes, the program is built again. A debug build reads it from
//! its folder.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        let bundle = Path::new("../target/bundle");
        std::fs::create_dir_all(bundle)?;
        println!("cargo::rerun-if-changed={}", bundle.display());
    }
    Ok(())
}
