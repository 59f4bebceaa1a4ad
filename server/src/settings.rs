//! Settings: from the command line, else the environment, else a TOML file, else what suits most.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Deserialize;

use crate::attachments::{Files, FilesError, Place};
use crate::identity_key::{IdentityKey, KeyError};
use crate::limits::Limits;
use crate::logging::LogFormat;
use crate::store::{Store, StoreError};

/// Settings as they are given: each by a flag, by an environment variable, or by its name in the TOML file.
#[derive(Args, Clone, Debug, Default)]
pub struct Given {
    /// TOML file with settings: `listen`, `data`, `database`, `files`, `frame_ancestors`, `concurrency`, `metrics`,
    /// `log_format`, `keep_contacts_days`, `keep_feedback_contacts_days`
    #[arg(long, env = "ZHANGBAN_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,

    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "ZHANGBAN_LISTEN", value_name = "ADDRESS", global = true)]
    listen: Option<String>,

    /// Folder for database, key and files; made if it is missing [default: data]
    #[arg(long, env = "ZHANGBAN_DATA", value_name = "FOLDER", global = true)]
    data: Option<String>,

    /// PostgreSQL by URL, `postgres://user:password@host/database`; without it SQLite in the data folder
    #[arg(long, env = "ZHANGBAN_DATABASE", value_name = "URL", hide_env_values = true, global = true)]
    database: Option<String>,

    /// Where the files of cases are kept: a folder, or `s3://bucket/prefix` where the program is built with it [default:
    /// `files` in the data folder]
    #[arg(long, env = "ZHANGBAN_FILES", value_name = "FOLDER OR URL", global = true)]
    files: Option<String>,

    /// Origins that may show the app in a frame, separated by commas, such as `https://kiosk.example`
    #[arg(long, env = "ZHANGBAN_FRAME_ANCESTORS", value_name = "ORIGINS", value_delimiter = ',', global = true)]
    frame_ancestors: Option<Vec<String>>,

    /// How many requests are worked on at once before others are asked to wait [default: 512]
    #[arg(long, env = "ZHANGBAN_CONCURRENCY", value_name = "NUMBER", global = true)]
    concurrency: Option<String>,

    /// Address and port for metrics, for the machines that watch and nobody else; without it there are none
    #[arg(long, env = "ZHANGBAN_METRICS", value_name = "ADDRESS", global = true)]
    metrics: Option<String>,

    /// How the log is written: `text` for people, `json` for machines [default: text]
    #[arg(long, env = "ZHANGBAN_LOG_FORMAT", value_name = "FORMAT", global = true)]
    log_format: Option<String>,

    /// After how many days the contact of a case that is over is erased [default: 90]
    #[arg(long, env = "ZHANGBAN_KEEP_CONTACTS_DAYS", value_name = "DAYS", global = true)]
    keep_contacts_days: Option<String>,

    /// After how many days the contact that came with feedback is erased [default: 90]
    #[arg(long, env = "ZHANGBAN_KEEP_FEEDBACK_CONTACTS_DAYS", value_name = "DAYS", global = true)]
    keep_feedback_contacts_days: Option<String>,
}

/// The same settings in a file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    listen: Option<String>,
    data: Option<String>,
    database: Option<String>,
    files: Option<String>,
    frame_ancestors: Option<Vec<String>>,
    concurrency: Option<u32>,
    metrics: Option<String>,
    log_format: Option<String>,
    keep_contacts_days: Option<u32>,
    keep_feedback_contacts_days: Option<u32>,
}

/// Settings that can be worked with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Folder for database, key and files.
    pub data: PathBuf,
    /// PostgreSQL by URL; none for SQLite.
    pub database: Option<String>,
    /// Where the files of cases are kept.
    pub files: Place,
    /// Origins that may show the app in a frame.
    pub frame_ancestors: Vec<String>,
    /// How many requests are worked on at once.
    pub concurrency: usize,
    /// Address and port for metrics, if there are to be any.
    pub metrics: Option<SocketAddr>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// After how many days the contact of a case that is over is erased.
    pub keep_contacts_days: u32,
    /// After how many days the contact that came with feedback is erased.
    pub keep_feedback_contacts_days: u32,
}

/// For how long a contact is kept when a case is over or feedback has come, unless the department says otherwise.
pub const KEEP_CONTACTS_DAYS: u32 = 90;

