//! The log: for people or for machines, and without personal data in either.
//!
//! What is logged is chosen where it happens. What others log is kept harmless at its source: a [`Value`] hides what it
//! holds, a refusal of PostgreSQL leaves out its details, and a panic says where and not with what.
//!
//! [`Value`]: crate::store::Value

use std::panic::{self, PanicHookInfo};

use tracing_subscriber::EnvFilter;

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

impl LogFormat {
    /// Reads its name.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Begins to log to the standard error, as much as `ZHANGBAN_LOG` says; panics are logged as well, by their place.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_env("ZHANGBAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    panic::set_hook(Box::new(panicked));
}

/// Logs that something panicked, and where. What a panic says may be somebody's words: an index into a text quotes it.
pub fn panicked(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "the program panicked");
}
