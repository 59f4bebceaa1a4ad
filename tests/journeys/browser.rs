//! A citizen's browser: pages are opened, elements are found by role and accessible name, waits poll with a deadline.

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::{PrintConfiguration, PrintSize};
use fantoccini::{Client, Locator};
use futures_util::FutureExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zhangban::page::Page;

use crate::driver::{self, Raw, Scripting};
use crate::network::Site;

/// How long something may take that should be there at once: a loaded machine compiles WebAssembly slowly.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often is looked whether it is there.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How Chromium begins a page in a PDF.
const PAGE: &[u8] = b"/Type /Page\n";

/// A phone's screen.
pub(crate) const PHONE: (u32, u32) = (360, 780);

/// A browser and the site it looks at.
pub(crate) struct Browser {
    client: Client,
    /// The site.
    pub(crate) site: Site,
    /// Whether the browser may report answers with an error status: they are part of the story then.
    refusals_expected: AtomicBool,
}

/// A journey with scripting on.
pub(crate) fn journey(walk: impl AsyncFnOnce(&Browser)) {
    journey_with(Scripting::On, walk);
}

/// A journey with scripting off.
pub(crate) fn journey_without_scripting(walk: impl AsyncFnOnce(&Browser)) {
    journey_with(Scripting::Off, walk);
}

/// Walks, and fails for what the browser complained about on the way as well. If it fails, a picture of where it stood is
/// left in `target/journeys`.
fn journey_with(scripting: Scripting, walk: impl AsyncFnOnce(&Browser)) {
    zhangban_testing::run(async {
        let site = Site::start().await;
        let client = driver::open(scripting).await;
        let browser = Browser { client, site, refusals_expected: AtomicBool::new(false) };
        let walked = async {
            browser.screen(PHONE).await;
            walk(&browser).await;
            browser.no_complaints().await;
        };
        let walked = AssertUnwindSafe(walked).catch_unwind().await;
        if walked.is_err() {
            // The browser itself may be what broke.
            let _ = AssertUnwindSafe(browser.leave_a_picture()).catch_unwind().await;
        }
        let closed = browser.client.clone().close().await;
        if let Err(why) = walked {
            std::panic::resume_unwind(why);
        }
        closed.unwrap();
    });
}

impl Browser {
    /// Opens a page of ours.
    pub(crate) async fn open(&self, page: Page) {
        self.open_address(page.path()).await;
    }

    /// Opens an address of the site.
    pub(crate) async fn open_address(&self, address: &str) {
        self.client.goto(&format!("{}{address}", self.site.origin)).await.unwrap();
    }

    /// Opens a page of ours and waits until the app has taken it over.
    pub(crate) async fn open_taken_over(&self, page: Page) {
        self.open(page).await;
        self.taken_over().await;
    }

    /// Waits until the app has taken the page over.
    pub(crate) async fn taken_over(&self) {
        self.until("the app takes the page over", async || self.is_taken_over().await).await;
    }

    /// Whether the app has taken the page over.
    pub(crate) async fn is_taken_over(&self) -> bool {
        self.run::<bool>("return document.documentElement.dataset.wasm === 'ready'").await
    }

