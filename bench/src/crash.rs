//! `kill -9` while cases are filed: every receipt that was acknowledged is there after the restart, and none twice.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use tokio::task::JoinSet;
use zhangban_api::Endpoint;
use zhangban_api::cases::{CaseForm, CaseKey, Categories, FileCase, FollowCase, GetCategories, Receipt};
use zhangban_api::idempotency::IdempotencyKey;

use crate::load::{self, Client};
use crate::server::Server;

/// How many citizens file at once.
const CITIZENS: usize = 8;

/// How long a server lives at least and at most after it is ready.
const LIVES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(800));

/// What a citizen sent and what she was told.
#[derive(Clone)]
struct Sent {
    key: String,
    /// None where the server died before it answered.
    receipt: Option<Receipt>,
}

/// Kills the server so many times, and says how many receipts were acknowledged.
pub(crate) async fn measure(program: &Path, data: &Path, cycles: u32) -> Result<()> {
    let server = Server::start(program, data).await?;
    let form = Arc::new(form(server.address).await?);
    drop(server);
    let (mut filed, mut acknowledged, mut unanswered, mut kept_unanswered) = (0, 0, 0, 0);
    for cycle in 1..=cycles {
        let server = Server::start(program, data).await?;
        let sent = until_killed(server, &form, cycle).await?;
        let server = Server::start(program, data).await?;
        let before = cases(server.metrics).await?;
        let told = sent.iter().filter(|sent| sent.receipt.is_some()).count();
        // Everything that was acknowledged is there; of what was not, some may be.
        ensure!(before >= filed + told, "cycle {cycle}: {before} cases, and {filed} + {told} were acknowledged");
        kept_unanswered += before - filed - told;
        again(server.address, &form, &sent).await.with_context(|| format!("cycle {cycle}"))?;
        filed += sent.len();
        let after = cases(server.metrics).await?;
        ensure!(after == filed, "cycle {cycle}: {after} cases of {filed} forms");
        acknowledged += told;
        unanswered += sent.len() - told;
    }
    println!("{cycles} times killed: {acknowledged} receipts acknowledged, 0 missing, 0 twice;");
    println!(
        "{unanswered} forms unanswered when the server died ({kept_unanswered} of them kept), filed when sent again"
    );
    Ok(())
}

/// A form for the first category that asks nothing besides.
async fn form(address: SocketAddr) -> Result<CaseForm> {
    let answer = load::once(address, &load::get_plain(GetCategories::PATH)).await?;
    let categories: Categories = serde_json::from_slice(&answer.body)?;
    let simple = categories.all().find(|category| category.questions.iter().all(|question| !question.required));
    let category = simple.context("every category has a question that must be answered")?.id.clone();
    Ok(CaseForm { category, text: "放学后有人在校门口打人。".repeat(20), ..CaseForm::default() })
}

/// Files without a pause until the server is killed at a moment that nobody chose.
async fn until_killed(server: Server, form: &Arc<CaseForm>, cycle: u32) -> Result<Vec<Sent>> {
    let (address, next) = (server.address, Arc::new(AtomicUsize::new(0)));
    let mut citizens = JoinSet::new();
    for _ in 0..CITIZENS {
        let (form, next) = (form.clone(), next.clone());
        citizens.spawn(async move {
            let mut sent = Vec::new();
            let Ok(mut client) = Client::connect(address).await else { return sent };
            loop {
                let key = format!("crash-{cycle:06}-{:08}", next.fetch_add(1, Ordering::Relaxed));
                let receipt = file(&mut client, &form, &key).await;
                let ended = receipt.is_err();
                sent.push(Sent { key, receipt: receipt.ok() });
                if ended {
                    return sent;
                }
            }
        });
    }
    tokio::time::sleep(some_time()).await;
    // Dropped, it is killed with SIGKILL.
    drop(server);
    Ok(citizens.join_all().await.concat())
}

/// Between the shortest and the longest life, by the nanoseconds of the clock.
fn some_time() -> Duration {
    let chance = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_nanos();
    let (least, most) = LIVES;
    least + most.saturating_sub(least) * (chance % 1_000) / 1_000
}

async fn file(client: &mut Client, form: &CaseForm, key: &str) -> Result<Receipt> {
    let body = serde_json::to_vec(form)?;
    let answer = client.send(&load::post_with(FileCase::PATH, &[(IdempotencyKey::HEADER, key)], &body)).await?;
    ensure!(answer.status == 201, "status {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    Ok(serde_json::from_slice(&answer.body)?)
}

/// Sends everything again: what was acknowledged has the same receipt, and is opened by its number and code.
async fn again(address: SocketAddr, form: &CaseForm, sent: &[Sent]) -> Result<()> {
    let mut client = Client::connect(address).await?;
    for Sent { key, receipt } in sent {
        let now = file(&mut client, form, key).await?;
        let Some(receipt) = receipt else { continue };
        ensure!(now == *receipt, "{key}: another receipt than before");
        let case = CaseKey { number: receipt.number.to_string(), code: receipt.code.clone() };
        let opened = client.send(&load::post(FollowCase::PATH, &serde_json::to_vec(&case)?)).await?;
        ensure!(opened.status == 200, "{key}: an acknowledged case is answered with {}", opened.status);
    }
    Ok(())
}

/// How many cases there are, as the server counts them for whoever watches.
async fn cases(metrics: SocketAddr) -> Result<usize> {
    let answer = load::once(metrics, &load::get_plain("/metrics")).await?;
    let text = String::from_utf8(answer.body)?;
    let count = text.lines().find_map(|line| line.strip_prefix("zhangban_cases_filed_total "));
    Ok(count.context("no such figure")?.parse()?)
}
