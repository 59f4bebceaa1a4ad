//! What a bare machine lacks. Looking comes first, so that a second start is quick.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::bundle::TARGET;
use crate::workspace::{command, has_program, output, run};

/// Something that the tests call, and the package of Debian that brings it.
struct Need {
    /// What it is, for people on other systems.
    what: &'static str,
    /// The package of Debian.
    package: &'static str,
    /// Whether it is there.
    is_there: fn() -> bool,
}

/// What the tests need besides Rust.
const NEEDS: [Need; 5] = [
    Need { what: "Chromium", package: "chromium", is_there: || has_program("chromium") },
    Need {
        what: "ChromeDriver of the same version, as `chromedriver`",
        package: "chromium-driver",
        is_there: || has_program("chromedriver"),
    },
    Need { what: "a font with Chinese characters", package: "fonts-noto-cjk", is_there: has_chinese_font },
    Need {
        what: "PostgreSQL 15 or later; the tests start one of their own",
        package: "postgresql",
        is_there: has_postgresql,
    },
    Need { what: "npm, for axe-core", package: "npm", is_there: || has_program("npm") },
];

/// Rust's standard library for browsers.
pub fn wasm_target() -> Result<()> {
    let library = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .context("`rustc` does not answer; install Rust from https://rustup.rs")?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", TARGET]))
}

/// What the tests call: on Debian it is installed, elsewhere it is said.
pub fn test_tools() -> Result<()> {
    provide(&NEEDS)
}

/// What the measurements call, likewise.
pub fn bench_tools() -> Result<()> {
    provide(&[
        Need { what: "sqlite3, to import against", package: "sqlite3", is_there: || has_program("sqlite3") },
        Need { what: "Chromium, to type in", package: "chromium", is_there: || has_program("chromium") },
        Need { what: "strace, to see what is on the disk", package: "strace", is_there: || has_program("strace") },
        Need { what: "PostgreSQL 15 or later, to kill it", package: "postgresql", is_there: has_postgresql },
    ])
}

fn provide(needs: &[Need]) -> Result<()> {
    let missing = missing(needs);
    if missing.is_empty() {
        println!("Everything is there.");
        return Ok(());
    }
    let packages = missing.iter().map(|need| need.package).collect::<Vec<_>>();
    if !is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        bail!("something is missing here; install it and call again:\n{}", list(&missing));
    }
    let Some(privilege) = privilege() else {
        bail!(
            "packages are missing that only root may install. Call this and then again:\n  \
             sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        );
    };
    run(as_root(privilege).arg("update"))?;
    run(as_root(privilege).args(["install", "--yes", "--no-install-recommends"]).args(packages))?;
    let missing = self::missing(needs);
    if !missing.is_empty() {
        bail!("installed, and still missing:\n{}", list(&missing));
    }
    Ok(())
}

fn missing(needs: &[Need]) -> Vec<&Need> {
    needs.iter().filter(|need| !(need.is_there)()).collect()
}

fn list(needs: &[&Need]) -> String {
    needs.iter().map(|need| format!("  - {} (Debian: {})", need.what, need.package)).collect::<Vec<_>>().join("\n")
}

/// Whether it is Debian by its own word; its derivatives name and cut packages as they like (Ubuntu's Chromium is a snap).
fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line.trim() == "ID=debian")
}

/// How we may act as root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Privilege {
    /// We are root.
    Root,
    /// `sudo` asks for no password.
    Sudo,
}

fn privilege() -> Option<Privilege> {
    if output(command("id").arg("-u")).as_deref() == Some("0") {
        return Some(Privilege::Root);
    }
    output(command("sudo").args(["-n", "true"])).map(|_| Privilege::Sudo)
}

/// `apt-get` that asks nothing.
fn as_root(privilege: Privilege) -> Command {
    let mut apt = match privilege {
        Privilege::Root => command("env"),
        Privilege::Sudo => {
            let mut sudo = command("sudo");
            sudo.args(["-n", "env"]);
            sudo
        }
    };
    apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    apt
}

fn has_chinese_font() -> bool {
    output(command("fc-list").arg(":lang=zh-cn")).is_some_and(|fonts| !fonts.is_empty())
}

/// On the path, or where Debian keeps each version by itself.
fn has_postgresql() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    has_program("initdb") || versions.map(|version| version.path().join("bin/initdb")).any(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_is_known_and_its_derivatives_are_not_taken_for_it() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(!is_debian(""));
    }

    #[test]
    fn what_is_missing_is_said_by_what_it_is_and_by_its_package() {
        let list = list(&[&NEEDS[0], &NEEDS[2]]);
        assert_eq!(
            list,
            "  - Chromium (Debian: chromium)\n  - a font with Chinese characters (Debian: fonts-noto-cjk)"
        );
    }
}
