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
    fn now(self) -> Moment {
        // A clock of this machine that was set back has told nothing about the server's.
        let passed = Duration::try_from_secs_f64((here_ms() - self.heard_at) / 1_000.0).unwrap_or_default();
        let now = self.moment.plus_seconds(i64::try_from(passed.as_secs()).unwrap_or_default()).unix();
        Moment::from_unix(now - now.rem_euclid(60))
    }
}

/// The server's clock by the minute, going on from what it said last. Before it has said anything it stands at the
/// beginning of time, when nobody answers.
pub(super) fn going_on(told: Memo<Option<Told>>) -> Memo<Moment> {
    let looks = RwSignal::new(());
    #[cfg(target_arch = "wasm32")]
    in_browser::look_often(looks);
    Memo::new(move |_| {
        looks.track();
        told.get().map_or(Moment::from_unix(0), Told::now)
    })
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

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::time::Duration;

    use leptos::prelude::*;

    /// Often enough that a tag is never wrong for longer than anybody looks at it.
    const EVERY: Duration = Duration::from_secs(5);

    pub(super) fn look_often(looks: RwSignal<()>) {
        if let Ok(interval) = set_interval_with_handle(move || looks.notify(), EVERY) {
            on_cleanup(move || interval.clear());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_on_from_what_the_server_said_to_the_minute() {
        let told = Told { moment: Moment::from_unix(600), heard_at: here_ms() - 59_000.0 };
        assert_eq!(told.now(), Moment::from_unix(600));
        assert_eq!(Told { heard_at: here_ms() - 61_000.0, ..told }.now(), Moment::from_unix(660));
        assert_eq!(Told { heard_at: here_ms() + 61_000.0, ..told }.now(), Moment::from_unix(600));
    }
}
