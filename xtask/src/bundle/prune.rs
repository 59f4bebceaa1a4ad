//! Takes out of the linked module what stands in it and never runs.
//!
//! The linker keeps whatever somebody could call. Each kind of view has a table of functions, and in it a second way to
//! be taken over, which we never go; every check that cannot fail has its message. Both are known by their names, so they
//! go before the module is split: a trap stands in the place of a function, nothing in the place of a message. What only
//! they needed is then needed by nobody, and the splitter and wasm-bindgen leave it behind (docs/measurements.md has what
//! it saves). A name that changes with a new version is no fault: then the app grows, and the budget says so.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CustomSection, Encode, ExportSection, Module, RawSection};
use wasmparser::{
    BinaryReader, ExportSectionReader, FunctionBody, KnownCustom, Name, NameSectionReader, Operator, Parser, Payload,
    RelocAddendKind, RelocSectionReader, RelocationEntry, TypeRef,
};

/// Functions of tables that nobody calls, by a part of their mangled names. The compiler makes one of functions with equal
/// bodies, under one of their names: only what nothing else can be equal to may stand here.
const NEVER_CALLED: [&str; 1] = [
    // Makes the future of being taken over piece by piece while code arrives: we take over at once, when it is there.
    "8into_any13hydrate_async",
];

/// Functions that never come back: they write a message that nobody would see, and trap. We trap without.
const LAST_WORDS: [&str; 17] = [
    "4core9panicking",
    "13expect_failed",
    "13unwrap_failed",
    "16slice_error_fail",
    "16slice_index_fail",
    "17len_mismatch_fail",
    "22panic_already_borrowed",
    "30panic_already_mutably_borrowed",
    "18panic_access_error",
    "14panic_poisoned",
    "17capacity_overflow",
    "7raw_vec12handle_error",
    "18handle_alloc_error",
    "12wasm_bindgen9throw_str",
    "12invalid_deref",
    "32handle_uninitialized_spawn_local",
    "24failed_to_cast_text_node",
];

/// What is exported for the streams of server functions, which we do not have.
const UNUSED_EXPORTS: &str = "intounderlying";

const NOP: u8 = 0x01;

/// The module without what never runs. Its code keeps its size, so that relocations stay right; what is filled with
/// `nop` goes when the module is made compact.
pub fn prune(wasm: &[u8]) -> Result<Vec<u8>> {
    let module = Functions::of(wasm)?;
    let mut pruned = wasm.to_vec();
    let mut gone = module.bodies_of(&module.never_called);
    for body in &gone {
        trap(&mut pruned[body.clone()])?;
    }
    for call in module.calls_of(&module.last_words, &pruned)? {
        pruned[call.clone()].fill(NOP);
        gone.push(call);
    }
    gone.sort_by_key(|range| range.start);
    rewritten(&pruned, &Gone { code: module.code, ranges: gone })
}

/// The functions of a module, by index.
struct Functions {
    /// Where the code begins, which relocations count from.
    code: usize,
    imported: u32,
    bodies: Vec<Range<usize>>,
    never_called: HashSet<u32>,
    last_words: HashSet<u32>,
}

