//! One number of the directory.

use zhangban_api::calendar::Calendar;
use zhangban_api::hotlines::{Hotline, Hours, Presence};
use zhangban_api::{Date, Message, Moment, PhoneNumber, Text};

use super::lookup::card_address;
use crate::language::Language;
use crate::parts::icon::{IconKind, icon_markup};
use crate::parts::markup::escaped;
use crate::parts::tag::{TagKind, tag_markup};

const SAMPLE: Message = Message::new("样例", "Sample");
const CALL: Message = Message::new("拨打", "Call");
const SAVE: Message = Message::new("存入通讯录", "Save contact");
const HOURS_UNKNOWN: Message = Message::new("接听时间未公布", "Hours are not published");
const UNVERIFIED: Message = Message::new("号码尚未核实", "Number not verified yet");

/// One number as markup: whose it is, when somebody answers, and the number itself, to be called, copied or saved.
pub(in crate::services) fn entry(hotline: &Hotline, now: Moment, calendar: &Calendar, language: Language) -> String {
    let text = |text: &Text| escaped(&language.of_text(text));
    let ours = |message: Message| language.of(message);
    let Hotline { name, phone, note, hours, verified_on, .. } = hotline;
    let is_sample = hotline.sample || !phone.can_be_dialled();
    let sample = if is_sample { tag_markup(TagKind::Plain, ours(SAMPLE)) } else { String::new() };
    let note =
        if note.zh.is_empty() { String::new() } else { format!(r#"<p class="hotline__note">{}</p>"#, text(note)) };
    let hours = text(&hours.as_ref().map_or_else(|| HOURS_UNKNOWN.into(), Hours::text));
    let answers = hotline.presence(now, calendar).map(tag_of);
    let answers = answers.map(|(kind, label)| tag_markup(kind, ours(label))).unwrap_or_default();
    let (name, number, verified) = (text(name), number(phone, language), text(&verified(*verified_on)));
    let (card, save) = (escaped(&card_address(hotline)), ours(SAVE));
    // The first row of those that "more" brings takes the focus. A file is no page, and not the router's.
    format!(
        r#"<li class="hotline" tabindex="-1"><div class="hotline__text"><h2 class="hotline__name"><span>{name}</span> {sample}</h2>{note}<p class="hotline__hours"><span>{hours}</span> {answers}</p></div><div class="hotline__reach">{number}<a class="hotline__save" href="{card}" rel="external" download="">{save}<span class="visually-hidden"> {name}</span></a></div><p class="hotline__verified">{verified}</p></li>"#
    )
}

const fn tag_of(presence: Presence) -> (TagKind, Message) {
    match presence {
        Presence::Open => (TagKind::Done, Message::new("接听中", "Answering now")),
        Presence::Break => (TagKind::Waiting, Message::new("午休", "On a break")),
        Presence::Closed => (TagKind::Plain, Message::new("已下班", "Closed now")),
        Presence::ProbablyOpen => (
            TagKind::Waiting,
            Message::new("可能有人接听（节假日安排尚未公布）", "May answer (holidays not announced yet)"),
        ),
    }
}

/// The number as text that can be marked and copied; a tap calls it if any telephone can reach it.
fn number(phone: &PhoneNumber, language: Language) -> String {
    let said = escaped(&language.of_text(&spoken(phone)));
    if !phone.can_be_dialled() {
        return format!(r#"<span class="hotline__number">{said}</span>"#);
    }
    let (tel, icon, call) = (escaped(&phone.tel()), icon_markup(IconKind::Phone), language.of(CALL));
    format!(
        r#"<a class="hotline__number" href="{tel}">{icon}<span class="visually-hidden">{call} </span><span>{said}</span></a>"#
    )
}

/// A number as it is said in either language.
fn spoken(phone: &PhoneNumber) -> Text {
    let number = phone.to_string();
    let in_english = number.replace(" 转 ", " ext. ");
    Text::new(number, in_english)
}

/// When somebody last called to see that the number is right.
fn verified(on: Option<Date>) -> Text {
    on.map_or_else(
        || UNVERIFIED.into(),
        |day| Text::new(format!("号码核实于 {day}"), format!("Number verified on {day}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_said_in_the_language_of_the_page() {
        let said = spoken(&PhoneNumber::parse("0371-65691234 转 801").unwrap());
        assert_eq!(said, Text::new("0371-6569 1234 转 801", "0371-6569 1234 ext. 801"));
    }
}