    /// Makes the screen so wide and high, in CSS pixels.
    pub(crate) async fn screen(&self, (width, height): (u32, u32)) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tell(Raw::devtools("Emulation.setDeviceMetricsOverride", &metrics)).await;
    }

    /// The citizen's phone is set to dark.
    pub(crate) async fn prefers_dark(&self) {
        let dark = json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]});
        self.tell(Raw::devtools("Emulation.setEmulatedMedia", &dark)).await;
    }

    /// Takes the network away from the page, or gives it back.
    pub(crate) async fn offline(&self, offline: bool) {
        let conditions = json!({"offline": offline, "latency": 0, "throughput": 100_000_000});
        self.tell(Raw::post("chromium/network_conditions", json!({"network_conditions": conditions}))).await;
    }

    /// Goes back in the history.
    pub(crate) async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Goes forward in the history.
    pub(crate) async fn forward(&self) {
        self.client.forward().await.unwrap();
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// The button of this name.
    pub(crate) async fn button(&self, name: &str) -> Element {
        self.element("button, input[type=submit], summary, [role=button]", name).await
    }

    /// The link of this name.
    pub(crate) async fn link(&self, name: &str) -> Element {
        self.element("a[href]", name).await
    }

    /// The heading of this name.
    pub(crate) async fn heading(&self, name: &str) -> Element {
        self.element("h1, h2, h3", name).await
    }

    /// The field of this name: for text, of a choice, or a list to choose from.
    pub(crate) async fn field(&self, name: &str) -> Element {
        self.element("input:not([type=hidden]), textarea, select", name).await
    }

    /// The element of an accessible name among those a selector names.
    async fn element(&self, among: &str, name: &str) -> Element {
        let until = Instant::now() + PATIENCE;
        loop {
            let mut names = Vec::new();
            for element in self.client.find_all(Locator::Css(among)).await.unwrap() {
                // An element that has just left the page has no name.
                let label = self.ask(Raw::get(format!("element/{}/computedlabel", element.element_id()))).await;
                let label = label.as_ref().and_then(Value::as_str).unwrap_or_default().trim().to_owned();
                if label == name {
                    return element;
                }
                names.push(label);
            }
            assert!(Instant::now() < until, "nothing among {among} is called {name:?}; there are {names:?}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// All elements that a selector names, for what has no name of its own.
    pub(crate) async fn all(&self, selector: &str) -> Vec<Element> {
        self.client.find_all(Locator::Css(selector)).await.unwrap()
    }

    /// What has the focus.
    pub(crate) async fn focused(&self) -> Element {
        self.client.active_element().await.unwrap()
    }

    /// What a citizen can read on the page.
    pub(crate) async fn text(&self) -> String {
        self.run("return document.body.innerText").await
    }

    /// Waits until the page says this.
    pub(crate) async fn says(&self, words: &str) {
        self.until(&format!("the page says {words:?}"), async || self.text().await.contains(words)).await;
    }

    /// The title of the document.
    pub(crate) async fn title(&self) -> String {
        self.client.title().await.unwrap()
    }

    /// Path and query in the address bar.
    pub(crate) async fn address(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
    }

    /// Waits until the address bar says this path and query.
    pub(crate) async fn arrives_at(&self, address: &str) {
        self.until(&format!("the address is {address}"), async || self.address().await == address).await;
    }

    /// Runs a script in the page.
    pub(crate) async fn run<T: DeserializeOwned>(&self, script: &str) -> T {
        let value = self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"));
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script that answers later, by its last argument.
    pub(crate) async fn run_later<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let value = self.client.execute_async(script, arguments).await.unwrap();
        serde_json::from_value(value).unwrap()
    }

    /// A picture of the screen, as PNG.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// How many sheets of A4 the page is printed on.
    pub(crate) async fn printed_pages(&self) -> usize {
        let sheet = PrintConfiguration::builder().size(PrintSize::A4).build().unwrap();
        let pdf = self.client.print(sheet).await.unwrap();
        pdf.windows(PAGE.len()).filter(|bytes| *bytes == PAGE).count()
    }

    /// Sets a cookie of the site; a page of it must be open.
    pub(crate) async fn remember(&self, name: &str, value: &str) {
        self.tell(Raw::post("cookie", json!({"cookie": {"name": name, "value": value, "path": "/"}}))).await;
    }

    /// Cookies of the site, as `name=value`.
    pub(crate) async fn cookies(&self) -> Vec<String> {
        let cookies = self.client.get_all_cookies().await.unwrap();
        cookies.iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect()
    }

    /// Waits until something holds.
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds().await {
            assert!(Instant::now() < until, "waited in vain until {what}; the page says:\n{}", self.text().await);
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// From now on answers with an error status belong to the story.
    pub(crate) fn expects_refusals(&self) {
        self.refusals_expected.store(true, Ordering::SeqCst);
    }

    /// Fails if the browser complained: about scripts, the content security policy, or what could not be loaded.
    pub(crate) async fn no_complaints(&self) {
        let refusals_expected = self.refusals_expected.load(Ordering::SeqCst);
        let complaints: Vec<_> = self
            .complaints()
            .await
            .into_iter()
            .filter(|complaint| !(refusals_expected && complaint.is_of_a_refusal()))
            .collect();
        assert!(complaints.is_empty(), "the browser complained: {complaints:#?}");
    }

    async fn complaints(&self) -> Vec<Complaint> {
        let log = self.tell(Raw::post("se/log", json!({"type": "browser"}))).await;
        let log: Vec<Complaint> = serde_json::from_value(log).unwrap();
        log.into_iter().filter(|entry| matches!(entry.level.as_str(), "WARNING" | "SEVERE")).collect()
    }

    async fn tell(&self, command: Raw) -> Value {
        let what = format!("{command:?}");
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    async fn ask(&self, command: Raw) -> Option<Value> {
        self.client.issue_cmd(command).await.ok()
    }

    async fn leave_a_picture(&self) {
        eprintln!("the browser says: {:#?}", self.complaints().await);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/journeys");
        let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
        let Ok(picture) = self.client.screenshot().await else { return };
        let path = folder.join(format!("{name}.png"));
        if std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, picture)).is_ok() {
            eprintln!("where it stood: {}", path.display());
        }
    }
}

/// An entry of the browser's console.
#[derive(Debug, Deserialize)]
struct Complaint {
    level: String,
    source: String,
    message: String,
}

impl Complaint {
    /// Whether it is about an answer with an error status, or about its body, which is not what was promised.
    fn is_of_a_refusal(&self) -> bool {
        self.source == "network" || self.message.contains("integrity")
    }
}
