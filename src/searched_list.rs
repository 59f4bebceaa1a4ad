//! Lists that are searched while somebody types: by the server until the whole list is here, on the phone from then on.

mod finding;
mod pause;
mod view;

use zhangban_api::Endpoint;
use zhangban_api::endpoint::Nothing;

pub use finding::{Finding, finding};
pub use view::{FoundCount, FoundRows};

use crate::language::Language;
use crate::page::Page;

/// A whole list, made ready to be searched on the phone.
pub trait SearchedList: Send + Sync + Sized + 'static {
    /// What is looked for.
    type Search: Clone + PartialEq + Default + Send + Sync;
    /// A window of what was found.
    type Found: Clone + PartialEq + Send + Sync;
    /// Finds a window on the server.
    type AskWindow: Endpoint<Request = Self::Search, Reply = Self::Found>;
    /// Brings the whole list.
    type AskWhole: Endpoint<Request = Nothing>;

    /// The page of the list.
    const PAGE: Page;
    /// Whether the list is asked for again by a page that finds the one of the last visit.
    const CHANGES_OFTEN: bool;
    /// What its entries are called.
    const UNIT: Unit;
    /// As many entries are shown at a time.
    const WINDOW: usize;
    /// As many rows as stand on the first screen of a phone.
    const ROWS_OF_A_SCREEN: usize;

    /// Reads the query of an address.
    fn search_of_query(query: &str) -> Self::Search;
    /// Writes the address of a search.
    fn address(search: &Self::Search) -> String;
    /// Which window is looked for, from 1.
    fn page_of(search: &mut Self::Search) -> &mut u16;
    /// The fields of the page, by their ids, and what an address puts into them.
    #[cfg(target_arch = "wasm32")]
    fn fields(search: &Self::Search) -> Vec<(&'static str, &str)>;

    /// Takes the list that came.
    #[cfg(target_arch = "wasm32")]
    fn take(reply: <Self::AskWhole as Endpoint>::Reply) -> Self;
    /// Finds so many windows of the matches.
    fn find(&self, search: &Self::Search, windows: usize) -> Self::Found;

    /// Which part of the matches is shown.
    fn extent(found: &Self::Found) -> Extent<'_, Self::Search>;
    /// The first so many of what is shown, a `<li>` each.
    fn rows(found: &Self::Found, most: usize, language: Language) -> Vec<String>;
}

/// Which part of the matches is shown.
pub struct Extent<'a, S> {
    /// What was looked for.
    pub search: &'a S,
    /// What was typed of it.
    pub typed: &'a str,
    /// Whether nothing is left out.
    pub is_everything: bool,
    /// How many match.
    pub total: usize,
    /// How many of them come before what is shown.
    pub skipped: usize,
    /// How many are shown.
    pub shown: usize,
}

impl<S> Extent<'_, S> {
    /// How many come after what is shown.
    pub fn left(&self) -> usize {
        self.total.saturating_sub(self.skipped + self.shown)
    }
}

/// What the entries of a list are called behind a number.
pub struct Unit {
    /// The measure word: `所`.
    pub zh: &'static str,
    /// What follows the number of all of them: `所院校`.
    pub all_zh: &'static str,
    /// One and many in English: `college`, `colleges`.
    pub en: [&'static str; 2],
}
