//! Measures the release build against the plainest thing that could be, in one run, and prints ratios.
//!
//! Absolute figures say something about a machine; a ratio taken in one run says something about the program. Both
//! sides of a ratio are processes of their own, loaded by the same client, in turns.

mod bare;
mod import;
mod load;
mod lookups;
mod server;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

/// Measures the release build; `cargo xtask bench` builds it and calls this.
#[derive(Parser)]
struct Bench {
    #[command(subcommand)]
    part: Option<Part>,
    /// The program that is measured.
    #[arg(long, default_value = "target/release/zhangban")]
    program: PathBuf,
    /// How many candidates: a whole province, or fewer for a quick look.
    #[arg(long, default_value_t = 907_215)]
    candidates: u32,
    /// How long each side of a ratio is loaded in each turn, in seconds.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many turns each side has.
    #[arg(long, default_value_t = 3)]
    turns: usize,
}

#[derive(Subcommand)]
enum Part {
    /// Serve the bytes of a file to every request: the other side of a ratio.
    Bare {
        /// The bytes.
        body: PathBuf,
        /// Their media type.
        #[arg(long, default_value = "application/json")]
        kind: String,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    let bench = Bench::parse();
    if let Some(Part::Bare { body, kind }) = &bench.part {
        return bare::serve(body, kind).await;
    }
    ensure!(bench.program.exists(), "{} is missing: run cargo xtask build first", bench.program.display());
    let folder = tempfile::tempdir()?;
    let sheet = folder.path().join("candidates.csv");
    run(
        &bench.program,
        &["demo", "candidates", "--count", &bench.candidates.to_string(), "--seed", "1", "--out"],
        &sheet,
    )?;

    println!("## Import of {} rows against `sqlite3 .import` of the same file (goal at most 2)\n", bench.candidates);
    let data = folder.path().join("data");
    import::measure(&bench.program, &sheet, &data, bench.turns)?;

    let server = server::Server::start(&bench.program, &data).await?;
    println!("\n## Every candidate looked up once, against the sheet (goal 0 mismatches)\n");
    lookups::verify(&server, &sheet).await?;

    println!("\n## Score look-ups a second against a bare handler that returns the same bytes (goal at least 0.8)\n");
    let candidate = lookups::some_candidate(&sheet)?;
    compare(&bench, &server, &lookups::request(&candidate)?, folder.path()).await?;

    println!(
        "\n## The first paint of the home page against a bare handler that returns the same bytes (goal at least 0.8)\n"
    );
    compare(&bench, &server, &load::get("/"), folder.path()).await?;

    println!("\n## Memory of the server after all that (goal at most 300 MB)\n");
    println!("peak {} MB, now {} MB", server.memory("VmHWM")? / 1024, server.memory("VmRSS")? / 1024);
    Ok(())
}

/// Loads the server and a bare handler with the same bytes in turns.
async fn compare(bench: &Bench, server: &server::Server, request: &[u8], folder: &Path) -> Result<()> {
    let answer = load::once(server.address, request).await?;
    let body = folder.join("body");
    std::fs::write(&body, &answer.body)?;
    let bare = server::Server::bare(&body, &answer.kind).await?;
    let mut ratios = Vec::new();
    for turn in 1..=bench.turns {
        let ours = load::run(server.address, request, bench.seconds).await?;
        let plain = load::run(bare.address, request, bench.seconds).await?;
        let ratio = ours.per_second() / plain.per_second();
        println!("turn {turn}: ours {ours}; bare {plain}; ratio {ratio:.2}");
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2} for {} bytes", ratios[ratios.len() / 2], answer.body.len());
    Ok(())
}

fn run(program: &Path, arguments: &[&str], last: &Path) -> Result<()> {
    let status = Command::new(program).args(arguments).arg(last).status().context("the program did not start")?;
    ensure!(status.success(), "{} {} failed", program.display(), arguments.join(" "));
    Ok(())
}
