//! Where files are kept: a folder, or a bucket of a store that speaks S3.

use std::fs::File;
use std::io;
use std::path::{Path as FolderPath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::task::spawn_blocking;
use url::Url;
use zhangban_api::Date;

use crate::random::random;

/// Why files cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The store of files refused.
    #[error("the files: {0}")]
    Store(#[from] object_store::Error),
    /// The folder cannot be used.
    #[error("the folder of files: {0}")]
    Folder(#[from] io::Error),
    /// The program was built without what the address needs.
    #[error("files (ZHANGBAN_FILES): {0}")]
    Address(String),
}

/// Where files are to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder of this machine.
    Folder(PathBuf),
    /// `s3://bucket/prefix`.
    Bucket(Url),
}

impl Place {
    /// Reads a folder or an address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains("://") {
            let url = Url::parse(text).ok().filter(|url| url.scheme() == "s3" && url.has_host())?;
            return Some(Self::Bucket(url));
        }
        (!text.is_empty()).then(|| Self::Folder(text.into()))
    }
}

/// The files; clones share them. Their names say on which day they came and nothing else.
#[derive(Clone)]
pub struct Files(Kind);

#[derive(Clone)]
enum Kind {
    Folder(Arc<LocalFileSystem>),
    #[cfg_attr(not(feature = "s3"), expect(dead_code, reason = "made only with the feature s3"))]
    Bucket(Arc<dyn ObjectStore>),
}

impl Files {
    /// Opens the place, making a folder that is missing.
    pub fn open(place: &Place) -> Result<Self, FilesError> {
        match place {
            Place::Folder(folder) => Self::in_folder(folder),
            Place::Bucket(url) => bucket(url),
        }
    }

    fn in_folder(folder: &FolderPath) -> Result<Self, FilesError> {
        std::fs::create_dir_all(folder)?;
        if let Some(parent) = folder.canonicalize()?.parent() {
            File::open(parent)?.sync_all()?;
        }
        Ok(Self(Kind::Folder(Arc::new(LocalFileSystem::new_with_prefix(folder)?))))
    }

    fn store(&self) -> &dyn ObjectStore {
        match &self.0 {
            Kind::Folder(folder) => folder.as_ref(),
            Kind::Bucket(bucket) => bucket.as_ref(),
        }
    }

    /// Keeps a file under a new name. When this returns, the file is on the disk, or the bucket has said that it has it.
    pub(super) async fn put(&self, day: Date, bytes: Bytes) -> Result<String, FilesError> {
        let name = hex::encode(random::<16>().map_err(io::Error::other)?);
        let object = Path::from(format!("{day}/{name}"));
        self.store().put(&object, bytes.into()).await?;
        if let Kind::Folder(folder) = &self.0 {
            let file = folder.path_to_filesystem(&object)?;
            spawn_blocking(move || sync(&file)).await.map_err(io::Error::other)??;
        }
        Ok(object.into())
    }

    /// Reads a file.
    pub(super) async fn get(&self, object: &str) -> Result<Bytes, FilesError> {
        Ok(self.store().get(&Path::from(object)).await?.bytes().await?)
    }

    /// Removes a file, if it is there.
    pub(super) async fn remove(&self, object: &str) -> Result<(), FilesError> {
        match self.store().delete(&Path::from(object)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of the files that came on a day.
    pub(super) async fn of_day(&self, day: Date) -> Result<Vec<String>, FilesError> {
        let found = self.store().list(Some(&Path::from(day.to_string())));
        Ok(found.map_ok(|file| file.location.into()).try_collect().await?)
    }
}

/// Forces a file to the disk, and its name and that of its folder.
fn sync(file: &FolderPath) -> io::Result<()> {
    File::open(file)?.sync_all()?;
    file.ancestors().skip(1).take(2).try_for_each(|folder| File::open(folder)?.sync_all())
}

#[cfg(feature = "s3")]
fn bucket(url: &Url) -> Result<Files, FilesError> {
    let settings = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
    let (store, prefix) = object_store::parse_url_opts(url, settings)?;
    Ok(Files(Kind::Bucket(Arc::new(object_store::prefix::PrefixStore::new(store, prefix)))))
}

#[cfg(not(feature = "s3"))]
fn bucket(url: &Url) -> Result<Files, FilesError> {
    Err(FilesError::Address(format!("{url}: this program knows folders only; build it with the feature s3")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        assert_eq!(Place::parse(" /srv/files "), Some(Place::Folder("/srv/files".into())));
        assert!(matches!(Place::parse("s3://cases/zhangban"), Some(Place::Bucket(_))));
        for wrong in ["", " ", "https://example.cn/files", "s3://", "ftp://files"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_file_is_named_by_its_day_and_can_be_removed_twice() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&Place::Folder(folder.path().join("files"))).unwrap();
        let day = Date::parse("2026-06-25").unwrap();
        let object = files.put(day, Bytes::from_static(b"file")).await.unwrap();
        assert_eq!(std::fs::read(folder.path().join("files").join(&object)).unwrap(), b"file");
        assert_eq!(files.of_day(day).await.unwrap(), std::slice::from_ref(&object));
        assert_eq!(files.of_day(day.next()).await.unwrap(), [""; 0]);
        assert_eq!(files.get(&object).await.unwrap(), "file");
        files.remove(&object).await.unwrap();
        files.remove(&object).await.unwrap();
        assert!(files.get(&object).await.is_err());
    }
}
