//! How soon lists are answered while 200 questions a second arrive, whether or not the server keeps up.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::load::{self, Client};

/// Questions a second, of all kinds together.
const RATE: u32 = 200;

/// What is asked for a parameter of this name, one after the other; an endpoint that needs another one is not a list.
const VALUES: [(&str, &[&str]); 6] = [
    ("exam", &["gaokao-2025"]),
    ("track", &["physics", "history"]),
    ("q", &["郑州大学", "招生", "zzdx", "计算机", "学费", "师范", "电话", "10459"]),
    ("college", &["10459", "10475", "10078"]),
    ("year", &["2025", "2024"]),
    ("page", &["1", "2", "3"]),
];

/// The questions of one endpoint.
struct List {
    path: String,
    questions: Vec<Vec<u8>>,
}

/// Asks every list of the server's own description for some seconds, and prints how long each took to answer, counted
/// from when the question was due.
pub(crate) async fn measure(address: SocketAddr, seconds: u64) -> Result<()> {
    let description = load::once(address, &load::get("/api/openapi.json")).await?;
    let mut lists = lists(&serde_json::from_slice(&description.body)?)?;
    for list in &mut lists {
        let mut answered = Vec::new();
        for question in list.questions.drain(..) {
            // Not every pair of values is a question that has an answer.
            answered.extend(load::once(address, &question).await.is_ok().then_some(question));
        }
        list.questions = answered;
    }
    lists.retain(|list| !list.questions.is_empty());
    let idle = Arc::new(Mutex::new(Vec::<Client>::new()));
    let (start, mut asked) = (Instant::now(), Vec::new());
    for turn in 0..u32::try_from(seconds)? * RATE {
        let due = start + Duration::from_secs(1) * turn / RATE;
        tokio::time::sleep_until(due.into()).await;
        let at = turn as usize % lists.len();
        let questions = &lists[at].questions;
        let question = questions[turn as usize / lists.len() % questions.len()].clone();
        let idle = idle.clone();
        asked.push(tokio::spawn(async move {
            let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut client = match waiting {
                Some(client) => client,
                None => Client::connect(address).await?,
            };
            let answer = client.send(&question).await?;
            let took = due.elapsed();
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(client);
            ensure!(answer.status == 200, "status {}", answer.status);
            Ok((at, took))
        }));
    }
    let mut times = vec![Vec::new(); lists.len()];
    for one in asked {
        let (at, took) = one.await??;
        times[at].push(took);
    }
    for (list, times) in lists.iter().zip(&times) {
        println!("{}: {}", list.path, told(times.clone()));
    }
    println!("all, {RATE}/s: {}", told(times.concat()));
    Ok(())
}

fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let part = |hundredths: usize| times.get(times.len() * hundredths / 100).copied().unwrap_or_default();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (half, p99, worst) = (part(50), part(99), times.last().copied().unwrap_or_default());
    let (half, p99, worst) = (milliseconds(half), milliseconds(p99), milliseconds(worst));
    format!("{} answers, median {half:.2} ms, p99 {p99:.2} ms, worst {worst:.2} ms", times.len())
}

/// What can be asked with the values above, of an OpenAPI document.
fn lists(description: &Value) -> Result<Vec<List>> {
    let paths = description["paths"].as_object().context("no paths")?;
    let lists: Vec<List> = paths.iter().filter_map(|(path, operations)| list(path, &operations["get"])).collect();
    ensure!(!lists.is_empty(), "the server describes no list");
    Ok(lists)
}

fn list(path: &str, operation: &Value) -> Option<List> {
    operation.as_object()?;
    let empty = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&empty);
    let mut known = Vec::new();
    for parameter in parameters {
        let name = parameter["name"].as_str()?;
        match VALUES.iter().find(|(of, _)| *of == name) {
            Some(values) => known.push(values),
            None if parameter["required"] == true => return None,
            None => {}
        }
    }
    let most = known.iter().map(|(_, values)| values.len()).max().unwrap_or(1);
    let questions = (0..most).map(|turn| {
        let pairs = known.iter().map(|(name, values)| (*name, values[turn % values.len()]));
        let query = serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).ok()?;
        Some(load::get(&if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }))
    });
    Some(List { path: path.to_owned(), questions: questions.collect::<Option<_>>()? })
}
