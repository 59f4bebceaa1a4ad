//! Words of attachments.

use zhangban_api::Message;
use zhangban_api::attachments::AttachmentKind;

use super::attached::{Item, State};
use crate::language::Language;

pub(super) const LABEL: Message =
    Message::new("照片、录音或文件（选填）", "Photos, a recording or a document (optional)");
pub(super) const HINT: Message = Message::new(
    "最多 6 张照片，或者一段录音，或者一份 PDF 文件；每个最大 10 MB。照片中的拍摄地点等信息会被去掉",
    "At most 6 photos, or one recording, or one PDF; each at most 10 MB. Where a photo was taken is removed from it",
);
pub(super) const AGAIN: Message = Message::new("再试一次", "Try again");

const WAITING: Message = Message::new("等待上传", "Waiting");
const SENDING: Message = Message::new("正在上传", "Uploading");
const OFFLINE: Message = Message::new("网络不通，恢复后会自动继续", "No network: it goes on by itself");
const DONE: Message = Message::new("已上传", "Uploaded");

/// What an item is called: by its kind and its place among those of its kind, which is how people speak of photos.
pub(super) fn name(language: Language, kind: AttachmentKind, place: usize) -> String {
    let name = language.of(kind.name());
    if kind == AttachmentKind::Photo { format!("{name} {place}") } else { name.to_owned() }
}

/// What removing it says.
pub(super) fn remove(name: &zhangban_api::Text) -> zhangban_api::Text {
    zhangban_api::Text { zh: format!("移除{}", name.zh), en: format!("Remove {}", name.en.to_lowercase()) }
}

/// How far an item has come.
pub(super) fn state(language: Language, state: &State) -> String {
    match state {
        State::Waiting => language.of(WAITING).to_owned(),
        State::Sending => language.of(SENDING).to_owned(),
        State::Offline => language.of(OFFLINE).to_owned(),
        State::Done(_) => language.of(DONE).to_owned(),
        State::Refused(why) | State::Failed(why) => language.of_text(why),
    }
}

/// How far all of them have come: said aloud whenever it changes, so it is short.
pub(super) fn progress(language: Language, items: &[Item]) -> String {
    let count = |is: fn(&State) -> bool| items.iter().filter(|item| is(&item.state)).count();
    let all = items.len();
    let done = count(|state| matches!(state, State::Done(_)));
    let on_its_way = count(|state| matches!(state, State::Waiting | State::Sending));
    let refused = count(|state| matches!(state, State::Refused(_) | State::Failed(_)));
    if all == 0 {
        String::new()
    } else if count(|state| *state == State::Offline) > 0 {
        language.of(OFFLINE).to_owned()
    } else if on_its_way > 0 {
        let at = all - on_its_way + 1;
        language.either(format!("正在上传，第 {at} 个，共 {all} 个"), format!("Uploading {at} of {all}"))
    } else if refused > 0 {
        language.either(format!("{refused} 个没有上传成功，请看下方说明"), format!("{refused} not uploaded: see below"))
    } else {
        language.either(format!("{done} 个已全部上传"), format!("All uploaded: {done}"))
    }
}
