//! What of `exam.toml` is about admission: the batches with their release times and next steps, and who carries letters.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;
use url::{Host, Url};
use zhangban_api::admissions::AdmissionState;
use zhangban_api::exams::{Batch, BatchStep, Carrier};
use zhangban_api::{Message, Text};

use super::{ExamFile, TAKEN, moment};
use crate::department_folder::fault::with;
use crate::department_folder::toml_file::{TomlFile, Words, time_as_text};

/// More than any exam has; a sheet tells batches apart by seven bits.
const MOST_BATCHES: usize = 100;

const TOO_MANY_BATCHES: Message = Message::new("批次最多 100 个。", "There are at most 100 batches.");
const UNKNOWN_STATE: Message =
    Message::new("没有这种录取状态；可用的有：{}。", "There is no such state; there are: {}.");
const PAGE: Message = Message::new(
    "请填写寄送单位自己的查询页面，以 https:// 开头，不带单号和其他参数，例如 https://www.ems.com.cn/。",
    "Enter the carrier's own page, beginning with https:// and without a number or other parameters, for example https://www.ems.com.cn/.",
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchFile {
    id: Spanned<String>,
    name: Words,
    #[serde(deserialize_with = "time_as_text")]
    released_at: Spanned<String>,
    #[serde(default)]
    next_steps: Vec<BatchStepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BatchStepFile {
    states: Vec<Spanned<String>>,
    #[serde(deserialize_with = "time_as_text")]
    by: Spanned<String>,
    what: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarrierFile {
    id: Spanned<String>,
    name: Words,
    page: Spanned<String>,
}

/// The batches in their order, each with its next steps in the order of time.
pub(super) fn batches(parsed: &ExamFile, file: &mut TomlFile<'_>) -> Vec<Batch> {
    let (mut ids, mut batches) = (HashSet::new(), Vec::new());
    for (at, batch) in parsed.batches.iter().enumerate() {
        let id = file.short_name(&batch.id);
        if !ids.insert(id.clone()) {
            file.fault(&batch.id.span(), TAKEN);
        }
        if at == MOST_BATCHES {
            file.fault(&batch.id.span(), TOO_MANY_BATCHES);
        }
        let name = file.words(&batch.name);
        let released_at = file.parsed(&batch.released_at, moment);
        let mut next_steps: Vec<BatchStep> =
            batch.next_steps.iter().filter_map(|step| batch_step(step, file)).collect();
        next_steps.sort_by_key(|step| step.by);
        batches.extend(released_at.map(|released_at| Batch { id, name, released_at, released: false, next_steps }));
    }
    batches
}

fn batch_step(step: &BatchStepFile, file: &mut TomlFile<'_>) -> Option<BatchStep> {
    let states = step.states.iter().filter_map(|state| file.parsed(state, state_of)).collect();
    let by = file.parsed(&step.by, moment);
    let what = file.words(&step.what);
    Some(BatchStep { states, by: by?, what })
}

fn state_of(word: &str) -> Result<AdmissionState, Text> {
    AdmissionState::parse(word).ok_or_else(|| {
        let known = AdmissionState::ALL.map(|(_, word)| word);
        with(UNKNOWN_STATE, &known.join("、"))
    })
}

/// Who carries letters.
pub(super) fn carriers(parsed: &ExamFile, file: &mut TomlFile<'_>) -> Vec<Carrier> {
    let (mut ids, mut carriers) = (HashSet::new(), Vec::new());
    for carrier in &parsed.carriers {
        let id = file.short_name(&carrier.id);
        if !ids.insert(id.clone()) {
            file.fault(&carrier.id.span(), TAKEN);
        }
        let name = file.words(&carrier.name);
        carriers.extend(file.parsed(&carrier.page, page).map(|page| Carrier { id, name, page }));
    }
    carriers
}

/// A page of a carrier's: encrypted, of a named host, and without anything that could be a number.
fn page(text: &str) -> Result<String, Message> {
    let url = Url::parse(text).map_err(|_| PAGE)?;
    let plain = url.scheme() == "https"
        && matches!(url.host(), Some(Host::Domain(host)) if host.contains('.'))
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if plain { Ok(url.into()) } else { Err(PAGE) }
}
