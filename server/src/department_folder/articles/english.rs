//! The English of an article, beside its Chinese.

use std::path::Path;

use serde::Deserialize;
use zhangban_api::articles::Article;

use super::files::Beside;
use super::{ArticlePage, ENGLISH, markdown, or, parts, text, whole};
use crate::department_folder::fault::Report;
use crate::department_folder::toml_file::TomlFile;

/// What the English text may say for itself; the rest is the Chinese one's.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EnglishFront {
    pub(super) title: String,
    pub(super) office: String,
    pub(super) summary: String,
    pub(super) who: String,
    pub(super) what_to_do: String,
    pub(super) by_when: String,
}

/// Where the English stands.
pub(super) enum Written<'a> {
    File(&'a Path),
    Text(String),
}

/// Adds the English, and answers it as it stands in its file.
pub(super) fn add_english(
    written: Written<'_>,
    page: &mut ArticlePage,
    beside: &mut Beside,
    report: &mut Report,
) -> String {
    let name = match &written {
        Written::File(path) => path.display().to_string(),
        Written::Text(_) => ENGLISH.trim_start_matches('.').to_owned(),
    };
    let mut own = Report::new(&name);
    let text = match written {
        Written::File(path) => whole(path, &mut own),
        Written::Text(text) => Some(text),
    };
    let text = text.unwrap_or_default();
    if own.is_clean()
        && let Some((front, rendered)) = english_text(&text, beside, &mut own)
    {
        let Article { title, office, html, who, what_to_do, by_when, .. } = &mut page.article;
        title.en = front.title;
        office.en = front.office;
        who.en = front.who;
        what_to_do.en = front.what_to_do;
        by_when.en = front.by_when;
        html.en = rendered.html;
        page.summary.en = or(front.summary.trim(), || markdown::beginning(&rendered.plain));
        page.plain.en = rendered.plain;
    }
    report.absorb(own);
    text
}

fn english_text(whole: &str, beside: &mut Beside, report: &mut Report) -> Option<(EnglishFront, markdown::Rendered)> {
    let (front, body_at) = parts(whole, report)?;
    let (front, _) = TomlFile::of::<EnglishFront>(front, report)?;
    let body = whole.get(body_at..).unwrap_or_default();
    let rendered = text(whole, body_at, body, &markdown::ENGLISH, beside, report)?;
    Some((front, rendered))
}
