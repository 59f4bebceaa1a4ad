//! What a page waits for, in one file.
//!
//! The splitter makes a chunk for every set of pages that shares code: dozens, most of them under 2 KB. A page would
//! ask for twenty to thirty of them. So each page has a pack, in which its chunks stand one after the other; a chunk
//! of several pages is in several packs, and is instantiated once. Measured with seven pages: 143 KB of brotli in 30
//! requests became 103 KB in one.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};

use super::asset::Asset;
use super::text::{replace_once, without_line_comments};
use super::wasm::Split;

/// The script's half of it.
const SCRIPT: &str = include_str!("packs.js");

/// What the splitter writes to instantiate a chunk from a stream, and what stands there for a chunk out of a pack.
const FROM_STREAM: &str = "WebAssembly.instantiateStreaming(src, imports)";
const FROM_PACK: &str = "WebAssembly.instantiate(await src, imports)";

/// Packs by the names of their pages, and the script that loads chunks out of them.
pub struct Packs {
    /// The packs.
    pub packs: BTreeMap<String, Asset>,
    /// The splitter's script, rewritten.
    pub link_module: String,
}

/// Packs the chunks of each page.
pub fn make(split: &Split) -> Result<Packs> {
    let mut link = split.link_module.replace(FROM_STREAM, FROM_PACK);
    for stem in split.chunks.keys() {
        let fetch = format!(r#"fetch(new URL("./{stem}.wasm", import.meta.url))"#);
        link = replace_once(&link, &fetch, &format!(r#"arriving.get("{stem}")"#)).context("the splitter's script")?;
    }
    let mut packs = BTreeMap::new();
    let mut table = String::from("const PACKS = {\n");
    for (page, stems) in &split.needs {
        let load = format!("__wasm_split_load_{page} = wrapAsyncCb(");
        link = replace_once(&link, &format!("{load}makeLoad("), &format!(r#"{load}loadPage("{page}", "#))
            .context("the splitter's script")?;
        let (mut bytes, mut chunks) = (Vec::new(), Vec::new());
        for stem in stems {
            let chunk = split.chunks.get(stem).with_context(|| format!("{page} needs {stem}, which is missing"))?;
            bytes.extend_from_slice(chunk);
            chunks.push((stem, chunk.len()));
        }
        let pack = Asset::new(page, "bin", bytes);
        let (file, integrity) = (format!("./{}", pack.name), pack.integrity());
        let chunks = serde_json::to_string(&chunks)?;
        writeln!(table, r#"{page}: {{ file: "{file}", integrity: "{integrity}", chunks: {chunks} }},"#)?;
        packs.insert(page.clone(), pack);
    }
    table.push_str("};\n");
    Ok(Packs { packs, link_module: link + &table + &without_line_comments(SCRIPT) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The splitter's script as 0.2.4 writes it, as far as it matters here.
    fn split() -> Split {
        let fetcher = |stem: &str| {
            format!(
                "() => {{\n    const src = fetch(new URL(\"./{stem}.wasm\", import.meta.url));\n    \
                 return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
            )
        };
        let link_module = format!(
            "const __chunk_8 = makeLoad({}, []);\n\
             export const __wasm_split_load_scores = wrapAsyncCb(makeLoad({}, [__chunk_8]));\n",
            fetcher("chunk_8"),
            fetcher("split_scores")
        );
        Split {
            link_module,
            chunks: BTreeMap::from([("chunk_8".into(), b"shared".into()), ("split_scores".into(), b"own".into())]),
            needs: BTreeMap::from([("scores".into(), vec!["chunk_8".into(), "split_scores".into()])]),
        }
    }

    #[test]
    fn the_chunks_of_a_page_stand_one_after_the_other() {
        let made = make(&split()).unwrap();
        assert_eq!(made.packs["scores"].bytes, b"sharedown");
        assert!(made.link_module.contains(r#"chunks: [["chunk_8",6],["split_scores",3]]"#));
    }

    #[test]
    fn a_page_opens_its_pack_and_chunks_come_out_of_it() {
        let link = make(&split()).unwrap().link_module;
        assert!(link.contains(r#"__wasm_split_load_scores = wrapAsyncCb(loadPage("scores", () => {"#));
        assert!(link.contains(r#"const src = arriving.get("chunk_8");"#));
        assert!(!link.contains("instantiateStreaming"));
    }

    #[test]
    fn a_pack_is_fetched_by_hash_and_with_integrity() {
        let made = make(&split()).unwrap();
        let pack = &made.packs["scores"];
        assert!(made.link_module.contains(&pack.name) && made.link_module.contains(&pack.integrity()));
    }

    #[test]
    fn a_chunk_that_nobody_fetches_is_a_fault() {
        let mut split = split();
        split.chunks.insert("chunk_lost".into(), b"lost".into());
        assert!(make(&split).is_err());
    }

    #[test]
    fn a_chunk_that_is_missing_is_a_fault() {
        let mut split = split();
        split.needs.insert("ranks".into(), vec!["chunk_9".into()]);
        assert!(make(&split).is_err());
    }
}
