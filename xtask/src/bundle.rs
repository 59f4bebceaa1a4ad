//! Everything that a browser may ask for, in one folder that the server carries inside.
//!
//! ```text
//! target/bundle/index.html             template of every page, with links and icons written in
//!               assets/NAME-HASH.ENDING  scripts, WebAssembly, style sheets: never changed, only replaced
//!               ...                    what is in public/, as it is
//! ```
//!
//! Beside each file that becomes smaller stand `.br` and `.gz`, compressed once for all who will ask.

mod asset;
mod folder;
mod packs;
mod page;
mod program;
mod prune;
mod sections;
mod style;
mod text;
mod wasm;

use std::fs;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use self::asset::Asset;
use self::folder::{Compress, Folder};
use self::page::Links;
use self::program::Scripts;
use crate::workspace;

pub use self::wasm::TARGET;

/// How the bundle is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// As it travels to a phone.
    Release,
    /// As fast as it can be had while somebody waits: nothing is made small, and the page reloads itself.
    Dev,
}

impl Profile {
    /// The name of the profile in `Cargo.toml`.
    const fn cargo_name(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "dev",
        }
    }

    /// The folder that cargo builds this profile into.
    const fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "debug",
        }
    }
}

/// What a part of the bundle is to those who count its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The WebAssembly that every page waits for.
    Main,
    /// The WebAssembly that one page waits for besides, by the name of its split point.
    Pack(String),
    /// Scripts between WebAssembly and the browser.
    Glue,
    /// The script that starts the app.
    Loader,
    /// The style sheet of every page.
    Style,
    /// The style sheet of the services.
    Services,
}

/// A part of the bundle whose size matters.
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// Its place in the bundle.
    pub path: String,
}

/// The bundle as it was made.
pub struct Bundle {
    /// The parts whose size matters.
    pub parts: Vec<Part>,
}

/// Makes the bundle. What did not change since the last time is not made again.
pub fn make(profile: Profile) -> Result<Bundle> {
    let scripts = program::name_all(wasm::make(profile)?)?;
    let services = Asset::new("services", "css", style::of_services()?);
    let style = Asset::new("style", "css", style::of_every_page()?);
    let loader = Asset::new("loader", "js", loader(&scripts)?);
    let dev = match profile {
        Profile::Release => None,
        Profile::Dev => Some(Asset::new("dev-reload", "js", include_str!("bundle/dev-reload.js"))),
    };
    let template = read("index.html")?;
    let links = Links { style: &style, services: &services, loader: &loader, scripts: &scripts, dev: dev.as_ref() };
    let page = page::make(&template, &links, &read("public/icons.svg")?)?;

    let compress = if profile == Profile::Release { Compress::Yes } else { Compress::No };
    let mut folder = Folder::open(workspace::bundle(), compress);
    folder.put_plain("index.html", page.as_bytes())?;
    if profile == Profile::Dev {
        folder.put("dev-version.txt", asset::hash(&[page.as_bytes()]).as_bytes())?;
    }
    put_public(&mut folder)?;
    let mut parts = Vec::new();
    for (kind, asset) in kinds(&scripts, &[(Kind::Loader, &loader), (Kind::Style, &style), (Kind::Services, &services)])
    {
        folder.put(&asset.path(), &asset.bytes)?;
        parts.push(Part { kind, path: asset.path() });
    }
    if let Some(dev) = dev {
        folder.put(&dev.path(), &dev.bytes)?;
    }
    folder.close()?;
    Ok(Bundle { parts })
}

/// The loader, knowing what it has to load.
fn loader(scripts: &Scripts) -> Result<String> {
    let script = read("src/loader.js")?;
    let script = text::replace_once(&script, "%glue%", &scripts.glue.address())?;
    let script = text::replace_once(&script, "%wasm%", &scripts.wasm.address())?;
    let script = text::replace_once(&script, "%integrity%", &scripts.wasm.integrity())?;
    let packs = scripts.link_module.as_ref().context("the app has no split points")?;
    let script = text::replace_once(&script, "%packs%", &packs.address())?;
    Ok(text::without_line_comments(&script))
}

/// Copies what is served as it is, under the names it has.
fn put_public(folder: &mut Folder) -> Result<()> {
    let public = workspace::root().join("public");
    for entry in WalkDir::new(&public).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&public)?.to_string_lossy().replace('\\', "/");
            folder.put(&path, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// What each file is to those who count its bytes.
fn kinds<'a>(scripts: &'a Scripts, others: &[(Kind, &'a Asset)]) -> Vec<(Kind, &'a Asset)> {
    let mut kinds = vec![(Kind::Main, &scripts.wasm), (Kind::Glue, &scripts.glue)];
    kinds.extend(scripts.link_module.iter().map(|asset| (Kind::Glue, asset)));
    kinds.extend(scripts.packs.iter().map(|(page, asset)| (Kind::Pack(page.clone()), asset)));
    kinds.extend_from_slice(others);
    kinds
}

fn read(path: &str) -> Result<String> {
    let place = workspace::root().join(path);
    fs::read_to_string(&place).with_context(|| place.display().to_string())
}
