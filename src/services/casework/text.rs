//! Words of the desk.

use zhangban_api::Message;
use zhangban_api::cases::Move;
use zhangban_api::cases::desk::Show;

pub(super) const fn show(show: Show) -> Message {
    match show {
        Show::Due => Message::new("待答复", "Due next"),
        Show::Mine => Message::new("我的", "Mine"),
        Show::Unassigned => Message::new("无人认领", "Nobody's"),
        Show::Answered => Message::new("已答复", "Answered"),
        Show::Proposed => Message::new("待公开", "To be shown"),
        Show::All => Message::new("全部", "All"),
    }
}

pub(super) const PARTS: Message = Message::new("队列", "Parts of the queue");
pub(super) const SEARCH: Message = Message::new("查找事项", "Find a case");
pub(super) const SEARCH_HINT: Message = Message::new("编号、编号后 6 位或内容", "Number, its last 6 digits, or words");
pub(super) const NOTHING: Message = Message::new("没有符合条件的事项。", "No cases here.");
pub(super) const CHANGED: Message = Message::new("列表有变化，点此更新", "The list has changed. Show it");
pub(super) const ALL_DONE: Message = Message::new("都已答复，暂时没有待办。", "Everything has been answered.");
pub(super) const NUMBER: Message = Message::new("编号", "Number");
pub(super) const ABOUT: Message = Message::new("事项", "About");
pub(super) const STATE: Message = Message::new("状态", "State");
pub(super) const LEFT: Message = Message::new("剩余时间", "Left");
pub(super) const WHO: Message = Message::new("办理人", "Taken by");
pub(super) const PAUSED: Message = Message::new("已暂停", "Paused");
pub(super) const BACK: Message = Message::new("回到队列", "Back to the queue");
pub(super) const ACCOUNT: Message = Message::new("账号", "Account");

pub(super) const WORDS: Message = Message::new("群众反映", "What the citizen wrote");
pub(super) const HISTORY: Message = Message::new("办理过程", "What happened");
pub(super) const CONTACT: Message = Message::new("联系方式", "Contact");
pub(super) const NO_CONTACT: Message = Message::new("未留", "None");
pub(super) const ANONYMOUS: Message =
    Message::new("匿名：不得转给被反映的单位", "Anonymous: never pass it on to whom the case is about");
pub(super) const MAY_PUBLISH: Message = Message::new("公开", "May be shown");
pub(super) const YES: Message = Message::new("同意公开", "Yes");
pub(super) const NO: Message = Message::new("不同意", "No");
pub(super) const PLACE: Message = Message::new("学校或地点", "School or place");
pub(super) const FILED_AT: Message = Message::new("提交时间", "Filed");
pub(super) const OFFICE: Message = Message::new("办理单位", "Office");
pub(super) const TEMPLATES: Message = Message::new("常用语（点一下放进去）", "Templates: tap to use");
pub(super) const DO_IT: Message = Message::new("可以办理", "What can be done");

/// A move at the desk: its name, what the words are for, the button.
pub(super) const fn moving(does: Move) -> Option<(Message, Message, Message)> {
    Some(match does {
        Move::Answer => (
            Message::new("答复", "Answer"),
            Message::new("答复内容（群众会看到）", "The answer, as the citizen reads it"),
            Message::new("发送答复", "Send the answer"),
        ),
        Move::Assign => (
            Message::new("认领或指派", "Take it"),
            Message::new("办理人账号（不填就是自己）", "Whose account; empty is yours"),
            Message::new("认领", "Take it"),
        ),
        Move::AskBack => (
            Message::new("请群众补充", "Ask back"),
            Message::new("要问什么（群众会看到）", "What to ask, as the citizen reads it"),
            Message::new("发送", "Ask"),
        ),
        Move::HandOver => (
            Message::new("转其他处室", "Hand over"),
            Message::new("转办说明（选填，群众会看到）", "Why, as the citizen reads it (optional)"),
            Message::new("转办", "Hand over"),
        ),
        Move::Pause => (
            Message::new("暂停计时", "Pause the clock"),
            Message::new("暂停原因（群众会看到）", "Why, as the citizen reads it"),
            Message::new("暂停", "Pause"),
        ),
        Move::Resume => {
            (Message::new("继续计时", "Let the clock go on"), Message::new("", ""), Message::new("继续计时", "Go on"))
        }
        Move::NotOurs => (
            Message::new("不属于我们", "Not ours"),
            Message::new("说明（选填，群众会看到）", "A word, as the citizen reads it (optional)"),
            Message::new("告知", "Tell her"),
        ),
        Move::Note => (
            Message::new("内部备注", "Note"),
            Message::new("备注（只有工作人员看到）", "For the desk alone"),
            Message::new("保存备注", "Keep the note"),
        ),
        Move::Propose => (
            Message::new("提请公开", "Put forward for the public"),
            Message::new("问题（所有人会看到）", "The question, as everybody reads it"),
            Message::new("提请另一位负责人审核", "Ask for a second pair of eyes"),
        ),
        Move::Publish => (
            Message::new("审核并公开", "Look it over and show it"),
            Message::new("问题", "Question"),
            Message::new("公开给所有人", "Show it to everybody"),
        ),
        Move::Unpublish => (
            Message::new("取消公开", "Take it from the public"),
            Message::new("问题", "Question"),
            Message::new("取消公开", "Take it away"),
        ),
        Move::Merge => (
            Message::new("合并重复", "Merge"),
            Message::new("另一件的受理编号", "The number of the other case"),
            Message::new("合并", "Merge"),
        ),
        _ => return None,
    })
}

