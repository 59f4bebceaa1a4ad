//! Files beside an article: found, looked at, taken along.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
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

/// A file that an article uses: what it is called in the folder, and which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedFile {
    /// What it is called in the folder.
    pub name: String,
    /// Names the content.
    pub hash: String,
    /// What its name ends in, small.
    pub ending: String,
    /// What is said in it, of sound and video.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub transcript: String,
}

/// A file that an article has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// What it is called in the folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What is said in it, of sound and video.
    pub transcript: String,
}

/// What stands beside an article: its folder, or what is kept of it.
pub(super) struct Beside {
    place: Place,
    files: Vec<ArticleFile>,
    used: Vec<UsedFile>,
}

enum Place {
    Folder(PathBuf),
    Kept { files: Vec<KeptFile>, articles: HashSet<String> },
}

impl Beside {
    pub(super) fn of(article: &Path) -> Self {
        Self::at(Place::Folder(article.parent().unwrap_or(Path::new("")).to_owned()))
    }

    /// Files that are kept, and the short names of all articles.
    pub(super) fn kept(files: Vec<KeptFile>, articles: HashSet<String>) -> Self {
        Self::at(Place::Kept { files, articles })
    }

    fn at(place: Place) -> Self {
        Self { place, files: Vec::new(), used: Vec::new() }
    }

    /// The files, and by which names they are used.
    pub(super) fn into_files(self) -> (Vec<ArticleFile>, Vec<UsedFile>) {
        (self.files, self.used)
    }

    /// A file to take away.
    pub(super) fn attachment(&mut self, name: &str, called: Text) -> Result<Attachment, Text> {
        let (mut file, kind) = self.load(name, |_| true)?;
        self.uses(&file, String::new());
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

    fn uses(&mut self, file: &ArticleFile, transcript: String) {
        let ArticleFile { hash, ending, name, .. } = file.clone();
        match self.used.iter_mut().find(|used| used.name == name) {
            Some(used) if used.transcript.is_empty() => used.transcript = transcript,
            Some(_) => {}
            None => self.used.push(UsedFile { name, hash, ending: ending.to_owned(), transcript }),
        }
    }

    fn load(&self, name: &str, wanted: impl Fn(Family) -> bool) -> Result<(ArticleFile, &'static Kind), Text> {
        let there = self.find(name).ok_or(NO_FILE)?;
        let name = there.name();
        let kind = Path::new(&name).extension().and_then(|ending| Kind::of_ending(&ending.to_string_lossy()));
        let kind = kind.filter(|kind| wanted(kind.family)).ok_or_else(|| with(WRONG_KIND, &endings(&wanted)))?;
        let most = kind.family.most();
        if there.size().ok_or(NO_FILE)? > most {
            return Err(with(TOO_LARGE, &(most >> 20).to_string()));
        }
        let bytes = there.bytes().ok_or(NO_FILE)?;
        if !kind.begins(&bytes) {
            return Err(NOT_WHAT_IT_SAYS.into());
        }
        let hash = hex::encode(&Sha256::digest(&bytes)[..16]);
        Ok((ArticleFile { hash, ending: kind.ending, name, bytes }, kind))
    }

    fn find(&self, name: &str) -> Option<There<'_>> {
        match &self.place {
            Place::Folder(folder) => Self::path(folder, name).map(There::File),
            Place::Kept { files, .. } => {
                let name = percent_decoded(name);
                files.iter().find(|file| file.name == name).map(There::Kept)
            }
        }
    }

    /// What is said in a recording.
    fn transcript(&self, name: &str) -> Result<String, Text> {
        let of_it = format!("{}.txt", percent_decoded(name));
        let text = match self.find(name) {
            Some(There::Kept(kept)) => Some(kept.transcript.clone()),
            _ => self.find(&of_it).and_then(There::into_text),
        };
        text.filter(|text| !text.trim().is_empty()).ok_or_else(|| with(NO_TRANSCRIPT, &of_it))
    }

    /// Where a file is: in this folder and nowhere else, wherever links lead.
    fn path(folder: &Path, name: &str) -> Option<PathBuf> {
        let name = percent_decoded(name);
        if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
            return None;
        }
        let path = folder.join(name).canonicalize().ok()?;
        let inside = folder.canonicalize().ok()?;
        (path.is_file() && path.parent() == Some(&inside)).then_some(path)
    }
}

/// A file that was found.
enum There<'a> {
    File(PathBuf),
    Kept(&'a KeptFile),
}

impl There<'_> {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Kept(kept) => kept.name.clone(),
        }
    }

    fn size(&self) -> Option<u64> {
        match self {
            Self::File(path) => path.metadata().ok().map(|metadata| metadata.len()),
            Self::Kept(kept) => Some(kept.bytes.len() as u64),
        }
    }

    fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::File(path) => std::fs::read(path).ok(),
            Self::Kept(kept) => Some(kept.bytes.clone()),
        }
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::File(path) => encoding::read_to_string(&path, LONGEST_TRANSCRIPT).ok(),
            Self::Kept(kept) => String::from_utf8(kept.bytes.clone()).ok(),
        }
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
            transcript = self.transcript(name)?;
        }
        self.uses(&file, transcript.clone());
        let shown = Shown { address: file.address(), family: kind.family, size, transcript };
        self.keep(file);
        Ok(shown)
    }

    fn has_article(&self, id: &str) -> bool {
        let folder = match &self.place {
            Place::Kept { articles, .. } => return articles.contains(id),
            Place::Folder(folder) => folder,
        };
        let channels = folder.parent().and_then(|folder| std::fs::read_dir(folder).ok());
        let is_plain = super::is_short_name(id);
        is_plain
            && channels.into_iter().flatten().flatten().any(|channel| channel.path().join(format!("{id}.md")).is_file())
    }
}
