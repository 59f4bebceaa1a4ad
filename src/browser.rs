//! What only a browser has: taking over the served page, cookies, focus.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::hydrate_from;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlDocument, HtmlElement, HtmlInputElement, HtmlLinkElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

use crate::app::{App, code};
use crate::first_paint::{self, FirstPaint};
use crate::language::Language;
use crate::mode::Mode;
use crate::page::Page;

/// The element that the app fills.
const MOUNT: &str = "app";

/// The link to the style sheet of the services, which the home page does not wait for.
const SERVICES_STYLE: &str = "services-style";

/// How often and how long, in milliseconds, it is looked whether that style sheet is there: two seconds in all. A page
/// without its style is better than none.
const LOOKS: u32 = 40;
const BETWEEN_LOOKS_MS: u32 = 50;

/// On the root: `ready` after the take-over, `none` where the served page stays in charge.
const STATE: &str = "data-wasm";

/// Takes over the served page, once the code of this page is there. If anything is missing, the page stays as it is: it
/// works without.
pub fn take_over() {
    // Leptos gets its own way to start tasks only with the take-over.
    wasm_bindgen_futures::spawn_local(async {
        let page = window().location().pathname().ok().and_then(|path| Page::parse(&path));
        let _ = match (code(page).fetch)().await {
            Ok(()) => hydrate().map_or(Ok(()), |root| root.set_attribute(STATE, "ready")),
            Err(_) => document().document_element().map_or(Ok(()), |root| root.set_attribute(STATE, "none")),
        };
        services_style().await;
    });
}

/// Makes sure that pages of services look as they should: on the home page their style sheet is only now asked for.
pub async fn services_style() {
    let link = document().get_element_by_id(SERVICES_STYLE).and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    let Some(link) = link else { return };
    if link.rel() != "stylesheet" {
        link.set_rel("stylesheet");
    }
    for _ in 0..LOOKS {
        if link.sheet().is_some() {
            return;
        }
        TimeoutFuture::new(BETWEEN_LOOKS_MS).await;
    }
}

fn hydrate() -> Option<Element> {
    let document = document();
    let root = document.document_element()?;
    let mount = document.get_element_by_id(MOUNT)?.dyn_into::<HtmlElement>().ok()?;
    let language = match root.get_attribute("lang").as_deref() {
        Some("en") => Language::En,
        _ => Language::Zh,
    };
    let mode = root.get_attribute("data-mode").and_then(|word| Mode::parse(&word)).unwrap_or_default();
    let paint =
        document.get_element_by_id(first_paint::ELEMENT)?.text_content().and_then(|json| FirstPaint::parse(&json))?;
    if paint.stays {
        return None;
    }
    hydrate_from(mount.clone(), move || view! { <App paint language mode/> }).forget();
    catch_up(&mount);
    Some(root)
}

/// Opens an address as if it were typed.
pub fn open(address: &str) {
    let _ = window().location().assign(address);
}

/// What was typed before the take-over is told to the app, as if it were typed now.
fn catch_up(mount: &HtmlElement) {
    let Ok(fields) = mount.query_selector_all("input, textarea, select") else { return };
    for field in (0..fields.length()).filter_map(|at| fields.get(at)) {
        if was_changed(&field) {
            for kind in ["input", "change"] {
                let bubbling = web_sys::EventInit::new();
                bubbling.set_bubbles(true);
                if let Ok(event) = web_sys::Event::new_with_event_init_dict(kind, &bubbling) {
                    let _ = field.dispatch_event(&event);
                }
            }
        }
    }
}

fn was_changed(field: &web_sys::Node) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        // Of radios only the chosen one speaks.
        let turned = input.checked() != input.default_checked() && (input.checked() || input.type_() == "checkbox");
        return input.value() != input.default_value() || turned;
    }
    if let Some(text) = field.dyn_ref::<HtmlTextAreaElement>() {
        return text.default_value().is_ok_and(|served| text.value() != served);
    }
    // What stands in a list can be told once too often without harm.
    field.is_instance_of::<HtmlSelectElement>()
}

/// Remembers a choice for a year, on this device only.
pub fn remember(cookie: &str, value: &str) {
    if let Ok(document) = document().dyn_into::<HtmlDocument>() {
        let _ = document.set_cookie(&format!("{cookie}={value}; path=/; max-age=31536000; samesite=lax"));
    }
}

/// Moves the focus to the element of that id: to a heading after a page was changed, to a summary of errors.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the element of that id can be seen, at least the beginning of it.
pub fn is_in_sight(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|element| {
        let place = element.get_bounding_client_rect();
        place.bottom() > 0.0 && place.top() < height_of_window()
    })
}

/// Moves the page, at once, so that both elements are seen; where they do not fit, the first from its beginning on.
pub fn bring_into_sight(first: &str, last: &str) {
    let (Some(first), Some(last)) = (document().get_element_by_id(first), document().get_element_by_id(last)) else {
        return;
    };
    let height = last.get_bounding_client_rect().bottom() - first.get_bounding_client_rect().top();
    let options = web_sys::ScrollIntoViewOptions::new();
    // What follows the citizen's own doing need not be shown to move.
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    if height > height_of_window() {
        options.set_block(web_sys::ScrollLogicalPosition::Start);
        first.scroll_into_view_with_scroll_into_view_options(&options);
    } else {
        options.set_block(web_sys::ScrollLogicalPosition::End);
        last.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn height_of_window() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Whether the browser can speak.
pub fn has_voice() -> bool {
    // Asked for as a property: in a webview without it, even naming it would throw.
    js_sys::Reflect::has(&window(), &"speechSynthesis".into()).unwrap_or(false)
}

/// Reads what the page is about aloud; says when it has ended.
pub fn read_aloud(language: &str, ended: impl FnOnce() + 'static) {
    let Ok(Some(main)) = document().query_selector("main") else { return };
    let Ok(main) = main.dyn_into::<HtmlElement>() else { return };
    let (Ok(voice), Ok(words)) =
        (window().speech_synthesis(), web_sys::SpeechSynthesisUtterance::new_with_text(&main.inner_text()))
    else {
        return;
    };
    words.set_lang(language);
    // Slower than the standard voice: most who ask for it are old.
    words.set_rate(0.9);
    let ended = wasm_bindgen::closure::Closure::once_into_js(ended);
    words.set_onend(Some(ended.unchecked_ref()));
    voice.cancel();
    voice.speak(&words);
}

/// Stops reading aloud.
pub fn hush() {
    if has_voice()
        && let Ok(voice) = window().speech_synthesis()
    {
        voice.cancel();
    }
}

/// Puts words into the text area of this id, and the caret behind them.
pub fn fill(id: &str, words: &str) {
    let area = document().get_element_by_id(id).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    if let Some(area) = area {
        area.set_value(words);
        let _ = area.focus();
    }
}

/// The id of the field that is typed in.
pub fn focused() -> Option<String> {
    let field = document().active_element().filter(|element| element.tag_name() != "BODY")?;
    Some(field.id()).filter(|id| !id.is_empty())
}

/// Moves the focus back to a field that was made anew, behind what stands in it.
pub fn go_on(id: &str) {
    let area = document().get_element_by_id(id).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    match area {
        Some(area) => fill(id, &area.value()),
        None => focus(id),
    }
}

/// Whether files were chosen in the field of this id.
pub fn has_files(id: &str) -> bool {
    let input = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    input.and_then(|input| input.files()).is_some_and(|files| files.length() > 0)
}

/// Opens the printing dialog.
pub fn print() {
    let _ = window().print();
}

/// The document.
pub fn document() -> Document {
    leptos::prelude::document()
}
