//! Sending what waits, as often as it takes, until there is a receipt.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;
use zhangban_api::attachments::FIELD;
use zhangban_api::cases::filing::GetReceipt;
use zhangban_api::cases::{CaseForm, FileCase, Receipt};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, ErrorCode};

use super::super::kept::KeptCase;
use super::drafts::{forget_draft, is_draft, save_draft};
use super::{Parcel, ParcelState, Standing, WAITING, parcels, standing};
use crate::page::Page;
use crate::storage::now;
use crate::storage::records::{self, Record};
use crate::{browser, client, json};

/// After how many seconds something is sent again at first, and at most.
const FIRST_WAIT_S: u32 = 2;
const LONGEST_WAIT_S: u32 = 60;

/// What belongs to a parcel and to the one thread of a browser.
struct Memory {
    key: IdempotencyKey,
    photos: Vec<Blob>,
    /// Whether the server has the photos under the names that stand in the form.
    has_names: bool,
    /// Whether it was sent before this page was opened, and may have arrived.
    may_have_arrived: bool,
    /// Whether it is kept on the phone.
    is_kept: bool,
    /// Counts the runs that send it: only the last one counts.
    run: u32,
}

thread_local! {
    static MEMORIES: RefCell<Vec<Memory>> = const { RefCell::new(Vec::new()) };
    static IS_LISTENING: RefCell<bool> = const { RefCell::new(false) };
}

fn with_memory<T>(key: &IdempotencyKey, act: impl FnOnce(&mut Memory) -> T) -> Option<T> {
    MEMORIES.with_borrow_mut(|all| all.iter_mut().find(|memory| memory.key == *key).map(act))
}

/// Files a case: kept on the phone first, unless it is nobody's own, and sent until there is a receipt.
pub(crate) fn file(key: IdempotencyKey, form: CaseForm, photos: Vec<Blob>, lost_files: bool, is_kept: bool) {
    spawn_local(async move {
        if is_kept {
            let kept = KeptCase::of(&form, lost_files, now());
            if let Ok(json) = json::write(&kept) {
                // Where the browser keeps nothing, the case lives as long as the page.
                let record = Record { key: key.as_str().to_owned(), json, files: photos.clone() };
                if records::put(&record).await.is_ok() {
                    // It is kept once: a draft of what is on its way would be offered to be filed again.
                    forget_draft().await;
                }
            }
        }
        let memory = Memory { key: key.clone(), photos, has_names: true, may_have_arrived: false, is_kept, run: 0 };
        let state = ParcelState::Sending;
        take(Parcel { key: key.clone(), form, state, had_contact: false, lost_files: false }, memory);
        deliver(key);
    });
}

/// Takes up what was left on the phone.
pub(crate) fn start() {
    spawn_local(async move {
        let Ok(all) = records::all().await else { return };
        for record in all.into_iter().filter(|record| !is_draft(record)) {
            let (Some(key), Ok(kept)) = (IdempotencyKey::parse(&record.key), json::read::<KeptCase>(&record.json))
            else {
                continue;
            };
            if kept.is_too_old(now()) {
                let _ = records::remove(&record.key).await;
                continue;
            }
            let (form, state) = (kept.form(), ParcelState::Sending);
            let (had_contact, lost_files) = (kept.had_contact, kept.lost_files);
            let parcel = Parcel { key: key.clone(), form, state, had_contact, lost_files };
            let memory = Memory {
                key: key.clone(),
                has_names: record.files.is_empty(),
                photos: record.files,
                may_have_arrived: true,
                is_kept: true,
                run: 0,
            };
            take(parcel, memory);
            if had_contact || lost_files {
                spawn_local(ask_first(key));
            } else {
                deliver(key);
            }
        }
        count();
    });
}

