//! Words of the number assistant.

use zhangban_api::Message;

pub(super) const TALK: Message = Message::new("对话", "Conversation");
pub(super) const YOU: Message = Message::new("您：", "You: ");
pub(super) const IT: Message = Message::new("助手：", "Assistant: ");
pub(super) const CHOICES: Message = Message::new("点数字即可发送", "Tap a number to send it");
pub(super) const QUESTION: Message = Message::new("输入数字或想问的事", "A number, or what you want to know");
pub(super) const SEND: Message = Message::new("发送", "Send");
pub(super) const FOUND: Message = Message::new("您要找的可能是", "You may be looking for");
pub(super) const ASK_A_PERSON: Message = Message::new("问工作人员", "Ask a person");
pub(super) const FORGOTTEN: Message = Message::new(
    "您发送的内容只用来查找答复，不会保存。请不要填写身份证号等个人信息。",
    "What you send is only used to find an answer and is not kept. Leave out ID numbers and the like.",
);
