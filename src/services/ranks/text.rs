//! Words of the rank table.

use zhangban_api::{Message, Moment, Text};

pub(super) const LEAD: Message = Message::new(
    "填写分数，可查这个分数的位次；填写位次，可查这个位次的分数。",
    "Enter a score to see its rank, or a rank to see its score.",
);
pub(super) const EXAM: Message = Message::new("考试", "Exam");
pub(super) const TRACK: Message = Message::new("科类", "Track");
pub(super) const SCORE: Message = Message::new("分数", "Score");
pub(super) const RANK: Message = Message::new("位次", "Rank");
pub(super) const RANK_HINT: Message = Message::new("与分数填一项即可", "Either this or a score");
pub(super) const LOOK_UP: Message = Message::new("查询", "Look up");
pub(super) const NO_EXAMS: Message =
    Message::new("目前没有公布一分一段表的考试。", "There is no exam with a rank table now.");
pub(super) const NO_TABLE: Message =
    Message::new("这场考试没有公布一分一段表。", "No rank table was published for this exam.");
pub(super) const SAMPLE: Message = Message::new(
    "样例：本演示中的考生和分数线是虚构的；一分一段表的出处见表下的“数据来源”。",
    "Sample: the candidates and lines of this demonstration are made up. Where the rank table is from stands below it.",
);
pub(super) const SAMPLE_TABLE: Message = Message::new(
    "样例：这张一分一段表是虚构的，只供演示，请勿据此判断。",
    "Sample: this rank table is made up for the demonstration. Conclude nothing from it.",
);

pub(super) const DISTRIBUTION: Message = Message::new("分数分布", "Distribution");
pub(super) const TABLE: Message = Message::new("一分一段表", "The table");
pub(super) const ASKED: Message = Message::new("所查分数", "Score looked up");
pub(super) const COUNT: Message = Message::new("人数", "Candidates");
pub(super) const CUMULATIVE: Message = Message::new("累计人数", "Cumulative");
pub(super) const WHOLE: Message = Message::new("显示全表", "Show the whole table");
pub(super) const PART: Message = Message::new("只显示一部分", "Show a part of it");
pub(super) const CSV: Message = Message::new("下载 CSV 表格", "Download as CSV");
pub(super) const JSON: Message = Message::new("下载 JSON 数据", "Download as JSON");

/// When the table will be out.
pub(super) fn out_on(released_at: Moment) -> Text {
    Text::new(
        format!("一分一段表将于 {released_at} 随成绩一起公布，届时请再来查询。"),
        format!("The rank table will be out with the results on {released_at}. Come back then."),
    )
}

/// Where the figures are from; the department itself where the table names nobody.
pub(super) fn source(source: &str) -> Text {
    if source.is_empty() {
        return Text::new("数据来源：本部门公布。", "Source: published by this department.");
    }
    Text::new(format!("数据来源：{source}。"), format!("Source: {source}."))
}
