//! Words of the scores of previous years.

use zhangban_api::{Message, Text};

pub(super) const COLLEGES: Message = Message::new("查院校", "By college");
pub(super) const SAME_RANK: Message = Message::new("同位次分数", "Same rank");
pub(super) const VIEWS: Message = Message::new("查询方式", "How to look up");

pub(super) const SEARCH: Message = Message::new("搜索院校", "Search the colleges");
pub(super) const SEARCH_HINT: Message = Message::new("校名、代码、拼音或首字母", "Name, code, pinyin or initials");
pub(super) const PROVINCE: Message = Message::new("院校所在省份", "Province of the college");
pub(super) const LEVEL: Message = Message::new("办学层次", "Level");
pub(super) const ALL_PROVINCES: Message = Message::new("全部省份", "All provinces");
pub(super) const ALL_LEVELS: Message = Message::new("本科和专科", "All levels");
pub(super) const SAMPLE: Message = Message::new("样例", "Sample");
pub(super) const REGISTER_IS_A_SAMPLE: Message = Message::new(
    "样例：院校名录和历年分数由他人整理，仅供演示，请以院校和省级招生考试机构公布的为准。",
    "Sample: the register and the scores were put together by others for this demonstration. What colleges and the \
     examination authority publish counts.",
);
pub(super) const NOTHING_YET: Message =
    Message::new("院校名录尚未公布，请稍后再来。", "The register is not published yet. Come again later.");
pub(super) const NO_MATCH: Message = Message::new(
    "没有找到相符的院校。可以少写几个字，换用拼音首字母（如 zzdx）再试，或改选省份、层次。",
    "Nothing matches. Try fewer words, initials such as zzdx, or another province or level.",
);
pub(super) const BEYOND: Message = Message::new(
    "这一页已经没有内容，请从头查看。",
    "There is nothing on this page any more. Start from the beginning.",
);
pub(super) const SHOW_ALL: Message = Message::new("查看全部院校", "Show all colleges");

pub(super) const BACK: Message = Message::new("查看其他院校", "Other colleges");
pub(super) const NO_SCORES: Message =
    Message::new("没有这所院校的历年分数。", "No scores of previous years are published for this college.");
pub(super) const TRACKS: Message = Message::new("科类", "Track");
pub(super) const YEARS: Message = Message::new("年份", "Year");
pub(super) const ALL_YEARS: Message = Message::new("全部年份", "All years");
pub(super) const BY_COLLEGE: Message = Message::new("历年录取分数", "Scores by year");
pub(super) const BY_MAJOR: Message = Message::new("分专业录取分数", "Scores by major");
pub(super) const CHART: Message = Message::new("最低分变化", "How the lowest score changed");
pub(super) const YEAR_AND_TRACK: Message = Message::new("年份和科类", "Year and track");
pub(super) const MAJOR: Message = Message::new("专业", "Major");
pub(super) const BATCH: Message = Message::new("批次", "Batch");
pub(super) const LOWEST: Message = Message::new("最低分", "Lowest");
pub(super) const AVERAGE: Message = Message::new("平均分", "Average");
pub(super) const RANK: Message = Message::new("最低位次", "Lowest rank");
pub(super) const ADMITTED: Message = Message::new("录取人数", "Admitted");
pub(super) const UNKNOWN: Message =
    Message::new("“—”表示没有公布，不是 0。", "“—” means not published; it is not zero.");
pub(super) const BY_TABLE: Message = Message::new(
    "“约”表示位次没有公布，由当年一分一段表按最低分换算。",
    "“~” means that the rank was not published and is that of the lowest score in the rank table of the year.",
);
pub(super) const REFORM: Message = Message::new(
    "高考改革前后科类名称不同，试卷和赋分办法也不同，各年分数不宜直接比较，位次更有参考意义。",
    "Tracks, papers and scaling changed with the reform: compare ranks across the years rather than scores.",
);
pub(super) const NO_ADVICE: Message = Message::new(
    "这里只列出往年的数据，不是填报建议，也不预测录取结果。",
    "These are figures of former years. They are no advice on what to apply for and predict no admission.",
);
pub(super) const CSV: Message = Message::new("下载 CSV 表格", "Download as CSV");
pub(super) const JSON: Message = Message::new("下载 JSON 数据", "Download as JSON");

pub(super) const SAME_RANK_LEAD: Message = Message::new(
    "填写您的分数，查看它的位次，以及这个位次在其他年份对应的分数。",
    "Enter your score to see its rank, and the score that this rank had in other years.",
);
pub(super) const OF: Message = Message::new("考试和科类", "Exam and track");
pub(super) const SCORE: Message = Message::new("我的分数", "My score");
pub(super) const LOOK_UP: Message = Message::new("查询", "Look up");
pub(super) const NO_EXAMS: Message = Message::new(
    "目前没有已公布的一分一段表，无法换算。",
    "No rank table is published now, so nothing can be compared.",
);
pub(super) const NO_OTHERS: Message =
    Message::new("没有其他年份的一分一段表可以对照。", "There is no rank table of another year to compare with.");
pub(super) const SCORE_OF_ROW: Message = Message::new("分数", "Score");
pub(super) const COUNT: Message = Message::new("人数", "Candidates");
pub(super) const CUMULATIVE: Message = Message::new("累计人数", "Cumulative");
pub(super) const SAMPLE_TABLE: Message = Message::new(
    "样例：这张一分一段表是虚构的，只用来演示换算，请勿据此判断。",
    "Sample: this rank table is made up to show how ranks are compared. Conclude nothing from it.",
);

/// Where figures are from; the department itself where they name nobody.
pub(super) fn source(source: &str, sample: bool) -> Text {
    let (zh, en) = if sample { ("（样例）", " (sample)") } else { ("", "") };
    if source.is_empty() {
        return Text::new(format!("数据来源：本部门公布{zh}。"), format!("Source: published by this department{en}."));
    }
    Text::new(format!("数据来源：{source}{zh}。"), format!("Source: {source}{en}."))
}
