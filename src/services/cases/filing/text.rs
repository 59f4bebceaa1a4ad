//! Words of filing.

use zhangban_api::Message;

pub(super) const LEAD: Message = Message::new(
    "不需要登录。提交后您会得到受理编号和查询码，可以随时查看答复。",
    "You need no account. You will get a number and a query code, and can look for the answer at any time.",
);
pub(super) const WHAT: Message = Message::new("您要反映什么事？", "What is it about?");
pub(super) const WORDS: Message = Message::new("请写下情况", "Say what it is");
pub(super) const DETAILS: Message = Message::new("补充情况", "Some details");
pub(super) const WHO: Message = Message::new("怎样答复您", "How to answer you");
pub(super) const CHECK: Message = Message::new("请核对", "Check it");

pub(super) const SEARCH: Message = Message::new("查找事项", "Find a subject");
pub(super) const SEARCH_HINT: Message = Message::new("例如：收费、欺凌、录取", "Such as fees, bullying, admission");
pub(super) const NO_CATEGORY: Message = Message::new(
    "没有找到。可以换个说法，或者选择“其他”。",
    "Nothing found. Try another word, or choose “something else”.",
);
pub(super) const CHOOSE: Message = Message::new("选择事项", "Choose a subject");
pub(super) const CHOOSE_ANOTHER: Message = Message::new("换一个事项", "Choose another");
pub(super) const NOT_OPEN: Message = Message::new("这项服务还没有开通。", "This service is not open yet.");

pub(super) const TEXT: Message = Message::new("情况和诉求", "What happened, and what you ask for");
pub(super) const TEXT_HINT: Message = Message::new(
    "什么时间、什么地点、发生了什么，希望怎样解决。请不要填写身份证号",
    "When, where, what happened, and what you hope for. Leave out ID numbers",
);
pub(super) const PLACE: Message = Message::new("学校或地点（选填）", "School or place (optional)");
pub(super) const PLACE_HINT: Message = Message::new("写全称，便于尽快核实", "Its full name, so that we find it soon");
pub(super) const OPTIONAL: Message = Message::new("（选填）", " (optional)");
pub(super) const YES: Message = Message::new("是", "Yes");
pub(super) const NO: Message = Message::new("否", "No");
pub(super) const NOT_SAID: Message = Message::new("不说明", "I would rather not say");
pub(super) const PLEASE_CHOOSE: Message = Message::new("请选择", "Please choose");

pub(super) const CONTACT: Message = Message::new("联系方式（选填）", "Where to reach you (optional)");
pub(super) const CONTACT_HINT: Message = Message::new(
    "手机号、固定电话或电子邮箱。不留也会答复：凭受理编号和查询码查看",
    "A phone number or an e-mail address. Without one you will still find the answer by number and code",
);
pub(super) const ANONYMOUS: Message = Message::new("联系方式给谁看？", "Who may see the contact?");
pub(super) const ANONYMOUS_YES: Message =
    Message::new("匿名：只有办理人员能看到，不转给被反映的单位", "Anonymous: only those who answer, nobody else");
pub(super) const ANONYMOUS_NO: Message = Message::new(
    "不勾选时，可以转给有关学校或单位，便于他们直接联系您",
    "Unless you tick this, it may go to the school, so that it can reach you",
);
pub(super) const PUBLISH: Message = Message::new("答复后能否公开？", "May it be shown after the answer?");
pub(super) const PUBLISH_YES: Message = Message::new(
    "可以公开问题和答复，帮助有同样问题的人；姓名、地点和联系方式不公开",
    "Yes, question and answer, to help others; never names, places or contacts",
);
pub(super) const PUBLISH_NO: Message = Message::new("不勾选就不公开", "Unless you tick this, it is not shown");

pub(super) const NEXT: Message = Message::new("下一步", "Next");
pub(super) const PREVIOUS: Message = Message::new("上一步", "Back");
pub(super) const SUBMIT: Message = Message::new("确认提交", "File it");
pub(super) const CHANGE: Message = Message::new("修改", "Change");
pub(super) const CATEGORY: Message = Message::new("事项", "Subject");
pub(super) const ANSWERED_BY: Message = Message::new("办理单位", "Answered by");
pub(super) const SHARED: Message =
    Message::new("可以转给有关学校或单位", "It may go to the school or body in question");
pub(super) const NOT_SHOWN: Message = Message::new("不公开", "Not to be shown");
pub(super) const ATTACHED: Message = Message::new("附件", "Attachments");
pub(super) const STILL_SENDING: Message =
    Message::new("附件还在上传，请稍候再继续。", "Attachments are still on their way. Wait a moment.");
pub(super) const NONE: Message = Message::new("未填写", "None");
pub(super) const URGENT: Message = Message::new("24 小时内答复", "Answered within 24 hours");
pub(super) const USUAL: Message = Message::new("48 小时内答复", "Answered within 48 hours");

pub(super) const NO_ANSWER: Message = Message::new(
    "尚未提交：网络不通。网络恢复后会自动提交，请不要离开这个页面。",
    "Not sent yet: the network is down. It will go by itself once it is back. Please stay on this page.",
);
pub(super) const NOT_SENT_YET: Message = Message::new(
    "尚未提交：网络不通。内容已保存在这部手机上（联系方式除外），网络恢复后会自动提交，不会重复受理。",
    "Not sent yet: the network is down. It is kept on this phone, without your contact, and will go by itself once the \
     network is back: as one case.",
);
pub(super) const EARLIER_WORDS: Message = Message::new(
    "先前提交的内容已经送达，后来的修改没有包括在内。需要补充的，可以凭下面的编号和查询码补充。",
    "What you sent first has arrived, without your later changes. You can add them with the number and code below.",
);
pub(super) const WAITING: Message = Message::new(
    "当前人数较多，稍后会自动重新提交，请不要关闭页面。",
    "Very many people are here. This will send itself again; please keep the page open.",
);
pub(super) const SENT_BEFORE: Message = Message::new(
    "此前已用同一张表提交过另一份内容。如果还要提交现在这一份，请再按一次“确认提交”。",
    "This form was sent before with other words. To file this one as well, press “File it” again.",
);
pub(super) const PRESS_AGAIN: Message = Message::new(
    "这一次没有提交成功。您写的内容都还在，请再按一次“确认提交”。",
    "This was not sent. Everything you wrote is still here. Press “File it” again.",
);