/// A setting that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value is not of its kind.
    #[error("{name} ({variable}): expected {expected}, found {found:?}")]
    Wrong {
        /// Its name in the file.
        name: &'static str,
        /// Its name in the environment.
        variable: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is; of the database's URL only that it is wrong, since it holds a password.
        found: String,
    },
    /// The file cannot be read.
    #[error("config (ZHANGBAN_CONFIG): {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file is not what it should be.
    #[error("config (ZHANGBAN_CONFIG): {0}: {1}")]
    Toml(PathBuf, toml::de::Error),
}

impl Given {
    /// Settings that can be worked with, or the first that cannot be, by its name.
    pub fn resolve(self) -> Result<Settings, SettingsError> {
        let file = match &self.config {
            Some(path) => Written::read(path)?,
            None => Written::default(),
        };
        let listen = self.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".into());
        let data = self.data.or(file.data).unwrap_or_else(|| "data".into());
        let database = self.database.or(file.database).filter(|url| !url.is_empty());
        let files = self.files.or(file.files);
        let frame_ancestors = self.frame_ancestors.or(file.frame_ancestors).unwrap_or_default();
        let concurrency =
            self.concurrency.or(file.concurrency.map(|number| number.to_string())).unwrap_or_else(|| "512".into());
        let files = match files {
            None => Place::Folder(Path::new(&data).join("files")),
            Some(place) => Place::parse(&place).ok_or(SettingsError::Wrong {
                name: "files",
                variable: "ZHANGBAN_FILES",
                expected: "a folder, or an address such as s3://bucket/prefix",
                found: place,
            })?,
        };
        let metrics = self.metrics.or(file.metrics).filter(|address| !address.is_empty());
        let log_format = self.log_format.or(file.log_format).unwrap_or_else(|| "text".into());
        Ok(Settings {
            files,
            listen: listen.parse().map_err(|_| SettingsError::Wrong {
                name: "listen",
                variable: "ZHANGBAN_LISTEN",
                expected: "an address with a port, such as 127.0.0.1:8080",
                found: listen.clone(),
            })?,
            data: if data.trim().is_empty() {
                return Err(SettingsError::Wrong {
                    name: "data",
                    variable: "ZHANGBAN_DATA",
                    expected: "a folder",
                    found: data,
                });
            } else {
                data.into()
            },
            database: database.map(postgres_url).transpose()?,
            frame_ancestors: frame_ancestors.into_iter().map(origin).collect::<Result<_, _>>()?,
            concurrency: concurrency.parse().ok().filter(|number| (1..=100_000).contains(number)).ok_or(
                SettingsError::Wrong {
                    name: "concurrency",
                    variable: "ZHANGBAN_CONCURRENCY",
                    expected: "a number from 1 to 100000",
                    found: concurrency,
                },
            )?,
            metrics: metrics.map(private_address).transpose()?,
            log_format: LogFormat::parse(&log_format).ok_or(SettingsError::Wrong {
                name: "log_format",
                variable: "ZHANGBAN_LOG_FORMAT",
                expected: "text or json",
                found: log_format,
            })?,
            keep_contacts_days: days(
                ("keep_contacts_days", "ZHANGBAN_KEEP_CONTACTS_DAYS"),
                self.keep_contacts_days,
                file.keep_contacts_days,
            )?,
            keep_feedback_contacts_days: days(
                ("keep_feedback_contacts_days", "ZHANGBAN_KEEP_FEEDBACK_CONTACTS_DAYS"),
                self.keep_feedback_contacts_days,
                file.keep_feedback_contacts_days,
            )?,
        })
    }
}

impl Written {
    fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path).map_err(|error| SettingsError::File(path.to_owned(), error))?;
        toml::from_str(&text).map_err(|error| SettingsError::Toml(path.to_owned(), error))
    }
}

/// For how many days contacts are kept.
fn days(
    (name, variable): (&'static str, &'static str),
    given: Option<String>,
    written: Option<u32>,
) -> Result<u32, SettingsError> {
    let Some(given) = given.or(written.map(|days| days.to_string())) else { return Ok(KEEP_CONTACTS_DAYS) };
    given.parse().ok().filter(|days| *days <= 36_500).ok_or(SettingsError::Wrong {
        name,
        variable,
        expected: "a number of days from 0 to 36500",
        found: given,
    })
}

fn private_address(text: String) -> Result<SocketAddr, SettingsError> {
    text.parse().map_err(|_| SettingsError::Wrong {
        name: "metrics",
        variable: "ZHANGBAN_METRICS",
        expected: "an address with a port, such as 127.0.0.1:9100",
        found: text,
    })
}

