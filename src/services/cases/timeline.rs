//! What happened to a case, and its clock: the same for the citizen and for the desk.

use leptos::prelude::*;
use zhangban_api::cases::deadline::span;
use zhangban_api::cases::{Clock, Entry, Event};
use zhangban_api::{Message, Moment, Text};

use crate::language::{say_text, use_language, words};
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::rating::RATINGS;

/// By when there is an answer, and how much time is left.
#[component]
pub fn ClockView(
    /// The clock.
    clock: Clock,
    /// What time it is for the server.
    now: Moment,
) -> impl IntoView {
    let language = use_language();
    let (sentence, kind) = told(clock, now);
    view! {
        <Notice kind>
            <p class="case__clock">{words(move || language.get().of_text(&sentence))}</p>
        </Notice>
    }
}

fn told(clock: Clock, now: Moment) -> (Text, NoticeKind) {
    let Clock { due_at, paused_at, stopped_at, .. } = clock;
    let left = clock.left(now);
    let (zh, en) = span(left);
    if let Some(at) = stopped_at {
        return match left {
            0.. => (Text::new(format!("{at} 已答复，在期限内"), format!("Answered {at}, in time")), NoticeKind::Done),
            _ => (Text::new(format!("{at} 已答复，超期 {zh}"), format!("Answered {at}, {en} late")), NoticeKind::Info),
        };
    }
    if let Some(at) = paused_at {
        let sentence = Text::new(
            format!("{at} 起暂停计时，恢复后还有 {zh}；原因见下方"),
            format!("Paused since {at}; {en} will be left. The reason stands below"),
        );
        return (sentence, NoticeKind::Info);
    }
    if left > 0 {
        let sentence = Text::new(format!("{due_at} 之前答复，还有 {zh}"), format!("Answered by {due_at}, {en} left"));
        return (sentence, NoticeKind::Info);
    }
    let sentence = Text::new(
        format!("应在 {due_at} 之前答复，已超过 {zh}，已提醒负责人"),
        format!("Was due {due_at}, {en} ago. Those in charge have been told"),
    );
    (sentence, NoticeKind::Warning)
}

/// Everything that happened, the newest first.
#[component]
pub fn Timeline(
    /// From the first on.
    entries: Vec<Entry>,
) -> impl IntoView {
    let row = |entry: Entry| {
        let Entry { at, event, words, who } = entry;
        let weight = weight(&event);
        let said = (!words.is_empty()).then(|| view! { <p class="timeline__words">{words}</p> }.into_any());
        let who = (!who.is_empty()).then(|| view! { <span class="timeline__who">{who}</span> }.into_any());
        view! {
            <li class="timeline__entry" data-weight=weight>
                <p class="timeline__what">{say_text(what(&event))}</p>
                <p class="timeline__at"><time datetime=at.rfc3339()>{at.to_string()}</time>{who}</p>
                {said}
            </li>
        }
        .into_any()
    };
    view! { <ol class="timeline" reversed="">{entries.into_iter().rev().map(row).collect_view()}</ol> }
}

/// How an entry looks: an answer is what she came for.
fn weight(event: &Event) -> &'static str {
    match event {
        Event::Answered | Event::NotOurs { .. } | Event::AskedBack => "answer",
        Event::Message | Event::Reopened | Event::Withdrawn | Event::Rated { .. } => "citizen",
        Event::Note | Event::Proposed => "note",
        Event::Warned { .. } => "warning",
        _ => "step",
    }
}

/// What happened, in words.
fn what(event: &Event) -> Text {
    match event {
        Event::Filed => Text::new("已收到", "Received"),
        Event::WrittenDown { source } => {
            let Message { zh, en } = source.name();
            Text::new(format!("{zh}：工作人员已代为登记"), format!("{en}: written down by the desk"))
        }
        Event::With { office } => Text::new(
            format!("{}正在办理", office.zh),
            format!("With {}", if office.en.is_empty() { &office.zh } else { &office.en }),
        ),
        Event::Answered => Text::new("答复", "Answer"),
        Event::AskedBack => Text::new("请您补充", "A question to you"),
        Event::Message => Text::new("您的补充", "Your message"),
        Event::Paused => Text::new("暂停计时", "The clock is paused"),
        Event::Resumed => Text::new("继续计时", "The clock goes on"),
        Event::NotOurs { body, phone } => {
            let number = if phone.is_empty() { String::new() } else { format!("（{phone}）") };
            let in_english = if phone.is_empty() { String::new() } else { format!(", {phone}") };
            let name = if body.en.is_empty() { &body.zh } else { &body.en };
            Text::new(format!("这件事由{}{number}负责", body.zh), format!("{name} answers for this{in_english}"))
        }
        Event::Merged => Text::new("与另一件事相同，合并办理", "The same as another case, which goes on"),
        Event::Withdrawn => Text::new("您撤回了这件事", "You took it back"),
        Event::Rated { rating } => {
            let (_, level, _) = RATINGS[usize::from(rating.saturating_sub(1)).min(RATINGS.len() - 1)];
            Text::new(format!("您的评价：{}", level.zh), format!("Your rating: {}", level.en.to_lowercase()))
        }
        Event::Reopened => Text::new("您要求重新办理", "You asked for another answer"),
        Event::Closed => Text::new("已办结", "Closed"),
        Event::Warned { warning } => warning.name().into(),
        Event::Proposed => Text::new("提请公开", "Put forward for the public"),
        Event::Published => Text::new("问题和答复已公开", "Question and answer are public now"),
        Event::Unpublished => Text::new("不再公开", "No longer public"),
        Event::Note => Text::new("内部备注", "Note for the desk"),
    }
}

#[cfg(test)]
mod tests {
    use zhangban_api::cases::Deadline;

    use super::*;

    #[test]
    fn the_clock_says_what_is_left_and_never_hides_a_broken_promise() {
        let at = |text: &str| Moment::parse(text).unwrap();
        let mut clock = Clock::starting(at("2026-06-25 10:00"), Deadline::OneDay);
        let words = |clock, now: &str| told(clock, at(now)).0.zh;
        assert_eq!(words(clock, "2026-06-25 12:30"), "2026-06-26 10:00 之前答复，还有 21 小时 30 分钟");
        assert_eq!(words(clock, "2026-06-26 11:00"), "应在 2026-06-26 10:00 之前答复，已超过 1 小时，已提醒负责人");
        clock.stop(at("2026-06-26 12:00"));
        assert_eq!(words(clock, "2026-07-01 00:00"), "2026-06-26 12:00 已答复，超期 2 小时");
    }
}
