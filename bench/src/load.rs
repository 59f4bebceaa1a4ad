//! A client that costs as little as it can: HTTP/1.1 on connections that stay open, one request after the other.

use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections load a server at once.
const CONNECTIONS: usize = 64;

/// An answer, as far as it matters here.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
    head: usize,
}

impl Answer {
    /// What the same request must be answered with from now on.
    pub(crate) fn expected(self) -> Expected {
        Expected { length: self.head + self.body.len(), body: self.body }
    }
}

/// The answer to a request that is sent over and over.
pub(crate) struct Expected {
    /// Bytes of head and body.
    length: usize,
    body: Vec<u8>,
}

/// What a turn showed.
pub(crate) struct Shown {
    requests: usize,
    took: Duration,
    p99: Duration,
    /// What the server took of the processors.
    cost: Duration,
}

impl Shown {
    pub(crate) fn at_the_cost_of(self, cost: Duration) -> Self {
        Self { cost, ..self }
    }

    /// Processor time of the server for one request, kernel and all.
    #[expect(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
    fn microseconds(&self) -> f64 {
        self.cost.as_secs_f64() * 1e6 / self.requests as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
    pub(crate) fn per_second(&self) -> f64 {
        self.requests as f64 / self.took.as_secs_f64()
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p99 = self.p99.as_secs_f64() * 1_000.0;
        write!(f, "{:.0}/s, p99 {p99:.1} ms", self.per_second())?;
        if self.cost.is_zero() {
            return Ok(());
        }
        write!(f, ", {:.1} µs of processor each", self.microseconds())
    }
}

/// A request for a page, as a browser that takes brotli sends it.
pub(crate) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip, br\r\n\r\n").into_bytes()
}

/// A request for something that is to be read here, and not compressed.
pub(crate) fn get_plain(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
}

/// A request of the API.
pub(crate) fn post(path: &str, body: &[u8]) -> Vec<u8> {
    post_with(path, &[], body)
}

/// A request of the API with headers.
pub(crate) fn post_with(path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    post_of("application/json", path, headers, body)
}

/// A request that posts a body of a media type, with headers.
pub(crate) fn post_of(kind: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let headers = headers.concat();
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\n{headers}content-length: {}\r\n\r\n",
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

    /// Sends a request whose answer is known: as cheap as a client can be that does not trust the server.
    async fn expect(&mut self, request: &[u8], expected: &Expected) -> Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        while self.buffer.len() < expected.length {
            ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
        }
        ensure!(
            self.buffer.starts_with(b"HTTP/1.1 200 ") && self.buffer.ends_with(&expected.body),
            "another answer: {}",
            String::from_utf8_lossy(&self.buffer)
        );
        Ok(())
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
        Ok(Answer { status, kind, body: self.buffer[head + 4..head + 4 + length].to_vec(), head: head + 4 })
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

/// How fast requests are sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// The next one when the last is answered.
    Full,
    /// So many a second on all connections together; how long each takes is counted from when it was due.
    EachSecond(u32),
}

/// The same request over and over, on many connections, each answer compared with the one that is expected.
pub(crate) fn run(address: SocketAddr, request: &[u8], expected: &Expected, seconds: u64) -> Result<Shown> {
    run_at(address, request, expected, seconds, Pace::Full)
}

/// The same at a pace.
///
/// One thread for each core, each with its own share of the connections: nothing is handed from thread to thread, so the
/// client takes as little of the machine from the server as it can.
pub(crate) fn run_at(
    address: SocketAddr,
    request: &[u8],
    expected: &Expected,
    seconds: u64,
    pace: Pace,
) -> Result<Shown> {
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let threads = std::thread::available_parallelism()?.get();
    let mut times = std::thread::scope(|scope| {
        let loaders: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || share(address, request, expected, until, (thread, threads), pace)))
            .collect();
        let shares =
            loaders.into_iter().map(|loader| loader.join().map_err(|_| anyhow::anyhow!("a loader panicked"))?);
        shares.collect::<Result<Vec<_>>>().map(|shares| shares.concat())
    })?;
    let took = started.elapsed();
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    Ok(Shown { requests: times.len(), took, p99, cost: Duration::ZERO })
}

/// The connections of one thread of so many; how long each of their requests took.
fn share(
    address: SocketAddr,
    request: &[u8],
    expected: &Expected,
    until: Instant,
    (thread, threads): (usize, usize),
    pace: Pace,
) -> Result<Vec<Duration>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let connection = async |number: usize| {
        let mut client = Client::connect(address).await?;
        let (mut times, mut sent) = (Vec::with_capacity(1 << 16), Instant::now());
        let (every, all) = match pace {
            Pace::Full => (Duration::ZERO, 1),
            Pace::EachSecond(rate) => (Duration::from_secs(1) / rate, u32::try_from(CONNECTIONS)?),
        };
        // Connections take turns.
        sent += every * u32::try_from(number)?;
        while sent < until && Instant::now() < until {
            if !every.is_zero() {
                tokio::time::sleep_until(sent.into()).await;
            }
            client.expect(request, expected).await?;
            let answered = Instant::now();
            times.push(answered - sent);
            sent = if every.is_zero() { answered } else { sent + every * all };
        }
        anyhow::Ok(times)
    };
    let numbers = (0..CONNECTIONS).skip(thread).step_by(threads);
    let all = runtime.block_on(try_join_all(numbers.map(connection)))?;
    Ok(all.concat())
}
