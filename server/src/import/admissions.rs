//! Admission sheets as they are written.

use zhangban_api::Moment;

use super::staged::{Written, person};
use crate::department_folder::{AdmissionRow, Admissions};
use crate::identity_key::IdentityKey;
use crate::store::Value;

impl Written for Admissions {
    const TABLE: &'static str = "admissions";
    const COLUMNS: &'static [&'static str] = &[
        "exam",
        "candidate_number",
        "batch",
        "identity",
        "name",
        "track",
        "state",
        "sent_at",
        "provisional_at",
        "decided_at",
        "college_code",
        "college",
        "major_group",
        "major",
        "reason",
        "letter_number",
        "carrier",
        "file",
    ];
    const KEY: usize = 3;
    const INDEX: (&'static str, &'static str) = ("admissions_by_identity", "identity, batch");

    fn write(row: &AdmissionRow<'_>, key: &IdentityKey, values: &mut Vec<Value<'static>>) {
        let [exam, number, identity] = person(&row.person, key);
        let seconds = |moment: Option<Moment>| Value::Int(moment.map_or(0, Moment::unix));
        let text = |text: &str| Value::from(text.to_owned());
        values.extend([
            exam,
            number,
            row.batch.id.clone().into(),
            identity,
            text(row.person.name),
            row.person.track.id.clone().into(),
            Value::Text(row.state.word().into()),
            seconds(row.times.sent_at),
            seconds(row.times.provisional_at),
            seconds(row.times.decided_at),
            text(row.college_code),
            text(row.college),
            text(row.group),
            text(row.major),
            text(row.reason),
            text(row.letter_number),
            row.carrier.map_or_else(String::new, |carrier| carrier.id.clone()).into(),
        ]);
    }
}
