//! Takes over the page as it stands.

fn main() {
    #[cfg(target_arch = "wasm32")]
    zhangban::browser::take_over();
}
