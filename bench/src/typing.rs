//! How long it takes from a key to the painted list, on a phone that is four times slower than this machine.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::browser::Browser;

/// How many times slower than this machine.
const THROTTLE: u32 = 4;

/// How many entries the directory of hotlines gets for this.
const HOTLINES: u32 = 3_000;

/// What is typed, one key after the other, and taken back again.
const WORDS: [&str; 4] = ["zzdx", "1001", "jyj", "sflx"];

/// Notes the time from a key to the first moment after the frame that shows what it changed: a list of entries always
/// says how many there are, and that is written together with the list.
const WATCH: &str = "
    window.painted = [];
    let pressed = 0;
    document.addEventListener('keydown', event => pressed = event.timeStamp, true);
    const done = new MessageChannel();
    done.port1.onmessage = ({data}) => painted.push(performance.now() - data);
    new MutationObserver(() => {
        const since = pressed;
        pressed = 0;
        if (since) requestAnimationFrame(() => done.port2.postMessage(since));
    }).observe(document.querySelector('main [role=status]'), {subtree: true, childList: true, characterData: true});
    document.querySelector('input[type=search]').focus();
";

/// Types into the search field of a page; prints the median and the worst.
pub(crate) fn measure(address: SocketAddr, page: &str) -> Result<()> {
    let mut browser = Browser::start()?;
    browser.tell("Page.navigate", json!({"url": format!("http://{address}{page}")}))?;
    browser.until("document.documentElement?.dataset.wasm === 'ready'")?;
    browser.tell("Emulation.setCPUThrottlingRate", json!({"rate": THROTTLE}))?;
    browser.value(&format!("(() => {{ {WATCH} }})()"))?;
    // With the first key the whole list may be fetched; from then on it is searched where it is.
    press(&mut browser, &("1".to_owned(), "1".to_owned()))?;
    browser.until("painted.length === 1")?;
    press(&mut browser, &back())?;
    browser.until("painted.length === 2")?;
    browser.value("painted.length = 0")?;
    let mut keys = 0;
    for word in WORDS {
        for key in word.chars().map(|c| (c.to_string(), c.to_string())).chain(word.chars().map(|_| back())) {
            press(&mut browser, &key)?;
            keys += 1;
            browser.until(&format!("painted.length === {keys}")).with_context(|| format!("after {key:?}"))?;
        }
    }
    let times = browser.value("painted")?;
    let Some(times) = times.as_array() else { bail!("no times") };
    let mut times: Vec<f64> = times.iter().filter_map(serde_json::Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{page}: {} keys, median {median:.0} ms, worst {worst:.0} ms", times.len());
    Ok(())
}

fn back() -> (String, String) {
    ("Backspace".to_owned(), String::new())
}

fn press(browser: &mut Browser, (key, text): &(String, String)) -> Result<()> {
    // Chromium edits by the number of the key; of letters and digits it is their capital.
    let number = if text.is_empty() { 8 } else { text.to_uppercase().bytes().next().unwrap_or_default() };
    let down = json!({"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": number});
    browser.tell("Input.dispatchKeyEvent", down)?;
    browser.tell("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": number}))?;
    Ok(())
}

/// A directory of as many hotlines as a large province might have.
pub(crate) fn write_hotlines(file: &Path) -> Result<()> {
    let mut sheet = String::from("name,phone,category,sample\n");
    for number in 1..=HOTLINES {
        let office =
            ["郑州市教育局", "洛阳市司法局", "新乡市招生办公室", "信阳市人力资源和社会保障局"][number as usize % 4];
        writeln!(sheet, "{office}第 {number} 咨询点,0371-000 {:02} {:02},咨询,yes", number / 100, number % 100)?;
    }
    Ok(std::fs::write(file, sheet)?)
}
