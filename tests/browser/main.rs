//! The page in a real Chromium: what a person types, clicks and reads.
//!
//! Needs `chromedriver` and Chromium. Without them, each test passes with a line that says so; with `REPORTAGE_BROWSER=1`,
//! as in `.ci/run`, it fails. `REPORTAGE_AXE=FILE` names axe-core's `axe.min.js`, by which pages are checked for
//! accessibility; `REPORTAGE_SCREENSHOTS=1` renews the pictures in `docs/images/`.

mod counts;
mod driver;
mod pictures;
mod site;
mod work;

use std::fs;
use std::io::Write;

use driver::{Browser, Scripts, keys};
use serde_json::json;
use site::Site;

/// Starts a browser and a server; `None`, with a line on stderr, if there is no browser and none is required.
fn start(scripts: Scripts) -> Option<(Browser, Site)> {
    let Some(browser) = Browser::start(scripts) else {
        let is_required = std::env::var_os("REPORTAGE_BROWSER").is_some();
        assert!(
            !is_required,
            "REPORTAGE_BROWSER is set and there is no chromedriver"
        );
        skip("no chromedriver on this machine");
        return None;
    };
    Some((browser, Site::start()))
}

/// Says why a test is skipped, on standard error itself, which tests do not hold back.
fn skip(why: &str) {
    let line = format!("skipped: {why}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// Checks that all went to the server and nothing failed: no script, no policy of the server.
fn check_calm(browser: &Browser, site: &Site) {
    let is_elsewhere = |address: &String| {
        let is_ours = address.starts_with(&format!("{}/", site.address));
        !is_ours
            && !["chrome:", "data:", "about:"]
                .iter()
                .any(|own| address.starts_with(own))
    };
    let requests = browser.requests();
    assert!(!requests.is_empty());
    let elsewhere: Vec<String> = requests.into_iter().filter(is_elsewhere).collect();
    assert_eq!(elsewhere, Vec::<String>::new());
    assert_eq!(browser.errors(), Vec::<String>::new());
}

#[test]
fn a_person_searches_filters_reads_and_goes_back() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&site.address);
    browser.type_into("#q", &format!("police{}", keys::ENTER));
    browser.until("location.search.includes('q=police')");
    let all = browser.text(".total");
    browser.click("[data-facet=area] .tree a.value");
    browser.until("location.search.includes('facet=')");
    assert_eq!(browser.text(".chips .label"), "Area");
    browser.click(".chips a");
    browser.until("!location.search.includes('facet=')");
    assert_eq!(browser.text(".total"), all);
    browser.click(".hit .title");
    browser.until("location.pathname.startsWith('/report/')");
    assert!(browser.count(".text mark") > 0);
    browser.back();
    browser.until("location.pathname === '/'");
    assert_eq!(browser.text(".total"), all);
    check_calm(&browser, &site);
}

#[test]
fn a_value_is_excluded_beside_its_name() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    browser.until("document.querySelector('.filters').open");
    let all = number(&browser.text(".total"));
    let filed = number(&browser.text("[data-facet=actor] .tree .value .count"));
    assert!(filed < all, "{filed} of {all}");
    browser.script("document.querySelector('[data-facet=actor] .exclude').focus()");
    browser.press(keys::ENTER);
    browser.until("location.search.includes('actor%21%3D')");
    assert_eq!(number(&browser.text(".total")), all - filed);
    check_calm(&browser, &site);
}

#[test]
fn keys_lead_through_hits_and_matches() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    browser.until("document.querySelector('[role=combobox]')");
    browser.press("jjk");
    browser.until("document.activeElement.closest('#hit-1')");
    browser.press("j");
    browser.until("document.activeElement.closest('#hit-2')");
    browser.press("/");
    browser.until("document.activeElement.id === 'q'");
    browser.press(keys::ESCAPE);
    browser.press("?");
    browser.until("document.getElementById('help').open");
    browser.press(keys::ESCAPE);
    browser.until("!document.getElementById('help').open");
    browser.press("k");
    browser.press(keys::ENTER);
    browser.until(
        "location.pathname.startsWith('/report/') && !document.querySelector('.step').hidden",
    );
    browser.press("n");
    browser.until("document.querySelector('mark.current')?.id === 'mark-0'");
    browser.press("p");
    browser.until("document.querySelector('mark.current')?.id !== 'mark-0'");
    check_calm(&browser, &site);
}

