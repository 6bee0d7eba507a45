//! The program serving an index of the sample reports, on a free port of this machine.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// A running server; it ends when it is dropped.
pub struct Site {
    server: Child,
    _folder: Option<TempDir>,
    /// The address of the search page, without the final `/`.
    pub address: String,
}

impl Site {
    /// Starts the server over an index of `corpus/`.
    pub fn start() -> Site {
        Site::with(&[], index(), None)
    }

    /// Starts the server over an index of `corpus/` that no other test sees changes of.
    pub fn of_its_own() -> Site {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("index");
        fs::create_dir(&dir).unwrap();
        for file in fs::read_dir(index()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), dir.join(file.file_name())).unwrap();
        }
        Site::with(&[], &dir, Some(folder))
    }

    /// Starts the server for a folder with so many reports, of which there is no index.
    pub fn before_indexing(reports: usize) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join("reports");
        fs::create_dir(&files).unwrap();
        for n in 0..reports {
            let text = format!("Report {n}\n\nPolice came to Kenscoff.\n");
            fs::write(files.join(format!("{n}.txt")), text).unwrap();
        }
        let dir = folder.path().join("index");
        Site::with(&[files.to_str().unwrap()], &dir, Some(folder))
    }

    /// Starts the server with a password.
    pub fn with_password(password: &str) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password.txt");
        let mut hash = Command::new(program())
            .args(["serve", "--hash-password"])
            .stdin(Stdio::piped())
            .stdout(fs::File::create(&file).unwrap())
            .spawn()
            .unwrap();
        let mut input = hash.stdin.take().unwrap();
        writeln!(input, "{password}").unwrap();
        drop(input);
        assert!(hash.wait().unwrap().success());
        let flags = ["--password-file", file.to_str().unwrap()];
        Site::with(&flags, index(), None)
    }

    fn with(flags: &[&str], index: &Path, folder: Option<TempDir>) -> Site {
        let mut server = Command::new(program())
            .args(["serve", "--port", "0"])
            .args(flags)
            .arg("--index")
            .arg(index)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.unwrap();
            let from = line.find("http://")?;
            let address = line[from..].split(['/', ';']).nth(2)?.to_owned();
            Some(format!("http://{address}"))
        });
        Site {
            server,
            _folder: folder,
            address: address.expect("the server names its address"),
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_reportage"))
}

/// Returns the index, which is built once.
fn index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-index");
        let _ = fs::remove_dir_all(&dir);
        let built = Command::new(program())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["index", "corpus", "--quiet", "--index"])
            .arg(&dir)
            .status();
        assert!(built.unwrap().success());
        dir
    })
}
