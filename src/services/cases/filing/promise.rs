//! By when a case is answered, in words.

use zhangban_api::Message;
use zhangban_api::cases::Deadline;

use super::text;

/// By when it is answered, in words.
pub(super) fn promise(deadline: Deadline) -> Message {
    match deadline {
        Deadline::OneDay => text::URGENT,
        Deadline::TwoDays => text::USUAL,
    }
}
