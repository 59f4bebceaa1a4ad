//! Scores of previous years: of a college, as a file, and their pages; and the same rank in other years.

use std::fmt::Write as _;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use zhangban::first_paint::FirstPaint;
use zhangban::page::{PAST_SCORES_CSV, Page};
use zhangban::services::past_scores::{OfCollege, SameRank, search_of_query};
use zhangban_api::colleges::SearchColleges;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, ListExams, Track};
use zhangban_api::past_scores::{
    Average, Family, GetPastScores, NO_SUCH_COLLEGE, PastScore, PastScores, PastScoresQuery,
};
use zhangban_api::ranks::GetRankTable;
use zhangban_api::{ApiError, ErrorCode, Moment, Text};

use super::{colleges, exams, ranks};
use crate::context::Context;
use crate::csv_cells::cell;
use crate::first_paint;
use crate::kept::{Answer, Edition};
use crate::published::Published;
use crate::refusal::Refusal;
use crate::routes::{Asked, Routes};
use crate::store::{Row, StoreError};

/// The scores of a college, their file, and the pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<GetPastScores, _, _>(|context, asked: Asked<GetPastScores>| async move {
            scores(&context, &asked.request).await
        })
        .route(PAST_SCORES_CSV, get(file))
        .route(Page::PastScores.path(), get(register))
        .route(Page::CollegeScores.path(), get(college))
        .route(Page::SameRank.path(), get(same_rank))
}

/// Every row of a college. Rule: they are made of results, so those of an exam are out when it is and not before.
async fn scores(context: &Context, query: &PastScoresQuery) -> Result<PastScores, Refusal> {
    let (now, published) = (context.now(), context.published());
    let gone = || ApiError { message: NO_SUCH_COLLEGE.into(), ..ErrorCode::NotFound.into() };
    let college = published.colleges.get(&query.college).ok_or_else(gone)?;
    let sql = "SELECT year, track, batch, major_group, major, lowest, average, rank, admitted, source, sample \
               FROM past_scores WHERE college = $1";
    let mut rows = Vec::new();
    for row in context.store().rows(sql, &[college.name.as_str().into()]).await? {
        rows.extend(past_score(&row, &published, now)?);
    }
    let order = |row: &PastScore| {
        let PastScore { year, track, batch, group, major, lowest, .. } = row;
        let whole = (!major.is_empty(), !group.is_empty());
        let (lowest, names) = (std::cmp::Reverse(*lowest), (group.clone(), major.clone()));
        (std::cmp::Reverse(*year), track.zh.clone(), whole, batch.clone(), lowest, names)
    };
    rows.sort_by_cached_key(order);
    Ok(PastScores { college: college.clone(), families: families(&rows), rows })
}

/// A row as it may be shown at that moment; `None` if it may not.
fn past_score(row: &Row, published: &Published, now: Moment) -> Result<Option<PastScore>, StoreError> {
    let (year, track) = (row.number(0)?, row.text(1)?);
    let of_year = || published.all_exams().iter().filter(|exam| exam.year == year);
    let own: Option<(&Exam, &Track)> = of_year().find_map(|exam| Some((exam, exam.track(track)?)));
    if own.is_some_and(|(exam, _)| exam.released_at > now) {
        return Ok(None);
    }
    let known = own.map(|(_, track)| track);
    let known = known.or_else(|| published.all_exams().iter().find_map(|exam| exam.track(track)));
    let said = |number: u32| Some(number).filter(|number| *number > 0);
    let (lowest, rank) = (Some(row.number(5)?).filter(|score: &u16| *score > 0), said(row.number(7)?));
    let table = own.and_then(|(exam, track)| published.rank_table(&exam.id, &track.id));
    // A made-up table says nothing about a real score.
    let table = table.filter(|table| !table.sample && rank.is_none());
    Ok(Some(PastScore {
        year,
        family: known.map_or(track, Track::family).to_owned(),
        track: known.map_or_else(|| Text::new(track, ""), |track| track.name.clone()),
        batch: row.text(2)?.to_owned(),
        group: row.text(3)?.to_owned(),
        major: row.text(4)?.to_owned(),
        lowest,
        average: said(row.number(6)?).map(Average::from_hundredths),
        rank,
        rank_by_table: table.zip(lowest).and_then(|(table, lowest)| said(table.standing(lowest).to)),
        admitted: said(row.number(8)?),
        source: row.text(9)?.to_owned(),
        sample: row.flag(10)?,
    }))
}

