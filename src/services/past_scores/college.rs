//! The page of one college: the table of its scores first, the chart beside it from the same rows, then its majors.

use form_urlencoded::Serializer;
use leptos::prelude::*;
use zhangban_api::colleges::College;
use zhangban_api::past_scores::{Family, GetPastScores, PastScore, PastScores, PastScoresQuery};
use zhangban_api::{Endpoint, Message, Text};

use super::lookup::{Lookup, OfCollege, field};
use super::register::tags;
use super::table::{Rows, ScoreTable};
use super::text;
use super::ways::ways;
use super::years::LowestByYear;
use crate::address;
use crate::language::{say, say_text, words};
use crate::page::{PAST_SCORES_CSV, Page};
use crate::parts::button::{ButtonKind, LinkButton};
use crate::parts::card::Card;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::parts::notice::Notice;
use crate::parts::state::{State, StateView};
use crate::parts::tag::Tag;
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// The heading of the college, where the focus goes when somebody has come to it from the list.
const HEADING: &str = "college";

/// The scores of the college that the address names.
#[component]
pub fn CollegeScoresPage() -> impl IntoView {
    let asked = address::asked(Page::CollegeScores, OfCollege::of_query);
    let name = Memo::new(move |_| asked.get().college);
    let answer = ask::<GetPastScores>(move || Some(PastScoresQuery { college: name.get() }));
    #[cfg(target_arch = "wasm32")]
    {
        let mut was_here = None;
        crate::effect::effect(move |_| {
            let is_here = answer.answer.with(|answer| answer.ready().is_some());
            if was_here.replace(is_here) == Some(false) && is_here {
                request_animation_frame(|| crate::browser::focus(HEADING));
            }
        });
    }
    let back = (words(|| Page::PastScores.path().to_owned()), say(text::BACK));
    view! {
        <TopBar title=Page::CollegeScores.title() back/>
        <main class="page">
            {ways(Page::CollegeScores)}
            {shown(answer, move |scores| known(scores, asked))}
            <div class="actions"><LinkButton href=Page::PastScores.path() label=text::BACK/></div>
        </main>
    }
}

/// Everything that is known of a college.
fn known(PastScores { college, families, rows }: PastScores, asked: Memo<OfCollege>) -> AnyView {
    let downloads = downloads(&college.name);
    let head = head(college);
    let Some(first) = families.first().map(|family| family.id.clone()) else {
        return view! {
            {head}
            <StateView state=State::Empty(text::NO_SCORES.into())/>
        }
        .into_any();
    };
    let ids: Vec<String> = families.iter().map(|family| family.id.clone()).collect();
    let family = Memo::new(move |_| {
        let asked = asked.get().track;
        if ids.contains(&asked) { asked } else { first.clone() }
    });
    let names = families.clone();
    let of_family = live(move || {
        let id = family.get();
        let name = names.iter().find(|family| family.id == id)?.name.clone();
        let rows: Vec<PastScore> = rows.iter().filter(|row| row.family == id).cloned().collect();
        Some(scores(name, rows, asked))
    });
    view! {
        {head}
        {chips(families, family, asked)}
        {of_family}
        <div class="actions">{downloads}</div>
        <Notice>{say(text::NO_ADVICE)}</Notice>
    }
    .into_any()
}

fn head(college: College) -> AnyView {
    let facts = college.facts();
    let sample = college.sample.then(|| view! { <Tag label=text::SAMPLE/> }.into_any());
    view! {
        <div class="college">
            <h2 class="college__name" id=HEADING tabindex="-1">{college.name}</h2>
            <p class="college__facts">{tags(&college.tags)}{sample}" "{facts}</p>
        </div>
    }
    .into_any()
}

/// The tracks, if there are several: links, which can be shared.
fn chips(families: Vec<Family>, chosen: Memo<String>, asked: Memo<OfCollege>) -> Option<AnyView> {
    let chip = move |Family { id, name }: Family| {
        let href = {
            let id = id.clone();
            move || OfCollege { track: id.clone(), ..asked.get() }
        };
        chip(say_text(name), href, move || chosen.with(|chosen| *chosen == id))
    };
    (families.len() > 1).then(|| {
        let chips = families.into_iter().map(chip).collect_view();
        view! { <nav class="chips" aria-label=say(text::TRACKS)>{chips}</nav> }.into_any()
    })
}

