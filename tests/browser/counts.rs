//! The pages that count, in the browser.

use super::driver::{Scripts, keys};
use super::{check_calm, number, start};

/// A bar of the timeline, in JavaScript.
fn bar(label: &str) -> String {
    format!(
        "[...document.querySelectorAll('.timeline a')]
             .find(bar => bar.querySelector('title').textContent.startsWith('{label}:')).querySelector('.all')"
    )
}

#[test]
fn dates_are_chosen_by_dragging_over_the_timeline() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/overview?q=police&period=month", site.address));
    let all = number(&browser.text(".total"));
    let labels = browser.script(
        "return [...document.querySelectorAll('.timeline a title')].map(title => title.textContent.split(':')[0])",
    );
    let labels: Vec<String> = serde_json::from_value(labels).unwrap();
    let (first, last) = (&labels[labels.len() - 3], &labels[labels.len() - 2]);
    // From right to left is the same range.
    browser.drag(&bar(last), &bar(first));
    browser.until(&format!("location.search.includes('since={first}-01')"));
    browser.until(&format!("location.search.includes('until={last}-')"));
    assert!(number(&browser.text(".total")) < all);
    browser.back();
    browser.until("!location.search.includes('since')");
    // A click on a bar is its link.
    browser.script(&format!(
        "({}).dispatchEvent(new MouseEvent('click', {{bubbles: true}}))",
        bar(last)
    ));
    browser.until(&format!("location.search.includes('since={last}-01')"));
    check_calm(&browser, &site);
}

#[test]
fn a_part_of_the_map_is_chosen_by_dragging_over_it() {
    let Some((browser, site)) = start(Scripts::On) else {
        return;
    };
    browser.open(&format!("{}/overview?q=police", site.address));
    browser.until("!document.querySelector('.by-dragging').hidden");
    let all = number(&browser.text(".total"));
    let circles = browser.count(".map circle");
    // From the largest circle to the last one: a rectangle with these two in its corners.
    let circle = |n: &str| format!("document.querySelectorAll('.map circle')[{n}]");
    browser.drag(&circle("0"), &circle(&(circles - 1).to_string()));
    browser.until("location.search.includes('within=')");
    browser.until("document.querySelector('.map[data-bounds]')");
    assert_eq!(browser.text(".chips .label"), "Region");
    assert!(number(&browser.text(".total")) <= all);
    assert!(browser.count(".map circle") <= circles);
    // A step nearer and one farther.
    browser.back();
    browser.until("!location.search.includes('within=')");
    browser.click(".map-steps a");
    browser.until("location.search.includes('within=')");
    browser.click(".map-steps li:nth-child(2) a");
    browser.until("document.querySelectorAll('.map circle').length > 0");
    browser.open(&format!("{}/overview?q=police", site.address));
    // The field takes a region as a query does.
    browser.type_into("#within", &format!("20km@Kenscoff{}", keys::ENTER));
    browser.until("location.search.includes('within=20km%40Kenscoff')");
    assert!(number(&browser.text(".total")) < all);
    browser.back();
    browser.until("!location.search.includes('within')");
    check_calm(&browser, &site);
}

#[test]
fn without_scripts_the_tables_of_an_overview_have_all_its_links() {
    let Some((browser, site)) = start(Scripts::Off) else {
        return;
    };
    browser.open(&format!("{}/?q=police", site.address));
    let all = number(&browser.text(".total"));
    browser.script("document.querySelector('a[href^=\"/overview\"]').focus()");
    browser.press(keys::ENTER);
    assert_eq!(number(&browser.text(".total")), all);
    let circles = browser.count(".map circle");
    assert!(circles > 1);
    assert_eq!(browser.count(".map ~ .as-table tbody tr"), circles);
    // WebDriver would scroll there smoothly and click before it has arrived.
    browser.script("document.querySelector('.map ~ .as-table tbody a').click()");
    assert_eq!(browser.text(".chips .label"), "Area");
    assert!(number(&browser.text(".total")) <= all);
    check_calm(&browser, &site);
}
