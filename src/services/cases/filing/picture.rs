//! The receipt as a picture, with a code that another phone can read: to be kept where one keeps pictures.

use js_sys::Promise;
use leptos::prelude::document;
use qrcode::{Color, EcLevel, QrCode};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, Url};

/// Width of the picture, and the space around everything in it, in pixels: a phone's screen at twice its points.
const WIDTH: u32 = 720;
const SPACE: u32 = 48;
/// From one line to the next.
const LINE: u32 = 64;
/// Width of the code.
const CODE: u32 = 320;

/// The picture at an address that only this page knows; none if the browser cannot draw it.
///
/// `lines` are what stands on the receipt, term and value; `code` is what the other phone reads.
pub(super) async fn picture(lines: &[(String, String)], code: &str) -> Option<String> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let rows = u32::try_from(lines.len()).ok()?;
    canvas.set_width(WIDTH);
    canvas.set_height(SPACE * 3 + rows * 2 * LINE + CODE);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.set_fill_style_str("white");
    pen.fill_rect(0.0, 0.0, WIDTH.into(), canvas.height().into());
    pen.set_fill_style_str("black");
    let mut y = SPACE;
    for (term, value) in lines {
        for (words, font) in [(term, "28px system-ui, sans-serif"), (value, "bold 40px system-ui, sans-serif")] {
            y += LINE;
            pen.set_font(font);
            let room = f64::from(WIDTH - 2 * SPACE);
            pen.fill_text_with_max_width(words, SPACE.into(), f64::from(y) - 16.0, room).ok()?;
        }
    }
    draw_code(&pen, y + SPACE, code)?;
    let made = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Draws the code in the middle, each module a whole number of pixels.
fn draw_code(pen: &CanvasRenderingContext2d, top: u32, code: &str) -> Option<()> {
    let code = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
    let side = u32::try_from(code.width()).ok()?;
    let module = (CODE / side).max(1);
    let left = (WIDTH - module * side) / 2;
    for (at, colour) in (0..).zip(code.to_colors()) {
        if colour == Color::Dark {
            let (x, y) = (left + at % side * module, top + at / side * module);
            pen.fill_rect(x.into(), y.into(), module.into(), module.into());
        }
    }
    Some(())
}
