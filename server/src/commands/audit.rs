//! `zhangban audit`: looks through the audit log, and hands it out so that others can.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use zhangban_api::Moment;
use zhangban_api::cases::promise::{Figures, LogRow, figures};

use crate::audit::{AuditError, Verified, read, verify_store};
use crate::cases::promise;
use crate::settings::Settings;

/// The audit log.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Look whether every entry is as it was written and none is missing
    Verify {
        /// An exported log instead of the database's
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// A published log of the promise clock: work its figures out again and print them
        #[arg(long, value_name = "LOG.csv", conflicts_with = "file")]
        promise: Option<PathBuf>,
    },
    /// Write the log as JSON, an entry a line
    Export {
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

impl AuditCommand {
    /// Does it.
    pub async fn run(self, settings: &Settings) -> Result<(), Box<dyn std::error::Error>> {
        match self {
            Self::Verify { promise: Some(path), .. } => {
                let log = File::open(&path).map_err(promise::LogError::from).and_then(promise::read);
                let (log, as_of) = log.map_err(|error| format!("{}: {error}", path.display()))?;
                print!("{}", promise_figures(&log, as_of));
            }
            Self::Verify { file: Some(path), .. } => tell(verify_file(&path).map_err(|error| named(&path, &error))?),
            Self::Verify { file: None, promise: None } => tell(verify_store(&settings.store().await?).await?),
            Self::Export { out } => {
                let mut file = BufWriter::new(File::create_new(&out).map_err(|error| named(&out, &error.into()))?);
                read(&settings.store().await?, |entry| {
                    serde_json::to_writer(&mut file, &entry).map_err(std::io::Error::from)?;
                    Ok(file.write_all(b"\n")?)
                })
                .await?;
                file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
                println!("{}", out.display());
            }
        }
        Ok(())
    }
}

/// The figures of a log, a line a month and office.
fn promise_figures(log: &[LogRow], as_of: Option<Moment>) -> String {
    let Some(as_of) = as_of else { return "no cases\n".to_owned() };
    let count = log.len();
    let mut told = format!("{count} cases as of {as_of}\n");
    told.push_str("month\toffice\tfiled\tanswered\tmedian_s\tp90_s\tdecided\twithin\treopened\tratings\trated\n");
    for figures in figures(log, as_of) {
        let Figures { month, office, filed, answered, median, ninetieth, .. } = &figures;
        let Figures { decided, within, reopened, ratings, rated, .. } = &figures;
        let seconds = |time: &Option<i64>| time.map(|seconds| seconds.to_string()).unwrap_or_default();
        let (office, median) = (if office.is_empty() { "*" } else { office }, seconds(median));
        let ninetieth = seconds(ninetieth);
        // Writing to a string cannot fail.
        let _ = writeln!(
            told,
            "{month}\t{office}\t{filed}\t{answered}\t{median}\t{ninetieth}\t{decided}\t{within}\t{reopened}\t{ratings}\t{rated}"
        );
    }
    told
}

fn named(path: &Path, error: &AuditError) -> String {
    format!("{}: {error}", path.display())
}

fn tell(Verified { entries, last }: Verified) {
    println!("{entries} entries, each as it was written; the hash of the last is {last}");
}

/// Whether a file is a whole log, entry by entry: it may be larger than the memory.
pub fn verify_file(path: &Path) -> Result<Verified, AuditError> {
    let mut so_far = Verified::default();
    for (line, text) in (1..).zip(BufReader::new(File::open(path)?).lines()) {
        let entry = serde_json::from_str(&text?).map_err(|source| AuditError::Line { line, source })?;
        so_far = so_far.follow(&entry)?;
    }
    Ok(so_far)
}
