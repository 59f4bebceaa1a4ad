//! Files as citizens, cameras and attackers make them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

pub const RED: [u8; 3] = [220, 20, 20];
pub const BLUE: [u8; 3] = [20, 20, 220];

/// What a camera says of where it was.
pub const GPS: &[u8] = b"HERE-IS-MY-HOME";

/// What somebody has put behind a photo.
pub const BEHIND: &[u8] = b"<script>behind</script>";

fn encoded(photo: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Red on the left, blue on the right.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { RED } else { BLUE })).into()
}

pub fn jpeg() -> Vec<u8> {
    encoded(&two_halves(80, 40), ImageFormat::Jpeg)
}

pub fn webp() -> Vec<u8> {
    encoded(&two_halves(80, 40), ImageFormat::WebP)
}

/// Longer than what is kept.
pub fn long_png() -> Vec<u8> {
    encoded(&two_halves(5_000, 50), ImageFormat::Png)
}

/// Red on the left, nothing on the right.
pub fn transparent_png() -> Vec<u8> {
    let half = |x| if x < 40 { Rgba([RED[0], RED[1], RED[2], 255]) } else { Rgba([0, 0, 0, 0]) };
    encoded(&RgbaImage::from_fn(80, 40, |x, _| half(x)).into(), ImageFormat::Png)
}

/// A photo as a phone writes it that was held upright: it lies on its side, EXIF says so and says where it was, and there
/// is more behind its end.
pub fn jpeg_of_a_phone() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    // Two entries end at 38, so the GPS part begins there; its text at 56.
    let length = u32::try_from(GPS.len()).unwrap();
    let tiff = [
        &b"MM\0\x2a\0\0\0\x08"[..],
        &2_u16.to_be_bytes(),
        &entry(0x0112, 3, 1, [0, 6, 0, 0]),
        &entry(0x8825, 4, 1, 38_u32.to_be_bytes()),
        &[0; 4],
        &1_u16.to_be_bytes(),
        &entry(0x001b, 7, length, 56_u32.to_be_bytes()),
        &[0; 4],
        GPS,
    ]
    .concat();
    let exif = [&b"Exif\0\0"[..], &tiff].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let photo = jpeg();
    [&photo[..2], &[0xff, 0xe1], &length, &exif, &photo[2..], BEHIND].concat()
}

/// A PNG that says how large it is and has nothing.
pub fn png_of(width: u32, height: u32) -> Vec<u8> {
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let body = [&name[..], content].concat();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &header), chunk(b"IDAT", b"\x78\x9c\x03\0\0\0\0\x01"), chunk(b"IEND", b"")];
    [&b"\x89PNG\r\n\x1a\n"[..], &parts.concat()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// One of each kind of recording, with the media type it is kept under.
pub fn recordings() -> Vec<(&'static str, Vec<u8>)> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0]);
    let opus = [&b"OggS\0\x02"[..], &[0; 20], &[1, 19], b"OpusHead\x01\x01"].concat();
    let named = |name: &[u8; 4], content: &[u8]| {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], name, content].concat()
    };
    let handler = named(b"hdlr", b"\0\0\0\0\0\0\0\0soun\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let movie = named(b"moov", &named(b"trak", &named(b"mdia", &handler)));
    vec![
        ("audio/mpeg", [frame.clone(), frame].concat()),
        ("audio/mp4", [named(b"ftyp", b"M4A \0\0\0\0"), movie].concat()),
        ("audio/amr", b"#!AMR\n\x3c".to_vec()),
        ("audio/ogg", opus),
        ("audio/wav", b"RIFF\x04\0\0\0WAVEfmt ".to_vec()),
        ("audio/webm", b"\x1a\x45\xdf\xa3\x42\x82\x84webm\x16\x54\xae\x6b\x86\x86A_OPUS".to_vec()),
    ]
}
