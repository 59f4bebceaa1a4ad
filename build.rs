//! Nothing to generate yet: keeps the place where the linker is told to leave what the splitter of the bundle reads.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The splitter follows relocations from each route to the code that only this route reaches.
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg=--emit-relocs");
    }
}
