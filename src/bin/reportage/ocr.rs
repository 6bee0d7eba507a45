//! The flag for OCR of scanned pages: finds tesseract and its languages.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;
use reportage::corpus::Ocr;

use crate::failure::Failure;
use crate::headings::INDEX;

/// The program, searched in `$PATH`.
const TESSERACT: &str = "tesseract";

/// Who reads scanned pages.
#[derive(Args, Clone, Default)]
pub struct OcrFlag {
    /// Read scanned pages of PDF files with tesseract, which must be installed; LANGS are its language codes, such as
    /// fra+eng [default: eng]
    #[arg(long, help_heading = INDEX, value_name = "LANGS", num_args = 0..=1, require_equals = true, default_missing_value = "eng")]
    ocr: Option<String>,
}

impl OcrFlag {
    /// Returns how to start tesseract, if OCR is requested.
    pub fn ocr(&self) -> Result<Option<Ocr>, Failure> {
        let Some(languages) = &self.ocr else {
            return Ok(None);
        };
        let listed = Command::new(TESSERACT).arg("--list-langs").output();
        let listed = listed.map_err(|error| {
            let what = format!("--ocr: the program `{TESSERACT}` cannot be started: {error}");
            Failure::new(what).hint(
                "install it (apt install tesseract-ocr tesseract-ocr-fra, \
                 brew install tesseract tesseract-lang), or omit --ocr",
            )
        })?;
        // Old versions list the languages on stderr.
        let output = [listed.stdout, listed.stderr].concat();
        let output = String::from_utf8_lossy(&output).into_owned();
        let known: Vec<&str> = output.lines().skip(1).map(str::trim).collect();
        for language in languages.split('+') {
            if !known.contains(&language) {
                let what = format!("--ocr: {TESSERACT} has no language `{language}`");
                let hint = format!(
                    "it has {}; others can be installed (apt install tesseract-ocr-fra)",
                    known.join(", ")
                );
                return Err(Failure::new(what).hint(hint));
            }
        }
        let mut arguments = vec!["-l".into(), languages.into()];
        if known.contains(&"osd") {
            // Tesseract has the data to detect the orientation of pages.
            arguments.extend(["--psm".into(), "1".into()]);
        }
        Ok(Some(Ocr {
            program: PathBuf::from(TESSERACT),
            arguments,
        }))
    }
}
