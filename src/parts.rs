//! View pieces without business words: they know no service.
//!
//! Each is rendered on the server, works there with scripting off, and is taken over as it stands: no part reads a
//! clock, a window or a random number while it renders. Words come in as [`Text`](zhangban_api::Text), so that a
//! `Message` of ours and a name of the department's are both welcome. Looks are in `style/parts.css`, one block of class
//! names a part.

pub mod breakable;
pub mod button;
pub mod card;
pub mod chart;
pub mod choice;
pub mod data_table;
pub mod deadlines;
pub mod error_summary;
pub mod field;
pub mod figures;
pub mod icon;
pub mod link_list;
pub mod list;
pub mod live;
pub mod markup;
pub mod notice;
pub mod pages;
pub mod phone;
pub mod rating;
pub mod state;
pub mod stepper;
pub mod summary_list;
pub mod tag;
