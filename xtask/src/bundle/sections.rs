//! What is in a WebAssembly module besides its code: imports that tell whether it is to be split, and custom sections
//! that a browser does not read.

use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, Module};
use wasmparser::{CustomSectionReader, FunctionBody, Operator, Parser, Payload, TypeRef};

/// The module that split points are imported from until the splitter has linked them (`wasm_split_macros` 0.2).
const SPLIT_POINT: &str = "__wasm_split_placeholder__";

/// Whether any function of the module was marked to be loaded when it is needed.
pub fn has_split_points(wasm: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                let import = import?;
                if import.module == SPLIT_POINT && matches!(import.ty, TypeRef::Func(_)) {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

/// The module as a phone needs it: without its custom sections, which are names of functions, relocations, tools that
/// made it; without `nop`; and with each number as short as it can be, where the linker left room for the largest.
pub fn compact(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    Compact.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Compact;

type Error = reencode::Error;

impl Reencode for Compact {
    type Error = Infallible;

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader) -> Result<(), Error> {
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Nop => {}
                operator => _ = function.instruction(&self.instruction(operator)?),
            }
        }
        code.function(&function);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, EntityType, ImportSection, TypeSection};

    use super::*;

    fn module(import_from: &str) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        imports.import(import_from, "f", EntityType::Function(0));
        let names = CustomSection { name: "name".into(), data: (&[1, 2, 3]).into() };
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&names);
        module.finish()
    }

    #[test]
    fn a_module_is_split_only_where_its_source_says_so() {
        assert!(has_split_points(&module("__wasm_split_placeholder__")).unwrap());
        assert!(!has_split_points(&module("./__wasm_split.js")).unwrap());
    }

    #[test]
    fn names_are_taken_out_and_the_rest_stays() {
        let whole = module("env");
        let stripped = compact(&whole).unwrap();
        // Section id and size, then "name" with its length, then three bytes.
        assert_eq!(stripped.len(), whole.len() - 2 - 5 - 3);
        assert!(whole.starts_with(&stripped));
    }
}
