//! The people who work at the desk: their roles, how they sign in, and who is signed in.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::text::plain_width;
use crate::{Endpoint, FieldError, Message, Method};

/// `GET /api/desk/me`: who is signed in; not answered (401) where nobody is.
pub struct WhoAmI;

impl Endpoint for WhoAmI {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/desk/me";
    const SUMMARY: &'static str = "Who is signed in at the desk; for staff only";
    const PERSONAL: bool = true;
    type Request = Nothing;
    type Reply = Me;
}

/// Whoever is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// What she signs in with.
    pub name: String,
    /// What the desk calls her.
    pub shown_name: String,
    /// What she may do.
    pub role: Role,
    /// The department whose cases she sees; none if she sees all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// What every form of the desk carries in [`field::TOKEN`]: a page of another site cannot know it.
    pub form_token: String,
}

impl std::fmt::Debug for Me {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Me").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}

/// What somebody at the desk may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and answers the cases of her department.
    Answerer,
    /// Does what an answerer does, hands cases over, and looks at what is to be published.
    Lead,
    /// Writes articles, hotlines and replies.
    Editor,
    /// Runs the service: accounts and settings. Not the content of cases.
    Operator,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Answerer, Self::Lead, Self::Editor, Self::Operator];

    /// The word in the database, in JSON and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answerer => "answerer",
            Self::Lead => "lead",
            Self::Editor => "editor",
            Self::Operator => "operator",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What people call it.
    pub const fn name(self) -> Message {
        match self {
            Self::Answerer => Message::new("答复员", "Answerer"),
            Self::Lead => Message::new("负责人", "Lead"),
            Self::Editor => Message::new("编辑", "Editor"),
            Self::Operator => Message::new("运维人员", "Operator"),
        }
    }
}

/// The fewest characters of a password: long ones need no rules about signs and digits.
pub const PASSWORD_LEAST: usize = 12;
/// The most characters of a password: nobody types more, and hashing takes longer for every one.
pub const PASSWORD_MOST: usize = 128;

/// Whether a password can be one; blanks at its ends belong to it.
pub fn is_password(text: &str) -> bool {
    (PASSWORD_LEAST..=PASSWORD_MOST).contains(&text.chars().count()) && !text.contains(char::is_control)
}

/// The most characters of the name she is called by.
pub const SHOWN_NAME_LIMIT: usize = 32;

/// What somebody signs in with: 2 to 32 small letters, digits, dots, hyphens and underscores, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StaffName(String);

impl StaffName {
    /// Reads a name. Capitals and full-width letters are the same letters: keyboards of phones like to begin with one.
    pub fn parse(text: &str) -> Option<Self> {
        let name: String = text.trim().chars().map(|c| plain_width(c).to_ascii_lowercase()).collect();
        let fits = (2..=32).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'));
        fits.then_some(Self(name))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names of the fields of the desk's forms.
pub mod field {
    /// What she signs in with.
    pub const NAME: &str = "name";
    /// Her password.
    pub const PASSWORD: &str = "password";
    /// The password that is to be hers.
    pub const NEW_PASSWORD: &str = "new_password";
    /// The same once more.
    pub const NEW_PASSWORD_AGAIN: &str = "new_password_again";
    /// Six digits of her second factor.
    pub const CODE: &str = "code";
    /// In every form of somebody who is signed in: [`Me::form_token`](super::Me::form_token).
    pub const TOKEN: &str = "form_token";
}

/// The header in which the app sends [`Me::form_token`] with what it asks as JSON.
pub const TOKEN_HEADER: &str = "x-form-token";

/// A form of somebody who wants to sign in, as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// What she signs in with.
    pub name: String,
    /// Her password.
    pub password: String,
    /// Six digits.
    pub code: String,
}

impl std::fmt::Debug for SignInForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInForm")
    }
}

/// What can be looked into. Whether it is true, only the server knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// What she signs in with, as it was typed; it need not be a name that anybody could have.
    pub name: String,
    /// Her password.
    pub password: String,
    /// The number that her second factor shows, below a million.
    pub code: u32,
}

/// A form of somebody who wants another password, as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// What every form of hers carries.
    pub form_token: String,
    /// The password she has.
    pub password: String,
    /// The one she wants.
    pub new_password: String,
    /// The same once more.
    pub new_password_again: String,
}

impl std::fmt::Debug for PasswordForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordForm")
    }
}

