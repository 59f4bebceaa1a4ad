//! `kill -9` while cases are filed with photos: every receipt that was acknowledged is there after the restart with all of
//! its photos, and none twice. Where the database is PostgreSQL, it is killed as well.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::task::{JoinSet, block_in_place};
use zhangban_api::attachments::Uploaded;
use zhangban_api::cases::{CaseForm, Receipt};
use zhangban_testing::postgres::Cluster;

use crate::load::Client;
use crate::place::Place;
use crate::server::Server;
use crate::{Database, citizen, photo};

/// How many citizens file at once.
const CITIZENS: u64 = 8;

/// How long a server lives at least and at most after it is ready, in milliseconds.
const LIVES: std::ops::Range<u64> = 50..1_200;

/// A small photo: many cases, and not much work for each.
const SIZE: (u32, u32) = (160, 120);

/// Photos are numbered through all cycles, so that none is taken for that of another cycle.
const A_CYCLE: u64 = 1_000_000;

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Server,
    Database,
    Both,
}

/// What a citizen sent and what she was told.
#[derive(Clone)]
struct Sent {
    number: u64,
    /// Answered photos; fewer than she has where the server died before.
    uploaded: Vec<Uploaded>,
    /// None where it died before it answered.
    receipt: Option<Receipt>,
}

/// What came of it all.
#[derive(Default)]
struct Told {
    filed: usize,
    acknowledged: usize,
    photos: usize,
    unanswered: usize,
    kept_unanswered: usize,
    of_database: u32,
}

/// Kills so many times, and says how many receipts were acknowledged.
pub(crate) async fn measure(program: &Path, department: &Path, cycles: u32, database: Database) -> Result<()> {
    let cluster = match database {
        Database::Sqlite => None,
        Database::Postgres => Some(block_in_place(Cluster::durable)),
    };
    let url = match &cluster {
        Some(cluster) => Some(cluster.new_database().await),
        None => None,
    };
    let place = Place::new(program, department, url)?;
    let form = Arc::new(citizen::form(place.serve().await?.address).await?);
    let mut told = Told::default();
    for cycle in 1..=cycles {
        let victim = match (&cluster, cycle % 3) {
            (None, _) | (Some(_), 1) => Victim::Server,
            (Some(_), 2) => Victim::Database,
            (Some(_), _) => Victim::Both,
        };
        let what = || format!("cycle {cycle}, {victim:?} killed");
        told.of_database += u32::from(victim != Victim::Server);
        let (sent, server) = until_killed(place.serve().await?, cluster.as_ref(), victim, &form, cycle).await?;
        let server = match server {
            // It has to find its database again by itself.
            Some(server) => server,
            None => place.serve().await?,
        };
        server.ready().await.with_context(what)?;
        look(&server, &form, &sent, &mut told).await.with_context(what)?;
        if cycle % 25 == 0 {
            println!("{cycle} cycles: {} receipts acknowledged, all there", told.acknowledged);
        }
    }
    let Told { acknowledged, photos, unanswered, kept_unanswered, of_database, .. } = told;
    println!("{cycles} times killed, the database in {of_database} of them:");
    println!("{acknowledged} receipts acknowledged with {photos} photos, 0 missing, 0 twice, 0 photos missing;");
    println!("{unanswered} cases unanswered at the end ({kept_unanswered} of them kept), filed when sent again");
    Ok(())
}

