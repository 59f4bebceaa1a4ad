//! The folder of the bundle: only what changed is written and compressed anew, what is left over goes.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use walkdir::WalkDir;

/// Endings of files that become smaller; pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = ["bin", "css", "ico", "js", "svg", "txt", "wasm", "webmanifest"];

/// How hard to try: these files are compressed once and sent a million times.
const BROTLI_QUALITY: i32 = 11;
/// A window of 4 MiB: larger than any file here.
const BROTLI_WINDOW: i32 = 22;

/// A folder that is being filled.
pub struct Folder {
    root: PathBuf,
    compress: bool,
    kept: BTreeSet<PathBuf>,
}

/// Whether files are compressed, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Compress {
    /// Once, for all who will ask.
    Yes,
    /// Not while somebody waits to see a change.
    No,
}

impl Folder {
    /// Begins to fill the folder; what is in it already may stay if it is asked for again.
    pub fn open(root: PathBuf, compress: Compress) -> Self {
        Self { root, compress: compress == Compress::Yes, kept: BTreeSet::new() }
    }

    /// Puts a file there, and what it compresses to beside it.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        if self.compress && is_compressible(path) {
            let changed = self.is_changed(path, bytes);
            for (ending, compress) in [("br", brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", gzip)] {
                let place = self.root.join(format!("{path}.{ending}"));
                if changed || !place.is_file() {
                    write(&place, &compress(bytes)?)?;
                }
                self.kept.insert(place);
            }
        }
        // Last, so that a run that is broken off leaves nothing that looks compressed and is not of this content.
        self.put_plain(path, bytes)
    }

    /// Puts a file there that is never sent as it is.
    pub fn put_plain(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let place = self.root.join(path);
        if self.is_changed(path, bytes) {
            write(&place, bytes)?;
        }
        self.kept.insert(place);
        Ok(())
    }

    fn is_changed(&self, path: &str, bytes: &[u8]) -> bool {
        fs::read(self.root.join(path)).map_or(true, |before| before != bytes)
    }

    /// Removes what was not put there this time.
    pub fn close(self) -> Result<()> {
        for entry in WalkDir::new(&self.root) {
            let entry = entry?;
            if entry.file_type().is_file() && !self.kept.contains(entry.path()) {
                fs::remove_file(entry.path()).with_context(|| entry.path().display().to_string())?;
            }
        }
        Ok(())
    }
}

/// Whether a file of this name becomes smaller by compression.
fn is_compressible(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| COMPRESSIBLE.contains(&ending))
}

/// As small as brotli makes it.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// As small as gzip makes it.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn write(place: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(place, bytes).with_context(|| place.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let files = WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        files.map(|entry| entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_is_not_asked_for_again_goes() {
        let root = tempfile::tempdir().unwrap();
        let mut first = Folder::open(root.path().into(), Compress::Yes);
        first.put("assets/old.js", b"old").unwrap();
        first.put("icon.png", b"picture").unwrap();
        first.close().unwrap();
        assert_eq!(names(root.path()), ["assets/old.js", "assets/old.js.br", "assets/old.js.gz", "icon.png"]);

        let mut second = Folder::open(root.path().into(), Compress::No);
        second.put("assets/new.js", b"new").unwrap();
        second.close().unwrap();
        assert_eq!(names(root.path()), ["assets/new.js"]);
    }

    #[test]
    fn a_changed_file_is_compressed_anew_and_the_same_one_is_not() {
        let root = tempfile::tempdir().unwrap();
        let compressed = root.path().join("a.css.br");
        let put = |bytes: &[u8]| Folder::open(root.path().into(), Compress::Yes).put("a.css", bytes).unwrap();
        put(b"a{}");
        fs::write(&compressed, "made once").unwrap();
        put(b"a{}");
        assert_eq!(fs::read(&compressed).unwrap(), b"made once");
        put(b"b{}");
        assert_eq!(fs::read(&compressed).unwrap(), brotli(b"b{}").unwrap());
    }

    #[test]
    fn compressed_files_are_what_they_were() {
        let text = "掌办 ".repeat(500);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(text.as_bytes()).unwrap(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let mut back = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*gzip(text.as_bytes()).unwrap()), &mut back)
            .unwrap();
        assert_eq!(back, text);
    }
}
