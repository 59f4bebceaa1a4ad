//! Measures the release build against the plainest thing that could be, in one run, and prints ratios; and proves on the
//! program as it runs that nothing is lost that was acknowledged.
//!
//! Absolute figures say something about a machine; a ratio taken in one run says something about the program. Both
//! sides of a ratio are processes of their own, loaded by the same client, in turns.

mod bare;
mod both;
mod browser;
mod citizen;
mod crash;
mod durability;
pub mod filings;
mod import;
mod lists;
mod load;
mod lookups;
mod photo;
mod place;
mod server;
mod typing;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand, ValueEnum};

/// Measures the release build; `cargo xtask bench` builds it and calls this.
#[derive(Parser)]
struct Bench {
    #[command(subcommand)]
    part: Option<Part>,
    /// Measure only these, all if none is named.
    #[arg(long, value_enum)]
    only: Vec<Measure>,
    /// The program that is measured.
    #[arg(long, default_value = "target/release/zhangban")]
    program: PathBuf,
    /// How many candidates: a whole province, or fewer for a quick look.
    #[arg(long, default_value_t = 907_215)]
    candidates: u32,
    /// Where the sheet and the database are made, and found the next time; a temporary folder otherwise.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How long each side of a ratio is loaded in each turn, in seconds.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many turns each side has.
    #[arg(long, default_value_t = 3)]
    turns: usize,
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// The import of a province, against `sqlite3 .import`.
    Import,
    /// Every candidate looked up once, against the sheet.
    Candidates,
    /// Look-ups a second, against a bare handler.
    Lookups,
    /// First paints of the home page a second, against a bare handler.
    Home,
    /// Lists of the API while 200 questions a second arrive.
    Lists,
    /// From a key to the painted list, in a slow browser.
    Typing,
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
    /// Kill the server at random moments while cases are filed with photos: every acknowledged receipt is there with its
    /// photos, none twice.
    Crash {
        /// How often.
        #[arg(long, default_value_t = 500)]
        cycles: u32,
        /// Where cases are kept. PostgreSQL is started for this, and killed as well.
        #[arg(long, value_enum, default_value_t = Database::Sqlite)]
        database: Database,
    },
    /// Trace the server: every answer to a filing is written after what it promises was forced to the disk.
    Durability {
        /// How many filings.
        #[arg(long, default_value_t = 1_000)]
        writes: u32,
    },
    /// File over a network that drops, cuts, repeats and reorders: as many cases as filings, each with one receipt.
    Filings {
        /// How many filings.
        #[arg(long, default_value_t = 10_000)]
        count: usize,
        /// What chance begins with: the same seed drops the same share, not the same requests.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Look up scores while cases are filed with photos, and the reverse: what is kept of each rate.
    Both,
}

/// Where cases are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

/// Does what the command line says.
pub async fn run() -> Result<()> {
    let bench = Bench::parse();
    if let Some(Part::Bare { body, kind }) = &bench.part {
        return bare::serve(body, kind).await;
    }
    ensure!(bench.program.exists(), "{} is missing: run cargo xtask build first", bench.program.display());
    let (program, demo) = (bench.program.as_path(), Path::new("demo"));
    match &bench.part {
        Some(Part::Crash { cycles, database }) => return crash::measure(program, demo, *cycles, *database).await,
        Some(Part::Durability { writes }) => return durability::measure(program, demo, *writes).await,
        Some(Part::Filings { count, seed }) => {
            let told = filings::measure(program, demo, None, *count, *seed).await?;
            filings::print(&told);
            return Ok(());
        }
        Some(Part::Bare { .. } | Part::Both) | None => {}
    }
    let temporary = tempfile::tempdir()?;
    bench.measure(bench.folder.as_deref().unwrap_or(temporary.path())).await
}

impl Bench {
    async fn measure(&self, folder: &Path) -> Result<()> {
        let (sheet, data) = (folder.join("candidates.csv"), folder.join("data"));
        if !sheet.exists() {
            let count = self.candidates.to_string();
            tell(&self.program, &["demo", "candidates", "--count", &count, "--seed", "1", "--out"], &sheet)?;
        }
        let is_both = matches!(self.part, Some(Part::Both));
        if self.wants(Measure::Import) && !is_both {
            println!(
                "## Import of {} rows against `sqlite3 .import` of the same file (goal at most 2)\n",
                self.candidates
            );
            import::measure(&self.program, &sheet, &data, self.turns)?;
        } else if !data.exists() {
            import::ours(&self.program, &sheet, &data)?;
        }
        let server = server::Server::start(&self.program, &data).await?;
        if is_both {
            return both::measure(self, &server, &sheet).await;
        }
        if self.wants(Measure::Candidates) {
            println!("\n## Every candidate looked up once, against the sheet (goal 0 mismatches)\n");
            lookups::verify(&server, &sheet).await?;
        }
        if self.wants(Measure::Lookups) {
            println!("\n## Score look-ups against a bare handler that returns the same bytes (goal at least 0.8)\n");
            let candidate = lookups::some_candidate(&sheet)?;
            compare(self, &server, &lookups::request(&candidate)?, folder).await?;
        }
        if self.wants(Measure::Home) {
            println!("\n## The home page against a bare handler that returns the same bytes (goal at least 0.8)\n");
            compare(self, &server, &load::get("/"), folder).await?;
        }
        if self.wants(Measure::Lists) {
            println!("\n## Lists at 200 questions a second\n");
            lists::measure(server.address, self.seconds * 2).await?;
        }
        if self.wants(Measure::Typing) {
            println!("\n## From a key to the painted list, at 4x CPU throttle (goal at most 50 ms)\n");
            let (hotlines, data) = (folder.join("hotlines.csv"), folder.join("data-hotlines"));
            typing::write_hotlines(&hotlines)?;
            import::ours(&self.program, &hotlines, &data)?;
            let server = server::Server::start(&self.program, &data).await?;
            for page in ["/hotlines", "/past-scores"] {
                typing::measure(server.address, page)?;
            }
        }
        println!("\n## Memory of the server after all that (goal at most 300 MB)\n");
        println!("peak {} MB, now {} MB", server.memory("VmHWM")? / 1024, server.memory("VmRSS")? / 1024);
        Ok(())
    }

