//! Rows of long lists, written as markup.
//!
//! A browser reads markup in a fraction of the time in which it is told of every element; nothing in such rows listens, and
//! a link leads on by itself. What was measured stands in docs/measurements.md.

use leptos::html::Ul;
use leptos::prelude::*;

/// Words as the text of an element or the value of an attribute: nothing in them is markup.
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A list of such rows, a `<li>` each. Rows that stay as they are are left alone, and a link that has the focus keeps it.
/// While somebody types, the rows that a phone shows are written with the key, and the others when the typing rests.
#[component]
pub fn MarkupList(
    /// Its class.
    class: &'static str,
    /// The rows, in their order.
    rows: Memo<Vec<String>>,
    /// How many of them a phone shows at once.
    first: usize,
    /// For whoever moves the focus in it.
    list: NodeRef<Ul>,
) -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(rows, first, list);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = first;
    view! { <ul class=class node_ref=list inner_html=rows.get_untracked().concat()></ul> }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::time::Duration;

    use leptos::html::Ul;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlUListElement};

    use crate::effect::effect;

    /// How long nobody has to have typed before the other rows are written.
    const REST: Duration = Duration::from_millis(250);

    /// Writes what changes into the list.
    pub(super) fn follow(rows: Memo<Vec<String>>, first: usize, list: NodeRef<Ul>) {
        let shown = StoredValue::new(Shown { rows: rows.get_untracked(), height: 0, rest: None });
        let with_list = move |act: &dyn Fn(&HtmlUListElement, &[String], &mut Shown)| {
            // The page may have been left meanwhile.
            let Some(Some(list)) = list.try_get_untracked() else { return };
            let _ = rows.try_with_untracked(|rows| shown.try_update_value(|shown| act(&list, rows, shown)));
        };
        effect(move |_| {
            rows.track();
            with_list(&|list, rows, shown| {
                if let Some(rest) = shown.rest.take() {
                    rest.clear();
                }
                if shown.begins_like(rows, first) || !is_somebody_typing() {
                    return shown.change(list, rows);
                }
                shown.begin(list, &rows[..first.min(rows.len())]);
                let later = move || with_list(&|list, rows, shown| shown.change(list, rows));
                shown.rest = set_timeout_with_handle(later, REST).ok();
            });
        });
    }

    /// What stands in the list.
    struct Shown {
        rows: Vec<String>,
        /// How high it was with all of its rows, in pixels.
        height: i32,
        /// When the other rows are written.
        rest: Option<TimeoutHandle>,
    }

    impl Shown {
        fn begins_like(&self, rows: &[String], first: usize) -> bool {
            rows.iter().take(first).eq(self.rows.iter().take(first))
        }

        /// Writes the first rows. What stands below does not jump up and down with every key.
        fn begin(&mut self, list: &HtmlUListElement, rows: &[String]) {
            let _ = HtmlElement::style(list).set_property("min-height", &format!("{}px", self.height));
            list.set_inner_html(&rows.concat());
            self.rows = rows.to_vec();
        }

        /// Writes all rows; those that stay as they are are left alone.
        fn change(&mut self, list: &HtmlUListElement, rows: &[String]) {
            for _ in rows.len()..self.rows.len() {
                self.rows.pop();
                if let Some(last) = list.last_element_child() {
                    last.remove();
                }
            }
            for (at, (row, before)) in rows.iter().zip(&self.rows).enumerate() {
                if row != before {
                    replace(list, at, row);
                }
            }
            let _ = list.insert_adjacent_html("beforeend", &rows[self.rows.len()..].concat());
            self.rows = rows.to_vec();
            let _ = HtmlElement::style(list).remove_property("min-height");
            self.height = list.offset_height();
        }
    }

    fn is_somebody_typing() -> bool {
        document().active_element().is_some_and(|focused| focused.has_type::<HtmlInputElement>())
    }

    fn replace(list: &Element, at: usize, row: &str) {
        let old = u32::try_from(at).ok().and_then(|at| list.children().item(at));
        let Some(old) = old else { return };
        let focused = focused_link(&old);
        old.set_outer_html(row);
        if let Some(link) = focused {
            focus_link(list, at, link);
        }
    }

    /// Which of the links of a row has the focus, if one has: it keeps it when the row changes under it.
    fn focused_link(row: &Element) -> Option<u32> {
        let focused = document().active_element().filter(|focused| row.contains(Some(focused)))?;
        let links = row.get_elements_by_tag_name("a");
        (0..links.length()).find(|at| links.item(*at).is_some_and(|link| link == focused))
    }

    fn focus_link(list: &Element, row: usize, link: u32) {
        let row = u32::try_from(row).ok().and_then(|row| list.children().item(row));
        let link = row.and_then(|row| row.get_elements_by_tag_name("a").item(link));
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            let _ = link.focus();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_words_is_markup() {
        assert_eq!(escaped(r#"<b>&" onclick="x"#), "&lt;b>&amp;&quot; onclick=&quot;x");
    }
}
