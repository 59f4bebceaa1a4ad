//! Server-sent events: what an open page is told without asking.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::{StoredValue, UpdateValue, document, on_cleanup, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::{jitter, pause};

/// How often it is asked where the server cannot tell.
const ASK_EVERY_S: u32 = 60;

/// Hears what is told at this address for as long as whoever calls it is shown and the page is in sight. Where the browser has no server-sent events or
/// the server has no place for one more listener, `ask` is called every minute instead.
///
/// A page that is out of sight lets its connection go. Browsers keep pages that were left, and open tabs, with all their
/// connections, and have six for each server: the seventh page would wait for ever.
pub fn listen(address: String, told: impl Fn(String) + 'static, ask: impl Fn() + 'static) {
    // Compiled once, whoever listens.
    hear(address, Box::new(told), Rc::new(ask));
}

fn hear(address: String, told: Box<dyn Fn(String)>, ask: Rc<dyn Fn()>) {
    let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            told(text);
        }
    });
    let told: Function = told.into_js_value().unchecked_into();
    let source = Rc::new(RefCell::new(None::<EventSource>));
    let (asking, over) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let ask = {
        let (asking, over) = (asking.clone(), over.clone());
        move || {
            if !asking.replace(true) {
                ask_every_minute(over.clone(), ask.clone());
            }
        }
    };
    let failed = Closure::<dyn FnMut()>::new({
        let (source, ask) = (source.clone(), ask.clone());
        // A connection that broke comes again by itself; one that was refused does not.
        move || {
            if source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED) {
                ask();
            }
        }
    });
    let failed: Function = failed.into_js_value().unchecked_into();
    let follow_sight = {
        let source = source.clone();
        move || {
            if document().hidden() {
                close(&source);
            } else if source.borrow().is_none() && !asking.get() {
                match EventSource::new(&address) {
                    Ok(opened) => {
                        opened.set_onmessage(Some(&told));
                        opened.set_onerror(Some(&failed));
                        source.replace(Some(opened));
                    }
                    Err(_) => ask(),
                }
            }
        }
    };
    follow_sight();
    let sight = window_event_listener_untyped("visibilitychange", move |_| follow_sight());
    // These belong to the one thread of a browser; the cleanup could be another's.
    let listening = StoredValue::new_local(Some((source, over, sight)));
    on_cleanup(move || {
        if let Some((source, over, sight)) = listening.try_update_value(Option::take).flatten() {
            over.set(true);
            close(&source);
            sight.remove();
        }
    });
}

fn close(source: &RefCell<Option<EventSource>>) {
    if let Some(source) = source.take() {
        source.close();
    }
}

fn ask_every_minute(over: Rc<Cell<bool>>, ask: Rc<dyn Fn()>) {
    wasm_bindgen_futures::spawn_local(async move {
        loop {
            pause(ASK_EVERY_S).await;
            jitter().await;
            if over.get() {
                return;
            }
            ask();
        }
    });
}
