//! Gives what a browser runs its hashed names, and writes these names wherever one file asks for another.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::asset::{Asset, hash, name};
use super::text::replace_once;
use super::wasm::{GLUE_MODULE, LINK_MODULE, Program, Split};

/// What the splitter writes to instantiate a chunk: it fails where a webview takes no WebAssembly from a stream.
const INSTANTIATE: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// The same with the fallback that the loader has: a body can be read once, so the copy is made before.
const INSTANTIATE_SAFELY: &str = "instantiateChunk(src, imports)";
const INSTANTIATE_SAFELY_FUNCTION: &str = r"
async function instantiateChunk(src, imports) {
    const response = await src;
    if (!response.ok) throw new Error(`chunk: ${response.status}`);
    const copy = response.clone();
    try {
        return await WebAssembly.instantiateStreaming(response, imports);
    } catch (_) {
        return WebAssembly.instantiate(await copy.arrayBuffer(), imports);
    }
}
";

/// What a browser runs, as files of the bundle.
pub struct Scripts {
    /// The script of wasm-bindgen.
    pub glue: Asset,
    /// The module that every page waits for.
    pub wasm: Asset,
    /// The script that loads chunks, if there are any.
    pub link_module: Option<Asset>,
    /// Chunks, by the names that the splitter gave.
    pub chunks: BTreeMap<String, Asset>,
    /// The chunks that each split point waits for, by the name of the split point.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Names all of it by its content.
pub fn name_all(program: Program) -> Result<Scripts> {
    let wasm = Asset::new("app_bg", "wasm", program.wasm);
    match program.split {
        None => Ok(Scripts {
            glue: Asset::new("app", "js", program.glue),
            wasm,
            link_module: None,
            chunks: BTreeMap::new(),
            needs: BTreeMap::new(),
        }),
        Some(split) => name_split(&program.glue, wasm, split),
    }
}

fn name_split(glue: &str, wasm: Asset, split: Split) -> Result<Scripts> {
    let chunks: BTreeMap<String, Asset> =
        split.chunks.into_iter().map(|(stem, bytes)| (stem.clone(), Asset::new(&stem, "wasm", bytes))).collect();
    let mut link = split.link_module;
    for (stem, chunk) in &chunks {
        let fetch = format!(r#"fetch(new URL("./{stem}.wasm", import.meta.url))"#);
        let fetch_named =
            format!(r#"fetch(new URL("./{}", import.meta.url), {{ integrity: "{}" }})"#, chunk.name, chunk.integrity());
        link = replace_once(&link, &fetch, &fetch_named).context("the splitter's script")?;
    }
    link = link.replace(INSTANTIATE, INSTANTIATE_SAFELY) + INSTANTIATE_SAFELY_FUNCTION;
    // Glue and link module import each other: neither can hold a hash of the other, so they share one.
    let hash = hash(&[glue.as_bytes(), link.as_bytes()]);
    let (glue_name, link_name) = (name("app", &hash, "js"), name("split", &hash, "js"));
    let glue = renamed_import(glue, LINK_MODULE, &link_name)?;
    let link = renamed_import(&link, GLUE_MODULE, &glue_name)?;
    Ok(Scripts {
        glue: Asset { name: glue_name, bytes: glue.into() },
        wasm,
        link_module: Some(Asset { name: link_name, bytes: link.into() }),
        chunks,
        needs: split.needs,
    })
}

/// Imports a module under its hashed name. Only where the script loads it: the main module knows it by its first name
/// still, as the key of an object.
fn renamed_import(script: &str, module: &str, name: &str) -> Result<String> {
    replace_once(script, &format!("from \"{module}\""), &format!("from \"./{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_program() -> Program {
        Program {
            glue: "import * as import1 from \"./__wasm_split.js\"\nreturn { \"./__wasm_split.js\": import1 }".into(),
            wasm: b"main".into(),
            split: Some(Split {
                link_module: "import { initSync } from \"./app.js\";\n\
                    const src = fetch(new URL(\"./split_scores.wasm\", import.meta.url));\n\
                    return (WebAssembly.instantiateStreaming(src, imports));\n"
                    .into(),
                chunks: BTreeMap::from([("split_scores".into(), b"chunk".into())]),
                needs: BTreeMap::from([("scores".into(), vec!["split_scores".into()])]),
            }),
        }
    }

    fn text(asset: &Asset) -> &str {
        std::str::from_utf8(&asset.bytes).unwrap()
    }

    #[test]
    fn an_app_that_is_not_split_is_one_script_and_one_module() {
        let program = Program { glue: "glue".into(), wasm: b"main".into(), split: None };
        let scripts = name_all(program).unwrap();
        assert!(scripts.link_module.is_none() && scripts.chunks.is_empty());
        assert_eq!(scripts.glue.name, name("app", &hash(&[b"glue"]), "js"));
    }

    #[test]
    fn glue_and_link_module_find_each_other_under_their_new_names() {
        let scripts = name_all(split_program()).unwrap();
        let link = scripts.link_module.unwrap();
        assert!(text(&scripts.glue).contains(&format!("from \"./{}\"", link.name)));
        assert!(text(&link).contains(&format!("from \"./{}\"", scripts.glue.name)));
        assert!(text(&scripts.glue).contains("{ \"./__wasm_split.js\": import1 }"), "the main module's import stays");
    }

    #[test]
    fn chunks_are_fetched_by_hash_and_with_integrity_and_compiled_without_a_stream_if_need_be() {
        let scripts = name_all(split_program()).unwrap();
        let (link, chunk) = (scripts.link_module.unwrap(), &scripts.chunks["split_scores"]);
        assert!(text(&link).contains(&chunk.name) && text(&link).contains(&chunk.integrity()));
        assert!(text(&link).contains("return (instantiateChunk(src, imports))"));
    }

    #[test]
    fn a_chunk_that_nobody_fetches_is_a_fault() {
        let mut program = split_program();
        if let Some(split) = &mut program.split {
            split.chunks.insert("split_lost".into(), b"lost".into());
        }
        assert!(name_all(program).is_err());
    }
}
