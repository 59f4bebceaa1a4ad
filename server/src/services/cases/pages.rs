//! The pages of filing and following: complete from the server, and usable with nothing but forms.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban::services::cases::filing::draft::{BACK, STEP, Step, faults_until};
use zhangban_api::attachments::{self, AttachmentId};
use zhangban_api::cases::filing::{CaseForm, FileCase, field};
use zhangban_api::cases::following::{self, CaseKey};
use zhangban_api::cases::public::{FindSimilar, SimilarTo};
use zhangban_api::cases::{ActOnCase, CitizenAct, FollowCase, GetCategories, Move};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, ErrorCode};

use super::super::public_cases;
use super::{Filing, act, file, follow, open};
use crate::context::Context;
use crate::first_paint;
use crate::form::Form;
use crate::idempotency::when_first_is_done;
use crate::random::random;
use crate::refusal::{self, Refusal};

/// What it is about: the first page of filing, the same for everybody.
pub(super) async fn categories(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let address = uri.path_and_query().map_or(Page::FileCase.path(), |address| address.as_str());
    let paint = with_categories(&context, first_paint::begin(&context, address));
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}

/// What waits on a phone: only that phone knows, so the page is the same for everybody.
pub(super) async fn waiting(State(context): State<Context>, headers: HeaderMap) -> Response {
    let paint = first_paint::begin(&context, Page::WaitingCases.path());
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}

/// The questions of filing. The page has a key of its own: it is made for one person, and stored by nobody.
pub(super) async fn filing(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    // Whatever address a form was sent to, it is the page of filing.
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = &format!("{}{query}", Page::WriteCase.path());
    let paint = with_categories(&context, first_paint::begin(&context, address));
    personal(&context, &headers, StatusCode::OK, with_key(paint, None))
}

