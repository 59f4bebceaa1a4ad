//! Every address of the app, once: its path, its title, what opens it.

use form_urlencoded::Serializer;
use zhangban_api::Message;
use zhangban_api::articles::{ArticleSearch, Channel};
use zhangban_api::content::{ContentNamed, ContentSearch, field as content};
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
    /// Scores of previous years: the register of colleges.
    PastScores,
    /// The scores of one college; `?college=` says which.
    CollegeScores,
    /// From a score to its rank, and to the score of that rank in other years.
    SameRank,
    /// The hotline directory.
    Hotlines,
    /// The articles, by channel, and the search in them.
    Articles,
    /// One article; `?id=` says which.
    Article,
    /// Filing a case: what it is about.
    FileCase,
    /// Filing a case: one question after the other; `?category=&step=` say what it is about and which is asked.
    WriteCase,
    /// Cases that were filed on this phone and have not arrived yet.
    WaitingCases,
    /// Following a case.
    FollowCase,
    /// What was asked and answered before; `?category=&q=&page=` say which.
    AnsweredCases,
    /// How fast cases are answered.
    Promise,
    /// Feedback.
    Feedback,
    /// The number assistant.
    Assistant,
    /// Searching everything.
    Search,
    /// Official accounts, and whether something is one.
    Accounts,
    /// How the service is doing.
    Status,
    /// Where staff sign in at the desk and out again.
    SignIn,
    /// The desk: the queue of cases.
    Desk,
    /// A case at the desk; `?number=` says which.
    DeskCase,
    /// Filing for a citizen who is at the counter or on the telephone.
    DeskFile,
    /// What the desk writes for everybody; `?kind=&q=&page=` say what is listed.
    DeskContent,
    /// One of these as a form; `?kind=&item=` say which, `?kind=&edit=` which of those that do not stand yet.
    DeskEdit,
    /// Changing one's own password.
    DeskPassword,
}

/// Where the form of signing out is sent; not a page, it leads back to [`Page::SignIn`].
pub const DESK_SIGN_OUT: &str = "/desk/sign-out";

/// Where the choice of language and mode is sent; not a page, it leads back to one.
pub const PREFERENCES: &str = "/preferences";

/// A hotline as a contact to save; `?phone=&name=` says which.
pub const HOTLINE_CARD: &str = "/hotlines/card.vcf";

/// What is searched for, in the address of [`Page::Search`]: any page may have a field that leads there.
pub const SEARCH_FOR: &str = "q";

/// The scores of a college as a file; `?college=` says which.
pub const PAST_SCORES_CSV: &str = "/past-scores/table.csv";

/// A rank table as a file; `?exam=&track=` says which.
pub const RANKS_CSV: &str = "/ranks/table.csv";

/// The figures of the promise clock as a file.
pub const PROMISE_CSV: &str = "/cases/promise/figures.csv";

/// The log from which they are worked out, as a file.
pub const PROMISE_LOG: &str = "/cases/promise/log.csv";

/// The enrolment plans as a file, with the filters of their page.
pub const PLANS_CSV: &str = "/plans/table.csv";

/// A file that comes with an article; a name with a hash in it follows.
pub const ARTICLE_FILES: &str = "/articles/files";

/// The newest articles as an Atom feed; `?channel=` says of which channel.
pub const ARTICLES_ATOM: &str = "/articles/feed.atom";

/// The same as a JSON Feed.
pub const ARTICLES_JSON: &str = "/articles/feed.json";

/// Names of what stands in the addresses of articles.
pub mod articles {
    /// Which channel.
    pub const CHANNEL: &str = "channel";
    /// What was typed into the search.
    pub const QUERY: &str = "q";
    /// Which twenty.
    pub const PAGE: &str = "page";
    /// Which article.
    pub const ID: &str = "id";
}

/// The address of an article.
pub fn article(id: &str) -> String {
    let query = Serializer::new(String::new()).append_pair(articles::ID, id).finish();
    format!("{}?{query}", Page::Article.path())
}