pub(super) const DONE: Message = Message::new("已受理", "Your case has arrived");
pub(super) const NUMBER: Message = Message::new("受理编号", "Case number");
pub(super) const CODE: Message = Message::new("查询码", "Query code");
pub(super) const KEEP: Message = Message::new(
    "请保存这两项：查看答复、补充情况和评价都要用。查询码只显示这一次，我们也无法找回。",
    "Keep both: you need them to see the answer. The code is shown only now, and nobody can find it again.",
);
pub(super) const FILED_AT: Message = Message::new("提交时间", "Filed");
pub(super) const DUE_AT: Message = Message::new("最迟答复时间", "Answered by");
pub(super) const WHAT_NEXT: Message = Message::new("接下来", "What happens next");
pub(super) const PRINT: Message = Message::new("打印回执", "Print the receipt");
pub(super) const FOLLOW: Message = Message::new("查看办理进度", "Follow the case");
pub(super) const ANOTHER: Message = Message::new("再提交一件", "File another");
pub(super) const SIMILAR: Message =
    Message::new("这些公开的答复也许已经能帮到您", "These answers to others may already help you");

pub(super) const DRAFT: Message = Message::new(
    "这部手机上有一份没写完的内容，可以接着写。开始写新的会替换它。",
    "There is an unfinished case on this phone. You can go on with it. A new one takes its place.",
);
pub(super) const GO_ON: Message = Message::new("接着写", "Go on with it");
pub(super) const FORGET_DRAFT: Message = Message::new("删除", "Delete it");
pub(super) const SOMETHING_LOST: Message = Message::new(
    "联系方式、录音和文件不保存在手机上，需要时请重新填写或添加。",
    "Contact, recordings and documents are not kept on the phone. Give them once more.",
);

pub(super) const BAR_WAITS: Message =
    Message::new("有事项尚未提交，网络恢复后自动提交", "A case is not sent yet. It goes by itself");
pub(super) const BAR_ASKS: Message = Message::new("有事项尚未提交，请您处理", "A case is not sent yet. It needs you");
pub(super) const BAR_ARRIVED: Message =
    Message::new("您的事项已受理，请保存回执", "Your case has arrived. Keep its receipt");

pub(super) const NOTHING_WAITS: Message =
    Message::new("没有等待提交的事项。", "Nothing on this phone waits to be sent.");
pub(super) const WAITING_LEAD: Message = Message::new(
    "没有网络时提交的事项保存在这部手机上，最多 7 天，网络恢复后自动提交。联系方式不会保存。",
    "Cases filed without a network are kept on this phone for up to 7 days and go by themselves. Contacts are not kept.",
);
pub(super) const SENDING: Message = Message::new("正在提交…", "Being sent…");
pub(super) const OFFLINE: Message =
    Message::new("尚未提交：网络恢复后自动提交", "Not sent yet: it goes once the network is back");
pub(super) const BUSY: Message =
    Message::new("尚未提交：当前人数较多，稍后自动提交", "Not sent yet: many people are here. It goes by itself");
pub(super) const ASKS_CONTACT: Message = Message::new(
    "尚未提交：您留过联系方式，但它不保存在手机上。请再填一次，或者不留联系方式提交。",
    "Not sent yet: your contact is not kept on the phone. Give it once more, or send it without.",
);
pub(super) const LOST_FILES: Message = Message::new(
    "尚未提交：当时添加的录音或文件没有保存在手机上，这样提交就没有这些附件。",
    "Not sent yet: the recording or document you had added is not kept on the phone, and would be missing.",
);
pub(super) const MEND: Message = Message::new("修改后再提交", "Mend it and send it again");
pub(super) const SEND_NOW: Message = Message::new("现在提交", "Send it now");
pub(super) const DO_NOT_SEND: Message = Message::new("不提交了", "Do not send it");
pub(super) const DELETED_FOR_GOOD: Message = Message::new(
    "删除后，您写的内容和照片都找不回来。",
    "What you wrote and your photos cannot be brought back once deleted.",
);
pub(super) const DELETE: Message = Message::new("确认删除", "Delete it");
pub(super) const SEEN: Message = Message::new("回执已保存，收起", "I have kept the receipt");

pub(super) const PICTURE: Message = Message::new("生成回执图片和二维码", "Make a picture with a QR code");
pub(super) const PICTURE_HINT: Message = Message::new(
    "长按图片可以保存到相册；也可以用另一部手机扫描图中的二维码。图片里有查询码，请不要发给别人。",
    "Press long on the picture to keep it, or scan its code with another phone. It holds the query code: send it to nobody.",
);
pub(super) const DOWNLOAD: Message = Message::new("下载图片", "Download the picture");
pub(super) const REMEMBER: Message = Message::new("在这部手机上记住受理编号", "Remember the number on this phone");
pub(super) const REMEMBERED: Message = Message::new(
    "已记住受理编号。查询码没有保存，请您自己记好。",
    "The number is remembered. The query code is not: please keep it yourself.",
);
