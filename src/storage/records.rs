//! Records with their files, in the browser's own database.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

const DATABASE: &str = "zhangban";
const STORE: &str = "records";

/// Names in what the database keeps.
const JSON: &str = "json";
const FILES: &str = "files";

/// Something that is kept under a key.
pub struct Record {
    /// Its key.
    pub key: String,
    /// What it says.
    pub json: String,
    /// What belongs to it.
    pub files: Vec<Blob>,
}

/// Keeps a record in the place of what was there. Once this has ended, it is written.
pub async fn put(record: &Record) -> Result<(), Error> {
    let value = js_sys::Object::new();
    let files: Array = record.files.iter().collect();
    let written = Reflect::set(&value, &JSON.into(), &record.json.as_str().into())
        .and_then(|_| Reflect::set(&value, &FILES.into(), &files));
    if written.is_err() {
        return Ok(());
    }
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.put(&value, Some(&record.key.as_str().into()))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// Everything that is kept.
pub async fn all() -> Result<Vec<Record>, Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    // Both in the order of their keys.
    let keys = store.get_all_keys(None, None)?.await?;
    let values = store.get_all(None, None)?.await?;
    database.close();
    Ok(keys.into_iter().zip(values).filter_map(|(key, value)| read(&key, &value)).collect())
}

/// Forgets a record.
pub async fn remove(key: &str) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(JsValue::from_str(key))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

fn read(key: &JsValue, value: &JsValue) -> Option<Record> {
    let json = Reflect::get(value, &JSON.into()).ok()?.as_string()?;
    let files = Reflect::get(value, &FILES.into()).ok()?.dyn_into::<Array>().ok()?;
    let files = files.iter().filter_map(|file| file.dyn_into::<Blob>().ok()).collect();
    Some(Record { key: key.as_string()?, json, files })
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        // A database without its store is refused by the first transaction.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}
