//! `reportage serve` as a program: what it prints, and how it ends.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

const PROGRAM: &str = env!("CARGO_BIN_EXE_reportage");

fn reportage(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .current_dir(folder)
        .env("REPORTAGE_INDEX", folder.join("index"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("XDG_CONFIG_HOME", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn output(folder: &Path, arguments: &[&str]) -> Output {
    reportage(folder, arguments).output().unwrap()
}

/// A folder with a report.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    let report = folder.path().join("reports/a.txt");
    std::fs::write(report, "Police came to Kenscoff.").unwrap();
    folder
}

/// Starts the server; returns it with its address, such as `127.0.0.1:4711`.
fn start(folder: &Path, arguments: &[&str]) -> (Child, String) {
    let mut child = reportage(folder, arguments).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let line = lines.find_map(|line| {
        let line = line.unwrap();
        line.contains("http://").then_some(line)
    });
    let line = line.expect("it prints its address");
    let address = line.strip_prefix("note: serves http://").unwrap();
    let (address, rest) = address.split_once('/').unwrap();
    assert_eq!(rest, "; Ctrl-C ends it");
    (child, address.to_owned())
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn end(child: &mut Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_folder_is_indexed_from_the_page_and_served_until_a_signal() {
    let folder = folder();
    let (mut server, address) = start(folder.path(), &["serve", "reports", "--port", "0"]);
    assert!(get(&address, "/").contains("Index this folder"));
    assert!(get(&address, "/api/v1/search").contains("\"total\":0"));
    let started = post(&address, "/api/v1/indexing", "folder=0");
    assert_eq!(started, "HTTP/1.1 204 No Content");
    let is_done = || get(&address, "/api/v1/indexing").contains("\"state\":\"done\"");
    while !is_done() {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    // It checks for commits once a second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(get(&address, "/api/v1/search?q=police").contains("\"total\":1"));
    let port = address.rsplit(':').next().unwrap();
    let second = output(folder.path(), &["serve", "reports", "--port", port]);
    assert_eq!(second.status.code(), Some(2));
    let message = String::from_utf8(second.stderr).unwrap();
    assert!(
        message.starts_with(&format!("error: {address}: cannot be listened on: ")),
        "{message}"
    );
    assert!(
        message.contains("\nhint: another program listens there"),
        "{message}"
    );
    end(&mut server, Signal::INT);
}

#[test]
fn an_index_that_exists_is_brought_up_to_date_first_and_one_that_nobody_can_build_later_is_built() {
    let folder = folder();
    for flags in [&["--read-only"][..], &[]] {
        let arguments = [&["serve", "reports", "--port", "0"], flags].concat();
        let (mut server, address) = start(folder.path(), &arguments);
        let police = get(&address, "/api/v1/search?q=police");
        let wanted = if flags.is_empty() { 2 } else { 1 };
        assert!(police.contains(&format!("\"total\":{wanted}")), "{police}");
        end(&mut server, Signal::TERM);
        std::fs::write(folder.path().join("reports/b.txt"), "The police left.").unwrap();
    }
}

#[test]
fn what_another_process_commits_is_found() {
    let folder = folder();
    let index = ["index", "reports", "--quiet"];
    assert!(output(folder.path(), &index).status.success());
    let (mut server, address) = start(folder.path(), &["serve", "--port", "0"]);
    assert!(get(&address, "/api/v1/search?q=police").contains("\"total\":1"));
    std::fs::write(folder.path().join("reports/b.txt"), "The police left.").unwrap();
    assert!(output(folder.path(), &index).status.success());
    // It checks for commits once a second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(get(&address, "/api/v1/search?q=police").contains("\"total\":2"));
    end(&mut server, Signal::TERM);
}

#[test]
fn other_addresses_need_a_password_file_with_a_hash() {
    let folder = folder();
    assert!(
        output(folder.path(), &["index", "reports", "--quiet"])
            .status
            .success()
    );
    let without = output(
        folder.path(),
        &["serve", "--port", "0", "--listen", "0.0.0.0"],
    );
    assert_eq!(without.status.code(), Some(2));
    std::fs::write(folder.path().join("plain.txt"), "open sesame").unwrap();
    let plain = ["serve", "--port", "0", "--password-file", "plain.txt"];
    let plain = output(folder.path(), &plain);
    assert_eq!(
        String::from_utf8(plain.stderr).unwrap(),
        "error: --password-file: plain.txt: there is no hash of a password\n\
         hint: make one with `reportage serve --hash-password > FILE`\n"
    );
    let mut hash = reportage(folder.path(), &["serve", "--hash-password"]);
    let mut hash = hash.stdin(Stdio::piped()).spawn().unwrap();
    hash.stdin
        .take()
        .unwrap()
        .write_all(b"open sesame\n")
        .unwrap();
    let hash = hash.wait_with_output().unwrap();
    assert!(hash.stdout.starts_with(b"$argon2id$"));
    std::fs::write(folder.path().join("hash.txt"), hash.stdout).unwrap();
    let arguments = ["serve", "--port", "0", "--password-file", "hash.txt"];
    let (mut server, address) = start(folder.path(), &arguments);
    assert!(get(&address, "/api/v1/stats").starts_with("HTTP/1.1 401 "));
    end(&mut server, Signal::TERM);
}

/// Sends a form with the token of the server; returns the status line.
fn post(address: &str, path: &str, form: &str) -> String {
    let session = get(address, "/api/v1/session");
    let token = session.split("\"token\":\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Reportage-Token: {token}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap().to_owned()
}

#[test]
fn what_the_page_saves_and_corrects_is_what_the_command_line_has() {
    let folder = folder();
    assert!(
        output(folder.path(), &["index", "reports", "--quiet"])
            .status
            .success()
    );
    let (mut server, address) = start(folder.path(), &["serve", "--port", "0"]);
    let done = "HTTP/1.1 204 No Content";
    let form = "name=north&q=police&facet=area%3DHaiti&main=1&sort=newest";
    assert_eq!(post(&address, "/api/v1/saved", form), done);
    let taken = post(&address, "/api/v1/saved", form);
    assert!(taken.starts_with("HTTP/1.1 400 "), "{taken}");
    let listed = output(folder.path(), &["saved"]);
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "north: police  facet = [\"area=Haiti\"]  main = true  sort = \"newest\"  (not run yet)\n"
    );
    assert_eq!(post(&address, "/api/v1/saved/run", "name=north"), done);
    assert!(!get(&address, "/api/v1/saved").contains("\"last_run\":null"));
    let new = output(folder.path(), &["run", "north", "--new"]);
    assert_eq!(new.status.code(), Some(1), "nothing is new");
    let form = "report=a.txt&facet=area&value=Kenscoff&verdict=reject";
    assert_eq!(post(&address, "/api/v1/corrections", form), done);
    let search = "/api/v1/search?facet=area%3D/Haiti/Ouest/Kenscoff";
    assert!(!get(&address, search).contains("\"total\":1"));
    let undo = [
        "gazetteer",
        "reject",
        "a.txt",
        "area=/Haiti/Ouest/Kenscoff",
        "--undo",
    ];
    assert!(output(folder.path(), &undo).status.success());
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(get(&address, search).contains("\"total\":1"));
    assert_eq!(post(&address, "/api/v1/saved/remove", "name=north"), done);
    assert!(output(folder.path(), &["saved"]).stdout.is_empty());
    end(&mut server, Signal::TERM);
}