fn postgres_url(url: String) -> Result<String, SettingsError> {
    let fits = url.starts_with("postgres://") || url.starts_with("postgresql://");
    if fits && url.parse::<tokio_postgres::Config>().is_ok() {
        return Ok(url);
    }
    Err(SettingsError::Wrong {
        name: "database",
        variable: "ZHANGBAN_DATABASE",
        expected: "a URL such as postgres://user:password@host/database",
        found: "another text".into(),
    })
}

/// An origin: scheme, host, perhaps a port, nothing that could end the header or begin another directive.
fn origin(text: String) -> Result<String, SettingsError> {
    let origin = text.trim();
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let fits = host.is_some_and(|host| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'*'))
    });
    if fits {
        return Ok(origin.to_owned());
    }
    Err(SettingsError::Wrong {
        name: "frame_ancestors",
        variable: "ZHANGBAN_FRAME_ANCESTORS",
        expected: "origins such as https://kiosk.example",
        found: text,
    })
}

impl Settings {
    /// Opens the store these settings name, at the newest schema.
    pub async fn store(&self) -> Result<Store, StoreError> {
        match &self.database {
            Some(url) => Store::open_postgres(url).await,
            None => Store::open_sqlite(&self.data).await,
        }
    }

    /// The key of identities in the data folder, made on first start.
    pub fn key(&self) -> Result<IdentityKey, KeyError> {
        IdentityKey::load_or_make(&self.data)
    }

    /// Opens the place these settings name for the files of cases.
    pub fn files(&self) -> Result<Files, FilesError> {
        Files::open(&self.files)
    }

    /// How much is taken on at once.
    pub fn limits(&self) -> Limits {
        Limits::new(self.concurrency, Duration::from_secs(8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_goes_before_the_file_and_the_file_before_what_suits_most() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("zhangban.toml");
        std::fs::write(&config, "listen = \"127.0.0.1:1\"\ndata = \"/srv\"\n").unwrap();
        let given = Given { config: Some(config), listen: Some("[::1]:2".into()), ..Given::default() };
        let settings = given.resolve().unwrap();
        assert_eq!(settings.listen.to_string(), "[::1]:2");
        assert_eq!(settings.data, PathBuf::from("/srv"));
        assert_eq!(settings.files, Place::Folder("/srv/files".into()));
        assert_eq!(settings.concurrency, 512);
    }

    #[test]
    fn a_wrong_setting_is_refused_by_its_name() {
        let refusal = |given: Given| given.resolve().unwrap_err().to_string();
        for (given, name) in [
            (Given { listen: Some("8080".into()), ..Given::default() }, "ZHANGBAN_LISTEN"),
            (Given { data: Some(" ".into()), ..Given::default() }, "ZHANGBAN_DATA"),
            (Given { database: Some("mysql://secret".into()), ..Given::default() }, "ZHANGBAN_DATABASE"),
            (
                Given { frame_ancestors: Some(vec!["https://a; script-src *".into()]), ..Given::default() },
                "ZHANGBAN_FRAME_ANCESTORS",
            ),
            (Given { files: Some("ftp://files".into()), ..Given::default() }, "ZHANGBAN_FILES"),
            (Given { concurrency: Some("0".into()), ..Given::default() }, "ZHANGBAN_CONCURRENCY"),
            (Given { metrics: Some("9100".into()), ..Given::default() }, "ZHANGBAN_METRICS"),
            (Given { log_format: Some("xml".into()), ..Given::default() }, "ZHANGBAN_LOG_FORMAT"),
            (Given { keep_contacts_days: Some("ever".into()), ..Given::default() }, "ZHANGBAN_KEEP_CONTACTS_DAYS"),
            (
                Given { keep_feedback_contacts_days: Some("-1".into()), ..Given::default() },
                "ZHANGBAN_KEEP_FEEDBACK_CONTACTS_DAYS",
            ),
            (Given { config: Some("/nowhere.toml".into()), ..Given::default() }, "ZHANGBAN_CONFIG"),
        ] {
            let refusal = refusal(given);
            assert!(refusal.contains(name) && !refusal.contains("secret"), "{refusal}");
        }
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("zhangban.toml");
        std::fs::write(&config, "lisen = \"127.0.0.1:1\"\n").unwrap();
        assert!(refusal(Given { config: Some(config), ..Given::default() }).contains("lisen"));
    }
}
