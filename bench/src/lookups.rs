//! Looking up candidates, and comparing what comes back with the sheet they came from.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::sync::{Mutex, mpsc};
use zhangban_api::identity::IdentityQuery;
use zhangban_api::scores::{QueryScore, ScoreReport};
use zhangban_api::{CandidateNumber, Endpoint};

use crate::load::{self, Client};
use crate::server::Server;

/// A row of the sheet by its headings.
type Candidate = HashMap<String, String>;

/// How many connections look up at once.
const CONNECTIONS: usize = 32;

/// The query for a candidate.
pub(crate) fn request(candidate: &Candidate) -> Result<Vec<u8>> {
    let query = IdentityQuery {
        exam: candidate["exam"].clone(),
        candidate_number: candidate["candidate_number"].clone(),
        citizen_id: candidate["citizen_id"].clone(),
    };
    Ok(load::post(QueryScore::PATH, &serde_json::to_vec(&query)?))
}

/// The first candidate of the sheet.
pub(crate) fn some_candidate(sheet: &Path) -> Result<Candidate> {
    csv::Reader::from_path(sheet)?.deserialize().next().context("the sheet is empty")?.map_err(Into::into)
}

/// Looks up every candidate once and says how many answers are not what the sheet says.
pub(crate) async fn verify(server: &Server, sheet: &Path) -> Result<()> {
    let (send, receive) = mpsc::channel::<Candidate>(4_096);
    let sheet = sheet.to_owned();
    let reading = tokio::task::spawn_blocking(move || -> Result<()> {
        for candidate in csv::Reader::from_path(sheet)?.deserialize() {
            send.blocking_send(candidate?)?;
        }
        Ok(())
    });
    let (receive, started) = (Arc::new(Mutex::new(receive)), Instant::now());
    let mut lookers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (receive, mut client) = (receive.clone(), Client::connect(server.address).await?);
        lookers.push(tokio::spawn(async move {
            let (mut looked, mut mismatches) = (0_u32, 0_u32);
            loop {
                let Some(candidate) = receive.lock().await.recv().await else { break };
                let answer = client.send(&request(&candidate)?).await?;
                looked += 1;
                mismatches += u32::from(!fits(&answer.body, &candidate));
            }
            anyhow::Ok((looked, mismatches))
        }));
    }
    let (mut looked, mut mismatches) = (0, 0);
    for looker in lookers {
        let (one, wrong) = looker.await??;
        looked += one;
        mismatches += wrong;
    }
    reading.await??;
    println!("{looked} looked up, {mismatches} mismatches, in {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Whether an answer says what the sheet says, in every column.
fn fits(answer: &[u8], candidate: &Candidate) -> bool {
    let Ok(report) = serde_json::from_slice::<ScoreReport>(answer) else { return false };
    let masked = CandidateNumber::parse(&candidate["candidate_number"]).map(|number| number.masked());
    let identity = report.whose.exam == candidate["exam"]
        && report.whose.track == candidate["track"]
        && Ok(&report.whose.candidate_number) == masked.as_ref()
        && report.whose.name == zhangban_api::identity::masked_name(&candidate["name"])
        && report.state.word() == candidate["state"];
    let figures = match &report.marks {
        None => candidate["total"].is_empty(),
        Some(marks) => {
            let in_sheet = candidate
                .iter()
                .filter(|(column, value)| SUBJECTS.contains(&column.as_str()) && !value.is_empty())
                .count();
            marks.total.to_string() == candidate["total"]
                && marks.rank.to_string() == candidate["rank"]
                && marks.subjects.len() == in_sheet
                && marks.subjects.iter().all(|one| candidate[&one.subject] == one.mark.to_string())
        }
    };
    identity && figures
}

/// The columns of the demo's sheet that are subjects.
const SUBJECTS: [&str; 9] =
    ["chinese", "maths", "foreign_language", "physics", "history", "chemistry", "biology", "politics", "geography"];
