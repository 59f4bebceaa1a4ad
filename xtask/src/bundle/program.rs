//! Gives what a browser runs its hashed names, and writes these names wherever one file asks for another.

use std::collections::BTreeMap;

use anyhow::Result;

use super::asset::{Asset, hash, name};
use super::packs;
use super::text::replace_each;
use super::wasm::{GLUE_MODULE, LINK_MODULE, Program, Split};

/// What a browser runs, as files of the bundle.
pub struct Scripts {
    /// The script of wasm-bindgen.
    pub glue: Asset,
    /// The module that every page waits for.
    pub wasm: Asset,
    /// The script that loads what a page needs besides, if the app is split.
    pub link_module: Option<Asset>,
    /// What a page needs besides, by the names of the split points.
    pub packs: BTreeMap<String, Asset>,
}

/// Names all of it by its content.
pub fn name_all(program: Program) -> Result<Scripts> {
    let wasm = Asset::new("app_bg", "wasm", program.wasm);
    match program.split {
        None => {
            Ok(Scripts { glue: Asset::new("app", "js", program.glue), wasm, link_module: None, packs: BTreeMap::new() })
        }
        Some(split) => name_split(&program.glue, wasm, &split),
    }
}

fn name_split(glue: &str, wasm: Asset, split: &Split) -> Result<Scripts> {
    let packs::Packs { packs, link_module } = packs::make(split)?;
    // Glue and link module import each other: neither can hold a hash of the other, so they share one.
    let hash = hash(&[glue.as_bytes(), link_module.as_bytes()]);
    let (glue_name, link_name) = (name("app", &hash, "js"), name("split", &hash, "js"));
    let glue = renamed_import(glue, LINK_MODULE, &link_name)?;
    let link_module = renamed_import(&link_module, GLUE_MODULE, &glue_name)?;
    Ok(Scripts {
        glue: Asset { name: glue_name, bytes: glue.into() },
        wasm,
        link_module: Some(Asset { name: link_name, bytes: link_module.into() }),
        packs,
    })
}

/// Imports a module under its hashed name. Only where the script loads it, which the glue does for each split point: the
/// main module knows it by its first name still, as the key of an object.
fn renamed_import(script: &str, module: &str, name: &str) -> Result<String> {
    replace_each(script, &format!("from \"{module}\""), &format!("from \"./{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(asset: &Asset) -> &str {
        std::str::from_utf8(&asset.bytes).unwrap()
    }

    #[test]
    fn an_app_that_is_not_split_is_one_script_and_one_module() {
        let program = Program { glue: "glue".into(), wasm: b"main".into(), split: None };
        let scripts = name_all(program).unwrap();
        assert!(scripts.link_module.is_none() && scripts.packs.is_empty());
        assert_eq!(scripts.glue.name, name("app", &hash(&[b"glue"]), "js"));
    }

    #[test]
    fn glue_and_link_module_find_each_other_under_their_new_names() {
        let link_module = "import { initSync } from \"./app.js\";\n".into();
        let split = Split { link_module, chunks: BTreeMap::new(), needs: BTreeMap::new() };
        let glue = "import * as import1 from \"./__wasm_split.js\"\nreturn { \"./__wasm_split.js\": import1 }";
        let scripts = name_all(Program { glue: glue.into(), wasm: b"main".into(), split: Some(split) }).unwrap();
        let link = scripts.link_module.unwrap();
        assert!(text(&scripts.glue).contains(&format!("from \"./{}\"", link.name)));
        assert!(text(&link).contains(&format!("from \"./{}\"", scripts.glue.name)));
        assert!(text(&scripts.glue).contains("{ \"./__wasm_split.js\": import1 }"), "the main module's import stays");
    }
}
