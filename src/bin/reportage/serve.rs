//! `reportage serve`: the index in the browser, and as JSON for programs.

mod program;

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use clap::Args;
use reportage::index::{IndexError, OpenIndex};
use reportage::server::{self, Folder, Limits, Options, Password, ServerError, Shutdown};

use crate::failure::{Failure, Outcome};
use crate::headings::INDEX;
use crate::index_argument;
use crate::open;
use crate::output;
use crate::searched_index::SearchedIndex;
use program::PROGRAM;

/// The least characters of a password that is hashed.
const SHORTEST_PASSWORD: usize = 8;

/// Serve the index to a browser on this machine, and as JSON to programs
///
/// The server listens on this machine only, unless --listen names another address. It answers from the index as of its last commit, also while `index` or
/// `index --watch` writes to it. docs/api.md describes the paths below /api/v1. Ctrl-C ends it.
#[derive(Args)]
pub struct Arguments {
    /// Files and folders to serve and search together: an index that is there is brought up to date, and the page offers to build the first one
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The index's folder; several times: several indexes searched as one [default: with PATH one in the user's cache, else
    /// $REPORTAGE_INDEX, else .reportage]
    #[arg(long, short, help_heading = INDEX, value_name = "DIR")]
    index: Vec<PathBuf>,
    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    /// Refuse requests that change something
    #[arg(long)]
    read_only: bool,
    /// Listen on this address of the machine, for others too: 0.0.0.0 for all addresses
    #[arg(long, value_name = "ADDRESS", requires = "password_file")]
    listen: Option<IpAddr>,
    /// Answer only those who know the password whose hash is in this file
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Read a password from standard input, print its hash for --password-file, and do nothing else
    #[arg(long)]
    hash_password: bool,
    /// The path below which everything is served, for a reverse proxy that passes it on
    #[arg(
        long,
        value_name = "PATH",
        default_value = "",
        hide_default_value = true
    )]
    base_path: String,
    /// A name by which browsers reach a reverse proxy in front of the server (reports.example.org); may be repeated
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.hash_password {
        return hash_password();
    }
    let base_path = base_path(&arguments.base_path)?;
    let password = arguments
        .password_file
        .as_deref()
        .map(password)
        .transpose()?;
    let loopback = IpAddr::from(Ipv4Addr::LOCALHOST);
    let address = SocketAddr::from((arguments.listen.unwrap_or(loopback), arguments.port));
    // Before indexing, which may take long.
    let listener = TcpListener::bind(address).map_err(|error| unavailable(address, &error))?;
    let address = listener.local_addr()?;
    let (indexes, folders) = arguments.indexes()?;
    let options = Options {
        indexes,
        folders,
        address,
        base_path,
        hosts: arguments.hosts.clone(),
        password,
        is_read_only: arguments.read_only,
        limits: Limits::default(),
        program: PROGRAM,
    };
    let shutdown = Shutdown::default();
    let of_signals = shutdown.clone();
    ctrlc::set_handler(move || of_signals.stop())
        .map_err(|error| Failure::new(format!("signals cannot be received: {error}")))?;
    let url = format!("http://{address}{}/", options.base_path);
    output::note(&format!("serves {url}; Ctrl-C ends it"));
    if arguments.open {
        open::start_browser(&url);
    }
    server::run(listener, options, &shutdown)?;
    Ok(Outcome::Done)
}

