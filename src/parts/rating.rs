//! Five levels, from very poor to very good.

use zhangban_api::Message;

use super::icon::IconKind;

/// The five levels, from the lowest: what a form sends, the words, the face.
pub const RATINGS: [(&str, Message, IconKind); 5] = [
    ("1", Message::new("很差", "Very poor"), IconKind::Angry),
    ("2", Message::new("较差", "Poor"), IconKind::Frown),
    ("3", Message::new("一般", "Fair"), IconKind::Meh),
    ("4", Message::new("较好", "Good"), IconKind::Smile),
    ("5", Message::new("很好", "Very good"), IconKind::Laugh),
];
