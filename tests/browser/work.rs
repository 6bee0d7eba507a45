//! What a person keeps and changes: corrections, saved searches, the basket, indexing.

use std::fs;

use super::driver::{Browser, Scripts, keys};
use super::site::Site;
use super::{check_calm, check_rules, number, pictures, skip, start};

/// Opens the report that the tests change.
fn open_report(browser: &Browser, site: &Site) {
    browser.open(&format!("{}/report/2025/kenscoff.txt", site.address));
}

/// Presses the first button that a selector matches, also one in closed details or without scripts.
fn press(browser: &Browser, selector: &str) {
    browser.script(&format!("document.querySelector({selector:?}).click()"));
}

#[test]
fn without_scripts_a_value_is_rejected_and_that_is_undone() {
    let Some((browser, _)) = start(Scripts::Off) else {
        return;
    };
    let site = Site::of_its_own();
    let filed = || {
        browser.open(&format!("{}/?facet=area%3DKenscoff", site.address));
        number(&browser.text(".total"))
    };
    let before = filed();
    open_report(&browser, &site);
    press(&browser, "[aria-label='Reject: /Haiti/Ouest/Kenscoff']");
    browser.until_text("#corrections", "rejected: Area /Haiti/Ouest/Kenscoff");
    assert_eq!(filed(), before - 1);
    browser.click(".work [href='/corrections']");
    browser.click(".corrections .change button");
    browser.until_text("main", "Nothing has been corrected.");
    assert_eq!(filed(), before);
    check_calm(&browser, &site);
}

#[test]
fn a_search_is_saved_and_shows_what_is_new() {
    let Some((browser, _)) = start(Scripts::On) else {
        return;
    };
    let site = Site::of_its_own();
    browser.open(&format!("{}/?q=police", site.address));
    browser.click(".save summary");
    browser.type_into("#save-name", &format!("north{}", keys::ENTER));
    browser.until("location.pathname === '/saved'");
    browser.until_text(".card", "not run yet");
    let new = number(&browser.text(".new"));
    browser.click("[aria-label='Show what is new: north']");
    browser.until("location.search.includes('match=all')");
    assert_eq!(number(&browser.text(".total")), new);
    browser.open(&format!("{}/saved", site.address));
    browser.until_text(".card", "nothing new");
    browser.click("[aria-label='Remove: north']");
    browser.until("!document.querySelector('.card')");
    check_calm(&browser, &site);
}

#[test]
fn passages_go_into_the_basket_and_get_notes_with_the_keyboard() {
    let Some((browser, _)) = start(Scripts::On) else {
        return;
    };
    let site = Site::of_its_own();
    browser.open(&format!("{}/?q=police", site.address));
    browser.script("document.querySelector('#hit-1 .keep').focus()");
    browser.press(keys::ENTER);
    browser.until("document.querySelector('#hit-1 .kept')");
    open_report(&browser, &site);
    browser.script("document.querySelector('.text .keep').focus()");
    browser.press(keys::ENTER);
    browser.until("document.querySelector('.text .kept')");
    browser.click(".work [href='/basket']");
    browser.until("document.querySelectorAll('.card').length === 2");
    browser.type_into("#note-2", "Ask the union.");
    browser.script("document.querySelector('#kept-2 .change button').focus()");
    browser.press(keys::ENTER);
    browser.until("document.getElementById('note-2')?.value === 'Ask the union.'");
    browser.script("document.querySelector('#kept-2 .buttons button').focus()");
    browser.press(keys::ENTER);
    browser.until("document.getElementById('note-1')?.value === 'Ask the union.'");
    check_calm(&browser, &site);
}

#[test]
fn a_folder_is_indexed_from_the_first_page_and_then_searched() {
    for scripts in [Scripts::On, Scripts::Off] {
        let has_scripts = matches!(scripts, Scripts::On);
        let Some((browser, _)) = start(scripts) else {
            return;
        };
        let site = Site::before_indexing(60);
        browser.open(&site.address);
        browser.until_text(".first-start", "Nothing is indexed yet");
        browser.click(".folders button");
        let is_found = || {
            if !has_scripts {
                browser.open(&site.address);
            }
            browser.count(".hit") > 0
        };
        let found = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            is_found()
        });
        assert!(found, "{}", browser.text("main"));
        assert_eq!(number(&browser.text(".total")), 60);
        browser.until_text(".welcome", "60 reports are indexed.");
        browser.open(&format!("{}/index", site.address));
        browser.until_text(".phase", "60 reports read, ");
        check_calm(&browser, &site);
    }
}

#[test]
fn pages_with_content_of_their_own_pass_the_rules_of_axe() {
    let Some(axe) = std::env::var_os("REPORTAGE_AXE") else {
        skip("REPORTAGE_AXE names no axe.min.js");
        return;
    };
    let axe = fs::read_to_string(axe).unwrap();
    let Some((browser, _)) = start(Scripts::On) else {
        return;
    };
    let site = Site::of_its_own();
    browser.open(&format!("{}/?q=police", site.address));
    press(&browser, "#hit-1 .keep");
    browser.until("document.querySelector('#hit-1 .kept')");
    browser.click(".save summary");
    browser.type_into("#save-name", &format!("north{}", keys::ENTER));
    browser.until("location.pathname === '/saved'");
    open_report(&browser, &site);
    press(&browser, "[aria-label='Reject: /Haiti/Ouest/Kenscoff']");
    browser.until("document.querySelector('.correction')");
    let first = Site::before_indexing(1);
    for theme in ["light", "dark"] {
        pictures::theme(&browser, theme);
        for width in [360, 1440] {
            browser.size(width, 900);
            for path in ["/?q=police", "/saved", "/basket", "/corrections", "/index"] {
                browser.open(&format!("{}{path}", site.address));
                check_rules(&browser, &axe, &format!("{path} in {theme} at {width}"));
            }
            open_report(&browser, &site);
            check_rules(&browser, &axe, &format!("a report in {theme} at {width}"));
            browser.open(&first.address);
            check_rules(
                &browser,
                &axe,
                &format!("the first page in {theme} at {width}"),
            );
            let wide = browser.script("return document.documentElement.scrollWidth");
            assert_eq!(wide, serde_json::json!(width));
        }
    }
}
