//! The size of the home page as a phone gets it: from the real server, with the demo department in it.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::{command, run};

/// How long a server may take to be ready on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the server is left alone between two questions whether it is ready.
const PAUSE: Duration = Duration::from_millis(50);

/// Bytes of the home page in brotli, without headers. Fails if the page is not made from the bundle whose loader is at
/// this address.
pub fn size(server: &Path, loader: &str) -> Result<usize> {
    let data = tempfile::tempdir()?;
    run(with_data(server, data.path()).args(["import", "demo/"]))?;
    let address = free_address()?;
    let child = with_data(server, data.path()).arg("serve").env("ZHANGBAN_LISTEN", address.to_string()).spawn();
    let mut server = Guard(child.context("the server does not start")?);
    server.wait_until_ready(address)?;
    let plain = get(address, "/", "identity")?;
    ensure!(
        String::from_utf8_lossy(&plain.body).contains(loader),
        "the server does not carry this bundle: its home page does not start {loader}"
    );
    let page = get(address, "/", "br")?;
    ensure!(page.is_brotli, "the home page is not sent in brotli");
    Ok(page.body.len())
}

/// The server with a data folder of its own and nothing else from the environment.
fn with_data(server: &Path, data: &Path) -> Command {
    let mut command = command(server);
    for name in ["ZHANGBAN_CONFIG", "ZHANGBAN_DATABASE", "ZHANGBAN_LISTEN"] {
        command.env_remove(name);
    }
    command.env("ZHANGBAN_DATA", data).env("ZHANGBAN_LOG", "warn").stdin(Stdio::null());
    command
}

/// A port that nobody has. Somebody could take it before the server does; then the server says so.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// A server that ends with us.
struct Guard(Child);

impl Guard {
    fn wait_until_ready(&mut self, address: SocketAddr) -> Result<()> {
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait()? {
                bail!("the server ended with {status}");
            }
            if get(address, "/readyz", "identity").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
        bail!("the server was not ready after {} seconds", PATIENCE.as_secs())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // It serves nobody but us, from a folder that is thrown away: there is nothing to end gracefully.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a server answers.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    is_brotli: bool,
    body: Vec<u8>,
}

fn get(address: SocketAddr, path: &str, encoding: &str) -> Result<Answer> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    write!(
        connection,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    )?;
    read_answer(BufReader::new(connection))
}

/// Reads an answer that says how long it is, as the server's do.
fn read_answer(mut reader: impl BufRead) -> Result<Answer> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).context("not an answer in HTTP")?;
    let (mut length, mut is_brotli) = (None, false);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok(),
            "content-encoding" => is_brotli = value.trim() == "br",
            _ => {}
        }
    }
    let mut body = vec![0; length.context("the answer does not say how long it is")?];
    reader.read_exact(&mut body)?;
    Ok(Answer { status, is_brotli, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_body_counts() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\ncontent-length: 4\r\n\r\nbody";
        assert_eq!(
            read_answer(answer.as_bytes()).unwrap(),
            Answer { status: 200, is_brotli: true, body: b"body".into() }
        );
    }

    #[test]
    fn an_answer_that_breaks_off_is_a_fault() {
        assert!(read_answer("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbody".as_bytes()).is_err());
        assert!(read_answer("".as_bytes()).is_err());
    }
}
