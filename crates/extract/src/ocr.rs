//! Optical character recognition by the external program tesseract.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How to start tesseract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ocr {
    /// The program.
    pub program: PathBuf,
    /// Additional arguments, such as languages.
    pub arguments: Vec<OsString>,
}

/// A line of words on a picture; positions are in pixels from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// The right edge of its first word.
    pub first_right: f64,
    /// The block of the picture that contains it.
    pub block: u32,
}

impl Ocr {
    /// Recognises a picture, given as an image file that tesseract accepts, with a resolution of
    /// `dpi` dots per inch and a time limit.
    pub(super) fn read(&self, picture: &[u8], dpi: u32, limit: Duration) -> io::Result<Vec<Words>> {
        let mut child = Command::new(&self.program)
            .args(["stdin", "stdout"])
            .args(&self.arguments)
            .args(["--dpi", &dpi.to_string(), "tsv"])
            // One page does not benefit from several threads, which only wait for each other.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut stdin = child.stdin.take().expect("its standard input is a pipe");
        let mut stdout = child.stdout.take().expect("its standard output is a pipe");
        let answer = std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            scope.spawn(move || {
                let mut answer = Vec::new();
                let written = stdin.write_all(picture);
                drop(stdin);
                let read = written.and_then(|()| stdout.read_to_end(&mut answer));
                // The receiver is gone after a timeout.
                let _ = sender.send(read.map(|_| answer));
            });
            let answer = receiver.recv_timeout(limit);
            if answer.is_err() {
                // If it has just exited, that is fine, too.
                let _ = child.kill();
            }
            answer
        });
        let status = child.wait()?;
        let answer = answer.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        match status.success() {
            true => Ok(lines(&String::from_utf8_lossy(&answer))),
            false => Err(io::Error::other(status.to_string())),
        }
    }
}

/// Groups the words of tesseract's TSV output into lines.
fn lines(table: &str) -> Vec<Words> {
    let mut lines: Vec<Words> = Vec::new();
    let mut current = None;
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [level, page, block, paragraph, line, _, place @ ..] = &cells[..] else {
            continue;
        };
        let [left, top, width, height, _, text] = place else {
            continue;
        };
        let text = text.trim();
        let numbers = [left, top, width, height].map(|cell| cell.parse::<f64>().ok());
        let [Some(left), Some(top), Some(width), Some(height)] = numbers else {
            continue; // the header row
        };
        if *level != "5" || text.is_empty() {
            continue;
        }
        let (right, bottom) = (left + width, top + height);
        let this = Some((*page, *block, *paragraph, *line));
        if this == current
            && let Some(last) = lines.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(text);
            last.left = last.left.min(left);
            last.right = last.right.max(right);
            last.top = last.top.min(top);
            last.bottom = last.bottom.max(bottom);
            continue;
        }
        current = this;
        lines.push(Words {
            text: text.to_owned(),
            left,
            right,
            top,
            bottom,
            first_right: right,
            block: block.parse().unwrap_or(0),
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_are_joined_and_other_rows_skipped() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n\
            5\t1\t1\t1\t1\t1\t10\t20\t30\t10\t96.1\tGunmen\n\
            5\t1\t1\t1\t1\t2\t45\t18\t30\t12\t91.0\tcame.\n\
            5\t1\t1\t1\t2\t1\t10\t40\t30\t10\t12.5\t \n\
            5\t1\t2\t1\t1\t1\t10\t60\t30\t10\t95.0\tPolice\n";
        let got = lines(table);
        assert_eq!(
            got[0],
            Words {
                text: "Gunmen came.".into(),
                left: 10.0,
                right: 75.0,
                top: 18.0,
                bottom: 30.0,
                first_right: 40.0,
                block: 1,
            }
        );
        assert_eq!(
            (got[1].text.as_str(), got[1].block, got.len()),
            ("Police", 2, 2)
        );
    }
}
