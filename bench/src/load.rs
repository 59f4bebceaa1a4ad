//! A client that costs as little as it can: HTTP/1.1 on connections that stay open, one request after the other.

use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections load a server at once.
const CONNECTIONS: usize = 64;

/// An answer, as far as it matters here.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
}

/// What a turn showed.
pub(crate) struct Shown {
    requests: usize,
    took: Duration,
    p99: Duration,
}

impl Shown {
    #[expect(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
    pub(crate) fn per_second(&self) -> f64 {
        self.requests as f64 / self.took.as_secs_f64()
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}/s, p99 {:.1} ms", self.per_second(), self.p99.as_secs_f64() * 1_000.0)
    }
}

/// A request for a page, as a browser that takes brotli sends it.
pub(crate) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip, br\r\n\r\n").into_bytes()
}

/// A request of the API.
pub(crate) fn post(path: &str, body: &[u8]) -> Vec<u8> {
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(body);
    request
}

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1 << 16) })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
            if let Some(head) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                let length = header(&self.buffer[..head], "content-length").context("no length")?.parse::<usize>()?;
                break (head, length);
            }
        };
        while self.buffer.len() < head + 4 + length {
            ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
        }
        let status = std::str::from_utf8(&self.buffer[9..12])?.parse()?;
        let kind = header(&self.buffer[..head], "content-type").unwrap_or_default().to_owned();
        Ok(Answer { status, kind, body: self.buffer[head + 4..head + 4 + length].to_vec() })
    }
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    std::str::from_utf8(head)
        .ok()?
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find_map(|(of, value)| of.eq_ignore_ascii_case(name).then_some(value))
}

/// One request on a connection of its own.
pub(crate) async fn once(address: SocketAddr, request: &[u8]) -> Result<Answer> {
    let answer = Client::connect(address).await?.send(request).await?;
    ensure!(answer.status == 200, "status {}", answer.status);
    Ok(answer)
}

/// The same request over and over, on many connections.
pub(crate) async fn run(address: SocketAddr, request: &[u8], seconds: u64) -> Result<Shown> {
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request.to_vec();
            tokio::spawn(async move {
                let mut client = Client::connect(address).await?;
                let mut times = Vec::new();
                while Instant::now() < until {
                    let sent = Instant::now();
                    let answer = client.send(&request).await?;
                    ensure!(answer.status == 200, "status {}", answer.status);
                    times.push(sent.elapsed());
                }
                Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for connection in connections {
        times.extend(connection.await??);
    }
    let took = started.elapsed();
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    Ok(Shown { requests: times.len(), took, p99 })
}
