//! The audit log: what was done, by whom, to what, in an order that nobody can change unseen.
//!
//! Each entry is written in the transaction of what was done, so neither is there without the other. It has a hash over
//! itself and over the hash of the entry before it: whoever changes, removes or inserts an entry must make every hash after
//! it anew, and the last hash, which is easily written down elsewhere, no longer fits.
//!
//! **What is hashed**, with SHA-256, byte after byte:
//!
//! 1. the words `zhangban audit 1` and a line feed,
//! 2. the hash of the entry before it, 32 bytes; zeros for the first,
//! 3. `seq` and `at` (seconds since 1970), each as eight bytes, the highest first,
//! 4. `actor`, `action`, `subject` and `detail`, each as its length in bytes (eight bytes, the highest first) and then its
//!    UTF-8, exactly as it is stored. `detail` is JSON, but is hashed as the text it is: nothing depends on how it would be
//!    written anew.
//!
//! **Nothing personal goes in by itself.** An entry is never erased, while contacts of closed cases are. So an actor is the
//! name that somebody signs in with, a subject is a number of ours (a case, an account), and a detail says what was
//! done in words and numbers of ours: never a name, a contact, a citizen's text or a code. Whoever calls [`record`] sees
//! to it.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zhangban_api::Moment;

use crate::store::{Row, Store, StoreError, Transaction, Value};

/// What every hash begins with; another form would have another number.
const FORM: &[u8] = b"zhangban audit 1\n";

/// How many entries are read at once.
const PAGE: i64 = 1_000;

/// Who did it when it was done from the command line of the server.
pub const COMMAND_LINE: &str = "command line";

/// A SHA-256 hash; in text it is 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(#[serde(with = "hex::serde")] pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// An entry, as it is stored and as a line of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its place, from 1, without a gap.
    pub seq: i64,
    /// When it was done, in seconds since 1970.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// What was done: a word of ours.
    pub action: String,
    /// To what: a number or a name of ours.
    pub subject: String,
    /// More about it: JSON, as text.
    pub detail: String,
    /// The hash of the entry before it.
    pub previous: Hash,
    /// Its own.
    pub hash: Hash,
}

impl Entry {
    /// What its hash must be.
    fn expected(&self) -> Hash {
        let mut hash = Sha256::new();
        hash.update(FORM);
        hash.update(self.previous.0);
        hash.update(self.seq.to_be_bytes());
        hash.update(self.at.to_be_bytes());
        for text in [&self.actor, &self.action, &self.subject, &self.detail] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        Hash(hash.finalize().into())
    }

    fn of(row: &Row) -> Result<Self, StoreError> {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Self {
            seq: row.int(0)?,
            at: row.int(1)?,
            actor: text(2)?,
            action: text(3)?,
            subject: text(4)?,
            detail: text(5)?,
            previous: hash_of(row, 6)?,
            hash: hash_of(row, 7)?,
        })
    }
}

fn hash_of(row: &Row, column: usize) -> Result<Hash, StoreError> {
    let bytes = row.bytes(column)?.try_into();
    bytes.map(Hash).map_err(|_| StoreError::Unreadable(format!("column {column} is no hash")))
}

/// Writes down what a transaction does, as the next entry. Call it last: until the commit every other writer of the log
/// waits. The rule on what may stand in it is at the top of this module.
pub async fn record(
    transaction: &mut Transaction,
    at: Moment,
    actor: &str,
    action: &str,
    subject: &str,
    detail: &impl Serialize,
) -> Result<(), StoreError> {
    let detail = serde_json::to_string(detail).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    // This row is the lock: PostgreSQL lets one transaction at a time have it, SQLite has one writer anyway.
    transaction.execute("UPDATE audit_head SET seq = seq + 1 WHERE id = 1", &[]).await?;
    let head = transaction.rows("SELECT seq FROM audit_head WHERE id = 1", &[]).await?;
    let seq = head
        .first()
        .map_or_else(|| Err(StoreError::Unreadable("the audit log has no head".into())), |row| row.int(0))?;
    let last = transaction.rows("SELECT hash FROM audit WHERE seq = $1", &[Value::Int(seq - 1)]).await?;
    let previous = last.first().map_or(Ok(Hash::default()), |row| hash_of(row, 0))?;
    let mut entry = Entry {
        seq,
        at: at.unix(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        detail,
        previous,
        hash: Hash::default(),
    };
    entry.hash = entry.expected();
    let values = [
        Value::Int(entry.seq),
        Value::Int(entry.at),
        entry.actor.into(),
        entry.action.into(),
        entry.subject.into(),
        entry.detail.into(),
        entry.previous.0.as_slice().into(),
        entry.hash.0.as_slice().into(),
    ];
    let sql = "INSERT INTO audit (seq, at, actor, action, subject, detail, previous, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    transaction.execute(sql, &values).await?;
    Ok(())
}

/// A log in which every entry follows from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many entries there are.
    pub entries: i64,
    /// The hash of the last one: write it down elsewhere, and nobody can make the log anew up to here.
    pub last: Hash,
}

