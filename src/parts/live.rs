//! Parts of a view that come, go and change.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A part of a view that follows the signals it reads, and is not there while there is nothing to show.
///
/// A closure in a view does the same, but each has a type of its own, for which all of the rendering is compiled once
/// more: some 5 kB of WebAssembly. These have one type in all. An element stays the element it was when its view is of
/// the same kind as before.
pub fn live<V>(mut view: impl FnMut() -> Option<V> + Send + 'static) -> SharedReactiveFunction<Option<AnyView>>
where
    V: IntoAny,
{
    Arc::new(Mutex::new(move || view().map(IntoAny::into_any)))
}

/// A part of a view that is made anew whenever what it shows changes: what is typed into the fields of one question must
/// not stand in those of the next, and an element that stays would keep it. It is gone for the length of a frame.
pub fn anew<T>(
    of: Memo<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> SharedReactiveFunction<Option<AnyView>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RwSignal::new(Some(of.get_untracked()));
    #[cfg(target_arch = "wasm32")]
    crate::effect::effect(move |is_first| {
        let now = of.get();
        if !is_first {
            shown.set(None);
            request_animation_frame(move || {
                let _ = shown.try_set(Some(now));
            });
        }
    });
    live(move || shown.get().map(&view))
}
