//! Making a photo smaller before it is sent: a phone on a bad network sends a tenth, and where the photo was taken stays
//! on the phone.

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// The longest side of a photo that is sent, in pixels.
const SIDE: u32 = 2_048;

/// JPEG quality.
const QUALITY: f64 = 0.82;

const JPEG: &str = "image/jpeg";

/// The photo upright, at most [`SIDE`] pixels long, as JPEG; none if the browser cannot.
pub(super) async fn smaller(photo: &Blob) -> Option<Blob> {
    let options = Object::new();
    Reflect::set(&options, &"imageOrientation".into(), &"from-image".into()).ok()?;
    let bitmap =
        window().create_image_bitmap_with_blob_and_image_bitmap_options(photo, options.unchecked_ref()).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let drawn = draw(&bitmap);
    bitmap.close();
    let canvas = drawn?;
    let made = Promise::new(&mut |done, failed| {
        if canvas.to_blob_with_type_and_encoder_options(&done, JPEG, &QUALITY.into()).is_err() {
            let _ = failed.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let made = JsFuture::from(made).await.ok();
    // Some phones give the memory of a canvas back only when it is empty.
    canvas.set_width(0);
    canvas.set_height(0);
    made?.dyn_into::<Blob>().ok().filter(|made| made.type_() == JPEG && made.size() > 0.0)
}

fn draw(bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (width, height) = (bitmap.width(), bitmap.height());
    let longest = width.max(height).max(SIDE);
    let scaled =
        |side: u32| u32::try_from(u64::from(side) * u64::from(SIDE) / u64::from(longest)).map_or(1, |side| side.max(1));
    let (width, height) = if longest > SIDE { (scaled(width), scaled(height)) } else { (width, height) };
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    // JPEG knows no transparency; without this it becomes black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}