/// The address of a list of articles, or of a feed of them.
pub fn articles_at(path: &str, search: &ArticleSearch) -> String {
    let mut query = Serializer::new(String::new());
    if let Some(channel) = search.channel {
        query.append_pair(articles::CHANNEL, channel.word());
    }
    if !search.q.trim().is_empty() {
        query.append_pair(articles::QUERY, search.q.trim());
    }
    if search.page > 1 {
        query.append_pair(articles::PAGE, &search.page.to_string());
    }
    match query.finish() {
        empty if empty.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// Where a question of filing is sent that may bring files: only there a body may be large.
pub const FILE_CASE_WITH_FILES: &str = "/cases/write/files";

/// Where what came with a case is asked for, with number and code in a form.
pub const CASE_ATTACHMENT: &str = "/cases/attachment";

/// What came with a case, for the desk; `?id=` says which.
pub const DESK_ATTACHMENT: &str = "/desk/attachment";

/// The address of a question of filing; nothing given begins with the first.
pub fn file_case_at(category: &str, step: &str) -> String {
    if category.is_empty() {
        return Page::FileCase.path().to_owned();
    }
    let query = Serializer::new(String::new()).append_pair("category", category).append_pair("step", step).finish();
    format!("{}?{query}", Page::WriteCase.path())
}

/// The address of a case at the desk.
pub fn desk_case_at(number: &str) -> String {
    let query = Serializer::new(String::new()).append_pair("number", number).finish();
    format!("{}?{query}", Page::DeskCase.path())
}

/// The address of what the desk writes of a kind.
pub fn content_at(search: &ContentSearch) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair(content::KIND, search.kind.word());
    if !search.q.is_empty() {
        query.append_pair(content::QUERY, &search.q);
    }
    if search.page > 1 {
        query.append_pair(content::PAGE, &search.page.to_string());
    }
    format!("{}?{}", Page::DeskContent.path(), query.finish())
}

/// The address of one of these as a form; of a new one where nothing says which.
pub fn edit_at(named: &ContentNamed) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair(content::KIND, named.kind.word());
    if !named.item.is_empty() {
        query.append_pair(content::ITEM, &named.item);
    } else if named.edit > 0 {
        query.append_pair(content::EDIT, &named.edit.to_string());
    }
    format!("{}?{}", Page::DeskEdit.path(), query.finish())
}

/// An account as a QR code; `?platform=&id=` says which.
pub const ACCOUNT_QR: &str = "/accounts/qr.svg";

impl Page {
    /// All pages that anybody may open.
    pub const ALL: &[Self] = &[
        Self::Home,
        Self::Scores,
        Self::Admissions,
        Self::Ranks,
        Self::Plans,
        Self::PastScores,
        Self::CollegeScores,
        Self::SameRank,
        Self::Hotlines,
        Self::Articles,
        Self::Article,
        Self::FileCase,
        Self::WriteCase,
        Self::WaitingCases,
        Self::FollowCase,
        Self::AnsweredCases,
        Self::Promise,
        Self::Feedback,
        Self::Assistant,
        Self::Search,
        Self::Status,
        Self::Accounts,
        Self::SignIn,
    ];

    /// Pages that only staff who are signed in may open.
    pub const OF_THE_DESK: &[Self] =
        &[Self::Desk, Self::DeskCase, Self::DeskFile, Self::DeskContent, Self::DeskEdit, Self::DeskPassword];