/// Before she is asked for what was lost: perhaps it has arrived.
async fn ask_first(key: IdempotencyKey) {
    let mut wait = FIRST_WAIT_S;
    loop {
        match receipt_of(&key).await {
            Ok(receipt) => return set(&key, ParcelState::Filed { receipt, with_earlier_words: false }),
            Err(error) if error.code == ErrorCode::NotFound => {
                let _ = with_memory(&key, |memory| memory.may_have_arrived = false);
                return set(&key, ParcelState::Asks);
            }
            Err(_) => set(&key, ParcelState::Offline),
        }
        client::network_or(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT_S);
    }
}

/// She has given the contact once more, or left it out.
pub(crate) fn give_contact(key: IdempotencyKey, contact: String) {
    change(&key, |parcel| parcel.form.contact = contact);
    deliver(key);
}

/// Makes it the draft of this phone, to be mended, and opens the page on which drafts are gone on with.
pub(crate) fn mend(key: IdempotencyKey) {
    spawn_local(async move {
        let form = form_of(&key);
        let photos = with_memory(&key, |memory| memory.photos.clone());
        if let (Some(form), Some(photos)) = (form, photos) {
            save_draft(&form, photos, false).await;
            forget(&key).await;
        }
        browser::open(Page::WriteCase.path());
    });
}

/// Forgets a case: its receipt was seen, or it is not to be sent.
pub(crate) async fn forget(key: &IdempotencyKey) {
    let is_kept = with_memory(key, |memory| memory.is_kept) == Some(true);
    MEMORIES.with_borrow_mut(|all| all.retain(|memory| memory.key != *key));
    parcels().update(|all| all.retain(|parcel| parcel.key != *key));
    count();
    if !is_kept {
        return;
    }
    // What cannot be removed is asked for by its key once more, and is too old in a week.
    let _ = records::remove(key.as_str()).await;
}

fn take(parcel: Parcel, memory: Memory) {
    MEMORIES.with_borrow_mut(|all| {
        all.retain(|other| other.key != memory.key);
        all.push(memory);
    });
    parcels().update(|all| {
        all.retain(|other| other.key != parcel.key);
        all.push(parcel);
    });
    count();
    listen();
}

fn change(key: &IdempotencyKey, change: impl FnOnce(&mut Parcel)) {
    let is_here = parcels().with_untracked(|all| all.iter().any(|parcel| parcel.key == *key));
    if is_here {
        parcels().update(|all| {
            if let Some(parcel) = all.iter_mut().find(|parcel| parcel.key == *key) {
                change(parcel);
            }
        });
        count();
    }
}

fn set(key: &IdempotencyKey, state: ParcelState) {
    change(key, |parcel| parcel.state = state);
}

/// Says on every page how they stand, and whether there is something to take up next time.
fn count() {
    let now = parcels().with_untracked(|all| {
        let any = |is: fn(&ParcelState) -> bool| all.iter().any(|parcel| is(&parcel.state));
        if any(|state| matches!(state, ParcelState::Asks | ParcelState::Refused(_))) {
            Standing::Asks
        } else if any(|state| matches!(state, ParcelState::Filed { .. })) {
            Standing::Arrived
        } else if all.is_empty() {
            Standing::Nothing
        } else {
            Standing::Waits
        }
    });
    standing().set(now);
    let kept = MEMORIES.with_borrow(|all| all.iter().filter(|memory| memory.is_kept).count());
    if kept == 0 { WAITING.forget() } else { WAITING.keep(&kept.to_string()) }
}

/// When there is a network again, or somebody looks again, nothing waits for its turn.
fn listen() {
    if IS_LISTENING.replace(true) {
        return;
    }
    for event in ["online", "visibilitychange"] {
        let _ = window_event_listener_untyped(event, |_| {
            let waiting = parcels().with_untracked(|all| {
                let waits = all.iter().filter(|parcel| parcel.state == ParcelState::Offline && !needs_her(parcel));
                waits.map(|parcel| parcel.key.clone()).collect::<Vec<_>>()
            });
            waiting.into_iter().for_each(deliver);
        });
    }
}

