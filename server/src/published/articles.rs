//! What of the articles stands on pages that are the same for everybody: emergencies, the newest headlines, and when
//! something appears or ends. Their texts stay in the database.

use std::collections::HashSet;

use zhangban_api::Moment;
use zhangban_api::articles::{Article, ArticleEntry, Emergencies, EmergencyNotice, Headline, Level, Newest};

use crate::store::{Row, Store, StoreError};

/// Headlines that are held: the newest three at any time, even if hundreds wait to appear.
const HELD: i64 = 500;

/// How many headlines the home page has room for.
const NEWEST: usize = 3;

/// What of the articles stands on every page.
#[derive(Debug, Default)]
pub struct Board {
    /// Every time at which something appears or ends, in order.
    turns: Vec<i64>,
    /// Newest first.
    headlines: Vec<(Headline, Moment)>,
    /// Newest first.
    emergencies: Vec<Emergency>,
}

/// An emergency, or what follows another article: it may call off an emergency whatever its own level is.
#[derive(Debug)]
struct Emergency {
    notice: EmergencyNotice,
    /// Whether it announces an emergency by its own level.
    begins: bool,
    ends: Moment,
    follows: String,
}

impl Board {
    pub(super) async fn load(store: &Store) -> Result<Self, StoreError> {
        let sql = "SELECT published_at, valid_until FROM articles WHERE withdrawn = ''";
        let mut turns = Vec::new();
        for row in store.rows(sql, &[]).await? {
            turns.extend([row.int(0)?, row.int(1)?]);
        }
        turns.sort_unstable();
        let sql = "SELECT entry, valid_until FROM articles WHERE withdrawn = '' ORDER BY published_at DESC, number DESC LIMIT $1";
        let headlines = store.rows(sql, &[HELD.into()]).await?.iter().map(headline).collect::<Result<_, _>>()?;
        let sql = "SELECT body, valid_until, follows FROM articles WHERE (level = 'emergency' OR follows <> '') \
                   AND withdrawn = '' ORDER BY published_at DESC, number DESC";
        let emergencies = store.rows(sql, &[]).await?.iter().map(emergency).collect::<Result<_, _>>()?;
        Ok(Self { turns, headlines, emergencies })
    }

    /// How often something has appeared or ended up to that moment: what is shown to everybody changes when this does.
    pub fn turned(&self, now: Moment) -> usize {
        self.turns.partition_point(|turn| *turn <= now.unix())
    }

    /// The newest articles that hold at that moment.
    pub fn newest(&self, now: Moment) -> Newest {
        let is_shown = |(headline, ends): &&(Headline, Moment)| headline.published_at <= now && now < *ends;
        let shown = self.headlines.iter().filter(is_shown).take(NEWEST);
        Newest { headlines: shown.map(|(headline, _)| headline.clone()).collect() }
    }

    /// What stands on every page at that moment: emergencies that have begun and not ended, and that nothing follows.
    pub fn emergencies(&self, now: Moment) -> Emergencies {
        let published = || self.emergencies.iter().filter(|emergency| emergency.notice.published_at <= now);
        let followed: HashSet<&str> = published().map(|emergency| emergency.follows.as_str()).collect();
        let stands = |emergency: &&Emergency| {
            emergency.begins && now < emergency.ends && !followed.contains(emergency.notice.id.as_str())
        };
        Emergencies { notices: published().filter(stands).map(|emergency| emergency.notice.clone()).collect() }
    }
}

fn ends(row: &Row) -> Result<Moment, StoreError> {
    Ok(Moment::from_unix(row.int(1)?))
}

fn headline(row: &Row) -> Result<(Headline, Moment), StoreError> {
    let ArticleEntry { id, level, title, published_at, .. } = row.json(0)?;
    Ok((Headline { id, level, title, published_at }, ends(row)?))
}

fn emergency(row: &Row) -> Result<Emergency, StoreError> {
    let Article { id, level, title, what_to_do, published_at, cancels, .. } = row.json(0)?;
    Ok(Emergency {
        notice: EmergencyNotice { id, title, what_to_do, published_at, cancels },
        begins: level == Level::Emergency,
        ends: ends(row)?,
        follows: row.text(2)?.to_owned(),
    })
}
