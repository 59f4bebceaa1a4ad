//! Filing over a network that drops, cuts, repeats and reorders: as many cases as were filed, each with one receipt.
//!
//! A phone sends what was not answered again, with its key, until it is. Nothing else makes up for the network.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use zhangban_api::attachments::Uploaded;
use zhangban_api::cases::{CaseForm, Receipt};

use crate::load::{Answer, Client};
use crate::place::Place;
use crate::{citizen, photo};

/// How many phones are on the way at once.
const PHONES: u64 = 16;

/// Every so many-th case comes with a photo.
const WITH_PHOTO: usize = 10;

const SIZE: (u32, u32) = (160, 120);

/// How long the answer of a cut connection was waited for at most, in milliseconds: the server is then anywhere in its
/// work.
const CUT_WITHIN: u64 = 30;

/// What the network does to a request.
#[derive(Clone, Copy)]
enum Fate {
    /// It arrives, and so does its answer.
    Answered,
    /// It never leaves the phone.
    Dropped,
    /// The connection ends within it.
    Cut,
    /// It arrives; the connection ends before its answer.
    Lost,
    /// It arrives twice at once.
    Twice,
}

impl Fate {
    /// Of ten requests four are answered the first time.
    fn by(chance: &mut Rng) -> Self {
        match chance.u8(0..10) {
            0..4 => Self::Answered,
            4..5 => Self::Dropped,
            5..6 => Self::Cut,
            6..8 => Self::Lost,
            _ => Self::Twice,
        }
    }
}

/// What was sent and what came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// Cases that the server has at the end.
    pub cases: usize,
    /// Requests that arrived as a whole.
    pub arrived: usize,
    /// Requests that were dropped before they left or cut within.
    pub cut: usize,
    /// Answers that were lost.
    pub lost: usize,
    /// Requests that were told to wait, because the same was being worked on.
    pub waited: usize,
    /// Answers that had been given before, and were given again.
    pub again: usize,
}

/// A case on its way.
struct Filing {
    number: usize,
    uploaded: Option<Uploaded>,
    receipt: Option<Receipt>,
    /// How often it will be sent although it was answered.
    repeats: u8,
}

/// What the phones share.
struct Way {
    address: SocketAddr,
    form: CaseForm,
    /// What is to be sent, in no order.
    waiting: Mutex<Vec<Filing>>,
    arrived: Mutex<Vec<Filing>>,
}

/// Files so many cases with a server of its own, looks that there are as many, and says what the network has done. The seed
/// is what chance begins with.
pub async fn measure(
    program: &Path,
    department: &Path,
    database: Option<String>,
    count: usize,
    seed: u64,
) -> Result<Told> {
    let place = Place::new(program, department, database)?;
    let server = place.serve().await?;
    let mut chance = Rng::with_seed(seed);
    let filing = |number| Filing { number, uploaded: None, receipt: None, repeats: u8::from(chance.u8(0..5) == 0) };
    let way = Arc::new(Way {
        address: server.address,
        form: citizen::form(server.address).await?,
        waiting: Mutex::new((0..count).map(filing).collect()),
        arrived: Mutex::default(),
    });
    let mut phones = JoinSet::new();
    for phone in 1..=PHONES {
        phones.spawn(send_all(way.clone(), Rng::with_seed(seed.wrapping_add(phone))));
    }
    let mut told = Told::default();
    while let Some(phone) = phones.join_next().await {
        told.add(&phone??);
    }
    let arrived = std::mem::take(&mut *way.arrived.lock().unwrap_or_else(PoisonError::into_inner));
    let numbers: HashSet<_> = arrived.iter().filter_map(|filing| Some(filing.receipt.as_ref()?.number)).collect();
    ensure!(numbers.len() == count, "{count} filings have {} different numbers", numbers.len());
    told.cases = citizen::cases(server.metrics).await?;
    ensure!(told.cases == count, "{count} filings are {} cases", told.cases);
    let mut client = Client::connect(server.address).await?;
    // Every photo, and as many cases without one.
    for filing in arrived.iter().filter(|filing| filing.number % WITH_PHOTO < 2) {
        let receipt = filing.receipt.as_ref().context("a receipt")?;
        let photos: Vec<u64> = filing.uploaded.iter().map(|_| filing.photo()).collect();
        citizen::open(&mut client, receipt, &photos).await.with_context(|| format!("filing {}", filing.number))?;
    }
    Ok(told)
}

