//! Every address of the app, once: its path, its title, what opens it.

use zhangban_api::Message;
use zhangban_api::department::Service;

/// A page of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// The department and its menu.
    Home,
    /// Score query and result.
    Scores,
    /// Admission look-up and where the file stands.
    Admissions,
    /// The one-point rank table.
    Ranks,
    /// Enrolment plans.
    Plans,
    /// The hotline directory.
    Hotlines,
    /// Feedback.
    Feedback,
    /// The number assistant.
    Assistant,
    /// Searching everything.
    Search,
    /// How the service is doing.
    Status,
}

/// Where the choice of language and mode is sent; not a page, it leads back to one.
pub const PREFERENCES: &str = "/preferences";

/// A hotline as a contact to save; `?phone=&name=` says which.
pub const HOTLINE_CARD: &str = "/hotlines/card.vcf";

/// What is searched for, in the address of [`Page::Search`]: any page may have a field that leads there.
pub const SEARCH_FOR: &str = "q";

/// A rank table as a file; `?exam=&track=` says which.
pub const RANKS_CSV: &str = "/ranks/table.csv";

/// The enrolment plans as a file, with the filters of their page.
pub const PLANS_CSV: &str = "/plans/table.csv";

impl Page {
    /// All pages.
    pub const ALL: &[Self] = &[
        Self::Home,
        Self::Scores,
        Self::Admissions,
        Self::Ranks,
        Self::Plans,
        Self::Hotlines,
        Self::Feedback,
        Self::Assistant,
        Self::Search,
        Self::Status,
    ];

    /// Its path from the root; a link is `<a href=Page::Scores.path()>`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Scores => "/scores",
            Self::Admissions => "/admissions",
            Self::Ranks => "/ranks",
            Self::Plans => "/plans",
            Self::Hotlines => "/hotlines",
            Self::Feedback => "/feedback",
            Self::Assistant => "/assistant",
            Self::Search => "/search",
            Self::Status => "/status",
        }
    }

    /// The page at a path.
    pub fn parse(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|page| page.path() == path)
    }

    /// Its title, and the heading that stands on it.
    pub const fn title(self) -> Message {
        match self {
            Self::Home => Message::new("首页", "Home"),
            Self::Scores => Message::new("成绩查询", "Score query"),
            Self::Admissions => Message::new("录取查询", "Admission look-up"),
            Self::Ranks => Message::new("一分一段表", "Rank table"),
            Self::Plans => Message::new("招生计划", "Enrolment plans"),
            Self::Hotlines => Message::new("便民电话", "Hotlines"),
            Self::Feedback => Message::new("意见反馈", "Feedback"),
            Self::Assistant => Message::new("数字助手", "Number assistant"),
            Self::Search => Message::new("搜索", "Search"),
            Self::Status => Message::new("服务状态", "Service status"),
        }
    }

    /// The page of a menu item; `None` while there is no page for it, and then the item is not shown.
    pub const fn of(service: Service) -> Option<Self> {
        match service {
            Service::Scores => Some(Self::Scores),
            Service::Admissions => Some(Self::Admissions),
            Service::Ranks => Some(Self::Ranks),
            Service::Plans => Some(Self::Plans),
            Service::Hotlines => Some(Self::Hotlines),
            Service::Feedback => Some(Self::Feedback),
            Service::Assistant => Some(Self::Assistant),
            _ => None,
        }
    }
}

/// The title of the page that is not there.
pub const NOT_FOUND: Message = Message::new("没有这个页面", "There is no such page");

/// The title of a path.
pub fn title_of(path: &str) -> Message {
    Page::parse(path).map_or(NOT_FOUND, Page::title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_own_path() {
        for &page in Page::ALL {
            assert_eq!(Page::parse(page.path()), Some(page));
        }
        assert_eq!(Page::parse("/scores/"), None);
    }
}
