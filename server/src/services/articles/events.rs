//! Emergencies as server-sent events: told to every open page in the second in which they change.

use axum::extract::State;
use axum::response::Response;
use axum::response::sse::Event;
use futures_util::{Stream, stream};

use crate::context::Context;
use crate::events::tell;

pub(super) async fn events(State(context): State<Context>) -> Response {
    tell(&context, told(&context))
}

/// What stands on every page, at once and whenever it changes.
fn told(context: &Context) -> impl Stream<Item = Event> + use<> {
    stream::unfold((context.emergencies(), true), |(mut emergencies, first)| async move {
        if !first {
            emergencies.changed().await.ok()?;
        }
        let now = emergencies.borrow_and_update().clone();
        Some((Event::default().data(&*now), (emergencies, false)))
    })
}
