//! One number of the directory.

use leptos::either::Either;
use leptos::prelude::*;
use zhangban_api::calendar::Calendar;
use zhangban_api::hotlines::{Hotline, Hours, Presence};
use zhangban_api::{Date, Message, Moment, PhoneNumber};

use super::lookup::card_address;
use crate::language::{Language, say, say_text, use_language};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::tag::{Tag, TagKind};

const SAMPLE: Message = Message::new("样例", "Sample");
const CALL: Message = Message::new("拨打", "Call");
const SAVE: Message = Message::new("存入通讯录", "Save contact");
const HOURS_UNKNOWN: Message = Message::new("接听时间未公布", "Hours are not published");
const UNVERIFIED: Message = Message::new("号码尚未核实", "Number not verified yet");

/// When it is, for everybody who looks at opening hours.
#[derive(Clone, Copy)]
pub(super) struct When {
    /// The server's clock, to the minute.
    pub(super) now: Memo<Moment>,
    /// Official days off around now.
    pub(super) calendar: Memo<Calendar>,
}

/// One number: whose it is, when somebody answers, and the number itself, to be called, copied or saved.
#[component]
pub(super) fn Entry(
    /// The number.
    hotline: Hotline,
    /// When it is.
    when: When,
) -> impl IntoView {
    let card = card_address(&hotline);
    let Hotline { name, phone, note, verified_on, .. } = hotline.clone();
    let sample = hotline.sample || !phone.can_be_dialled();
    let note = (!note.zh.is_empty()).then(|| view! { <p class="hotline__note">{say_text(note)}</p> });
    view! {
        // The first row of those that "more" brings takes the focus.
        <li class="hotline" tabindex="-1">
            <div class="hotline__text">
                <h2 class="hotline__name">
                    <span>{say_text(name.clone())}</span>
                    {sample.then(|| view! { <Tag label=SAMPLE/> })}
                </h2>
                {note}
                <Answering hotline when/>
            </div>
            <div class="hotline__reach">
                <Number phone/>
                // Not the router's: a file is no page.
                <a class="hotline__save" href=card rel="external" download="">
                    <Icon kind=IconKind::Contact/>
                    <span>{say(SAVE)}<span class="visually-hidden">" "{say_text(name)}</span></span>
                </a>
            </div>
            <p class="hotline__verified"><Verified on=verified_on/></p>
        </li>
    }
}

/// The hours, and whether somebody answers now.
#[component]
fn Answering(hotline: Hotline, when: When) -> impl IntoView {
    let hours = hotline.hours.as_ref().map_or_else(|| HOURS_UNKNOWN.into(), Hours::text);
    let presence = Memo::new(move |_| when.calendar.with(|calendar| hotline.presence(when.now.get(), calendar)));
    let tag = move || {
        presence.get().map(|presence| {
            let (kind, label) = tag_of(presence);
            view! { <Tag kind label/> }
        })
    };
    view! {
        <p class="hotline__hours">
            <span>{say_text(hours)}</span>
            {tag}
        </p>
    }
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
#[component]
fn Number(phone: PhoneNumber) -> impl IntoView {
    let language = use_language();
    let tel = phone.can_be_dialled().then(|| phone.tel());
    let said = phone.to_string();
    let digits = move || spoken(&said, language.get());
    match tel {
        Some(tel) => Either::Left(view! {
            <a class="hotline__number" href=tel>
                <Icon kind=IconKind::Phone/>
                <span class="visually-hidden">{say(CALL)}" "</span>
                <span>{digits}</span>
            </a>
        }),
        None => Either::Right(view! { <span class="hotline__number">{digits}</span> }),
    }
}

/// A number as it is said in that language.
fn spoken(number: &str, language: Language) -> String {
    language.either(number.to_owned(), number.replace(" 转 ", " ext. "))
}

/// When somebody last called to see that the number is right.
#[component]
fn Verified(on: Option<Date>) -> impl IntoView {
    let language = use_language();
    move || match on {
        Some(day) => language.get().either(format!("号码核实于 {day}"), format!("Number verified on {day}")),
        None => language.get().of(UNVERIFIED).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_said_in_the_language_of_the_page() {
        assert_eq!(spoken("0371-6569 1234 转 801", Language::Zh), "0371-6569 1234 转 801");
        assert_eq!(spoken("0371-6569 1234 转 801", Language::En), "0371-6569 1234 ext. 801");
    }
}
