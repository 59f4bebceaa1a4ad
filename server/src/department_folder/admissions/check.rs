//! The rules every row of an admission sheet keeps.

use zhangban_api::admissions::{AdmissionState, StepTimes};
use zhangban_api::exams::Exam;
use zhangban_api::{Message, Moment, Text};

use crate::department_folder::cells::moment;
use crate::department_folder::columns::{Columns, plain};
use crate::department_folder::fault::with;
use crate::department_folder::people::PersonCells;

const UNKNOWN_STATE: Message = Message::new(
    "请填写“未投档”“院校在阅”“预录取”“录取”“退档”或“未录取”。",
    "Enter not_sent, reading, provisional, admitted, returned or not_admitted.",
);
const NO_BATCHES: Message = Message::new(
    "这个考试还没有批次；请在它的 exam.toml 里用 [[batches]] 写明批次和公布时间，先导入。",
    "The exam has no batches yet. Name them with their release times in its exam.toml under [[batches]], and import that first.",
);
const UNKNOWN_BATCH: Message =
    Message::new("没有这个批次；该考试的批次：{}。", "There is no such batch; there are: {}.");
const NO_CARRIERS: Message = Message::new(
    "这个考试还没有寄送单位；请在它的 exam.toml 里用 [[carriers]] 写明，先导入。",
    "The exam names no carriers yet. Name them in its exam.toml under [[carriers]], and import that first.",
);
const UNKNOWN_CARRIER: Message =
    Message::new("没有这个寄送单位；该考试的寄送单位：{}。", "There is no such carrier; there are: {}.");
const MUST: Message = Message::new("状态是“{}”，这里不能为空。", "The state is {}: this cannot be empty.");
const MUST_NOT: Message = Message::new("状态是“{}”，这里应留空。", "The state is {}: leave this empty.");
const BEFORE: Message = Message::new("不能早于前一步的时间 {}。", "This cannot be before the step above it, {}.");
const LETTER_NUMBER: Message = Message::new(
    "请填写快递单号，只含字母和数字，6 至 30 位。",
    "Enter the tracking number: letters and digits only, 6 to 30 of them.",
);
const BOTH: Message = Message::new(
    "通知书单号和寄送单位应同时填写或同时留空。",
    "Tracking number and carrier are there together, or neither is.",
);

/// What a row says beside whose it is; its texts stay in the row.
pub struct Facts {
    /// Which batch of the exam.
    pub(super) batch: u8,
    pub(super) state: AdmissionState,
    pub(super) times: StepTimes,
    /// Which carrier of the exam.
    pub(super) carrier: Option<usize>,
}

/// A column that depends on the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    SentAt,
    ProvisionalAt,
    DecidedAt,
    CollegeCode,
    College,
    Group,
    Major,
    Reason,
    LetterNumber,
    Carrier,
}

/// Their names in files, as the program and as we teach them, in the order of [`Column`].
const NAMES: [(Column, &str, &str); 10] = [
    (Column::SentAt, "sent_at", "投档时间"),
    (Column::ProvisionalAt, "provisional_at", "预录取时间"),
    (Column::DecidedAt, "decided_at", "结果时间"),
    (Column::CollegeCode, "college_code", "院校代码"),
    (Column::College, "college", "院校名称"),
    (Column::Group, "major_group", "专业组"),
    (Column::Major, "major", "专业"),
    (Column::Reason, "reason", "退档原因"),
    (Column::LetterNumber, "letter_number", "通知书单号"),
    (Column::Carrier, "carrier", "寄送单位"),
];

/// What a state asks of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Must,
    May,
    No,
}

/// Rule: a state has what belongs to it and nothing that contradicts it. Nobody is admitted without a college and a
/// major, or returned without a reason; a step that has not come has no time.
const fn need(state: AdmissionState, column: Column) -> Need {
    use AdmissionState::{Admitted, NotAdmitted, NotSent, Provisional, Reading, Returned};
    match (column, state) {
        (Column::SentAt | Column::College, Reading | Provisional | Admitted | Returned)
        | (Column::ProvisionalAt, Provisional)
        | (Column::DecidedAt, Admitted | Returned)
        | (Column::Major, Admitted)
        | (Column::Reason, Returned) => Need::Must,
        (Column::CollegeCode | Column::Group, Reading | Provisional | Admitted | Returned)
        | (Column::ProvisionalAt, Admitted | Returned)
        | (Column::DecidedAt, NotAdmitted)
        | (Column::Major, Provisional)
        | (Column::LetterNumber | Column::Carrier, Admitted) => Need::May,
        (_, NotSent | Reading | Provisional | Admitted | Returned | NotAdmitted) => Need::No,
    }
}

/// Checks the rows of one table.
pub(super) struct Checker {
    batch: usize,
    state: usize,
    /// Where each of [`NAMES`] stands.
    places: [usize; NAMES.len()],
}

impl Checker {
    pub(super) fn new(columns: &Columns) -> Self {
        let places = NAMES.map(|(_, name, _)| columns.place(name));
        Self { batch: columns.place("batch"), state: columns.place("state"), places }
    }

    /// Where a column stands; beyond every row if the file has none.
    pub(super) fn place(&self, column: Column) -> usize {
        self.places.get(column as usize).copied().unwrap_or(usize::MAX)
    }

