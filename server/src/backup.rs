//! A backup: database, key and files in a folder that is laid out like the data folder, checked by opening it again. Of
//! PostgreSQL it holds a dump, checked by restoring it.
//!
//! It is made beside its place and gets its name only when it has been checked: a folder of that name is a backup.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use tokio::task::block_in_place;

use crate::audit::{self, AuditError};
use crate::identity_key::{IdentityKey, KEY_FILE, KeyError};
use crate::staff::{self, StaffError};
use crate::store::dump::{self, DumpError};
use crate::store::{Counts, DATABASE_FILE, Store, StoreError};

/// The dump of a PostgreSQL database in a backup.
pub const DUMP_FILE: &str = "zhangban.pgdump";

/// Where uploads are in a backup, as in a data folder.
const FILES: &str = "files";

/// What is in a backup, and was looked at in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    /// Tables of the database.
    pub tables: usize,
    /// Rows in all of them.
    pub rows: i64,
    /// Entries of the audit log.
    pub entries: i64,
    /// Second factors that the key opens.
    pub factors: usize,
    /// Files that came with cases; none where they are in a bucket.
    pub files: u64,
}

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is one of that name.
    #[error("{0}: this is there already; a backup is never written over")]
    Exists(PathBuf),
    /// The data folder holds no data.
    #[error("{0}: this is not there; is `data` (ZHANGBAN_DATA) the folder of the server?")]
    Missing(PathBuf),
    /// A file cannot be copied.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// The database cannot be copied or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// PostgreSQL cannot be dumped, or the dump not be restored.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// The copy holds something else.
    #[error("the copy is not what was copied: {0}")]
    Differs(String),
    /// The key cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The audit log is not whole.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The key does not belong to the database.
    #[error(transparent)]
    Factors(#[from] StaffError),
}

/// What a backup is made of.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// The data folder.
    pub data: &'a Path,
    /// PostgreSQL by URL, where the database is not in the data folder.
    pub database: Option<&'a str>,
    /// The folder of files; none where they are in a bucket, which is backed up elsewhere.
    pub files: Option<&'a Path>,
}

/// Copies database, key and files while they are in use, looks whether the copy can be used, and only then gives it its
/// name. Where something is wrong, nothing is left behind.
pub async fn back_up(original: &Original<'_>, folder: &Path) -> Result<Backup, BackupError> {
    let database = original.database.is_none().then_some(DATABASE_FILE);
    for needed in database.into_iter().chain([KEY_FILE]) {
        let needed = original.data.join(needed);
        if !needed.exists() {
            return Err(BackupError::Missing(needed));
        }
    }
    if folder.exists() {
        return Err(BackupError::Exists(folder.to_owned()));
    }
    let mut draft = folder.as_os_str().to_owned();
    draft.push(".unchecked");
    let draft = PathBuf::from(draft);
    make_folder(&draft)?;
    match copied_and_checked(original, &draft).await {
        Ok(backup) => {
            // Not over a folder that was made meanwhile, unless that is empty.
            fs::rename(&draft, folder).map_err(at(folder))?;
            let around = folder.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
            File::open(around).and_then(|around| around.sync_all()).map_err(at(around))?;
            Ok(backup)
        }
        Err(error) => {
            fs::remove_dir_all(&draft).map_err(at(&draft))?;
            Err(error)
        }
    }
}

