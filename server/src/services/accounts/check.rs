//! Whether something is in the register. Nothing here knows a request: what was pasted comes in, what is said of it goes
//! out.

mod entry;
mod link;
mod name;
mod pasted;
mod phone;

use zhangban_api::accounts::{CheckReport, Finding, Register};
use zhangban_api::hotlines::Hotline;

use self::pasted::Part;

/// What the register says of everything that can be looked up in a text; nothing if there is only talk.
pub fn check(text: &str, register: &Register, hotlines: &[Hotline]) -> Option<CheckReport> {
    let Register { accounts, domains } = register;
    let look_up = |part: Part| -> Finding {
        let mut finding = match part {
            Part::Link(link) => link::check(&link, accounts, domains),
            Part::Phone(number) => phone::check(&number, hotlines),
            Part::Name(name) => name::check(&name, accounts),
        };
        // Whoever pastes half of the register is not read all of it.
        finding.registered.truncate(MOST);
        finding.resembles.truncate(MOST);
        finding
    };
    let findings: Vec<Finding> = pasted::parts(text).into_iter().map(look_up).collect();
    (!findings.is_empty()).then_some(CheckReport { findings })
}

/// More entries for one thing are not shown.
const MOST: usize = 5;