    fn wants(&self, measure: Measure) -> bool {
        self.only.is_empty() || self.only.contains(&measure)
    }
}

/// Loads the server and a bare handler with the same bytes in turns.
async fn compare(bench: &Bench, server: &server::Server, request: &[u8], folder: &Path) -> Result<()> {
    let answer = load::once(server.address, request).await?;
    let body = folder.join("body");
    std::fs::write(&body, &answer.body)?;
    let bare = server::Server::bare(&body, &answer.kind).await?;
    let bytes = answer.body.len();
    let (our_answer, bare_answer) = (answer.expected(), load::once(bare.address, request).await?.expected());
    let mut ratios = Vec::new();
    for turn in 1..=bench.turns {
        let ours = loaded(server, request, &our_answer, bench.seconds)?;
        let plain = loaded(&bare, request, &bare_answer, bench.seconds)?;
        let ratio = ours.per_second() / plain.per_second();
        println!("turn {turn}: ours {ours}; bare {plain}; ratio {ratio:.2}");
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2} for {bytes} bytes", ratios[ratios.len() / 2]);
    Ok(())
}

/// Loads a server, and sees what that cost it.
fn loaded(server: &server::Server, request: &[u8], expected: &load::Expected, seconds: u64) -> Result<load::Shown> {
    let before = server.processor_time()?;
    let shown = load::run(server.address, request, expected, seconds)?;
    Ok(shown.at_the_cost_of(server.processor_time()?.saturating_sub(before)))
}

fn tell(program: &Path, arguments: &[&str], last: &Path) -> Result<()> {
    let status = Command::new(program).args(arguments).arg(last).status().context("the program did not start")?;
    ensure!(status.success(), "{} {} failed", program.display(), arguments.join(" "));
    Ok(())
}
