//! The numbers that this phone remembers: a tap puts one into the field.

use leptos::prelude::*;
use zhangban_api::Text;
#[cfg(target_arch = "wasm32")]
use zhangban_api::cases::following::field;

use super::text;
use crate::parts::button::{Button, ButtonKind};
use crate::parts::card::Card;
use crate::parts::live::live;

/// The numbers that this phone was told to remember. Only a browser knows them.
#[component]
pub(super) fn Remembered() -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    let numbers = RwSignal::new(crate::services::cases::remembered::numbers());
    #[cfg(not(target_arch = "wasm32"))]
    let numbers = RwSignal::new(Vec::<String>::new());
    let take = |number: String| {
        let label = Text::new(number.clone(), "");
        let take = move |()| {
            #[cfg(target_arch = "wasm32")]
            {
                crate::address::put_into_field(field::NUMBER, &number);
                crate::browser::focus(field::CODE);
            }
            #[cfg(not(target_arch = "wasm32"))]
            let _ = &number;
        };
        view! { <Button kind=ButtonKind::Secondary label on_press=take/> }.into_any()
    };
    let forget = move |()| {
        numbers.set(Vec::new());
        #[cfg(target_arch = "wasm32")]
        crate::services::cases::remembered::forget_all();
    };
    live(move || {
        let numbers = numbers.get();
        (!numbers.is_empty()).then(|| {
            view! {
                <Card title=text::REMEMBERED>
                    <div class="actions">
                        {numbers.into_iter().map(take).collect_view()}
                        <Button kind=ButtonKind::Quiet label=text::FORGET on_press=forget/>
                    </div>
                </Card>
            }
        })
    })
}
