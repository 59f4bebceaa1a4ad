//! Photos: opened within limits, put upright, made smaller and written anew. What is kept are pixels; nothing else of the
//! file that came survives.

use std::io::Cursor;
use std::num::NonZero;

use bytes::Bytes;
use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use zhangban_api::attachments::{AttachmentFault, KEPT_SIDE, PIXELS, SIDE};

use crate::refusal::Refusal;
use crate::workshop::Workshop;

/// Memory that decoding one photo may take: the most pixels, with four bytes each, and half as much for the decoder.
const MEMORY: u64 = PIXELS * 4 + PIXELS * 2;

/// JPEG quality: above it files grow faster than anybody sees.
const QUALITY: u8 = 82;

/// What is white in a photo that is transparent.
const PAPER: u32 = 255;

/// A photo as it is kept.
#[derive(Debug)]
pub struct Developed {
    /// The JPEG.
    pub(super) jpeg: Bytes,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Where photos are worked on: off the threads that answer, which it gives way to, and one at a time for every two cores, so
/// that whoever looks up a score does not wait for a photo and memory is bounded.
#[derive(Clone)]
pub struct Darkroom(Workshop);

impl Darkroom {
    /// Opens it.
    pub fn new() -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Ok(Self(Workshop::new("darkroom", (cores / 2).max(1))?))
    }

    /// Makes of a photo what is kept; waits for its turn.
    pub(super) async fn develop(&self, bytes: Bytes, format: ImageFormat) -> Result<Developed, Refusal> {
        // A decoder that panicked over a file has said that the file is broken.
        let developed = self.0.work(move || develop(&bytes, format)).await.unwrap_or_else(|| {
            tracing::warn!("a photo broke its decoder");
            Err(AttachmentFault::Unreadable)
        });
        developed.map_err(|fault| Refusal::Asked(fault.into()))
    }
}

/// Makes of a photo what is kept. Its size is read and limited before anything is decoded.
fn develop(bytes: &[u8], format: ImageFormat) -> Result<Developed, AttachmentFault> {
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(AttachmentFault::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > SIDE || u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(AttachmentFault::TooManyPixels);
    }
    decoder.set_limits(limits).map_err(fault)?;
    let orientation = decoder.orientation().map_err(fault)?;
    let mut photo = smaller(DynamicImage::from_decoder(decoder).map_err(fault)?)?;
    photo.apply_orientation(orientation);
    let photo = on_paper(photo);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&photo).map_err(fault)?;
    Ok(Developed { jpeg: jpeg.into(), width: photo.width(), height: photo.height() })
}

fn fault(error: ImageError) -> AttachmentFault {
    match error {
        ImageError::Limits(_) => AttachmentFault::TooManyPixels,
        _ => AttachmentFault::Unreadable,
    }
}

/// At most [`KEPT_SIDE`] pixels long.
fn smaller(photo: DynamicImage) -> Result<DynamicImage, AttachmentFault> {
    let (width, height) = (photo.width(), photo.height());
    let longest = width.max(height);
    if longest <= KEPT_SIDE {
        return Ok(photo);
    }
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(KEPT_SIDE) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(KEPT_SIDE).max(1)
    };
    let (width, height) = (scaled(width), scaled(height));
    let mut small = DynamicImage::new(width, height, photo.color());
    Resizer::new().resize(&photo, &mut small, None).map_err(|_| AttachmentFault::Unreadable)?;
    Ok(small)
}

/// What is transparent becomes white, as on the page where it was seen.
fn on_paper(photo: DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.into_rgb8();
    }
    let photo = photo.into_rgba8();
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let [red, green, blue, alpha] = photo.get_pixel(x, y).0;
        let alpha = u32::from(alpha);
        let over = |colour: u8| {
            let mixed = (u32::from(colour) * alpha + PAPER * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// Whether a JPEG has its end. A decoder fills what is missing with grey, and a citizen would believe that her photo has
/// arrived.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xda;
    const END: u8 = 0xd9;
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        // In front of a marker may stand any number of 0xff.
        let Some(filled) = rest.iter().position(|byte| *byte != 0xff).filter(|filled| *filled > 0) else {
            return false;
        };
        let marker = rest[filled];
        rest = &rest[filled + 1..];
        match marker {
            END => return true,
            // Markers without content.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let Some((length, _)) = rest.split_first_chunk::<2>() else { return false };
        let Some(after) = rest.get(usize::from(u16::from_be_bytes(*length)).max(2)..) else { return false };
        rest = after;
        if marker == START_OF_SCAN {
            // In the scan itself a 0xff is followed by zero, or by a marker that begins a part of the same scan.
            let next = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff));
            let Some(next) = next else { return false };
            rest = &rest[next..];
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut jpeg = Vec::new();
        let photo = RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([x, y, x ^ y].map(|value| u8::try_from(value & 0xff).unwrap()))
        });
        JpegEncoder::new_with_quality(&mut jpeg, 90).encode_image(&photo).unwrap();
        jpeg
    }

    #[test]
    fn a_long_photo_keeps_its_shape() {
        let developed = develop(&jpeg(5_120, 640), ImageFormat::Jpeg).unwrap();
        assert_eq!((developed.width, developed.height), (2_560, 320));
        let thin = develop(&jpeg(6_000, 1), ImageFormat::Jpeg).unwrap();
        assert_eq!((thin.width, thin.height), (2_560, 1));
    }

    #[test]
    fn every_lost_part_of_a_jpeg_is_noticed() {
        let whole = jpeg(64, 64);
        assert!(is_whole_jpeg(&whole));
        assert!(is_whole_jpeg(&[whole.as_slice(), b"behind it"].concat()));
        for end in 0..whole.len() {
            assert!(!is_whole_jpeg(&whole[..end]), "{end} of {}", whole.len());
        }
    }

    #[test]
    fn what_is_half_transparent_is_half_white() {
        let photo = image::RgbaImage::from_pixel(1, 1, image::Rgba([0, 100, 255, 128]));
        assert_eq!(on_paper(photo.into()).get_pixel(0, 0).0, [127, 177, 255]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_bytes_break_the_darkroom(
            (format, head) in prop::sample::select(vec![
                (ImageFormat::Jpeg, &b"\xff\xd8\xff"[..]),
                (ImageFormat::Jpeg, b"\xff\xd8\xff\xe1\x00\x10Exif\0\0II*\0\x08\0\0\0"),
                (ImageFormat::Png, b"\x89PNG\r\n\x1a\n"),
                (ImageFormat::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x06\0\0\0\xc4\x0f\xbe\x8b"),
                (ImageFormat::WebP, b"RIFF\x40\0\0\0WEBPVP8 "),
                (ImageFormat::WebP, b"RIFF\x40\0\0\0WEBPVP8L"),
                (ImageFormat::WebP, b"RIFF\x40\0\0\0WEBPVP8X"),
            ]),
            rest in prop::collection::vec(any::<u8>(), 0..400),
        ) {
            let _ = develop(&[head, &rest].concat(), format);
        }

        #[test]
        fn a_photo_with_a_wrong_byte_is_read_or_refused(at in any::<prop::sample::Index>(), to in any::<u8>()) {
            let mut photo = jpeg(48, 32);
            let at = at.index(photo.len());
            photo[at] = to;
            let _ = develop(&photo, ImageFormat::Jpeg);
        }
    }
}