#[test]
fn a_word_is_completed_with_the_arrow_keys() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&site.address);
    browser.until("document.querySelector('[role=combobox]')");
    browser.type_into("#q", "area:Kensc");
    browser.until("document.querySelector('#q[aria-expanded=true]')");
    browser.press(keys::DOWN);
    browser.until("document.getElementById('q').getAttribute('aria-activedescendant')");
    browser.press(keys::ENTER);
    browser.until("document.getElementById('q').value === 'area:Kenscoff '");
    browser.press(keys::ENTER);
    browser.until("document.querySelector('.hit')");
    check_calm(&browser, &site);
}

#[test]
fn values_are_found_while_their_name_is_typed() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    browser.type_into("[data-facet=area] input[name=find]", "prince");
    browser.until("document.querySelector('[data-facet=area] .tree.all')");
    browser.until_text("[data-facet=area] .tree.all", "Port-au-Prince");
    browser.click("[data-facet=area] .tree.all a.value");
    browser.until("location.pathname === '/' && location.search.includes('facet=area')");
    check_calm(&browser, &site);
}

#[test]
fn evidence_for_a_name_opens_beside_it() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/report/2025/kenscoff.txt", site.address));
    browser.until("document.querySelector('.popover')");
    browser.click(".text p a.mention");
    browser.until("document.querySelector('.popover:popover-open .evidence')");
    browser.press(keys::ESCAPE);
    browser.until("!document.querySelector('.popover:popover-open')");
    check_calm(&browser, &site);
}

#[test]
fn on_a_narrow_screen_nothing_is_cut_off_and_the_filters_are_folded() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    browser.until("document.querySelector('.filters').open");
    assert!(browser.is_shown(".filters .facet h3"));
    for path in [
        "/?q=police",
        "/report/2025/kenscoff.txt?q=police",
        "/values/area",
        "/overview?q=police",
        "/crosstab?q=police",
        "/together?q=police",
        "/saved",
        "/basket",
        "/corrections",
        "/index",
        "/nothing",
        "/help",
    ] {
        browser.size(360, 700);
        browser.open(&format!("{}{path}", site.address));
        let width = browser.script("return document.documentElement.scrollWidth");
        assert_eq!(width, json!(360), "{path}");
    }
    browser.open(&format!("{}/?q=police", site.address));
    assert!(!browser.is_shown(".filters .facet h3"));
    browser.click(".filters > summary");
    assert!(browser.is_shown(".filters .facet h3"));
    check_calm(&browser, &site);
}

#[test]
fn two_tabs_keep_their_own_searches() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    let first = browser.second_tab();
    browser.open(&format!("{}/?q=kenscoff", site.address));
    browser.click(".orders li:nth-child(2) a");
    browser.until("location.search.includes('sort=newest')");
    browser.tab(&first);
    browser.click(".orders li:nth-child(3) a");
    browser.until("location.search.includes('sort=oldest')");
    assert!(browser.address().contains("q=police"));
    check_calm(&browser, &site);
}

#[test]
fn without_scripts_a_person_searches_filters_and_reads() {
    let Some((browser, site)) = start(Scripts::Off) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    assert_eq!(browser.count("[role=combobox]"), 0);
    // WebDriver takes what is in closed details as hidden, also where the style shows it: `click` would refuse.
    let height = browser.script("return document.querySelector('.facet h3').offsetHeight");
    assert!(height.as_u64() > Some(0));
    browser.script("document.querySelector('[data-facet=area] .tree a.value').click()");
    assert_eq!(browser.text(".chips .label"), "Area");
    browser.script(
        "document.querySelector('[data-facet=area] [name=find]').value = 'prince';
         document.querySelector('[data-facet=area] form').submit()",
    );
    browser.until_text("main .tree.all", "Port-au-Prince");
    browser.open(&format!("{}/?q=police", site.address));
    browser.click(".hit .title");
    browser.click(".text p a.mention");
    assert!(browser.is_shown(".evidence:target"));
    check_calm(&browser, &site);
}

