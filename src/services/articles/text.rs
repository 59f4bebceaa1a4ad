//! Words of the articles.

use zhangban_api::articles::{ArticleSearch, Articles};
use zhangban_api::{Message, Text};

use crate::parts::figures::{capped, counted};

pub(super) const SEARCH: Message = Message::new("搜索文章", "Search the articles");
pub(super) const SEARCH_HINT: Message = Message::new("标题或正文中的词", "Words in title or text");
pub(super) const CHANNELS: Message = Message::new("栏目", "Channels");
pub(super) const ALL: Message = Message::new("全部", "All");
pub(super) const EMPTY: Message = Message::new("这个栏目还没有文章。", "There is nothing in this channel yet.");
pub(super) const NOTHING_FOUND: Message = Message::new(
    "没有找到。请换一个更短的词，或者在全部栏目中搜索。",
    "Nothing was found. Try a shorter word, or search all channels.",
);
pub(super) const SUBSCRIBE: Message = Message::new("订阅这些文章：", "Subscribe: ");
pub(super) const SAMPLE: Message = Message::new("样例", "Sample");
pub(super) const WHO: Message = Message::new("与谁有关", "Who it concerns");
pub(super) const WHAT_TO_DO: Message = Message::new("怎么办", "What to do");
pub(super) const BY_WHEN: Message = Message::new("截止时间", "By when");
pub(super) const IN_SHORT: Message = Message::new("要点", "In short");
pub(super) const OFFICE: Message = Message::new("发布单位", "Issued by");
pub(super) const NUMBER: Message = Message::new("文号", "Document number");
pub(super) const PUBLISHED: Message = Message::new("发布时间", "Published");
pub(super) const VALID_UNTIL: Message = Message::new("有效期至", "Valid until");
pub(super) const ABOUT: Message = Message::new("发布信息", "About this article");
pub(super) const ATTACHMENTS: Message = Message::new("附件", "Attachments");
pub(super) const SOURCE: Message = Message::new("来源：", "Source: ");
pub(super) const CHAIN: Message = Message::new("同一事项的通知", "In the same matter");
pub(super) const THIS_ONE: Message = Message::new("本文", "This one");
pub(super) const CALLS_OFF: Message = Message::new("解除", "Called off");
pub(super) const PRINT: Message = Message::new("打印", "Print");
pub(super) const BACK: Message = Message::new("返回栏目", "Back to the channel");
pub(super) const TO_ALL: Message = Message::new("查看全部文章", "See all articles");
pub(super) const NO_ID: Message =
    Message::new("请从栏目中选择一篇文章。", "Choose an article from one of the channels.");
pub(super) const EXPIRED: Message = Message::new(
    "本文已失效，仅供查阅，请勿据此办事。最新要求请看本栏目的其他文章。",
    "This is no longer valid and kept for reference only. See the channel for what holds now.",
);
pub(super) const UPDATED: Message = Message::new(
    "本文已有更新，请以下方“同一事项的通知”中最新的一篇为准。",
    "This has been updated. The newest in the list below is the one that holds.",
);
pub(super) const CANCELLED: Message =
    Message::new("本通知已解除，不必再按此办理。", "This has been called off. Nothing needs to be done any more.");
pub(super) const SAMPLE_ARTICLE: Message = Message::new(
    "样例：本文为演示编写，不是官方发布，请勿据此办事。",
    "Sample: written for a demonstration and not official. Do not rely on it.",
);

/// How many there are.
pub(super) fn count(found: &Articles) -> Text {
    let Articles { search: ArticleSearch { q, page, .. }, total, .. } = found;
    let count = if q.is_empty() {
        Text::new(format!("共 {total} 篇"), counted(capped(*total), ["article", "articles"]))
    } else {
        Text::new(format!("“{q}”找到 {total} 篇"), format!("{total} found for “{q}”"))
    };
    if *page > 1 {
        return Text::new(format!("{}，第 {page} 页", count.zh), format!("{}, page {page}", count.en));
    }
    count
}

/// Whose site an address is on: `www.gov.cn`.
pub(super) fn site(address: &str) -> String {
    let behind_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    behind_scheme.split('/').next().unwrap_or_default().to_owned()
}

/// What an attachment is and how large: `XLSX，12 KB`.
pub(super) fn weight(kind: &str, bytes: u32) -> Text {
    let size = match bytes {
        0..=1_023 => format!("{bytes} B"),
        1_024..=1_048_575 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{}.{} MB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20),
    };
    Text::new(format!("{kind}，{size}"), format!("{kind}, {size}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_told_by_its_site() {
        assert_eq!(site("https://www.gov.cn/zhengce/202511/x.htm"), "www.gov.cn");
    }

    #[test]
    fn a_size_is_told_as_people_read_it() {
        let told = |bytes| weight("PDF", bytes).en;
        assert_eq!([told(900), told(1_025), told(3_500_000)], ["PDF, 900 B", "PDF, 2 KB", "PDF, 3.3 MB"]);
    }
}
