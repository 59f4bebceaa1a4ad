//! In which encoding a text file is written: UTF-8 with or without a mark, or GB18030 as Chinese Excel saves it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zhangban_api::Message;

use super::rows::{Broken, EMPTY, Extent, FILE_TOO_LARGE, LARGEST_FILE, UNREADABLE};

/// Read at a time; large enough that the system calls do not count.
const CHUNK: usize = 256 << 10;

/// UTF-8 text so far, before a byte that is not: with this many Han characters it is no accident of another encoding.
const HAN_THAT_PROVE_UTF8: usize = 16;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

const NOT_TEXT: Message = Message::new(
    "这不是文本文件，而是 Excel 工作簿或压缩包；请改用 .xlsx 或 .xls 扩展名，或另存为 CSV。",
    "This is a workbook or an archive, not text. Name it .xlsx or .xls, or save it as CSV.",
);
const UTF16: Message = Message::new(
    "文件是 UTF-16 编码，请另存为“CSV UTF-8（逗号分隔）”。",
    "The file is UTF-16. Save it as \"CSV UTF-8 (comma delimited)\".",
);
const DAMAGED: Message = Message::new(
    "文字编码损坏，不是完整的 UTF-8，也不是 GB18030；请重新导出文件。",
    "The text is damaged: neither whole UTF-8 nor GB18030. Export the file again.",
);

/// A text file as UTF-8, without mark, and a count of the bytes of the file that have been read.
pub(super) struct TextFile {
    /// The text, decoded.
    pub(super) text: Box<dyn BufRead + Send>,
    /// How many bytes of the file have been read.
    pub(super) read: Arc<AtomicU64>,
    /// Bytes that belong to no character have become U+FFFD: only when decoded.
    pub(super) decoded: bool,
}

/// Opens a text file in whichever encoding it is. All that is wanted of it is looked at first, a piece at a time.
pub(super) fn open(path: &Path, extent: Extent) -> Result<TextFile, Broken> {
    let unreadable = |_| Broken::file(UNREADABLE);
    let mut file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Broken::file(UNREADABLE));
    }
    if metadata.len() > LARGEST_FILE {
        return Err(Broken::file(FILE_TOO_LARGE));
    }
    let utf8 = is_utf8(&mut file, extent)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { file, read: Arc::clone(&read) };
    let text: Box<dyn BufRead + Send> = if utf8 {
        let mut text = BufReader::with_capacity(CHUNK, counted);
        if text.fill_buf().map_err(unreadable)?.starts_with(UTF8_MARK) {
            text.consume(UTF8_MARK.len());
        }
        Box::new(text)
    } else {
        let decoder = encoding_rs_io::DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding_rs::GB18030))
            .bom_override(false)
            .build(BufReader::with_capacity(CHUNK, counted));
        Box::new(BufReader::with_capacity(CHUNK, decoder))
    };
    Ok(TextFile { text, read, decoded: !utf8 })
}

/// The whole of a small text file.
pub(super) fn read_to_string(path: &Path, longest: u64) -> Result<String, Broken> {
    let TextFile { text, decoded, .. } = open(path, Extent::Whole)?;
    let mut whole = String::new();
    text.take(longest + 1).read_to_string(&mut whole).map_err(|_| Broken::file(UNREADABLE))?;
    if whole.len() as u64 > longest {
        return Err(Broken::file(FILE_TOO_LARGE));
    }
    if decoded && whole.contains('\u{fffd}') {
        return Err(Broken::file(DAMAGED));
    }
    Ok(whole)
}

/// What to say of a row in which decoding failed.
pub(super) const fn damaged(row: usize) -> Broken {
    Broken { row: Some(row), message: DAMAGED }
}

/// Whether all of the file, or its first piece, is UTF-8; otherwise it is taken for GB18030, unless it began as UTF-8 beyond doubt.
fn is_utf8(file: &mut File, extent: Extent) -> Result<bool, Broken> {
    let mut chunk = vec![0; CHUNK];
    let (mut kept, mut first, mut han, mut line) = (0, true, 0, 1);
    loop {
        let more = file.read(&mut chunk[kept..]).map_err(|_| Broken::file(UNREADABLE))?;
        let bytes = &chunk[..kept + more];
        if std::mem::take(&mut first) {
            refuse_what_is_no_text(bytes)?;
        }
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) if more == 0 || extent == Extent::Headings => return Ok(true),
            Ok(_) => bytes.len(),
            // A character may go on in the next chunk, but not beyond the end of the file.
            Err(fault) if fault.error_len().is_none() && more > 0 => match extent {
                Extent::Headings => return Ok(true),
                Extent::Whole => fault.valid_up_to(),
            },
            Err(fault) => {
                let (han, line) = count(&bytes[..fault.valid_up_to()], han, line);
                return if han < HAN_THAT_PROVE_UTF8 { Ok(false) } else { Err(damaged(line)) };
            }
        };
        (han, line) = count(&bytes[..valid], han, line);
        let end = bytes.len();
        chunk.copy_within(valid..end, 0);
        kept = end - valid;
    }
}

/// Adds the characters of three bytes and the line ends of some UTF-8 to what was counted before.
fn count(utf8: &[u8], han: usize, line: usize) -> (usize, usize) {
    let of_three = if han < HAN_THAT_PROVE_UTF8 { utf8.iter().filter(|&&b| b & 0xf0 == 0xe0).count() } else { 0 };
    (han + of_three, line + utf8.split(|&b| b == b'\n').count() - 1)
}

fn refuse_what_is_no_text(beginning: &[u8]) -> Result<(), Broken> {
    let message = match beginning {
        [] => EMPTY,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF16,
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => NOT_TEXT,
        _ => return Ok(()),
    };
    Err(Broken::file(message))
}

/// A file that counts what is read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
