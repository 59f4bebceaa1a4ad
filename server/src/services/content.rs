//! What the desk writes for everybody: the lists, the forms, and what is done with them.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::first_paint::FirstPaint;
use zhangban::page::{Page, content_at, edit_at};
use zhangban::services::content::{EditedContent, Preview};
use zhangban_api::content::{
    ContentForm, ContentKind, ContentNamed, ContentSearch, Does, EditState, GetContent, ListContent, field,
};
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{self as staff_api, Role, WhoAmI};
use zhangban_api::{ApiError, ErrorCode, Message, Text};

use super::{assistant, desk};
use crate::content::{self, Fields, Piece, Typed};
use crate::context::Context;
use crate::first_paint;
use crate::form::Form;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::staff::{SignedIn, signed_in};

/// Who writes.
const WRITERS: &[Role] = &[Role::Editor, Role::Lead];

/// Who may look.
const READERS: &[Role] = &[Role::Editor, Role::Lead, Role::Operator];

const NO_SOURCE: Message = Message::new(
    "这篇文章是旧版程序导入的，没有保存原稿。请先重新导入一次部门文件夹，再在这里编辑。",
    "An older program has imported this article and kept no source of it. Import the department folder once more first.",
);

/// The lists, the forms, and their pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<ListContent, _, _>(|context, asked: Asked<ListContent>| async move {
            let who = signed_in(&context, &asked.headers, READERS).await?;
            content::list(&context, &asked.request, may_write(&who)).await
        })
        .endpoint::<GetContent, _, _>(|context, asked: Asked<GetContent>| async move {
            let who = signed_in(&context, &asked.headers, READERS).await?;
            form_of(&context, &who, &asked.request).await
        })
        .route(Page::DeskContent.path(), get(list_page))
        .route(Page::DeskEdit.path(), get(edit_page).post(posted))
}

fn may_write(who: &SignedIn) -> bool {
    WRITERS.contains(&who.role)
}

/// One that stands or is being written, as a form.
async fn form_of(context: &Context, who: &SignedIn, named: &ContentNamed) -> Result<ContentForm, Refusal> {
    let ContentNamed { kind, item, edit } = named;
    let (stands, waits, last) = content::found(context, *kind, item, *edit).await?;
    let is_new = item.is_empty() && *edit == 0;
    if stands.is_none() && waits.is_none() && !is_new {
        let sql = "SELECT number FROM articles WHERE id = $1";
        let is_old =
            *kind == ContentKind::Articles && context.store().row(sql, &[item.as_str().into()]).await?.is_some();
        let error = ErrorCode::NotFound.into();
        return Err(if is_old { ApiError { message: NO_SOURCE.into(), ..error } } else { error }.into());
    }
    let seen = content::seen(stands.as_ref().map(|stand| &stand.fields), waits.as_ref());
    let ends = last.as_ref().filter(|last| last.state == EditState::Published).and_then(|last| last.expire_at);
    let mut fields = match (&waits, &stands) {
        (Some(waits), _) => waits.fields.clone(),
        (None, Some(stand)) => stand.fields.clone(),
        (None, None) => Fields::new(),
    };
    if let (None, Some(ends)) = (&waits, ends) {
        fields.insert(field::EXPIRE_AT.to_owned(), ends.to_string());
    }
    Ok(ContentForm {
        stands: stands.is_some(),
        edit: waits.or(last).map(|record| record.told()),
        seen,
        fields,
        choices: choices(context, *kind),
        files: stands.map(|stand| stand.files.into_iter().map(|file| file.name).collect()).unwrap_or_default(),
        may_write: may_write(who),
    })
}

/// What may stand in a field: categories of hotlines, services that a reply opens.
fn choices(context: &Context, kind: ContentKind) -> Vec<(String, Text)> {
    let published = context.published();
    let mut choices: Vec<(String, Text)> = Vec::new();
    let mut add = |word: &str, name: Text| {
        if choices.iter().all(|(known, _)| known != word) {
            choices.push((word.to_owned(), name));
        }
    };
    match kind {
        ContentKind::Hotlines => {
            published.hotlines.iter().for_each(|one| add(&one.category.zh, one.category.clone()));
        }
        ContentKind::Replies => {
            for item in published.department.menu.iter().flat_map(|group| &group.items) {
                if let Ok(serde_json::Value::String(word)) = serde_json::to_value(item.service) {
                    add(&word, item.name.clone());
                }
            }
        }
        ContentKind::Articles => {}
    }
    choices
}

fn query<T: Default + serde::de::DeserializeOwned>(uri: &Uri) -> T {
    Query::<T>::try_from_uri(uri).map(|query| query.0).unwrap_or_default()
}

fn begin(context: &Context, who: &SignedIn, address: &str) -> FirstPaint {
    first_paint::begin(context, address).with::<WhoAmI>(&Nothing {}, &Ok(who.me()))
}

/// What there is of a kind, as a page.
async fn list_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let who = match signed_in(&context, &headers, READERS).await {
        Ok(who) => who,
        Err(refusal) => return desk::refused(&context, &headers, refusal),
    };
    let search: ContentSearch = query(&uri);
    let answer = content::list(&context, &search, may_write(&who)).await.map_err(Refusal::told);
    let address = uri.path_and_query().map_or(Page::DeskContent.path(), |address| address.as_str());
    let status = answer.as_ref().err().map_or(StatusCode::OK, |error| refusal::status(error.code));
    let paint = begin(&context, &who, address).with::<ListContent>(&search, &answer);
    desk::page(&context, &headers, status, paint)
}

