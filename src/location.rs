//! The address of the page: links, the history, and signals that follow both.
//!
//! Which page an address opens is a `match` (`page.rs`), so all that is left of a router is this.

use leptos::prelude::*;

/// An address of this site, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Address {
    path: String,
    /// Without its question mark.
    search: String,
    /// With its `#`, or empty. Only a browser knows it.
    hash: String,
}

impl Address {
    /// Takes an address apart: `/ranks?score=600#table`.
    fn parse(address: &str) -> Self {
        let (rest, hash) = address.split_at(address.find('#').unwrap_or(address.len()));
        let (path, search) = rest.split_once('?').unwrap_or((rest, ""));
        Self { path: path.to_owned(), search: search.to_owned(), hash: hash.to_owned() }
    }
}

/// The address as signals.
#[derive(Clone, Copy)]
pub struct Location {
    /// The path.
    pub pathname: Memo<String>,
    /// The query, without its question mark.
    pub search: Memo<String>,
    /// What stands behind the query, with its `#`.
    pub hash: Memo<String>,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser goes elsewhere"))]
    at: RwSignal<Address>,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser goes elsewhere"))]
    leaving: StoredValue<Option<NavigateOptions>>,
}

impl Location {
    /// Makes the address known to the app: that of the browser, or of the page that is rendered. In a browser links and the
    /// history are followed from now on.
    pub fn provide(rendered: &str) {
        #[cfg(target_arch = "wasm32")]
        let address = in_browser::current().unwrap_or_else(|| Address::parse(rendered));
        #[cfg(not(target_arch = "wasm32"))]
        let address = Address::parse(rendered);
        let at = RwSignal::new(address);
        let part = |part: fn(&Address) -> &String| Memo::new(move |_| at.with(|address| part(address).clone()));
        let location = Self {
            pathname: part(|address| &address.path),
            search: part(|address| &address.search),
            hash: part(|address| &address.hash),
            at,
            leaving: StoredValue::new(None),
        };
        provide_context(location);
        #[cfg(target_arch = "wasm32")]
        in_browser::follow(location);
    }
}

/// The address of the page.
///
/// # Panics
///
/// Outside of the app.
pub fn use_location() -> Location {
    expect_context()
}

/// How to go somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavigateOptions {
    /// In the place of the present entry of the history.
    pub replace: bool,
    /// To the top of the page, or to what the address names behind its `#`.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// Goes to an address of this site; a server stays where it is.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy + Send + Sync + 'static {
    let location = use_location();
    move |address, options| {
        #[cfg(target_arch = "wasm32")]
        in_browser::go(location, address, options);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (location, address, options);
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::ev;
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlAnchorElement, MouseEvent, Url};

    use super::{Address, Location, NavigateOptions};

    /// The address of the browser.
    pub(super) fn current() -> Option<Address> {
        Url::new(&window().location().href().ok()?).ok().map(|url| Address::from(&url))
    }

    impl From<&Url> for Address {
        fn from(url: &Url) -> Self {
            let search = url.search();
            let search = search.strip_prefix('?').unwrap_or_default().to_owned();
            Self { path: url.pathname(), search, hash: url.hash() }
        }
    }

    impl Address {
        fn whole(&self) -> String {
            let Self { path, search, hash } = self;
            let mark = if search.is_empty() { "" } else { "?" };
            [path, mark, search, hash].concat()
        }
    }

    /// Follows links and the history. Like the app, it stays as long as the document.
    pub(super) fn follow(location: Location) {
        let _ = window_event_listener(ev::click, move |event| click(location, &event));
        let _ = window_event_listener(ev::popstate, move |_| {
            if let Some(address) = current() {
                // The browser is there already; whoever was leaving for somewhere else is not any more.
                location.leaving.set_value(None);
                location.at.set(address);
            }
        });
    }

    /// A plain click on a link within this site goes there without a new document. A link may say that its address stands
    /// in place of this one in the history (`data-replace`) and that the page stays where it is (`data-noscroll`).
    fn click(location: Location, event: &MouseEvent) {
        let plain = event.button() == 0
            && !(event.default_prevented()
                || event.meta_key()
                || event.ctrl_key()
                || event.shift_key()
                || event.alt_key());
        if !plain {
            return;
        }
        let clicked = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = clicked.and_then(|clicked| clicked.closest("a[href]").ok()?);
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let is_external =
            link.get_attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "external"));
        if is_external || link.has_attribute("download") || !link.target().is_empty() {
            return;
        }
        let options = NavigateOptions {
            replace: link.has_attribute("data-replace"),
            scroll: !link.has_attribute("data-noscroll"),
        };
        if go(location, &link.href(), options) {
            event.prevent_default();
        }
    }

    /// Goes to an address, if it is of this site. On the same page at once; to another page as soon as
    /// [`Location::arrive`] says that its code is there.
    pub(super) fn go(location: Location, address: &str, options: NavigateOptions) -> bool {
        let here = window().location();
        let (Ok(href), Ok(origin)) = (here.href(), here.origin()) else { return false };
        let Some(url) = Url::new_with_base(address, &href).ok().filter(|url| url.origin() == origin) else {
            return false;
        };
        let address = Address::from(&url);
        let same_page = location.at.with_untracked(|at| at.path == address.path);
        location.leaving.set_value(Some(options));
        location.at.set(address);
        if same_page {
            location.arrive();
        }
        true
    }

    impl Location {
        /// The page of the address is there: now the browser shows the address, too.
        pub fn arrive(self) {
            // Nobody was leaving: the browser itself went through its history.
            let Some(options) = self.leaving.try_update_value(Option::take).flatten() else { return };
            let (address, Ok(history)) = (self.at.get_untracked(), window().history()) else { return };
            let whole = address.whole();
            let _ = if options.replace || current().is_some_and(|current| current == address) {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&whole))
            } else {
                history.push_state_with_url(&JsValue::NULL, "", Some(&whole))
            };
            let named = address.hash.strip_prefix('#').and_then(|id| document().get_element_by_id(id));
            if let Some(named) = named {
                named.scroll_into_view();
            } else if options.scroll {
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let parts = |address| {
            let Address { path, search, hash } = Address::parse(address);
            [path, search, hash]
        };
        assert_eq!(parts("/ranks?exam=a&score=6%3F?#table?"), ["/ranks", "exam=a&score=6%3F?", "#table?"]);
        assert_eq!(parts("/"), ["/", "", ""]);
        assert_eq!(parts("/a#"), ["/a", "", "#"]);
    }
}
