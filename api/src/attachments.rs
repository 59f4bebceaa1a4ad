//! What comes with a case: photos, a recording, a document. Each is uploaded first, and named in the case by what the
//! upload answered.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{ApiError, Endpoint, ErrorCode, FieldError, Message, Method};

/// `POST /api/cases/attachments`: the body is the file as it is. What it is, its first bytes say; `Content-Type` is not
/// believed. What no case names within [`CLAIM_WITHIN_S`] is removed.
pub struct UploadAttachment;

impl Endpoint for UploadAttachment {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/cases/attachments";
    const SUMMARY: &'static str = "Upload a photo, a recording or a document for a case; the body is the file as it is";
    const PERSONAL: bool = true;
    const IDEMPOTENT_BY_KEY: bool = true;
    type Request = Nothing;
    type Reply = Uploaded;
}

/// The field of attachments, in a case and in the form.
pub const FIELD: &str = "attachments";

/// How many photos come with one case.
pub const PHOTOS: usize = 6;

/// The largest upload, in bytes: a photo of a good phone, or ten minutes of speech.
pub const BYTES: usize = 10 * 1024 * 1024;

/// The most pixels of a photo, looked at before it is decoded: what the best phones make by default.
pub const PIXELS: u64 = 50_000_000;

/// The longest side of a photo before it is decoded, in pixels.
pub const SIDE: u32 = 12_000;

/// The longest side of a photo that is kept, in pixels: a page of text can be read on it.
pub const KEPT_SIDE: u32 = 2_560;

/// How long an upload waits for its case, in seconds.
pub const CLAIM_WITHIN_S: i64 = 24 * 3_600;

/// What a browser offers to choose, for `accept`: the native chooser then shows camera and recorder.
pub const ACCEPT: &str = "image/*,audio/*,application/pdf";

/// What an attachment is to the people who read the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture; always kept as JPEG.
    Photo,
    /// Sound, kept as it came.
    Recording,
    /// A PDF, kept as it came.
    Document,
}

impl AttachmentKind {
    /// The word in the store and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Recording => "recording",
            Self::Document => "document",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Photo, Self::Recording, Self::Document].into_iter().find(|kind| kind.word() == word)
    }

    /// Its name for people.
    pub const fn name(self) -> Message {
        match self {
            Self::Photo => Message::new("照片", "Photo"),
            Self::Recording => Message::new("录音", "Recording"),
            Self::Document => Message::new("文件", "Document"),
        }
    }
}

/// The name of an upload: 128 random bits. Whoever knows it can put the upload into a case of hers, so it is not shown in
/// logs.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachmentId([u8; 16]);

impl AttachmentId {
    /// A name from 16 random bytes.
    pub const fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hexadecimal digits, as [`Display`](fmt::Display) writes them.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 32 {
            return None;
        }
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttachmentId")
    }
}

impl Serialize for AttachmentId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for AttachmentId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected 32 hexadecimal digits"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AttachmentId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AttachmentId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{32}$" })
    }
}

/// An upload that is kept, on the disk already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Uploaded {
    /// How a case names it.
    pub id: AttachmentId,
    /// What it is.
    pub kind: AttachmentKind,
    /// How large it is as it is kept.
    pub bytes: u32,
    /// How wide a photo is as it is kept, in pixels; 0 for others.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// Why something cannot come with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentFault {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`BYTES`].
    TooLarge,
    /// It is none of the kinds that are taken.
    OtherKind,
    /// It begins like a photo, but cannot be opened.
    Unreadable,
    /// A photo of more than [`PIXELS`], or longer than [`SIDE`].
    TooManyPixels,
    /// More than [`PHOTOS`].
    TooMany,
    /// Photos together with something else, or two of something else.
    Mixed,
    /// There is no such upload (any more), or it belongs to another case: both are told alike.
    Unknown,
}

