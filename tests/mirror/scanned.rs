//! Scanned pages, read by a script instead of tesseract that finds the same words in every image.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime};

use crate::desk::{Desk, Run};

/// A script that lists two languages and finds two words.
const STAND_IN: &str = r#"#!/bin/sh
if [ "$1" = --list-langs ]; then
    printf 'List of available languages (2):\neng\nfra\n'
    exit
fi
cat >/dev/null
printf '5\t1\t1\t1\t1\t1\t10\t20\t30\t10\t96.1\tCalm\n'
printf '5\t1\t1\t1\t1\t2\t45\t18\t30\t12\t91.0\tin\n'
printf '5\t1\t1\t1\t1\t3\t80\t18\t30\t12\t91.0\tSolino.\n'
"#;

/// Writes a PDF with an empty page and a page that is an image.
fn scan() -> Vec<u8> {
    let picture = "q 600 0 0 800 0 0 cm /P Do Q";
    let stream = |head: &str, content: &[u8]| {
        let head = format!("<< {head} /Length {} >>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let page = |content: usize| {
        let resources = "<< /Font << /F 3 0 R >> /XObject << /P 8 0 R >> >>";
        format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources {resources} >>")
    };
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 /MediaBox [0 0 600 800] >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        page(6).into_bytes(),
        page(7).into_bytes(),
        stream("", b"q Q"),
        stream("", picture.as_bytes()),
        stream(
            "/Type /XObject /Subtype /Image /Width 300 /Height 400 /ColorSpace /DeviceGray \
             /BitsPerComponent 8",
            &[255; 300 * 400],
        ),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", i + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (size, start) = (objects.len() + 1, file.len());
    let end = format!(
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.bytes());
    file
}

fn index(desk: &Desk, flag: &str, programs: &str) -> Run {
    let folder = desk.root().join("programs");
    let path = format!("{}:{programs}", folder.display());
    let mut command = desk.command(&["index", "reports", flag]);
    Run::of(command.env("PATH", path).output().unwrap())
}

#[test]
fn scanned_pages_are_read_with_ocr_even_of_files_that_were_read_before() {
    let desk = Desk::new();
    desk.write("a.pdf", scan());
    // A file that has just changed is read again.
    let file = fs::File::options()
        .append(true)
        .open(desk.path("a.pdf"))
        .unwrap();
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    file.set_modified(hour_ago).unwrap();
    std::thread::sleep(Duration::from_millis(150)); // its time of change, which nobody can set
    let run = index(&desk, "--quiet", "/usr/bin:/bin");
    let message = "warning: reports/a.pdf: no text in it, only images of its page";
    assert!(run.err.starts_with(message), "{run:?}");
    let run = index(&desk, "--ocr", "");
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.err.contains("hint: install it"), "{run:?}");
    let folder = desk.root().join("programs");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("tesseract"), STAND_IN).unwrap();
    fs::set_permissions(folder.join("tesseract"), fs::Permissions::from_mode(0o755)).unwrap();
    let run = index(&desk, "--ocr=deu", "/usr/bin:/bin");
    assert!(run.err.contains("has no language `deu`"), "{run:?}");
    let run = index(&desk, "--ocr=fra+eng", "/usr/bin:/bin");
    assert_eq!(
        run.err,
        "warning: reports/a.pdf: page 2: text recognised by tesseract in an image; it may contain errors\n"
    );
    let summary = "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed, 1 warnings";
    assert_eq!(run.summary(), summary);
    let run = desk.run(&["search", "calm"]);
    assert!(run.out.contains("reports/a.pdf p. 2"), "{run:?}");
    for flag in ["--ocr=fra+eng", "--quiet"] {
        let run = index(&desk, flag, "/usr/bin:/bin");
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
        assert_eq!(desk.found("calm").len(), 1);
    }
}