async fn copied_and_checked(original: &Original<'_>, draft: &Path) -> Result<Backup, BackupError> {
    let backup = match original.database {
        None => {
            let database = draft.join(DATABASE_FILE);
            // Made before SQLite opens it, so that nobody else can read it at any time.
            private(&database)?;
            let seen = block_in_place(|| Counts::copy(&original.data.join(DATABASE_FILE), &database))?;
            let files = copied_besides(original, draft)?;
            let found = block_in_place(|| Counts::checked(&database))?;
            let store = Store::open_sqlite_as_it_is(draft)?;
            checked(original, draft, &store, (&seen, &found), files).await?
        }
        Some(url) => {
            let (database, dump) = (dump::Original::at(url).await?, draft.join(DUMP_FILE));
            private(&dump)?;
            let seen = database.dump(&dump).await?;
            File::open(&dump).and_then(|dump| dump.sync_all()).map_err(at(&dump))?;
            let files = copied_besides(original, draft)?;
            let scratch = database.restored(&dump).await?;
            let backup = async {
                let (found, store) = (scratch.counts().await?, scratch.store()?);
                checked(original, draft, &store, (&seen, &found), files).await
            };
            let backup = backup.await;
            // Whatever was found in it, it goes.
            scratch.remove().await?;
            backup?
        }
    };
    File::open(draft).and_then(|folder| folder.sync_all()).map_err(at(draft))?;
    Ok(backup)
}

/// Copies the key and the files; says how many files. Files are there before the rows that name them: copied after the rows,
/// none is missing.
fn copied_besides(original: &Original<'_>, draft: &Path) -> Result<u64, BackupError> {
    copy_file(&original.data.join(KEY_FILE), &draft.join(KEY_FILE))?;
    match original.files {
        Some(folder) if folder.is_dir() => copy_folder(folder, &draft.join(FILES)),
        _ => Ok(0),
    }
}

/// Looks whether what stands in the copy is what was copied, and whether all of it belongs together.
async fn checked(
    original: &Original<'_>,
    draft: &Path,
    store: &Store,
    (seen, found): (&Counts, &Counts),
    files: u64,
) -> Result<Backup, BackupError> {
    if let Some(difference) = seen.differs(found) {
        return Err(BackupError::Differs(difference));
    }
    let key = IdentityKey::load_or_make(draft)?;
    if !key.is(&IdentityKey::load_or_make(original.data)?) {
        return Err(BackupError::Differs(KEY_FILE.to_owned()));
    }
    let mut backup = Backup { tables: found.tables(), rows: found.rows(), files, ..Backup::default() };
    // A database of an older version is kept as it is: it may have no audit log and no staff.
    if found.has("audit") {
        backup.entries = audit::verify_store(store).await?.entries;
    }
    if found.has("staff") {
        backup.factors = staff::factors_opened_by(store, &key).await?;
    }
    if original.files.is_some() && found.has("attachments") {
        every_file_is_there(store, &draft.join(FILES)).await?;
    }
    Ok(backup)
}

/// Rule: a file that came with a case is in the backup, as long as it was. One that no case has named yet may go at any
/// time.
async fn every_file_is_there(store: &Store, folder: &Path) -> Result<(), BackupError> {
    for row in store.rows("SELECT object, bytes FROM attachments WHERE owner <> 0", &[]).await? {
        let file = folder.join(row.text(0)?);
        let length = fs::metadata(&file).map_err(at(&file))?.len();
        if i64::try_from(length).ok() != Some(row.int(1)?) {
            return Err(BackupError::Differs(file.display().to_string()));
        }
    }
    Ok(())
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |error| BackupError::Io(path, error)
}

fn make_folder(path: &Path) -> Result<(), BackupError> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(BackupError::Exists(path.to_owned())),
        made => made.map_err(at(path)),
    }
}

fn private(path: &Path) -> Result<File, BackupError> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at(path))
}

fn copy_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut source = File::open(from).map_err(at(from))?;
    let mut copy = private(to)?;
    io::copy(&mut source, &mut copy).and_then(|_| copy.sync_all()).map_err(at(to))
}

/// Copies files and folders, nothing else; says how many files.
fn copy_folder(from: &Path, to: &Path) -> Result<u64, BackupError> {
    make_folder(to)?;
    let mut files = 0;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(at(&source))?;
        if kind.is_dir() {
            files += copy_folder(&source, &copy)?;
        } else if kind.is_file() {
            match copy_file(&source, &copy) {
                Ok(()) => files += 1,
                // Taken away since the folder was read: no row names it any more.
                Err(BackupError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    File::open(to).and_then(|folder| folder.sync_all()).map_err(at(to))?;
    Ok(files)
}