/// The first entry that does not follow from the one before it, or is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit log is broken at entry {seq}: it was changed, or entries before it are missing")]
pub struct Broken {
    /// Its place.
    pub seq: i64,
}

impl Verified {
    /// Goes one entry on.
    pub fn follow(self, entry: &Entry) -> Result<Self, Broken> {
        let seq = self.entries + 1;
        let follows = entry.seq == seq && entry.previous == self.last && entry.hash == entry.expected();
        if follows { Ok(Self { entries: seq, last: entry.hash }) } else { Err(Broken { seq }) }
    }
}

/// Whether entries are a whole log from its first entry on.
pub fn verify<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Verified, Broken> {
    entries.into_iter().try_fold(Verified::default(), Verified::follow)
}

/// Why a log could not be looked through, or is not whole.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// It is not whole.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A line is not an entry.
    #[error("line {line}: this is not an entry of an audit log: {source}")]
    Line {
        /// Which.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
}

/// Hands every entry of the log on, in its order.
pub async fn read(store: &Store, mut take: impl FnMut(Entry) -> Result<(), AuditError>) -> Result<(), AuditError> {
    let sql = "SELECT seq, at, actor, action, subject, detail, previous, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
    let mut after = i64::MIN;
    loop {
        let rows = store.rows(sql, &[Value::Int(after), Value::Int(PAGE)]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        for row in &rows {
            take(Entry::of(row)?)?;
        }
    }
}

/// Looks through the log of a store; entries that were cut off at its end are missed as well.
pub async fn verify_store(store: &Store) -> Result<Verified, AuditError> {
    // Read first: what is written meanwhile only makes the log longer.
    let head = store.row("SELECT seq FROM audit_head WHERE id = 1", &[]).await?;
    let head = head.map_or(Ok(0), |row| row.int(0))?;
    let mut so_far = Verified::default();
    read(store, |entry| {
        so_far = so_far.follow(&entry)?;
        Ok(())
    })
    .await?;
    if so_far.entries < head {
        return Err(Broken { seq: so_far.entries + 1 }.into());
    }
    Ok(so_far)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn log(texts: &[&str]) -> Vec<Entry> {
        let mut log: Vec<Entry> = Vec::new();
        for (seq, text) in (1..).zip(texts) {
            let previous = log.last().map(|entry| entry.hash).unwrap_or_default();
            let mut entry = Entry {
                seq,
                at: 1_750_000_000 + seq,
                actor: "zhang".into(),
                action: "case.answer".into(),
                subject: (*text).to_owned(),
                detail: "{}".into(),
                previous,
                hash: Hash::default(),
            };
            entry.hash = entry.expected();
            log.push(entry);
        }
        log
    }

    #[test]
    fn a_whole_log_is_whole() {
        let log = log(&["a", "b", "c"]);
        assert_eq!(verify(&log), Ok(Verified { entries: 3, last: log[2].hash }));
        assert_eq!(verify(&[]), Ok(Verified::default()));
    }

    #[test]
    fn the_form_of_what_is_hashed_stays_as_it_is_written_down() {
        let mut bytes = b"zhangban audit 1\n".to_vec();
        bytes.extend([0; 32]);
        bytes.extend(1_i64.to_be_bytes());
        bytes.extend(1_750_000_001_i64.to_be_bytes());
        for text in ["zhang", "case.answer", "甲", "{}"] {
            bytes.extend((text.len() as u64).to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        assert_eq!(log(&["甲"])[0].hash.0, <[u8; 32]>::from(Sha256::digest(bytes)));
    }

    #[test]
    fn an_entry_that_was_changed_is_found() {
        let change: [fn(&mut Entry); 6] = [
            |entry| entry.at += 1,
            |entry| entry.actor.push('x'),
            |entry| entry.action.push('x'),
            |entry| entry.subject.clear(),
            |entry| entry.detail = "{ }".into(),
            |entry| entry.seq += 1,
        ];
        for change in change {
            let mut log = log(&["a", "b", "c"]);
            change(&mut log[1]);
            assert_eq!(verify(&log), Err(Broken { seq: 2 }));
            // Its hash was made anew: then the next one does not follow.
            log[1].hash = log[1].expected();
            assert!(verify(&log).is_err_and(|broken| broken.seq <= 3));
        }
    }

    #[test]
    fn an_entry_that_is_missing_is_found() {
        let mut log = log(&["a", "b", "c"]);
        log.remove(1);
        assert_eq!(verify(&log), Err(Broken { seq: 2 }));
        log.remove(0);
        assert_eq!(verify(&log), Err(Broken { seq: 1 }));
    }

    #[test]
    fn where_one_text_ends_and_the_next_begins_counts() {
        let mut log = log(&["ab"]);
        log[0].action.push('a');
        log[0].subject = "b".into();
        assert_eq!(verify(&log), Err(Broken { seq: 1 }));
    }

    proptest! {
        #[test]
        fn an_entry_is_read_as_it_was_written(actor in "\\PC{0,20}", detail in "\\PC{0,40}") {
            let entry = Entry { actor, detail, ..log(&["a"]).remove(0) };
            let line = serde_json::to_string(&entry).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry);
        }
    }
}