/// Whether it waits for an answer to the question whether it has arrived, before she is asked.
fn needs_her(parcel: &Parcel) -> bool {
    with_memory(&parcel.key, |memory| memory.may_have_arrived) == Some(true)
}

/// Sends it until it has arrived or is refused. A run that was begun before ends.
pub(crate) fn deliver(key: IdempotencyKey) {
    let run = with_memory(&key, |memory| {
        memory.run += 1;
        memory.run
    });
    let Some(run) = run else { return };
    spawn_local(async move {
        let mut wait = FIRST_WAIT_S;
        loop {
            set(&key, ParcelState::Sending);
            let answer = attempt(&key).await;
            if with_memory(&key, |memory| memory.run) != Some(run) {
                return;
            }
            let error = match answer {
                Ok(filed) => return set(&key, filed),
                Err(error) => error,
            };
            let pause = match error.code {
                ErrorCode::Offline | ErrorCode::TimedOut => {
                    set(&key, ParcelState::Offline);
                    wait
                }
                ErrorCode::Overloaded | ErrorCode::KeyRunning => {
                    set(&key, ParcelState::Busy);
                    error.retry_after.unwrap_or(wait)
                }
                _ => return set(&key, ParcelState::Refused(error)),
            };
            client::network_or(pause).await;
            if with_memory(&key, |memory| memory.run) != Some(run) {
                return;
            }
            wait = (wait * 2).min(LONGEST_WAIT_S);
        }
    });
}

/// One try: whether it has arrived already, the photos, the case.
async fn attempt(key: &IdempotencyKey) -> Result<ParcelState, ApiError> {
    if with_memory(key, |memory| memory.may_have_arrived) == Some(true) {
        match receipt_of(key).await {
            Ok(receipt) => return Ok(ParcelState::Filed { receipt, with_earlier_words: false }),
            Err(error) if error.code == ErrorCode::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    if with_memory(key, |memory| memory.has_names) == Some(false) {
        name_photos(key).await?;
    }
    let mut answer = post(key).await;
    // What no case has named in time is gone from the server, and here still.
    if answer.as_ref().is_err_and(|error| error.fields.iter().any(|fault| fault.name == FIELD)) && has_photos(key) {
        name_photos(key).await?;
        answer = post(key).await;
    }
    match answer {
        Ok(receipt) => Ok(ParcelState::Filed { receipt, with_earlier_words: false }),
        // It has arrived before, with other words than now.
        Err(error) if error.code == ErrorCode::KeyReused => {
            receipt_of(key).await.map(|receipt| ParcelState::Filed { receipt, with_earlier_words: true })
        }
        Err(error) => Err(error),
    }
}

async fn post(key: &IdempotencyKey) -> Result<Receipt, ApiError> {
    client::call::<FileCase>(&form_of(key).ok_or(ErrorCode::NotFound)?, Some(key)).await
}

fn form_of(key: &IdempotencyKey) -> Option<CaseForm> {
    parcels().with_untracked(|all| all.iter().find(|one| one.key == *key).map(|one| one.form.clone()))
}

fn has_photos(key: &IdempotencyKey) -> bool {
    with_memory(key, |memory| !memory.photos.is_empty()) == Some(true)
}

/// Uploads the photos, and names them in the form.
async fn name_photos(key: &IdempotencyKey) -> Result<(), ApiError> {
    let photos = with_memory(key, |memory| memory.photos.clone()).unwrap_or_default();
    let mut names = Vec::new();
    for photo in photos {
        let upload_key = client::new_idempotency_key().ok_or(ErrorCode::Internal)?;
        names.push(client::upload(&photo, &upload_key).await?.id.to_string());
    }
    change(key, |parcel| parcel.form.attachments = names);
    let _ = with_memory(key, |memory| memory.has_names = true);
    Ok(())
}

async fn receipt_of(key: &IdempotencyKey) -> Result<Receipt, ApiError> {
    client::call::<GetReceipt>(&Nothing {}, Some(key)).await
}
