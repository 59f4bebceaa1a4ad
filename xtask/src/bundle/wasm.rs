//! From the app's source to what a browser runs: cargo, then the splitter, then wasm-bindgen.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use super::{Profile, prune, sections};
use crate::workspace::{cargo, run, target};

/// The target of cargo for browsers.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The name of the app's binary, and so of its glue.
const APP: &str = "app";

/// The module that loads chunks, as the splitter names it and the main module imports it.
pub const LINK_MODULE: &str = "./__wasm_split.js";

/// The glue, as the link module imports it.
pub const GLUE_MODULE: &str = "./app.js";

/// What a browser runs, under the names that the tools gave.
pub struct Program {
    /// The script of wasm-bindgen.
    pub glue: String,
    /// The module that the glue instantiates.
    pub wasm: Vec<u8>,
    /// What is loaded when it is needed; none if the app has no split points.
    pub split: Option<Split>,
}

/// Code that pages load when they are opened.
pub struct Split {
    /// The script that loads chunks.
    pub link_module: String,
    /// Chunks by their file names without ending.
    pub chunks: BTreeMap<String, Vec<u8>>,
    /// The chunks that each split point waits for, by the name of the split point.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Builds the app for browsers.
pub fn make(profile: Profile) -> Result<Program> {
    let mut compile = cargo();
    compile.args(["build", "--package", "zhangban", "--bin", APP, "--target", TARGET]);
    compile.args(["--no-default-features", "--features", "hydrate", "--profile", profile.cargo_name()]);
    run(&mut compile)?;
    let built = target().join(TARGET).join(profile.folder()).join(format!("{APP}.wasm"));
    let wasm = fs::read(&built).with_context(|| built.display().to_string())?;
    let work = Work::of(profile);
    let stamp = stamp(&wasm)?;
    if fs::read_to_string(work.stamp()).is_ok_and(|before| before == stamp) {
        return work.read();
    }
    work.remove()?;
    work.process(&wasm, profile)?;
    let program = work.read()?;
    fs::write(work.stamp(), stamp)?;
    Ok(program)
}

/// What a result depends on: the module that went in, and this program, in which the tools are linked.
fn stamp(wasm: &[u8]) -> Result<String> {
    // By the system's own link: `cargo test` may have put a newer program in the place of this one meanwhile.
    let own = fs::metadata("/proc/self/exe").or_else(|_| fs::metadata(std::env::current_exe()?))?;
    let age = own.modified()?.duration_since(UNIX_EPOCH)?;
    Ok(format!("{:?} {} {}", Sha256::digest(wasm), age.as_nanos(), own.len()))
}

/// The folder in which the tools leave what they make, kept from run to run.
struct Work(PathBuf);

impl Work {
    fn of(profile: Profile) -> Self {
        Self(target().join("bundle-work").join(profile.folder()))
    }

    fn stamp(&self) -> PathBuf {
        self.0.join("stamp")
    }

    fn glue(&self) -> PathBuf {
        self.0.join(format!("{APP}.js"))
    }

    fn wasm(&self) -> PathBuf {
        self.0.join(format!("{APP}_bg.wasm"))
    }

    fn chunks(&self) -> PathBuf {
        self.0.join("chunks")
    }

    fn needs(&self) -> PathBuf {
        self.0.join("needs.json")
    }

    fn remove(&self) -> Result<()> {
        if self.0.exists() {
            fs::remove_dir_all(&self.0)?;
        }
        Ok(fs::create_dir_all(self.chunks())?)
    }

    fn process(&self, wasm: &[u8], profile: Profile) -> Result<()> {
        let split = sections::has_split_points(wasm)?;
        let main = match (split, profile) {
            (false, _) => wasm.to_vec(),
            // While somebody works on it, what panics and why stays to be read.
            (true, Profile::Dev) => self.split(wasm)?,
            (true, Profile::Release) => self.split(&prune::prune(wasm)?)?,
        };
        let mut bindgen = Bindgen::new();
        bindgen.input_bytes(APP, main).out_name(APP).web(true)?.typescript(false);
        // Our loader says where the module is, after it has compiled it.
        bindgen.omit_default_module_path(true);
        // Chunks link to what the linker exported, under the very names it gave.
        bindgen.keep_lld_exports(split).demangle(!split);
        bindgen.generate(&self.0)?;
        ensure!(
            !self.0.join("snippets").exists(),
            "a dependency brings a script of its own (target/bundle-work); the bundle has no place for it yet"
        );
        if profile == Profile::Release {
            make_compact(&self.wasm())?;
            for chunk in fs::read_dir(self.chunks())? {
                make_compact(&chunk?.path())?;
            }
        }
        Ok(())
    }

    /// Cuts the module at its split points; what is left comes back.
    fn split(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        let (chunks, main) = (self.chunks(), self.0.join("main.wasm"));
        let mut options = wasm_split_cli_support::Options::new(wasm);
        options.output_dir = &chunks;
        options.main_out_path = &main;
        options.main_module = GLUE_MODULE;
        options.link_name = LINK_MODULE;
        let done = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting: {error:?}"))?;
        fs::rename(chunks.join(LINK_MODULE), self.0.join(LINK_MODULE))?;
        fs::write(self.needs(), serde_json::to_vec(&done.prefetch_map)?)?;
        Ok(fs::read(main)?)
    }

    fn read(&self) -> Result<Program> {
        let split = if self.needs().exists() { Some(self.read_split()?) } else { None };
        Ok(Program { glue: fs::read_to_string(self.glue())?, wasm: fs::read(self.wasm())?, split })
    }

    fn read_split(&self) -> Result<Split> {
        let mut chunks = BTreeMap::new();
        for entry in fs::read_dir(self.chunks())? {
            let path = entry?.path();
            let stem = path.file_stem().context("a chunk has no name")?.to_string_lossy().into_owned();
            chunks.insert(stem, fs::read(&path)?);
        }
        Ok(Split {
            link_module: fs::read_to_string(self.0.join(LINK_MODULE))?,
            chunks,
            needs: serde_json::from_slice(&fs::read(self.needs())?)?,
        })
    }
}

/// In development the names of functions stay, to be read in the browser's tools.
fn make_compact(module: &Path) -> Result<()> {
    let compact = sections::compact(&fs::read(module)?)?;
    Ok(fs::write(module, compact)?)
}
