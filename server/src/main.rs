//! The program: `zhangban serve`, `check`, `import`, `menu`, `demo`, `staff`, `audit`, `backup`, `export`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use indicatif::ProgressBar;
use tokio::net::TcpListener;
use zhangban_server::clock::Clock;
use zhangban_server::commands::audit::AuditCommand;
use zhangban_server::commands::backup;
use zhangban_server::commands::export::ExportCommand;
use zhangban_server::commands::staff::StaffCommand;
use zhangban_server::context::{Context, Parts};
use zhangban_server::demo_candidates::{self, DemoError, Options};
use zhangban_server::serve::serve;
use zhangban_server::settings::{Given, Settings};
use zhangban_server::{department_folder, import, logging};

/// An answer is made of many small pieces of memory that live for microseconds (docs/measurements.md).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Zhangban 掌办: a department's services on the phone, in a webview and on a kiosk.
#[derive(Parser)]
#[command(name = "zhangban", version)]
struct Program {
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app and its API until SIGTERM
    Serve,
    /// Look through a department folder or single files and say what is wrong; change nothing
    Check {
        /// Folders or files
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Take over what a department folder or single files say; a file with a fault is not taken at all
    Import {
        /// Folders or files
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// The menu for use elsewhere
    #[command(subcommand)]
    Menu(Menu),
    /// Make data for a demonstration
    #[command(subcommand)]
    Demo(Demo),
    /// Who may sign in at the desk
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The log of what was done
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Copy database, key and files while the server runs, and look whether the copy can be used
    Backup {
        /// The folder to make; one that is there is never written over
        folder: PathBuf,
    },
    /// Write cases or feedback as a table for spreadsheets
    #[command(subcommand)]
    Export(ExportCommand),
}

#[derive(Subcommand)]
enum Menu {
    /// Print the menu of the WeChat account as JSON for its interface; name whatever that would refuse
    Wechat {
        /// The department folder, or its menu.toml
        path: PathBuf,
        /// Where citizens open the app, such as `https://zb.example.gov.cn`
        #[arg(long, value_name = "URL")]
        address: String,
    },
}

#[derive(Subcommand)]
enum Demo {
    /// Write a score sheet of synthetic candidates with the real distribution of totals
    Candidates {
        /// How many candidates with published results, 907215 at most
        #[arg(long)]
        count: u32,
        /// What the chance begins with: the same seed makes the same sheet
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many candidates of each other state to add: withheld, absent, under review
        #[arg(long, default_value_t = 0)]
        states: u32,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The file for an admission sheet of the same candidates
        #[arg(long, value_name = "FILE")]
        admissions: Option<PathBuf>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let Program { given, command } = Program::parse();
    let settings = match given.resolve() {
        Ok(settings) => settings,
        Err(error) => return refuse(&error),
    };
    logging::start(settings.log_format);
    let done = match command {
        Command::Serve => start(settings).await,
        Command::Check { paths } => import::check(&settings, &paths).await.map_err(Into::into),
        Command::Import { paths } => import::import(&settings, &paths).await.map_err(Into::into),
        Command::Menu(Menu::Wechat { path, address }) => print_wechat_menu(&path, &address),
        Command::Demo(Demo::Candidates { count, seed, states, out, admissions }) => {
            write_candidates(&out, admissions.as_deref(), Options { count, seed, states }).map_err(Into::into)
        }
        Command::Staff(command) => command.run(&settings).await,
        Command::Audit(command) => command.run(&settings).await,
        Command::Backup { folder } => backup::run(&settings, &folder).await,
        Command::Export(command) => command.run(&settings).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(error.as_ref()),
    }
}

fn refuse(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("zhangban: {error}");
    ExitCode::FAILURE
}

fn print_wechat_menu(path: &Path, address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let menu = department_folder::wechat_menu(path)?.json(address)?;
    println!("{}", serde_json::to_string_pretty(&menu)?);
    Ok(())
}

fn write_candidates(scores: &Path, admissions: Option<&Path>, options: Options) -> Result<(), DemoError> {
    let bar = ProgressBar::new(options.count.into());
    let mut file = BufWriter::new(File::create(scores)?);
    demo_candidates::write(&mut file, options, |written| bar.set_position(written))?;
    file.flush()?;
    println!("{}", scores.display());
    if let Some(admissions) = admissions {
        let mut file = BufWriter::new(File::create(admissions)?);
        demo_candidates::write_admissions(&mut file, options, |written| bar.set_position(written))?;
        file.flush()?;
        println!("{}", admissions.display());
    }
    bar.finish_and_clear();
    Ok(())
}

async fn start(settings: Settings) -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| format!("listen (ZHANGBAN_LISTEN): {}: {error}", settings.listen))?;
    let metrics = match settings.metrics {
        Some(address) => Some(
            TcpListener::bind(address)
                .await
                .map_err(|error| format!("metrics (ZHANGBAN_METRICS): {address}: {error}"))?,
        ),
        None => None,
    };
    let context = Context::new(Parts {
        store: settings.store().await?,
        files: settings.files()?,
        key: settings.key()?,
        clock: Clock::system(),
        limits: settings.limits(),
        frame_ancestors: settings.frame_ancestors,
        keep_contacts_days: settings.keep_contacts_days,
        keep_feedback_contacts_days: settings.keep_feedback_contacts_days,
    })
    .await?;
    if let Some(metrics) = &metrics {
        tracing::info!("metrics at {}", metrics.local_addr()?);
    }
    tracing::info!(engine = context.store().engine(), "http://{}", listener.local_addr()?);
    Ok(serve(listener, metrics, context).await?)
}
