//! `zhangban backup`: prints what was copied and what was looked at.

use std::path::Path;

use crate::attachments::Place;
use crate::backup::{Backup, DUMP_FILE, Original, back_up};
use crate::settings::Settings;

/// Makes a backup and says what is in it.
pub async fn run(settings: &Settings, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let files = match &settings.files {
        Place::Folder(files) => Some(files.as_path()),
        Place::Bucket(_) => None,
    };
    let original = Original { data: &settings.data, database: settings.database.as_deref(), files };
    let is_dump = original.database.is_some();
    let Backup { tables, rows, entries, factors, files: copied } = back_up(&original, folder).await?;
    println!("{}", folder.display());
    let looked = if is_dump { "restored on the same server and removed again" } else { "opened again, whole" };
    println!("database: {rows} rows in {tables} tables; {looked}, each table as long as it was");
    println!("audit log: {entries} entries, each as it was written");
    println!("identity.key: the same key; opens {factors} second factors");
    match files {
        Some(_) => println!("files: {copied}; every one that came with a case is there"),
        None => println!("files: NOT copied, they are in a bucket, which has a backup of its own"),
    }
    if is_dump {
        println!("To restore it, make a database, run pg_restore --no-owner --dbname=URL {DUMP_FILE},");
        println!("copy identity.key and files to where the data folder is, and start the program. Keep the key apart.");
    } else {
        println!("To restore it, copy it to where the data folder is, and start the program. Keep the key apart.");
    }
    Ok(())
}
