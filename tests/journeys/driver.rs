//! ChromeDriver, started once for all tests, and the sessions it opens.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::OnceLock;

use axum::http::Method;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};
use zhangban_testing::keeper::Keeper;

const MISSING: &str = "ChromeDriver does not start. `cargo xtask test` installs it; by hand on Debian: \
    sudo apt-get install chromium chromium-driver fonts-noto-cjk";

/// Starts ChromeDriver on a port of its choice and ends it, with every browser it opened, when its input ends.
const KEEPER: &str = r"
trap '' INT HUP
chromedriver --port=0 --log-level=SEVERE &
read -r _
trap '' TERM
kill -TERM 0
";

/// Whether pages may run scripts, as the citizen set her browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripting {
    On,
    Off,
}

/// Opens a browser with a profile of its own.
pub(crate) async fn open(scripting: Scripting) -> Client {
    static DRIVER: OnceLock<(Keeper, u16)> = OnceLock::new();
    let (_, port) = DRIVER.get_or_init(start);
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(scripting))
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("a session of Chromium")
}

fn start() -> (Keeper, u16) {
    let mut command = Command::new("sh");
    command.args(["-c", KEEPER]).process_group(0);
    let port = |line: &str| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok();
    Keeper::start(command, port).unwrap_or_else(|said| panic!("{MISSING}\n{said}"))
}

fn capabilities(scripting: Scripting) -> Capabilities {
    // 1 allows, 2 blocks: the setting that a citizen reaches in the site's permissions.
    let javascript = if scripting == Scripting::On { 1 } else { 2 };
    let capabilities = json!({
        "browserName": "chrome",
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            // Root has no sandbox, containers have little shared memory, fonts should be as on a phone, and what glides
            // to its place cannot be tapped yet.
            "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--disable-gpu", "--font-render-hinting=none", "--disable-background-networking",
                "--force-prefers-reduced-motion"],
            "prefs": {
                "intl.accept_languages": "zh-CN,zh",
                "profile.managed_default_content_settings.javascript": javascript,
            },
        },
    });
    let Value::Object(capabilities) = capabilities else { unreachable!("an object is written above") };
    capabilities
}

/// A command of WebDriver or of ChromeDriver that the client has no word for.
#[derive(Debug)]
pub(crate) struct Raw {
    path: String,
    body: Option<Value>,
}

impl Raw {
    /// Asks, at a path below the session.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { path: path.into(), body: None }
    }

    /// Tells, at a path below the session.
    pub(crate) fn post(path: impl Into<String>, body: Value) -> Self {
        Self { path: path.into(), body: Some(body) }
    }

    /// A command of the Chrome DevTools Protocol.
    pub(crate) fn devtools(command: &str, parameters: &Value) -> Self {
        Self::post("goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            None => (Method::GET, None),
            Some(body) => (Method::POST, Some(body.to_string())),
        }
    }
}
