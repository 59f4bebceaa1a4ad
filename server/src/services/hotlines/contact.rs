//! A hotline as a contact: vCard 3.0 (RFC 2426), the version that every phone and `WeChat` read.

use zhangban_api::hotlines::Hotline;

/// A line takes at most so many bytes before it is folded.
const FOLD_AT: usize = 75;

/// The vCard of a number. `department` vouches for it and stands as its organisation.
pub(super) fn vcard(hotline: &Hotline, department: &str) -> String {
    let Hotline { name, phone, note, hours, verified_on, .. } = hotline;
    let sample = hotline.sample || !phone.can_be_dialled();
    // Saved, it stands among real contacts: it must say itself that it is none.
    let shown = if sample { format!("{}（样例）", name.zh) } else { name.zh.clone() };
    let shown = escaped(&shown);
    let notes = [
        (!note.zh.is_empty()).then(|| note.zh.clone()),
        hours.as_ref().map(|hours| hours.text().zh),
        Some(verified_on.map_or_else(|| "号码尚未核实".to_owned(), |day| format!("号码核实于 {day}"))),
    ];
    let notes = notes.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let dialled = phone.tel();
    [
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        format!("N:{shown};;;;"),
        format!("FN:{shown}"),
        format!("ORG:{}", escaped(department)),
        format!("TEL;TYPE=WORK,VOICE:{}", escaped(dialled.strip_prefix("tel:").unwrap_or(&dialled))),
        format!("CATEGORIES:{}", escaped(&hotline.category.zh)),
        format!("NOTE:{}", escaped(&notes)),
        "END:VCARD".to_owned(),
    ]
    .iter()
    .map(|line| folded(line))
    .collect()
}

/// A value in which nothing ends it, and no line either.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\\' | ',' | ';' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// A line and its end; a long one goes on in the next after a blank. No character is cut in two.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 2);
    let mut room = FOLD_AT;
    for character in line.chars() {
        if character.len_utf8() > room {
            text.push_str("\r\n ");
            room = FOLD_AT - 1;
        }
        text.push(character);
        room -= character.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zhangban_api::hotlines::Hours;
    use zhangban_api::{Date, PhoneNumber, Text};

    use super::*;

    fn hotline() -> Hotline {
        Hotline {
            name: Text::new("省招生办公室; 录取,查询", ""),
            phone: PhoneNumber::parse("0371-6569 1234 转 801").unwrap(),
            category: Text::new("高考招生", ""),
            note: Text::new("高考报名、成绩和录取\r\n反斜杠\\", ""),
            hours: Hours::parse("工作日 8:30-12:00 14:30-18:00").ok(),
            verified_on: Date::parse("2025-06-20"),
            sample: false,
            pinyin: String::new(),
        }
    }

    #[test]
    fn a_contact_says_everything_a_phone_asks() {
        let card = vcard(&hotline(), "省教育厅").replace("\r\n ", "");
        let expected = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "N:省招生办公室\\; 录取\\,查询;;;;",
            "FN:省招生办公室\\; 录取\\,查询",
            "ORG:省教育厅",
            "TEL;TYPE=WORK,VOICE:+8637165691234\\,801",
            "CATEGORIES:高考招生",
            "NOTE:高考报名、成绩和录取\\n反斜杠\\\\\\n工作日 8:30–12:00 14:30–18:00\\n号码核实于 2025-06-20",
            "END:VCARD",
            "",
        ];
        assert_eq!(card.split("\r\n").collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_sample_says_so_among_real_contacts() {
        let sample = Hotline { sample: true, verified_on: None, ..hotline() };
        let card = vcard(&sample, "").replace("\r\n ", "");
        assert!(card.contains("FN:省招生办公室\\; 录取\\,查询（样例）\r\n") && card.contains("号码尚未核实"), "{card}");
    }

    proptest! {
        #[test]
        fn no_text_adds_a_line_or_makes_one_too_long(name in "\\PC{0,99}[\r\n\u{85}\u{2028}]?\\PC{0,99}") {
            let card = vcard(&Hotline { name: Text::new(name, ""), ..hotline() }, "省教育厅");
            prop_assert!(card.split("\r\n").all(|line| line.len() <= FOLD_AT && !line.contains(['\r', '\n'])));
            prop_assert_eq!(card.replace("\r\n ", "").split("\r\n").count(), 10);
        }
    }
}
