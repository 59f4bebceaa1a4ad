//! One number of the directory.

use leptos::either::Either;
use leptos::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use zhangban_api::Moment;
#[cfg(not(target_arch = "wasm32"))]
use zhangban_api::calendar::Calendar;
use zhangban_api::hotlines::{Hotline, Hours, Presence};
use zhangban_api::{Date, Message, PhoneNumber, Text};

use super::finding::Finding;
use super::lookup::card_address;
use crate::language::{say, say_text};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::parts::tag::{Tag, TagKind};

const SAMPLE: Message = Message::new("样例", "Sample");
const CALL: Message = Message::new("拨打", "Call");
const SAVE: Message = Message::new("存入通讯录", "Save contact");
const HOURS_UNKNOWN: Message = Message::new("接听时间未公布", "Hours are not published");
const UNVERIFIED: Message = Message::new("号码尚未核实", "Number not verified yet");

/// One number: whose it is, when somebody answers, and the number itself, to be called, copied or saved.
#[component]
pub(super) fn Entry(
    /// The number.
    hotline: Hotline,
    /// What it is judged by: the minute, and the official days off.
    finding: Finding,
) -> impl IntoView {
    let judged = hotline.clone();
    let presence = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().and_then(|found| judged.presence(found.now, &found.calendar)))
    });
    entry_view(hotline, presence)
}

/// One number as it is at a minute, for whoever looks at it before it is published.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) fn entry_at(hotline: Hotline, now: Moment, calendar: &Calendar) -> AnyView {
    let presence = hotline.presence(now, calendar);
    entry_view(hotline, Memo::new(move |_| presence))
}

fn entry_view(hotline: Hotline, presence: Memo<Option<Presence>>) -> AnyView {
    let card = card_address(&hotline);
    let Hotline { name, phone, note, hours, verified_on, .. } = hotline.clone();
    let sample = hotline.sample || !phone.can_be_dialled();
    let note = (!note.zh.is_empty()).then(|| view! { <p class="hotline__note">{say_text(note)}</p> }.into_any());
    let hours = hours.as_ref().map_or_else(|| HOURS_UNKNOWN.into(), Hours::text);
    let tag = live(move || {
        presence.get().map(|presence| {
            let (kind, label) = tag_of(presence);
            view! { <Tag kind label/> }
        })
    });
    view! {
        // The first row of those that "more" brings takes the focus.
        <li class="hotline" tabindex="-1">
            <div class="hotline__text">
                <h2 class="hotline__name">
                    <span>{say_text(name.clone())}</span>
                    {sample.then(|| view! { <Tag label=SAMPLE/> })}
                </h2>
                {note}
                <p class="hotline__hours">
                    <span>{say_text(hours)}</span>
                    {tag}
                </p>
            </div>
            <div class="hotline__reach">
                <Number phone/>
                // Not the router's: a file is no page.
                <a class="hotline__save" href=card rel="external" download="">
                    <Icon kind=IconKind::Contact/>
                    <span>{say(SAVE)}<span class="visually-hidden">" "{say_text(name)}</span></span>
                </a>
            </div>
            <p class="hotline__verified">{say_text(verified(verified_on))}</p>
        </li>
    }
    .into_any()
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
    let digits = say_text(spoken(&phone));
    if phone.can_be_dialled() {
        Either::Left(view! {
            <a class="hotline__number" href=phone.tel()>
                <Icon kind=IconKind::Phone/>
                <span class="visually-hidden">{say(CALL)}" "</span>
                <span>{digits}</span>
            </a>
        })
    } else {
        Either::Right(view! { <span class="hotline__number">{digits}</span> })
    }
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
