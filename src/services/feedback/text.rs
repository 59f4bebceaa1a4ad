//! Words of feedback.

use zhangban_api::{ErrorCode, Message, Text};

pub(super) const LEAD: Message = Message::new(
    "请告诉我们这个服务好不好用。不需要登录，也不需要留姓名。",
    "Tell us how well this service works. You need no account and leave no name.",
);
pub(super) const RATING: Message = Message::new("您觉得怎么样？", "How is it?");
pub(super) const TOPIC: Message = Message::new("关于什么？", "What is it about?");
pub(super) const MESSAGE: Message = Message::new("您的意见（选填）", "Your words (optional)");
pub(super) const MESSAGE_HINT: Message =
    Message::new("请不要填写身份证号、考生号等个人信息", "Leave out ID numbers, candidate numbers and the like");
pub(super) const CONTACT: Message = Message::new("联系方式（选填）", "Where to answer (optional)");
pub(super) const CONTACT_HINT: Message = Message::new(
    "手机号、固定电话或电子邮箱，只用来答复这条反馈，不会公开。不留也可以提交，但我们无法答复",
    "A phone number or an e-mail address, only to answer this and never shown. You may leave none, but then no answer can come",
);
pub(super) const SUBMIT: Message = Message::new("提交反馈", "Send the feedback");

const NO_ANSWER: Message = Message::new(
    "网络不通，暂时不知道有没有送到。您写的内容都还在，网络恢复后请再按一次“提交反馈”，不会重复。",
    "The network is down, and we cannot tell whether it has arrived. Everything you wrote is still here. Once you are \
     back, press “Send the feedback” again: it will be kept once.",
);
const SENT_BEFORE: Message = Message::new(
    "您此前提交的反馈已经收到，内容与现在的不同。如果还要提交现在这一份，请再按一次“提交反馈”。",
    "What you sent before has arrived; it had other words. To send this one as well, press “Send the feedback” again.",
);
const PRESS_AGAIN: Message = Message::new(
    "这一次没有提交成功。您写的内容都还在，请再按一次“提交反馈”。",
    "This was not sent. Everything you wrote is still here. Press “Send the feedback” again.",
);
const WAITING: Message = Message::new(
    "当前人数较多，稍后会自动重新提交，请不要关闭页面。",
    "Very many people are here. This will send itself again; please keep the page open.",
);

/// Why it was not taken, and what to do. Whatever happens, the words are still there.
pub(super) fn refused(code: ErrorCode, message: Text) -> Text {
    match code {
        ErrorCode::Offline | ErrorCode::TimedOut => NO_ANSWER.into(),
        ErrorCode::KeyReused => SENT_BEFORE.into(),
        ErrorCode::KeyMissing | ErrorCode::Internal | ErrorCode::Malformed => PRESS_AGAIN.into(),
        ErrorCode::Overloaded | ErrorCode::KeyRunning => WAITING.into(),
        _ => message,
    }
}

pub(super) const THANKS: Message = Message::new("已收到您的反馈，谢谢！", "Your feedback has arrived. Thank you!");
pub(super) const NEXT: Message = Message::new("接下来", "What happens next");
/// Five workdays: feedback is read once a week.
pub(super) const READ_BY: Message = Message::new(
    "负责这个服务的工作人员会在 5 个工作日内逐条阅读，用来改进服务。",
    "The people who run this service read every feedback within 5 workdays, to make it better.",
);
pub(super) const WILL_ANSWER: Message = Message::new(
    "您留了联系方式，我们读到后会通过它答复您。",
    "You left a contact: once we have read it, we will answer you there.",
);
pub(super) const CANNOT_ANSWER: Message =
    Message::new("您没有留联系方式，所以我们不会单独答复。", "You left no contact, so there will be no answer to you.");
pub(super) const NOT_A_CASE: Message = Message::new(
    "反馈不会作为投诉或咨询办理。需要办理的事情请拨打",
    "Feedback is not handled as a complaint or an inquiry. For those, call",
);
pub(super) const SAMPLE: Message = Message::new("（样例号码）", " (sample number)");
pub(super) const ANOTHER: Message = Message::new("再写一条", "Leave another");
pub(super) const HOME: Message = Message::new("回到首页", "To the home page");
