//! What a file is, by its first bytes. Neither its name nor what a browser calls it is believed.

use image::ImageFormat;
use zhangban_api::attachments::AttachmentKind;

/// The kinds of files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A photo, to be decoded.
    Photo(ImageFormat),
    /// Sound or a document, to be kept as it is.
    Kept(Kept),
}

/// What is kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) kind: AttachmentKind,
    pub(super) media_type: &'static str,
    /// The ending of the file that is downloaded.
    pub(super) ending: &'static str,
}

const fn recording(media_type: &'static str, ending: &'static str) -> Kept {
    Kept { kind: AttachmentKind::Recording, media_type, ending }
}

const MP3: Kept = recording("audio/mpeg", "mp3");
const MP4: Kept = recording("audio/mp4", "m4a");
const AMR: Kept = recording("audio/amr", "amr");
const OGG: Kept = recording("audio/ogg", "ogg");
const WAV: Kept = recording("audio/wav", "wav");
const WEBM: Kept = recording("audio/webm", "weba");
const PDF: Kept = Kept { kind: AttachmentKind::Document, media_type: "application/pdf", ending: "pdf" };

/// All of them; the store knows them by media type.
pub(super) const KEPT: [Kept; 7] = [MP3, MP4, AMR, OGG, WAV, WEBM, PDF];

impl Format {
    /// What these bytes are; none if they are nothing that is taken.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let riff = |of: &[u8]| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(of);
        Some(match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Photo(ImageFormat::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Photo(ImageFormat::Png),
            _ if riff(b"WEBP") => Self::Photo(ImageFormat::WebP),
            _ if riff(b"WAVE") => Self::Kept(WAV),
            _ if bytes.starts_with(b"%PDF-") => Self::Kept(PDF),
            _ if bytes.starts_with(b"#!AMR\n") || bytes.starts_with(b"#!AMR-WB\n") => Self::Kept(AMR),
            _ if is_ogg_sound(bytes) => Self::Kept(OGG),
            _ if is_mp4_sound(bytes) => Self::Kept(MP4),
            _ if is_webm_sound(bytes) => Self::Kept(WEBM),
            _ if is_mp3(bytes) => Self::Kept(MP3),
            _ => return None,
        })
    }
}

/// The first page of an Ogg says what its stream is.
fn is_ogg_sound(bytes: &[u8]) -> bool {
    let first_packet = bytes.get(28..).unwrap_or_default();
    bytes.starts_with(b"OggS")
        && [&b"OpusHead"[..], b"\x01vorbis", b"Speex   "].iter().any(|head| first_packet.starts_with(head))
}

/// An MP4 with sound and no pictures. Its tracks say what they are, wherever the recorder has put them: some write the
/// sound first.
fn is_mp4_sound(bytes: &[u8]) -> bool {
    let Some((b"ftyp", _)) = boxes(bytes).next() else { return false };
    let inside =
        |bytes, name: &'static [u8; 4]| boxes(bytes).filter_map(move |(n, inner)| (n == name).then_some(inner));
    let handlers: Vec<&[u8]> = inside(bytes, b"moov")
        .flat_map(|movie| inside(movie, b"trak"))
        .flat_map(|track| inside(track, b"mdia"))
        .flat_map(|media| inside(media, b"hdlr"))
        .filter_map(|handler| handler.get(8..12))
        .collect();
    handlers.contains(&&b"soun"[..]) && !handlers.contains(&&b"vide"[..])
}

/// The boxes of an MP4, one after the other: name and content. Ends where one is not whole.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let content = match u32::from_be_bytes(*size) {
            // To the end of the file.
            0 => after.len(),
            1 => {
                let (long, _) = after.split_first_chunk::<8>()?;
                usize::try_from(u64::from_be_bytes(*long)).ok()?.checked_sub(8)?
            }
            size => usize::try_from(size).ok()?.checked_sub(8)?,
        };
        let (content, after) = after.split_at_checked(content)?;
        rest = after;
        Some((name, content))
    })
}

/// How far the tracks of a `WebM` are looked for: recorders write them before the first sound.
const WEBM_HEAD: usize = 4_096;

fn is_webm_sound(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(WEBM_HEAD)];
    let has = |what: &[u8]| head.windows(what.len()).any(|part| part == what);
    let is_webm = bytes.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) && has(b"webm");
    is_webm && (has(b"A_OPUS") || has(b"A_VORBIS")) && !has(b"V_VP") && !has(b"V_AV1") && !has(b"V_MPEG")
}

