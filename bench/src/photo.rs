//! Photos that can be told from one another: each shows its number.

use anyhow::{Result, ensure};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

/// A number is so many fields in a row, one below the other, the lowest digit first; a bright one is 1.
const FIELDS: (u32, u32) = (8, 6);

/// How bright a field is that stands for 0 and for 1; between them lies what no compression of a photo gets across.
const SHADES: [u8; 2] = [48, 208];

/// How much neighbouring pixels differ: a wall that a phone takes is not all of one colour either.
const GRAIN: u32 = 16;

/// A photo of a number, as wide and high as it is said.
pub(crate) fn jpeg(number: u64, (width, height): (u32, u32)) -> Result<Vec<u8>> {
    let (across, down) = FIELDS;
    let photo = RgbImage::from_fn(width, height, |x, y| {
        let field = (y * down / height) * across + x * across / width;
        let shade = SHADES[usize::from(number >> field & 1 == 1)];
        // Grain that is the same each time: the same number is the same file.
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)) >> 16;
        let grain = u8::try_from(grain % GRAIN).unwrap_or_default();
        Rgb([shade + grain, shade, shade - grain])
    });
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90).encode_image(&photo)?;
    Ok(file)
}

/// Looks whether a file is the photo of a number.
pub(crate) fn shows(file: &[u8], number: u64) -> Result<()> {
    let photo = image::load_from_memory_with_format(file, ImageFormat::Jpeg)?.into_luma8();
    let (across, down) = FIELDS;
    let middle = |at: u32, of: u32, length: u32| (2 * at + 1) * length / (2 * of);
    let fields = (0..down).flat_map(|row| (0..across).map(move |column| (row, column)));
    let found = fields.enumerate().fold(0_u64, |found, (digit, (row, column))| {
        let place = (middle(column, across, photo.width()), middle(row, down, photo.height()));
        found | u64::from(photo.get_pixel(place.0, place.1).0[0] >= 128) << digit
    });
    ensure!(found == number, "the photo of {number} shows {found}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_shows_its_own_number_and_no_other() {
        for number in [0, 1, 500_000_123, (1 << 48) - 1] {
            let file = jpeg(number, (320, 240)).unwrap();
            assert!(shows(&file, number).is_ok());
            assert!(shows(&file, number ^ 1 << 20).is_err());
        }
    }
}