#[test]
fn the_policy_of_the_server_refuses_styles_and_scripts_within_a_page() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&site.address);
    for inline in [
        "<p style=color:red>",
        "<img src=data:, onerror=document.title=1>",
    ] {
        assert_eq!(browser.errors(), Vec::<String>::new());
        let inserted = json!(inline);
        browser.script(&format!(
            "document.body.insertAdjacentHTML('beforeend', {inserted})"
        ));
        browser.until("document.title === 'reportage'");
        let refused = browser.errors();
        assert!(
            refused
                .iter()
                .any(|error| error.contains("Content Security Policy")),
            "{refused:?}"
        );
    }
}

#[test]
fn with_a_password_a_person_logs_in_and_out() {
    let Some((browser, _)) = start(Scripts::Off) else {
        return;
    };
    let site = Site::with_password("open sesame");
    browser.open(&format!("{}/?q=police", site.address));
    browser.type_into("#password", &format!("sesame{}", keys::ENTER));
    browser.until_text("[role=alert]", "wrong");
    browser.type_into("#password", &format!("open sesame{}", keys::ENTER));
    browser.until_text(".total", "reports");
    browser.click(".logout button");
    browser.find("#password");
    browser.open(&format!("{}/?q=police", site.address));
    browser.find("#password");
    check_calm(&browser, &site);
}

#[test]
fn the_theme_is_kept_from_page_to_page() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&site.address);
    browser.until("!document.getElementById('theme').hidden");
    browser.click("#theme");
    browser.until("document.documentElement.dataset.theme === 'dark'");
    browser.open(&format!("{}/help", site.address));
    browser.until("document.documentElement.dataset.theme === 'dark'");
    check_calm(&browser, &site);
}

#[test]
fn pages_pass_the_accessibility_rules_of_axe() {
    let Some(axe) = std::env::var_os("REPORTAGE_AXE") else {
        skip("REPORTAGE_AXE names no axe.min.js");
        return;
    };
    let axe = fs::read_to_string(axe).unwrap();
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    let paths = [
        "/",
        "/?q=police&facet=area%3D/Haiti",
        "/?q=kenscof",
        "/?q=(a",
        "/report/2025/kenscoff.txt?q=police",
        "/values/area?find=port",
        "/overview?q=police",
        "/overview?q=police&period=year&measure=share",
        "/crosstab?rows=area%40leaves&columns=actor",
        "/together?q=police",
        "/together",
        "/report/2025/kenscoff.txt?in=area&find=Port",
        "/saved",
        "/basket",
        "/corrections",
        "/index",
        "/nothing",
        "/help",
    ];
    for theme in ["light", "dark"] {
        pictures::theme(&browser, theme);
        for width in [360, 1440] {
            browser.size(width, 900);
            for path in paths {
                browser.open(&format!("{}{path}", site.address));
                check_rules(&browser, &axe, &format!("{path} in {theme} at {width}"));
            }
        }
        browser.open(&format!("{}/?q=police", site.address));
        browser.until("document.querySelector('[role=combobox]')");
        browser.press("?");
        browser.until("document.getElementById('help').open");
        check_rules(&browser, &axe, "the help");
        browser.press(keys::ESCAPE);
        browser.type_into("#q", " area:Kensc");
        browser.until("document.querySelector('#q[aria-expanded=true]')");
        browser.press(keys::DOWN);
        check_rules(&browser, &axe, "completions");
    }
    let site = Site::with_password("open sesame");
    browser.open(&site.address);
    browser.find("#password");
    check_rules(&browser, &axe, "the form for the password");
}

/// Checks the page that is shown by the rules of axe-core.
fn check_rules(browser: &Browser, axe: &str, what: &str) {
    let run =
        "window.faults = null; axe.run().then(result => { window.faults = result.violations })";
    browser.script(&format!("{axe}; {run}"));
    browser.until("window.faults");
    let faults = browser.script(
        "return window.faults.map(fault =>
             fault.id + ': ' + fault.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))",
    );
    assert_eq!(faults, json!([]), "{what}");
}

/// Returns the number at the start of a text.
fn number(text: &str) -> u64 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("no number: {text}"))
}
