//! The total and what it means, and the marks by subject.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::exams::{ControlLine, Exam};
use zhangban_api::ranks::{GetRankTable, RankTable};
use zhangban_api::scores::Marks;

use super::text;
use crate::language::{say, say_text, use_language, words};
use crate::parts::figures::grouped;
use crate::parts::tag::{Tag, TagKind};
use crate::remote::Ask;

/// The total, large; the rank in words; the highest line it reaches.
#[component]
pub(super) fn Total(
    /// The marks.
    marks: Marks,
    /// The exam they are of.
    exam: Exam,
    /// The track, by its short name.
    track: String,
    /// The rank table of the track.
    table: Ask<GetRankTable>,
) -> impl IntoView {
    let language = use_language();
    let track_name = exam.track(&track).map(|track| track.name.clone()).unwrap_or_default();
    let Marks { total, rank, .. } = marks;
    let of = move || table.answer.with(|answer| answer.ready().map(RankTable::candidates));
    let rank_words = words(move || {
        let track = language.get().of_text(&track_name);
        rank_in_words(&track, rank, of()).map_or_else(String::new, |words| language.get().of_text(&words))
    });
    let line = highest_reached(&exam.lines, &track, total).map(|line| (above(line, total), line.sample));
    view! {
        <section class="score">
            <p class="score__total">
                <span class="visually-hidden">{say(text::TOTAL)} " "</span>
                <strong>{total}</strong>
                <span class="score__full">" / " {exam.full_marks} {words(move || language.get().either(" 分", "").to_owned())}</span>
            </p>
            <p class="score__rank">{rank_words}</p>
            {line.map(|(words, _)| view! { <Tag kind=TagKind::Done label=words/> })}
        </section>
    }
}

/// `全省物理类第 33,569 名，共 555,040 名`. A rank of 0 stands for none.
fn rank_in_words(track: &str, rank: u32, of: Option<u32>) -> Option<Text> {
    (rank > 0).then(|| {
        let place = grouped(rank);
        match of.map(grouped) {
            Some(of) => Text::new(
                format!("全省{track}第 {place} 名，共 {of} 名"),
                format!("{track}: ranked {place} of {of} in the province"),
            ),
            None => Text::new(format!("全省{track}第 {place} 名"), format!("{track}: ranked {place} in the province")),
        }
    })
}

fn highest_reached<'a>(lines: &'a [ControlLine], track: &str, total: u16) -> Option<&'a ControlLine> {
    lines.iter().filter(|line| line.track == track && line.score <= total).max_by_key(|line| line.score)
}

fn above(line: &ControlLine, total: u16) -> Text {
    let more = total - line.score;
    let english = if line.name.en.is_empty() { &line.name.zh } else { &line.name.en };
    match more {
        0 => Text::new(format!("正好达到{}线", line.name.zh), format!("Just on the line: {english}")),
        _ => Text::new(format!("超过{}线 {more} 分", line.name.zh), format!("{more} above the line: {english}")),
    }
}

/// Marks by subject, each with its full marks.
#[component]
pub(super) fn MarksTable(
    /// The marks.
    marks: Marks,
    /// The exam they are of.
    exam: Exam,
) -> impl IntoView {
    let language = use_language();
    let row = |mark: zhangban_api::scores::SubjectMark| {
        let subject = exam.subject(&mark.subject);
        let name = subject.map_or_else(|| Text::new(mark.subject.clone(), ""), |subject| subject.name.clone());
        let scaled = subject.is_some_and(|subject| subject.scaled);
        let full = subject.map(|subject| subject.full_marks);
        view! {
            <div class="marks__row">
                <dt class="marks__subject">
                    {say_text(name)}
                    {scaled.then(|| view! {
                        <span class="marks__scaled">
                            {words(move || language.get().either("（赋分）", " (scaled)").to_owned())}
                        </span>
                    }.into_any())}
                </dt>
                <dd class="marks__mark">
                    {mark.mark}
                    {full.map(|full| view! { <span class="marks__full">" / " {full}</span> }.into_any())}
                </dd>
            </div>
        }
        .into_any()
    };
    view! { <dl class="marks">{marks.subjects.into_iter().map(row).collect_view()}</dl> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, score: u16) -> ControlLine {
        ControlLine { track: "physics".into(), name: Text::new(name, ""), score, sample: false }
    }

    #[test]
    fn the_highest_line_that_is_reached_counts() {
        let lines = [line("本科", 427), line("特殊类型", 535)];
        assert_eq!(highest_reached(&lines, "physics", 540).map(|line| line.score), Some(535));
        assert_eq!(highest_reached(&lines, "physics", 427).map(|line| line.score), Some(427));
        assert_eq!(highest_reached(&lines, "physics", 426), None);
        assert_eq!(highest_reached(&lines, "history", 700), None);
    }

    #[test]
    fn a_rank_is_said_in_words() {
        let words = rank_in_words("物理类", 33_569, Some(555_040)).unwrap();
        assert_eq!(words.zh, "全省物理类第 33,569 名，共 555,040 名");
        assert!(rank_in_words("物理类", 0, None).is_none());
    }
}
