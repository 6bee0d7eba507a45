//! Filters of the page: facet values, years, sources and languages.

use super::*;

#[test]
fn a_facet_value_can_be_added_excluded_and_removed_by_links() {
    let site = Site::small();
    let page = site.page("/?q=police");
    let added = site.page(&link_before(&page, "<bdi>Jacmel</bdi>"));
    assert!(
        added.contains("1 report") && added.contains("Calm in Jacmel"),
        "{added}"
    );
    assert!(!added.contains("Attaque</a>"), "{added}");
    let removed = site.page(&link_before(&added, "<span class=\"label\">Area</span>"));
    assert!(removed.contains("2 reports"), "{removed}");
    let excluded = site.page(&link_before(&page, "aria-label=\"Exclude: Jacmel\""));
    assert!(!excluded.contains("Calm in Jacmel"), "{excluded}");
    assert!(
        excluded.contains("<span class=\"label\">not Area</span>"),
        "{excluded}"
    );
}

#[test]
fn values_are_found_by_a_part_of_their_name() {
    let site = Site::small();
    let page = site.page("/values/area?q=police&find=jac");
    assert!(
        page.contains("<bdi>Jacmel</bdi>") && !page.contains("<bdi>Kenscoff</bdi>"),
        "{page}"
    );
    assert!(!link_before(&page, "<bdi>Jacmel</bdi>").contains("find="));
}

#[test]
fn years_sources_and_languages_keep_their_counts_and_are_removed_again() {
    let site = dated();
    let page = site.page("/?q=strike");
    let in_2023 = site.page(&link_before(&page, "<span>2023</span>"));
    assert!(
        in_2023.contains("1 report") && in_2023.contains("<span>2025</span>"),
        "{in_2023}"
    );
    let again = site.page(&link_before(&in_2023, "<span>2023</span>"));
    assert!(again.contains("3 reports"), "{again}");
    let french = site.page(&link_before(&page, "<bdi>French</bdi>"));
    assert!(
        french.contains("1 report") && french.contains("<bdi>English</bdi>"),
        "{french}"
    );
    let of_paper = site.page(&link_before(&page, "<bdi>The Paper</bdi>"));
    assert!(
        of_paper.contains("value=\"strike source:&quot;The Paper&quot;\""),
        "{of_paper}"
    );
    let without = site.page(&link_before(
        &of_paper,
        "<bdi>The Paper</bdi> <span class=\"count\">",
    ));
    assert!(without.contains("3 reports"), "{without}");
}

#[test]
fn undated_reports_are_a_link_below_the_years_and_a_page_after_the_last_says_so() {
    let site = Site::of(&[("a.txt", "Police came."), ("b.txt", "Police left.")], "");
    let page = site.page("/?q=police+came");
    let undated = site.page(&link_before(&page, "1 report without a date</a>"));
    assert!(
        undated.contains("police came date:undated") && undated.contains("1 report"),
        "{undated}"
    );
    assert!(!page.contains("There are not so many pages."), "{page}");
    let beyond = site.page("/?q=police&page=9");
    assert!(beyond.contains("There are not so many pages."), "{beyond}");
}