    /// Its path from the root; a link is `<a href=Page::Scores.path()>`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Scores => "/scores",
            Self::Admissions => "/admissions",
            Self::Ranks => "/ranks",
            Self::Plans => "/plans",
            Self::PastScores => "/past-scores",
            Self::CollegeScores => "/past-scores/college",
            Self::SameRank => "/past-scores/same-rank",
            Self::Hotlines => "/hotlines",
            Self::Articles => "/articles",
            Self::Article => "/article",
            Self::FileCase => "/cases/new",
            Self::WriteCase => "/cases/write",
            Self::WaitingCases => "/cases/waiting",
            Self::FollowCase => "/cases/follow",
            Self::AnsweredCases => "/cases/answered",
            Self::Promise => "/cases/promise",
            Self::Feedback => "/feedback",
            Self::Assistant => "/assistant",
            Self::Search => "/search",
            Self::Accounts => "/accounts",
            Self::Status => "/status",
            Self::SignIn => "/desk/sign-in",
            Self::Desk => "/desk",
            Self::DeskCase => "/desk/case",
            Self::DeskFile => "/desk/file",
            Self::DeskContent => "/desk/content",
            Self::DeskEdit => "/desk/content/edit",
            Self::DeskPassword => "/desk/password",
        }
    }

    /// The page at a path.
    pub fn parse(path: &str) -> Option<Self> {
        Self::ALL.iter().chain(Self::OF_THE_DESK).copied().find(|page| page.path() == path)
    }

    /// Its title, and the heading that stands on it.
    pub const fn title(self) -> Message {
        match self {
            Self::Home => Message::new("首页", "Home"),
            Self::Scores => Message::new("成绩查询", "Score query"),
            Self::Admissions => Message::new("录取查询", "Admission look-up"),
            Self::Ranks => Message::new("一分一段表", "Rank table"),
            Self::Plans => Message::new("招生计划", "Enrolment plans"),
            Self::PastScores => Message::new("历年分数", "Scores of previous years"),
            Self::CollegeScores => Message::new("院校历年分数", "Scores of a college"),
            Self::SameRank => Message::new("同位次分数", "The same rank in other years"),
            Self::Hotlines => Message::new("便民电话", "Hotlines"),
            Self::Articles => Message::new("新闻资讯", "News and notices"),
            Self::Article => Message::new("文章", "Article"),
            Self::FileCase => Message::new("投诉咨询", "Complaints and inquiries"),
            Self::WriteCase => Message::new("填写事项", "Write your case"),
            Self::WaitingCases => Message::new("等待提交的事项", "Cases waiting to be sent"),
            Self::FollowCase => Message::new("查询办理", "Follow a case"),
            Self::AnsweredCases => Message::new("答复公开", "Answered questions"),
            Self::Promise => Message::new("答复时效", "How fast we answer"),
            Self::Feedback => Message::new("意见反馈", "Feedback"),
            Self::Assistant => Message::new("数字助手", "Number assistant"),
            Self::Search => Message::new("搜索", "Search"),
            Self::Accounts => Message::new("官方账号", "Official accounts"),
            Self::Status => Message::new("服务状态", "Service status"),
            Self::SignIn => Message::new("工作台登录", "Sign in at the desk"),
            Self::Desk => Message::new("工作台", "The desk"),
            Self::DeskCase => Message::new("办理事项", "Work on a case"),
            Self::DeskFile => Message::new("代群众登记", "File for a citizen"),
            Self::DeskContent => Message::new("内容管理", "Contents"),
            Self::DeskEdit => Message::new("编辑内容", "Edit"),
            Self::DeskPassword => Message::new("修改密码", "Change your password"),
        }
    }

    /// The address of a menu item; `None` while there is no page for it, and then the item is not shown.
    pub fn address(service: Service) -> Option<String> {
        let channel = Channel::of(service);
        Self::of(service).map(|page| articles_at(page.path(), &ArticleSearch { channel, ..ArticleSearch::default() }))
    }

    /// The page of a menu item.
    pub const fn of(service: Service) -> Option<Self> {
        if Channel::of(service).is_some() {
            return Some(Self::Articles);
        }
        match service {
            Service::Scores => Some(Self::Scores),
            Service::Admissions => Some(Self::Admissions),
            Service::Ranks => Some(Self::Ranks),
            Service::Plans => Some(Self::Plans),
            Service::PastScores => Some(Self::PastScores),
            Service::Hotlines => Some(Self::Hotlines),
            Service::Accounts => Some(Self::Accounts),
            Service::FileCase => Some(Self::FileCase),
            Service::FollowCase => Some(Self::FollowCase),
            Service::AnsweredCases => Some(Self::AnsweredCases),
            Service::Feedback => Some(Self::Feedback),
            Service::Assistant => Some(Self::Assistant),
            _ => None,
        }
    }
}

/// The title of the page that is not there.
pub const NOT_FOUND: Message = Message::new("没有这个页面", "There is no such page");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_own_path() {
        for &page in Page::ALL.iter().chain(Page::OF_THE_DESK) {
            assert_eq!(Page::parse(page.path()), Some(page));
        }
        assert_eq!(Page::parse("/scores/"), None);
    }

    #[test]
    fn a_tile_of_a_channel_opens_the_channel() {
        assert_eq!(Page::address(Service::PublicNotices).as_deref(), Some("/articles?channel=public_notices"));
        assert_eq!(Page::address(Service::Hotlines).as_deref(), Some("/hotlines"));
        assert_eq!(article("2026-holidays"), "/article?id=2026-holidays");
    }
}