/// The families of the rows, each with the names of its tracks, the newest first.
fn families(rows: &[PastScore]) -> Vec<Family> {
    let mut families: Vec<(Family, Vec<&Text>)> = Vec::new();
    for PastScore { family, track, .. } in rows {
        match families.iter_mut().find(|(known, _)| known.id == *family) {
            None => families.push((Family { id: family.clone(), name: track.clone() }, vec![track])),
            Some((known, names)) if !names.contains(&track) => {
                names.push(track);
                known.name.zh = format!("{}、{}", known.name.zh, track.zh);
                let english = if track.en.is_empty() { &track.zh } else { &track.en };
                known.name.en = format!("{}, {english}", known.name.en);
            }
            Some(_) => {}
        }
    }
    families.into_iter().map(|(family, _)| family).collect()
}

/// All rows of a college as CSV, with a byte order mark so that Excel reads the Chinese headings. A figure that nobody has
/// said is an empty cell.
async fn file(
    State(context): State<Context>,
    headers: HeaderMap,
    query: Result<Query<PastScoresQuery>, QueryRejection>,
) -> Response {
    let Ok(Query(query)) = query else { return Refusal::from(ErrorCode::Malformed).into_response() };
    match scores(&context, &query).await {
        Ok(scores) => Answer::new("text/csv; charset=utf-8", csv(&scores)).download(&headers, "past-scores.csv"),
        Err(refusal) => refusal.into_response(),
    }
}

fn csv(scores: &PastScores) -> String {
    let mut csv = String::from(
        "\u{feff}院校,年份,科类,批次,专业组,专业,最低分,平均分,最低位次,按一分一段表换算的位次,录取人数,来源,样例\r\n",
    );
    for row in &scores.rows {
        let texts = [&scores.college.name, &row.track.zh, &row.batch, &row.group, &row.major, &row.source]
            .map(|text| cell(text));
        let [college, track, batch, group, major, source] = texts;
        let figures = [row.lowest.map(u32::from), row.rank, row.rank_by_table, row.admitted];
        let [lowest, rank, by_table, admitted] =
            figures.map(|figure| figure.map(|f| f.to_string()).unwrap_or_default());
        let average = row.average.map(|average| average.to_string()).unwrap_or_default();
        let (year, sample) = (row.year, if row.sample { "是" } else { "" });
        // Writing into a string does not fail.
        let _ = write!(
            csv,
            "{college},{year},{track},{batch},{group},{major},{lowest},{average},{rank},{by_table},{admitted},{source},{sample}\r\n"
        );
    }
    csv
}

/// The page of the register.
async fn register(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let search = search_of_query(uri.query().unwrap_or_default());
    let found = || Ok(colleges::find(&context, &search));
    if uri.query().is_none() {
        return first_paint::kept(&context, &headers, Page::PastScores, Edition::of_data(&context), |paint| {
            paint.with::<SearchColleges>(&search, &found())
        });
    }
    let paint = begin(&context, Page::PastScores, &uri).with::<SearchColleges>(&search, &found());
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}

/// The page of a college.
async fn college(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let OfCollege { college, .. } = OfCollege::of_query(uri.query().unwrap_or_default());
    let query = PastScoresQuery { college };
    let answer = scores(&context, &query).await.map_err(Refusal::told);
    let paint = begin(&context, Page::CollegeScores, &uri).with::<GetPastScores>(&query, &answer);
    first_paint::public(&context, &headers, status(&query, &answer), paint)
}

/// The page of the same rank in other years.
async fn same_rank(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let same = SameRank::of_query(uri.query().unwrap_or_default());
    let paint = with_tables(&context, begin(&context, Page::SameRank, &uri), &same);
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}

fn begin(context: &Context, page: Page, uri: &Uri) -> FirstPaint {
    first_paint::begin(context, uri.path_and_query().map_or(page.path(), |address| address.as_str()))
}

/// A college that is not there is a page that is not there; where none was named, the page says where they are.
fn status(query: &PastScoresQuery, answer: &Result<PastScores, ApiError>) -> StatusCode {
    match answer {
        Err(error) if error.code == ErrorCode::NotFound && !query.college.trim().is_empty() => StatusCode::NOT_FOUND,
        _ => StatusCode::OK,
    }
}

/// The exams, and the rank tables that are compared.
fn with_tables(context: &Context, paint: FirstPaint, same: &SameRank) -> FirstPaint {
    let list = exams::list(context, &Nothing {}).map_err(Refusal::told);
    let paint = paint.with::<ListExams>(&Nothing {}, &list);
    let tables = list.as_ref().map(|list| same.tables(list)).unwrap_or_default();
    tables.iter().fold(paint, |paint, table| {
        paint.with::<GetRankTable>(table, &ranks::table(context, table).map_err(Refusal::told))
    })
}
