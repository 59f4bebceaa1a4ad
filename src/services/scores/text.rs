//! Words of the score query.

use zhangban_api::scores::ResultState;
use zhangban_api::{Message, Moment, Text};

use crate::identity::Saying;

/// What the score query says with the form.
pub(super) const SAYING: Saying = Saying {
    query: Message::new("查询成绩", "Show my score"),
    no_exams: Message::new("目前没有可以查询的考试。", "There is no exam whose scores can be queried now."),
    help: Message::new(
        "查不到？请先核对号码。成绩暂缓公布、缺考等情况会在结果中说明。",
        "Nothing found? Check both numbers first. A withheld result or an absence is told in the result.",
    ),
    before: |exam| (!exam.released).then(|| out_on(exam.released_at)),
    refused: |error| error.released_at.map(out_on),
};

pub(super) const TOTAL: Message = Message::new("总分", "Total");
pub(super) const SUBJECTS: Message = Message::new("各科成绩", "Marks by subject");
pub(super) const POSITION: Message = Message::new("您在全省的位置", "Where you stand in the province");
pub(super) const YOU: Message = Message::new("您", "You");
pub(super) const NEXT: Message = Message::new("接下来", "What to do next");
pub(super) const PRINT: Message = Message::new("打印成绩单", "Print the slip");
pub(super) const RANKS: Message = Message::new("查看一分一段表", "The whole rank table");
pub(super) const SAMPLE_RESULT: Message = Message::new(
    "样例数据：此考生为虚构，成绩不是真实成绩。",
    "Sample data: this candidate does not exist and the marks are not real.",
);

/// What became of a result that has no marks, and what to do.
pub(super) const fn without_marks(state: ResultState) -> (Message, Message) {
    match state {
        ResultState::Published => (Message::new("", ""), Message::new("", "")),
        ResultState::Withheld => (
            Message::new("成绩暂缓公布", "Result withheld"),
            Message::new(
                "您的成绩暂缓公布，这不代表零分。请联系您的报名点或拨打咨询电话了解原因和后续安排。",
                "Your result is held back for the time being. That is not a zero. Ask where you registered, or call, for the reason and what follows.",
            ),
        ),
        ResultState::Absent => (
            Message::new("缺考", "Absent"),
            Message::new(
                "记录显示您缺考，因此没有成绩。如果您参加了考试，请尽快带准考证联系报名点。",
                "You are recorded as absent, so there is no result. If you sat the exam, go to where you registered with your exam card soon.",
            ),
        ),
        ResultState::UnderReview => (
            Message::new("成绩复核中", "Under review"),
            Message::new(
                "您的成绩正在复核，复核结束后可在这里查询，无需重复申请。",
                "Your result is being reviewed. It will be here once that is done; you need not apply again.",
            ),
        ),
    }
}

/// When the results will be out.
fn out_on(released_at: Moment) -> Text {
    Text::new(
        format!("成绩将于 {released_at} 公布，届时请再来查询。"),
        format!("The results will be out on {released_at}. Come back then."),
    )
}
