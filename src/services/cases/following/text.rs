//! Words of following.

use zhangban_api::Message;

pub(super) const LEAD: Message =
    Message::new("请填写提交时得到的受理编号和查询码。", "Enter the case number and the query code of your receipt.");
pub(super) const NUMBER: Message = Message::new("受理编号", "Case number");
pub(super) const NUMBER_HINT: Message =
    Message::new("13 位数字，例如 261125-482137-5", "13 digits, such as 261125-482137-5");
pub(super) const CODE: Message = Message::new("查询码", "Query code");
pub(super) const CODE_HINT: Message =
    Message::new("10 位字母和数字，不分大小写", "10 letters and digits, capital or small");
pub(super) const OPEN: Message = Message::new("查看", "Open the case");
pub(super) const REMEMBERED: Message = Message::new("这部手机记住的受理编号", "Numbers on this phone");
pub(super) const FORGET: Message = Message::new("全部忘记", "Forget them all");
pub(super) const REFRESH: Message = Message::new("刷新", "Refresh");
pub(super) const ANOTHER: Message = Message::new("查看另一件", "Open another case");
pub(super) const NEWS: Message =
    Message::new("办理有了新进展，下面已经更新。", "Something has happened. It is shown below.");
pub(super) const WHAT_HAPPENED: Message = Message::new("办理过程", "What happened");
pub(super) const YOUR_WORDS: Message = Message::new("您提交的内容", "What you wrote");
pub(super) const ANSWERED_BY: Message = Message::new("办理单位", "Answered by");
pub(super) const FILED_AT: Message = Message::new("提交时间", "Filed");
pub(super) const PLACE: Message = Message::new("学校或地点", "School or place");

pub(super) const ATTACHED: Message = Message::new("附件", "Attachments");
pub(super) const ADD: Message = Message::new("补充情况", "Add something");
pub(super) const ADD_TEXT: Message = Message::new("补充内容", "Your message");
pub(super) const ADD_BUTTON: Message = Message::new("提交补充", "Send the message");
pub(super) const RATE: Message = Message::new("评价答复", "Rate the answer");
pub(super) const RATING: Message = Message::new("您满意吗？", "Are you content?");
pub(super) const RATE_TEXT: Message = Message::new("想说的话（选填）", "A word (optional)");
pub(super) const RATE_BUTTON: Message = Message::new("提交评价", "Send the rating");
pub(super) const REOPEN: Message = Message::new("要求重新办理", "Ask for another answer");
pub(super) const REOPEN_LEAD: Message = Message::new(
    "答复没有解决问题？说明原因后会重新计时，由原来的人员继续办理。",
    "The answer does not help? Say why: the clock starts anew, and the same people go on.",
);
pub(super) const REOPEN_TEXT: Message = Message::new("哪里没有解决？", "What is still open?");
pub(super) const REOPEN_BUTTON: Message = Message::new("重新办理", "Reopen the case");
pub(super) const WITHDRAW: Message = Message::new("撤回这件事", "Take it back");
pub(super) const WITHDRAW_TEXT: Message = Message::new("撤回原因（选填）", "Why (optional)");
pub(super) const WITHDRAW_BUTTON: Message = Message::new("确认撤回", "Take it back");