impl AttachmentFault {
    /// How to mend it.
    pub const fn message(self) -> Message {
        match self {
            Self::Empty => Message::new("这个文件是空的，请另选一个", "This file is empty. Choose another one"),
            Self::TooLarge => {
                Message::new("每个文件最大 10 MB，请选小一些的文件", "A file has at most 10 MB. Choose a smaller one")
            }
            Self::OtherKind => Message::new(
                "请选择照片（JPEG、PNG、WebP）、录音或 PDF 文件",
                "Choose a photo (JPEG, PNG, WebP), a recording or a PDF",
            ),
            Self::Unreadable => Message::new(
                "这张照片打不开，可能不完整，请重新选择或重新拍摄",
                "This photo cannot be opened; a part of it may be missing. Choose it again, or take another",
            ),
            Self::TooManyPixels => Message::new(
                "这张照片的尺寸过大，请用较低的分辨率拍摄，或截图后再选",
                "This photo has too many pixels. Take it at a lower resolution, or choose a screenshot of it",
            ),
            Self::TooMany => {
                Message::new("最多 6 张照片，请移除多出的照片", "At most 6 photos. Remove those beyond that")
            }
            Self::Mixed => Message::new(
                "请只附照片，或者只附一段录音，或者只附一份 PDF 文件",
                "Attach only photos, or only one recording, or only one PDF",
            ),
            Self::Unknown => Message::new(
                "有附件已失效，请移除后重新添加",
                "An attachment is no longer there. Remove it and add it again",
            ),
        }
    }

    /// The code it travels with.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::TooLarge => ErrorCode::TooLarge,
            Self::OtherKind => ErrorCode::UnsupportedMediaType,
            _ => ErrorCode::InvalidInput,
        }
    }
}

impl From<AttachmentFault> for ApiError {
    /// The sentence is told for the whole and for the field.
    fn from(fault: AttachmentFault) -> Self {
        let message = fault.message();
        Self {
            message: message.into(),
            ..Self { fields: vec![FieldError::new(FIELD, message)], ..fault.code().into() }
        }
    }
}

/// Whether these may come with one case: photos, or one recording, or one document.
pub fn fit_together(kinds: impl IntoIterator<Item = AttachmentKind>) -> Result<(), AttachmentFault> {
    let (mut photos, mut others) = (0, 0);
    for kind in kinds {
        match kind {
            AttachmentKind::Photo => photos += 1,
            AttachmentKind::Recording | AttachmentKind::Document => others += 1,
        }
    }
    if others > 1 || others == 1 && photos > 0 {
        Err(AttachmentFault::Mixed)
    } else if photos > PHOTOS {
        Err(AttachmentFault::TooMany)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn photos_or_one_other_come_with_a_case() {
        use AttachmentKind::{Document, Photo, Recording};
        for fine in [&[][..], &[Photo], &[Photo; 6], &[Recording], &[Document]] {
            assert_eq!(fit_together(fine.iter().copied()), Ok(()), "{fine:?}");
        }
        assert_eq!(fit_together([Photo; 7]), Err(AttachmentFault::TooMany));
        for mixed in [[Photo, Recording], [Document, Photo], [Recording, Document], [Recording; 2], [Document; 2]] {
            assert_eq!(fit_together(mixed), Err(AttachmentFault::Mixed), "{mixed:?}");
        }
    }

    #[test]
    fn a_name_tells_nothing_in_a_log() {
        let id = AttachmentId::from_random([0xab; 16]);
        assert!(!format!("{id:?}").contains("ab"));
    }

    proptest! {
        #[test]
        fn a_name_is_read_as_it_was_written(bytes in any::<[u8; 16]>()) {
            let id = AttachmentId::from_random(bytes);
            prop_assert_eq!(AttachmentId::parse(&id.to_string()), Some(id));
            prop_assert_eq!(serde_json::from_str::<AttachmentId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
        }

        #[test]
        fn no_text_breaks_a_name(text in "[0-9a-fA-F]{30,34}|\\PC{0,40}") {
            prop_assert_eq!(AttachmentId::parse(&text).is_some_and(|id| id.to_string() != text), false);
        }
    }
}
