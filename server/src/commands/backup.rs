//! `zhangban backup`: prints what was copied and what was looked at.

use std::path::Path;

use crate::attachments::Place;
use crate::backup::{Backup, back_up};
use crate::settings::Settings;

/// Makes a backup and says what is in it.
pub async fn run(settings: &Settings, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    if settings.database.is_some() {
        return Err(format!(
            "the database is PostgreSQL, which brings a backup of its own: run pg_dump --format=custom on it and copy \
             identity.key and files from {} besides; nothing was copied",
            settings.data.display()
        )
        .into());
    }
    let in_folder = match &settings.files {
        Place::Folder(files) => Some(files.as_path()),
        Place::Bucket(_) => None,
    };
    let Backup { tables, rows, entries, factors, files } = back_up(&settings.data, in_folder, folder).await?;
    println!("{}", folder.display());
    println!("database: {rows} rows in {tables} tables; opened again, whole, each table as long as it was");
    println!("audit log: {entries} entries, each as it was written");
    println!("identity.key: the same key; opens {factors} second factors");
    match in_folder {
        Some(_) => println!("files: {files}; every one that came with a case is there"),
        None => println!("files: NOT copied, they are in a bucket, which has a backup of its own"),
    }
    println!("To restore it, copy it to where the data folder is, and start the program. Keep the key apart.");
    Ok(())
}