pub(super) const WHICH_OFFICE: Message = Message::new("转给哪个处室？", "Which office?");
pub(super) const WHICH_BODY: Message = Message::new("由谁负责？", "Who answers for it?");
pub(super) const CHOOSE: Message = Message::new("请选择", "Choose");
pub(super) const PUBLIC_ANSWER: Message = Message::new("答复（所有人会看到）", "The answer, as everybody reads it");
pub(super) const LOOK_CLOSELY: Message = Message::new(
    "号码和邮箱已用“×××”代替。姓名、学校、班级等请您再看一遍，能认出人的都要去掉。",
    "Numbers and e-mail addresses have been replaced. Names, schools and classes only you can see: take out whatever tells who it is.",
);
pub(super) const PROPOSED_BY: Message = Message::new("提请人：", "Put forward by ");

pub(super) const COUNTER_LEAD: Message = Message::new(
    "在窗口或接听来电时代群众登记，答复期限与网上提交相同。登记后请把回执交给群众，或在电话中读出受理编号和查询码。",
    "For a citizen at the counter or on the telephone; the deadline is the same as online. Hand over the receipt, or read \
     number and query code out.",
);
pub(super) const CAME: Message = Message::new("群众怎样反映的？", "How did it come?");
pub(super) const SAID: Message = Message::new("群众反映的情况和诉求", "What the citizen says and asks for");
pub(super) const SAID_HINT: Message = Message::new(
    "什么时间、什么地点、发生了什么，希望怎样解决。请不要登记身份证号",
    "When, where, what happened, and what is hoped for. Leave out ID numbers",
);
pub(super) const PLACE_IF_ANY: Message = Message::new("学校或地点（选填）", "School or place (optional)");
pub(super) const CONTACT_IF_ANY: Message = Message::new("联系方式（选填）", "Where to reach the citizen (optional)");
pub(super) const CONTACT_HINT: Message = Message::new(
    "手机号、固定电话或电子邮箱；群众不愿留就不填",
    "A phone number or e-mail; only if it is given freely",
);
pub(super) const ASK_ANONYMOUS: (Message, Message, Message) = (
    Message::new("是否匿名？", "Anonymous?"),
    Message::new("不勾选时，联系方式可以转给有关学校或单位", "Otherwise the contact may go to the school"),
    Message::new("群众要求匿名：只有办理人员能看到联系方式", "Yes: only those who answer see the contact"),
);
pub(super) const ASK_PUBLISH: (Message, Message, Message) = (
    Message::new("答复后能否公开？", "May it be shown after the answer?"),
    Message::new("请当面或在电话中问清；没有明确同意就不勾选", "Ask, and tick this only after a clear yes"),
    Message::new("群众同意公开问题和答复", "The citizen agrees to question and answer being shown"),
);
pub(super) const FILE_IT: Message = Message::new("登记", "File it");
pub(super) const MORE_QUESTIONS: Message = Message::new(
    "这类事项还要问几个问题，请在下面补充后再登记。",
    "This subject has questions of its own. Ask them below, then file it.",
);
#[cfg(not(target_arch = "wasm32"))]
pub(super) const HAND_OVER: Message = Message::new(
    "请把这张回执打印（Ctrl+P）后交给群众，或请群众记下受理编号和查询码。离开这一页后，查询码不会再显示。",
    "Print this (Ctrl+P) and hand it over, or let the citizen write down number and code: the code is not shown again.",
);
#[cfg(not(target_arch = "wasm32"))]
pub(super) const NEXT_CITIZEN: Message = Message::new("登记下一件", "The next citizen");