/// Two frames of MPEG layer III one after the other, perhaps behind a tag: a single one is no more than eleven set bits.
fn is_mp3(bytes: &[u8]) -> bool {
    let mut sound = bytes;
    if let [b'I', b'D', b'3', _, _, _, size @ ..] = bytes {
        let Some((size, _)) = size.split_first_chunk::<4>() else { return false };
        let length = size.iter().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7f));
        sound = bytes.get(10 + length..).unwrap_or_default();
        // A tag may be followed by room for more of it.
        let room = sound.iter().take_while(|byte| **byte == 0).count();
        sound = &sound[room..];
    }
    let second = frame_length(sound).and_then(|length| sound.get(length..));
    second.is_some_and(|second| frame_length(second).is_some())
}

/// The length of a frame of MPEG layer III that begins here.
fn frame_length(bytes: &[u8]) -> Option<usize> {
    /// Kilobits a second of MPEG 1, and of MPEG 2 and 2.5.
    const RATES: [[usize; 15]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let &[0xff, version, rates, ..] = bytes else { return None };
    // Eleven bits of sync, two of the version, two of the layer (01 is III).
    if version & 0xe0 != 0xe0 || version & 0x06 != 0x02 {
        return None;
    }
    let (older, divisor) = match version >> 3 & 3 {
        3 => (0, 1),
        2 => (1, 2),
        0 => (1, 4),
        _ => return None,
    };
    let kilobits = *RATES[older].get(usize::from(rates >> 4)).filter(|rate| **rate > 0)?;
    let samples = [44_100, 48_000, 32_000].get(usize::from(rates >> 2 & 3))? / divisor;
    let padding = usize::from(rates >> 1 & 1);
    Some(if older == 0 { 144_000 } else { 72_000 } * kilobits / samples + padding)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_recording_of_mp3_is_known_with_and_without_a_tag() {
        let frame = || {
            let mut frame = vec![0; 417];
            frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
            frame
        };
        let sound = [frame(), frame()].concat();
        assert_eq!(Format::of(&sound), Some(Format::Kept(MP3)));
        let tagged = [b"ID3\x04\0\0\0\0\0\x05title\0\0\0", sound.as_slice()].concat();
        assert_eq!(Format::of(&tagged), Some(Format::Kept(MP3)));
        assert_eq!(Format::of(&frame()), None, "one frame may be chance");
        assert_eq!(Format::of(b"ID3\x04\0\0\0\0\0\x05<html><script>"), None);
    }

    fn mp4(handlers: &[&[u8; 4]]) -> Vec<u8> {
        let named = |name: &[u8; 4], content: &[u8]| {
            let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
            [&size[..], name, content].concat()
        };
        let track = |handler: &&[u8; 4]| {
            let handler = [&[0; 8][..], &handler[..], &[0; 13]].concat();
            named(b"trak", &named(b"mdia", &named(b"hdlr", &handler)))
        };
        let movie = named(b"moov", &handlers.iter().map(track).collect::<Vec<_>>().concat());
        [named(b"ftyp", b"isom\0\0\0\0"), named(b"mdat", b"sound"), movie].concat()
    }

    #[test]
    fn an_mp4_is_a_recording_if_it_has_sound_and_no_pictures() {
        assert_eq!(Format::of(&mp4(&[b"soun"])), Some(Format::Kept(MP4)));
        assert_eq!(Format::of(&mp4(&[b"soun", b"vide"])), None);
        assert_eq!(Format::of(&mp4(&[])), None);
        let whole = mp4(&[b"soun"]);
        assert_eq!(Format::of(&whole[..whole.len() - 1]), None, "half of it cannot be played");
    }

    #[test]
    fn what_is_not_taken_is_not_known() {
        for other in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<!DOCTYPE html>",
            b"GIF89a",
            b"PK\x03\x04",
            b"MZ",
            b"OggS video",
            b"RIFF\0\0\0\0AVI ",
            b" %PDF-1.7",
        ] {
            assert_eq!(Format::of(other), None, "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(
            head in prop::sample::select(vec![&b""[..], b"\0\0\0\x10ftypisom", b"ID3\x04\0\0", b"\xff\xfb", b"OggS", b"RIFF"]),
            rest in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let _ = Format::of(&[head, &rest].concat());
        }
    }
}
