//! What a citizen does: she sends photos, files a case with them, and opens it again.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use zhangban_api::Endpoint;
use zhangban_api::attachments::{UploadAttachment, Uploaded};
use zhangban_api::cases::{CaseForm, CaseKey, CaseView, Categories, FileCase, FollowCase, GetCategories, Receipt};
use zhangban_api::idempotency::IdempotencyKey;

use crate::load::{self, Answer, Client};
use crate::photo;

/// Where a citizen gets what came with her case: a page, and not an endpoint of the API.
const ATTACHMENT: &str = "/cases/attachment";

/// A form for the first category that asks nothing besides.
pub(crate) async fn form(address: SocketAddr) -> Result<CaseForm> {
    let answer = load::once(address, &load::get_plain(GetCategories::PATH)).await?;
    let categories: Categories = serde_json::from_slice(&answer.body)?;
    let simple = categories.all().find(|category| category.questions.iter().all(|question| !question.required));
    let category = simple.context("every category has a question that must be answered")?.id.clone();
    Ok(CaseForm { category, text: "放学后有人在校门口打人。".repeat(20), ..CaseForm::default() })
}

/// The request that uploads a photo.
pub(crate) fn upload(key: &str, photo: &[u8]) -> Vec<u8> {
    load::post_of("image/jpeg", UploadAttachment::PATH, &[(IdempotencyKey::HEADER, key)], photo)
}

/// The request that files a case with what was uploaded before.
pub(crate) fn filing(key: &str, form: &CaseForm, with: &[Uploaded]) -> Result<Vec<u8>> {
    let attachments = with.iter().map(|uploaded| uploaded.id.to_string()).collect();
    let form = CaseForm { attachments, ..form.clone() };
    Ok(load::post_with(FileCase::PATH, &[(IdempotencyKey::HEADER, key)], &serde_json::to_vec(&form)?))
}

/// Sends what must be answered with this status.
pub(crate) async fn send<T: DeserializeOwned>(client: &mut Client, request: &[u8], status: u16) -> Result<T> {
    read(&client.send(request).await?, status)
}

/// Reads an answer that must have this status.
pub(crate) fn read<T: DeserializeOwned>(answer: &Answer, status: u16) -> Result<T> {
    ensure!(answer.status == status, "status {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    Ok(serde_json::from_slice(&answer.body)?)
}

/// Opens a case by its receipt and looks at every photo: each is there, in the order in which it came, and shows what was
/// sent.
pub(crate) async fn open(client: &mut Client, receipt: &Receipt, photos: &[u64]) -> Result<()> {
    let case = CaseKey { number: receipt.number.to_string(), code: receipt.code.clone() };
    let view: CaseView = send(client, &load::post(FollowCase::PATH, &serde_json::to_vec(&case)?), 200).await?;
    ensure!(
        view.attachments.len() == photos.len(),
        "{} photos are there, {} were sent",
        view.attachments.len(),
        photos.len()
    );
    for (uploaded, number) in view.attachments.iter().zip(photos) {
        let form = [("number", &case.number), ("code", &case.code), ("attachments", &uploaded.id.to_string())];
        let form = serde_urlencoded::to_string(form)?;
        let asked = load::post_of("application/x-www-form-urlencoded", ATTACHMENT, &[], form.as_bytes());
        let answer = client.send(&asked).await?;
        ensure!(answer.status == 200, "a photo is answered with {}", answer.status);
        ensure!(answer.body.len() == uploaded.bytes as usize, "a photo of another length");
        photo::shows(&answer.body, *number)?;
    }
    Ok(())
}

/// How many cases there are, as the server counts them for whoever watches.
pub(crate) async fn cases(metrics: SocketAddr) -> Result<usize> {
    let answer = load::once(metrics, &load::get_plain("/metrics")).await?;
    let text = String::from_utf8(answer.body)?;
    let count = text.lines().find_map(|line| line.strip_prefix("zhangban_cases_filed_total "));
    Ok(count.context("no such figure")?.parse()?)
}