impl Arguments {
    /// Returns the directories of the indexes, and the paths with the one of each. Indexes that have reports are brought up
    /// to date; for the others, the reader of the page decides, or if that changes nothing, they are built.
    fn indexes(&self) -> Result<(Vec<PathBuf>, Vec<Folder>), Failure> {
        let dir = match (&self.paths[..], &self.index[..]) {
            ([], []) => return Ok((vec![index_argument::dir_of(None)], Vec::new())),
            ([], several) => return Ok((several.to_vec(), Vec::new())),
            (_, []) => None,
            (_, [dir]) => Some(dir.as_path()),
            (_, [_, _, ..]) => {
                let message =
                    "PATH is indexed into one index: --index cannot be given several times with it";
                return Err(Failure::new(message));
            }
        };
        let (mut dirs, mut folders) = (Vec::new(), Vec::new());
        for path in &self.paths {
            let place = SearchedIndex::of_path(path, dir);
            let index = place.dir()?;
            match self.read_only || !is_first_start(path, &index) {
                true => drop(place.up_to_date_dir()?),
                false => program::create(&index)?,
            }
            folders.push(Folder {
                path: path.clone(),
                index: index.clone(),
            });
            if !dirs.contains(&index) {
                dirs.push(index);
            }
        }
        Ok((dirs, folders))
    }
}

/// Returns whether `path` exists and nothing is indexed in `dir` yet.
fn is_first_start(path: &Path, dir: &Path) -> bool {
    let is_empty = match OpenIndex::open(dir) {
        Ok(index) => index.payload.roots.is_empty(),
        Err(IndexError::Missing(_)) => true,
        Err(_) => false, // bringing it up to date says why, or rebuilds it
    };
    is_empty && path.exists()
}

/// Reads the hash of a password.
fn password(path: &Path) -> Result<Password, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("--password-file: {shown}: {error}")))?;
    Password::parse(&text).ok_or_else(|| {
        let failure = Failure::new(format!(
            "--password-file: {shown}: there is no hash of a password"
        ));
        failure.hint("make one with `reportage serve --hash-password > FILE`")
    })
}

/// Prints the hash of the password on standard input.
fn hash_password() -> Result<Outcome, Failure> {
    if output::can_ask() {
        output::note("type the password, which is shown as you type, and press Enter");
    }
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line);
    read.map_err(|error| Failure::new(format!("standard input: {error}")))?;
    let typed = line.trim_end_matches(['\r', '\n']);
    if typed.chars().count() < SHORTEST_PASSWORD {
        let short = format!("the password has less than {SHORTEST_PASSWORD} characters");
        return Err(Failure::new(short)
            .hint("four words that have nothing to do with each other are easy to keep"));
    }
    let mut out = output::stdout();
    writeln!(out, "{}", Password::hash(typed).as_str())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Normalizes a base path: with a `/` at its start and none at its end, or empty.
fn base_path(text: &str) -> Result<String, Failure> {
    let trimmed = text.trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/".contains(c);
    if !trimmed.chars().all(is_plain) || trimmed.split('/').any(|part| part == "..") {
        let failure = Failure::new(format!("--base-path: `{text}` is no path of a URL"));
        return Err(failure.hint("letters, digits, `-`, `_`, `.` and `/`: --base-path /reports"));
    }
    Ok(match trimmed.is_empty() {
        true => String::new(),
        false => format!("/{trimmed}"),
    })
}

fn unavailable(address: SocketAddr, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("{address}: cannot be listened on: {error}"));
    match error.kind() {
        io::ErrorKind::AddrInUse => failure
            .hint("another program listens there, perhaps another `reportage serve`; --port N names another port, 0 any"),
        io::ErrorKind::PermissionDenied => failure.hint("--port N names another port, 0 any"),
        _ => failure,
    }
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Failure {
        match error {
            ServerError::Search(error) => Failure::search("", error),
            ServerError::Io(source) => {
                Failure::new(format!("the server cannot be started: {source}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_starts_with_a_slash_and_ends_without() {
        for (text, wanted) in [
            ("", ""),
            ("/", ""),
            ("reports", "/reports"),
            ("/a/b/", "/a/b"),
        ] {
            assert_eq!(base_path(text).unwrap(), wanted);
        }
        for text in ["/a b", "/{id}", "/../a", "/a?b"] {
            assert!(base_path(text).is_err(), "{text}");
        }
    }
}
