//! The program of `cargo xtask bench`.

/// The server's own: the bare handler has it too, so that a ratio says nothing of it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    zhangban_bench::run().await
}
