//! Words of the admission look-up.

use zhangban_api::admissions::AdmissionState;
use zhangban_api::exams::{Batch, Exam};
use zhangban_api::{ApiError, ErrorCode, Message, Text};

use crate::identity::Saying;

/// What the admission look-up says with the form.
pub(super) const SAYING: Saying = Saying {
    query: Message::new("查询录取", "Show my admission"),
    no_exams: Message::new("目前没有可以查询录取的考试。", "There is no exam whose admissions can be queried now."),
    help: Message::new(
        "查不到？请先核对号码。各批次分别公布，未公布的批次查不到。",
        "Nothing found? Check both numbers first. Each batch comes out at a time of its own, and not before.",
    ),
    before: timetable,
    refused,
};

pub(super) const COLLEGE: Message = Message::new("院校", "College");
pub(super) const GROUP: Message = Message::new("专业组", "Major group");
pub(super) const MAJOR: Message = Message::new("专业", "Major");
pub(super) const LETTER: Message = Message::new("录取通知书", "Letter of admission");
pub(super) const LETTER_NUMBER: Message = Message::new("单号", "Tracking number");
pub(super) const LETTER_HINT: Message = Message::new(
    "点选单号即可全选、复制，再到寄送单位自己的页面粘贴查询。本页不会把单号发给任何人。",
    "Tap the number to select and copy it, then paste it on the carrier's own page. This page sends it to nobody.",
);
pub(super) const NEXT: Message = Message::new("接下来", "What to do next");
pub(super) const PRINT: Message = Message::new("打印本页", "Print this page");
pub(super) const SAMPLE_RESULT: Message = Message::new(
    "样例数据：考生和院校均为虚构，录取结果不是真实结果。",
    "Sample data: neither candidate nor college exists, and the admission is not real.",
);

pub(super) const WAITING: Message = Message::new("等待投档", "Waiting to be sent");
pub(super) const READING: Message = Message::new("已投档，院校审阅", "Sent, being read by the college");
pub(super) const PROVISIONAL: Message = Message::new("预录取", "Provisionally admitted");
pub(super) const ADMITTED: Message = Message::new("录取", "Admitted");
pub(super) const RETURNED: Message = Message::new("退档", "Returned");
pub(super) const NOT_ADMITTED: Message = Message::new("未录取", "Not admitted");

/// What a state means for the candidate.
pub(super) const fn meaning(state: AdmissionState) -> Message {
    match state {
        AdmissionState::NotSent => Message::new(
            "您的档案还没有投给院校。这不代表落选，请过些时候再来查看。",
            "Your file has not been sent to a college yet. That is no refusal; look again later.",
        ),
        AdmissionState::Reading => Message::new(
            "您的档案已投给下面的院校，院校正在审阅。",
            "Your file is with the college below, which is reading it.",
        ),
        AdmissionState::Provisional => Message::new(
            "院校拟录取您，还需省级招生部门审核，最终以“录取”为准。",
            "The college wants to admit you. The province still has to confirm it; only “Admitted” is final.",
        ),
        AdmissionState::Admitted => {
            Message::new("祝贺您！您已被下面的院校录取。", "Congratulations! You are admitted to the college below.")
        }
        AdmissionState::Returned => Message::new("院校退回了您的档案。", "The college has given your file back."),
        AdmissionState::NotAdmitted => Message::new(
            "本批次已结束，您没有被录取。您仍可以参加后面的征集志愿或批次。",
            "This batch is over and you were not admitted. You can still take part in what follows.",
        ),
    }
}

/// Why a file was returned.
pub(super) fn returned_for(reason: &str) -> Text {
    Text::new(
        format!("院校退回了您的档案，原因：{reason}"),
        format!("The college has given your file back. Its reason: {reason}"),
    )
}

/// To the carrier's own page.
pub(super) fn carriers_page(carrier: &Text) -> Text {
    let english = if carrier.en.is_empty() { &carrier.zh } else { &carrier.en };
    Text::new(format!("打开“{}”的查询页面", carrier.zh), format!("Open the page of {english}"))
}

/// Which batches are out, and when the others will be.
fn timetable(exam: &Exam) -> Option<Text> {
    let english = |batch: &Batch| if batch.name.en.is_empty() { batch.name.zh.clone() } else { batch.name.en.clone() };
    let (out, waiting): (Vec<&Batch>, Vec<&Batch>) = exam.batches.iter().partition(|batch| batch.released);
    let names = |name: &dyn Fn(&Batch) -> String, between| {
        out.iter().map(|batch| name(batch)).collect::<Vec<_>>().join(between)
    };
    let chinese = |batch: &Batch| batch.name.zh.clone();
    let of_those_out = (!out.is_empty())
        .then(|| (format!("已公布：{}。", names(&chinese, "、")), format!("Out: {}.", names(&english, ", "))));
    let of_waiting = waiting.into_iter().map(|batch| {
        let at = batch.released_at;
        (format!("{}将于 {at} 公布。", batch.name.zh), format!("{} will be out on {at}.", english(batch)))
    });
    let (zh, en): (Vec<_>, Vec<_>) = of_those_out.into_iter().chain(of_waiting).unzip();
    (!zh.is_empty()).then(|| Text::new(zh.concat(), en.join(" ")))
}

/// When more will be out, where that is why nothing was found, or may be.
fn refused(error: &ApiError) -> Option<Text> {
    let at = error.released_at?;
    Some(match error.code {
        ErrorCode::NoMatch => Text::new(
            format!(
                "在已公布的批次中，没有查到与考生号、身份证号同时相符的记录。如果您等待的批次尚未公布，请届时再查，\
                 最近一个批次将于 {at} 公布；否则请对照准考证和身份证核对号码。"
            ),
            format!(
                "In the batches that are out, nothing matches this candidate number together with this ID. If your batch \
                 is not out yet, come back then: the next one will be out on {at}. Otherwise check both numbers against \
                 your cards."
            ),
        ),
        _ => Text::new(
            format!("录取结果尚未公布，最早的批次将于 {at} 公布，届时请再来查询。"),
            format!("No admissions are out yet. The first batch will be out on {at}. Come back then."),
        ),
    })
}
