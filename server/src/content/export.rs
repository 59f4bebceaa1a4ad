//! What stands, in the form of the department's folder: so that nothing is lost that was written at the desk, and the next
//! import brings it along.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use zhangban_api::articles::Channel;
use zhangban_api::content::ContentKind;

use super::{hotlines, replies};
use crate::department_folder::{Replies, UsedFile};
use crate::published;
use crate::store::{Store, StoreError};

/// Why something was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written; one that is there is never written over.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
}

/// Writes all of a kind; answers how many there are. Hotlines and replies are a file each, articles a folder.
pub async fn export(store: &Store, kind: ContentKind, out: &Path) -> Result<usize, ExportError> {
    match kind {
        ContentKind::Hotlines => {
            let all = published::hotlines(store).await?;
            // By this mark Excel knows UTF-8.
            write(out, format!("\u{feff}{}", hotlines::csv(&all)).as_bytes())?;
            Ok(all.len())
        }
        ContentKind::Replies => {
            let assistant = published::assistant(store).await?;
            let all = Replies { greeting: assistant.greeting.clone(), rules: assistant.rules().cloned().collect() };
            write(out, replies::toml(&all).as_bytes())?;
            Ok(all.rules.len())
        }
        ContentKind::Articles => articles(store, out).await,
    }
}

async fn articles(store: &Store, out: &Path) -> Result<usize, ExportError> {
    let sql = "SELECT a.id, a.channel, s.zh, s.en, s.files FROM articles a JOIN article_sources s ON s.id = a.id ORDER BY a.id";
    let rows = store.rows(sql, &[]).await?;
    for row in &rows {
        let (id, channel) = (row.text(0)?, row.parsed(1, Channel::parse)?);
        let folder = out.join(channel.word());
        fs::create_dir_all(&folder).map_err(|error| ExportError::File(folder.display().to_string(), error))?;
        write(&folder.join(format!("{id}.md")), row.text(2)?.as_bytes())?;
        if !row.text(3)?.is_empty() {
            write(&folder.join(format!("{id}.en.md")), row.text(3)?.as_bytes())?;
        }
        let files: Vec<UsedFile> = row.json(4)?;
        for file in files {
            let path = folder.join(&file.name);
            // Two articles of a channel may use the same file.
            if path.exists() {
                continue;
            }
            let mut bytes = Vec::new();
            let sql = "SELECT bytes FROM article_parts WHERE hash = $1 ORDER BY part";
            for part in store.rows(sql, &[file.hash.as_str().into()]).await? {
                bytes.extend_from_slice(part.bytes(0)?);
            }
            write(&path, &bytes)?;
            if !file.transcript.is_empty() {
                write(&folder.join(format!("{}.txt", file.name)), file.transcript.as_bytes())?;
            }
        }
    }
    Ok(rows.len())
}

/// A new file.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| ExportError::File(path.display().to_string(), error))
}