/// A form as a page.
async fn edit_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    match signed_in(&context, &headers, READERS).await {
        Ok(who) => shown(&context, &headers, &who, &query(&uri), None).await,
        Err(refusal) => desk::refused(&context, &headers, refusal),
    }
}

/// A form that comes back: with what is wrong, or as citizens will see it.
struct Back {
    fields: Fields,
    answer: Result<Preview, ApiError>,
}

async fn shown(
    context: &Context,
    headers: &HeaderMap,
    who: &SignedIn,
    named: &ContentNamed,
    back: Option<Back>,
) -> Response {
    let answer = form_of(context, who, named).await.map_err(Refusal::told);
    let mut status = answer.as_ref().err().map_or(StatusCode::OK, |error| refusal::status(error.code));
    let mut paint = begin(context, who, &edit_at(named)).with::<GetContent>(named, &answer);
    if let Some(Back { fields, answer }) = back {
        match &answer {
            Err(error) => status = refusal::status(error.code),
            // What shows a preview is on the server alone.
            Ok(_) => paint = paint.staying(),
        }
        paint = fields.iter().fold(paint, |paint, (name, value)| paint.with_typed(name, value));
        paint = paint.with_posted::<EditedContent>(&answer);
    }
    desk::page(context, headers, status, paint)
}

/// Something is done with a form.
async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let (form, who) = match desk::posted(&context, &headers, request, READERS).await {
        Ok(posted) => posted,
        Err(refusal) => return desk::refused(&context, &headers, refusal),
    };
    let named = ContentNamed {
        kind: ContentKind::parse(form.get(field::KIND)).unwrap_or_default(),
        item: form.get(field::ITEM).to_owned(),
        edit: form.get(field::EDIT).parse().unwrap_or_default(),
    };
    let fields = typed(named.kind, &form);
    match act(&context, &headers, &who, &named, &form, fields.clone()).await {
        Ok(Done::Seen(preview)) => {
            let back = Back { fields, answer: Ok(*preview) };
            shown(&context, &headers, &who, &named, Some(back)).await
        }
        Ok(Done::Kept(named)) => desk::to_page(&edit_at(&named)),
        Ok(Done::Gone) => desk::to_page(&content_at(&ContentSearch { kind: named.kind, ..ContentSearch::default() })),
        Err(refusal) => {
            let back = Back { fields, answer: Err(refusal.told()) };
            shown(&context, &headers, &who, &named, Some(back)).await
        }
    }
}

/// What was typed into the fields of a kind; a browser sends line breaks as CRLF. Signs that nobody can see are left out.
fn typed(kind: ContentKind, form: &Form) -> Fields {
    let readable = |name: &str| {
        let plain = form.get(name).replace("\r\n", "\n");
        plain.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect::<String>()
    };
    let names = kind.fields().iter().chain(&[field::PUBLISH_AT, field::EXPIRE_AT]);
    let fields = names.map(|name| ((*name).to_owned(), readable(name)));
    fields.filter(|(_, value)| !value.trim().is_empty()).collect()
}

/// What became of a form.
enum Done {
    /// It is shown as citizens will see it.
    Seen(Box<Preview>),
    /// It is kept, and can be written on.
    Kept(ContentNamed),
    /// There is nothing left to write.
    Gone,
}

async fn act(
    context: &Context,
    headers: &HeaderMap,
    who: &SignedIn,
    named: &ContentNamed,
    form: &Form,
    fields: Fields,
) -> Result<Done, Refusal> {
    who.may_write(headers, form.get(staff_api::field::TOKEN))?;
    if !may_write(who) {
        return Err(ErrorCode::NotAllowed.into());
    }
    let does = Does::parse(form.get(field::DOES)).ok_or(ErrorCode::NotNow)?;
    let ContentNamed { kind, item, edit } = named.clone();
    if does == Does::Preview {
        return preview(context, kind, &item, &fields).await.map(|preview| Done::Seen(Box::new(preview)));
    }
    let seen = form.get(field::SEEN).to_owned();
    let kept = content::act(context, who, Typed { kind, item, edit, seen, fields, does }).await?;
    Ok(match kept.state {
        EditState::Draft => Done::Kept(ContentNamed { kind, item: kept.item, edit: kept.id }),
        _ => Done::Gone,
    })
}

/// What citizens will see, made by the same parts of the program as what they see.
async fn preview(context: &Context, kind: ContentKind, item: &str, fields: &Fields) -> Result<Preview, Refusal> {
    let now = context.now();
    let at = fields.get(field::PUBLISH_AT).and_then(|typed| zhangban_api::Moment::parse(typed.trim()));
    let piece = content::check(context.store(), kind, item, fields, at.unwrap_or(now)).await?;
    let published = context.published();
    let calendar = published.calendar.around(now.date());
    let empty = Preview { now, calendar, hotline: None, reply: None, article: None };
    Ok(match piece.map_err(ApiError::invalid)? {
        Piece::Hotline(hotline) => Preview { hotline: Some(*hotline), ..empty },
        Piece::Reply(rule) => Preview { reply: assistant::said(context, &published, &rule).await, ..empty },
        Piece::Article(page) => Preview { article: Some(page.article), ..empty },
    })
}