impl PasswordForm {
    /// Everything that is plainly wrong. Whether the present password is right, only the server knows.
    pub fn faults(&self) -> Vec<FieldError> {
        let rules = [
            (
                !self.password.is_empty(),
                field::PASSWORD,
                Message::new("请填写现在的密码", "Enter the password you have now"),
            ),
            (
                is_password(&self.new_password),
                field::NEW_PASSWORD,
                Message::new("新密码应为 12 至 128 个字", "A new password has 12 to 128 characters"),
            ),
            (
                self.new_password != self.password || self.password.is_empty(),
                field::NEW_PASSWORD,
                Message::new("新密码不能与现在的密码相同", "The new password is the one you have"),
            ),
            (
                self.new_password == self.new_password_again,
                field::NEW_PASSWORD_AGAIN,
                Message::new("两次填写的新密码不一致，请重新填写", "The two are not the same. Enter them again"),
            ),
        ];
        let broken = rules.into_iter().filter(|(holds, ..)| !holds);
        let mut faults: Vec<_> = broken.map(|(_, name, message)| FieldError::new(name, message)).collect();
        faults.dedup_by(|one, before| one.name == before.name);
        faults
    }
}

/// All that is ever said about a wrong name, a wrong password and a wrong code.
pub const WRONG: Message = Message::new(
    "用户名、密码或动态验证码不正确，请核对后重新填写。动态验证码每 30 秒更换，用过一次就不能再用。",
    "The name, the password or the code is wrong. Check them and try again. The code changes every 30 seconds and is good once.",
);

impl SignInForm {
    /// What can be looked into, or every field that is plainly not filled in.
    pub fn parse(&self) -> Result<Credentials, Vec<FieldError>> {
        let code: String = self.code.chars().filter(|c| !c.is_whitespace()).map(plain_width).collect();
        let is_code = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
        let required = [
            (!self.name.trim().is_empty(), field::NAME, Message::new("请填写用户名", "Enter your name")),
            (!self.password.is_empty(), field::PASSWORD, Message::new("请填写密码", "Enter your password")),
            (
                is_code,
                field::CODE,
                Message::new("请填写验证器显示的 6 位数字", "Enter the six digits that your authenticator shows"),
            ),
        ];
        let faults: Vec<_> = required
            .into_iter()
            .filter(|(holds, ..)| !holds)
            .map(|(_, name, message)| FieldError::new(name, message))
            .collect();
        match code.parse() {
            Ok(code) if faults.is_empty() => {
                Ok(Credentials { name: self.name.clone(), password: self.password.clone(), code })
            }
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_word_in_json_too() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.word()), Some(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role.word()));
        }
        assert_eq!(Role::parse("Lead"), None);
    }

    #[test]
    fn a_name_is_plain_letters_however_it_was_typed() {
        for typed in ["zhang.wei", " Zhang.Wei ", "ｚｈａｎｇ．ｗｅｉ"] {
            assert_eq!(StaffName::parse(typed).unwrap().as_str(), "zhang.wei", "{typed}");
        }
        for bad in ["", "z", "1zhang", "zhang wei", "张伟", "a/b", &"z".repeat(33)] {
            assert_eq!(StaffName::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_empty_field_is_told_at_once() {
        let faults = SignInForm::default().parse().err().unwrap();
        let names: Vec<_> = faults.iter().map(|fault| fault.name.as_str()).collect();
        assert_eq!(names, [field::NAME, field::PASSWORD, field::CODE]);
    }

    #[test]
    fn a_code_may_be_typed_in_two_groups() {
        let form = |code: &str| SignInForm { name: "li".into(), password: " x ".into(), code: code.into() };
        for code in ["012345", "012 345", " ０１２３４５ "] {
            let read = form(code).parse().ok().unwrap();
            assert_eq!((read.code, read.password.as_str()), (12_345, " x "), "{code}");
        }
        for code in ["", "12345", "1234567", "12a456"] {
            assert!(form(code).parse().is_err(), "{code}");
        }
    }

    #[test]
    fn a_new_password_is_long_typed_twice_and_another() {
        let form = |password: &str, new: &str, again: &str| PasswordForm {
            password: password.into(),
            new_password: new.into(),
            new_password_again: again.into(),
            ..PasswordForm::default()
        };
        let names = |form: PasswordForm| form.faults().into_iter().map(|fault| fault.name).collect::<Vec<_>>();
        assert!(names(form("the old one", "correct horse battery", "correct horse battery")).is_empty());
        assert_eq!(names(form("", "short", "shorter")), ["password", "new_password", "new_password_again"]);
        assert_eq!(names(form("one and the same", "one and the same", "one and the same")), ["new_password"]);
        assert!(!is_password("a line\nand another") && is_password("十二个汉字也可以当密码用"));
    }

    #[test]
    fn nothing_that_was_typed_is_written_into_a_log() {
        let form = SignInForm { name: "zhang".into(), password: "secret".into(), code: "123456".into() };
        assert_eq!(format!("{form:?}"), "SignInForm");
    }
}
