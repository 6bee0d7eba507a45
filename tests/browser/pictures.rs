//! The pictures of README and docs, made of the sample reports.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::driver::{Browser, Scripts};

/// The most bytes of a picture.
const MOST: usize = 150_000;

/// Name, path, theme, width and height.
const PICTURES: &[(&str, &str, &str, u32, u32)] = &[
    ("search-light", "/?q=police+gang", "light", 1440, 500),
    ("search-dark", "/?q=police+gang", "dark", 1440, 500),
    ("search-narrow-light", "/?q=police+gang", "light", 360, 740),
    ("search-narrow-dark", "/?q=police+gang", "dark", 360, 740),
    (
        "overview-light",
        "/overview?q=police&within=250km%40Port-au-Prince",
        "light",
        1440,
        1060,
    ),
    (
        "overview-dark",
        "/overview?q=police&within=250km%40Port-au-Prince",
        "dark",
        1440,
        1060,
    ),
    (
        "overview-narrow-light",
        "/overview?q=police&within=250km%40Port-au-Prince#map",
        "light",
        360,
        740,
    ),
    (
        "overview-narrow-dark",
        "/overview?q=police&within=250km%40Port-au-Prince#map",
        "dark",
        360,
        740,
    ),
    (
        "crosstab-light",
        "/crosstab?rows=actor%402&columns=area",
        "light",
        1440,
        680,
    ),
    (
        "crosstab-dark",
        "/crosstab?rows=actor%402&columns=area",
        "dark",
        1440,
        680,
    ),
    (
        "crosstab-narrow-light",
        "/crosstab?rows=actor%402&columns=area",
        "light",
        360,
        740,
    ),
    (
        "crosstab-narrow-dark",
        "/crosstab?rows=actor%402&columns=area",
        "dark",
        360,
        740,
    ),
    (
        "together-narrow-light",
        "/together?q=police",
        "light",
        360,
        740,
    ),
    (
        "together-narrow-dark",
        "/together?q=police",
        "dark",
        360,
        740,
    ),
    ("together-light", "/together?q=police", "light", 1440, 560),
    ("together-dark", "/together?q=police", "dark", 1440, 560),
    (
        "report-light",
        "/report/2025/kenscoff.txt?q=police",
        "light",
        1440,
        540,
    ),
    (
        "report-dark",
        "/report/2025/kenscoff.txt?q=police",
        "dark",
        1440,
        540,
    ),
    (
        "report-narrow-light",
        "/report/2025/kenscoff.txt?q=police",
        "light",
        360,
        740,
    ),
    (
        "report-narrow-dark",
        "/report/2025/kenscoff.txt?q=police",
        "dark",
        360,
        740,
    ),
];

/// Has pages see that the system is light or dark.
pub fn theme(browser: &Browser, theme: &str) {
    let feature = json!({"name": "prefers-color-scheme", "value": theme});
    browser.devtools("Emulation.setEmulatedMedia", json!({"features": [feature]}));
}

#[test]
fn pictures_for_the_docs_are_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
    if std::env::var_os("REPORTAGE_SCREENSHOTS").is_some()
        && let Some((browser, site)) = super::start(Scripts::On)
    {
        fs::create_dir_all(&folder).unwrap();
        for (name, path, look, width, height) in PICTURES {
            theme(&browser, look);
            browser.size(*width, *height);
            browser.open(&format!("{}{path}", site.address));
            browser.until("document.readyState === 'complete'");
            fs::write(folder.join(format!("{name}.png")), browser.picture()).unwrap();
        }
    }
    for (name, ..) in PICTURES {
        let picture = fs::read(folder.join(format!("{name}.png"))).unwrap();
        assert!(picture.starts_with(b"\x89PNG"), "{name}");
        assert!(picture.len() < MOST, "{name}: {}", picture.len());
    }
}
