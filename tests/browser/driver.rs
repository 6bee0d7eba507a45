//! A small client of WebDriver (<https://www.w3.org/TR/webdriver2/>): one session of Chromium through chromedriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The name of the key of an element's id in answers of WebDriver.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long to wait for what a page does.
const PATIENCE: Duration = Duration::from_secs(10);
/// No service of Chromium's own, and no name but numbers resolves.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/// Keys that have no character, as WebDriver writes them.
pub mod keys {
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const DOWN: &str = "\u{e015}";
}

/// A browser with its driver; both end when it is dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

/// Whether pages run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// An element of a page.
pub struct Element(String);

impl Browser {
    /// Starts a browser; `None` if there is no chromedriver.
    pub fn start(scripts: Scripts) -> Option<Browser> {
        let (driver, port) = driver()?;
        let profile = tempfile::tempdir().unwrap();
        let data = format!("--user-data-dir={}", profile.path().display());
        let flags: Vec<&str> = FLAGS.iter().copied().chain([data.as_str()]).collect();
        let javascript = match scripts {
            Scripts::On => 1,
            Scripts::Off => 2,
        };
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
            _profile: profile,
        };
        let answer = browser.send(
            "POST",
            "/session",
            &json!({"capabilities": {"alwaysMatch": {
                "browserName": "chrome",
                "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
                "goog:chromeOptions": {
                    "args": flags,
                    "prefs": {"profile.managed_default_content_settings.javascript": javascript},
                },
            }}}),
        );
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        browser.size(1440, 900);
        Some(browser)
    }

    /// Opens an address.
    pub fn open(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    /// Returns the address that is shown.
    pub fn address(&self) -> String {
        self.get("/url").as_str().unwrap().to_owned()
    }

    /// Goes back.
    pub fn back(&self) {
        self.post("/back", &json!({}));
    }

    /// Sets the size of what a page sees, in pixels of CSS.
    pub fn size(&self, width: u32, height: u32) {
        let parameters =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", parameters);
    }

    /// Calls a method of the DevTools protocol.
    pub fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({"cmd": method, "params": parameters}),
        )
    }

    /// Runs a script and returns what it returns.
    pub fn script(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits for the first element that a CSS selector matches.
    pub fn find(&self, selector: &str) -> Element {
        self.wait(selector, || {
            let path = format!("/session/{}/element", self.session);
            let body = json!({"using": "css selector", "value": selector});
            let answer = self.request("POST", &path, &body);
            let id = answer["value"][ELEMENT].as_str();
            id.map(|id| Element(id.to_owned()))
        })
    }

    /// Returns the visible text of the first element that a selector matches.
    pub fn text(&self, selector: &str) -> String {
        self.wait(selector, || self.text_now(selector))
    }

    /// Waits until the visible text of the first element that a selector matches has a part in it. After a click that leads to
    /// another page, the old one may be there for a moment.
    pub fn until_text(&self, selector: &str, part: &str) {
        self.wait(&format!("{part:?} in {selector}"), || {
            let text = self.text_now(selector)?;
            text.contains(part).then_some(())
        });
    }

    /// Returns the visible text of the first element that a selector matches; `None` if its page has gone meanwhile.
    fn text_now(&self, selector: &str) -> Option<String> {
        let Element(id) = self.find(selector);
        let path = format!("/session/{}/element/{id}/text", self.session);
        let answer = self.request("GET", &path, &Value::Null);
        answer["value"].as_str().map(str::to_owned)
    }

    /// Returns how many elements a selector matches.
    pub fn count(&self, selector: &str) -> usize {
        let elements = self.post(
            "/elements",
            &json!({"using": "css selector", "value": selector}),
        );
        elements.as_array().unwrap().len()
    }

    /// Returns whether the first element that a selector matches can be seen.
    pub fn is_shown(&self, selector: &str) -> bool {
        let Element(id) = self.find(selector);
        self.get(&format!("/element/{id}/displayed")) == Value::Bool(true)
    }

    /// Clicks the first element that a selector matches.
    pub fn click(&self, selector: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Types into the first element that a selector matches.
    pub fn type_into(&self, selector: &str, text: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/value"), &json!({"text": text}));
    }

    /// Presses keys on whatever has the focus.
    pub fn press(&self, keys: &str) {
        let mut actions = Vec::new();
        for key in keys.chars().map(String::from) {
            actions.push(json!({"type": "keyDown", "value": key}));
            actions.push(json!({"type": "keyUp", "value": key}));
        }
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("/actions", &json!({"actions": [keyboard]}));
    }

    /// Presses the pointer on the middle of one element, moves it to that of another and releases it there. Both are the
    /// results of JavaScript expressions.
    pub fn drag(&self, from: &str, to: &str) {
        let middle = |element: &str| {
            let at = self.script(&format!(
                "const box = ({element}).getBoundingClientRect();
                 return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round)"
            ));
            json!({"type": "pointerMove", "duration": 50, "x": at[0], "y": at[1]})
        };
        let actions = [
            middle(from),
            json!({"type": "pointerDown", "button": 0}),
            middle(to),
            json!({"type": "pointerUp", "button": 0}),
        ];
        let mouse = json!({"type": "pointer", "id": "mouse", "actions": actions});
        self.post("/actions", &json!({"actions": [mouse]}));
    }

    /// Waits until a script returns true.
    pub fn until(&self, condition: &str) {
        let script = format!("return Boolean({condition})");
        self.wait(condition, || {
            (self.script(&script) == Value::Bool(true)).then_some(())
        });
    }

    /// Opens a second tab and goes there; returns the handle of the first.
    pub fn second_tab(&self) -> String {
        let first = self.get("/window").as_str().unwrap().to_owned();
        let second = self.post("/window/new", &json!({"type": "tab"}));
        self.tab(second["handle"].as_str().unwrap());
        first
    }

    /// Goes to a tab.
    pub fn tab(&self, handle: &str) {
        self.post("/window", &json!({"handle": handle}));
    }

    /// Returns the addresses of all requests since the last call.
    pub fn requests(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "performance"}));
        let entries = log.as_array().unwrap().iter();
        let addresses = entries.filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            let is_request = message["method"] == "Network.requestWillBeSent";
            let address = message["params"]["request"]["url"].as_str()?;
            is_request.then(|| address.to_owned())
        });
        addresses.collect()
    }

    /// Returns the errors that the browser has logged since the last call, but those of answers with an error status.
    pub fn errors(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().unwrap().iter();
        let errors =
            entries.filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network");
        errors.map(|entry| entry["message"].to_string()).collect()
    }

    /// Returns a picture of the page as PNG.
    pub fn picture(&self) -> Vec<u8> {
        let picture = self.devtools("Page.captureScreenshot", json!({"format": "png"}));
        base64(picture["data"].as_str().unwrap())
    }

    fn get(&self, path: &str) -> Value {
        self.send(
            "GET",
            &format!("/session/{}{path}", self.session),
            &Value::Null,
        )
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.send("POST", &format!("/session/{}{path}", self.session), body)
    }

    /// Sends a command, which must succeed.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut answer = self.request(method, path, body);
        let error = &answer["value"]["error"];
        assert!(
            !error.is_string(),
            "{method} {path} {body}: {}",
            answer["value"]
        );
        answer["value"].take()
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap();
                }
                Some(_) => {}
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).unwrap();
        serde_json::from_slice(&answer).unwrap()
    }

    fn wait<T>(&self, what: &str, attempt: impl Fn() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(value) = attempt() {
                return value;
            }
            assert!(started.elapsed() < PATIENCE, "{what} at {}", self.address());
            sleep(Duration::from_millis(30));
        }
    }
}

/// How often chromedriver is started: two that start at once may choose the same port, and one of them ends.
const STARTS: usize = 5;

/// Starts chromedriver; returns it with its port, `None` if there is none.
fn driver() -> Option<(Child, u16)> {
    for _ in 0..STARTS {
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = driver.ok()?;
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            let port = line.split("successfully on port ").nth(1)?;
            port.trim_end_matches('.').parse().ok()
        });
        if let Some(port) = port {
            return Some((driver, port));
        }
        let _ = driver.kill();
        let _ = driver.wait();
    }
    panic!("chromedriver does not start");
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let path = format!("/session/{}", self.session);
            self.request("DELETE", &path, &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Decodes base64.
fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut number) = (Vec::new(), 0u32, 0);
    for digit in text.bytes().filter_map(digit) {
        bits = bits << 6 | u32::from(digit);
        number += 6;
        if number >= 8 {
            number -= 8;
            bytes.push((bits >> number) as u8);
            bits &= (1 << number) - 1;
        }
    }
    bytes
}
