//! What follows signals without showing anything.

use leptos::prelude::*;

/// Runs once the page is taken over, and again whenever a signal changes that it reads; it hears whether it is the first
/// time.
///
/// `Effect::new` compiles its whole machinery again for every closure and for what each returns: some 600 bytes of
/// WebAssembly. These have one type in all.
pub fn effect(act: impl FnMut(bool) + 'static) {
    follow(Box::new(act));
}

fn follow(mut act: Box<dyn FnMut(bool)>) {
    Effect::new(move |before: Option<()>| act(before.is_none()));
}

/// Runs once the page is taken over.
pub fn once_taken_over(act: impl FnOnce() + 'static) {
    let mut act = Some(act);
    effect(move |_| {
        if let Some(act) = act.take() {
            untrack(act);
        }
    });
}
