//! tmp
use crate::page::Page;
use crate::shell::TopBar;
use leptos::prelude::*;
/// x
#[component]
pub fn RanksPage() -> impl IntoView {
    view! {<TopBar title=Page::Ranks.title()/>}
}
use zhangban_api::{exams::Exams, ranks::RankQuery};
/// tmp
pub struct Lookup;
impl Lookup {
    /// x
    pub fn of_query(_: &str) -> Self {
        Self
    }
    /// x
    pub fn table(&self, exams: &Exams) -> Option<RankQuery> {
        let exam = exams.exams.iter().find(|e| e.released)?;
        Some(RankQuery { exam: exam.id.clone(), track: exam.tracks.first()?.id.clone() })
    }
}
