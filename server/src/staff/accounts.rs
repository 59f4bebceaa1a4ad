//! Accounts: who has one, opened and closed from the command line of the server. Each change is in the audit log.

use serde::Serialize;
use tokio::task::spawn_blocking;
use zhangban_api::Moment;
use zhangban_api::staff::{Role, SHOWN_NAME_LIMIT, StaffName};

use super::password::Password;
use super::totp::{SealError, Secret};
use super::{action, session};
use crate::audit::{self, COMMAND_LINE};
use crate::identity_key::IdentityKey;
use crate::random::random;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// Somebody who gets an account.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// What she signs in with.
    pub name: StaffName,
    /// What the desk calls her.
    pub shown_name: String,
    /// What she may do.
    pub role: Role,
    /// The department whose cases she sees; none for all.
    pub department: Option<String>,
}

/// An account, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What she signs in with.
    pub name: String,
    /// What the desk calls her.
    pub shown_name: String,
    /// What she may do.
    pub role: Role,
    /// The department whose cases she sees; none for all.
    pub department: Option<String>,
    /// Whether the account is closed.
    pub disabled: bool,
    /// When it was opened.
    pub created_at: Moment,
}

/// Why an account could not be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// There is one of that name.
    #[error("there is an account {0} already; `zhangban staff reset {0}` gives it a new password")]
    Taken(String),
    /// There is none of that name.
    #[error("there is no account {0}; `zhangban staff list` shows all")]
    Unknown(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The second factor could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The system gave no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Password(String),
}

/// What an entry of the audit log says of an account.
#[derive(Serialize)]
struct Opened<'a> {
    role: &'static str,
    department: &'a str,
}

/// What the desk calls her, if it can be that: 1 to 32 characters.
pub fn shown_name(text: &str) -> Option<String> {
    let name = text.trim();
    let fits = (1..=SHOWN_NAME_LIMIT).contains(&name.chars().count()) && !name.contains(char::is_control);
    fits.then(|| name.to_owned())
}

/// Whether somebody works here under this name.
pub async fn is_there(store: &Store, name: &str) -> Result<bool, StoreError> {
    Ok(store.row("SELECT id FROM staff WHERE name = $1 AND disabled = 0", &[name.into()]).await?.is_some())
}

/// Opens an account; answers the secret of its second factor, which cannot be had again.
pub async fn add(
    store: &Store,
    key: &IdentityKey,
    at: Moment,
    staff: &NewStaff,
    password: Password,
) -> Result<Secret, StaffError> {
    let (name, secret, hash) = (staff.name.as_str(), Secret::new()?, hashed(password).await?);
    let department = staff.department.as_deref().unwrap_or_default();
    let sealed = secret.sealed(key, name)?;
    let mut transaction = store.begin().await?;
    let values = [
        // Half of 64 bits are never used up, and no server asks another for the next number.
        Value::Int(i64::from_be_bytes(random()?) & i64::MAX),
        name.into(),
        staff.shown_name.as_str().into(),
        staff.role.word().into(),
        department.into(),
        hash.into(),
        sealed.as_slice().into(),
        Value::Int(at.unix()),
    ];
    let sql = "INSERT INTO staff (id, name, shown_name, role, department, password, totp, totp_step, disabled, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8) ON CONFLICT (name) DO NOTHING";
    if transaction.execute(sql, &values).await? == 0 {
        return Err(StaffError::Taken(name.to_owned()));
    }
    let opened = Opened { role: staff.role.word(), department };
    audit::record(&mut transaction, at, COMMAND_LINE, action::ADD, name, &opened).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// All accounts, by name.
pub async fn list(store: &Store) -> Result<Vec<Account>, StoreError> {
    let sql = "SELECT name, shown_name, role, department, disabled, created_at FROM staff ORDER BY name";
    store.rows(sql, &[]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        name: row.text(0)?.to_owned(),
        shown_name: row.text(1)?.to_owned(),
        role: row.parsed(2, Role::parse)?,
        department: Some(row.text(3)?.to_owned()).filter(|department| !department.is_empty()),
        disabled: row.flag(4)?,
        created_at: Moment::from_unix(row.int(5)?),
    })
}

/// Closes an account and ends its sessions at once.
pub async fn disable(store: &Store, at: Moment, name: &StaffName) -> Result<(), StaffError> {
    let mut transaction = store.begin().await?;
    let id = id_of(&mut transaction, name).await?;
    transaction.execute("UPDATE staff SET disabled = 1 WHERE id = $1", &[Value::Int(id)]).await?;
    session::end_all(&mut transaction, id).await?;
    audit::record(&mut transaction, at, COMMAND_LINE, action::DISABLE, name.as_str(), &()).await?;
    Ok(transaction.commit().await?)
}

/// How many second factors there are, all of which this key opens.
pub async fn factors_opened_by(store: &Store, key: &IdentityKey) -> Result<usize, StaffError> {
    let rows = store.rows("SELECT name, totp FROM staff", &[]).await?;
    for row in &rows {
        Secret::open(row.bytes(1)?, key, row.text(0)?)?;
    }
    Ok(rows.len())
}

/// Gives an account a new password and a new second factor, ends its sessions, and opens it again if it was closed.
pub async fn reset(
    store: &Store,
    key: &IdentityKey,
    at: Moment,
    name: &StaffName,
    password: Password,
) -> Result<Secret, StaffError> {
    let (secret, hash) = (Secret::new()?, hashed(password).await?);
    let sealed = secret.sealed(key, name.as_str())?;
    let mut transaction = store.begin().await?;
    let id = id_of(&mut transaction, name).await?;
    let sql = "UPDATE staff SET password = $1, totp = $2, totp_step = 0, disabled = 0 WHERE id = $3";
    transaction.execute(sql, &[hash.into(), sealed.as_slice().into(), Value::Int(id)]).await?;
    session::end_all(&mut transaction, id).await?;
    audit::record(&mut transaction, at, COMMAND_LINE, action::RESET, name.as_str(), &()).await?;
    transaction.commit().await?;
    Ok(secret)
}

async fn id_of(transaction: &mut Transaction, name: &StaffName) -> Result<i64, StaffError> {
    let rows = transaction.rows("SELECT id FROM staff WHERE name = $1", &[name.as_str().into()]).await?;
    let row = rows.first().ok_or_else(|| StaffError::Unknown(name.as_str().to_owned()))?;
    Ok(row.int(0)?)
}

async fn hashed(password: Password) -> Result<String, StaffError> {
    let hash =
        spawn_blocking(move || password.hash()).await.map_err(|error| StaffError::Password(error.to_string()))?;
    hash.map_err(|error| StaffError::Password(error.to_string()))
}
