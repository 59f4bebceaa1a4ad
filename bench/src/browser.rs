//! A headless Chromium, told what to do over its DevTools protocol: JSON between zero bytes, on two pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Chromium wants the pipes as its third and fourth file; the shell puts them there.
const START: &str = r#"exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null"#;

/// How long a page may take until it is there: a throttled browser compiles WebAssembly slowly.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with one page, ended when dropped.
pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    commands: u64,
    _profile: TempDir,
}

impl Browser {
    /// Starts it with a page of a phone's size.
    pub(crate) fn start() -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let mut child = Command::new("sh")
            .args(["-c", START, "sh", "chromium", "--headless=new", "--no-sandbox", "--disable-dev-shm-usage"])
            .args(["--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (to, from) = (child.stdin.take().context("no input")?, child.stdout.take().context("no output")?);
        let from = BufReader::new(from);
        let mut browser = Self { child, to, from, session: None, commands: 0, _profile: profile };
        let page = browser.tell("Target.createTarget", json!({"url": "about:blank"}))?;
        let attach = json!({"targetId": page["targetId"], "flatten": true});
        let session = browser.tell("Target.attachToTarget", attach)?;
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        let screen = json!({"width": 360, "height": 780, "deviceScaleFactor": 1, "mobile": false});
        browser.tell("Emulation.setDeviceMetricsOverride", screen)?;
        Ok(browser)
    }

    /// Sends a command to the page and waits for its answer; events are passed over.
    pub(crate) fn tell(&mut self, method: &str, parameters: Value) -> Result<Value> {
        let session = self.session.clone();
        self.send(method, parameters, session.as_deref())?;
        self.answer(method)
    }

    /// What the browser itself writes down about everything that happens in the given categories while something is done.
    pub(crate) fn traced(
        &mut self,
        categories: &[&str],
        act: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Vec<Value>> {
        let config = json!({"includedCategories": categories});
        self.send("Tracing.start", json!({"transferMode": "ReportEvents", "traceConfig": config}), None)?;
        self.answer("Tracing.start")?;
        act(self)?;
        self.send("Tracing.end", json!({}), None)?;
        let mut events = Vec::new();
        loop {
            let mut message = self.message()?;
            match message["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    if let Value::Array(more) = message["params"]["value"].take() {
                        events.extend(more);
                    }
                }
                Some("Tracing.tracingComplete") => return Ok(events),
                _ => {}
            }
        }
    }

    fn send(&mut self, method: &str, parameters: Value, session: Option<&str>) -> Result<()> {
        self.commands += 1;
        let mut command = json!({"id": self.commands, "method": method, "params": parameters});
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        Ok(self.to.write_all(format!("{command}\0").as_bytes())?)
    }

    /// The answer to the last command.
    fn answer(&mut self, method: &str) -> Result<Value> {
        loop {
            let mut message = self.message()?;
            if message["id"] == self.commands {
                ensure!(message["error"].is_null(), "{method}: {}", message["error"]);
                return Ok(message["result"].take());
            }
        }
    }

    fn message(&mut self) -> Result<Value> {
        let mut message = Vec::new();
        ensure!(self.from.read_until(0, &mut message)? > 0, "Chromium ended; it comes with `cargo xtask test`");
        message.pop();
        Ok(serde_json::from_slice(&message)?)
    }

    /// The value of an expression in the page.
    pub(crate) fn value(&mut self, expression: &str) -> Result<Value> {
        let parameters = json!({"expression": expression, "returnByValue": true});
        let mut answer = self.tell("Runtime.evaluate", parameters)?;
        ensure!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        Ok(answer["result"]["value"].take())
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&mut self, expression: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.value(expression)? != true {
            if Instant::now() > until {
                bail!("waited in vain until {expression}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.tell("Browser.close", json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
