//! The server's clock as it goes on here. Phones are often wrong about the time, but rarely about how much of it passed.

use std::time::Duration;

use leptos::prelude::*;
use zhangban_api::Moment;

/// What the server's clock said, and when that was by the clock of this machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    moment: Moment,
    /// Milliseconds of this machine's own time, whatever it counts from.
    heard_at: f64,
}

impl Told {
    /// The server has just said so.
    pub(super) fn just_now(moment: Moment) -> Self {
        Self { moment, heard_at: here_ms() }
    }

    /// What the server's clock says now, to the minute.
    pub(super) fn now(self) -> Moment {
        // A clock of this machine that was set back has told nothing about the server's.
        let passed = Duration::try_from_secs_f64((here_ms() - self.heard_at) / 1_000.0).unwrap_or_default();
        let now = self.moment.plus_seconds(i64::try_from(passed.as_secs()).unwrap_or_default()).unix();
        Moment::from_unix(now - now.rem_euclid(60))
    }
}

/// The server's clock as an answer told it, going on since the answer was first seen.
#[derive(Clone, Copy)]
pub(super) struct ToldBy(StoredValue<Option<Told>>);

impl ToldBy {
    /// Nothing was told yet.
    pub(super) fn nobody() -> Self {
        Self(StoredValue::new(None))
    }

    /// What the clock says now that said `moment` in the answer.
    pub(super) fn now(self, moment: Moment) -> Moment {
        let told = self.0.get_value().filter(|told| told.moment == moment).unwrap_or_else(|| Told::just_now(moment));
        self.0.set_value(Some(told));
        told.now()
    }
}

/// Says again and again that time has passed, as often as anybody could notice.
pub(super) fn ticks() -> RwSignal<usize> {
    let ticks = RwSignal::new(0);
    #[cfg(target_arch = "wasm32")]
    if let Ok(interval) = set_interval_with_handle(move || ticks.update(|ticks| *ticks += 1), Duration::from_secs(5)) {
        on_cleanup(move || interval.clear());
    }
    ticks
}

/// The wall clock and not `performance.now`, which stands still in some browsers while the phone sleeps.
#[cfg(target_arch = "wasm32")]
fn here_ms() -> f64 {
    js_sys::Date::now()
}

/// A server renders in one instant.
#[cfg(not(target_arch = "wasm32"))]
fn here_ms() -> f64 {
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_on_from_what_the_server_said_to_the_minute() {
        let told = Told::just_now(Moment::from_unix(600));
        let later = |ms: f64| Told { heard_at: told.heard_at - ms, ..told }.now().unix();
        assert_eq!([0.0, 59_000.0, 61_000.0, -61_000.0].map(later), [600, 600, 660, 600]);
    }
}
