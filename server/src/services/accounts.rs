//! The official accounts: the register, whether something is in it, QR codes, and the page.

mod check;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;
use zhangban::first_paint::FirstPaint;
use zhangban::page::{ACCOUNT_QR, Page};
use zhangban_api::accounts::{CheckAccount, CheckQuery, CheckReport, ListAccounts, PASTED, Register};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{ApiError, FieldError, Message};

use crate::context::Context;
use crate::first_paint;
use crate::kept::{Answer, Edition};
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes, body};

const NOTHING_TO_CHECK: Message = Message::new(
    "没有找到链接或电话号码；如要核实账号，请只粘贴账号的名称或 ID",
    "There is no link and no phone number in this. To check an account, paste its name or its ID alone",
);

/// The register, the question, QR codes and the page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .kept_endpoint::<ListAccounts, _>(Edition::of_data, register)
        .endpoint::<CheckAccount, _, _>(|context, asked: Asked<CheckAccount>| {
            std::future::ready(look_up(&context, &asked.request))
        })
        .route(ACCOUNT_QR, get(qr_code))
        .route(Page::Accounts.path(), get(form).post(posted))
}

fn register(context: &Context, _: &Nothing) -> Result<Register, Refusal> {
    Ok(context.published().register.clone())
}

/// Rule: what is in the register is named with who runs it; what is not, is never called safe.
fn look_up(context: &Context, query: &CheckQuery) -> Result<CheckReport, Refusal> {
    let pasted = query.parse().map_err(ApiError::invalid)?;
    let published = context.published();
    let report = check::check(pasted, &published.register, &published.hotlines);
    let nothing = || ApiError::invalid(vec![FieldError::new(PASTED, NOTHING_TO_CHECK)]);
    report.ok_or_else(|| nothing().into())
}

/// Which account a QR code is of.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    platform: String,
    id: String,
}

/// The address of an account as a QR code. Only addresses of the register are drawn: nobody can have us draw another.
async fn qr_code(
    State(context): State<Context>,
    headers: HeaderMap,
    which: Result<Query<Which>, QueryRejection>,
) -> Response {
    let Which { platform, id } = which.map(|Query(which)| which).unwrap_or_default();
    let published = context.published();
    let mut accounts = published.register.accounts.iter();
    let account = accounts.find(|account| account.handle == id && account.platform.zh == platform);
    let Some(account) = account.filter(|account| !account.link.is_empty()) else {
        return first_paint::not_found(&context, &headers);
    };
    let name = format!("{ACCOUNT_QR} {}", account.link);
    let made = context.kept().get(&name, Edition::of_data(&context), || {
        let code = QrCode::with_error_correction_level(&account.link, EcLevel::M)
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        // Black on white in every scheme, with the margin of four modules the standard asks for.
        let drawing = code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build();
        Ok::<_, Refusal>(Answer::new("image/svg+xml", drawing))
    });
    match made {
        Ok(answer) => answer.respond(&headers),
        Err(refusal) => first_paint::refused(&context, &headers, refusal.told()),
    }
}

async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    first_paint::kept(&context, &headers, Page::Accounts, Edition::of_data(&context), |paint| {
        with_register(&context, paint)
    })
}

fn with_register(context: &Context, paint: FirstPaint) -> FirstPaint {
    paint.with::<ListAccounts>(&Nothing {}, &register(context, &Nothing {}).map_err(Refusal::told))
}

/// The form as a browser without scripting sends it. A field that is missing was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    pasted: String,
}

async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let Form { pasted } = match body(request).await {
        Ok(body) => serde_urlencoded::from_bytes(&body).unwrap_or_default(),
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    // A browser sends line breaks as CRLF; the app in the same browser does not, and the words are the same.
    let asked = CheckQuery { pasted: pasted.replace("\r\n", "\n") };
    let answer = look_up(&context, &asked).map_err(Refusal::told);
    let status = answer.as_ref().map_or_else(|error: &ApiError| refusal::status(error.code), |_| StatusCode::OK);
    let paint = with_register(&context, first_paint::begin(&context, Page::Accounts.path()))
        .with_posted::<CheckAccount>(&answer)
        .with_typed(PASTED, &asked.pasted);
    first_paint::personal(&context, &headers, status, paint)
}
