//! The desk: the ways in and out, and who is signed in.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use zhangban::first_paint::FirstPaint;
use zhangban::page::{DESK_SIGN_OUT, Page};
use zhangban::services::desk::password::ChangePassword;
use zhangban::services::desk::sign_in::SignIn;
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{Me, PasswordForm, Role, SignInForm, WhoAmI, field};
use zhangban_api::{ApiError, ErrorCode};

use crate::context::Context;
use crate::first_paint;
use crate::form::Form;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes, body};
use crate::staff::password::Password;
use crate::staff::{self, SignedIn, Token, signed_in};

/// Who is signed in, signing in and out.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<WhoAmI, _, _>(|context, asked: Asked<WhoAmI>| async move { me(&context, &asked.headers).await })
        .route(Page::SignIn.path(), get(form).post(sign_in))
        .route(DESK_SIGN_OUT, post(sign_out))
        .route(Page::DeskPassword.path(), get(password).post(password_posted))
}

async fn me(context: &Context, headers: &HeaderMap) -> Result<Me, Refusal> {
    Ok(signed_in(context, headers, &[]).await?.me())
}

/// A page of the desk: for whoever is signed in, found by no search engine. With `same-origin` instead of `no-referrer`,
/// browsers that know no `Sec-Fetch-Site` say in `Origin` where a form comes from; addresses of the desk hold nothing
/// personal, and only this site gets them.
pub fn page(context: &Context, headers: &HeaderMap, status: StatusCode, paint: FirstPaint) -> Response {
    as_of_the_desk(first_paint::personal(context, headers, status, paint))
}

/// Why there is no page of the desk. Whoever is not signed in is led to where she can.
pub fn refused(context: &Context, headers: &HeaderMap, refusal: Refusal) -> Response {
    match refusal.told() {
        ApiError { code: ErrorCode::NotSignedIn, .. } => to_page(Page::SignIn.path()),
        error => as_of_the_desk(first_paint::refused(context, headers, error)),
    }
}

/// A form that somebody with one of these roles has posted.
pub async fn posted(
    context: &Context,
    headers: &HeaderMap,
    request: Request,
    roles: &[Role],
) -> Result<(Form, SignedIn), Refusal> {
    let form = Form::read(request).await?;
    Ok((form, signed_in(context, headers, roles).await?))
}

/// Leads on to another page after something was done.
pub fn to_page(address: &str) -> Response {
    let mut response = as_of_the_desk((StatusCode::SEE_OTHER, [(header::CACHE_CONTROL, "no-store")]).into_response());
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, address);
    response
}

fn as_of_the_desk(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// The form, or who is signed in already.
async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    let answer = match me(&context, &headers).await.map_err(Refusal::told) {
        Err(error) if error.code != ErrorCode::NotSignedIn => {
            return as_of_the_desk(first_paint::refused(&context, &headers, error));
        }
        answer => answer,
    };
    page(&context, &headers, StatusCode::OK, begin(&context, &answer))
}

fn begin(context: &Context, who: &Result<Me, ApiError>) -> FirstPaint {
    first_paint::begin(context, Page::SignIn.path()).with::<WhoAmI>(&Nothing {}, who)
}

/// Signs in. Nobody has a session yet whose token a form could carry, so here it is the browser alone that says where the
/// form comes from.
async fn sign_in(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form: SignInForm = match fields(request).await {
        Ok(form) => form,
        Err(code) => return refused(&context, &headers, code.into()),
    };
    match try_to_sign_in(&context, &headers, &form).await {
        Ok(cookie) => {
            let mut response = to_page(Page::Desk.path());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response
        }
        Err(refusal) => {
            let error = refusal.told();
            let (status, wait) = (refusal::status(error.code), error.retry_after);
            // The name comes back; the password and the code never do.
            let paint = begin(&context, &Err(ErrorCode::NotSignedIn.into()))
                .with_posted::<SignIn>(&Err(error))
                .with_typed(field::NAME, &form.name);
            let mut response = page(&context, &headers, status, paint);
            if let Some(seconds) = wait {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
    }
}

async fn try_to_sign_in(context: &Context, headers: &HeaderMap, form: &SignInForm) -> Result<HeaderValue, Refusal> {
    staff::same_origin(headers)?;
    let typed = form.parse().map_err(ApiError::invalid)?;
    staff::sign_in(context, typed, Token::of(headers).as_ref()).await?.cookie()
}

/// The form of signing out.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Leaving {
    form_token: String,
}

async fn sign_out(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let leaving: Leaving = match fields(request).await {
        Ok(leaving) => leaving,
        Err(code) => return refused(&context, &headers, code.into()),
    };
    match try_to_sign_out(&context, &headers, &leaving.form_token).await {
        Ok(()) => {
            let mut response = to_page(Page::SignIn.path());
            response.headers_mut().append(header::SET_COOKIE, staff::forget());
            response
        }
        Err(refusal) => refused(&context, &headers, refusal),
    }
}

async fn try_to_sign_out(context: &Context, headers: &HeaderMap, token: &str) -> Result<(), Refusal> {
    let who = signed_in(context, headers, &[]).await?;
    who.may_write(headers, token)?;
    if let Some(session) = Token::of(headers) {
        staff::sign_out(context, &who, &session).await?;
    }
    Ok(())
}

/// The form of changing one's password.
async fn password(State(context): State<Context>, headers: HeaderMap) -> Response {
    match signed_in(&context, &headers, &[]).await {
        Ok(who) => page(&context, &headers, StatusCode::OK, password_paint(&context, &who)),
        Err(refusal) => refused(&context, &headers, refusal),
    }
}

fn password_paint(context: &Context, who: &SignedIn) -> FirstPaint {
    first_paint::begin(context, Page::DeskPassword.path()).with::<WhoAmI>(&Nothing {}, &Ok(who.me()))
}

/// Changes it. Nothing of what was typed comes back.
async fn password_posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form: PasswordForm = match fields(request).await {
        Ok(form) => form,
        Err(code) => return refused(&context, &headers, code.into()),
    };
    let who = match signed_in(&context, &headers, &[]).await {
        Ok(who) => who,
        Err(refusal) => return refused(&context, &headers, refusal),
    };
    let answer = change_password(&context, &headers, &who, form).await.map_err(Refusal::told);
    let status = answer.as_ref().err().map_or(StatusCode::OK, |error| refusal::status(error.code));
    let wait = answer.as_ref().err().and_then(|error| error.retry_after);
    let paint = password_paint(&context, &who).with_posted::<ChangePassword>(&answer.map(|()| Nothing {}));
    let mut response = page(&context, &headers, status, paint);
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

async fn change_password(
    context: &Context,
    headers: &HeaderMap,
    who: &SignedIn,
    form: PasswordForm,
) -> Result<(), Refusal> {
    who.may_write(headers, &form.form_token)?;
    let faults = form.faults();
    let new = Password::parse(&form.new_password).filter(|_| faults.is_empty());
    let new = new.ok_or_else(|| ApiError::invalid(faults))?;
    let mine = Token::of(headers).ok_or(ErrorCode::NotSignedIn)?;
    staff::change_password(context, who, &mine, form.password, new).await
}

/// What a browser posted; a field that is missing was left empty.
async fn fields<T: Default + serde::de::DeserializeOwned>(request: Request) -> Result<T, ErrorCode> {
    Ok(serde_urlencoded::from_bytes(&body(request).await?).unwrap_or_default())
}
