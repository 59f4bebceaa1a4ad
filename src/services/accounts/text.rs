//! Words of the official accounts.

use zhangban_api::accounts::FindingKind;
use zhangban_api::{Message, Text};

pub(super) const QUESTION: Message = Message::new("这是我们的吗？", "Is this ours?");
pub(super) const PASTED: Message =
    Message::new("粘贴链接、账号名称或电话号码", "Paste a link, the name of an account or a phone number");
pub(super) const PASTED_HINT: Message = Message::new(
    "也可以粘贴整条短信。内容只用于核对，不会保存。",
    "A whole text message will do. It is compared with the register and not kept.",
);
pub(super) const CHECK: Message = Message::new("核对", "Check");

pub(super) const ANSWER: Message = Message::new("核对结果", "What the register says");
pub(super) const REGISTERED: Message = Message::new("在我们的登记册中。", "This is in our register.");
pub(super) const NOT_REGISTERED: Message = Message::new(
    "不在我们的登记册中。它归谁所有，我们不知道。",
    "This is not in our register. We do not know whose it is.",
);
pub(super) const LOOKS_LIKE: Message = Message::new(
    "不在我们的登记册中，但与我们登记的相像，可能是冒充的。",
    "This is not in our register, but resembles what is. It may be an imitation.",
);
pub(super) const REAL_ONE: Message = Message::new("登记册中与它相像的是：", "What it resembles in our register:");
pub(super) const NOT_SAFE: Message = Message::new(
    "登记册只说明它归谁。无论是谁要您转账、交费或提供验证码，都请先打电话核实。",
    "The register only says whose it is. Whoever asks you for money or a code: call first.",
);
pub(super) const ENTRY: Message = Message::new("登记为", "Registered as");
pub(super) const DETAIL: Message = Message::new("用途", "What it is");
pub(super) const OPERATOR: Message = Message::new("由谁负责", "Run by");
pub(super) const SINCE: Message = Message::new("启用日期", "Since");
pub(super) const VERIFIED_ON: Message = Message::new("核实日期", "Verified on");
pub(super) const HANDLE: Message = Message::new("账号 ID", "ID");

pub(super) const DO: Message = Message::new("请这样做", "What to do");
/// What to do with what is not ours.
pub(super) const WHAT_TO_DO: [Message; 4] = [
    Message::new(
        "不要付款、转账，也不要扫它给的收款码。",
        "Do not pay or transfer money, and do not scan its payment code.",
    ),
    Message::new(
        "不要填写身份证号、考生号、银行卡号和验证码。",
        "Do not enter your ID, candidate number, bank card or any code.",
    ),
    Message::new(
        "想核实，请拨打 12345，不要拨打对方给的号码。",
        "To make sure, call 12345 and not a number they gave you.",
    ),
    Message::new(
        "已经付款或提供了信息，请立即拨打 110 报警，也可以拨打 96110。",
        "If you have paid or told them something, call the police on 110 at once, or 96110.",
    ),
];

pub(super) const ACCOUNTS: Message = Message::new("官方账号", "Official accounts");
pub(super) const DOMAINS: Message = Message::new("官方网站", "Official websites");
pub(super) const NUMBERS: Message = Message::new("官方电话见便民电话", "Official numbers: the hotline directory");
pub(super) const SUBDOMAINS: Message = Message::new("以它结尾的网址也是。", "So are addresses that end in it.");
pub(super) const QR: Message = Message::new("二维码", "QR code");
pub(super) const SAMPLE: Message = Message::new("样例", "Sample");
pub(super) const EMPTY: Message = Message::new("登记册还没有内容。", "There is nothing in the register yet.");

/// What a thing was taken for.
pub(super) const fn kind(kind: FindingKind) -> Message {
    match kind {
        FindingKind::Link => Message::new("网址，实际打开的是", "A link, which really opens"),
        FindingKind::Name => Message::new("账号", "An account"),
        FindingKind::Phone => Message::new("电话号码", "A phone number"),
    }
}

/// The department's own number.
pub(super) fn or_call(number: &str) -> Text {
    Text::new(
        format!("也可以拨打本部门的求助电话 {number}。"),
        format!("You can also call our own help line, {number}."),
    )
}

/// For readers of the screen.
pub(super) fn qr_of(name: &Text) -> Text {
    let english = if name.en.is_empty() { &name.zh } else { &name.en };
    Text::new(
        format!("“{}”的二维码，内容是下面的网址", name.zh),
        format!("QR code of {english}; it holds the address below"),
    )
}

/// An entry that is made up.
pub(super) fn as_sample(title: &Text) -> Text {
    let english = if title.en.is_empty() { &title.zh } else { &title.en };
    Text::new(format!("{}（样例）", title.zh), format!("{english} (sample)"))
}