    /// Nothing is given back unless every cell is sound.
    pub(super) fn check(&self, cells: &mut PersonCells<'_>, exam: Option<&Exam>) -> Option<Facts> {
        let state = self.state(cells);
        let batch = exam.and_then(|exam| self.batch(cells, exam));
        let state = state?;
        let fits =
            NAMES.iter().map(|(column, _, name)| self.fits(cells, state, *column, name)).fold(true, |a, b| a & b);
        let times = self.times(cells);
        let carrier = self.letter(cells, exam);
        Some(Facts { batch: batch?, state, times: times.filter(|_| fits)?, carrier: carrier? })
    }

    fn state(&self, cells: &mut PersonCells<'_>) -> Option<AdmissionState> {
        cells.parsed(self.state, |word| {
            let by_word = || AdmissionState::ALL.iter().find(|(_, known)| word.eq_ignore_ascii_case(known));
            let by_name = AdmissionState::ALL.iter().find(|(state, _)| names_of(*state).contains(&word));
            by_name.or_else(by_word).map(|(state, _)| *state).ok_or(UNKNOWN_STATE)
        })
    }

    fn batch(&self, cells: &mut PersonCells<'_>, exam: &Exam) -> Option<u8> {
        let at = cells.parsed(self.batch, |name| {
            let name = plain(name);
            let known = exam.batches.iter().position(|batch| name == batch.id || name == plain(&batch.name.zh));
            known.ok_or_else(|| match exam.batches.as_slice() {
                [] => NO_BATCHES.into(),
                known => with(UNKNOWN_BATCH, &listed(known.iter().map(|batch| (&batch.name, &batch.id)))),
            })
        })?;
        at.try_into().ok()
    }

    /// Whether a cell is there if it must be, and not if it must not.
    fn fits(&self, cells: &mut PersonCells<'_>, state: AdmissionState, column: Column, name: &str) -> bool {
        let at = self.place(column);
        let state_name = || format!("{} / {}", names_of(state)[0], state.word());
        match (need(state, column), cells.bytes(at).is_empty()) {
            (Need::Must, true) => {
                cells.missing((at != usize::MAX).then_some(at), name, with(MUST, &state_name()));
                false
            }
            (Need::No, false) => {
                cells.fault(at, with(MUST_NOT, &state_name()));
                false
            }
            _ => true,
        }
    }

    /// The times, each not before the one above it.
    fn times(&self, cells: &mut PersonCells<'_>) -> Option<StepTimes> {
        let (mut sound, mut before): (bool, Option<Moment>) = (true, None);
        let mut time = |column| {
            let at = self.place(column);
            let text = cells.text(at);
            if text.is_empty() {
                return None;
            }
            let time = moment(text).map_err(|expected| cells.fault(at, expected)).ok();
            if let (Some(time), Some(before)) = (time, before)
                && time < before
            {
                cells.fault(at, with(BEFORE, &before.to_string()));
                sound = false;
            }
            sound &= time.is_some();
            before = time.or(before);
            time
        };
        let times = StepTimes {
            sent_at: time(Column::SentAt),
            provisional_at: time(Column::ProvisionalAt),
            decided_at: time(Column::DecidedAt),
        };
        sound.then_some(times)
    }

    /// Who carries the letter, if it is on its way.
    #[expect(clippy::option_option, reason = "no letter, and something wrong with it, are two things")]
    fn letter(&self, cells: &mut PersonCells<'_>, exam: Option<&Exam>) -> Option<Option<usize>> {
        let [number, carrier] = [Column::LetterNumber, Column::Carrier].map(|column| self.place(column));
        match (cells.text(number).is_empty(), cells.text(carrier).is_empty()) {
            (true, true) => return Some(None),
            (true, false) => {
                cells.fault(carrier, BOTH);
                return None;
            }
            (false, true) => {
                cells.fault(number, BOTH);
                return None;
            }
            (false, false) => {}
        }
        let number = cells.parsed(number, |text| {
            let sound = (6..=30).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if sound { Ok(()) } else { Err(LETTER_NUMBER) }
        });
        let carriers = &exam?.carriers;
        let carrier = cells.parsed(carrier, |name| {
            let name = plain(name);
            let known = carriers.iter().position(|carrier| name == carrier.id || name == plain(&carrier.name.zh));
            known.ok_or_else(|| match carriers.as_slice() {
                [] => NO_CARRIERS.into(),
                known => with(UNKNOWN_CARRIER, &listed(known.iter().map(|carrier| (&carrier.name, &carrier.id)))),
            })
        });
        number.and(carrier).map(Some)
    }
}

/// How officials write a state; the first is the one we teach.
const fn names_of(state: AdmissionState) -> &'static [&'static str] {
    match state {
        AdmissionState::NotSent => &["未投档"],
        AdmissionState::Reading => &["院校在阅", "已投档"],
        AdmissionState::Provisional => &["预录取"],
        AdmissionState::Admitted => &["录取", "已录取"],
        AdmissionState::Returned => &["退档", "已退档"],
        AdmissionState::NotAdmitted => &["未录取"],
    }
}

fn listed<'a>(names: impl Iterator<Item = (&'a Text, &'a String)>) -> String {
    names.map(|(name, id)| format!("{} / {id}", name.zh)).collect::<Vec<_>>().join("，")
}
