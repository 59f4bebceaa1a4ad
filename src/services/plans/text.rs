//! Words of the enrolment plans.

use zhangban_api::plans::{PlanField, PlanSort, Plans, Tuition};
use zhangban_api::{Message, Text};

use super::DOWNLOAD_MOST;
use crate::parts::figures::{capped, counted, grouped};

pub(super) const COLLEGE: Message = Message::new("院校", "College");
pub(super) const COLLEGE_HINT: Message = Message::new("名称、代码、拼音或首字母", "Name, code, pinyin or initials");
pub(super) const MAJOR: Message = Message::new("专业", "Major");
pub(super) const MAJOR_HINT: Message = Message::new("名称、拼音或首字母", "Name, pinyin or initials");
pub(super) const TRACK: Message = Message::new("科类", "Track");
pub(super) const SUBJECTS: Message = Message::new("我的再选科目", "My re-selected subjects");
pub(super) const MORE: Message = Message::new("更多筛选与排序", "More filters and order");
pub(super) const YEAR: Message = Message::new("年份", "Year");
pub(super) const BATCH: Message = Message::new("批次", "Batch");
pub(super) const PROVINCE: Message = Message::new("院校所在省份", "Province of the college");
pub(super) const KIND: Message = Message::new("招生类型", "Kind of enrolment");
pub(super) const SORT: Message = Message::new("排序", "Order");
pub(super) const ALL: Message = Message::new("全部", "All");
pub(super) const FIND: Message = Message::new("查询", "Find");

pub(super) const CHIPS: Message = Message::new("已选的筛选条件", "Filters in use");
pub(super) const TAKE_AWAY: Message = Message::new("取消筛选：", "Remove filter: ");
pub(super) const DOWNLOAD: Message = Message::new("下载 CSV 表格", "Download as CSV");
pub(super) const SAMPLE: Message = Message::new("样例", "Sample");
pub(super) const SAMPLE_NOTE: Message = Message::new(
    "样例：本演示的招生计划由我们整理，不是招生考试机构公布的计划，填报志愿请以正式公布的为准。",
    "Sample: the plans of this demonstration were put together by us. For your choices only the official plan counts.",
);

pub(super) const MAJOR_COLUMN: Message = Message::new("专业", "Major");
pub(super) const QUOTA_COLUMN: Message = Message::new("计划数", "Quota");
pub(super) const TUITION_COLUMN: Message = Message::new("学费", "Tuition");
pub(super) const LENGTH_COLUMN: Message = Message::new("学制", "Length");
pub(super) const CORRECTED: Message = Message::new("更正", "Corrected");
pub(super) const WAS: Message = Message::new("原为", "was");
pub(super) const IS: Message = Message::new("现为", "is now");
pub(super) const NOTHING: Message = Message::new("（空）", "(nothing)");
pub(super) const OTHERS: Message = Message::new("查看全组专业", "Show the whole group");

pub(super) const NOTHING_YET: Message =
    Message::new("招生计划尚未公布，请稍后再来。", "Enrolment plans are not published yet. Come again later.");
pub(super) const NO_MATCH: Message = Message::new(
    "没有符合条件的招生计划。可以取消一两个筛选条件，或者少写几个字再试。",
    "No plan matches. Take away a filter or two, or type fewer words.",
);
pub(super) const BEYOND: Message = Message::new(
    "这一页已经没有内容，请从第一页查看。",
    "There is nothing on this page any more. Start from the first page.",
);
pub(super) const SHOW_ALL: Message = Message::new("查看全部招生计划", "Show all plans");
pub(super) const FIRST_PAGE: Message = Message::new("回到第一页", "Back to the first page");

pub(super) const fn sort(sort: PlanSort) -> Message {
    match sort {
        PlanSort::Published => Message::new("按公布顺序", "As published"),
        PlanSort::College => Message::new("按院校名称", "By college"),
        PlanSort::Quota => Message::new("计划数从多到少", "Largest quota first"),
        PlanSort::Tuition => Message::new("学费从低到高", "Lowest tuition first"),
    }
}

pub(super) const REQUIREMENT: Message = Message::new("选科要求", "Required subjects");

pub(super) const fn field(field: PlanField) -> Message {
    match field {
        PlanField::Quota => QUOTA_COLUMN,
        PlanField::Tuition => TUITION_COLUMN,
        PlanField::Length => LENGTH_COLUMN,
        PlanField::Remarks => Message::new("备注", "Remarks"),
        PlanField::Major => Message::new("专业名称", "Name of the major"),
    }
}

/// A year of which there is no plan.
pub(super) fn no_such_year(year: u16) -> Text {
    Text::new(
        format!("这里没有 {year} 年的招生计划，请查看其他年份。"),
        format!("There are no plans of {year} here. Look at another year."),
    )
}

pub(super) fn quota(quota: u32) -> Text {
    let number = grouped(quota);
    Text::new(format!("{number} 人"), number)
}

pub(super) fn tuition(tuition: Tuition) -> Text {
    match tuition.yuan() {
        None => Text::new("待公布", "To be announced"),
        Some(0) => Text::new("免学费", "Free"),
        Some(yuan) => {
            let yuan = grouped(yuan);
            Text::new(format!("{yuan} 元/年"), format!("¥{yuan} a year"))
        }
    }
}

pub(super) fn length(years: u8) -> Text {
    Text::new(format!("{years} 年"), counted(years.into(), ["year", "years"]))
}

const MAJORS: [&str; 2] = ["major", "majors"];
const CANDIDATES: [&str; 2] = ["candidate", "candidates"];

/// How many were found.
pub(super) fn count(found: &Plans) -> Text {
    let Plans { total_groups, total_majors, total_quota, .. } = found;
    let [groups, majors, quota] = [total_groups, total_majors, total_quota].map(|total| grouped(*total));
    let (groups_en, majors_en) = (counted(*total_groups, ["group", "groups"]), counted(*total_majors, MAJORS));
    Text::new(
        format!("共 {groups} 个专业组、{majors} 个专业，计划招生 {quota} 人"),
        format!("{groups_en} with {majors_en}, for {}", counted(*total_quota, CANDIDATES)),
    )
}

/// What is shown of a group.
pub(super) fn size(size: u32, shown: usize, quota: u32) -> Text {
    let shown = capped(shown);
    let (majors, candidates, quota) = (counted(size, MAJORS), counted(quota, CANDIDATES), grouped(quota));
    if shown < size {
        return Text::new(
            format!("全组 {size} 个专业，计划 {quota} 人；下面是符合条件的 {shown} 个"),
            format!("{majors} in all for {candidates}; those that match are below: {shown}"),
        );
    }
    Text::new(format!("共 {size} 个专业，计划 {quota} 人"), format!("{majors} for {candidates}"))
}

/// Which page of how many.
pub(super) fn page(page: u16, pages: u32) -> Text {
    Text::new(format!("第 {page} 页，共 {pages} 页"), format!("Page {page} of {pages}"))
}

/// Why there is no file.
pub(super) fn too_many() -> Text {
    let most = grouped(DOWNLOAD_MOST);
    Text::new(
        format!("专业不超过 {most} 个时可以下载表格，请先缩小范围。"),
        format!("With at most {most} majors they can be downloaded. Narrow them down first."),
    )
}

/// Where the plans are from; the department itself where they name nobody.
pub(super) fn source(sources: &[String]) -> Text {
    if sources.is_empty() {
        return Text::new("数据来源：本部门公布。", "Source: published by this department.");
    }
    let sources = sources.join("；");
    Text::new(format!("数据来源：{sources}。"), format!("Source: {sources}."))
}
