//! Words of the form and of the head of an answer.

use zhangban_api::Message;

pub(super) const EXAM: Message = Message::new("考试", "Exam");
pub(super) const NUMBER: Message = Message::new("考生号", "Candidate number");
pub(super) const NUMBER_HINT: Message = Message::new("准考证上的 14 位数字", "14 digits, on your exam card");
pub(super) const ID: Message = Message::new("身份证号", "ID number");
pub(super) const ID_HINT: Message = Message::new(
    "只用于核对是不是您本人，不会保存在这台设备上",
    "Only to see that it is you. It is not kept on this device",
);
pub(super) const HELP_LINE: Message = Message::new("仍有疑问请拨", "Still in doubt? Call");
pub(super) const SAMPLE: Message = Message::new("样例", "Sample");
pub(super) const ANOTHER: Message = Message::new("查询其他考生", "Another candidate");