fn chip(
    label: crate::language::Words,
    leads_to: impl Fn() -> OfCollege + Send + 'static,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
) -> AnyView {
    let href = words(move || Lookup::College(leads_to()).address());
    let on = Memo::new(move |_| is_on());
    view! {
        <a class="chip" href=href aria-current=move || on.get().then_some("true") data-noscroll="">{label}</a>
    }
    .into_any()
}

/// The rows of a family of tracks: of the college as a whole as table and chart, and of its majors.
fn scores(name: Text, rows: Vec<PastScore>, asked: Memo<OfCollege>) -> AnyView {
    let (whole, majors): (Vec<_>, Vec<_>) = rows.into_iter().partition(PastScore::is_whole);
    let sources = sources(whole.iter().chain(&majors));
    let track = name.clone();
    let whole = (!whole.is_empty()).then(|| {
        let chart = view! { <LowestByYear rows=whole.clone() track=track.clone()/> };
        view! {
            <Card title=text::BY_COLLEGE><ScoreTable rows=whole of=Rows::Years track/></Card>
            <Card title=text::CHART>{chart}</Card>
        }
        .into_any()
    });
    let majors = (!majors.is_empty()).then(|| view! { <Majors rows=majors track=name asked/> }.into_any());
    view! {
        {whole}
        {majors}
        {sources}
    }
    .into_any()
}

/// Where the rows are from, each source once.
fn sources<'a>(rows: impl Iterator<Item = &'a PastScore>) -> Vec<AnyView> {
    let mut sources: Vec<(&str, bool)> = Vec::new();
    for row in rows {
        if !sources.contains(&(row.source.as_str(), row.sample)) {
            sources.push((&row.source, row.sample));
        }
    }
    let told = sources.into_iter().map(|(source, sample)| text::source(source, sample));
    told.map(|told| view! { <p class="source">{say_text(told)}</p> }.into_any()).collect()
}

/// The majors, of one year or of all.
#[component]
fn Majors(rows: Vec<PastScore>, track: Text, asked: Memo<OfCollege>) -> impl IntoView {
    let mut years: Vec<u16> = rows.iter().map(|row| row.year).collect();
    years.dedup();
    let known = years.clone();
    let year = Memo::new(move |_| asked.with(|asked| asked.year.parse().ok().filter(|year| known.contains(year))));
    let chips = (years.len() > 1).then(|| {
        let link = move |year: String| move || OfCollege { year: year.clone(), ..asked.get() };
        let all = chip(say(text::ALL_YEARS), link(String::new()), move || year.get().is_none());
        let each = years.into_iter().map(|one| {
            let label = one.to_string();
            let shown = words(move || label.clone());
            chip(shown, link(one.to_string()), move || year.get() == Some(one))
        });
        let chips = std::iter::once(all).chain(each).collect_view();
        view! { <nav class="chips" aria-label=say(text::YEARS)>{chips}</nav> }.into_any()
    });
    let table = live(move || {
        let of_year = |row: &&PastScore| year.get().is_none_or(|year| row.year == year);
        let rows: Vec<PastScore> = rows.iter().filter(of_year).cloned().collect();
        Some(view! { <ScoreTable rows of=Rows::Majors track=track.clone()/> })
    });
    view! {
        <Card title=text::BY_MAJOR>
            {chips}
            {table}
        </Card>
    }
}

/// Everything of the college as files.
fn downloads(college: &str) -> Vec<AnyView> {
    let query = Serializer::new(String::new()).append_pair(field::COLLEGE, college).finish();
    let file = |path: &str, name: &'static str, label: Message| {
        let href = format!("{path}?{query}");
        view! {
            <a class="button" data-kind=ButtonKind::Quiet.word() href=href rel="external" download=name>
                <Icon kind=IconKind::Download/>
                <span>{say(label)}</span>
            </a>
        }
        .into_any()
    };
    vec![file(PAST_SCORES_CSV, "past-scores.csv", text::CSV), file(GetPastScores::PATH, "past-scores.json", text::JSON)]
}