impl Functions {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (never_called, last_words) = (HashSet::new(), HashSet::new());
        let mut functions = Self { code: 0, imported: 0, bodies: Vec::new(), never_called, last_words };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => functions.code = usize::try_from(range.start)?,
                Payload::CodeSectionEntry(body) => functions.bodies.push(bytes(&body.range())?),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        functions.name(names)?;
                    }
                }
                _ => {}
            }
        }
        Ok(functions)
    }

    fn name(&mut self, names: NameSectionReader) -> Result<()> {
        for names in names {
            let Name::Function(names) = names? else { continue };
            for name in names {
                let name = name?;
                let has = |part: &&str| name.name.contains(*part);
                if NEVER_CALLED.iter().any(has) {
                    self.never_called.insert(name.index);
                } else if LAST_WORDS.iter().any(has) {
                    self.last_words.insert(name.index);
                }
            }
        }
        Ok(())
    }

    fn bodies_of(&self, wanted: &HashSet<u32>) -> Vec<Range<usize>> {
        let bodies = (self.imported..).zip(&self.bodies);
        bodies.filter(|(index, _)| wanted.contains(index)).map(|(_, body)| body.clone()).collect()
    }

    /// Calls of functions that never come back, with what is pushed for them. Behind each stands `unreachable`, which is
    /// what is left.
    fn calls_of(&self, wanted: &HashSet<u32>, wasm: &[u8]) -> Result<Vec<Range<usize>>> {
        let mut calls = Vec::new();
        for body in &self.bodies {
            let code = wasm.get(body.clone()).context("a function ends after the module")?;
            let body = FunctionBody::new(BinaryReader::new(code, u64::try_from(body.start)?));
            let mut operators = body.get_operators_reader()?;
            let (mut pushed, mut call) = (None, None);
            while !operators.eof() {
                let (operator, at) = operators.read_with_offset()?;
                if let (Some(start), Operator::Unreachable) = (call.take(), &operator) {
                    calls.push(bytes(&(start..at))?);
                }
                match operator {
                    Operator::LocalGet { .. } | Operator::I32Const { .. } => pushed = pushed.or(Some(at)),
                    Operator::Call { function_index } if wanted.contains(&function_index) => {
                        call = pushed.take().or(Some(at));
                    }
                    _ => pushed = None,
                }
            }
        }
        Ok(calls)
    }
}

/// Fills the body of a function with a trap.
fn trap(body: &mut [u8]) -> Result<()> {
    const NO_LOCALS: u8 = 0;
    const UNREACHABLE: u8 = 0x00;
    const END: u8 = 0x0b;
    body.fill(NOP);
    let [locals, first, .., last] = body else { bail!("a function is too short for a trap") };
    (*locals, *first, *last) = (NO_LOCALS, UNREACHABLE, END);
    Ok(())
}

/// Parts of the code that are not there any more, in their order.
struct Gone {
    code: usize,
    ranges: Vec<Range<usize>>,
}

impl Gone {
    fn holds(&self, relocation: &RelocationEntry) -> Result<bool> {
        let at = self.code + usize::try_from(relocation.offset)?;
        let next = self.ranges.partition_point(|range| range.end <= at);
        Ok(self.ranges.get(next).is_some_and(|range| range.contains(&at)))
    }
}

/// The module with relocations only of what is there, and without unused exports.
fn rewritten(wasm: &[u8], gone: &Gone) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let (mut sections, mut code_section) = (0, None);
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        let mut known = None;
        match &payload {
            Payload::CodeSectionStart { .. } => code_section = Some(sections),
            Payload::ExportSection(exports) => {
                module.section(&used(exports)?);
                sections += 1;
                continue;
            }
            Payload::CustomSection(section) => known = Some((section.name(), section.as_known())),
            _ => {}
        }
        match known {
            Some((name, KnownCustom::Reloc(relocations))) if Some(relocations.section_index()) == code_section => {
                let data = without(&relocations, gone)?.into();
                module.section(&CustomSection { name: name.into(), data });
            }
            _ => {
                let data = wasm.get(bytes(&range)?).context("a section ends after the module")?;
                module.section(&RawSection { id, data });
            }
        }
        sections += 1;
    }
    Ok(module.finish())
}

fn used(exports: &ExportSectionReader) -> Result<ExportSection> {
    let mut used = ExportSection::new();
    for export in exports.clone() {
        let export = export?;
        if !export.name.contains(UNUSED_EXPORTS) {
            used.export(export.name, RoundtripReencoder.export_kind(export.kind)?, export.index);
        }
    }
    Ok(used)
}

fn without(section: &RelocSectionReader, gone: &Gone) -> Result<Vec<u8>> {
    let (mut kept, mut entries) = (0_usize, Vec::new());
    for entry in section.entries() {
        let entry = entry?;
        if gone.holds(&entry)? {
            continue;
        }
        kept += 1;
        entries.push(entry.ty as u8);
        entry.offset.encode(&mut entries);
        entry.index.encode(&mut entries);
        match entry.ty.addend_kind() {
            RelocAddendKind::None => {}
            RelocAddendKind::Addend32 => i32::try_from(entry.addend)?.encode(&mut entries),
            RelocAddendKind::Addend64 => entry.addend.encode(&mut entries),
        }
    }
    let mut data = Vec::new();
    section.section_index().encode(&mut data);
    kept.encode(&mut data);
    data.extend(entries);
    Ok(data)
}

