//! Words of the answered cases and of the promise clock.

use zhangban_api::Message;

pub(super) const SEARCH: Message = Message::new("搜索已答复的问题", "Search the answered questions");
pub(super) const SEARCH_HINT: Message = Message::new("问题或答复中的词", "Words in question or answer");
pub(super) const CATEGORIES: Message = Message::new("类别", "Categories");
pub(super) const ALL: Message = Message::new("全部", "All");
pub(super) const QUESTION: Message = Message::new("问", "Question");
pub(super) const ANSWER: Message = Message::new("答", "Answer");
pub(super) const EMPTY: Message = Message::new("还没有公开的答复。", "No answers have been made public yet.");
pub(super) const NOTHING_FOUND: Message = Message::new(
    "没有找到。请换一个更短的词，或者在全部类别中搜索。",
    "Nothing was found. Try a shorter word, or search all categories.",
);
pub(super) const HOW_SHOWN: Message = Message::new(
    "经提问人同意才公开，联系方式、地点和编号不公开，并经两人审核。",
    "Shown only if the person who asked agreed, without contact, place and number, and after two people have looked.",
);
pub(super) const ASK: Message = Message::new("我要提问", "Ask a question");
pub(super) const HOW_FAST: Message = Message::new("答复有多快", "How fast we answer");

pub(super) const CAPTION: Message =
    Message::new("首次答复用时，按受理月份和办理单位", "Time to the first answer, by month and office");
pub(super) const MONTH: Message = Message::new("月份", "Month");
pub(super) const OFFICE: Message = Message::new("办理单位", "Office");
pub(super) const FILED: Message = Message::new("受理", "Filed");
pub(super) const ANSWERED: Message = Message::new("已答复", "Answered");
pub(super) const WITHIN: Message = Message::new("按期答复率", "In time");
pub(super) const MEDIAN: Message = Message::new("中位用时（小时）", "Median (hours)");
pub(super) const NINETIETH: Message = Message::new("九成不超过（小时）", "90 % within (hours)");
pub(super) const REOPENED: Message = Message::new("重新办理", "Reopened");
pub(super) const RATING: Message = Message::new("平均评价（人数）", "Mean rating (how many)");
pub(super) const WHOLE: Message = Message::new("全部", "All offices");
pub(super) const CHART: Message = Message::new("每月按期答复率", "Answered in time, month by month");
pub(super) const NO_FIGURES: Message =
    Message::new("还没有受理过事项，暂无数据。", "No cases yet, so there are no figures.");
pub(super) const HOW_COUNTED: Message = Message::new(
    "时限为 24 小时或 48 小时，节假日照常计算；暂停的时间不计。到期仍未答复的，立即算作超期；还没到期的不计入按期答复率。群众按期内撤回的和合并办理的不计。",
    "The promise is 24 or 48 hours, holidays included, pauses left out. What is not answered when it is due is late at once; what is not due yet counts neither way. Cases withdrawn or merged in time are left out.",
);
pub(super) const CHECK_IT: Message = Message::new("自己核对", "Check it yourself");
pub(super) const CHECK_HOW: Message = Message::new(
    "下面的明细没有内容和编号，任何人都可以用它重新算出本页的每一个数字。",
    "The log below has no text and no number of a case. From it anybody can work out every figure on this page.",
);
pub(super) const CSV: Message = Message::new("下载本表（CSV）", "These figures (CSV)");
pub(super) const JSON: Message = Message::new("下载本表（JSON）", "These figures (JSON)");
pub(super) const LOG: Message = Message::new("下载明细（CSV）", "The log (CSV)");
