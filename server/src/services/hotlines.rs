//! The hotline directory: whole, searched, as contacts to save, and its page.

mod contact;

use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{HOTLINE_CARD, Page};
use zhangban::services::hotlines::lookup;
use zhangban_api::hotlines::{Directory, Hotline, HotlineSearch, Hotlines, ListHotlines, SearchHotlines};
use zhangban_api::{Moment, Text};

use crate::context::Context;
use crate::first_paint;
use crate::kept::{Answer, Edition};
use crate::routes::{Asked, Routes};

/// The directory, a search in it, a contact, and the page.
pub fn routes(routes: Routes) -> Routes {
    let ready = Ready::default();
    let searched = ready.clone();
    routes
        .kept_endpoint::<ListHotlines, _>(Edition::of_minute, |context, _| Ok(whole(context)))
        .endpoint::<SearchHotlines, _, _>(move |context, asked: Asked<SearchHotlines>| {
            std::future::ready(Ok(searched.find(&context, &asked.request)))
        })
        .route(HOTLINE_CARD, get(card))
        .route(Page::Hotlines.path(), get(async move |context, headers, uri| page(&ready, context, headers, uri)))
}

/// The whole directory, for a phone to search by itself.
fn whole(context: &Context) -> Hotlines {
    let (published, now) = (context.published(), minute(context.now()));
    Hotlines {
        search: HotlineSearch::default(),
        total: published.hotlines.len(),
        categories: in_order_of_appearance(&published.hotlines),
        entries: published.hotlines.clone(),
        calendar: published.calendar.around(now.date()),
        now,
    }
}

fn minute(now: Moment) -> Moment {
    Moment::from_unix(now.unix() - now.unix().rem_euclid(60))
}

/// The department orders its categories by ordering its numbers. One number of a category is enough to say its English
/// name.
fn in_order_of_appearance(hotlines: &[Hotline]) -> Vec<Text> {
    let mut categories: Vec<Text> = Vec::new();
    for Hotline { category, .. } in hotlines {
        match categories.iter_mut().find(|known| known.zh == category.zh) {
            Some(known) if known.en.is_empty() => known.en.clone_from(&category.en),
            Some(_) => {}
            None => categories.push(category.clone()),
        }
    }
    categories
}

/// The directory made ready to be searched, once a minute at most: for three thousand numbers that takes longer than
/// the search itself.
#[derive(Clone, Default)]
struct Ready(Arc<RwLock<Option<Made>>>);

/// The directory of one edition.
#[derive(Clone)]
struct Made {
    of: Edition,
    directory: Arc<Directory>,
}

impl Ready {
    fn find(&self, context: &Context, search: &HotlineSearch) -> Hotlines {
        let directory = self.directory(context);
        directory.find(search, directory.told_at(), 1)
    }

    fn directory(&self, context: &Context) -> Arc<Directory> {
        let edition = Edition::of_minute(context);
        let made = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(Made { of, directory }) = made
            && of == edition
        {
            return directory;
        }
        let directory = Arc::new(Directory::new(whole(context)));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Made { of: edition, directory: directory.clone() });
        directory
    }
}

/// One number as a vCard. It has a name of its own so that a phone offers to save it.
async fn card(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let published = context.published();
    let found = lookup::card_of_query(uri.query().unwrap_or_default()).and_then(|(phone, name)| {
        published.hotlines.iter().find(|hotline| hotline.phone == phone && (name.is_empty() || hotline.name.zh == name))
    });
    let Some(hotline) = found else { return first_paint::not_found(&context, &headers) };
    let card = contact::vcard(hotline, &published.department.name.zh);
    let mut response = Answer::new("text/vcard; charset=utf-8", card).respond(&headers);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let disposition = format!("attachment; filename=\"{}.vcf\"", hotline.phone.digits());
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// The page with the first twenty matches: a large directory does not travel in it twice.
fn page(ready: &Ready, State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let search = lookup::of_query(uri.query().unwrap_or_default());
    let found = || Ok(ready.find(&context, &search));
    if uri.query().is_none() {
        return first_paint::kept(&context, &headers, Page::Hotlines, Edition::of_minute(&context), |paint| {
            paint.with::<SearchHotlines>(&search, &found())
        });
    }
    let address = uri.path_and_query().map_or(Page::Hotlines.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address).with::<SearchHotlines>(&search, &found());
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}
