//! Who asks: what the services share that answer one candidate. They know nothing of each other, and all of them look
//! somebody up in this one way.

use axum::extract::Request;
use serde::Deserialize;
use zhangban::first_paint::FirstPaint;
use zhangban_api::exams::Exam;
use zhangban_api::identity::{IdentityQuery, Whose, field, masked_name};
use zhangban_api::{ApiError, CandidateNumber, ErrorCode};

use crate::context::Context;
use crate::refusal::Refusal;
use crate::routes::body;
use crate::store::{Row, StoreError};

/// Somebody who may be looked up: her number, and the keyed hash of number and ID.
pub struct Identity {
    number: CandidateNumber,
    hash: [u8; 32],
}

impl Identity {
    /// Who asks, if what was typed can be somebody's.
    ///
    /// Rule: an unknown number and a wrong ID are the same miss. Both are looked up as one keyed hash, which is either
    /// there or not, so that neither words nor status nor time can tell them apart.
    pub fn of(context: &Context, exam: &Exam, query: &IdentityQuery) -> Result<Self, Refusal> {
        let (number, id) = query.identity().map_err(ApiError::invalid)?;
        let hash = context.key().identity(&exam.id, &number, &id);
        Ok(Self { number, hash })
    }

    /// What the store looks for.
    pub fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// Whose an answer is, as far as it may be shown; name and track stand in the first two columns of its row.
    pub fn whose(&self, exam: &Exam, row: &Row) -> Result<Whose, StoreError> {
        Ok(Whose {
            exam: exam.id.clone(),
            candidate_number: self.number.masked(),
            name: masked_name(row.text(0)?),
            track: row.text(1)?.to_owned(),
        })
    }
}

/// The form as a browser without scripting sends it. A field that is missing was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    exam: String,
    candidate_number: String,
    citizen_id: String,
}

/// Reads a posted form.
pub async fn posted(request: Request) -> Result<IdentityQuery, ErrorCode> {
    let Form { exam, candidate_number, citizen_id } =
        serde_urlencoded::from_bytes(&body(request).await?).unwrap_or_default();
    Ok(IdentityQuery { exam, candidate_number, citizen_id })
}

/// What was typed comes back, so that one wrong digit is one digit to mend.
pub fn with_typed(paint: FirstPaint, query: &IdentityQuery) -> FirstPaint {
    paint
        .with_typed(field::EXAM, &query.exam)
        .with_typed(field::CANDIDATE_NUMBER, &query.candidate_number)
        .with_typed(field::CITIZEN_ID, &query.citizen_id)
}
