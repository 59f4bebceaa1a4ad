//! Everything that is the same for everybody and can be found, made ready to be searched: once for each version of the
//! data, so that a keystroke only compares.

use zhangban::page::Page;
use zhangban::services::hotlines::lookup;
use zhangban_api::Text;
use zhangban_api::department::Service;
use zhangban_api::finding::{Finder, Query};
use zhangban_api::hotlines::{Hotline, HotlineSearch};
use zhangban_api::search::{BEST, Group, Hit, Kind};
use zhangban_api::text::plain_width;

use crate::pinyin;
use crate::published::Published;

/// As many characters of what was typed are looked for: longer than any name.
const LONGEST: usize = 100;

/// What is found in memory, by kind.
#[derive(Debug, Default)]
pub struct Index {
    services: Vec<Entry>,
    hotlines: Vec<Entry>,
}

/// Something that can be found.
#[derive(Debug)]
struct Entry {
    /// What it is called, plain; the first is its own name.
    names: Vec<String>,
    finders: Vec<Finder>,
    hit: Hit,
}

/// What somebody typed.
struct Typed {
    text: String,
    query: Query,
}

impl Index {
    /// What can be found in the department's data, made ready if nobody has searched them before.
    pub fn of(published: &Published) -> &Self {
        published.index.get_or_init(|| Self::new(published))
    }

    fn new(published: &Published) -> Self {
        let items = published.department.menu.iter().flat_map(|group| &group.items);
        Self {
            services: items.filter_map(|item| service(published, item.service)).collect(),
            hotlines: published.hotlines.iter().map(hotline).collect(),
        }
    }

    /// The best of every kind that has any.
    pub fn find(&self, typed: &str) -> Vec<Group> {
        let typed = Typed::new(typed);
        if typed.query.is_empty() {
            return Vec::new();
        }
        let all_hotlines = || lookup::address(&HotlineSearch { q: typed.text.clone(), ..HotlineSearch::default() });
        let groups = [
            group(Kind::Service, &self.services, &typed, || Page::Home.path().to_owned()),
            group(Kind::Hotline, &self.hotlines, &typed, all_hotlines),
        ];
        groups.into_iter().flatten().collect()
    }
}

impl Typed {
    fn new(text: &str) -> Self {
        let text: String = text.trim().chars().take(LONGEST).collect();
        Self { query: Query::new(&text), text: plain(&text) }
    }
}

/// The item of the menu that opens a service, if there is a page for it.
pub fn opens(published: &Published, service: Service) -> Option<Hit> {
    let address = Page::address(service)?;
    let items = published.department.menu.iter().flat_map(|group| &group.items);
    let title = items.clone().find(|item| item.service == service).map(|item| item.name.clone());
    let title = title.or_else(|| Some(Page::of(service)?.title().into()))?;
    Some(Hit { title, address, snippet: Text::default(), phone: None, sample: false })
}

fn service(published: &Published, service: Service) -> Option<Entry> {
    let hit = opens(published, service)?;
    let synonyms = published.synonyms.get(&service).map(Vec::as_slice).unwrap_or_default();
    let mut names = vec![hit.title.zh.as_str(), hit.title.en.as_str()];
    names.extend(synonyms.iter().map(String::as_str));
    names.retain(|name| !name.is_empty());
    let finders = names.iter().map(|name| Finder::new(name, "", &pinyin::reading(name))).collect();
    Some(Entry { names: names.into_iter().map(plain).collect(), finders, hit })
}

fn hotline(hotline: &Hotline) -> Entry {
    let Hotline { name, phone, category, note, sample, .. } = hotline;
    let mut names = vec![name.zh.as_str(), name.en.as_str(), phone.digits()];
    names.retain(|name| !name.is_empty());
    Entry {
        names: names.into_iter().map(plain).collect(),
        finders: vec![hotline.finder()],
        hit: Hit {
            title: name.clone(),
            address: lookup::address(&HotlineSearch { q: name.zh.clone(), ..HotlineSearch::default() }),
            snippet: if note.is_empty() { category.clone() } else { note.clone() },
            phone: Some(phone.clone()),
            sample: *sample,
        },
    }
}

/// The best of a kind. Where nothing is called so, what is named in the middle of a sentence is found.
fn group(kind: Kind, entries: &[Entry], typed: &Typed, all: impl FnOnce() -> String) -> Option<Group> {
    let matching = |entry: &&Entry| entry.finders.iter().any(|finder| finder.matches(&typed.query));
    let mut found: Vec<&Entry> = entries.iter().filter(matching).collect();
    let named = found.is_empty();
    if named {
        found = entries.iter().filter(|entry| entry.is_named_in(&typed.text)).collect();
        found.truncate(BEST);
    }
    found.sort_by_key(|entry| entry.distance(&typed.text));
    let total = found.len();
    let hits: Vec<Hit> = found.into_iter().take(BEST).map(|entry| entry.hit.clone()).collect();
    let all = if total > hits.len() { all() } else { String::new() };
    (total > 0).then_some(Group { kind, total, hits, all })
}

impl Entry {
    /// Whether a sentence names it. One character is in everything.
    fn is_named_in(&self, sentence: &str) -> bool {
        self.names.iter().any(|name| name.chars().nth(1).is_some() && sentence.contains(name.as_str()))
    }

    /// How far what was typed is from what it is called: called so, begins so, has it in its name, has it elsewhere.
    fn distance(&self, typed: &str) -> u8 {
        let of = |name: &String| match name.find(typed) {
            Some(0) if name.len() == typed.len() => 0,
            Some(0) => 1,
            Some(_) => 2,
            None => 3,
        };
        self.names.iter().map(of).min().unwrap_or(3)
    }
}

/// Small letters of one width.
fn plain(text: &str) -> String {
    text.chars().map(plain_width).flat_map(char::to_lowercase).collect()
}