/// One question answered, or all of it sent.
pub(super) async fn filed(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form = match Form::read(request).await {
        Ok(form) => form,
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let mut case = case_of(&form, &context);
    let step = Step::parse(form.get(STEP)).unwrap_or_default();
    // Whoever answers one question without the app goes on without it: what it would need, no page waits for.
    let paint = with_categories(&context, first_paint::begin(&context, Page::WriteCase.path())).staying();
    let paint = with_similar(&context, paint, &case.category).await;
    let key = IdempotencyKey::parse(form.get(IdempotencyKey::FIELD));
    if form.has(BACK) {
        if step.previous() == Step::Category {
            return Redirect::to(Page::FileCase.path()).into_response();
        }
        let paint = with_typed(paint, &case).with_typed(STEP, step.previous().word());
        return personal(&context, &headers, StatusCode::OK, with_key(paint, key.as_ref()));
    }
    let refused = keep_files(&context, &mut case, form.files()).await;
    let mut faults = faults_until(&case, &context.published().cases, step);
    faults.extend(refused.err().into_iter().flat_map(|refusal| refusal.told().fields));
    if let Some(first) = faults.first() {
        let asked = Step::of_field(&first.name);
        faults.retain(|fault| Step::of_field(&fault.name) == asked);
        let error = ApiError::invalid(faults);
        let status = refusal::status(error.code);
        let paint = with_typed(paint, &case).with_typed(STEP, asked.word()).with_posted::<FileCase>(&Err(error));
        return personal(&context, &headers, status, with_key(paint, key.as_ref()));
    }
    if step != Step::Check {
        let paint = with_typed(paint, &case).with_typed(STEP, step.next().word());
        return personal(&context, &headers, StatusCode::OK, with_key(paint, key.as_ref()));
    }
    let answer = match &key {
        Some(key) => when_first_is_done(|| file::<FileCase>(&context, key, &case, Filing::by_citizen(&case)))
            .await
            .map_err(Refusal::told),
        None => Err(ErrorCode::KeyMissing.into()),
    };
    let paint = paint.with_posted::<FileCase>(&answer);
    match answer {
        // The category says whom to call about it.
        Ok(_) => {
            let paint = paint.with_typed(field::CATEGORY, &case.category);
            personal(&context, &headers, StatusCode::CREATED, Ok(paint))
        }
        Err(error) => {
            // A key that belongs to other words is of no use any more.
            let key = key.filter(|_| error.code != ErrorCode::KeyReused);
            let paint = with_typed(paint, &case).with_typed(STEP, Step::Check.word());
            personal(&context, &headers, refusal::status(error.code), with_key(paint, key.as_ref()))
        }
    }
}

/// What a case can be about.
pub(in crate::services) fn with_categories(context: &Context, paint: FirstPaint) -> FirstPaint {
    paint.with::<GetCategories>(&Nothing {}, &Ok(context.published().cases.clone()))
}

/// What was answered to others in the category; where that cannot be had, the question is asked without it.
async fn with_similar(context: &Context, paint: FirstPaint, category: &str) -> FirstPaint {
    let asked = SimilarTo { category: category.to_owned(), q: String::new() };
    match public_cases::similar(context, &asked).await {
        Ok(similar) => paint.with::<FindSimilar>(&asked, &Ok(similar)),
        Err(_) => paint,
    }
}

/// The case as the form has it.
pub(in crate::services) fn case_of(form: &Form, context: &Context) -> CaseForm {
    let category = form.get(field::CATEGORY).to_owned();
    let published = context.published();
    let questions = published.cases.category(&category).map(|one| one.questions.as_slice()).unwrap_or_default();
    let answer = |id: &str| Some(form.get(&field::answer(id)).to_owned()).filter(|answer| !answer.is_empty());
    CaseForm {
        // A browser sends line breaks as CRLF; the app in the same browser does not, and the words are the same.
        text: form.get(field::TEXT).replace("\r\n", "\n"),
        answers: questions.iter().filter_map(|one| Some((one.id.clone(), answer(&one.id)?))).collect(),
        place: form.get(field::PLACE).to_owned(),
        contact: form.get(field::CONTACT).to_owned(),
        anonymous: form.has(field::ANONYMOUS),
        publish: form.has(field::PUBLISH),
        attachments: form.get(attachments::FIELD).split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        category,
    }
}

/// What was typed comes back, every character.
pub(in crate::services) fn with_typed(paint: FirstPaint, case: &CaseForm) -> FirstPaint {
    let yes = |yes: bool| if yes { "1" } else { "" };
    let paint = paint
        .with_typed(field::CATEGORY, &case.category)
        .with_typed(field::TEXT, &case.text)
        .with_typed(field::PLACE, &case.place)
        .with_typed(field::CONTACT, &case.contact)
        .with_typed(field::ANONYMOUS, yes(case.anonymous))
        .with_typed(field::PUBLISH, yes(case.publish))
        .with_typed(attachments::FIELD, &case.attachments.join(","));
    case.answers.iter().fold(paint, |paint, (id, answer)| paint.with_typed(&field::answer(id), answer))
}

/// Puts a key into the form: the one it came with, or a new one.
pub(in crate::services) fn with_key(paint: FirstPaint, key: Option<&IdempotencyKey>) -> Result<FirstPaint, Refusal> {
    let key = match key {
        Some(key) => key.clone(),
        None => IdempotencyKey::from_random(random()?),
    };
    Ok(paint.with_typed(IdempotencyKey::FIELD, key.as_str()))
}

fn personal(
    context: &Context,
    headers: &HeaderMap,
    status: StatusCode,
    paint: Result<FirstPaint, Refusal>,
) -> Response {
    match paint {
        Ok(paint) => first_paint::personal(context, headers, status, paint),
        Err(refusal) => first_paint::refused(context, headers, refusal.told()),
    }
}

/// The page of following, empty.
pub(super) async fn following(State(context): State<Context>, headers: HeaderMap) -> Response {
    let paint = first_paint::begin(&context, Page::FollowCase.path());
    first_paint::personal(&context, &headers, StatusCode::OK, paint)
}

/// Number and code, perhaps with something to do.
pub(super) async fn followed(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form = match Form::read(request).await {
        Ok(form) => form,
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let case = CaseKey {
        number: form.get(following::field::NUMBER).to_owned(),
        code: form.get(following::field::CODE).to_owned(),
    };
    let paint = first_paint::begin(&context, Page::FollowCase.path())
        .with_typed(following::field::NUMBER, &case.number)
        .with_typed(following::field::CODE, &case.code);
    let done = match Move::parse(form.get(following::field::DOES)) {
        None => Done { paint, key: None, status: StatusCode::OK },
        Some(does) => do_it(&context, paint, &case, does, &form).await,
    };
    let answer = follow(&context, &case).await.map_err(Refusal::told);
    let status = answer.as_ref().err().map_or(done.status, |error| refusal::status(error.code));
    let paint = done.paint.with_posted::<FollowCase>(&answer);
    personal(&context, &headers, status, with_key(paint, done.key.as_ref()))
}

/// What became of something that was to be done.
struct Done {
    paint: FirstPaint,
    /// The key that the form keeps, because it is not done.
    key: Option<IdempotencyKey>,
    status: StatusCode,
}

async fn do_it(context: &Context, paint: FirstPaint, case: &CaseKey, does: Move, form: &Form) -> Done {
    let word = does.word();
    let rating = form.get(following::field::RATING);
    let asked = CitizenAct {
        number: case.number.clone(),
        code: case.code.clone(),
        does,
        text: form.get(&format!("{word}-text")).replace("\r\n", "\n"),
        rating: rating.parse().unwrap_or_default(),
    };
    let key = IdempotencyKey::parse(form.get(IdempotencyKey::FIELD));
    let answer = match &key {
        Some(key) => when_first_is_done(|| act(context, key, &asked)).await.map_err(Refusal::told),
        None => Err(ErrorCode::KeyMissing.into()),
    };
    let paint = paint.with_posted::<ActOnCase>(&answer);
    match answer {
        // What is done is done: the next thing has a key of its own.
        Ok(_) => Done { paint, key: None, status: StatusCode::OK },
        Err(error) => {
            let paint = paint
                .with_typed(following::field::DOES, word)
                .with_typed(following::field::TEXT, &asked.text)
                .with_typed(following::field::RATING, rating);
            let key = key.filter(|_| error.code != ErrorCode::KeyReused);
            Done { paint, key, status: refusal::status(error.code) }
        }
    }
}

/// Keeps the files of a form without scripting; what was kept is named by the form from then on.
async fn keep_files(context: &Context, case: &mut CaseForm, files: &[Bytes]) -> Result<(), Refusal> {
    for file in files {
        let uploaded = crate::attachments::keep(context, file.clone()).await?;
        case.attachments.push(uploaded.id.to_string());
    }
    Ok(())
}

/// What came with a case, for whoever has its number and code.
pub(super) async fn attachment(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    match shown(&context, request).await {
        Ok(response) => response,
        Err(refusal) => first_paint::refused(&context, &headers, refusal.told()),
    }
}

async fn shown(context: &Context, request: Request) -> Result<Response, Refusal> {
    let form = Form::read(request).await?;
    let case = open(context, form.get(following::field::NUMBER), form.get(following::field::CODE)).await?;
    let id = AttachmentId::parse(form.get(attachments::FIELD)).ok_or(ErrorCode::NotFound)?;
    let found = crate::attachments::read(context, &id).await?;
    let (attachment, bytes) = found.filter(|(one, _)| one.case == case.number.stored()).ok_or(ErrorCode::NotFound)?;
    Ok(crate::attachments::response(&attachment, bytes))
}
