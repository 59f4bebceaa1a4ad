//! Words of the search.

use zhangban_api::search::Group;
use zhangban_api::{Message, Text};

pub(super) const SEARCH: Message =
    Message::new("搜索服务、电话、文章和院校", "Search services, numbers, articles and colleges");
pub(super) const HINT: Message = Message::new("查分、招生办、zzdx", "Scores, a name, a number");
pub(super) const NOTHING_TYPED: Message = Message::new(
    "请输入要找的服务、单位、电话、文章或院校；拼音和首字母也可以，例如“查分”“招生办”“zzdx”。",
    "Type a service, an office, a number, an article or a college. Pinyin and initials work, too.",
);
pub(super) const INSTEAD: Message = Message::new("您还可以", "You can also");
pub(super) const OFFLINE: Message = Message::new("手机上已有的服务", "Services known on this device");

/// Nothing was found; what to do.
pub(super) fn nothing(q: &str) -> Text {
    Text::new(
        format!("没有找到与“{q}”相符的内容。请换个说法、少输几个字，或者试试拼音首字母。"),
        format!("Nothing matches “{q}”. Try other or fewer words, or pinyin initials."),
    )
}

/// How many were found.
pub(super) fn count(q: &str, total: usize) -> Text {
    Text::new(format!("“{q}”找到 {total} 条"), format!("{total} found for “{q}”"))
}

/// The heading of a kind.
pub(super) fn heading(group: &Group) -> Text {
    let (name, total) = (group.kind.name(), group.total);
    Text::new(format!("{}（{total}）", name.zh), format!("{} ({total})", name.en))
}

/// The link to all of a kind.
pub(super) fn all(group: &Group) -> Text {
    let (name, total) = (group.kind.name(), group.total);
    Text::new(format!("查看全部 {total} 条{}", name.zh), format!("All {total} in {}", name.en))
}
