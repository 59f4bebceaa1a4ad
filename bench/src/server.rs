//! A server under measurement: a process of its own, ended when dropped.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::load;

pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where it answers whoever watches; the bare server does not.
    pub(crate) metrics: SocketAddr,
}

impl Server {
    /// Starts the program on a data folder and a free port, and waits until it is ready.
    pub(crate) async fn start(program: &Path, data: &Path) -> Result<Self> {
        Self::start_by(Command::new(program).env("ZHANGBAN_DATA", data)).await
    }

    /// Starts the program by a command that lacks the word `serve` and the addresses, and waits until it is ready.
    pub(crate) async fn start_by(command: &mut Command) -> Result<Self> {
        let (free, metrics) = free_ports()?;
        let child = command
            .arg("serve")
            .env("ZHANGBAN_LISTEN", free.to_string())
            .env("ZHANGBAN_METRICS", metrics.to_string())
            .env("ZHANGBAN_LOG", "off")
            .spawn()?;
        let server = Self { child, address: free, metrics };
        server.ready().await?;
        Ok(server)
    }

    /// Waits until it can answer, database and all.
    pub(crate) async fn ready(&self) -> Result<()> {
        for _ in 0..600 {
            if load::once(self.address, &load::get("/readyz")).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::bail!("the server did not get ready")
    }

    /// Ends the program behind the one that was started, such as `strace`, and waits until that has ended as well.
    pub(crate) fn end_what_it_runs(mut self) -> Result<()> {
        let id = self.child.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
        let ended = Command::new("kill").arg("-TERM").args(children.split_whitespace()).status()?;
        anyhow::ensure!(ended.success(), "the program could not be ended");
        self.child.wait()?;
        Ok(())
    }

    /// Starts the bare server, which prints its address.
    pub(crate) async fn bare(body: &Path, kind: &str) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("bare")
            .arg(body)
            .args(["--kind", kind])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("no output")?;
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).map(|_| line)
        })
        .await??;
        let address: SocketAddr =
            line.trim().trim_start_matches("http://").parse().context("the bare server did not start")?;
        Ok(Self { child, address, metrics: address })
    }

    /// Processor time so far, of the program and of the kernel for it: the 14th and 15th figure of `/proc/PID/stat`, in
    /// hundredths of a second. The name of the program, which may hold blanks, ends with the last bracket.
    pub(crate) fn processor_time(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, figures) = stat.rsplit_once(')').context("no figures")?;
        let ticks = figures.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }

    /// A figure of `/proc/PID/status`, in KB.
    pub(crate) fn memory(&self, name: &str) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).context("no such figure")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

/// Two ports that nobody listens on.
fn free_ports() -> Result<(SocketAddr, SocketAddr)> {
    let (one, other) = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
    Ok((one.local_addr()?, other.local_addr()?))
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
