//! The kinds of files that articles bring along: what they are called, how they begin, how they are sent, how large they
//! may be.
//!
//! Vector images are not among them: an SVG opened by its address is a page that can run scripts.

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Shown in the text.
    Image,
    /// Played in the text.
    Audio,
    /// Played in the text.
    Video,
    /// Taken away.
    Document,
}

impl Family {
    /// How many bytes a file may have: what a phone on a mobile network can load without its owner regretting it.
    pub const fn most(self) -> u64 {
        const MIB: u64 = 1 << 20;
        match self {
            Self::Image => 2 * MIB,
            Self::Audio => 10 * MIB,
            Self::Video => 50 * MIB,
            Self::Document => 20 * MIB,
        }
    }
}

/// A kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// What the name ends in.
    pub ending: &'static str,
    /// What it is for.
    pub family: Family,
    /// Its media type.
    pub mime: &'static str,
    /// How it begins.
    beginning: Beginning,
}

#[derive(Debug, PartialEq, Eq)]
enum Beginning {
    /// With one of these bytes, at this place.
    Bytes(usize, &'static [&'static [u8]]),
    /// With text: no byte 0 in it.
    Text,
}

const ZIP: Beginning = Beginning::Bytes(0, &[b"PK\x03\x04"]);
const OLE: Beginning = Beginning::Bytes(0, &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]);
const ISO_MEDIA: Beginning = Beginning::Bytes(4, &[b"ftyp"]);

const fn kind(ending: &'static str, family: Family, mime: &'static str, beginning: Beginning) -> Kind {
    Kind { ending, family, mime, beginning }
}

/// All of them.
pub static KINDS: [Kind; 19] = [
    kind("png", Family::Image, "image/png", Beginning::Bytes(0, &[b"\x89PNG\r\n\x1a\n"])),
    kind("jpg", Family::Image, "image/jpeg", Beginning::Bytes(0, &[b"\xff\xd8\xff"])),
    kind("jpeg", Family::Image, "image/jpeg", Beginning::Bytes(0, &[b"\xff\xd8\xff"])),
    kind("webp", Family::Image, "image/webp", Beginning::Bytes(8, &[b"WEBP"])),
    kind("gif", Family::Image, "image/gif", Beginning::Bytes(0, &[b"GIF87a", b"GIF89a"])),
    kind(
        "mp3",
        Family::Audio,
        "audio/mpeg",
        Beginning::Bytes(0, &[b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3"]),
    ),
    kind("m4a", Family::Audio, "audio/mp4", ISO_MEDIA),
    kind("ogg", Family::Audio, "audio/ogg", Beginning::Bytes(0, &[b"OggS"])),
    kind("mp4", Family::Video, "video/mp4", ISO_MEDIA),
    kind("webm", Family::Video, "video/webm", Beginning::Bytes(0, &[b"\x1a\x45\xdf\xa3"])),
    kind("pdf", Family::Document, "application/pdf", Beginning::Bytes(0, &[b"%PDF-"])),
    kind("ofd", Family::Document, "application/ofd", ZIP),
    kind("docx", Family::Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    kind("xlsx", Family::Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    kind("doc", Family::Document, "application/msword", OLE),
    kind("xls", Family::Document, "application/vnd.ms-excel", OLE),
    kind("zip", Family::Document, "application/zip", ZIP),
    kind("csv", Family::Document, "text/csv", Beginning::Text),
    kind("txt", Family::Document, "text/plain", Beginning::Text),
];

impl Kind {
    /// The kind of a file by what its name ends in.
    pub fn of_ending(ending: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.ending.eq_ignore_ascii_case(ending))
    }

    /// Whether the bytes begin as a file of this kind does: a name alone proves nothing.
    pub fn begins(&self, bytes: &[u8]) -> bool {
        match self.beginning {
            Beginning::Bytes(at, beginnings) => {
                bytes.get(at..).is_some_and(|bytes| beginnings.iter().any(|beginning| bytes.starts_with(beginning)))
            }
            Beginning::Text => !bytes.contains(&0),
        }
    }
}

/// The endings of some families, for a sentence.
pub fn endings(wanted: impl Fn(Family) -> bool) -> String {
    KINDS.iter().filter(|kind| wanted(kind.family)).map(|kind| kind.ending).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_with_and_not_what_it_is_called() {
        let begins = |ending, bytes: &[u8]| Kind::of_ending(ending).unwrap().begins(bytes);
        assert!(begins("PNG", b"\x89PNG\r\n\x1a\n..") && begins("webp", b"RIFF....WEBPVP8 "));
        assert!(begins("csv", "名称,电话".as_bytes()) && !begins("txt", b"MZ\x90\0"));
        assert!(!begins("png", b"<svg onload=alert(1)>") && !begins("mp4", b"ftyp") && !begins("pdf", b""));
        assert!(["svg", "html", "exe", "js", ""].iter().all(|ending| Kind::of_ending(ending).is_none()));
    }
}
