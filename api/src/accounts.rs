//! The register of the department's accounts, domains and numbers, and the question whether something is in it.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Date, Endpoint, FieldError, Message, Method, Text};

/// `GET /api/accounts`: the register.
pub struct ListAccounts;

impl Endpoint for ListAccounts {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/accounts";
    const SUMMARY: &'static str = "The department's official accounts and domains, and who runs each";
    type Request = Nothing;
    type Reply = Register;
}

/// `POST /api/accounts/check`: what was pasted travels in the body and is stored by nobody.
pub struct CheckAccount;

impl Endpoint for CheckAccount {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/accounts/check";
    const SUMMARY: &'static str = "Whether a link, the name of an account or a phone number is in the register; whatever is \
                                   not is answered with what to do, and nothing is ever called safe";
    const PERSONAL: bool = true;
    type Request = CheckQuery;
    type Reply = CheckReport;
}

/// Accounts and domains.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Register {
    /// In the department's order.
    pub accounts: Vec<Account>,
    /// In the department's order.
    pub domains: Vec<Domain>,
}

/// An account on somebody's platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// The platform: `微信公众号`.
    pub platform: Text,
    /// What the account is called.
    pub name: Text,
    /// Its ID on the platform, which nobody else can have there.
    pub handle: String,
    /// Who runs it.
    pub operator: Text,
    /// Since when it is the department's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// When the department last saw that it still is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<Date>,
    /// Its address; empty where it has none. It is in the QR code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// A domain of the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Domain {
    /// The domain, in small letters: `www.haedu.gov.cn`.
    pub domain: String,
    /// Whether everything below it belongs to it as well.
    pub subdomains: bool,
    /// What is there.
    pub what: Text,
    /// Who runs it.
    pub operator: Text,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// What is asked about, as it was pasted.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckQuery {
    /// A link, a name, a number, or a whole message with them in it.
    pub pasted: String,
}

impl std::fmt::Debug for CheckQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CheckQuery").finish_non_exhaustive()
    }
}

/// The name of the field, in the request and in the form.
pub const PASTED: &str = "pasted";

/// Characters that are looked at: several short messages.
pub const PASTED_LIMIT: usize = 1_000;

const EMPTY: Message = Message::new(
    "请粘贴要核实的链接、账号名称或电话号码",
    "Paste the link, the name of the account or the phone number to check",
);
const TOO_LONG: Message = Message::new(
    "内容过长，请只粘贴要核实的部分，最多 1000 字",
    "This is too long. Paste only what is to be checked, 1,000 characters at most",
);

impl CheckQuery {
    /// What is to be checked, or what is wrong with it.
    pub fn parse(&self) -> Result<&str, Vec<FieldError>> {
        let pasted = self.pasted.trim();
        let fault = match pasted.chars().count() {
            0 => EMPTY,
            count if count > PASTED_LIMIT => TOO_LONG,
            _ => return Ok(pasted),
        };
        Err(vec![FieldError::new(PASTED, fault)])
    }
}

/// What was found in what was pasted, and what the register says of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckReport {
    /// At least one, in the order of the text.
    pub findings: Vec<Finding>,
}

/// One thing that was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What it was taken for.
    pub kind: FindingKind,
    /// What was looked up: of a link, the host it really leads to.
    pub subject: String,
    /// What it is in the register; empty if it is not in it.
    pub registered: Vec<Entry>,
    /// What it was made to look like; only where it is not registered.
    pub resembles: Vec<Entry>,
    /// What is to be known about it.
    pub signs: Vec<Sign>,
}

/// What something was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A link, or the domain of one.
    Link,
    /// The name or the ID of an account.
    Name,
    /// A phone number.
    Phone,
}

/// An entry of the register, as an answer shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// The account with its platform, the domain, or the number.
    pub title: Text,
    /// Its ID on the platform, what is there, or what the number is for.
    pub detail: Text,
    /// Who runs it.
    pub operator: Text,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// When the department last saw that it is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<Date>,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// Something to know about what was looked up: mostly how it deceives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// What stands before an `@` in a link is not where it leads.
    BeforeAt,
    /// A registered domain, or `gov.cn`, stands in the middle of another one.
    InTheMiddle,
    /// Letters that look like others.
    LookAlikeLetters,
    /// Letters of other scripts in a domain.
    ForeignLetters,
    /// One letter off.
    OneOff,
    /// The parts of a registered domain, put together another way.
    PutTogether,
    /// A number with more digits before it.
    MoreDigits,
    /// A number without its area code: it rings somewhere else in every city.
    NoAreaCode,
    /// A country code before a number that has none.
    CountryCode,
    /// Words around the name of an account.
    AddedWords,
    /// A name may be taken by anybody on another platform.
    AnyPlatform,
    /// Only a public body can register it, but the department does not vouch for it.
    OtherGovernment,
    /// An address of digits: who is there cannot be told from it.
    Digits,
    /// Not encrypted on the way.
    NotEncrypted,
}

impl Sign {
    /// What a citizen reads.
    pub const fn message(self) -> Message {
        match self {
            Self::BeforeAt => Message::new(
                "链接里“@”前面的文字是伪装，不是它真正打开的网站。",
                "What stands before the @ in this link is a disguise, not the site it opens.",
            ),
            Self::InTheMiddle => Message::new(
                "看似官方的域名夹在网址中间；网站归谁，要看网址的最后几段。",
                "An official-looking domain stands in the middle. Whose site it is, its last parts say.",
            ),
            Self::LookAlikeLetters => {
                Message::new("用了外形相似的字符来冒充。", "It uses characters that look like others.")
            }
            Self::ForeignLetters => Message::new(
                "域名里有非英文的字符，容易用来冒充。",
                "The domain has letters of another script, which are easily used to deceive.",
            ),
            Self::OneOff => Message::new("与登记的只差一个字符。", "It is one character away from a registered one."),
            Self::PutTogether => Message::new(
                "把登记的域名改了连接方式，拼成了另一个域名。",
                "It puts the parts of a registered domain together in another way.",
            ),
            Self::MoreDigits => Message::new(
                "在登记的号码前面加了数字，是另一个号码。",
                "It has digits before a registered number, and is another number.",
            ),
            Self::NoAreaCode => Message::new(
                "没有区号：在别的城市拨打，接通的是别人。",
                "It has no area code: in another city somebody else answers.",
            ),
            Self::CountryCode => Message::new(
                "短号码前面不会有国家代码，这样的来电显示是伪造的。",
                "A short number has no country code before it. A call that shows one is forged.",
            ),
            Self::AddedWords => Message::new(
                "在登记的账号名称前后加了字，是另一个账号。",
                "It has words around the name of a registered account, and is another account.",
            ),
            Self::AnyPlatform => Message::new(
                "同样的名称，别人可以在其他平台注册。请核对平台和账号 ID。",
                "On another platform anybody may take the same name. Compare the platform and the ID.",
            ),
            Self::OtherGovernment => Message::new(
                "以 .gov.cn 结尾的域名只有政府机关可以注册，但它不在本部门的登记册中，本页不能为它作证。",
                "Only public bodies can register a domain that ends in .gov.cn. But this one is not in our register, and we cannot vouch for it.",
            ),
            Self::Digits => Message::new(
                "网址是一串数字，看不出网站归谁。",
                "The address is made of digits: whose site it is cannot be told.",
            ),
            Self::NotEncrypted => Message::new(
                "链接以 http:// 开头，途中没有加密，请不要在上面填写个人信息。",
                "The link begins with http:// and is not encrypted. Do not enter personal data there.",
            ),
        }
    }
}
