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
#[component]
pub fn MarkupList(
    /// Its class.
    class: &'static str,
    /// The first rows, as many as a phone shows at once; fewer where there are no more.
    first: Memo<Vec<String>>,
    /// How many a phone shows at once.
    most: usize,
    /// All rows, in their order. While they do not begin with the first ones, only these are shown.
    all: Memo<Vec<String>>,
    /// For whoever moves the focus in it.
    list: NodeRef<Ul>,
) -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(first, most, all, list);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (first, most);
    view! { <ul class=class node_ref=list inner_html=all.get_untracked().concat()></ul> }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::html::Ul;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, HtmlUListElement};

    use crate::effect::effect;

    /// Writes what changes into the list.
    pub(super) fn follow(first: Memo<Vec<String>>, most: usize, all: Memo<Vec<String>>, list: NodeRef<Ul>) {
        let mut shown = Shown { rows: all.get_untracked(), keeps_height: false };
        effect(move |_| {
            first.with(|first| {
                all.with(|all| {
                    // The page may have been left meanwhile.
                    let Some(Some(list)) = list.try_get_untracked() else { return };
                    if all.iter().take(most).eq(first) {
                        shown.change(&list, all);
                    } else {
                        shown.begin(&list, first);
                    }
                });
            });
        });
    }

    /// What stands in the list.
    struct Shown {
        rows: Vec<String>,
        /// Whether it is as high as it was with all of its rows.
        keeps_height: bool,
    }

    impl Shown {
        /// Writes the first rows. What stands below does not jump up and down with every key.
        fn begin(&mut self, list: &HtmlUListElement, first: &[String]) {
            if self.rows == first {
                return;
            }
            if !self.keeps_height {
                let height = format!("{}px", list.offset_height());
                let _ = HtmlElement::style(list).set_property("min-height", &height);
                self.keeps_height = true;
            }
            list.set_inner_html(&first.concat());
            self.rows = first.to_vec();
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
            if let Some(more) = rows.get(self.rows.len()..).filter(|more| !more.is_empty()) {
                let _ = list.insert_adjacent_html("beforeend", &more.concat());
            }
            self.rows = rows.to_vec();
            if self.keeps_height {
                let _ = HtmlElement::style(list).remove_property("min-height");
                self.keeps_height = false;
            }
        }
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
