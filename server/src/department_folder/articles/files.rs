//! Files beside an article: found, looked at, taken along.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zhangban::page::ARTICLE_FILES;
use zhangban_api::articles::Attachment;
use zhangban_api::{Message, Text};

use super::markdown::{Shown, Surroundings};
use crate::department_folder::encoding;
use crate::department_folder::fault::with;
use crate::media::{Family, Kind, endings};

/// The text of a recording is spoken in minutes, not in hours.
const LONGEST_TRANSCRIPT: u64 = 64 << 10;

const NO_FILE: Message = Message::new(
    "文章所在的文件夹里没有这个文件；文件名前不要写路径或网址。",
    "There is no such file in the folder of the article. Give its name, without a path or an address.",
);
const WRONG_KIND: Message =
    Message::new("不能用这种文件；可以用：{}。", "This kind of file is not taken; these are: {}.");
const NOT_WHAT_IT_SAYS: Message = Message::new(
    "文件内容与扩展名不符，或者文件已损坏；请重新导出。",
    "The file is not what its name says, or it is damaged. Export it again.",
);
const TOO_LARGE: Message = Message::new("文件太大，最多 {} MiB。", "The file is too large; {} MiB at most.");
const NO_TRANSCRIPT: Message = Message::new(
    "音频、视频要有文字稿：请把所说的内容写进同名文件 {}。",
    "Sound and video need their text: write what is said into {}.",
);

/// A file that an article brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// Names the content.
    pub hash: String,
    /// What its name ends in, small.
    pub ending: &'static str,
    /// What it is called when it is taken away.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl ArticleFile {
    fn address(&self) -> String {
        format!("{ARTICLE_FILES}/{}.{}", self.hash, self.ending)
    }
}

/// The folder of an article.
pub(super) struct Beside {
    folder: PathBuf,
    files: Vec<ArticleFile>,
}

impl Beside {
    pub(super) fn of(article: &Path) -> Self {
        Self { folder: article.parent().unwrap_or(Path::new("")).to_owned(), files: Vec::new() }
    }

    pub(super) fn into_files(self) -> Vec<ArticleFile> {
        self.files
    }

    /// A file to take away.
    pub(super) fn attachment(&mut self, name: &str, called: Text) -> Result<Attachment, Text> {
        let (mut file, kind) = self.load(name, |_| true)?;
        file.name = format!("{}.{}", called.zh, kind.ending);
        let attachment = Attachment {
            name: called,
            address: file.address(),
            kind: kind.ending.to_uppercase(),
            bytes: u32::try_from(file.bytes.len()).unwrap_or(u32::MAX),
        };
        self.keep(file);
        Ok(attachment)
    }

    fn keep(&mut self, file: ArticleFile) {
        if !self.files.iter().any(|kept| kept.hash == file.hash && kept.ending == file.ending) {
            self.files.push(file);
        }
    }

    fn load(&self, name: &str, wanted: impl Fn(Family) -> bool) -> Result<(ArticleFile, &'static Kind), Text> {
        let path = self.path(name).ok_or(NO_FILE)?;
        let kind = path.extension().and_then(|ending| Kind::of_ending(&ending.to_string_lossy()));
        let kind = kind.filter(|kind| wanted(kind.family)).ok_or_else(|| with(WRONG_KIND, &endings(&wanted)))?;
        let most = kind.family.most();
        if path.metadata().map_err(|_| NO_FILE)?.len() > most {
            return Err(with(TOO_LARGE, &(most >> 20).to_string()));
        }
        let bytes = std::fs::read(&path).map_err(|_| NO_FILE)?;
        if !kind.begins(&bytes) {
            return Err(NOT_WHAT_IT_SAYS.into());
        }
        let hash = hex::encode(&Sha256::digest(&bytes)[..16]);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((ArticleFile { hash, ending: kind.ending, name, bytes }, kind))
    }

    /// Where a file is: in this folder and nowhere else, wherever links lead.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let name = percent_decoded(name);
        if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
            return None;
        }
        let path = self.folder.join(name).canonicalize().ok()?;
        let inside = self.folder.canonicalize().ok()?;
        (path.is_file() && path.parent() == Some(&inside)).then_some(path)
    }
}

/// Editors write blanks and Chinese in names as `%20`.
fn percent_decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let [first, behind @ ..] = rest {
        let decoded = behind.get(..2).filter(|_| *first == b'%').and_then(|code| hex::decode(code).ok());
        let (byte, next) = match decoded.as_deref() {
            Some([byte]) => (*byte, &behind[2..]),
            _ => (*first, behind),
        };
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

impl Surroundings for Beside {
    fn shown(&mut self, name: &str) -> Result<Shown, Text> {
        let (file, kind) = self.load(name, |family| family != Family::Document)?;
        let (mut size, mut transcript) = (None, String::new());
        if kind.family == Family::Image {
            let found = imagesize::blob_size(&file.bytes).map_err(|_| NOT_WHAT_IT_SAYS)?;
            size = Some((found.width, found.height));
        } else {
            let of_it = format!("{}.txt", percent_decoded(name));
            let path = self.path(&of_it).ok_or_else(|| with(NO_TRANSCRIPT, &of_it))?;
            transcript = encoding::read_to_string(&path, LONGEST_TRANSCRIPT)
                .ok()
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| with(NO_TRANSCRIPT, &of_it))?;
        }
        let shown = Shown { address: file.address(), family: kind.family, size, transcript };
        self.keep(file);
        Ok(shown)
    }

    fn has_article(&self, id: &str) -> bool {
        let channels = self.folder.parent().and_then(|folder| std::fs::read_dir(folder).ok());
        let is_plain = super::is_short_name(id);
        is_plain
            && channels.into_iter().flatten().flatten().any(|channel| channel.path().join(format!("{id}.md")).is_file())
    }
}
