//! The sample department: a folder as an official would keep it, with one exam and five candidates.

use std::path::PathBuf;

use zhangban_api::identity::IdentityQuery;
use zhangban_api::scores::ResultState;
use zhangban_api::{Date, Moment};

/// The exam of the sample department.
pub const EXAM: &str = "gaokao-2025";

/// The folder of the sample department.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("department")
}

/// What the sample department keeps of former years: the exam of 2024 with a rank table, and scores of colleges. It is
/// apart, so that the department itself has one exam.
pub fn former_years() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("former-years")
}

/// The second from which the results can be had.
pub fn released_at() -> Moment {
    Moment::parse("2025-06-25T00:00:00+08:00").expect("a moment")
}

/// The second from which the second batch can be had; the first is out when the tests take place.
pub fn undergraduates_released_at() -> Moment {
    Moment::parse("2025-07-19T10:00:00+08:00").expect("a moment")
}

/// When the tests take place unless they say otherwise: the Thursday after, at ten in the morning.
pub fn now() -> Moment {
    Moment::parse("2025-06-26T10:00:00+08:00").expect("a moment")
}

/// The day the tests take place.
pub fn today() -> Date {
    now().date()
}

/// A candidate as she knows herself. Region 99 does not exist, so none of the IDs is anybody's.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Her number.
    pub number: &'static str,
    /// Her ID.
    pub id: &'static str,
    /// Her name as it is shown.
    pub shown_name: &'static str,
    /// What became of her result.
    pub state: ResultState,
}

/// Published, physics track: 608, rank 1,578. Not admitted in the first batch, in the second admitted, with a letter.
pub const LI_MING: Candidate =
    Candidate { number: "25410101010001", id: "990101200703150011", shown_name: "李*", state: ResultState::Published };

/// Published, history track: 563, rank 1,258. Returned in the first batch, in the second being read.
pub const OUYANG: Candidate = Candidate {
    number: "25410101010002",
    id: "990101200708200022",
    shown_name: "欧***",
    state: ResultState::Published,
};

/// Withheld. Admitted in the first batch, with a letter.
pub const WANG_FANG: Candidate =
    Candidate { number: "25410101010003", id: "99010120061105003X", shown_name: "王*", state: ResultState::Withheld };

/// Absent. Only in the second batch, not sent yet.
pub const ZHANG_WEI: Candidate =
    Candidate { number: "25410101010004", id: "990101200701020045", shown_name: "张*", state: ResultState::Absent };

/// Under review. Provisionally admitted in the first batch.
pub const LIU_YANG: Candidate = Candidate {
    number: "25410101010005",
    id: "99010120070930005X",
    shown_name: "刘*",
    state: ResultState::UnderReview,
};

/// All of them.
pub const CANDIDATES: [Candidate; 5] = [LI_MING, OUYANG, WANG_FANG, ZHANG_WEI, LIU_YANG];

/// A number that nobody has.
pub const UNKNOWN_NUMBER: &str = "25410101019999";

/// An ID that is well-formed and nobody's.
pub const UNKNOWN_ID: &str = "990101200707070078";

impl Candidate {
    /// What she asks.
    pub fn query(&self) -> IdentityQuery {
        query(self.number, self.id)
    }
}

/// What somebody asks with this number and this ID.
pub fn query(number: &str, id: &str) -> IdentityQuery {
    IdentityQuery { exam: EXAM.into(), candidate_number: number.into(), citizen_id: id.into() }
}
