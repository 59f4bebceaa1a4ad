//! Import: ours checks every row, hashes every identity and keeps an index; `sqlite3 .import` copies text.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Imports the sheet in turns with `sqlite3 .import`, each into a new database; the last of ours stays in `data`.
pub(crate) fn measure(program: &Path, sheet: &Path, data: &Path, turns: usize) -> Result<()> {
    let mut ratios = Vec::new();
    for turn in 1..=turns {
        let ours = ours(program, sheet, data)?;
        let plain_database = sheet.with_extension("sqlite");
        let _ = std::fs::remove_file(&plain_database);
        let plain = timed(
            Command::new("sqlite3").arg(&plain_database).args(["-csv", &format!(".import {} sheet", sheet.display())]),
        )?;
        let ratio = ours.as_secs_f64() / plain.as_secs_f64();
        println!(
            "turn {turn}: ours {:.2} s; sqlite3 {:.2} s; ratio {ratio:.2}",
            ours.as_secs_f64(),
            plain.as_secs_f64()
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[ratios.len() / 2]);
    Ok(())
}

/// Imports the demo department and then the sheet into a new data folder; how long the sheet took.
pub(crate) fn ours(program: &Path, sheet: &Path, data: &Path) -> Result<Duration> {
    if data.exists() {
        std::fs::remove_dir_all(data)?;
    }
    timed(Command::new(program).args(["import", "demo"]).env("ZHANGBAN_DATA", data))?;
    timed(Command::new(program).arg("import").arg(sheet).env("ZHANGBAN_DATA", data))
}

fn timed(command: &mut Command) -> Result<Duration> {
    let started = Instant::now();
    let output = command.output().context("a command did not start; sqlite3 comes with Debian's package sqlite3")?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(started.elapsed())
}
