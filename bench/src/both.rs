//! Look-ups while cases are filed with photos, and the reverse: what of each rate is kept.
//!
//! The client shares the processors with the server, and photos cost a processor each: at full speed both sides of this
//! take more than there is, so that each keeps a share. What a department plans for is a number of look-ups a second; whether
//! that is kept, and how soon each is answered, does not depend on how fast the client can be.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::task::block_in_place;
use zhangban_api::attachments::Uploaded;
use zhangban_api::cases::{CaseForm, Receipt};

use crate::load::{self, Client, Expected, Pace, Shown};
use crate::server::Server;
use crate::{Bench, citizen, lookups, photo};

/// Look-ups a second at the planned peak: a province of 900,000 within three minutes.
const PEAK: u32 = 5_000;

/// How many citizens file at once.
const CITIZENS: usize = 8;

/// A photo as the app sends it: made smaller in the browser.
const SIZE: (u32, u32) = (1_600, 1_200);

/// How many different photos are sent.
const PHOTOS: u64 = 16;

/// What is sent.
struct Load {
    address: SocketAddr,
    look_up: Vec<u8>,
    expected: Expected,
    form: CaseForm,
    photos: Vec<Vec<u8>>,
    seconds: u64,
    turns: usize,
}

/// Measures both alone and together, in turns.
pub(crate) async fn measure(bench: &Bench, server: &Server, sheet: &Path) -> Result<()> {
    let address = server.address;
    let look_up = lookups::request(&lookups::some_candidate(sheet)?)?;
    let load = Arc::new(Load {
        address,
        expected: load::once(address, &look_up).await?.expected(),
        look_up,
        form: citizen::form(address).await?,
        photos: (0..PHOTOS).map(|number| photo::jpeg(number, SIZE)).collect::<Result<_>>()?,
        seconds: bench.seconds,
        turns: bench.turns,
    });
    println!("at full speed, the client on the same processors (goal: each keeps 0.8):");
    load.compare(Pace::Full).await?;
    println!("\nlook-ups at the planned peak of {PEAK} a second, counted from when each was due:");
    load.compare(Pace::EachSecond(PEAK)).await
}

impl Load {
    async fn compare(self: &Arc<Self>, pace: Pace) -> Result<()> {
        let (mut of_look_ups, mut of_filings) = (Vec::new(), Vec::new());
        for turn in 1..=self.turns {
            let alone = self.look_ups(pace)?;
            let filed_alone = self.clone().filings().await?;
            let filing = tokio::spawn(self.clone().filings());
            let beside = self.look_ups(pace)?;
            let filed_beside = filing.await??;
            let ratio = beside.per_second() / alone.per_second();
            let filed = filed_beside.per_second / filed_alone.per_second;
            println!("turn {turn}: look-ups alone {alone}, beside filing {beside}, ratio {ratio:.2}");
            println!("        filing alone {filed_alone}, beside look-ups {filed_beside}, ratio {filed:.2}");
            of_look_ups.push(ratio);
            of_filings.push(filed);
        }
        let median = |mut ratios: Vec<f64>| {
            ratios.sort_by(f64::total_cmp);
            ratios[ratios.len() / 2]
        };
        println!("median ratios: look-ups {:.2}, filing {:.2}", median(of_look_ups), median(of_filings));
        Ok(())
    }

    fn look_ups(&self, pace: Pace) -> Result<Shown> {
        block_in_place(|| load::run_at(self.address, &self.look_up, &self.expected, self.seconds, pace))
    }

    /// Files without a pause, one photo a case.
    async fn filings(self: Arc<Self>) -> Result<Filed> {
        let started = Instant::now();
        let until = started + Duration::from_secs(self.seconds);
        let citizens = (0..CITIZENS).map(|citizen| self.file_until(citizen, until));
        let mut times = try_join_all(citizens).await?.concat();
        times.sort_unstable();
        let middle = times.get(times.len() / 2).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "counts of cases are far below 2^52")]
        let per_second = times.len() as f64 / started.elapsed().as_secs_f64();
        Ok(Filed { per_second, middle })
    }

    /// How long each of one citizen's cases took, from the photo to the receipt.
    async fn file_until(&self, citizen: usize, until: Instant) -> Result<Vec<Duration>> {
        let mut client = Client::connect(self.address).await?;
        let (mut times, mut sent) = (Vec::new(), Instant::now());
        while sent < until {
            let key = format!("both-{:032x}", fastrand::u128(..));
            let photo = &self.photos[(citizen + times.len()) % self.photos.len()];
            let uploaded: Uploaded = citizen::send(&mut client, &citizen::upload(&key, photo), 200).await?;
            let filing = citizen::filing(&format!("{key}-case"), &self.form, &[uploaded])?;
            let _: Receipt = citizen::send(&mut client, &filing, 201).await?;
            times.push(sent.elapsed());
            sent = Instant::now();
        }
        Ok(times)
    }
}

/// How fast cases were filed.
struct Filed {
    per_second: f64,
    middle: Duration,
}

impl fmt::Display for Filed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} cases/s, median {} ms", self.per_second, self.middle.as_millis())
    }
}