/// Takes what waits, in no order, and sends it, until nothing waits any more.
async fn send_all(way: Arc<Way>, mut chance: Rng) -> Result<Told> {
    let mut told = Told::default();
    loop {
        let next = {
            let mut waiting = way.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let length = waiting.len();
            (length > 0).then(|| waiting.swap_remove(chance.usize(0..length)))
        };
        let Some(mut filing) = next else { return Ok(told) };
        let number = filing.number;
        let done = filing.send(&way, &mut chance, &mut told).await.with_context(|| format!("filing {number}"))?;
        let list = if done { &way.arrived } else { &way.waiting };
        list.lock().unwrap_or_else(PoisonError::into_inner).push(filing);
    }
}

impl Filing {
    fn photo(&self) -> u64 {
        self.number as u64
    }

    /// Sends what is next of it; whether that was the last.
    async fn send(&mut self, way: &Way, chance: &mut Rng, told: &mut Told) -> Result<bool> {
        let has_photo = self.number.is_multiple_of(WITH_PHOTO);
        // What was answered may be sent again, the photo as well as the case.
        if has_photo && (self.uploaded.is_none() || self.receipt.is_none() && chance.u8(0..5) == 0) {
            let request = citizen::upload(&self.key("photo"), &photo::jpeg(self.photo(), SIZE)?);
            for answer in sent(way.address, &request, chance, told).await? {
                let uploaded: Uploaded = citizen::read(&answer, 200)?;
                told.again += usize::from(self.uploaded.is_some());
                let first = self.uploaded.get_or_insert_with(|| uploaded.clone());
                ensure!(*first == uploaded, "another photo than before");
            }
            return Ok(false);
        }
        let request = citizen::filing(&self.key("case"), &way.form, self.uploaded.as_slice())?;
        let answers = sent(way.address, &request, chance, told).await?;
        let has_answer = !answers.is_empty();
        for answer in answers {
            let receipt: Receipt = citizen::read(&answer, 201)?;
            told.again += usize::from(self.receipt.is_some());
            ensure!(*self.receipt.get_or_insert_with(|| receipt.clone()) == receipt, "another receipt than before");
        }
        let done = has_answer && self.repeats == 0;
        self.repeats -= u8::from(has_answer && self.repeats > 0);
        Ok(done)
    }

    fn key(&self, of: &str) -> String {
        format!("network-{of}-{:016}", self.number)
    }
}

/// Sends a request over the network; its answers, if any arrive. That it is being worked on already is none.
async fn sent(address: SocketAddr, request: &[u8], chance: &mut Rng, told: &mut Told) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    match Fate::by(chance) {
        Fate::Answered => answers.push(Client::connect(address).await?.send(request).await?),
        Fate::Dropped => told.cut += 1,
        Fate::Cut => {
            told.cut += 1;
            let part = chance.usize(1..request.len());
            TcpStream::connect(address).await?.write_all(&request[..part]).await?;
        }
        Fate::Lost => {
            told.lost += 1;
            told.arrived += 1;
            let mut connection = TcpStream::connect(address).await?;
            connection.write_all(request).await?;
            tokio::time::sleep(Duration::from_millis(chance.u64(0..CUT_WITHIN))).await;
        }
        Fate::Twice => {
            let mut phones = [Client::connect(address).await?, Client::connect(address).await?];
            let [one, other] = &mut phones;
            let (one, other) = tokio::join!(one.send(request), other.send(request));
            answers.extend([one?, other?]);
        }
    }
    told.arrived += answers.len();
    let all = answers.len();
    answers.retain(|answer| answer.status != 409);
    told.waited += all - answers.len();
    if let Some(answer) = answers.iter().find(|answer| !matches!(answer.status, 200 | 201)) {
        bail!("status {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(answers)
}

impl Told {
    fn add(&mut self, other: &Self) {
        self.arrived += other.arrived;
        self.cut += other.cut;
        self.lost += other.lost;
        self.waited += other.waited;
        self.again += other.again;
    }
}

/// Says it for people.
pub(crate) fn print(told: &Told) {
    let Told { cases, arrived, cut, lost, waited, again } = told;
    println!("{cases} filings are {cases} cases, each with one receipt; all photos are there.");
    println!("{arrived} requests arrived, {cut} were dropped or cut, {lost} answers were lost;");
    println!("{waited} were told that the same is being worked on, {again} got once more what had been answered");
}
