//! Who the department is, and its menu.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Date, Endpoint, Method, PhoneNumber, Text};

/// `GET /api/department`: identity and menu, the same for everybody.
pub struct GetDepartment;

impl Endpoint for GetDepartment {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/department";
    const SUMMARY: &'static str = "Who the department is, who vouches for it, and its menu";
    type Request = Nothing;
    type Reply = Department;
}

/// Identity and menu of the department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Department {
    /// Its name.
    pub name: Text,
    /// Two characters for its seal.
    pub mark: String,
    /// Whether this is a sample and not a department: every page then says so.
    #[serde(default)]
    pub sample: bool,
    /// Who vouches for the account.
    pub verification: Option<Verification>,
    /// Whom to call when nothing else helps.
    pub help_line: Option<PhoneNumber>,
    /// The menu, in its order.
    pub menu: Vec<MenuGroup>,
    /// What feedback can be about.
    pub feedback_topics: Vec<Topic>,
}

/// Who says that the account is really the department's, and how anybody can check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verification {
    /// Who vouches.
    pub by: Text,
    /// Since when.
    pub since: Date,
    /// How to check it oneself.
    pub how: Text,
}

/// A group of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MenuGroup {
    /// Its heading.
    pub name: Text,
    /// Its items, in their order.
    pub items: Vec<MenuItem>,
}

/// An item of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MenuItem {
    /// Its name: two to six characters in Chinese.
    pub name: Text,
    /// What it opens.
    pub service: Service,
}

/// Everything a menu can open. What the app has no page for yet is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Exam score query.
    Scores,
    /// Admission lookup.
    Admissions,
    /// Enrolment plans.
    Plans,
    /// Scores of previous years.
    PastScores,
    /// The one-point rank table.
    Ranks,
    /// Enrolment column.
    EnrolmentColumn,
    /// Exclusive materials.
    Materials,
    /// Filing a complaint, an inquiry or a consultation.
    FileCase,
    /// Following a case.
    FollowCase,
    /// Answered cases and the promise clock.
    AnsweredCases,
    /// Latest news.
    News,
    /// Documents and notices.
    Documents,
    /// Public notices.
    PublicNotices,
    /// Special topics.
    Topics,
    /// Charity.
    Charity,
    /// Hotline directory.
    Hotlines,
    /// Number assistant.
    Assistant,
    /// Official accounts.
    Accounts,
    /// Feedback.
    Feedback,
}

/// Something feedback can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Topic {
    /// Its short name in requests.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
}
