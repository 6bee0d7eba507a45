//! The page of the index.

use std::sync::Barrier;

use super::*;
use crate::server::options::Program;

#[test]
fn what_could_not_be_read_and_what_was_skipped_is_listed_with_its_reason() {
    let site = Site::of(
        &[
            ("a.txt", "Police came to Kenscoff."),
            ("broken<b>.docx", "no archive"),
            ("picture.png", "x"),
        ],
        "",
    );
    let page = site.page("/index");
    let failed = page.find("broken&lt;b&gt;.docx</bdi>").unwrap();
    let skipped = page.find("id=\"skipped\"").unwrap();
    assert!(failed < skipped, "{page}");
    assert!(page[failed..skipped].contains("<ul class=\"reasons\" lang=\"en\"><li>"));
    assert!(page[skipped..].contains(">.png</bdi>"), "{page}");
    assert!(page[skipped..].contains("picture.png</bdi>"));
    let (_, lines) = site.get("/api/v1/sources?state=failed", &[]);
    assert_eq!(lines.lines().count(), 1);
    assert!(lines.contains("\"state\":\"failed\""), "{lines}");
    let calm = Site::small().page("/index");
    assert!(
        calm.contains("Everything of the kinds that are read"),
        "{calm}"
    );
    assert!(calm.contains("No file was skipped."));
}

/// Waits until the page has this text.
fn until(site: &Site, path: &str, text: &str) -> String {
    for _ in 0..200 {
        let page = site.page(path);
        if page.contains(text) {
            return page;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("no {text} in {}", site.page(path));
}

/// Serves a folder with one report, of which there is no index, by a program.
fn to_be_indexed(program: Program) -> Site {
    let site = Site::of(&[], "");
    let reports = site._folder.path().join("reports");
    fs::create_dir_all(&reports).unwrap();
    fs::write(reports.join("a.txt"), "Police came to Kenscoff.").unwrap();
    let options = site.state.options();
    let folder = Folder {
        path: reports,
        index: options.indexes[0].clone(),
    };
    let options = Options {
        folders: vec![folder],
        program,
        ..Options::clone(options)
    };
    Site {
        state: State::open(options).unwrap(),
        ..site
    }
}

#[test]
fn a_folder_is_indexed_from_the_page_and_found() {
    let site = to_be_indexed(crate::server::tests::PROGRAM);
    let first = site.page("/");
    assert!(first.contains("<h2>Nothing is indexed yet</h2>"), "{first}");
    assert!(first.contains(">Index this folder</button>"));
    let path = "/api/v1/indexing";
    assert_eq!(site.post(&first, path, &[]), "/");
    until(&site, "/index", "Up to date: 1 report read");
    until(&site, "/?q=police", "1 report<");
    let (_, state) = site.get(path, &[]);
    assert!(
        state.contains("\"state\":\"done\",\"reports\":1"),
        "{state}"
    );
    let (refused, _) = site.post_raw(&site.page("/index"), path, &[("folder", "1")]);
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

/// Lets a run of the indexer end that has committed its first reports.
static END: Barrier = Barrier::new(2);

const UNTIL_END: Program = Program {
    index: |folder, on_progress| {
        (crate::server::tests::PROGRAM.index)(folder, on_progress)?;
        END.wait();
        Ok(())
    },
    ..crate::server::tests::PROGRAM
};

#[test]
fn what_is_committed_is_found_while_indexing_goes_on() {
    let site = to_be_indexed(UNTIL_END);
    let path = "/api/v1/indexing";
    site.post(&site.page("/"), path, &[]);
    until(&site, "/?q=police", "1 report<");
    let (_, state) = site.get(path, &[]);
    assert!(state.contains("\"state\":\"running\""), "{state}");
    // No second run can be begun beside it.
    assert!(
        !site
            .page("/index")
            .contains("<form class=\"change\" method=\"post\" action=\"/api/v1/indexing\">")
    );
    END.wait();
    until(&site, "/index", "Up to date: 1 report read");
}
