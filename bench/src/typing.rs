//! How long it takes from a key to the painted list, on a phone that is four times slower than this machine.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::browser::Browser;

/// How many times slower than this machine.
const THROTTLE: u32 = 4;

/// How many entries the directory of hotlines gets for this.
const HOTLINES: u32 = 3_000;

/// What is typed, one key after the other, and taken back again.
const WORDS: [&str; 4] = ["zzdx", "1001", "jyj", "sflx"];

/// Says in the trace when the list was written: a list of entries always says how many there are, and that is written
/// together with the list.
const WATCH: &str = "
    new MutationObserver(() => performance.mark('list'))
        .observe(document.querySelector('main [role=status]'), {subtree: true, childList: true, characterData: true});
    document.querySelector('input[type=search]').focus();
";

/// From one key to the next: nothing asks the page for anything meanwhile, that would take its time.
const PAUSE: Duration = Duration::from_millis(400);

/// Where the time of a key goes, by the names that the browser's tracing has for it.
const PARTS: [(&str, &str); 5] = [
    ("UpdateLayoutTree", "style"),
    ("Layout", "layout"),
    ("PrePaint", "before painting"),
    ("Paint", "painting"),
    ("Layerize", "layers"),
];

/// The plainest page that could be: a field, and a word that changes with every key.
const PLAIN: &str = "
    document.body.innerHTML = '<main><input type=search><p role=status>0</p></main>';
    const [field, status] = document.querySelector('main').children;
    field.addEventListener('input', () => status.textContent = Number(status.textContent) + 1);
";

/// Types into the search field of a page, and of the plainest page there could be: what the browser itself takes for a key
/// on this machine.
pub(crate) fn measure(address: SocketAddr, page: &str) -> Result<()> {
    let mut browser = Browser::start()?;
    browser.value(&format!("(() => {{ {PLAIN} }})()"))?;
    typed(&mut browser, "a bare field")?;
    let mut browser = Browser::start()?;
    browser.tell("Page.navigate", json!({"url": format!("http://{address}{page}")}))?;
    browser.until("document.documentElement?.dataset.wasm === 'ready'")?;
    typed(&mut browser, page)
}

/// Types, and prints the median and the worst, and where the time went.
fn typed(browser: &mut Browser, page: &str) -> Result<()> {
    browser.value(&format!("(() => {{ {WATCH} }})()"))?;
    // With the first key the whole list may be fetched; from then on it is searched where it is.
    press(browser, &("1".to_owned(), "1".to_owned()))?;
    browser.until("performance.getEntriesByName('list').length === 1")?;
    press(browser, &back())?;
    browser.until("performance.getEntriesByName('list').length === 2")?;
    browser.tell("Emulation.setCPUThrottlingRate", json!({"rate": THROTTLE}))?;
    let keys: Vec<_> =
        WORDS.iter().flat_map(|word| word.chars().map(letter).chain(word.chars().map(|_| back()))).collect();
    let trace = browser.traced(&["devtools.timeline", "blink.user_timing"], |browser| {
        for key in &keys {
            press(browser, key)?;
            std::thread::sleep(PAUSE);
        }
        Ok(())
    })?;
    let mut times = painted(&trace);
    ensure!(times.len() == keys.len(), "{} keys of {} have a painted list in the trace", times.len(), keys.len());
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    print!("{page}: {} keys, median {median:.0} ms, worst {worst:.0} ms; of a key on average", times.len());
    for (name, words) in PARTS {
        let mut whole = Duration::ZERO;
        for event in trace.iter().filter(|event| event["name"] == name) {
            whole += Duration::from_micros(event["dur"].as_u64().unwrap_or_default());
        }
        print!(" {words} {:.1}", whole.as_secs_f64() * 1_000.0 / f64::from(u32::try_from(times.len())?));
    }
    println!(" ms");
    Ok(())
}

/// The milliseconds from each key to the frame that shows what it changed, as the browser times the event (what
/// "Interaction to Next Paint" counts), of those keys whose list was written between the two.
fn painted(trace: &[Value]) -> Vec<f64> {
    let micros = |event: &Value| event["ts"].as_f64().unwrap_or_default();
    let lists: Vec<f64> = trace.iter().filter(|event| event["name"] == "list").map(micros).collect();
    let timed = |event: &&Value| event["name"] == "EventTiming" && event["args"]["data"]["type"] == "keydown";
    trace
        .iter()
        .filter(timed)
        .filter_map(|event| {
            let (begin, took) = (micros(event), event["args"]["data"]["duration"].as_f64()?);
            lists.iter().any(|list| (begin..begin + took * 1_000.0).contains(list)).then_some(took)
        })
        .collect()
}

fn letter(letter: char) -> (String, String) {
    (letter.to_string(), letter.to_string())
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