fn bytes(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, ExportKind, Function, FunctionSection, NameMap, NameSection, TypeSection};
    use wasmparser::RelocationType;

    use super::super::sections::compact;
    use super::*;

    /// Functions of these names and bodies. Each calls by a padded index, as the linker leaves it, with a relocation.
    fn module(functions: &[(&str, &[u8])], exports: &[&str]) -> Vec<u8> {
        let (mut types, mut declared, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        let (mut names, mut exported) = (NameMap::new(), ExportSection::new());
        for (index, (name, body)) in (0..).zip(functions) {
            declared.function(0);
            let mut function = Function::new([]);
            function.raw(body.iter().copied());
            code.function(&function);
            names.append(index, name);
        }
        for name in exports {
            exported.export(name, ExportKind::Func, 0);
        }
        let mut section = NameSection::new();
        section.functions(&names);
        let mut linked = Module::new();
        linked.section(&types).section(&declared).section(&exported).section(&code);
        let relocations = relocations(&linked.clone().finish());
        linked.section(&CustomSection { name: "reloc.CODE".into(), data: relocations.into() });
        linked.section(&section);
        linked.finish()
    }

    /// Where the calls of a module are, in the section of code that is its fourth.
    fn relocations(wasm: &[u8]) -> Vec<u8> {
        let functions = Functions::of(wasm).unwrap();
        let mut calls = Vec::new();
        for body in &functions.bodies {
            let calling = body.clone().filter(|at| wasm[*at] == 0x10 && wasm[at + 4..].starts_with(&[0x80, 0]));
            calls.extend(calling.map(|at| at + 1 - functions.code));
        }
        let mut data = vec![3, u8::try_from(calls.len()).unwrap()];
        for at in calls {
            data.push(RelocationType::FunctionIndexLeb as u8);
            data.extend([u8::try_from(at).unwrap(), 0]);
        }
        data
    }

    const CALL_0: [u8; 6] = [0x10, 0x80, 0x80, 0x80, 0x80, 0x00];
    const END: u8 = 0x0b;

    fn body(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    fn bodies(wasm: &[u8]) -> Vec<Vec<u8>> {
        let functions = Functions::of(wasm).unwrap();
        functions.bodies.into_iter().map(|body| wasm[body].to_vec()).collect()
    }

    fn relocated(wasm: &[u8]) -> u32 {
        let count = |payload| match payload {
            Ok(Payload::CustomSection(section)) => match section.as_known() {
                KnownCustom::Reloc(relocations) => relocations.entries().count(),
                _ => 0,
            },
            _ => 0,
        };
        Parser::new(0).parse_all(wasm).map(count).sum()
    }

    #[test]
    fn what_is_never_called_becomes_a_trap_and_needs_nothing() {
        let calling = body(&[&CALL_0, &[END]]);
        let whole =
            module(&[("_plain", &[END]), ("_ZN$8into_any13hydrate_async17h0E", &calling), ("_other", &calling)], &[]);
        let pruned = prune(&whole).unwrap();
        assert_eq!((relocated(&whole), relocated(&pruned)), (2, 1));
        // No locals, `unreachable`, end; the other still calls, by an index of one byte.
        assert_eq!(bodies(&compact(&pruned).unwrap()), [vec![0, END], vec![0, 0, END], vec![0, 0x10, 0, END]]);
    }

    #[test]
    fn last_words_are_not_said_and_not_gathered() {
        let panicking = body(&[&[0x41, 5, 0x41, 6], &CALL_0, &[0, END]]);
        let coming_back = body(&[&CALL_0, &[END]]);
        let whole = module(
            &[("_RNvNtC_4core9panicking5panic", &[0, END]), ("_careful", &panicking), ("_odd", &coming_back)],
            &[],
        );
        let pruned = compact(&prune(&whole).unwrap()).unwrap();
        assert_eq!(bodies(&pruned)[1..], [vec![0, 0, END], vec![0, 0x10, 0, END]]);
    }

    #[test]
    fn streams_are_not_exported() {
        let pruned = prune(&module(&[("_f", &[END])], &["main", "intounderlyingsink_close"])).unwrap();
        let text = String::from_utf8_lossy(&pruned);
        assert!(text.contains("main") && !text.contains("intounderlying"));
    }
}