/// Files without a pause until something is killed at a moment that nobody chose. Answers the server if it lives.
async fn until_killed(
    server: Server,
    cluster: Option<&Cluster>,
    victim: Victim,
    form: &Arc<CaseForm>,
    cycle: u32,
) -> Result<(Vec<Sent>, Option<Server>)> {
    let (address, next) = (server.address, Arc::new(AtomicU64::new(u64::from(cycle) * A_CYCLE)));
    let mut citizens = JoinSet::new();
    for _ in 0..CITIZENS {
        let (form, next) = (form.clone(), next.clone());
        citizens.spawn(async move {
            let mut sent = Vec::new();
            let Ok(mut client) = Client::connect(address).await else { return sent };
            loop {
                let mut one =
                    Sent { number: next.fetch_add(1, Ordering::Relaxed), uploaded: Vec::new(), receipt: None };
                let ended = file(&mut client, &form, &mut one).await.is_err();
                sent.push(one);
                if ended {
                    return sent;
                }
            }
        });
    }
    tokio::time::sleep(Duration::from_millis(fastrand::u64(LIVES))).await;
    if let Some(cluster) = cluster.filter(|_| victim != Victim::Server) {
        block_in_place(|| cluster.kill());
    }
    // Dropped, it is killed with SIGKILL.
    let server = Some(server).filter(|_| victim == Victim::Database);
    let sent = citizens.join_all().await.concat();
    if let Some(cluster) = cluster.filter(|_| victim != Victim::Server) {
        block_in_place(|| cluster.start_again());
    }
    Ok((sent, server))
}

/// The numbers of the photos of a case; every third one has two.
fn photos(number: u64) -> Vec<u64> {
    let first = number * 2;
    if number.is_multiple_of(3) { vec![first, first + 1] } else { vec![first] }
}

/// Uploads the photos of a case and files it; what was answered is in it, also if the server dies on the way.
async fn file(client: &mut Client, form: &CaseForm, sent: &mut Sent) -> Result<()> {
    for photo in photos(sent.number) {
        let request = citizen::upload(&format!("crash-photo-{photo:016}"), &photo::jpeg(photo, SIZE)?);
        sent.uploaded.push(citizen::send(client, &request, 200).await?);
    }
    let request = citizen::filing(&format!("crash-case-{:016}", sent.number), form, &sent.uploaded)?;
    sent.receipt = Some(citizen::send(client, &request, 201).await?);
    Ok(())
}

/// Looks whether everything that was acknowledged is there; then sends everything again and looks that nothing is there
/// twice.
async fn look(server: &Server, form: &CaseForm, sent: &[Sent], told: &mut Told) -> Result<()> {
    let before = citizen::cases(server.metrics).await?;
    let mut client = Client::connect(server.address).await?;
    let mut acknowledged = 0;
    for Sent { number, receipt, .. } in sent {
        if let Some(receipt) = receipt {
            let photos = photos(*number);
            citizen::open(&mut client, receipt, &photos).await.with_context(|| format!("case {number}"))?;
            acknowledged += 1;
            told.photos += photos.len();
        }
    }
    // Of what was not acknowledged, some may be there.
    ensure!(
        (told.filed + acknowledged..=told.filed + sent.len()).contains(&before),
        "{before} cases; {} before, {acknowledged} acknowledged",
        told.filed
    );
    told.kept_unanswered += before - told.filed - acknowledged;
    again(server.address, form, sent).await?;
    told.filed += sent.len();
    told.acknowledged += acknowledged;
    told.unanswered += sent.len() - acknowledged;
    let after = citizen::cases(server.metrics).await?;
    ensure!(after == told.filed, "{after} cases, and {} were sent", told.filed);
    Ok(())
}

/// Sends everything again: what was answered is answered the same, and what was not is now a case with its photos.
async fn again(address: SocketAddr, form: &CaseForm, all: &[Sent]) -> Result<()> {
    let mut client = Client::connect(address).await?;
    for before in all {
        let number = before.number;
        let mut now = Sent { number, uploaded: Vec::new(), receipt: None };
        file(&mut client, form, &mut now).await.with_context(|| format!("case {number} again"))?;
        ensure!(now.uploaded.starts_with(&before.uploaded), "case {number}: other photos than before");
        let same = before.receipt.is_none() || before.receipt == now.receipt;
        ensure!(same, "case {number}: another receipt than before");
        if let (None, Some(receipt)) = (&before.receipt, &now.receipt) {
            citizen::open(&mut client, receipt, &photos(number)).await.with_context(|| format!("case {number}"))?;
        }
    }
    Ok(())
}
