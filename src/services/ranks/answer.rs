//! The answer in words.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::ranks::{RankTable, Standing};

use super::lookup::Question;
use crate::language::say_text;
use crate::parts::figures::grouped;

/// An answer: what was asked for, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    headline: Text,
    detail: Text,
}

/// What a table answers, in the order of the form.
pub(super) fn answers(table: &RankTable, track: &Text, question: Question) -> Vec<Answer> {
    let score = question.score.map(|score| to_score(table, track, score));
    let rank = question.rank.map(|rank| to_rank(table, track, rank));
    score.into_iter().chain(rank).collect()
}

/// Where a score stands.
fn to_score(table: &RankTable, track: &Text, score: u16) -> Answer {
    let standing = table.standing(score);
    let Standing { count, from, to, .. } = standing;
    let (zh, en) = names(track);
    let of = grouped(standing.of);
    let (highest, lowest) = ends(table);
    if score > highest {
        return Answer {
            headline: Text::new(
                format!("{score} 分：高于{zh}的最高分 {highest} 分"),
                format!("{score}: higher than the highest score of the {en}, {highest}"),
            ),
            detail: Text::new("表中没有考生达到这个分数。", "Nobody in the table has this score."),
        };
    }
    if score < lowest {
        return Answer {
            headline: Text::new(
                format!("{score} 分：低于{zh}表中的最低分 {lowest} 分"),
                format!("{score}: lower than the lowest score of the {en} in the table, {lowest}"),
            ),
            detail: Text::new(
                format!("这张表到第 {of} 名为止，更低的分数没有位次。"),
                format!("The table ends at rank {of}. Lower scores have no rank."),
            ),
        };
    }
    let (first, last) = (grouped(from), grouped(to));
    let headline = match count {
        0 => Text::new(format!("{zh}没有考生恰好得 {score} 分"), format!("Nobody in the {en} has exactly {score}")),
        1 => Text::new(format!("{score} 分：{zh}第 {last} 名"), format!("{score}: rank {last} in the {en}")),
        _ => Text::new(
            format!("{score} 分：{zh}第 {first} 至 {last} 名"),
            format!("{score}: ranks {first} to {last} in the {en}"),
        ),
    };
    let detail = match count {
        0 => Text::new(
            format!("分数更高的有 {last} 名，共 {of} 名。"),
            format!("{last} have a higher score, of {of} in all."),
        ),
        count => Text::new(
            format!("共 {of} 名；同分 {} 人。", grouped(count)),
            format!("Of {of} in all; {} with this score.", grouped(count)),
        ),
    };
    Answer { headline, detail }
}

/// The score of a rank.
fn to_rank(table: &RankTable, track: &Text, rank: u32) -> Answer {
    let (zh, en) = names(track);
    let (of, asked) = (grouped(table.candidates()), grouped(rank));
    let Some(Standing { score, count, from, to, .. }) = table.score_at(rank) else {
        return Answer {
            headline: Text::new(format!("{zh}没有第 {asked} 名"), format!("There is no rank {asked} in the {en}")),
            detail: Text::new(
                format!("{zh}共 {of} 名，请填写 1 至 {of} 之间的位次。"),
                format!("There are {of} in all. Enter a rank from 1 to {of}."),
            ),
        };
    };
    let detail = match count {
        1 => Text::new(format!("共 {of} 名；没有人同分。"), format!("Of {of} in all; nobody else has this score.")),
        _ => Text::new(
            format!("同分的是第 {} 至 {} 名，共 {of} 名。", grouped(from), grouped(to)),
            format!("Ranks {} to {} have this score, of {of} in all.", grouped(from), grouped(to)),
        ),
    };
    Answer {
        headline: Text::new(format!("第 {asked} 名：{zh} {score} 分"), format!("Rank {asked} in the {en}: {score}")),
        detail,
    }
}

/// What a track is called in each language; Chinese in both where it has no English.
pub(super) fn names(track: &Text) -> (&str, &str) {
    (&track.zh, if track.en.is_empty() { &track.zh } else { &track.en })
}

/// The highest and the lowest score of a table.
pub(super) fn ends(table: &RankTable) -> (u16, u16) {
    let score = |row: Option<&zhangban_api::ranks::RankRow>| row.map_or(0, |row| row.score);
    (score(table.rows.first()), score(table.rows.last()))
}

/// An answer: the headline large, the rest below it.
pub(super) fn answer_view(answer: Answer) -> AnyView {
    view! {
        <div class="rank-answer">
            <p class="rank-answer__headline">{say_text(answer.headline)}</p>
            <p class="rank-answer__detail">{say_text(answer.detail)}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(score: Option<u16>, rank: Option<u32>) -> Vec<String> {
        let rows = [(612, 2_000, 2_000), (611, 0, 2_000), (610, 1, 2_001), (609, 9, 2_010)];
        let table = RankTable::new("e".into(), "t".into(), String::new(), rows.map(Into::into).to_vec()).unwrap();
        let track = Text::new("物理类", "physics track");
        let said = |answer: Answer| format!("{}。{}", answer.headline.zh, answer.detail.zh);
        answers(&table, &track, Question { score, rank }).into_iter().map(said).collect()
    }

    #[test]
    fn a_score_is_answered_with_its_ranks() {
        assert_eq!(said(Some(612), None), ["612 分：物理类第 1 至 2,000 名。共 2,010 名；同分 2,000 人。"]);
        assert_eq!(said(Some(610), None), ["610 分：物理类第 2,001 名。共 2,010 名；同分 1 人。"]);
        assert_eq!(said(Some(611), None), ["物理类没有考生恰好得 611 分。分数更高的有 2,000 名，共 2,010 名。"]);
    }

    #[test]
    fn a_score_outside_the_table_is_answered_kindly() {
        assert_eq!(said(Some(700), None), ["700 分：高于物理类的最高分 612 分。表中没有考生达到这个分数。"]);
        assert_eq!(
            said(Some(3), None),
            ["3 分：低于物理类表中的最低分 609 分。这张表到第 2,010 名为止，更低的分数没有位次。"]
        );
    }

    #[test]
    fn a_rank_is_answered_with_its_score() {
        assert_eq!(said(None, Some(2_001)), ["第 2,001 名：物理类 610 分。共 2,010 名；没有人同分。"]);
        assert_eq!(said(None, Some(5)), ["第 5 名：物理类 612 分。同分的是第 1 至 2,000 名，共 2,010 名。"]);
        assert_eq!(
            said(None, Some(2_011)),
            ["物理类没有第 2,011 名。物理类共 2,010 名，请填写 1 至 2,010 之间的位次。"]
        );
    }

    #[test]
    fn both_are_answered_when_both_are_asked() {
        assert_eq!(said(Some(612), Some(1)).len(), 2);
        assert!(said(None, None).is_empty());
    }
}
